//! Verify: common mistakes are named, in both languages; a working device beside a failing one; a
//! case file and back; and from a refusal to its reason.

use connack_e2e::{Browser, Practice, Site, flow};
use serde_json::json;

/// The documented example, right.
const RIGHT: &str = r#"{"clientId": "12345|securemode=3,signmethod=hmacsha1,timestamp=789|",
 "username": "device&pk", "passwd": "fafd82a3d602b37fb0fa8b7892f24a477f851a14",
 "mqttHostUrl": "pk.iot-as-mqtt.cn-shanghai.aliyuncs.com", "port": 1883}"#;

/// Ten common mistakes in it; passwords by Python's hmac.
const WRONG: [(&str, &str, &str); 10] = [
    ("hmacsha1,", "hmacsha256,", "algorithm-mismatch"),
    ("signmethod=hmacsha1,", "", "sign-method-missing"),
    ("=789|", "=790|", "timestamp-mismatch"),
    (
        "fafd82a3d602b37fb0fa8b7892f24a477f851a14",
        "+v2Co9YCs3+w+ot4kvJKR3+FGhQ=",
        "password-base64",
    ),
    (
        "fafd82a3d602b37fb0fa8b7892f24a477f851a14",
        "fafd82a3d602b37fb0fa8b7892f24a47",
        "password-truncated",
    ),
    ("device&pk", "pk&device", "username-swapped"),
    ("=789|", "=789", "client-id-bar-missing"),
    ("pk.iot", "pq.iot", "host-product-mismatch"),
    ("device&pk", "device&amp;pk", "username-separator-wrong"),
    (
        "fafd82a3d602b37fb0fa8b7892f24a477f851a14",
        "0000000000000000000000000000000000000000",
        "secret-or-identity-wrong",
    ),
];

fn at_verify(language: &str) -> (Site, Browser) {
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, language, "verify");
    browser.appears("#verdict[data-verdict=none]");
    (site, browser)
}

#[track_caller]
fn check(language: &str) {
    let (_site, browser) = at_verify(language);
    browser.type_into("claim-secret", "secret");
    browser.set("claim-text", RIGHT);
    browser.appears("#verdict[data-verdict=ok]");
    for (right, wrong, code) in WRONG {
        assert!(RIGHT.contains(right), "{right}");
        browser.set("claim-text", &RIGHT.replace(right, wrong));
        browser.appears(&format!("#findings > li[data-code={code}][data-certainty]"));
        browser.appears("#verdict[data-verdict=wrong], #verdict[data-verdict=unexplained]");
    }
}

#[test]
fn ten_mistakes_in_english() {
    check("en");
}

#[test]
fn ten_mistakes_in_chinese() {
    check("zh");
}

#[test]
fn the_right_values_are_loaded_into_compute() {
    let (_site, browser) = at_verify("en");
    browser.type_into("claim-secret", "secret");
    browser.set("claim-text", &RIGHT.replace("fafd", "0000"));
    browser.appears("#findings > li[data-code=secret-or-identity-wrong]");
    browser.click("#answer-title ~ div a[href='#/compute']");
    browser.shows("#out-password", "fafd82a3d602b37fb0fa8b7892f24a477f851a14");
    // What was pasted is there again after a change of route.
    flow::go(&browser, "verify");
    assert!(browser.value("claim-text").contains("0000"));
    browser.appears("#verdict[data-verdict=unexplained]");
    browser.click("#forget");
    browser.appears("#verdict[data-verdict=none]");
    assert_eq!(browser.value("claim-text"), "");
    assert_eq!(browser.value("claim-secret"), "");
}

#[test]
fn a_working_device_beside_a_failing_one() {
    let (_site, browser) = at_verify("en");
    browser.set("claim-text", &RIGHT.replace("securemode=3", "securemode=2"));
    browser.click("#claim-compare");
    browser.set("claim-working", RIGHT);
    browser.appears("#beside");
    let said = browser.text("#beside").unwrap();
    assert!(said.contains("securemode"), "{said}");
}

#[test]
fn a_case_file_and_back() {
    let (_site, browser) = at_verify("en");
    browser.type_into("claim-secret", "secret");
    browser.set("claim-text", &RIGHT.replace("=789|", "=790|"));
    browser.appears("#findings > li[data-code=timestamp-mismatch][data-certainty=proved]");
    let sentence = browser.text("#verdict").unwrap();
    browser.click("#case-file");
    browser.appears("#case-text");
    let address = browser.attribute("#case-download", "href").unwrap();
    let json = browser.script(
        "return decodeURIComponent(arguments[0].slice(arguments[0].indexOf(',') + 1));",
        json!([address]),
    );
    let json = json.as_str().unwrap().to_owned();
    assert!(!json.contains("fafd82a3"), "{json}");

    // On another machine, without the secret.
    let (_other_site, other) = at_verify("en");
    other.set("claim-text", &json);
    other.appears("#verdict[data-verdict=wrong]");
    other.appears("#findings > li[data-code=timestamp-mismatch][data-certainty=proved]");
    assert_eq!(other.text("#verdict").unwrap(), sentence);
}

#[test]
fn from_a_refusal_to_its_reason() {
    let (site, practice, browser) = (Site::dist(), Practice::start(), Browser::start());
    flow::refused(&browser, &site, &practice);
    browser.click("#timeline a[data-why]");
    browser.appears("nav a[href='#/verify'][aria-current='page']");
    browser.appears("#findings > li[data-code=refused-credentials]");
    assert!(browser.value("claim-text").contains("practice&a1Practice0"));
    assert_eq!(browser.value("claim-secret"), "not-the-secret");
    // The secret that signed it explains the password: with another one, nothing does.
    browser.type_into("claim-secret", "practice-device-secret");
    browser.appears("#findings > li[data-code=secret-or-identity-wrong]");
}
