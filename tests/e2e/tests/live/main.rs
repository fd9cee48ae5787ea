//! Connections under load and left alone: a burst, a hidden page, sixteen at once. A program of its
//! own, and what measures does so alone, so that no other browser competes for the processor.
//!
//! The short form takes seconds; `CONNACK_SOAK=1` runs the full one.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "everything here is a test, its own parts included"
)]

mod background;
mod burst;
mod sixteen;

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use connack_e2e::{Browser, flow};

static MEASURING: Mutex<()> = Mutex::new(());

/// Held by who measures.
fn alone() -> MutexGuard<'static, ()> {
    MEASURING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// From CONNECT until now, counted from when it was online, no keep-alive passed without a
/// packet to the broker: any of them counts (MQTT 3.1.1, 3.1.2.10).
#[track_caller]
fn check_pings(browser: &Browser, now: Duration, keep_alive_s: u16) {
    let sent = ["connect", "subscribe", "pingreq"];
    let mut times: Vec<u64> = sent
        .iter()
        .flat_map(|event| flow::times_ms(browser, event))
        .collect();
    times.sort_unstable();
    times.push(u64::try_from(now.as_millis()).unwrap());
    let longest = times
        .windows(2)
        .map(|pair| pair[1].saturating_sub(pair[0]))
        .max();
    println!("packets at most {longest:?} ms apart, keep-alive {keep_alive_s} s");
    assert!(
        longest <= Some(u64::from(keep_alive_s) * 1_000),
        "{longest:?} ms without a packet: {times:?}"
    );
}
