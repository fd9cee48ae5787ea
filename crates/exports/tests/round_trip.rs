//! Every text is recognised again when it is pasted: `paste ∘ export = identity`.
#![allow(clippy::unwrap_used, reason = "part of tests: a panic is the report")]

mod support;

use connack_exports::{DEVICE_SECRET_PLACEHOLDER, Given, Include, Target, export};
use connack_signer::{Claim, MqttClientId, Secret, Transport, read_claims};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// The one device that the text is read as.
#[track_caller]
fn read(text: &str) -> Result<Claim, String> {
    let read = read_claims(text);
    match read.devices.as_slice() {
        [one] => Ok(one.claim.clone()),
        several => Err(format!("{} devices", several.len())),
    }
}

/// What differs between the text and what it was written from.
fn differences(target: Target, given: &Given, include: Include) -> Vec<String> {
    let export = export(target, given, include);
    let text = export.text.expose();
    let claim = match read(text) {
        Ok(claim) => claim,
        Err(found) => return vec![found],
    };
    let mut differences = Vec::new();
    let mut check = |name: &str, found: Option<&str>, expected: Option<&str>| {
        if found != expected {
            differences.push(format!("{name}: found {found:?}, expected {expected:?}"));
        }
    };
    if target.sends_password() {
        let password = (include == Include::Password).then_some(given.password.expose());
        check(
            "client id",
            claim.mqtt_client_id.as_deref(),
            Some(&given.mqtt_client_id),
        );
        check(
            "user name",
            claim.username.as_deref(),
            Some(&given.username),
        );
        check(
            "password",
            claim.password.as_ref().map(Secret::expose),
            password,
        );
    } else {
        check(
            "product key",
            claim.product_key.as_deref(),
            Some(&given.product_key),
        );
        check(
            "device name",
            claim.device_name.as_deref(),
            Some(&given.device_name),
        );
        check(
            "device secret",
            claim.device_secret.as_ref().map(Secret::expose),
            None,
        );
    }
    let (host, port) = address(target, given);
    check("host", claim.host.as_deref(), Some(&host));
    let found = claim.port.map(|port| port.to_string());
    check("port", found.as_deref(), Some(&port));
    differences
}

/// Where the text leads: by WebSocket where the library has it.
fn address(target: Target, given: &Given) -> (String, String) {
    let websocket = match given.transport {
        Transport::Ws | Transport::Wss => match target {
            Target::PahoPython
            | Target::MqttJs
            | Target::AlibabaNode
            | Target::PahoJava
            | Target::PahoGo
            | Target::Rumqttc
            | Target::PahoC
            | Target::EspMqtt
            | Target::EspAt
            | Target::Mqttx
            | Target::CHeader
            | Target::DotEnv => true,
            Target::MosquittoPub
            | Target::MosquittoSub
            | Target::PubSubClient
            | Target::Umqtt
            | Target::Quectel
            | Target::Simcom
            | Target::Json => false,
        },
        Transport::Tcp | Transport::Tls => false,
    };
    if websocket {
        (given.host.clone(), "443".into())
    } else {
        (given.host.clone(), given.port.to_string())
    }
}

#[test]
fn the_documented_identity_is_read_again() {
    for target in Target::ALL {
        for transport in Transport::ALL {
            for include in [Include::Placeholder, Include::Password] {
                let given = support::documented(transport);
                let found = differences(target, &given, include);
                assert!(
                    found.is_empty(),
                    "{target:?} {transport:?} {include:?}: {found:#?}"
                );
            }
        }
    }
}

/// The random identities have in their client ids what one language or another takes for something
/// else.
#[test]
fn random_identities_are_hostile() {
    let random = support::random();
    for piece in ["'", "\"", "\\", "%", "&", ",", "$", "`", "中文", "😀"] {
        let mut ids = random.iter().map(|given| &given.mqtt_client_id);
        assert!(ids.any(|id| id.contains(piece)), "{piece}");
    }
}

/// Who signs by itself has a secret to be put in: then it is read too, with the client id of its own.
#[test]
fn a_secret_put_in_is_read_again() {
    let secret = "secret'\"\\%&,中文0";
    for given in support::random() {
        let export = export(Target::AlibabaNode, &given, Include::Password);
        let quoted = serde_json::to_string(secret).unwrap();
        let placeholder = serde_json::to_string(DEVICE_SECRET_PLACEHOLDER).unwrap();
        let text = export.text.expose().replace(&placeholder, &quoted);
        let claim = read(&text).unwrap();
        let found = claim.device_secret.as_ref().map(Secret::expose);
        assert_eq!(found, Some(secret));
        let own = MqttClientId::parse(&given.mqtt_client_id).client_id;
        assert_eq!(claim.mqtt_client_id.as_deref(), Some(&*own));
    }
}

#[test]
fn random_identities_are_read_again() {
    let mut wrong = Vec::new();
    for (i, given) in support::random().iter().enumerate() {
        for target in Target::ALL {
            for include in [Include::Placeholder, Include::Password] {
                // Without escapes a quote ends the value, as the note beside the text says.
                let ends = matches!(target, Target::Quectel | Target::Simcom)
                    && (given.mqtt_client_id.contains('"') || given.username.contains('"'));
                let notes = export(target, given, include).notes;
                if ends {
                    assert!(notes.iter().any(|note| note.broken));
                    continue;
                }
                let found = differences(target, given, include);
                if !found.is_empty() {
                    wrong.push(format!("{i} {target:?} {include:?}: {found:#?}"));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
