//! What a signing prints: one JSON object, or a line for each stage.

use crate::streams::{Shown, Unusable, print};
use connack_diagnosis::Lang;
use connack_signer::SigningContent;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;
use std::fmt::Write as _;

/// The stages of a flow in their order.
#[derive(Default)]
pub(super) struct Output {
    /// Names and values that were signed; for people only, JSON has the content.
    signed: Vec<(String, String)>,
    /// Algorithm and key; for people only.
    algorithm: Option<String>,
    fields: Vec<(&'static str, Value)>,
}

impl Output {
    /// The first stages of a flow that signs pairs.
    pub(super) fn signed(content: &SigningContent, algorithm: &str, key: &str) -> Self {
        let pairs = content.pairs().iter();
        Self {
            signed: pairs
                .map(|pair| (format!("signed {}", pair.name.wire()), pair.value.clone()))
                .collect(),
            ..Self::of_text(content.to_string(), algorithm, key)
        }
    }

    /// The first stage of a flow that signs a text.
    pub(super) fn of_text(content: String, algorithm: &str, key: &str) -> Self {
        Self {
            algorithm: Some(format!("{algorithm}, key: {key}")),
            ..Self::default().with("signing_content", content)
        }
    }

    /// One more stage.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.fields.push((name, value.into()));
        self
    }

    /// Prints it.
    pub(super) fn print(&self, json: bool) -> Result<(), Unusable> {
        let text = if json {
            serde_json::to_string(self)? + "\n"
        } else {
            self.lines()
        };
        print(&text, Lang::En)
    }

    fn lines(&self) -> String {
        let mut rows = self.signed.clone();
        for (name, value) in &self.fields {
            rows.push(((*name).into(), shown(value)));
            if *name == "signing_content" {
                let algorithm = self.algorithm.clone();
                rows.extend(algorithm.map(|algorithm| ("algorithm".into(), algorithm)));
            }
        }
        aligned(&rows)
    }
}

/// Without the quotes of JSON; a list on one line.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join(" "),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => value.to_string(),
    }
}

/// Name and value, a line each, the values below each other.
pub(super) fn aligned(rows: &[(String, String)]) -> String {
    let width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or(0) + 1;
    rows.iter().fold(String::new(), |mut text, (name, value)| {
        // Writing into a string cannot fail.
        let _ = writeln!(text, "{:width$} {}", format!("{name}:"), Shown(value));
        text
    })
}

/// In the order of the stages, which a map would lose.
impl Serialize for Output {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.fields.len()))?;
        for (name, value) in &self.fields {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}
