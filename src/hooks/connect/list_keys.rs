//! Keys within the list of messages and the topic tree.

use crate::browser::clock;
use crate::state::connect::{Action, Intent, ListAction, SessionAction};
use yew::{Callback, KeyboardEvent};

/// Rows that a page key goes.
const PAGE: i64 = 7;
/// More rows than are in the document.
const ALL: i64 = 10_000;

/// A number, as short as it can be written.
pub fn number_text(value: f64) -> String {
    clock::number_text(value)
}

fn on_keys(
    send: &Callback<Intent>,
    meaning: impl Fn(&str) -> Option<Intent> + 'static,
) -> Callback<KeyboardEvent> {
    let send = send.clone();
    Callback::from(move |event: KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        if let Some(intent) = meaning(&event.key()) {
            event.prevent_default();
            send.emit(intent);
        }
    })
}

/// The arrows choose a message, Escape none.
pub fn list_keys(send: &Callback<Intent>) -> Callback<KeyboardEvent> {
    on_keys(send, |key| {
        let action = match key {
            "ArrowDown" => ListAction::Step(1),
            "ArrowUp" => ListAction::Step(-1),
            "PageDown" => ListAction::Step(PAGE),
            "PageUp" => ListAction::Step(-PAGE),
            "Home" => ListAction::Step(-ALL),
            "End" => ListAction::Step(ALL),
            "Escape" => ListAction::Select(None),
            _ => return None,
        };
        Some(Intent::Change(Action::Shown(SessionAction::List(action))))
    })
}

/// What Escape does.
pub fn escape(send: &Callback<Intent>, intent: Intent) -> Callback<KeyboardEvent> {
    on_keys(send, move |key| (key == "Escape").then(|| intent.clone()))
}

/// What the keys of a tree do where it stands: up, down, left, right, Home, End, Enter.
pub fn tree_keys(send: &Callback<Intent>, does: [Option<Intent>; 7]) -> Callback<KeyboardEvent> {
    const KEYS: [&str; 7] = [
        "ArrowUp",
        "ArrowDown",
        "ArrowLeft",
        "ArrowRight",
        "Home",
        "End",
        "Enter",
    ];
    on_keys(send, move |key| {
        let at = KEYS.iter().position(|of| *of == key)?;
        does[at].clone()
    })
}
