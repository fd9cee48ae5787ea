//! The engine: at once in this thread for what is small, in a worker for what takes time.

use crate::browser::engine::EngineModule;
use crate::browser::worker::ModuleWorker;
use crate::state::{
    Action, Model, Pasted, ShareAction, UseInAction, VerifyAction, VerifyState, lang,
};
use crate::text::Language;
use connack_protocol::{FromEngine, Hidden, Place, ToEngine, decode, encode};
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
}

/// The engine, once Verify was opened.
pub(super) type Engine = Rc<RefCell<Sides>>;

type Dispatcher = UseReducerDispatcher<Model>;

fn told(dispatcher: &Dispatcher, action: VerifyAction) {
    dispatcher.dispatch(Action::Verify(action));
}

/// Takes a message of the engine in; whether there is more to search.
fn take(dispatcher: &Dispatcher, message: &[u8]) -> bool {
    // A module of another build says nothing that counts.
    let message = Rc::new(decode::<FromEngine>(message).unwrap_or_default());
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

/// Asks for what the page is to write for a device at present, unless it was asked already. It is
/// small: nothing of it goes to the worker.
pub(super) fn write(engine: &Engine, model: &Model, dispatcher: Dispatcher) {
    let Some(request) = model.use_in() else {
        return;
    };
    let asked = Some(request.id);
    if !model.use_in.failed.is_empty()
        || std::mem::replace(&mut engine.borrow_mut().use_in, asked) == asked
    {
        return;
    }
    let engine = engine.clone();
    spawn_local(async move {
        match answered(&engine, ToEngine::UseIn(request), |sides| sides.use_in).await {
            None => {}
            Some(Ok(said)) => dispatcher.dispatch(Action::UseIn(UseInAction::Engine(said))),
            Some(Err(what)) => dispatcher.dispatch(Action::UseIn(UseInAction::Failed(what))),
        }
    });
}

/// Asks for a link of what is on the page at present, unless it was asked already.
pub(super) fn share(engine: &Engine, model: &UseReducerHandle<Model>) {
    let Some(request) = model.share() else {
        return;
    };
    let asked = Some(request.id);
    if !model.share.failed.is_empty()
        || std::mem::replace(&mut engine.borrow_mut().share, asked) == asked
    {
        return;
    }
    let (engine, model) = (engine.clone(), model.clone());
    spawn_local(async move {
        let dispatcher = model.dispatcher();
        if request.computed.is_none() {
            // What was pasted is the worker's matter, however large it is.
            sleep(STANDS).await;
            if engine.borrow().share == asked {
                self::request(&engine, &ToEngine::Share(request), &model, &dispatcher);
            }
            return;
        }
        match answered(&engine, ToEngine::Share(request), |sides| sides.share).await {
            None => {}
            Some(Ok(said)) => dispatcher.dispatch(Action::Share(ShareAction::Engine(said))),
            Some(Err(what)) => dispatcher.dispatch(Action::Share(ShareAction::Failed(what))),
        }
    });
}

/// What the module in this thread answers, or why it could not be loaded; `None` when another
/// question, by `last`, came while it was loaded.
async fn answered(
    engine: &Engine,
    request: ToEngine,
    last: fn(&Sides) -> Option<u32>,
) -> Option<Result<Rc<FromEngine>, String>> {
    let asked = last(&engine.borrow());
    let loaded = module_of(engine).await;
    let current = last(&engine.borrow()) == asked;
    current.then(|| {
        let said = loaded?.answer(&encode(&request));
        let said = said.ok_or_else(|| MODULE.to_owned())?;
        Ok(Rc::new(decode(&said).unwrap_or_default()))
    })
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
