//! Rules as a file: JSON with a version, so that a later edition can read an older one. What it
//! does not know is refused, because half a rule is another rule.

use std::fmt;

use connack_protocol::Rule;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// The version that is written, and the only one so far.
pub const RULES_VERSION: u32 = 1;

/// Why a file of rules or of snippets cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportError {
    /// Not JSON, or not of the shape of such a file.
    Shape {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// The field and what was found, as the parser says it.
        problem: String,
    },
    /// A version that this program does not know.
    Version {
        /// The version of the file.
        found: u32,
        /// The version that can be read.
        expected: u32,
    },
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shape {
                line,
                column,
                problem,
            } => write!(
                f,
                "file cannot be read at line {line} column {column}: {problem}"
            ),
            Self::Version { found, expected } => {
                write!(f, "version of the file is {found}, expected {expected}")
            }
        }
    }
}

impl std::error::Error for ImportError {}

#[derive(Serialize)]
struct Written<'a> {
    version: u32,
    rules: &'a [Rule],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    #[serde(rename = "version")]
    _version: u32,
    rules: Vec<Rule>,
}

/// Read first: an unknown version may have unknown fields.
#[derive(Deserialize)]
struct Version {
    version: u32,
}

/// The rules as a file.
pub fn rules_to_json(rules: &[Rule]) -> String {
    let written = Written {
        version: RULES_VERSION,
        rules,
    };
    // Plain data with names for keys has no way to fail.
    serde_json::to_string_pretty(&written).unwrap_or_default()
}

/// The rules of a file. What is wrong within a rule is for [`crate::check`] to say.
///
/// # Errors
/// [`ImportError`] with the place, the field and what was found.
pub fn rules_from_json(text: &str) -> Result<Vec<Rule>, ImportError> {
    read::<Read>(text, RULES_VERSION).map(|read| read.rules)
}

/// A file of this shape and version.
pub(crate) fn read<T: DeserializeOwned>(text: &str, expected: u32) -> Result<T, ImportError> {
    let text = text.trim_start_matches('\u{feff}');
    let Version { version: found } = serde_json::from_str(text).map_err(|error| shape(&error))?;
    if found != expected {
        return Err(ImportError::Version { found, expected });
    }
    serde_json::from_str(text).map_err(|error| shape(&error))
}

fn shape(error: &serde_json::Error) -> ImportError {
    let (line, column) = (error.line(), error.column());
    let text = error.to_string();
    let place = format!(" at line {line} column {column}");
    ImportError::Shape {
        line,
        column,
        problem: text.strip_suffix(&place).unwrap_or(&text).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use connack_protocol::{Condition, RuleAct};

    #[track_caller]
    fn refused(text: &str, expected: &str) {
        let error = rules_from_json(text).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    }

    #[test]
    fn rules_come_back_from_their_file() {
        let rules: Vec<Rule> = crate::ready_made()
            .into_iter()
            .flat_map(|set| set.rules)
            .collect();
        assert!(rules.len() > 5);
        assert_eq!(rules_from_json(&rules_to_json(&rules)), Ok(rules));
        assert_eq!(rules_from_json(&rules_to_json(&[])), Ok(Vec::new()));
    }

    #[test]
    fn a_person_may_leave_out_what_has_a_default() {
        let text = r#"{"version": 1, "rules": [
            {"name": "n", "filter": "a", "acts": [{"reply": {"payload": "{id}"}}]},
            {"name": "m", "enabled": false, "filter": "b", "condition": {"contains": "on"}, "acts": [
                {"publish": {"topic": "t", "payload": "p", "qos": 1}}
            ]}
        ]}"#;
        let rules = rules_from_json(text).unwrap();
        assert!(rules[0].enabled && !rules[0].retained && !rules[1].enabled);
        assert_eq!(rules[0].condition, Condition::None);
        assert_eq!(rules[1].condition, Condition::Contains("on".into()));
        let RuleAct::Publish { qos, times, .. } = &rules[1].acts[0] else {
            panic!("{rules:?}");
        };
        assert_eq!((qos.digit(), *times), (1, 1));
    }

    #[test]
    fn what_is_unknown_is_refused_with_its_place() {
        refused(
            "{",
            "file cannot be read at line 1 column 1: EOF while parsing",
        );
        refused("[]", "file cannot be read at line 1 column");
        refused(
            "{\"rules\": []}",
            "file cannot be read at line 1 column 13: missing field `version`",
        );
        refused(
            "{\"version\": 2, \"sets\": {}}",
            "version of the file is 2, expected 1",
        );
        refused(
            "{\"version\": 1, \"rules\": [],\n \"extra\": 1}",
            "file cannot be read at line 2 column 8: unknown field `extra`, expected",
        );
        refused(
            "{\"version\":1,\"rules\":[{\"name\":\"n\",\"filter\":\"a\",\"acts\":[{\"eval\":{}}]}]}",
            "file cannot be read at line 1 column 62: unknown variant `eval`, expected one of `log`, `reply`, `publish`",
        );
        refused(
            "{\"version\":1,\"rules\":[{\"name\":\"n\",\"filter\":\"a\",\"acts\":[{\"publish\":{\"topic\":\"t\",\"payload\":\"\",\"qos\":3}}]}]}",
            "file cannot be read at line 1 column 100: qos is 3, expected 0, 1 or 2",
        );
    }
}
