//! From signing content and secret to the MAC, and its hex text: the password.
//!
//! The only module that computes a hash.

use crate::{Secret, SignMethod, SigningContent};
use hmac::{Hmac, KeyInit};
use md5::Md5;
use sha1::Sha1;
use sha2::Sha256;
use std::fmt;

/// Length of the longest MAC in bytes.
const MAX_BYTES: usize = 32;

/// The MAC of the signing content. `Display` is lower-case hex: the password.
#[derive(Clone, PartialEq, Eq)]
pub enum Mac {
    /// By [`SignMethod::HmacMd5`].
    Md5([u8; 16]),
    /// By [`SignMethod::HmacSha1`].
    Sha1([u8; 20]),
    /// By [`SignMethod::HmacSha256`].
    Sha256([u8; MAX_BYTES]),
}

impl Mac {
    /// The bytes: 16, 20 or 32.
    pub fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Md5(bytes) => bytes,
            Self::Sha1(bytes) => bytes,
            Self::Sha256(bytes) => bytes,
        }
    }
}

impl SigningContent {
    /// HMAC of the content's UTF-8 bytes; the key are the secret's bytes.
    pub fn mac(&self, method: SignMethod, secret: &Secret) -> Mac {
        match method {
            SignMethod::HmacMd5 => Mac::Md5(finished(self.keyed::<Hmac<Md5>>(secret))),
            SignMethod::HmacSha1 => Mac::Sha1(finished(self.keyed::<Hmac<Sha1>>(secret))),
            SignMethod::HmacSha256 => Mac::Sha256(finished(self.keyed::<Hmac<Sha256>>(secret))),
        }
    }

    /// Whether `claimed` is the MAC, compared in constant time.
    pub(crate) fn has_mac(&self, method: SignMethod, secret: &Secret, claimed: &[u8]) -> bool {
        match method {
            SignMethod::HmacMd5 => is(self.keyed::<Hmac<Md5>>(secret), claimed),
            SignMethod::HmacSha1 => is(self.keyed::<Hmac<Sha1>>(secret), claimed),
            SignMethod::HmacSha256 => is(self.keyed::<Hmac<Sha256>>(secret), claimed),
        }
    }

    /// Piece by piece: the whole text need not be put together. HMAC takes a key of any length, so
    /// there is always a value.
    fn keyed<M: hmac::Mac + KeyInit>(&self, secret: &Secret) -> Option<M> {
        let mut mac = <M as KeyInit>::new_from_slice(secret.expose().as_bytes()).ok()?;
        for pair in self.pairs() {
            mac.update(pair.name.wire().as_bytes());
            mac.update(pair.value.as_bytes());
        }
        Some(mac)
    }
}

impl Mac {
    /// HMAC-SHA1 of a text that is no list of pairs.
    pub(crate) fn sha1_of(text: &str, secret: &Secret) -> Self {
        Self::Sha1(finished(keyed_text::<Hmac<Sha1>>(text, secret)))
    }

    /// Whether `claimed` is the HMAC-SHA1 of a text, compared in constant time.
    pub(crate) fn is_sha1_of(text: &str, secret: &Secret, claimed: &[u8]) -> bool {
        is(keyed_text::<Hmac<Sha1>>(text, secret), claimed)
    }
}

fn keyed_text<M: hmac::Mac + KeyInit>(text: &str, secret: &Secret) -> Option<M> {
    let mut mac = <M as KeyInit>::new_from_slice(secret.expose().as_bytes()).ok()?;
    mac.update(text.as_bytes());
    Some(mac)
}

fn finished<M: hmac::Mac, const N: usize>(mac: Option<M>) -> [u8; N]
where
    [u8; N]: From<hmac::digest::Output<M>> + Default,
{
    mac.map(|mac| mac.finalize().into_bytes().into())
        .unwrap_or_default()
}

fn is<M: hmac::Mac>(mac: Option<M>, claimed: &[u8]) -> bool {
    mac.is_some_and(|mac| mac.verify_slice(claimed).is_ok())
}

impl fmt::Display for Mac {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.as_bytes();
        let mut digits = [0; 2 * MAX_BYTES];
        let digits = &mut digits[..2 * bytes.len()];
        hex::encode_to_slice(bytes, digits).map_err(|_| fmt::Error)?;
        f.write_str(std::str::from_utf8(digits).map_err(|_| fmt::Error)?)
    }
}

impl fmt::Debug for Mac {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mac([{} bytes, redacted])", self.as_bytes().len())
    }
}
