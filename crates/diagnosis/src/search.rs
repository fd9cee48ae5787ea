//! One case from beginning to end: strings first, then the search of recipes in steps that the
//! caller chooses, then everything in its order with a verdict.

mod doubts;

use crate::findings as f;
use crate::reading::{Flow, Reading};
use crate::recipes::{Explanation, Space, Walk, base64_targets, findings, targets};
use crate::redact::redact;
use crate::{
    Budget, Case, Certainty, Diagnosis, Finding, Looked, Verdict, expected, explain, strings,
};
use connack_signer::ClaimField;

/// A diagnosis under way.
#[derive(Debug)]
pub struct Search {
    case: Case,
    reading: Reading,
    strings: Vec<Finding>,
    walk: Option<Walk>,
}

impl Search {
    /// Reads the strings and gets ready to search; cheap.
    pub fn new(case: Case, budget: Budget) -> Self {
        let reading = doubts::settled(&case);
        let strings = strings::findings(&case.claim, &reading);
        let walk = walk(&case, &reading, budget);
        Self {
            case,
            reading,
            strings,
            walk,
        }
    }

    /// Computes about `recipes` more recipes. Whether the search is over.
    pub fn step(&mut self, recipes: u64) -> bool {
        self.walk.as_mut().is_none_or(|walk| walk.step(recipes))
    }

    /// Recipes computed so far, and how many there can be at most.
    pub fn progress(&self) -> (u64, u64) {
        self.walk.as_ref().map_or((0, 0), Walk::progress)
    }

    /// What is known so far; before the search is over, it may still name a mistake.
    pub fn diagnosis(&self) -> Diagnosis {
        let missing = self.missing();
        let mut all = Vec::new();
        // What stood behind a cut was signed all the same, maybe: the cut explains enough.
        let reading = &self.reading;
        let mut explained =
            reading.other_service && !reading.flow_checked || self.reading.truncated;
        let mut is_right = false;
        if let Some(walk) = &self.walk {
            explained |= !walk.found().is_empty();
            is_right = walk.found().iter().any(Explanation::is_right);
            if !is_right {
                all = findings(walk.space(), reading, walk.found());
            }
        }
        all.extend(self.strings.iter().cloned());
        if is_right {
            // The names are what was signed, the sign in one of them too.
            let separator = f::username_separator_wrong::ENTRY.code;
            all.retain(|finding| finding.code() != separator || finding.text("expected").is_some());
        }
        if is_right && reading.flow != Flow::Direct {
            // A right login of another service is no mistake.
            all.retain(|finding| finding.code() != f::other_service::ENTRY.code);
            all.push(Finding::new(&f::flow_login::ENTRY).with("service", reading.flow_title()));
        }
        for observation in &self.case.observations {
            let seen = observation.after(self.case.claim.protocol_level);
            all.extend(seen.and_then(explain).map(Finding::new));
        }
        let checked = missing.is_empty();
        if checked && !explained {
            all.push(Finding::new(&f::secret_or_identity_wrong::ENTRY));
        }
        let all = in_order(all);
        let mut diagnosis = Diagnosis {
            verdict: verdict(&all, checked, explained),
            expected: expected::of(&self.case.claim, &self.reading, &all),
            findings: all,
            looked: self
                .walk
                .as_ref()
                .map_or_else(Looked::default, Walk::looked),
            missing,
        };
        redact(&mut diagnosis, &self.case.claim);
        diagnosis
    }

    /// What more is needed to check the password.
    fn missing(&self) -> Vec<ClaimField> {
        let (claim, flow) = (&self.case.claim, self.reading.flow);
        let secret = if flow.registers() {
            ClaimField::ProductSecret
        } else {
            ClaimField::DeviceSecret
        };
        if !flow.is_computed() {
            return Vec::new();
        }
        if self.reading.other_service && !self.reading.flow_checked {
            return vec![secret];
        }
        let mut missing = Vec::new();
        let mut need = |field, given: bool| {
            if !given {
                missing.push(field);
            }
        };
        let given = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.is_empty());
        let is_request = claim.request.is_some();
        need(
            ClaimField::MqttClientId,
            claim.mqtt_client_id.is_some() || is_request,
        );
        // Both names say as much.
        let named = flow.names_device()
            && self.reading.product_key.is_some()
            && self.reading.device_name.is_some();
        need(
            ClaimField::Username,
            given(&claim.username) || is_request || named,
        );
        need(
            ClaimField::Password,
            claim.password.as_ref().is_some_and(|p| !p.is_empty()),
        );
        let nameless = flow == Flow::MessageQueue;
        need(
            ClaimField::ProductKey,
            self.reading.product_key.is_some() || nameless,
        );
        need(
            ClaimField::DeviceName,
            self.reading.device_name.is_some() || nameless,
        );
        need(secret, flow.secret(claim).is_some());
        if missing.contains(&ClaimField::Username) {
            missing
                .retain(|field| !matches!(field, ClaimField::ProductKey | ClaimField::DeviceName));
        }
        missing
    }
}

/// The diagnosis of a case, searched as far as the budget goes.
pub fn diagnose(case: Case, budget: Budget) -> Diagnosis {
    let mut search = Search::new(case, budget);
    while !search.step(u64::MAX) {}
    search.diagnosis()
}

fn walk(case: &Case, reading: &Reading, budget: Budget) -> Option<Walk> {
    let password = case
        .claim
        .password
        .as_ref()
        .filter(|password| !password.is_empty())?;
    let space = Space::of(&case.claim, reading)?;
    let targets = if reading.flow == Flow::MessageQueue {
        base64_targets(password.expose(), &reading.declared)
    } else {
        targets(
            password.expose(),
            &reading.declared,
            reading.random_client_id,
        )
    };
    Some(Walk::new(space, targets, budget))
}

/// What explains the password first, then by certainty; inside, in the order of the table.
fn in_order(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by_key(|finding| {
        let code = finding.code();
        let at = f::ENTRIES.iter().position(|entry| entry.code == code);
        let explains = f::RECIPES.iter().any(|entry| entry.code == code);
        // A client id that a tool made up explains every other mistake in it.
        let certainty =
            (code != f::client_id_random::ENTRY.code && !explains).then_some(finding.certainty);
        let last = code == f::secret_or_identity_wrong::ENTRY.code;
        (certainty, explains, last, at)
    });
    findings
}

/// Precedence: wrong, unexplained, incomplete, suspect, ok.
fn verdict(findings: &[Finding], checked: bool, explained: bool) -> Verdict {
    let has = |certainty| {
        findings
            .iter()
            .any(|finding| finding.certainty == certainty)
    };
    if has(Certainty::Proved) {
        Verdict::Wrong
    } else if checked && !explained {
        Verdict::Unexplained
    } else if !checked {
        Verdict::Incomplete
    } else if has(Certainty::Likely) {
        Verdict::Suspect
    } else {
        Verdict::Ok
    }
}
