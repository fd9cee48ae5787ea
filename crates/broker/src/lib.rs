//! The practice broker: it stands in for the platform on one's own machine.
//!
//! A front takes MQTT over TCP and over WebSocket, judges CONNECT by the platform's rules and
//! answers refusals itself; accepted connections are piped to an ordinary broker behind it, on a
//! private port, under a client id that it takes in any case. The WebSocket port also takes the
//! requests of HTTPS authorisation and registration. Deliberately without TLS, storage and
//! accounts: it teaches how to connect, and forgets everything when it ends.

mod answer;
mod cloud;
mod connect;
mod devices;
mod end;
mod explain;
mod flows;
mod front;
mod http;
mod inner;
mod limits;
mod log;
mod login;
mod online;
mod pace;
mod packet;
mod pipe;
mod properties;
mod registry;
mod server;
mod socket;
mod topics;
mod topology;
mod wire;

pub use devices::{Device, Devices, DevicesError};
pub use log::{Entry, Event, Sink};
pub use server::{Broker, Config, StartError, random_password};
