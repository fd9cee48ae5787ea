//! What the device does by itself, told to its worker at each change; what was kept, kept.

use crate::browser::storage;
use crate::hooks::connect::intents::{Workers, ask};
use crate::state::connect::{Model, WorkerState};
use connack_protocol::ToSession;
use yew::prelude::*;

/// Keeps the worker of the shown connection in step with its rules and its thing, and the browser's
/// storage with the messages kept.
#[hook]
pub(super) fn use_behaviour(model: &Model, workers: &Workers) {
    let connection = model.connection();
    let ready = connection.session.worker == WorkerState::Ready;
    let of = (connection.id, ready);

    let told = workers.clone();
    let rules = connection.behaves.rules.followed.clone();
    use_effect_with((of, rules), move |((id, ready), rules)| {
        if *ready {
            ask(&told, *id, &ToSession::Rules((**rules).clone()));
        }
    });
    let told = workers.clone();
    let thing = connection.behaves.simulated.clone();
    // Another device begins without a thing.
    let device = model.credentials();
    let device = device.map(|of| (of.product_key.clone(), of.device_name.clone()));
    use_effect_with((of, thing, device), move |((id, ready), thing, _)| {
        if *ready {
            let thing = thing.as_ref().map(|thing| (**thing).clone());
            ask(&told, *id, &ToSession::Thing(thing));
        }
    });
    let first = use_mut_ref(|| true);
    let snippets = model.snippets.clone();
    use_effect_with(model.snippets.list.clone(), move |_| {
        // What was just read need not be written.
        if !first.replace(false) {
            storage::set_snippets(snippets.to_file().as_deref());
        }
    });
}
