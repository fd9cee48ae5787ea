//! Whole sessions as text, against `tests/transcripts/*.txt`.
//!
//! `BLESS=1 cargo test -p connack-session` writes the files anew; read the difference then.

use connack_session::{Close, Config, Connect, Qos, Session, Version, Will};

use crate::broker::{self, publish, publish_head};
use crate::driver::{Driver, close, login, persistent, reconnecting};

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

#[test]
fn a_bad_day() {
    let connect = Connect {
        keep_alive_s: 300,
        ..persistent()
    };
    let mut driver = opening(connect.clone());
    driver.after(4.0).tell(|s, now| s.handle_open(now, "mqtt"));
    driver.after(7.0).bytes(&broker::ACCEPTED);
    driver
        .ask(|s, now| s.subscribe(now, "/pk/device/user/get", Qos::AtLeastOnce))
        .unwrap();
    for (payload, qos) in [(b"1", Qos::AtLeastOnce), (b"2", Qos::ExactlyOnce)] {
        driver
            .publish("/pk/device/user/update", payload, qos)
            .unwrap();
    }
    driver.after(60_000.0).cut();
    driver
        .publish("/pk/device/user/update", b"3", Qos::AtLeastOnce)
        .unwrap();
    driver.timeout();
    driver.after(5.0).tell(|s, now| s.handle_open(now, "mqtt"));
    driver.after(7.0).bytes(&broker::connack(1, 0));
    driver.after(9.0).bytes(&broker::suback(1, 1));
    driver.tell(|s, now| s.handle_network(now, false));
    driver.after(40_000.0).cut();
    driver
        .ask(|s, now| s.set_credentials(now, connect))
        .unwrap();
    driver
        .after(20_000.0)
        .tell(|s, now| s.handle_network(now, true));
    driver.after(5.0).tell(|s, now| s.handle_open(now, "mqtt"));
    driver.after(7.0).bytes(&broker::ACCEPTED);
    for _ in 0..3 {
        driver.after(100.0).cut();
        if driver.session.phase().is_active() {
            driver.timeout();
            driver.after(5.0).tell(|s, now| s.handle_open(now, "mqtt"));
            driver.after(7.0).bytes(&broker::connack(1, 0));
        }
    }
    check!("a-bad-day", driver);
}

#[test]
fn in_5_0() {
    let mut driver = opening(Connect {
        version: Version::V5_0,
        will: Some(Will {
            topic: "/pk/device/user/gone".into(),
            payload: b"secret".into(),
            qos: Qos::AtLeastOnce,
            retain: false,
        }),
        ..reconnecting()
    });
    driver.after(4.0).tell(|s, now| s.handle_open(now, "mqtt"));
    driver.after(7.0).bytes(&broker::packet(
        0x20,
        b"\0\0\x1a\x21\0\x0a\x13\0\x3c\x26\0\x04zone\0\x0bcn shanghai",
    ));
    driver
        .ask(|s, now| s.subscribe(now, "/other/#", Qos::AtMostOnce))
        .unwrap();
    driver
        .after(3.0)
        .bytes(&broker::packet(0x90, b"\0\x01\x0c\x1f\0\x09not yours\x87"));
    driver.after(2.0).bytes(&broker::packet(
        0x30,
        b"\0\x01t\x10\x03\0\x04json\x26\0\x01a\0\x03b c{}",
    ));
    driver
        .after(2.0)
        .bytes(&broker::packet(0xe0, b"\x8e\x07\x1f\0\x04gone"));
    driver
        .after(2.0)
        .tell(|s, now| s.handle_close(now, close(1000, true)));
    check!("in-5-0", driver);
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
