//! From the request to CONNACK, and every end.

use connack_session::{
    Config, Connect, Effect, Event, NotSent, Password, Phase, Qos, Session, WaitedFor,
};

use crate::broker;
use crate::driver::{Driver, close, login};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// The CONNECT of `connect`, and its bytes as written by hand.
#[track_caller]
fn check_bytes(connect: Connect, flags: u8, keep_alive: [u8; 2], fields: &[&str]) {
    let driver = Driver::waiting(Config::default(), connect);
    let mut body = b"\0\x04MQTT\x04".to_vec();
    body.push(flags);
    body.extend_from_slice(&keep_alive);
    for field in fields {
        body.extend_from_slice(&(field.len() as u16).to_be_bytes());
        body.extend_from_slice(field.as_bytes());
    }
    assert_eq!(driver.sent(), broker::packet(0x10, &body));
}

#[test]
fn connect_is_byte_exact() {
    let password = "fafd82a3d602b37fb0fa8b7892f24a477f851a14";
    for client_id in [
        "12345|securemode=3,signmethod=hmacsha1,timestamp=789|",
        "|securemode=2,signmethod=hmacmd5|",
        "设备 😀|a=\u{1}\u{7f}\u{feff}|",
        "",
    ] {
        let connect = Connect {
            client_id: client_id.into(),
            ..login()
        };
        check_bytes(connect, 0xc2, [0, 60], &[client_id, "device&pk", password]);
    }
    let persistent = Connect {
        clean_session: false,
        keep_alive_s: 0xfffe,
        ..login()
    };
    let id = persistent.client_id.clone();
    check_bytes(
        persistent,
        0xc0,
        [0xff, 0xfe],
        &[&id, "device&pk", password],
    );
}

#[test]
fn an_anonymous_login_has_neither_field() {
    let anonymous = Connect {
        username: String::new(),
        password: Password(String::new()),
        client_id: "a".into(),
        ..login()
    };
    check_bytes(anonymous.clone(), 0x02, [0, 60], &["a"]);
    let without_name = Connect {
        password: Password("p".into()),
        ..anonymous.clone()
    };
    check_bytes(without_name, 0xc2, [0, 60], &["a", "", "p"]);
    let without_password = Connect {
        username: "u".into(),
        ..anonymous
    };
    check_bytes(without_password, 0xc2, [0, 60], &["a", "u", ""]);
}

#[test]
fn fields_at_their_longest() {
    let longest = "x".repeat(65_535);
    let connect = Connect {
        client_id: longest.clone(),
        username: longest.clone(),
        password: Password(longest.clone()),
        ..login()
    };
    check_bytes(connect, 0xc2, [0, 60], &[&longest, &longest, &longest]);
}

#[test]
fn connects_that_cannot_be_sent() {
    let check = |connect: Connect, expected| {
        let mut driver = Driver::new(Config::default());
        assert_eq!(driver.ask(|s, now| s.connect(now, connect)), Err(expected));
        assert_eq!(driver.effects, []);
        assert_eq!(driver.events.len(), 1);
        assert_eq!(driver.events[0].event, Event::NotSent(expected));
        assert_eq!(driver.session.phase(), Phase::Idle);
    };
    let long = "x".repeat(65_536);
    check(
        Connect {
            client_id: long.clone(),
            ..login()
        },
        NotSent::TooLong,
    );
    check(
        Connect {
            username: long.clone(),
            ..login()
        },
        NotSent::TooLong,
    );
    check(
        Connect {
            password: Password(long),
            ..login()
        },
        NotSent::TooLong,
    );
    check(
        Connect {
            client_id: "a\0".into(),
            ..login()
        },
        NotSent::ConnectHasNul,
    );
    check(
        Connect {
            username: "\0".into(),
            ..login()
        },
        NotSent::ConnectHasNul,
    );
    let nameless = Connect {
        client_id: String::new(),
        clean_session: false,
        ..login()
    };
    check(nameless, NotSent::ClientIdEmpty);
}

#[test]
fn one_connection_at_a_time() {
    let again = |driver: &mut Driver| driver.ask(|s, now| s.connect(now, login()));
    let mut online = Driver::online();
    assert_eq!(again(&mut online), Err(NotSent::AlreadyConnected));
    assert_eq!(online.session.phase(), Phase::Online);
    assert_eq!(online.effects, []);
    online.ask(Session::disconnect).unwrap();
    assert_eq!(again(&mut online), Ok(()));
    assert_eq!(online.session.phase(), Phase::Connecting);
}

#[test]
fn a_refusal() {
    for code in 1..=5 {
        let mut driver = Driver::waiting(Config::default(), login());
        driver.bytes(&[&broker::connack(0, code)[..], &broker::PINGRESP].concat());
        assert_eq!(driver.session.phase(), Phase::Refused);
        assert_eq!(driver.closed_with(), Some(1000));
        assert_eq!(
            driver.violation(),
            None,
            "what follows a refusal is not read"
        );
        driver.tell(|s, now| s.handle_close(now, close(1005, true)));
        assert_eq!(driver.session.phase(), Phase::Refused);
        assert!(matches!(
            driver.events.last().unwrap().event,
            Event::SocketClosed { .. }
        ));
        assert_eq!(driver.session.deadline(), None);
    }
}

#[test]
fn session_present_is_told() {
    let mut driver = Driver::waiting(
        Config::default(),
        Connect {
            clean_session: false,
            ..login()
        },
    );
    driver.bytes(&broker::connack(1, 0));
    let told = Event::Connack {
        return_code: 0,
        session_present: true,
        server: None,
    };
    assert!(driver.events.iter().any(|timed| timed.event == told));
    // With a session kept, the library keeps what it sends: identifiers must still come free.
    for _ in 0..3 {
        driver.publish("a", b"", Qos::ExactlyOnce).unwrap();
        driver.bytes(&[broker::pubrec(1), broker::pubcomp(1)].concat());
        driver.publish("a", b"", Qos::AtLeastOnce).unwrap();
        driver.bytes(&broker::puback(1));
    }
    assert_eq!(driver.violation(), None);
}

/// The time-out counts from the request over the opening of the socket.
#[track_caller]
fn check_timeout(open_after_ms: Option<f64>, expected: WaitedFor) {
    let mut driver = Driver::new(Config::default());
    driver.ask(|s, now| s.connect(now, login())).unwrap();
    if let Some(ms) = open_after_ms {
        driver.after(ms).tell(|s, now| s.handle_open(now, "mqtt"));
    }
    driver.now_ms = 5_000.0 + 9_999.0;
    driver.tell(Session::handle_timeout);
    assert!(driver.session.phase().is_active());
    driver.timeout();
    let timed = driver
        .events
        .iter()
        .find(|timed| timed.event == Event::TimedOut(expected));
    assert_eq!(timed.unwrap().at_ms, 10_000.0);
    assert_eq!(driver.closed_with(), Some(1000));
    assert_eq!(driver.session.phase(), Phase::Closed);
    driver.tell(|s, now| s.handle_open(now, "mqtt"));
    driver.bytes(&broker::ACCEPTED);
    assert_eq!(driver.session.phase(), Phase::Closed);
}

#[test]
fn time_outs_of_connecting() {
    check_timeout(None, WaitedFor::SocketOpen);
    check_timeout(Some(20.0), WaitedFor::Connack);
    check_timeout(Some(9_998.0), WaitedFor::Connack);
}

#[test]
fn a_close_from_the_other_side() {
    let check = |mut driver: Driver, was_open: bool| {
        driver.tell(|s, now| s.handle_close(now, close(1006, false)));
        driver.tell(|s, now| s.handle_close(now, close(1006, false)));
        let told: Vec<_> = driver
            .events
            .iter()
            .rev()
            .take(2)
            .map(|timed| &timed.event)
            .collect();
        assert_eq!(told[0], &Event::Phase(Phase::Closed));
        let Event::SocketClosed {
            code,
            clean,
            was_open: told_open,
            ..
        } = told[1]
        else {
            panic!("{told:?}");
        };
        assert_eq!((*code, *clean, *told_open), (1006, false, was_open));
        assert_eq!(driver.session.deadline(), None);
        let told = driver.events.len();
        driver.bytes(&broker::PINGRESP);
        driver.tell(Session::handle_text);
        driver.tell(Session::handle_timeout);
        assert_eq!(driver.events.len(), told);
        assert_eq!(
            driver.publish("a", b"", Qos::AtMostOnce),
            Err(NotSent::NotOnline)
        );
    };
    let mut opening = Driver::new(Config::default());
    opening.ask(|s, now| s.connect(now, login())).unwrap();
    check(opening, false);
    check(Driver::waiting(Config::default(), login()), true);
    check(Driver::online(), true);
}

#[test]
fn a_socket_that_cannot_be_tried() {
    let mut driver = Driver::new(Config::default());
    driver.ask(|s, now| s.connect(now, login())).unwrap();
    driver.tell(Session::handle_refused);
    let told: Vec<_> = driver
        .events
        .iter()
        .map(|timed| timed.event.clone())
        .collect();
    assert_eq!(
        told[2..],
        [Event::SocketRefused, Event::Phase(Phase::Closed)]
    );
    driver.tell(|s, now| s.handle_close(now, close(1006, false)));
    assert_eq!(driver.events.len(), 4);
}

#[test]
fn disconnecting() {
    let mut driver = Driver::online();
    driver.ask(Session::disconnect).unwrap();
    let expected = [
        Effect::Send(vec![0xe0, 0]),
        Effect::CloseSocket { code: 1000 },
    ];
    assert_eq!(driver.effects, expected);
    assert_eq!(driver.session.phase(), Phase::Closed);
    assert_eq!(driver.ask(Session::disconnect), Err(NotSent::NotOnline));

    let mut waiting = Driver::waiting(Config::default(), login());
    waiting.effects.clear();
    waiting.ask(Session::disconnect).unwrap();
    assert_eq!(waiting.effects, [Effect::CloseSocket { code: 1000 }]);

    let mut opening = Driver::new(Config::default());
    assert_eq!(opening.ask(Session::disconnect), Err(NotSent::NotOnline));
    opening.ask(|s, now| s.connect(now, login())).unwrap();
    opening.ask(Session::disconnect).unwrap();
    assert_eq!(opening.closed_with(), Some(1000));
    opening.tell(|s, now| s.handle_open(now, "mqtt"));
    assert!(opening.sent().is_empty(), "no CONNECT after the end");
}

#[test]
fn a_password_is_nowhere() {
    let secret = "marker-secret";
    let connect = Connect {
        password: Password(secret.into()),
        url: format!("wss://user:{secret}@host:443/mqtt?token={secret}#{secret}"),
        ..login()
    };
    assert!(!format!("{:?}", connect.password).contains(secret));
    let mut driver = Driver::waiting(Config::default(), connect);
    driver.bytes(&broker::ACCEPTED);
    assert!(!driver.transcript().contains(secret));
    assert!(!format!("{:?}", driver.events).contains(secret));
}

#[test]
fn urls_are_told_without_secrets() {
    let check = |url: &str, expected: &str| {
        let mut driver = Driver::new(Config::default());
        let connect = Connect {
            url: url.into(),
            ..login()
        };
        driver.ask(|s, now| s.connect(now, connect)).unwrap();
        let Event::SocketOpening { url: told } = &driver.events[0].event else {
            panic!("{:?}", driver.events);
        };
        assert_eq!(told, expected);
        assert_eq!(driver.effects, [Effect::OpenSocket { url: url.into() }]);
    };
    check("wss://pk.example:443/mqtt", "wss://pk.example:443/mqtt");
    check("ws://[::1]:8083/", "ws://[::1]:8083/");
    check("ws://[::1]/", "ws://[::1]/");
    check("ws://host", "ws://host");
    check("ws://host?x=1", "ws://host?[redacted]");
    check("ws://host/a#x", "ws://host/a?[redacted]");
    check("ws://u:p@host:1/a@b", "ws://[redacted]@host:1/a@b");
    check("ws://u:p/s@host/", "ws://[redacted]");
    check("ws://u:p?s@host/", "ws://[redacted]");
    check("nothing", "[redacted]");
    check("", "[redacted]");
}
