//! The keys that a device may have used in place of the right secret.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use connack_signer::Secret;
use zeroize::Zeroizing;

/// How a key differs from the right one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyKind {
    Right,
    /// Blanks: what, and where.
    Whitespace(&'static str),
    /// `upper` or `lower`.
    Case(&'static str),
    /// `hex` or `base64`.
    Decoded(&'static str),
    ProductSecret,
    DeviceSecret,
}

/// One key.
pub(crate) struct Key {
    pub(crate) kind: KeyKind,
    pub(crate) bytes: Zeroizing<Vec<u8>>,
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Key({:?}, [redacted])", self.kind)
    }
}

/// Blanks around a secret: before, after, and what to call it.
const BLANKS: [(&str, &str, &str); 16] = [
    ("", "\n", "line feed after"),
    ("", "\r\n", "CR and line feed after"),
    ("", "\r", "CR after"),
    ("", " ", "space after"),
    ("", "\t", "tab after"),
    ("", "  ", "two spaces after"),
    ("", "\u{feff}", "BOM after"),
    ("", "\u{a0}", "no-break space after"),
    (" ", "", "space before"),
    ("\n", "", "line feed before"),
    ("\r\n", "", "CR and line feed before"),
    ("\r", "", "CR before"),
    ("\t", "", "tab before"),
    ("  ", "", "two spaces before"),
    ("\u{feff}", "", "BOM before"),
    (" ", " ", "space before and after"),
];

/// The text of a secret without blanks around it: those were copied along by whoever gave it.
pub(crate) fn bare(secret: &Secret) -> &str {
    secret
        .expose()
        .trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
}

/// Every key, the right one first; one that equals an earlier one is left out. `other` is a secret
/// that belongs elsewhere.
pub(crate) fn all(secret: &Secret, other: Option<(KeyKind, &Secret)>) -> Vec<Key> {
    let text = bare(secret);
    let mut keys: Vec<Key> = Vec::new();
    let mut add = |kind, bytes: Vec<u8>| {
        let bytes = Zeroizing::new(bytes);
        if keys.iter().all(|key| key.bytes != bytes) {
            keys.push(Key { kind, bytes });
        }
    };
    add(KeyKind::Right, text.into());
    for (before, after, what) in BLANKS {
        let padded = Zeroizing::new(format!("{before}{text}{after}"));
        add(KeyKind::Whitespace(what), padded.as_bytes().to_vec());
    }
    if secret.expose() != text {
        add(
            KeyKind::Whitespace("the blanks of the secret given"),
            secret.expose().into(),
        );
    }
    add(KeyKind::Case("lower"), text.to_lowercase().into());
    add(KeyKind::Case("upper"), text.to_uppercase().into());
    if let Ok(bytes) = hex::decode(text) {
        add(KeyKind::Decoded("hex"), bytes);
    }
    for engine in [STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD] {
        if let Ok(bytes) = engine.decode(text) {
            add(KeyKind::Decoded("base64"), bytes);
        }
    }
    if let Some((kind, other)) = other {
        add(kind, bare(other).into());
    }
    keys
}

/// Every key with one character changed, lost, doubled or exchanged with its neighbour, and the
/// position from 1. The number of such keys for `bytes` bytes is [`mistyped_count`].
pub(crate) fn mistyped(right: &[u8], which: usize, key: &mut Vec<u8>) -> usize {
    let (at, how) = (which / PER_POSITION, which % PER_POSITION);
    key.clear();
    key.extend_from_slice(right);
    match how {
        0 => {
            key.remove(at);
        }
        1 => key.insert(at, right[at]),
        2 if at + 1 < right.len() => key.swap(at, at + 1),
        2 => {}
        other => key[at] = CHARACTERS[other - 3],
    }
    at + 1
}

/// What secrets are made of, and what stands beside it on a keyboard.
const CHARACTERS: &[u8; 70] =
    b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_.+/=@ ";

/// Lost, doubled, exchanged, and each of the characters.
const PER_POSITION: usize = 3 + CHARACTERS.len();

/// How many mistyped keys there are for a key of `bytes` bytes.
pub(crate) fn mistyped_count(bytes: usize) -> usize {
    bytes * PER_POSITION
}
