//! The time until the next try, counted down second by second.

use crate::browser::clock;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use yew::platform::spawn_local;
use yew::platform::time::sleep;
use yew::prelude::*;

/// Whole seconds until the next try, and which one it is; anew each second. `next`: when it is
/// due, ms since 1970, and which.
#[hook]
pub fn use_countdown(next: Option<(f64, u32)>) -> Option<(u64, u32)> {
    let tick = use_force_update();
    use_effect_with(next.map(|(due_ms, _)| due_ms), move |due_ms| {
        let counts = Rc::new(Cell::new(true));
        if let Some(due_ms) = *due_ms {
            let counts = counts.clone();
            spawn_local(async move {
                while counts.get() {
                    tick.force_update();
                    let left_ms = due_ms - clock::now_ms();
                    if left_ms <= 0.0 {
                        return;
                    }
                    // A little more than to the next whole second.
                    sleep(Duration::from_millis((left_ms % 1_000.0) as u64 + 1)).await;
                }
            });
        }
        move || counts.set(false)
    });
    let (due_ms, attempt) = next?;
    let left_s = ((due_ms - clock::now_ms()) / 1_000.0).ceil().max(0.0);
    Some((left_s as u64, attempt))
}
