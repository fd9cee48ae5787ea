//! As much of JSON as the platform's answers need: a reader and a writer of strings.
//!
//! Not a JSON library: one costs the page a tenth of its size. Commas are not insisted on, since
//! the documentation's own samples lack some.

use crate::paste::json_string;
use std::fmt::Write as _;
use zeroize::Zeroizing;

/// Largest text looked at, in bytes: answers are far smaller.
const MAX_BYTES: usize = 64 * 1024;

/// How deep lists and objects may stand in each other.
const MAX_DEPTH: u8 = 16;

/// A value. Texts may be secrets, so what is kept of them is wiped.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Json {
    Text(Zeroizing<String>),
    Object(Vec<(String, Json)>),
    List(Vec<Json>),
    /// A number, `true`, `false` or `null`, as written.
    Bare(String),
}

impl Json {
    /// The first object in a text; what stands around it (headers, a prompt) does not count.
    pub(super) fn first_object(text: &str) -> Option<Self> {
        if text.len() > MAX_BYTES {
            return None;
        }
        let at = text.find('{')?;
        read(&text[at..], 0).map(|(json, _)| json)
    }

    /// The value of a name.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(pairs) => pairs
                .iter()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value),
            Self::Text(_) | Self::List(_) | Self::Bare(_) => None,
        }
    }

    /// A text.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Object(_) | Self::List(_) | Self::Bare(_) => None,
        }
    }

    /// A text, or what stands there bare: ids and codes are sent as either.
    pub(super) fn scalar(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Bare(text) if text != "null" => Some(text),
            Self::Bare(_) | Self::Object(_) | Self::List(_) => None,
        }
    }

    /// The values of a list; an object counts as a list of one.
    pub(super) fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            Self::Object(_) => std::slice::from_ref(self),
            Self::Text(_) | Self::Bare(_) => &[],
        }
    }
}

/// A value and what follows it.
fn read(text: &str, depth: u8) -> Option<(Json, &str)> {
    let text = text.trim_start();
    if depth > MAX_DEPTH {
        return None;
    }
    match text.chars().next()? {
        '"' => {
            let (string, rest) = json_string(&text[1..])?;
            Some((Json::Text(Zeroizing::new(string)), rest))
        }
        '{' => read_object(&text[1..], depth),
        '[' => read_list(&text[1..], depth),
        _ => {
            let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || "+-.".contains(c)))?;
            (end > 0).then(|| (Json::Bare(text[..end].into()), &text[end..]))
        }
    }
}

fn read_object(text: &str, depth: u8) -> Option<(Json, &str)> {
    let (mut pairs, mut rest) = (Vec::new(), skip(text));
    loop {
        if let Some(rest) = rest.strip_prefix('}') {
            return Some((Json::Object(pairs), rest));
        }
        let (key, after) = json_string(rest.strip_prefix('"')?)?;
        let (value, after) = read(after.trim_start().strip_prefix(':')?, depth + 1)?;
        pairs.push((key, value));
        rest = skip(after);
    }
}

fn read_list(text: &str, depth: u8) -> Option<(Json, &str)> {
    let (mut items, mut rest) = (Vec::new(), skip(text));
    loop {
        if let Some(rest) = rest.strip_prefix(']') {
            return Some((Json::List(items), rest));
        }
        let (item, after) = read(rest, depth + 1)?;
        items.push(item);
        rest = skip(after);
    }
}

fn skip(text: &str) -> &str {
    text.trim_start_matches(|c: char| c == ',' || c.is_whitespace())
}

/// A JSON string with its quotes (RFC 8259, 7).
pub(super) fn quoted(text: &str) -> String {
    let mut json = String::from('"');
    for found in text.chars() {
        match found {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '\n' => json.push_str("\\n"),
            '\r' => json.push_str("\\r"),
            '\t' => json.push_str("\\t"),
            '\u{8}' => json.push_str("\\b"),
            '\u{c}' => json.push_str("\\f"),
            '\0'..='\u{1f}' => {
                // Writing into a string cannot fail.
                let _ = write!(json, "\\u{:04x}", u32::from(found));
            }
            other => json.push(other),
        }
    }
    json.push('"');
    json
}

/// A JSON object of strings.
pub(super) fn object(pairs: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{}:{}", quoted(name), quoted(value)))
        .collect();
    format!("{{{}}}", pairs.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let text = "\"\\/\n\r\t\u{8}\u{c}\u{1}\u{7f}设😀";
        let json = Json::first_object(&object(&[("a", text), ("b", "")])).unwrap();
        assert_eq!(json.get("a").and_then(Json::text), Some(text));
        assert_eq!(json.get("b").and_then(Json::text), Some(""));
        assert_eq!(json.get("c").and_then(Json::text), None);
    }

    #[test]
    fn what_stands_around_and_between_does_not_count() {
        let text =
            "HTTP/1.1 200\r\n\r\n{\"id\":\"1\",\"code\":-2,\"n\":null\n\"d\":[{\"x\":true},],}\n$ ";
        let json = Json::first_object(text).unwrap();
        assert_eq!(json.get("id").and_then(Json::scalar), Some("1"));
        assert_eq!(json.get("code").and_then(Json::scalar), Some("-2"));
        assert_eq!(json.get("n").and_then(Json::scalar), None);
        let items = json.get("d").unwrap().items();
        assert_eq!(items.len(), 1);
        assert_eq!(items[0].get("x").and_then(Json::scalar), Some("true"));
    }

    #[test]
    fn what_is_no_object() {
        for text in ["", "[1]", "{", "{\"a\":", "{\"a\":1", "{a:1}", "{\"a\" 1}"] {
            assert!(Json::first_object(text).is_none(), "{text}");
        }
        assert!(Json::first_object(&"{\"a\":".repeat(10_000)).is_none());
        assert!(Json::first_object(&format!("{{\"a\":{}", "[".repeat(10_000))).is_none());
        let large = format!("{{\"a\":\"{}\"}}", "x".repeat(MAX_BYTES));
        assert!(Json::first_object(&large).is_none());
    }
}
