//! The hash functions, and the ways to put a key and a content through them.

use super::keyed::Keyed;
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

/// A hash function that a device may have used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Algorithm {
    Md5,
    Sha1,
    Sha256,
    Sha512,
}

/// Length of the longest digest in bytes.
pub(crate) const MAX_BYTES: usize = 64;

impl Algorithm {
    pub(crate) const ALL: [Self; 4] = [Self::Md5, Self::Sha1, Self::Sha256, Self::Sha512];

    /// Bytes of a digest.
    pub(crate) fn bytes(self) -> usize {
        match self {
            Self::Md5 => 16,
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha512 => 64,
        }
    }

    /// As a value of `signmethod`; the last is not one of the platform's.
    pub(crate) fn wire(self) -> &'static str {
        match self {
            Self::Md5 => "hmacmd5",
            Self::Sha1 => "hmacsha1",
            Self::Sha256 => "hmacsha256",
            Self::Sha512 => "hmacsha512",
        }
    }
}

/// How key and content are combined.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Construction {
    /// HMAC, as it should be.
    #[default]
    Hmac,
    /// HMAC with the content as key and the secret as content.
    Swapped,
    /// A plain hash of content, then secret.
    ContentSecret,
    /// A plain hash of secret, then content.
    SecretContent,
    /// A plain hash of secret, content, secret.
    SecretContentSecret,
}

impl Construction {
    /// The arrangement of a plain hash, as a fact.
    pub(crate) fn arrangement(self) -> Option<&'static str> {
        match self {
            Self::Hmac | Self::Swapped => None,
            Self::ContentSecret => Some("content+secret"),
            Self::SecretContent => Some("secret+content"),
            Self::SecretContentSecret => Some("secret+content+secret"),
        }
    }
}

/// A plain hash of pieces, put into the beginning of `out`.
pub(super) fn hash(algorithm: Algorithm, pieces: &[&[u8]], out: &mut [u8; MAX_BYTES]) {
    fn finish<D: Digest>(pieces: &[&[u8]], out: &mut [u8; MAX_BYTES]) {
        let mut digest = D::new();
        pieces.iter().for_each(|piece| digest.update(piece));
        let bytes = digest.finalize();
        out[..bytes.len()].copy_from_slice(&bytes);
    }
    match algorithm {
        Algorithm::Md5 => finish::<Md5>(pieces, out),
        Algorithm::Sha1 => finish::<Sha1>(pieces, out),
        Algorithm::Sha256 => finish::<Sha256>(pieces, out),
        Algorithm::Sha512 => finish::<Sha512>(pieces, out),
    }
}

/// Key and content put together, without anything hashed before.
pub(crate) fn computed(
    construction: Construction,
    algorithm: Algorithm,
    key: &[u8],
    content: &[u8],
    digest: &mut [u8; MAX_BYTES],
) {
    let mut mac = |key: &[u8], content: &[u8]| {
        if let Some(mut keyed) = Keyed::new(algorithm, key) {
            keyed.mac(content, digest);
        }
    };
    match construction {
        Construction::Hmac => mac(key, content),
        Construction::Swapped => mac(content, key),
        Construction::ContentSecret => hash(algorithm, &[content, key], digest),
        Construction::SecretContent => hash(algorithm, &[key, content], digest),
        Construction::SecretContentSecret => hash(algorithm, &[key, content, key], digest),
    }
}
