//! What can be wrong with a rule, a thing or a repeated sending, and where.

use std::fmt;

use crate::check::RRPC_MS;

/// Where a problem is. Acts and fields count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The topic filter.
    Filter,
    /// The condition.
    Condition,
    /// The topic of an act.
    ActTopic(usize),
    /// The payload or text of an act.
    ActPayload(usize),
    /// When, or how many times, an act happens.
    ActTime(usize),
    /// The topic of a thing or of a repeated sending.
    Topic,
    /// The payload of a repeated sending.
    Payload,
    /// The interval or the count.
    Time,
    /// The generator of a field.
    Field(usize),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Filter => f.write_str("filter"),
            Self::Condition => f.write_str("condition"),
            Self::ActTopic(act) => write!(f, "topic of act {}", act + 1),
            Self::ActPayload(act) => write!(f, "payload of act {}", act + 1),
            Self::ActTime(act) => write!(f, "time of act {}", act + 1),
            Self::Topic => f.write_str("topic"),
            Self::Payload => f.write_str("payload"),
            Self::Time => f.write_str("time"),
            Self::Field(field) => write!(f, "field {}", field + 1),
        }
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleProblem {
    /// Where.
    pub place: Place,
    /// The character that it begins with, from 1; `None`: the whole.
    pub at: Option<usize>,
    /// What.
    pub what: Wrong,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// No placeholder has this name.
    UnknownPlaceholder(String),
    /// The placeholder speaks of a message, and none comes.
    NeedsMessage(String),
    /// A filter takes the product key and the device name only.
    NotInFilter(String),
    /// Not a topic filter.
    NotFilter,
    /// Not a topic that can be published to.
    NotTopic,
    /// Begins and ends like JSON, and is not; what a parser says.
    NotJson(String),
    /// Not a JSON pointer: it begins with `/` or is empty.
    NotPointer,
    /// A reply that comes too late for an RRPC, in ms after the request.
    TooLateForRrpc(u64),
    /// Zero times.
    NeverHappens,
    /// No time between two of many.
    NoInterval,
    /// The generator has no values, or its bounds are no numbers or the wrong way round.
    NoValues,
    /// Nothing is done.
    NothingToDo,
}

impl fmt::Display for RuleProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.place)?;
        if let Some(at) = self.at {
            write!(f, " at character {at}")?;
        }
        match &self.what {
            Wrong::UnknownPlaceholder(name) => write!(
                f,
                ": `{{{name}}}` is no placeholder; write `{{{{{name}}}}}` for this text itself"
            ),
            Wrong::NeedsMessage(name) => {
                write!(
                    f,
                    ": `{{{name}}}` speaks of a message that came, and none does here"
                )
            }
            Wrong::NotInFilter(name) => write!(
                f,
                ": `{{{name}}}` has no value here, expected {{productKey}} or {{deviceName}}"
            ),
            Wrong::NotFilter => f.write_str(
                " is no topic filter, expected `+` and `#` alone on their level, and `#` last",
            ),
            Wrong::NotTopic => f.write_str(" is empty or has `+`, `#` or U+0000"),
            Wrong::NotJson(problem) => write!(f, " looks like JSON and is not: {problem}"),
            Wrong::NotPointer => f.write_str(": a JSON pointer begins with `/`"),
            Wrong::TooLateForRrpc(after_ms) => write!(
                f,
                ": the reply comes after {after_ms} ms, expected at most {RRPC_MS} ms for an RRPC"
            ),
            Wrong::NeverHappens => f.write_str(": zero times, expected at least one"),
            Wrong::NoInterval => f.write_str(": no time between two, expected at least 1 ms"),
            Wrong::NoValues => f.write_str(": there is no value in these bounds"),
            Wrong::NothingToDo => f.write_str(": nothing is done, expected at least one act"),
        }
    }
}
