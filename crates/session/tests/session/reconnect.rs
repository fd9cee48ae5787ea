//! When the next try comes, when it does not, and who may hurry it.

use connack_session::{
    Config, Connect, Effect, Event, NotSent, Password, Phase, Reconnect, Session, Stopped,
    Violation, WaitedFor,
};

use crate::broker;
use crate::driver::{Driver, close, login, reconnecting};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn opening(connect: Connect) -> Driver {
    let mut driver = Driver::new(Config::default());
    driver.ask(|s, now| s.connect(now, connect)).unwrap();
    driver
}

/// The wait that was told last, and which try it is for.
#[track_caller]
fn wait(driver: &Driver) -> (u32, u32) {
    let told = driver.events.iter().rev().find_map(|timed| {
        if let Event::Reconnecting { in_ms, attempt } = timed.event {
            Some((in_ms, attempt))
        } else {
            None
        }
    });
    assert_eq!(driver.session.phase(), Phase::Reconnecting);
    told.unwrap()
}

fn stopped(driver: &Driver) -> Option<Stopped> {
    driver.events.iter().find_map(|timed| {
        if let Event::ReconnectStopped(why) = timed.event {
            Some(why)
        } else {
            None
        }
    })
}

#[test]
fn waits_grow_to_a_limit_and_are_spread() {
    let mut all = Vec::new();
    for seed in 0..50 {
        let mut driver = opening(reconnecting());
        driver.session = Session::new(Config::default(), seed);
        driver.ask(|s, now| s.connect(now, reconnecting())).unwrap();
        for (attempt, middle) in (1..).zip([1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0, 60.0]) {
            driver.cut();
            let (in_ms, told) = wait(&driver);
            assert_eq!(told, attempt);
            let share = f64::from(in_ms) / (middle * 1_000.0);
            assert!((0.8..=1.21).contains(&share), "{in_ms} ms, try {attempt}");
            all.push(share);
            driver.timeout();
            assert_eq!(driver.session.phase(), Phase::Connecting);
        }
    }
    all.sort_by(f64::total_cmp);
    assert!(all[0] < 0.82 && all[all.len() - 1] > 1.18, "they spread");
    let middle = all.iter().sum::<f64>() / all.len() as f64;
    assert!((0.97..1.03).contains(&middle), "{middle}");
}

#[test]
fn the_same_seed_waits_the_same() {
    let waits = |seed| {
        let mut session = Session::new(Config::default(), seed);
        session.connect(0.0, reconnecting()).unwrap();
        session.handle_close(0.0, close(1006, false));
        session.deadline()
    };
    assert_eq!(waits(7), waits(7));
    assert_ne!(waits(7), waits(8));
}

#[test]
fn a_good_connection_begins_at_the_first_wait_again() {
    let mut driver = opening(reconnecting());
    for _ in 0..5 {
        driver.cut();
        driver.timeout();
    }
    driver.tell(|s, now| s.handle_open(now, "mqtt"));
    driver.bytes(&broker::ACCEPTED);
    driver.after(29_999.0).cut();
    assert_eq!(wait(&driver).1, 6);
    driver.come_back(&broker::ACCEPTED);
    driver.after(30_001.0).cut();
    assert_eq!(wait(&driver).1, 1);
}

#[test]
fn what_is_tried_again() {
    let mut refused = opening(reconnecting());
    refused.tell(|s, now| s.handle_open(now, "mqtt"));
    refused.bytes(&broker::connack(0, 3));
    assert_eq!(wait(&refused).1, 1);
    assert_eq!(refused.closed_with(), Some(1000));

    let mut silent = opening(reconnecting());
    silent.timeout();
    let timed_out = Event::TimedOut(WaitedFor::SocketOpen);
    assert!(silent.told().contains(&timed_out));
    assert_eq!(wait(&silent).1, 1);
    // The close of the old socket may come now; it is told and changes nothing.
    silent.cut();
    assert!(matches!(
        silent.events.last().unwrap().event,
        Event::SocketClosed { .. }
    ));
    assert_eq!(wait(&silent).1, 1);

    let mut lost = Driver::online_as(reconnecting());
    lost.timeout();
    lost.timeout();
    assert!(lost.told().contains(&Event::TimedOut(WaitedFor::Pingresp)));
    assert_eq!(wait(&lost).1, 1);
}

#[test]
fn what_is_not_tried_again() {
    for code in [1, 2, 4, 5] {
        let mut driver = opening(reconnecting());
        driver.tell(|s, now| s.handle_open(now, "mqtt"));
        driver.bytes(&broker::connack(0, code));
        assert_eq!(driver.session.phase(), Phase::Refused);
        assert_eq!(stopped(&driver), Some(Stopped::Refused));
        driver.cut();
        assert_eq!(driver.session.deadline(), None);
    }
    let mut driver = Driver::online_as(reconnecting());
    driver.bytes(&broker::puback(9));
    assert_eq!(driver.violation(), Some(Violation::UnknownPacketId));
    assert_eq!(stopped(&driver), Some(Stopped::Violation));
    assert_eq!(driver.session.phase(), Phase::Closed);

    let mut driver = opening(reconnecting());
    driver.tell(Session::handle_refused);
    assert_eq!(stopped(&driver), Some(Stopped::SocketRefused));
    assert_eq!(driver.session.phase(), Phase::Closed);

    let mut driver = Driver::online_as(reconnecting());
    driver.cut();
    driver.ask(Session::disconnect).unwrap();
    assert_eq!(stopped(&driver), Some(Stopped::Disconnected));
    assert_eq!(driver.session.phase(), Phase::Closed);
    assert_eq!(driver.session.deadline(), None);

    let mut driver = Driver::online_as(reconnecting());
    driver.ask(Session::disconnect).unwrap();
    driver.cut();
    assert_eq!(driver.session.phase(), Phase::Closed);

    let mut driver = Driver::online();
    driver.cut();
    assert_eq!(driver.session.phase(), Phase::Closed);
    assert_eq!(stopped(&driver), None, "there was none to stop");
}

#[test]
fn closed_soon_after_connack_three_times() {
    let mut driver = Driver::online_as(reconnecting());
    driver.after(10.0).cut();
    driver.come_back(&broker::ACCEPTED);
    driver.after(10.0).cut();
    driver.come_back(&broker::ACCEPTED);
    driver.after(10.0).cut();
    assert_eq!(driver.session.phase(), Phase::Closed);
    assert!(driver.told().contains(&Event::Evicted { times: 3 }));
    assert_eq!(stopped(&driver), Some(Stopped::Evicted));
}

#[test]
fn what_is_no_eviction() {
    // One connection that stays ends the suspicion; so does a network that is gone.
    let mut driver = Driver::online_as(reconnecting());
    for n in 0..12 {
        let stay = if n % 3 == 2 { 30_001.0 } else { 10.0 };
        driver.after(stay).cut();
        driver.come_back(&broker::ACCEPTED);
    }
    let mut driver = Driver::online_as(reconnecting());
    for _ in 0..6 {
        driver.tell(|s, now| s.handle_network(now, false));
        driver.cut();
        driver.tell(|s, now| s.handle_network(now, true));
        driver.tell(|s, now| s.handle_open(now, "mqtt"));
        driver.bytes(&broker::ACCEPTED);
        assert_eq!(driver.session.phase(), Phase::Online);
    }
    let never = Connect {
        reconnect: Some(Reconnect {
            max_evictions: 0,
            ..Reconnect::default()
        }),
        ..login()
    };
    let mut driver = Driver::online_as(never);
    for _ in 0..20 {
        driver.cut();
        driver.come_back(&broker::ACCEPTED);
    }
}

/// Five a minute: whatever happens, tries by itself keep to it.
#[test]
fn the_limit_of_a_minute() {
    let connect = Connect {
        max_per_minute: Some(5),
        reconnect: Some(Reconnect {
            max_evictions: 0,
            first_ms: 10,
            factor: 1,
            ..Reconnect::default()
        }),
        ..login()
    };
    let mut driver = opening(connect);
    let mut tries = vec![driver.now_ms];
    for n in 0..60 {
        if n % 2 == 0 {
            driver.tell(|s, now| s.handle_open(now, "mqtt"));
            driver.bytes(&broker::ACCEPTED);
        }
        if n % 7 == 0 {
            driver.tell(|s, now| s.handle_network(now, false));
        }
        driver.cut();
        driver.tell(|s, now| s.handle_network(now, true));
        if driver.session.phase() == Phase::Reconnecting {
            driver.timeout();
        }
        assert_eq!(driver.session.phase(), Phase::Connecting);
        tries.push(driver.now_ms);
    }
    for six in tries.windows(6) {
        assert!(six[5] - six[0] >= 60_000.0, "{six:?}");
    }
    let warned = |event: &Event| matches!(event, Event::TooManyConnects { .. });
    assert!(!driver.told().iter().any(warned));
    // Who asks is warned, and gets the try.
    driver.cut();
    driver.ask(Session::try_now).unwrap();
    let warning = Event::TooManyConnects {
        within_a_minute: 6,
        allowed: 5,
    };
    assert!(driver.told().contains(&warning));
    assert_eq!(driver.session.phase(), Phase::Connecting);
}

#[test]
fn asked_for_by_hand_six_times_a_minute() {
    let connect = Connect {
        max_per_minute: Some(5),
        ..login()
    };
    let mut driver = Driver::new(Config::default());
    for n in 1..=6 {
        let connect = connect.clone();
        driver.ask(|s, now| s.connect(now, connect)).unwrap();
        driver.cut();
        let warned = |event: &Event| matches!(event, Event::TooManyConnects { .. });
        assert_eq!(driver.told().iter().any(warned), n == 6);
    }
}

#[test]
fn trying_now() {
    let mut driver = Driver::online_as(reconnecting());
    assert_eq!(driver.ask(Session::try_now), Err(NotSent::NoNextTry));
    driver.cut();
    driver.effects.clear();
    driver.ask(Session::try_now).unwrap();
    let url = login().url;
    assert_eq!(driver.effects, [Effect::OpenSocket { url }]);
    assert_eq!(driver.session.phase(), Phase::Connecting);
    assert_eq!(driver.ask(Session::try_now), Err(NotSent::NoNextTry));
}

#[test]
fn no_network_no_try() {
    let mut driver = Driver::online_as(reconnecting());
    driver.tell(|s, now| s.handle_network(now, false));
    assert_eq!(
        driver.session.phase(),
        Phase::Online,
        "the socket will tell"
    );
    driver.cut();
    assert_eq!(driver.session.deadline(), None);
    driver.after(1e6).tell(Session::handle_timeout);
    assert_eq!(driver.session.phase(), Phase::Reconnecting);
    driver.tell(|s, now| s.handle_network(now, true));
    assert_eq!(driver.session.phase(), Phase::Connecting);
    let network = |online| Event::Network { online };
    assert!(driver.told().contains(&network(false)) && driver.told().contains(&network(true)));
    let told = driver.events.len();
    driver.tell(|s, now| s.handle_network(now, true));
    assert_eq!(driver.events.len(), told, "what is known is not news");
}

#[test]
fn edited_credentials_are_for_the_next_try() {
    let mut driver = Driver::online_as(reconnecting());
    driver.cut();
    let edited = Connect {
        username: "edited&pk".into(),
        password: Password("edited".into()),
        ..reconnecting()
    };
    driver.ask(|s, now| s.set_credentials(now, edited)).unwrap();
    driver.timeout();
    driver.effects.clear();
    driver.tell(|s, now| s.handle_open(now, "mqtt"));
    let sent = String::from_utf8_lossy(&driver.sent()).into_owned();
    assert!(
        sent.contains("edited&pk") && sent.ends_with("edited"),
        "{sent:?}"
    );

    let mut idle = Driver::new(Config::default());
    let result = idle.ask(|s, now| s.set_credentials(now, login()));
    assert_eq!(result, Err(NotSent::NoNextTry));
    let mut online = Driver::online_as(reconnecting());
    let impossible = Connect {
        client_id: "\0".into(),
        ..reconnecting()
    };
    let result = online.ask(|s, now| s.set_credentials(now, impossible));
    assert_eq!(result, Err(NotSent::ConnectHasNul));
}

#[test]
fn a_first_try_that_fails_is_the_end_unless_it_counts_too() {
    let lost_only = Connect {
        reconnect: Some(Reconnect {
            first_too: false,
            ..Reconnect::default()
        }),
        ..login()
    };
    let mut driver = opening(lost_only.clone());
    driver.cut();
    assert_eq!(driver.session.phase(), Phase::Closed);
    let mut driver = Driver::online_as(lost_only);
    driver.cut();
    assert_eq!(driver.session.phase(), Phase::Reconnecting);
    driver.timeout();
    driver.cut();
    assert_eq!(driver.session.phase(), Phase::Reconnecting);
}
