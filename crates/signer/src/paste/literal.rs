//! String literals of programming languages: quotes and escapes undone, the place kept.
//!
//! One reader for all of them: which language a text is in is seldom said, and their literals
//! differ only in escapes that none but one of them has.

use std::ops::Range;

/// A text without its escapes, every byte of which knows where it stood.
#[derive(Default)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// Of each byte, and of the end.
    at: Vec<usize>,
}

impl Decoded {
    /// Characters with their places, the last of which is that of the end.
    pub(super) fn of(chars: impl IntoIterator<Item = (char, usize)>, end: usize) -> Self {
        let mut decoded = Self::default();
        for (found, at) in chars {
            decoded.push(found, at);
        }
        decoded.at.push(end);
        decoded
    }

    fn push(&mut self, found: char, at: usize) {
        self.text.push(found);
        self.at.extend(std::iter::repeat_n(at, found.len_utf8()));
    }

    /// Where a piece of it stands in the source.
    pub(super) fn source(&self, span: &Range<usize>) -> Range<usize> {
        let at = |i: usize| self.at.get(i).copied().unwrap_or_default();
        at(span.start)..at(span.end)
    }
}

/// A value between quotes.
pub(super) struct Literal {
    pub(super) value: Decoded,
    /// From the first character of the value to its last.
    pub(super) span: Range<usize>,
    /// After the closing quote.
    pub(super) end: usize,
    /// There is more to the value than literals: a variable, a format.
    pub(super) computed: bool,
}

/// What a backslash before a character that needs none means.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stray {
    /// It stays, as in Python: it may be the very mistake.
    Kept,
    /// It goes, as C compilers do it.
    Dropped,
}

/// Reads the literal whose opening quote is at `at`, with the literals joined to it. `None`
/// without a closing quote on its line.
pub(super) fn read(text: &str, at: usize, stray: Stray) -> Option<Literal> {
    let mut literal = Literal {
        value: Decoded::default(),
        span: at..at,
        end: at,
        computed: false,
    };
    let mut next = at;
    let mut first = true;
    loop {
        let open = text[next..].chars().next()?;
        let content = next + open.len_utf8();
        let Some(close) = closing(text, content, closer(open)?) else {
            if first {
                return None;
            }
            return Some(literal);
        };
        if !first && names_something(&text[close.end..]) {
            return Some(literal);
        }
        if open == '`' && text[content..close.start].contains("${") {
            literal.computed = true;
        }
        literal.value.at.pop();
        if open == '`' {
            for (i, found) in text[content..close.start].char_indices() {
                literal.value.push(found, content + i);
            }
        } else {
            unescape_into(text, content..close.start, stray, &mut literal.value);
        }
        literal.value.at.push(close.start);
        if first || literal.span.is_empty() {
            literal.span = content..close.start;
        } else if content < close.start {
            literal.span.end = close.start;
        }
        literal.end = close.end;
        first = false;
        match joined(text, close.end, open) {
            Joined::Literal(start) => next = start,
            Joined::Other => {
                literal.computed = true;
                return Some(literal);
            }
            Joined::Nothing => return Some(literal),
        }
    }
}

/// The quote that ends what this one opens.
pub(super) fn closer(open: char) -> Option<char> {
    match open {
        '"' | '\'' | '`' => Some(open),
        '“' | '”' => Some('”'),
        '‘' | '’' => Some('’'),
        '＂' => Some('＂'),
        _ => None,
    }
}

/// The closing quote, on the same line unless the line end is escaped.
fn closing(text: &str, from: usize, quote: char) -> Option<Range<usize>> {
    let mut chars = text[from..].char_indices();
    while let Some((i, found)) = chars.next() {
        match found {
            '\\' if quote != '`' => {
                if let Some((_, '\r')) = chars.next() {
                    chars.next();
                }
            }
            '\n' => return None,
            _ if found == quote => return Some(from + i..from + i + found.len_utf8()),
            _ => {}
        }
    }
    None
}

enum Joined {
    /// Another literal, at its opening quote.
    Literal(usize),
    /// Something that is no literal.
    Other,
    Nothing,
}

/// Farthest that a literal may stand from the one that it is joined to.
const JOIN_BYTES: usize = 200;

/// `"a" "b"`, `"a" + "b"`, also over line ends and a backslash before them.
fn joined(text: &str, from: usize, quote: char) -> Joined {
    let mut plus = false;
    for (i, found) in text[from..].char_indices().take(JOIN_BYTES) {
        match found {
            ' ' | '\t' | '\r' | '\n' | '\\' => {}
            '+' if !plus => plus = true,
            _ if found == quote => return Joined::Literal(from + i),
            _ if plus => return Joined::Other,
            _ => return Joined::Nothing,
        }
    }
    Joined::Nothing
}

/// Whether what stands before this is a key: `"a": …`.
fn names_something(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', '\t']);
    rest.starts_with([':', '=', '：'])
}

/// Adds the text without its escapes.
fn unescape_into(text: &str, span: Range<usize>, stray: Stray, into: &mut Decoded) {
    let mut at = span.start;
    while let Some(found) = text[at..span.end].chars().next() {
        let after = at + found.len_utf8();
        if found != '\\' {
            into.push(found, at);
            at = after;
            continue;
        }
        let Some(escaped) = text[after..span.end].chars().next() else {
            into.push('\\', at);
            return;
        };
        let rest = after + escaped.len_utf8();
        let (decoded, end) = match escaped {
            'n' => (Some('\n'), rest),
            'r' => (Some('\r'), rest),
            't' => (Some('\t'), rest),
            'b' => (Some('\u{8}'), rest),
            'f' => (Some('\u{c}'), rest),
            'v' => (Some('\u{b}'), rest),
            'a' => (Some('\u{7}'), rest),
            '\n' => (None, rest),
            '\r' => (
                None,
                rest + usize::from(text[rest..span.end].starts_with('\n')),
            ),
            '"' | '\'' | '\\' | '/' | '`' => (Some(escaped), rest),
            // C: two question marks together may begin a trigraph.
            '?' if text[span.start..at].ends_with('?') => (Some('?'), rest),
            '0'..='7' => octal(&text[..span.end], after),
            'x' => digits(&text[..span.end], rest, 2),
            'u' => unicode(&text[..span.end], rest),
            _ if stray == Stray::Dropped => (Some(escaped), rest),
            _ => (Some('\\'), after),
        };
        // Digits that name no character: the backslash stays.
        let (decoded, end) = if decoded.is_none() && !matches!(escaped, '\n' | '\r') {
            (Some('\\'), after)
        } else {
            (decoded, end)
        };
        if let Some(decoded) = decoded {
            into.push(decoded, at);
        }
        at = end;
    }
}

fn octal(text: &str, from: usize) -> (Option<char>, usize) {
    let digits = text[from..]
        .bytes()
        .take(3)
        .take_while(|byte| (b'0'..=b'7').contains(byte))
        .count();
    let end = from + digits;
    let code = u32::from_str_radix(&text[from..end], 8).ok();
    (code.and_then(char::from_u32), end)
}

fn digits(text: &str, from: usize, count: usize) -> (Option<char>, usize) {
    let Some(hex) = hex_digits(text, from, count) else {
        return (None, from);
    };
    (char::from_u32(hex), from + count)
}

fn hex_digits(text: &str, from: usize, count: usize) -> Option<u32> {
    let digits = text.get(from..from.checked_add(count)?)?;
    let all = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    all.then(|| u32::from_str_radix(digits, 16).ok())?
}

/// `\u4e2d`, `\ud83d\ude00`, `\u{1f600}`.
fn unicode(text: &str, from: usize) -> (Option<char>, usize) {
    if text[from..].starts_with('{') {
        let digits = text[from + 1..].bytes().take(6);
        let count = digits.take_while(u8::is_ascii_hexdigit).count();
        let end = from + 1 + count;
        let code = hex_digits(text, from + 1, count).filter(|_| text[end..].starts_with('}'));
        return (code.and_then(char::from_u32), end + 1);
    }
    let Some(unit) = hex_digits(text, from, 4) else {
        return (None, from);
    };
    let end = from + 4;
    if (0xd800..0xdc00).contains(&unit) && text[end..].starts_with("\\u") {
        let low = hex_digits(text, end + 2, 4).filter(|low| (0xdc00..0xe000).contains(low));
        if let Some(low) = low {
            let code = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
            return (char::from_u32(code), end + 6);
        }
    }
    (Some(char::from_u32(unit).unwrap_or('\u{fffd}')), end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, value: &str, span: &str) {
        let literal = read(text, 0, Stray::Kept).unwrap();
        assert_eq!(literal.value.text, value);
        assert_eq!(&text[literal.span], span);
        assert!(!literal.computed);
    }

    #[test]
    fn literals() {
        check(r#""a b" "#, "a b", "a b");
        check(r#"'it"s' , 'x'"#, "it\"s", "it\"s");
        check(
            r#""\"\\\u4e2d\ud83d\ude00\x41\n\101""#,
            "\"\\中😀A\nA",
            r#"\"\\\u4e2d\ud83d\ude00\x41\n\101"#,
        );
        check(r#""a\,b\x\u12""#, "a\\,b\\x\\u12", r#"a\,b\x\u12"#);
        check("\"a\" \\\n  \"b\";", "ab", "a\" \\\n  \"b");
        check("'a' + 'b'", "ab", "a' + 'b");
        check("\"a\"\n\"b\": 1", "a", "a");
        check(r#""""a""""#, "a", "a");
        check("“a”", "a", "a");
        check(r#""??/""#, "??/", "??/");
        check(r#""?\?/\?""#, "??/\\?", r"?\?/\?");
        assert!(read("\"a\nb\"", 0, Stray::Kept).is_none());
        assert!(read(r#""a" + b"#, 0, Stray::Kept).unwrap().computed);
        assert_eq!(
            read(r#""a\,b""#, 0, Stray::Dropped).unwrap().value.text,
            "a,b"
        );
    }
}
