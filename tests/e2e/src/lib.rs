//! What the end-to-end tests stand on: a browser driven over W3C WebDriver, a plain static host,
//! brokers, and servers that misbehave. Nothing here knows the product's code: the site is
//! files, the programs are programs, and the page is known by its documented ids only. (`cuts` and
//! `interop` have no page: they drive the session themselves; nor have `exports` and `npm`, which run
//! what the product writes and packs for others; the sixteen connections of `live` speak
//! to the page's workers, in the words of `connack-protocol`.)
//!
//! Every test has a browser profile, ports and brokers of its own, and each of them ends with
//! the value that stands for it, also when the test panics.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "part of tests: a panic is the report"
)]

mod aedes;
pub mod axe;
pub mod blast;
mod browser;
mod child;
pub mod fault;
pub mod flow;
mod folder;
mod http;
pub mod keys;
mod long_tasks;
mod memory;
mod mosquitto;
pub mod net_log;
mod page;
mod practice;
mod publisher;
pub mod python;
mod site;
mod surroundings;
mod wait;

pub use aedes::Aedes;
pub use browser::{Browser, Options};
pub use child::Child;
pub use folder::Folder;
pub use memory::Memory;
pub use mosquitto::Mosquitto;
pub use practice::Practice;
pub use publisher::Publisher;
pub use site::{Site, free_port};
pub use surroundings::{Needed, full, needed};
pub use wait::{PATIENCE, eventually, within};
