//! A filter made ready: what can be decided by the topic alone, and what needs the payload.

use connack_protocol::{Filter, FilterKind, FilterProblem, Ways};
use memchr::memchr2_iter;
use memchr::memmem::Finder;
use regex_lite::{Regex, RegexBuilder};

use crate::topic_filter::TopicFilter;

/// How much of a payload a regular expression searches: it is the one search that is slow.
const REGEX_BYTES: usize = 256 << 10;
/// How large a regular expression may be inside, in bytes: its states are tried for each byte.
const REGEX_SIZE: usize = 64 << 10;

/// What a topic decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// No message of the topic passes.
    Never,
    /// Those pass whose payload does.
    ByPayload,
    /// Every message passes.
    Always,
}

#[derive(Debug)]
pub(crate) struct Compiled {
    pub(crate) ways: Ways,
    topic: Option<TopicFilter>,
    text: Text,
}

#[derive(Debug)]
enum Text {
    Any,
    Plain(Box<Plain>),
    Regex(Regex),
}

impl Compiled {
    /// Everything that goes these ways.
    pub(crate) fn all(ways: Ways) -> Self {
        Self {
            ways,
            topic: None,
            text: Text::Any,
        }
    }

    pub(crate) fn new(filter: &Filter) -> Result<Self, FilterProblem> {
        let topic = if filter.topic_filter.is_empty() {
            None
        } else {
            let parsed = TopicFilter::parse(&filter.topic_filter);
            Some(parsed.ok_or(FilterProblem::TopicFilter)?)
        };
        let text = match filter.kind {
            FilterKind::Plain | FilterKind::Regex if filter.text.is_empty() => Text::Any,
            FilterKind::Plain => Text::Plain(Box::new(Plain::new(&filter.text))),
            FilterKind::Regex => {
                let built = RegexBuilder::new(&filter.text)
                    .size_limit(REGEX_SIZE)
                    .build();
                Text::Regex(built.map_err(|error| FilterProblem::Regex(error.to_string()))?)
            }
        };
        Ok(Self {
            ways: filter.direction,
            topic,
            text,
        })
    }

    /// Whether a payload may have to be read.
    pub(crate) fn reads_payloads(&self) -> bool {
        match self.text {
            Text::Any => false,
            Text::Plain(_) | Text::Regex(_) => true,
        }
    }

    /// How much longer than plain text it takes for a byte of payload, roughly as measured.
    pub(crate) fn cost(&self) -> usize {
        match self.text {
            Text::Any | Text::Plain(_) => 1,
            Text::Regex(_) => 16,
        }
    }

    pub(crate) fn of_topic(&self, topic: &str) -> Verdict {
        if self
            .topic
            .as_ref()
            .is_some_and(|filter| !filter.matches(topic))
        {
            return Verdict::Never;
        }
        let found = match &self.text {
            Text::Any => true,
            Text::Plain(plain) => plain.is_in_text(topic.as_bytes()),
            Text::Regex(regex) => regex.is_match(topic),
        };
        if found {
            Verdict::Always
        } else {
            Verdict::ByPayload
        }
    }

    /// Whether a message of a topic with [`Verdict::ByPayload`] passes.
    pub(crate) fn of_payload(&self, payload: &[u8]) -> bool {
        match &self.text {
            Text::Any => true,
            Text::Plain(plain) => plain.is_in_payload(payload),
            Text::Regex(regex) => {
                let head = payload.get(..REGEX_BYTES).unwrap_or(payload);
                regex.is_match(&String::from_utf8_lossy(head))
            }
        }
    }
}

/// A text that is looked for in either case.
#[derive(Debug)]
struct Plain {
    lower: String,
    /// Whether bytes can be compared: no letter beyond ASCII has two cases. Then nothing needs
    /// to be decoded, since the bytes of one UTF-8 text are in another's where the text is.
    by_bytes: bool,
    hex: Option<Finder<'static>>,
}

impl Plain {
    fn new(text: &str) -> Self {
        let one_case = |c: char| c.to_lowercase().eq([c]) && c.to_uppercase().eq([c]);
        Self {
            lower: text.to_lowercase(),
            by_bytes: text.chars().all(|c| c.is_ascii() || one_case(c)),
            hex: hex_bytes(text).map(|bytes| Finder::new(&bytes).into_owned()),
        }
    }

    fn is_in_payload(&self, payload: &[u8]) -> bool {
        let as_hex = self.hex.as_ref();
        self.is_in_text(payload) || as_hex.is_some_and(|finder| finder.find(payload).is_some())
    }

    fn is_in_text(&self, text: &[u8]) -> bool {
        if self.by_bytes {
            return contains_in_either_case(text, self.lower.as_bytes());
        }
        String::from_utf8_lossy(text)
            .to_lowercase()
            .contains(&self.lower)
    }
}

/// Whether `lower` is in `text`, ASCII letters in either case.
fn contains_in_either_case(text: &[u8], lower: &[u8]) -> bool {
    let Some(first) = lower.first() else {
        return true;
    };
    memchr2_iter(*first, first.to_ascii_uppercase(), text).any(|at| {
        text.get(at..at + lower.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(lower))
    })
}

/// The bytes that `0x80ff` stands for.
fn hex_bytes(text: &str) -> Option<Vec<u8>> {
    let digits = text.strip_prefix("0x")?.as_bytes();
    let digit = |byte: u8| char::from(byte).to_digit(16).map(|value| value as u8);
    let (pairs, rest) = digits.as_chunks::<2>();
    if pairs.is_empty() || !rest.is_empty() {
        return None;
    }
    let byte = |pair: &[u8; 2]| Some(digit(pair[0])? << 4 | digit(pair[1])?);
    pairs.iter().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(kind: FilterKind, text: &str) -> Filter {
        Filter {
            text: text.to_owned(),
            kind,
            ..Filter::default()
        }
    }

    /// Whether topic `/a/Topic` and payload pass the text.
    fn passes(kind: FilterKind, text: &str, payload: &[u8]) -> bool {
        let compiled = Compiled::new(&filter(kind, text)).unwrap();
        match compiled.of_topic("/a/Topic") {
            Verdict::Never => false,
            Verdict::Always => true,
            Verdict::ByPayload => compiled.of_payload(payload),
        }
    }

    #[track_caller]
    fn check(kind: FilterKind, text: &str, finding: &[&[u8]], missing: &[&[u8]]) {
        for payload in finding {
            assert!(passes(kind, text, payload), "{text} in {payload:?}");
        }
        for payload in missing {
            assert!(!passes(kind, text, payload), "{text} not in {payload:?}");
        }
    }

    #[test]
    fn plain_text_is_found_in_either_case_and_among_any_bytes() {
        use FilterKind::Plain;
        check(Plain, "", &[b"", b"x"], &[]);
        check(Plain, "a/t", &[b""], &[]);
        check(
            Plain,
            "Temp",
            &[b"temp", b"\xff\xfeTEMP\x80"],
            &[b"tem", b"te mp", b""],
        );
        check(
            Plain,
            "\u{6e29}",
            &["\u{6e29}\u{5ea6}".as_bytes()],
            &[b"\xe6\xb8", "\u{6e28}".as_bytes()],
        );
        check(
            Plain,
            "\u{c9}t\u{e9}",
            &["\u{e9}T\u{c9}".as_bytes()],
            &[b"ete"],
        );
        check(Plain, "(a|b", &[b"(A|B"], &[b"a"]);
        check(Plain, "aab", &[b"aaab"], &[b"aaa"]);
    }

    #[test]
    fn hex_is_found_as_bytes_too() {
        use FilterKind::Plain;
        check(
            Plain,
            "0x80fF",
            &[b"\x00\x80\xff", b"is 0x80ff"],
            &[b"\x80", b"\xff\x80"],
        );
        check(Plain, "0x8", &[b"0x80"], &[b"\x08", b"\x80"]);
        check(Plain, "0x", &[b"0X"], &[b"x"]);
        check(Plain, "0xg0", &[b"0xg0"], &[b"\x00"]);
    }

    #[test]
    fn a_regular_expression_minds_case_and_reads_other_bytes_as_replacements() {
        use FilterKind::Regex;
        check(Regex, "^/a/T", &[b""], &[]);
        check(Regex, r"te\wp", &[b"xtemp", b"\xfftemp"], &[b"TEMP"]);
        check(Regex, "(?i)TEMP$", &[b"a temp"], &[b"temp "]);
        check(Regex, "a\u{fffd}b", &[b"a\xffb"], &[b"ab"]);
        check(
            Regex,
            "x$",
            &[&[b'x'; REGEX_BYTES]],
            &[&[&[b'-'; REGEX_BYTES][..], b"x"].concat()],
        );
    }

    #[test]
    fn what_cannot_be_followed_is_told() {
        let malformed = Filter {
            topic_filter: "a#".to_owned(),
            ..Filter::default()
        };
        assert_eq!(
            Compiled::new(&malformed).unwrap_err(),
            FilterProblem::TopicFilter
        );
        for text in ["(a", "(?:a{100}){1000}"] {
            let found = Compiled::new(&filter(FilterKind::Regex, text)).unwrap_err();
            assert!(matches!(found, FilterProblem::Regex(why) if !why.is_empty()));
        }
        let long = r"(?i)^[\w.-]+@[\w-]+\.[a-z]{2,20}$|\d{1,3}(\.\d{1,3}){3}|[^,]{100}";
        assert!(Compiled::new(&filter(FilterKind::Regex, long)).is_ok());
    }
}
