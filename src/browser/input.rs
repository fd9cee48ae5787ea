//! What a person does to a field, as plain values.

use crate::browser::listener::Listener;
use wasm_bindgen::JsCast;
use web_sys::{
    ClipboardEvent, Element, Event, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement,
    KeyboardEvent, window,
};

/// The value of the input, select or text area that an event comes from.
pub fn value(event: &Event) -> String {
    let Some(target) = event.target() else {
        return String::new();
    };
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        input.value()
    } else if let Some(select) = target.dyn_ref::<HtmlSelectElement>() {
        select.value()
    } else if let Some(area) = target.dyn_ref::<HtmlTextAreaElement>() {
        area.value()
    } else {
        String::new()
    }
}

/// Empties the text area that an event comes from.
pub fn clear(event: &Event) {
    let area = event.target().and_then(|target| target.dyn_into().ok());
    if let Some(area) = area {
        HtmlTextAreaElement::set_value(&area, "");
    }
}

/// Whether the checkbox that an event comes from is checked.
pub fn checked(event: &Event) -> bool {
    let target = event.target();
    target.is_some_and(|target| {
        target
            .dyn_ref::<HtmlInputElement>()
            .is_some_and(HtmlInputElement::checked)
    })
}

/// The text that is being pasted.
pub fn pasted(event: &Event) -> Option<String> {
    event
        .dyn_ref::<ClipboardEvent>()?
        .clipboard_data()?
        .get_data("text")
        .ok()
}

/// Whether a key press is Ctrl+Enter or ⌘+Enter.
pub fn is_submit(event: &KeyboardEvent) -> bool {
    event.key() == "Enter" && (event.ctrl_key() || event.meta_key())
}

/// Which of so many things a key press goes to, from the one at `at`; the ends are joined.
pub fn next_of(event: &KeyboardEvent, at: usize, count: usize) -> Option<usize> {
    match event.key().as_str() {
        "ArrowRight" => (at + 1).checked_rem(count),
        "ArrowLeft" => (at + count).checked_sub(1)?.checked_rem(count),
        "Home" => Some(0),
        "End" => count.checked_sub(1),
        _ => None,
    }
}

/// What takes keys as text, or to choose by.
const TYPED_INTO: &str = "input:not([type=checkbox], [type=file]), textarea, select";

/// Calls back when a key is pressed alone, and not into a field; true: the key is used up.
pub fn on_key(callback: impl Fn(&str) -> bool + 'static) -> Option<Listener> {
    let document = window()?.document()?;
    Some(Listener::new(&document, "keydown", move |event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let typing = target.is_some_and(|target| target.matches(TYPED_INTO) == Ok(true));
        let with = key.ctrl_key() || key.meta_key() || key.alt_key();
        if !typing && !with && callback(&key.key()) {
            event.prevent_default();
        }
    }))
}
