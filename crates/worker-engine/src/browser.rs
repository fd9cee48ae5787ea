//! Where the module runs: in the page's thread it answers calls, in a worker messages.

mod panic;
mod worker;

use crate::Engine;
use connack_protocol::{decode, encode};
use wasm_bindgen::prelude::*;
use web_sys::DedicatedWorkerGlobalScope;

/// In a worker, takes requests from now on; in the page's thread there is nothing to start.
#[wasm_bindgen(start)]
fn start() {
    if let Some(scope) = scope() {
        panic::report(&scope);
        worker::start(&scope);
    }
}

/// Answers one request at once, as far as a shallow search goes; nothing of it is kept. Empty for
/// bytes of another build.
#[wasm_bindgen]
#[allow(unreachable_pub, reason = "what the page imports must be public")]
pub fn answer(request: &[u8]) -> Vec<u8> {
    let answer = decode(request)
        .ok()
        .and_then(|request| Engine::default().take(request));
    answer.as_ref().map(encode).unwrap_or_default()
}

/// None outside of a dedicated worker.
fn scope() -> Option<DedicatedWorkerGlobalScope> {
    js_sys::global().dyn_into().ok()
}
