//! What the wire showed, and which finding explains it. Plain facts come in; whoever watches the
//! wire fills them in.

use crate::{Entry, findings};

/// One fact from a connection that did not get, or did not keep, CONNACK 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Observation {
    /// CONNACK with a return code of 3.1.1 other than 0.
    Connack(u8),
    /// The socket closed after it was open, before CONNACK.
    ClosedBeforeConnack,
    /// The socket never opened: refused port, name, TLS or HTTP answer; a browser hides which.
    NotOpened,
    /// Something did not come in time.
    TimedOut(Waited),
    /// The peer's bytes are not MQTT, or not allowed where they came.
    Malformed,
    /// The browser does not let an https page open `ws://`.
    MixedContent,
    /// The server opened the WebSocket without agreeing to the subprotocol `mqtt`.
    NoSubprotocol,
    /// Closed after being online, again and again.
    Evicted,
    /// The browser says that it has no network.
    Offline,
}

/// What was waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waited {
    /// The socket to open.
    SocketOpen,
    /// CONNACK.
    Connack,
    /// PINGRESP.
    Pingresp,
}

impl Observation {
    /// CONNACK of MQTT 5.0, as the return code of 3.1.1 that says the same; `None` for a reason
    /// code that only 5.0 has (MQTT 5.0, table 3-1).
    pub fn connack_of_5(reason: u8) -> Option<Self> {
        let return_code = match reason {
            0 => 0,
            0x84 => 1,
            0x85 => 2,
            0x88 | 0x89 | 0x97 | 0x9f => 3,
            0x86 => 4,
            0x87 | 0x8a | 0x8c => 5,
            _ => return None,
        };
        Some(Self::Connack(return_code))
    }

    /// What was seen of a CONNECT of this protocol level, in the terms of 3.1.1. A broker that
    /// knows 3.1.1 only answers a CONNECT of 5.0 in its own form.
    pub(crate) fn after(self, protocol_level: Option<u8>) -> Option<Self> {
        if let (Some(5), Self::Connack(reason @ 0x80..)) = (protocol_level, self) {
            return Self::connack_of_5(reason);
        }
        Some(self)
    }
}

/// The finding that explains an observation; `None` for CONNACK 0.
pub fn explain(observation: Observation) -> Option<&'static Entry> {
    use findings as f;
    match observation {
        Observation::Connack(0) => None,
        Observation::Connack(1) => Some(&f::refused_version::ENTRY),
        Observation::Connack(2) => Some(&f::refused_identifier::ENTRY),
        Observation::Connack(3) => Some(&f::refused_unavailable::ENTRY),
        Observation::Connack(4 | 5) => Some(&f::refused_credentials::ENTRY),
        Observation::Connack(_) | Observation::Malformed => Some(&f::transport_malformed::ENTRY),
        Observation::ClosedBeforeConnack => Some(&f::transport_closed::ENTRY),
        Observation::NotOpened => Some(&f::transport_unreachable::ENTRY),
        Observation::TimedOut(Waited::SocketOpen | Waited::Connack) => {
            Some(&f::transport_timeout::ENTRY)
        }
        Observation::TimedOut(Waited::Pingresp) => Some(&f::transport_keep_alive_lost::ENTRY),
        Observation::MixedContent => Some(&f::transport_mixed_content::ENTRY),
        Observation::NoSubprotocol => Some(&f::transport_subprotocol::ENTRY),
        Observation::Evicted => Some(&f::evicted::ENTRY),
        Observation::Offline => Some(&f::transport_offline::ENTRY),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ENTRIES;

    #[track_caller]
    fn check(observation: Observation, code: Option<&str>) {
        assert_eq!(explain(observation).map(|entry| entry.code), code);
    }

    #[test]
    fn each_observation_has_its_code() {
        check(Observation::Connack(0), None);
        check(Observation::Connack(1), Some("refused-version"));
        check(Observation::Connack(2), Some("refused-identifier"));
        check(Observation::Connack(3), Some("refused-unavailable"));
        check(Observation::Connack(4), Some("refused-credentials"));
        check(Observation::Connack(5), Some("refused-credentials"));
        check(Observation::Connack(6), Some("transport-malformed"));
        check(Observation::Malformed, Some("transport-malformed"));
        check(Observation::ClosedBeforeConnack, Some("transport-closed"));
        check(Observation::NotOpened, Some("transport-unreachable"));
        check(
            Observation::TimedOut(Waited::Connack),
            Some("transport-timeout"),
        );
        check(
            Observation::TimedOut(Waited::SocketOpen),
            Some("transport-timeout"),
        );
        check(
            Observation::TimedOut(Waited::Pingresp),
            Some("transport-keep-alive-lost"),
        );
        check(Observation::MixedContent, Some("transport-mixed-content"));
        check(Observation::NoSubprotocol, Some("transport-subprotocol"));
        check(Observation::Evicted, Some("evicted"));
        check(Observation::Offline, Some("transport-offline"));
    }

    #[test]
    fn entries_are_complete_and_distinct() {
        for (i, entry) in ENTRIES.iter().enumerate() {
            let words = [
                entry.problem.en,
                entry.problem.zh,
                entry.why.en,
                entry.why.zh,
                entry.remedy.en,
                entry.remedy.zh,
            ];
            assert!(words.iter().all(|text| !text.is_empty()), "{}", entry.code);
            assert!(
                ENTRIES[..i].iter().all(|other| other.code != entry.code),
                "{}",
                entry.code
            );
        }
    }
}
