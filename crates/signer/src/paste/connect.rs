//! The CONNECT packet of MQTT 3.1, 3.1.1 and 5.0, found in bytes that may begin and end with
//! anything: headers of the network below, other packets, a cut.

use std::ops::Range;

/// A CONNECT packet; the parts that a cut took away are `None`. Ranges are of the bytes given.
pub(super) struct Connect {
    pub(super) bytes: Range<usize>,
    pub(super) level: Option<usize>,
    pub(super) flags: Option<usize>,
    pub(super) keep_alive: Option<Range<usize>>,
    pub(super) client_id: Option<Range<usize>>,
    pub(super) username: Option<Range<usize>>,
    pub(super) password: Option<Range<usize>>,
}

const MARKS: [&[u8]; 2] = [b"\x00\x04MQTT", b"\x00\x06MQIsdp"];

/// Bits of the connect flags (MQTT 3.1.1, 3.1.2.3).
pub(super) const WILL: u8 = 0x04;
pub(super) const WILL_RETAIN: u8 = 0x20;
const PASSWORD: u8 = 0x40;
const USERNAME: u8 = 0x80;

/// The first CONNECT at or after `from`.
pub(super) fn find(bytes: &[u8], from: usize) -> Option<Connect> {
    (from..bytes.len()).find_map(|at| {
        let mark = MARKS.iter().find(|mark| bytes[at..].starts_with(mark))?;
        let (start, length) = header(bytes, at, from)?;
        let end = at.saturating_add(length).min(bytes.len());
        Some(parse(bytes, start, at + mark.len(), end))
    })
}

/// The fixed header before the variable one: where it begins, and the remaining length in it.
fn header(bytes: &[u8], at: usize, from: usize) -> Option<(usize, usize)> {
    (1..=4_usize).find_map(|digits| {
        let start = at.checked_sub(digits + 1).filter(|start| *start >= from)?;
        let (length, used) = variable_int(&bytes[start + 1..at])?;
        (bytes[start] == 0x10 && used == digits && length >= 10).then_some((start, length))
    })
}

/// A variable byte integer, and how many bytes it takes.
fn variable_int(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut value = 0;
    for (i, byte) in bytes.iter().take(4).enumerate() {
        value |= usize::from(byte & 0x7f) << (7 * i);
        if byte & 0x80 == 0 {
            return Some((value, i + 1));
        }
    }
    None
}

fn parse(bytes: &[u8], start: usize, at: usize, end: usize) -> Connect {
    let mut cursor = Cursor {
        bytes: &bytes[..end],
        at,
    };
    let mut connect = Connect {
        bytes: start..end,
        level: None,
        flags: None,
        keep_alive: None,
        client_id: None,
        username: None,
        password: None,
    };
    let _ = connect.fill(&mut cursor);
    connect
}

struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Cursor<'_> {
    fn advance(&mut self, count: usize) -> Option<Range<usize>> {
        let span = self.at..self.at.checked_add(count)?;
        self.bytes.get(span.clone())?;
        self.at = span.end;
        Some(span)
    }

    /// Bytes after their length in two bytes.
    fn field(&mut self) -> Option<Range<usize>> {
        let length = self.advance(2)?;
        let [high, low] = self.bytes[length].try_into().ok()?;
        self.advance(usize::from(u16::from_be_bytes([high, low])))
    }

    fn properties(&mut self) -> Option<Range<usize>> {
        let (length, used) = variable_int(self.bytes.get(self.at..)?)?;
        self.advance(used)?;
        self.advance(length)
    }
}

impl Connect {
    /// Part by part, until the bytes end.
    fn fill(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        let level = cursor.advance(1)?.start;
        self.level = Some(level);
        let flags = cursor.advance(1)?.start;
        self.flags = Some(flags);
        self.keep_alive = Some(cursor.advance(2)?);
        let flags = cursor.bytes[flags];
        let five = cursor.bytes[level] == 5;
        if five {
            cursor.properties()?;
        }
        self.client_id = Some(cursor.field()?);
        if flags & WILL != 0 {
            if five {
                cursor.properties()?;
            }
            cursor.field()?;
            cursor.field()?;
        }
        if flags & USERNAME != 0 {
            self.username = Some(cursor.field()?);
        }
        if flags & PASSWORD != 0 {
            self.password = Some(cursor.field()?);
        }
        Some(())
    }
}

/// The text of bytes; Latin-1 where they are no text.
pub(super) fn text_or_latin1(bytes: &[u8]) -> String {
    match str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}
