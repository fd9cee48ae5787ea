//! Each violation: a stream that shows it, and a near miss that is in order.

use connack_session::{Config, Phase, Qos, Session, Violation};

use crate::broker::{self, packet, publish, publish_head};
use crate::driver::{Driver, login};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// `bytes` after CONNACK, on a connection where packet 1 is a SUBSCRIBE, 2 an UNSUBSCRIBE, 3 a
/// PUBLISH of QoS 1, 4 one of QoS 2.
#[track_caller]
fn check(bytes: &[u8], expected: Option<Violation>) {
    let mut driver = Driver::online();
    driver
        .ask(|s, now| s.subscribe(now, "a", Qos::AtMostOnce))
        .unwrap();
    driver.ask(|s, now| s.unsubscribe(now, "a")).unwrap();
    driver.publish("a", b"", Qos::AtLeastOnce).unwrap();
    driver.publish("a", b"", Qos::ExactlyOnce).unwrap();
    check_on(driver, bytes, expected);
}

/// `bytes` in place of CONNACK.
#[track_caller]
fn check_connack(bytes: &[u8], expected: Option<Violation>) {
    check_on(Driver::waiting(Config::default(), login()), bytes, expected);
}

#[track_caller]
fn check_on(mut driver: Driver, bytes: &[u8], expected: Option<Violation>) {
    driver.bytes(bytes);
    let shown = &bytes[..bytes.len().min(64)];
    assert_eq!(driver.violation(), expected, "{shown:02x?}");
    assert_eq!(driver.closed_with() == Some(1002), expected.is_some());
    if expected.is_some() {
        assert_eq!(driver.session.phase(), Phase::Closed);
        assert_eq!(driver.session.deadline(), None);
        let told = driver.events.len();
        driver.bytes(&publish(0, 0, "a", b"late"));
        assert_eq!(driver.events.len(), told, "bytes after the end are ignored");
    } else {
        assert_eq!(driver.session.phase(), Phase::Online);
        assert_eq!(driver.session.buffered(), 0);
    }
}

#[test]
fn text_frame() {
    let mut driver = Driver::online();
    driver.tell(Session::handle_text);
    assert_eq!(driver.violation(), Some(Violation::TextFrame));
    assert_eq!(driver.closed_with(), Some(1002));
    let mut driver = Driver::waiting(Config::default(), login());
    driver.tell(Session::handle_text);
    assert_eq!(driver.violation(), Some(Violation::TextFrame));
}

#[test]
fn remaining_length() {
    check(&[0xd0, 0x80, 0x00], Some(Violation::RemainingLength));
    check(&[0x40, 0x82, 0x00, 0, 3], Some(Violation::RemainingLength));
    check(&[0x30, 0x83, 0x80, 0x00], Some(Violation::RemainingLength));
    check(
        &[0x30, 0xff, 0xff, 0xff, 0xff],
        Some(Violation::RemainingLength),
    );
    check(
        &[0x30, 0x80, 0x80, 0x80, 0x80],
        Some(Violation::RemainingLength),
    );
    check(&publish(0, 0, "a", &[0; 127]), None);
    check(&publish(0, 0, "a", &[0; 125]), None);
    check(&publish(0, 0, "a", &[0; 16_381]), None);
}

/// Told by the header alone: nothing of what is too much has to come.
#[test]
fn packet_too_large() {
    let too_large = Some(Violation::PacketTooLarge);
    for (header, expected) in [
        (&[0x30, 0xfb, 0xff, 0xff, 0x1f][..], None),
        (&[0x30, 0xfc, 0xff, 0xff, 0x1f], too_large),
        (&[0x30, 0xff, 0xff, 0xff, 0x7f], too_large),
    ] {
        let mut driver = Driver::online();
        driver.bytes(header);
        assert_eq!(driver.violation(), expected, "{header:02x?}");
    }
}

#[test]
fn packet_too_large_by_configuration() {
    let small = Config {
        max_packet: 10,
        ..Config::default()
    };
    for (length, expected) in [(5, None), (6, Some(Violation::PacketTooLarge))] {
        let mut driver = Driver::waiting(small, login());
        driver.bytes(&broker::ACCEPTED);
        check_on(driver, &publish(0, 0, "a", &vec![0; length]), expected);
    }
}

/// A length that no packet of its type has is told before the body comes, which may be never.
#[test]
fn impossible_lengths_are_told_by_the_header() {
    for head in [0x40, 0x50, 0x62, 0x70, 0xb0] {
        for length in [0, 1, 3, 127] {
            check(&[head, length], Some(Violation::MalformedPacket));
        }
    }
    check(&[0x90, 2], Some(Violation::MalformedPacket));
    check(&[0x90, 4], Some(Violation::MalformedPacket));
    check(&[0xd0, 1], Some(Violation::MalformedPacket));
    check(&[0x30, 1], Some(Violation::MalformedPacket));
    check(&[0x32, 3], Some(Violation::MalformedPacket));
}

#[test]
fn reserved_flags() {
    for head in [0x41, 0x52, 0x60, 0x63, 0x6a, 0x71, 0x98, 0xb1, 0xd1, 0xdf] {
        check(&[head, 2, 0, 3], Some(Violation::ReservedFlags));
    }
    check_connack(&[0x21, 2, 0, 0], Some(Violation::ReservedFlags));
    check_connack(
        b"HTTP/1.1 400 Bad Request\r\n",
        Some(Violation::ReservedFlags),
    );
    check(&broker::pubrel(9), None);
}

#[test]
fn packet_type() {
    for head in [0x00, 0x10, 0x80, 0x82, 0xa0, 0xa2, 0xc0, 0xe0, 0xf0, 0xff] {
        check(&[head, 0], Some(Violation::PacketType));
        check_connack(&[head, 0], Some(Violation::PacketType));
    }
    check(&broker::PINGRESP, None);
}

#[test]
fn before_connack() {
    for bytes in [
        &publish(0, 0, "a", b"")[..],
        &broker::PINGRESP,
        &broker::suback(1, 0),
    ] {
        check_connack(bytes, Some(Violation::BeforeConnack));
        check_connack(&[&broker::ACCEPTED, &broker::PINGRESP[..]].concat(), None);
    }
}

#[test]
fn second_connack() {
    check(&broker::ACCEPTED, Some(Violation::SecondConnack));
    check_connack(&broker::ACCEPTED, None);
}

#[test]
fn malformed_connack() {
    for flags in 2..=255 {
        check_connack(
            &broker::connack(flags, 0),
            Some(Violation::MalformedConnack),
        );
    }
    for code in 6..=255 {
        check_connack(&broker::connack(0, code), Some(Violation::MalformedConnack));
    }
    for code in 1..=255 {
        check_connack(&broker::connack(1, code), Some(Violation::MalformedConnack));
    }
    check_connack(&broker::connack(1, 0), None);
}

#[test]
fn malformed_publish() {
    let malformed = Some(Violation::MalformedPublish);
    for head in [0x36, 0x37, 0x3e, 0x3f, 0x38, 0x39] {
        check(&publish_head(head, 1, "a", b""), malformed);
    }
    for topic in ["", "#", "a/#", "+", "a/+/b", "a+", "a\0b", "\0"] {
        for qos in 0..=2 {
            check(&publish(qos, 1, topic, b"+#\0"), malformed);
        }
    }
    for topic in [
        &[0xff][..],
        &[0xc0, 0x80],
        &[0xed, 0xa0, 0x80],
        &[b'a', 0xe4, 0xb8],
    ] {
        let mut body = vec![0, topic.len() as u8];
        body.extend_from_slice(topic);
        check(&packet(0x30, &body), malformed);
    }
    for head in [0x30, 0x31, 0x32, 0x33, 0x3a, 0x3b, 0x34, 0x35, 0x3c, 0x3d] {
        check(
            &publish_head(head, 1, "/a//b/温度/😀/\u{1}/$SYS ", b"+#\0"),
            None,
        );
    }
}

#[test]
fn packet_id_zero() {
    let zero = Some(Violation::PacketIdZero);
    check(&publish(1, 0, "a", b"x"), zero);
    check(&publish(2, 0, "a", b"x"), zero);
    for bytes in [
        broker::puback(0),
        broker::pubrec(0),
        broker::pubrel(0),
        broker::pubcomp(0),
    ] {
        check(&bytes, zero);
    }
    check(&broker::suback(0, 0), zero);
    check(&broker::unsuback(0), zero);
    check(&publish(1, 1, "a", b"x"), None);
    check(&publish(2, 0x0100, "a", b"x"), None);
    check(&publish(2, 0xffff, "a", b"x"), None);
}

#[test]
fn unknown_packet_id() {
    let unknown = Some(Violation::UnknownPacketId);
    // The right packet for another packet's identifier, too.
    for id in [1, 2, 4, 5, 0xffff] {
        check(&broker::puback(id), unknown);
    }
    for id in [1, 2, 3, 5] {
        check(&broker::pubrec(id), unknown);
        check(&broker::pubcomp(id), unknown);
    }
    check(&broker::pubcomp(4), unknown);
    check(&broker::suback(2, 0), unknown);
    check(&broker::unsuback(1), unknown);
    check(&[broker::puback(3), broker::puback(3)].concat(), unknown);
    check(&[broker::pubrec(4), broker::pubrec(4)].concat(), unknown);
    check(
        &[broker::suback(1, 0), broker::suback(1, 0)].concat(),
        unknown,
    );

    check(
        &[broker::suback(1, 0), broker::unsuback(2), broker::puback(3)].concat(),
        None,
    );
    check(&[broker::pubrec(4), broker::pubcomp(4)].concat(), None);
    // PUBREL of what is not known here is answered: the sender may have lost our PUBCOMP.
    check(&broker::pubrel(77), None);
}

#[test]
fn malformed_packet() {
    let malformed = Some(Violation::MalformedPacket);
    for head in [0x40, 0x50, 0x62, 0x70, 0xb0] {
        for body in [&[][..], &[0], &[0, 3, 0]] {
            check(&packet(head, body), malformed);
        }
    }
    for body in [&[][..], &[0], &[0, 1], &[0, 1, 0, 0]] {
        check(&packet(0x90, body), malformed);
    }
    for code in 3..=255 {
        let expected = if code == 0x80 { None } else { malformed };
        check(&broker::suback(1, code), expected);
    }
    for code in 0..=2 {
        check(&broker::suback(1, code), None);
    }
    check(&[0xd0, 1, 0], malformed);
    for body in [&[][..], &[0], &[0, 0, 0, 0, 0, 0][..1]] {
        check_connack(&packet(0x20, body), malformed);
    }
    check_connack(&packet(0x20, &[0, 0, 0]), malformed);
    for body in [&[][..], &[0], &[0, 2, b'a'], &[0xff, 0xff, b'a']] {
        check(&packet(0x30, body), malformed);
    }
    for body in [&[0, 1, b'a', 0][..], &[0, 1, b'a'], &[0, 2, b'a', b'b']] {
        check(&packet(0x32, body), malformed);
    }
    check(&packet(0x32, &[0, 1, b'a', 0, 1]), None);
    check(&packet(0x30, &[0, 1, b'a']), None);
}
