//! The intents of Connect, carried out: the workers, the clipboard, the page around.

use crate::browser::clock;
use crate::browser::connect::Page;
use crate::browser::document;
use crate::browser::worker::ModuleWorker;
use crate::components::connect::tab_id;
use crate::hooks::connect::files;
use crate::hooks::connect::profiles::{self, Forgets};
use crate::hooks::copy;
use crate::state::connect::{
    Action, BehavesAction, Connection, FormAction, Intent, Model, NotTried, Plan, PublishAction,
    SessionAction, SubAction, SubAsk, TabAction, attempt, plan, probe_id,
};
use connack_behaviour::REPLY_MS;
use connack_diagnosis::ProbeKind;
use connack_protocol::{Connect, ToSession, decode, encode};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;
use yew::platform::spawn_local;
use yew::platform::time::sleep;
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
            Ok(Ok(message)) => {
                files::keep_piece(id, &message);
                SessionAction::FromWorker(message)
            }
            // A worker of another build says nothing that counts.
            Ok(Err(_)) => return,
            Err(what) => SessionAction::LoadFailed(what),
        };
        tell.dispatch(Action::Session(id, said));
    });
    match started {
        Ok(started) => {
            if !document::has_network() {
                started.request(encode(&ToSession::Network { online: false }));
            }
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
    forgets: &Forgets,
) {
    match intent {
        Intent::Change(action) => model.dispatch(action),
        Intent::Changes(actions) => actions
            .into_iter()
            .for_each(|action| model.dispatch(action)),
        Intent::All(intents) => intents
            .into_iter()
            .for_each(|intent| carry_out(intent, model, page, workers, forgets)),
        Intent::Copy { what, text } => {
            let dispatcher = model.dispatcher();
            copy(what, text, move |state| {
                dispatcher.dispatch(Action::Copied(state));
            });
        }
        Intent::Connect { agreed } => connect(agreed, model, workers),
        Intent::Session(request) => ask(workers, model.connection().id, &request),
        Intent::Profiles(intent) => profiles::carry_out(intent, model, page, forgets),
        Intent::ShowConnection(id) => {
            model.dispatch(Action::Tab(TabAction::Choose(id)));
            document::focus(&tab_id(id));
        }
        Intent::CloseConnection(id) => close(id, model, workers),
        Intent::Probe { item, kind } => probe(item, kind, model, workers),
        Intent::Messages(intent) => files::carry_out(intent, model, workers),
        Intent::Publish { agreed } => publish(agreed, model, workers),
        Intent::FillTemplate => {
            model.dispatch(Action::Publish(PublishAction::Fill(clock::now_ms())));
        }
        Intent::SubDevices(asked) => ask_platform(&asked, model, workers),
        Intent::Repeat(repeat) => {
            let (id, behaves) = (model.connection().id, &model.connection().behaves);
            let number = behaves.next_repeat();
            let begun = BehavesAction::Repeated(repeat.publish.topic.clone());
            model.dispatch(Action::Behaves(begun));
            ask(workers, id, &ToSession::Repeat { id: number, repeat });
        }
        Intent::Focus(id) => document::focus_unmoved(id),
        Intent::Page(request) => page.tell(&encode(&request)),
    }
}

/// Asks the worker of a connection, if it runs or is being loaded.
pub(super) fn ask(workers: &Workers, id: u32, request: &ToSession) {
    if let Some(worker) = workers.borrow().get(&id) {
        worker.request(encode(request));
    }
}

/// How long a worker lives on to send DISCONNECT; without it the broker would publish the will.
const FAREWELL: Duration = Duration::from_secs(1);

fn close(id: u32, model: &UseReducerHandle<Model>, workers: &Workers) {
    let next = model.neighbour(id);
    model.dispatch(Action::Tab(TabAction::Close(id)));
    if let Some(worker) = workers.borrow_mut().remove(&id) {
        worker.request(encode(&ToSession::Disconnect));
        spawn_local(async move {
            sleep(FAREWELL).await;
            drop(worker);
        });
    }
    if let Some(next) = next {
        document::focus(&tab_id(next));
    }
}

fn probe(item: u64, kind: ProbeKind, model: &UseReducerHandle<Model>, workers: &Workers) {
    let connection = model.connection();
    let of = connection.session.timeline.iter();
    let failure = of
        .filter(|line| line.id == item)
        .find_map(|line| line.failure.as_ref());
    let Some(failure) = failure else { return };
    let request = ToSession::Probe {
        id: probe_id(item),
        url: kind.url(&failure.url),
        subprotocol: kind != ProbeKind::WithoutSubprotocol,
    };
    model.dispatch(Action::Shown(SessionAction::Probing(item, kind)));
    ask(workers, connection.id, &request);
}

/// Has the next try made with what the fields say now.
pub(super) fn change(
    id: u32,
    connect: &Connect,
    model: &UseReducerHandle<Model>,
    workers: &Workers,
) {
    let mut all = model.connections.iter();
    if let Some(connection) = all.find(|of| of.id == id) {
        tried(connection, connect, model);
        ask(
            workers,
            id,
            &ToSession::Credentials(Box::new(connect.clone())),
        );
    }
}

/// Notes what is about to be tried.
fn tried(connection: &Connection, connect: &Connect, model: &UseReducerHandle<Model>) {
    let Some(of) = model.credentials_of(connection) else {
        return;
    };
    let tried = Rc::new(attempt(connect, of, model.facts));
    model.dispatch(Action::Session(
        connection.id,
        SessionAction::Attempt(tried),
    ));
}

/// Sends what the publish form says, unless it is not of its form, nobody would get it, or a limit
/// holds it back.
fn publish(agreed: bool, model: &UseReducerHandle<Model>, workers: &Workers) {
    let connection = model.connection();
    let Some(publish) = connection.to_publish(model.in_use()) else {
        return;
    };
    let now_ms = clock::now_ms();
    let mut limits = connection.limits(model.in_use(), Some(now_ms));
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

/// Sends what is asked for sub-devices, and gives the reply its time.
fn ask_platform(asked: &SubAsk, model: &UseReducerHandle<Model>, workers: &Workers) {
    let connection = model.connection();
    let asking = connection.ask_platform(model.in_use(), asked, clock::now_ms());
    let Some(asking) = asking else { return };
    let of = connection.id;
    model.dispatch(Action::SubDevices(of, asking.action));
    for request in &asking.requests {
        ask(workers, of, request);
    }
    let dispatcher = model.dispatcher();
    spawn_local(async move {
        sleep(Duration::from_millis(u64::from(REPLY_MS))).await;
        dispatcher.dispatch(Action::SubDevices(of, SubAction::Overdue(asking.id)));
    });
}

fn connect(agreed: bool, model: &UseReducerHandle<Model>, workers: &Workers) {
    let connection = model.connection();
    if connection.session.list.tools.is_busy_with_opened() {
        return;
    }
    let mut form = connection.form.clone();
    if agreed {
        form.apply(FormAction::Confirm);
        model.dispatch(Action::Form(FormAction::Confirm));
    }
    match plan(&form, model.credentials(), model.facts) {
        Plan::Go(connect) => {
            tried(connection, &connect, model);
            load(workers, connection.id, &model.dispatcher());
            ask(workers, connection.id, &ToSession::Connect(connect));
        }
        Plan::Ask(asked) => model.dispatch(Action::Form(FormAction::Ask(asked))),
        Plan::Refuse(NotTried::MixedContent) => {
            let url = form.effective_url(model.credentials());
            model.dispatch(Action::Shown(SessionAction::NotTried(url)));
        }
        // What the fields say already.
        Plan::Refuse(NotTried::Policy | NotTried::Scheme) | Plan::NotReady => {}
    }
}
