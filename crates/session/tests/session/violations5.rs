//! The violations of 5.0, each with a near miss; and a stream of 5.0 however it is cut.

use connack_session::{Qos, Violation};

use crate::broker::{packet, publish};
use crate::version5::{ACCEPTED, connack, online, publish_with, waiting};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn what_breaks_the_protocol() {
    let check = |bytes: &[u8], expected: Option<Violation>| {
        let mut driver = online(&ACCEPTED);
        driver
            .ask(|s, now| s.subscribe(now, "a", Qos::AtMostOnce))
            .unwrap();
        driver.publish("t", b"", Qos::AtLeastOnce).unwrap();
        driver.bytes(bytes);
        assert_eq!(driver.violation(), expected, "{bytes:02x?}");
    };
    let properties = Some(Violation::MalformedProperties);
    let malformed = Some(Violation::MalformedPacket);
    check(
        &publish_with(b"\x23\0\x01", b""),
        Some(Violation::TopicAlias),
    );
    check(
        &packet(0x30, b"\0\0\x03\x23\0\x01"),
        Some(Violation::MalformedPublish),
    );
    for wrong in [
        &b"\x01\x02"[..],
        b"\x01\x01\x01\x01",
        b"\x0b\0",
        b"\x11\0\0\0\0",
        b"\x7f\0",
        b"\x08\0\x01#",
        b"\x0b\x80\0",
    ] {
        check(&publish_with(wrong, b""), properties);
    }
    for wrong in [
        &b"\x02\0\0"[..],
        b"\x26\0\x01a",
        b"\x03\0\x01\xff",
        b"\x03\0\x01\0",
    ] {
        check(&publish_with(wrong, b""), malformed);
    }
    check(&packet(0x30, b"\0\x01t\x05"), malformed);
    check(&publish(0, 0, "t", b"\0fine"), None);
    for code in [1, 0x11, 0x7f, 0xa3, 0xff] {
        check(&packet(0x40, &[0, 2, code]), malformed);
    }
    check(&packet(0x40, b"\0\x02\x10"), None);
    check(&packet(0x40, b"\0\x02\0\0"), None);
    check(&packet(0x40, b"\0\x02\0\0\0"), malformed);
    check(&packet(0x40, b"\0\x02\0\x02\x11\0"), malformed);
    check(&packet(0x62, b"\0\x09\x92"), None);
    check(&packet(0x62, b"\0\x09\x91"), malformed);
    check(&packet(0x90, b"\0\x01\0\x03"), malformed);
    check(&packet(0x90, b"\0\x01\0"), malformed);
    check(&packet(0x90, b"\0\x01\0\0\0"), malformed);
    check(&packet(0xe0, b"\x04"), malformed);
    check(&packet(0xe1, b""), Some(Violation::ReservedFlags));
    check(&packet(0xf0, b"\x18\0"), Some(Violation::PacketType));
    let check = |bytes: &[u8], expected| {
        let mut driver = waiting();
        driver.bytes(bytes);
        assert_eq!(driver.violation(), expected, "{bytes:02x?}");
    };
    check(&connack(0, b"\x21\0\0"), properties);
    check(&connack(0, b"\x27\0\0\0\0"), properties);
    check(&connack(0, b"\x24\x02"), properties);
    check(&connack(0, b"\x15\0\x01a"), properties);
    check(&connack(1, b""), Some(Violation::MalformedConnack));
    check(&[0x20, 3, 2, 0, 0], Some(Violation::MalformedConnack));
    check(&[0x20, 3, 1, 0x87, 0], Some(Violation::MalformedConnack));
    check(&[0x20, 2, 0, 0], malformed);
    check(&packet(0xe0, b""), Some(Violation::BeforeConnack));
}

#[test]
fn however_it_is_cut() {
    let stream = [
        connack(0, b"\x21\0\x14\x1f\0\x02hi"),
        publish_with(b"\x26\0\x01a\0\x01b", b"payload"),
        packet(0x34, b"\0\x01t\0\x07\0two"),
        packet(0x62, b"\0\x07"),
        packet(0xe0, b"\x8e\x05\x1f\0\x02by"),
    ]
    .concat();
    let run = |pieces: &[&[u8]]| {
        let mut driver = waiting();
        for piece in pieces {
            driver.bytes(piece);
        }
        (driver.transcript(), driver.payloads(), driver.sent())
    };
    let whole = run(&[&stream]);
    assert_eq!(whole.1.len(), 2);
    for cut in 0..=stream.len() {
        let (first, second) = stream.split_at(cut);
        assert_eq!(run(&[first, second]), whole, "cut at {cut}");
    }
    assert_eq!(run(&stream.chunks(1).collect::<Vec<_>>()), whole);
}

#[test]
fn the_broker_is_told_why() {
    for (bytes, code) in [
        (publish_with(b"\x23\0\x01", b""), 0x94),
        (packet(0x40, b"\0\x09"), 0x82),
        (packet(0x40, b"\0"), 0x81),
        (vec![0x30, 0xff, 0xff, 0xff, 0x7f], 0x95),
    ] {
        let mut driver = online(&ACCEPTED);
        driver.bytes(&bytes);
        assert_eq!(driver.sent(), [0xe0, 1, code]);
        assert_eq!(driver.closed_with(), Some(1002));
    }
    let mut early = waiting();
    early.effects.clear();
    early.bytes(&packet(0x40, b"\0\x09"));
    assert!(early.sent().is_empty(), "not before CONNACK");
}
