//! Named messages, kept for another day, as a file: JSON with a version. Nothing of a connection
//! is in it.

use connack_protocol::Publishing;
use serde::{Deserialize, Serialize};

use crate::file::{ImportError, read};

/// The version that is written, and the only one so far.
pub const SNIPPETS_VERSION: u32 = 1;

/// A message with a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Snippet {
    /// For people.
    pub name: String,
    /// The message, as it was written.
    pub message: Publishing,
}

#[derive(Serialize)]
struct Written<'a> {
    version: u32,
    snippets: &'a [Snippet],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    #[serde(rename = "version")]
    _version: u32,
    snippets: Vec<Snippet>,
}

/// The snippets as a file.
pub fn snippets_to_json(snippets: &[Snippet]) -> String {
    let written = Written {
        version: SNIPPETS_VERSION,
        snippets,
    };
    // Plain data with names for keys has no way to fail.
    serde_json::to_string_pretty(&written).unwrap_or_default()
}

/// The snippets of a file.
///
/// # Errors
/// [`ImportError`] with the place, the field and what was found.
pub fn snippets_from_json(text: &str) -> Result<Vec<Snippet>, ImportError> {
    read::<Read>(text, SNIPPETS_VERSION).map(|read| read.snippets)
}

#[cfg(test)]
mod tests {
    use super::*;
    use connack_protocol::{PayloadForm, Qos};

    #[test]
    fn snippets_come_back_from_their_file() {
        let snippets = vec![Snippet {
            name: "温度".into(),
            message: Publishing {
                topic: "/a/b".into(),
                payload: "00 ff".into(),
                form: PayloadForm::Hex,
                qos: Qos::AtLeastOnce,
                retain: true,
            },
        }];
        assert_eq!(
            snippets_from_json(&snippets_to_json(&snippets)),
            Ok(snippets)
        );
    }

    #[test]
    fn what_is_unknown_is_refused_with_its_place() {
        let error = snippets_from_json("{\"version\": 1,\n \"snippets\": [{\"nam\"").unwrap_err();
        assert!(
            matches!(error, ImportError::Shape { line: 2, .. }),
            "{error}"
        );
        let error = snippets_from_json("{\"version\": 2}").unwrap_err();
        let expected = ImportError::Version {
            found: 2,
            expected: 1,
        };
        assert_eq!(error, expected);
    }
}
