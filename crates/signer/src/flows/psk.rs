//! TLS by pre-shared key: identity and key, as the vendor's C SDKs compute them.
//!
//! For devices; a browser offers no such cipher. Source: sources of the C SDK; made cases only.

use super::content;
use crate::{DeviceIdentity, Mac, Secret, SignMethod, SigningContent, SigningName, Timestamp};

/// The timestamp that the SDKs always use: the year 2050.
pub const PSK_TIMESTAMP: &str = "2524608000000";

/// Every stage of one computation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PskSigning {
    /// What is signed.
    pub content: SigningContent,
    /// HMAC-SHA256 of the content, key: the device secret.
    pub mac: Mac,
    /// The PSK identity that TLS sends.
    pub identity: String,
}

impl PskSigning {
    /// The pre-shared key: the MAC as upper-case hex, 64 ASCII bytes.
    pub fn key(&self) -> Secret {
        Secret::new(self.mac.to_string().to_ascii_uppercase())
    }
}

/// Whether a text has the shape of a PSK identity: `devicename|hmacsha256|pk&dn|timestamp`.
pub fn is_psk_identity(text: &str) -> bool {
    let mut parts = text.trim().split('|');
    let mut part = || parts.next().unwrap_or_default();
    let (start, method, id, timestamp) = (part(), part(), part(), part());
    start.eq_ignore_ascii_case("devicename")
        && method.to_ascii_lowercase().starts_with("hmac")
        && id.contains('&')
        && !timestamp.is_empty()
        && timestamp.bytes().all(|byte| byte.is_ascii_digit())
        && parts.next().is_none()
}

/// Identity and key for the cipher suite PSK-AES128-CBC-SHA.
pub fn sign_psk(identity: &DeviceIdentity, timestamp: &Timestamp) -> PskSigning {
    let id = format!("{}&{}", identity.product_key, identity.device_name);
    let timestamp = timestamp.as_str();
    let content = content([
        (SigningName::Id, Some(&*id)),
        (SigningName::Timestamp, Some(timestamp)),
    ]);
    PskSigning {
        mac: content.mac(SignMethod::HmacSha256, &identity.device_secret),
        content,
        identity: format!("devicename|hmacsha256|{id}|{timestamp}"),
    }
}
