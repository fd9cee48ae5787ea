//! PINGREQ and PINGRESP, on the session's own deadlines.

use connack_session::{Config, Connect, Event, Phase, Qos, Session, WaitedFor};

use crate::broker;
use crate::driver::{Driver, login};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn online(keep_alive_s: u16) -> Driver {
    Driver::online_as(Connect {
        keep_alive_s,
        ..login()
    })
}

fn told(driver: &Driver) -> Vec<(f64, Event)> {
    driver
        .events
        .iter()
        .map(|timed| (timed.at_ms, timed.event.clone()))
        .collect()
}

#[test]
fn a_quiet_connection_is_kept_alive() {
    let mut driver = online(60);
    for _ in 0..3 {
        driver.timeout();
        driver.after(20.0).bytes(&broker::PINGRESP);
    }
    let expected = [
        (54_000.0, Event::PingSent),
        (54_020.0, Event::PingReceived),
        (108_000.0, Event::PingSent),
        (108_020.0, Event::PingReceived),
        (162_000.0, Event::PingSent),
        (162_020.0, Event::PingReceived),
    ];
    assert_eq!(told(&driver), expected);
    assert_eq!(driver.sent(), [0xc0, 0].repeat(3));
}

#[test]
fn what_is_sent_puts_pingreq_off() {
    let mut driver = online(60);
    driver
        .after(30_000.0)
        .publish("a", b"", Qos::AtMostOnce)
        .unwrap();
    assert_eq!(driver.session.deadline(), Some(5_000.0 + 84_000.0));
    // What is received does not: the broker counts what it gets.
    driver
        .after(30_000.0)
        .bytes(&broker::publish(0, 0, "a", b""));
    assert_eq!(driver.session.deadline(), Some(5_000.0 + 84_000.0));
    driver.bytes(&broker::publish(1, 1, "a", b""));
    assert_eq!(driver.session.deadline(), Some(5_000.0 + 114_000.0));
}

#[test]
fn a_timer_that_rings_early_does_nothing() {
    let mut driver = online(60);
    driver.after(53_999.0).tell(Session::handle_timeout);
    assert_eq!(told(&driver), []);
}

#[test]
fn keep_alive_zero_sends_nothing() {
    let mut driver = online(0);
    assert_eq!(driver.session.deadline(), None);
    driver.publish("a", b"", Qos::AtMostOnce).unwrap();
    driver.after(1e9).tell(Session::handle_timeout);
    assert_eq!(driver.session.deadline(), None);
    assert_eq!(driver.session.phase(), Phase::Online);
}

/// However often PINGREQ is sent in the meantime, the first one without an answer counts.
#[track_caller]
fn check_lost(keep_alive_s: u16, lost_at_ms: f64) {
    let mut driver = online(keep_alive_s);
    for _ in 0..20 {
        if driver.session.phase() == Phase::Online {
            driver.timeout();
        }
    }
    let (at_ms, event) = told(&driver).swap_remove(driver.events.len() - 2);
    assert_eq!(
        (at_ms, event),
        (lost_at_ms, Event::TimedOut(WaitedFor::Pingresp))
    );
    assert_eq!(driver.closed_with(), Some(1000));
    assert_eq!(driver.session.phase(), Phase::Closed);
}

#[test]
fn no_pingresp() {
    check_lost(60, 64_000.0);
    check_lost(1, 10_900.0);
    check_lost(5, 14_500.0);
    check_lost(u16::MAX, 58_981_500.0 + 10_000.0);
}

#[test]
fn an_answer_in_the_last_moment() {
    let mut driver = online(60);
    driver.timeout();
    driver.after(9_999.0).bytes(&broker::PINGRESP);
    driver.after(1.0).tell(Session::handle_timeout);
    assert_eq!(driver.session.phase(), Phase::Online);
}

#[test]
fn a_connack_later_than_the_keep_alive() {
    let connect = Connect {
        keep_alive_s: 1,
        ..login()
    };
    let mut driver = Driver::waiting(Config::default(), connect);
    driver.after(3_000.0).tell(Session::handle_timeout);
    assert_eq!(driver.session.phase(), Phase::AwaitingConnack);
    driver.bytes(&broker::ACCEPTED);
    driver.timeout();
    assert_eq!(driver.events.last().unwrap().event, Event::PingSent);
}

/// A machine that stood still: its timers ring late, and the answer may lie there unread.
#[test]
fn a_late_timer_is_no_lost_connection() {
    let mut driver = online(60);
    driver.timeout();
    driver.after(60_000.0).tell(Session::handle_timeout);
    assert_eq!(driver.session.phase(), Phase::Online);
    driver.bytes(&broker::PINGRESP);
    driver.after(5_000.0).tell(Session::handle_timeout);
    assert_eq!(driver.session.phase(), Phase::Online);

    let mut driver = online(60);
    driver.timeout();
    driver.after(60_000.0).tell(Session::handle_timeout);
    driver.timeout();
    assert_eq!(driver.session.phase(), Phase::Closed, "a moment, no more");
}

/// The answer to PINGREQ may be stuck behind a large packet, either way.
#[test]
fn bytes_that_move_put_the_end_off() {
    let mut driver = online(60);
    driver.timeout();
    let large = broker::publish(0, 0, "a", &[0; 100_000]);
    for piece in large.chunks(10_000) {
        driver.after(5_000.0).bytes(piece);
        driver.tell(Session::handle_timeout);
    }
    driver.tell(Session::handle_progress);
    driver.after(9_999.0).tell(Session::handle_timeout);
    assert_eq!(driver.session.phase(), Phase::Online);
    driver.after(1.0).tell(Session::handle_timeout);
    assert_eq!(driver.session.phase(), Phase::Closed);
}
