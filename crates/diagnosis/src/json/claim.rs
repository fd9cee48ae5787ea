//! A claim out of JSON. Every key is optional and `null` is the same as none; keys that are
//! unknown here are passed over, since a newer writer may have more. No error repeats a text of
//! the claim: a secret may stand under the wrong key.

use super::claim_error::{ClaimError, FoundValue, words};
use crate::{Case, Observation, Waited, Words};
use connack_signer::{Claim, ClaimField, ClaimRequest, RequestKind, Secret, Transport};
use serde_json::error::Category;
use serde_json::{Map, Value};

/// Reads one claim with its observation.
///
/// `request` says what is signed when it is no CONNECT: `{"kind":"https-auth","fields":{…}}`, also
/// `register-https`, `topo-add` and `sub-login`; `sign` is `password`, or one of the fields.
///
/// `observation` is an object or a list of objects: `{"connack":4}`, `{"evicted":true}`, or
/// `{"transport":…}` with the word for how the connection failed: `closed`, `unreachable`,
/// `open-timeout`, `timeout`, `malformed`, `keep-alive-lost`, `mixed-content`, `subprotocol`,
/// `offline`, `evicted` (the same as `{"evicted":true}`).
///
/// # Errors
/// The text is not JSON, no object, or a key's value is of the wrong kind.
pub fn case_from_json(text: &str) -> Result<Case, ClaimError> {
    // Editors on Windows put a byte order mark in front, which JSON does not know.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let value = serde_json::from_str(text).map_err(|error| ClaimError::NotJson {
        line: error.line(),
        column: error.column(),
        ends: matches!(error.classify(), Category::Eof),
    })?;
    let Value::Object(object) = value else {
        return Err(ClaimError::NotObject {
            found: FoundValue::of(&value),
        });
    };
    let mut object = Fields(object);
    let mut observations = Vec::new();
    if let Some(value) = object.take("observation") {
        read_observations(value, &mut observations)?;
    }
    let request = object.request()?;
    let mut case = Case {
        claim: Claim {
            host: object.text(ClaimField::Host)?,
            port: object.number(
                ClaimField::Port,
                words("a number from 0 to 65535", "0 到 65535 的数字"),
            )?,
            transport: object.transport()?,
            mqtt_client_id: object.text(ClaimField::MqttClientId)?,
            username: object.text(ClaimField::Username)?,
            password: object.secret(ClaimField::Password)?,
            keep_alive_s: object
                .number(ClaimField::KeepAlive, words("a number of seconds", "秒数"))?,
            protocol_level: object.protocol_level()?,
            will: object.truth(ClaimField::Will)?,
            qos: object.number(
                ClaimField::Qos,
                words("a number from 0 to 2", "0 到 2 的数字"),
            )?,
            retain: object.truth(ClaimField::Retain)?,
            product_key: object.text(ClaimField::ProductKey)?,
            device_name: object.text(ClaimField::DeviceName)?,
            device_secret: object.secret(ClaimField::DeviceSecret)?,
            product_secret: object.secret(ClaimField::ProductSecret)?,
            request: None,
        },
        observations,
    };
    if let Some((kind, mut fields)) = request {
        // Its signature is the claim's password, wherever it is given.
        if let Some(at) = fields.iter().position(|(name, _)| name == "sign") {
            let (_, sign) = fields.remove(at);
            case.claim.password.get_or_insert_with(|| Secret::new(sign));
        }
        case.claim.request = Some(ClaimRequest { kind, fields });
    }
    Ok(case)
}

/// Names and values.
type Pairs = Vec<(String, String)>;

/// The keys that are still to be read.
struct Fields(Map<String, Value>);

impl Fields {
    fn take(&mut self, key: &str) -> Option<Value> {
        self.0.remove(key).filter(|value| !value.is_null())
    }

    fn text(&mut self, field: ClaimField) -> Result<Option<String>, ClaimError> {
        match self.take(field.key()) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(value) => Err(wrong(field.key(), TEXT, &value)),
        }
    }

    fn secret(&mut self, field: ClaimField) -> Result<Option<Secret>, ClaimError> {
        Ok(self.text(field)?.map(Secret::new))
    }

    fn truth(&mut self, field: ClaimField) -> Result<Option<bool>, ClaimError> {
        match self.take(field.key()) {
            None => Ok(None),
            Some(Value::Bool(truth)) => Ok(Some(truth)),
            Some(value) => Err(wrong(
                field.key(),
                words("true or false", "true 或 false"),
                &value,
            )),
        }
    }

    fn number<N: TryFrom<u64>>(
        &mut self,
        field: ClaimField,
        expected: Words,
    ) -> Result<Option<N>, ClaimError> {
        match self.take(field.key()) {
            Some(value) => number(field.key(), expected, &value),
            None => Ok(None),
        }
    }

    /// `{"kind":"https-auth","fields":{"clientId":"…"}}`.
    fn request(&mut self) -> Result<Option<(RequestKind, Pairs)>, ClaimError> {
        let key = ClaimField::Request.key();
        let object = match self.take(key) {
            None => return Ok(None),
            Some(Value::Object(object)) => object,
            Some(value) => {
                return Err(wrong(
                    key,
                    words(
                        "an object with `kind` and `fields`",
                        "带有 `kind` 和 `fields` 的对象",
                    ),
                    &value,
                ));
            }
        };
        let mut object = Fields(object);
        let kind = object.take("kind").unwrap_or_default();
        let known = RequestKind::ALL;
        let Some(kind_known) = known.into_iter().find(|one| kind == one.name()) else {
            let expected = words(
                "`https-auth`, `register-https`, `topo-add` or `sub-login`",
                "`https-auth`、`register-https`、`topo-add` 或 `sub-login`",
            );
            return Err(wrong("request.kind", expected, &kind));
        };
        let fields = match object.take("fields") {
            None => Map::new(),
            Some(Value::Object(fields)) => fields,
            Some(value) => {
                return Err(wrong(
                    "request.fields",
                    words("an object of texts", "值为文本的对象"),
                    &value,
                ));
            }
        };
        let text = |(name, value)| match value {
            Value::String(text) => Ok((name, text)),
            Value::Number(number) => Ok((name, number.to_string())),
            Value::Bool(truth) => Ok((name, truth.to_string())),
            Value::Null | Value::Array(_) | Value::Object(_) => Err(wrong(
                "request.fields",
                words("an object of texts", "值为文本的对象"),
                &value,
            )),
        };
        let fields: Result<Pairs, ClaimError> = fields.into_iter().map(text).collect();
        Ok(Some((kind_known, fields?)))
    }

    fn protocol_level(&mut self) -> Result<Option<u8>, ClaimError> {
        let field = ClaimField::ProtocolLevel;
        let named = match self.0.get(field.key()).and_then(Value::as_str) {
            Some("3.1") => Some(3),
            Some("3.1.1") => Some(4),
            Some("5.0") => Some(5),
            Some(_) | None => None,
        };
        match named {
            Some(level) => Ok(Some(level)),
            None => self.number(
                field,
                words(
                    "a level from 0 to 255 (3.1.1 is 4)",
                    "0 到 255 的协议级别（3.1.1 为 4）",
                ),
            ),
        }
    }

    fn transport(&mut self) -> Result<Option<Transport>, ClaimError> {
        let field = ClaimField::Transport;
        let Some(value) = self.take(field.key()) else {
            return Ok(None);
        };
        let transport = value.as_str().and_then(|text| {
            [
                ("tcp", Transport::Tcp),
                ("tls", Transport::Tls),
                ("ws", Transport::Ws),
                ("wss", Transport::Wss),
            ]
            .into_iter()
            .find(|(word, _)| text.trim().eq_ignore_ascii_case(word))
        });
        match transport {
            Some((_, transport)) => Ok(Some(transport)),
            None => Err(wrong(
                field.key(),
                words("`tcp`, `tls`, `ws` or `wss`", "`tcp`、`tls`、`ws` 或 `wss`"),
                &value,
            )),
        }
    }
}

fn read_observations(value: Value, into: &mut Vec<Observation>) -> Result<(), ClaimError> {
    let key = ClaimField::Observation.key();
    let expected = words(
        "an object like {\"connack\":4}, or a list of such",
        "形如 {\"connack\":4} 的对象，或由其组成的列表",
    );
    let items = match value {
        Value::Array(items) => items,
        Value::Object(_) => vec![value],
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            return Err(wrong(key, expected, &value));
        }
    };
    for item in items {
        let Value::Object(object) = item else {
            return Err(wrong(key, expected, &item));
        };
        read_observation(&mut Fields(object), into)?;
    }
    Ok(())
}

fn read_observation(object: &mut Fields, into: &mut Vec<Observation>) -> Result<(), ClaimError> {
    if let Some(value) = object.take("connack") {
        let expected = words("a return code from 0 to 255", "0 到 255 的返回码");
        into.extend(number("observation.connack", expected, &value)?.map(Observation::Connack));
    }
    if let Some(value) = object.take("transport") {
        let key = "observation.transport";
        let expected = words(
            "`closed`, `unreachable`, `open-timeout`, `timeout`, `malformed`, `keep-alive-lost`, \
             `mixed-content`, `subprotocol`, `offline` or `evicted`",
            "`closed`、`unreachable`、`open-timeout`、`timeout`、`malformed`、`keep-alive-lost`、\
             `mixed-content`、`subprotocol`、`offline` 或 `evicted`",
        );
        let found = value.as_str().and_then(|text| match text {
            "closed" => Some(Observation::ClosedBeforeConnack),
            "unreachable" => Some(Observation::NotOpened),
            "open-timeout" => Some(Observation::TimedOut(Waited::SocketOpen)),
            "timeout" => Some(Observation::TimedOut(Waited::Connack)),
            "malformed" => Some(Observation::Malformed),
            "keep-alive-lost" => Some(Observation::TimedOut(Waited::Pingresp)),
            "mixed-content" => Some(Observation::MixedContent),
            "subprotocol" => Some(Observation::NoSubprotocol),
            "offline" => Some(Observation::Offline),
            "evicted" => Some(Observation::Evicted),
            _ => None,
        });
        into.push(found.ok_or_else(|| wrong(key, expected, &value))?);
    }
    match object.take("evicted") {
        Some(Value::Bool(true)) => into.push(Observation::Evicted),
        Some(Value::Bool(false)) | None => {}
        Some(value) => {
            return Err(wrong(
                "observation.evicted",
                words("true or false", "true 或 false"),
                &value,
            ));
        }
    }
    Ok(())
}

/// A number, or a text of digits; an empty text is none.
fn number<N: TryFrom<u64>>(
    key: &'static str,
    expected: Words,
    value: &Value,
) -> Result<Option<N>, ClaimError> {
    let number = match value {
        // Lua and its like write whole numbers as 60.0.
        Value::Number(number) => number.as_u64().or_else(|| whole(number.as_f64()?)),
        Value::String(text) if text.trim().is_empty() => return Ok(None),
        Value::String(text) => text.trim().parse().ok(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    };
    match number.and_then(|number| N::try_from(number).ok()) {
        Some(number) => Ok(Some(number)),
        None => Err(wrong(key, expected, value)),
    }
}

fn whole(number: f64) -> Option<u64> {
    // Rust prints whole floats without a fraction, so nothing is rounded on the way.
    (number.fract() == 0.0).then(|| number.to_string().parse().ok())?
}

fn wrong(key: &'static str, expected: Words, value: &Value) -> ClaimError {
    let found = match value {
        // A secret of digits alone is a number to JSON, and is not repeated.
        Value::Number(_) if expected == TEXT => FoundValue::Unquoted,
        Value::Number(number) => FoundValue::Number(number.to_string()),
        Value::String(_) => FoundValue::OtherText,
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => FoundValue::of(value),
    };
    ClaimError::Value {
        key,
        expected,
        found,
    }
}

const TEXT: Words = words("a text", "文本");

#[cfg(test)]
mod tests;
