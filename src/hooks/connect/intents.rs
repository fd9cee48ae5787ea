//! The intents of Connect, carried out: the workers, the clipboard, the page around.

use crate::browser::clock;
use crate::browser::connect::Page;
use crate::browser::worker::ModuleWorker;
use crate::hooks::copy;
use crate::state::connect::{
    Action, BehavesAction, FormAction, Intent, Model, NotTried, Plan, PublishAction, SessionAction,
    attempt, plan,
};
use connack_diagnosis::{Observation, explain};
use connack_protocol::{Hidden, ToSession, decode, encode};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::{UseReducerDispatcher, UseReducerHandle};

/// The workers by the connection that each holds.
pub(super) type Workers = Rc<RefCell<BTreeMap<u32, ModuleWorker>>>;

/// Starts the worker of a connection, once.
pub(super) fn load(workers: &Workers, id: u32, dispatcher: &UseReducerDispatcher<Model>) {
    if workers.borrow().contains_key(&id) {
        return;
    }
    dispatcher.dispatch(Action::Session(id, SessionAction::Loading));
    let tell = dispatcher.clone();
    let started = ModuleWorker::start("connack-worker-session", move |message| {
        let said = match message.map(|bytes| decode(&bytes)) {
            Ok(Ok(message)) => SessionAction::FromWorker(message),
            // A worker of another build says nothing that counts.
            Ok(Err(_)) => return,
            Err(what) => SessionAction::LoadFailed(what),
        };
        tell.dispatch(Action::Session(id, said));
    });
    match started {
        Ok(started) => {
            workers.borrow_mut().insert(id, started);
        }
        Err(what) => dispatcher.dispatch(Action::Session(id, SessionAction::LoadFailed(what))),
    }
}

/// Carries out what a person wants.
pub(super) fn carry_out(
    intent: Intent,
    model: &UseReducerHandle<Model>,
    page: &Page,
    workers: &Workers,
) {
    match intent {
        Intent::Change(action) => model.dispatch(action),
        Intent::Changes(actions) => actions
            .into_iter()
            .for_each(|action| model.dispatch(action)),
        Intent::All(intents) => intents
            .into_iter()
            .for_each(|intent| carry_out(intent, model, page, workers)),
        Intent::Copy { what, text } => {
            let dispatcher = model.dispatcher();
            copy(what, text, move |state| {
                dispatcher.dispatch(Action::Copied(state));
            });
        }
        Intent::Connect { agreed } => connect(agreed, model, workers),
        Intent::Session(request) => ask(workers, model.connection().id, &request),
        Intent::Publish { agreed } => publish(agreed, model, workers),
        Intent::FillTemplate => {
            model.dispatch(Action::Publish(PublishAction::Fill(clock::now_ms())));
        }
        Intent::Repeat(repeat) => {
            let (id, behaves) = (model.connection().id, &model.connection().behaves);
            let number = behaves.next_repeat();
            let begun = BehavesAction::Repeated(repeat.publish.topic.clone());
            model.dispatch(Action::Behaves(begun));
            ask(workers, id, &ToSession::Repeat { id: number, repeat });
        }
        Intent::Page(request) => page.tell(&encode(&request)),
    }
}

/// Asks the worker of a connection, if it runs or is being loaded.
pub(super) fn ask(workers: &Workers, id: u32, request: &ToSession) {
    if let Some(worker) = workers.borrow().get(&id) {
        worker.request(encode(request));
    }
}

/// Sends what the publish form says, unless it is not of its form, nobody would get it, or a limit
/// holds it back.
fn publish(agreed: bool, model: &UseReducerHandle<Model>, workers: &Workers) {
    let connection = model.connection();
    let Some(publish) = connection.to_publish(model.credentials()) else {
        return;
    };
    let now_ms = clock::now_ms();
    let mut limits = connection.limits(model.credentials(), Some(now_ms));
    limits.retain(|problem| problem.binds);
    if !agreed && !limits.is_empty() {
        model.dispatch(Action::Publish(PublishAction::Held(limits)));
        return;
    }
    model.dispatch(Action::Publish(PublishAction::Sent(now_ms)));
    ask(
        workers,
        connection.id,
        &ToSession::Publish(Box::new(publish)),
    );
}

fn connect(agreed: bool, model: &UseReducerHandle<Model>, workers: &Workers) {
    let connection = model.connection();
    let mut form = connection.form.clone();
    if agreed {
        form.apply(FormAction::Confirm);
        model.dispatch(Action::Form(FormAction::Confirm));
    }
    match plan(&form, model.credentials(), model.facts) {
        Plan::Go(connect) => {
            let none = Hidden(String::new());
            let secret = model.credentials().map_or(&none, |of| &of.device_secret);
            let tried = Rc::new(attempt(&connect, secret));
            model.dispatch(Action::Shown(SessionAction::Attempt(tried)));
            load(workers, connection.id, &model.dispatcher());
            ask(workers, connection.id, &ToSession::Connect(connect));
        }
        Plan::Ask(host) => model.dispatch(Action::Form(FormAction::Ask(host))),
        Plan::Refuse(NotTried::MixedContent) => {
            if let Some(entry) = explain(Observation::MixedContent) {
                model.dispatch(Action::Shown(SessionAction::NotTried(entry)));
            }
        }
        // What the fields say already.
        Plan::Refuse(NotTried::Policy | NotTried::Scheme) | Plan::NotReady => {}
    }
}
