//! String faults beside a password that is right for what was meant: nothing else may be found.

#![allow(clippy::unwrap_used, reason = "tests")]

use connack_diagnosis::{Budget, Case, Diagnosis, Verdict, diagnose};
use connack_signer::{Claim, Secret, Transport};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

const ID: &str = "a1Practice0.practice|securemode=2,signmethod=hmacsha256,timestamp=1657367540773|";

fn password(client_id: &str, timestamp: &str) -> Secret {
    let client_id = format!("clientId{client_id}");
    let timestamp = if timestamp.is_empty() {
        String::new()
    } else {
        format!("timestamp{timestamp}")
    };
    let content = format!("{client_id}deviceNamepracticeproductKeya1Practice0{timestamp}");
    let mut mac = Hmac::<Sha256>::new_from_slice(b"practice-device-secret").unwrap();
    mac.update(content.as_bytes());
    Secret::new(hex::encode(mac.finalize().into_bytes()))
}

fn right() -> Claim {
    Claim {
        host: Some("a1Practice0.iot-as-mqtt.cn-shanghai.aliyuncs.com".into()),
        port: Some(1883),
        transport: Some(Transport::Tls),
        mqtt_client_id: Some(ID.into()),
        username: Some("practice&a1Practice0".into()),
        password: Some(password("a1Practice0.practice", "1657367540773")),
        keep_alive_s: Some(60),
        protocol_level: Some(4),
        product_key: Some("a1Practice0".into()),
        device_name: Some("practice".into()),
        device_secret: Some(Secret::new("practice-device-secret")),
        ..Claim::default()
    }
}

#[track_caller]
fn check(change: impl FnOnce(&mut Claim), codes: &[&str], verdict: Verdict) -> Diagnosis {
    let mut claim = right();
    change(&mut claim);
    let sent = format!("{claim:?}");
    let case = Case {
        claim,
        observations: Vec::new(),
    };
    let diagnosis = diagnose(case, Budget::TWO);
    let found: Vec<_> = diagnosis.findings.iter().map(|f| f.code()).collect();
    assert_eq!(found, codes, "{sent}");
    assert_eq!(diagnosis.verdict, verdict, "{sent}");
    diagnosis
}

#[track_caller]
fn check_id(id: &str, codes: &[&str], verdict: Verdict) {
    check(
        |claim| claim.mqtt_client_id = Some(id.into()),
        codes,
        verdict,
    );
}

#[test]
fn right_claims_are_ok() {
    check(|_| (), &[], Verdict::Ok);
    let odd = [
        "timestamp=1657367540773,_ss=1,_v=sdk-c-3.0.1,securemode=2,signmethod=hmacsha256,ext=3,",
        "signmethod=hmacsha256,securemode=2,timestamp=1657367540773,lan=JS|Broswer,_v=1.2.8",
    ];
    for params in odd {
        check_id(&format!("a1Practice0.practice|{params}|"), &[], Verdict::Ok);
    }
    let blanks = [
        "securemode=2,signmethod=hmacsha256,timestamp=1657367540773,lan=JS|Broswer ,_v=1.2.8",
        "securemode=2,timestamp=1657367540773,\n      signmethod=hmacsha256",
    ];
    for params in blanks {
        let id = format!("a1Practice0.practice|{params}|");
        check_id(&id, &["client-id-whitespace"], Verdict::Ok);
    }
    check(
        |claim| {
            claim.mqtt_client_id = Some("|securemode=2,signmethod=hmacsha256|".into());
            claim.password = Some(password("", ""));
        },
        &[],
        Verdict::Ok,
    );
}

#[test]
fn a_fault_in_the_client_id_is_the_only_finding() {
    let bar = "client-id-bar-missing";
    let malformed = "client-id-params-malformed";
    for (id, code) in [
        (ID.replacen('|', "", 1), bar),
        (ID.trim_end_matches('|').to_owned(), bar),
        (ID.replace('|', ""), bar),
        (ID.replace(',', "\\,"), "client-id-escaped-comma"),
        (ID.replace("signmethod", "signMethod"), malformed),
        (ID.replace("timestamp", "timestmap"), malformed),
        (ID.replace('=', ":"), malformed),
        (ID.replace(',', ";"), malformed),
        (ID.replace('|', "｜"), malformed),
        (ID.replace(',', "，"), malformed),
        (ID.replace("2,", "2,securemode=2,"), malformed),
        (
            ID.replace("hmacsha256", "hmac-sha256"),
            "sign-method-unknown",
        ),
    ] {
        check_id(&id, &[code], Verdict::Wrong);
    }
    for (id, code) in [
        (format!("{ID},ext=1"), "client-id-text-after-bar"),
        (format!("{ID}\r\n"), "client-id-whitespace"),
        (format!(" {ID}"), "client-id-whitespace"),
        (ID.replace(',', ", "), "client-id-whitespace"),
        (
            ID.replace("1657367540773", "1657367540773 "),
            "client-id-whitespace",
        ),
        (ID.replacen('|', " |", 1), "client-id-whitespace"),
        (ID.replace("securemode=2,", ""), "secure-mode-missing"),
        (
            ID.replace("securemode=2", "securemode=-2"),
            "secure-mode-flow",
        ),
        (
            ID.replace("securemode=2", "securemode=3"),
            "secure-mode-transport",
        ),
        (ID.replace("hmacsha256", "HmacSHA256"), "sign-method-case"),
    ] {
        check_id(&id, &[code], Verdict::Suspect);
    }
}

#[test]
fn a_fault_in_the_user_name_is_the_only_finding() {
    for (username, code) in [
        ("a1Practice0&practice", "username-swapped"),
        ("practice&amp;a1Practice0", "username-separator-wrong"),
        ("practice|a1Practice0", "username-separator-wrong"),
        ("practicea1Practice0", "username-separator-wrong"),
        ("elsewhere&a1Practice0", "username-identity-mismatch"),
        (" practice&a1Practice0", "username-whitespace"),
        ("${deviceName}&a1Practice0", "client-id-placeholder"),
    ] {
        check(
            |claim| claim.username = Some(username.into()),
            &[code],
            Verdict::Wrong,
        );
    }
}

#[test]
fn without_a_given_identity_the_strings_still_tell_it() {
    for (username, code) in [
        ("a1Practice0&practice", "username-swapped"),
        ("practice%26a1Practice0", "username-separator-wrong"),
        ("practice&a1Practice0\n", "username-whitespace"),
    ] {
        check(
            |claim| {
                claim.username = Some(username.into());
                claim.product_key = None;
                claim.device_name = None;
            },
            &[code],
            Verdict::Wrong,
        );
    }
}

#[test]
fn a_tools_id_comes_first() {
    check(
        |claim| {
            claim.mqtt_client_id = Some("mqttx_0bc1d2e3".into());
            claim.password = Some(password("a1Practice0.practice", "2524608000000"));
        },
        &["client-id-random"],
        Verdict::Suspect,
    );
}

#[test]
fn a_cut_client_id_is_named_first() {
    for length in [31, 45, 50, 52, 64, 74] {
        let mut claim = right();
        claim.mqtt_client_id = Some(ID[..length].into());
        let case = Case {
            claim,
            observations: Vec::new(),
        };
        let first = diagnose(case, Budget::TWO).findings[0].code();
        assert_eq!(first, "client-id-truncated", "{length}");
    }
    // The cut took the method and the timestamp: no finding says that they were not sent.
    check(
        |claim| {
            claim.mqtt_client_id = Some("a1Practice0.practice|securemode=2,signmet".into());
            claim.password = Some(password("a1Practice0.practice", ""));
        },
        &["client-id-truncated"],
        Verdict::Suspect,
    );
}

/// A code, and the fault that gives it.
type Fault = (&'static str, fn(&str) -> String);

const FAULTS: [Fault; 15] = [
    ("client-id-bar-missing", |id| id.replacen('|', "", 1)),
    ("client-id-bar-missing", |id| {
        id.trim_end_matches('|').into()
    }),
    ("client-id-escaped-comma", |id| id.replace(',', "\\,")),
    ("client-id-params-malformed", |id| {
        id.replace("signmethod", "signMethod")
    }),
    ("client-id-params-malformed", |id| {
        id.replace("securemode", "secureMode")
    }),
    ("client-id-params-malformed", |id| {
        id.replace("securemode", "scuremode")
    }),
    ("client-id-params-malformed", |id| {
        id.replace("timestamp", "timestmap")
    }),
    ("client-id-params-malformed", |id| id.replace('=', ":")),
    ("client-id-params-malformed", |id| id.replace(',', ";")),
    ("client-id-params-malformed", |id| id.replace('|', "｜")),
    ("client-id-params-malformed", |id| id.replace(',', "，")),
    ("client-id-text-after-bar", |id| format!("{id},ext=1")),
    ("client-id-whitespace", |id| format!("{id}\r\n")),
    ("client-id-whitespace", |id| format!(" {id}")),
    ("sign-method-case", |id| {
        id.replace("hmacsha256", "HmacSHA256")
    }),
];

#[test]
fn two_faults_in_the_client_id_are_both_named() {
    let mut missed = Vec::new();
    let mut count = 0;
    for (i, (first, one)) in FAULTS.iter().enumerate() {
        for (j, (second, other)) in FAULTS.iter().enumerate() {
            let once = one(ID);
            let id = other(&once);
            // The second must change the text, and still be there with the first.
            if i == j || id == once || one(&other(ID)) != id {
                continue;
            }
            count += 1;
            let claim = Claim {
                mqtt_client_id: Some(id.clone()),
                ..right()
            };
            let case = Case {
                claim,
                observations: Vec::new(),
            };
            let diagnosis = diagnose(case, Budget::SHALLOW);
            let found: Vec<_> = diagnosis.findings.iter().map(|f| f.code()).collect();
            let both = found.contains(first) && found.contains(second);
            if !both || found.iter().any(|code| code != first && code != second) {
                missed.push(format!("{first}, {second}: {found:?} {id:?}"));
            }
        }
    }
    assert!(
        missed.is_empty(),
        "{} of {count}:\n{}",
        missed.len(),
        missed.join("\n")
    );
}
