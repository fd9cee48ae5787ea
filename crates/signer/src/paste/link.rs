//! Links to this program's page, taken apart by the names in their fragment:
//! `#/compute?v=1&productKey=…`, `#/verify?v=1&mqttClientId=…`. A link to Compute says what a device
//! is, not what it sends: its client id, sign method and the rest are no fields of a claim.

use super::scan::Scan;
use super::url;
use crate::ClaimField as F;
use std::ops::Range;

/// What a link has in place of a secret that stood in a field of another kind.
const MASK: &str = "[masked]";

/// How a link that is whole ends; the second has secrets in it.
const ENDS: [&str; 2] = ["&with=fields", "&with=secret"];

/// How far before its fragment an address begins, in characters.
const NEAR: usize = 400;

/// Reads every link.
pub(super) fn read(scan: &mut Scan<'_>) {
    let text = scan.text;
    let mut from = 0;
    while let Some(found) = text[from..].find("#/") {
        let hash = from + found;
        from = hash + 2;
        let Some((fields, length)) = page(&text[from..]) else {
            continue;
        };
        if scan.is_taken(hash) {
            continue;
        }
        let query = from + length;
        let stops = |c: char| c.is_whitespace() || "\"'`<>“”‘’，。；）\\".contains(c);
        let rest = &text[query..];
        let end = query + rest.find(stops).unwrap_or(rest.len());
        from = end;
        let end = query + ended(&text[query..end]);
        scan.take(address(text, hash)..end);
        read_query(scan, fields, query..end);
    }
}

type Fields = &'static [(&'static str, F)];

/// The fields of the page that a fragment opens, and how long it is up to its query. A further way
/// in has the same as the direct one.
fn page(fragment: &str) -> Option<(Fields, usize)> {
    const PAGES: [(&str, Fields); 2] = [("compute", &COMPUTE), ("verify", &VERIFY)];
    let (name, fields) = PAGES
        .into_iter()
        .find(|(name, _)| fragment.starts_with(name))?;
    let rest = &fragment[name.len()..];
    let way = |c: char| c == '/' || c == '-' || c.is_ascii_lowercase();
    let length = rest.find(|c| !way(c))?;
    let is_page = length == 0 || rest.starts_with('/');
    (is_page && rest[length..].starts_with('?')).then_some((fields, name.len() + length + 1))
}

const COMPUTE: [(&str, F); 3] = [
    ("productKey", F::ProductKey),
    ("deviceName", F::DeviceName),
    ("deviceSecret", F::DeviceSecret),
];

const VERIFY: [(&str, F); 16] = [
    ("host", F::Host),
    ("port", F::Port),
    ("transport", F::Transport),
    ("mqttClientId", F::MqttClientId),
    ("username", F::Username),
    ("password", F::Password),
    ("keepAlive", F::KeepAlive),
    ("protocolLevel", F::ProtocolLevel),
    ("will", F::Will),
    ("qos", F::Qos),
    ("retain", F::Retain),
    ("productKey", F::ProductKey),
    ("deviceName", F::DeviceName),
    ("observation", F::Observation),
    ("deviceSecret", F::DeviceSecret),
    ("productSecret", F::ProductSecret),
];

/// How much of a query is the link's: what is written behind one belongs to the text around it.
fn ended(query: &str) -> usize {
    let whole = ENDS
        .iter()
        .filter_map(|end| Some(query.find(end)? + end.len()));
    whole.min().unwrap_or_else(|| {
        let kept = query.trim_end_matches([',', ';', '.', ':', ')', ']', '}', '*', '!']);
        kept.len()
    })
}

/// Where the address of the page begins.
fn address(text: &str, hash: usize) -> usize {
    let near = text[..hash].char_indices().rev().take(NEAR);
    let mut start = hash;
    for (at, _) in near.take_while(|(_, c)| !c.is_whitespace() && !"\"'`<>(".contains(*c)) {
        start = at;
    }
    start
}

fn read_query(scan: &mut Scan<'_>, fields: Fields, query: Range<usize>) {
    let text = scan.text;
    let with_secrets = text[query.clone()].ends_with(ENDS[1]);
    let mut from = query.start;
    for piece in text[query].split('&') {
        let at = from;
        from += piece.len() + 1;
        let Some((name, escaped)) = piece.split_once('=') else {
            continue;
        };
        let Some((_, field)) = fields.iter().find(|(known, _)| *known == name) else {
            continue;
        };
        let is_secret = matches!(field, F::Password | F::DeviceSecret | F::ProductSecret);
        let value = url::percent_decoded(&escaped.replace('+', " "));
        if value.is_empty() || value.contains(MASK) || is_secret && !with_secrets {
            continue;
        }
        let start = at + name.len() + 1;
        put(scan, *field, value, start..from - 1);
    }
}

fn put(scan: &mut Scan<'_>, field: F, value: String, span: Range<usize>) {
    match field {
        F::Host
        | F::MqttClientId
        | F::Username
        | F::Password
        | F::ProductKey
        | F::DeviceName
        | F::DeviceSecret
        | F::ProductSecret => scan.put_exact(field, value, span),
        F::Observation => {
            if let Some(code) = value.strip_prefix("connack") {
                scan.put_field(field, code, span.end - code.len()..span.end);
            }
        }
        F::Port
        | F::Transport
        | F::KeepAlive
        | F::ProtocolLevel
        | F::Will
        | F::Qos
        | F::Retain
        | F::Request => scan.put_field(field, value, span),
    }
}

#[cfg(test)]
mod tests {
    use super::super::read_claims;
    use crate::{Claim, Secret, Transport};

    /// The claim of the one device; the rest of the text is understood, but for these words.
    #[track_caller]
    fn read(text: &str, left: &[&str]) -> Claim {
        let pasted = read_claims(text);
        let spans = pasted.not_understood.iter();
        let found: Vec<&str> = spans.map(|span| &text[span.clone()]).collect();
        assert_eq!(found, left, "{text}");
        let [device] = &pasted.devices[..] else {
            panic!("{:?} in {text}", pasted.devices);
        };
        device.claim.clone()
    }

    #[test]
    fn compute_says_what_a_device_is() {
        let expected = Claim {
            product_key: Some("pk".into()),
            device_name: Some("dev'1 &".into()),
            ..Claim::default()
        };
        let link = "#/compute?v=1&productKey=pk&deviceName=dev%271%20%26&clientId=c1&signMethod=hmacsha256&secureMode=2&region=cn-shanghai&with=fields";
        assert_eq!(read(link, &[]), expected);
        let whole = format!("https://example.com/connack/{link}");
        assert_eq!(read(&whole, &[]), expected);
        assert_eq!(read(&format!("[Open](<{whole}>)\n"), &["Open"]), expected);
        assert_eq!(read(&format!("看 {whole}，它"), &["看", "它"]), expected);
        assert_eq!(read(&format!("see {whole}."), &["see"]), expected);
        let filled = "http://127.0.0.1:8080/#/compute/https-auth?productKey=pk&deviceName=dev%271+%26&clientId=c1.";
        assert_eq!(read(filled, &[]), expected);
    }

    #[test]
    fn verify_says_what_it_sends() {
        let link = "#/verify?v=1&host=h.example&port=443&transport=wss&mqttClientId=%7Csecuremode%3D2%7C%0A&username=%25s%26pk&password=00&keepAlive=60&will=true&productKey=%5Bmasked%5D&observation=connack4&with=";
        let claim = read(&format!("{link}fields"), &[]);
        assert_eq!(claim.mqtt_client_id.as_deref(), Some("|securemode=2|\n"));
        assert_eq!(claim.username.as_deref(), Some("%s&pk"));
        assert_eq!(claim.transport, Some(Transport::Wss));
        assert_eq!((claim.port, claim.keep_alive_s), (Some(443), Some(60)));
        assert_eq!(claim.will, Some(true));
        assert_eq!((&claim.password, &claim.product_key), (&None, &None));
        let claim = read(&format!("{link}secret"), &[]);
        assert_eq!(claim.password, Some(Secret::new("00")));
    }

    #[test]
    fn other_fragments_are_not_read() {
        for text in [
            "#/computer?productKey=pk",
            "#/compute&productKey=pk",
            "#/about?x=1",
        ] {
            let devices = read_claims(text).devices;
            let keys: Vec<_> = devices.iter().map(|d| &d.claim.product_key).collect();
            assert!(
                keys.iter().all(|key| key.as_deref() == Some("pk")),
                "{text}"
            );
        }
    }
}
