//! Holds the diagnosis of the other ways in against `tests/claims/flows.jsonl`, which a generator
//! that shares no code with the product has written (`tests/claims/flows.py`).
//!
//! `CONNACK_FLOWS=FILE` reads another file, such as one of another seed; `CONNACK_REPORT=1` prints
//! every claim that was missed.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "everything here is a test, its helpers included"
)]

use connack_diagnosis::{
    Budget, Certainty, Diagnosis, Fact, Finding, Verdict, case_from_json, diagnose,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A finding's code with the codes that explain as much.
fn named(finding: &Finding) -> Vec<&'static str> {
    let mut codes = vec![finding.code()];
    for (name, fact) in &finding.facts {
        match fact {
            Fact::Codes(others) if *name == "alternatives" => codes.extend(others),
            Fact::Codes(_) | Fact::Text(_) | Fact::Number(_) => {}
        }
    }
    codes
}

/// Whether the diagnosis is the one that a line asks for.
fn is_as_asked(line: &Value, diagnosis: &Diagnosis) -> bool {
    let codes: Vec<&str> = diagnosis.findings.iter().map(Finding::code).collect();
    let proved = |code: &&str| {
        let certainty = |finding: &&Finding| finding.code() == *code;
        let found = diagnosis.findings.iter().find(certainty);
        found.is_some_and(|finding| finding.certainty != Certainty::Note)
    };
    match line["kind"].as_str().unwrap() {
        "right" => {
            diagnosis.verdict == Verdict::Ok
                && codes.contains(&"flow-login")
                && !codes.iter().any(proved)
        }
        "wrong-secret" => {
            let mut more = codes.iter().filter(|code| proved(code));
            more.all(|code| matches!(*code, "other-service" | "secret-or-identity-wrong"))
                && codes.contains(&"secret-or-identity-wrong")
        }
        "token" => codes[0] == "other-service" && codes.contains(&"password-token"),
        "single" => {
            let code = line["codes"][0].as_str().unwrap();
            let first = diagnosis.findings.first().map(named).unwrap_or_default();
            first.contains(&code)
        }
        other => panic!("{other}"),
    }
}

#[test]
fn the_other_ways_in() {
    let path = std::env::var("CONNACK_FLOWS").unwrap_or_else(|_| {
        concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../tests/claims/flows.jsonl"
        )
        .to_owned()
    });
    let text = std::fs::read_to_string(&path).expect(&path);
    let mut totals: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut report = String::new();
    for text in text.lines() {
        let mut line: Value = serde_json::from_str(text).expect(text);
        let case = case_from_json(&line["claim"].to_string()).expect(text);
        let diagnosis = diagnose(case, Budget::TWO);
        let (good, all) = totals
            .entry(line["kind"].as_str().unwrap().into())
            .or_default();
        *all += 1;
        if is_as_asked(&line, &diagnosis) {
            *good += 1;
            continue;
        }
        for secret in ["device_secret", "product_secret"] {
            if line["claim"].get(secret).is_some() {
                line["claim"][secret] = json!("…");
            }
        }
        let codes: Vec<&str> = diagnosis.findings.iter().map(Finding::code).collect();
        report += &format!(
            "{} {}\n  said {} {codes:?}\n  {}\n",
            line["id"],
            line["codes"],
            diagnosis.verdict.name(),
            line["claim"]
        );
    }
    let rates = format!("{totals:?} of {path}");
    let held = totals
        .iter()
        .all(|(kind, (good, all))| match kind.as_str() {
            "single" => *all >= 400 && *good * 100 >= *all * 99,
            _ => good == all,
        });
    if std::env::var("CONNACK_REPORT").is_ok() {
        eprintln!("{rates}\n{report}");
    }
    assert!(held && totals.len() == 4, "{rates}\n{report}");
}
