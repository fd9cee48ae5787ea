//! What a session tells and what it wants done: plain data, without behaviour.

use crate::phase::Phase;

/// What the driver has to do, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Open a WebSocket with the subprotocol `mqtt`; binary messages only.
    OpenSocket {
        /// Where to.
        url: String,
    },
    /// Send one binary message.
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

/// What happened on a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The session entered a phase.
    Phase(Phase),
    /// The driver was asked to open the socket: the zero of every time.
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
        /// The client id as sent.
        client_id: String,
        /// The user name as sent.
        username: String,
        /// Keep-alive in seconds.
        keep_alive_s: u16,
        /// Whether the broker was asked to start without an earlier session.
        clean_session: bool,
    },
    /// CONNACK came.
    Connack {
        /// 0 to 5; others are violations.
        return_code: u8,
        /// The broker had a session of this client.
        session_present: bool,
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
        /// What was granted; `None`: refused (0x80).
        granted: Option<Qos>,
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
    },
    /// A packet of the acknowledgement of a PUBLISH, either way.
    Acknowledged {
        /// Which packet.
        ack: Ack,
        /// Packet identifier.
        packet_id: u16,
        /// Who sent it.
        direction: Direction,
    },
    /// PUBLISH came.
    Received(Message),
    /// PINGREQ was sent.
    PingSent,
    /// PINGRESP came.
    PingReceived,
    /// DISCONNECT was sent.
    DisconnectSent,
    /// A request was not carried out.
    NotSent(NotSent),
    /// What was waited for did not come in time; the socket is closed.
    TimedOut(WaitedFor),
    /// The broker broke the protocol; the socket is closed and stays so.
    Violation(Violation),
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
    /// The topic name.
    pub topic: String,
    /// The bytes, as they came.
    pub payload: Vec<u8>,
    /// Quality of service of this delivery.
    pub qos: Qos,
    /// The retain flag: the broker had kept it.
    pub retain: bool,
    /// The duplicate flag: the broker may have sent it before.
    pub dup: bool,
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

/// Why a request was not carried out. Nothing was sent, and the connection is as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotSent {
    /// There is no connection that is online.
    NotOnline,
    /// A connection was asked for already; a new one needs a new session.
    AlreadyConnected,
    /// An empty client id without a clean session, which MQTT forbids.
    ClientIdEmpty,
    /// U+0000 in client id or user name.
    ConnectHasNul,
    /// An empty topic.
    TopicEmpty,
    /// A topic of more than 65,535 bytes.
    TopicTooLong,
    /// U+0000 in a topic.
    TopicHasNul,
    /// `+` or `#` in the topic of a PUBLISH.
    TopicHasWildcard,
    /// `+` or `#` not alone on its level, or `#` not on the last.
    FilterMalformed,
    /// Every packet identifier is in use.
    NoPacketIdFree,
    /// The packet would be longer than MQTT allows, or a CONNECT field longer than 65,535 bytes.
    TooLong,
}

/// What was waited for in vain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaitedFor {
    /// The socket did not open.
    SocketOpen,
    /// CONNACK did not come.
    Connack,
    /// PINGRESP did not come.
    Pingresp,
}

/// How a broker broke the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Violation {
    /// A WebSocket text message; MQTT needs binary ones.
    TextFrame,
    /// Remaining Length not in its shortest form, or over 4 bytes.
    RemainingLength,
    /// A packet larger than this client takes.
    PacketTooLarge,
    /// Reserved bits set in a fixed header.
    ReservedFlags,
    /// A packet that only clients send, or of a type that does not exist.
    PacketType,
    /// A packet before CONNACK.
    BeforeConnack,
    /// A second CONNACK.
    SecondConnack,
    /// CONNACK with reserved bits, an unknown return code, or a session beside a refusal.
    MalformedConnack,
    /// PUBLISH with QoS 3, DUP with QoS 0, or an impossible topic.
    MalformedPublish,
    /// Packet identifier 0.
    PacketIdZero,
    /// An acknowledgement of a packet that was not sent.
    UnknownPacketId,
    /// A packet whose body does not have the shape of its type.
    MalformedPacket,
}
