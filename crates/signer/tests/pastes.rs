//! Every sample of `tests/pastes`: what is recognised, and that each span quotes the text.
#![allow(clippy::unwrap_used, reason = "part of tests: a panic is the report")]

use connack_signer::{
    ClaimField, ClientId, DeviceIdentity, DeviceName, ExtParams, MqttClientId, PastedDevice,
    PastedText, ProductKey, Secret, SecureMode, SignMethod, SignRequest, Timestamp, Transport,
    read_claims, verify,
};
use std::collections::BTreeMap;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// A field's value as the samples write it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(untagged)]
enum Value {
    Text(String),
    Number(u32),
    Flag(bool),
}

impl Value {
    /// The text that a span quotes when nothing was escaped.
    fn quoted(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Flag(flag) => flag.to_string(),
        }
    }
}

type Device = BTreeMap<String, Value>;

#[derive(serde::Deserialize)]
struct Sample {
    name: String,
    text: String,
    #[serde(default)]
    device: Vec<Device>,
    /// What stands at a span, where that is not the value itself.
    #[serde(default)]
    quoted: BTreeMap<String, String>,
    /// Checked where it is given.
    not_understood: Option<Vec<String>>,
}

#[derive(serde::Deserialize)]
struct Samples {
    /// Whether spans quote the values.
    #[serde(default = "yes")]
    quotes: bool,
    sample: Vec<Sample>,
}

fn yes() -> bool {
    true
}

/// A device in the words of the samples.
fn told(device: &PastedDevice) -> Device {
    let claim = &device.claim;
    let secret = |secret: &Option<Secret>| secret.as_ref().map(|secret| secret.expose().to_owned());
    let texts = [
        ("host", claim.host.clone()),
        (
            "transport",
            claim.transport.map(|transport| transport.wire().to_owned()),
        ),
        ("mqtt_client_id", claim.mqtt_client_id.clone()),
        ("username", claim.username.clone()),
        ("password", secret(&claim.password)),
        ("product_key", claim.product_key.clone()),
        ("device_name", claim.device_name.clone()),
        ("device_secret", secret(&claim.device_secret)),
        ("product_secret", secret(&claim.product_secret)),
        (
            "request",
            claim
                .request
                .as_ref()
                .map(|request| request.kind.name().to_owned()),
        ),
    ];
    let numbers = [
        ("port", claim.port.map(u32::from)),
        ("keep_alive_s", claim.keep_alive_s),
        ("protocol_level", claim.protocol_level.map(u32::from)),
        ("qos", claim.qos.map(u32::from)),
        ("connack", device.connack.map(u32::from)),
    ];
    let flags = [("will", claim.will), ("retain", claim.retain)];
    let texts = texts
        .into_iter()
        .map(|(key, text)| (key, text.map(Value::Text)));
    let numbers = numbers
        .into_iter()
        .map(|(key, number)| (key, number.map(Value::Number)));
    let flags = flags
        .into_iter()
        .map(|(key, flag)| (key, flag.map(Value::Flag)));
    texts
        .chain(numbers)
        .chain(flags)
        .filter_map(|(key, value)| Some((key.to_owned(), value?)))
        .collect()
}

fn key(field: ClaimField) -> &'static str {
    if field == ClaimField::Observation {
        return "connack";
    }
    field.key()
}

#[track_caller]
fn check(file: &str, text: &str) {
    let samples: Samples = toml::from_str(text).unwrap_or_else(|error| panic!("{file}: {error}"));
    assert!(
        samples.sample.len() >= 3,
        "{file}: three samples of each shape at least"
    );
    for sample in &samples.sample {
        let name = format!("{file}: {}", sample.name);
        let read = read_claims(&sample.text);
        let devices: Vec<Device> = read.devices.iter().map(told).collect();
        assert_eq!(devices, sample.device, "{name}");
        for (device, told) in read.devices.iter().zip(&devices) {
            let places: Vec<&str> = device.fields.iter().map(|place| key(place.field)).collect();
            let mut fields: Vec<&str> = told.keys().map(String::as_str).collect();
            let mut sorted = places.clone();
            sorted.sort_unstable();
            fields.sort_unstable();
            assert_eq!(sorted, fields, "{name}: one place for each field");
            for place in device.fields.iter().filter(|_| samples.quotes) {
                let found = &sample.text[place.span.clone()];
                let quoted = sample.quoted.get(key(place.field)).cloned();
                let expected = quoted.unwrap_or_else(|| told[key(place.field)].quoted());
                assert!(
                    found == expected || place.field == ClaimField::Transport && found.len() < 6,
                    "{name}: {:?} stands at {found:?}, not {expected:?}",
                    place.field
                );
            }
        }
        if let Some(expected) = &sample.not_understood {
            let spans = read.not_understood.iter();
            let found: Vec<&str> = spans.map(|span| &sample.text[span.clone()]).collect();
            assert_eq!(&found, expected, "{name}: not understood");
        }
    }
}

#[test]
fn json() {
    check("json", include_str!("../../../tests/pastes/json.toml"));
}

#[test]
fn lines() {
    check("lines", include_str!("../../../tests/pastes/lines.toml"));
}

#[test]
fn code() {
    check("code", include_str!("../../../tests/pastes/code.toml"));
}

#[test]
fn modules() {
    check(
        "modules",
        include_str!("../../../tests/pastes/modules.toml"),
    );
}

#[test]
fn tools() {
    check("tools", include_str!("../../../tests/pastes/tools.toml"));
}

#[test]
fn requests() {
    check(
        "requests",
        include_str!("../../../tests/pastes/requests.toml"),
    );
}

#[test]
fn packets() {
    check("packet", include_str!("../../../tests/pastes/packet.toml"));
}

#[test]
fn a_packet_of_wireshark_verifies() {
    let samples: Samples =
        toml::from_str(include_str!("../../../tests/pastes/packet.toml")).unwrap();
    let mut verified = 0;
    for sample in samples
        .sample
        .iter()
        .filter(|sample| !sample.name.contains("raw bytes"))
    {
        let PastedText { devices, .. } = read_claims(&sample.text);
        let claim = &devices[0].claim;
        let id = MqttClientId::parse(claim.mqtt_client_id.as_deref().unwrap());
        let (device_name, product_key) =
            claim.username.as_deref().unwrap().split_once('&').unwrap();
        let identity = DeviceIdentity {
            product_key: ProductKey::new(product_key).unwrap(),
            device_name: DeviceName::new(device_name).unwrap(),
            device_secret: Secret::new("secret"),
        };
        let request = SignRequest {
            client_id: ClientId::new(&*id.client_id).unwrap(),
            sign_method: SignMethod::from_wire(id.param("signmethod").unwrap()).unwrap(),
            secure_mode: SecureMode::from_wire(id.param("securemode").unwrap()).unwrap(),
            timestamp: Some(Timestamp::new(id.param("timestamp").unwrap()).unwrap()),
            extra: ExtParams::default(),
        };
        assert!(
            verify(
                &identity,
                &request,
                claim.password.as_ref().unwrap().expose()
            ),
            "{}",
            sample.name
        );
        verified += 1;
    }
    assert!(verified >= 8);
}

#[test]
fn the_way_is_read_from_its_scheme() {
    let schemes = [
        ("mqtt", Transport::Tcp),
        ("SSL", Transport::Tls),
        ("ws", Transport::Ws),
        ("wss", Transport::Wss),
    ];
    for (scheme, transport) in schemes {
        let read = read_claims(&format!("{scheme}://host"));
        assert_eq!(read.devices[0].claim.transport, Some(transport));
        assert_eq!(read.devices[0].claim.port, None);
    }
}

#[derive(serde::Deserialize)]
struct Links {
    link: Vec<Link>,
}

#[derive(serde::Deserialize)]
struct Link {
    link: String,
    fields: BTreeMap<String, String>,
}

/// The field of a claim that a field of a link is; a link to Compute has others too.
fn key_of_link(name: &str, compute: bool) -> Option<&'static str> {
    let key = match name {
        "productKey" => "product_key",
        "deviceName" => "device_name",
        "deviceSecret" => "device_secret",
        _ if compute => return None,
        "mqttClientId" => "mqtt_client_id",
        "keepAlive" => "keep_alive_s",
        "protocolLevel" => "protocol_level",
        "productSecret" => "product_secret",
        "observation" => "connack",
        "host" => "host",
        "port" => "port",
        "transport" => "transport",
        "username" => "username",
        "password" => "password",
        "will" => "will",
        "qos" => "qos",
        "retain" => "retain",
        other => panic!("{other}"),
    };
    Some(key)
}

#[test]
fn links_of_the_page() {
    let files = [
        include_str!("../../../tests/links/compute-1.toml"),
        include_str!("../../../tests/links/verify-1.toml"),
    ];
    for (file, compute) in files.into_iter().zip([true, false]) {
        let links: Links = toml::from_str(file).unwrap();
        for Link { link, fields } in links.link {
            let mut expected = Device::new();
            for (name, value) in fields {
                let Some(key) = key_of_link(&name, compute) else {
                    continue;
                };
                let value = match key {
                    "connack" => match value.strip_prefix("connack") {
                        Some(code) => Value::Number(code.parse().unwrap()),
                        None => continue,
                    },
                    "port" | "keep_alive_s" | "protocol_level" | "qos" => {
                        Value::Number(value.parse().unwrap())
                    }
                    "will" | "retain" => Value::Flag(value == "true"),
                    _ if value.is_empty() => continue,
                    _ => Value::Text(value),
                };
                expected.insert(key.into(), value);
            }
            let text = format!("见 https://example.com/connack/{link}，谢谢");
            let read = read_claims(&text);
            let devices: Vec<Device> = read.devices.iter().map(told).collect();
            let expected: Vec<Device> = Some(expected)
                .filter(|d| !d.is_empty())
                .into_iter()
                .collect();
            assert_eq!(devices, expected, "{link}");
            let left: Vec<&str> = read
                .not_understood
                .iter()
                .map(|s| &text[s.clone()])
                .collect();
            assert_eq!(left, ["见", "谢谢"], "{link}");
        }
    }
}
