//! Event handlers that emit intents. Each kind exists once, so that a view costs only its data.

use crate::browser::{clock, input};
use crate::state::{Action, FormAction, Intends, Intent, time_of_day};
use connack_signer::{Secret, read_pasted};
use yew::{Callback, Event, InputEvent, KeyboardEvent, MouseEvent};

/// A press of a button.
pub fn press<I: Intends>(send: &Callback<I>, intent: I) -> Callback<MouseEvent> {
    let send = send.clone();
    Callback::from(move |_: MouseEvent| send.emit(intent.clone()))
}

/// A field's value at each change.
pub fn typed<I: Intends>(
    send: &Callback<I>,
    action: fn(String) -> I::Action,
) -> Callback<InputEvent> {
    let send = send.clone();
    Callback::from(move |event: InputEvent| {
        send.emit(I::change(action(input::value(&event))));
    })
}

/// A field's value at each change; one that is longer than `max` bytes is taken out of the field.
pub fn typed_or_taken<I: Intends>(
    send: &Callback<I>,
    max: usize,
    action: fn(String) -> I::Action,
) -> Callback<InputEvent> {
    let send = send.clone();
    Callback::from(move |event: InputEvent| {
        let value = input::value(&event);
        if value.len() > max {
            input::clear(&event);
        }
        send.emit(I::change(action(value)));
    })
}

/// A choice, for `change` beside `input`: tools that choose in place of a person send that alone.
pub fn chosen<I: Intends>(send: &Callback<I>, action: fn(String) -> I::Action) -> Callback<Event> {
    let send = send.clone();
    Callback::from(move |event: Event| send.emit(I::change(action(input::value(&event)))))
}

/// A field among many of a kind: `action` gets its place with the value, at each change.
pub fn typed_at<I: Intends, P: Copy + 'static>(
    send: &Callback<I>,
    place: P,
    action: fn(P, String) -> I::Action,
) -> Callback<InputEvent> {
    let send = send.clone();
    Callback::from(move |event: InputEvent| {
        send.emit(I::change(action(place, input::value(&event))));
    })
}

/// A choice among many of a kind; see [`chosen`].
pub fn chosen_at<I: Intends, P: Copy + 'static>(
    send: &Callback<I>,
    place: P,
    action: fn(P, String) -> I::Action,
) -> Callback<Event> {
    let send = send.clone();
    Callback::from(move |event: Event| {
        send.emit(I::change(action(place, input::value(&event))));
    })
}

/// A checkbox.
pub fn switched<I: Intends>(send: &Callback<I>, action: fn(bool) -> I::Action) -> Callback<Event> {
    let send = send.clone();
    Callback::from(move |event: Event| send.emit(I::change(action(input::checked(&event)))))
}

/// A checkbox among many of a kind.
pub fn switched_at<I: Intends, P: Copy + 'static>(
    send: &Callback<I>,
    place: P,
    action: fn(P, bool) -> I::Action,
) -> Callback<Event> {
    let send = send.clone();
    Callback::from(move |event: Event| {
        send.emit(I::change(action(place, input::checked(&event))));
    })
}

/// A field that the page knows by its name, at each change.
pub fn typed_named<E: AsRef<Event> + 'static>(send: &Callback<Intent>, name: &str) -> Callback<E> {
    let (send, name) = (send.clone(), name.to_owned());
    Callback::from(move |event: E| {
        let value = Secret::new(input::value(event.as_ref()));
        send.emit(Intent::Change(Action::Named(vec![(name.clone(), value)])));
    })
}

/// A pasted text that fills several fields; any other goes into the field as usual.
pub fn paste(send: &Callback<Intent>) -> Callback<Event> {
    let send = send.clone();
    Callback::from(move |event: Event| {
        if let Some(pasted) = input::pasted(&event).and_then(|text| read_pasted(&text)) {
            event.prevent_default();
            send.emit(Intent::Change(Action::Form(FormAction::Fill(Box::new(
                pasted,
            )))));
        }
    })
}

/// Ctrl+Enter or ⌘+Enter.
pub fn submit_key<I: Intends>(send: &Callback<I>, intent: I) -> Callback<KeyboardEvent> {
    let send = send.clone();
    Callback::from(move |event: KeyboardEvent| {
        if input::is_submit(&event) {
            event.prevent_default();
            send.emit(intent.clone());
        }
    })
}

/// A moment as local time with milliseconds and zone, such as `14:03:07.042 +08:00`.
pub fn local_time(epoch_ms: f64) -> String {
    time_of_day(epoch_ms, clock::zone_min(epoch_ms))
}
