//! The practice broker from outside: bytes in, bytes out, log lines.
//!
//! The client here is written by hand, byte by byte, so that nothing of the broker's own code
//! judges itself and so that it can send what no library would.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "everything here is a test, its helpers included"
)]

mod client;
mod flows;
mod hostile;
mod hostile_http;
mod http;
mod logins;
mod messages;
mod messages5;
mod program;
mod setup;
mod sub_devices;
mod version5;
