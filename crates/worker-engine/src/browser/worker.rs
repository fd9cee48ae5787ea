//! The engine in a worker: searches in slices, so that a new question or Cancel is heard between.

use crate::Engine;
use crate::browser::scope;
use connack_protocol::{FromEngine, ToEngine};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// How long the search runs between two looks at the messages.
const SLICE_MS: f64 = 40.0;

struct Worker {
    engine: Engine,
    /// The next slice, while one is to come.
    waits: bool,
    slice: Closure<dyn Fn()>,
}

thread_local! {
    static WORKER: RefCell<Worker> = RefCell::new(Worker {
        engine: Engine::default(),
        waits: false,
        slice: Closure::new(|| with(Worker::search)),
    });
}

fn with(act: impl FnOnce(&mut Worker)) {
    WORKER.with_borrow_mut(act);
}

impl Worker {
    fn take(&mut self, request: ToEngine) {
        post_all(self.engine.take(request));
        self.follow();
    }

    fn search(&mut self) {
        self.waits = false;
        post_all(self.engine.search(SLICE_MS, now_ms));
        self.follow();
    }

    fn follow(&mut self) {
        if self.waits || !self.engine.is_searching() {
            return;
        }
        if let Some(scope) = scope() {
            let slice = self.slice.as_ref().unchecked_ref();
            self.waits = scope.set_timeout_with_callback(slice).is_ok();
        }
    }
}

/// Takes requests from now on, and says so.
pub(super) fn start(scope: &DedicatedWorkerGlobalScope) {
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| {
        // What cannot be read comes from a page of another build, which learns of it by itself.
        if let Some(request) = request(&event.data()) {
            with(|worker| worker.take(request));
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // As long as the worker lives there is a page that may ask.
    on_message.forget();
    post(&FromEngine::default());
}

fn request(data: &JsValue) -> Option<ToEngine> {
    let bytes = js_sys::Uint8Array::new(data.dyn_ref::<js_sys::ArrayBuffer>()?).to_vec();
    connack_protocol::decode(&bytes).ok()
}

fn now_ms() -> f64 {
    let performance = scope().and_then(|scope| scope.performance());
    performance.map_or(0.0, |performance| performance.now())
}

fn post_all(message: Option<FromEngine>) {
    message.iter().for_each(post);
}

/// Posts one message as bytes of their own, which move to the page without a copy.
pub(super) fn post(message: &FromEngine) {
    let Some(scope) = scope() else { return };
    let bytes = js_sys::Uint8Array::from(connack_protocol::encode(message).as_slice()).buffer();
    let transfer = js_sys::Array::of1(&bytes);
    // A page that is gone takes nothing, and there is nobody else to tell.
    let _ = scope.post_message_with_transfer(&bytes, &transfer);
}
