//! Packet identifiers: taken, given back, run out; and each message delivered as often as its
//! quality of service says.

use connack_session::{Ack, Direction, Event, NotSent, Phase, Qos, Violation};

use crate::broker::{self, publish, publish_head};
use crate::driver::Driver;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn identifiers_run_out_and_come_back() {
    let mut driver = Driver::online();
    for _ in 0..65_535 {
        driver.publish("a", b"", Qos::AtLeastOnce).unwrap();
        driver.effects.clear();
        driver.events.clear();
    }
    let full = Err(NotSent::NoPacketIdFree);
    driver.publish("a", b"", Qos::AtLeastOnce).unwrap();
    assert!(matches!(
        driver.events[0].event,
        Event::Queued { waiting: 1, .. }
    ));
    assert_eq!(
        driver.ask(|s, now| s.subscribe(now, "a", Qos::AtMostOnce)),
        full
    );
    assert_eq!(driver.ask(|s, now| s.unsubscribe(now, "a")), full);
    assert!(driver.sent().is_empty());
    driver.publish("a", b"", Qos::AtMostOnce).unwrap();
    driver.events.clear();
    driver.bytes(&broker::puback(777));
    let Event::PublishSent { packet_id, dup, .. } = driver.events[1].event else {
        panic!("{:?}", driver.events);
    };
    assert_eq!((packet_id, dup), (Some(777), false));
    assert_eq!(driver.session.phase(), Phase::Online);
}

#[test]
fn identifiers_are_used_again() {
    let mut driver = Driver::online();
    for _ in 0..70_000 {
        driver.publish("a", b"x", Qos::AtLeastOnce).unwrap();
        driver.bytes(&broker::puback(1));
        driver.effects.clear();
    }
    for _ in 0..70_000 {
        driver.publish("a", b"x", Qos::ExactlyOnce).unwrap();
        driver.bytes(&broker::pubrec(1));
        driver.bytes(&broker::pubcomp(1));
        driver.effects.clear();
    }
    for code in [0x80_u8, 0, 1, 2].into_iter().cycle().take(70_000) {
        driver
            .ask(|s, now| s.subscribe(now, "a", Qos::AtMostOnce))
            .unwrap();
        driver.bytes(&broker::suback(1, code));
        driver.ask(|s, now| s.unsubscribe(now, "a")).unwrap();
        driver.bytes(&broker::unsuback(1));
        driver.effects.clear();
        driver.events.clear();
    }
    assert_eq!(driver.session.phase(), Phase::Online);
}

#[test]
fn a_refused_publish_keeps_no_identifier() {
    let mut driver = Driver::online();
    for _ in 0..10 {
        driver.publish("a/#", b"", Qos::AtLeastOnce).unwrap_err();
    }
    driver.publish("a", b"", Qos::AtLeastOnce).unwrap();
    driver.bytes(&broker::puback(1));
    assert_eq!(driver.violation(), None);
}

#[test]
fn answers_name_the_filter_that_they_answer() {
    let mut driver = Driver::online();
    for filter in ["a", "b/#"] {
        driver
            .ask(|s, now| s.subscribe(now, filter, Qos::ExactlyOnce))
            .unwrap();
    }
    driver.ask(|s, now| s.unsubscribe(now, "a")).unwrap();
    driver.events.clear();
    driver.bytes(
        &[
            broker::suback(2, 1),
            broker::unsuback(3),
            broker::suback(1, 0x80),
        ]
        .concat(),
    );
    let told: Vec<_> = driver
        .events
        .iter()
        .map(|timed| timed.event.clone())
        .collect();
    let expected = [
        Event::Suback {
            packet_id: 2,
            topic: "b/#".into(),
            granted: Some(Qos::AtLeastOnce),
            reason: None,
        },
        Event::Unsuback {
            packet_id: 3,
            topic: "a".into(),
            reason: None,
        },
        Event::Suback {
            packet_id: 1,
            topic: "a".into(),
            granted: None,
            reason: None,
        },
    ];
    assert_eq!(told, expected);
}

#[test]
fn qos_2_is_delivered_once() {
    let mut driver = Driver::online();
    driver.bytes(&publish(2, 9, "a", b"one"));
    driver.bytes(&publish_head(0x3c, 9, "a", b"one"));
    driver.bytes(&publish(2, 9, "a", b"one"));
    assert_eq!(driver.payloads(), [b"one"]);
    assert_eq!(
        driver.sent(),
        broker::pubrec(9).repeat(3),
        "each is answered"
    );
    driver.bytes(&[broker::pubrel(9), broker::pubrel(9)].concat());
    driver.bytes(&publish(2, 9, "a", b"two"));
    assert_eq!(
        driver.payloads(),
        [b"one", b"two"],
        "a released identifier is new again"
    );
}

#[test]
fn qos_0_and_1_are_delivered_as_they_come() {
    let mut driver = Driver::online();
    driver.bytes(&publish(1, 9, "a", b"x"));
    driver.bytes(&publish_head(0x3a, 9, "a", b"x"));
    driver.bytes(&publish(0, 0, "a", b"x"));
    assert_eq!(driver.payloads().len(), 3);
    assert_eq!(driver.sent(), broker::puback(9).repeat(2));
    let acked = Event::Acknowledged {
        ack: Ack::Puback,
        packet_id: 9,
        direction: Direction::Sent,
        reason: None,
    };
    assert!(
        matches!(driver.events[0].event, Event::Received(_)),
        "the message is told first"
    );
    assert_eq!(driver.events[1].event, acked);
}

#[test]
fn every_identifier_of_a_broker_at_once() {
    let mut driver = Driver::online();
    for packet_id in 1..=u16::MAX {
        driver.bytes(&publish(2, packet_id, "a", b""));
        driver.effects.clear();
    }
    assert_eq!(driver.payloads().len(), 65_535);
    for packet_id in 1..=u16::MAX {
        driver.bytes(&broker::pubrel(packet_id));
    }
    assert_eq!(driver.violation(), None::<Violation>);
}

#[test]
fn every_byte_value_arrives() {
    let all: Vec<u8> = (0..=255).collect();
    for (digit, qos) in [Qos::AtMostOnce, Qos::AtLeastOnce, Qos::ExactlyOnce]
        .into_iter()
        .enumerate()
    {
        let mut driver = Driver::online();
        driver.bytes(&publish(digit as u8, 1, "a", &all));
        assert_eq!(driver.payloads(), [&all[..]]);
        let mut driver = Driver::online();
        driver.publish("a", &all, qos).unwrap();
        assert_eq!(driver.sent(), publish(digit as u8, 1, "a", &all));
    }
}
