//! What is wrong with a rule, a thing or a repeated sending before it runs. Nothing here stops
//! anybody: an unknown placeholder is sent as it was written.

use connack_protocol::{
    Condition, Device, Field, Generator, PayloadForm, Publishing, Repeat, Rule, RuleAct, Thing,
};

use crate::json;
use crate::placeholder::Placeholder;
use crate::problem::{Place, RuleProblem, Wrong};
use crate::template::Template;
use crate::topic;

/// RRPC must be answered within this time, in ms (aliyun.md §6, GHD, A).
pub const RRPC_MS: u32 = 8_000;

/// Everything that is wrong with a rule.
pub fn check(rule: &Rule) -> Vec<RuleProblem> {
    let mut found = Found::default();
    found.filter(&rule.filter);
    if let Condition::Field { pointer, .. } = &rule.condition
        && json::pointer(pointer).is_none()
    {
        found.add(Place::Condition, None, Wrong::NotPointer);
    }
    if rule.acts.is_empty() {
        found.add(Place::ActPayload(0), None, Wrong::NothingToDo);
    }
    let rrpc = rule.filter.contains("/rrpc/");
    let mut elapsed_ms = 0_u64;
    for (at, act) in rule.acts.iter().enumerate() {
        match act {
            RuleAct::Log { text } => {
                found.names(Place::ActPayload(at), &Template::plain(text), true);
            }
            RuleAct::Reply {
                topic,
                payload,
                after_ms,
            } => {
                elapsed_ms += u64::from(*after_ms);
                if !topic.is_empty() {
                    found.topic(Place::ActTopic(at), topic, true);
                }
                found.payload(Place::ActPayload(at), &Template::payload(payload), true);
                if rrpc && elapsed_ms >= u64::from(RRPC_MS) {
                    found.add(Place::ActTime(at), None, Wrong::TooLateForRrpc(elapsed_ms));
                }
            }
            RuleAct::Publish {
                topic,
                payload,
                after_ms,
                times,
                every_ms,
                qos: _,
            } => {
                let more = u64::from(times.saturating_sub(1));
                elapsed_ms += u64::from(*after_ms) + more * u64::from(*every_ms);
                found.topic(Place::ActTopic(at), topic, true);
                found.payload(Place::ActPayload(at), &Template::payload(payload), true);
                match *times {
                    0 => found.add(Place::ActTime(at), None, Wrong::NeverHappens),
                    1 => {}
                    _ if *every_ms == 0 => found.add(Place::ActTime(at), None, Wrong::NoInterval),
                    _ => {}
                }
            }
        }
    }
    found.problems
}

/// Everything that is wrong with a simulated thing.
pub fn check_thing(thing: &Thing) -> Vec<RuleProblem> {
    let mut found = Found::default();
    if !thing.topic.is_empty() {
        found.topic(Place::Topic, &thing.topic, false);
    }
    if thing.every_ms == 0 {
        found.add(Place::Time, None, Wrong::NoInterval);
    }
    for (at, Field { generator, .. }) in thing.fields.iter().enumerate() {
        let numbers = |numbers: &[f64]| numbers.iter().all(|number| number.is_finite());
        let has_values = match generator {
            Generator::Constant(_) => true,
            Generator::Sine {
                min,
                max,
                period_ms,
            } => numbers(&[*min, *max]) && min <= max && *period_ms > 0,
            Generator::RandomWalk {
                start,
                step,
                min,
                max,
            } => numbers(&[*start, *step, *min, *max]) && min <= max && *step >= 0.0,
            Generator::List { values, .. } => !values.is_empty(),
        };
        if !has_values {
            found.add(Place::Field(at), None, Wrong::NoValues);
        }
    }
    found.problems
}

/// Everything that is wrong with a repeated sending.
pub fn check_repeat(repeat: &Repeat) -> Vec<RuleProblem> {
    let mut found = Found::default();
    let Publishing {
        topic,
        payload,
        form,
        ..
    } = &repeat.publish;
    found.topic(Place::Topic, topic, false);
    let template = read_payload(*form, payload);
    found.payload(Place::Payload, &template, false);
    let ramp_to_zero = repeat.ramp.is_some_and(|ramp| ramp.to_interval_ms == 0);
    if repeat.interval_ms == 0 || ramp_to_zero {
        found.add(Place::Time, None, Wrong::NoInterval);
    }
    if repeat.count == Some(0) {
        found.add(Place::Time, None, Wrong::NeverHappens);
    }
    found.problems
}

/// The template of a payload in this form: only text and JSON write values as JSON.
pub(crate) fn read_payload(form: PayloadForm, payload: &str) -> Template {
    match form {
        PayloadForm::Text | PayloadForm::Json => Template::payload(payload),
        PayloadForm::Hex | PayloadForm::Base64 => Template::plain(payload),
    }
}

/// The filter of this device, or `None` when none comes out. Without a device's names, `+` stands
/// for them.
pub(crate) fn filter_of(filter: &str, device: &Device) -> Option<String> {
    let or_any = |name: &str| {
        if name.is_empty() {
            "+".to_owned()
        } else {
            name.to_owned()
        }
    };
    let filled = filter
        .replace("{productKey}", &or_any(&device.product_key))
        .replace("{deviceName}", &or_any(&device.device_name));
    topic::is_filter(&filled).then_some(filled)
}

#[derive(Default)]
struct Found {
    problems: Vec<RuleProblem>,
}

impl Found {
    fn add(&mut self, place: Place, at: Option<usize>, what: Wrong) {
        self.problems.push(RuleProblem { place, at, what });
    }

    fn filter(&mut self, filter: &str) {
        for hole in Template::plain(filter).holes() {
            let known = matches!(hole.name, Placeholder::ProductKey | Placeholder::DeviceName);
            if !known || hole.fallback.is_some() {
                let wrong = Wrong::NotInFilter(hole.written.clone());
                self.add(Place::Filter, Some(hole.at), wrong);
            }
        }
        if filter_of(filter, &Device::default()).is_none() {
            self.add(Place::Filter, None, Wrong::NotFilter);
        }
    }

    /// Only what is fixed in a topic; its values are seen when they come.
    fn topic(&mut self, place: Place, text: &str, message: bool) {
        let template = Template::plain(text);
        self.names(place, &template, message);
        if text.is_empty() || template.fixed().any(|fixed| !topic::is_name(fixed)) {
            self.add(place, None, Wrong::NotTopic);
        }
    }

    fn payload(&mut self, place: Place, template: &Template, message: bool) {
        self.names(place, template, message);
        if let Some(problem) = template.json_problem() {
            self.add(place, None, Wrong::NotJson(problem.to_string()));
        }
    }

    fn names(&mut self, place: Place, template: &Template, message: bool) {
        for hole in template.holes() {
            let written = || hole.written.clone();
            if hole.name == Placeholder::Unknown {
                self.add(place, Some(hole.at), Wrong::UnknownPlaceholder(written()));
            } else if !message && hole.name.needs_message() {
                self.add(place, Some(hole.at), Wrong::NeedsMessage(written()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use connack_protocol::Qos;

    fn rule(filter: &str, acts: Vec<RuleAct>) -> Rule {
        Rule {
            name: String::new(),
            enabled: true,
            filter: filter.into(),
            condition: Condition::None,
            retained: false,
            acts,
        }
    }

    fn publish(topic: &str, payload: &str, times: u32, every_ms: u32) -> RuleAct {
        RuleAct::Publish {
            topic: topic.into(),
            payload: payload.into(),
            qos: Qos::AtMostOnce,
            after_ms: 0,
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

    #[track_caller]
    fn told(problems: &[RuleProblem], expected: &[&str]) {
        let found: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_sound_rule_has_no_problems() {
        let acts = vec![
            log("{not a placeholder} {{id}} {payload}"),
            reply("", "{\"id\":{id},\"data\":{}}", 7_999),
            publish("/{productKey}/{topic.1}", "{params}", 3, 1),
        ];
        told(
            &check(&rule("/sys/{productKey}/{deviceName}/rrpc/request/+", acts)),
            &[],
        );
    }

    #[test]
    fn each_problem_is_named_with_its_place() {
        let mut broken = rule(
            "/a/{id}/#/b",
            vec![
                log("温 {nothing}"),
                reply("/a/+", "{\"id\":{id}", 0),
                reply("/a", "{\"id\":{id},}", 0),
                publish("", "x", 0, 0),
                publish("t", "x", 2, 0),
            ],
        );
        broken.condition = Condition::Field {
            pointer: "a".into(),
            equals: String::new(),
        };
        told(
            &check(&broken),
            &[
                "filter at character 4: `{id}` has no value here, expected {productKey} or {deviceName}",
                "filter is no topic filter, expected `+` and `#` alone on their level, and `#` last",
                "condition: a JSON pointer begins with `/`",
                "payload of act 1 at character 3: `{nothing}` is no placeholder; write `{{nothing}}` for this text itself",
                "topic of act 2 is empty or has `+`, `#` or U+0000",
                "payload of act 3 looks like JSON and is not: trailing comma at line 1 column 12",
                "topic of act 4 is empty or has `+`, `#` or U+0000",
                "time of act 4: zero times, expected at least one",
                "time of act 5: no time between two, expected at least 1 ms",
            ],
        );
        told(
            &check(&rule("a", Vec::new())),
            &["payload of act 1: nothing is done, expected at least one act"],
        );
    }

    #[test]
    fn a_reply_to_an_rrpc_must_be_in_time() {
        let acts = vec![publish("t", "x", 3, 3_000), reply("", "x", 2_000)];
        let filter = "/sys/{productKey}/{deviceName}/rrpc/request/+";
        told(
            &check(&rule(filter, acts.clone())),
            &["time of act 2: the reply comes after 8000 ms, expected at most 8000 ms for an RRPC"],
        );
        told(
            &check(&rule(
                "/sys/{productKey}/{deviceName}/thing/service/+",
                acts,
            )),
            &[],
        );
    }

    #[test]
    fn what_speaks_by_itself_names_no_message() {
        let mut repeat = Repeat {
            publish: Publishing {
                topic: "/a/{topic}".into(),
                payload: "{\"n\":{counter},\"p\":{params.T}}".into(),
                form: PayloadForm::Json,
                qos: Qos::AtMostOnce,
                retain: false,
            },
            count: Some(0),
            interval_ms: 0,
            ramp: None,
        };
        told(
            &check_repeat(&repeat),
            &[
                "topic at character 4: `{topic}` speaks of a message that came, and none does here",
                "payload at character 20: `{params.T}` speaks of a message that came, and none does here",
                "time: no time between two, expected at least 1 ms",
                "time: zero times, expected at least one",
            ],
        );
        repeat.publish.topic = "/a".into();
        repeat.publish.payload = "{random:1..2}".into();
        (repeat.count, repeat.interval_ms) = (None, 1);
        told(&check_repeat(&repeat), &[]);
    }

    #[test]
    fn a_generator_must_have_values() {
        let field = |generator| Field {
            name: "T".into(),
            generator,
            decimals: 0,
        };
        let sine = |min, max, period_ms| {
            field(Generator::Sine {
                min,
                max,
                period_ms,
            })
        };
        let thing = Thing {
            every_ms: 1,
            topic: String::new(),
            method: String::new(),
            qos: Qos::AtMostOnce,
            fields: vec![
                sine(0.0, 1.0, 1),
                sine(1.0, 0.0, 1),
                sine(0.0, f64::NAN, 1),
                sine(0.0, 1.0, 0),
                field(Generator::List {
                    values: Vec::new(),
                    repeat: true,
                }),
            ],
        };
        let expected: Vec<String> = (2..=5)
            .map(|at| format!("field {at}: there is no value in these bounds"))
            .collect();
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        told(&check_thing(&thing), &expected);
    }

    #[test]
    fn a_filter_names_the_device() {
        let device = Device {
            product_key: "pk".into(),
            device_name: "dn".into(),
        };
        let filter = "/sys/{productKey}/{deviceName}/#";
        assert_eq!(filter_of(filter, &device).as_deref(), Some("/sys/pk/dn/#"));
        assert_eq!(
            filter_of(filter, &Device::default()).as_deref(),
            Some("/sys/+/+/#")
        );
        let odd = Device {
            product_key: "p+".into(),
            device_name: String::new(),
        };
        assert_eq!(filter_of(filter, &odd), None);
    }
}
