//! Every vector of `tests/vectors/mqtt-direct`, stage by stage, natively and in a browser.
//! The first stage that differs is the bug.
#![allow(clippy::unwrap_used, reason = "part of tests: a panic is the report")]

mod mqtt_direct;

use connack_signer::{
    ClientId, DeviceIdentity, DeviceName, ExtParams, MqttClientId, ProductKey, Secret, SecureMode,
    Server, SignMethod, SignRequest, Timestamp, sign, verify,
};
use mqtt_direct::{Device, Request, ServerName, VECTORS, Vector};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

fn identity(device: &Device) -> DeviceIdentity {
    DeviceIdentity {
        product_key: ProductKey::new(&*device.product_key).unwrap(),
        device_name: DeviceName::new(&*device.device_name).unwrap(),
        device_secret: Secret::new(&*device.device_secret),
    }
}

fn request(request: &Request) -> SignRequest {
    let timestamp = request.timestamp.as_deref();
    SignRequest {
        client_id: ClientId::new(&*request.client_id).unwrap(),
        sign_method: SignMethod::from_wire(&request.sign_method).unwrap(),
        secure_mode: SecureMode::from_wire(&request.secure_mode.to_string()).unwrap(),
        timestamp: timestamp.map(|text| Timestamp::new(text).unwrap()),
        extra: ExtParams::parse_extra(&request.ext.join(",")).unwrap(),
    }
}

fn server(name: Option<&ServerName>) -> Server {
    match name {
        None => Server::default(),
        Some(ServerName::Region(region)) => Server::region(region).unwrap(),
        Some(ServerName::Instance(instance)) => Server::parse(instance).unwrap(),
    }
}

#[track_caller]
fn check(name: &str, text: &str) {
    let (first_line, _) = text.split_once('\n').unwrap();
    assert!(first_line.starts_with("# Source: "), "{name}: no source");
    let Vector {
        device,
        request: wanted,
        server: place,
        expect,
    } = toml::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    let (identity, request) = (identity(&device), request(&wanted));
    let signing = sign(&identity, &request);

    let pairs = signing.content.pairs().iter();
    let pairs: Vec<[&str; 2]> = pairs.map(|pair| [pair.name.wire(), &pair.value]).collect();
    assert_eq!(pairs, expect.pairs, "{name}: pairs");
    assert_eq!(
        signing.content.to_string(),
        expect.signing_content,
        "{name}: content"
    );
    let bytes = hex::decode(&expect.password).unwrap();
    assert_eq!(signing.mac.as_bytes(), bytes, "{name}: MAC");
    assert_eq!(
        bytes.len(),
        request.sign_method.mac_len(),
        "{name}: length of the MAC"
    );
    assert_eq!(signing.password(), expect.password, "{name}: password");
    assert_eq!(signing.username, expect.username, "{name}: username");
    let id = signing.mqtt_client_id.to_string();
    assert_eq!(
        MqttClientId::parse(&id),
        signing.mqtt_client_id,
        "{name}: MQTT client id, parsed"
    );
    check_given(name, "MQTT client id", &id, expect.mqtt_client_id.as_ref());

    let endpoint = server(place.as_ref()).endpoint(&identity.product_key, request.secure_mode);
    check_given(name, "host", &*endpoint.host, expect.host.as_deref());
    check_given(name, "port", endpoint.port, expect.port);
    check_given(
        name,
        "WebSocket URL",
        &*endpoint.websocket_url,
        expect.websocket_url.as_deref(),
    );

    // A log may have cut the end off; what it shows must be the beginning.
    let published = expect.published.unwrap_or_default();
    let beginning = &signing.password()[..published.len()];
    assert!(
        beginning.eq_ignore_ascii_case(&published),
        "{name}: published"
    );
    assert!(
        verify(&identity, &request, &expect.password.to_uppercase()),
        "{name}: verify"
    );
}

/// A stage that the source may leave out.
#[track_caller]
fn check_given<T: PartialEq + std::fmt::Debug>(
    name: &str,
    stage: &str,
    found: T,
    given: Option<T>,
) {
    if let Some(expected) = given {
        assert_eq!(found, expected, "{name}: {stage}");
    }
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn each_vector_at_each_stage() {
    for (name, text) in VECTORS {
        check(name, text);
    }
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn the_embedded_vectors_are_those_of_the_folder() {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/vectors/mqtt-direct"
    );
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    let embedded: Vec<String> = VECTORS
        .iter()
        .map(|(name, _)| format!("{name}.toml"))
        .collect();
    assert_eq!(embedded, files);
}
