//! What MQTT 5.0 adds to packets: plain data. In 3.1.1 none of it exists.

/// Names and values, in the order of the packet; a name may come more than once.
pub type UserProperties = Vec<(String, String)>;

/// How a packet of the broker ended what it answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reason {
    /// The reason code; 0x80 and above are failures.
    pub code: u8,
    /// The broker's words.
    pub text: Option<String>,
    /// Another server to use.
    pub server_reference: Option<String>,
    /// The broker's own properties.
    pub user_properties: UserProperties,
}

/// What the broker says of itself in CONNACK; `None`: it did not say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Server {
    /// Its words about the answer.
    pub text: Option<String>,
    /// The client id that it gave to a client without one.
    pub assigned_client_id: Option<String>,
    /// Seconds that it keeps the session.
    pub session_expiry_s: Option<u32>,
    /// How many messages of QoS 1 and 2 may be under way to it.
    pub receive_maximum: Option<u16>,
    /// The largest packet that it takes, in bytes.
    pub maximum_packet: Option<u32>,
    /// The highest quality of service that it takes: 0 or 1.
    pub maximum_qos: Option<u8>,
    /// Whether it keeps retained messages.
    pub retain_available: Option<bool>,
    /// Keep-alive in seconds, in place of what was asked for.
    pub keep_alive_s: Option<u16>,
    /// Another server to use.
    pub server_reference: Option<String>,
    /// Its own properties.
    pub user_properties: UserProperties,
}

/// What a PUBLISH of the broker holds beside topic and payload.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Properties {
    /// Whether the sender says that the payload is UTF-8.
    pub payload_is_text: Option<bool>,
    /// Seconds that the message is still worth something.
    pub expiry_s: Option<u32>,
    /// What the payload is, mostly a MIME type.
    pub content_type: Option<String>,
    /// Where an answer is wanted.
    pub response_topic: Option<String>,
    /// What an answer has to repeat.
    pub correlation_data: Option<Vec<u8>>,
    /// The numbers of the subscriptions that matched.
    pub subscription_ids: Vec<u32>,
    /// The sender's own properties.
    pub user_properties: UserProperties,
}
