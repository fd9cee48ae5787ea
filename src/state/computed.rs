//! What follows from the form: problems beside their fields, and the credentials.

use crate::state::Form;
use connack_signer::{
    ClientId, DeviceIdentity, DeviceName, Endpoint, ExtParams, Oddity, ProductKey, Server,
    SignRequest, Signing, Subject, Timestamp, WireError, sign,
};

/// Something to say beside a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// The value cannot stand on the wire; nothing is computed.
    Wire(WireError),
    /// The value is unusual; it is signed all the same.
    Odd(Oddity),
}

/// The form, computed.
#[derive(Debug, Clone, PartialEq)]
pub struct Computed {
    /// Problems with the field they belong to.
    pub problems: Vec<(Subject, Problem)>,
    /// The result.
    pub outcome: Outcome,
}

/// What the computation came to.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// Nothing is typed yet.
    Untouched,
    /// A value would break the wire.
    Broken,
    /// The credentials.
    Signed(Box<Signed>),
}

/// The credentials and where to send them.
#[derive(Debug, Clone, PartialEq)]
pub struct Signed {
    /// The product key that was signed.
    pub product_key: ProductKey,
    /// The device name that was signed.
    pub device_name: DeviceName,
    /// Every stage.
    pub signing: Signing,
    /// Host, port, URL.
    pub endpoint: Endpoint,
}

impl Computed {
    /// The credentials, if there are any.
    pub fn signed(&self) -> Option<&Signed> {
        match &self.outcome {
            Outcome::Signed(signed) => Some(signed),
            Outcome::Untouched | Outcome::Broken => None,
        }
    }

    /// The problems of one field.
    pub fn problems_of(&self, subject: Subject) -> impl Iterator<Item = Problem> + '_ {
        self.problems
            .iter()
            .filter(move |(of, _)| *of == subject)
            .map(|(_, problem)| *problem)
    }
}

/// Computes everything that the page shows from what was typed.
pub fn compute(form: &Form) -> Computed {
    let mut problems = Vec::new();
    let (product_key, device_name) = (
        ProductKey::new(&*form.product_key),
        DeviceName::new(&*form.device_name),
    );
    let client_id = ClientId::new(form.effective_client_id());
    let timestamp = (!form.timestamp.is_empty()).then(|| Timestamp::new(&*form.timestamp));
    let extra = ExtParams::parse_extra(&form.extra);
    let server = if form.instance.trim().is_empty() {
        Server::region(&form.region)
    } else {
        Server::parse(&form.instance)
    };

    let wire = [
        (Subject::ProductKey, product_key.as_ref().err()),
        (Subject::DeviceName, device_name.as_ref().err()),
        // The console's shape repeats the identity's own problem; it belongs to those fields.
        (
            Subject::ClientId,
            client_id
                .as_ref()
                .err()
                .filter(|_| !form.client_id.is_empty()),
        ),
        (
            Subject::Timestamp,
            timestamp
                .as_ref()
                .and_then(|timestamp| timestamp.as_ref().err()),
        ),
        (Subject::ExtParams, extra.as_ref().err()),
        (Subject::Host, server.as_ref().err()),
    ];
    for (subject, error) in wire {
        problems.extend(error.map(|error| (subject, Problem::Wire(*error))));
    }
    let untouched = form.is_untouched();
    let texts = [
        (Subject::ProductKey, &*form.product_key),
        (Subject::DeviceName, &*form.device_name),
        (Subject::DeviceSecret, form.device_secret.expose()),
        (Subject::ClientId, &*form.client_id),
        (Subject::Timestamp, &*form.timestamp),
    ];
    for (subject, text) in texts {
        let broken = problems.iter().any(|(of, _)| *of == subject);
        let silent = broken || (untouched && text.is_empty());
        if !silent {
            let odd = subject.oddities(text).into_iter();
            problems.extend(odd.map(|oddity| (subject, Problem::Odd(oddity))));
        }
    }

    let parsed = (
        product_key,
        device_name,
        client_id,
        timestamp.transpose(),
        extra,
        server,
    );
    let outcome = match parsed {
        _ if untouched => Outcome::Untouched,
        (Ok(product_key), Ok(device_name), Ok(client_id), Ok(timestamp), Ok(extra), Ok(server)) => {
            let identity = DeviceIdentity {
                product_key,
                device_name,
                device_secret: form.device_secret.clone(),
            };
            let request = SignRequest {
                client_id,
                sign_method: form.sign_method,
                secure_mode: form.secure_mode,
                timestamp,
                extra,
            };
            Outcome::Signed(Box::new(Signed {
                signing: sign(&identity, &request),
                endpoint: server.endpoint(&identity.product_key, form.secure_mode),
                product_key: identity.product_key,
                device_name: identity.device_name,
            }))
        }
        _ => Outcome::Broken,
    };
    Computed { problems, outcome }
}

impl Signed {
    /// The credentials as the command line prints them with `--json`.
    pub fn to_json(&self) -> String {
        let text = |value: &str| json_string(value);
        let fields = [
            ("signing_content", text(&self.signing.content.to_string())),
            ("password", text(&self.signing.password())),
            ("username", text(&self.signing.username)),
            (
                "mqtt_client_id",
                text(&self.signing.mqtt_client_id.to_string()),
            ),
            ("host", text(&self.endpoint.host)),
            ("port", self.endpoint.port.to_string()),
            ("websocket_url", text(&self.endpoint.websocket_url)),
        ];
        let lines: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("  \"{name}\": {value}"))
            .collect();
        format!("{{\n{}\n}}\n", lines.join(",\n"))
    }

    /// The credentials as lines of text.
    pub fn to_lines(&self) -> String {
        format!(
            "host: {}\nport: {}\nwebsocket_url: {}\nmqtt_client_id: {}\nusername: {}\npassword: {}\n",
            self.endpoint.host,
            self.endpoint.port,
            self.endpoint.websocket_url,
            self.signing.mqtt_client_id,
            self.signing.username,
            self.signing.password(),
        )
    }
}

/// A text as a JSON string (RFC 8259, 7).
pub fn json_string(text: &str) -> String {
    let mut json = String::from('"');
    for found in text.chars() {
        match found {
            '"' | '\\' => json.extend(['\\', found]),
            control if u32::from(control) < 0x20 => {
                json.push_str(&format!("\\u{:04x}", u32::from(control)));
            }
            other => json.push(other),
        }
    }
    json.push('"');
    json
}

/// Whether the documented example gives the documented password in this very build.
pub fn self_check() -> bool {
    // Vendor help topics 73742 and 63656, worked example.
    compute(&Form::documented_example())
        .signed()
        .is_some_and(|signed| {
            signed.signing.password() == "fafd82a3d602b37fb0fa8b7892f24a477f851a14"
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_example_checks_itself() {
        assert!(self_check());
    }

    #[test]
    fn nothing_typed_gives_neither_result_nor_problem() {
        let computed = compute(&Form::default());
        assert_eq!(
            computed,
            Computed {
                problems: Vec::new(),
                outcome: Outcome::Untouched
            }
        );
    }

    #[test]
    fn odd_values_are_signed_and_told() {
        let form = Form {
            device_name: "d v".into(),
            ..Form::documented_example()
        };
        let computed = compute(&form);
        assert!(computed.signed().is_some());
        assert!(computed.problems_of(Subject::DeviceName).next().is_some());
    }

    #[test]
    fn a_bar_in_the_client_id_stops_the_computation() {
        let form = Form {
            client_id: "a|b".into(),
            ..Form::documented_example()
        };
        let computed = compute(&form);
        assert_eq!(computed.outcome, Outcome::Broken);
        assert!(computed.problems_of(Subject::ClientId).next().is_some());
    }

    #[test]
    fn json_for_the_clipboard_is_json() {
        let odd = "quote \" slash \\ line\n 中";
        let form = Form {
            client_id: odd.into(),
            ..Form::documented_example()
        };
        let computed = compute(&form);
        let json: serde_json::Value =
            serde_json::from_str(&computed.signed().unwrap().to_json()).unwrap();
        assert_eq!(json["username"], "device&pk");
        assert_eq!(json["port"], 1883);
        assert!(json["mqtt_client_id"].as_str().unwrap().starts_with(odd));
        assert!(!json.to_string().contains("secret"));
    }
}
