//! What the page looks at among the messages of a connection, and what the worker answers.
//!
//! The worker keeps all messages and the page never gets them all: a [`Look`] says what the page
//! shows, a [`Seen`] is everything that it needs for that. Row numbers count among the messages
//! that pass the filter; message numbers count from 1 over both directions and are never reused.

use crate::event::{Direction, Qos};
use serde::{Deserialize, Serialize};

/// How much a worker keeps. What goes over it drops the oldest; the newest message always stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capacity {
    /// Messages of both directions together; 0 counts as 1.
    pub messages: u32,
    /// Bytes: payloads and 40 for each message, topics and 80 for each (once).
    pub bytes: u32,
}

impl Default for Capacity {
    fn default() -> Self {
        Self {
            messages: 50_000,
            bytes: 64 << 20,
        }
    }
}

/// Which messages are shown. The default shows everything received.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// What topic or payload must have in it; empty: anything.
    pub text: String,
    /// How `text` is read.
    pub kind: FilterKind,
    /// An MQTT topic filter that the topic must match, `+` and `#` allowed; empty: any topic.
    pub topic_filter: String,
    /// Whose messages.
    pub direction: Ways,
}

/// How the text of a [`Filter`] is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum FilterKind {
    /// As it is, in either case. `0x` and pairs of hex digits also find these bytes in a payload.
    #[default]
    Plain,
    /// A regular expression (syntax of Rust's `regex-lite`; case matters unless `(?i)` is in it; `\w`,
    /// `\d`, `\s` and `(?i)` know ASCII only). Bytes that are not UTF-8 read as U+FFFD; of a
    /// payload the first 256 KiB are searched.
    Regex,
}

/// Whose messages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ways {
    /// The broker's.
    #[default]
    Received,
    /// This client's.
    Sent,
    /// Both.
    Both,
}

impl Ways {
    /// Whether messages of `direction` are among them.
    pub fn has(self, direction: Direction) -> bool {
        match (self, direction) {
            (Self::Both, Direction::Received | Direction::Sent)
            | (Self::Received, Direction::Received)
            | (Self::Sent, Direction::Sent) => true,
            (Self::Received, Direction::Sent) | (Self::Sent, Direction::Received) => false,
        }
    }
}

/// What the page shows now. Each replaces the one before.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// Comes back in [`Seen::look`].
    pub number: u32,
    /// Which messages are shown.
    pub filter: Filter,
    /// Where the window of rows stands.
    pub at: At,
    /// Rows in the window; at most 1,000 are answered.
    pub rows: u32,
    /// Number of the message that is shown in full.
    pub selected: Option<u64>,
    /// Whether the topic tree is shown.
    pub topics: bool,
    /// The chart, if one is shown.
    pub chart: Option<ChartAsk>,
    /// Filters of the subscriptions, for [`Row::mark`].
    pub marks: Vec<String>,
}

/// Where the window of rows stands. It is moved up if there are too few rows below to fill it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum At {
    /// At the newest messages.
    #[default]
    End,
    /// At a row among those shown, from 0: for a scroll bar. What is dropped moves the messages
    /// to lower rows.
    Row(u64),
    /// At the first shown message with this number or a higher one, and so many rows above it:
    /// stays with what is read.
    Message {
        /// The number.
        number: u64,
        /// The rows above it, if there are as many.
        above: u32,
    },
}

/// A chart that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChartAsk {
    /// The topic; messages of the directions that the filter shows.
    pub topic: String,
    /// JSON pointer (RFC 6901) of the field; `None`: only the list of fields is wanted.
    pub field: Option<String>,
    /// How many of the last points; at most 10,000 are kept.
    pub points: u32,
}

/// The answer to a [`Look`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Seen {
    /// [`Look::number`].
    pub look: u32,
    /// How many of what.
    pub counters: Counters,
    /// Row of `rows[0]` among the messages shown.
    pub first: u64,
    /// The window, oldest first.
    pub rows: Vec<Row>,
    /// The selected message.
    pub detail: DetailSeen,
    /// The topic tree, if asked for.
    pub topics: Option<Topics>,
    /// The chart, if asked for.
    pub chart: Option<ChartSeen>,
    /// Why the filter cannot be followed; the last one that could is then still in force.
    pub filter_problem: Option<FilterProblem>,
}

/// How many of what. `kept == (received - dropped) + (sent - dropped_sent)` always holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counters {
    /// PUBLISH packets received since the start. Never falls, not by clearing either.
    pub received: u64,
    /// Their payloads in bytes.
    pub received_bytes: u64,
    /// Received messages no longer kept: over the capacity, or cleared.
    pub dropped: u64,
    /// PUBLISH packets sent since the start.
    pub sent: u64,
    /// Sent messages no longer kept.
    pub dropped_sent: u64,
    /// Messages kept, both directions.
    pub kept: u64,
    /// What they count for in [`Capacity::bytes`].
    pub kept_bytes: u64,
    /// Kept messages that pass the filter, as far as `unsearched` tells: the length of the list.
    pub shown: u64,
    /// Kept messages that the filter was not held against yet; 0: `shown` is complete.
    pub unsearched: u64,
}

/// A message in the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The message's number.
    pub number: u64,
    /// When it came or went, ms since 1970.
    pub epoch_ms: f64,
    /// Whose it is.
    pub direction: Direction,
    /// The topic name.
    pub topic: String,
    /// Quality of service.
    pub qos: Qos,
    /// The retain flag.
    pub retain: bool,
    /// The duplicate flag.
    pub dup: bool,
    /// Size of the payload in bytes.
    pub bytes: u32,
    /// The first 2,048 bytes of the payload at most, as they are.
    #[serde(with = "crate::bytes")]
    pub head: Vec<u8>,
    /// Index of the first of [`Look::marks`] that the topic matches.
    pub mark: Option<u8>,
}

/// What is told of the selected message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum DetailSeen {
    /// None is selected.
    None,
    /// It was told in full already since it was selected, and is as it was.
    AsTold,
    /// It is not kept (any more).
    Gone,
    /// The message.
    Is(Box<Detail>),
}

/// A message in full.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Detail {
    /// What the list shows of it.
    pub row: Row,
    /// All bytes, as they are.
    #[serde(with = "crate::bytes")]
    pub payload: Vec<u8>,
    /// SHA-256 of the payload.
    pub sha256: [u8; 32],
    /// What else its packet said, in 5.0, as the transcript spells it; mostly nothing.
    pub properties: String,
    /// The kept message of the same topic and direction before it, for the difference.
    pub previous: Option<Previous>,
}

/// The message before one, of the same topic and direction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Previous {
    /// Its number.
    pub number: u64,
    /// All its bytes.
    #[serde(with = "crate::bytes")]
    pub payload: Vec<u8>,
}

/// The topic tree of the messages kept, whatever the filter.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Topics {
    /// The nodes depth first, in order of their bytes; at most 2,000, and 200 below one node.
    pub rows: Vec<TopicRow>,
    /// Whether there are nodes that did not fit.
    pub more: bool,
}

/// A node of the topic tree: a topic, or the levels that several have in common.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TopicRow {
    /// All levels down to this one; the name of a topic if one ends here.
    pub path: String,
    /// Depth, from 0.
    pub level: u16,
    /// The last level of `path`; may be empty.
    pub name: String,
    /// Messages kept at this node and below.
    pub messages: u64,
    /// Nodes just below, also those that did not fit.
    pub children: u32,
    /// When the newest message at this node or below came or went, ms since 1970.
    pub last_epoch_ms: f64,
    /// The newest message of exactly this topic.
    pub last: Option<LastValue>,
}

/// The newest message of a topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastValue {
    /// Its number.
    pub number: u64,
    /// Size of its payload in bytes.
    pub bytes: u32,
    /// The first 64 bytes of the payload at most.
    #[serde(with = "crate::bytes")]
    pub head: Vec<u8>,
}

/// What a chart shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChartSeen {
    /// The topic that was asked for.
    pub topic: String,
    /// The field that was asked for.
    pub field: Option<String>,
    /// JSON pointers of the fields that held a number or a boolean, sorted; at most 200.
    pub fields: Vec<String>,
    /// The points, oldest first; `true` counts 1, `false` 0. A message without the field has none.
    pub points: Vec<Point>,
    /// Whether the older messages are looked into: all, until there were points enough, or 20,000
    /// of the topic.
    pub complete: bool,
}

/// A point of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// The message's number.
    pub number: u64,
    /// When it came or went, ms since 1970.
    pub epoch_ms: f64,
    /// The value.
    pub value: f64,
}

/// Why a filter cannot be followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FilterProblem {
    /// The topic filter has `+` or `#` not alone on its level, or `#` not on the last.
    TopicFilter,
    /// The regular expression cannot be read, or is too large; the reason as the library words it, in English.
    Regex(String),
}

/// A list to be written as a file: the messages that pass the filter, oldest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExportAsk {
    /// The shape of the file.
    pub format: ExportFormat,
    /// The time zone of its times, minutes east of UTC.
    pub zone_minutes: i16,
    /// The zero of the transcript's times, ms since 1970; only for a transcript.
    pub started_epoch_ms: f64,
    /// The timeline, in order; only for a transcript.
    pub lines: Vec<TimelineLine>,
    /// Topics whose received payloads are secrets: `[redacted]` is written in their place.
    pub redacted: Vec<String>,
}

/// The shape of an exported file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExportFormat {
    /// One JSON object a line; a payload that is not UTF-8 as `payload_base64`.
    Jsonl,
    /// RFC 4180, for spreadsheets. A cell that one would take for a formula gets a `'` before it;
    /// such a payload, like one that is not UTF-8, is in the column `payload_base64` as it is.
    Csv,
    /// For reading: a payload that is not UTF-8 as hex.
    Text,
    /// Messages and timeline by time, in whole ms; can be opened again, every byte as it was.
    Transcript,
}

/// A line of the timeline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TimelineLine {
    /// Milliseconds since the zero of the times.
    pub at_ms: f64,
    /// The line without its time, as the session's transcript writes it.
    pub line: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{decode, encode};

    #[test]
    fn bytes_survive_the_way_as_one_piece() {
        let previous = Previous {
            number: 1,
            payload: (0..=255).collect(),
        };
        let encoded = encode(&previous);
        assert_eq!(encoded.len(), 1 + 2 + 256);
        assert_eq!(decode(&encoded), Ok(previous));
        assert!(decode::<Previous>(&encoded[..200]).is_err());
    }
}
