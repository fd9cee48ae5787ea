//! Command lines of `mosquitto_pub`, `mosquitto_sub`, `mosquitto_rr` and `mqttx`, with the quotes
//! of a shell undone and continued lines joined. Other programs' options are not read.

use super::scan::Scan;
use super::{scan, url};
use crate::{ClaimField as F, Transport};
use std::ops::Range;

/// One word of a command line.
pub(super) struct Word {
    pub(super) value: String,
    /// Without the quotes around it.
    pub(super) span: Range<usize>,
    pub(super) end: usize,
}

/// Reads every such command line.
pub(super) fn read(scan: &mut Scan<'_>) {
    let text = scan.text;
    let mut from = 0;
    while let Some(found) = text[from..].find("m") {
        let start = from + found;
        from = start + 1;
        let rest = &text[start..];
        let programs = ["mosquitto_pub", "mosquitto_sub", "mosquitto_rr", "mqttx "];
        let Some(program) = programs.iter().find(|program| rest.starts_with(**program)) else {
            continue;
        };
        if scan.is_taken(start) {
            continue;
        }
        let (words, end) = words(text, start);
        if words.len() > 1 {
            read_options(scan, &words, *program == "mqttx ");
            scan.take(start..end);
        }
        from = end.max(from);
    }
}

fn read_options(scan: &mut Scan<'_>, words: &[Word], mqttx: bool) {
    let mut words = words.iter().skip(1);
    while let Some(option) = words.next() {
        let field = match option.value.as_str() {
            "-h" | "--host" | "--hostname" => F::Host,
            "-p" | "--port" => F::Port,
            "-i" | "--id" | "--client-id" => F::MqttClientId,
            "-u" | "--username" => F::Username,
            "-P" | "--pw" | "--password" => F::Password,
            "-k" | "--keepalive" => F::KeepAlive,
            "-q" | "--qos" => F::Qos,
            "-V" | "--protocol-version" | "--mqtt-version" => F::ProtocolLevel,
            "-l" | "--protocol" if mqttx => F::Transport,
            "-r" | "--retain" => {
                scan.put_flag(F::Retain, option.span.clone());
                continue;
            }
            "--will-topic" => {
                if let Some(topic) = words.next() {
                    scan.put_flag(F::Will, topic.span.clone());
                }
                continue;
            }
            "--cafile" | "--ca" | "--capath" | "--tls-use-os-certs" | "--tls-version" | "--psk"
            | "--insecure" => {
                if mqttx {
                    continue;
                }
                scan.put_transport(Transport::Tls, option.span.clone());
                continue;
            }
            "-L" | "--url" => {
                if let Some(address) = words.next() {
                    let whole = scan.text.get(address.span.clone()) == Some(&*address.value);
                    if whole {
                        url::take_apart(scan, address.span.clone());
                    }
                }
                continue;
            }
            _ => continue,
        };
        let Some(value) = words.next() else {
            return;
        };
        if field == F::Transport && scan::transport(&value.value).is_none() {
            continue;
        }
        scan.put_field(field, value.value.as_str(), value.span.clone());
    }
}

/// The words of the command that begins here, and where it ends.
fn words(text: &str, start: usize) -> (Vec<Word>, usize) {
    let mut words: Vec<Word> = Vec::new();
    let mut at = start;
    loop {
        let rest = &text[at..];
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        at += blanks;
        let rest = &text[at..];
        let Some(first) = rest.chars().next() else {
            return (words, at);
        };
        // A line that goes on: `\` in shells, `^` and a backtick in Windows'.
        if matches!(first, '\\' | '^' | '`') {
            let after = rest[1..].trim_start_matches([' ', '\t', '\r']);
            if let Some(next) = after.strip_prefix('\n') {
                at = text.len() - next.len();
                continue;
            }
        }
        let alone = |mark: &str| {
            rest.strip_prefix(mark)
                .is_some_and(|after| after.is_empty() || after.starts_with([' ', '\t', '\n']))
        };
        if matches!(first, '\n' | '\r' | '#')
            || ["|", "||", "&&", "&", ";", ">", "2>&1"]
                .iter()
                .any(|mark| alone(mark))
        {
            return (words, at);
        }
        let word = word(text, at);
        // A backslash before nothing.
        if word.end == at {
            return (words, at);
        }
        at = word.end;
        words.push(word);
    }
}

/// The word that begins here, by the rules of a shell.
pub(super) fn word(text: &str, start: usize) -> Word {
    let mut value = String::new();
    let mut quote = None;
    let mut pieces = 0;
    let mut chars = text[start..].char_indices().peekable();
    let mut end = text.len();
    while let Some((i, found)) = chars.next() {
        match (quote, found) {
            (None, ' ' | '\t' | '\n' | '\r') => {
                end = start + i;
                break;
            }
            (None, '"' | '\'' | '“' | '‘') => {
                quote = super::literal::closer(found);
                pieces += 1;
            }
            (Some(close), _) if found == close => quote = None,
            // A quote that is not closed ends with its line.
            (Some('\'' | '”' | '’'), '\n') => {
                end = start + i;
                break;
            }
            (Some('"'), '\\') => match chars.peek().map(|(_, next)| *next) {
                Some(next @ ('"' | '\\' | '$' | '`')) => {
                    value.push(next);
                    chars.next();
                }
                Some('\n') => {
                    chars.next();
                }
                Some(_) | None => value.push('\\'),
            },
            (None, '\\') => match chars.peek().map(|(_, next)| *next) {
                Some('\n' | '\r') | None => {
                    end = start + i;
                    break;
                }
                Some(next) => {
                    value.push(next);
                    chars.next();
                }
            },
            (None | Some(_), other) => value.push(other),
        }
    }
    let whole = &text[start..end];
    let mut inner = whole.chars();
    let around = inner
        .next()
        .and_then(super::literal::closer)
        .zip(inner.next_back());
    let span = match around {
        Some((close, last)) if close == last && pieces == 1 => {
            let first = whole.chars().next().map_or(0, char::len_utf8);
            start + first..end - last.len_utf8()
        }
        Some(_) | None => start..end,
    };
    Word { value, span, end }
}

/// Whether a quoted word of a shell goes on behind the quote that closes: `'a'\''b'`, `"a"'b'`.
pub(super) fn is_in_pieces(word: &str) -> bool {
    let mut chars = word.char_indices();
    let Some((_, quote @ ('"' | '\''))) = chars.next() else {
        return false;
    };
    while let Some((i, found)) = chars.next() {
        match found {
            '\\' => {
                chars.next();
            }
            '\n' => return false,
            _ if found == quote => {
                let rest = &word[i + 1..];
                let rest = rest.strip_prefix('\\').unwrap_or(rest);
                return rest.starts_with(['"', '\'']);
            }
            _ => {}
        }
    }
    false
}
