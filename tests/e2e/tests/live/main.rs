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

use std::sync::{Mutex, MutexGuard, PoisonError};

static MEASURING: Mutex<()> = Mutex::new(());

/// Held by who measures.
fn alone() -> MutexGuard<'static, ()> {
    MEASURING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// PINGREQ was sent at least every so many seconds from the connect until now.
#[track_caller]
fn check_pings(pings_ms: &[u64], now_ms: u64, keep_alive_s: u16) {
    let times = std::iter::once(0).chain(pings_ms.iter().copied());
    let times: Vec<u64> = times.chain([now_ms]).collect();
    let longest = times.windows(2).map(|pair| pair[1] - pair[0]).max();
    assert!(
        longest <= Some(u64::from(keep_alive_s) * 1_000),
        "{longest:?} ms without PINGREQ: {times:?}"
    );
}
