//! The right values are right: whatever a claim got wrong, sent in its place they leave nothing to
//! find, host and port included.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "tests")]

use connack_diagnosis::{
    Budget, Case, Certainty, Diagnosis, Expected, Finding, Lang, case_from_json, diagnose,
};
use connack_signer::{Claim, Secret, SecureMode, Transport};
use serde_json::Value;

/// HMAC of `clientId12345deviceNamedeviceproductKeypk` under `secret`.
const MD5: &str = "2ce7304ec0ddd548eb1492d65ac0b334";
const SHA1: &str = "3504e4df7ce4766d30f796ee973c9ce7fc5425cb";
const SHA256: &str = "c8cb3dcb7159682438e5fd9a9c34f398e41bb8edb6f222795e307bafee151090";

/// The claim with the right values sent, and in the rest nothing that they do not reach.
fn sent(right: &Expected, claim: Claim) -> Claim {
    let mode = right.signing.mqtt_client_id.param("securemode");
    let websocket = matches!(claim.transport, Some(Transport::Ws | Transport::Wss));
    let transport = match mode.and_then(SecureMode::from_wire) {
        Some(mode) if websocket => Transport::websocket(mode),
        Some(SecureMode::Tls) => Transport::Tls,
        Some(SecureMode::Plain) | None => Transport::Tcp,
    };
    let (mut host, mut port) = (right.host.clone(), Some(right.port));
    if websocket && let Some(url) = &right.websocket_url {
        let (_, rest) = url.split_once("://").unwrap();
        let (authority, _) = rest.split_once('/').unwrap();
        let (name, number) = authority.rsplit_once(':').unwrap();
        let name = name.trim_matches(['[', ']']);
        (host, port) = (Some(name.into()), Some(number.parse().unwrap()));
    }
    Claim {
        host,
        port: port.filter(|_| right.host.is_some()),
        transport: Some(transport),
        mqtt_client_id: Some(right.signing.mqtt_client_id.to_string()),
        username: Some(right.signing.username.clone()),
        password: Some(Secret::new(right.signing.password())),
        device_secret: claim.device_secret,
        product_secret: claim.product_secret,
        ..Claim::default()
    }
}

fn diagnosed(claim: Claim, budget: Budget) -> Diagnosis {
    let observations = Vec::new();
    diagnose(
        Case {
            claim,
            observations,
        },
        budget,
    )
}

/// Right values of a claim, and what is found when they are sent.
fn left(claim: Claim, budget: Budget) -> Option<(Expected, Vec<String>)> {
    let diagnosis = diagnosed(claim.clone(), budget);
    let right = diagnosis.expected?;
    let mended = diagnosed(sent(&right, claim), Budget::SHALLOW);
    let needs = |finding: &&Finding| finding.certainty != Certainty::Note;
    let left = mended.findings.iter().filter(needs);
    let left: Vec<String> = left.map(|finding| finding.problem(Lang::En)).collect();
    let same = mended.expected.as_ref() == Some(&right);
    let changed = (!same).then(|| format!("{right:?}\n  becomes {:?}", mended.expected));
    Some((right, left.into_iter().chain(changed).collect()))
}

fn claims() -> Vec<Claim> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/claims/");
    let read = |name: &str| std::fs::read_to_string(format!("{folder}{name}")).unwrap();
    let mut all = Vec::new();
    for name in ["claims.jsonl", "flows.jsonl"] {
        let lines = read(name);
        all.extend(lines.lines().map(|line| {
            let line: Value = serde_json::from_str(line).unwrap();
            line["claim"].clone()
        }));
    }
    let codes: Value = serde_json::from_str(&read("every_code.json")).unwrap();
    for case in codes.as_object().unwrap().values() {
        all.extend(["fires", "near"].map(|which| case[which].clone()));
    }
    let claims = all.iter().map(|claim| case_from_json(&claim.to_string()));
    claims.map(|case| case.unwrap().claim).collect()
}

#[test]
fn right_values_leave_nothing_to_find() {
    let (mut checked, mut failures) = (0, Vec::new());
    for claim in claims() {
        let shown = format!("{claim:?}");
        if let Some((_, left)) = left(claim, Budget::SHALLOW) {
            checked += 1;
            if !left.is_empty() {
                failures.push(format!("{shown}\n  {}", left.join("\n  ")));
            }
        }
    }
    let first = failures.iter().take(8).cloned().collect::<Vec<_>>();
    assert!(checked > 1000, "{checked}");
    assert!(
        failures.is_empty(),
        "{} of {checked}\n{}",
        failures.len(),
        first.join("\n")
    );
}

/// A claim with this host, its secret given.
fn at(host: &str, transport: Transport, port: Option<u16>) -> Claim {
    Claim {
        host: Some(host.into()),
        port,
        transport: Some(transport),
        mqtt_client_id: Some("12345|securemode=2,signmethod=hmacsha1|".into()),
        username: Some("device&pk".into()),
        password: Some(Secret::new("0")),
        device_secret: Some(Secret::new("secret")),
        ..Claim::default()
    }
}

#[track_caller]
fn check_server(claim: Claim, host: Option<&str>, port: u16, url: Option<&str>) {
    let shown = format!("{claim:?}");
    let (right, left) = left(claim, Budget::SHALLOW).unwrap();
    let found = (
        right.host.as_deref(),
        right.port,
        right.websocket_url.as_deref(),
    );
    assert_eq!(found, (host, port, url), "{shown}");
    assert_eq!(left, Vec::<String>::new(), "{shown}");
}

#[test]
fn the_host_is_the_one_that_was_meant() {
    let old = "pk.iot-as-mqtt.cn-shanghai.aliyuncs.com";
    let url = format!("wss://{old}:443/");
    for host in [
        old,
        "iot-as-http.cn-shanghai.aliyuncs.com",
        "pk.coap.cn-shanghai.link.aliyuncs.com",
        "pk.iot-as-mqtt.cn-shanghia.aliyuncs.com",
        "mqtt.iot-as-mqtt.cn-shanghai.aliyuncs.com",
        "public.iot-as-mqtt.cn-shanghai.aliyuncs.com",
        "other.iot-as-mqtt.cn-shanghai.aliyuncs.com",
        "tcp://pk.iot-as-mqtt.cn-shanghai.aliyuncs.com:1883",
    ] {
        check_server(at(host, Transport::Tls, None), Some(old), 1883, Some(&url));
        check_server(
            at(host, Transport::Wss, Some(1884)),
            Some(old),
            1883,
            Some(&url),
        );
    }
    let new = "iot-06z00.mqtt.iothub.aliyuncs.com";
    let url = format!("wss://{new}:443/mqtt");
    for host in [
        new,
        "iot-06z00.mqtt.iothub.aliyuncs.com:1883",
        "iot-06z00.mqtt.iothub.aliyun.com",
        "iot-06z00.iothub.aliyuncs.com",
    ] {
        check_server(at(host, Transport::Tls, None), Some(new), 1883, Some(&url));
    }
}

#[test]
fn no_host_is_made_up() {
    for host in [
        "post-cn-abc.mqtt.aliyuncs.com",
        "iot.console.aliyun.com",
        "pk.iot-as-mqtt.aliyuncs.com",
        "mqtt.iothub.aliyuncs.com",
        "${productKey}.iot-as-mqtt.${region}.aliyuncs.com",
    ] {
        check_server(at(host, Transport::Tls, Some(1883)), None, 1883, None);
    }
}

#[test]
fn a_broker_of_ones_own_keeps_host_and_port() {
    let own = |host: &str, transport, port| at(host, transport, Some(port));
    let url = Some("ws://127.0.0.1:8083/");
    let claim = own("127.0.0.1", Transport::Ws, 8083);
    check_server(claim, Some("127.0.0.1"), 8083, url);
    let claim = own("127.0.0.1", Transport::Tcp, 18830);
    check_server(claim, Some("127.0.0.1"), 18830, None);
    let claim = own("broker", Transport::Tls, 8883);
    check_server(claim, Some("broker"), 8883, None);
    let claim = at("tcp://b.example.com:1884", Transport::Tcp, None);
    check_server(claim, Some("b.example.com"), 1884, None);
    let claim = own("::1", Transport::Ws, 8083);
    check_server(claim, Some("::1"), 8083, Some("ws://[::1]:8083/"));
}

/// The method that a finding tells to declare is the one of the right values.
#[test]
fn one_method_for_finding_and_right_values() {
    let passwords = [("hmacmd5", MD5), ("hmacsha1", SHA1), ("hmacsha256", SHA256)];
    for (method, password) in passwords {
        for id in [
            "12345|securemode=2,signmethod=HMAC-SHA-1|",
            "12345|securemode=2,signmethod=md5|",
            "12345|securemode=2|",
            "12345",
            "|securemode=2",
        ] {
            let claim = Claim {
                mqtt_client_id: Some(id.into()),
                password: Some(Secret::new(password)),
                ..at(
                    "pk.iot-as-mqtt.cn-shanghai.aliyuncs.com",
                    Transport::Tls,
                    None,
                )
            };
            let diagnosis = diagnosed(claim.clone(), Budget::TWO);
            let right = diagnosis.expected.as_ref().unwrap();
            assert_eq!(
                right.signing.mqtt_client_id.param("signmethod"),
                Some(method),
                "{id}"
            );
            let told = diagnosis
                .findings
                .iter()
                .filter_map(|finding| finding.text("right").or(finding.text("used")));
            for told in told {
                assert_eq!(told, method, "{id}");
            }
            if !id.starts_with('|') {
                assert_eq!(right.signing.password(), password, "{id}");
            }
            let (_, left) = left(claim, Budget::TWO).unwrap();
            assert_eq!(left, Vec::<String>::new(), "{id}");
        }
    }
}
