//! What the device does by itself, told to its worker at each change; what was kept, kept.

use crate::browser::storage;
use crate::hooks::connect::intents::{Workers, ask};
use crate::state::connect::{Model, WorkerState};
use connack_protocol::ToSession;
use std::collections::BTreeMap;
use yew::prelude::*;

/// Keeps the worker of the shown connection in step with its rules and its thing, and the browser's
/// storage with the messages kept.
#[hook]
pub(super) fn use_behaviour(model: &Model, workers: &Workers) {
    let connection = model.connection();
    let ready = connection.session.worker == WorkerState::Ready;
    // Another device begins without a thing.
    let device = model.in_use();
    let device = device.map(|of| (of.product_key.clone(), of.device_name.clone()));
    let behaves = &connection.behaves;
    let thing = (behaves.simulated.clone(), device);
    let now = (connection.id, ready, behaves.rules.followed.clone(), thing);
    // Told again when it is shown again, a worker would begin anew.
    let told = use_mut_ref(BTreeMap::new);
    let workers = workers.clone();
    use_effect_with(now, move |(id, ready, rules, thing)| {
        let mut told = told.borrow_mut();
        told.retain(|id, _| workers.borrow().contains_key(id));
        if !*ready {
            return;
        }
        let before = told.insert(*id, (rules.clone(), thing.clone()));
        let before = before.as_ref();
        if before.map(|(rules, _)| rules) != Some(rules) {
            ask(&workers, *id, &ToSession::Rules((**rules).clone()));
        }
        if before.map(|(_, thing)| thing) != Some(thing) {
            let thing = thing.0.as_ref().map(|thing| (**thing).clone());
            ask(&workers, *id, &ToSession::Thing(thing));
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
