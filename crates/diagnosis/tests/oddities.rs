//! Logins whose strings look like a mistake and are none: the password is right for what is sent,
//! so that nothing may be called wrong. And what looks like a login of another kind.

#![allow(clippy::unwrap_used, reason = "tests")]

use connack_diagnosis::{Budget, Case, Certainty, Diagnosis, Verdict, diagnose};
use connack_signer::{Claim, Secret};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

const SECRET: &str = "practice-device-secret";

/// HMAC-SHA256 of a content, as hex.
fn signed(content: &str) -> Secret {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(content.as_bytes());
    Secret::new(hex::encode(mac.finalize().into_bytes()))
}

/// A right login, of which nothing is known but its strings and the secret.
fn login(client_id: &str, params: &str, timestamp: &str, name: &str, key: &str) -> Claim {
    let salt = match timestamp {
        "" => String::new(),
        sent => format!("timestamp{sent}"),
    };
    let content = format!("clientId{client_id}deviceName{name}productKey{key}{salt}");
    Claim {
        mqtt_client_id: Some(format!("{client_id}|{params}|")),
        username: Some(format!("{name}&{key}")),
        password: Some(signed(&content)),
        device_secret: Some(Secret::new(SECRET)),
        ..Claim::default()
    }
}

const PARAMS: &str = "securemode=2,signmethod=hmacsha256";

fn practice(client_id: &str, params: &str) -> Claim {
    login(client_id, params, "", "practice", "a1Practice0")
}

fn diagnosed(claim: &Claim) -> Diagnosis {
    let case = Case {
        claim: claim.clone(),
        observations: Vec::new(),
    };
    diagnose(case, Budget::TWO)
}

#[track_caller]
fn check(claim: &Claim, codes: &[&str], verdict: Verdict) -> Diagnosis {
    let diagnosis = diagnosed(claim);
    let found: Vec<_> = diagnosis.findings.iter().map(|f| f.code()).collect();
    assert_eq!(found, codes, "{claim:?}");
    assert_eq!(diagnosis.verdict, verdict, "{claim:?}");
    diagnosis
}

/// A right login, with its identity given and without, is right; notes are none or these.
#[track_caller]
fn check_right(claim: &Claim, notes: &[&str]) {
    let diagnosis = check(claim, notes, Verdict::Ok);
    let right = diagnosis.expected.unwrap();
    assert_eq!(
        Some(&right.signing.username),
        claim.username.as_ref(),
        "{claim:?}"
    );
    let (name, key) = right.signing.username.rsplit_once('&').unwrap();
    let given = Claim {
        product_key: Some(key.into()),
        device_name: Some(name.into()),
        ..claim.clone()
    };
    check(&given, notes, Verdict::Ok);
}

#[test]
fn what_stands_before_the_first_bar_is_the_client_id() {
    for client_id in [
        "a1Practice0.dev:01",
        "dev=1",
        "gw:1",
        "pid:9",
        "plan:7",
        "srv:room",
        "rev=2",
        "a1Practice0.humid:2",
        "x-timestamp:5",
        "securemode=2",
        "gw=1,v=2",
        "00:11:22:33:44:55",
        "lan=C,ext=1",
        "token:authtype=3",
    ] {
        for params in [
            PARAMS,
            "v=01,securemode=2,signmethod=hmacsha256",
            "own_1=x,signmethod=hmacsha256,securemode=2,ext=3,",
        ] {
            check_right(&practice(client_id, params), &[]);
        }
    }
}

#[test]
fn a_bar_that_is_missing_is_still_missed() {
    for sent in [
        "12345securemode=2,signmethod=hmacsha256|",
        "12345securemod=2,signmethod=hmacsha256|",
        "12345,_v=1,securemode=2,signmethod=hmacsha256|",
        "12345lan=C,securemode=2,signmethod=hmacsha256|",
    ] {
        let claim = Claim {
            mqtt_client_id: Some(sent.into()),
            ..practice("12345", PARAMS)
        };
        let found = diagnosed(&claim);
        assert_eq!(found.findings[0].code(), "client-id-bar-missing", "{sent}");
        assert_eq!(found.verdict, Verdict::Wrong, "{sent}");
        let expected = found.findings[0].text("expected").unwrap();
        assert!(expected.starts_with("12345|"), "{expected}");
    }
    // Nothing that decides the signature: the whole is a clientId, without its parameters.
    for sent in ["gw:1", "a,ext=1", "plan:7"] {
        let claim = Claim {
            mqtt_client_id: Some(sent.into()),
            ..practice(sent, PARAMS)
        };
        let found = diagnosed(&claim).findings;
        let bars = found.iter().find(|f| f.code() == "client-id-bar-missing");
        let expected = bars.unwrap().text("expected").unwrap();
        assert!(expected.starts_with(&format!("{sent}|s")), "{expected}");
    }
}

#[test]
fn signs_of_the_client_id_stay_as_they_are() {
    for client_id in ["设备：1", "a，b", "甲｜乙", "x；y＝z", "a\\,b"] {
        check_right(&practice(client_id, PARAMS), &[]);
    }
    // With the escape of an AT command around it, it was escaped as well.
    let escaped = Claim {
        mqtt_client_id: Some("a\\,b|securemode=2\\,signmethod=hmacsha256|".into()),
        ..practice("a,b", PARAMS)
    };
    check(&escaped, &["client-id-escaped-comma"], Verdict::Wrong);
}

#[test]
fn a_shape_does_not_swap_the_names() {
    for (name, key) in [
        ("gateway0001", "hx9abcdefgh"),
        ("a1sensor001", "smartmeter"),
        ("k0abcdefghi", "pk"),
    ] {
        check_right(&login("12345", PARAMS, "", name, key), &[]);
        // With another mistake it stays the device name, too.
        let mut other = login("12345", PARAMS, "", name, key);
        other.mqtt_client_id = Some("54321|securemode=2,signmethod=hmacsha256|".into());
        let content = format!("clientIddeviceName{name}productKey{key}");
        other.password = Some(signed(&content));
        check(&other, &["client-id-mismatch"], Verdict::Wrong);
    }
    let swapped = Claim {
        username: Some("a1Practice0&practice".into()),
        ..practice("12345", PARAMS)
    };
    check(&swapped, &["username-swapped"], Verdict::Suspect);
}

#[test]
fn a_time_may_hold_a_blank() {
    let sent = "2023-01-01 00:00";
    let claim = login(
        "12345",
        &format!("{PARAMS},timestamp={sent}"),
        sent,
        "practice",
        "a1Practice0",
    );
    let found = check(
        &claim,
        &["client-id-whitespace", "timestamp-seconds"],
        Verdict::Suspect,
    );
    assert_eq!(found.findings[0].certainty, Certainty::Likely);
}

#[test]
fn a_user_name_that_is_missing_is_known_from_the_names() {
    let given = Claim {
        username: None,
        product_key: Some("a1Practice0".into()),
        device_name: Some("practice".into()),
        ..practice("12345", PARAMS)
    };
    check(&given, &[], Verdict::Ok);
    let wrong = Claim {
        password: Some(Secret::new("00".repeat(32))),
        ..given.clone()
    };
    check(&wrong, &["secret-or-identity-wrong"], Verdict::Unexplained);
    let nameless = Claim {
        device_name: None,
        ..given
    };
    check(&nameless, &[], Verdict::Incomplete);
}

#[test]
fn a_device_name_may_hold_the_sign_between_the_names() {
    check_right(&login("12345", PARAMS, "", "d'v&,1", "a1b2C3d4E5f"), &[]);
    let wrong = Claim {
        password: Some(Secret::new("00".repeat(32))),
        ..login("12345", PARAMS, "", "device&pk", "x")
    };
    let found = check(
        &wrong,
        &["username-separator-wrong", "secret-or-identity-wrong"],
        Verdict::Wrong,
    );
    assert_eq!(found.findings[0].text("expected"), None);
}

#[test]
fn a_blank_in_a_device_name_is_searched_as_sent() {
    for name in ["dev 1", "practice "] {
        let claim = login("12345", PARAMS, "", name, "a1Practice0");
        check(&claim, &["username-whitespace"], Verdict::Wrong);
        let given = Claim {
            device_name: Some(name.into()),
            ..claim
        };
        check(&given, &["username-whitespace"], Verdict::Wrong);
    }
}

#[test]
fn what_verifies_is_no_placeholder() {
    let code = "client-id-placeholder";
    for client_id in ["50%s", "<dev>", "a-${x1}"] {
        check_right(&practice(client_id, PARAMS), &[code]);
    }
    let name = login("12345", PARAMS, "", "my_device_name", "a1Practice0");
    check(&name, &[code], Verdict::Ok);
    let given = Claim {
        device_name: Some("my_device_name".into()),
        ..name
    };
    check(&given, &[code, code], Verdict::Ok);
    let wrong = Claim {
        password: Some(Secret::new("00".repeat(32))),
        ..practice("<dev>", PARAMS)
    };
    assert_eq!(diagnosed(&wrong).verdict, Verdict::Wrong);
    // What is not signed, and the name of a field, stay proved.
    for claim in [
        practice("${clientId}", PARAMS),
        practice("12345", "securemode=<mode>,signmethod=hmacsha256"),
        login("12345", PARAMS, "", "<dev>", "a1Practice0"),
    ] {
        let found = diagnosed(&claim);
        assert_eq!(found.findings[0].code(), code);
        assert_eq!(found.verdict, Verdict::Wrong);
    }
}

#[test]
fn a_word_in_a_host_is_no_service() {
    for host in ["iot.university.edu.cn", "mqtt.myuniverse.com"] {
        let claim = Claim {
            host: Some(host.into()),
            ..practice("12345", PARAMS)
        };
        check_right(&claim, &[]);
    }
}

#[test]
fn a_login_with_what_https_authorisation_issued() {
    for host in [
        None,
        Some("127.0.0.1"),
        Some("iot-06z00abcdefgh12.mqtt.iothub.aliyuncs.com"),
    ] {
        let claim = Claim {
            host: host.map(Into::into),
            mqtt_client_id: Some("c1".into()),
            username: Some("h2cTNCoJqRPzGzTmV5ec0010".into()),
            password: Some(Secret::new("0d7fdeb9dc1f4344a2cc0d45edcb0bcb")),
            ..Claim::default()
        };
        check(&claim, &["other-service", "password-token"], Verdict::Wrong);
    }
    // Both names without a sign between are none.
    let claim = Claim {
        mqtt_client_id: Some("practice".into()),
        username: Some("practicea1Practice0".into()),
        product_key: Some("a1Practice0".into()),
        ..practice("12345", PARAMS)
    };
    let found = diagnosed(&claim);
    assert!(found.findings.iter().all(|f| f.code() != "other-service"));
}

#[test]
fn an_identity_of_tls_by_pre_shared_key() {
    let claim = Claim {
        mqtt_client_id: Some("devicename|hmacsha256|pk&device|2524608000000".into()),
        ..Claim::default()
    };
    let found = check(&claim, &["other-service"], Verdict::Wrong);
    assert_eq!(found.findings[0].text("service"), Some("PSK-TLS"));
}

#[test]
fn a_long_client_id_is_read_in_one_go() {
    let read = |id: String| {
        let claim = Claim {
            mqtt_client_id: Some(id),
            ..Claim::default()
        };
        diagnosed(&claim);
    };
    read(format!("x|{}|", "a".repeat(1 << 20)));
    read(format!("x|a={}|", "a;".repeat(1 << 19)));
    let many: Vec<String> = (0..100_000).map(|at| format!("p{at}={at}")).collect();
    read(format!("x|{}", many.join(",")));
    let many: Vec<String> = (0..50_000).map(|at| format!("timestamp={at}")).collect();
    read(format!("x|{}|{}", many.join(","), many.join(",")));
    read(format!("x|a=1|{}", "securemode3,".repeat(50_000)));
}
