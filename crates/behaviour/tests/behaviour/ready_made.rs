//! The ready-made rules at work, with their pairs.

use connack_behaviour::{Deed, ready_made};
use connack_protocol::{Paired, Told};
use serde_json::json;

use crate::device::{at, deeds, device, message, published, run, set, told, value};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

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
