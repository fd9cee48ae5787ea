//! Repeated sending: one message again and again, several such at once.

use std::collections::BTreeMap;

use connack_protocol::{Ramp, Repeat, RepeatState, SkipReason, Source, Told};

use crate::check::read_payload;
use crate::payload::parse_payload;
use crate::shared::{Deed, Moment, Outgoing, Shared, due_again, topic_of};
use crate::template::Template;

/// How many run at once.
pub const MAX_REPEATS: usize = 64;

/// How often progress is told, in ms.
const TELL_MS: f64 = 250.0;

/// Those that run, by their ids.
#[derive(Default)]
pub(crate) struct Repeats {
    running: BTreeMap<u32, Running>,
}

struct Running {
    repeat: Repeat,
    topic: Template,
    payload: Template,
    started_ms: f64,
    due_ms: f64,
    sent: u32,
    told_ms: f64,
}

impl Repeats {
    /// Begins at once; one with the same id is replaced.
    pub(crate) fn start(&mut self, shared: &mut Shared, now_ms: f64, id: u32, repeat: Repeat) {
        let of = repeat.count;
        let refused = !self.running.contains_key(&id) && self.running.len() >= MAX_REPEATS;
        let state = if refused {
            RepeatState::Refused
        } else {
            RepeatState::Running
        };
        shared.tell(Told::Repeating {
            id,
            sent: 0,
            of,
            state,
        });
        if refused {
            return;
        }
        let running = Running {
            topic: Template::plain(&repeat.publish.topic),
            payload: read_payload(repeat.publish.form, &repeat.publish.payload),
            started_ms: now_ms,
            due_ms: now_ms,
            sent: 0,
            told_ms: now_ms,
            repeat,
        };
        if of == Some(0) {
            shared.tell(running.progress(id, RepeatState::Done));
            self.running.remove(&id);
        } else {
            self.running.insert(id, running);
        }
    }

    /// Ends one; nothing happens when there is none.
    pub(crate) fn stop(&mut self, shared: &mut Shared, id: u32) {
        if let Some(running) = self.running.remove(&id) {
            shared.tell(running.progress(id, RepeatState::Stopped));
        }
    }

    pub(crate) fn deadline(&self) -> Option<f64> {
        self.running
            .values()
            .map(|running| running.due_ms)
            .min_by(f64::total_cmp)
    }

    pub(crate) fn handle_timeout(&mut self, shared: &mut Shared, now: Moment) {
        self.running.retain(|id, running| {
            if running.due_ms > now.now_ms {
                return true;
            }
            let state = match running.send(shared, now, *id) {
                Ok(())
                    if running
                        .repeat
                        .count
                        .is_some_and(|count| running.sent >= count) =>
                {
                    RepeatState::Done
                }
                Ok(()) => RepeatState::Running,
                Err(reason) => {
                    shared.skip(Source::Repeat(*id), reason);
                    RepeatState::Stopped
                }
            };
            let goes_on = state == RepeatState::Running;
            if !goes_on || now.now_ms - running.told_ms >= TELL_MS {
                running.told_ms = now.now_ms;
                shared.tell(running.progress(*id, state));
            }
            goes_on
        });
    }
}

impl Running {
    fn send(&mut self, shared: &mut Shared, now: Moment, id: u32) -> Result<(), SkipReason> {
        let publish = &self.repeat.publish;
        let step = (self.sent.saturating_add(1), self.repeat.count.unwrap_or(0));
        let mut values = shared.values(None, now.epoch_ms, step);
        let topic = topic_of(&self.topic, &mut values)?;
        let written = self
            .payload
            .text(&mut values)
            .map_err(|_| SkipReason::TooLong)?;
        let payload = parse_payload(publish.form, &written).map_err(|_| SkipReason::BadPayload)?;
        shared.deeds.push_back(Deed::Publish(Outgoing {
            by: Source::Repeat(id),
            topic,
            payload,
            qos: publish.qos,
            retain: publish.retain,
        }));
        self.sent = self.sent.saturating_add(1);
        let interval_ms = self.interval_ms(now.now_ms);
        self.due_ms = due_again(self.due_ms, interval_ms, now.now_ms);
        Ok(())
    }

    /// The interval changes evenly over the time of the ramp.
    fn interval_ms(&self, now_ms: f64) -> u32 {
        let from = f64::from(self.repeat.interval_ms);
        let interval = match self.repeat.ramp {
            Some(Ramp {
                to_interval_ms,
                over_ms,
            }) => {
                let over_ms = f64::from(over_ms.max(1));
                let done = ((now_ms - self.started_ms) / over_ms).min(1.0);
                from + (f64::from(to_interval_ms) - from) * done
            }
            None => from,
        };
        (interval.round() as u32).max(1)
    }

    fn progress(&self, id: u32, state: RepeatState) -> Told {
        Told::Repeating {
            id,
            sent: self.sent,
            of: self.repeat.count,
            state,
        }
    }
}
