//! Devices that behave, scripted: messages and moments in, deeds out; and what holds for any
//! template. What is not random runs natively and in a browser.
#![allow(clippy::unwrap_used, reason = "part of tests: a panic is the report")]

mod device;
#[cfg(not(target_arch = "wasm32"))]
mod properties;
mod ready_made;
mod rules;
mod sending;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
