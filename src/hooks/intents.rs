//! Intents, carried out: the clipboard, the clock, storage, the address, the workers.

use crate::browser::worker::ModuleWorker;
use crate::browser::{address, clipboard, clock, document, storage};
use crate::hooks::engine::{self, Engine, Sides};
use crate::state::{
    Action, ConnectAction, Field, FormAction, Intent, Model, NotTried, Plan, SessionAction, Theme,
    attempt, plan, whole_ms,
};
use connack_diagnosis::{Observation, explain};
use connack_protocol::{ToSession, decode, encode};
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;
use yew::platform::spawn_local;
use yew::platform::time::sleep;
use yew::{UseReducerDispatcher, UseReducerHandle};

/// The session worker, once Connect was opened.
pub(super) type Worker = Rc<RefCell<Option<ModuleWorker>>>;

/// Starts the session worker, once.
pub(super) fn load(worker: &Worker, dispatcher: &UseReducerDispatcher<Model>) {
    if worker.borrow().is_some() {
        return;
    }
    dispatcher.dispatch(Action::Session(SessionAction::Loading));
    let tell = dispatcher.clone();
    let started = ModuleWorker::start("connack-worker-session", move |message| {
        tell.dispatch(Action::Session(match message.map(|bytes| decode(&bytes)) {
            Ok(Ok(message)) => SessionAction::FromWorker(message),
            // A worker of another build says nothing that counts.
            Ok(Err(_)) => return,
            Err(what) => SessionAction::LoadFailed(what),
        }));
    });
    match started {
        Ok(started) => *worker.borrow_mut() = Some(started),
        Err(what) => dispatcher.dispatch(Action::Session(SessionAction::LoadFailed(what))),
    }
}

/// Carries out what a person wants.
pub(super) fn carry_out(
    intent: Intent,
    model: &UseReducerHandle<Model>,
    worker: &Worker,
    engine: &Engine,
) {
    match intent {
        Intent::Change(action) => model.dispatch(action),
        Intent::Changes(actions) => actions
            .into_iter()
            .for_each(|action| model.dispatch(action)),
        Intent::Copy { what, text } => copy(what, text, model.dispatcher()),
        Intent::Now => {
            let now = whole_ms(clock::now_ms()).to_string();
            model.dispatch(Action::Form(FormAction::Set(Field::Timestamp, now)));
        }
        Intent::Practice => {
            let url = document::meta("connack-practice").unwrap_or_default();
            model.dispatch(Action::Form(FormAction::Practice { url }));
        }
        Intent::Connect { agreed } => connect(agreed, model, worker),
        Intent::Session(request) => ask(worker, request),
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
        Intent::Forget => {
            *worker.borrow_mut() = None;
            *engine.borrow_mut() = Sides::default();
            model.dispatch(Action::Forget);
            document::set_theme(Theme::default().name());
            storage::clear();
            address::clear();
        }
    }
}

fn ask(worker: &Worker, request: ToSession) {
    if let Some(worker) = &*worker.borrow() {
        worker.request(encode(&request));
    }
}

fn connect(agreed: bool, model: &UseReducerHandle<Model>, worker: &Worker) {
    let mut form = model.connect.clone();
    if agreed {
        form.apply(ConnectAction::Confirm);
        model.dispatch(Action::Connect(ConnectAction::Confirm));
    }
    match plan(&form, model.computed.signed(), model.surroundings.facts) {
        Plan::Go(connect) => {
            let signed = Rc::new(attempt(&connect, &model.form.form.device_secret));
            model.dispatch(Action::Session(SessionAction::Attempt(signed)));
            load(worker, &model.dispatcher());
            ask(worker, ToSession::Connect(*connect));
        }
        Plan::Ask(host) => model.dispatch(Action::Connect(ConnectAction::Ask(host))),
        Plan::Refuse(NotTried::MixedContent) => {
            if let Some(entry) = explain(Observation::MixedContent) {
                model.dispatch(Action::Session(SessionAction::NotTried(entry)));
            }
        }
        // What the fields say already.
        Plan::Refuse(NotTried::Policy | NotTried::Scheme) | Plan::NotReady => {}
    }
}

/// Copies, and says so for a moment.
fn copy(what: &'static str, text: String, dispatcher: UseReducerDispatcher<Model>) {
    spawn_local(async move {
        let done = clipboard::copy(text).await;
        dispatcher.dispatch(Action::Copied(Some((what, done))));
        sleep(Duration::from_secs(2)).await;
        dispatcher.dispatch(Action::Copied(None));
    });
}
