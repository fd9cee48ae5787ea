//! Templates: text with placeholders, read once.
//!
//! A placeholder is `{` with a letter after it, up to the next `}`, without quotes, blanks or
//! braces before a `|`; every other brace is text, so JSON needs no escapes. `{{name}}` is the text
//! `{name}`. After `|` stands what to write when there is no such value: `{data.module|default}`.
//!
//! A payload is JSON when it is an object or a list with a value in each placeholder's place. A
//! placeholder within quotes is then written as the content of a JSON string, one outside them as
//! a JSON value. Any other template is plain text, and values are written as they are.

use crate::json::MAX_DEPTH;
use crate::placeholder::Placeholder;
use serde_json::Value;

/// A template, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Template {
    pub(crate) parts: Vec<Part>,
    /// Values are written as JSON.
    pub(crate) json: bool,
}

/// A piece of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// Text as it is.
    Text(String),
    /// A placeholder.
    Hole(Hole),
}

/// A placeholder in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hole {
    pub(crate) name: Placeholder,
    /// What stands between the braces.
    pub(crate) written: String,
    /// What to write when there is no such value.
    pub(crate) fallback: Option<String>,
    /// Within a JSON string.
    pub(crate) quoted: bool,
    /// Where it begins, in characters from 1.
    pub(crate) at: usize,
}

impl Template {
    /// Reads a topic or a text.
    pub(crate) fn plain(text: &str) -> Self {
        Self {
            parts: parts(text),
            json: false,
        }
    }

    /// Reads a payload, which may be JSON.
    pub(crate) fn payload(text: &str) -> Self {
        let mut template = Self::plain(text);
        template.json = template.is_json();
        if template.json {
            template.mark_quoted();
        }
        template
    }

    /// The placeholders.
    pub(crate) fn holes(&self) -> impl Iterator<Item = &Hole> {
        self.parts.iter().filter_map(|part| match part {
            Part::Hole(hole) => Some(hole),
            Part::Text(_) => None,
        })
    }

    /// The text between the placeholders.
    pub(crate) fn fixed(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Text(text) => Some(text.as_str()),
            Part::Hole(_) => None,
        })
    }

    /// A payload that looks like JSON and is not: what a parser says of it.
    pub(crate) fn json_problem(&self) -> Option<serde_json::Error> {
        let sample = self.sample("0");
        let text = sample.trim();
        let meant = (text.starts_with('{') && text.ends_with('}'))
            || (text.starts_with('[') && text.ends_with(']'));
        if self.json || !meant {
            return None;
        }
        ["0", "\"\""]
            .into_iter()
            .find_map(|value| serde_json::from_str::<Value>(&self.sample(value)).err())
    }

    /// A value that is a text must fit, and one that is a number: only then does any value.
    fn is_json(&self) -> bool {
        let begins = self.parts.iter().find_map(|part| match part {
            Part::Text(text) => text.trim_start().chars().next(),
            Part::Hole(_) => Some(' '),
        });
        matches!(begins, Some('{' | '['))
            && ["0", "\"\""].into_iter().all(|value| {
                let sample = self.sample(value);
                let deep = sample
                    .bytes()
                    .filter(|byte| matches!(byte, b'{' | b'['))
                    .count();
                deep <= MAX_DEPTH && serde_json::from_str::<Value>(&sample).is_ok()
            })
    }

    /// The template with `value` for each placeholder outside quotes and text within, as long as
    /// the placeholder, so that a parser's columns are those of the template.
    fn sample(&self, value: &str) -> String {
        let mut sample = String::new();
        let mut string = InString::default();
        for part in &self.parts {
            match part {
                Part::Text(text) => {
                    string.pass(text);
                    sample.push_str(text);
                }
                Part::Hole(hole) => {
                    let length = hole.written.len() + 2;
                    if string.inside {
                        sample.extend(std::iter::repeat_n('x', length));
                    } else {
                        sample.push_str(&format!("{value:length$}"));
                    }
                }
            }
        }
        sample
    }

    fn mark_quoted(&mut self) {
        let mut string = InString::default();
        for part in &mut self.parts {
            match part {
                Part::Text(text) => string.pass(text),
                Part::Hole(hole) => hole.quoted = string.inside,
            }
        }
    }
}

/// Whether a place is within a JSON string.
#[derive(Default)]
struct InString {
    inside: bool,
    escaped: bool,
}

impl InString {
    fn pass(&mut self, text: &str) {
        for byte in text.bytes() {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' if self.inside => self.escaped = true,
                b'"' => self.inside = !self.inside,
                _ => {}
            }
        }
    }
}

fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut plain = String::new();
    let (mut rest, mut at) = (text, 1);
    while let Some(open) = rest.find('{') {
        let (before, tail) = rest.split_at(open);
        plain.push_str(before);
        at += before.chars().count();
        let (taken, part) = hole_or_text(tail, at);
        match part {
            Part::Text(text) => plain.push_str(&text),
            hole @ Part::Hole(_) => {
                if !plain.is_empty() {
                    parts.push(Part::Text(std::mem::take(&mut plain)));
                }
                parts.push(hole);
            }
        }
        let (taken, tail) = tail.split_at(taken);
        at += taken.chars().count();
        rest = tail;
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        parts.push(Part::Text(plain));
    }
    parts
}

/// What stands at an opening brace, and how many bytes of it.
fn hole_or_text(text: &str, at: usize) -> (usize, Part) {
    let brace = (1, Part::Text("{".to_owned()));
    if let Some(inner) = text.strip_prefix("{{") {
        let end = inner.find(['{', '}', '"', '\n']).unwrap_or(0);
        if inner[end..].starts_with("}}") && inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return (end + 4, Part::Text(format!("{{{}}}", &inner[..end])));
        }
        return brace;
    }
    let inner = &text[1..];
    let Some(end) = inner.find(['{', '}', '"', '\n']) else {
        return brace;
    };
    let inner = &inner[..end];
    let (name, fallback) = match inner.split_once('|') {
        Some((name, fallback)) => (name, Some(fallback.to_owned())),
        None => (inner, None),
    };
    let is_name = text[1 + end..].starts_with('}')
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && !name.contains(char::is_whitespace);
    if !is_name {
        return brace;
    }
    let hole = Hole {
        name: Placeholder::read(name).unwrap_or(Placeholder::Unknown),
        written: inner.to_owned(),
        fallback,
        quoted: false,
        at,
    };
    (end + 2, Part::Hole(hole))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The template with each placeholder as `<name>`, or `<"name">` within quotes.
    #[track_caller]
    fn check(text: &str, json: bool, expected: &str) {
        let template = Template::payload(text);
        let shown: String = template
            .parts
            .iter()
            .map(|part| match part {
                Part::Text(text) => text.clone(),
                Part::Hole(hole) if hole.quoted => format!("<\"{:?}\">", hole.name),
                Part::Hole(hole) => format!("<{:?}>", hole.name),
            })
            .collect();
        assert_eq!((template.json, shown.as_str()), (json, expected), "{text}");
    }

    #[test]
    fn placeholders_are_found_and_braces_of_json_are_not() {
        check("{payload}", false, "<Payload>");
        check(
            "{\"id\":\"{id}\",\"data\":{\"a\":{}}}",
            true,
            "{\"id\":\"<\"Id\">\",\"data\":{\"a\":{}}}",
        );
        check(
            "{\"a\":{\"b\":{counter}}}",
            true,
            "{\"a\":{\"b\":<Counter>}}",
        );
        check("[{time}] hello", false, "[<Time>] hello");
        check("[{time}]", true, "[<Time>]");
        check("{{id}} is {id}", false, "{id} is <Id>");
        check("{{id}", false, "{<Id>");
        check("a } b { c {} {1}", false, "a } b { c {} {1}");
        check("{hello world}", false, "{hello world}");
        check("{id", false, "{id");
        check("{}", true, "{}");
    }

    #[test]
    fn only_what_stays_json_with_any_value_is_json() {
        // Beside a digit, as a name, after a lone backslash: no value fits, or not any.
        for text in [
            "{\"a\":1{id}}",
            "{\"a\":-{id}}",
            "{{id}:1}",
            "{\"a\":\"\\{id}\"}",
            "{\"a\":\"\\u00{id}\"}",
            "{\"a\":{id}{id}}",
        ] {
            assert!(!Template::payload(text).json, "{text}");
        }
        check("{\"a\\\"{id}\":1}", true, "{\"a\\\"<\"Id\">\":1}");
    }
}
