//! What Connect knows, kept in step with the page around it and with its workers.

use crate::browser::connect::Page;
use crate::browser::document;
use crate::hooks::connect::intents::{Workers, ask, carry_out, change, load};
use crate::state::connect::{Action, Intent, Model};
use connack_protocol::{Device, Look, ToConnectPage, ToSession, decode, encode};
use std::collections::BTreeMap;
use yew::prelude::*;

/// What Connect knows, and where its views send their intents.
#[hook]
pub fn use_connect(page: &Page) -> (UseReducerHandle<Model>, Callback<Intent>) {
    let model = use_reducer(|| Model::new(document::facts()));
    let workers: Workers = use_mut_ref(Default::default);

    let (heard, dispatcher, ended) = (page.clone(), model.dispatcher(), workers.clone());
    use_effect_with((), move |()| {
        heard.listen(Callback::from(move |said: Vec<u8>| {
            // The page of another build says nothing that counts.
            if let Ok(said) = decode::<ToConnectPage>(&said) {
                if said == ToConnectPage::Forget {
                    ended.borrow_mut().clear();
                }
                dispatcher.dispatch(Action::Page(said));
            }
        }));
    });
    let told = workers.clone();
    use_effect_with((), move |()| {
        let listeners = document::on_network(move |online| {
            for worker in told.borrow().values() {
                worker.request(encode(&ToSession::Network { online }));
            }
        });
        move || drop(listeners)
    });
    let (shown, loading) = (model.shown.then(|| model.connection().id), workers.clone());
    let dispatcher = model.dispatcher();
    use_effect_with(shown, move |shown| {
        if let Some(id) = shown {
            load(&loading, *id, &dispatcher);
        }
    });

    // Each worker is told once what concerns it, and anew what changes.
    let told = use_mut_ref(BTreeMap::<u32, (Look, Device)>::new);
    let all: Vec<_> = model.looks().into_iter().zip(model.devices()).collect();
    let asked = workers.clone();
    use_effect_with((shown, all), move |(_, all)| {
        let mut told = told.borrow_mut();
        told.retain(|id, _| asked.borrow().contains_key(id));
        for ((id, look), (_, device)) in all {
            if !asked.borrow().contains_key(id) {
                continue;
            }
            let before = told.insert(*id, (look.clone(), device.clone()));
            if before.as_ref().map(|(look, _)| look) != Some(look) {
                ask(&asked, *id, &ToSession::Look(Box::new(look.clone())));
            }
            if before.as_ref().map(|(_, device)| device) != Some(device) {
                ask(&asked, *id, &ToSession::Device(device.clone()));
            }
        }
    });
    let changing = (workers.clone(), model.clone());
    use_effect_with(model.edited(), move |edited| {
        let (workers, model) = changing;
        for (id, connect) in edited {
            change(*id, connect, &model, &workers);
        }
    });

    let send = {
        let (model, page) = (model.clone(), page.clone());
        Callback::from(move |intent| carry_out(intent, &model, &page, &workers))
    };
    (model, send)
}
