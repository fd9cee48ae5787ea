//! Requests: what goes on the wire, and what is refused before.

use connack_session::{Config, Effect, Event, NotSent, Phase, Publish, Qos};

use crate::broker;
use crate::driver::{Driver, login};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[track_caller]
fn check_topic(topic: &str, expected: Result<(), NotSent>) {
    for qos in [Qos::AtMostOnce, Qos::AtLeastOnce, Qos::ExactlyOnce] {
        let mut driver = Driver::online();
        assert_eq!(driver.publish(topic, b"x", qos), expected);
        check_told(&driver, expected);
    }
}

#[track_caller]
fn check_filter(filter: &str, expected: Result<(), NotSent>) {
    let mut driver = Driver::online();
    assert_eq!(
        driver.ask(|s, now| s.subscribe(now, filter, Qos::AtMostOnce)),
        expected
    );
    check_told(&driver, expected);
    let mut driver = Driver::online();
    assert_eq!(driver.ask(|s, now| s.unsubscribe(now, filter)), expected);
    check_told(&driver, expected);
}

/// A refusal is told, sends nothing and ends nothing.
#[track_caller]
fn check_told(driver: &Driver, expected: Result<(), NotSent>) {
    assert_eq!(driver.events.len(), 1);
    assert_eq!(driver.session.phase(), Phase::Online);
    match expected {
        Ok(()) => assert_eq!(driver.effects.len(), 1),
        Err(why) => {
            assert_eq!(driver.events[0].event, Event::NotSent(why));
            assert_eq!(driver.effects, []);
        }
    }
}

#[test]
fn topics() {
    let longest = "x".repeat(65_535);
    for topic in [
        "a",
        "/",
        "//",
        " ",
        "/pk/dn/user/温度",
        "$SYS/x",
        "\u{1}",
        &longest,
    ] {
        check_topic(topic, Ok(()));
        check_filter(topic, Ok(()));
    }
    check_topic("", Err(NotSent::TopicEmpty));
    check_topic(&"x".repeat(65_536), Err(NotSent::TopicTooLong));
    check_topic(&"温".repeat(21_846), Err(NotSent::TopicTooLong));
    check_topic(&"温".repeat(21_845), Ok(()));
    check_topic("a\0b", Err(NotSent::TopicHasNul));
    for topic in ["#", "+", "a/#", "a/+/b", "a+", "#a"] {
        check_topic(topic, Err(NotSent::TopicHasWildcard));
    }
}

#[test]
fn filters() {
    for filter in [
        "#",
        "+",
        "/#",
        "+/",
        "a/#",
        "a/+/b/+",
        "+/+/#",
        "$share/g/a/#",
    ] {
        check_filter(filter, Ok(()));
    }
    check_filter("", Err(NotSent::TopicEmpty));
    check_filter(&"x".repeat(65_536), Err(NotSent::TopicTooLong));
    check_filter("\0", Err(NotSent::TopicHasNul));
    for filter in [
        "#/", "a/#/b", "##", "a#", "a/b#", "+a", "a/b+/c", "++", "a/+#",
    ] {
        check_filter(filter, Err(NotSent::FilterMalformed));
    }
}

#[test]
fn requests_are_byte_exact() {
    let mut driver = Driver::online();
    driver
        .ask(|s, now| s.subscribe(now, "t/#", Qos::AtLeastOnce))
        .unwrap();
    assert_eq!(driver.sent(), broker::packet(0x82, b"\0\x01\0\x03t/#\x01"));
    driver.effects.clear();
    driver.ask(|s, now| s.unsubscribe(now, "t/#")).unwrap();
    assert_eq!(driver.sent(), broker::packet(0xa2, b"\0\x02\0\x03t/#"));
    driver.effects.clear();
    let retained = Publish {
        topic: "t".into(),
        payload: b"x".into(),
        qos: Qos::ExactlyOnce,
        retain: true,
        user_properties: Vec::new(),
    };
    driver.ask(|s, now| s.publish(now, retained)).unwrap();
    assert_eq!(driver.sent(), broker::packet(0x35, b"\0\x01t\0\x03x"));
    driver.effects.clear();
    driver.publish("t", b"", Qos::AtMostOnce).unwrap();
    assert_eq!(driver.sent(), broker::packet(0x30, b"\0\x01t"));
}

#[test]
fn nothing_is_sent_unless_online() {
    let all = |driver: &mut Driver| {
        let publish = |qos| move |driver: &mut Driver| driver.publish("a", b"", qos);
        let results = [
            driver.ask(|s, now| s.subscribe(now, "a", Qos::AtMostOnce)),
            driver.ask(|s, now| s.unsubscribe(now, "a")),
            publish(Qos::AtMostOnce)(driver),
            publish(Qos::AtLeastOnce)(driver),
            publish(Qos::ExactlyOnce)(driver),
        ];
        assert_eq!(results, [Err(NotSent::NotOnline); 5]);
        let sent = |effect: &&Effect| matches!(effect, Effect::Send(_));
        assert_eq!(driver.effects.iter().filter(sent).count(), 0);
    };
    let mut driver = Driver::new(Config::default());
    all(&mut driver);
    assert!(driver.events.iter().all(|timed| timed.at_ms == 0.0));
    driver.ask(|s, now| s.connect(now, login())).unwrap();
    all(&mut driver);
    driver.tell(|s, now| s.handle_open(now, "mqtt"));
    driver.effects.clear();
    all(&mut driver);
    driver.bytes(&broker::connack(0, 4));
    driver.effects.clear();
    all(&mut driver);
}

/// Pages of zeros that nobody reads cost nothing, so the length is real.
#[test]
fn a_packet_longer_than_mqtt_allows() {
    for (qos, overhead) in [
        (Qos::AtMostOnce, 3),
        (Qos::AtLeastOnce, 5),
        (Qos::ExactlyOnce, 5),
    ] {
        let mut driver = Driver::online();
        let publish = Publish {
            topic: "a".into(),
            payload: vec![0; 268_435_455 - overhead + 1],
            qos,
            retain: false,
            user_properties: Vec::new(),
        };
        let result = driver.ask(|s, now| s.publish(now, publish));
        assert_eq!(result, Err(NotSent::TooLong));
        check_told(&driver, result);
    }
}
