//! The native half of the measurement: figures as JSON on standard output.
#![allow(clippy::print_stdout, reason = "its output is its result")]
#![allow(clippy::disallowed_types, reason = "native only, and it measures time")]

use connack_bench_sign::Devices;
use connack_signer::SignMethod;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// The same as in `tests/bench`: each contestant has the same time, in short rounds, the best of
/// which counts; so a machine that does something else meanwhile disturbs least.
const DEVICES: u32 = 2048;
const ROUND: Duration = Duration::from_millis(10);
const TIME: Duration = Duration::from_millis(1500);

type Pass = fn(&Devices) -> usize;
const PASSES: [(&str, Pass); 3] = [
    ("signer", Devices::sign_each),
    ("signer, all fields", Devices::all_fields_of_each),
    ("(the hash function alone)", Devices::compress_for_each),
];

fn main() -> Result<(), connack_signer::WireError> {
    let mut devices = Devices::try_new(DEVICES)?;
    let mut figures = Vec::new();
    for method in SignMethod::ALL.map(SignMethod::wire) {
        devices.choose(method);
        for (who, pass) in PASSES {
            figures.push(serde_json::json!({
                "who": who,
                "method": method,
                "per_second": best(&devices, pass),
                "first": devices.password(0),
                "last": devices.password(DEVICES as usize - 1),
            }));
        }
    }
    println!("{}", serde_json::Value::from(figures));
    Ok(())
}

fn best(devices: &Devices, pass: Pass) -> f64 {
    let start = Instant::now();
    let mut best = 0.0;
    while start.elapsed() < TIME {
        best = f64::max(best, per_second(devices, pass));
    }
    best
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
