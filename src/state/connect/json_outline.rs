//! JSON as it was spelled, for folding: no number is rounded, no key is moved, nothing is decoded.
//!
//! Deliberately lacks values: what reads them is the worker.

/// Deeper than anything that a person reads; a bound for the stack.
const MAX_DEPTH: usize = 64;
/// More than a page should hold at once.
const MAX_NODES: usize = 2_000;

/// A JSON value, by its spelling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Json<'a> {
    /// An object: keys with their quotes, and values, in their order.
    Object(Vec<(&'a str, Json<'a>)>),
    /// A list.
    List(Vec<Json<'a>>),
    /// A string, a number, `true`, `false` or `null`.
    Scalar(&'a str),
}

impl<'a> Json<'a> {
    /// Reads a text that is one JSON value (RFC 8259). `None` if it is not, or too large to fold.
    pub fn read(text: &'a str) -> Option<Self> {
        let mut reader = Reader {
            text,
            at: 0,
            nodes: 0,
        };
        let value = reader.value(0)?;
        reader.space();
        (reader.at == text.len()).then_some(value)
    }

    /// The value on lines of its own, indented by two spaces.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![String::new()];
        self.push(&mut lines, 0);
        lines
    }

    fn push(&self, lines: &mut Vec<String>, depth: usize) {
        let (open, close, count) = match self {
            Self::Scalar(text) => return append(lines, text),
            Self::Object(members) => ("{", "}", members.len()),
            Self::List(items) => ("[", "]", items.len()),
        };
        append(lines, open);
        let begin = |lines: &mut Vec<String>| lines.push("  ".repeat(depth + 1));
        let end = |lines: &mut Vec<String>, at: usize| {
            if at + 1 < count {
                append(lines, ",");
            }
        };
        match self {
            Self::Scalar(_) => {}
            Self::Object(members) => {
                for (at, (key, value)) in members.iter().enumerate() {
                    begin(lines);
                    append(lines, key);
                    append(lines, ": ");
                    value.push(lines, depth + 1);
                    end(lines, at);
                }
            }
            Self::List(items) => {
                for (at, value) in items.iter().enumerate() {
                    begin(lines);
                    value.push(lines, depth + 1);
                    end(lines, at);
                }
            }
        }
        if count > 0 {
            lines.push("  ".repeat(depth));
        }
        append(lines, close);
    }
}

fn append(lines: &mut [String], text: &str) {
    if let Some(last) = lines.last_mut() {
        last.push_str(text);
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    nodes: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> bool {
        let is = self.peek() == Some(byte);
        self.at += usize::from(is);
        is
    }

    fn value(&mut self, depth: usize) -> Option<Json<'a>> {
        self.nodes += 1;
        if depth > MAX_DEPTH || self.nodes > MAX_NODES {
            return None;
        }
        self.space();
        match self.peek()? {
            b'{' => self.object(depth),
            b'[' => self.list(depth),
            b'"' => self.string().map(Json::Scalar),
            b'-' | b'0'..=b'9' => self.number().map(Json::Scalar),
            _ => self.word().map(Json::Scalar),
        }
    }

    fn object(&mut self, depth: usize) -> Option<Json<'a>> {
        self.at += 1;
        let mut members = Vec::new();
        self.space();
        if self.take(b'}') {
            return Some(Json::Object(members));
        }
        loop {
            self.space();
            let key = self.string()?;
            self.space();
            if !self.take(b':') {
                return None;
            }
            members.push((key, self.value(depth + 1)?));
            self.space();
            if self.take(b'}') {
                return Some(Json::Object(members));
            }
            if !self.take(b',') {
                return None;
            }
        }
    }

    fn list(&mut self, depth: usize) -> Option<Json<'a>> {
        self.at += 1;
        let mut items = Vec::new();
        self.space();
        if self.take(b']') {
            return Some(Json::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.space();
            if self.take(b']') {
                return Some(Json::List(items));
            }
            if !self.take(b',') {
                return None;
            }
        }
    }

    /// A string with its quotes.
    fn string(&mut self) -> Option<&'a str> {
        let from = self.at;
        if !self.take(b'"') {
            return None;
        }
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b'"' => return self.text.get(from..self.at),
                b'\\' => self.escape()?,
                0..=0x1f => return None,
                _ => {}
            }
        }
    }

    fn escape(&mut self) -> Option<()> {
        let kind = self.peek()?;
        self.at += 1;
        match kind {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(()),
            b'u' => {
                let digits = self.text.as_bytes().get(self.at..self.at + 4)?;
                self.at += 4;
                digits.iter().all(u8::is_ascii_hexdigit).then_some(())
            }
            _ => None,
        }
    }

    fn number(&mut self) -> Option<&'a str> {
        let from = self.at;
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            let _ = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        self.text.get(from..self.at)
    }

    fn digits(&mut self) -> Option<()> {
        let from = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        (self.at > from).then_some(())
    }

    fn word(&mut self) -> Option<&'a str> {
        let rest = self.text.get(self.at..)?;
        let word = ["true", "false", "null"]
            .into_iter()
            .find(|word| rest.starts_with(word))?;
        self.at += word.len();
        rest.get(..word.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, lines: &[&str]) {
        let read = Json::read(text).map(|json| json.lines());
        assert_eq!(read.unwrap_or_default(), lines);
    }

    #[test]
    fn spelling_and_order_stay() {
        check(
            r#" {"z":1.50,"a":[12345678901234567890123,{}],"温":"\u6e29"} "#,
            &[
                "{",
                r#"  "z": 1.50,"#,
                r#"  "a": ["#,
                "    12345678901234567890123,",
                "    {}",
                "  ],",
                r#"  "温": "\u6e29""#,
                "}",
            ],
        );
    }

    #[test]
    fn what_is_no_json_is_refused_as_the_library_refuses_it() {
        let texts = [
            "",
            " ",
            "{",
            "[1,]",
            "{\"a\":}",
            "{a:1}",
            "01",
            "1.",
            "-",
            "1e",
            ".5",
            "nul",
            "truee",
            "\"\\x\"",
            "\"\\u12g4\"",
            "\"\n\"",
            "[1 2]",
            "{\"a\":1,}",
            "1 2",
            "\"a",
            "[]]",
            "-0",
            "1e+5",
            "[null,true,false]",
            "\"\\\\\"",
            "{\"a\":{\"b\":[]}}",
            "\u{feff}1",
        ];
        for text in texts {
            let theirs = serde_json::from_str::<serde_json::Value>(text).is_ok();
            assert_eq!(Json::read(text).is_some(), theirs, "{text:?}");
        }
    }

    #[test]
    fn too_deep_or_too_much_is_not_folded() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(Json::read(&nested(MAX_DEPTH)).is_some());
        assert!(Json::read(&nested(100_000)).is_none());
        let list = |count: usize| format!("[{}1]", "1,".repeat(count - 1));
        assert!(Json::read(&list(MAX_NODES - 1)).is_some());
        assert!(Json::read(&list(MAX_NODES)).is_none());
    }
}
