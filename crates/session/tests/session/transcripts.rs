//! Whole sessions as text, against `tests/transcripts/*.txt`.
//!
//! `BLESS=1 cargo test -p connack-session` writes the files anew; read the difference then.

use connack_session::{Close, Config, Connect, Qos, Session};

use crate::broker::{self, publish, publish_head};
use crate::driver::{Driver, close, login};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

macro_rules! check {
    ($name:literal, $driver:expr) => {
        check(
            $name,
            include_str!(concat!("../../../../tests/transcripts/", $name, ".txt")),
            &$driver.transcript(),
        )
    };
}

#[track_caller]
fn check(name: &str, expected: &str, transcript: &str) {
    #[cfg(not(target_arch = "wasm32"))]
    if std::env::var_os("BLESS").is_some() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/transcripts");
        return std::fs::write(format!("{folder}/{name}.txt"), transcript).unwrap();
    }
    assert_eq!(transcript, expected, "transcript {name}");
}

fn opening(connect: Connect) -> Driver {
    let mut driver = Driver::new(Config::default());
    driver.ask(|s, now| s.connect(now, connect)).unwrap();
    driver
}

fn waiting() -> Driver {
    let mut driver = opening(login());
    driver.after(4.6).tell(|s, now| s.handle_open(now, "mqtt"));
    driver
}

fn online() -> Driver {
    let mut driver = waiting();
    driver.after(7.0).bytes(&broker::ACCEPTED);
    driver
}

#[test]
fn a_good_day() {
    let mut driver = online();
    driver
        .after(988.0)
        .ask(|s, now| s.subscribe(now, "/pk/device/user/get", Qos::AtLeastOnce))
        .unwrap();
    driver
        .ask(|s, now| s.subscribe(now, "/other/#", Qos::AtMostOnce))
        .unwrap();
    driver
        .after(3.0)
        .bytes(&[broker::suback(1, 1), broker::suback(2, 0x80)].concat());
    driver
        .after(10.0)
        .publish("/pk/device/user/update", b"{}", Qos::AtMostOnce)
        .unwrap();
    driver
        .publish(
            "/pk/device/user/update",
            "你好".as_bytes(),
            Qos::AtLeastOnce,
        )
        .unwrap();
    driver
        .publish("/pk/device/user/update", &[0; 300], Qos::ExactlyOnce)
        .unwrap();
    driver
        .after(2.0)
        .bytes(&[broker::puback(1), broker::pubrec(2)].concat());
    driver.after(2.0).bytes(&broker::pubcomp(2));
    driver
        .after(500.0)
        .bytes(&publish(1, 8, "/pk/device/user/get", b"on"));
    driver.bytes(&publish_head(0x35, 9, "/pk/device/user/get", b"kept"));
    driver.after(1.0).bytes(&broker::pubrel(9));
    driver.timeout();
    driver.after(21.0).bytes(&broker::PINGRESP);
    driver
        .ask(|s, now| s.unsubscribe(now, "/pk/device/user/get"))
        .unwrap();
    driver.after(4.0).bytes(&broker::unsuback(1));
    driver.ask(Session::disconnect).unwrap();
    driver
        .after(5.0)
        .tell(|s, now| s.handle_close(now, close(1000, true)));
    check!("a-good-day", driver);
}

#[test]
fn refused() {
    let mut driver = waiting();
    driver.after(12.0).bytes(&broker::connack(0, 4));
    driver
        .after(1.0)
        .tell(|s, now| s.handle_close(now, close(1005, true)));
    check!("refused", driver);
}

#[test]
fn no_connack() {
    let mut driver = waiting();
    driver.timeout();
    driver
        .after(3.0)
        .tell(|s, now| s.handle_close(now, close(1006, false)));
    check!("no-connack", driver);
}

#[test]
fn no_socket() {
    let mut driver = opening(login());
    driver
        .after(2_031.0)
        .tell(|s, now| s.handle_close(now, close(1006, false)));
    check!("no-socket", driver);
}

#[test]
fn no_pingresp() {
    let mut driver = online();
    driver.timeout();
    driver.timeout();
    driver.tell(|s, now| s.handle_close(now, close(1006, false)));
    check!("no-pingresp", driver);
}

#[test]
fn a_violation() {
    let mut driver = online();
    driver.after(40.0).bytes(&publish(0, 0, "t", b"fine"));
    driver.bytes(&publish(1, 0, "t", b"bad"));
    driver.bytes(&publish(0, 0, "t", b"unread"));
    driver
        .after(2.0)
        .tell(|s, now| s.handle_close(now, close(4002, true)));
    check!("a-violation", driver);
}

#[test]
fn evicted() {
    let mut driver = online();
    driver.publish("t/#", b"x", Qos::AtMostOnce).unwrap_err();
    let reason = Close {
        code: 1001,
        reason: "going\u{202e} \"away\"\n".into(),
        clean: true,
    };
    driver
        .after(900.0)
        .tell(|s, now| s.handle_close(now, reason));
    driver.publish("t", b"x", Qos::AtMostOnce).unwrap_err();
    check!("evicted", driver);
}

/// What people type and brokers send stays on its line, and what cannot be seen is shown.
#[test]
fn strange_values() {
    let mut driver = opening(Connect {
        client_id: "|a=1,b=\u{1b}[31m\r\n 0 x close|".into(),
        username: "dev ice&\u{feff}pk\\\"'😀".into(),
        url: "ws://[::1]:8083/?token=x".into(),
        keep_alive_s: 0,
        clean_session: false,
        ..login()
    });
    driver.tell(|s, now| s.handle_open(now, ""));
    driver.bytes(&broker::connack(1, 0));
    for topic in [
        "温度/é",
        "a b",
        "'",
        "\u{7f}\u{85}\u{2028}\u{200b}",
        "a=b",
        "\\",
    ] {
        driver.bytes(&publish(0, 0, topic, b"\0\n"));
    }
    check!("strange-values", driver);
    assert!(driver.transcript().lines().count() == driver.events.len());
}
