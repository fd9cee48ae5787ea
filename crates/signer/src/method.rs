//! The wire spelling of the sign method and the secure mode, both ways.

use std::fmt;

/// How the password is computed (`signmethod`; vendor help topic 73742).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum SignMethod {
    /// HMAC-MD5, 32 hex digits. What the platform assumes when no method is declared.
    HmacMd5,
    /// HMAC-SHA1, 40 hex digits.
    HmacSha1,
    /// HMAC-SHA256, 64 hex digits. What the console and current SDKs use.
    #[default]
    HmacSha256,
}

impl SignMethod {
    /// All methods.
    pub const ALL: [Self; 3] = [Self::HmacMd5, Self::HmacSha1, Self::HmacSha256];

    /// What the platform assumes when `signmethod` is absent (vendor help topic 73742).
    pub const WHEN_ABSENT: Self = Self::HmacMd5;

    /// The spelling on the wire.
    pub fn wire(self) -> &'static str {
        match self {
            Self::HmacMd5 => "hmacmd5",
            Self::HmacSha1 => "hmacsha1",
            Self::HmacSha256 => "hmacsha256",
        }
    }

    /// The method with exactly this spelling.
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.wire() == text)
    }

    /// The name in cryptography.
    pub fn algorithm(self) -> &'static str {
        match self {
            Self::HmacMd5 => "HMAC-MD5",
            Self::HmacSha1 => "HMAC-SHA1",
            Self::HmacSha256 => "HMAC-SHA256",
        }
    }

    /// Length of the MAC in bytes.
    pub fn mac_len(self) -> usize {
        match self {
            Self::HmacMd5 => 16,
            Self::HmacSha1 => 20,
            Self::HmacSha256 => 32,
        }
    }
}

/// How the connection is secured (`securemode`; vendor help topics 73742 and 63656).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum SecureMode {
    /// `2`: TLS or wss.
    #[default]
    Tls,
    /// `3`: plain TCP or ws.
    Plain,
}

impl SecureMode {
    /// Both modes of a direct login.
    pub const ALL: [Self; 2] = [Self::Tls, Self::Plain];

    /// The spelling on the wire.
    pub fn wire(self) -> &'static str {
        match self {
            Self::Tls => "2",
            Self::Plain => "3",
        }
    }

    /// The mode with exactly this spelling; other flows have others, which are no direct login.
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.wire() == text)
    }
}

impl fmt::Display for SignMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.wire())
    }
}

impl fmt::Display for SecureMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.wire())
    }
}
