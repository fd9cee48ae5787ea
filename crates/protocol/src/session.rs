//! The session worker: what the page asks of it, and what it tells the page.

use crate::event::{Event, Qos};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What the page asks of the session worker. One worker holds one connection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ToSession {
    /// Open the socket and send CONNECT. While a connection is open: [`crate::NotSent::AlreadyConnected`].
    Connect(Connect),
    /// Send SUBSCRIBE with one topic filter.
    Subscribe {
        /// The filter; `+` and `#` allowed.
        topic: String,
        /// The quality of service asked for; the broker may grant less.
        qos: Qos,
    },
    /// Send UNSUBSCRIBE with one topic filter.
    Unsubscribe {
        /// The filter, spelled as it was subscribed.
        topic: String,
    },
    /// Send PUBLISH.
    Publish {
        /// The topic name; no `+`, no `#`.
        topic: String,
        /// The bytes, as they are.
        payload: Vec<u8>,
        /// Quality of service.
        qos: Qos,
        /// The retain flag.
        retain: bool,
    },
    /// Send DISCONNECT and close the socket, or give up connecting.
    Disconnect,
}

/// A connection to open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connect {
    /// `ws://` or `wss://` URL.
    pub url: String,
    /// The client id as sent in CONNECT, with its extension parameters.
    pub mqtt_client_id: String,
    /// The user name.
    pub username: String,
    /// The password.
    pub password: Password,
    /// Keep-alive in seconds; 0 switches it off.
    pub keep_alive_s: u16,
    /// Whether the broker starts without an earlier session.
    pub clean_session: bool,
    /// How long to wait for the socket and CONNACK together, in ms.
    pub connack_timeout_ms: u32,
}

/// The password of CONNECT. Its `Debug` is redacted: a log must not open a connection.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Password(pub String);

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password([redacted])")
    }
}

/// What the session worker tells the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum FromSession {
    /// The worker's module runs and takes requests.
    Ready,
    /// What happened, in order; several at once when packets come quickly.
    Entries(Vec<Entry>),
    /// The worker panicked and takes no further request. The text names the place, never data.
    Panicked {
        /// File, line and column.
        location: String,
    },
}

/// One event of a connection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Milliseconds since the page's `Connect` was taken up.
    pub at_ms: f64,
    /// The event as a line of the transcript, redacted, without its time; empty for [`Event::Received`].
    pub line: String,
    /// What happened.
    pub event: Event,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Message, Unreadable, decode, encode};

    #[test]
    fn a_message_survives_the_way() {
        let message = FromSession::Entries(vec![Entry {
            at_ms: 12.5,
            line: "< CONNACK return_code=0".into(),
            event: Event::Received(Message {
                topic: "/a/b".into(),
                payload: (0..=255).collect(),
                qos: Qos::AtLeastOnce,
                retain: false,
                dup: true,
            }),
        }]);
        assert_eq!(decode::<FromSession>(&encode(&message)), Ok(message));
    }

    #[test]
    fn foreign_bytes_are_refused() {
        assert_eq!(decode::<ToSession>(&[250, 1, 2]), Err(Unreadable));
    }

    #[test]
    fn a_password_is_not_shown() {
        assert_eq!(
            format!("{:?}", Password("hidden".into())),
            "Password([redacted])"
        );
    }
}
