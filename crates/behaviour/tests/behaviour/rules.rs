//! Rules: when they act, in which order, and what stops them.

use connack_behaviour::{Behaviour, Deed, Heard, MAX_DEEDS};
use connack_protocol::{Condition, Device, Qos, Rule, SkipReason, Source, Told};

use crate::device::{
    at, deeds, device, log, message, publish, published, reply, rule, run, set, told,
};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

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
    let retained = Heard {
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
                    let payload = format!("echo {round} {sent}");
                    let echo = message("/loop", &payload);
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
fn what_a_rule_has_under_way_goes_on_while_other_rules_change() {
    let slow = |name: &str, filter: &str| Rule {
        name: name.into(),
        ..rule(filter, vec![publish("/1", filter, 0, 3, 10)])
    };
    let (kept, gone) = (slow("kept", "/a"), slow("gone", "/b"));
    let mut behaviour = device(vec![gone.clone(), kept.clone()]);
    behaviour.handle_message(at(0.0), 1, &message("/a", ""));
    behaviour.handle_message(at(0.0), 2, &message("/b", ""));
    assert_eq!(published(&mut behaviour).len(), 2);
    let other = rule("/c", vec![log("more")]);
    let off = Rule {
        enabled: false,
        ..gone
    };
    behaviour.set_rules(vec![slow("renamed", "/a"), off, other]);
    let payloads: Vec<String> = run(&mut behaviour, 1_000.0)
        .into_iter()
        .map(|(_, _, payload)| payload)
        .collect();
    assert_eq!(payloads, ["/a", "/a"]);
    // Of two that are alike each keeps its own.
    let mut behaviour = device(vec![kept.clone(), kept.clone()]);
    behaviour.handle_message(at(0.0), 1, &message("/a", ""));
    behaviour.set_rules(vec![kept.clone()]);
    assert_eq!(published(&mut behaviour).len(), 2);
    assert_eq!(run(&mut behaviour, 1_000.0).len(), 2);
}

#[test]
fn a_reply_has_the_quality_of_service_of_its_request() {
    let mut behaviour = device(vec![rule("/a", vec![reply("/b", "", 0)])]);
    for (qos, expected) in [
        (Qos::AtMostOnce, Qos::AtMostOnce),
        (Qos::AtLeastOnce, Qos::AtLeastOnce),
        (Qos::ExactlyOnce, Qos::AtLeastOnce),
    ] {
        let request = Heard {
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

#[test]
fn a_device_without_names_takes_those_of_the_topic() {
    let nobody = Device::default();
    let mut behaviour = Behaviour::new(nobody, 1);
    behaviour.set_rules(set("property-set"));
    behaviour.handle_online(at(0.0), true);
    let topic = "/sys/a/b/thing/service/property/set";
    behaviour.handle_message(at(0.0), 1, &message(topic, r#"{"id":"1","params":{}}"#));
    let topics: Vec<String> = published(&mut behaviour)
        .into_iter()
        .map(|(topic, _)| topic)
        .collect();
    assert_eq!(
        topics,
        [
            "/sys/a/b/thing/service/property/set_reply",
            "/sys/a/b/thing/event/property/post"
        ]
    );
}

#[test]
fn a_rule_hears_every_topic_of_its_filter() {
    for (filter, topic) in [
        ("/a/#", "/a"),
        ("/a/#", "/a/b"),
        ("#", "a"),
        ("/+", "/"),
        ("+/a", "b/a"),
        ("/a/+/c", "/a//c"),
        ("/a/b", "/a/b"),
    ] {
        let mut behaviour = device(vec![rule(filter, vec![log("heard")])]);
        behaviour.handle_message(at(0.0), 1, &message(topic, ""));
        assert_eq!(told(&mut behaviour).len(), 1, "{filter} {topic}");
    }
}
