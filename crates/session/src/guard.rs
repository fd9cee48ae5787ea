//! Whole frames out of a byte stream, and the refusal of what a broker must not send.
//!
//! The protocol library behind it takes much that MQTT forbids and panics on some of it, so
//! nothing reaches it that has not passed here. What needs memory of sent packets (unknown packet
//! identifiers, duplicates) is the library's part. A fault is reported at the first byte that
//! shows it, so that the way a stream is cut into pieces changes nothing.

use crate::event::Violation;

/// Capacity that the buffer keeps when it is empty; a burst gives the rest back.
const KEEP: usize = 64 * 1024;

/// The frames of one connection.
pub(crate) struct FrameGuard {
    buffer: Vec<u8>,
    /// Where the next frame begins. An offset, because moving the rest forward for each frame
    /// would make a batch of n frames cost n².
    read: usize,
    max_packet: usize,
    connected: bool,
}

impl FrameGuard {
    pub(crate) fn new(max_packet: usize) -> Self {
        Self {
            buffer: Vec::new(),
            read: 0,
            max_packet,
            connected: false,
        }
    }

    /// Takes bytes as they came. The caller asks for every frame before it pushes again, so that
    /// what stays is less than one packet.
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        self.buffer.drain(..self.read);
        self.read = 0;
        self.buffer.extend_from_slice(bytes);
    }

    /// The next whole frame that is in order; `None` until more bytes come.
    pub(crate) fn next_frame(&mut self) -> Result<Option<&[u8]>, Violation> {
        if self.read == self.buffer.len() {
            self.buffer.clear();
            self.buffer.shrink_to(KEEP);
            self.read = 0;
        }
        let rest = self.buffer.get(self.read..).unwrap_or_default();
        let Some(&head) = rest.first() else {
            return Ok(None);
        };
        check_head(head, self.connected)?;
        let Some((header, body)) = lengths(rest)? else {
            return Ok(None);
        };
        if header + body > self.max_packet {
            return Err(Violation::PacketTooLarge);
        }
        check_length(head, body)?;
        let Some(frame) = rest.get(..header + body) else {
            return Ok(None);
        };
        check_body(head, frame.get(header..).unwrap_or_default())?;
        self.connected |= head == CONNACK << 4 && frame.ends_with(&[0]);
        self.read += frame.len();
        Ok(Some(frame))
    }

    /// Bytes that wait for the rest of their frame.
    pub(crate) fn buffered(&self) -> usize {
        self.buffer.len() - self.read
    }
}

const CONNACK: u8 = 2;
const PUBLISH: u8 = 3;
const PUBACK: u8 = 4;
const PUBREC: u8 = 5;
const PUBREL: u8 = 6;
const PUBCOMP: u8 = 7;
const SUBACK: u8 = 9;
const UNSUBACK: u8 = 11;
const PINGRESP: u8 = 13;

/// What the first byte alone can tell.
fn check_head(head: u8, connected: bool) -> Result<(), Violation> {
    let (kind, flags) = (head >> 4, head & 0x0f);
    let flags_wanted = match kind {
        PUBLISH => publish_flags(flags)?,
        PUBREL => 0b0010,
        CONNACK | PUBACK | PUBREC | PUBCOMP | SUBACK | UNSUBACK | PINGRESP => 0,
        _ => return Err(Violation::PacketType),
    };
    if flags != flags_wanted {
        return Err(Violation::ReservedFlags);
    }
    match (kind, connected) {
        (CONNACK, true) => Err(Violation::SecondConnack),
        (CONNACK, false) | (_, true) => Ok(()),
        (_, false) => Err(Violation::BeforeConnack),
    }
}

/// PUBLISH has no reserved flags, only impossible ones.
fn publish_flags(flags: u8) -> Result<u8, Violation> {
    let (qos, dup) = (publish_qos(flags), flags & 0b1000 != 0);
    if qos == 3 || (qos == 0 && dup) {
        return Err(Violation::MalformedPublish);
    }
    Ok(flags)
}

fn publish_qos(flags: u8) -> u8 {
    flags >> 1 & 0b11
}

/// Length of the fixed header and of the body; `None` until the length is whole.
fn lengths(rest: &[u8]) -> Result<Option<(usize, usize)>, Violation> {
    let mut body = 0;
    for (place, &byte) in rest.iter().skip(1).take(4).enumerate() {
        body |= usize::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            // A last byte of 0 after others adds nothing: the form is not the shortest.
            return if byte == 0 && place > 0 {
                Err(Violation::RemainingLength)
            } else {
                Ok(Some((2 + place, body)))
            };
        }
    }
    if rest.len() >= 5 {
        return Err(Violation::RemainingLength);
    }
    Ok(None)
}

/// Each packet but PUBLISH has one length here: this client subscribes to one filter at a time.
fn check_length(head: u8, body: usize) -> Result<(), Violation> {
    let fits = match head >> 4 {
        PUBLISH if publish_qos(head) == 0 => body >= 2,
        PUBLISH => body >= 4,
        SUBACK => body == 3,
        PINGRESP => body == 0,
        _ => body == 2,
    };
    if fits {
        Ok(())
    } else {
        Err(Violation::MalformedPacket)
    }
}

fn check_body(head: u8, body: &[u8]) -> Result<(), Violation> {
    match (head >> 4, body) {
        (CONNACK, [flags, code]) => check_connack(*flags, *code),
        (PUBLISH, _) => check_publish(head, body),
        (PINGRESP, []) => Ok(()),
        (SUBACK, [high, low, code]) => {
            check_packet_id(*high, *low)?;
            match code {
                0..=2 | 0x80 => Ok(()),
                _ => Err(Violation::MalformedPacket),
            }
        }
        (PUBACK | PUBREC | PUBREL | PUBCOMP | UNSUBACK, [high, low]) => {
            check_packet_id(*high, *low)
        }
        _ => Err(Violation::MalformedPacket),
    }
}

fn check_connack(flags: u8, code: u8) -> Result<(), Violation> {
    match (flags, code) {
        (0 | 1, 0) | (0, 1..=5) => Ok(()),
        _ => Err(Violation::MalformedConnack),
    }
}

fn check_publish(head: u8, body: &[u8]) -> Result<(), Violation> {
    let (length, rest) = body.split_at_checked(2).ok_or(Violation::MalformedPacket)?;
    let length = length
        .iter()
        .fold(0, |sum, byte| sum << 8 | usize::from(*byte));
    let (topic, rest) = rest
        .split_at_checked(length)
        .ok_or(Violation::MalformedPacket)?;
    let forbidden = |byte: &u8| matches!(byte, 0 | b'+' | b'#');
    if topic.is_empty() || topic.iter().any(forbidden) || std::str::from_utf8(topic).is_err() {
        return Err(Violation::MalformedPublish);
    }
    match (publish_qos(head), rest) {
        (0, _) => Ok(()),
        (_, [high, low, ..]) => check_packet_id(*high, *low),
        _ => Err(Violation::MalformedPacket),
    }
}

fn check_packet_id(high: u8, low: u8) -> Result<(), Violation> {
    if high == 0 && low == 0 {
        return Err(Violation::PacketIdZero);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A burst is not kept, and a declared length is not believed before its bytes come.
    #[test]
    fn memory_follows_what_is_held() {
        let mut guard = FrameGuard::new(1 << 20);
        guard.push(&[0x20, 2, 0, 0]);
        guard.push(&[0xd0, 0].repeat(4 << 20));
        while let Ok(Some(_)) = guard.next_frame() {}
        assert!(guard.buffer.capacity() <= KEEP);

        guard.push(&[0x30, 0xfa, 0xff, 0x3f, 0]);
        assert_eq!(guard.next_frame(), Ok(None));
        assert_eq!(guard.buffered(), 5);
        assert!(guard.buffer.capacity() <= KEEP);
    }
}
