//! The platform's limits for what a device publishes: rate, topic, size (vendor help, limits).
//!
//! Only with `--limits`: a practice broker that silently drops messages would teach little. The
//! platform drops what is over the rate without a word; what it does with the others is
//! unverified, dropped here as well.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

const TOPIC_BYTES: usize = 128;
const TOPIC_SLASHES: usize = 7;
const MESSAGE_BYTES: usize = 256 * 1024;
/// Messages a second, by QoS.
const RATES: [u32; 2] = [30, 10];

/// Counts per device.
#[derive(Default)]
pub(crate) struct Limits(Mutex<HashMap<usize, Window>>);

struct Window {
    since: Instant,
    counts: [u32; 2],
}

/// What to do with a message.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Judged {
    Pass,
    Drop(String),
    /// Over the rate, as the log already says for this second.
    DropSilently,
}

impl Limits {
    pub(crate) fn judge(
        &self,
        device: usize,
        qos: u8,
        topic: &str,
        payload_len: usize,
        now: Instant,
    ) -> Judged {
        if topic.len() > TOPIC_BYTES {
            return Judged::Drop(format!(
                "the topic has {} bytes, at most {TOPIC_BYTES} are allowed",
                topic.len()
            ));
        }
        let slashes = topic.matches('/').count();
        if slashes > TOPIC_SLASHES {
            return Judged::Drop(format!(
                "the topic has {slashes} slashes, at most {TOPIC_SLASHES} are allowed"
            ));
        }
        if payload_len > MESSAGE_BYTES {
            return Judged::Drop(format!(
                "the message has {payload_len} bytes, at most {MESSAGE_BYTES} are allowed"
            ));
        }
        self.count(device, qos, now)
    }

    fn count(&self, device: usize, qos: u8, now: Instant) -> Judged {
        let lane = usize::from(qos.min(1));
        let mut windows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let window = windows.entry(device).or_insert(Window {
            since: now,
            counts: [0; 2],
        });
        if now.duration_since(window.since) >= Duration::from_secs(1) {
            *window = Window {
                since: now,
                counts: [0; 2],
            };
        }
        let (Some(count), Some(rate)) = (window.counts.get_mut(lane), RATES.get(lane)) else {
            return Judged::Pass;
        };
        *count = count.saturating_add(1);
        if *count <= *rate {
            Judged::Pass
        } else if *count == *rate + 1 {
            Judged::Drop(format!(
                "more than {rate} messages at QoS {lane} within a second; the rest of this second \
                 is dropped too"
            ))
        } else {
            Judged::DropSilently
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes() {
        let limits = Limits::default();
        let now = Instant::now();
        let check = |topic: &str, len: usize, rule: Option<&str>| match (
            limits.judge(0, 0, topic, len, now),
            rule,
        ) {
            (Judged::Pass, None) => {}
            (Judged::Drop(text), Some(rule)) => assert!(text.contains(rule), "{text}"),
            (judged, rule) => panic!("{judged:?} {rule:?}"),
        };
        check(&"é".repeat(64), 0, None);
        check(&"é".repeat(65), 0, Some("130 bytes"));
        check("/1/2/3/4/5/6/7", 256 * 1024, None);
        check("/1/2/3/4/5/6/7/8", 0, Some("8 slashes"));
        check("/1", 256 * 1024 + 1, Some("262145 bytes"));
    }

    #[test]
    fn rates() {
        let limits = Limits::default();
        let start = Instant::now();
        for (qos, rate) in [(0, 30), (1, 10)] {
            for _ in 0..rate {
                assert_eq!(limits.judge(0, qos, "/t", 0, start), Judged::Pass);
            }
            assert!(matches!(
                limits.judge(0, qos, "/t", 0, start),
                Judged::Drop(_)
            ));
            assert_eq!(limits.judge(0, qos, "/t", 0, start), Judged::DropSilently);
            assert_eq!(limits.judge(1, qos, "/t", 0, start), Judged::Pass);
        }
        let later = start + Duration::from_secs(1);
        assert_eq!(limits.judge(0, 1, "/t", 0, later), Judged::Pass);
    }
}
