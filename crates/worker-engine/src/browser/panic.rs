//! A panic is told to the page and ends the worker. The message of a panic may quote data, so
//! only its place is told, and nothing reaches the console.

use std::panic::{PanicHookInfo, set_hook};

use connack_protocol::FromEngine;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, Event};

use crate::browser::worker;

/// From now on panics are told to the page.
pub(super) fn report(scope: &DedicatedWorkerGlobalScope) {
    set_hook(Box::new(|info| {
        worker::post(&FromEngine {
            panicked: location(info),
            ..FromEngine::default()
        });
        // Whatever the module's memory is now, nothing may run in it again.
        if let Some(scope) = super::scope() {
            scope.close();
        }
    }));
    // The trap that follows would be written to the console as an uncaught error.
    let silence = Closure::<dyn Fn(Event)>::new(|event: Event| event.prevent_default());
    let _ = scope.add_event_listener_with_callback("error", silence.as_ref().unchecked_ref());
    silence.forget();
}

/// `file:line:column`, without the folders of the machine that built it.
fn location(info: &PanicHookInfo<'_>) -> String {
    let Some(place) = info.location() else {
        return "unknown".to_owned();
    };
    let file = place.file();
    let file = file
        .split_once("/registry/src/")
        .and_then(|(_, path)| path.split_once('/'))
        .map_or(file, |(_, path)| path);
    format!("{file}:{}:{}", place.line(), place.column())
}
