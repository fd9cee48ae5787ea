//! What the front answers itself, and what it changes in the answers of the broker behind it.
//!
//! With MQTT 5.0 the platform says in CONNACK what it takes from a device (vendor help, "MQTT 5.0
//! device-cloud interaction enhancements"); with which reason code and reason string it refuses or
//! disconnects is unverified. A device is told the same here, and why it is refused.

use crate::connect::Connect;
use crate::packet::{Packet, V5, kind};
use crate::properties::{self, id};
use crate::wire::{Fields, encode};

/// Largest packet that the platform takes with MQTT 5.0.
const PLATFORM_PACKET: u32 = 256 * 1024;

/// Longest reason, in characters: it may quote what a client sent.
const MAX_REASON: usize = 1000;

/// Name of a user property by which the broker behind tells subscribers the client id of the
/// publisher. That id is the front's own, and nobody asked for it.
const PUBLISHER: &str = "x-mqtt-client-id";

/// Reason codes that 3.1.1 has no return code for (MQTT 5.0, 2.4).
pub(crate) mod reason {
    pub(crate) const MALFORMED_PACKET: u8 = 0x81;
    pub(crate) const PROTOCOL_ERROR: u8 = 0x82;
    pub(crate) const BAD_AUTHENTICATION_METHOD: u8 = 0x8c;
    pub(crate) const KEEP_ALIVE_TIMEOUT: u8 = 0x8d;
    pub(crate) const SESSION_TAKEN_OVER: u8 = 0x8e;
    pub(crate) const PACKET_TOO_LARGE: u8 = 0x95;
    pub(crate) const QOS_NOT_SUPPORTED: u8 = 0x9b;
    pub(crate) const SUBSCRIPTION_IDENTIFIERS_NOT_SUPPORTED: u8 = 0xa1;
}

/// What a client of this level is told for a return code of 3.1.1. Codes from 128 on are 5.0's own
/// and stay.
fn code(level: u8, return_code: u8) -> u8 {
    match return_code {
        _ if level != V5 => return_code,
        1 => 0x84,
        2 => 0x85,
        3 => 0x88,
        4 => 0x86,
        5 => 0x87,
        other => other,
    }
}

/// A refusal in the words of the standard: `CONNACK 5`, with MQTT 5.0 `CONNACK 0x87`.
pub(crate) fn name(level: u8, return_code: u8) -> String {
    let code = code(level, return_code);
    if level == V5 {
        format!("CONNACK {code:#04x}")
    } else {
        format!("CONNACK {code}")
    }
}

/// The CONNACK that refuses, with the reason where the client takes one.
pub(crate) fn refusal(connect: &Connect, return_code: u8, why: &str) -> Vec<u8> {
    let code = code(connect.level, return_code);
    if connect.level == V5 {
        with_reason(connect, kind::CONNACK, &[0, code], why)
    } else {
        connack(code).to_vec()
    }
}

/// A packet of MQTT 5.0 with a reason string, unless that makes it longer than the client takes.
fn with_reason(connect: &Connect, kind: u8, head: &[u8], why: &str) -> Vec<u8> {
    let packet = |properties: &[u8]| {
        let mut body = head.to_vec();
        properties::put_all(&mut body, properties);
        encode(kind << 4, &body)
    };
    let why: String = why.chars().take(MAX_REASON).collect();
    let mut properties = Vec::new();
    properties::put_text(&mut properties, id::REASON_STRING, &why);
    let told = packet(&properties);
    if fits(connect, &told) {
        told
    } else {
        packet(&[])
    }
}

/// Whether the client takes a packet of this length.
pub(crate) fn fits(connect: &Connect, bytes: &[u8]) -> bool {
    let maximum = connect.extras.maximum_packet_size.unwrap_or(u32::MAX);
    u32::try_from(bytes.len()).is_ok_and(|len| len <= maximum)
}

/// A packet of the broker behind without its reason string and user properties, which are only
/// sent where they fit (MQTT 5.0, 3.2.2.3.9 and the like); `None` where it cannot have any.
pub(crate) fn bare(packet: &Packet) -> Option<Vec<u8>> {
    let head = match packet.kind() {
        kind::CONNACK | kind::SUBACK | kind::UNSUBACK => 2,
        kind::PUBACK..=kind::PUBCOMP => 3,
        kind::DISCONNECT => 1,
        _ => return None,
    };
    let mut fields = Fields::new(packet.body());
    let mut body = fields.take(head)?.to_vec();
    let mut kept = Vec::new();
    for property in properties::read(&mut fields)? {
        if ![id::REASON_STRING, id::USER_PROPERTY].contains(&property.id) {
            property.put(&mut kept);
        }
    }
    properties::put_all(&mut body, &kept);
    body.extend_from_slice(fields.rest());
    Some(encode(packet.first(), &body))
}

/// CONNACK of MQTT 3.1.1.
pub(crate) fn connack(return_code: u8) -> [u8; 4] {
    [kind::CONNACK << 4, 2, 0, return_code]
}

/// DISCONNECT of MQTT 5.0.
pub(crate) fn disconnect(connect: &Connect, reason: u8, why: &str) -> Vec<u8> {
    with_reason(connect, kind::DISCONNECT, &[reason], why)
}

/// What the CONNACK of the broker behind is changed by.
pub(crate) struct Told<'a> {
    pub(crate) connect: &'a Connect,
    pub(crate) is_device: bool,
    /// Whether the platform's limits are kept.
    pub(crate) limits: bool,
    /// The client id that the broker behind knows.
    pub(crate) client_id: &'a str,
}

/// A packet of MQTT 5.0 from the broker behind, as the client is to see it.
pub(crate) fn shown(packet: &Packet, told: &Told<'_>) -> Vec<u8> {
    let changed = match packet.kind() {
        kind::CONNACK => accepted(packet, told),
        kind::PUBLISH => without_publisher(packet),
        _ => None,
    };
    changed.unwrap_or_else(|| packet.bytes().to_vec())
}

fn accepted(packet: &Packet, told: &Told<'_>) -> Option<Vec<u8>> {
    let mut fields = Fields::new(packet.body());
    let (flags, 0) = (fields.u8()?, fields.u8()?) else {
        return None;
    };
    let mut all = Vec::new();
    let asked_s = told.connect.extras.session_expiry_s;
    if told.is_device {
        // The platform returns what was asked for, 0 where nothing was.
        properties::put_u32(&mut all, id::SESSION_EXPIRY, asked_s);
        let keep_alive_s = told.connect.keep_alive_s;
        properties::put_u16(&mut all, id::SERVER_KEEP_ALIVE, keep_alive_s);
        properties::put_u8(&mut all, id::MAXIMUM_QOS, 1);
        properties::put_u8(&mut all, id::SUBSCRIPTION_IDENTIFIERS_AVAILABLE, 0);
        if told.limits {
            properties::put_u32(&mut all, id::MAXIMUM_PACKET_SIZE, PLATFORM_PACKET);
        }
    } else {
        if asked_s > 0 {
            properties::put_u32(&mut all, id::SESSION_EXPIRY, 0);
        }
        if told.connect.client_id.is_empty() {
            properties::put_text(&mut all, id::ASSIGNED_CLIENT_ID, told.client_id);
        }
    }
    let mut own = Vec::new();
    properties::put_all(&mut own, &all);
    let own = properties::read(&mut Fields::new(&own))?;
    for property in properties::read(&mut fields)? {
        if !own.iter().any(|own| own.id == property.id) {
            property.put(&mut all);
        }
    }
    let mut body = vec![flags, 0];
    properties::put_all(&mut body, &all);
    Some(encode(packet.first(), &body))
}

fn without_publisher(packet: &Packet) -> Option<Vec<u8>> {
    let mut fields = Fields::new(packet.body());
    let head = fields.span(|fields| {
        fields.binary()?;
        if packet.qos() > 0 {
            fields.u16()?;
        }
        Some(())
    })?;
    let mut kept = Vec::new();
    for property in properties::read(&mut fields)? {
        let is_publisher = property.id == id::USER_PROPERTY && property.name() == Some(PUBLISHER);
        if !is_publisher {
            property.put(&mut kept);
        }
    }
    let mut body = head.to_vec();
    properties::put_all(&mut body, &kept);
    body.extend_from_slice(fields.rest());
    Some(encode(packet.first(), &body))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connect::{Extras, tests::connect};
    use crate::packet::Incoming;

    fn packet(bytes: &[u8]) -> Packet {
        let mut incoming = Incoming::default();
        incoming.push(bytes);
        incoming.next(1 << 16).unwrap().unwrap()
    }

    fn connect_5(extras: Extras) -> Connect {
        Connect {
            level: V5,
            extras,
            ..connect()
        }
    }

    #[test]
    fn refusals_of_both_versions() {
        assert_eq!(refusal(&connect(), 5, "no"), [0x20, 2, 0, 5]);
        for (return_code, code) in [
            (1, 0x84),
            (2, 0x85),
            (3, 0x88),
            (4, 0x86),
            (5, 0x87),
            (0x9b, 0x9b),
        ] {
            let bytes = refusal(&connect_5(Extras::default()), return_code, "no");
            assert_eq!(bytes, [0x20, 8, 0, code, 5, 0x1f, 0, 2, b'n', b'o']);
        }
        assert_eq!(
            (name(4, 3).as_str(), name(5, 3).as_str()),
            ("CONNACK 3", "CONNACK 0x88")
        );
    }

    #[test]
    fn a_reason_that_the_client_does_not_take_is_left_out() {
        let bytes = |maximum_packet_size| {
            let extras = Extras {
                maximum_packet_size: Some(maximum_packet_size),
                ..Extras::default()
            };
            refusal(&connect_5(extras), 5, "no")
        };
        assert_eq!(bytes(10).len(), 10);
        assert_eq!(bytes(9), [0x20, 3, 0, 0x87, 0]);
        let connect = connect_5(Extras::default());
        let told = [0xe0, 7, 0x8e, 5, 0x1f, 0, 2, b'n', b'o'];
        assert_eq!(disconnect(&connect, 0x8e, "no"), told);
        let long = disconnect(&connect, 0x8e, &"é".repeat(100_000));
        assert_eq!(long.len(), 2000 + 9);
    }

    #[test]
    fn a_device_is_told_what_the_platform_takes() {
        let connect = connect_5(Extras {
            session_expiry_s: 7,
            ..Extras::default()
        });
        let connack = |is_device, limits, connect| {
            let told = Told {
                connect,
                is_device,
                limits,
                client_id: "p-1",
            };
            let inner = b"\x20\x0a\x01\x00\x07\x22\x00\x14\x25\x01\x29\x01";
            shown(&packet(inner), &told)
        };
        let device = b"\x11\0\0\0\x07\x13\0\x3c\x24\x01\x29\0\x22\0\x14\x25\x01";
        let len = device.len() as u8;
        let bytes = [&[0x20, len + 3, 1, 0, len], device.as_slice()].concat();
        assert_eq!(connack(true, false, &connect), bytes);
        let limited = connack(true, true, &connect);
        assert!(limited.windows(5).any(|bytes| bytes == b"\x27\0\x04\0\0"));

        let platform = b"\x11\0\0\0\0\x22\0\x14\x25\x01\x29\x01";
        let bytes = [&[0x20, 15, 1, 0, 12], platform.as_slice()].concat();
        assert_eq!(connack(false, true, &connect), bytes);
        let nameless = Connect {
            client_id: String::new(),
            ..connect_5(Extras::default())
        };
        let platform = b"\x12\0\x03p-1\x22\0\x14\x25\x01\x29\x01";
        let bytes = [&[0x20, 16, 1, 0, 13], platform.as_slice()].concat();
        assert_eq!(connack(false, false, &nameless), bytes);
    }

    #[test]
    fn the_publisher_is_taken_out_of_messages() {
        let connect = connect_5(Extras::default());
        let told = Told {
            connect: &connect,
            is_device: true,
            limits: false,
            client_id: "d-0",
        };
        let message = |first: u8, properties: &[u8]| {
            let mut body = b"\0\x01t".to_vec();
            if first & 6 > 0 {
                body.extend([0, 9]);
            }
            properties::put_all(&mut body, properties);
            body.extend(b"payload");
            encode(first, &body)
        };
        let own = b"\x26\0\x01k\0\x01v";
        let publisher = b"\x26\0\x10x-mqtt-client-id\0\x03d-0";
        let both = [own.as_slice(), publisher, b"\x01\x01"].concat();
        let kept = [own.as_slice(), b"\x01\x01"].concat();
        for first in [0x30, 0x33, 0x34] {
            let bytes = shown(&packet(&message(first, &both)), &told);
            assert_eq!(bytes, message(first, &kept));
        }
        // Anything else stays as it is.
        for bytes in [
            &[0xd0, 0][..],
            &[0xe0, 2, 0x8d, 0],
            &[0x20, 3, 0, 0x88, 0],
            &[0x30, 1, 0],
        ] {
            assert_eq!(shown(&packet(bytes), &told), bytes);
        }
    }
}
