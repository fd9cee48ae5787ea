//! What Connect knows, kept in step with the page around it and with its workers.

use crate::browser::connect::Page;
use crate::browser::{document, storage};
use crate::hooks::connect::intents::{Workers, ask, carry_out, load};
use crate::hooks::connect::use_behaviour::use_behaviour;
use crate::state::connect::{Action, Intent, Model, Snippets};
use connack_protocol::{Device, ToConnectPage, ToSession, decode};
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
    let (shown, loading) = (model.shown.then(|| model.connection().id), workers.clone());
    let dispatcher = model.dispatcher();
    use_effect_with(shown, move |shown| {
        if let Some(id) = shown {
            load(&loading, *id, &dispatcher);
        }
    });

    let looking = (shown, model.connection().session.list.look.number);
    let (asked, look) = (
        workers.clone(),
        model.connection().session.list.look.clone(),
    );
    use_effect_with(looking, move |(shown, _)| {
        if let Some(id) = shown {
            ask(&asked, *id, &ToSession::Look(Box::new(look)));
        }
    });
    let device = model.credentials().map(|of| Device {
        product_key: of.product_key.clone(),
        device_name: of.device_name.clone(),
    });
    let told = workers.clone();
    use_effect_with((shown, device), move |(shown, device)| {
        if let Some(id) = shown {
            let device = device.clone().unwrap_or_default();
            ask(&told, *id, &ToSession::Device(device));
        }
    });

    use_behaviour(&model, &workers);

    let send = {
        let (model, page) = (model.clone(), page.clone());
        Callback::from(move |intent| carry_out(intent, &model, &page, &workers))
    };
    (model, send)
}
