//! What `connack sign` prints, given to `connack diagnose`: of every flow, as lines and as JSON, with
//! ordinary identities and with odd ones.
#![allow(clippy::unwrap_used, reason = "part of tests: a panic is the report")]

mod program;

use connack_signer::{Claim, Secret, read_claims};
use program::{Input, connack, json, temporary_file};

const DEVICE: &str = "CONNACK_DEVICE_SECRET";
const PRODUCT: &str = "CONNACK_PRODUCT_SECRET";
const ACCESS_KEY: &str = "CONNACK_ACCESS_KEY_SECRET";

/// A flow, its options beside the names, who signs, and what is said when that secret is known.
struct Flow {
    name: &'static str,
    options: &'static [&'static str],
    secret: &'static str,
    verdict: Option<&'static str>,
}

const FLOWS: [Flow; 11] = [
    Flow {
        name: "direct",
        options: &["--timestamp=789", "--ext=_v=1"],
        secret: DEVICE,
        verdict: Some("ok"),
    },
    Flow {
        name: "direct",
        options: &["--sign-method=hmacmd5", "--secure-mode=3"],
        secret: DEVICE,
        verdict: Some("ok"),
    },
    Flow {
        name: "https-auth",
        options: &["--timestamp=789"],
        secret: DEVICE,
        verdict: Some("ok"),
    },
    Flow {
        name: "register-https",
        options: &["--random=567345"],
        secret: PRODUCT,
        verdict: Some("ok"),
    },
    Flow {
        name: "register-mqtt",
        options: &["--random=567345"],
        secret: PRODUCT,
        verdict: None,
    },
    Flow {
        name: "register-mqtt-nwl",
        options: &["--random=567345", "--instance=iot-06z00practice"],
        secret: PRODUCT,
        verdict: None,
    },
    Flow {
        name: "token-login",
        options: &[],
        secret: DEVICE,
        verdict: None,
    },
    Flow {
        name: "topo-add",
        options: &["--gateway-product-key=gw", "--gateway-device-name=gate"],
        secret: DEVICE,
        verdict: Some("ok"),
    },
    Flow {
        name: "sub-login",
        options: &["--gateway-product-key=gw", "--gateway-device-name=gate"],
        secret: DEVICE,
        verdict: Some("ok"),
    },
    Flow {
        name: "psk",
        options: &[],
        secret: DEVICE,
        verdict: None,
    },
    Flow {
        name: "apsara-mq",
        options: &["--access-key-id=AK", "--instance=mqtt-cn-1"],
        secret: ACCESS_KEY,
        verdict: None,
    },
];

/// Client ids and device names that some reader takes for something else.
const ODD: [(&str, &str); 12] = [
    ("c1", "dev'1"),
    ("c,1", "d v"),
    (" c\"1\" # x", " dev\" // "),
    ("50%done", "a%db"),
    ("c=1&d:2;", "d=1;"),
    ("password=x", "username: y"),
    ("a\\u{41}\\n\n", "b\u{200b}\\u{5c}\t"),
    ("`c`", "<dev>"),
    ("设备，1", "名：称"),
    ("{\"clientId\":\"x\"}", "}{"),
    ("AT+CGMI=1", "https://h/#/compute?v=1&deviceName=z"),
    ("connack 4 rc=5", "10 0c 00 04 4d 51 54 54 04"),
];

fn run(flow: &Flow, client_id: &str, device_name: &str, more: &[&str]) -> String {
    let client_id = format!("--client-id={client_id}");
    let names = ["--product-key=pk", &format!("--device-name={device_name}")].map(str::to_owned);
    let mut args = vec!["sign", "--flow", flow.name];
    if !matches!(flow.name, "psk" | "register-https") {
        args.push(&client_id);
    }
    if flow.name != "apsara-mq" {
        args.extend(names.iter().map(String::as_str));
    }
    args.extend(flow.options);
    args.extend(more);
    let input = if flow.name == "token-login" {
        Input::none()
    } else {
        Input::variable(flow.secret, "secret")
    };
    let run = connack(&args, &input);
    assert_eq!(run.code, 0, "{}", run.err);
    run.out
}

/// The claim of the one device.
#[track_caller]
fn one(text: &str) -> Claim {
    let read = read_claims(text);
    match read.devices.as_slice() {
        [device] => device.claim.clone(),
        devices => panic!("{} devices in {text}", devices.len()),
    }
}

#[track_caller]
fn check(flow: &Flow, client_id: &str, device_name: &str) {
    let lines = run(flow, client_id, device_name, &[]);
    let object = run(flow, client_id, device_name, &["--json"]);
    let claim = one(&lines);
    assert_eq!(claim, one(&object), "{lines}{object}");
    let fields: serde_json::Value = serde_json::from_str(&object).unwrap();
    let said = |name: &str| fields[name].as_str().map(str::to_owned);
    let secret = |secret: &Option<Secret>| secret.as_ref().map(|secret| secret.expose().to_owned());
    if let Some(request) = &claim.request {
        assert_eq!(request.kind.name(), flow.name);
        assert_eq!(claim.product_key.as_deref(), Some("pk"));
        assert_eq!(claim.device_name.as_deref(), Some(device_name));
        assert_eq!(secret(&claim.password), said("sign"));
        let mut sent = request.fields.iter().filter(|(name, _)| name == "clientId");
        let sent = sent.next().map(|(_, value)| &**value);
        assert_eq!(sent, (flow.name != "register-https").then_some(client_id));
        assert_eq!(claim.mqtt_client_id, None, "{lines}");
    } else {
        let id = said("mqtt_client_id").or_else(|| said("psk_identity"));
        assert_eq!(claim.mqtt_client_id, id, "{lines}");
        assert_eq!(claim.username, said("username"), "{lines}");
        let password = said("password").or_else(|| said("psk_key"));
        assert_eq!(secret(&claim.password), password);
        assert_eq!(claim.host, said("host"));
        assert_eq!(claim.transport, None);
        let port = fields["port"].as_u64();
        assert_eq!(claim.port.map(u64::from), port);
    }
}

#[test]
fn every_flow_is_read_as_it_was_printed() {
    for flow in &FLOWS {
        for (client_id, device_name) in ODD {
            check(flow, client_id, device_name);
        }
    }
}

/// Lines and JSON give the same answer, and it is the right one.
#[test]
fn what_is_signed_is_not_accused() {
    for flow in &FLOWS {
        let secret = if flow.secret == ACCESS_KEY {
            DEVICE
        } else {
            flow.secret
        };
        for device_name in ["device", "dev'1"] {
            let answers = [&[][..], &["--json"]].map(|more| {
                let text = run(flow, "c1", device_name, more);
                let file = temporary_file(text.as_bytes());
                let input = Input::variable(secret, "secret");
                let run = connack(&["diagnose", file.path(), "--json"], &input);
                assert!(run.code < 2, "{}: {}", flow.name, run.err);
                if flow.verdict == Some("ok") {
                    assert_eq!(run.code, 0, "{}: {}", flow.name, run.out);
                    assert_eq!(json(&run)["verdict"], "ok");
                }
                run.out
            });
            assert_eq!(answers[0], answers[1], "{}", flow.name);
        }
    }
}
