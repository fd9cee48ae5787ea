//! Waiting for a state: looked at again and again until it is there or the time is up.

use std::thread;
use std::time::{Duration, Instant};

/// Generous: a test that passes never waits this long, and machines under load are slow.
pub const PATIENCE: Duration = Duration::from_secs(40);
const BETWEEN_LOOKS: Duration = Duration::from_millis(25);

/// What `look` finds, as soon as it finds something; `None` when it has not within `patience`.
pub fn within<T>(patience: Duration, mut look: impl FnMut() -> Option<T>) -> Option<T> {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return Some(found);
        }
        if start.elapsed() > patience {
            return None;
        }
        thread::sleep(BETWEEN_LOOKS);
    }
}

/// What `look` finds; panics with `what` when it does not.
#[track_caller]
pub fn eventually<T>(what: &str, look: impl FnMut() -> Option<T>) -> T {
    match within(PATIENCE, look) {
        Some(found) => found,
        None => panic!("not within {} s: {what}", PATIENCE.as_secs()),
    }
}
