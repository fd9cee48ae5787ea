//! What is read, what is refused, and that what is written is read.

use super::*;
use crate::packet::Incoming;

/// A CONNECT of MQTT 3.1.1 with little in it.
pub(crate) fn connect() -> Connect {
    Connect {
        level: 4,
        clean_session: true,
        keep_alive_s: 60,
        client_id: "a".into(),
        will: None,
        username: None,
        password: None,
        extras: Extras::default(),
    }
}

/// A will at this QoS.
pub(crate) fn will(topic: &str, qos: u8) -> Will {
    Will {
        properties: Vec::new(),
        topic: topic.into(),
        payload: b"gone".to_vec(),
        qos,
        retain: false,
    }
}

fn packet(bytes: &[u8]) -> Packet {
    let mut incoming = Incoming::default();
    incoming.push(bytes);
    incoming.next(1 << 16).unwrap().unwrap()
}

fn error(body: &[u8]) -> Unreadable {
    match read(&packet(&encode(0x10, body))) {
        Ok(_) => panic!("a CONNECT was read out of {body:?}"),
        Err(error) => error,
    }
}

#[test]
fn what_is_written_is_read() {
    let user_property = b"\x26\x00\x01k\x00\x01v".as_slice();
    let will_delay = b"\x18\x00\x00\x00\x05".as_slice();
    for (level, session_expiry_s, own, of_will) in [
        (4, 0, b"".as_slice(), b"".as_slice()),
        (5, 60, user_property, will_delay),
    ] {
        let will = Will {
            properties: of_will.into(),
            topic: "w/t".into(),
            payload: vec![0, 255],
            qos: 2,
            retain: true,
        };
        let bytes = write(&Rewritten {
            level,
            client_id: "d-0",
            clean_session: true,
            keep_alive_s: 300,
            session_expiry_s,
            properties: own,
            will: Some(&will),
            username: "u",
            password: "p",
        });
        let connect = read(&packet(&bytes)).ok().unwrap();
        assert_eq!((connect.level, connect.keep_alive_s), (level, 300));
        assert!(connect.clean_session);
        assert_eq!(connect.persists(), level == 5);
        assert_eq!(connect.client_id, "d-0");
        assert_eq!(connect.username.as_deref(), Some("u"));
        assert_eq!(connect.password.as_deref(), Some(b"p".as_slice()));
        assert_eq!(connect.extras.session_expiry_s, session_expiry_s);
        assert_eq!(connect.extras.others, own);
        let will = connect.will.unwrap();
        assert_eq!(
            (will.topic.as_str(), will.payload, will.qos, will.retain),
            ("w/t", vec![0, 255], 2, true)
        );
        assert_eq!(will.properties, of_will);
        // Every byte less is an error, never a panic.
        let body = packet(&bytes).body().to_vec();
        for len in 0..body.len() {
            assert!(matches!(error(&body[..len]), Unreadable::Malformed(_)));
        }
    }
}

#[test]
fn properties_of_5_0() {
    let body = |properties: &[u8]| {
        let mut body = b"\x00\x04MQTT\x05\x02\x00\x3c".to_vec();
        properties::put_all(&mut body, properties);
        body.extend(b"\x00\x01a");
        body
    };
    let extras = |properties: &[u8]| {
        let connect = read(&packet(&encode(0x10, &body(properties))));
        connect.ok().unwrap().extras
    };
    let none = extras(b"");
    assert_eq!((none.session_expiry_s, none.maximum_packet_size), (0, None));
    assert!(!none.enhanced_auth && none.others.is_empty());
    let all = extras(b"\x11\xff\xff\xff\xff\x27\x00\x00\x01\x00\x19\x01");
    assert_eq!(all.session_expiry_s, u32::MAX);
    assert_eq!(all.maximum_packet_size, Some(256));
    assert_eq!(all.others, b"\x19\x01");
    assert!(extras(b"\x15\x00\x01m").enhanced_auth);
    for wrong in [
        b"\x21\x00\x00".as_slice(),
        b"\x27\x00\x00\x00\x00",
        b"\x17\x02",
        b"\x17\x00\x17\x00",
        b"\x24\x01",
    ] {
        let Unreadable::Malformed(rule) = error(&body(wrong)) else {
            panic!("{wrong:?}");
        };
        assert!(rule.contains("properties"), "{rule}");
    }
}

#[test]
fn levels() {
    assert_eq!(error(b"\x00\x04MQTT\x06\xc2"), Unreadable::Version(6));
    assert_eq!(error(b"\x00\x06MQIsdp\x05"), Unreadable::Version(5));
    assert_eq!(error(b"\x00\x04MQTT\x03"), Unreadable::Version(3));
    assert_eq!(error(b"\x00\x06MQIsdp\x83"), Unreadable::Version(0x83));
    assert!(
        read(&packet(&encode(
            0x10,
            b"\x00\x06MQIsdp\x03\x02\x00\x3c\x00\x01a"
        )))
        .is_ok()
    );
}

#[test]
fn flags_and_texts() {
    let check = |body: &[u8], rule: &str| match error(body) {
        Unreadable::Malformed(found) => assert!(found.contains(rule), "{found}"),
        Unreadable::Version(level) => panic!("level {level}"),
    };
    check(b"\x00\x04HTTP\x04", "protocol name");
    check(b"\x00\x04MQTT\x04\x03", "reserved");
    check(b"\x00\x04MQTT\x04\x22", "without a will");
    check(b"\x00\x04MQTT\x04\x1e", "QoS 3");
    check(b"\x00\x04MQTT\x04\x42", "without a user name");
    // Allowed in 5.0 (3.1.2.9), so the next field is the one missed.
    check(b"\x00\x04MQTT\x05\x42", "keep-alive");
    check(b"\x00\x04MQTT\x04\x02\x00\x3c\x00\x01\xff", "client id");
    check(b"\x00\x04MQTT\x04\x02\x00\x3c\x00\x01\x00", "client id");
    check(b"\x00\x04MQTT\x04\x02\x00\x3c\x00\x01aX", "after the last");
}
