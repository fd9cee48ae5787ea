//! What 5.0 adds: what goes on the wire, what comes from it, and what is refused.

use connack_session::{
    Config, Connect, Event, NotSent, Phase, Properties, Publish, Qos, Reason, Server, Stopped,
    Version, Violation, Will,
};

use crate::broker::{self, packet};
use crate::driver::{Driver, login, message, persistent, reconnecting};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

pub(crate) const ACCEPTED: [u8; 5] = [0x20, 3, 0, 0, 0];

fn of_5(connect: Connect) -> Connect {
    Connect {
        version: Version::V5_0,
        ..connect
    }
}

pub(crate) fn waiting() -> Driver {
    Driver::waiting(Config::default(), of_5(reconnecting()))
}

/// Online, with this CONNACK.
pub(crate) fn online(connack: &[u8]) -> Driver {
    let mut driver = waiting();
    driver.bytes(connack);
    assert_eq!(driver.session.phase(), Phase::Online);
    driver.events.clear();
    driver.effects.clear();
    driver
}

pub(crate) fn connack(code: u8, properties: &[u8]) -> Vec<u8> {
    let mut body = vec![0, code, properties.len() as u8];
    body.extend_from_slice(properties);
    packet(0x20, &body)
}

pub(crate) fn publish_with(properties: &[u8], payload: &[u8]) -> Vec<u8> {
    let mut body = vec![0, 1, b't', properties.len() as u8];
    body.extend_from_slice(properties);
    body.extend_from_slice(payload);
    packet(0x30, &body)
}

#[test]
fn connect_is_byte_exact() {
    let check = |connect: Connect, expected: &[u8]| {
        let driver = Driver::waiting(Config::default(), of_5(connect));
        assert_eq!(driver.sent(), packet(0x10, expected));
    };
    let short = Connect {
        client_id: "c".into(),
        username: "u".into(),
        password: connack_session::Password("p".into()),
        ..login()
    };
    // Maximum Packet Size is 64 MiB.
    check(
        short.clone(),
        b"\0\x04MQTT\x05\xc2\0\x3c\x05\x27\x04\0\0\0\0\x01c\0\x01u\0\x01p",
    );
    let kept = Connect {
        clean_session: false,
        session_expiry_s: 3_600,
        will: Some(Will {
            topic: "w".into(),
            payload: b"\0\xff".into(),
            qos: Qos::AtLeastOnce,
            retain: true,
        }),
        ..short
    };
    check(
        kept,
        b"\0\x04MQTT\x05\xec\0\x3c\x0a\x11\0\0\x0e\x10\x27\x04\0\0\0\0\x01c\0\0\x01w\0\x02\0\xff\0\x01u\0\x01p",
    );
}

#[test]
fn what_the_broker_says_of_itself() {
    let nameless = Connect {
        client_id: String::new(),
        ..of_5(reconnecting())
    };
    let mut driver = Driver::waiting(Config::default(), nameless);
    driver.bytes(&connack(
        0,
        b"\x11\0\0\0\x05\x21\0\x14\x24\x01\x25\0\x27\0\0\x01\0\x12\0\x02id\x13\0\x1e\x1f\0\x02hi\x26\0\x01a\0\x01b\x22\0\x0a\x28\x01\x29\x01\x2a\0",
    ));
    let server = Server {
        text: Some("hi".into()),
        assigned_client_id: Some("id".into()),
        session_expiry_s: Some(5),
        receive_maximum: Some(20),
        maximum_packet: Some(256),
        maximum_qos: Some(1),
        retain_available: Some(false),
        keep_alive_s: Some(30),
        server_reference: None,
        user_properties: vec![("a".into(), "b".into())],
    };
    let told = Event::Connack {
        return_code: 0,
        session_present: false,
        server: Some(Box::new(server)),
    };
    assert!(driver.told().contains(&told));
    // Its keep-alive counts, not ours.
    assert_eq!(driver.session.deadline(), Some(driver.now_ms + 27_000.0));
    let refused = |driver: &mut Driver, publish: Publish| {
        driver.ask(|s, now| s.publish(now, publish)).unwrap_err()
    };
    let large = message("t", &[0; 256], Qos::AtMostOnce);
    assert_eq!(refused(&mut driver, large), NotSent::TooLargeForBroker);
    let high = message("t", b"", Qos::ExactlyOnce);
    assert_eq!(refused(&mut driver, high), NotSent::QosTooHighForBroker);
    let retained = Publish {
        retain: true,
        ..message("t", b"", Qos::AtMostOnce)
    };
    assert_eq!(refused(&mut driver, retained), NotSent::RetainNotAvailable);
    // The client id that it gave stays this client's.
    driver.cut();
    driver.timeout();
    driver.effects.clear();
    driver.tell(|s, now| s.handle_open(now, "mqtt"));
    assert!(String::from_utf8_lossy(&driver.sent()).contains("\0\x02id\0"));
}

#[test]
fn receive_maximum_is_kept() {
    let mut driver = online(&connack(0, b"\x21\0\x02"));
    for _ in 0..5 {
        driver.publish("t", b"x", Qos::AtLeastOnce).unwrap();
    }
    let sent = |driver: &Driver| {
        let sent = |event: &&Event| matches!(event, Event::PublishSent { .. });
        driver.told().iter().filter(sent).count()
    };
    assert_eq!(sent(&driver), 2);
    driver.bytes(&broker::puback(1));
    assert_eq!(sent(&driver), 3);
    // A reason with a failure settles a message, too.
    driver.bytes(&packet(0x40, b"\0\x02\x87\0"));
    assert_eq!(sent(&driver), 4);
    driver.cut();
    driver.come_back(&ACCEPTED);
    assert_eq!(sent(&driver), 3, "without a limit everything goes");
}

#[test]
fn reasons() {
    let mut driver = online(&ACCEPTED);
    for filter in ["a", "b"] {
        driver
            .ask(|s, now| s.subscribe(now, filter, Qos::AtLeastOnce))
            .unwrap();
    }
    assert_eq!(
        driver.sent(),
        [
            packet(0x82, b"\0\x01\0\0\x01a\x01"),
            packet(0x82, b"\0\x02\0\0\x01b\x01")
        ]
        .concat()
    );
    driver.events.clear();
    driver.bytes(&packet(0x90, b"\0\x01\x05\x1f\0\x02no\x87"));
    driver.bytes(&packet(0x90, b"\0\x02\0\0"));
    driver.ask(|s, now| s.unsubscribe(now, "b")).unwrap();
    driver.bytes(&packet(0xb0, b"\0\x01\0\x11"));
    driver.publish("t", b"x", Qos::ExactlyOnce).unwrap();
    driver.bytes(&packet(0x50, b"\0\x01\x97\x05\x1f\0\x02no"));
    let reason = |code, text: Option<&str>| {
        Some(Box::new(Reason {
            code,
            text: text.map(str::to_owned),
            ..Reason::default()
        }))
    };
    let told = driver.told();
    let refused = Event::Suback {
        packet_id: 1,
        topic: "a".into(),
        granted: None,
        reason: reason(0x87, Some("no")),
    };
    assert_eq!(told[0], refused);
    let granted = Event::Suback {
        packet_id: 2,
        topic: "b".into(),
        granted: Some(Qos::AtMostOnce),
        reason: None,
    };
    assert_eq!(told[1], granted);
    let nothing = Event::Unsuback {
        packet_id: 1,
        topic: "b".into(),
        reason: reason(0x11, None),
    };
    assert_eq!(told[3], nothing);
    assert!(
        driver
            .transcript()
            .contains("< PUBREC packet_id=1 reason=0x97 reason_string=no\n")
    );
    assert_eq!(
        driver.session.unacknowledged(),
        0,
        "PUBREC with a failure ends it"
    );
    assert_eq!(driver.violation(), None);
}

#[test]
fn properties_of_a_message() {
    let mut driver = online(&ACCEPTED);
    let properties = b"\x01\x01\x02\0\0\0\x09\x03\0\x04text\x08\0\x01r\x09\0\x02\0\xff\x0b\x07\x0b\x80\x01\x26\0\x01a\0\0\x26\0\x01a\0\x01c";
    driver.bytes(&publish_with(properties, b"hi"));
    let Event::Received(message) = &driver.events[0].event else {
        panic!("{:?}", driver.events);
    };
    let expected = Properties {
        payload_is_text: Some(true),
        expiry_s: Some(9),
        content_type: Some("text".into()),
        response_topic: Some("r".into()),
        correlation_data: Some(vec![0, 0xff]),
        subscription_ids: vec![7, 128],
        user_properties: vec![("a".into(), String::new()), ("a".into(), "c".into())],
    };
    assert_eq!(message.properties.as_deref(), Some(&expected));
    assert_eq!(message.payload, b"hi");
    driver.events.clear();
    driver.effects.clear();

    let out = Publish {
        user_properties: vec![("a".into(), "b".into())],
        ..crate::driver::message("t", b"x", Qos::AtLeastOnce)
    };
    driver.ask(|s, now| s.publish(now, out.clone())).unwrap();
    assert_eq!(
        driver.sent(),
        packet(0x32, b"\0\x01t\0\x01\x07\x26\0\x01a\0\x01bx")
    );
    let mut old = Driver::online();
    let result = old.ask(|s, now| s.publish(now, out));
    assert_eq!(result, Err(NotSent::NeedsVersion5));
}

#[test]
fn refusals() {
    let check = |code, phase, why| {
        let mut driver = waiting();
        driver.bytes(&connack(code, b"\x1f\0\x02no"));
        assert_eq!(driver.session.phase(), phase, "{code:#x}");
        let stopped = driver
            .told()
            .contains(&Event::ReconnectStopped(Stopped::Refused));
        assert_eq!(stopped, why);
    };
    for code in [0x81, 0x82, 0x84, 0x85, 0x86, 0x87, 0x8a, 0x9d] {
        check(code, Phase::Refused, true);
    }
    for code in [0x80, 0x83, 0x88, 0x89, 0x97, 0x9f] {
        check(code, Phase::Reconnecting, false);
    }
    // A broker that knows 3.1.1 only answers in its own form.
    let mut driver = waiting();
    driver.bytes(&broker::connack(0, 1));
    assert_eq!(driver.session.phase(), Phase::Refused);
}

#[test]
fn disconnected_by_the_broker() {
    let check = |body: &[u8], phase, stopped: Option<Stopped>| {
        let mut driver = online(&ACCEPTED);
        driver.bytes(&packet(0xe0, body));
        assert_eq!(driver.session.phase(), phase, "{body:02x?}");
        let told = driver.told();
        let why = told.iter().find_map(|event| {
            if let Event::ReconnectStopped(why) = event {
                Some(*why)
            } else {
                None
            }
        });
        assert_eq!(why, stopped);
        assert_eq!(driver.closed_with(), Some(1000));
        told
    };
    check(b"", Phase::Reconnecting, None);
    check(b"\x8b", Phase::Reconnecting, None);
    check(b"\x8d\0", Phase::Reconnecting, None);
    check(b"\x98", Phase::Closed, Some(Stopped::DisconnectedByBroker));
    let told = check(
        b"\x8e\x05\x1f\0\x02by",
        Phase::Closed,
        Some(Stopped::Evicted),
    );
    assert!(told.contains(&Event::Evicted { times: 1 }));
    let mut old = Driver::online();
    old.bytes(&packet(0xe0, b""));
    assert_eq!(old.violation(), Some(Violation::PacketType));
}

#[test]
fn a_session_goes_on_in_5_0() {
    let mut driver = Driver::waiting(Config::default(), of_5(persistent()));
    driver.bytes(&ACCEPTED);
    driver.publish("t", b"x", Qos::AtLeastOnce).unwrap();
    driver.cut();
    driver.come_back(&[0x20, 3, 1, 0, 0]);
    assert_eq!(driver.sent(), packet(0x3a, b"\0\x01t\0\x01\0x"));
}
