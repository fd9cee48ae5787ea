//! What a device sends unasked: a simulated thing and repeated messages.

use connack_behaviour::{Deed, MAX_REPEATS, Outgoing};
use connack_protocol::{
    Field, Generator, PayloadForm, Publishing, Qos, Ramp, Repeat, RepeatState, SkipReason, Source,
    Thing, Told,
};
use serde_json::{Value, json};

use crate::device::{at, deeds, device, message, publish, published, rule, run, told, value};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn thing(every_ms: u32) -> Thing {
    let field = |name: &str, generator| Field {
        name: name.into(),
        generator,
        decimals: 1,
    };
    Thing {
        every_ms,
        topic: String::new(),
        method: String::new(),
        qos: Qos::AtMostOnce,
        fields: vec![
            field("on", Generator::Constant("true".into())),
            field(
                "T\"",
                Generator::Sine {
                    min: 0.0,
                    max: 10.0,
                    period_ms: 4_000,
                },
            ),
            field(
                "n",
                Generator::List {
                    values: vec!["1".into(), "2".into()],
                    repeat: true,
                },
            ),
        ],
    }
}

fn repeat(count: Option<u32>, interval_ms: u32) -> Repeat {
    Repeat {
        publish: Publishing {
            topic: "/r".into(),
            payload: r#"{"n":{step}}"#.into(),
            form: PayloadForm::Json,
            qos: Qos::AtLeastOnce,
            retain: true,
        },
        count,
        interval_ms,
        ramp: None,
    }
}

fn repeating(id: u32, sent: u32, of: Option<u32>, state: RepeatState) -> Told {
    Told::Repeating {
        id,
        sent,
        of,
        state,
    }
}

#[test]
fn a_simulated_thing_posts_on_schedule_with_fresh_ids() {
    let mut behaviour = device(Vec::new());
    behaviour.set_thing(at(0.0), Some(thing(1_000)));
    let seen = run(&mut behaviour, 3_500.0);
    let times: Vec<f64> = seen.iter().map(|(at, ..)| *at).collect();
    assert_eq!(times, [0.0, 1_000.0, 2_000.0, 3_000.0]);
    let posts: Vec<Value> = seen.iter().map(|(_, _, payload)| value(payload)).collect();
    let params: Vec<&Value> = posts.iter().map(|post| &post["params"]).collect();
    assert_eq!(params[0], &json!({"on": true, "T\"": 5.0, "n": 1}));
    assert_eq!(params[1], &json!({"on": true, "T\"": 10.0, "n": 2}));
    assert_eq!(params[3], &json!({"on": true, "T\"": 0.0, "n": 2}));
    let mut ids: Vec<&str> = posts
        .iter()
        .map(|post| post["id"].as_str().unwrap())
        .collect();
    ids.dedup();
    assert_eq!(ids.len(), 4);
    assert!(
        seen.iter()
            .all(|(_, topic, _)| topic == "/sys/pk/dn/thing/event/property/post")
    );
    behaviour.set_thing(at(4_000.0), None);
    assert_eq!(behaviour.deadline(), None);
}

#[test]
fn a_late_timer_never_ends_in_a_burst() {
    let mut behaviour = device(vec![rule("/a", vec![publish("/b", "{step}", 0, 5, 100)])]);
    behaviour.set_thing(at(0.0), Some(thing(1_000)));
    behaviour.start_repeat(at(0.0), 1, repeat(None, 100));
    behaviour.handle_message(at(0.0), 1, &message("/a", ""));
    assert_eq!(published(&mut behaviour).len(), 3);
    // A little late: the rhythm stays.
    behaviour.handle_timeout(at(130.0));
    assert_eq!(published(&mut behaviour).len(), 2);
    assert_eq!(behaviour.deadline(), Some(200.0));
    // An hour late: one of each, and on from there.
    let late = 3_600_000.0;
    behaviour.handle_timeout(at(late));
    assert_eq!(published(&mut behaviour).len(), 3);
    assert_eq!(behaviour.deadline(), Some(late + 100.0));
    behaviour.handle_timeout(at(late));
    assert_eq!(deeds(&mut behaviour), []);
}

#[test]
fn nothing_is_sent_while_offline() {
    let mut behaviour = device(vec![rule("/a", vec![publish("/b", "{step}", 0, 3, 100)])]);
    behaviour.set_thing(at(0.0), Some(thing(1_000)));
    behaviour.handle_message(at(0.0), 1, &message("/a", ""));
    assert_eq!(published(&mut behaviour).len(), 2);
    behaviour.handle_online(at(10.0), false);
    behaviour.start_repeat(at(20.0), 1, repeat(Some(2), 100));
    behaviour.handle_timeout(at(5_000.0));
    assert_eq!(published(&mut behaviour), []);
    assert_eq!(behaviour.deadline(), None);
    behaviour.handle_online(at(9_000.0), true);
    assert_eq!(published(&mut behaviour).len(), 3);
    assert_eq!(behaviour.deadline(), Some(9_100.0));
}

#[test]
fn a_repeated_sending_counts_tells_and_ends() {
    let mut behaviour = device(Vec::new());
    behaviour.start_repeat(at(0.0), 7, repeat(Some(3), 200));
    let first = deeds(&mut behaviour);
    let running = Deed::Tell(repeating(7, 0, Some(3), RepeatState::Running));
    let sent = Deed::Publish(Outgoing {
        by: Source::Repeat(7),
        topic: "/r".into(),
        payload: br#"{"n":1}"#.to_vec(),
        qos: Qos::AtLeastOnce,
        retain: true,
    });
    assert_eq!(first, [running, sent]);
    behaviour.handle_timeout(at(200.0));
    assert_eq!(told(&mut behaviour), []);
    behaviour.handle_timeout(at(400.0));
    assert_eq!(
        told(&mut behaviour),
        [repeating(7, 3, Some(3), RepeatState::Done)]
    );
    assert_eq!(behaviour.deadline(), None);
    behaviour.start_repeat(at(0.0), 8, repeat(Some(0), 1));
    assert_eq!(
        told(&mut behaviour).last(),
        Some(&repeating(8, 0, Some(0), RepeatState::Done))
    );
}

#[test]
fn several_run_at_once_and_each_can_be_stopped() {
    let mut behaviour = device(Vec::new());
    for id in 0..=MAX_REPEATS as u32 {
        behaviour.start_repeat(at(0.0), id, repeat(None, 1_000));
    }
    let seen = told(&mut behaviour);
    let refused = repeating(MAX_REPEATS as u32, 0, None, RepeatState::Refused);
    assert_eq!(seen.last(), Some(&refused));
    behaviour.stop_repeat(3);
    behaviour.stop_repeat(3);
    assert_eq!(
        deeds(&mut behaviour),
        [Deed::Tell(repeating(3, 1, None, RepeatState::Stopped))]
    );
    behaviour.handle_timeout(at(1_000.0));
    let seen = deeds(&mut behaviour);
    let sent = seen
        .iter()
        .filter(|deed| matches!(deed, Deed::Publish(_)))
        .count();
    assert_eq!((sent, seen.len()), (MAX_REPEATS - 1, 2 * (MAX_REPEATS - 1)));
}

#[test]
fn a_ramp_changes_the_interval_evenly() {
    let mut behaviour = device(Vec::new());
    let ramp = Repeat {
        ramp: Some(Ramp {
            to_interval_ms: 100,
            over_ms: 1_000,
        }),
        ..repeat(None, 300)
    };
    behaviour.start_repeat(at(0.0), 1, ramp);
    let times: Vec<f64> = run(&mut behaviour, 1_500.0)
        .into_iter()
        .map(|(at, ..)| at)
        .collect();
    // 300 − 200 × elapsed / 1000, then 100.
    assert_eq!(
        times,
        [
            0.0, 300.0, 540.0, 732.0, 886.0, 1_009.0, 1_109.0, 1_209.0, 1_309.0, 1_409.0
        ]
    );
}

#[test]
fn a_repeated_payload_keeps_its_form() {
    let mut behaviour = device(Vec::new());
    let written = |form, payload: &str| {
        let mut repeat = repeat(Some(1), 1);
        repeat.publish.form = form;
        repeat.publish.payload = payload.into();
        repeat
    };
    for (form, payload, expected) in [
        (
            PayloadForm::Hex,
            "80 ff {random:10..10}",
            Some(vec![0x80, 0xff, 0x10]),
        ),
        (
            PayloadForm::Base64,
            "gP8AEA==",
            Some(vec![0x80, 0xff, 0, 0x10]),
        ),
        (PayloadForm::Text, "{{time}}", Some(b"{time}".to_vec())),
        (PayloadForm::Json, "{\"a\":}", None),
        (PayloadForm::Hex, "{productKey}", None),
    ] {
        behaviour.start_repeat(at(0.0), 1, written(form, payload));
        let seen = deeds(&mut behaviour);
        match expected {
            Some(bytes) => {
                assert!(
                    matches!(&seen[1], Deed::Publish(out) if out.payload == bytes),
                    "{seen:?}"
                );
            }
            None => assert_eq!(
                seen[1..],
                [
                    Deed::Tell(Told::Skipped {
                        by: Source::Repeat(1),
                        reason: SkipReason::BadPayload
                    }),
                    Deed::Tell(repeating(1, 0, Some(1), RepeatState::Stopped)),
                ]
            ),
        }
    }
}
