//! Pieces of JSON, kept as they were written: a number goes back digit for digit.

use std::collections::HashMap;

use serde_json::Value;
use serde_json::value::RawValue;

/// The deepest JSON that is taken apart. A parser stops at 128 levels, and a template may put what
/// it is given as deep again.
pub(crate) const MAX_DEPTH: usize = 60;

/// Whether this text is JSON that can be put into other JSON.
pub(crate) fn is_json(text: &str) -> bool {
    depth(text) <= MAX_DEPTH && serde_json::from_str::<Value>(text).is_ok()
}

/// How deep arrays and objects lie in one another; of a text that is not JSON, any number.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest, mut in_string, mut escaped) = (0_usize, 0, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// The piece of `json` that these names and positions lead to.
pub(crate) fn piece<'a>(json: &'a str, path: &[String]) -> Option<&'a str> {
    let mut found = json.trim();
    for step in path {
        let inner: &'a RawValue = if found.starts_with('[') {
            let list: Vec<&RawValue> = serde_json::from_str(found).ok()?;
            list.get(step.parse::<usize>().ok()?).copied()?
        } else {
            let fields: HashMap<String, &RawValue> = serde_json::from_str(found).ok()?;
            fields.get(step).copied()?
        };
        found = inner.get();
    }
    Some(found)
}

/// The steps of a JSON pointer (RFC 6901).
pub(crate) fn pointer(text: &str) -> Option<Vec<String>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    let steps = text.strip_prefix('/')?.split('/');
    Some(
        steps
            .map(|step| step.replace("~1", "/").replace("~0", "~"))
            .collect(),
    )
}

/// The text of a JSON string; `None` of anything else.
pub(crate) fn string(json: &str) -> Option<String> {
    json.starts_with('"')
        .then(|| serde_json::from_str(json).ok())
        .flatten()
}

/// A text as JSON, with its quotes.
pub(crate) fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// A text as the content of a JSON string, without the quotes.
pub(crate) fn content(text: &str) -> String {
    let quoted = quoted(text);
    quoted[1..quoted.len() - 1].to_owned()
}

/// What was written for a value: JSON as it is, anything else as a text.
pub(crate) fn value(written: &str) -> String {
    if is_json(written) {
        written.to_owned()
    } else {
        quoted(written)
    }
}

/// Whether a piece of JSON is this value, which may be written as JSON or as a text.
pub(crate) fn equals(piece: &str, written: &str) -> bool {
    let Ok(piece) = serde_json::from_str::<Value>(piece) else {
        return false;
    };
    if piece.as_str() == Some(written) {
        return true;
    }
    serde_json::from_str::<Value>(written).is_ok_and(|written| {
        let numbers = piece.as_f64().zip(written.as_f64());
        numbers.map_or(piece == written, |(piece, written)| piece == written)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_is_found_as_it_was_written() {
        let json = r#" {"params":{"T":1.10,"n":12345678901234567890123,"a":[1,{"b":"x"}],"s":"q\"q"},"p.q":2} "#;
        for (path, expected) in [
            ("/params/T", Some("1.10")),
            ("/params/n", Some("12345678901234567890123")),
            ("/params/a/1/b", Some("\"x\"")),
            ("/params/a/2", None),
            ("/params/a/x", None),
            ("/params/T/x", None),
            ("/none", None),
            ("/p.q", Some("2")),
            ("params", None),
        ] {
            let found = pointer(path).and_then(|path| piece(json, &path));
            assert_eq!(found, expected, "{path}");
        }
        assert_eq!(pointer("/a~1b/~01"), Some(vec!["a/b".into(), "~1".into()]));
    }

    #[test]
    fn what_could_not_be_put_into_json_is_not_json() {
        let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        for (text, expected) in [
            ("{}", true),
            ("\"\\ud83d\\ude00\"", true),
            ("\"\\ud800\"", false),
            ("1e999", false),
            ("{", false),
            ("", false),
        ] {
            assert_eq!(is_json(text), expected, "{text}");
        }
        assert!(is_json(&deep(MAX_DEPTH)) && !is_json(&deep(MAX_DEPTH + 1)));
        assert!(is_json(&format!("\"{}\"", "[".repeat(100))));
    }

    #[test]
    fn a_value_may_be_written_as_json_or_as_text() {
        for (piece, written, expected) in [
            ("1", "1", true),
            ("1.0", "1", true),
            ("\"1\"", "1", true),
            ("\"on\"", "on", true),
            ("\"on\"", "\"on\"", true),
            ("true", "true", true),
            ("{\"a\":1}", "{ \"a\" : 1 }", true),
            ("1", "2", false),
            ("\"on\"", "off", false),
            ("null", "0", false),
        ] {
            assert_eq!(equals(piece, written), expected, "{piece} {written}");
        }
    }
}
