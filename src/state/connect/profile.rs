//! A profile: one connection's fields, saved by choice on this machine. It has no secret unless a
//! person wants that too. The snippets and the messages of a connection are no part of it.

mod bytes;
mod file;
mod mqttx;
mod of_connection;
mod panel;
mod shelf;

pub use file::{Imported, MAX_FILE, Note, Secrets, Unreadable, export, import};
pub use of_connection::{ProfileAction, capture, host, secret_of, who};
pub use panel::{
    Draft, Keep, MIN_PASSPHRASE, Open, Profiles, ProfilesAction, ProfilesIntent, Said, SaveProblem,
};
pub use shelf::{KEY, Shelf, Stored, key_of, shelve, text_of};

use connack_protocol::{Hidden, Identity, Qos};
use serde::{Deserialize, Serialize};

/// One connection's fields. Its serde form is the JSON that is stored and exported.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// What a person calls it.
    pub name: String,
    /// As whom to connect.
    pub who: Who,
    /// The broker's URL; `None`: the one that follows from the device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub broker_url: Option<String>,
    /// Keep-alive in seconds.
    #[serde(default = "keep_alive_s")]
    pub keep_alive_s: u16,
    /// Whether the broker forgets an earlier session.
    #[serde(default = "clean_session")]
    pub clean_session: bool,
    /// The version of MQTT.
    #[serde(default)]
    pub mqtt_version: MqttVersion,
    /// What the broker publishes when this client is lost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub will: Option<Will>,
    /// What to subscribe to as soon as the connection is online.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subscriptions: Vec<Wanted>,
    /// The secret, if it is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<Kept>,
}

fn keep_alive_s() -> u16 {
    60
}

fn clean_session() -> bool {
    true
}

/// As whom a connection is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// As a device of the platform, by Compute's fields. Its secret is the device secret.
    Device(Identity),
    /// By what any broker takes. Its secret is the password.
    Login {
        /// The client id.
        client_id: String,
        /// The user name.
        username: String,
    },
}

/// The version of MQTT.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum MqttVersion {
    /// 3.1.1
    #[default]
    #[serde(rename = "3.1.1")]
    V3_1_1,
    /// 5.0
    #[serde(rename = "5.0")]
    V5_0,
}

/// What the broker publishes when a client is lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Will {
    /// The topic name.
    pub topic: String,
    /// The payload, as Base64 in JSON.
    #[serde(with = "bytes", default)]
    pub payload: Vec<u8>,
    /// Quality of service, as a digit in JSON.
    #[serde(with = "digit", default = "digit::zero")]
    pub qos: Qos,
    /// The retain flag.
    #[serde(default)]
    pub retain: bool,
}

/// A subscription that a profile makes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// The filter.
    pub topic: String,
    /// Quality of service, as a digit in JSON.
    #[serde(with = "digit", default = "digit::zero")]
    pub qos: Qos,
}

/// A secret that is kept with a profile.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kept {
    /// In clear, for a while.
    Clear {
        /// The secret.
        secret: Hidden,
        /// When it is deleted, in ms since 1970.
        expires_ms: u64,
    },
    /// Encrypted under a passphrase, which nobody keeps.
    Encrypted(Sealed),
}

/// A secret encrypted under a passphrase, with all that is needed to decrypt it but that. In
/// version 1 the key is PBKDF2-HMAC-SHA256 (RFC 8018) of the passphrase in NFC, the cipher
/// AES-256-GCM with a tag of 16 bytes at the end and no further data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// The version of this form.
    pub version: u8,
    /// How the key comes from the passphrase.
    pub kdf: String,
    /// How many rounds that takes.
    pub iterations: u32,
    /// Its salt, as Base64 in JSON like the other bytes.
    #[serde(with = "bytes")]
    pub salt: Vec<u8>,
    /// The cipher.
    pub cipher: String,
    /// Its initialisation vector.
    #[serde(with = "bytes")]
    pub iv: Vec<u8>,
    /// The encrypted secret.
    #[serde(with = "bytes")]
    pub ciphertext: Vec<u8>,
}

impl Sealed {
    /// The version that is written, and the only one that is read.
    pub const VERSION: u8 = 1;
    /// How the key is made.
    pub const KDF: &str = "PBKDF2-HMAC-SHA256";
    /// The cipher.
    pub const CIPHER: &str = "AES-GCM-256";
    /// Rounds of new keys, and the fewest that are read (OWASP Password Storage Cheat Sheet).
    pub const ITERATIONS: u32 = 600_000;
    /// The most that are read: a file must not keep this machine busy for minutes.
    pub const MAX_ITERATIONS: u32 = 10_000_000;
    /// Bytes of a salt.
    pub const SALT: usize = 16;
    /// Bytes of an initialisation vector.
    pub const IV: usize = 12;
    /// Bytes of the tag at the end of the ciphertext.
    pub const TAG: usize = 16;

    /// Whether it has the form that its version says.
    pub fn is_readable(&self) -> bool {
        self.version == Self::VERSION
            && self.kdf == Self::KDF
            && (Self::ITERATIONS..=Self::MAX_ITERATIONS).contains(&self.iterations)
            && self.salt.len() == Self::SALT
            && self.cipher == Self::CIPHER
            && self.iv.len() == Self::IV
            && self.ciphertext.len() >= Self::TAG
    }
}

/// A day in ms.
const DAY_MS: u64 = 86_400_000;
/// The longest that a secret is kept in clear, in days.
pub const MAX_DAYS: u64 = 30;

/// When a secret that is kept in clear from now on is deleted, in ms since 1970.
pub fn expiry(now_ms: u64, days: u64) -> u64 {
    now_ms.saturating_add(days.min(MAX_DAYS) * DAY_MS)
}

impl Profile {
    /// Deletes a secret in clear whose time is over; whether there was one. A time further off than
    /// any that can be chosen is brought down to the longest: the clock was wrong, or the file.
    pub fn expire(&mut self, now_ms: u64) -> bool {
        let latest = expiry(now_ms, MAX_DAYS);
        match &mut self.secret {
            Some(Kept::Clear { expires_ms, .. }) if *expires_ms > latest => *expires_ms = latest,
            Some(Kept::Clear { expires_ms, .. }) if *expires_ms <= now_ms => self.secret = None,
            Some(Kept::Clear { .. } | Kept::Encrypted(_)) | None => return false,
        }
        true
    }
}

/// A quality of service as its digit.
mod digit {
    use connack_protocol::Qos;
    use serde::de::{Error, Unexpected};
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn zero() -> Qos {
        Qos::AtMostOnce
    }

    // The signature is serde's.
    #[allow(clippy::trivially_copy_pass_by_ref)]
    pub(super) fn serialize<S: Serializer>(qos: &Qos, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u8(qos.digit())
    }

    pub(super) fn deserialize<'a, D: Deserializer<'a>>(from: D) -> Result<Qos, D::Error> {
        let digit = u8::deserialize(from)?;
        Qos::from_digit(digit).ok_or_else(|| {
            D::Error::invalid_value(Unexpected::Unsigned(digit.into()), &"0, 1 or 2")
        })
    }
}

#[cfg(test)]
mod tests;
