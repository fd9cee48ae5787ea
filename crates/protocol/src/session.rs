//! The session worker: what the page asks of it, and what it tells the page.

use crate::behaviour::{Device, Repeat, Rule, Thing};
use crate::engine::Hidden;
use crate::event::{Event, Qos, Version};
use crate::told::ToldAt;
use crate::view::{Capacity, ExportAsk, Look, Seen, TimelineLine};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What the page asks of the session worker. One worker holds one connection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ToSession {
    /// Open the socket and send CONNECT; the messages of a file that was opened give way. While a
    /// connection is open: [`crate::NotSent::AlreadyConnected`].
    Connect(Box<Connect>),
    /// Connect with this at the next try by itself.
    Credentials(Box<Connect>),
    /// Try at once instead of waiting.
    TryNow,
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
    Publish(Box<Publish>),
    /// Send DISCONNECT and close the socket, or give up connecting.
    Disconnect,
    /// Show this of the messages, from here on.
    Look(Box<Look>),
    /// Drop the messages kept.
    Clear,
    /// Keep as much.
    Capacity(Capacity),
    /// Write the messages shown as a file; it comes in pieces.
    Export(Box<ExportAsk>),
    /// A piece of a transcript to be opened, in place of what is kept.
    Open {
        /// The bytes.
        #[serde(with = "crate::bytes")]
        piece: Vec<u8>,
        /// Nothing of an earlier file is to stay.
        first: bool,
        /// The file ends with it.
        last: bool,
    },
    /// Tell whole what is received on these topics, and on none else: [`FromSession::Heard`].
    Listen(Vec<String>),
    /// Whose behaviour it is.
    Device(Device),
    /// Follow these rules, and none else.
    Rules(Vec<Rule>),
    /// Simulate this thing, or none.
    Thing(Option<Thing>),
    /// Begin a repeated sending.
    Repeat {
        /// Its number; a running one with the same is replaced.
        id: u32,
        /// What and how often.
        repeat: Box<Repeat>,
    },
    /// End a repeated sending.
    StopRepeat {
        /// Its number.
        id: u32,
    },
    /// Open a socket and close it again, to learn whether it opens. Nothing is sent.
    Probe {
        /// Comes back with the answer.
        id: u32,
        /// Where to.
        url: String,
        /// Whether to ask for the subprotocol `mqtt`.
        subprotocol: bool,
    },
    /// The browser's network came or went. Not every browser tells its workers.
    Network {
        /// Whether there is one.
        online: bool,
    },
}

/// A connection to open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connect {
    /// `ws://` or `wss://` URL.
    pub url: String,
    /// The version of MQTT.
    pub version: Version,
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
    /// What the broker publishes when this client is lost.
    pub will: Option<Publish>,
    /// How long to wait for the socket and CONNACK together, in ms.
    pub connack_timeout_ms: u32,
    /// Whether to connect again by itself.
    pub retry: Retry,
    /// How many connections within a minute the broker takes.
    pub max_per_minute: Option<u8>,
}

/// When to connect again by itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Retry {
    /// Never.
    Never,
    /// When a connection is lost that was online.
    #[default]
    Lost,
    /// Also when the first try fails.
    Always,
}

/// A message to publish.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publish {
    /// The topic name; no `+`, no `#`.
    pub topic: String,
    /// The bytes, as they are.
    #[serde(with = "crate::bytes")]
    pub payload: Vec<u8>,
    /// Quality of service.
    pub qos: Qos,
    /// The retain flag.
    pub retain: bool,
    /// Names and values that go with it, in 5.0 only.
    pub user_properties: Vec<(String, String)>,
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
    /// The zero of every later `at_ms` by the clock on the wall, ms since 1970. It moves when that
    /// clock is set, and when the machine has slept: the clock of `at_ms` stands still then.
    Zero {
        /// ms since 1970.
        epoch_ms: f64,
    },
    /// What the page looks at.
    Seen(Box<Seen>),
    /// A message that the page listens for; it is kept like any other.
    Heard(Box<Heard>),
    /// What the device did by itself, oldest first.
    Told(Vec<ToldAt>),
    /// A piece of the file that was asked for.
    File {
        /// The bytes.
        #[serde(with = "crate::bytes")]
        piece: Vec<u8>,
        /// How many messages the last piece ends with; `None`: more pieces follow.
        done: Option<FileDone>,
    },
    /// A transcript was opened as far as it was given.
    Opened(Opened),
    /// A probe came to its end.
    Probed {
        /// Which.
        id: u32,
        /// Whether the socket opened.
        opened: bool,
        /// How long it took, in ms.
        after_ms: f64,
    },
    /// The worker panicked and takes no further request. The text names the place, never data.
    Panicked {
        /// File, line and column.
        location: String,
    },
}

/// A received message that the page itself makes something of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Heard {
    /// When it came, ms since 1970.
    pub epoch_ms: f64,
    /// The topic name.
    pub topic: String,
    /// The payload as text, U+FFFD in place of what is not UTF-8. May hold a secret.
    pub payload: Hidden,
}

/// How a file ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileDone {
    /// Messages that were dropped while the file was being written, before their turn came.
    pub missed: u64,
}

/// What was found in a transcript.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Opened {
    /// A piece was read.
    Lines {
        /// Wall-clock zero of its times, ms since 1970.
        epoch_ms: f64,
        /// Lines of the timeline.
        lines: Vec<TimelineLine>,
        /// The file ends here.
        last: bool,
    },
    /// It cannot be read.
    Failed {
        /// The line, from 1.
        line: u64,
        /// What is wrong with it, in English.
        what: String,
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
    use crate::{Run, Unreadable, decode, encode};

    #[test]
    fn a_message_survives_the_way() {
        let message = FromSession::Entries(vec![Entry {
            at_ms: 12.5,
            line: "< CONNACK return_code=0".into(),
            event: Event::Received(Run {
                count: 2,
                acks: 2,
                bytes: 400,
                to_ms: 13.0,
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
