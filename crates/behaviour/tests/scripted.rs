//! Devices that behave, scripted: messages and moments in, deeds out.

use connack_behaviour::{Behaviour, Deed, MAX_DEEDS, MAX_REPEATS, Moment, Outgoing, ready_made};
use connack_protocol::{
    Condition, Device, Field, Generator, Message, Paired, PayloadForm, Publishing, Qos, Ramp,
    Repeat, RepeatState, Rule, RuleAct, SkipReason, Source, Thing, Told,
};
use serde_json::{Value, json};

const EPOCH_MS: f64 = 1_700_000_000_000.0;

fn at(now_ms: f64) -> Moment {
    Moment {
        now_ms,
        epoch_ms: EPOCH_MS + now_ms,
    }
}

fn message(topic: &str, payload: &str) -> Message {
    Message {
        topic: topic.into(),
        payload: payload.into(),
        qos: Qos::AtMostOnce,
        retain: false,
        dup: false,
    }
}

/// A device `pk`, `dn` that is online and follows these rules.
fn device(rules: Vec<Rule>) -> Behaviour {
    let device = Device {
        product_key: "pk".into(),
        device_name: "dn".into(),
    };
    let mut behaviour = Behaviour::new(device, 1);
    behaviour.set_rules(rules);
    behaviour.handle_online(at(0.0), true);
    behaviour
}

fn set(id: &str) -> Vec<Rule> {
    ready_made()
        .into_iter()
        .find(|set| set.id == id)
        .unwrap()
        .rules
}

fn deeds(behaviour: &mut Behaviour) -> Vec<Deed> {
    std::iter::from_fn(|| behaviour.poll()).collect()
}

fn published(behaviour: &mut Behaviour) -> Vec<(String, String)> {
    deeds(behaviour)
        .into_iter()
        .filter_map(|deed| match deed {
            Deed::Publish(Outgoing { topic, payload, .. }) => {
                Some((topic, String::from_utf8(payload).unwrap()))
            }
            Deed::Tell(_) => None,
        })
        .collect()
}

fn told(behaviour: &mut Behaviour) -> Vec<Told> {
    deeds(behaviour)
        .into_iter()
        .filter_map(|deed| match deed {
            Deed::Tell(told) => Some(told),
            Deed::Publish(_) => None,
        })
        .collect()
}

/// Wakes the device at its deadlines until `until_ms`; what it published, and when.
fn run(behaviour: &mut Behaviour, until_ms: f64) -> Vec<(f64, String, String)> {
    let mut seen = Vec::new();
    let mut now_ms = 0.0_f64;
    loop {
        seen.extend(
            published(behaviour)
                .into_iter()
                .map(|(topic, payload)| (now_ms, topic, payload)),
        );
        match behaviour.deadline() {
            Some(deadline) if deadline <= until_ms => now_ms = now_ms.max(deadline),
            Some(_) | None => return seen,
        }
        behaviour.handle_timeout(at(now_ms));
    }
}

fn value(json: &str) -> Value {
    serde_json::from_str(json).unwrap()
}

fn publish(topic: &str, payload: &str, after_ms: u32, times: u32, every_ms: u32) -> RuleAct {
    RuleAct::Publish {
        topic: topic.into(),
        payload: payload.into(),
        qos: Qos::AtMostOnce,
        after_ms,
        times,
        every_ms,
    }
}

fn reply(topic: &str, payload: &str, after_ms: u32) -> RuleAct {
    RuleAct::Reply {
        topic: topic.into(),
        payload: payload.into(),
        after_ms,
    }
}

fn log(text: &str) -> RuleAct {
    RuleAct::Log { text: text.into() }
}

fn rule(filter: &str, acts: Vec<RuleAct>) -> Rule {
    Rule {
        name: "test".into(),
        enabled: true,
        filter: filter.into(),
        condition: Condition::None,
        retained: false,
        acts,
    }
}

#[test]
fn a_property_set_is_answered_and_followed_by_a_post() {
    let mut behaviour = device(set("property-set"));
    let request = r#"{"method":"thing.service.property.set","id":"77","params":{"T":1.10,"s":"\"温"},"version":"1.0"}"#;
    let topic = "/sys/pk/dn/thing/service/property/set";
    behaviour.handle_message(at(10.0), 1, &message(topic, request));
    let sent = published(&mut behaviour);
    assert_eq!(
        sent[0],
        (
            format!("{topic}_reply"),
            r#"{"id":"77","code":200,"data":{}}"#.into()
        )
    );
    assert_eq!(sent[1].0, "/sys/pk/dn/thing/event/property/post");
    let post = value(&sent[1].1);
    assert_eq!(post["params"], json!({"T": 1.1, "s": "\"温"}));
    assert!(sent[1].1.contains("\"T\":1.10,"));
    assert!(post["id"].as_str().unwrap().parse::<u32>().is_ok());
    assert_eq!(sent.len(), 2);

    // Both directions are paired.
    behaviour.handle_sent(at(12.0), 2, &sent[0].0, sent[0].1.as_bytes());
    behaviour.handle_sent(at(12.0), 3, &sent[1].0, sent[1].1.as_bytes());
    let answer = json!({"id": post["id"], "code": 6320}).to_string();
    behaviour.handle_message(
        at(40.5),
        4,
        &message(&format!("{}_reply", sent[1].0), &answer),
    );
    let pair = |request, reply, latency_ms, code| {
        Told::Paired(Paired {
            request,
            reply,
            latency_ms,
            code: Some(code),
        })
    };
    assert_eq!(
        told(&mut behaviour),
        [pair(1, 2, 2.0, 200), pair(3, 4, 28.5, 6320)]
    );
    assert_eq!(behaviour.deadline(), None);
}

#[test]
fn a_service_call_is_answered_but_not_a_property_set_or_an_answer() {
    let mut behaviour = device(set("service-call"));
    for topic in [
        "/sys/pk/dn/thing/service/property/set",
        "/sys/pk/dn/thing/service/reboot_reply",
        "/sys/pk/other/thing/service/reboot",
    ] {
        behaviour.handle_message(at(0.0), 1, &message(topic, r#"{"id":"1"}"#));
        assert_eq!(published(&mut behaviour), []);
    }
    let call = message("/sys/pk/dn/thing/service/reboot", r#"{"id":5,"params":{}}"#);
    behaviour.handle_message(at(0.0), 2, &call);
    assert_eq!(
        published(&mut behaviour),
        [(
            "/sys/pk/dn/thing/service/reboot_reply".into(),
            r#"{"id":"5","code":200,"data":{}}"#.into()
        )]
    );
}

#[test]
fn an_rrpc_is_answered_at_once_and_its_silence_is_told_after_8_s() {
    let mut behaviour = device(set("rrpc"));
    behaviour.handle_message(
        at(0.0),
        1,
        &message("/sys/pk/dn/rrpc/request/901", "turn on"),
    );
    assert_eq!(
        published(&mut behaviour),
        [(
            "/sys/pk/dn/rrpc/response/901".into(),
            r#"{"id":"901","code":200,"data":{}}"#.into()
        )]
    );
    behaviour.handle_message(at(1.0), 2, &message("/ext/rrpc/902/pk/dn/user/get", "{}"));
    let custom = published(&mut behaviour);
    assert_eq!(custom[0].0, "/ext/rrpc/902/pk/dn/user/get");
    // The first never left; the second did.
    behaviour.handle_sent(at(2.0), 3, &custom[0].0, custom[0].1.as_bytes());
    told(&mut behaviour);
    assert_eq!(behaviour.deadline(), Some(8_000.0));
    behaviour.handle_timeout(at(8_000.0));
    assert_eq!(
        told(&mut behaviour),
        [Told::Unanswered {
            request: 1,
            waited_ms: 8_000.0
        }]
    );
}

#[test]
fn an_upgrade_runs_from_0_to_100_and_then_informs() {
    let mut behaviour = device(set("ota"));
    let push = r#"{"code":"1000","data":{"size":432945,"version":"2.0.0","module":"MCU","url":"https://x"},"id":1626969597470,"message":"success"}"#;
    behaviour.handle_message(at(0.0), 1, &message("/ota/device/upgrade/pk/dn", push));
    let sent = run(&mut behaviour, 60_000.0);
    let steps: Vec<(f64, String)> = sent
        .iter()
        .filter(|(_, topic, _)| topic == "/ota/device/progress/pk/dn")
        .map(|(at, _, payload)| {
            (
                *at,
                value(payload)["params"]["step"].as_str().unwrap().into(),
            )
        })
        .collect();
    let expected: Vec<(f64, String)> = (0..=10)
        .map(|step| (f64::from(step) * 500.0, (step * 10).to_string()))
        .collect();
    assert_eq!(steps, expected);
    let (last_at, last_topic, last) = sent.last().unwrap();
    assert_eq!(
        (*last_at, last_topic.as_str()),
        (5_500.0, "/ota/device/inform/pk/dn")
    );
    assert_eq!(
        value(last)["params"],
        json!({"version": "2.0.0", "module": "MCU"})
    );
    assert_eq!(sent.len(), 12);

    // Nothing newer: nothing to do. No module: the default one.
    let nothing = r#"{"code":"1000","data":{},"id":1,"message":"success"}"#;
    behaviour.handle_message(
        at(9_000.0),
        2,
        &message("/ota/device/upgrade/pk/dn", nothing),
    );
    assert_eq!(behaviour.deadline(), None);
    let bare = r#"{"data":{"version":"3"}}"#;
    behaviour.handle_message(at(9_000.0), 3, &message("/ota/device/upgrade/pk/dn", bare));
    assert_eq!(
        value(&published(&mut behaviour)[0].1)["params"]["module"],
        "default"
    );
}

#[test]
fn the_clock_is_compared_with_the_servers() {
    let ntp = ready_made()
        .into_iter()
        .find(|set| set.id == "ntp")
        .unwrap();
    let mut behaviour = device(ntp.rules);
    behaviour.start_repeat(at(100.0), 1, ntp.repeat.unwrap());
    let sent = published(&mut behaviour);
    assert_eq!(
        sent,
        [(
            "/ext/ntp/pk/dn/request".into(),
            r#"{"deviceSendTime":"1700000000100"}"#.into()
        )]
    );
    behaviour.handle_sent(at(100.0), 1, &sent[0].0, sent[0].1.as_bytes());
    let response = r#"{"deviceSendTime":"1700000000100","serverRecvTime":"1700000005140","serverSendTime":"1700000005160"}"#;
    behaviour.handle_message(at(200.0), 2, &message("/ext/ntp/pk/dn/response", response));
    let log = Told::Log {
        rule: 0,
        text: "server clock − this clock = 5000 ms".into(),
    };
    let paired = Told::Paired(Paired {
        request: 1,
        reply: 2,
        latency_ms: 100.0,
        code: None,
    });
    assert_eq!(told(&mut behaviour), [paired, log]);
}

#[test]
fn pushes_and_commands_are_shown_and_answered() {
    let mut behaviour = device([set("pushes"), set("command")].concat());
    let push = r#"{"id":"1","params":{"configId":"c1","url":"https://x"}}"#;
    behaviour.handle_message(at(0.0), 1, &message("/sys/pk/dn/thing/config/push", push));
    let seen = deeds(&mut behaviour);
    assert_eq!(
        seen[0],
        Deed::Tell(Told::Log {
            rule: 0,
            text: "config c1: https://x".into()
        })
    );
    assert!(matches!(&seen[1], Deed::Publish(out) if out.topic.ends_with("/config/push_reply")));
    behaviour.handle_message(at(1.0), 2, &message("/pk/dn/user/get", "rm \"-rf\""));
    let seen = deeds(&mut behaviour);
    assert!(matches!(&seen[0], Deed::Tell(Told::Log { text, .. }) if text == "rm \"-rf\""));
    let Deed::Publish(out) = &seen[1] else {
        panic!("{seen:?}");
    };
    assert_eq!(
        value(std::str::from_utf8(&out.payload).unwrap()),
        json!({"received": "rm \"-rf\"", "time": 1_700_000_000_001_i64})
    );
}

#[test]
fn a_rule_follows_its_condition_its_filter_and_its_switch() {
    let when = |condition| Rule {
        condition,
        ..rule("/a/+", vec![log("{payload}")])
    };
    let field = |pointer: &str, equals: &str| Condition::Field {
        pointer: pointer.into(),
        equals: equals.into(),
    };
    for (condition, payload, expected) in [
        (Condition::Contains("on".into()), "turn on", true),
        (Condition::Contains("on".into()), "turn off", false),
        (Condition::Contains(String::new()), "", true),
        (
            field("/params/Power", "1"),
            r#"{"params":{"Power":1}}"#,
            true,
        ),
        (
            field("/params/Power", "1"),
            r#"{"params":{"Power":0}}"#,
            false,
        ),
        (field("/params/Power", "1"), "no json", false),
        (field("", "7"), "7", true),
        (field("bad", "7"), "7", false),
    ] {
        let mut behaviour = device(vec![when(condition.clone())]);
        behaviour.handle_message(at(0.0), 1, &message("/a/b", payload));
        assert_eq!(
            told(&mut behaviour).len(),
            usize::from(expected),
            "{condition:?} {payload}"
        );
    }
    let off = Rule {
        enabled: false,
        ..when(Condition::None)
    };
    let kept = Rule {
        retained: true,
        ..when(Condition::None)
    };
    let mut behaviour = device(vec![off, when(Condition::None), kept]);
    let retained = Message {
        retain: true,
        ..message("/a/b", "x")
    };
    behaviour.handle_message(at(0.0), 1, &retained);
    let log = |rule| Told::Log {
        rule,
        text: "x".into(),
    };
    assert_eq!(told(&mut behaviour), [log(2)]);
    behaviour.handle_message(at(0.0), 2, &message("/a/b", "x"));
    assert_eq!(told(&mut behaviour), [log(1), log(2)]);
    behaviour.handle_message(at(0.0), 3, &message("/b/b", "x"));
    assert_eq!(told(&mut behaviour), []);
}

#[test]
fn a_rule_never_answers_what_a_rule_sent() {
    // Two rules that would talk to each other for ever, through a broker that echoes.
    let mut behaviour = device(vec![
        rule("/loop", vec![publish("/pool", "{payload}", 0, 1, 0)]),
        rule("/pool", vec![publish("/loop", "{payload}", 0, 1, 0)]),
    ]);
    behaviour.handle_message(at(0.0), 1, &message("/loop", "x"));
    assert_eq!(published(&mut behaviour), [("/pool".into(), "x".into())]);
    behaviour.handle_message(at(1.0), 2, &message("/pool", "x"));
    assert_eq!(
        deeds(&mut behaviour),
        [Deed::Tell(Told::OwnMessage { rule: 1 })]
    );
    // Another's message on the topic is answered, and so is the same one much later.
    behaviour.handle_message(at(2.0), 3, &message("/pool", "y"));
    assert_eq!(published(&mut behaviour), [("/loop".into(), "y".into())]);
    behaviour.handle_message(at(60_000.0), 4, &message("/pool", "x"));
    assert_eq!(published(&mut behaviour).len(), 1);
}

#[test]
fn a_storm_stops_the_rule_and_is_told_once() {
    // Each answer differs, so that it cannot be told from another's message.
    let storm = rule("/loop", vec![publish("/loop", "{counter}", 0, 1, 0)]);
    let calm = rule("/loop", vec![log("seen")]);
    let mut behaviour = device(vec![storm.clone(), calm]);
    let mut sent = 0;
    let mut storms = Vec::new();
    behaviour.handle_message(at(0.0), 1, &message("/loop", "x"));
    for round in 0..1_000_u32 {
        for deed in deeds(&mut behaviour) {
            match deed {
                Deed::Publish(_) => {
                    sent += 1;
                    let echo = message("/loop", &format!("echo {round} {sent}"));
                    behaviour.handle_message(at(f64::from(round) / 10.0), 2, &echo);
                }
                Deed::Tell(Told::Storm { rule, limit }) => storms.push((rule, limit)),
                Deed::Tell(_) => {}
            }
        }
    }
    // The calm rule saw 51 messages in that second, one too many for it as well.
    assert_eq!(
        (sent, storms),
        (MAX_DEEDS, vec![(0, MAX_DEEDS), (1, MAX_DEEDS)])
    );
    behaviour.handle_message(at(5_000.0), 3, &message("/loop", "later"));
    assert_eq!(deeds(&mut behaviour), []);
    behaviour.set_rules(vec![storm]);
    behaviour.handle_message(at(6_000.0), 4, &message("/loop", "again"));
    assert_eq!(published(&mut behaviour).len(), 1);
}

#[test]
fn many_at_once_without_a_pause_are_a_storm_too() {
    let mut behaviour = device(vec![rule(
        "/a",
        vec![publish("/b", "{step}", 0, 1_000_000, 0)],
    )]);
    behaviour.handle_message(at(0.0), 1, &message("/a", ""));
    let seen = deeds(&mut behaviour);
    assert_eq!(seen.len(), MAX_DEEDS as usize + 1);
    assert!(matches!(
        seen.last(),
        Some(Deed::Tell(Told::Storm { rule: 0, .. }))
    ));
    assert_eq!(behaviour.deadline(), None);
    // Fifty a second is allowed for ever.
    let steady = rule("/a", vec![publish("/b", "{step}", 0, 500, 20)]);
    behaviour.set_rules(vec![steady]);
    behaviour.handle_message(at(0.0), 2, &message("/a", ""));
    assert_eq!(run(&mut behaviour, 60_000.0).len(), 500);
}

#[test]
fn acts_happen_one_after_the_other() {
    let mut behaviour = device(vec![rule(
        "/a",
        vec![
            publish("/1", "{step}/{progress}", 100, 3, 10),
            publish("/never", "", 50, 0, 0),
            reply("/2", "{topic}", 30),
        ],
    )]);
    behaviour.handle_message(at(0.0), 1, &message("/a", ""));
    let seen = run(&mut behaviour, 10_000.0);
    let expected: Vec<(f64, String, String)> = [
        (100.0, "/1", "1/0"),
        (110.0, "/1", "2/50"),
        (120.0, "/1", "3/100"),
        (200.0, "/2", "/a"),
    ]
    .into_iter()
    .map(|(at, topic, payload)| (at, topic.into(), payload.into()))
    .collect();
    assert_eq!(seen, expected);
}

#[test]
fn a_reply_has_the_quality_of_service_of_its_request() {
    let mut behaviour = device(vec![rule("/a", vec![reply("/b", "", 0)])]);
    for (qos, expected) in [
        (Qos::AtMostOnce, Qos::AtMostOnce),
        (Qos::AtLeastOnce, Qos::AtLeastOnce),
        (Qos::ExactlyOnce, Qos::AtLeastOnce),
    ] {
        let request = Message {
            qos,
            ..message("/a", "")
        };
        behaviour.handle_message(at(0.0), 1, &request);
        let seen = deeds(&mut behaviour);
        assert!(
            matches!(&seen[..], [Deed::Publish(out)] if out.qos == expected),
            "{seen:?}"
        );
    }
}

#[test]
fn what_cannot_be_sent_is_told() {
    let skipped = |reason| {
        Deed::Tell(Told::Skipped {
            by: Source::Rule(0),
            reason,
        })
    };
    for (act, reason) in [
        (reply("", "x", 0), SkipReason::NoReplyTopic),
        (reply("/a/{payload}", "x", 0), SkipReason::BadTopic),
        (reply("{json.none}", "x", 0), SkipReason::BadTopic),
        (
            reply("/b", &"{payload}".repeat(900), 0),
            SkipReason::TooLong,
        ),
    ] {
        let mut behaviour = device(vec![rule("/a", vec![act])]);
        behaviour.handle_message(at(0.0), 1, &message("/a", &"+".repeat(10_000)));
        assert_eq!(deeds(&mut behaviour), [skipped(reason)]);
    }
    let mut behaviour = device(vec![rule("/a", vec![reply("/b", "{payload}", 1_000)])]);
    for number in 0..=500 {
        behaviour.handle_message(at(0.0), number, &message("/a", ""));
    }
    assert_eq!(deeds(&mut behaviour), [skipped(SkipReason::TooBusy)]);
}

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
