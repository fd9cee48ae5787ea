//! URLs of brokers: `mqtt://user:pass@host:1883`, `wss://host:443/mqtt`, with percent signs undone.
//! URLs of other schemes are not read.

use super::keys::{self, Key};
use super::scan::{self, Scan};
use crate::ClaimField;
use std::ops::Range;

/// Every URL of a broker in the text.
pub(super) fn read(scan: &mut Scan<'_>) {
    let text = scan.text;
    let mut from = 0;
    while let Some(found) = text[from..].find("://") {
        let colon = from + found;
        from = colon + 3;
        let start = scheme_start(text, colon);
        if scan.is_taken(start) || start == colon {
            continue;
        }
        let rest = &text[from..];
        let stops = |c: char| c.is_whitespace() || "\"'`<>“”‘’，。；（）\\".contains(c);
        let end = from + rest.find(stops).unwrap_or(rest.len());
        let end = start
            + text[start..end]
                .trim_end_matches([',', ';', ')', ']', '}', '.'])
                .len();
        if let Some(end) = take_apart(scan, start..end) {
            from = end;
        } else {
            // What no broker's URL is, is not looked at again.
            from = from.max(end);
        }
    }
}

fn scheme_start(text: &str, colon: usize) -> usize {
    let bytes = text.as_bytes();
    let letters = (0..colon)
        .rev()
        .take(9)
        .take_while(|at| bytes[*at].is_ascii_alphabetic() || bytes[*at] == b'+');
    colon - letters.count()
}

/// Notes the parts of a URL, if it is one of a broker; gives where it ends.
pub(super) fn take_apart(scan: &mut Scan<'_>, span: Range<usize>) -> Option<usize> {
    let text = scan.text;
    let (scheme, rest) = text[span.clone()].split_once("://")?;
    let transport = scan::transport(scheme)?;
    let at = span.start + scheme.len() + 3;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    // A user name of the platform has no slash, a Base64 password may.
    let authority = match rest.rfind('@') {
        Some(end) if end >= authority.len() && rest[..end].contains('&') => {
            let after = &rest[end..];
            &rest[..end + after.find(['/', '?', '#']).unwrap_or(after.len())]
        }
        Some(_) | None => authority,
    };
    let host_at = authority.rfind('@').map_or(0, |end| end + 1);
    let (host, port) = host_and_port(&authority[host_at..]);
    let format = host.contains('%') || host.contains(['(', ')']);
    if host.is_empty() || format {
        return None;
    }
    scan.take(span.clone());
    scan.put_transport(transport, span.start..span.start + scheme.len());
    if host_at > 0 {
        let (user, password) = match authority[..host_at - 1].split_once(':') {
            Some((user, password)) => (user, Some(password)),
            None => (&authority[..host_at - 1], None),
        };
        put(scan, ClaimField::Username, user, at);
        if let Some(password) = password {
            put(scan, ClaimField::Password, password, at + user.len() + 1);
        }
    }
    let host_at = at + host_at;
    scan.put_field(ClaimField::Host, host, host_at..host_at + host.len());
    if let Some(port) = port {
        let end = at + authority.len();
        scan.put_field(ClaimField::Port, port, end - port.len()..end);
    }
    if let Some((_, query)) = rest.split_once('?') {
        let mut from = at + rest.len() - query.len();
        for piece in query.split('&') {
            if let Some((key, value)) = piece.split_once('=')
                && let Some(Key::Field(field)) = keys::meaning(key)
            {
                put(scan, field, value, from + key.len() + 1);
            }
            from += piece.len() + 1;
        }
    }
    Some(span.end)
}

fn put(scan: &mut Scan<'_>, field: ClaimField, escaped: &str, at: usize) {
    scan.put_field(field, percent_decoded(escaped), at..at + escaped.len());
}

/// A host and the port after its last colon; the colons of an address in brackets are its own.
pub(super) fn host_and_port(text: &str) -> (&str, Option<&str>) {
    match text.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        Some(_) | None => (text, None),
    }
}

/// A text with its percent signs undone.
pub(super) fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        let digits = after.get(..2).and_then(|digits| hex::decode(digits).ok());
        match digits.as_deref() {
            Some([byte]) if *first == b'%' => {
                bytes.push(*byte);
                rest = &after[2..];
            }
            _ => bytes.push(*first),
        }
    }
    super::connect::text_or_latin1(&bytes)
}
