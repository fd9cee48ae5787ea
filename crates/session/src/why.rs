//! Why something was not done, or came to its end: plain data.

/// Why a request was not carried out. Nothing was sent, and the connection is as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotSent {
    /// There is no connection that is online, nor one that is waited for and would take this.
    NotOnline,
    /// A connection was asked for already.
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

/// Why there is no further try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    /// The driver could not so much as try to open the socket.
    SocketRefused,
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
