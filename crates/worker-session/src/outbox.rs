//! Entries on their way to the page: at once when it is quiet, a few posts a second when it is not.

use connack_protocol::{Entry, Event, FromSession, Run};

use crate::scope::{self, Alarm};
use crate::worker;

/// Between two posts: nobody reads quicker, and each makes the page draw the timeline anew.
const POST_EVERY_MS: f64 = 50.0;

pub(crate) struct Outbox {
    entries: Vec<Entry>,
    posted_ms: f64,
    alarm: Alarm,
}

impl Outbox {
    pub(crate) fn new() -> Self {
        Self {
            entries: Vec::new(),
            posted_ms: f64::NEG_INFINITY,
            alarm: Alarm::new(|| worker::with(worker::Worker::handle_frame)),
        }
    }

    pub(crate) fn push(&mut self, entry: Entry) {
        if let Some(next) = entry.event.adds_to_run(entry.at_ms)
            && let Some(Event::Received(run)) = self.entries.last_mut().map(|last| &mut last.event)
        {
            return run.add(next);
        }
        self.entries.push(entry);
    }

    /// Adds a received message to the run of them that ends here.
    pub(crate) fn push_received(&mut self, at_ms: f64, size: usize) {
        self.push(Entry {
            at_ms,
            line: String::new(),
            event: Event::Received(Run {
                count: 1,
                acks: 0,
                bytes: size as u64,
                to_ms: at_ms,
            }),
        });
    }

    /// Posts what there is, or has itself woken when it is time.
    pub(crate) fn flush(&mut self, now_ms: f64) {
        if self.entries.is_empty() {
            return;
        }
        let next_ms = self.posted_ms + POST_EVERY_MS;
        if now_ms < next_ms {
            return self.alarm.at_latest(next_ms);
        }
        self.alarm.clear();
        self.posted_ms = now_ms;
        self.post_all();
    }

    /// Posts what there is at once.
    pub(crate) fn post_all(&mut self) {
        if !self.entries.is_empty() {
            post(&FromSession::Entries(std::mem::take(&mut self.entries)));
        }
    }

    pub(crate) fn frame_over(&mut self, now_ms: f64) {
        self.alarm.has_rung();
        self.flush(now_ms);
    }
}

/// Posts one message as bytes of their own, which move to the page without a copy.
pub(crate) fn post(message: &FromSession) {
    let Some(scope) = scope::scope() else { return };
    let bytes = js_sys::Uint8Array::from(connack_protocol::encode(message).as_slice()).buffer();
    let transfer = js_sys::Array::of1(&bytes);
    // A page that is gone takes nothing, and there is nobody else to tell.
    let _ = scope.post_message_with_transfer(&bytes, &transfer);
}
