//! What `connack sign` prints: a line for each stage, the values below each other, or one JSON
//! object. Read byte for byte, whatever a value looks like: every other reader would take an odd
//! identity for punctuation, and what is signed for what is sent.
//!
//! Not for other programs' output, however alike: a set of lines must have their names, their
//! column and a line that no other program has.

use super::scan::Scan;
use super::{json_string, literal, request};
use crate::ClaimField;
use std::ops::Range;

/// What a stage says of the device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// A field of the claim.
    Field(ClaimField),
    /// The body of a signed request.
    Body,
    /// A message with a signature in it.
    Payload,
    /// A step on the way, or another spelling of what is said already.
    Working,
}

/// One stage.
struct Row {
    stage: Stage,
    value: String,
    /// Where the value stands.
    span: Range<usize>,
}

/// Names of what was signed, as they follow `signed`.
const SIGNED: [&str; 6] = [
    "clientId",
    "deviceName",
    "productKey",
    "timestamp",
    "random",
    "id",
];

/// Reads every such set of lines and every such object.
pub(super) fn read(scan: &mut Scan<'_>) {
    read_lines(scan);
    read_objects(scan);
}

fn stage(name: &str) -> Option<Stage> {
    if let Some(signed) = name.strip_prefix("signed ") {
        return SIGNED.contains(&signed).then_some(Stage::Working);
    }
    Some(match name {
        "password" | "psk_key" => Stage::Field(ClaimField::Password),
        "username" => Stage::Field(ClaimField::Username),
        "mqtt_client_id" | "psk_identity" => Stage::Field(ClaimField::MqttClientId),
        "host" => Stage::Field(ClaimField::Host),
        "port" => Stage::Field(ClaimField::Port),
        "body" => Stage::Body,
        "payload" => Stage::Payload,
        "signing_content" | "algorithm" | "password_is" | "sign" | "url" | "curl"
        | "sdk_mqtt_client_id" | "websocket_url" | "topic" | "reply_topic" | "max_qos"
        | "answer_topics" => Stage::Working,
        _ => return None,
    })
}

/// Whether only this program has a line of the name.
fn is_own(name: &str) -> bool {
    name.starts_with("signed ") || matches!(name, "signing_content" | "password_is")
}

fn read_lines(scan: &mut Scan<'_>) {
    let text = scan.text;
    let mut run: Vec<(&str, Stage, Range<usize>)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.strip_suffix('\n').unwrap_or(line).len();
        let end = end - usize::from(text[at..end].ends_with('\r'));
        let name = text[at..end].split(':').next().unwrap_or_default();
        match stage(name).filter(|_| at + name.len() < end) {
            Some(stage) => run.push((name, stage, at..end)),
            None => read_run(scan, &std::mem::take(&mut run)),
        }
        at += line.len();
    }
    read_run(scan, &run);
}

/// Lines in a row that have one column of values.
fn read_run(scan: &mut Scan<'_>, run: &[(&str, Stage, Range<usize>)]) {
    let text = scan.text;
    if !run.iter().any(|(name, ..)| is_own(name)) {
        return;
    }
    // A value may begin with blanks, but hardly each of them.
    let columns = run.iter().filter_map(|(name, _, line)| {
        let rest = &text[line.start + name.len() + 1..line.end];
        let blanks = rest.find(|c| c != ' ')?;
        Some(name.len() + 1 + blanks)
    });
    let widest = run.iter().map(|(name, ..)| name.len() + 2).max();
    let (Some(column), Some(widest)) = (columns.min(), widest) else {
        return;
    };
    if column < widest {
        return;
    }
    let rows = run.iter().map(|(_, stage, line)| {
        let span = line.end.min(line.start + column)..line.end;
        Row {
            stage: *stage,
            value: undone(&text[span.clone()]),
            span,
        }
    });
    let rows: Vec<Row> = rows.collect();
    for (_, _, line) in run {
        scan.take(line.clone());
    }
    put(scan, rows);
}

/// A text in which this program wrote out what cannot be seen, and a backslash that would look like
/// that, as `\u{…}`.
pub(super) fn undone(shown: &str) -> String {
    placed(shown).map(|(found, _)| found).collect()
}

/// The characters of such a text, each with its place.
fn placed(shown: &str) -> impl Iterator<Item = (char, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        let rest = &shown[start..];
        let (found, length) = escaped(rest).or_else(|| {
            let found = rest.chars().next()?;
            Some((found, found.len_utf8()))
        })?;
        at += length;
        Some((found, start))
    })
}

/// The character that is written out here, and how long that is.
fn escaped(text: &str) -> Option<(char, usize)> {
    let after = text.strip_prefix("\\u{")?;
    let digits = after.bytes().take(6).take_while(u8::is_ascii_hexdigit);
    let (digits, rest) = after.split_at(digits.count());
    let code = u32::from_str_radix(digits, 16).ok()?;
    let found = char::from_u32(code).filter(|_| rest.starts_with('}'))?;
    Some((found, 3 + digits.len() + 1))
}

/// Reads the message that stands in a string or with characters written out.
fn read_inside(scan: &mut Scan<'_>, inner: &literal::Decoded) {
    let mut inside = Scan::new(&inner.text);
    request::read_in(&mut inside, 0..inner.text.len());
    scan.adopt(inside, inner);
}

/// Notes the fields of one device.
fn put(scan: &mut Scan<'_>, rows: Vec<Row>) {
    // A request is what is signed; the client ids beside it are for the connection that follows.
    let requests = [Stage::Body, Stage::Payload];
    let is_request = rows.iter().any(|row| requests.contains(&row.stage));
    for row in rows {
        match row.stage {
            Stage::Field(ClaimField::Port) => {
                scan.put_field(ClaimField::Port, row.value, row.span);
            }
            Stage::Field(_) if is_request => {}
            Stage::Field(field) => scan.put_exact(field, row.value, row.span),
            Stage::Body => request::read_in(scan, row.span),
            Stage::Payload => {
                let chars = placed(&scan.text[row.span.clone()]);
                let chars = chars.map(|(found, at)| (found, row.span.start + at));
                read_inside(scan, &literal::Decoded::of(chars, row.span.end));
            }
            Stage::Working => {}
        }
    }
}

/// How an object begins.
const OPENINGS: [&str; 2] = ["{\"signing_content\":\"", "{\"password_is\":\""];

/// More pairs than any object has.
const MAX_PAIRS: usize = 16;

fn read_objects(scan: &mut Scan<'_>) {
    let text = scan.text;
    let mut from = 0;
    while let Some(found) = text[from..].find("{\"") {
        let start = from + found;
        from = start + 2;
        let opens = |opening: &&str| text[start..].starts_with(*opening);
        if !OPENINGS.iter().any(opens) {
            continue;
        }
        if let Some((rows, end)) = object(text, start + 1) {
            from = end;
            read_object(scan, rows, start..end);
        }
    }
}

/// The stages of an object, and where it ends. Not any JSON: exactly as it is printed.
fn object(text: &str, from: usize) -> Option<(Vec<Row>, usize)> {
    let mut rows = Vec::new();
    let mut at = from;
    while rows.len() < MAX_PAIRS {
        let (name, rest) = json_string(text[at..].strip_prefix('"')?)?;
        let stage = stage(&name)?;
        let rest = rest.strip_prefix(':')?;
        let start = text.len() - rest.len();
        let (value, span, end) = if let Some(quoted) = rest.strip_prefix('"') {
            let (value, rest) = json_string(quoted)?;
            let end = text.len() - rest.len();
            (value, start + 1..end - 1, end)
        } else if let Some(list) = rest.strip_prefix('[') {
            let end = start + 1 + list.find(']')? + 1;
            (String::new(), start..end, end)
        } else {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let end = start + digits;
            (rest[..digits].to_owned(), start..end, end)
        };
        rows.push(Row { stage, value, span });
        match text[end..].chars().next()? {
            ',' => at = end + 1,
            '}' => return Some((rows, end + 1)),
            _ => return None,
        }
    }
    None
}

fn read_object(scan: &mut Scan<'_>, mut rows: Vec<Row>, whole: Range<usize>) {
    let text = scan.text;
    scan.take(whole);
    // A text in a text.
    if let Some(at) = rows.iter().position(|row| row.stage == Stage::Payload) {
        let row = rows.remove(at);
        let literal = literal::read(text, row.span.start - 1, literal::Stray::Kept);
        if let Some(literal) = literal {
            read_inside(scan, &literal.value);
        }
    }
    put(scan, rows);
}

#[cfg(test)]
mod tests {
    use super::super::{PastedDevice, read_claims};
    use super::*;
    use crate::{RequestKind, Secret};

    /// The one device, in a text that is understood to its end.
    #[track_caller]
    fn read(text: &str) -> PastedDevice {
        let pasted = read_claims(text);
        assert_eq!(pasted.not_understood, [], "{text}");
        let [device] = &pasted.devices[..] else {
            panic!("{:?} in {text}", pasted.devices);
        };
        device.clone()
    }

    #[test]
    fn lines_are_read_to_their_ends() {
        let text = "\
signed clientId:   a'b, \"c\" # d;
signed deviceName:  dev&1
signed productKey: pk
signing_content:   password=x
algorithm:         HMAC-SHA256, key: the device secret
password:          00
username:           dev&1&pk
mqtt_client_id:    a'b, \"c\" # d;\\u{5c}u{41}\\u{a}|securemode=2,signmethod=hmacsha256|\u{20}
host:              pk.iot-as-mqtt.cn-shanghai.aliyuncs.com
port:              1883
websocket_url:     wss://pk.iot-as-mqtt.cn-shanghai.aliyuncs.com:443/
";
        for text in [text.to_owned(), text.replace('\n', "\r\n")] {
            let claim = read(&text).claim;
            let id = "a'b, \"c\" # d;\\u{41}\n|securemode=2,signmethod=hmacsha256| ";
            assert_eq!(claim.mqtt_client_id.as_deref(), Some(id));
            assert_eq!(claim.username.as_deref(), Some(" dev&1&pk"));
            assert_eq!(claim.password, Some(Secret::new("00")));
            assert_eq!(claim.port, Some(1883));
            // The way by WebSocket is another one than the host and port say.
            assert_eq!(claim.transport, None);
            assert_eq!(claim.device_name, None);
        }
    }

    #[test]
    fn what_follows_belongs_to_the_device() {
        let text = "signed clientId: c\nusername:        d&p\ndeviceSecret=secret\n";
        let claim = read(text).claim;
        assert_eq!(claim.username.as_deref(), Some("d&p"));
        assert_eq!(claim.device_secret, Some(Secret::new("secret")));
        assert_eq!(claim.mqtt_client_id, None);
    }

    #[test]
    fn a_request_wins_over_the_client_id_beside_it() {
        let body = "productKey=pk&deviceName=dn&clientId=%7C&signmethod=hmacmd5&sign=00";
        let object = format!(
            "{{\"signing_content\":\"x\",\"sign\":\"00\",\"url\":\"https://h/auth/devicename\",\
             \"body\":\"{body}\",\"curl\":\"curl --data \\\"{body}\\\" \\\"https://h/auth/devicename\\\"\",\
             \"mqtt_client_id\":\"c1\"}}"
        );
        let lines = format!("signing_content: x\nbody:            {body}\nmqtt_client_id:  c1\n");
        for text in [object, lines] {
            let claim = read(&text).claim;
            assert_eq!(claim.request.unwrap().kind, RequestKind::HttpsAuth);
            assert_eq!(claim.mqtt_client_id, None);
        }
    }

    #[test]
    fn what_only_looks_like_it_is_left_to_others() {
        for text in [
            "username: d&p\npassword: 00\n",
            "signing_content: x\nusername: d&p\npassword: 00\n",
            "{\"signing_content\":\"x\",\"user\":\"d&p\",\"password\":\"00\"}",
            "{\"signing_content\":\"x\" ,\"username\":\"d&p\",\"password\":\"00\"}",
        ] {
            let pasted = read_claims(text);
            assert_eq!(
                pasted.devices[0].claim.username.as_deref(),
                Some("d&p"),
                "{text}"
            );
        }
    }

    #[test]
    fn escapes() {
        for (shown, text) in [
            ("", ""),
            ("a\\u{1b}b", "a\u{1b}b"),
            ("\\u{5c}u{1b}", "\\u{1b}"),
            (
                "\\u{}\\u{110000}\\u{d800}\\u{12",
                "\\u{}\\u{110000}\\u{d800}\\u{12",
            ),
            ("\\u{\\u{9}", "\\u{\t"),
            ("\\n", "\\n"),
        ] {
            assert_eq!(undone(shown), text);
        }
    }
}
