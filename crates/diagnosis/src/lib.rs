//! Names the cause when a device does not get CONNACK 0.
//!
//! It knows what the wire can show and what that most likely means. It does not look at what the
//! device sent: strings and signatures are not compared here.

mod finding;
mod findings;
mod observation;

pub use finding::{Certainty, Entry, Words};
pub use findings::ENTRIES;
pub use observation::{Observation, Waited, explain};
