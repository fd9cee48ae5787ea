//! The session worker: one connection, its WebSocket and its session, apart from the page.
//!
//! A busy page never delays a PINGREQ, and a hidden one does not have this worker's timers cut.
//! Everything here serves the browser; what MQTT asks for is `connack-session`. Nothing is written
//! to the console, and messages are kept in memory only.

#![cfg(target_arch = "wasm32")]

mod device;
mod inbox;
mod outbox;
mod panic;
mod probe;
mod scope;
mod socket;
mod translate;
mod worker;

use connack_protocol::{FromSession, ToSession};
use wasm_bindgen::prelude::*;
use web_sys::MessageEvent;

/// Runs when the module is loaded: takes requests from now on, and says so.
#[wasm_bindgen(start)]
fn start() {
    let Some(scope) = scope::scope() else {
        return;
    };
    panic::report(&scope);
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| {
        // What cannot be read comes from a page of another build. It is dropped: the page learns
        // of the mismatch by itself when it cannot read this worker's `Ready`.
        if let Some(request) = request(&event.data()) {
            worker::with(|worker| worker.take(request));
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // As long as the worker lives there is a page that may ask.
    on_message.forget();
    outbox::post(&FromSession::Ready);
}

fn request(data: &JsValue) -> Option<ToSession> {
    let bytes = match data.dyn_ref::<js_sys::Uint8Array>() {
        Some(array) => array.to_vec(),
        None => js_sys::Uint8Array::new(data.dyn_ref::<js_sys::ArrayBuffer>()?).to_vec(),
    };
    connack_protocol::decode(&bytes).ok()
}
