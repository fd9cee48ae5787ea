//! An MQTT 3.1.1 client without socket, clock or randomness.
//!
//! [`Session`] is told what happened (`handle_*`, requests) with the time as an argument, and is
//! asked what to do ([`Session::poll_effect`]), what to tell ([`Session::poll_event`]) and when to
//! wake ([`Session::deadline`]). So the same code runs in a browser's worker and, scripted, in a
//! native test. Bytes from the broker pass a strict guard before the protocol library sees them.
//!
//! It deliberately lacks sentences for people, anything of Alibaba Cloud, and reconnecting: one
//! session is one connection.

mod event;
mod guard;
mod link;
mod packets;
mod phase;
mod request;
mod session;
mod topic;
pub mod transcript;

pub use event::{
    Ack, Direction, Effect, Event, Message, NotSent, Qos, TimedEvent, Violation, WaitedFor,
};
pub use phase::Phase;
pub use request::{Close, Config, Connect, Password, Publish};
pub use session::Session;
