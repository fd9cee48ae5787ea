//! `connack diagnose` from outside: one text, one answer. The passwords were made with Python's
//! `hmac`, by the mistakes that their names say.

#![allow(clippy::unwrap_used, reason = "part of tests: a panic is the report")]

mod program;

use program::{Input, MARKER, Run, check, connack, into_closed_pipe, temporary_file, with};
use serde_json::Value;

const ID: &str = "12345|securemode=3,signmethod=hmacsha1,timestamp=789|";
const RIGHT: &str = "fafd82a3d602b37fb0fa8b7892f24a477f851a14";
const BY_MD5: &str = "14b198324fe55e1d3c88f2e705e201ee";
const NAMES_NOT_SIGNED: &str = "6f2e85580829a91cce65df1cb2b1fe0fd44fa7b2";
const UNSORTED: &str = "c202dea8b02210477101fa849b3143b20fb5ea8d";
const UNSORTED_BY_MD5: &str = "e9fdd235da1503cf10301916e74e228e";
const TIMESTAMP_NOT_SIGNED: &str = "3504e4df7ce4766d30f796ee973c9ce7fc5425cb";
const SECRET_WITH_LINE_END: &str = "bc629c4beac0fe5c7b3c2c2d1110619f4a42b628";
const OTHER_SECRET: &str = "e15120446d55a41821fa1c1d72f176c261656e43";
/// With [`MARKER`] as the secret; the second with a line end after it.
const MARKED: &str = "4d7bc570a9777e93896cca1a00c5e62a65b33e94";
const MARKED_WITH_LINE_END: &str = "72f4fd5cb25ff0b0bb971dfd12a53d48f9e109d3";

/// The documented example (vendor help topic 73742) with this password.
fn claim(password: &str) -> Value {
    serde_json::json!({
        "mqtt_client_id": ID,
        "username": "device&pk",
        "password": password,
        "device_secret": "secret",
    })
}

fn changed(password: &str, key: &str, value: impl Into<Value>) -> Value {
    let mut claim = claim(password);
    claim[key] = value.into();
    claim
}

#[track_caller]
fn run(args: &[&str], text: &str) -> Run {
    connack(&with(&["diagnose"], args), &Input::stdin(text.as_bytes()))
}

/// The verdict and the codes of what is more than a note; the exit code fits to them.
#[track_caller]
fn diagnosed(claim: &Value, verdict: &str, codes: &[&str]) -> Value {
    let run = run(&["--json"], &claim.to_string());
    let found: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(found["verdict"], verdict, "{}", run.out);
    let findings = found["findings"].as_array().unwrap().iter();
    let named: Vec<&str> = findings
        .filter(|finding| finding["certainty"] != "note")
        .map(|finding| finding["code"].as_str().unwrap())
        .collect();
    assert_eq!(named, codes, "{}", run.out);
    assert_eq!((run.code, &*run.err), (i32::from(verdict != "ok"), ""));
    found
}

#[test]
fn the_documented_example_and_single_mistakes() {
    let right = diagnosed(&claim(RIGHT), "ok", &[]);
    assert_eq!(right["expected"]["password"], RIGHT);
    assert_eq!(right["missing"], serde_json::json!([]));
    diagnosed(&claim(&RIGHT.to_uppercase()), "ok", &[]);
    for (password, verdict, codes) in [
        (BY_MD5, "wrong", &["algorithm-mismatch"][..]),
        (NAMES_NOT_SIGNED, "wrong", &["names-not-signed"]),
        (UNSORTED, "wrong", &["order-wrong"]),
        (
            UNSORTED_BY_MD5,
            "wrong",
            &["algorithm-mismatch", "order-wrong"],
        ),
        (SECRET_WITH_LINE_END, "wrong", &["secret-has-whitespace"]),
        (TIMESTAMP_NOT_SIGNED, "suspect", &["timestamp-not-signed"]),
        (OTHER_SECRET, "unexplained", &["secret-or-identity-wrong"]),
    ] {
        let found = diagnosed(&claim(password), verdict, codes);
        assert_eq!(found["expected"]["password"], RIGHT);
    }
}

#[test]
fn what_is_missing_and_what_was_observed() {
    let found = diagnosed(
        &serde_json::json!({ "mqtt_client_id": ID }),
        "incomplete",
        &[],
    );
    assert_eq!(
        found["missing"],
        serde_json::json!(["username", "password", "device_secret"])
    );
    assert_eq!(found["expected"], Value::Null);
    diagnosed(&serde_json::json!({}), "incomplete", &[]);
    diagnosed(
        &changed(BY_MD5, "observation", serde_json::json!({ "connack": 4 })),
        "wrong",
        &["algorithm-mismatch", "refused-credentials"],
    );
    diagnosed(
        &changed(RIGHT, "keep_alive_s", "15"),
        "wrong",
        &["keep-alive-out-of-range"],
    );
}

#[test]
fn for_people() {
    let run = run(&["--lang", "en"], &claim(UNSORTED).to_string());
    let start = "\
What this device sends is wrong: one mistake is proved.

1. order-wrong [proved · password]
";
    assert!(run.out.starts_with(start), "{}", run.out);
    let sides = "
   found     productKeypkdeviceNamedeviceclientId12345timestamp789
   expected  clientId12345deviceNamedeviceproductKeypktimestamp789
             ^ differs from character 1
";
    assert!(run.out.contains(sides), "{}", run.out);
    let values = "
Right values:
   signing_content: clientId12345deviceNamedeviceproductKeypktimestamp789
   password:        fafd82a3d602b37fb0fa8b7892f24a477f851a14
   username:        device&pk
   mqtt_client_id:  12345|securemode=3,signmethod=hmacsha1,timestamp=789|
   port:            1883
";
    assert!(run.out.ends_with(values), "{}", run.out);
    assert_eq!((run.code, &*run.err), (1, ""));
}

#[test]
fn both_languages() {
    let text = claim(UNSORTED).to_string();
    let zh = run(&["--lang", "zh"], &text);
    for part in [
        "已证实 1 处错误",
        "[已证实 · 密码]",
        "\n   应为  clientId12345",
        "正确的值",
    ] {
        assert!(zh.out.contains(part), "{part} in {}", zh.out);
    }
    let object = run(&["--lang", "zh", "--json"], &text);
    let object: Value = serde_json::from_str(&object.out).unwrap();
    assert!(object["sentence"].as_str().unwrap().contains("已证实"));
    let nothing = run(&["--lang", "zh"], "hello");
    assert!(
        nothing.err.contains("没有可识别的登录信息"),
        "{}",
        nothing.err
    );
}

#[test]
fn how_far_to_look() {
    let text = claim(UNSORTED_BY_MD5).to_string();
    let two = ["algorithm-mismatch", "order-wrong"];
    for (deviations, found) in [("1", false), ("2", true), ("3", true)] {
        let run = run(&["--json", "--deviations", deviations], &text);
        for code in two {
            assert_eq!(run.out.contains(code), found, "{deviations}: {}", run.out);
        }
    }
    let text = claim(OTHER_SECRET).to_string();
    let run = run(&[], &text);
    let looked = "Looked for: up to 3 mistakes at once";
    assert!(run.out.contains(looked), "{}", run.out);
}

#[test]
fn the_secret_from_elsewhere_when_the_text_lacks_it() {
    let mut without = claim(MARKED);
    without.as_object_mut().unwrap().remove("device_secret");
    let without = temporary_file(without.to_string().as_bytes());
    let args = ["diagnose", without.path(), "--json"];
    let ok = "\"verdict\":\"ok\"";
    check(
        &args,
        &Input::none(),
        1,
        "\"missing\":[\"device_secret\"]",
        "",
    );
    check(&args, &Input::environment(MARKER), 0, ok, "");
    let secret = temporary_file(format!("{MARKER}\n").as_bytes());
    let more = with(&args, &["--device-secret-file", secret.path()]);
    check(&more, &Input::none(), 0, ok, "");
    let more = with(&args, &["--device-secret-file", "-"]);
    check(&more, &Input::stdin(MARKER.as_bytes()), 0, ok, "");
    let more = with(&args, &["--device-secret", MARKER]);
    check(
        &more,
        &Input::none(),
        0,
        ok,
        "warning: --device-secret shows",
    );
    // The text's own wins.
    let own = run(&["--json"], &claim(RIGHT).to_string());
    assert_eq!(own.code, 0, "{}", own.out);

    let signed = changed(MARKED, "device_secret", "another secret");
    let product = temporary_file(signed.to_string().as_bytes());
    let args = [
        "diagnose",
        product.path(),
        "--json",
        "--product-secret-file",
        "-",
    ];
    let input = Input::stdin(MARKER.as_bytes());
    check(&args, &input, 1, "\"product-secret-used\"", "");
}

#[test]
fn no_secret_is_printed() {
    // `connack` looks for the marker in both streams each time.
    for password in [MARKED, MARKED_WITH_LINE_END, MARKER, OTHER_SECRET] {
        for key in [
            "device_secret",
            "product_secret",
            "username",
            "mqtt_client_id",
            "host",
            "port",
            "transport",
            "keep_alive_s",
            "will",
        ] {
            let mut claim = changed(password, "device_secret", MARKER);
            claim[key] = MARKER.into();
            let text = claim.to_string();
            for args in [&["--json"][..], &["--lang", "zh"], &["--jsonl"]] {
                let run = run(args, &text);
                assert!(run.code <= 2, "{}", run.err);
            }
            // Broken off in the middle of it.
            let half = &text[..text.rfind(MARKER).unwrap() + MARKER.len()];
            assert_eq!(run(&["--jsonl"], half).code, 1);
            run(&[], half);
        }
    }
}

#[test]
fn input_that_cannot_be_used() {
    let none = Input::none();
    check(
        &["diagnose", "no/such/file"],
        &none,
        2,
        "",
        "cannot be read",
    );
    check(
        &["diagnose", "--json"],
        &none,
        2,
        "",
        "searched for client id",
    );
    check(
        &["diagnose", "--jsonl", "no/such/file"],
        &none,
        2,
        "",
        "cannot be read",
    );
    let gbk = Input::stdin(b"username: \xc9\xe8\xb1\xb8&pk");
    check(&["diagnose"], &gbk, 2, "", "not UTF-8 at byte 11");
    let number = Input::stdin(b"{\"mqtt_client_id\":1}");
    let why = "`mqtt_client_id`: expected a text, found a number";
    check(&["diagnose"], &number, 2, "", why);
    for more in [
        &["--json", "--jsonl"][..],
        &["--deviations", "4"],
        &["--deviations", "0"],
        &["--lang", "de"],
        &["--jsonl", "--device-secret", "x"],
        &["--device-secret-file", "-"],
        &[
            "file",
            "--device-secret-file",
            "-",
            "--product-secret-file",
            "-",
        ],
    ] {
        let run = connack(&with(&["diagnose"], more), &Input::none());
        assert_eq!((run.code, &*run.out), (2, ""), "{more:?}");
        assert!(!run.err.is_empty());
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let text = format!("{}\n", claim(RIGHT)).repeat(500);
    for args in [&["diagnose", "--jsonl"][..], &["diagnose", "-"]] {
        let input = if args.contains(&"--jsonl") {
            Input::stdin(text.as_bytes())
        } else {
            Input::stdin(claim(RIGHT).to_string().as_bytes())
        };
        let run = into_closed_pipe(args, &input);
        assert_eq!((run.code, &*run.err), (0, ""), "{args:?}");
    }
}

#[test]
fn a_thousand_lines_keep_their_order() {
    let mut text = String::new();
    let mut expected = Vec::new();
    for number in 1..=1000 {
        // Those that take long stand between those that take none, and the bad ones among both.
        let (line, answer) = match number {
            n if n % 97 == 0 => (claim(OTHER_SECRET).to_string(), "unexplained".to_owned()),
            n if n % 10 == 3 => (claim(BY_MD5).to_string(), "wrong".to_owned()),
            n if n % 10 == 5 => ("{\"port\":[]}".to_owned(), format!("line {n}: `port`")),
            n if n % 10 == 7 => (String::new(), format!("line {n}: blank")),
            n if n % 10 == 8 => ("{}}".to_owned(), format!("line {n}: not JSON")),
            n if n % 10 == 9 => ("{}".to_owned(), "incomplete".to_owned()),
            _ => (claim(RIGHT).to_string(), "ok".to_owned()),
        };
        text += &line;
        text += if number % 2 == 0 { "\r\n" } else { "\n" };
        expected.push(answer);
    }
    let run = run(&["--jsonl"], &text);
    assert_eq!(run.code, 1);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines.len(), expected.len());
    for (line, expected) in lines.iter().zip(&expected) {
        let object: Value = serde_json::from_str(line).unwrap();
        let found = object["error"].as_str().or(object["verdict"].as_str());
        assert!(found.unwrap().starts_with(expected), "{expected}: {line}");
    }
    let bad = expected.iter().filter(|answer| answer.starts_with("line"));
    let told = format!("no Claim: {};", bad.count());
    assert!(run.err.contains(&told), "{}", run.err);

    let all_right = format!("{}\n", claim(RIGHT)).repeat(3) + "\n \n";
    let run = connack(
        &["diagnose", "--jsonl"],
        &Input::stdin(all_right.as_bytes()),
    );
    assert_eq!((run.code, &*run.err), (0, ""));
    assert_eq!(run.out.lines().count(), 3);
}
