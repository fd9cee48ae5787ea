//! The store as a worker uses it: looks, files, and what holds after anything at all. What is not
//! random runs natively and in a browser.
#![allow(clippy::unwrap_used, reason = "part of tests: a panic is the report")]

mod exports;
#[cfg(not(target_arch = "wasm32"))]
mod file_properties;
mod given;
mod looks;
#[cfg(not(target_arch = "wasm32"))]
mod properties;
mod transcripts;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
