//! The session against scripted, split and hostile brokers. What is not random runs natively and
//! in a browser; `hostile` runs longer natively.
#![allow(clippy::unwrap_used, reason = "part of tests: a panic is the report")]

mod broker;
mod connecting;
mod cuts;
mod driver;
mod hostile;
mod keep_alive;
#[cfg(not(target_arch = "wasm32"))]
mod oracle;
mod packet_ids;
mod persistent;
#[cfg(not(target_arch = "wasm32"))]
mod properties;
mod random;
mod reconnect;
mod requests;
mod splits;
mod subscriptions;
mod transcripts;
mod version5;
mod violations;
mod violations5;
mod will;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
