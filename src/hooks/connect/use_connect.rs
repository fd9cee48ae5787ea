//! What Connect knows, kept in step with the page around it and with its workers.

use crate::browser::connect::Page;
use crate::browser::{document, storage};
use crate::hooks::connect::intents::{Workers, ask, carry_out, change, load};
use crate::hooks::connect::profiles::{self, Forgets};
use crate::hooks::connect::use_behaviour::use_behaviour;
use crate::state::connect::{Action, Connection, Intent, Model, Snippets};
use connack_protocol::{Device, Look, Phase, ToConnectPage, ToSession, decode, encode};
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::prelude::*;

/// What Connect knows, and where its views send their intents.
#[hook]
pub fn use_connect(page: &Page) -> (UseReducerHandle<Model>, Callback<Intent>) {
    let model = use_reducer(|| {
        let mut model = Model::new(document::facts());
        model.snippets = Snippets::of_file(storage::snippets().as_deref());
        model
    });
    let workers: Workers = use_mut_ref(Default::default);
    let forgets: Forgets = (*use_memo((), |()| Forgets::default())).clone();

    let (heard, dispatcher, ended) = (page.clone(), model.dispatcher(), workers.clone());
    let forgotten = forgets.clone();
    use_effect_with((), move |()| {
        heard.listen(Callback::from(move |said: Vec<u8>| {
            // The page of another build says nothing that counts.
            if let Ok(said) = decode::<ToConnectPage>(&said) {
                if said == ToConnectPage::Forget {
                    ended.borrow_mut().clear();
                    forgotten.set(forgotten.get() + 1);
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
    let told = use_mut_ref(BTreeMap::<u32, (Look, Device, Vec<String>)>::new);
    let all = model.looks().into_iter().zip(model.devices());
    let all: Vec<_> = all.zip(model.listened()).collect();
    let asked = workers.clone();
    use_effect_with((shown, all), move |(_, all)| {
        let mut told = told.borrow_mut();
        told.retain(|id, _| asked.borrow().contains_key(id));
        for (((id, look), (_, device)), listened) in all {
            if !asked.borrow().contains_key(id) {
                continue;
            }
            let before = told.insert(*id, (look.clone(), device.clone(), listened.clone()));
            let before = before.as_ref();
            if before.map(|(look, ..)| look) != Some(look) {
                ask(&asked, *id, &ToSession::Look(Box::new(look.clone())));
            }
            if before.map(|(_, device, _)| device) != Some(device) {
                ask(&asked, *id, &ToSession::Device(device.clone()));
            }
            if before.map(|(.., listened)| listened) != Some(listened) {
                ask(&asked, *id, &ToSession::Listen(listened.clone()));
            }
        }
    });
    let capacities = model.capacities();
    let kept = workers.clone();
    use_effect_with((shown, capacities), move |(_, capacities)| {
        for (id, capacity) in capacities {
            ask(&kept, *id, &ToSession::Capacity(*capacity));
        }
    });
    let changing = (workers.clone(), model.clone());
    use_effect_with(model.edited(), move |edited| {
        let (workers, model) = changing;
        for (id, connect) in edited {
            change(*id, connect, &model, &workers);
        }
    });
    let dispatcher = model.dispatcher();
    // As the module is loaded, and whenever Connect is shown or left: a secret's time may be over.
    use_effect_with(model.shown, move |_| {
        // Storage that is switched off is told when something is to be saved.
        let _ = profiles::read(&dispatcher);
    });
    let online = |of: &&Rc<Connection>| of.session.phase == Phase::Online;
    let online: Vec<u32> = model
        .connections
        .iter()
        .filter(online)
        .map(|of| of.id)
        .collect();
    let was = use_mut_ref(Vec::new);
    let (subscribing, knows) = (workers.clone(), model.clone());
    use_effect_with(online, move |online| {
        profiles::subscribe(&knows, &was.borrow(), &subscribing);
        was.borrow_mut().clone_from(online);
    });

    use_behaviour(&model, &workers);

    let send = {
        let (model, page) = (model.clone(), page.clone());
        Callback::from(move |intent| carry_out(intent, &model, &page, &workers, &forgets))
    };
    (model, send)
}
