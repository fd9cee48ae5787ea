//! Every code: a claim that fires it, a near miss that does not, and, where the right values can be
//! computed, what should be sent leaves nothing that needs mending. The claims are made by
//! `tests/claims/every_code.py`, which shares no code with the product.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "tests")]

use connack_diagnosis::{
    Budget, Case, Certainty, Diagnosis, ENTRIES, Verdict, case_from_json, diagnose,
};
use connack_signer::{Claim, Secret, Transport};
use serde_json::Value;

/// The contract. Codes may be added, none may go.
const CODES: &str = "algorithm-mismatch sign-method-missing sign-method-signed ext-params-signed \
    whole-client-id-signed client-id-mismatch client-id-not-signed timestamp-mismatch \
    timestamp-not-sent timestamp-not-signed names-not-signed order-wrong separator-added \
    name-case-wrong name-misspelt identity-swapped secret-has-whitespace secret-case-changed \
    secret-hex-decoded product-secret-used key-content-swapped hash-not-hmac password-base64 \
    password-base64-of-hex password-leading-zeros-lost password-truncated password-whitespace \
    password-bytes-unpadded password-raw content-has-whitespace content-charset \
    identity-mismatch-signed identity-not-signed secret-mistyped username-swapped \
    username-separator-wrong username-identity-mismatch username-whitespace client-id-whitespace \
    host-whitespace client-id-bar-missing client-id-text-after-bar client-id-too-long \
    client-id-truncated client-id-params-malformed client-id-escaped-comma client-id-placeholder \
    client-id-random secure-mode-missing secure-mode-flow secure-mode-transport \
    sign-method-unknown sign-method-case host-product-mismatch host-malformed host-other-service \
    port-unusual keep-alive-out-of-range protocol-version will-or-qos2 other-service \
    password-upper-case timestamp-seconds refused-identifier refused-unavailable \
    refused-credentials refused-version transport-closed transport-timeout transport-unreachable \
    transport-mixed-content transport-subprotocol transport-malformed transport-keep-alive-lost \
    transport-offline evicted secret-or-identity-wrong flow-algorithm extra-field-signed \
    random-mismatch random-not-signed device-secret-used password-hex random-missing \
    secure-mode-registration request-field-misspelt password-token flow-login";

fn diagnosed(case: &Value) -> (Case, Diagnosis) {
    let case = case_from_json(&case.to_string()).unwrap();
    (case.clone(), diagnose(case, Budget::TWO))
}

fn has(diagnosis: &Diagnosis, code: &str) -> bool {
    diagnosis
        .findings
        .iter()
        .any(|finding| finding.code() == code)
}

fn codes(diagnosis: &Diagnosis) -> Vec<&'static str> {
    diagnosis
        .findings
        .iter()
        .map(|finding| finding.code())
        .collect()
}

#[test]
fn every_code_fires_has_a_near_miss_and_is_mended() {
    let cases: Value =
        serde_json::from_str(include_str!("../../../tests/claims/every_code.json")).unwrap();
    let mut failures = Vec::new();
    for code in CODES.split_whitespace() {
        assert!(
            ENTRIES.iter().any(|entry| entry.code == code),
            "{code} has no entry"
        );
        let case = &cases[code];
        assert!(case.is_object(), "{code} has no case");
        let (given, diagnosis) = diagnosed(&case["fires"]);
        if !has(&diagnosis, code) {
            failures.push(format!("{code} does not fire: {:?}", codes(&diagnosis)));
        }
        let (_, near) = diagnosed(&case["near"]);
        if has(&near, code) || near.verdict == Verdict::Wrong {
            failures.push(format!("{code} has no near miss: {:?}", codes(&near)));
        }
        if case["mended"] == true {
            let right = diagnosis.expected.unwrap();
            let url = right.websocket_url.unwrap_or_default();
            let mended = Case {
                claim: Claim {
                    mqtt_client_id: Some(right.signing.mqtt_client_id.to_string()),
                    username: Some(right.signing.username.clone()),
                    password: Some(Secret::new(right.signing.password())),
                    host: right.host,
                    port: Some(right.port),
                    transport: given
                        .claim
                        .transport
                        .filter(|_| !url.is_empty())
                        .or(Some(Transport::Tcp)),
                    ..given.claim
                },
                ..given
            };
            let mended = diagnose(mended, Budget::TWO);
            let needs = |finding: &connack_diagnosis::Finding| finding.certainty != Certainty::Note;
            if mended.verdict != Verdict::Ok || mended.findings.iter().any(needs) {
                failures.push(format!("{code} is not mended: {:?}", codes(&mended)));
            }
        }
    }
    assert_eq!(failures, Vec::<String>::new());
}

#[test]
fn entries_are_complete_and_distinct() {
    for (i, entry) in ENTRIES.iter().enumerate() {
        for words in [entry.problem, entry.why, entry.remedy] {
            assert!(
                !words.en.is_empty() && !words.zh.is_empty(),
                "{}",
                entry.code
            );
        }
        assert!(
            ENTRIES[..i].iter().all(|other| other.code != entry.code),
            "{}",
            entry.code
        );
    }
}
