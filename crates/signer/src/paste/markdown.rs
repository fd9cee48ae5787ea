//! Markdown: tables of two columns, a name and its value, and what this program writes around them:
//! the text that was signed, and what a device sends in a case file. Not Markdown at large: other
//! texts in it are for the other readers.

use super::keys::{self, Key};
use super::printed::undone;
use super::scan::Scan;
use super::{bare, request, url};
use crate::{ClaimField, ClaimRequest, RequestKind};
use std::ops::Range;

/// A row of a table: the name, and where its value stands.
struct Row<'a> {
    name: &'a str,
    value: Range<usize>,
    line: Range<usize>,
}

/// What stands above the text that was signed.
const SIGNED: [&str; 2] = ["Signing content;", "签名原文，"];

/// How a case file begins, and how its sections do.
const CASE_FILE: [&str; 2] = ["# Case file: MQTT connection", "# 案例记录：MQTT 连接"];
const SECTION: &str = "## ";

/// Where the reader is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place<'a> {
    Anywhere,
    /// After the words above the text that was signed, which begins there.
    Signed(usize),
    /// In the block that this fence closes.
    Block(&'a str, usize),
    /// In a case file, in the section of this number.
    CaseFile(usize),
}

/// Reads tables and case files, line by line.
pub(super) fn read(scan: &mut Scan<'_>) {
    let text = scan.text;
    let mut place = Place::Anywhere;
    let mut table: Vec<Row<'_>> = Vec::new();
    let mut at = 0;
    for whole in text.split_inclusive('\n') {
        let line = whole.trim();
        let start = at + whole.len() - whole.trim_start().len();
        let span = start..start + line.len();
        at += whole.len();
        if line.is_empty() {
            continue;
        }
        if let Some(case_file) = in_case_file(scan, place, span.clone()) {
            read_table(scan, &std::mem::take(&mut table));
            place = case_file;
            continue;
        }
        match (place, row(text, span.clone())) {
            (Place::Anywhere | Place::Signed(_), Some(row)) if !scan.is_taken(span.start) => {
                table.push(row);
                continue;
            }
            (_, Some(_) | None) => read_table(scan, &std::mem::take(&mut table)),
        }
        let is_fence = line.len() >= 3 && line.bytes().all(|byte| byte == b'`');
        place = match place {
            Place::Signed(from) if is_fence => Place::Block(line, from),
            Place::Block(fence, from) if line == fence => {
                scan.take(from..span.end);
                Place::Anywhere
            }
            Place::Block(fence, from) => Place::Block(fence, from),
            _ if SIGNED.iter().any(|words| line.starts_with(words)) => Place::Signed(span.start),
            Place::Anywhere | Place::Signed(_) | Place::CaseFile(_) => Place::Anywhere,
        };
    }
    read_table(scan, &table);
}

/// Goes on in a case file, or begins one: its second section is what the device sends, the others
/// say what is wrong and what is right.
fn in_case_file<'a>(
    scan: &mut Scan<'_>,
    place: Place<'a>,
    line: Range<usize>,
) -> Option<Place<'a>> {
    let text = &scan.text[line.clone()];
    if CASE_FILE.contains(&text) {
        scan.take(line);
        return Some(Place::CaseFile(0));
    }
    let Place::CaseFile(section) = place else {
        return None;
    };
    if text.starts_with("# ") {
        return None;
    }
    if section == 1 {
        read_item(scan, line.clone());
    }
    // What follows the link is another text.
    let is_link = text.starts_with('[');
    if !is_link {
        scan.take(line);
    }
    Some(match text.starts_with(SECTION) {
        true => Place::CaseFile(section + 1),
        false if is_link => Place::Anywhere,
        false => place,
    })
}

/// ``- mqtt_client_id: `12345|…|` ``
fn read_item(scan: &mut Scan<'_>, line: Range<usize>) {
    let text = &scan.text[line.clone()];
    let Some((name, rest)) = text
        .strip_prefix("- ")
        .and_then(|item| item.split_once(": "))
    else {
        return;
    };
    let Some(field) = ClaimField::ALL
        .into_iter()
        .find(|field| field.key() == name)
    else {
        return;
    };
    let span = line.end - rest.len()..line.end;
    let Some(inside) = code(scan.text, span) else {
        return;
    };
    let value = undone(&scan.text[inside.clone()]);
    if field == ClaimField::Observation {
        let code = value.split_once("\"connack\":").map(|(_, code)| code);
        let digits = |code: &str| code.bytes().take_while(u8::is_ascii_digit).count();
        if let Some(code) = code.map(|code| code[..digits(code)].to_owned()) {
            scan.put_field(field, code, inside);
        }
    } else if field == ClaimField::Request {
        if let Some(request) = recorded(&value) {
            scan.put_request(request, inside);
        }
    } else if value.contains(MASK) {
        // It is not known.
    } else if is_text(field) {
        scan.put_exact(field, value, inside);
    } else {
        scan.put_field(field, value, inside);
    }
}

/// What stands in place of a secret.
const MASK: &str = "[masked]";

/// A request as a case file writes it: `{"fields":{…},"kind":"https-auth"}`.
fn recorded(text: &str) -> Option<ClaimRequest> {
    let rest = text.strip_prefix("{\"fields\":{")?;
    let (fields, end) = request::flat(rest, 0)?;
    let kind = rest[end..].strip_prefix(",\"kind\":\"")?;
    let kind = RequestKind::ALL
        .into_iter()
        .find(|known| kind.strip_suffix("\"}") == Some(known.name()))?;
    let fields = fields.into_iter().map(|field| (field.name, field.value));
    Some(ClaimRequest {
        kind,
        fields: fields.collect(),
    })
}

fn is_text(field: ClaimField) -> bool {
    use ClaimField as F;
    matches!(
        field,
        F::Host
            | F::MqttClientId
            | F::Username
            | F::Password
            | F::ProductKey
            | F::DeviceName
            | F::DeviceSecret
            | F::ProductSecret
    )
}

/// A row of two cells. A bar in a cell has a backslash before it, also in code.
fn row(text: &str, line: Range<usize>) -> Option<Row<'_>> {
    let inner = text[line.clone()].strip_prefix('|')?;
    let inner = inner
        .strip_suffix('|')
        .filter(|inner| !inner.ends_with('\\'))?;
    let start = line.start + 1;
    let mut bars = inner.match_indices('|').map(|(at, _)| at);
    let bar = bars.find(|at| !inner[..*at].ends_with('\\'))?;
    if bars.any(|at| !inner[..at].ends_with('\\')) {
        return None;
    }
    let value = &inner[bar + 1..];
    let from = start + bar + 1 + value.len() - value.trim_start().len();
    Some(Row {
        name: inner[..bar].trim(),
        value: from..from + value.trim().len(),
        line,
    })
}

/// The field that a cell names: also ``**`clientId`**``, `Client ID (MQTT)`.
fn meaning(name: &str) -> Option<Key> {
    let name = name.trim_matches(|c: char| c.is_whitespace() || "*`:：".contains(c));
    let before = name.split(['(', '（']).next().unwrap_or(name);
    keys::meaning(name).or_else(|| keys::meaning(before))
}

/// Where the text of a code span stands.
fn code(text: &str, cell: Range<usize>) -> Option<Range<usize>> {
    let shown = &text[cell.clone()];
    let ticks = shown.len() - shown.trim_start_matches('`').len();
    let fence = &shown[..ticks];
    let inner = shown[ticks..].strip_suffix(fence).filter(|_| ticks > 0)?;
    // A tick or a blank at an end is set apart by a blank at both.
    let apart = inner.len() > 1 && inner.starts_with(' ') && inner.ends_with(' ');
    let around = ticks + usize::from(apart);
    Some(cell.start + around..cell.end - around)
}

fn read_table(scan: &mut Scan<'_>, rows: &[Row<'_>]) {
    let text = scan.text;
    let has_value = |key: ClaimField, row: &Row<'_>| {
        meaning(row.name) == Some(Key::Field(key)) && text[row.value.clone()].starts_with('`')
    };
    let has_host = rows.iter().any(|row| has_value(ClaimField::Host, row));
    let mut any = false;
    for row in rows {
        let shown = &text[row.value.clone()];
        let Some(key) = meaning(row.name) else {
            // The way by WebSocket is another one than host and port say.
            if has_host && row.name == "WebSocket" {
                scan.take(row.line.clone());
            }
            continue;
        };
        // `(not in this text)`
        let is_remark = shown.starts_with(['(', '（']) && shown.ends_with([')', '）']);
        if is_remark || shown.is_empty() {
            any = true;
            scan.take(row.line.clone());
            continue;
        }
        // What is no code is prose but for a word with a digit.
        let is_word = !shown.contains(char::is_whitespace)
            && shown.contains(|c: char| c.is_ascii_digit())
            && !shown.contains('`');
        let in_code = code(text, row.value.clone());
        let Some(span) = in_code.or_else(|| is_word.then(|| row.value.clone())) else {
            continue;
        };
        let value = undone(&text[span.clone()].replace("\\|", "|"));
        if value.contains(MASK) || put(scan, key, value, span) {
            any = true;
            scan.take(row.line.clone());
        }
    }
    let is_rule = |row: &Row<'_>| text[row.line.clone()].bytes().all(|b| b"|-: ".contains(&b));
    if let Some(header) = rows
        .first()
        .filter(|_| any && rows.get(1).is_some_and(is_rule))
    {
        scan.take(header.line.clone());
    }
}

/// Notes a value. `false` when the field cannot have it.
fn put(scan: &mut Scan<'_>, key: Key, value: String, span: Range<usize>) -> bool {
    match key {
        Key::Field(field) if is_text(field) => {
            scan.put_exact(field, value, span);
            true
        }
        Key::Server if url::take_apart(scan, span.clone()).is_some() => true,
        Key::Server if bare::looks_like_host(&value) => {
            let (host, port) = url::host_and_port(&value);
            let at = span.start + host.len();
            if let Some(port) = port {
                scan.put_field(ClaimField::Port, port, span.end - port.len()..span.end);
            }
            scan.put(Key::Field(ClaimField::Host), host.into(), span.start..at)
        }
        Key::Field(_) | Key::Server | Key::Tls | Key::WillTopic | Key::ProductKeyOrSecret => {
            scan.put(key, value, span)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{PastedDevice, read_claims};
    use super::*;
    use crate::Secret;

    /// The one device, and what is not understood of the text.
    #[track_caller]
    fn read(text: &str) -> (PastedDevice, Vec<&str>) {
        let pasted = read_claims(text);
        let [device] = &pasted.devices[..] else {
            panic!("{:?} in {text}", pasted.devices);
        };
        let left = pasted.not_understood.iter();
        let left = left.map(|span| &text[span.clone()]).collect();
        (device.clone(), left)
    }

    #[test]
    fn tables_are_read_cell_by_cell() {
        let text = "| 字段 | 值 |\n|---|---|\n| 主机 | `h.example` |\n| 端口 | `1883` |\n\
            | WebSocket | `wss://h.example:443/` |\n\
            | Client ID（MQTT） | ``c`1\\\\|\\u{5c}u{41}\\|securemode=2\\| `` |\n\
            | 用户名 | ` d&p ` |\n| 密码 | （未包含） |\n\n\
            签名原文，HMAC 的密钥是 DeviceSecret：\n\n```\nclientId=1, password=2\n```\n";
        let (device, left) = read(text);
        let claim = device.claim;
        assert_eq!(left, Vec::<&str>::new());
        assert_eq!(
            claim.mqtt_client_id.as_deref(),
            Some("c`1\\|\\u{41}|securemode=2| ")
        );
        assert_eq!(claim.username.as_deref(), Some("d&p"));
        assert_eq!(claim.host.as_deref(), Some("h.example"));
        assert_eq!((claim.port, claim.transport), (Some(1883), None));
        assert_eq!(claim.password, None);
    }

    #[test]
    fn tables_of_others() {
        let text = "| Setting | Value |\n| :-- | --: |\n| **`clientId`** | c1\\|securemode=3\\| |\n\
            | broker | `tcp://h.example:1883` |\n| Password | a secret word |\n| keep alive | x5 |\n";
        let (device, left) = read(text);
        assert_eq!(
            device.claim.mqtt_client_id.as_deref(),
            Some("c1|securemode=3|")
        );
        assert_eq!(device.claim.host.as_deref(), Some("h.example"));
        assert_eq!(device.claim.port, Some(1883));
        assert_eq!(device.claim.password, None);
        assert_eq!(left, ["Password | a secret word |\n| keep alive | x5"]);
        // Of three columns, nothing is known.
        let text = "| password | string | `p4ss` |\n";
        assert_eq!(read_claims(text).devices, []);
    }

    #[test]
    fn a_case_file_says_what_is_sent_in_its_second_section() {
        for (title, sent, found) in [
            (CASE_FILE[0], "What the device sends", "Findings"),
            (CASE_FILE[1], "设备发送的内容", "结论"),
        ] {
            let text = format!(
                "{title}\n\n**wrong**: password: `x`\n\n## {sent}\n\n- mqtt_client_id: ``a`b|x=\\u{{a}}|``\n\
                 - username: `[masked]`\n- port: `1883`\n- observation: `[{{\"connack\":4}}]`\n\
                 - request: `{{\"fields\":{{\"clientId\":\"c\"}},\"kind\":\"topo-add\"}}`\n\n\
                 ## {found}\n\n- `username-swapped`: username: `b&a`\n\n| User name | `b&a` |\n\n\
                 [Open](<https://h/#/verify?v=1&mqttClientId=a%60b%7Cx%3D%0A%7C&with=fields>)\nDeviceSecret: s1\n"
            );
            let (device, left) = read(&text);
            assert_eq!(left, ["Open"]);
            let claim = device.claim;
            assert_eq!(claim.mqtt_client_id.as_deref(), Some("a`b|x=\n|"));
            assert_eq!((claim.username, claim.port), (None, Some(1883)));
            assert_eq!(device.connack, Some(4));
            let request = claim.request.unwrap();
            assert_eq!(request.kind, RequestKind::TopoAdd);
            assert_eq!(request.fields, [("clientId".to_owned(), "c".to_owned())]);
            assert_eq!(claim.device_secret, Some(Secret::new("s1")));
        }
    }
}
