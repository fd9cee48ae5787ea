//! From recipes that give the password to findings: which code each deviation is, with its facts.

use super::content::Draft;
use super::deviations::Change;
use super::keys::KeyKind;
use super::spelling::Kind;
use super::target::FormSlip;
use super::{Deviation, Space, Target, timestamps};
use crate::findings as f;
use crate::reading::{Declared, Flow, Reading};
use crate::{Entry, Fact, Finding};

/// A recipe that gives the password.
#[derive(Debug, Clone)]
pub(crate) struct Explanation {
    pub(crate) target: Target,
    pub(crate) draft: Draft,
    pub(crate) deviations: Vec<Deviation>,
    /// A distant timestamp was signed.
    pub(crate) shifted: Option<i64>,
    /// Position in the secret, from 1, at which a slip gives the key.
    pub(crate) mistyped_at: Option<usize>,
}

/// Where two codes fit the same bytes, the first is meant.
const PREFERRED: [(&str, &str); 5] = [
    (
        f::client_id_not_signed::ENTRY.code,
        f::client_id_mismatch::ENTRY.code,
    ),
    (
        f::timestamp_not_signed::ENTRY.code,
        f::timestamp_mismatch::ENTRY.code,
    ),
    (
        f::whole_client_id_signed::ENTRY.code,
        f::client_id_mismatch::ENTRY.code,
    ),
    (
        f::password_leading_zeros_lost::ENTRY.code,
        f::password_bytes_unpadded::ENTRY.code,
    ),
    (
        f::ext_params_signed::ENTRY.code,
        f::sign_method_signed::ENTRY.code,
    ),
];

/// The findings of equally short explanations, alternatives marked, in the order of the table.
pub(crate) fn findings(
    space: &Space,
    reading: &Reading,
    explanations: &[Explanation],
) -> Vec<Finding> {
    let mut sets: Vec<Vec<Finding>> = Vec::new();
    for explanation in explanations {
        let mut set = explanation.findings(space, reading);
        set.sort_by_key(|finding| rank(finding.entry));
        if sets.iter().all(|other| codes(other) != codes(&set)) {
            sets.push(set);
        }
    }
    let all: Vec<Vec<&str>> = sets.iter().map(|set| codes(set)).collect();
    sets.retain(|set| {
        let own = codes(set);
        !PREFERRED.iter().any(|(better, worse)| {
            own.contains(worse) && {
                let mut meant: Vec<&str> = own
                    .iter()
                    .map(|code| if code == worse { better } else { code })
                    .copied()
                    .collect();
                meant.sort_by_key(|code| rank_of(code));
                all.contains(&meant)
            }
        })
    });
    merged(&sets)
}

/// One finding a code; what stands in another explanation only is its alternative.
fn merged(sets: &[Vec<Finding>]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for set in sets {
        for finding in set {
            if findings.iter().any(|other| other.code() == finding.code()) {
                continue;
            }
            let with: Vec<&Vec<Finding>> =
                sets.iter().filter(|set| has(set, finding.code())).collect();
            let mut alternatives: Vec<&'static str> = sets
                .iter()
                .filter(|set| !has(set, finding.code()))
                .flat_map(|set| codes(set))
                .filter(|code| !with.iter().any(|set| has(set, code)))
                .collect();
            alternatives.sort_by_key(|code| rank_of(code));
            alternatives.dedup();
            let mut finding = finding.clone();
            if !alternatives.is_empty() {
                finding = finding.with_fact("alternatives", Fact::Codes(alternatives));
            }
            findings.push(finding);
        }
    }
    findings.sort_by_key(|finding| rank(finding.entry));
    findings
}

fn has(set: &[Finding], code: &str) -> bool {
    set.iter().any(|finding| finding.code() == code)
}

fn codes(set: &[Finding]) -> Vec<&'static str> {
    set.iter().map(Finding::code).collect()
}

fn rank(entry: &Entry) -> usize {
    rank_of(entry.code)
}

fn rank_of(code: &str) -> usize {
    f::ENTRIES
        .iter()
        .position(|entry| entry.code == code)
        .unwrap_or(usize::MAX)
}

impl Explanation {
    fn findings(&self, space: &Space, reading: &Reading) -> Vec<Finding> {
        let mut findings = Vec::new();
        if self.target.other_algorithm {
            findings.push(self.algorithm(space, &reading.declared));
        }
        for deviation in &self.deviations {
            findings.push(self.of(deviation, space, reading));
        }
        let sent = space.timestamps.first();
        if let (Some(delta), Some(sent)) = (self.shifted, sent) {
            let signed = timestamps::number(sent).map(|sent| (sent + delta).to_string());
            let entry = if space.flow.registers() {
                &f::random_mismatch::ENTRY
            } else {
                &f::timestamp_mismatch::ENTRY
            };
            findings.push(
                Finding::new(entry)
                    .with("sent", sent)
                    .with("signed", signed.unwrap_or_default())
                    .with_number("delta_ms", delta * units_ms(sent)),
            );
        }
        if let Some(at) = self.mistyped_at {
            let position = i64::try_from(at).unwrap_or_default();
            findings
                .push(Finding::new(&f::secret_mistyped::ENTRY).with_number("position", position));
        }
        findings.extend(self.target.slips.iter().map(|slip| form(*slip)));
        self.with_contents(space, findings)
    }

    /// The signed and the right content beside each other, where the content is what differs.
    fn with_contents(&self, space: &Space, findings: Vec<Finding>) -> Vec<Finding> {
        let (mut signed, mut right) = (Vec::new(), Vec::new());
        space.content(&self.draft, &mut signed);
        space.content(&space.right(), &mut right);
        if signed == right {
            return findings;
        }
        let [signed, right] =
            [signed, right].map(|bytes| visible(&String::from_utf8_lossy(&bytes)));
        findings
            .into_iter()
            .map(|finding| {
                if finding.text("found").is_some() || !about_content(finding.entry) {
                    return finding;
                }
                finding.with("found", &signed).with("expected", &right)
            })
            .collect()
    }

    fn algorithm(&self, space: &Space, declared: &Declared) -> Finding {
        let used = self.target.algorithm.wire();
        if let Some(right) = space.flow.fixed_method() {
            return Finding::new(&f::flow_algorithm::ENTRY)
                .with("used", used)
                .with("right", right);
        }
        match declared {
            Declared::Absent => Finding::new(&f::sign_method_missing::ENTRY).with("used", used),
            Declared::Known(method) => Finding::new(&f::algorithm_mismatch::ENTRY)
                .with("declared", method.wire())
                .with("used", used),
            Declared::Unknown(text) => Finding::new(&f::algorithm_mismatch::ENTRY)
                .with("declared", text)
                .with("used", used),
        }
    }

    fn of(&self, deviation: &Deviation, space: &Space, reading: &Reading) -> Finding {
        let text = |texts: &[String], choice: super::Choice| -> String {
            choice
                .and_then(|at| texts.get(usize::from(at)))
                .cloned()
                .unwrap_or_default()
        };
        let sent_id = reading.client_ids.first().map_or("", |id| id);
        match deviation.change {
            Change::Construction(construction) => match construction.arrangement() {
                Some(arrangement) => {
                    Finding::new(&f::hash_not_hmac::ENTRY).with("arrangement", arrangement)
                }
                None => Finding::new(&f::key_content_swapped::ENTRY),
            },
            Change::Key(at) => key(space.keys[usize::from(at)].kind),
            Change::ClientId(_) | Change::WholeClientId(_) if !space.flow.signs_client_id() => {
                extra_field(space, "clientId")
            }
            Change::ClientId(None) => Finding::new(&f::client_id_not_signed::ENTRY),
            Change::ClientId(choice) => Finding::new(&f::client_id_mismatch::ENTRY)
                .with("sent", sent_id)
                .with("signed", text(&space.client_ids, choice)),
            Change::WholeClientId(choice) => Finding::new(&f::whole_client_id_signed::ENTRY)
                .with("signed", text(&space.client_ids, choice)),
            Change::Timestamp(choice) if space.flow.registers() => random(space, choice),
            Change::Timestamp(choice) => timestamp(space, choice),
            Change::Spelling(at) => {
                let spelling = &space.spellings[usize::from(at)];
                let entry = match spelling.kind {
                    Kind::Right | Kind::ValuesOnly => {
                        return Finding::new(&f::names_not_signed::ENTRY);
                    }
                    Kind::Case => &f::name_case_wrong::ENTRY,
                    Kind::Misspelt => &f::name_misspelt::ENTRY,
                };
                let names = spelling.names.iter().zip(&space.spellings[0].names);
                let is_signed = |at: usize| match at {
                    0 => self.draft.client_id.is_some(),
                    3 => !space.timestamps.is_empty(),
                    _ => true,
                };
                let (written, meant): (Vec<&str>, Vec<&str>) = names
                    .enumerate()
                    .filter(|(at, (written, meant))| written != meant && is_signed(*at))
                    .map(|(_, (written, meant))| (written.as_str(), meant.as_str()))
                    .unzip();
                Finding::new(entry)
                    .with("written", written.join(", "))
                    .with("meant", meant.join(", "))
            }
            Change::Order(order) => {
                let places = order.iter().map(|at| usize::from(*at));
                let names: Vec<&str> = places
                    .filter(|at| *at < 3 || !space.timestamps.is_empty())
                    .filter(|at| *at > 0 || space.flow.signs_client_id())
                    .map(|at| space.spellings[0].names[at].as_str())
                    .collect();
                Finding::new(&f::order_wrong::ENTRY).with("order", names.join(", "))
            }
            Change::Separator(inner, outer) => Finding::new(&f::separator_added::ENTRY).with(
                "separator",
                visible(&format!("name{inner}value{outer}name{inner}value")),
            ),
            Change::Extras(at) => {
                let names: Vec<&str> = space.extras[usize::from(at)]
                    .pairs
                    .iter()
                    .map(|(name, _)| name.as_str())
                    .collect();
                let which = names.join(", ");
                let is_method =
                    matches!(names[..], [one] if one.eq_ignore_ascii_case("signmethod"));
                if space.flow.registers() {
                    return extra_field(space, which);
                }
                if is_method {
                    return Finding::new(&f::sign_method_signed::ENTRY).with("which", which);
                }
                if matches!(space.flow, Flow::Request(_)) {
                    return extra_field(space, which);
                }
                Finding::new(&f::ext_params_signed::ENTRY).with("which", which)
            }
            Change::SwapIdentity => Finding::new(&f::identity_swapped::ENTRY),
            Change::DeviceName(None) => {
                Finding::new(&f::identity_not_signed::ENTRY).with("which", "deviceName")
            }
            Change::ProductKey(None) => {
                Finding::new(&f::identity_not_signed::ENTRY).with("which", "productKey")
            }
            Change::DeviceName(choice) => Finding::new(&f::identity_mismatch_signed::ENTRY)
                .with("which", "deviceName")
                .with("signed", text(&space.device_names, choice))
                .with("sent", &space.device_names[0]),
            Change::ProductKey(choice) => Finding::new(&f::identity_mismatch_signed::ENTRY)
                .with("which", "productKey")
                .with("signed", text(&space.product_keys, choice))
                .with("sent", &space.product_keys[0]),
            Change::Identity(name, key) => {
                let [signed, sent] = [(name, key), (Some(0), Some(0))].map(|(name, key)| {
                    let name = text(&space.device_names, name);
                    format!("{name}&{}", text(&space.product_keys, key))
                });
                Finding::new(&f::identity_mismatch_signed::ENTRY)
                    .with("which", "deviceName&productKey")
                    .with("signed", signed)
                    .with("sent", sent)
            }
            Change::Tail(tail) => {
                Finding::new(&f::content_has_whitespace::ENTRY).with("which", visible(tail))
            }
            Change::Gbk => Finding::new(&f::content_charset::ENTRY),
        }
    }
}

/// What another flow does not sign, or no flow: named with what this one signs.
fn extra_field(space: &Space, which: impl Into<String>) -> Finding {
    Finding::new(&f::extra_field_signed::ENTRY)
        .with("which", which)
        .with("names", space.flow.signed_names())
}

fn random(space: &Space, choice: super::Choice) -> Finding {
    let text = |choice: super::Choice| choice.and_then(|at| space.timestamps.get(usize::from(at)));
    match (text(space.right().timestamp), text(choice)) {
        (Some(sent), None) => Finding::new(&f::random_not_signed::ENTRY).with("sent", sent),
        (sent, signed) => Finding::new(&f::random_mismatch::ENTRY)
            .with("sent", sent.map_or("", String::as_str))
            .with("signed", signed.map_or("", String::as_str)),
    }
}

fn timestamp(space: &Space, choice: super::Choice) -> Finding {
    let signed = choice.and_then(|at| space.timestamps.get(usize::from(at)));
    // Its first text is the one sent; a space without one began with none.
    let sent = space
        .right()
        .timestamp
        .and_then(|at| space.timestamps.get(usize::from(at)));
    match (sent, signed) {
        (Some(sent), None) => Finding::new(&f::timestamp_not_signed::ENTRY).with("sent", sent),
        (None, signed) => Finding::new(&f::timestamp_not_sent::ENTRY)
            .with("signed", signed.map_or("", String::as_str)),
        (Some(sent), Some(signed)) => {
            let finding = Finding::new(&f::timestamp_mismatch::ENTRY)
                .with("sent", sent)
                .with("signed", signed);
            match (timestamps::number(sent), timestamps::number(signed)) {
                (Some(a), Some(b)) => finding.with_number("delta_ms", (b - a) * units_ms(sent)),
                (Some(_) | None, _) => finding,
            }
        }
    }
}

/// Milliseconds of one unit: a time of ten digits is in seconds.
fn units_ms(timestamp: &str) -> i64 {
    if timestamp.len() == 10 { 1000 } else { 1 }
}

fn key(kind: KeyKind) -> Finding {
    match kind {
        KeyKind::Right | KeyKind::ProductSecret => Finding::new(&f::product_secret_used::ENTRY),
        KeyKind::DeviceSecret => Finding::new(&f::device_secret_used::ENTRY),
        KeyKind::Whitespace(what) => {
            Finding::new(&f::secret_has_whitespace::ENTRY).with("where", what)
        }
        KeyKind::Case(case) => Finding::new(&f::secret_case_changed::ENTRY).with("case", case),
        KeyKind::Decoded(encoding) => {
            Finding::new(&f::secret_hex_decoded::ENTRY).with("encoding", encoding)
        }
    }
}

fn form(slip: FormSlip) -> Finding {
    let digits = |entry, digits: usize| {
        Finding::new(entry).with_number("digits", i64::try_from(digits).unwrap_or(i64::MAX))
    };
    match slip {
        FormSlip::Base64 => Finding::new(&f::password_base64::ENTRY),
        FormSlip::Base64OfHex => Finding::new(&f::password_base64_of_hex::ENTRY),
        FormSlip::LeadingZeros(left) => digits(&f::password_leading_zeros_lost::ENTRY, left),
        FormSlip::Truncated(left) => digits(&f::password_truncated::ENTRY, left),
        FormSlip::Whitespace => Finding::new(&f::password_whitespace::ENTRY),
        FormSlip::Unpadded { signed } => Finding::new(&f::password_bytes_unpadded::ENTRY)
            .with("printed", if signed { "ffffff9a" } else { "%x" }),
        FormSlip::Raw => Finding::new(&f::password_raw::ENTRY),
        FormSlip::Hex => Finding::new(&f::password_hex::ENTRY),
    }
}

/// Whether a finding is about what was signed, not about the key or the form of the result.
fn about_content(entry: &Entry) -> bool {
    let others = [
        f::algorithm_mismatch::ENTRY.code,
        f::sign_method_missing::ENTRY.code,
        f::hash_not_hmac::ENTRY.code,
        f::key_content_swapped::ENTRY.code,
        f::secret_has_whitespace::ENTRY.code,
        f::secret_case_changed::ENTRY.code,
        f::secret_hex_decoded::ENTRY.code,
        f::product_secret_used::ENTRY.code,
        f::device_secret_used::ENTRY.code,
        f::flow_algorithm::ENTRY.code,
        f::secret_mistyped::ENTRY.code,
    ];
    !others.contains(&entry.code) && !entry.code.starts_with("password-")
}

/// Control characters and outer blanks made visible.
fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => shown.push('␊'),
            '\r' => shown.push('␍'),
            '\t' => shown.push('␉'),
            '\0' => shown.push('␀'),
            ' ' => shown.push('␠'),
            other => shown.push(other),
        }
    }
    shown
}

impl Explanation {
    /// Whether nothing is wrong with it.
    pub(crate) fn is_right(&self) -> bool {
        self.mistakes() == 0
    }

    /// How many mistakes it takes.
    pub(crate) fn mistakes(&self) -> usize {
        self.deviations.len()
            + self.target.cost()
            + usize::from(self.shifted.is_some())
            + usize::from(self.mistyped_at.is_some())
    }
}
