//! How an accepted connection ends: what the log says of it, and what a client of MQTT 5.0 is told.

use crate::answer::reason;
use crate::packet::Malformed;
use std::fmt;
use std::io;
use std::time::Duration;

/// A client that takes nothing for so long is gone.
pub(crate) const STALLED: Duration = Duration::from_secs(30);

/// How an accepted connection ended.
pub(crate) enum End {
    Disconnect,
    Left,
    Failed(io::Error),
    Malformed(Malformed),
    Qos2,
    SubscriptionIdentifier,
    Stalled,
    /// By the broker behind; for so many milliseconds nothing had come from the client.
    Inner {
        quiet_ms: u64,
    },
    Evicted {
        by: u64,
    },
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Disconnect => f.write_str("the client sent DISCONNECT"),
            Self::Left => f.write_str("the client closed the connection without DISCONNECT"),
            Self::Failed(error) => write!(f, "the connection broke: {error}"),
            Self::Malformed(error) => write!(f, "the client sent what is not MQTT: {error}"),
            Self::Qos2 => f.write_str(
                "the client published at QoS 2, which the platform does not support; use 0 or 1",
            ),
            Self::SubscriptionIdentifier => f.write_str(
                "the client subscribed with a subscription identifier, which the platform does not \
                 support, as CONNACK says; leave it out",
            ),
            Self::Stalled => write!(f, "the client took no bytes for {} s", STALLED.as_secs()),
            Self::Inner { quiet_ms } => write!(
                f,
                "the broker closed the connection, {} s after the client's last packet",
                quiet_ms / 1000
            ),
            Self::Evicted { by } => write!(
                f,
                "connection #{by} logged in with the same identity; the platform keeps one \
                 connection per device, the newest"
            ),
        }
    }
}

impl End {
    /// Whether the broker behind closed because nothing came for one and a half keep-alives.
    pub(crate) fn is_silence(&self, keep_alive_s: u16) -> bool {
        match self {
            Self::Inner { quiet_ms } => {
                keep_alive_s > 0 && *quiet_ms >= u64::from(keep_alive_s) * 1500
            }
            Self::Disconnect
            | Self::Left
            | Self::Failed(_)
            | Self::Malformed(_)
            | Self::Qos2
            | Self::SubscriptionIdentifier
            | Self::Stalled
            | Self::Evicted { .. } => false,
        }
    }

    /// What DISCONNECT of MQTT 5.0 says of it; none where the client has gone, or was told already.
    pub(crate) fn reason(&self, keep_alive_s: u16) -> Option<u8> {
        match self {
            Self::Inner { .. } if self.is_silence(keep_alive_s) => Some(reason::KEEP_ALIVE_TIMEOUT),
            Self::Evicted { .. } => Some(reason::SESSION_TAKEN_OVER),
            Self::Qos2 => Some(reason::QOS_NOT_SUPPORTED),
            Self::SubscriptionIdentifier => Some(reason::SUBSCRIPTION_IDENTIFIERS_NOT_SUPPORTED),
            Self::Malformed(Malformed::TooLong { .. }) => Some(reason::PACKET_TOO_LARGE),
            Self::Malformed(Malformed::Kind(_)) => Some(reason::PROTOCOL_ERROR),
            Self::Malformed(
                Malformed::Length | Malformed::Flags { .. } | Malformed::Identifier(_),
            ) => Some(reason::MALFORMED_PACKET),
            Self::Disconnect
            | Self::Left
            | Self::Failed(_)
            | Self::Stalled
            | Self::Inner { .. } => None,
        }
    }
}
