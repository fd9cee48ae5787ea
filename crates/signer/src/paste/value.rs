//! The value after a name and its sign: a literal, an element of XML, or plain text, of which it is
//! to be found out where it ends and whether it is a value at all or code that names one.

use super::keys::{self, Key};
use super::literal::{self, Stray};
use super::pairs::{Pair, Sign, gap_length};
use super::scan::Scan;
use super::{bare, command, lines, url};
use crate::ClaimField;
use std::ops::Range;

/// Where the value begins: after blanks, and after one line end where the language allows it.
pub(super) fn start(text: &str, pair: &Pair) -> usize {
    if pair.sign == Sign::Element {
        return pair.value;
    }
    let start = pair.value + gap_length(&text[pair.value..]);
    let rest = text[start..].trim_start_matches('\\');
    let next = rest
        .strip_prefix("\r\n")
        .or_else(|| rest.strip_prefix('\n'));
    let Some(next) = next else {
        return start;
    };
    let next = next.trim_start_matches([' ', '\t']);
    let quoted = next
        .chars()
        .next()
        .is_some_and(|first| literal::closer(first).is_some());
    if pair.sign == Sign::Gap
        || quoted && pair.sign != Sign::Equals
        || quoted && text[..pair.value].ends_with('=')
    {
        text.len() - next.len()
    } else {
        start
    }
}

/// A value to be read.
pub(super) struct Value<'a> {
    pub(super) pair: &'a Pair,
    pub(super) start: usize,
    /// The end of its line, or where the next pair begins.
    pub(super) end: usize,
    /// Whether another pair follows on the line.
    pub(super) more: bool,
}

impl Value<'_> {
    /// Reads the value; gives where to go on.
    pub(super) fn read(&self, scan: &mut Scan<'_>) -> usize {
        let text = scan.text;
        if self.pair.sign == Sign::Element {
            return self.read_element(scan);
        }
        // A URL, for example, that was read already.
        if self.start < self.end
            && (scan.is_taken(self.start)
                || scan.is_taken(self.start + 1) && text.is_char_boundary(self.start + 1))
        {
            self.take_statement(scan, self.start);
            return self.start;
        }
        if let Some((open, computed)) = self.quote(text) {
            return self.read_literal(scan, open, computed);
        }
        if self.pair.sign == Sign::Gap && is_name(&text[self.start..self.end]) {
            return self.pair.value;
        }
        self.read_plain(scan)
    }

    /// The opening quote, and whether what stands before it makes the literal a format.
    fn quote(&self, text: &str) -> Option<(usize, bool)> {
        let line = &text[self.start..];
        let near = line.char_indices().take(40).take_while(|(_, c)| *c != '\n');
        let mut wrapped = true;
        let mut prefix = 0;
        for (i, found) in near {
            match found {
                '"' | '\'' | '`' | '“' | '‘' | '＂' if wrapped || i - prefix <= 3 => {
                    let format = text[self.start + prefix..self.start + i].contains(['f', '$']);
                    return Some((self.start + i, format));
                }
                '(' | ')' | '{' => {
                    wrapped = true;
                    prefix = i + 1;
                }
                ' ' | '*'
                    if i > 0 && line[..i].contains('(')
                        || found == ' ' && line[..i].ends_with("new") =>
                {
                    prefix = i + 1
                }
                _ if found.is_ascii_alphanumeric() || matches!(found, '@' | '$' | '_' | ':') => {
                    wrapped = false;
                }
                _ => return None,
            }
        }
        None
    }

    fn read_literal(&self, scan: &mut Scan<'_>, open: usize, format: bool) -> usize {
        let text = scan.text;
        let near: &str = text
            .get(self.pair.start.saturating_sub(40)..self.pair.start)
            .unwrap_or_default();
        let declared = near
            .rsplit('\n')
            .next()
            .is_some_and(|line| line.contains("char"));
        let is_c = self.pair.sign == Sign::Define || declared;
        let stray = if is_c { Stray::Dropped } else { Stray::Kept };
        if self.is_assignment_of_a_shell(text, open) && command::is_in_pieces(&text[open..]) {
            let word = command::word(text, open);
            if self.put(scan, word.value, word.span) {
                self.take_statement(scan, word.end);
            }
            return word.end;
        }
        let Some(literal) = literal::read(text, open, stray) else {
            return self.read_plain(scan);
        };
        let after = text[literal.end..].trim_start_matches([' ', '\t']);
        let macro_follows = is_c && after.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        if literal.computed || macro_follows || format && literal.value.text.contains('{') {
            scan.refuse(open..literal.end);
            return literal.end;
        }
        if self.put(scan, literal.value.text, literal.span) {
            self.take_statement(scan, literal.end);
        }
        literal.end
    }

    /// Whether this is `NAME='value'` on a line of its own, without blanks.
    fn is_assignment_of_a_shell(&self, text: &str, open: usize) -> bool {
        let alone = line_start(text, self.pair.start)
            .is_some_and(|before| matches!(before.trim(), "" | "export"));
        alone && text[..open].ends_with('=')
    }

    fn read_element(&self, scan: &mut Scan<'_>) -> usize {
        let text = scan.text;
        let Some(length) = text[self.start..self.end].find("</") else {
            return self.start;
        };
        let end = self.start + length;
        let value = &text[self.start..end];
        let decoded = if value.contains('&') {
            let decoded = value
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"");
            decoded.replace("&apos;", "'").replace("&amp;", "&")
        } else {
            value.to_owned()
        };
        if self.put(scan, decoded, self.start..end) {
            let close = text[end..self.end]
                .find('>')
                .map_or(end, |close| end + close + 1);
            scan.take(self.pair.start..close);
        }
        end
    }

    /// A value without quotes.
    fn read_plain(&self, scan: &mut Scan<'_>) -> usize {
        let text = scan.text;
        let raw = &text[self.start..self.end];
        let length = match self.pair.key {
            Key::Field(
                ClaimField::Port
                | ClaimField::KeepAlive
                | ClaimField::ProtocolLevel
                | ClaimField::Qos
                | ClaimField::Retain
                | ClaimField::Will
                | ClaimField::Observation
                | ClaimField::Transport,
            )
            | Key::Tls => {
                let raw = raw.trim_start_matches('(');
                let skipped = self.end - self.start - raw.len();
                let ends =
                    |c: char| ",;)]}&\"'|\n".contains(c) || c == ' ' && !raw.starts_with("MQTT ");
                let length = raw.find(ends).unwrap_or(raw.len());
                let start = self.start + skipped;
                if self.put(
                    scan,
                    raw[..length].trim().to_owned(),
                    start..start + raw[..length].trim_end().len(),
                ) {
                    self.take_statement(scan, start + length);
                }
                return start + length;
            }
            Key::Field(_) | Key::Server | Key::WillTopic | Key::ProductKeyOrSecret => {
                if self.pair.sign == Sign::Call {
                    return self.start;
                }
                self.plain_length(text, raw)
            }
        };
        let value = &raw[..length];
        let end = self.start + length;
        if value.is_empty() || self.refers(text, value) {
            return self.start.max(self.pair.value);
        }
        let escaped = value.contains("\\=") || value.contains("\\:");
        let value = if escaped {
            value.replace("\\=", "=").replace("\\:", ":")
        } else {
            value.to_owned()
        };
        if self.put(scan, value, self.start..end) {
            self.take_statement(scan, end);
        }
        end
    }

    /// How much of the rest of the line is the value.
    fn plain_length(&self, text: &str, raw: &str) -> usize {
        let is_client_id = self.pair.key == Key::Field(ClaimField::MqttClientId);
        let before = line_start(text, self.pair.start);
        let alone = before.is_some_and(|before| {
            before
                .chars()
                .all(|c| c.is_whitespace() || "-*•>#/\"'.".contains(c))
                || matches!(before.trim(), "export" | "set" | "SET" | "#define")
        });
        let length = if is_client_id && (!alone || self.more) {
            bare::client_id_length(raw)
        } else if alone {
            let mut kept = raw;
            for comment in [" //", " #", " /*", "\t//", "\t#", "\t/*"] {
                kept = kept.split(comment).next().unwrap_or(kept);
            }
            if self.more || !is_client_id {
                kept = before_another_name(kept);
            }
            kept.len()
        } else {
            let ends = |c: char| c.is_whitespace() || ",;)]}\"'<>，；。".contains(c);
            raw.find(ends).unwrap_or(raw.len())
        };
        let mut kept = raw[..length].trim_end();
        let separators: &[char] = if self.more {
            &[';', ',', '&', '，', '；', '?']
        } else {
            &[';', ',', '，', '；']
        };
        while let Some(shorter) = kept.strip_suffix(separators) {
            kept = shorter.trim_end();
        }
        kept.len()
    }

    /// Whether the text is code that names a value, and not the value.
    fn refers(&self, text: &str, value: &str) -> bool {
        let called = value
            .find('(')
            .is_some_and(|at| at > 0 && value[..at].chars().all(|c| lines::is_word(c) || c == ':'));
        // A secret may happen to end like a name, and has digits.
        let issued = value.contains(|c: char| c.is_ascii_digit()) && !value.contains(['.', '_']);
        let named = value.chars().all(lines::is_word)
            && keys::meaning(value).is_some()
            && !issued
            && (value.contains(['.', '_'])
                || value.contains(|c: char| c.is_ascii_uppercase())
                || text[self.pair.start..].starts_with(value));
        let nothing = [
            "null",
            "nil",
            "None",
            "NULL",
            "undefined",
            "string",
            "String",
            "str",
            "QString",
            "{",
            "[",
            "|",
            "true",
            "false",
            "optional",
            "required",
        ];
        called || named || value.contains('"') || nothing.contains(&value)
    }

    /// Notes the value. A host may be said with its port.
    fn put(&self, scan: &mut Scan<'_>, value: String, span: Range<usize>) -> bool {
        if self.pair.key != Key::Server {
            return scan.put(self.pair.key, value, span);
        }
        if value.contains("://") && url::take_apart(scan, span.clone()).is_some() {
            return true;
        }
        let trimmed = value.trim();
        if !bare::looks_like_host(trimmed) {
            return false;
        }
        let (host, port) = url::host_and_port(trimmed);
        if let Some(port) = port
            && scan.text.get(span.clone()) == Some(&*value)
            && !trimmed.contains("://")
        {
            let at = span.start + value.len() - value.trim_start().len();
            let end = at + trimmed.len();
            scan.put_field(ClaimField::Port, port, end - port.len()..end);
            return scan.put(
                Key::Field(ClaimField::Host),
                host.to_owned(),
                at..at + host.len(),
            );
        }
        scan.put(Key::Field(ClaimField::Host), value, span)
    }

    /// Marks the pair with what stands before it in the statement.
    fn take_statement(&self, scan: &mut Scan<'_>, end: usize) {
        let text = scan.text;
        let mut start = self.pair.start;
        for (at, found) in text[..start].char_indices().rev().take(80) {
            if ",;{}\n".contains(found) || scan.is_taken(at) {
                break;
            }
            start = at;
        }
        scan.take(start..end);
    }
}

/// What stands between the line's beginning and `at`, when that is short.
fn line_start(text: &str, at: usize) -> Option<&str> {
    let near = text[..at].char_indices().rev().take(24);
    let mut start = at;
    for (i, found) in near {
        if found == '\n' {
            return Some(&text[start..at]);
        }
        start = i;
    }
    (start == 0).then_some(&text[..at])
}

/// Up to a name that is none of ours: `a1 Region: cn-shanghai`.
fn before_another_name(value: &str) -> &str {
    let mut from = 0;
    while let Some(found) = value[from..].find([':', '=', '：']) {
        let at = from + found;
        let name = value[..at].char_indices().rev().take(keys::MAX_BYTES);
        let start = name
            .take_while(|(_, c)| c.is_alphanumeric())
            .last()
            .map_or(at, |(i, _)| i);
        if at - start > 1 && value[..start].ends_with(' ') {
            return value[..start].trim_end();
        }
        from = at + value[at..].chars().next().map_or(1, char::len_utf8);
    }
    value
}

/// Whether a line that should be a value is a name itself.
fn is_name(line: &str) -> bool {
    let name = line
        .split([':', '=', '：', '\t'])
        .next()
        .unwrap_or(line)
        .trim();
    keys::meaning(name).is_some()
        && (name.len() < line.trim().len()
            || name.contains(|c: char| c.is_uppercase() || !c.is_ascii()))
}
