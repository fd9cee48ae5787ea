//! The password read backwards: which digest of which algorithm it can be, in which form, and how
//! many mistakes that form is. This prunes the search before it begins.

use super::digest::{Algorithm, MAX_BYTES};
use crate::reading::Declared;
use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use connack_signer::SignMethod;

/// What a digest must be to give the password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    /// These bytes.
    Bytes(Vec<u8>),
    /// Hex that begins so.
    HexPrefix(String),
    /// Bytes below 16 as one digit; `signed`: bytes from 128 as `ffffff9a`; `padded`: two digits at
    /// least.
    Printed {
        text: String,
        signed: bool,
        padded: bool,
    },
}

/// A mistake in the form of the password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FormSlip {
    Base64,
    Base64OfHex,
    /// Digits that are left.
    LeadingZeros(usize),
    /// Digits that are left.
    Truncated(usize),
    Whitespace,
    Unpadded {
        signed: bool,
    },
    Raw,
    /// Hex where Base64 belongs.
    Hex,
}

/// One way to read the password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) algorithm: Algorithm,
    pub(crate) shape: Shape,
    pub(crate) slips: Vec<FormSlip>,
    /// Another algorithm than the one the platform computes with.
    pub(crate) other_algorithm: bool,
}

impl Target {
    /// Mistakes in algorithm and form together.
    pub(crate) fn cost(&self) -> usize {
        self.slips.len() + usize::from(self.other_algorithm)
    }

    /// Whether a digest gives the password.
    pub(crate) fn is(&self, digest: &[u8; MAX_BYTES]) -> bool {
        let digest = &digest[..self.algorithm.bytes()];
        match &self.shape {
            // Nearly every digest differs in its first byte.
            Shape::Bytes(bytes) => digest.first() == bytes.first() && digest == bytes,
            Shape::HexPrefix(digits) => {
                digits[..2].eq_ignore_ascii_case(&format_byte(digest[0]))
                    && hex::encode(digest).starts_with(&digits.to_ascii_lowercase())
            }
            Shape::Printed {
                text,
                signed,
                padded,
            } => printed(digest, *signed, *padded, text),
        }
    }
}

fn format_byte(byte: u8) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble)]);
    [digit(byte >> 4), digit(byte & 15)].iter().collect()
}

/// Whether `printf("%x")` of each byte gives `text`.
fn printed(digest: &[u8], signed: bool, padded: bool, text: &str) -> bool {
    let mut rest = text;
    for byte in digest {
        let digits = match (*byte, signed, padded) {
            (128.., true, _) => format!("ffffff{byte:02x}"),
            (_, _, true) => format!("{byte:02x}"),
            (_, _, false) => format!("{byte:x}"),
        };
        match rest.get(..digits.len()) {
            Some(beginning) if beginning.eq_ignore_ascii_case(&digits) => {
                rest = &rest[digits.len()..];
            }
            Some(_) | None => return false,
        }
    }
    rest.is_empty()
}

/// Shortest beginning of a digest that is taken for one: 32 bits.
const MIN_DIGITS: usize = 8;

/// Most zeros that a number can have lost in front without being another thing.
const MAX_ZEROS: usize = 8;

/// Every reading of a password, cheapest first.
pub(crate) fn targets(password: &str, declared: &Declared, free_algorithm: bool) -> Vec<Target> {
    let text = password.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\0'));
    let mut readings: Vec<(Shape, Algorithm, Vec<FormSlip>)> = Vec::new();
    let mut add = |shape, algorithm, slips| readings.push((shape, algorithm, slips));
    let squeezed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    for algorithm in Algorithm::ALL {
        let bytes = algorithm.bytes();
        if let Some(exact) = hex_bytes(text).filter(|exact| exact.len() == bytes) {
            add(Shape::Bytes(exact), algorithm, Vec::new());
        } else if squeezed != text
            && let Some(exact) = hex_bytes(&squeezed).filter(|exact| exact.len() == bytes)
        {
            add(Shape::Bytes(exact), algorithm, vec![FormSlip::Whitespace]);
        }
        digits(text, algorithm, &mut add);
        if let Some(decoded) = from_base64(text).filter(|decoded| decoded.len() == bytes) {
            add(Shape::Bytes(decoded), algorithm, vec![FormSlip::Base64]);
        }
        let of_hex = from_base64(text).and_then(|decoded| {
            let digits = String::from_utf8(decoded).ok()?;
            hex_bytes(digits.trim()).filter(|exact| exact.len() == bytes)
        });
        if let Some(exact) = of_hex {
            add(Shape::Bytes(exact), algorithm, vec![FormSlip::Base64OfHex]);
        }
        if let Some(raw) = raw_bytes(password, bytes) {
            add(Shape::Bytes(raw), algorithm, vec![FormSlip::Raw]);
        }
    }
    let targets = readings.into_iter().map(|(shape, algorithm, mut slips)| {
        // In raw bytes, blanks are bytes of the digest.
        if text != password && slips != [FormSlip::Raw] {
            slips.push(FormSlip::Whitespace);
        }
        slips.dedup();
        Target {
            algorithm,
            shape,
            slips,
            other_algorithm: !free_algorithm && is_other(algorithm, declared),
        }
    });
    let mut targets: Vec<Target> = targets.collect();
    targets.sort_by_key(Target::cost);
    targets
}

/// The same for a login whose password is Base64: hex is the mistake there.
pub(crate) fn base64_targets(password: &str, declared: &Declared) -> Vec<Target> {
    let mut targets = targets(password, declared, false);
    for target in &mut targets {
        target.slips = match target.slips[..] {
            [] => vec![FormSlip::Hex],
            [FormSlip::Base64] => Vec::new(),
            [FormSlip::Base64, FormSlip::Whitespace] => vec![FormSlip::Whitespace],
            _ => std::mem::take(&mut target.slips),
        };
    }
    targets.sort_by_key(Target::cost);
    targets
}

fn digits(text: &str, algorithm: Algorithm, add: &mut impl FnMut(Shape, Algorithm, Vec<FormSlip>)) {
    let (whole, bytes) = (2 * algorithm.bytes(), algorithm.bytes());
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return;
    }
    let lost = whole.saturating_sub(text.len());
    if (1..=MAX_ZEROS).contains(&lost)
        && !text.starts_with('0')
        && let Some(exact) = hex_bytes(&format!("{}{text}", "0".repeat(lost)))
    {
        let slips = vec![FormSlip::LeadingZeros(text.len())];
        add(Shape::Bytes(exact), algorithm, slips);
    }
    if (MIN_DIGITS..whole).contains(&text.len()) {
        let slips = vec![FormSlip::Truncated(text.len())];
        add(Shape::HexPrefix(text.into()), algorithm, slips);
    }
    let printed = |signed, padded| Shape::Printed {
        text: text.into(),
        signed,
        padded,
    };
    if (bytes..whole).contains(&text.len()) {
        let slips = vec![FormSlip::Unpadded { signed: false }];
        add(printed(false, false), algorithm, slips);
    }
    if text.len() > bytes && text.to_ascii_lowercase().contains("ffffff") {
        for padded in [false, true] {
            let slips = vec![FormSlip::Unpadded { signed: true }];
            add(printed(true, padded), algorithm, slips);
        }
    }
}

fn is_other(algorithm: Algorithm, declared: &Declared) -> bool {
    let right = match declared {
        Declared::Absent => SignMethod::WHEN_ABSENT,
        Declared::Known(method) => *method,
        Declared::Unknown(_) => return false,
    };
    algorithm.wire() != right.wire()
}

fn hex_bytes(text: &str) -> Option<Vec<u8>> {
    hex::decode(text).ok()
}

fn from_base64(text: &str) -> Option<Vec<u8>> {
    let config = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    [alphabet::STANDARD, alphabet::URL_SAFE]
        .into_iter()
        .find_map(|alphabet| GeneralPurpose::new(&alphabet, config).decode(text).ok())
}

/// The digest's own bytes: as Latin-1, or written with escapes such as `\xfa` or `%FA`.
fn raw_bytes(text: &str, len: usize) -> Option<Vec<u8>> {
    let latin1 = || -> Option<Vec<u8>> {
        let bytes = text.chars().map(|c| u8::try_from(u32::from(c)).ok());
        bytes.collect()
    };
    let readings = [latin1(), unescaped(text), percent_decoded(text)];
    readings
        .into_iter()
        .flatten()
        .find(|bytes| bytes.len() == len && !bytes.iter().all(u8::is_ascii_hexdigit))
}

fn unescaped(text: &str) -> Option<Vec<u8>> {
    let quoted = text.strip_prefix('b').unwrap_or(text);
    let text = ['"', '\'']
        .into_iter()
        .find_map(|quote| quoted.strip_prefix(quote)?.strip_suffix(quote))
        .unwrap_or(text);
    let mut bytes = Vec::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            bytes.push(u8::try_from(u32::from(c)).ok()?);
            continue;
        }
        bytes.push(match chars.next()? {
            'n' => b'\n',
            'r' => b'\r',
            't' => b'\t',
            '0' => 0,
            'x' => two_digits(&mut chars)?,
            'u' => {
                if (chars.next()?, chars.next()?) != ('0', '0') {
                    return None;
                }
                two_digits(&mut chars)?
            }
            other => u8::try_from(u32::from(other)).ok()?,
        });
    }
    Some(bytes)
}

fn two_digits(chars: &mut std::str::Chars<'_>) -> Option<u8> {
    let digits: String = chars.take(2).collect();
    (digits.len() == 2).then(|| u8::from_str_radix(&digits, 16).ok())?
}

fn percent_decoded(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        bytes.push(match c {
            '%' => two_digits(&mut chars)?,
            other => u8::try_from(u32::from(other)).ok()?,
        });
    }
    Some(bytes)
}
