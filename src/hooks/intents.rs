//! Intents, carried out: the clipboard, the clock, storage, the address, the modules.

use crate::browser::{address, clipboard, clock, crypto, document, fetch, storage};
use crate::components::SHORTCUTS;
use crate::hooks::connect_module::{self, Connect};
use crate::hooks::engine::{self, Engine, Sides};
use crate::state::{Action, Field, FlowAction, FormAction, Intent, Model, Theme, whole_ms};
use connack_signer::Secret;
use std::time::Duration;
use yew::UseReducerHandle;
use yew::platform::spawn_local;
use yew::platform::time::sleep;

/// Carries out what a person wants.
pub(super) fn carry_out(
    intent: Intent,
    model: &UseReducerHandle<Model>,
    connect: &Connect,
    engine: &Engine,
) {
    match intent {
        Intent::Change(action) => model.dispatch(action),
        Intent::Changes(actions) => actions
            .into_iter()
            .for_each(|action| model.dispatch(action)),
        Intent::Copy { what, text } => {
            let dispatcher = model.dispatcher();
            copy(what, text, move |state| {
                dispatcher.dispatch(Action::Copied(state));
            });
        }
        Intent::Now => {
            let now = whole_ms(clock::now_ms()).to_string();
            model.dispatch(Action::Form(FormAction::Set(Field::Timestamp, now)));
        }
        Intent::Practice => {
            let url = model.surroundings.practice.clone();
            model.dispatch(Action::Form(FormAction::Practice { url }));
        }
        Intent::Random(name) => {
            // Without a random source the field stays as it is.
            if let Ok(bytes) = crypto::random::<8>() {
                let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
                model.dispatch(Action::Named(vec![(name, Secret::new(hex))]));
            }
        }
        Intent::Send { url, body, into } => {
            let (sends, dispatcher) = (model.flow.sends + 1, model.dispatcher());
            model.dispatch(Action::Flow(FlowAction::Sent));
            spawn_local(async move {
                let answer = fetch::post_form(&url, &body.0).await.map(Secret::new);
                dispatcher.dispatch(Action::Flow(FlowAction::Answered {
                    sends,
                    into,
                    answer,
                }));
            });
        }
        Intent::Engine(request) => engine::request(engine, &request, model, &model.dispatcher()),
        Intent::Language(language) => {
            address::set_lang(language.code());
            model.dispatch(Action::Language(language));
        }
        Intent::Theme(theme) => {
            storage::set_theme(theme.name());
            model.dispatch(Action::Theme(theme));
        }
        Intent::Focus(id) => document::focus(id),
        Intent::Shortcuts => document::turn_dialog(SHORTCUTS),
        Intent::Forget => {
            connect_module::forget(connect);
            *engine.borrow_mut() = Sides::default();
            model.dispatch(Action::Forget);
            document::set_theme(Theme::default().name());
            storage::clear();
            address::clear();
        }
    }
}

/// Copies, and says so for a moment.
pub(super) fn copy(
    what: &'static str,
    text: String,
    tell: impl Fn(Option<(&'static str, bool)>) + 'static,
) {
    spawn_local(async move {
        let done = clipboard::copy(text).await;
        tell(Some((what, done)));
        sleep(Duration::from_secs(2)).await;
        tell(None);
    });
}
