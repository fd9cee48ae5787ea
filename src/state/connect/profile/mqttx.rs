//! Connections that MQTTX exported (v1.13: a JSON list of objects; fields as its `ConnectionModel`
//! has them). Read tolerantly: numbers may be texts, and whatever is missing has MQTTX's default.

use crate::state::connect::profile::file::{Imported, Note};
use crate::state::connect::profile::{Kept, MqttVersion, Profile, Wanted, Who, Will};
use connack_protocol::{Hidden, Qos};
use serde_json::{Map, Value};

/// The connections of an export; `None`: it is none. Passwords are kept until `expires_ms`.
pub(super) fn read(value: &Value, expires_ms: u64) -> Option<Imported> {
    let one = std::slice::from_ref(value);
    let list = match value {
        Value::Array(list) => list,
        Value::Object(of) => match of.get("connections") {
            Some(Value::Array(list)) => list,
            _ => one,
        },
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return None,
    };
    // A single connection looks like one, a list of anything else does not.
    let known = |of: &Value| of.get("host").is_some() || of.get("clientId").is_some();
    if !list.iter().any(known) {
        return None;
    }
    let mut read = Imported::default();
    for (index, of) in list.iter().enumerate() {
        match of {
            Value::Object(of) => connection(of, index + 1, expires_ms, &mut read),
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Array(_) => read.notes.push(Note::NoObject(index + 1)),
        }
    }
    Some(read)
}

fn connection(of: &Map<String, Value>, number: usize, expires_ms: u64, read: &mut Imported) {
    let text = |name: &str| text(of.get(name));
    let name = Some(text("name"))
        .filter(|name| !name.trim().is_empty())
        .unwrap_or_else(|| format!("MQTTX {number}"));
    let host = text("host");
    if host.trim().is_empty() {
        read.notes.push(Note::NoHost(name));
        return;
    }
    let url = url(of, host.trim());
    if !url.starts_with("ws") {
        read.notes.push(Note::Tcp(name.clone()));
    }
    let password = text("password");
    let list = of.get("subscriptions").and_then(Value::as_array);
    let subscriptions = list.into_iter().flatten().filter_map(subscription);
    read.profiles.push(Profile {
        name,
        who: Who::Login {
            client_id: text("clientId"),
            username: text("username"),
        },
        broker_url: Some(url),
        keep_alive_s: number_of(of.get("keepalive"))
            .and_then(|seconds| u16::try_from(seconds).ok())
            .unwrap_or(60),
        clean_session: flag(of.get("clean")).unwrap_or(true),
        mqtt_version: match text("mqttVersion").trim() {
            "5" | "5.0" => MqttVersion::V5_0,
            _ => MqttVersion::V3_1_1,
        },
        will: of.get("will").and_then(will),
        subscriptions: subscriptions.collect(),
        secret: (!password.is_empty()).then_some(Kept::Clear {
            secret: Hidden(password),
            expires_ms,
        }),
    });
}

/// The URL: its scheme from the protocol or, without one, from `ssl`.
fn url(of: &Map<String, Value>, host: &str) -> String {
    let tls = flag(of.get("ssl")).unwrap_or(false);
    let protocol = text(of.get("protocol"));
    // Older exports write the scheme with its slashes, or into the host.
    let (protocol, host) = match host.split_once("://") {
        Some((scheme, host)) => (scheme, host),
        None => (protocol.trim_end_matches("://"), host),
    };
    let scheme = match (protocol, tls) {
        ("ws" | "wss" | "mqtts", _) => protocol,
        (_, true) => "mqtts",
        (_, false) => "mqtt",
    };
    let port = number_of(of.get("port"));
    let port = port.map(|port| format!(":{port}")).unwrap_or_default();
    // An IPv6 address stands in brackets in a URL.
    let bare_v6 = host.matches(':').count() > 1 && !host.starts_with('[');
    let host = if bare_v6 {
        format!("[{host}]")
    } else {
        host.to_owned()
    };
    if !scheme.starts_with("ws") {
        return format!("{scheme}://{host}{port}");
    }
    let path = text(of.get("path"));
    format!("{scheme}://{host}{port}/{}", path.trim_start_matches('/'))
}

fn subscription(of: &Value) -> Option<Wanted> {
    let topic = text(of.get("topic"));
    let disabled = flag(of.get("disabled")).unwrap_or(false);
    (!topic.is_empty() && !disabled).then(|| Wanted {
        topic,
        qos: qos(of.get("qos")),
    })
}

fn will(of: &Value) -> Option<Will> {
    let topic = text(of.get("lastWillTopic"));
    (!topic.is_empty()).then(|| Will {
        topic,
        payload: text(of.get("lastWillPayload")).into_bytes(),
        qos: qos(of.get("lastWillQos")),
        retain: flag(of.get("lastWillRetain")).unwrap_or(false),
    })
}

fn text(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_)) | None => {
            String::new()
        }
    }
}

fn number_of(value: Option<&Value>) -> Option<u64> {
    text(value).trim().parse().ok()
}

fn qos(value: Option<&Value>) -> Qos {
    number_of(value)
        .and_then(|digit| u8::try_from(digit).ok())
        .and_then(Qos::from_digit)
        .unwrap_or(Qos::AtMostOnce)
}

fn flag(value: Option<&Value>) -> Option<bool> {
    match value? {
        Value::Bool(flag) => Some(*flag),
        Value::Number(number) => Some(number.as_u64() != Some(0)),
        Value::String(text) => text.parse().ok(),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
