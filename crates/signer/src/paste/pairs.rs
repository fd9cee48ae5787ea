//! Values that stand beside their names: JSON and its like, assignments, `#define`s, setters,
//! settings, labels of a page, in English and Chinese.

use super::keys::{self, Key};
use super::lines::{self, LineEnds};
use super::scan::Scan;
use super::value::{self, Value};
use crate::ClaimField;

/// What stands between a name and its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// `=`, `:`.
    Equals,
    /// `#define NAME value`.
    Define,
    /// A wide gap or a line end.
    Gap,
    /// `setName(value)`, `set("name", value)`: literals only.
    Call,
    /// `<name>value</name>`.
    Element,
}

/// A name with a sign after it.
pub(super) struct Pair {
    pub(super) start: usize,
    pub(super) key: Key,
    pub(super) sign: Sign,
    /// Where the value may begin.
    pub(super) value: usize,
}

/// Reads all pairs.
pub(super) fn read(scan: &mut Scan<'_>) {
    let text = scan.text;
    let pairs = pairs(scan);
    let mut ends = LineEnds::default();
    let mut from = 0;
    let mut pairs = pairs.iter().peekable();
    while let Some(pair) = pairs.next() {
        if pair.start < from || pair.value < from {
            continue;
        }
        let start = value::start(text, pair);
        let line_end = ends.after(text, start);
        let next = pairs.peek().map_or(text.len(), |next| next.start);
        let more = (start..line_end).contains(&next);
        let end = if more { next } else { line_end };
        from = Value {
            pair,
            start,
            end,
            more,
        }
        .read(scan);
    }
}

/// Every known name with a sign, in order. Looks at most a label's length back from each sign.
fn pairs(scan: &mut Scan<'_>) -> Vec<Pair> {
    let text = scan.text;
    let bytes = text.as_bytes();
    let mut pairs: Vec<Pair> = Vec::new();
    let mut line = 0;
    for (at, found) in text.char_indices() {
        let after = at + found.len_utf8();
        if at == line {
            pairs.extend(gap(text, line));
        }
        if found == '\n' {
            line = after;
        } else if found == '}'
            && text[after..]
                .trim_start_matches([',', ' ', '\t', '\r', '\n'])
                .starts_with('{')
        {
            scan.breaks.push(after);
        }
        if scan.is_taken(at) {
            continue;
        }
        let pair = match found {
            '=' | ':' | '：' | '＝' => equals(text, at, after),
            '(' | ',' => call(text, at),
            ' ' => blank(text, line, at),
            '#' if text[after..].starts_with("define") => define(text, after + 6),
            '<' if bytes.get(after).is_some_and(u8::is_ascii_alphabetic) => element(text, after),
            _ => None,
        };
        pairs.extend(pair);
    }
    // A line may be both, for example `clientId:` with a tab behind.
    pairs.sort_by_key(|pair| pair.value);
    pairs.dedup_by_key(|pair| pair.value);
    pairs
}

fn equals(text: &str, at: usize, after: usize) -> Option<Pair> {
    let rest = &text[after..];
    let before = lines::before(text, at)?;
    if "=!<>+:".contains(before) && !(before == ':' && text[at..].starts_with('='))
        || text[at..].starts_with("://")
        || rest.starts_with(['=', ':'])
    {
        return None;
    }
    let key_end = at - usize::from(before == ':');
    let (start, key) = lines::key_before(text, key_end)?;
    let value = match annotated(rest) {
        Some(length) => after + length,
        None => after + usize::from(rest.starts_with('>') || rest.starts_with("=")),
    };
    Some(Pair {
        start,
        key,
        sign: Sign::Equals,
        value,
    })
}

/// Types that stand between a name and its value in Rust, TypeScript, Kotlin and Swift.
const TYPES: [&str; 16] = [
    "&str",
    "&'static str",
    "str",
    "String",
    "string",
    "number",
    "bool",
    "boolean",
    "Bool",
    "u16",
    "u32",
    "u64",
    "usize",
    "int",
    "Int",
    "UInt16",
];

/// How far the value is behind the colon of `name: type = value`.
fn annotated(rest: &str) -> Option<usize> {
    let near = rest.char_indices().take(24);
    let (at, _) = near
        .take_while(|(_, c)| *c != '\n')
        .find(|(_, c)| *c == '=')?;
    TYPES.contains(&rest[..at].trim()).then_some(at + 1)
}

/// `username("x")`, `put("username", "x")`, `strcpy(username, "x")`.
fn call(text: &str, at: usize) -> Option<Pair> {
    let value = at + 1;
    let first = text[value..]
        .trim_start_matches([' ', '\t'])
        .chars()
        .next()?;
    if !(first.is_ascii_digit() || "\"'`“@(FLuQS".contains(first)) {
        return None;
    }
    let (start, key) = lines::key_before(text, at)?;
    if text[at..].starts_with(',') && !matches!(lines::before(text, start), Some('(')) {
        return None;
    }
    Some(Pair {
        start,
        key,
        sign: Sign::Call,
        value,
    })
}

fn define(text: &str, at: usize) -> Option<Pair> {
    let start = at + gap_length(&text[at..]);
    let rest = &text[start..];
    let end = start
        + rest
            .find(|c: char| !lines::is_word(c))
            .unwrap_or(rest.len());
    let key = keys::meaning(text.get(start..end)?)?;
    text[end..].starts_with([' ', '\t']).then_some(Pair {
        start,
        key,
        sign: Sign::Define,
        value: end,
    })
}

fn element(text: &str, at: usize) -> Option<Pair> {
    let name = &text.as_bytes()[at..];
    let length = name
        .iter()
        .take(keys::MAX_BYTES)
        .position(|byte| *byte == b'>')?;
    let key = keys::meaning(text.get(at..at + length)?)?;
    Some(Pair {
        start: at - 1,
        key,
        sign: Sign::Element,
        value: at + length + 1,
    })
}

/// A label at the beginning of a line, with a wide gap after it, or alone above its value.
fn gap(text: &str, line: usize) -> Option<Pair> {
    let start = line + gap_length(&text[line..]);
    let near = text[start..].char_indices().take(keys::MAX_BYTES);
    let mut last = ' ';
    let mut end = None;
    for (i, found) in near {
        if found == '\n' || found == '\t' || found == ' ' && last == ' ' && i > 0 {
            end = Some(start + i);
            break;
        }
        last = found;
    }
    let end = end?;
    let key = keys::meaning(text[start..end].trim_end())?;
    // Lines that are read by their sign.
    let signs = ['=', ':', '：', '"', '(', ',', '<', '#'];
    let after = text[end..].trim_start_matches([' ', '\t']);
    let signed = text[start..end].contains(signs) || after.starts_with(['=', ':', '：', '＝']);
    (!signed).then_some(Pair {
        start,
        key,
        sign: Sign::Gap,
        value: end,
    })
}

/// `密码 6074…` anywhere, `DeviceName practice` on a line of its own.
fn blank(text: &str, line: usize, at: usize) -> Option<Pair> {
    let before = lines::before(text, at)?;
    let rest = &text[at + 1..];
    if !before.is_alphanumeric() || !rest.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let alone = || {
        let near = rest.char_indices().take(keys::MAX_BYTES);
        let end = near.into_iter().find(|(_, c)| c.is_whitespace());
        let end = end.map_or(rest.len(), |(end, _)| end);
        at - line <= keys::MAX_BYTES
            && matches!(
                rest[end..].trim_start_matches([' ', '\r']).chars().next(),
                None | Some('\n')
            )
    };
    let sign = if before.is_ascii() {
        Sign::Gap
    } else {
        Sign::Equals
    };
    if sign == Sign::Gap && !alone() {
        return None;
    }
    let (start, key) = lines::key_before(text, at)?;
    let whole = text[line..start].trim_start().is_empty();
    let sure = matches!(
        key,
        Key::Field(
            ClaimField::ProductKey
                | ClaimField::DeviceName
                | ClaimField::DeviceSecret
                | ClaimField::ProductSecret
                | ClaimField::MqttClientId
        )
    );
    (sign == Sign::Equals || whole && sure).then_some(Pair {
        start,
        key,
        sign,
        value: at,
    })
}

pub(super) fn gap_length(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t']).len()
}
