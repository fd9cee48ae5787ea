//! An MQTT client, 3.1.1 and 5.0, without socket, clock or randomness.
//!
//! [`Session`] is told what happened (`handle_*`, requests) with the time as an argument, and is
//! asked what to do ([`Session::poll_effect`]), what to tell ([`Session::poll_event`]) and when to
//! wake ([`Session::deadline`]). So the same code runs in a browser's worker and, scripted, in a
//! native test. It outlives its network connections: it connects again, and sends again what was
//! not acknowledged.
//!
//! It deliberately lacks sentences for people and anything of Alibaba Cloud; in 5.0 it lacks topic
//! aliases and enhanced authentication.

mod backoff;
mod connection;
mod event;
mod guard;
mod id_set;
mod keep_alive;
mod outgoing;
mod phase;
mod request;
mod session;
mod subscriptions;
mod topic;
pub mod transcript;
mod version5;
mod why;
mod wire;

pub use backoff::Reconnect;
pub use event::{Ack, Direction, Effect, Event, Message, Qos, TimedEvent, WillSent};
pub use phase::Phase;
pub use request::{Close, Config, Connect, Password, Publish, Version, Will};
pub use session::Session;
pub use version5::{Properties, Reason, Server, UserProperties};
pub use why::{NotSent, Stopped, Violation, WaitedFor};
