//! What happens on a connection, as the session worker tells it.

use crate::run::Run;
use serde::{Deserialize, Serialize};

/// Quality of service.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Qos {
    /// 0
    #[default]
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

    /// The quality of service of a digit on the wire.
    pub fn from_digit(digit: u8) -> Option<Self> {
        [Self::AtMostOnce, Self::AtLeastOnce, Self::ExactlyOnce]
            .into_iter()
            .find(|qos| qos.digit() == digit)
    }
}

/// What happened on a connection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The session entered a phase.
    Phase(Phase),
    /// The browser was asked to open the socket.
    SocketOpening {
        /// Wall-clock time of this event, ms since 1970: the zero of every `at_ms`.
        epoch_ms: f64,
    },
    /// The WebSocket is open.
    SocketOpen {
        /// What the server chose; empty if it chose none.
        subprotocol: String,
    },
    /// CONNECT was sent.
    ConnectSent,
    /// CONNACK came.
    Connack {
        /// 0 to 5; in 5.0 a reason code: 0, or 0x80 and above.
        return_code: u8,
        /// The broker had a session of this client.
        session_present: bool,
        /// Which version of MQTT it answers.
        version: Version,
    },
    /// A session that was cut off goes on.
    Restored {
        /// Messages that are sent again, marked as duplicates.
        again: u32,
        /// Messages that are sent as new ones, though the broker may have them.
        anew: u32,
        /// Subscriptions that are made again.
        subscriptions: u32,
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
    /// A message of QoS 1 or 2 waits for the next connection, or for earlier ones.
    Queued {
        /// How many wait, with this one.
        waiting: u32,
    },
    /// A message is given up; it may be lost.
    Abandoned,
    /// The session ends with messages that are not acknowledged; they are kept.
    Unacknowledged {
        /// How many.
        messages: u32,
    },
    /// Kept messages are dropped: the new connection is another client's, or starts clean.
    Discarded {
        /// How many.
        messages: u32,
    },
    /// A packet of the acknowledgement of a PUBLISH, either way.
    Acknowledged {
        /// Which packet.
        ack: Ack,
        /// Packet identifier.
        packet_id: u16,
        /// Who sent it.
        direction: Direction,
        /// The reason code, where there is one: in 5.0.
        reason_code: Option<u8>,
    },
    /// PUBLISH packets came, one or a run of them; the messages themselves the worker keeps.
    Received(Run),
    /// PINGREQ was sent.
    PingSent,
    /// PINGRESP came.
    PingReceived,
    /// DISCONNECT was sent.
    DisconnectSent,
    /// DISCONNECT came, in 5.0.
    DisconnectReceived {
        /// The reason code.
        reason_code: u8,
    },
    /// A request of the page was not carried out.
    NotSent(NotSent),
    /// What was waited for did not come in time; the socket is closed.
    TimedOut(WaitedFor),
    /// The broker broke the protocol; the socket is closed and stays so.
    Violation(Violation),
    /// The next try follows, unless the session is ended before.
    Reconnecting {
        /// Milliseconds until it; longer while there is no network.
        in_ms: u32,
        /// Which try in a row, from 1.
        attempt: u32,
    },
    /// There is no further try.
    ReconnectStopped(Stopped),
    /// The broker closed several connections in a row soon after CONNACK 0.
    Evicted {
        /// How many.
        times: u32,
    },
    /// More connections were asked for within a minute than the platform takes; it was made.
    TooManyConnects {
        /// How many within the last minute, with this one.
        within_a_minute: u32,
        /// How many are allowed.
        allowed: u8,
    },
    /// What the next try connects with was replaced.
    CredentialsChanged,
    /// The browser's network came or went.
    Network {
        /// Whether there is one.
        online: bool,
    },
    /// The browser refused to open the socket at all (malformed URL, blocked by policy).
    SocketRefused,
    /// The socket is closed.
    SocketClosed {
        /// WebSocket close code; 1006 when no close frame came or the handshake failed.
        code: u16,
        /// The peer's words; mostly empty.
        reason: String,
        /// Whether both sides closed as the protocol says.
        clean: bool,
        /// Whether it had been open before.
        was_open: bool,
    },
}

/// Where a connection is. The names are those of the page's `data-phase`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// Nothing asked yet.
    Idle,
    /// The socket is opening.
    Connecting,
    /// CONNECT is sent.
    AwaitingConnack,
    /// CONNACK 0 came.
    Online,
    /// Waiting for the next try.
    Reconnecting,
    /// CONNACK other than 0 came.
    Refused,
    /// Over, for another reason.
    Closed,
}

impl Phase {
    /// The spelling of `data-phase`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Connecting => "connecting",
            Self::AwaitingConnack => "awaiting-connack",
            Self::Online => "online",
            Self::Reconnecting => "reconnecting",
            Self::Refused => "refused",
            Self::Closed => "closed",
        }
    }

    /// Whether a socket is open or opening.
    pub fn is_active(self) -> bool {
        match self {
            Self::Connecting | Self::AwaitingConnack | Self::Online | Self::Reconnecting => true,
            Self::Idle | Self::Refused | Self::Closed => false,
        }
    }
}

/// A version of MQTT.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Version {
    /// 3.1.1
    #[default]
    V3_1_1,
    /// 5.0
    V5_0,
}

impl Version {
    /// The spelling for people and in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::V3_1_1 => "3.1.1",
            Self::V5_0 => "5.0",
        }
    }
}

/// Why there is no further try.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stopped {
    /// The broker refused, and would again.
    Refused,
    /// The broker broke the protocol.
    Violation,
    /// Another client seems to use the same client id.
    Evicted,
    /// It was asked for.
    Disconnected,
    /// The broker ended the connection (5.0) with a reason that stays.
    DisconnectedByBroker,
    /// The browser refused to open the socket.
    SocketRefused,
}

/// A packet that acknowledges a PUBLISH.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Direction {
    /// This client.
    Sent,
    /// The broker.
    Received,
}

/// Why a request was not carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotSent {
    /// There is no connection that is online.
    NotOnline,
    /// A connection is open or opening.
    AlreadyConnected,
    /// Nothing is being connected, so there is no next try.
    NoNextTry,
    /// As many messages as may wait, or as many bytes, wait already.
    QueueFull,
    /// An empty client id without a clean session, which MQTT forbids.
    ClientIdEmpty,
    /// U+0000 in client id or user name.
    ConnectHasNul,
    /// A will whose topic cannot be published to.
    WillTopic,
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
    /// The packet would be larger than the broker said that it takes.
    TooLargeForBroker,
    /// A higher quality of service than the broker said that it takes.
    QosTooHighForBroker,
    /// A retained message, which the broker said that it does not keep.
    RetainNotAvailable,
    /// User properties, which exist in 5.0 only.
    NeedsVersion5,
}

/// What was waited for in vain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum WaitedFor {
    /// The socket did not open.
    SocketOpen,
    /// CONNACK did not come.
    Connack,
    /// PINGRESP did not come.
    Pingresp,
}

/// How a broker broke the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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
    /// A property (5.0) that does not belong to its packet, comes twice, or has a forbidden value.
    MalformedProperties,
    /// A topic alias (5.0); none was offered.
    TopicAlias,
    /// Packet identifier 0.
    PacketIdZero,
    /// An acknowledgement of a packet that was not sent.
    UnknownPacketId,
    /// A packet whose body does not have the shape of its type.
    MalformedPacket,
}

impl Event {
    /// The spelling of `data-event`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Phase(_) => "phase",
            Self::SocketOpening { .. } => "socket-opening",
            Self::SocketOpen { .. } => "socket-open",
            Self::ConnectSent => "connect",
            Self::Connack { .. } => "connack",
            Self::SubscribeSent { .. } => "subscribe",
            Self::Suback { .. } => "suback",
            Self::UnsubscribeSent { .. } => "unsubscribe",
            Self::Unsuback { .. } => "unsuback",
            Self::PublishSent { .. } => "publish-sent",
            Self::Acknowledged {
                ack: Ack::Puback, ..
            } => "puback",
            Self::Acknowledged {
                ack: Ack::Pubrec, ..
            } => "pubrec",
            Self::Acknowledged {
                ack: Ack::Pubrel, ..
            } => "pubrel",
            Self::Acknowledged {
                ack: Ack::Pubcomp, ..
            } => "pubcomp",
            Self::Received(_) => "publish",
            Self::PingSent => "pingreq",
            Self::PingReceived => "pingresp",
            Self::Restored { .. } => "restored",
            Self::Queued { .. } => "queued",
            Self::Abandoned => "abandoned",
            Self::Unacknowledged { .. } => "unacknowledged",
            Self::Discarded { .. } => "discarded",
            Self::DisconnectSent => "disconnect",
            Self::DisconnectReceived { .. } => "disconnect-received",
            Self::Reconnecting { .. } => "reconnecting",
            Self::ReconnectStopped(_) => "reconnect-stopped",
            Self::Evicted { .. } => "evicted",
            Self::TooManyConnects { .. } => "too-many-connects",
            Self::CredentialsChanged => "credentials-changed",
            Self::Network { online: true } => "network-online",
            Self::Network { online: false } => "network-offline",
            Self::NotSent(_) => "not-sent",
            Self::TimedOut(_) => "timed-out",
            Self::Violation(_) => "violation",
            Self::SocketRefused => "socket-refused",
            Self::SocketClosed { .. } => "socket-closed",
        }
    }
}
