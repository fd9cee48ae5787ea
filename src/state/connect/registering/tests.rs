//! What a registration gives, after scripted messages and events.

use super::*;
use crate::state::connect::plan::tests::{practice, tried_as};
use crate::state::connect::{Note, PageFacts, Plan, SessionAction, plan};
use connack_protocol::{
    Credentials, Entry, Event, FromSession, Phase, Retry, ToConnectPage, Version,
};
use yew::Reducible;

const KNOWN: &str = "c1|securemode=2,authType=register,random=r,signmethod=hmacsha1|";
const NEW: &str = "c1|securemode=-2,authType=regnwl,random=r,signmethod=hmacsha1|";
const URL: &str = "wss://b.example:443/mqtt";
const SECRET: &str = r#"{"productKey":"pk","deviceName":"dn","deviceSecret":"issued"}"#;
const TOKEN: &str =
    r#"{"productKey":"pk","deviceName":"dn","clientId":"i1","deviceToken":"issued"}"#;
const FACTS: PageFacts = PageFacts {
    https: false,
    any_ws: false,
};

fn from_worker(said: FromSession) -> Action {
    Action::Session(0, SessionAction::FromWorker(said))
}

fn events(events: impl IntoIterator<Item = Event>) -> Action {
    let entry = |event| Entry {
        at_ms: 1.0,
        line: String::new(),
        event,
    };
    from_worker(FromSession::Entries(
        events.into_iter().map(entry).collect(),
    ))
}

fn heard(topic: &str, payload: &str) -> Action {
    from_worker(FromSession::Heard(Box::new(Heard {
        epoch_ms: 5.0,
        topic: topic.into(),
        payload: Hidden(payload.into()),
    })))
}

fn registering(client_id: &str, more: impl IntoIterator<Item = Action>) -> Rc<Model> {
    let given = ToConnectPage::Credentials(Some(Box::new(practice())));
    let attempt = SessionAction::Attempt(Rc::new(tried_as(client_id, URL)));
    let first = [Action::Page(given), Action::Session(0, attempt)];
    let all = first.into_iter().chain(more);
    all.fold(Rc::new(Model::new(FACTS)), Reducible::reduce)
}

fn connack(return_code: u8) -> Event {
    Event::Connack {
        return_code,
        session_present: false,
        version: Version::V3_1_1,
    }
}

#[test]
fn a_client_id_says_whether_it_registers() {
    let check = |client_id, found| assert_eq!(registration(client_id), found, "{client_id}");
    check(KNOWN, Some(Registration::Known));
    check(NEW, Some(Registration::New));
    check("c1|authtype=register|", Some(Registration::Known));
    // Logins with a token, in either spelling.
    check("c1|securemode=-2,authType=connwl|", None);
    check("c1|securemode=-2,authType=regnwl|", None);
    check("c1|securemode=2,authType=id2|", None);
    check("authType=register", None);
}

#[test]
fn a_secret_goes_to_compute() {
    let model = registering(KNOWN, [heard("/ext/register", SECRET)]);
    let Some(Intent::All(intents)) = model.use_arrived() else {
        panic!("nothing to use");
    };
    let filled = intents.iter().find_map(|intent| {
        let Intent::Page(FromConnectPage::Identity { identity, secret }) = intent else {
            return None;
        };
        Some((identity, secret))
    });
    let (identity, secret) = filled.unwrap();
    assert_eq!(secret, &Some(Hidden("issued".into())));
    let expected = Identity {
        product_key: "pk".into(),
        device_name: "dn".into(),
        client_id: "c1".into(),
        sign_method: "hmacsha1".into(),
        secure_mode: "2".into(),
        instance: URL.into(),
        ..Identity::default()
    };
    assert_eq!(**identity, expected);
    assert!(!format!("{intents:?} {:?}", model.connection().arrived).contains("issued"));
}

#[test]
fn a_token_is_typed_in() {
    let choose = Action::Arrived(ArrivedAction::AuthType(TokenAuthType::Regnwl));
    let typed_url = Action::Form(FormAction::Url(URL.into()));
    let model = registering(NEW, [typed_url, heard("/ext/regnwl", TOKEN), choose]);
    let Some(Intent::All(intents)) = model.use_arrived() else {
        panic!("nothing to use");
    };
    let mut model = model;
    for intent in intents {
        if let Intent::Changes(actions) = intent {
            model = actions.into_iter().fold(model, Reducible::reduce);
        } else if let Intent::Change(action) = intent {
            model = model.reduce(action);
        }
    }
    let Credentials {
        mqtt_client_id,
        username,
        password,
        ..
    } = model.credentials().unwrap();
    assert_eq!(mqtt_client_id, "i1|securemode=-2,authType=regnwl|");
    assert_eq!(
        (username.as_str(), password.0.as_str()),
        ("dn&pk", "issued")
    );
    let form = &model.connection().form;
    assert_eq!(form.effective_url(model.credentials()), URL);
    assert!(model.connection().arrived.as_ref().unwrap().used);
}

#[test]
fn only_a_registration_is_given_something() {
    let login = "c1|securemode=2,signmethod=hmacsha1|";
    let arrived = |model: Rc<Model>| model.connection().arrived.clone();
    assert_eq!(
        arrived(registering(login, [heard("/ext/register", SECRET)])),
        None
    );
    assert_eq!(
        arrived(registering(KNOWN, [heard("/pk/dn/user/get", SECRET)])),
        None
    );
    let unreadable = registering(KNOWN, [heard("/ext/register", "{}")]);
    let missing = AnswerError::Missing {
        field: "productKey",
    };
    assert_eq!(arrived(unreadable.clone()).unwrap().given, Err(missing));
    assert_eq!(unreadable.use_arrived(), None);
}

#[test]
fn a_registration_never_tries_again_and_its_end_is_no_fault() {
    let of = Credentials {
        mqtt_client_id: KNOWN.into(),
        ..practice()
    };
    let Plan::Go(connect) = plan(&crate::state::connect::Form::default(), Some(&of), FACTS) else {
        panic!("not connected");
    };
    assert_eq!(connect.retry, Retry::Never);
    let closed = Event::SocketClosed {
        code: 1006,
        reason: String::new(),
        clean: false,
        was_open: true,
    };
    let online = [connack(0), Event::Phase(Phase::Online)];
    let ended = online
        .into_iter()
        .chain([closed, Event::Phase(Phase::Closed)]);
    let model = registering(KNOWN, [events(ended)]);
    let notes: Vec<_> = model.connection().session.timeline.iter().collect();
    assert!(notes.iter().all(|item| item.cause.is_none()));
    let notes: Vec<Note> = notes.iter().filter_map(|item| item.note).collect();
    assert_eq!(notes, [Note::RegisterAccepted, Note::RegisterEnded]);
}

#[test]
fn refusals_mean_what_they_mean_to_a_registration() {
    for code in [2, 3, 4] {
        let model = registering(NEW, [events([connack(code)])]);
        let item = &model.connection().session.timeline[0];
        assert_eq!(item.note, Some(Note::RegisterRefused(code)));
        assert_eq!(item.cause, None);
    }
    let model = registering(NEW, [events([connack(5)])]);
    let item = &model.connection().session.timeline[0];
    assert_eq!((item.note, item.cause.is_some()), (None, true));
}
