//! The bench of every string rule, and claims on which none may fire.

use super::findings;
use crate::reading::read;
use crate::{Fact, Finding, Lang};
use connack_signer::{Claim, ClaimField, Secret, Transport};

/// A claim without any fault.
pub(crate) fn right() -> Claim {
    Claim {
        host: Some("a1Practice0.iot-as-mqtt.cn-shanghai.aliyuncs.com".into()),
        port: None,
        transport: Some(Transport::Tls),
        mqtt_client_id: Some(
            "a1Practice0.practice|securemode=2,signmethod=hmacsha256,timestamp=2524608000000|"
                .into(),
        ),
        username: Some("practice&a1Practice0".into()),
        password: Some(Secret::new(
            "4780a5f17990d8dc4ccad392683ed80160c4c2a1ffa649425cd0e2666a8593eb",
        )),
        keep_alive_s: Some(60),
        protocol_level: Some(4),
        product_key: Some("a1Practice0".into()),
        device_name: Some("practice".into()),
        ..Claim::default()
    }
}

/// The findings of the right claim with one thing changed: exactly these codes, every fact filled
/// in, and none left of a kind once its expected value is put in.
#[track_caller]
pub(crate) fn check(change: impl FnOnce(&mut Claim), codes: &[&str]) -> Vec<Finding> {
    let mut claim = right();
    change(&mut claim);
    let found = findings(&claim, &read(&claim));
    let names: Vec<_> = found.iter().map(Finding::code).collect();
    assert_eq!(names, codes, "{claim:?}");
    for finding in &found {
        words_are_whole(finding);
        remedy_helps(&claim, finding);
    }
    found
}

#[track_caller]
fn words_are_whole(finding: &Finding) {
    for lang in [Lang::En, Lang::Zh] {
        let texts = [
            finding.entry.problem,
            finding.entry.why,
            finding.entry.remedy,
        ];
        for text in texts.map(|words| words.in_lang(lang)) {
            for (name, _) in text
                .split('{')
                .skip(1)
                .filter_map(|rest| rest.split_once('}'))
            {
                let known = finding.facts.iter().any(|(fact, _)| *fact == name);
                assert!(
                    known || !name.bytes().all(|byte| byte.is_ascii_lowercase()),
                    "{}: {name}",
                    finding.code()
                );
            }
        }
    }
}

#[track_caller]
fn remedy_helps(claim: &Claim, finding: &Finding) {
    let mut mended = claim.clone();
    match (
        finding.field,
        finding.facts.iter().find(|(name, _)| *name == "expected"),
    ) {
        (ClaimField::MqttClientId, Some((_, Fact::Text(text)))) => {
            mended.mqtt_client_id = Some(text.clone());
        }
        (ClaimField::Username, Some((_, Fact::Text(text)))) => mended.username = Some(text.clone()),
        (ClaimField::Host, Some((_, Fact::Text(text)))) => mended.host = Some(text.clone()),
        (ClaimField::KeepAlive, Some((_, Fact::Number(number)))) => {
            mended.keep_alive_s = u32::try_from(*number).ok();
        }
        (ClaimField::ProtocolLevel, Some((_, Fact::Number(number)))) => {
            mended.protocol_level = u8::try_from(*number).ok();
        }
        (ClaimField::Port, Some((_, Fact::Number(number)))) => {
            mended.port = u16::try_from(*number).ok();
        }
        _ => return,
    }
    let left = findings(&mended, &read(&mended));
    assert!(
        left.iter().all(|other| other.code() != finding.code()),
        "{} stays: {mended:?}",
        finding.code()
    );
}

#[test]
fn right_claims_have_no_findings() {
    check(|_| (), &[]);
    check(|claim| *claim = Claim::default(), &[]);
    for id in [
        "|securemode=2,signmethod=hmacsha256,timestamp=2524608000000|",
        "12345|securemode=2,signmethod=hmacsha256|",
        "12345|timestamp=2524608000000,signmethod=hmacsha256,securemode=2|",
        "12345|securemode=2,signmethod=hmacsha256,timestamp=2524608000000,_ss=1,_v=sdk-c-4.1.0,ext=3,|",
        "a1Practice0&practice|securemode=2,signmethod=hmacsha1,timestamp=2524608000000|",
        "00:11:22:33:44:55|securemode=2,signmethod=hmacmd5,lan=C,gw=0,sii=0,_conn=tls,v=20|",
    ] {
        check(|claim| claim.mqtt_client_id = Some(id.into()), &[]);
    }
    for host in [
        "iot-06z00abcdefgh12.mqtt.iothub.aliyuncs.com",
        "127.0.0.1",
        "localhost",
        "broker.example.com",
        "a1Practice0.iot-as-mqtt.ap-southeast-1.aliyuncs.com",
    ] {
        check(|claim| claim.host = Some(host.into()), &[]);
    }
}

#[test]
fn the_consoles_own_parameters_have_no_findings() {
    check(
        |claim| {
            claim.transport = None;
            claim.port = Some(1883);
            claim.host = Some("iot-06z00abcdefgh12.mqtt.iothub.aliyuncs.com".into());
            claim.keep_alive_s = None;
            claim.protocol_level = None;
            claim.product_key = None;
            claim.device_name = None;
        },
        &[],
    );
}

#[test]
fn another_service_replaces_all_but_notes_and_placeholders() {
    check(
        |claim| {
            claim.username = Some("Signature|AK|mqtt-cn-1".into());
            claim.mqtt_client_id = Some("GID_x@@@<device>".into());
            claim.host = Some(" mqtt-cn-1.mqtt.aliyuncs.com".into());
            claim.keep_alive_s = Some(0);
            claim.password = Some(Secret::new("A".repeat(40)));
        },
        &[
            "client-id-placeholder",
            "other-service",
            "password-upper-case",
        ],
    );
}

#[test]
fn a_placeholder_explains_its_own_parameter_only() {
    check(
        |claim| {
            claim.mqtt_client_id =
                Some("12345|securemode=8,signmethod=hmacsha1,timestamp=<timestamp>|".into());
        },
        &["client-id-placeholder", "secure-mode-flow"],
    );
    check(
        |claim| {
            claim.mqtt_client_id =
                Some("12345|securemode=${secureMode},signmethod=${signMethod}|".into());
        },
        &["client-id-placeholder"],
    );
}

#[test]
fn proved_before_likely_before_notes() {
    check(
        |claim| {
            claim.mqtt_client_id =
                Some("12345|securemode=3,signMethod=HmacSHA1,timestamp=789|".into());
            claim.username = Some("a1Practice0&practice".into());
            claim.keep_alive_s = Some(15);
        },
        &[
            "username-swapped",
            "client-id-params-malformed",
            "keep-alive-out-of-range",
            "secure-mode-transport",
            "sign-method-case",
            "timestamp-seconds",
        ],
    );
}

#[test]
fn hostile_strings_do_not_panic() {
    let pieces = [
        "|",
        ",",
        "=",
        "\\,",
        "&",
        "｜",
        "，",
        " ",
        "\0",
        "字",
        "securemode",
        "signMethod=",
        "timestamp:1",
        "${",
        "}",
        "<",
        ">",
        "%",
        "%26",
        "://",
        ".",
        ":",
        "/",
        "@@@",
        "é",
        "lan=JS",
        "iot-as-mqtt",
        ".aliyuncs.com",
        "=\u{301}",
    ];
    // A small congruential generator: the same texts on every run.
    let mut state: u32 = 7;
    let mut next = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % below
    };
    for _ in 0..20_000 {
        let mut text = || -> Option<String> {
            let length = next(9);
            Some((0..length).map(|_| pieces[next(pieces.len())]).collect())
        };
        let claim = Claim {
            host: text(),
            mqtt_client_id: text(),
            username: text(),
            product_key: text(),
            device_name: text(),
            ..Claim::default()
        };
        for finding in findings(&claim, &read(&claim)) {
            finding.problem(Lang::Zh);
        }
    }
}
