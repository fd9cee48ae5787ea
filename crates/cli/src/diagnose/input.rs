//! The text that is diagnosed: read whole, then either one Claim as JSON or anything pasted.

use super::place::Lines;
use super::words;
use crate::secret_input::{STANDARD_INPUT, unreadable};
use crate::streams::{Unusable, filled, tell};
use connack_diagnosis::{Case, Lang, Observation, case_from_json};
use connack_signer::{ClaimField, read_claims};
use serde::de::IgnoredAny;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::Path;
use zeroize::Zeroizing;

/// Far above any pasted text; a wrong path must not be read without end.
const MAX_BYTES: u64 = 16 << 20;

/// A device of the text.
pub(super) struct Given {
    pub(super) case: Case,
    /// What was recognised, and on which line it stands.
    pub(super) fields: Vec<(ClaimField, usize)>,
}

/// All of the text.
pub(super) struct Text {
    pub(super) devices: Vec<Given>,
    /// The lines that have something without a meaning here.
    pub(super) not_understood: String,
}

/// Opens the file, or standard input for `-`.
pub(super) fn open(path: &Path, lang: Lang) -> Result<(Box<dyn Read + Send>, String), Unusable> {
    if path.as_os_str() != "-" {
        let name = path.display().to_string();
        return match File::open(path) {
            Ok(file) => Ok((Box::new(file), name)),
            Err(error) => Err(unreadable(&name, &error, lang)),
        };
    }
    if io::stdin().is_terminal() {
        tell(words::PASTE_HERE.in_lang(lang));
    }
    Ok((Box::new(io::stdin()), STANDARD_INPUT.in_lang(lang).into()))
}

/// The whole text of a file or of standard input.
pub(super) fn read_text(path: &Path, lang: Lang) -> Result<Zeroizing<String>, Unusable> {
    let (reader, name) = open(path, lang)?;
    let mut bytes = Zeroizing::new(Vec::new());
    reader
        .take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(&name, &error, lang))?;
    if bytes.len() as u64 > MAX_BYTES {
        let max = (MAX_BYTES >> 20).to_string();
        let facts = [("name", &*name), ("max", &max)];
        return Err(Unusable(filled(words::TOO_LONG, lang, &facts)));
    }
    match std::str::from_utf8(&bytes) {
        Ok(text) => Ok(Zeroizing::new(text.to_owned())),
        Err(error) => {
            let at = (error.valid_up_to() + 1).to_string();
            let facts = [("name", &*name), ("at", &at)];
            Err(Unusable(filled(words::NOT_UTF8, lang, &facts)))
        }
    }
}

/// The devices of a text, at least one.
pub(super) fn devices(text: &str, lang: Lang) -> Result<Text, Unusable> {
    if is_claim(text) {
        return Ok(Text {
            devices: vec![Given {
                case: case_from_json(text).map_err(|error| Unusable(error.in_lang(lang)))?,
                fields: Vec::new(),
            }],
            not_understood: String::new(),
        });
    }
    let read = read_claims(text);
    if read.devices.is_empty() {
        return Err(Unusable(words::NOTHING_FOUND.in_lang(lang).into()));
    }
    let lines = Lines::new(text);
    let devices = read.devices.into_iter().map(|device| Given {
        case: Case {
            claim: device.claim,
            observations: device
                .connack
                .map(Observation::Connack)
                .into_iter()
                .collect(),
        },
        fields: device
            .fields
            .iter()
            .map(|field| (field.field, lines.of(field.span.start)))
            .collect(),
    });
    Ok(Text {
        devices: devices.collect(),
        not_understood: lines.list(text, &read.not_understood),
    })
}

/// A JSON object is a Claim when it has a key that only a Claim has, or no other keys than a
/// Claim's. Objects of the console and of tools have some of its keys too, beside their own; what
/// `connack sign` prints of a signed request has the client id of another connection.
fn is_claim(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    let Ok(object) = serde_json::from_str::<BTreeMap<String, IgnoredAny>>(text) else {
        return false;
    };
    let of_claim = |key: &String| ClaimField::ALL.iter().any(|field| field.key() == key);
    let own = [
        ClaimField::MqttClientId,
        ClaimField::Observation,
        ClaimField::Request,
    ];
    if object.contains_key("body") {
        return false;
    }
    own.iter().any(|field| object.contains_key(field.key())) || object.keys().all(of_claim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_are_told_from_other_objects() {
        for (text, expected) in [
            ("{}", true),
            (" \u{feff}{\"username\":\"a\"}\n", false),
            ("\u{feff}{\"username\":\"a\"}\n", true),
            (r#"{"mqtt_client_id":"a","later":1}"#, true),
            (r#"{"clientId":"a","username":"b","port":1883}"#, false),
            (r#"{"product_key":"pk","clientId":"a"}"#, false),
            (r#"{"body":"sign=00","mqtt_client_id":"a"}"#, false),
            ("[]", false),
            ("username: a", false),
        ] {
            assert_eq!(is_claim(text), expected, "{text}");
        }
    }
}
