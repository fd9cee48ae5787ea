//! What a driver hands to a session.

use std::fmt;

use crate::backoff::Reconnect;
use crate::event::Qos;
use crate::topic::{self, MAX_STRING};
use crate::version5::UserProperties;
use crate::why::NotSent;

/// What holds for every connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Config {
    /// The largest packet that is taken, with its fixed header, in bytes; in 5.0 the broker is
    /// told. MQTT ends at 268,435,460. The default of 64 MiB takes any message that people send
    /// and stays far below a browser's memory, where a packet exists up to four times for a
    /// moment: here while it grows, as a message, on its way to the page, and there.
    pub max_packet: usize,
    /// How long to wait for PINGRESP, in ms.
    pub pingresp_timeout_ms: u32,
    /// How many messages of QoS 1 and 2 may be sent without an acknowledgement; further ones wait.
    /// In 5.0 the broker may set less.
    pub max_in_flight: u16,
    /// How many messages of QoS 1 and 2 may wait for being sent.
    pub max_waiting: usize,
    /// How many bytes of payload these may hold together; one message alone may hold more.
    pub max_waiting_bytes: usize,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            max_packet: 64 << 20,
            pingresp_timeout_ms: 10_000,
            max_in_flight: u16::MAX,
            max_waiting: 10_000,
            max_waiting_bytes: 64 << 20,
        }
    }
}

/// A connection to open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connect {
    /// `ws://` or `wss://` URL.
    pub url: String,
    /// The version of MQTT.
    pub version: Version,
    /// The client id as sent.
    pub client_id: String,
    /// The user name; empty together with the password: an anonymous login.
    pub username: String,
    /// The password.
    pub password: Password,
    /// Keep-alive in seconds; 0 switches it off.
    pub keep_alive_s: u16,
    /// Whether the broker starts without an earlier session, and forgets this one at its end.
    pub clean_session: bool,
    /// How long the broker keeps the session without a connection, in seconds; only in 5.0 and
    /// without a clean session. `u32::MAX`: for ever, as in 3.1.1.
    pub session_expiry_s: u32,
    /// What the broker publishes when this client is lost.
    pub will: Option<Will>,
    /// How long to wait for the socket and CONNACK together, in ms.
    pub connack_timeout_ms: u32,
    /// Whether and how to connect again by itself.
    pub reconnect: Option<Reconnect>,
    /// How many connections within a minute the broker takes. Tries by itself keep to it; those
    /// that are asked for are told as [`crate::Event::TooManyConnects`] and made.
    pub max_per_minute: Option<u8>,
}

/// The version of MQTT.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Version {
    /// 3.1.1
    #[default]
    V3_1_1,
    /// 5.0
    V5_0,
}

impl Version {
    /// The protocol level in CONNECT.
    pub(crate) fn level(self) -> u8 {
        match self {
            Self::V3_1_1 => 4,
            Self::V5_0 => 5,
        }
    }

    /// The spelling in a transcript.
    pub fn name(self) -> &'static str {
        match self {
            Self::V3_1_1 => "3.1.1",
            Self::V5_0 => "5.0",
        }
    }
}

/// What the broker publishes when the client is lost without DISCONNECT.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Will {
    /// The topic name.
    pub topic: String,
    /// The bytes, as they are; at most 65,535.
    pub payload: Vec<u8>,
    /// Quality of service.
    pub qos: Qos,
    /// The retain flag.
    pub retain: bool,
}

/// The password of CONNECT. Its `Debug` is redacted: a log must not open a connection.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(pub String);

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password([redacted])")
    }
}

/// A message to publish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publish {
    /// The topic name.
    pub topic: String,
    /// The bytes, as they are.
    pub payload: Vec<u8>,
    /// Quality of service.
    pub qos: Qos,
    /// The retain flag.
    pub retain: bool,
    /// Names and values that go with it, in 5.0 only.
    pub user_properties: UserProperties,
}

/// How a socket ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Close {
    /// WebSocket close code.
    pub code: u16,
    /// The peer's words.
    pub reason: String,
    /// Whether both sides closed as the protocol says.
    pub clean: bool,
}

impl Connect {
    /// Whether both belong to one session of a broker.
    pub(crate) fn same_session(&self, other: &Self) -> bool {
        self.url == other.url && self.client_id == other.client_id && self.version == other.version
    }

    /// This connection without its password.
    pub(crate) fn without_password(&self) -> Self {
        Self {
            password: Password(String::new()),
            ..self.clone()
        }
    }

    /// What would make CONNECT unwritable or forbidden.
    pub(crate) fn check(&self) -> Result<(), NotSent> {
        let fields = [&self.client_id, &self.username, &self.password.0];
        if fields.iter().any(|field| field.len() > MAX_STRING) {
            return Err(NotSent::TooLong);
        }
        // A password is bytes to MQTT, so it alone may hold U+0000.
        if self.client_id.contains('\0') || self.username.contains('\0') {
            return Err(NotSent::ConnectHasNul);
        }
        if self.client_id.is_empty() && !self.clean_session {
            return Err(NotSent::ClientIdEmpty);
        }
        if let Some(will) = &self.will {
            topic::check_name(&will.topic).map_err(|_| NotSent::WillTopic)?;
            if will.payload.len() > MAX_STRING {
                return Err(NotSent::TooLong);
            }
        }
        Ok(())
    }

    /// The URL without the parts that people put secrets into: user, password, query, fragment.
    pub(crate) fn bare_url(&self) -> String {
        const CUT: &str = "[redacted]";
        let (url, query) = match self.url.find(['?', '#']) {
            Some(end) => (&self.url[..end], CUT),
            None => (self.url.as_str(), ""),
        };
        let Some((scheme, rest)) = url.split_once("://") else {
            return CUT.to_owned();
        };
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let (user, host) = match authority.rsplit_once('@') {
            Some((_, host)) => ("[redacted]@", host),
            None => ("", authority),
        };
        // What stands where a port belongs and is none may be half of a password with `/` or `?`.
        let port = host.rsplit_once(':').map_or("", |(_, port)| port);
        if !host.starts_with('[') && !port.bytes().all(|byte| byte.is_ascii_digit()) {
            return format!("{scheme}://{CUT}");
        }
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{scheme}://{user}{host}{path}{mark}{query}")
    }
}
