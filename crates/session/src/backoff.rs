//! When to connect again: longer and longer waits, a limit of tries a minute, and the suspicion that
//! another client uses the same client id.
//!
//! It has no randomness of its own: the seed is handed in, and the numbers follow from it by
//! SplitMix64 (Steele, Lea, Flood 2014), which is far from secret and quite enough to spread waits.

use std::collections::VecDeque;

/// Tries within this time count against the limit of a minute. A second more than a minute, because
/// a broker counts when they reach it.
const MINUTE_MS: f64 = 61_000.0;

/// A connection that stays up longer was a good one: waits begin at the first again, and what
/// happened before is no suspicion any more.
pub(crate) const SOON_MS: f64 = 30_000.0;

/// How to connect again after a connection was lost or could not be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reconnect {
    /// Also when the first connection that was asked for cannot be made.
    pub first_too: bool,
    /// The first wait in ms.
    pub first_ms: u32,
    /// Each further wait is so many times longer.
    pub factor: u8,
    /// The longest wait in ms, before jitter.
    pub max_ms: u32,
    /// Each wait is up to so many percent longer or shorter, so that clients that were cut off
    /// together do not come back together.
    pub jitter_percent: u8,
    /// After so many connections in a row that were closed within 30 s after CONNACK: no further
    /// try, because two clients with one client id throw each other out for ever. 0: never.
    pub max_evictions: u8,
}

impl Default for Reconnect {
    fn default() -> Self {
        Self {
            first_too: true,
            first_ms: 1_000,
            factor: 2,
            max_ms: 60_000,
            jitter_percent: 20,
            max_evictions: 3,
        }
    }
}

/// What has been tried, and what comes next.
pub(crate) struct Schedule {
    random: u64,
    /// Times of the tries of the last minute, oldest first.
    tries: VecDeque<f64>,
    /// Tries by itself in a row.
    pub(crate) attempt: u32,
    /// Connections in a row that were closed soon after CONNACK.
    pub(crate) evictions: u32,
}

impl Schedule {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            random: seed,
            tries: VecDeque::new(),
            attempt: 0,
            evictions: 0,
        }
    }

    /// A socket is opened now. Returns how many were within a minute, with this one.
    pub(crate) fn try_now(&mut self, now_ms: f64) -> usize {
        self.forget_old(now_ms);
        self.tries.push_back(now_ms);
        self.tries.len()
    }

    /// When the next try is due; counts it.
    pub(crate) fn next_try(
        &mut self,
        now_ms: f64,
        policy: Reconnect,
        max_per_minute: Option<u8>,
    ) -> f64 {
        self.attempt = self.attempt.saturating_add(1);
        let factor = f64::from(policy.factor.max(1));
        let longer = factor.powi(i32::try_from(self.attempt - 1).unwrap_or(i32::MAX));
        let wait = (f64::from(policy.first_ms) * longer).min(policy.max_ms.into());
        let jitter = f64::from(policy.jitter_percent.min(100)) / 100.0;
        let wait = wait * (1.0 + jitter * (2.0 * self.next_random() - 1.0));
        self.allowed_at(now_ms, now_ms + wait, max_per_minute)
    }

    /// `at_ms`, or as much later as the limit of a minute asks for.
    pub(crate) fn allowed_at(
        &mut self,
        now_ms: f64,
        at_ms: f64,
        max_per_minute: Option<u8>,
    ) -> f64 {
        self.forget_old(now_ms);
        let Some(max) = max_per_minute else {
            return at_ms;
        };
        // The try that has to be a minute old before there may be one more.
        let place = self.tries.len().checked_sub(usize::from(max.max(1)));
        let oldest = place.and_then(|place| self.tries.get(place));
        oldest.map_or(at_ms, |oldest| at_ms.max(oldest + MINUTE_MS))
    }

    fn forget_old(&mut self, now_ms: f64) {
        while self
            .tries
            .front()
            .is_some_and(|first| first + MINUTE_MS <= now_ms)
        {
            self.tries.pop_front();
        }
    }

    /// From 0 to 1.
    fn next_random(&mut self) -> f64 {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.random;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Whether a refusal may be another answer next time: a broker that is not available, busy or over
/// a quota. In 3.1.1 that is 3 alone.
pub(crate) fn may_pass(code: u8) -> bool {
    matches!(code, 3 | 0x80 | 0x83 | 0x88 | 0x89 | 0x97 | 0x9f)
}

/// Whether a connection that the broker ended (5.0) may be made again: all that is about load,
/// time and shutting down, not what this client did or is not allowed.
pub(crate) fn may_return(code: u8) -> bool {
    may_pass(code) || matches!(code, 0 | 0x8b | 0x8d | 0x93 | 0x96 | 0xa0)
}

/// The reason code (5.0) of a client that was thrown out by another of the same client id.
pub(crate) const TAKEN_OVER: u8 = 0x8e;
