//! Claims out of JSON, right and wrong.

use super::*;

#[track_caller]
fn check(text: &str, claim: &Claim) {
    assert_eq!(&case_from_json(text).unwrap().claim, claim, "{text}");
}

#[track_caller]
fn check_observed(text: &str, observations: &[Observation]) {
    let text = format!("{{\"observation\":{text}}}");
    assert_eq!(case_from_json(&text).unwrap().observations, observations);
}

#[track_caller]
fn check_error(text: &str, sentence: &str) {
    assert_eq!(case_from_json(text).unwrap_err().to_string(), sentence);
}

#[test]
fn every_key() {
    check(
        r#"{"host":"h","port":1883,"transport":"tcp","mqtt_client_id":"c","username":"u",
            "password":"p","keep_alive_s":60,"protocol_level":4,"will":true,"qos":2,
            "retain":false,"product_key":"pk","device_name":"device","device_secret":"secret",
            "product_secret":"ps","observation":{"connack":4}}"#,
        &Claim {
            host: Some("h".into()),
            port: Some(1883),
            transport: Some(Transport::Tcp),
            mqtt_client_id: Some("c".into()),
            username: Some("u".into()),
            password: Some(Secret::new("p")),
            keep_alive_s: Some(60),
            protocol_level: Some(4),
            will: Some(true),
            qos: Some(2),
            retain: Some(false),
            product_key: Some("pk".into()),
            device_name: Some("device".into()),
            device_secret: Some(Secret::new("secret")),
            product_secret: Some(Secret::new("ps")),
            request: None,
        },
    );
}

#[test]
fn nothing_null_and_unknown_keys_are_no_claim() {
    for text in [
        "{}",
        "\u{feff}{}",
        r#"{"host":null,"port":null,"port ":1,"observation":null}"#,
        r#"{"port":"","keep_alive_s":" ","later":{"x":[1]}}"#,
    ] {
        check(text, &Claim::default());
    }
}

#[test]
fn numbers_may_be_texts() {
    let claim = Claim {
        port: Some(443),
        keep_alive_s: Some(100_000),
        protocol_level: Some(4),
        transport: Some(Transport::Wss),
        ..Claim::default()
    };
    check(
        r#"{"port":" 443 ","keep_alive_s":100000.0,"protocol_level":"3.1.1","transport":"WSS"}"#,
        &claim,
    );
    check(
        r#"{"port":443,"keep_alive_s":"100000","protocol_level":"4","transport":"wss"}"#,
        &claim,
    );
}

#[test]
fn observations() {
    use Observation as O;
    check_observed(r#"{"connack":"5"}"#, &[O::Connack(5)]);
    check_observed(
        r#"[{"evicted":true},{"transport":"offline"},{"evicted":false}]"#,
        &[O::Evicted, O::Offline],
    );
    check_observed(
        r#"[{"transport":"timeout"},{"connack":0,"transport":"closed"},{"later":1}]"#,
        &[
            O::TimedOut(Waited::Connack),
            O::Connack(0),
            O::ClosedBeforeConnack,
        ],
    );
}

#[test]
fn errors_name_key_and_rule_never_a_text() {
    check_error("{", "not JSON at line 1, column 1: it ends too early");
    check_error("hush", "not JSON at line 1, column 1: a syntax error");
    check_error(
        "[1]",
        "expected a JSON object like {\"mqtt_client_id\":\"…\"}, found a list",
    );
    check_error(
        r#"{"port":70000}"#,
        "`port`: expected a number from 0 to 65535, found the number 70000",
    );
    check_error(
        r#"{"port":"hush"}"#,
        "`port`: expected a number from 0 to 65535, found another text",
    );
    check_error(
        r#"{"device_secret":12345}"#,
        "`device_secret`: expected a text, found a number (put it in quotes)",
    );
    check_error(
        r#"{"will":"yes"}"#,
        "`will`: expected true or false, found another text",
    );
    check_error(
        r#"{"transport":["tcp"]}"#,
        "`transport`: expected `tcp`, `tls`, `ws` or `wss`, found a list",
    );
    check_error(
        r#"{"observation":{"connack":-1}}"#,
        "`observation.connack`: expected a return code from 0 to 255, found the number -1",
    );
    check_error(
        r#"{"observation":4}"#,
        "`observation`: expected an object like {\"connack\":4}, or a list of such, found the number 4",
    );
    assert!(case_from_json(&"[".repeat(100_000)).is_err());
}

#[test]
fn errors_in_chinese() {
    for (text, sentence) in [
        ("{", "第 1 行第 1 列不是 JSON：内容不完整"),
        (
            "[]",
            "应为形如 {\"mqtt_client_id\":\"…\"} 的 JSON 对象，实际为列表",
        ),
        (
            r#"{"username":1}"#,
            "`username` 应为文本，实际为数字（请加上引号）",
        ),
        (
            r#"{"port":70000}"#,
            "`port` 应为 0 到 65535 的数字，实际为数字 70000",
        ),
        (
            r#"{"will":null,"retain":"x"}"#,
            "`retain` 应为 true 或 false，实际为其他文本",
        ),
    ] {
        let error = case_from_json(text).unwrap_err();
        assert_eq!(error.in_lang(crate::Lang::Zh), sentence);
    }
}
