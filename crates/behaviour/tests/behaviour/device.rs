//! A device without a connection, and what it does.

use connack_behaviour::{Behaviour, Deed, Heard, Moment, Outgoing, ready_made};
use connack_protocol::{Condition, Device, Qos, Rule, RuleAct, Told};
use serde_json::Value;

pub(crate) const EPOCH_MS: f64 = 1_700_000_000_000.0;

pub(crate) fn at(now_ms: f64) -> Moment {
    Moment {
        now_ms,
        epoch_ms: EPOCH_MS + now_ms,
    }
}

pub(crate) fn message<'a>(topic: &'a str, payload: &'a str) -> Heard<'a> {
    Heard {
        topic,
        payload: payload.as_bytes(),
        qos: Qos::AtMostOnce,
        retain: false,
        dup: false,
    }
}

/// A device `pk`, `dn` that is online and follows these rules.
pub(crate) fn device(rules: Vec<Rule>) -> Behaviour {
    let device = Device {
        product_key: "pk".into(),
        device_name: "dn".into(),
    };
    let mut behaviour = Behaviour::new(device, 1);
    behaviour.set_rules(rules);
    behaviour.handle_online(at(0.0), true);
    behaviour
}

pub(crate) fn set(id: &str) -> Vec<Rule> {
    ready_made()
        .into_iter()
        .find(|set| set.id == id)
        .unwrap()
        .rules
}

pub(crate) fn deeds(behaviour: &mut Behaviour) -> Vec<Deed> {
    std::iter::from_fn(|| behaviour.poll()).collect()
}

pub(crate) fn published(behaviour: &mut Behaviour) -> Vec<(String, String)> {
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

pub(crate) fn told(behaviour: &mut Behaviour) -> Vec<Told> {
    deeds(behaviour)
        .into_iter()
        .filter_map(|deed| match deed {
            Deed::Tell(told) => Some(told),
            Deed::Publish(_) => None,
        })
        .collect()
}

/// Wakes the device at its deadlines until `until_ms`; what it published, and when.
pub(crate) fn run(behaviour: &mut Behaviour, until_ms: f64) -> Vec<(f64, String, String)> {
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

pub(crate) fn value(json: &str) -> Value {
    serde_json::from_str(json).unwrap()
}

pub(crate) fn publish(
    topic: &str,
    payload: &str,
    after_ms: u32,
    times: u32,
    every_ms: u32,
) -> RuleAct {
    RuleAct::Publish {
        topic: topic.into(),
        payload: payload.into(),
        qos: Qos::AtMostOnce,
        after_ms,
        times,
        every_ms,
    }
}

pub(crate) fn reply(topic: &str, payload: &str, after_ms: u32) -> RuleAct {
    RuleAct::Reply {
        topic: topic.into(),
        payload: payload.into(),
        after_ms,
    }
}

pub(crate) fn log(text: &str) -> RuleAct {
    RuleAct::Log { text: text.into() }
}

pub(crate) fn rule(filter: &str, acts: Vec<RuleAct>) -> Rule {
    Rule {
        name: "test".into(),
        enabled: true,
        filter: filter.into(),
        condition: Condition::None,
        retained: false,
        acts,
    }
}
