//! Repeated sending, as it is written and as it runs. Numbers stay texts until they are used, so
//! that nothing typed is lost.

use connack_protocol::{Publishing, Ramp, Repeat, RepeatState};
use std::rc::Rc;

/// How often the message of the publish form is to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepeatDraft {
    /// How many times; empty: until it is stopped.
    pub count: String,
    /// The time between two, in ms.
    pub interval_ms: String,
    /// The interval at the end, in ms; empty: it does not change.
    pub to_interval_ms: String,
    /// How long the change takes, in s.
    pub over_s: String,
}

/// A field of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RepeatField {
    /// See [`RepeatDraft::count`].
    Count,
    /// See [`RepeatDraft::interval_ms`].
    Interval,
    /// See [`RepeatDraft::to_interval_ms`].
    ToInterval,
    /// See [`RepeatDraft::over_s`].
    Over,
}

/// A repeated sending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepeatRun {
    /// Its number in the worker.
    pub id: u32,
    /// Where it sends to, as written.
    pub topic: String,
    /// How many were sent.
    pub sent: u32,
    /// How many there will be, if that is known.
    pub of: Option<u32>,
    /// Whether it goes on.
    pub state: RepeatState,
}

impl RepeatRun {
    /// Takes in what the worker says. What is over stays over: it may have said so before it heard
    /// why.
    pub(super) fn take(&mut self, sent: u32, of: Option<u32>, state: RepeatState) {
        (self.sent, self.of) = (sent, of);
        if self.state == RepeatState::Running {
            self.state = state;
        }
    }
}

/// Ends those that run.
pub(super) fn stop_all(runs: &mut [Rc<RepeatRun>]) {
    for run in runs {
        if run.state == RepeatState::Running {
            Rc::make_mut(run).state = RepeatState::Stopped;
        }
    }
}

impl Default for RepeatDraft {
    fn default() -> Self {
        Self {
            count: "10".into(),
            interval_ms: "1000".into(),
            to_interval_ms: String::new(),
            over_s: "10".into(),
        }
    }
}

impl RepeatDraft {
    /// It with a field typed.
    pub fn set(&mut self, field: RepeatField, text: String) {
        match field {
            RepeatField::Count => self.count = text,
            RepeatField::Interval => self.interval_ms = text,
            RepeatField::ToInterval => self.to_interval_ms = text,
            RepeatField::Over => self.over_s = text,
        }
    }

    /// Whether a field is no number that can be used.
    pub fn is_wrong(&self, field: RepeatField) -> bool {
        match field {
            RepeatField::Count => {
                number(&self.count) == Some(Some(0)) || number(&self.count).is_none()
            }
            RepeatField::Interval => !matches!(number(&self.interval_ms), Some(Some(1..))),
            RepeatField::ToInterval => matches!(number(&self.to_interval_ms), None | Some(Some(0))),
            RepeatField::Over => {
                let over = number(&self.over_s).flatten();
                over.and_then(|over| over.checked_mul(1_000)).is_none()
            }
        }
    }

    /// A repeated sending of this message; `None` when a field is wrong.
    pub fn repeat(&self, publish: Publishing) -> Option<Repeat> {
        let fields = [
            RepeatField::Count,
            RepeatField::Interval,
            RepeatField::ToInterval,
            RepeatField::Over,
        ];
        if fields.into_iter().any(|field| self.is_wrong(field)) {
            return None;
        }
        let to_interval_ms = number(&self.to_interval_ms).flatten();
        let over_ms = number(&self.over_s).flatten()?.checked_mul(1_000)?;
        Some(Repeat {
            publish,
            count: number(&self.count)?,
            interval_ms: number(&self.interval_ms).flatten()?,
            ramp: to_interval_ms.map(|to_interval_ms| Ramp {
                to_interval_ms,
                over_ms,
            }),
        })
    }
}

/// A number, or none when there is no text; `None`: no number.
fn number(text: &str) -> Option<Option<u32>> {
    match text.trim() {
        "" => Some(None),
        text => text.parse().ok().map(Some),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message() -> Publishing {
        Publishing {
            topic: "t".into(),
            payload: String::new(),
            form: Default::default(),
            qos: Default::default(),
            retain: false,
        }
    }

    #[test]
    fn numbers_become_a_repeated_sending() {
        let mut draft = RepeatDraft::default();
        let repeat = draft.repeat(message()).unwrap();
        assert_eq!(
            (repeat.count, repeat.interval_ms, repeat.ramp),
            (Some(10), 1_000, None)
        );
        draft.set(RepeatField::Count, " ".into());
        draft.set(RepeatField::ToInterval, "10".into());
        let repeat = draft.repeat(message()).unwrap();
        assert_eq!(repeat.count, None);
        let ramp = Ramp {
            to_interval_ms: 10,
            over_ms: 10_000,
        };
        assert_eq!(repeat.ramp, Some(ramp));
    }

    #[test]
    fn what_is_no_number_is_wrong() {
        for (field, text) in [
            (RepeatField::Count, "0"),
            (RepeatField::Count, "ten"),
            (RepeatField::Interval, ""),
            (RepeatField::Interval, "0"),
            (RepeatField::ToInterval, "0"),
            (RepeatField::Over, ""),
            (RepeatField::Over, "4294967295"),
        ] {
            let mut draft = RepeatDraft::default();
            draft.set(field, text.into());
            assert!(draft.is_wrong(field), "{field:?} {text:?}");
            assert_eq!(draft.repeat(message()), None);
        }
    }
}
