//! What a session tells and what it wants done: plain data, without behaviour.

use std::sync::Arc;

use crate::phase::Phase;
use crate::request::Version;
use crate::version5::{Properties, Reason, Server};
use crate::why::{NotSent, Stopped, Violation, WaitedFor};

/// What the driver has to do, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Open a WebSocket with the subprotocol `mqtt`; binary messages only. It takes the place of
    /// an earlier one, of which nothing more may be told to the session.
    OpenSocket {
        /// Where to.
        url: String,
    },
    /// Send one binary message: one packet or several.
    Send(Vec<u8>),
    /// Close the socket after what was sent; its `handle_close` is still wanted.
    CloseSocket {
        /// Close code of RFC 6455: 1000, or 1002 after a violation.
        code: u16,
    },
}

/// An event and its time.
#[derive(Debug, Clone, PartialEq)]
pub struct TimedEvent {
    /// Milliseconds since the connection was asked for.
    pub at_ms: f64,
    /// What happened.
    pub event: Event,
}

/// What happened in a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The session entered a phase.
    Phase(Phase),
    /// The driver was asked to open a socket. The first one after a request to connect is the zero
    /// of every time; those of reconnecting count from it too.
    SocketOpening {
        /// Where to, without what could be a secret: no user, password, query or fragment.
        url: String,
    },
    /// The socket is open.
    SocketOpen {
        /// What the server chose; empty if it chose none.
        subprotocol: String,
    },
    /// CONNECT was sent.
    ConnectSent {
        /// The version of MQTT.
        version: Version,
        /// The client id as sent.
        client_id: String,
        /// The user name as sent.
        username: String,
        /// Keep-alive in seconds.
        keep_alive_s: u16,
        /// Whether the broker was asked to start without an earlier session.
        clean_session: bool,
        /// What the broker has to publish when this client is lost, without its payload.
        will: Option<WillSent>,
    },
    /// CONNACK came.
    Connack {
        /// 0 to 5; in 5.0 a reason code: 0, or 0x80 and above.
        return_code: u8,
        /// The broker had a session of this client.
        session_present: bool,
        /// What the broker says of itself, in 5.0.
        server: Option<Box<Server>>,
    },
    /// A session that was cut off goes on: what is sent again follows, as events of its own.
    Restored {
        /// Messages without an acknowledgement: sent again, marked as duplicates.
        again: usize,
        /// Such messages that are sent as new ones, because the broker has no session of this
        /// client or was asked for none. One that it had taken in before comes twice.
        anew: usize,
        /// SUBSCRIBE and UNSUBSCRIBE requests that are made again.
        subscriptions: usize,
    },
    /// SUBSCRIBE was sent.
    SubscribeSent {
        /// Packet identifier.
        packet_id: u16,
        /// The filter.
        topic: String,
        /// The quality of service asked for.
        qos: Qos,
    },
    /// SUBACK came.
    Suback {
        /// Packet identifier.
        packet_id: u16,
        /// The filter of the SUBSCRIBE that it answers.
        topic: String,
        /// What was granted; `None`: refused.
        granted: Option<Qos>,
        /// More about it, in 5.0.
        reason: Option<Box<Reason>>,
    },
    /// UNSUBSCRIBE was sent.
    UnsubscribeSent {
        /// Packet identifier.
        packet_id: u16,
        /// The filter.
        topic: String,
    },
    /// UNSUBACK came.
    Unsuback {
        /// Packet identifier.
        packet_id: u16,
        /// The filter of the UNSUBSCRIBE that it answers.
        topic: String,
        /// More about it, in 5.0.
        reason: Option<Box<Reason>>,
    },
    /// PUBLISH was sent.
    PublishSent {
        /// Packet identifier; `None` with QoS 0.
        packet_id: Option<u16>,
        /// The topic.
        topic: String,
        /// Quality of service.
        qos: Qos,
        /// Size of the payload in bytes.
        bytes: u32,
        /// The duplicate flag: it was sent on an earlier network connection too.
        dup: bool,
    },
    /// A message of QoS 1 or 2 waits: for the next network connection, or until the broker has
    /// acknowledged earlier ones. Its PUBLISH follows.
    Queued {
        /// The topic.
        topic: String,
        /// Quality of service.
        qos: Qos,
        /// Size of the payload in bytes.
        bytes: u32,
        /// How many messages wait, with this one.
        waiting: usize,
    },
    /// A message is given up. Unless the broker took it in before, it is lost.
    Abandoned {
        /// Its packet identifier, if it was sent.
        packet_id: Option<u16>,
        /// The topic.
        topic: String,
        /// Quality of service.
        qos: Qos,
    },
    /// The session ends before these messages are acknowledged. They are kept: if the next request
    /// to connect names the same broker and client id without a clean session, it sends them.
    Unacknowledged {
        /// How many.
        messages: usize,
    },
    /// Kept messages are dropped: the new connection is another client's, or starts clean.
    Discarded {
        /// How many.
        messages: usize,
    },
    /// A packet of the acknowledgement of a PUBLISH, either way.
    Acknowledged {
        /// Which packet.
        ack: Ack,
        /// Packet identifier.
        packet_id: u16,
        /// Who sent it.
        direction: Direction,
        /// The broker's reason, in 5.0.
        reason: Option<Box<Reason>>,
    },
    /// PUBLISH came.
    Received(Message),
    /// PINGREQ was sent.
    PingSent,
    /// PINGRESP came.
    PingReceived,
    /// DISCONNECT was sent.
    DisconnectSent,
    /// DISCONNECT came, in 5.0.
    DisconnectReceived(Box<Reason>),
    /// A request was not carried out.
    NotSent(NotSent),
    /// What was waited for did not come in time; the socket is closed.
    TimedOut(WaitedFor),
    /// The broker broke the protocol; the socket is closed and stays so.
    Violation(Violation),
    /// The next try follows, unless the session is ended before.
    Reconnecting {
        /// Milliseconds until it; longer while there is no network.
        in_ms: u32,
        /// Which try in a row: 1 and up.
        attempt: u32,
    },
    /// There is no further try.
    ReconnectStopped(Stopped),
    /// The broker closed several connections in a row soon after CONNACK: what happens when
    /// another client uses the same client id.
    Evicted {
        /// How many.
        times: u32,
    },
    /// More connections within a minute than are allowed here, because they were asked for. The
    /// broker may refuse them.
    TooManyConnects {
        /// How many within the last minute, with this one.
        within_a_minute: usize,
        /// How many are allowed.
        allowed: u8,
    },
    /// What the next try connects with was replaced.
    CredentialsChanged,
    /// The browser's network came or went.
    Network {
        /// Whether there is one now.
        online: bool,
    },
    /// The driver could not so much as try to open the socket.
    SocketRefused,
    /// The socket is closed.
    SocketClosed {
        /// WebSocket close code.
        code: u16,
        /// The peer's words; mostly empty.
        reason: String,
        /// Whether both sides closed as the protocol says.
        clean: bool,
        /// Whether it had been open before.
        was_open: bool,
    },
}

/// A received PUBLISH.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The topic name, shared with other messages of this topic.
    pub topic: Arc<str>,
    /// The bytes, as they came.
    pub payload: Vec<u8>,
    /// Quality of service of this delivery.
    pub qos: Qos,
    /// The retain flag: the broker had kept it.
    pub retain: bool,
    /// The duplicate flag: the broker may have sent it before.
    pub dup: bool,
    /// What else its packet says, in 5.0.
    pub properties: Option<Box<Properties>>,
}

/// A will as it is told: never its payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WillSent {
    /// The topic.
    pub topic: String,
    /// Quality of service.
    pub qos: Qos,
    /// The retain flag.
    pub retain: bool,
    /// Size of the payload in bytes.
    pub bytes: u32,
}

/// Quality of service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Qos {
    /// 0
    AtMostOnce,
    /// 1
    AtLeastOnce,
    /// 2
    ExactlyOnce,
}

impl Qos {
    /// The digit on the wire: 0, 1, 2.
    pub fn digit(self) -> u8 {
        self as u8
    }
}

/// A packet that acknowledges a PUBLISH.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ack {
    /// QoS 1.
    Puback,
    /// QoS 2, first.
    Pubrec,
    /// QoS 2, second.
    Pubrel,
    /// QoS 2, last.
    Pubcomp,
}

/// Who sent a packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// This client.
    Sent,
    /// The broker.
    Received,
}
