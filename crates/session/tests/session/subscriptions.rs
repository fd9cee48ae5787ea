//! Subscriptions over a cut: which are made again, and which need not be.

use connack_session::{Connect, Qos};

use crate::broker::{self, packet};
use crate::driver::{Driver, persistent, reconnecting};
use crate::persistent::{NO_SESSION, SESSION, restored};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Subscribed: a, b; refused: c; given up: d; without an answer: SUBSCRIBE e, UNSUBSCRIBE b.
fn subscribed(connect: Connect) -> Driver {
    let mut driver = Driver::online_as(connect);
    for filter in ["a", "b", "c", "d"] {
        driver
            .ask(|s, now| s.subscribe(now, filter, Qos::AtLeastOnce))
            .unwrap();
    }
    driver.ask(|s, now| s.unsubscribe(now, "d")).unwrap();
    let answers = [
        broker::suback(1, 1),
        broker::suback(2, 1),
        broker::suback(3, 0x80),
        broker::suback(4, 1),
        broker::unsuback(5),
    ];
    driver.bytes(&answers.concat());
    driver
        .ask(|s, now| s.subscribe(now, "e", Qos::ExactlyOnce))
        .unwrap();
    driver.ask(|s, now| s.unsubscribe(now, "b")).unwrap();
    driver.cut();
    driver
}

#[test]
fn subscriptions_of_a_lost_session_are_made_again() {
    for connect in [persistent(), reconnecting()] {
        let mut driver = subscribed(connect);
        driver.come_back(&NO_SESSION);
        let made = [
            packet(0x82, b"\0\x01\0\x01a\x01"),
            packet(0x82, b"\0\x02\0\x01e\x02"),
        ];
        assert_eq!(driver.sent(), made.concat());
        assert_eq!(restored(&driver), Some((0, 0, 2)));
    }
}

#[test]
fn a_session_that_goes_on_needs_only_what_got_no_answer() {
    let mut driver = subscribed(persistent());
    driver.come_back(&SESSION);
    let made = [
        packet(0x82, b"\0\x01\0\x01e\x02"),
        packet(0xa2, b"\0\x02\0\x01b"),
    ];
    assert_eq!(driver.sent(), made.concat());
    driver.bytes(&[broker::suback(1, 2), broker::unsuback(2)].concat());
    driver.cut();
    driver.come_back(&SESSION);
    assert!(driver.sent().is_empty());
    assert_eq!(restored(&driver), None);
}
