//! The client id of CONNECT as it was meant, and what had to be mended for that.

use super::bars::{split, told_apart};
use super::names::{begins_name, signing_name};
use super::params::{self, Params};
use super::text::{Blank, is_blank, without_blanks};
use connack_signer::SignMethod;

/// Buffers that a client id is often too long for, and the same with a byte for the final NUL.
const BUFFERS: [usize; 10] = [63, 64, 127, 128, 149, 150, 199, 200, 255, 256];

/// What happened to blanks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Blanks {
    /// There are none.
    #[default]
    Absent,
    /// Only those that official SDKs send.
    AsSdks,
    /// Others.
    Some,
    /// One stands inside a value that decides the signature.
    InValue,
}

/// A client id, read.
#[derive(Debug, Clone, Default)]
pub(crate) struct IdReading {
    /// As sent.
    pub(crate) sent: String,
    /// The whole with its faults mended; as sent when it has none.
    pub(crate) mended: String,
    /// The part before the first bar, mended; then as sent, where that differs.
    pub(crate) client_ids: Vec<String>,
    pub(crate) params: Params,
    /// No bar and no parameter at all.
    pub(crate) plain: bool,
    pub(crate) first_bar_missing: bool,
    pub(crate) last_bar_missing: bool,
    /// Text after the last bar.
    pub(crate) tail: String,
    pub(crate) escaped_comma: bool,
    pub(crate) blanks: Blanks,
    pub(crate) blank: Option<Blank>,
    /// Cut off within a parameter.
    pub(crate) broken_off: bool,
    /// Not closed, and as long as a usual buffer.
    pub(crate) fills_buffer: bool,
}

/// Reads a client id as sent.
pub(crate) fn read(sent: &str) -> IdReading {
    let mut slips = Vec::new();
    let (own, wide) = told_apart(sent, &mut slips);
    let escaped_comma = wide.contains("\\,");
    let meant = |text: &str| match escaped_comma {
        true => text.replace("\\\\,", ",").replace("\\,", ","),
        false => text.into(),
    };
    let (text, own_meant) = (meant(&wide), own.map(meant));
    let mut parts = split(&text);
    if let Some(own) = &own_meant {
        parts.client_id = own;
    }
    let fills_buffer = parts.last_missing && BUFFERS.contains(&sent.len());
    let broken_off = parts.last_missing
        && !parts.first_missing
        && parts
            .params
            .is_some_and(|params| is_broken_off(params, fills_buffer));
    let mut params = params::read(parts.params.unwrap_or_default(), broken_off);
    slips.append(&mut params.slips);
    params.slips = slips;
    // What stands after the last bar was meant to stand before it.
    let tail = parts.tail.trim_matches(is_blank);
    let has_pairs = tail.contains('=');
    let behind = params::read(tail.trim_start_matches(','), false);
    for (name, value) in behind.distinct().filter(|_| has_pairs) {
        if params.value(name).is_none() {
            params.push(name.into(), value.into());
        }
    }
    let client_id = without_blanks(parts.client_id);
    let plain = parts.params.is_none();
    let outside = [parts.client_id, parts.tail]
        .iter()
        .any(|part| part.chars().any(is_blank));
    let blanks = if params.blank_inside {
        Blanks::InValue
    } else if outside || params.blank_elsewhere {
        Blanks::Some
    } else if parts.params.is_some_and(|text| text.chars().any(is_blank))
        && !only_separators(&params)
    {
        Blanks::AsSdks
    } else {
        Blanks::Absent
    };
    let mut reading = IdReading {
        sent: sent.into(),
        blank: Blank::first(sent).filter(|_| blanks != Blanks::Absent),
        plain,
        first_bar_missing: parts.first_missing,
        last_bar_missing: parts.last_missing,
        tail: tail.into(),
        escaped_comma,
        blanks,
        broken_off,
        fills_buffer,
        ..IdReading::default()
    };
    reading.client_ids.push(client_id.clone());
    for sent in [parts.client_id].into_iter().chain(own) {
        if reading.client_ids.iter().all(|other| other != sent) {
            reading.client_ids.push(sent.into());
        }
    }
    reading.params = params;
    reading.mended = if reading.has_fault() {
        reading.rebuilt(&client_id)
    } else {
        sent.into()
    };
    reading
}

impl IdReading {
    /// Whether anything had to be mended.
    fn has_fault(&self) -> bool {
        !self.plain
            && (self.first_bar_missing
                || self.last_bar_missing
                || self.escaped_comma
                || self.blanks != Blanks::Absent
                || !self.tail.is_empty()
                || !self.params.slips.is_empty())
            || self.plain && self.blanks != Blanks::Absent
    }

    fn rebuilt(&self, client_id: &str) -> String {
        if self.plain {
            return client_id.into();
        }
        join(client_id, self.params.distinct())
    }

    /// The mended whole with another value of a parameter, which stands first if it is new.
    pub(crate) fn with_param(&self, name: &str, value: &str) -> String {
        let new = self.param(name).is_none().then_some((name, value));
        let pieces = self.params.distinct();
        let pieces = pieces.map(|(other, old)| (other, if other == name { value } else { old }));
        let client_id = self.client_ids.first().map_or("", String::as_str);
        join(client_id, new.into_iter().chain(pieces))
    }

    /// The value of a parameter, mended.
    pub(crate) fn param(&self, name: &str) -> Option<&str> {
        self.params.value(name)
    }
}

fn join<'a>(client_id: &str, pieces: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let pieces: Vec<String> = pieces
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    format!("{client_id}|{}|", pieces.join(","))
}

/// Whether every blank was one written in place of a comma.
fn only_separators(params: &Params) -> bool {
    params
        .slips
        .iter()
        .any(|slip| slip.found.ends_with(is_blank))
}

/// Whether the text between the bars ends within a parameter.
fn is_broken_off(params: &str, fills_buffer: bool) -> bool {
    let piece = params.rsplit(',').next().unwrap_or_default();
    let piece = piece.trim_matches(is_blank);
    let Some((name, value)) = piece.split_once(['=', ':']) else {
        // The C SDK ends its parameters with `ext=3,`.
        return if piece.is_empty() {
            !params.is_empty() && !params.contains("ext=") || fills_buffer
        } else {
            fills_buffer || begins_name(piece)
        };
    };
    if value.is_empty() {
        return true;
    }
    match signing_name(name) {
        Some("signmethod") => {
            SignMethod::from_wire(value).is_none()
                && SignMethod::ALL
                    .iter()
                    .any(|method| method.wire().starts_with(value))
        }
        Some("timestamp") => is_cut_time(value, fills_buffer),
        Some("securemode") => value == "-",
        // Counters are short; the end of any other text cannot be told but by the length.
        Some(_) | None => fills_buffer && value.parse::<u8>().is_err(),
    }
}

/// Whether a timestamp is the beginning of one in milliseconds, of these years or of SDKs.
fn is_cut_time(value: &str, fills_buffer: bool) -> bool {
    let digits = value.bytes().all(|byte| byte.is_ascii_digit());
    let begins = ["15", "16", "17", "18", "25"]
        .iter()
        .any(|start| value.starts_with(start));
    // Ten digits are whole as well: they count seconds.
    digits && begins && value.len() < 13 && (value.len() != 10 || fills_buffer)
}
