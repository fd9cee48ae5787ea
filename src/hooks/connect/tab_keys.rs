//! The keys that go from tab to tab.

use crate::browser::input;
use crate::state::connect::Intent;
use yew::{Callback, KeyboardEvent};

/// The arrow keys, Home and End, on a list of tabs of which `active` is shown.
pub fn tab_keys(send: &Callback<Intent>, ids: Vec<u32>, active: usize) -> Callback<KeyboardEvent> {
    let send = send.clone();
    Callback::from(move |event: KeyboardEvent| {
        let next = input::next_of(&event, active, ids.len());
        if let Some(id) = next.and_then(|at| ids.get(at)) {
            event.prevent_default();
            send.emit(Intent::ShowConnection(*id));
        }
    })
}
