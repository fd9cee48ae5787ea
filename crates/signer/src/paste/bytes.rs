//! Bytes written as hex, in any of the usual dumps, read as far as they hold a CONNECT packet or a
//! CONNACK. Other hex text is left to the other readers: a password is hex too.

use super::connect::{self, Connect};
use super::scan::Scan;
use crate::ClaimField;
use std::ops::Range;

/// Bytes of consecutive lines, each with its place.
#[derive(Default)]
struct Dump {
    bytes: Vec<u8>,
    /// Start and end of each byte's digits.
    places: Vec<Range<usize>>,
    /// Whole lines, offsets and text columns included, with the number of bytes before each.
    lines: Vec<(Range<usize>, usize)>,
}

/// Finds the dumps of the text.
pub(super) fn read(scan: &mut Scan<'_>) {
    let text = scan.text;
    read_escaped(scan);
    // The M of MQTT, the first byte of CONNACK.
    if !["4d", "4D", "20"]
        .iter()
        .any(|digits| text.contains(digits))
    {
        return;
    }
    let mut dump = Dump::default();
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        let span = from..from + line.trim_end().len();
        from += line.len();
        if span.is_empty() {
            continue;
        }
        if scan.is_taken(span.start) {
            dump.finish(scan);
            continue;
        }
        let before = dump.bytes.len();
        read_line(text, span.clone(), &mut dump);
        if dump.bytes.len() == before {
            dump.finish(scan);
        } else {
            dump.lines.push((span, before));
        }
    }
    dump.finish(scan);
}

/// `"\x10\x64\x00\x04MQTT…"`: bytes as string literals have them.
fn read_escaped(scan: &mut Scan<'_>) {
    let text = scan.text;
    let mut from = 0;
    while let Some(found) = text[from..].find("\\x10") {
        let mut dump = Dump::default();
        let start = from + found;
        if scan.is_taken(start) {
            from = start + 4;
            continue;
        }
        let mut at = start;
        while let Some((byte, length)) = escaped_byte(&text[at..]) {
            dump.bytes.push(byte);
            dump.places.push(at..at + length);
            at += length;
        }
        dump.lines.push((start..at, 0));
        dump.finish(scan);
        from = at;
    }
}

/// One byte of a literal, and the length that it is written with.
fn escaped_byte(text: &str) -> Option<(u8, usize)> {
    match text.as_bytes() {
        [b'\\', b'x', ..] => {
            let digits = hex::decode(text.get(2..4)?).ok()?;
            Some((*digits.first()?, 4))
        }
        [b'\\', escaped, ..] => {
            let byte = match escaped {
                b'n' => b'\n',
                b'r' => b'\r',
                b't' => b'\t',
                b'0' => 0,
                b'\\' | b'"' | b'\'' => *escaped,
                _ => return None,
            };
            Some((byte, 2))
        }
        [b'"' | b'\'' | b'\n' | b'\r', ..] => None,
        [byte, ..] if byte.is_ascii() => Some((*byte, 1)),
        _ => None,
    }
}

/// Most bytes on a line that begins with an offset: after them a column of text may follow.
const DUMP_WIDTH: usize = 16;

/// Fewest bytes that are no date and time any more.
const FEWEST: usize = 12;

fn read_line(text: &str, line: Range<usize>, dump: &mut Dump) {
    let offset = offset_end(&text[line.clone()]);
    let most = if offset.is_some() {
        DUMP_WIDTH
    } else {
        usize::MAX
    };
    let begin = dump.bytes.len();
    let mut width = None;
    let mut at = line.start + offset.unwrap_or_default();
    while at < line.end && dump.bytes.len() - begin < most {
        let rest = &text[at..line.end];
        let opening = [' ', '\t', ',', ':', '-', '{', '[', '(', '"', '\'', ';'];
        let gap = rest.len() - rest.trim_start_matches(opening).len();
        let blanks = rest.bytes().take(gap).filter(|byte| *byte == b' ').count();
        let rest = &rest[gap..];
        at += gap;
        let ends = |c: char| c.is_whitespace() || ",:-{}[]()\"';|".contains(c);
        let token = &rest[..rest.find(ends).unwrap_or(rest.len())];
        let prefixed = token
            .strip_prefix("0x")
            .or_else(|| token.strip_prefix("0X"));
        // A column of text follows the bytes, and may look like hex itself.
        let column = width.is_some_and(|width| blanks >= 2 && width != token.len());
        let longer = width.is_some_and(|width| prefixed.is_none() && token.len() > width);
        if column {
            return;
        }
        if !longer && push_digits(prefixed, token, at, dump) {
            width.get_or_insert(token.len());
        } else if dump.bytes.len() - begin >= FEWEST || offset.is_some() {
            return;
        } else {
            // A time, for example, before the bytes.
            dump.bytes.truncate(begin);
            dump.places.truncate(begin);
            width = push_digits(prefixed, token, at, dump).then_some(token.len());
        }
        let one = rest.chars().next().map_or(1, char::len_utf8);
        at += if token.is_empty() { one } else { token.len() };
    }
}

/// The offset at the beginning of a dump's line: `0000  `, `00000010: `.
fn offset_end(line: &str) -> Option<usize> {
    let blanks = line.len() - line.trim_start().len();
    let rest = line[blanks..].trim_start_matches("0x");
    let from = line.len() - rest.len();
    let digits = rest.bytes().take_while(u8::is_ascii_hexdigit).count();
    let after = &rest[digits..];
    let colon = after.starts_with(": ") || after.starts_with(":\t");
    let wide = after.starts_with("  ") || after.starts_with('\t') || after.starts_with(" |");
    // Four digits and one blank may as well be two bytes.
    let found =
        (4..=8).contains(&digits) && (colon || wide || digits >= 6 && after.starts_with(' '));
    found.then_some(from + digits + usize::from(colon))
}

fn push_digits(prefixed: Option<&str>, token: &str, at: usize, dump: &mut Dump) -> bool {
    if let Some(digits) = prefixed {
        let Ok(byte) = u8::from_str_radix(digits, 16) else {
            return false;
        };
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return false;
        }
        dump.bytes.push(byte);
        dump.places.push(at..at + token.len());
        return true;
    }
    let Ok(bytes) = hex::decode(token) else {
        return false;
    };
    for (i, byte) in bytes.iter().enumerate() {
        dump.bytes.push(*byte);
        dump.places.push(at + 2 * i..at + 2 * i + 2);
    }
    !bytes.is_empty()
}

impl Dump {
    fn finish(&mut self, scan: &mut Scan<'_>) {
        let mut from = 0;
        let mut any = false;
        while let Some(connect) = connect::find(&self.bytes, from) {
            from = connect.bytes.end;
            self.put(scan, &connect);
            any = true;
        }
        any |= self.put_connack(scan, from);
        if any {
            for (line, _) in &self.lines {
                scan.take(line.clone());
            }
        }
        *self = Self::default();
    }

    /// CONNACK of 3.x: `20 02 flags code`, after a CONNECT or alone.
    fn put_connack(&self, scan: &mut Scan<'_>, from: usize) -> bool {
        let rest = &self.bytes[from..];
        let at = rest
            .windows(4)
            .position(|four| matches!(four, [0x20, 2, 0 | 1, 0..=5]));
        let Some(at) = at.filter(|at| from > 0 || *at == 0 && rest.len() == 4) else {
            return false;
        };
        let code = from + at + 3;
        let place = self.places[code].clone();
        scan.put_field(ClaimField::Observation, self.bytes[code].to_string(), place);
        true
    }

    /// Where bytes are written; an empty field is behind its length.
    fn place(&self, span: &Range<usize>) -> Option<Range<usize>> {
        let last = self.places.get(span.end.checked_sub(1)?)?;
        if span.is_empty() {
            return Some(last.end..last.end);
        }
        Some(self.places.get(span.start)?.start..last.end)
    }

    fn put(&self, scan: &mut Scan<'_>, connect: &Connect) {
        scan.breaks.extend(
            self.places
                .get(connect.bytes.start)
                .map(|place| place.start),
        );
        let number = |span: &Range<usize>| {
            let value = self.bytes[span.clone()]
                .iter()
                .fold(0, |value, byte| value << 8 | u32::from(*byte));
            value.to_string()
        };
        let texts = [
            (ClaimField::MqttClientId, &connect.client_id),
            (ClaimField::Username, &connect.username),
            (ClaimField::Password, &connect.password),
        ];
        for (field, span) in texts {
            if let Some(span) = span
                && let Some(place) = self.place(span)
            {
                scan.put_exact(
                    field,
                    connect::text_or_latin1(&self.bytes[span.clone()]),
                    place,
                );
            }
        }
        if let Some(span) = &connect.keep_alive
            && let Some(place) = self.place(span)
        {
            scan.put_field(ClaimField::KeepAlive, number(span), place);
        }
        // 3, 4, 5, and 131, 132 of bridges.
        if let Some(at) = connect.level
            && let Some(place) = self.places.get(at)
        {
            let level = (self.bytes[at] & 0x7f).to_string();
            scan.put_field(ClaimField::ProtocolLevel, level, place.clone());
        }
        if let Some(at) = connect.flags
            && let Some(place) = self.places.get(at)
            && self.bytes[at] & connect::WILL != 0
        {
            let flags = self.bytes[at];
            scan.put_flag(ClaimField::Will, place.clone());
            let qos = (flags >> 3 & 3).to_string();
            scan.put_field(ClaimField::Qos, qos, place.clone());
            if flags & connect::WILL_RETAIN != 0 {
                scan.put_flag(ClaimField::Retain, place.clone());
            }
        }
    }
}
