//! What a driver hands to a session.

use std::fmt;

use crate::event::{NotSent, Qos};
use crate::topic::MAX_STRING;

/// What holds for every connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Config {
    /// The largest packet that is taken, with its fixed header, in bytes.
    pub max_packet: usize,
    /// How long to wait for PINGRESP, in ms.
    pub pingresp_timeout_ms: u32,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            max_packet: 1 << 20,
            pingresp_timeout_ms: 10_000,
        }
    }
}

/// A connection to open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connect {
    /// `ws://` or `wss://` URL.
    pub url: String,
    /// The client id as sent.
    pub client_id: String,
    /// The user name; empty together with the password: an anonymous login.
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
