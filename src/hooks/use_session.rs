//! The session: its worker, started when Connect is first opened, and its state.

use crate::browser::worker::SessionWorker;
use crate::state::{SessionAction, SessionState};
use connack_protocol::ToSession;
use yew::prelude::*;

/// The session's state with its two levers.
#[derive(Clone, PartialEq)]
pub struct SessionHandle {
    /// What the page knows of it.
    pub state: UseReducerHandle<SessionState>,
    /// Loads the worker, once.
    pub load: Callback<()>,
    /// Asks the worker for something.
    pub request: Callback<ToSession>,
    /// Ends the worker with its connection and empties the state.
    pub forget: Callback<()>,
}

/// The session of this page.
#[hook]
pub fn use_session() -> SessionHandle {
    let state = use_reducer(SessionState::default);
    let worker = use_mut_ref(|| None::<SessionWorker>);
    let load = {
        let (worker, dispatcher) = (worker.clone(), state.dispatcher());
        Callback::from(move |()| {
            if worker.borrow().is_some() {
                return;
            }
            dispatcher.dispatch(SessionAction::Loading);
            let tell = dispatcher.clone();
            let started = SessionWorker::start(move |message| {
                tell.dispatch(match message {
                    Ok(message) => SessionAction::FromWorker(message),
                    Err(what) => SessionAction::LoadFailed(what),
                });
            });
            match started {
                Ok(started) => *worker.borrow_mut() = Some(started),
                Err(what) => dispatcher.dispatch(SessionAction::LoadFailed(what)),
            }
        })
    };
    let request = {
        let worker = worker.clone();
        Callback::from(move |request| {
            if let Some(worker) = &*worker.borrow() {
                worker.request(request);
            }
        })
    };
    let forget = {
        let dispatcher = state.dispatcher();
        Callback::from(move |()| {
            *worker.borrow_mut() = None;
            dispatcher.dispatch(SessionAction::Forget);
        })
    };
    SessionHandle {
        state,
        load,
        request,
        forget,
    }
}
