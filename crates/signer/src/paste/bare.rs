//! Values that stand alone and show by their shape what they are: a client id with its parameters,
//! `deviceName&productKey`, a host of the platform, a digest.

use super::scan::{Found, Scan, Value};
use super::url;
use crate::{ClaimField, MqttClientId};
use std::ops::Range;

/// Looks at what no other reader understood, line by line and word by word.
pub(super) fn read(scan: &mut Scan<'_>) {
    let text = scan.text;
    let hashes_are_md5 = hashes_are_md5(&scan.found);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = trimmed(text, at..at + line.len());
        at += line.len();
        if !span.is_empty() {
            read_line(scan, span, hashes_are_md5);
        }
    }
}

/// Whether 32 digits are a password: a device secret may have as many.
fn hashes_are_md5(found: &[Found]) -> bool {
    let mut methods = found
        .iter()
        .filter_map(|found| match (&found.value, found.field) {
            (Value::Text(id), ClaimField::MqttClientId) => Some(
                MqttClientId::parse(id.expose())
                    .param("signmethod")
                    .is_none_or(|method| method.contains("md5")),
            ),
            _ => None,
        });
    methods.next().unwrap_or(true)
}

/// Without blanks, quotes and separators around.
fn trimmed(text: &str, span: Range<usize>) -> Range<usize> {
    let around =
        |c: char| c.is_whitespace() || "\"'`“”‘’,;，；[]{}()".contains(c) || c == '\u{feff}';
    let piece = &text[span.clone()];
    let start = piece.len() - piece.trim_start_matches(around).len();
    let end = piece.trim_end_matches(around).len();
    span.start + start..span.start + end.max(start)
}

fn read_line(scan: &mut Scan<'_>, line: Range<usize>, hashes_are_md5: bool) {
    let text = scan.text;
    let value = &text[line.clone()];
    let untouched = !line.clone().any(|at| scan.is_taken(at));
    if untouched && looks_like_username(value) {
        scan.put_field(ClaimField::Username, value, line);
        return;
    }
    let is_digest = value.bytes().all(|byte| byte.is_ascii_hexdigit())
        && (matches!(value.len(), 40 | 64) || value.len() == 32 && hashes_are_md5);
    if untouched && is_digest {
        scan.put_field(ClaimField::Password, value, line);
        return;
    }
    // Blanks inside may be the mistake.
    if untouched
        && looks_like_client_id(value)
        && value
            .find([' ', '\t'])
            .is_none_or(|blank| value[..blank].contains('|'))
    {
        scan.put_field(ClaimField::MqttClientId, value, line);
        return;
    }
    let mut at = line.start;
    for word in value.split([' ', '\t', '"', '\'', '`', '<', '>']) {
        let span = trimmed(text, at..at + word.len());
        at += word.len() + 1;
        if !span.is_empty() && !scan.is_taken(span.start) {
            read_word(scan, span);
        }
    }
}

fn read_word(scan: &mut Scan<'_>, span: Range<usize>) {
    let value = &scan.text[span.clone()];
    if looks_like_client_id(value) {
        // `cid=12345|…`: a name that is not known here.
        let own = value.split('|').next().unwrap_or(value);
        let start = span.start + own.rfind('=').map_or(0, |sign| sign + 1);
        scan.put_field(
            ClaimField::MqttClientId,
            &scan.text[start..span.end],
            start..span.end,
        );
    } else if value.contains(".aliyuncs.com") && !value.contains(['/', '@', '=', '|']) {
        let (host, port) = url::host_and_port(value);
        if let Some(port) = port {
            scan.put_field(ClaimField::Port, port, span.end - port.len()..span.end);
        }
        scan.put_field(ClaimField::Host, host, span.start..span.start + host.len());
    }
}

/// Bars, and a parameter of the platform between; or the identity of TLS by pre-shared key, which is
/// written into the same box: `devicename|hmacsha256|productKey&deviceName|2524608000000`.
fn looks_like_client_id(value: &str) -> bool {
    if value.starts_with("devicename|hmac") {
        let parts: Vec<&str> = value.splitn(5, '|').collect();
        return matches!(parts[..], [_, _, name, time] if name.contains('&') && !time.is_empty());
    }
    let Some((_, params)) = value.split_once('|') else {
        return false;
    };
    ["securemode=", "signmethod="]
        .iter()
        .any(|name| params.contains(name))
}

/// One `&` between two names.
fn looks_like_username(value: &str) -> bool {
    let Some((device_name, product_key)) = value.split_once('&') else {
        return false;
    };
    let is_name = |name: &str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_@.:".contains(c);
        (2..=64).contains(&name.len()) && name.chars().all(plain)
    };
    is_name(device_name) && is_name(product_key)
}

/// A name with dots, or the one that needs none.
pub(super) fn looks_like_host(value: &str) -> bool {
    let value = value.trim();
    let dotted = value.contains('.') && value.chars().any(char::is_alphanumeric);
    (dotted || value.starts_with("localhost")) && !value.contains([' ', '|', '&', '=', ',', '%'])
}

/// How far a client id without quotes goes in a line that has more: to the bar that closes its
/// parameters, and what hangs on it.
pub(super) fn client_id_length(raw: &str) -> usize {
    let ends = |c: char| c.is_whitespace() || "\"'`;)]}".contains(c);
    let mut bars = raw.match_indices('|').map(|(at, _)| at);
    let (Some(first), Some(second)) = (bars.next(), bars.next()) else {
        let stops = |c: char| ends(c) || c == ',' && !raw.contains('|');
        return raw.find(stops).unwrap_or(raw.len());
    };
    if raw[..first].contains(ends) {
        return raw.find(ends).unwrap_or(raw.len());
    }
    let mut last = second;
    for bar in bars {
        // Another bar belongs to it when parameters stand before.
        if !raw[last + 1..bar].contains('=') {
            break;
        }
        last = bar;
    }
    let tail = &raw[last + 1..];
    last + 1 + tail.find(ends).unwrap_or(tail.len())
}
