//! The native half of the measurement: figures as JSON on standard output.
#![allow(clippy::print_stdout, reason = "its output is its result")]
#![allow(clippy::disallowed_types, reason = "native only, and it measures time")]

use connack_bench_sign::Devices;
use connack_signer::SignMethod;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// The same as in `tests/bench`. Many short rounds, the best of which counts: so a machine that does
/// something else meanwhile disturbs least.
const DEVICES: u32 = 2048;
const ROUNDS: usize = 40;
const ROUND: Duration = Duration::from_millis(10);

type Pass = fn(&Devices) -> usize;
const PASSES: [(&str, Pass); 2] = [
    ("signer", Devices::sign_each),
    ("signer, all fields", Devices::all_fields_of_each),
];

fn main() -> Result<(), connack_signer::WireError> {
    let mut devices = Devices::try_new(DEVICES)?;
    let mut figures = Vec::new();
    for method in SignMethod::ALL.map(SignMethod::wire) {
        devices.choose(method);
        for (who, pass) in PASSES {
            let rounds = (0..ROUNDS).map(|_| per_second(&devices, pass));
            figures.push(serde_json::json!({
                "who": who,
                "method": method,
                "per_second": rounds.fold(0.0, f64::max),
                "first": devices.password(0),
                "last": devices.password(DEVICES as usize - 1),
            }));
        }
    }
    println!("{}", serde_json::Value::from(figures));
    Ok(())
}

/// Whole passes over all devices until the round is over.
fn per_second(devices: &Devices, pass: Pass) -> f64 {
    let start = Instant::now();
    let mut signatures = 0;
    while start.elapsed() < ROUND {
        black_box(pass(black_box(devices)));
        signatures += DEVICES;
    }
    f64::from(signatures) / start.elapsed().as_secs_f64()
}
