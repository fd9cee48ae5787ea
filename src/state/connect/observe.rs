//! From a session's events to what the diagnosis is told: the one place where they meet.

use crate::state::connect::Note;
use connack_diagnosis::{Entry, Observation, Waited, explain};
use connack_protocol::{Event, Observed, Version, WaitedFor};
use connack_signer::Answering;

/// What has happened on a connection so far, as far as it decides what a close means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Course {
    /// CONNACK came, whatever its code.
    pub(super) connack: bool,
    /// The end is explained already, or was asked for.
    pub(super) explained: bool,
}

/// What an event shows to the diagnosis, `course` being what came before it.
fn observation(event: &Event, course: Course) -> Option<Observation> {
    match event {
        Event::Connack {
            return_code,
            version,
            ..
        } => match version {
            Version::V3_1_1 => Some(Observation::Connack(*return_code)),
            Version::V5_0 => Observation::connack_of_5(*return_code),
        },
        Event::TimedOut(waited) => Some(Observation::TimedOut(match waited {
            WaitedFor::SocketOpen => Waited::SocketOpen,
            WaitedFor::Connack => Waited::Connack,
            WaitedFor::Pingresp => Waited::Pingresp,
        })),
        Event::Violation(_) => Some(Observation::Malformed),
        Event::Evicted { .. } => Some(Observation::Evicted),
        Event::Network { online: false } => Some(Observation::Offline),
        Event::SocketOpen { subprotocol } if subprotocol.is_empty() => {
            Some(Observation::NoSubprotocol)
        }
        Event::SocketClosed { was_open, .. } if !course.connack && !course.explained => {
            Some(if *was_open {
                Observation::ClosedBeforeConnack
            } else {
                Observation::NotOpened
            })
        }
        Event::Phase(_)
        | Event::SocketOpening { .. }
        | Event::SocketOpen { .. }
        | Event::ConnectSent
        | Event::SubscribeSent { .. }
        | Event::Suback { .. }
        | Event::UnsubscribeSent { .. }
        | Event::Unsuback { .. }
        | Event::PublishSent { .. }
        | Event::Acknowledged { .. }
        | Event::Received(_)
        | Event::Restored { .. }
        | Event::Queued { .. }
        | Event::Abandoned
        | Event::Unacknowledged { .. }
        | Event::Discarded { .. }
        | Event::DisconnectReceived { .. }
        | Event::Reconnecting { .. }
        | Event::ReconnectStopped(_)
        | Event::TooManyConnects { .. }
        | Event::CredentialsChanged
        | Event::Network { online: true }
        | Event::PingSent
        | Event::PingReceived
        | Event::DisconnectSent
        | Event::NotSent(_)
        | Event::SocketRefused
        | Event::SocketClosed { .. } => None,
    }
}

/// The finding that explains an event, if it is one that needs explaining, and what was observed.
pub(super) fn cause(event: &Event, course: Course) -> Option<(&'static Entry, Observation)> {
    let seen = observation(event, course)?;
    Some((explain(seen)?, seen))
}

/// What an event means to a registration, where it means something else there: the codes of
/// CONNACK that vendor help topic 132111 lists, and the end of the connection.
pub(super) fn note(event: &Event, course: Course) -> Option<Note> {
    if let Event::Connack {
        return_code,
        version: Version::V3_1_1,
        ..
    } = event
    {
        let known = Answering::MqttRegister.meaning(i64::from(*return_code));
        return match return_code {
            0 => Some(Note::RegisterAccepted),
            code => known.map(|_| Note::RegisterRefused(*code)),
        };
    }
    let ended = matches!(event, Event::SocketClosed { .. }) && course.connack && !course.explained;
    ended.then_some(Note::RegisterEnded)
}

/// An observation as the engine is told it.
pub(super) fn observed(seen: Observation) -> Observed {
    match seen {
        Observation::Connack(code) => Observed::Connack(code),
        Observation::ClosedBeforeConnack => Observed::ClosedBeforeConnack,
        Observation::NotOpened => Observed::NotOpened,
        Observation::TimedOut(Waited::SocketOpen) => Observed::SocketTimedOut,
        Observation::TimedOut(Waited::Connack) => Observed::ConnackTimedOut,
        Observation::TimedOut(Waited::Pingresp) => Observed::PingrespTimedOut,
        Observation::Malformed => Observed::Malformed,
        Observation::MixedContent => Observed::MixedContent,
        Observation::NoSubprotocol => Observed::NoSubprotocol,
        Observation::Evicted => Observed::Evicted,
        Observation::Offline => Observed::Offline,
    }
}

/// Why the page does not even try a URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotTried {
    /// `ws://` from an https page.
    MixedContent,
    /// `ws://` to a host that this page's policy does not name.
    Policy,
    /// Neither `ws://` nor `wss://`.
    Scheme,
}

/// What the page's own address and policy say about URLs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageFacts {
    /// The page came over https.
    pub https: bool,
    /// The page's policy allows `ws://` to any host.
    pub any_ws: bool,
}

/// Whether this page can open `url` at all.
///
/// # Errors
/// Why not; a browser would say nothing.
pub fn may_try(url: &str, page: PageFacts) -> Result<(), NotTried> {
    if url.starts_with("wss://") {
        return Ok(());
    }
    let Some(rest) = url.strip_prefix("ws://") else {
        return Err(NotTried::Scheme);
    };
    // The policy names 127.0.0.1 and localhost only; browsers let an https page reach those too.
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.split(':').next().unwrap_or_default();
    if ["127.0.0.1", "localhost"].contains(&host) {
        Ok(())
    } else if page.https {
        Err(NotTried::MixedContent)
    } else if page.any_ws {
        Ok(())
    } else {
        Err(NotTried::Policy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::connect::watch::Watch;
    use connack_protocol::Entry;

    const CLOSED: Event = Event::SocketClosed {
        code: 1006,
        reason: String::new(),
        clean: false,
        was_open: true,
    };

    #[track_caller]
    fn check(before: &[Event], event: &Event, code: Option<&str>) {
        let mut watch = Watch::default();
        for event in before {
            let entry = Entry {
                at_ms: 0.0,
                line: String::new(),
                event: event.clone(),
            };
            watch.take(&entry, None);
        }
        let found = cause(event, watch.course).map(|(entry, _)| entry.code);
        assert_eq!(found, code);
    }

    #[test]
    fn a_close_is_explained_once() {
        let opening = Event::SocketOpening { epoch_ms: 0.0 };
        let refused = Event::Connack {
            return_code: 5,
            session_present: false,
            version: Version::V3_1_1,
        };
        let never_open = Event::SocketClosed {
            code: 1006,
            reason: String::new(),
            clean: false,
            was_open: false,
        };
        check(&[], &CLOSED, Some("transport-closed"));
        check(&[], &never_open, Some("transport-unreachable"));
        check(&[], &refused, Some("refused-credentials"));
        check(std::slice::from_ref(&refused), &CLOSED, None);
        check(&[Event::DisconnectSent], &CLOSED, None);
        check(&[Event::TimedOut(WaitedFor::Connack)], &CLOSED, None);
        check(&[refused, opening], &CLOSED, Some("transport-closed"));
        check(
            &[Event::Connack {
                return_code: 0,
                session_present: false,
                version: Version::V3_1_1,
            }],
            &CLOSED,
            None,
        );
    }

    #[test]
    fn a_reason_code_is_explained_like_the_return_code() {
        let refused = |return_code| Event::Connack {
            return_code,
            session_present: false,
            version: Version::V5_0,
        };
        check(&[], &refused(0), None);
        check(&[], &refused(0x84), Some("refused-version"));
        check(&[], &refused(0x87), Some("refused-credentials"));
        check(&[], &refused(0x9c), None);
    }

    #[test]
    fn what_the_page_does_not_try() {
        let http = PageFacts {
            https: false,
            any_ws: false,
        };
        let https = PageFacts {
            https: true,
            any_ws: false,
        };
        let any = PageFacts {
            https: false,
            any_ws: true,
        };
        assert_eq!(may_try("wss://b.local/", https), Ok(()));
        assert_eq!(may_try("ws://127.0.0.1:8083/mqtt", http), Ok(()));
        assert_eq!(may_try("ws://localhost/", https), Ok(()));
        assert_eq!(may_try("ws://b.local/", http), Err(NotTried::Policy));
        assert_eq!(
            may_try("ws://127.0.0.1.b.local/", http),
            Err(NotTried::Policy)
        );
        assert_eq!(may_try("ws://b.local/", any), Ok(()));
        assert_eq!(may_try("ws://b.local/", https), Err(NotTried::MixedContent));
        assert_eq!(may_try("mqtt://b.local", http), Err(NotTried::Scheme));
    }
}
