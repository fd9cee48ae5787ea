//! Signed requests and messages that are no CONNECT: the forms of HTTPS authorisation and of
//! registration (a `curl` command, a URL and a body, a body alone), and sub-devices in the JSON
//! that a gateway publishes. Other signed requests of the platform are not read.

use super::scan::Scan;
use super::{json_string, url};
use crate::{ClaimField, ClaimRequest, RequestKind};
use std::ops::Range;

/// A field of a request, and where its value stands.
pub(super) struct Field {
    pub(super) name: String,
    pub(super) value: String,
    span: Range<usize>,
}

/// Longest form or object looked at, in bytes.
const MAX_BYTES: usize = 4096;

/// Most fields of one.
const MAX_FIELDS: usize = 32;

/// Most brackets tried as the beginning of an object: its values may have some too.
const MAX_BRACES: usize = 8;

/// How far from it what tells its kind may stand.
const NEAR: usize = 512;

/// Reads every one of them.
pub(super) fn read(scan: &mut Scan<'_>) {
    read_where(scan, 0..scan.text.len(), |scan, at| !scan.is_taken(at));
}

/// Reads those that stand in a part of the text, which is known to be one.
pub(super) fn read_in(scan: &mut Scan<'_>, span: Range<usize>) {
    read_where(scan, span, |_, _| true);
}

fn read_where(scan: &mut Scan<'_>, span: Range<usize>, may: fn(&Scan<'_>, usize) -> bool) {
    let text = scan.text;
    let mut from = span.start;
    // An object that is none of these has many names.
    let mut tried = 0;
    while let Some(found) = text.get(from..span.end).and_then(|text| text.find("sign")) {
        let at = from + found;
        from = at + 4;
        if !may(scan, at) {
            continue;
        }
        let before = text[..at].chars().next_back();
        if text[from..].starts_with('=') && before.is_none_or(|c| "&?\"' \n".contains(c)) {
            from = form(scan, at);
        } else if text[from..].starts_with('"') && before == Some('"') {
            let nearest = floor(text, at.saturating_sub(MAX_BYTES)).max(tried);
            let braces = text[nearest..at].rmatch_indices('{').take(MAX_BRACES);
            let mut starts = braces.map(|(found, _)| nearest + found);
            tried = at;
            if let Some(end) = starts.find_map(|start| object(scan, start, at)) {
                from = end;
            }
        }
    }
}

/// Reads the form around a place, if it is one; gives where the text without blanks ends.
fn form(scan: &mut Scan<'_>, at: usize) -> usize {
    let text = scan.text;
    let stops = |c: char| c.is_whitespace() || "\"'`<>?“”‘’".contains(c);
    let nearest = floor(text, at.saturating_sub(MAX_BYTES));
    let start = text[nearest..at]
        .rfind(stops)
        .map_or(nearest, |found| nearest + found);
    let start = start
        + text[start..]
            .chars()
            .next()
            .filter(|c| stops(*c))
            .map_or(0, char::len_utf8);
    let end = at + text[at..].find(stops).unwrap_or(text.len() - at);
    // The quote that ends it may stand in a string of another text.
    let shorter = usize::from(text[end..].starts_with('"') && text[at..end].ends_with('\\'));
    let end = end - shorter;
    // Of a URL, what stands behind its path.
    let start = text[start..at]
        .rfind('?')
        .map_or(start, |found| start + found + 1);
    if end - start <= MAX_BYTES
        && let Some(fields) = fields(text, start..end)
        && is_signed(&fields)
    {
        let kind = path(text, start).unwrap_or(match place(&fields, "random") {
            Some(_) => RequestKind::HttpsRegister,
            None => RequestKind::HttpsAuth,
        });
        put(scan, kind, fields, start..end);
    }
    end
}

fn fields(text: &str, span: Range<usize>) -> Option<Vec<Field>> {
    let mut fields = Vec::new();
    let mut from = span.start;
    for piece in text[span].split('&') {
        let (name, value) = piece.split_once('=')?;
        let value_at = from + name.len() + 1;
        from += piece.len() + 1;
        fields.push(Field {
            name: name.into(),
            value: url::percent_decoded(&value.replace('+', " ")),
            span: value_at..value_at + value.len(),
        });
    }
    (fields.len() <= MAX_FIELDS).then_some(fields)
}

fn is_signed(fields: &[Field]) -> bool {
    let names = ["productKey", "deviceName", "sign"];
    names.iter().all(|name| place(fields, name).is_some())
}

fn place(fields: &[Field], name: &str) -> Option<usize> {
    let mut fields = fields.iter();
    fields.position(|field| field.name.eq_ignore_ascii_case(name))
}

/// Which form it is by the last path before its body, or else the first behind.
fn path(text: &str, at: usize) -> Option<RequestKind> {
    let paths = [
        ("/auth/register/device", RequestKind::HttpsRegister),
        ("/auth/devicename", RequestKind::HttpsAuth),
    ];
    let nearest = floor(text, at.saturating_sub(NEAR));
    let farthest = floor(text, at + MAX_BYTES.min(NEAR * 2));
    let (before, after) = (&text[nearest..at], &text[at..farthest]);
    let found = paths.iter();
    let found = found.filter_map(|(path, kind)| Some((before.rfind(path)?, *kind)));
    let last = found.max_by_key(|(at, _)| *at);
    let found = paths.iter();
    let found = found.filter_map(|(path, kind)| Some((after.find(path)?, *kind)));
    let first = found.min_by_key(|(at, _)| *at);
    last.or(first).map(|(_, kind)| kind)
}

/// The flat object of JSON that begins at `start` and goes on over `at`; gives where it ends.
fn object(scan: &mut Scan<'_>, start: usize, at: usize) -> Option<usize> {
    let text = scan.text;
    let farthest = floor(text, start + MAX_BYTES);
    let (fields, end) = flat(&text[..farthest], start + 1)?;
    let named = |name: &str| place(&fields, name).is_some();
    // The HTTP channel signs the same way, but is none of these.
    if named("version") || named("random") || end < at || !is_signed(&fields) {
        return None;
    }
    let around = &text[floor(text, start.saturating_sub(NEAR))..floor(text, end + NEAR)];
    let adds = around.contains("topo/add") || around.contains("topo.add");
    let logs_in = around.contains("combine/");
    let kind = match (named("cleanSession"), adds, logs_in) {
        (true, ..) | (false, false, true) => RequestKind::SubLogin,
        (false, true, false) => RequestKind::TopoAdd,
        (false, ..) if fields.iter().any(|field| field.name == "signMethod") => {
            RequestKind::SubLogin
        }
        (false, ..) => RequestKind::TopoAdd,
    };
    put(scan, kind, fields, start..end);
    scan.breaks.push(end);
    Some(end)
}

/// The pairs of an object without objects in it, and where it ends.
pub(super) fn flat(text: &str, start: usize) -> Option<(Vec<Field>, usize)> {
    let mut fields = Vec::new();
    let mut at = start;
    while fields.len() < MAX_FIELDS {
        at += skipped(&text[at..], ",");
        if text[at..].starts_with('}') {
            return Some((fields, at + 1));
        }
        let (name, rest) = json_string(text[at..].strip_prefix('"')?)?;
        at = text.len() - rest.len();
        at += skipped(rest, ":");
        let rest = &text[at..];
        let (value, span) = if let Some(quoted) = rest.strip_prefix('"') {
            let (value, after) = json_string(quoted)?;
            let end = text.len() - after.len();
            (value, at + 1..end - 1)
        } else {
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "+-.".contains(c)))?;
            (rest[..end].to_owned(), at..at + end)
        };
        if span.is_empty() && !rest.starts_with('"') {
            return None;
        }
        at = span.end + usize::from(rest.starts_with('"'));
        fields.push(Field { name, value, span });
    }
    None
}

fn skipped(text: &str, sign: &str) -> usize {
    let rest = text.trim_start_matches(|c: char| c.is_whitespace() || sign.contains(c));
    text.len() - rest.len()
}

/// Notes a request.
fn put(scan: &mut Scan<'_>, kind: RequestKind, mut fields: Vec<Field>, whole: Range<usize>) {
    let Some(sign) = place(&fields, "sign") else {
        return;
    };
    let sign = fields.remove(sign);
    // What tells one request of a device from another.
    let main = place(&fields, "clientId").or_else(|| place(&fields, "random"));
    let span = main.map_or(whole.clone(), |at| fields[at].span.clone());
    scan.take(whole);
    for (name, field) in [
        ("productKey", ClaimField::ProductKey),
        ("deviceName", ClaimField::DeviceName),
    ] {
        if let Some(at) = place(&fields, name).filter(|at| !fields[*at].value.is_empty()) {
            scan.put_exact(field, fields[at].value.clone(), fields[at].span.clone());
        }
    }
    scan.put_exact(ClaimField::Password, sign.value, sign.span);
    let fields = fields.into_iter().map(|field| (field.name, field.value));
    let request = ClaimRequest {
        kind,
        fields: fields.collect(),
    };
    scan.put_request(request, span);
}

fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::super::read_claims;
    use super::*;

    #[track_caller]
    fn check(text: &str, kind: RequestKind, fields: &str, sign: &str) {
        let pasted = read_claims(text);
        let [device] = &pasted.devices[..] else {
            panic!("{:?} in {text}", pasted.devices);
        };
        let request = device.claim.request.as_ref().unwrap();
        assert_eq!(request.kind, kind, "{text}");
        let pairs = request.fields.iter();
        let pairs: Vec<String> = pairs
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        assert_eq!(pairs.join(" "), fields, "{text}");
        assert_eq!(device.claim.password.as_ref().unwrap().expose(), sign);
        assert_eq!(device.claim.product_key.as_deref(), Some("pk"));
        assert_eq!(device.claim.device_name.as_deref(), Some("dn"));
        for field in &device.fields {
            let shown = &text[field.span.clone()];
            let values = [
                (ClaimField::ProductKey, "pk"),
                (ClaimField::DeviceName, "dn"),
                (ClaimField::Password, sign),
            ];
            let Some((_, expected)) = values.iter().find(|(known, _)| *known == field.field) else {
                continue;
            };
            assert_eq!(&shown, expected, "{text}");
        }
    }

    #[test]
    fn forms() {
        let auth = "productKey=pk&deviceName=dn&clientId=a%7Cb+c&signmethod=hmacsha1&sign=00ff&version=default&resources=mqtt";
        let auth_fields = "productKey=pk deviceName=dn clientId=a|b c signmethod=hmacsha1 version=default resources=mqtt";
        let auth_kind = RequestKind::HttpsAuth;
        check(auth, auth_kind, auth_fields, "00ff");
        let command = format!(
            "curl --silent --data \"{auth}\" \"https://iot-auth.cn-shanghai.aliyuncs.com/auth/devicename\"\n"
        );
        check(&command, auth_kind, auth_fields, "00ff");
        let url = "POST /auth/devicename HTTP/1.1\r\nHost: x\r\n\r\n";
        check(&format!("{url}{auth}"), auth_kind, auth_fields, "00ff");
        let register = "sign=00ff&signmethod=hmacsha256&productKey=pk&deviceName=dn&random=1";
        check(
            register,
            RequestKind::HttpsRegister,
            "signmethod=hmacsha256 productKey=pk deviceName=dn random=1",
            "00ff",
        );
        let without = "https://iot-auth.cn-shanghai.aliyuncs.com/auth/register/device -d 'productKey=pk&deviceName=dn&sign=00ff'";
        let fields = "productKey=pk deviceName=dn";
        check(without, RequestKind::HttpsRegister, fields, "00ff");
    }

    #[test]
    fn sub_devices() {
        let one = r#"{"deviceName":"dn","productKey":"pk","sign":"00ff","signmethod":"hmacSha1","timestamp":"1524448722000","clientId":"123"}"#;
        let fields =
            "deviceName=dn productKey=pk signmethod=hmacSha1 timestamp=1524448722000 clientId=123";
        check(one, RequestKind::TopoAdd, fields, "00ff");
        let whole = format!(
            "topic: /sys/gw/gateway/thing/topo/add\n{{\"id\":\"123\",\"version\":\"1.0\",\"params\":[{one}],\"method\":\"thing.topo.add\"}}"
        );
        check(&whole, RequestKind::TopoAdd, fields, "00ff");
        let login = r#"{ "id": "7", "params": { "productKey": "pk", "deviceName": "dn",
            "clientId": "pk&dn|_v=1|", "timestamp": 1, "signMethod": "hmacmd5", "sign": "00ff", "cleanSession": true } }"#;
        check(
            login,
            RequestKind::SubLogin,
            "productKey=pk deviceName=dn clientId=pk&dn|_v=1| timestamp=1 signMethod=hmacmd5 cleanSession=true",
            "00ff",
        );
    }

    #[test]
    fn several_sub_devices_are_told_apart() {
        let of = |name: &str| {
            format!(
                r#"{{"productKey":"pk","deviceName":"{name}","clientId":"c","sign":"00ff","signmethod":"hmacmd5"}}"#
            )
        };
        let text = format!("{{\"params\":[{},{}]}}", of("a{}{"), of("b"));
        let pasted = read_claims(&text);
        let names: Vec<_> = pasted
            .devices
            .iter()
            .map(|d| d.claim.device_name.clone())
            .collect();
        assert_eq!(names, [Some("a{}{".into()), Some("b".into())]);
        assert!(pasted.devices.iter().all(|d| d.claim.request.is_some()));
    }

    #[test]
    fn what_is_none() {
        for text in [
            "sign=00ff",
            "a=b&sign=00ff",
            r#"{"sign":"00ff"}"#,
            r#"{"version":"default","clientId":"c","signmethod":"hmacsha1","sign":"00ff","productKey":"pk","deviceName":"dn"}"#,
            "\"sign\"",
            "{\"sign",
        ] {
            let pasted = read_claims(text);
            assert!(
                pasted.devices.iter().all(|d| d.claim.request.is_none()),
                "{text}"
            );
        }
    }
}
