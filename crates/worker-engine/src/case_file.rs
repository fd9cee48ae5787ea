//! The case file: a record of one case without its secrets, to be handed on and opened again.
//!
//! A secret is replaced by its length and a fingerprint, by which two people can tell whether they
//! hold the same one. The fingerprint is 24 bits of HMAC-SHA256, iterated, under a key of the
//! identity: too short to check a guess with certainty, too slow to try many. Nobody guesses a
//! secret that the platform issued; one that a person made up may be guessed, fingerprint or not.
//! The password is masked too: together with the client id it opens a connection.

mod opened;

pub(crate) use opened::{Opened, open};

use crate::answer::{Job, pick};
use crate::layout::{copy, data_url, node, with};
use crate::markdown::{Sent, code, sent};
use crate::told;
use connack_diagnosis::{Diagnosis, Fact, Finding, Observation, Waited};
use connack_protocol::{Attr, Copies, Lang, Node, Tag};
use connack_signer::{Claim, ClaimField, Secret};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Map, Value, json};
use sha2::Sha256;
use std::fmt::Write as _;

/// The key that says what a JSON text is; its value is the version.
const KIND: &str = "connack_case_file";
/// Rounds of HMAC: some 10 ms in a browser.
const ROUNDS: u32 = 10_000;
/// What stands for a secret inside other texts.
const MASK: &str = "[masked]";

/// A short fingerprint of a secret under an identity, as six hex digits.
pub(crate) fn fingerprint(product_key: &str, device_name: &str, secret: &str) -> String {
    let mut key = b"connack-case-file\0".to_vec();
    key.extend_from_slice(product_key.as_bytes());
    key.push(0);
    key.extend_from_slice(device_name.as_bytes());
    let mut block = secret.as_bytes().to_vec();
    if let Ok(keyed) = Hmac::<Sha256>::new_from_slice(&key) {
        for _ in 0..ROUNDS {
            let mut mac = keyed.clone();
            mac.update(&block);
            block = mac.finalize().into_bytes().to_vec();
        }
    }
    block.iter().take(3).fold(String::new(), |mut text, byte| {
        // Writing into a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The identity that fingerprints are keyed with, as far as the claim tells it.
fn identity(claim: &Claim) -> (String, String) {
    let user = claim
        .username
        .as_deref()
        .and_then(|name| name.split_once('&'));
    let key = claim
        .product_key
        .clone()
        .or(user.map(|(_, key)| key.into()));
    let name = claim
        .device_name
        .clone()
        .or(user.map(|(name, _)| name.into()));
    (key.unwrap_or_default(), name.unwrap_or_default())
}

/// The secrets of a claim, with the keys of their JSON.
fn secrets(claim: &Claim) -> [(ClaimField, Option<&Secret>); 3] {
    [
        (ClaimField::Password, claim.password.as_ref()),
        (ClaimField::DeviceSecret, claim.device_secret.as_ref()),
        (ClaimField::ProductSecret, claim.product_secret.as_ref()),
    ]
}

/// A text with every secret in it masked.
pub(crate) struct Masks(Vec<String>);

impl Masks {
    /// Masks these, unless they are so short that ordinary words would be masked too: `secret` of
    /// the documented example in a name.
    pub(crate) fn new(mut secrets: Vec<String>) -> Self {
        secrets.retain(|secret| secret.len() >= 8);
        Self(secrets)
    }

    pub(crate) fn of(claim: &Claim, diagnosis: &Diagnosis) -> Self {
        let all = secrets(claim).into_iter().filter_map(|(_, secret)| secret);
        let mut texts: Vec<String> = all.map(|secret| secret.expose().to_owned()).collect();
        texts.extend(
            diagnosis
                .expected
                .iter()
                .map(|expected| expected.signing.password()),
        );
        // A password, or a secret, that a device sends as another field by mistake.
        let others = [&claim.mqtt_client_id, &claim.username]
            .into_iter()
            .flatten();
        texts.extend(others.filter(|text| is_digest(text)).cloned());
        Self::new(texts)
    }

    pub(crate) fn apply(&self, text: &str) -> String {
        let masked = |text: String, secret: &String| text.replace(secret.as_str(), MASK);
        self.0.iter().fold(text.to_owned(), masked)
    }
}

/// Whether a text is nothing but the hex of a MAC, or as long as an issued secret.
fn is_digest(text: &str) -> bool {
    let text = text.trim();
    matches!(text.len(), 32 | 40 | 64) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The case file with what one can do with it.
pub(crate) fn nodes(job: &Job) -> Vec<Node> {
    let lang = job.ask.lang;
    let (markdown, json) = write(job);
    let link = node(Tag::A, pick(lang, "Download JSON", "下载 JSON"));
    let link = [
        (Attr::Class, "quiet"),
        (Attr::Id, "case-download"),
        (Attr::Download, "connack-case.json"),
        (Attr::Href, &data_url("application/json", &json)),
    ]
    .into_iter()
    .fold(link, |link, (attr, value)| with(link, attr, value));
    let shown = [
        (Attr::Class, "wire paste"),
        (Attr::Id, "case-text"),
        (Attr::TabIndex, "0"),
        (Attr::Role, "region"),
        (Attr::Label, &pick(lang, "Case file", "案例记录")),
    ]
    .into_iter()
    .fold(node(Tag::Pre, &*markdown), |shown, (attr, value)| {
        with(shown, attr, value)
    });
    let copied = |what, en, zh, text: &str| copy("quiet", what, &pick(lang, en, zh), text);
    vec![
        copied(
            Copies::Markdown,
            "Copy Markdown",
            "复制 Markdown",
            &markdown,
        ),
        copied(Copies::Json, "Copy JSON", "复制 JSON", &json),
        link,
        shown,
    ]
}

/// A case for people.
pub(crate) fn markdown_of(job: &Job) -> String {
    write(job).0
}

/// Markdown and JSON of a case.
fn write(job: &Job) -> (String, String) {
    let (claim, lang) = (&job.case.claim, job.ask.lang);
    let mut diagnosis = job.diagnosis();
    let mut verdict = diagnosis.verdict.name().to_owned();
    if let Some(opened) = &job.opened {
        opened.add_to(&mut diagnosis, &mut verdict);
    }
    let masks = Masks::of(claim, &diagnosis);
    let mut shown = claim_json(claim, &masks);
    if !job.case.observations.is_empty() {
        let seen = job.case.observations.iter();
        let seen = seen.map(|seen| observation_json(*seen)).collect();
        shown.insert(ClaimField::Observation.key().into(), seen);
    }
    let (key, name) = identity(claim);
    let mut prints = Map::new();
    for (field, secret) in secrets(claim) {
        if let Some(secret) = secret {
            let secret = secret.expose();
            let print = json!({
                "characters": secret.chars().count(),
                "fingerprint": fingerprint(&key, &name, secret),
            });
            prints.insert(field.key().into(), print);
        } else if let Some(print) = job
            .opened
            .as_ref()
            .and_then(|opened| opened.prints.get(field.key()))
        {
            prints.insert(field.key().into(), print.clone());
        }
    }
    let findings: Vec<Value> = diagnosis
        .findings
        .iter()
        .map(|finding| finding_json(finding, &masks))
        .collect();
    let file = json!({
        KIND: 1,
        "claim": shown,
        "masked": prints,
        "verdict": verdict,
        "findings": findings,
        "recipes": diagnosis.looked.recipes,
    });
    let json = serde_json::to_string_pretty(&file).unwrap_or_default();
    (markdown(&file, &verdict, &diagnosis, &masks, lang), json)
}

fn markdown(
    file: &Value,
    verdict: &str,
    diagnosis: &Diagnosis,
    masks: &Masks,
    lang: Lang,
) -> String {
    let of = crate::words::lang(lang);
    let say = |en, zh| pick(lang, en, zh);
    let mut text = format!(
        "# {}\n\n",
        say("Case file: MQTT connection", "案例记录：MQTT 连接")
    );
    let mut line = |line: String| {
        text.push_str(&line);
        text.push('\n');
    };
    line(format!(
        "**{verdict}**: {}\n",
        masks.apply(&told::sentence(verdict, diagnosis, lang))
    ));
    line(format!(
        "## {}\n",
        say("What the device sends", "设备发送的内容")
    ));
    for (name, value) in file["claim"].as_object().into_iter().flatten() {
        let value = value.as_str().map_or_else(|| value.to_string(), Into::into);
        line(format!("- {name}: {}", code(&value)));
    }
    for (name, print) in file["masked"].as_object().into_iter().flatten() {
        let (count, print) = (
            &print["characters"],
            print["fingerprint"].as_str().unwrap_or_default(),
        );
        line(match lang {
            Lang::En => format!("- {name}: masked, {count} characters, fingerprint `{print}`"),
            Lang::Zh => format!("- {name}：已隐去，{count} 个字符，指纹 `{print}`"),
        });
    }
    line(format!("\n## {}\n", say("Findings", "结论")));
    for finding in &diagnosis.findings {
        line(format!(
            "- `{}` ({}): {}",
            finding.code(),
            finding.certainty.name(),
            masks.apply(&finding.problem(of))
        ));
        line(format!("  - {}", masks.apply(&finding.remedy(of))));
    }
    if let Some(expected) = &diagnosis.expected {
        let content = expected.signing.content.to_string();
        let client_id = expected.signing.mqtt_client_id.to_string();
        let right = Sent {
            host: expected.host.as_deref(),
            port: expected.port,
            websocket_url: expected.websocket_url.as_deref(),
            mqtt_client_id: &client_id,
            username: &expected.signing.username,
            password: None,
            signing_content: &content,
        };
        line(format!(
            "\n## {}\n",
            say("What it must send", "应发送的内容")
        ));
        line(masks.apply(sent(&right, lang).trim_end()));
    }
    line(format!(
        "\n{}",
        say(
            "Secrets are masked. Equal fingerprints under the same product key and device name mean equal secrets. A fingerprint does not reveal an issued secret; one that a person made up could be guessed with its help.",
            "密钥已隐去。ProductKey 与 DeviceName 相同时，指纹相同即密钥相同。指纹不会泄露平台下发的密钥；人为设定的简单密钥则可能借助指纹被猜出。",
        )
    ));
    text
}

fn claim_json(claim: &Claim, masks: &Masks) -> Map<String, Value> {
    let mut map = Map::new();
    let mut put = |field: ClaimField, value: Option<Value>| {
        if let Some(value) = value {
            map.insert(field.key().into(), value);
        }
    };
    let text = |text: &Option<String>| text.as_deref().map(|text| Value::from(masks.apply(text)));
    put(ClaimField::Host, text(&claim.host));
    put(ClaimField::Port, claim.port.map(Value::from));
    put(
        ClaimField::Transport,
        claim.transport.map(|way| way.wire().into()),
    );
    put(ClaimField::MqttClientId, text(&claim.mqtt_client_id));
    put(ClaimField::Username, text(&claim.username));
    put(ClaimField::KeepAlive, claim.keep_alive_s.map(Value::from));
    put(
        ClaimField::ProtocolLevel,
        claim.protocol_level.map(Value::from),
    );
    put(ClaimField::Will, claim.will.map(Value::from));
    put(ClaimField::Qos, claim.qos.map(Value::from));
    put(ClaimField::Retain, claim.retain.map(Value::from));
    put(ClaimField::ProductKey, text(&claim.product_key));
    put(ClaimField::DeviceName, text(&claim.device_name));
    let request = claim.request.as_ref().map(|request| {
        let fields = request.fields.iter();
        let fields = fields.map(|(name, value)| (name.clone(), masks.apply(value).into()));
        json!({ "kind": request.kind.name(), "fields": fields.collect::<Map<_, _>>() })
    });
    put(ClaimField::Request, request);
    map
}

fn finding_json(finding: &Finding, masks: &Masks) -> Value {
    let facts = finding.facts.iter().map(|(name, fact)| {
        let value = match fact {
            Fact::Text(text) => masks.apply(text).into(),
            Fact::Number(number) => (*number).into(),
            Fact::Codes(codes) => Value::from(codes.clone()),
        };
        ((*name).to_owned(), value)
    });
    json!({
        "code": finding.code(),
        "certainty": finding.certainty.name(),
        "field": finding.field.key(),
        "facts": facts.collect::<Map<_, _>>(),
    })
}

/// An observation as the JSON of a claim spells it; see [`case_from_json`].
fn observation_json(seen: Observation) -> Value {
    let word = match seen {
        Observation::Connack(code) => return json!({ "connack": code }),
        Observation::ClosedBeforeConnack => "closed",
        Observation::NotOpened => "unreachable",
        Observation::TimedOut(Waited::SocketOpen) => "open-timeout",
        Observation::TimedOut(Waited::Connack) => "timeout",
        Observation::TimedOut(Waited::Pingresp) => "keep-alive-lost",
        Observation::Malformed => "malformed",
        Observation::MixedContent => "mixed-content",
        Observation::NoSubprotocol => "subprotocol",
        Observation::Offline => "offline",
        Observation::Evicted => return json!({ "evicted": true }),
    };
    json!({ "transport": word })
}
