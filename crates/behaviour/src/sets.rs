//! Ready-made behaviour, as data: what a device of the platform is expected to answer.
//!
//! Topics and payloads are those of aliyun.md §7 (GHD Alink协议, A); the fields of OTA and NTP are
//! those of help topics 89307 and 102509. Names for people are the page's, by the stable id.

use connack_protocol::{Condition, PayloadForm, Publishing, Qos, Repeat, Rule, RuleAct};

/// A set of ready-made rules, and what the device sends so that they have something to answer.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadyMade {
    /// Stable, for the page's names: `property-set`, `service-call`, `rrpc`, `ota`, `ntp`,
    /// `pushes`, `command`.
    pub id: &'static str,
    /// The rules.
    pub rules: Vec<Rule>,
    /// What to send.
    pub repeat: Option<Repeat>,
}

const OK: &str = r#"{"id":"{id}","code":200,"data":{}}"#;

/// All of them, in the order of their use.
pub fn ready_made() -> Vec<ReadyMade> {
    let set = |id, rules| ReadyMade {
        id,
        rules,
        repeat: None,
    };
    vec![
        set("property-set", vec![property_set()]),
        set("service-call", vec![service_call()]),
        set("rrpc", vec![rrpc(), custom_rrpc()]),
        set("ota", vec![ota()]),
        ReadyMade {
            id: "ntp",
            rules: vec![ntp()],
            repeat: Some(ntp_request()),
        },
        set("pushes", vec![config_push(), desired()]),
        set("command", vec![command()]),
    ]
}

fn rule(name: &str, filter: &str, acts: Vec<RuleAct>) -> Rule {
    Rule {
        name: name.to_owned(),
        enabled: true,
        filter: filter.to_owned(),
        condition: Condition::None,
        retained: false,
        acts,
    }
}

fn log(text: &str) -> RuleAct {
    RuleAct::Log {
        text: text.to_owned(),
    }
}

/// To where the request's answer belongs, at once.
fn reply(payload: &str) -> RuleAct {
    RuleAct::Reply {
        topic: String::new(),
        payload: payload.to_owned(),
        after_ms: 0,
    }
}

fn publish(topic: &str, payload: &str) -> RuleAct {
    RuleAct::Publish {
        topic: topic.to_owned(),
        payload: payload.to_owned(),
        qos: Qos::AtMostOnce,
        after_ms: 0,
        times: 1,
        every_ms: 0,
    }
}

fn property_set() -> Rule {
    let post = r#"{"id":"{counter}","version":"1.0","params":{params},"method":"thing.event.property.post"}"#;
    rule(
        "property set",
        "/sys/{productKey}/{deviceName}/thing/service/property/set",
        vec![
            reply(OK),
            publish(
                "/sys/{productKey}/{deviceName}/thing/event/property/post",
                post,
            ),
        ],
    )
}

/// `property/set` has a level more, and so does not match.
fn service_call() -> Rule {
    rule(
        "service call",
        "/sys/{productKey}/{deviceName}/thing/service/+",
        vec![reply(OK)],
    )
}

fn rrpc() -> Rule {
    rule(
        "RRPC",
        "/sys/{productKey}/{deviceName}/rrpc/request/+",
        vec![reply(OK)],
    )
}

fn custom_rrpc() -> Rule {
    rule("RRPC, custom topic", "/ext/rrpc/#", vec![reply(OK)])
}

/// Progress 0, 10 … 100 in five seconds, then the new version, which ends the upgrade. The answer
/// to a request without a newer version has the same topic, but no version.
fn ota() -> Rule {
    let step = r#"{"id":"{counter}","params":{"step":"{progress}","desc":"","module":"{data.module|default}"}}"#;
    let inform = r#"{"id":"{counter}","params":{"version":"{data.version}","module":"{data.module|default}"}}"#;
    let progress = RuleAct::Publish {
        topic: "/ota/device/progress/{productKey}/{deviceName}".to_owned(),
        payload: step.to_owned(),
        qos: Qos::AtMostOnce,
        after_ms: 0,
        times: 11,
        every_ms: 500,
    };
    let inform = RuleAct::Publish {
        topic: "/ota/device/inform/{productKey}/{deviceName}".to_owned(),
        payload: inform.to_owned(),
        qos: Qos::AtLeastOnce,
        after_ms: 500,
        times: 1,
        every_ms: 0,
    };
    Rule {
        condition: Condition::Contains("\"version\"".to_owned()),
        ..rule(
            "OTA upgrade",
            "/ota/device/upgrade/{productKey}/{deviceName}",
            vec![progress, inform],
        )
    }
}

fn ntp() -> Rule {
    rule(
        "NTP response",
        "/ext/ntp/{productKey}/{deviceName}/response",
        vec![log("server clock − this clock = {ntpOffset|?} ms")],
    )
}

/// Once, with QoS 0, which is all that the service takes.
fn ntp_request() -> Repeat {
    Repeat {
        publish: Publishing {
            topic: "/ext/ntp/{productKey}/{deviceName}/request".to_owned(),
            payload: r#"{"deviceSendTime":"{time}"}"#.to_owned(),
            form: PayloadForm::Json,
            qos: Qos::AtMostOnce,
            retain: false,
        },
        count: Some(1),
        interval_ms: 1_000,
        ramp: None,
    }
}

fn config_push() -> Rule {
    rule(
        "config push",
        "/sys/{productKey}/{deviceName}/thing/config/push",
        vec![log("config {params.configId|?}: {params.url|?}"), reply(OK)],
    )
}

fn desired() -> Rule {
    rule(
        "desired values",
        "/sys/{productKey}/{deviceName}/thing/property/desired/get_reply",
        vec![log("desired: {data|?}")],
    )
}

/// A command on the device's own topic is shown and answered, never run.
fn command() -> Rule {
    rule(
        "command",
        "/{productKey}/{deviceName}/user/get",
        vec![
            log("{payload}"),
            publish(
                "/{productKey}/{deviceName}/user/update",
                r#"{"received":"{payload}","time":{time}}"#,
            ),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{check, check_repeat};

    #[test]
    fn every_ready_made_rule_is_sound() {
        let sets = ready_made();
        let mut ids: Vec<&str> = sets.iter().map(|set| set.id).collect();
        assert_eq!(ids.len(), 7);
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), sets.len());
        for set in sets {
            for rule in &set.rules {
                assert_eq!(check(rule), [], "{}", rule.name);
            }
            if let Some(repeat) = &set.repeat {
                assert_eq!(check_repeat(repeat), []);
            }
        }
    }
}
