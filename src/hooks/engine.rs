//! The engine: at once in this thread for what is small, in a worker for what takes time.

use crate::browser::clock;
use crate::browser::engine::EngineModule;
use crate::browser::worker::ModuleWorker;
use crate::state::{
    Action, FlowAction, Model, Pasted, ShareAction, UseInAction, VerifyAction, VerifyState, lang,
    whole_ms,
};
use crate::text::Language;
use connack_protocol::{AskFlow, FromEngine, Hidden, Place, ToEngine, decode, encode};
use connack_signer::{IotGrant, Secret};
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;
use yew::platform::spawn_local;
use yew::platform::time::sleep;
use yew::{UseReducerDispatcher, UseReducerHandle};

/// Where the page names the engine's module.
const MODULE: &str = "connack-worker-engine";
/// How long a question must stand before the worker is asked.
const STANDS: Duration = Duration::from_millis(150);

/// The engine's two sides, and what they were asked.
#[derive(Debug, Default)]
pub(super) struct Sides {
    module: Option<EngineModule>,
    worker: Option<ModuleWorker>,
    /// The last question, and its language.
    asked: Option<(u32, Language)>,
    /// The question that the worker has.
    at_worker: Option<(u32, Language)>,
    /// The large text that the worker has.
    held: Pasted,
    /// The language of examples and findings.
    reference: Option<Language>,
    /// The last question for a program.
    use_in: Option<u32>,
    /// The last question for a link.
    share: Option<u32>,
    /// The last question for a further way in.
    flow: Option<u32>,
    /// The answer of a server that stood in its field last, and since when.
    answer: (Secret, f64),
}

/// The engine, once Verify was opened.
pub(super) type Engine = Rc<RefCell<Sides>>;

type Dispatcher = UseReducerDispatcher<Model>;

fn told(dispatcher: &Dispatcher, action: VerifyAction) {
    dispatcher.dispatch(Action::Verify(action));
}

/// Takes a message of the engine in; whether there is more to search.
fn take(dispatcher: &Dispatcher, message: &[u8]) -> bool {
    let Ok(message) = decode::<FromEngine>(message) else {
        // A module of another build: what it said before must not pass for its answer.
        told(dispatcher, VerifyAction::Unreadable(MODULE.into()));
        return false;
    };
    let message = Rc::new(message);
    let searching = message.searching;
    let shares = message.places.iter().any(|(of, _)| *of == Place::Share);
    dispatcher.dispatch(if shares {
        Action::Share(ShareAction::Engine(message))
    } else {
        Action::Verify(VerifyAction::Engine(message))
    });
    searching
}

/// The engine in this thread, loaded when it is not there.
async fn module_of(engine: &Engine) -> Result<EngineModule, String> {
    let module = engine.borrow().module.clone();
    if let Some(module) = module {
        return Ok(module);
    }
    let module = EngineModule::load(MODULE).await?;
    Ok(engine.borrow_mut().module.insert(module).clone())
}

/// Asks a small question once: nothing of it goes to the worker. `asked` is where its number is
/// kept; an answer that comes after another question is dropped.
fn small(
    engine: &Engine,
    asked: fn(&mut Sides) -> &mut Option<u32>,
    id: u32,
    request: ToEngine,
    tell: impl FnOnce(Result<Rc<FromEngine>, String>) + 'static,
) {
    if asked(&mut engine.borrow_mut()).replace(id) == Some(id) {
        return;
    }
    let engine = engine.clone();
    spawn_local(async move {
        let loaded = module_of(&engine).await;
        // While it was loaded, another question may have come.
        if *asked(&mut engine.borrow_mut()) != Some(id) {
            return;
        }
        let said = loaded.and_then(|module| {
            let said = module.answer(&encode(&request));
            // A module of another build says nothing that counts.
            let said = said.and_then(|said| decode(&said).ok());
            said.map(Rc::new).ok_or_else(|| MODULE.into())
        });
        tell(said);
    });
}

/// Asks for what the page is to write for a device at present, unless it was asked already.
pub(super) fn write(engine: &Engine, model: &Model, dispatcher: Dispatcher) {
    let Some(request) = model.use_in().filter(|_| model.use_in.failed.is_empty()) else {
        return;
    };
    let (id, request) = (request.id, ToEngine::UseIn(request));
    small(
        engine,
        |sides| &mut sides.use_in,
        id,
        request,
        move |said| {
            dispatcher.dispatch(Action::UseIn(match said {
                Ok(said) => UseInAction::Engine(said),
                Err(what) => UseInAction::Failed(what),
            }));
        },
    );
}

/// Has the further way in laid out that is shown, unless it was asked for already.
pub(super) fn lay_out(engine: &Engine, model: &Model, dispatcher: Dispatcher) {
    let Some(flow) = model.flow.flow.filter(|_| model.flow.failed.is_empty()) else {
        return;
    };
    let answer = format!("{}{}", AskFlow::ANSWER, flow.name());
    let expires = expires(engine, model.flow.value(&answer));
    let Some(request) = model.ask_flow(expires) else {
        return;
    };
    let (id, request) = (request.id, ToEngine::Flow(Box::new(request)));
    small(
        engine,
        |sides| &mut sides.flow,
        id,
        request,
        move |said| {
            dispatcher.dispatch(Action::Flow(match said {
                Ok(said) => FlowAction::Engine(said),
                Err(what) => FlowAction::Failed(what),
            }));
        },
    );
}

/// When a token ends that came with this answer, which is seen for the first time or was before.
fn expires(engine: &Engine, answer: &str) -> String {
    let seen = &mut engine.borrow_mut().answer;
    if seen.0.expose() != answer {
        *seen = (Secret::new(answer), clock::now_ms());
    }
    if answer.is_empty() {
        return String::new();
    }
    let ends = IotGrant::expires_at_ms(whole_ms(seen.1));
    // Milliseconds of these centuries are exact in a float.
    #[allow(clippy::cast_precision_loss)]
    let ends = ends as f64;
    clock::local_minute(ends)
}

/// Asks for a link of what is on the page at present, unless it was asked already.
pub(super) fn share(engine: &Engine, model: &UseReducerHandle<Model>) {
    let Some(request) = model.share().filter(|_| model.share.failed.is_empty()) else {
        return;
    };
    let (id, model) = (request.id, model.clone());
    if request.computed.is_some() {
        let dispatcher = model.dispatcher();
        let tell = move |said| {
            dispatcher.dispatch(Action::Share(match said {
                Ok(said) => ShareAction::Engine(said),
                Err(what) => ShareAction::Failed(what),
            }));
        };
        return small(
            engine,
            |sides| &mut sides.share,
            id,
            ToEngine::Share(request),
            tell,
        );
    }
    if engine.borrow_mut().share.replace(id) == Some(id) {
        return;
    }
    let engine = engine.clone();
    spawn_local(async move {
        // What was pasted is the worker's matter, however large it is.
        sleep(STANDS).await;
        if engine.borrow().share == Some(id) {
            let dispatcher = model.dispatcher();
            self::request(&engine, &ToEngine::Share(request), &model, &dispatcher);
        }
    });
}

/// Asks what the page asks at present, unless it was asked already.
pub(super) fn ask(engine: &Engine, model: &Model, dispatcher: Dispatcher) {
    let question = (model.verify.asked, model.language);
    let failed = !model.verify.failed.is_empty();
    if failed || engine.borrow_mut().asked.replace(question) == Some(question) {
        return;
    }
    let (engine, verify) = (engine.clone(), model.verify.clone());
    spawn_local(async move {
        let module = match module_of(&engine).await {
            Ok(module) => module,
            Err(what) => return told(&dispatcher, VerifyAction::Failed(what)),
        };
        let (_, language) = question;
        let mut requests = Vec::new();
        if engine.borrow_mut().reference.replace(language) != Some(language) {
            requests.push(ToEngine::Reference(lang(language)));
        }
        let others = verify.held.0.len().max(verify.working.0.len());
        if others <= VerifyState::MAX_FIELD {
            requests.push(ToEngine::Ask(verify.ask(language)));
        }
        let mut searching = true;
        for request in requests {
            let Some(said) = module.answer(&encode(&request)) else {
                return told(&dispatcher, VerifyAction::Failed(MODULE.into()));
            };
            searching = take(&dispatcher, &said) || !matches!(request, ToEngine::Ask(_));
        }
        if !searching {
            return;
        }
        sleep(STANDS).await;
        if engine.borrow().asked == Some(question) {
            hand_over(&engine, &verify, question, &dispatcher);
        }
    });
}

/// Gives a question to the worker, which is started when it is not there.
fn hand_over(
    engine: &Engine,
    verify: &VerifyState,
    question: (u32, Language),
    dispatcher: &Dispatcher,
) {
    let mut sides = engine.borrow_mut();
    if sides.worker.is_none() {
        let tell = dispatcher.clone();
        let started = ModuleWorker::start(MODULE, move |message| match message {
            Ok(bytes) => {
                take(&tell, &bytes);
            }
            Err(what) => told(&tell, VerifyAction::Failed(what)),
        });
        match started {
            Ok(worker) => sides.worker = Some(worker),
            Err(what) => return told(dispatcher, VerifyAction::Failed(what)),
        }
    }
    sides.at_worker = Some(question);
    let mut ask = verify.ask(question.1);
    // Copied once, not at each key press.
    if !Rc::ptr_eq(&sides.held.0, &verify.held.0) {
        sides.held = verify.held.clone();
        ask.held = Some(Hidden(verify.held.0.as_ref().into()));
    }
    if let Some(worker) = &sides.worker {
        worker.request(encode(&ToEngine::Ask(ask)));
    }
}

/// Asks the worker for something about the present question.
pub(super) fn request(engine: &Engine, request: &ToEngine, model: &Model, dispatcher: &Dispatcher) {
    let question = (model.verify.asked, model.language);
    let known = engine.borrow().at_worker == Some(question);
    if !known {
        hand_over(engine, &model.verify, question, dispatcher);
    }
    if let Some(worker) = &engine.borrow().worker {
        worker.request(encode(request));
    }
}
