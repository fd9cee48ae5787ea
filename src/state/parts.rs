//! Which piece of a wire text comes from which field, for the field colours and marks.

use crate::state::Signed;
use connack_signer::{MqttClientId, SigningName};

/// Where a piece comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    /// The product key.
    ProductKey,
    /// The device name.
    DeviceName,
    /// The device's own part of the client id.
    ClientId,
    /// The timestamp.
    Timestamp,
    /// An extension parameter.
    Param,
    /// A name in the signing content.
    Name,
    /// Punctuation and fixed text.
    Plain,
}

/// A piece of a wire text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Where it comes from.
    pub kind: PartKind,
    /// The piece, exactly.
    pub text: String,
}

fn part(kind: PartKind, text: impl Into<String>) -> Part {
    Part {
        kind,
        text: text.into(),
    }
}

/// The field that a signed value comes from.
pub fn kind_of(name: SigningName) -> PartKind {
    match name {
        SigningName::ClientId => PartKind::ClientId,
        SigningName::DeviceName => PartKind::DeviceName,
        SigningName::Id => PartKind::Plain,
        SigningName::ProductKey => PartKind::ProductKey,
        // Both are a salt.
        SigningName::Random | SigningName::Timestamp => PartKind::Timestamp,
    }
}

/// The signing content, name by name and value by value.
pub fn parts_of_content(signed: &Signed) -> Vec<Part> {
    let pairs = signed.signing.content.pairs().iter();
    pairs
        .flat_map(|pair| {
            [
                part(PartKind::Name, pair.name.wire()),
                part(kind_of(pair.name), &*pair.value),
            ]
        })
        .collect()
}

/// The client id of CONNECT.
pub fn parts_of_client_id(id: &MqttClientId) -> Vec<Part> {
    let mut parts = vec![
        part(PartKind::ClientId, &*id.client_id),
        part(PartKind::Plain, "|"),
    ];
    for (i, param) in id.params.iter().flat_map(|params| &params.0).enumerate() {
        if i > 0 {
            parts.push(part(PartKind::Plain, ","));
        }
        match (&*param.name, &param.value) {
            ("timestamp", Some(value)) => {
                parts.push(part(PartKind::Param, "timestamp="));
                parts.push(part(PartKind::Timestamp, &**value));
            }
            _ => parts.push(part(PartKind::Param, param.to_string())),
        }
    }
    parts.push(part(PartKind::Plain, "|"));
    parts
}

/// The user name of CONNECT.
pub fn parts_of_username(device_name: &str, product_key: &str) -> Vec<Part> {
    vec![
        part(PartKind::DeviceName, device_name),
        part(PartKind::Plain, "&"),
        part(PartKind::ProductKey, product_key),
    ]
}

/// A host or URL: the product key within it, if it has one.
pub fn parts_of_host(signed: &Signed, text: &str) -> Vec<Part> {
    let key = signed.product_key.as_str();
    let found = (!key.is_empty())
        .then(|| text.find(&format!("{key}.iot-as-mqtt.")))
        .flatten();
    match found {
        Some(at) => vec![
            part(PartKind::Plain, &text[..at]),
            part(PartKind::ProductKey, key),
            part(PartKind::Plain, &text[at + key.len()..]),
        ],
        None => vec![part(PartKind::Plain, text)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::{Form, compute};

    #[test]
    fn the_pieces_make_up_the_text() {
        let mut forms = vec![
            Form::documented_example(),
            Form::practice("ws://127.0.0.1:8083/mqtt"),
        ];
        forms.push(Form {
            extra: "lan=C,ext=3".into(),
            ..Form::documented_example()
        });
        for form in forms {
            let computed = compute(&form);
            let signed = computed.signed().unwrap();
            let text = |parts: Vec<Part>| parts.into_iter().map(|p| p.text).collect::<String>();
            assert_eq!(
                text(parts_of_content(signed)),
                signed.signing.content.to_string()
            );
            assert_eq!(
                text(parts_of_client_id(&signed.signing.mqtt_client_id)),
                signed.signing.mqtt_client_id.to_string()
            );
            assert_eq!(
                text(parts_of_username(
                    signed.device_name.as_str(),
                    signed.product_key.as_str()
                )),
                signed.signing.username
            );
            let url = &signed.endpoint.websocket_url;
            assert_eq!(text(parts_of_host(signed, url)), *url);
        }
    }
}
