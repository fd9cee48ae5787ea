//! `connack diagnose` with what people paste. The passwords were made with Python's `hmac`.

#![allow(clippy::unwrap_used, reason = "part of tests: a panic is the report")]

mod program;

use program::{Input, connack, temporary_file};
use serde_json::Value;

const RIGHT: &str = "fafd82a3d602b37fb0fa8b7892f24a477f851a14";
/// Not sorted by name.
const UNSORTED: &str = "c202dea8b02210477101fa849b3143b20fb5ea8d";
const BY_MD5: &str = "14b198324fe55e1d3c88f2e705e201ee";

/// A pasted text whose secret comes from the environment: the verdict and codes of each device.
#[track_caller]
fn check(text: &str, expected: &[(&str, &[&str])]) {
    let file = temporary_file(text.as_bytes());
    let input = Input::environment("secret");
    let run = connack(&["diagnose", file.path(), "--json"], &input);
    let found: Value = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{}", run.err));
    let devices = found.as_array().cloned().unwrap_or_else(|| vec![found]);
    let codes = |device: &Value| -> Vec<String> {
        let findings = device["findings"].as_array().unwrap().iter();
        findings
            .filter(|finding| finding["certainty"] != "note")
            .map(|finding| finding["code"].as_str().unwrap().to_owned())
            .collect()
    };
    let named: Vec<_> = devices
        .iter()
        .map(|device| (device["verdict"].as_str().unwrap(), codes(device)))
        .collect();
    let expected: Vec<_> = expected
        .iter()
        .map(|(verdict, codes)| (*verdict, codes.iter().map(ToString::to_string).collect()))
        .collect();
    assert_eq!(named, expected, "{text}");
    let all_ok = expected.iter().all(|(verdict, _)| *verdict == "ok");
    assert_eq!(run.code, i32::from(!all_ok));

    // People are told the same.
    let plain = connack(&["diagnose", file.path()], &input);
    assert_eq!(plain.code, run.code);
    for code in expected.iter().flat_map(|(_, codes)| codes) {
        assert!(plain.out.contains(code.as_str()), "{}", plain.out);
    }
}

fn lines(password: &str) -> String {
    format!(
        "hello, it does not connect\nclientId: 12345|securemode=3,signmethod=hmacsha1,timestamp=789|\n\
         username: device&pk\npassword: {password}\n"
    )
}

fn console(password: &str) -> String {
    format!(
        r#"{{"clientId":"12345|securemode=3,signmethod=hmacsha1,timestamp=789|","username":"device&pk","passwd":"{password}","mqttHostUrl":"pk.iot-as-mqtt.cn-shanghai.aliyuncs.com","port":1883}}"#
    )
}

#[test]
fn texts_of_many_shapes() {
    check(&lines(RIGHT), &[("ok", &[])]);
    check(&lines(BY_MD5), &[("wrong", &["algorithm-mismatch"])]);
    check(&console(RIGHT), &[("ok", &[])]);
    check(&console(UNSORTED), &[("wrong", &["order-wrong"])]);
    check(
        &format!(
            "mosquitto_pub -h pk.iot-as-mqtt.cn-shanghai.aliyuncs.com -p 1883 -i \
             '12345|securemode=3,signmethod=hmacsha1,timestamp=789|' -u 'device&pk' -P {UNSORTED} \
             -t /pk/device/user/update -m x\n"
        ),
        &[("wrong", &["order-wrong"])],
    );
    check(
        &format!(
            "#define CLIENT_ID \"12345|securemode=3,signmethod=hmacsha1,timestamp=789|\"\n\
             #define USERNAME \"pk&device\"\n#define PASSWORD \"{RIGHT}\"\n\
             #define PRODUCT_KEY \"pk\"\n#define DEVICE_NAME \"device\"\n"
        ),
        &[("wrong", &["username-swapped"])],
    );
}

#[test]
fn several_devices_in_one_text() {
    let both = format!("{}\n{}\n", console(RIGHT), console(UNSORTED));
    check(&both, &[("ok", &[]), ("wrong", &["order-wrong"])]);
    let file = temporary_file(both.as_bytes());
    for (lang, first, second) in [
        ("en", "Device 1 of 2: device&pk\n====", "Device 2 of 2"),
        ("zh", "设备 1/2", "设备 2/2"),
    ] {
        let args = ["diagnose", file.path(), "--lang", lang];
        let run = connack(&args, &Input::environment("secret"));
        let (at, then) = (run.out.find(first), run.out.find(second));
        assert!(at == Some(0) && then > at, "{}", run.out);
    }
}

#[test]
fn one_secret_is_not_used_for_two_devices() {
    let other = console(RIGHT).replace("device&", "another&");
    let file = temporary_file(format!("{}\n{other}\n", console(RIGHT)).as_bytes());
    let input = Input::environment("secret");
    let run = connack(&["diagnose", file.path(), "--json"], &input);
    assert_eq!(run.out.matches("\"verdict\":\"incomplete\"").count(), 2);
    assert!(run.err.contains("several devices"), "{}", run.err);
}

#[test]
fn places_in_the_text() {
    let file = temporary_file(lines(BY_MD5).as_bytes());
    for (lang, read, not_understood) in [
        ("en", "user name (line 3)", "Not understood: line 1\n"),
        ("zh", "用户名（第 3 行）", "未能识别：第 1 行\n"),
    ] {
        let args = ["diagnose", file.path(), "--lang", lang];
        let run = connack(&args, &Input::none());
        for part in [read, not_understood] {
            assert!(run.out.contains(part), "{part} in {}", run.out);
        }
    }
}
