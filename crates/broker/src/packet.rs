//! MQTT packets cut out of a byte stream, and the few fields that the front must read.
//!
//! Deliberately no codec of all packets: what the broker behind the front can judge is left to
//! it. Lengths are checked before anything is kept, so memory stays bounded.

use crate::properties;
use crate::wire::Fields;

/// Protocol level of MQTT 5.0.
pub(crate) const V5: u8 = 5;

/// Largest packet that is taken. The platform's limit for a message is 256 KB; this one only
/// bounds memory and leaves room to see what happens above the platform's.
pub(crate) const MAX_PACKET: usize = 4 * 1024 * 1024;

/// Largest CONNECT that is taken: five texts of 65,535 bytes would be legal, no device needs it.
pub(crate) const MAX_CONNECT: usize = 64 * 1024;

/// Packet types, the upper four bits of the first byte.
pub(crate) mod kind {
    pub(crate) const CONNECT: u8 = 1;
    pub(crate) const CONNACK: u8 = 2;
    pub(crate) const PUBLISH: u8 = 3;
    pub(crate) const PUBACK: u8 = 4;
    pub(crate) const PUBREC: u8 = 5;
    pub(crate) const PUBREL: u8 = 6;
    pub(crate) const PUBCOMP: u8 = 7;
    pub(crate) const SUBSCRIBE: u8 = 8;
    pub(crate) const SUBACK: u8 = 9;
    pub(crate) const UNSUBSCRIBE: u8 = 10;
    pub(crate) const UNSUBACK: u8 = 11;
    pub(crate) const DISCONNECT: u8 = 14;
}

/// One whole packet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Packet {
    bytes: Vec<u8>,
    body_at: usize,
}

impl Packet {
    /// The packet type.
    pub(crate) fn kind(&self) -> u8 {
        self.first() >> 4
    }

    /// The lower four bits of the first byte.
    pub(crate) fn flags(&self) -> u8 {
        self.first() & 0x0f
    }

    /// The first byte: packet type and flags.
    pub(crate) fn first(&self) -> u8 {
        self.bytes.first().copied().unwrap_or_default()
    }

    /// What follows the fixed header.
    pub(crate) fn body(&self) -> &[u8] {
        self.bytes.get(self.body_at..).unwrap_or_default()
    }

    /// All bytes.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// QoS in the flags of a PUBLISH.
    pub(crate) fn qos(&self) -> u8 {
        self.flags() >> 1 & 3
    }

    /// RETAIN in the flags of a PUBLISH.
    pub(crate) fn retain(&self) -> bool {
        self.flags() & 1 == 1
    }

    /// Takes RETAIN out of a PUBLISH.
    pub(crate) fn clear_retain(&mut self) {
        if let Some(first) = self.bytes.first_mut() {
            *first &= !1;
        }
    }

    /// Lets a SUBSCRIBE that asks for QoS 2 ask for 1. A malformed one stays as it is. `level` is
    /// that of CONNECT: in 5.0 properties stand before the filters, and the byte after a filter
    /// holds more than the QoS (3.8.3.1).
    pub(crate) fn lower_subscribed_qos(&mut self, level: u8) {
        let mut at = self.body_at + 2;
        if level == V5 {
            let body = self.bytes.get(at..).unwrap_or_default();
            let mut fields = Fields::new(body);
            let properties = fields.length().and_then(|len| fields.take(len));
            if properties.is_none() {
                return;
            }
            at += body.len() - fields.rest().len();
        }
        while let Some(&[high, low]) = self.bytes.get(at..at + 2) {
            at += 2 + usize::from(u16::from_be_bytes([high, low]));
            match self.bytes.get_mut(at) {
                Some(options) if level == V5 && *options & 3 == 2 => *options ^= 3,
                Some(options) if *options == 2 => *options = 1,
                Some(_) | None => {}
            }
            at += 1;
        }
    }

    /// Whether a SUBSCRIBE of MQTT 5.0 has a subscription identifier.
    pub(crate) fn has_subscription_identifier(&self) -> bool {
        let mut fields = Fields::new(self.body());
        fields
            .u16()
            .and_then(|_| properties::read(&mut fields))
            .is_some_and(|properties| {
                let is_one = |property: &properties::Property<'_>| {
                    property.id == properties::id::SUBSCRIPTION_IDENTIFIER
                };
                properties.iter().any(is_one)
            })
    }

    /// The packet identifier of a packet that has one.
    pub(crate) fn identifier(&self) -> Option<u16> {
        let mut fields = Fields::new(self.body());
        if self.kind() == kind::PUBLISH {
            fields.binary()?;
        }
        fields.u16()
    }

    /// Topic and payload of a PUBLISH; `None` if the body is malformed.
    pub(crate) fn message(&self) -> Option<(&str, &[u8])> {
        let mut fields = Fields::new(self.body());
        let topic = fields.text()?;
        if self.qos() > 0 {
            fields.u16()?;
        }
        Some((topic, fields.rest()))
    }
}

/// Why a stream is no MQTT.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Malformed {
    #[error("the remaining length is longer than 4 bytes")]
    Length,
    #[error("a packet of {len} bytes, at most {max} are taken here")]
    TooLong { len: usize, max: usize },
    #[error("packet type {0} is not one that a client sends after CONNECT")]
    Kind(u8),
    #[error("packet type {kind} has the flags {flags:#x}, which MQTT forbids")]
    Flags { kind: u8, flags: u8 },
    #[error("packet type {0} has no packet identifier, or 0")]
    Identifier(u8),
}

/// Bytes as they came, until they are whole packets.
#[derive(Default)]
pub(crate) struct Incoming {
    bytes: Vec<u8>,
    start: usize,
}

impl Incoming {
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        // What was read is dropped before new bytes come, not packet by packet: moving the rest
        // down for each small packet would be quadratic.
        if self.start > 0 {
            self.bytes.drain(..self.start);
            self.start = 0;
        }
        self.bytes.extend_from_slice(bytes);
    }

    /// What was not taken yet.
    pub(crate) fn pending(&self) -> &[u8] {
        self.bytes.get(self.start..).unwrap_or_default()
    }

    /// The next whole packet, if it is there and at most `max` bytes long.
    pub(crate) fn next(&mut self, max: usize) -> Result<Option<Packet>, Malformed> {
        let pending = self.pending();
        let Some((body_at, body_len)) = header(pending)? else {
            return Ok(None);
        };
        let len = body_at + body_len;
        if len > max {
            return Err(Malformed::TooLong { len, max });
        }
        let Some(bytes) = pending.get(..len) else {
            return Ok(None);
        };
        let packet = Packet {
            bytes: bytes.to_vec(),
            body_at,
        };
        self.start += len;
        Ok(Some(packet))
    }
}

/// Length of the fixed header, and of what follows; `None` when bytes are missing.
fn header(bytes: &[u8]) -> Result<Option<(usize, usize)>, Malformed> {
    let mut len = 0;
    for at in 1..=4 {
        let Some(byte) = bytes.get(at) else {
            return Ok(None);
        };
        len |= usize::from(byte & 0x7f) << (7 * (at - 1));
        if byte & 0x80 == 0 {
            return Ok(Some((at + 1, len)));
        }
    }
    Err(Malformed::Length)
}

/// Whether a client may send this packet after its CONNECT (MQTT 3.1.1, 2.2 and 2.3). AUTH of
/// MQTT 5.0 is not among them: it needs a method agreed on in CONNECT, and none is taken here.
pub(crate) fn check_from_client(packet: &Packet) -> Result<(), Malformed> {
    let (kind, flags) = (packet.kind(), packet.flags());
    match kind {
        kind::PUBLISH if packet.qos() == 3 => Err(Malformed::Flags { kind, flags }),
        kind::PUBLISH if packet.qos() == 0 => Ok(()),
        // MQTT 3.1 allows DUP here as well.
        kind::PUBREL | kind::SUBSCRIBE | kind::UNSUBSCRIBE if flags & !8 != 2 => {
            Err(Malformed::Flags { kind, flags })
        }
        3..=8 | 10 => match packet.identifier() {
            None | Some(0) => Err(Malformed::Identifier(kind)),
            Some(_) => Ok(()),
        },
        12 | 14 => Ok(()),
        _ => Err(Malformed::Kind(kind)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::encode;

    fn all(chunks: &[&[u8]]) -> Result<Vec<Packet>, Malformed> {
        let (mut incoming, mut packets) = (Incoming::default(), Vec::new());
        for chunk in chunks {
            incoming.push(chunk);
            while let Some(packet) = incoming.next(1000)? {
                packets.push(packet);
            }
        }
        Ok(packets)
    }

    #[test]
    fn a_stream_cut_anywhere_gives_the_same_packets() {
        let mut stream = encode(0x30, b"\x00\x01thello");
        stream.extend(encode(0xc0, b""));
        stream.extend(encode(
            0x32,
            &[b"\x00\x02ab\x00\x07".as_slice(), &[9; 300]].concat(),
        ));
        let whole = all(&[&stream]).unwrap();
        assert_eq!(whole.len(), 3);
        assert_eq!(whole[0].message(), Some(("t", b"hello".as_slice())));
        assert_eq!(whole[2].message(), Some(("ab", [9; 300].as_slice())));
        for at in 0..stream.len() {
            assert_eq!(all(&[&stream[..at], &stream[at..]]).unwrap(), whole);
        }
        let bytes: Vec<&[u8]> = stream.chunks(1).collect();
        assert_eq!(all(&bytes).unwrap(), whole);
    }

    #[test]
    fn lengths_are_bounded() {
        assert_eq!(all(&[b"\x30\xff\xff\xff\xff\x01"]), Err(Malformed::Length));
        assert_eq!(
            all(&[b"\x30\xff\xff\xff\x7f"]),
            Err(Malformed::TooLong {
                len: 268_435_460,
                max: 1000
            })
        );
    }

    #[test]
    fn a_subscription_asks_for_qos_1_at_most() {
        let body = b"\x00\x01\x00\x01a\x02\x00\x02bc\x01\x00\x00\x02";
        let mut packet = all(&[&encode(0x82, body)]).unwrap().remove(0);
        packet.lower_subscribed_qos(4);
        assert_eq!(
            packet.body(),
            b"\x00\x01\x00\x01a\x01\x00\x02bc\x01\x00\x00\x01"
        );
        for len in 0..body.len() {
            let mut cut = all(&[&encode(0x82, &body[..len])]).unwrap().remove(0);
            cut.lower_subscribed_qos(4);
        }
    }

    #[test]
    fn a_subscription_of_5_0_asks_for_qos_1_at_most() {
        // No local, retain as published and retain handling stay.
        let body = b"\x00\x01\x02\x0b\x02\x00\x01a\x2e\x00\x02bc\x01\x00\x00\x02";
        let mut packet = all(&[&encode(0x82, body)]).unwrap().remove(0);
        assert!(packet.has_subscription_identifier());
        packet.lower_subscribed_qos(V5);
        assert_eq!(
            packet.body(),
            b"\x00\x01\x02\x0b\x02\x00\x01a\x2d\x00\x02bc\x01\x00\x00\x01"
        );
        for len in 0..body.len() {
            let mut cut = all(&[&encode(0x82, &body[..len])]).unwrap().remove(0);
            cut.lower_subscribed_qos(V5);
        }
        let plain = all(&[&encode(0x82, b"\x00\x0b\x00\x00\x01\x0b\x00")]).unwrap();
        assert!(!plain[0].has_subscription_identifier());
    }

    #[test]
    fn what_a_client_may_send() {
        let check = |first: u8, ok: bool| {
            for (identifier, allowed) in [(7, ok), (0, ok && matches!(first, 0x30 | 0xc0 | 0xe0))] {
                let mut body = vec![0, identifier];
                if first >> 4 == kind::PUBLISH {
                    body.splice(0..0, [0, 1, b't']);
                }
                let packet = all(&[&encode(first, &body)]).unwrap().remove(0);
                assert_eq!(check_from_client(&packet).is_ok(), allowed, "{first:#x}");
            }
        };
        for first in [0x30, 0x32, 0x34, 0x3b, 0x40, 0x62, 0x82, 0xa2, 0xc0, 0xe0] {
            check(first, true);
        }
        for first in [
            0x00, 0x10, 0x20, 0x36, 0x60, 0x80, 0x90, 0xa0, 0xb0, 0xd0, 0xf0,
        ] {
            check(first, false);
        }
    }
}
