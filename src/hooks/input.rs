//! Event handlers as callbacks of plain values, and facts about the page.

use crate::browser::{clock, document, input};
use crate::state::PageFacts;
use yew::{Callback, Event, InputEvent, KeyboardEvent};

/// Calls back with the field's value at each change.
pub fn on_value(callback: Callback<String>) -> Callback<InputEvent> {
    Callback::from(move |event: InputEvent| callback.emit(input::value(&event)))
}

/// Calls back with the state of a checkbox.
pub fn on_checked(callback: Callback<bool>) -> Callback<Event> {
    Callback::from(move |event: Event| callback.emit(input::checked(&event)))
}

/// Offers a pasted text to `take`; when that says yes, the field itself gets nothing.
pub fn on_paste(take: Callback<String, bool>) -> Callback<Event> {
    Callback::from(move |event: Event| {
        if input::pasted(&event).is_some_and(|text| take.emit(text)) {
            event.prevent_default();
        }
    })
}

/// Calls back on Ctrl+Enter or ⌘+Enter.
pub fn on_submit_key(callback: Callback<()>) -> Callback<KeyboardEvent> {
    Callback::from(move |event: KeyboardEvent| {
        if input::is_submit(&event) {
            event.prevent_default();
            callback.emit(());
        }
    })
}

/// Milliseconds since 1970.
pub fn epoch_now_ms() -> f64 {
    clock::now_ms()
}

/// A moment as local time with milliseconds and zone, such as `14:03:07.042 +08:00`.
pub fn local_time(epoch_ms: f64) -> String {
    crate::state::time_of_day(epoch_ms, clock::zone_min(epoch_ms))
}

/// What the page's address and policy say about URLs.
pub fn page_facts() -> PageFacts {
    document::facts()
}

/// The practice broker's WebSocket URL.
pub fn practice_url() -> String {
    document::meta("connack-practice").unwrap_or_else(|| "ws://127.0.0.1:8083/mqtt".into())
}

/// Version and commit of this build.
pub fn build() -> String {
    document::meta("connack-build").unwrap_or_default()
}
