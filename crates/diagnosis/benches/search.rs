//! How fast a claim that nothing explains is searched: `cargo bench -p connack-diagnosis`.
//!
//! Prints recipes a second on one core, beside bare HMACs of the same content in the same run.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_types,
    reason = "a native program for people, which measures time"
)]

use connack_diagnosis::{Budget, Case, Diagnosis, diagnose};
use connack_signer::{Claim, Secret, SignMethod, SigningContent, SigningName, SigningPair};
use std::hint::black_box;
use std::time::{Duration, Instant};

const LONG_ENOUGH: Duration = Duration::from_secs(2);

fn main() {
    println!("method        recipes  ms/claim  recipes/s  bare HMAC/s  ratio");
    for method in SignMethod::ALL {
        let (seconds, claims, diagnosis) = searched(method);
        let recipes = diagnosis.looked.recipes as f64;
        let per_second = recipes * claims / seconds;
        let bare = bare(method);
        println!(
            "{:<12} {:>8} {:>9.1} {:>10.0} {:>12.0} {:>6.2}",
            method.wire(),
            diagnosis.looked.recipes,
            seconds / claims * 1e3,
            per_second,
            bare,
            per_second / bare
        );
    }
}

fn searched(method: SignMethod) -> (f64, f64, Diagnosis) {
    let case = Case {
        claim: Claim {
            mqtt_client_id: Some(format!(
                "a1Practice0.practice|securemode=3,signmethod={method},timestamp=1657367540773|"
            )),
            username: Some("practice&a1Practice0".into()),
            password: Some(Secret::new("5a".repeat(method.mac_len()))),
            device_secret: Some(Secret::new("0123456789abcdefghijklmnopqrstuv")),
            ..Claim::default()
        },
        observations: Vec::new(),
    };
    let start = Instant::now();
    let mut claims = 0.0;
    loop {
        let diagnosis = diagnose(black_box(case.clone()), Budget::TWO);
        claims += 1.0;
        if start.elapsed() > LONG_ENOUGH {
            return (start.elapsed().as_secs_f64(), claims, diagnosis);
        }
    }
}

fn bare(method: SignMethod) -> f64 {
    let pair = |name, value: &str| SigningPair {
        name,
        value: value.into(),
    };
    let content = SigningContent::new(vec![
        pair(SigningName::ClientId, "a1Practice0.practice"),
        pair(SigningName::DeviceName, "practice"),
        pair(SigningName::ProductKey, "a1Practice0"),
        pair(SigningName::Timestamp, "1657367540773"),
    ]);
    let secret = Secret::new("0123456789abcdefghijklmnopqrstuv");
    let start = Instant::now();
    let mut macs = 0.0;
    while start.elapsed() < LONG_ENOUGH {
        for _ in 0..1000 {
            black_box(black_box(&content).mac(method, &secret));
        }
        macs += 1000.0;
    }
    macs / start.elapsed().as_secs_f64()
}
