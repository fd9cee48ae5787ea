//! A case file opened again: the case without its secrets, and what was found when they were known.

use super::{KIND, fingerprint, identity};
use crate::answer::pick;
use connack_diagnosis::{
    Case, Certainty, Diagnosis, ENTRIES, Entry, Finding, Verdict, case_from_json,
};
use connack_protocol::Lang;
use connack_signer::{Claim, ClaimField};
use serde_json::{Map, Value};

/// A case file is small; larger texts are not looked at as one.
const MAX_BYTES: usize = 256 * 1024;

/// A case file, read.
#[derive(Debug)]
pub(crate) struct Opened {
    /// The case without its secrets.
    pub(crate) case: Case,
    pub(super) prints: Map<String, Value>,
    verdict: String,
    findings: Vec<Finding>,
}

/// Reads a case file; `None` for any other text.
pub(crate) fn open(text: &str) -> Option<Opened> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.len() > MAX_BYTES || !text.starts_with('{') || !text.contains(KIND) {
        return None;
    }
    let file: Value = serde_json::from_str(text).ok()?;
    file.get(KIND)?.as_u64()?;
    let findings = file["findings"].as_array().into_iter().flatten();
    Some(Opened {
        case: case_from_json(&file["claim"].to_string()).ok()?,
        prints: file["masked"].as_object().cloned().unwrap_or_default(),
        verdict: file["verdict"].as_str().unwrap_or_default().into(),
        findings: findings.filter_map(recorded).collect(),
    })
}

/// A recorded finding, in this program's words: a file brings facts, no sentences.
fn recorded(value: &Value) -> Option<Finding> {
    let entry = ENTRIES
        .iter()
        .find(|entry| value["code"].as_str() == Some(entry.code))?;
    let certainty = [Certainty::Proved, Certainty::Likely, Certainty::Note]
        .into_iter()
        .find(|certainty| value["certainty"].as_str() == Some(certainty.name()));
    let field = ClaimField::ALL
        .into_iter()
        .find(|field| value["field"].as_str() == Some(field.key()));
    let mut finding = Finding::new(entry)
        .certain(certainty.unwrap_or(entry.certainty))
        .about(field.unwrap_or(entry.field));
    for name in names(entry) {
        finding = match &value["facts"][name] {
            Value::String(text) => finding.with(name, text.as_str()),
            Value::Number(number) => finding.with_number(name, number.as_i64().unwrap_or_default()),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => finding,
        };
    }
    Some(finding)
}

/// The facts that an entry's words name, and the two that are set side by side.
fn names(entry: &Entry) -> Vec<&'static str> {
    let mut names = vec!["found", "expected"];
    for words in [entry.problem, entry.why, entry.remedy] {
        for text in [words.en, words.zh] {
            let braced = text
                .split('{')
                .skip(1)
                .filter_map(|rest| rest.split_once('}'));
            names.extend(braced.map(|(name, _)| name));
        }
    }
    names.sort_unstable();
    names.dedup();
    names
}

impl Opened {
    /// What the file says beyond what can be found out again without the secrets.
    pub(crate) fn add_to(&self, diagnosis: &mut Diagnosis, verdict: &mut String) {
        let again: Vec<&str> = diagnosis.findings.iter().map(Finding::code).collect();
        let mut findings: Vec<Finding> = self
            .findings
            .iter()
            .filter(|finding| !again.contains(&finding.code()))
            .cloned()
            .collect();
        findings.append(&mut diagnosis.findings);
        // The file's order is the right one; what is found now and was not then comes after.
        let place = |finding: &Finding| {
            let place = self
                .findings
                .iter()
                .position(|other| other.code() == finding.code());
            place.unwrap_or(usize::MAX)
        };
        findings.sort_by_key(place);
        diagnosis.findings = findings;
        let known = [
            Verdict::Ok,
            Verdict::Wrong,
            Verdict::Suspect,
            Verdict::Unexplained,
            Verdict::Incomplete,
        ];
        if let Some(recorded) = known.iter().find(|known| known.name() == self.verdict) {
            *verdict = recorded.name().into();
        }
    }

    /// What kind of text it is.
    pub(crate) fn read(&self, lang: Lang) -> String {
        pick(
            lang,
            "A case file: verdict and findings are as recorded; its secrets are masked.",
            "案例记录：结论按记录显示，其中的密钥已隐去。",
        )
    }

    /// Whether a typed secret is the recorded one.
    pub(crate) fn said(&self, claim: &Claim, lang: Lang) -> String {
        let print = self.prints.get(ClaimField::DeviceSecret.key());
        let print = print
            .and_then(|print| print["fingerprint"].as_str())
            .unwrap_or_default();
        let (key, name) = identity(claim);
        let typed = claim.device_secret.as_ref();
        let same = typed.map(|secret| fingerprint(&key, &name, secret.expose()) == print);
        match (same, print) {
            (Some(true), _) => pick(
                lang,
                "This device secret is the one of the case file.",
                "该 DeviceSecret 与案例记录中的相同。",
            ),
            (Some(false), "") => pick(
                lang,
                "The case file was made without a device secret.",
                "案例记录中没有 DeviceSecret。",
            ),
            (Some(false), _) => pick(
                lang,
                "This device secret is another one than the case file's.",
                "该 DeviceSecret 与案例记录中的不同。",
            ),
            (None, "") => pick(
                lang,
                "It was made without a device secret.",
                "该记录生成时没有 DeviceSecret。",
            ),
            (None, print) => match lang {
                Lang::En => {
                    format!("Fingerprint of its device secret: {print}. Type yours to compare.")
                }
                Lang::Zh => format!("其 DeviceSecret 的指纹：{print}。输入您的密钥即可比较。"),
            },
        }
    }
}
