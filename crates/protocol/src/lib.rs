//! Messages between the page, its modules and its workers: plain data, and their encoding as bytes.
//!
//! The page knows the workers only through this crate. Beside MQTT's rules of topic filters and the
//! format of links it has no behaviour; it has no browser types and no sentences of its own: an
//! event names what happened, the page says it in the reader's language; only the engine's answers come in words, because a diagnosis has more of them than a page.

mod behaviour;
mod bytes;
mod connect_page;
mod engine;
mod event;
mod flow;
mod link;
mod named;
mod node;
mod run;
mod session;
mod told;
mod topic;
mod view;

use serde::{Serialize, de::DeserializeOwned};

pub use behaviour::{
    Condition, Device, Field, Generator, PayloadForm, Publishing, Ramp, Repeat, Rule, RuleAct,
    Thing,
};
pub use connect_page::{Credentials, FromConnectPage, Identity, ToConnectPage};
pub use engine::{
    Ask, Computed, FromEngine, Hidden, Lang, Observed, Place, Share, ToEngine, UseIn,
};
pub use event::{
    Ack, Direction, Event, NotSent, Phase, Qos, Stopped, Version, Violation, WaitedFor,
};
pub use flow::{AskFlow, Flow, Sent};
pub use link::{
    DEVICE_SECRET, Link, LinkTo, OBSERVATION, PRODUCT_SECRET, Trouble, VERIFY, identity_fields,
    observed_word, read_link, read_observed, sounds_secret, write_link,
};
pub use node::{Act, Attr, Copies, Node, Tag};
pub use run::Run;
pub use session::{
    Connect, Entry, FileDone, FromSession, Heard, Opened, Password, Publish, Retry, ToSession,
};
pub use told::{Paired, RepeatState, SkipReason, Source, Told, ToldAt};
pub use topic::{filter_matches, wildcards_fit};
pub use view::{
    At, Capacity, ChartAsk, ChartSeen, Counters, Detail, DetailSeen, ExportAsk, ExportFormat,
    Filter, FilterKind, FilterProblem, LastValue, Look, Point, Previous, Row, Seen, TimelineLine,
    TopicRow, Topics, Ways,
};

/// A message that could not be read: page and worker come from different builds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable;

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("message between page and worker cannot be read, expected both from one build; reload the page")
    }
}

impl std::error::Error for Unreadable {}

/// The bytes of a message; they can be transferred between threads without a copy.
pub fn encode<T: Serialize>(message: &T) -> Vec<u8> {
    // Writing plain data into a growing vector has no way to fail.
    postcard::to_allocvec(message).unwrap_or_default()
}

/// The message in `bytes`.
///
/// # Errors
/// [`Unreadable`] when the bytes are not a message of this build.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Unreadable> {
    postcard::from_bytes(bytes).map_err(|_| Unreadable)
}
