//! Whole frames out of a byte stream, and the refusal of what a fixed header must not say.
//!
//! Bodies are checked where they are read. A fault is reported at the first byte that shows it, so
//! that the way a stream is cut into pieces changes nothing. Each byte is moved a bounded number of
//! times, however large its packet and however small the pieces.

use crate::request::Version;
use crate::why::Violation;
use crate::wire::{
    CONNACK, DISCONNECT, PINGRESP, PUBACK, PUBCOMP, PUBLISH, PUBREC, PUBREL, SUBACK, UNSUBACK,
};

/// Capacity that the buffer keeps when it is empty; a burst gives the rest back.
const KEEP: usize = 64 * 1024;

/// The frames of one connection.
pub(crate) struct FrameGuard {
    buffer: Vec<u8>,
    /// Where the next frame begins. An offset, because moving the rest forward for each frame
    /// would make a batch of n frames cost n².
    read: usize,
    version: Version,
    max_packet: usize,
    connected: bool,
}

impl FrameGuard {
    pub(crate) fn new(version: Version, max_packet: usize) -> Self {
        Self {
            buffer: Vec::new(),
            read: 0,
            version,
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

    /// First byte and body of the next whole frame; `None` until more bytes come.
    pub(crate) fn next_frame(&mut self) -> Result<Option<(u8, &[u8])>, Violation> {
        if self.read == self.buffer.len() {
            self.buffer.clear();
            self.buffer.shrink_to(KEEP);
            self.read = 0;
        }
        let rest = self.buffer.get(self.read..).unwrap_or_default();
        let Some(&head) = rest.first() else {
            return Ok(None);
        };
        check_head(self.version, head, self.connected)?;
        let Some((header, body)) = lengths(rest)? else {
            return Ok(None);
        };
        if header + body > self.max_packet {
            return Err(Violation::PacketTooLarge);
        }
        check_length(self.version, head, body)?;
        let Some(body) = rest.get(header..header + body) else {
            return Ok(None);
        };
        self.connected |= head == CONNACK << 4 && body.get(1) == Some(&0);
        self.read += header + body.len();
        Ok(Some((head, body)))
    }

    /// Bytes that wait for the rest of their frame.
    pub(crate) fn buffered(&self) -> usize {
        self.buffer.len() - self.read
    }
}

/// What the first byte alone can tell.
fn check_head(version: Version, head: u8, connected: bool) -> Result<(), Violation> {
    let (kind, flags) = (head >> 4, head & 0x0f);
    let flags_wanted = match kind {
        PUBLISH => publish_flags(flags)?,
        PUBREL => 0b0010,
        CONNACK | PUBACK | PUBREC | PUBCOMP | SUBACK | UNSUBACK | PINGRESP => 0,
        DISCONNECT if version == Version::V5_0 => 0,
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

/// What the length alone can tell. In 3.1.1 each packet but PUBLISH has one length here, since this
/// client subscribes to one filter at a time; in 5.0 properties may follow.
fn check_length(version: Version, head: u8, body: usize) -> Result<(), Violation> {
    let kind = head >> 4;
    let fits = match (version, kind) {
        (_, PINGRESP) => body == 0,
        (Version::V3_1_1, PUBLISH) if publish_qos(head) == 0 => body >= 2,
        (Version::V3_1_1, PUBLISH) => body >= 4,
        (Version::V3_1_1, SUBACK) => body == 3,
        (Version::V3_1_1, _) => body == 2,
        (Version::V5_0, PUBLISH) if publish_qos(head) == 0 => body >= 3,
        (Version::V5_0, PUBLISH) => body >= 5,
        (Version::V5_0, SUBACK | UNSUBACK) => body >= 4,
        (Version::V5_0, DISCONNECT) => true,
        (Version::V5_0, _) => body >= 2,
    };
    if fits {
        Ok(())
    } else {
        Err(Violation::MalformedPacket)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A burst is not kept, and a declared length is not believed before its bytes come.
    #[test]
    fn memory_follows_what_is_held() {
        let mut guard = FrameGuard::new(Version::V3_1_1, 1 << 20);
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
