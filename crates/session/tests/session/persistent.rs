//! What outlives a network connection: messages without an acknowledgement and received identifiers;
//! and what becomes of them when the broker has lost its half.

use connack_session::{Config, Connect, Event, NotSent, Phase, Qos, Session};

use crate::broker::{self, publish, publish_head};
use crate::driver::{Driver, login, persistent, reconnecting};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

pub(crate) const SESSION: [u8; 4] = [0x20, 2, 1, 0];
pub(crate) const NO_SESSION: [u8; 4] = broker::ACCEPTED;

/// Four messages under way: QoS 1 (id 1), QoS 2 (2), QoS 2 with PUBREC (3), QoS 1 (4).
fn under_way(connect: Connect) -> Driver {
    let mut driver = Driver::online_as(connect);
    for (payload, qos) in [
        (b"a", Qos::AtLeastOnce),
        (b"b", Qos::ExactlyOnce),
        (b"c", Qos::ExactlyOnce),
        (b"d", Qos::AtLeastOnce),
    ] {
        driver.publish("t", payload, qos).unwrap();
    }
    driver.bytes(&broker::pubrec(3));
    driver.cut();
    driver
}

pub(crate) fn restored(driver: &Driver) -> Option<(usize, usize, usize)> {
    driver.events.iter().find_map(|timed| {
        if let Event::Restored {
            again,
            anew,
            subscriptions,
        } = timed.event
        {
            Some((again, anew, subscriptions))
        } else {
            None
        }
    })
}

fn abandoned(driver: &Driver) -> Vec<Option<u16>> {
    let given_up = driver.events.iter().filter_map(|timed| {
        if let Event::Abandoned { packet_id, .. } = timed.event {
            Some(packet_id)
        } else {
            None
        }
    });
    given_up.collect()
}

#[test]
fn a_session_goes_on_where_it_was() {
    let mut driver = under_way(persistent());
    driver.come_back(&SESSION);
    let again = [
        broker::pubrel(3),
        publish_head(0x3a, 1, "t", b"a"),
        publish_head(0x3c, 2, "t", b"b"),
        publish_head(0x3a, 4, "t", b"d"),
    ];
    assert_eq!(driver.sent(), again.concat());
    assert_eq!(restored(&driver), Some((4, 0, 0)));
    driver.bytes(&[broker::pubcomp(3), broker::puback(1), broker::pubrec(2)].concat());
    driver.bytes(&[broker::puback(4), broker::pubcomp(2)].concat());
    assert_eq!(driver.session.unacknowledged(), 0);
    assert_eq!(driver.violation(), None);
}

#[test]
fn a_second_cut_before_the_answer() {
    let mut driver = under_way(persistent());
    driver.come_back(&SESSION);
    driver.cut();
    driver.come_back(&SESSION);
    let again = [
        broker::pubrel(3),
        publish_head(0x3a, 1, "t", b"a"),
        publish_head(0x3c, 2, "t", b"b"),
        publish_head(0x3a, 4, "t", b"d"),
    ];
    assert_eq!(driver.sent(), again.concat());
}

#[test]
fn a_broker_that_lost_the_session_gets_everything_anew() {
    let mut driver = under_way(persistent());
    driver.come_back(&NO_SESSION);
    let anew = [
        publish(1, 1, "t", b"a"),
        publish(2, 2, "t", b"b"),
        publish(1, 3, "t", b"d"),
    ];
    assert_eq!(driver.sent(), anew.concat());
    assert_eq!(restored(&driver), Some((0, 3, 0)));
    // What the broker said to have is not sent again, and told.
    assert_eq!(abandoned(&driver), [Some(3)]);
}

#[test]
fn a_clean_session_sends_qos_1_anew_and_never_qos_2() {
    let mut driver = under_way(reconnecting());
    driver.come_back(&NO_SESSION);
    let anew = [publish(1, 1, "t", b"a"), publish(1, 2, "t", b"d")];
    assert_eq!(driver.sent(), anew.concat());
    assert_eq!(restored(&driver), Some((0, 2, 0)));
    assert_eq!(abandoned(&driver), [Some(3), Some(2)]);
}

#[test]
fn received_qos_2_is_told_once_over_a_cut() {
    let mut driver = Driver::online_as(persistent());
    driver.bytes(&publish(2, 9, "t", b"one"));
    driver.cut();
    driver.come_back(&SESSION);
    driver.bytes(&publish_head(0x3c, 9, "t", b"one"));
    assert!(driver.payloads().is_empty());
    assert_eq!(driver.sent(), broker::pubrec(9));
    driver.bytes(&broker::pubrel(9));
    driver.bytes(&publish(2, 9, "t", b"two"));
    assert_eq!(driver.payloads(), [b"two"]);
}

#[test]
fn a_lost_session_forgets_what_was_received() {
    for connect in [persistent(), reconnecting()] {
        let mut driver = Driver::online_as(connect);
        driver.bytes(&publish(2, 9, "t", b"one"));
        driver.cut();
        driver.come_back(&NO_SESSION);
        driver.bytes(&publish(2, 9, "t", b"another"));
        assert_eq!(driver.payloads(), [b"another"]);
    }
}

/// mosquitto repeats PUBREC by itself when it resumes a session, before the PUBLISH comes again,
/// and answers that one too.
#[test]
fn a_pubrec_that_comes_twice_doubles_nothing() {
    let config = Config {
        max_in_flight: 1,
        ..Config::default()
    };
    let mut driver = Driver::waiting(config, persistent());
    driver.bytes(&NO_SESSION);
    driver.publish("t", b"a", Qos::ExactlyOnce).unwrap();
    driver.publish("t", b"b", Qos::ExactlyOnce).unwrap();
    driver.cut();
    driver.come_back(&SESSION);
    driver.effects.clear();
    driver.bytes(&[broker::pubrec(1), broker::pubrec(1)].concat());
    assert_eq!(driver.sent(), broker::pubrel(1).repeat(2));
    driver.effects.clear();
    driver.bytes(&[broker::pubcomp(1), broker::pubcomp(1)].concat());
    // Identifier 1 stays apart on this connection, so that a late answer meets no other message.
    assert_eq!(driver.sent(), publish(2, 2, "t", b"b"));
    assert_eq!(driver.violation(), None);
    driver.bytes(&[broker::pubrec(1), broker::pubcomp(1)].concat());
    assert_eq!(driver.session.unacknowledged(), 1);
    driver.bytes(&broker::puback(3));
    assert!(driver.violation().is_some(), "others are as strict as ever");
}

#[test]
fn messages_wait_while_a_connection_is_made_again() {
    let mut driver = Driver::online_as(persistent());
    driver.cut();
    let nothing_now = Err(NotSent::NotOnline);
    assert_eq!(driver.publish("t", b"0", Qos::AtMostOnce), nothing_now);
    let subscribed = driver.ask(|s, now| s.subscribe(now, "t", Qos::AtMostOnce));
    assert_eq!(subscribed, nothing_now);
    driver.publish("t", b"1", Qos::AtLeastOnce).unwrap();
    driver.timeout();
    driver.publish("t", b"2", Qos::ExactlyOnce).unwrap();
    driver.tell(|s, now| s.handle_open(now, "mqtt"));
    driver.publish("t", b"3", Qos::AtLeastOnce).unwrap();
    let told = driver.events.last().unwrap().event.clone();
    let queued = Event::Queued {
        topic: "t".into(),
        qos: Qos::AtLeastOnce,
        bytes: 1,
        waiting: 3,
    };
    assert_eq!(told, queued);
    driver.effects.clear();
    driver.bytes(&NO_SESSION);
    let sent = [
        publish(1, 1, "t", b"1"),
        publish(2, 2, "t", b"2"),
        publish(1, 3, "t", b"3"),
    ];
    assert_eq!(driver.sent(), sent.concat());
}

#[test]
fn what_waits_is_bounded() {
    let config = Config {
        max_waiting: 3,
        max_waiting_bytes: 10,
        ..Config::default()
    };
    let full = Err(NotSent::QueueFull);
    let mut driver = Driver::waiting(config, persistent());
    driver.bytes(&NO_SESSION);
    driver.cut();
    for _ in 0..3 {
        driver.publish("t", b"", Qos::AtLeastOnce).unwrap();
    }
    assert_eq!(driver.publish("t", b"", Qos::AtLeastOnce), full);
    assert_eq!(
        driver.events.last().unwrap().event,
        Event::NotSent(NotSent::QueueFull)
    );

    let mut driver = Driver::waiting(config, persistent());
    driver.bytes(&NO_SESSION);
    driver.cut();
    driver.publish("t", &[0; 11], Qos::AtLeastOnce).unwrap();
    assert_eq!(driver.publish("t", b"x", Qos::AtLeastOnce), full);
    driver.come_back(&NO_SESSION);
    driver.publish("t", &[0; 11], Qos::AtLeastOnce).unwrap();
    assert_eq!(driver.session.unacknowledged(), 2);
}

#[test]
fn only_so_many_are_under_way() {
    let config = Config {
        max_in_flight: 2,
        ..Config::default()
    };
    let mut driver = Driver::waiting(config, persistent());
    driver.bytes(&NO_SESSION);
    driver.effects.clear();
    for payload in [b"a", b"b", b"c", b"d"] {
        driver.publish("t", payload, Qos::ExactlyOnce).unwrap();
    }
    let first = [publish(2, 1, "t", b"a"), publish(2, 2, "t", b"b")];
    assert_eq!(driver.sent(), first.concat());
    driver.effects.clear();
    driver.bytes(&broker::pubrec(1));
    assert_eq!(driver.sent(), broker::pubrel(1), "PUBREC ends nothing");
    driver.effects.clear();
    driver.bytes(&broker::pubcomp(1));
    assert_eq!(driver.sent(), publish(2, 1, "t", b"c"));
    // Over a cut the order stays: first what was sent, then what waits.
    driver.cut();
    driver.come_back(&SESSION);
    let again = [
        publish_head(0x3c, 2, "t", b"b"),
        publish_head(0x3c, 1, "t", b"c"),
    ];
    assert_eq!(driver.sent(), again.concat());
    driver.effects.clear();
    driver.bytes(&[broker::pubrec(2), broker::pubcomp(2)].concat());
    assert_eq!(
        driver.sent(),
        [broker::pubrel(2), publish(2, 3, "t", b"d")].concat()
    );
}

/// Ends with a message under way, then asks for `next` and gets `connack`; what is sent again.
#[track_caller]
fn check_asked_again(first: Connect, next: Connect, connack: &[u8], expected: &[u8]) {
    let mut driver = Driver::online_as(first);
    driver.publish("t", b"a", Qos::AtLeastOnce).unwrap();
    driver.ask(Session::disconnect).unwrap();
    let kept = Event::Unacknowledged { messages: 1 };
    assert!(driver.told().contains(&kept));
    driver.ask(|s, now| s.connect(now, next)).unwrap();
    driver.tell(|s, now| s.handle_open(now, "mqtt"));
    driver.effects.clear();
    driver.bytes(connack);
    assert_eq!(driver.sent(), expected);
    let discarded = Event::Discarded { messages: 1 };
    assert_eq!(driver.told().contains(&discarded), expected.is_empty());
}

#[test]
fn an_end_that_was_asked_for_keeps_a_persistent_session() {
    let kept = Connect {
        clean_session: false,
        ..login()
    };
    let dup = publish_head(0x3a, 1, "t", b"a");
    check_asked_again(kept.clone(), kept.clone(), &SESSION, &dup);
    let new = publish(1, 1, "t", b"a");
    check_asked_again(kept.clone(), kept.clone(), &NO_SESSION, &new);
    check_asked_again(kept.clone(), login(), &NO_SESSION, b"");
    for other in [
        Connect {
            client_id: "other".into(),
            ..kept.clone()
        },
        Connect {
            url: "ws://other".into(),
            ..kept.clone()
        },
    ] {
        check_asked_again(kept.clone(), other, &SESSION, b"");
    }
}

#[test]
fn credentials_of_another_client_start_anew() {
    let mut driver = under_way(persistent());
    let other = Connect {
        client_id: "other".into(),
        ..persistent()
    };
    driver.ask(|s, now| s.set_credentials(now, other)).unwrap();
    assert_eq!(
        driver.events.last().unwrap().event,
        Event::CredentialsChanged
    );
    // The broker has a session of that client, but not with these messages.
    driver.come_back(&SESSION);
    let anew = [
        publish(1, 1, "t", b"a"),
        publish(2, 2, "t", b"b"),
        publish(1, 3, "t", b"d"),
    ];
    assert_eq!(driver.sent(), anew.concat());
    assert_eq!(driver.session.phase(), Phase::Online);
}

/// What is edited while CONNACK is waited for is not what it answers.
#[test]
fn credentials_edited_too_late_for_this_try() {
    let mut driver = under_way(persistent());
    driver.timeout();
    driver.tell(|s, now| s.handle_open(now, "mqtt"));
    let other = Connect {
        client_id: "other".into(),
        keep_alive_s: 10,
        ..persistent()
    };
    driver.ask(|s, now| s.set_credentials(now, other)).unwrap();
    driver.effects.clear();
    driver.bytes(&SESSION);
    assert_eq!(restored(&driver), Some((4, 0, 0)));
    assert_eq!(driver.session.deadline(), Some(driver.now_ms + 54_000.0));
    driver.events.clear();
    driver.cut();
    driver.come_back(&SESSION);
    assert_eq!(restored(&driver), Some((0, 3, 0)));
}
