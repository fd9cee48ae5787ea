//! The worker's global scope: clocks and timers.

use wasm_bindgen::prelude::*;
use web_sys::DedicatedWorkerGlobalScope;

/// None outside a dedicated worker, where this module has nothing to do.
pub(crate) fn scope() -> Option<DedicatedWorkerGlobalScope> {
    js_sys::global().dyn_into().ok()
}

/// Milliseconds on a clock that never goes back.
pub(crate) fn now_ms() -> f64 {
    scope()
        .and_then(|scope| scope.performance())
        .map_or(0.0, |performance| performance.now())
}

/// Milliseconds since 1970.
pub(crate) fn epoch_ms() -> f64 {
    js_sys::Date::now()
}

/// A number to spread waits and values by; no secret hangs on it.
pub(crate) fn seed() -> u64 {
    (js_sys::Math::random() * 9e15) as u64
}

/// One alarm that can be set again and again; dropped, it stays silent.
pub(crate) struct Alarm {
    ring: Closure<dyn Fn()>,
    set: Option<Set>,
}

struct Set {
    handle: i32,
    at_ms: f64,
}

impl Alarm {
    pub(crate) fn new(ring: impl Fn() + 'static) -> Self {
        Self {
            ring: Closure::new(ring),
            set: None,
        }
    }

    /// Rings at `at_ms` or earlier. An earlier alarm is left as it is: a deadline that moves with
    /// each packet would otherwise cost two calls of the browser a packet.
    pub(crate) fn at_latest(&mut self, at_ms: f64) {
        if self.set.as_ref().is_some_and(|set| set.at_ms <= at_ms) {
            return;
        }
        self.clear();
        let Some(scope) = scope() else { return };
        // Whole ms, rounded up: an alarm a fraction early would ring twice.
        let wait_ms = (at_ms - now_ms()).ceil().clamp(0.0, f64::from(i32::MAX)) as i32;
        let ring = self.ring.as_ref().unchecked_ref();
        self.set = scope
            .set_timeout_with_callback_and_timeout_and_arguments_0(ring, wait_ms)
            .ok()
            .map(|handle| Set { handle, at_ms });
    }

    pub(crate) fn has_rung(&mut self) {
        self.set = None;
    }

    pub(crate) fn clear(&mut self) {
        if let (Some(set), Some(scope)) = (self.set.take(), scope()) {
            scope.clear_timeout_with_handle(set.handle);
        }
    }
}

impl Drop for Alarm {
    fn drop(&mut self) {
        self.clear();
    }
}
