//! Each rule fires, and what is near it passes.

use super::*;
use crate::connect::tests::{connect as some_connect, will};
use crate::devices::Devices;
use crate::flows::way;
use connack_signer::{ClientId, DeviceIdentity, MqttClientId, SignRequest, Timestamp, sign};

fn identity() -> DeviceIdentity {
    Devices::practice().get(0).unwrap().identity.clone()
}

fn connect(client_id: &str, username: &str, password: &str) -> Connect {
    Connect {
        client_id: client_id.into(),
        username: Some(username.into()),
        password: Some(password.into()),
        ..some_connect()
    }
}

/// The password that fits a client id.
fn password(client_id: &str) -> String {
    let parsed = MqttClientId::parse(client_id);
    let method = parsed.param("signmethod").unwrap_or("hmacmd5");
    let request = SignRequest {
        client_id: ClientId::new(parsed.client_id.clone()).unwrap(),
        sign_method: SignMethod::from_wire(&method.to_lowercase()).unwrap_or_default(),
        timestamp: parsed
            .param("timestamp")
            .map(|t| Timestamp::new(t).unwrap()),
        ..SignRequest::default()
    };
    sign(&identity(), &request).password()
}

fn verdict(connect: &Connect) -> Result<Accepted, Refusal> {
    let platform = Secret::new("platform-password");
    let known = Known::new(Devices::practice());
    let mask = known.mask(&platform);
    judge(connect, way(connect, &known), &known, &platform, &mask, 0)
}

#[track_caller]
fn accepts(client_id: &str, notes: &[&str]) {
    let accepted = verdict(&connect(
        client_id,
        "practice&a1Practice0",
        &password(client_id),
    ));
    let accepted = accepted.unwrap_or_else(|refusal| panic!("{client_id:?}: {refusal:?}"));
    assert_eq!(accepted.who, Who::Device(0));
    let codes: Vec<&str> = accepted.notes.iter().map(|note| note.code).collect();
    assert_eq!(codes, notes, "{client_id:?}");
}

#[track_caller]
fn refuses(connect: &Connect, connack: u8, code: &str) {
    let refusal = verdict(connect).unwrap_err();
    assert_eq!(
        (refusal.connack, refusal.remark.code),
        (connack, code),
        "{}",
        refusal.remark.text
    );
}

#[track_caller]
fn refuses_id(client_id: &str, code: &str) {
    let password = "0".repeat(64);
    refuses(
        &connect(client_id, "practice&a1Practice0", &password),
        2,
        code,
    );
}

#[test]
fn client_ids_that_the_platform_takes() {
    accepts("a|securemode=3,signmethod=hmacsha256|", &[]);
    accepts("a|securemode=3,signmethod=hmacsha1,timestamp=789|", &[]);
    accepts("a|securemode=3|", &[]);
    accepts(
        "a|securemode=2,signmethod=hmacmd5|",
        &["secure-mode-transport"],
    );
    accepts("a||", &["secure-mode-missing"]);
    accepts("|securemode=3,signmethod=hmacsha256|", &[]);
    accepts("a|timestamp=01,securemode=3,ext=3,|", &[]);
    accepts("a|securemode=3,timestamp=,_v=1|", &[]);
    accepts(
        "a|signmethod=hmacsha1,securemode=3,lan=JS|Broswer ,_v=1.2.8|",
        &[],
    );
    accepts("a|securemode=3,\n   signmethod=hmacsha1|", &[]);
    accepts("a|securemode=3|,ext=1", &["client-id-text-after-bar"]);
    accepts("a|securemode=3,signmethod=HmacSha1|", &["sign-method-case"]);
    accepts("设备/é\\..\u{1}\u{7f}\u{1f600}|securemode=3|", &[]);
    accepts(
        &format!("{}|securemode=3,x={}|", "é".repeat(64), "y".repeat(400)),
        &[],
    );
}

#[test]
fn client_ids_that_it_does_not_take() {
    refuses_id("", "client-id-random");
    refuses_id("mqttx_0bf8c2a1", "client-id-random");
    refuses_id(
        "a,securemode=3,signmethod=hmacsha1",
        "client-id-bar-missing",
    );
    refuses_id(
        "a|securemode=3,signmethod=hmacsha1",
        "client-id-bar-missing",
    );
    refuses_id("a｜securemode=3｜", "client-id-params-malformed");
    refuses_id(
        &format!("{}|securemode=3|", "é".repeat(65)),
        "client-id-too-long",
    );
    refuses_id("a|securemode:3|", "client-id-params-malformed");
    refuses_id(
        "a|securemode=3,signMethod=hmacsha1|",
        "client-id-params-malformed",
    );
    refuses_id(
        "a|securemode=3,timestamp=1,timestamp=2|",
        "client-id-params-malformed",
    );
    refuses_id(
        "a|securemode=3\\,signmethod=hmacsha1|",
        "client-id-escaped-comma",
    );
    refuses_id("a|securemode=8,signmethod=hmacsha1|", "secure-mode-flow");
    refuses_id("a|securemode=-2|", "secure-mode-flow");
    refuses_id("a|securemode=|", "secure-mode-flow");
    refuses_id("a|securemode=3,signmethod=sha256|", "sign-method-unknown");
    refuses_id("a|securemode=2,authType=id2|", "other-service");
}

#[test]
fn keep_alive() {
    let id = "a|securemode=3|";
    for (keep_alive_s, ok) in [
        (0, false),
        (15, false),
        (29, false),
        (30, true),
        (1200, true),
    ]
    .into_iter()
    .chain([(1201, false), (u16::MAX, false)])
    {
        let mut connect = connect(id, "practice&a1Practice0", &password(id));
        connect.keep_alive_s = keep_alive_s;
        if ok {
            assert!(verdict(&connect).is_ok());
        } else {
            refuses(&connect, 3, "keep-alive-out-of-range");
        }
    }
}

#[test]
fn usernames() {
    let id = "a|securemode=3|";
    let check = |username: &str, connack, code| {
        refuses(&connect(id, username, &password(id)), connack, code);
    };
    check("practice", 4, "username-separator-wrong");
    check("practice&amp;a1Practice0", 4, "username-separator-wrong");
    check("practice%26a1Practice0", 4, "username-separator-wrong");
    check("practice&a1Practice0&", 4, "username-separator-wrong");
    check("practice&a1Practice0\r\n", 4, "username-whitespace");
    check("a1Practice0&practice", 5, "username-swapped");
    check("a1Practice0&other", 5, "username-swapped");
    check("other&a1Practice0", 5, "username-identity-mismatch");
    check("Practice&a1Practice0", 5, "username-identity-mismatch");
    let mut none = connect(id, "", &password(id));
    none.username = None;
    refuses(&none, 4, "username-separator-wrong");
    // Added to its product, and still without a secret.
    let name = "practice-new&a1Practice0";
    let empty_key = "5e56d2ef8f10428d2ddb83a936fb6b93";
    refuses(&connect(id, name, empty_key), 5, "secret-or-identity-wrong");
}

#[test]
fn passwords() {
    let id = "a|securemode=3,signmethod=hmacsha1,timestamp=7|";
    let right = password(id);
    let check = |password: &str, connack, code| {
        refuses(
            &connect(id, "practice&a1Practice0", password),
            connack,
            code,
        );
    };
    check("", 4, "secret-or-identity-wrong");
    check("practice-device-secret", 4, "secret-or-identity-wrong");
    check(&right[1..], 4, "secret-or-identity-wrong");
    check(&format!("{right}\n"), 4, "password-whitespace");
    check("two words", 4, "secret-or-identity-wrong");
    check(&"0".repeat(40), 5, "secret-or-identity-wrong");
    // Another method, another clientId, no timestamp.
    check(&password("a|timestamp=7|"), 5, "secret-or-identity-wrong");
    check(
        &password("b|signmethod=hmacsha1,timestamp=7|"),
        5,
        "secret-or-identity-wrong",
    );
    check(
        &password("a|signmethod=hmacsha1|"),
        5,
        "secret-or-identity-wrong",
    );
    let upper = connect(id, "practice&a1Practice0", &right.to_uppercase());
    assert_eq!(
        verdict(&upper).unwrap().notes[0].code,
        "password-upper-case"
    );
    let mut none = connect(id, "practice&a1Practice0", "");
    none.password = None;
    refuses(&none, 4, "secret-or-identity-wrong");
    none.password = Some(vec![0xff; 40]);
    refuses(&none, 4, "secret-or-identity-wrong");
}

#[test]
fn mqtt_5_0() {
    let id = "a|securemode=3|";
    let with = |level, will| Connect {
        level,
        will,
        ..connect(id, "practice&a1Practice0", &password(id))
    };
    let notes = |connect: &Connect| -> Vec<&str> {
        let accepted = verdict(connect).unwrap();
        accepted.notes.iter().map(|note| note.code).collect()
    };
    assert_eq!(notes(&with(5, None)), ["protocol-version"]);
    assert_eq!(notes(&with(5, Some(will("t", 1)))), ["protocol-version"]);
    refuses(&with(5, Some(will("t", 2))), 0x9b, "will-or-qos2");
    // Left out at QoS 2 as well.
    assert_eq!(notes(&with(4, Some(will("t", 2)))), ["will-or-qos2"]);
    assert_eq!(notes(&with(4, None)), [""; 0]);
    // The other rules do not care.
    let mut early = with(5, None);
    early.keep_alive_s = 15;
    refuses(&early, 3, "keep-alive-out-of-range");
    let mut nameless = with(5, None);
    nameless.username = None;
    refuses(&nameless, 4, "username-separator-wrong");
}

#[test]
fn the_platform_login() {
    let accepted = verdict(&connect("", "platform", "platform-password")).unwrap();
    assert_eq!(accepted.who, Who::Platform);
    refuses(
        &connect("", "platform", "wrong"),
        5,
        "secret-or-identity-wrong",
    );
}

#[test]
fn sentences_hold_no_secret() {
    let secret = "practice-device-secret";
    for (client_id, username, password) in [
        (secret, "practice&a1Practice0", ""),
        (
            "a|securemode=practice-device-secret|",
            "practice&a1Practice0",
            "",
        ),
        (
            "a|securemode=3|",
            secret,
            "00000000000000000000000000000000",
        ),
        ("a|securemode=3|", "practice&a1Practice0", secret),
    ] {
        let refusal = verdict(&connect(client_id, username, password)).unwrap_err();
        assert!(!refusal.remark.text.contains(secret), "{refusal:?}");
    }
}
