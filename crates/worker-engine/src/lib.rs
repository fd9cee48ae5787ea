//! The engine: reads a pasted text, diagnoses it, and says everything in words. One wasm module,
//! used twice: the page imports it when Verify is opened, for the shallow search at once; a worker
//! runs it for the deep one.
//!
//! [`Engine`] is pure and native too: requests in, answers out, the time as an argument. What
//! touches the browser is below `browser`. No rule of the platform lives here.

mod answer;
mod beside;
#[cfg(target_arch = "wasm32")]
mod browser;
mod case_file;
mod engine;
mod examples;
mod excerpt;
mod fill;
mod flows;
mod layout;
mod markdown;
mod qr;
mod share;
mod told;
mod use_in;
mod values;
mod words;

pub use engine::Engine;
