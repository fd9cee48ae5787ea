//! Each way in: the cases that Python computed, both languages, answers, and what must not be shown.

mod answers;

use super::{answer, codes};
use crate::layout::text;
use connack_protocol::{Act, AskFlow, Attr, Flow, Hidden, Identity, Lang, Node, Tag};
use connack_signer::{Answering, BrowserLack, DeviceOnly};
use toml::{Table, Value};

const CASES: &str = include_str!("../../../../tests/flows/flows.toml");
const LANGS: [Lang; 2] = [Lang::En, Lang::Zh];

fn cases(of: &str) -> Vec<(Table, Table)> {
    let all: Table = CASES.parse().unwrap();
    let cases = all[of].as_array().unwrap();
    let part = |case: &Value, name: &str| case[name].as_table().unwrap().clone();
    cases
        .iter()
        .map(|case| (part(case, "given"), part(case, "expect")))
        .collect()
}

fn str_of<'a>(table: &'a Table, name: &str) -> &'a str {
    table.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// A question with the fields that Compute shares filled from a case.
fn asked(flow: Flow, given: &Table) -> AskFlow {
    let text = |name: &str| str_of(given, name).to_owned();
    AskFlow {
        flow,
        identity: Identity {
            product_key: text("product_key"),
            device_name: text("device_name"),
            client_id: text("client_id"),
            sign_method: text("method"),
            timestamp: text("timestamp"),
            region: match str_of(given, "region") {
                "" => "cn-shanghai".into(),
                region => region.into(),
            },
            instance: text("instance"),
            ..Identity::default()
        },
        device_secret: Hidden(text("secret")),
        ..AskFlow::default()
    }
}

fn field(ask: &mut AskFlow, name: &str, value: &str) {
    ask.fields.push((name.into(), Hidden(value.into())));
}

fn shown(ask: &AskFlow) -> Node {
    answer(ask).places[0].1.clone()
}

fn attr(node: &Node, attr: Attr) -> Option<&str> {
    let found = node.attrs.iter().find(|(of, _)| *of == attr);
    found.map(|(_, value)| &**value)
}

fn find<'a>(within: &'a Node, id: &str) -> Option<&'a Node> {
    if attr(within, Attr::Id) == Some(id) {
        return Some(within);
    }
    within.inside.iter().find_map(|node| find(node, id))
}

fn text_of(within: &Node, id: &str) -> String {
    let found = find(within, id).unwrap_or_else(|| panic!("no #{id}"));
    format!("{}{}", found.text, text(&found.inside))
}

fn all(node: &Node) -> Vec<&Node> {
    let mut nodes = vec![node];
    nodes.extend(node.inside.iter().flat_map(all));
    nodes
}

#[track_caller]
fn check(ask: &AskFlow, expect: &Table, outputs: &[(&str, &str)]) {
    for lang in LANGS {
        let node = shown(&AskFlow {
            lang,
            ..ask.clone()
        });
        for (id, name) in outputs {
            assert_eq!(text_of(&node, id), str_of(expect, name), "{id} {ask:?}");
        }
    }
}

#[test]
fn https_requests_are_those_that_python_computed() {
    let outputs = [
        ("out-signing-content", "content"),
        ("out-sign", "mac"),
        ("out-url", "url"),
        ("out-body", "body"),
        ("out-curl", "curl"),
    ];
    for (given, expect) in cases("https_auth") {
        check(&asked(Flow::HttpsAuth, &given), &expect, &outputs);
    }
    for (given, expect) in cases("register_https") {
        let mut ask = asked(Flow::RegisterHttps, &given);
        field(&mut ask, "product-secret", str_of(&given, "secret"));
        field(&mut ask, "random", str_of(&given, "random"));
        check(&ask, &expect, &outputs);
    }
}

#[test]
fn registrations_over_mqtt_are_those_that_python_computed() {
    for (given, expect) in cases("register_mqtt") {
        let mut ask = asked(Flow::RegisterMqtt, &given);
        field(&mut ask, "product-secret", str_of(&given, "secret"));
        field(&mut ask, "random", str_of(&given, "random"));
        field(&mut ask, "registration", str_of(&given, "auth_type"));
        field(&mut ask, "register-mode", str_of(&given, "mode"));
        let outputs = [
            ("out-signing-content", "content"),
            ("out-mqtt-client-id", "mqtt_client_id"),
            ("out-username", "username"),
            ("out-password", "password"),
        ];
        check(&ask, &expect, &outputs);
    }
}

#[test]
fn keys_and_neighbours_are_those_that_python_computed() {
    for (given, expect) in cases("psk") {
        let mut ask = asked(Flow::Psk, &given);
        field(&mut ask, "psk-timestamp", str_of(&given, "timestamp"));
        let outputs = [
            ("out-signing-content", "content"),
            ("out-psk-identity", "identity"),
            ("out-psk-key", "key"),
        ];
        check(&ask, &expect, &outputs);
    }
    for (given, expect) in cases("apsara_mq") {
        let mut ask = asked(Flow::ApsaraMq, &Table::new());
        field(&mut ask, "mq-scheme", str_of(&given, "scheme"));
        field(&mut ask, "access-key-id", str_of(&given, "access_key_id"));
        field(&mut ask, "access-key-secret", str_of(&given, "secret"));
        field(&mut ask, "mq-instance-id", str_of(&given, "instance_id"));
        field(&mut ask, "mq-client-id", str_of(&given, "client_id"));
        let outputs = [
            ("out-signing-content", "content"),
            ("out-username", "username"),
            ("out-password", "password"),
        ];
        check(&ask, &expect, &outputs);
        for (claimed, kind) in [(str_of(&expect, "password"), "info"), ("x", "bad")] {
            let mut ask = ask.clone();
            field(&mut ask, "mq-password", claimed);
            let node = shown(&ask);
            let verdict = find(&node, "mq-verdict").unwrap();
            assert_eq!(attr(verdict, Attr::Kind), Some(kind));
        }
    }
}

/// A case with one sub-device.
fn sub_device(given: &Table) -> Option<AskFlow> {
    let devices = given["devices"].as_array().unwrap();
    let [device] = &**devices else {
        return None;
    };
    let device = device.as_table().unwrap();
    // Without a client id, the field stands for the recommended one.
    device.get("client_id")?;
    let mut ask = asked(Flow::SubDevice, given);
    ask.identity.sign_method = str_of(device, "method").into();
    ask.identity.timestamp = str_of(device, "timestamp").into();
    for (name, of) in [
        ("product-key", "product_key"),
        ("device-name", "device_name"),
        ("device-secret", "secret"),
        ("client-id", "client_id"),
    ] {
        field(&mut ask, &format!("sub-1-{name}"), str_of(device, of));
    }
    let clean = device["clean_session"].as_bool() == Some(true);
    field(
        &mut ask,
        "clean-session",
        if clean { "true" } else { "false" },
    );
    Some(ask)
}

/// Everything but the number of the message, which is ours.
fn unnumbered(payload: &str) -> &str {
    payload.split_once(',').unwrap().1
}

#[test]
fn gateway_messages_are_those_that_python_computed() {
    let mut checked = 0;
    for (of, ids) in [
        ("topo_add", ["out-topo-topic", "out-topo-payload"]),
        ("sub_login", ["out-login-topic", "out-login-payload-1"]),
        ("batch_login", ["out-batch-topic", "out-batch-payload"]),
    ] {
        for (given, expect) in cases(of) {
            let Some(ask) = sub_device(&given) else {
                continue;
            };
            checked += 1;
            let node = shown(&ask);
            assert_eq!(text_of(&node, ids[0]), str_of(&expect, "topic"));
            let payload = text_of(&node, ids[1]);
            let expected = str_of(&expect, "payload");
            assert_eq!(unnumbered(&payload), unnumbered(expected));
            let signing = expect["signings"][0].as_table().unwrap();
            let content = text_of(&node, "out-signing-content");
            assert_eq!(content, str_of(signing, "content"));
            assert_eq!(text_of(&node, "out-sign"), str_of(signing, "mac"));
        }
    }
    assert!(checked > 8, "{checked}");
}

#[test]
fn several_sub_devices_have_a_login_each_and_at_most_five() {
    let (given, _) = cases("sub_login").swap_remove(0);
    let mut ask = sub_device(&given).unwrap();
    field(&mut ask, "sub-count", "9");
    // One that is not typed yet is waited for, and is no mistake.
    let node = shown(&ask);
    assert_eq!(text_of(&node, "out-login-payload-1"), "");
    assert!(find(&node, "empty").is_some() && find(&node, "broken").is_none());
    for at in 2..=5 {
        field(&mut ask, &format!("sub-{at}-product-key"), "pk");
        field(&mut ask, &format!("sub-{at}-device-name"), "device");
    }
    let node = shown(&ask);
    assert!(find(&node, "sub-5-product-key").is_some());
    assert!(find(&node, "sub-6-product-key").is_none());
    assert!(!text_of(&node, "out-login-payload-5").is_empty());
    let more = find(&node, "sub-more").unwrap();
    assert_eq!(attr(more, Attr::Disabled), Some("disabled"));
}

/// Every way in, with nothing typed and with an identity, in both languages.
fn every_sheet() -> Vec<(AskFlow, Node)> {
    let (given, _) = cases("https_auth").swap_remove(0);
    let mut sheets = Vec::new();
    for flow in Flow::ALL {
        for lang in LANGS {
            for given in [&Table::new(), &given] {
                let mut ask = asked(flow, given);
                ask.lang = lang;
                ask.practice = "ws://127.0.0.1:8083/mqtt".into();
                ask.origin = "http://127.0.0.1:8080".into();
                ask.identity.client_id = String::new();
                let node = shown(&ask);
                sheets.push((ask, node));
            }
        }
    }
    sheets
}

#[test]
fn every_field_has_a_label_and_every_id_is_one() {
    for (ask, node) in every_sheet() {
        let nodes = all(&node);
        let mut ids: Vec<&str> = nodes
            .iter()
            .filter_map(|node| attr(node, Attr::Id))
            .collect();
        ids.sort_unstable();
        assert!(ids.windows(2).all(|two| two[0] != two[1]), "{ids:?}");
        for field in &nodes {
            let is_field = matches!(field.tag, Tag::Input | Tag::TextArea | Tag::Select);
            assert_eq!(is_field, matches!(field.act, Act::Field(_)), "{ask:?}");
            if !is_field {
                continue;
            }
            let id = attr(field, Attr::Id).unwrap();
            let labels = |node: &&&Node| attr(node, Attr::For) == Some(id);
            let label = nodes.iter().find(labels).unwrap();
            assert!(!text(&label.inside).is_empty(), "{id}");
            let about = attr(field, Attr::DescribedBy).unwrap();
            assert!(find(&node, about).is_some(), "{about}");
        }
    }
}

#[test]
fn chinese_is_chinese_and_english_has_none() {
    let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    for (ask, node) in every_sheet() {
        let said = text_of(&node, "flow-about");
        // English names some things as the console does.
        assert!(chinese(&said) || ask.lang == Lang::En, "{said}");
        for hint in all(&node)
            .iter()
            .filter(|node| attr(node, Attr::Class) == Some("hint") && !node.text.is_empty())
        {
            assert_eq!(chinese(&hint.text), ask.lang == Lang::Zh, "{}", hint.text);
        }
    }
}

#[test]
fn every_code_need_and_lack_has_words() {
    for lang in LANGS {
        for row in Answering::CODES {
            let words = codes::code(row.answering, row.code, lang);
            assert!(!words.contains("not documented") && !words.contains("没有说明"));
            let list = codes::list(row.answering, lang);
            assert!(text(&list.inside).contains(&words), "{row:?}");
        }
        let words: Vec<String> = DeviceOnly::ALL
            .iter()
            .flat_map(|way| way.needs())
            .map(|need| super::device_only::need_words(*need, lang))
            .collect();
        assert_eq!(words.len(), 6, "each need once");
        let lack = super::device_only::lack_words(BrowserLack::RawTcp, lang);
        assert!(lack.contains("WebSocket"));
    }
    let unknown = codes::code(Answering::HttpsAuth, 7, Lang::En);
    assert!(unknown.contains("not documented"), "{unknown}");
}

#[test]
fn no_secret_is_shown_unasked() {
    for flow in Flow::ALL {
        let (given, _) = cases("https_auth").swap_remove(0);
        let mut ask = asked(flow, &given);
        ask.device_secret = Hidden("hidden-secret".into());
        for name in [
            "product-secret",
            "device-token",
            "sub-1-device-secret",
            "access-key-secret",
        ] {
            field(&mut ask, name, "hidden-secret");
        }
        field(&mut ask, "random", "1");
        field(&mut ask, "mq-client-id", "GID@@@1");
        let node = shown(&ask);
        let nodes = all(&node);
        assert!(nodes.len() > 20, "{flow:?}");
        for node in nodes {
            assert!(!node.text.contains("hidden-secret"), "{flow:?}");
            for (_, value) in &node.attrs {
                assert!(!value.contains("hidden-secret"), "{flow:?}");
            }
        }
    }
}
