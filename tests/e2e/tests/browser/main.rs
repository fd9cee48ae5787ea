//! The finished site in a real browser, against real brokers. `cargo xtask test` runs these;
//! `cargo xtask test` also says by which variables everything is found.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "everything here is a test, its own parts included"
)]

mod accessible;
mod aedes;
mod behaves;
mod connack_sign_agrees;
mod documented_example;
mod faults;
mod flows;
mod flows_connect;
mod hostile_input;
mod keyboard;
mod lazy_worker;
mod main_job;
mod messages;
mod mosquitto;
mod paho;
mod policy;
mod privacy;
mod profiles;
mod reconnect;
mod refusals;
mod share;
mod tabs;
mod two_modules;
mod use_in;
mod verify;
