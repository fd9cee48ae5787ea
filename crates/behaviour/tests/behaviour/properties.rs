//! What holds for any template and any message.

use connack_behaviour::{
    Behaviour, Deed, Heard, Moment, check, parse_payload, rules_from_json, rules_to_json,
};
use connack_protocol::{
    Condition, Device, Field, Generator, PayloadForm, Publishing, Qos, Ramp, Repeat, Rule, RuleAct,
    Thing, filter_matches,
};
use proptest::prelude::*;
use serde_json::{Value, json};

fn rule(act: RuleAct) -> Rule {
    Rule {
        name: "any".into(),
        enabled: true,
        filter: "#".into(),
        condition: Condition::None,
        retained: true,
        acts: vec![act],
    }
}

/// The payload that a rule answers with.
fn answer(template: &str, topic: &str, payload: &[u8]) -> Option<Vec<u8>> {
    let device = Device {
        product_key: "p\"k".into(),
        device_name: "d\\n".into(),
    };
    let mut behaviour = Behaviour::new(device, 9);
    behaviour.set_rules(vec![rule(RuleAct::Reply {
        topic: "/answer".into(),
        payload: template.into(),
        after_ms: 0,
    })]);
    let moment = Moment {
        now_ms: 0.0,
        epoch_ms: 1.7e12,
    };
    let message = Heard {
        topic,
        payload,
        qos: Qos::AtMostOnce,
        retain: false,
        dup: false,
    };
    behaviour.handle_message(moment, 1, &message);
    std::iter::from_fn(|| behaviour.poll()).find_map(|deed| match deed {
        Deed::Publish(outgoing) => Some(outgoing.payload),
        Deed::Tell(_) => None,
    })
}

/// Texts made of what matters to the reader of templates.
fn template() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("{id}"),
        Just("{params}"),
        Just("{params.a}"),
        Just("{params.a|0}"),
        Just("{payload}"),
        Just("{topic.2}"),
        Just("{topic}"),
        Just("{time}"),
        Just("{counter}"),
        Just("{random:1..2.5}"),
        Just("{progress}"),
        Just("{ntpOffset}"),
        Just("{deviceName}"),
        Just("{other}"),
        Just("{{id}}"),
        Just("{"),
        Just("}"),
        Just("["),
        Just("]"),
        Just("\""),
        Just("\\"),
        Just(":"),
        Just(","),
        Just("\"a\":"),
        Just("1"),
        Just("u00"),
        Just(" "),
        Just("温"),
        Just("|"),
        Just("\n"),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// Objects with such pieces for a value and within a text: mostly JSON.
fn json_template() -> impl Strategy<Value = String> {
    (template(), "[a-z \\\\{}]{0,3}", template()).prop_map(|(value, text, pieces)| {
        let quoted = pieces.replace(['"', '\\', '\n'], "");
        let value = if value.len() > 20 {
            "{params.a}".to_owned()
        } else {
            value
        };
        format!("{{\"v\":{value},\"{text}{quoted}\":[\"{quoted}\",{{params}}]}}")
    })
}

/// Any JSON, not deep, with hostile texts.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>()
            .prop_filter("JSON has only these", |n| n.is_finite())
            .prop_map(Value::from),
        ".*".prop_map(Value::from),
        "[\"\\\\{}\u{0}\n]{0,6}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a\"\\\\.{}温]{0,3}", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 100_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_template_panics(text in ".*", topic in ".*", payload in any::<Vec<u8>>()) {
        answer(&text, &topic, &payload);
        check(&rule(RuleAct::Log { text: text.clone() }));
        check(&Rule { filter: text, ..rule(RuleAct::Log { text: topic }) });
    }

    #[test]
    fn no_template_of_dangerous_pieces_panics(text in template(), payload in any_json()) {
        answer(&text, "/a/b", payload.to_string().as_bytes());
        check(&rule(RuleAct::Reply { topic: text.clone(), payload: text, after_ms: 0 }));
    }

    /// A template that is JSON with one message is JSON with every message.
    #[test]
    fn what_is_json_stays_json(text in json_template(), payload in any_json(), bytes in any::<Vec<u8>>()) {
        let is_json = |payload: &[u8], topic| {
            let answer = answer(&text, topic, payload).unwrap_or_default();
            let list_or_object = matches!(text.trim_start().as_bytes().first(), Some(b'{' | b'['));
            list_or_object && serde_json::from_slice::<Value>(&answer).is_ok()
        };
        // Values of each kind, so that a piece of text cannot be JSON by chance.
        let by_template = [&br#"{"id":"i","params":{"a":"x"}}"#[..], br#"{"id":1,"params":{"a":1}}"#, b"x"]
            .into_iter()
            .all(|payload| is_json(payload, "/a/b") && is_json(payload, "/\"/\\"));
        prop_assume!(by_template);
        let request = json!({"id": payload, "params": {"a": payload}}).to_string();
        for hostile in [request.as_bytes(), payload.to_string().as_bytes(), &bytes] {
            prop_assert!(is_json(hostile, "/\"\n/\\u"), "{text}");
        }
    }

    #[test]
    fn values_come_back_as_they_were(value in any_json(), topic in "/[^/]*/[^/]*") {
        let template = r#"{"id":"{id}","whole":{params},"piece":{params.a},"text":"{params.a}","topic":"{topic}","level":{topic.2},"all":{payload},"quoted":"{payload}","pk":"{productKey}"}"#;
        let request = json!({"id": value, "params": {"a": value}}).to_string();
        let answered = answer(template, &topic, request.as_bytes()).unwrap();
        let answered: Value = serde_json::from_slice(&answered).unwrap();
        // The parser's numbers, which may differ from what was written in the last bit.
        let read: Value = serde_json::from_str(&request).unwrap();
        let as_text = |value: &Value| value.as_str().map_or(value.to_string(), str::to_owned);
        prop_assert_eq!(&answered["piece"], &read["params"]["a"]);
        prop_assert_eq!(&answered["whole"], &read["params"]);
        prop_assert_eq!(&answered["text"], &as_text(&value));
        prop_assert_eq!(&answered["id"], &as_text(&value));
        prop_assert_eq!(&answered["topic"], &topic);
        prop_assert_eq!(&answered["level"], topic.split('/').nth(2).unwrap());
        prop_assert_eq!(&answered["all"], &read);
        prop_assert_eq!(&answered["quoted"], &request);
        prop_assert_eq!(&answered["pk"], "p\"k");
    }

    #[test]
    fn a_lone_placeholder_gives_the_payload_back(payload in any::<Vec<u8>>()) {
        prop_assert_eq!(answer("{payload}", "/a", &payload).unwrap(), payload);
    }

    #[test]
    fn bytes_survive_their_forms(bytes in any::<Vec<u8>>(), blanks in any::<bool>()) {
        let hex: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let prefixed: Vec<String> = bytes.iter().map(|byte| format!("0x{byte:X}")).collect();
        let hex = hex.join(if blanks { " " } else { "" });
        prop_assert_eq!(&parse_payload(PayloadForm::Hex, &hex).unwrap(), &bytes);
        let prefixed = prefixed.join(if blanks { ", " } else { "," });
        prop_assert_eq!(&parse_payload(PayloadForm::Hex, &prefixed).unwrap(), &bytes);
        let base64 = base64(&bytes);
        prop_assert_eq!(&parse_payload(PayloadForm::Base64, &base64).unwrap(), &bytes);
        let bare = base64.trim_end_matches('=').replace('+', "-").replace('/', "_");
        prop_assert_eq!(&parse_payload(PayloadForm::Base64, &bare).unwrap(), &bytes);
    }

    /// Whatever is set, a device that was woken has nothing left to do now: a driver never spins.
    #[test]
    fn a_woken_device_goes_back_to_sleep(
        intervals in prop::collection::vec(any::<u32>().prop_map(|n| n % 5_000), 8),
        numbers in prop::collection::vec(any::<f64>(), 4),
        waits in prop::collection::vec(0.0..3_000.0, 1..40),
        digit in 0..3_u8,
    ) {
        let qos = Qos::from_digit(digit).unwrap();
        let publish = |after_ms, times, every_ms| RuleAct::Publish {
            topic: "/{topic}".into(), payload: "{counter}".into(), qos, after_ms, times, every_ms,
        };
        let walk = Generator::RandomWalk { start: numbers[0], step: numbers[1], min: numbers[2], max: numbers[3] };
        let sine = Generator::Sine { min: numbers[0], max: numbers[1], period_ms: intervals[0] };
        let field = |generator| Field { name: "n".into(), generator, decimals: digit };
        let thing = Thing {
            every_ms: intervals[1], topic: String::new(), method: String::new(), qos,
            fields: vec![field(walk), field(sine)],
        };
        let repeat = Repeat {
            publish: Publishing { topic: "t".into(), payload: "{step}".into(), form: PayloadForm::Text, qos, retain: false },
            count: Some(intervals[2]),
            interval_ms: intervals[3],
            ramp: Some(Ramp { to_interval_ms: intervals[4], over_ms: intervals[5] }),
        };
        let mut behaviour = Behaviour::new(Device::default(), 3);
        let mut moment = Moment { now_ms: 0.0, epoch_ms: 1.7e12 };
        let mut several = rule(publish(intervals[6], intervals[7], intervals[0]));
        several.acts.push(publish(0, 2, 0));
        behaviour.set_rules(vec![several]);
        behaviour.set_thing(moment, Some(thing));
        behaviour.start_repeat(moment, 1, repeat);
        behaviour.handle_online(moment, true);
        for wait in waits {
            moment.now_ms += wait;
            let message = Heard { topic: "t", payload: b"", qos, retain: false, dup: false };
            behaviour.handle_message(moment, 1, &message);
            behaviour.handle_timeout(moment);
            prop_assert!(behaviour.deadline().is_none_or(|deadline| deadline > moment.now_ms));
            let deeds: Vec<Deed> = std::iter::from_fn(|| behaviour.poll()).collect();
            // The rule's at most, the thing's, the repeated one, and what is told of them.
            prop_assert!(deeds.len() <= 60, "{}", deeds.len());
            for deed in deeds {
                if let Deed::Publish(outgoing) = deed && outgoing.payload.starts_with(b"{") {
                    prop_assert!(serde_json::from_slice::<Value>(&outgoing.payload).is_ok());
                }
            }
        }
    }

    #[test]
    fn no_payload_panics(text in ".*", digits in "[0-9a-fxX, =+/_-]*") {
        for form in [PayloadForm::Text, PayloadForm::Json, PayloadForm::Hex, PayloadForm::Base64] {
            let _ = parse_payload(form, &text);
            let _ = parse_payload(form, &digits);
        }
    }

    #[test]
    fn no_file_of_rules_panics_and_rules_come_back(text in ".*", name in ".*", filter in ".*") {
        let _ = rules_from_json(&text);
        let rules = vec![Rule { name, filter, ..rule(RuleAct::Log { text }) }];
        prop_assert_eq!(rules_from_json(&rules_to_json(&rules)), Ok(rules));
    }

    #[test]
    fn a_topic_matches_itself_and_its_wildcards(levels in prop::collection::vec("[^+#/$\u{0}]{0,3}", 1..5)) {
        let topic = levels.join("/");
        prop_assert!(filter_matches(&topic, &topic) && filter_matches("#", &topic));
        for at in 0..levels.len() {
            let mut wild = levels.clone();
            wild[at] = "+".into();
            prop_assert!(filter_matches(&wild.join("/"), &topic));
            wild.truncate(at);
            wild.push("#".into());
            prop_assert!(filter_matches(&wild.join("/"), &topic));
        }
    }
}

/// Base64 by its definition, for the way back.
fn base64(bytes: &[u8]) -> String {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let number = (0..3).fold(0_u32, |number, at| {
            number << 8 | u32::from(group.get(at).copied().unwrap_or(0))
        });
        for at in 0..4 {
            let index = number >> (18 - 6 * at) & 63;
            text.push(if at <= group.len() {
                char::from(alphabet[index as usize])
            } else {
                '='
            });
        }
    }
    text
}
