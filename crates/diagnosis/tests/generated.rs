//! Holds the diagnosis against `tests/claims/claims.jsonl`: claims with known mistakes, written by a
//! generator that shares no code with the product (`tests/claims/generate.py`).
//!
//! `CONNACK_REPORT=1` prints what was missed even when all is well, `CONNACK_REPORT=all` every case
//! of it; `CONNACK_CLAIMS=FILE` reads another file, such as one of another seed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "everything here is a test, its helpers included"
)]

use connack_diagnosis::{
    Budget, Case, Certainty, Diagnosis, Fact, Finding, case_from_json, diagnose,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

struct Line {
    id: String,
    kind: String,
    mistakes: Vec<String>,
    case: Case,
    /// The claim without its secrets, for people.
    shown: String,
    verdict: Option<String>,
}

fn lines() -> Vec<Line> {
    let path = std::env::var("CONNACK_CLAIMS").unwrap_or_else(|_| {
        concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../tests/claims/claims.jsonl"
        )
        .to_owned()
    });
    let text = std::fs::read_to_string(&path).expect(&path);
    text.lines().map(line).collect()
}

fn line(text: &str) -> Line {
    let mut value: Value = serde_json::from_str(text).expect(text);
    let name = |value: &Value| value.as_str().map(str::to_owned);
    let case = case_from_json(&value["claim"].to_string()).expect(text);
    for secret in ["device_secret", "product_secret"] {
        if value["claim"].get(secret).is_some() {
            value["claim"][secret] = json!("…");
        }
    }
    Line {
        id: name(&value["id"]).expect(text),
        kind: name(&value["kind"]).expect(text),
        mistakes: value["mistakes"]
            .as_array()
            .expect(text)
            .iter()
            .filter_map(name)
            .collect(),
        case,
        shown: value["claim"].to_string(),
        verdict: name(&value["expect"]["verdict"]),
    }
}

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

/// What of the expected is not there; empty when all is.
fn missed(line: &Line, diagnosis: &Diagnosis) -> Vec<String> {
    let findings = &diagnosis.findings;
    let all: Vec<_> = findings.iter().flat_map(named).collect();
    let first = findings.first().map(named).unwrap_or_default();
    let proved = findings
        .iter()
        .any(|finding| finding.certainty == Certainty::Proved);
    let note = line.verdict.as_deref() == Some("ok");
    let mut missed: Vec<String> = match line.kind.as_str() {
        "right" if proved => vec!["nothing proved".to_owned()],
        "right" => Vec::new(),
        "wrong-secret" if proved => vec!["nothing proved".to_owned()],
        "single" | "wrong-secret" if !note => line
            .mistakes
            .iter()
            .filter(|code| !first.contains(&code.as_str()))
            .cloned()
            .collect(),
        _ => line
            .mistakes
            .iter()
            .filter(|code| !all.contains(&code.as_str()))
            .cloned()
            .collect(),
    };
    if let Some(verdict) = &line.verdict
        && verdict != diagnosis.verdict.name()
    {
        missed.push(format!("verdict {verdict}"));
    }
    missed
}

/// Every line's misses, on all cores.
fn misses(lines: &[Line]) -> Vec<(usize, Vec<String>, String)> {
    let (next, found) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let lanes = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..lanes {
            scope.spawn(|| {
                loop {
                    let i = next.fetch_add(1, Ordering::Relaxed);
                    let Some(line) = lines.get(i) else { return };
                    let budget = if line.kind == "three" {
                        Budget::DEEP
                    } else {
                        Budget::TWO
                    };
                    let diagnosis = diagnose(line.case.clone(), budget);
                    let missed = missed(line, &diagnosis);
                    if !missed.is_empty() {
                        let codes: Vec<_> = diagnosis.findings.iter().map(Finding::code).collect();
                        let said = format!("{} [{}]", diagnosis.verdict.name(), codes.join(", "));
                        found.lock().expect("lanes").push((i, missed, said));
                    }
                }
            });
        }
    });
    let mut found = found.into_inner().expect("lanes");
    found.sort();
    found
}

#[test]
fn generated_claims_are_explained() {
    let lines = lines();
    let misses = misses(&lines);

    let mut totals: BTreeMap<&str, usize> = BTreeMap::new();
    let mut failed: BTreeMap<&str, usize> = BTreeMap::new();
    for line in &lines {
        *totals.entry(&line.kind).or_default() += 1;
    }
    let mut table: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (i, missed, said) in &misses {
        let line = &lines[*i];
        *failed.entry(&line.kind).or_default() += 1;
        for what in missed {
            table
                .entry(format!("{:12} {what}", line.kind))
                .or_default()
                .push(format!(
                    "      {} {}\n        said {said}\n        {}",
                    line.id,
                    line.mistakes.join(" + "),
                    line.shown
                ));
        }
    }

    let mut report = String::new();
    let mut held = true;
    for (kind, percent) in [
        ("right", 100.0),
        ("single", 99.0),
        ("wrong-secret", 100.0),
        ("two", 95.0),
        ("three", 80.0),
    ] {
        let total = totals.get(kind).copied().unwrap_or_default();
        let good = total - failed.get(kind).copied().unwrap_or_default();
        let rate = 100.0 * good as f64 / total as f64;
        held &= total > 0 && rate >= percent;
        writeln!(
            report,
            "{kind:12} {good:5} of {total:5}  {rate:6.2} %, at least {percent} %"
        )
        .expect("text");
    }
    let wanted = std::env::var("CONNACK_REPORT").ok();
    let examples_each = if wanted.as_deref() == Some("all") {
        usize::MAX
    } else {
        3
    };
    let mut table: Vec<_> = table.into_iter().collect();
    table.sort_by_key(|(_, examples)| std::cmp::Reverse(examples.len()));
    for (what, examples) in table {
        writeln!(report, "{:5} {what}", examples.len()).expect("text");
        for example in examples.iter().take(examples_each) {
            writeln!(report, "{example}").expect("text");
        }
    }
    assert!(held, "\n{report}");
    if wanted.is_some() {
        eprintln!("{report}");
    }
}
