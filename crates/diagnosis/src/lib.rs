//! Names the cause when a device does not get CONNACK 0.
//!
//! A [`Case`] goes in, a [`Diagnosis`] comes out: string rules, a search of the mistaken ways to
//! compute the password, and what the wire showed. A [`Situation`] goes in, [`causes`] in order
//! come out: what a failed connection most likely means. Pure: no time, no randomness, no I/O; a
//! caller that must not block searches in [`Search::step`]s.

mod causes;
mod diagnosis;
mod expected;
mod fact_words;
mod finding;
mod findings;
#[cfg(feature = "json")]
mod json;
mod observation;
mod reading;
mod recipes;
mod redact;
mod search;
mod strings;
mod value_words;
mod verdict_words;

pub use causes::{
    CAUSES, Cause, CauseEntry, HostKind, PROBES_SEND_NOTHING, PathKind, Probe, ProbeKind, Probed,
    Rank, Situation, Target, causes, probes,
};
pub use diagnosis::{Budget, Case, Diagnosis, Expected, Looked, Verdict};
pub use finding::{Certainty, Entry, Fact, Finding, Lang, Words};
pub use findings::ENTRIES;
#[cfg(feature = "json")]
pub use json::{ClaimError, FoundValue, case_from_json, diagnosis_to_json};
pub use observation::{Observation, Waited, explain};
pub use search::{Search, diagnose};
pub use value_words::{odd_words, wire_words};
pub use verdict_words::field_words;
