//! What is told of a device's behaviour.

use serde::{Deserialize, Serialize};

/// What is told of a device's behaviour.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Told {
    /// A rule's text.
    Log {
        /// Which rule, from 0.
        rule: u32,
        /// The text.
        text: String,
    },
    /// A request was answered.
    Paired(Paired),
    /// A request was not answered in time.
    Unanswered {
        /// Message number of the request.
        request: u64,
        /// How long it was waited for, in ms; less than the limit when too many were waiting.
        waited_ms: f64,
    },
    /// A rule did too much and is stopped until the rules are set again.
    Storm {
        /// Which rule, from 0.
        rule: u32,
        /// More than so many deeds in one second.
        limit: u32,
    },
    /// A message matched, but a rule of this device had sent it.
    OwnMessage {
        /// Which rule would have answered, from 0.
        rule: u32,
    },
    /// Something was not sent.
    Skipped {
        /// On whose behalf.
        by: Source,
        /// Why.
        reason: SkipReason,
    },
    /// How far a repeated sending is.
    Repeating {
        /// Which one.
        id: u32,
        /// How many were sent.
        sent: u32,
        /// How many there will be, if that is known.
        of: Option<u32>,
        /// Whether it goes on.
        state: RepeatState,
    },
}

/// Something that the device did, and when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ToldAt {
    /// When, in ms since 1970; while the socket takes nothing, when it takes again.
    pub epoch_ms: f64,
    /// What.
    pub told: Told,
}

/// A request with its reply.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Paired {
    /// Message number of the request.
    pub request: u64,
    /// Message number of the reply.
    pub reply: u64,
    /// The time between them, in ms.
    pub latency_ms: f64,
    /// `code` of the reply, if it has one.
    pub code: Option<i64>,
}

/// Who sends something by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// A rule, from 0.
    Rule(u32),
    /// The simulated thing.
    Thing,
    /// A repeated sending.
    Repeat(u32),
}

/// Why something was not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SkipReason {
    /// The topic of the message has no topic for its answer.
    NoReplyTopic,
    /// The topic that came out is empty, too long, or has `+`, `#` or U+0000.
    BadTopic,
    /// The payload that came out is longer than this program sends by itself.
    TooLong,
    /// The payload that came out is not of its form.
    BadPayload,
    /// Too many answers are under way.
    TooBusy,
}

/// Whether a repeated sending goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RepeatState {
    /// It goes on.
    Running,
    /// All were sent.
    Done,
    /// It was stopped, or could not go on.
    Stopped,
    /// Too many run at once: it was not started.
    Refused,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{decode, encode};

    #[test]
    fn what_is_told_survives_the_way() {
        let told = Told::Paired(Paired {
            request: 1,
            reply: u64::MAX,
            latency_ms: 0.5,
            code: Some(-1),
        });
        assert_eq!(decode::<Told>(&encode(&told)), Ok(told));
    }
}
