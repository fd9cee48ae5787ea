//! Sub-devices after scripted requests and replies.

use super::*;
use crate::state::connect::plan::tests::practice;
use crate::state::connect::{Action, Model, PageFacts, SessionAction};
use connack_protocol::{Entry, Event, FromSession, Heard, Hidden, Phase, ToConnectPage, ToSession};
use yew::Reducible;

const FACTS: PageFacts = PageFacts {
    https: false,
    any_ws: false,
};
const LOGIN: &str = "/ext/session/a1Practice0/practice/combine/login";
const ADD: &str = "/sys/a1Practice0/practice/thing/topo/add";
const NOW_MS: f64 = 1_700_000_000_000.0;

fn sub(action: SubAction) -> Action {
    Action::SubDevices(0, action)
}

fn from_worker(said: FromSession) -> Action {
    Action::Session(0, SessionAction::FromWorker(said))
}

fn heard(topic: &str, payload: &str) -> Action {
    from_worker(FromSession::Heard(Box::new(Heard {
        epoch_ms: NOW_MS + 12.0,
        topic: topic.into(),
        payload: Hidden(payload.into()),
    })))
}

fn reply(topic: &str, id: u32, code: i64) -> Action {
    let payload = format!(r#"{{"id":"{id}","code":{code},"message":"m","data":{{}}}}"#);
    heard(&format!("{topic}_reply"), &payload)
}

fn phases(phases: impl IntoIterator<Item = Phase>) -> Action {
    let entry = |phase| Entry {
        at_ms: 1.0,
        line: String::new(),
        event: Event::Phase(phase),
    };
    from_worker(FromSession::Entries(
        phases.into_iter().map(entry).collect(),
    ))
}

fn after(model: Rc<Model>, actions: impl IntoIterator<Item = Action>) -> Rc<Model> {
    actions.into_iter().fold(model, Reducible::reduce)
}

/// A gateway that is online and knows two sub-devices.
fn gateway() -> Rc<Model> {
    let given = ToConnectPage::Credentials(Some(Box::new(practice())));
    let second = [
        SubAction::Field(SubField::DeviceName, "second".into()),
        SubAction::Field(SubField::DeviceSecret, "hidden".into()),
        SubAction::Know,
    ];
    let typed = [SubAction::Practice, SubAction::Know]
        .into_iter()
        .chain(second);
    let first = [Action::Page(given), phases([Phase::Online])];
    let all = first.into_iter().chain(typed.map(sub));
    after(Rc::new(Model::new(FACTS)), all)
}

fn ask(model: Rc<Model>, asked: SubAsked, numbers: &[u32]) -> (Rc<Model>, Asking) {
    let ask = SubAsk {
        asked,
        numbers: numbers.to_vec(),
    };
    let asking = model
        .connection()
        .ask_platform(model.credentials(), &ask, NOW_MS);
    let asking = asking.unwrap();
    (after(model, [sub(asking.action.clone())]), asking)
}

fn states(model: &Model) -> Vec<&'static str> {
    let devices = &model.connection().sub_devices.devices;
    devices.iter().map(|of| of.state.name()).collect()
}

#[test]
fn a_login_is_signed_with_the_time_and_its_answer_is_subscribed_to() {
    let (model, asking) = ask(gateway(), SubAsked::Login, &[0]);
    let topics: Vec<_> = asking
        .requests
        .iter()
        .map(|request| {
            if let ToSession::Subscribe { topic, .. } = request {
                return format!("+ {topic}");
            }
            let ToSession::Publish(publish) = request else {
                panic!("{request:?}");
            };
            format!("> {}", publish.topic)
        })
        .collect();
    let expected = [
        format!("+ {LOGIN}_reply"),
        "+ /ext/error/a1Practice0/practice".to_owned(),
        format!("> {LOGIN}"),
    ];
    assert_eq!(topics, expected);
    let Some(ToSession::Publish(publish)) = asking.requests.last() else {
        panic!("nothing is published");
    };
    let payload = String::from_utf8(publish.payload.clone()).unwrap();
    assert!(
        payload.contains(r#""timestamp":"1700000000000""#),
        "{payload}"
    );
    assert!(payload.contains(r#""clientId":"a1PracticeSub0&practice-sub""#));
    assert!(!payload.contains("practice-sub-secret"));
    assert_eq!(states(&model), ["signing-in", "known"]);
    assert!(!format!("{model:?}").contains("practice-sub-secret"));
    let listened = model.listened();
    assert!(listened[0].contains(&format!("{LOGIN}_reply")));
    assert!(listened[0].contains(&"/ext/register".to_owned()));
}

#[test]
fn replies_are_paired_by_id() {
    let (model, first) = ask(gateway(), SubAsked::Add, &[0]);
    let (model, second) = ask(model, SubAsked::Login, &[1]);
    assert_ne!(first.id, second.id);
    let model = after(
        model,
        [reply(LOGIN, 77, 200), heard(&format!("{LOGIN}_reply"), "?")],
    );
    assert_eq!(states(&model), ["adding", "signing-in"]);
    let model = after(
        model,
        [reply(LOGIN, second.id, 6401), reply(ADD, first.id, 200)],
    );
    assert_eq!(states(&model), ["added", "refused"]);
    let outcome = |at: usize| {
        let of = &model.connection().sub_devices.devices[at];
        of.exchange.clone().unwrap().outcome
    };
    let answered = |refusal| Outcome::Answered {
        latency_ms: 12.0,
        refusal,
    };
    assert_eq!(outcome(0), answered(None));
    let refusal = Refusal {
        code: 6401,
        message: "m".into(),
    };
    assert_eq!(outcome(1), answered(Some(refusal)));
}

#[test]
fn all_go_online_at_once_and_one_is_taken_back() {
    let model = gateway();
    let numbers = model.connection().offline_subs();
    let (model, asking) = ask(model, SubAsked::LoginAll, &numbers);
    let model = after(
        model,
        [reply(
            LOGIN.replace("login", "batch_login").as_str(),
            asking.id,
            200,
        )],
    );
    assert_eq!(states(&model), ["online", "online"]);
    assert!(model.connection().offline_subs().is_empty());
    let lost = r#"{"id":"9","code":427,"message":"","data":{"productKey":"a1PracticeSub0","deviceName":"second"}}"#;
    let model = after(model, [heard("/ext/error/a1Practice0/practice", lost)]);
    assert_eq!(states(&model), ["online", "refused"]);
    let online: Vec<_> = model.connection().sub_devices.online().collect();
    assert_eq!(online, [("a1PracticeSub0", "practice-sub")]);
}

#[test]
fn without_an_answer_all_is_as_it_was() {
    let (model, asking) = ask(gateway(), SubAsked::Add, &[0]);
    let model = after(model, [sub(SubAction::Overdue(asking.id + 1))]);
    assert_eq!(states(&model), ["adding", "known"]);
    let model = after(model, [sub(SubAction::Overdue(asking.id))]);
    assert_eq!(states(&model), ["known", "known"]);
    let of = &model.connection().sub_devices.devices[0];
    assert_eq!(of.exchange.as_ref().unwrap().outcome, Outcome::Unanswered);
}

#[test]
fn the_end_of_the_gateway_is_the_end_of_its_sessions() {
    let (model, asking) = ask(gateway(), SubAsked::Login, &[0]);
    let model = after(model, [reply(LOGIN, asking.id, 200)]);
    let (model, _) = ask(model, SubAsked::Add, &[1]);
    let model = after(model, [phases([Phase::Reconnecting])]);
    assert_eq!(states(&model), ["added", "known"]);
    let other = connack_protocol::Credentials {
        device_name: "other".into(),
        ..practice()
    };
    let other = ToConnectPage::Credentials(Some(Box::new(other)));
    assert_eq!(
        states(&after(model, [Action::Page(other)])),
        ["known", "known"]
    );
}

#[test]
fn forgetting_leaves_no_sub_device() {
    let model = after(gateway(), [Action::Page(ToConnectPage::Forget)]);
    assert_eq!(model.connection().sub_devices, SubDevices::default());
}

#[test]
fn an_incomplete_one_is_not_added() {
    let mut devices = SubDevices::default();
    devices.apply(SubAction::Field(SubField::ProductKey, "p&k".into()));
    devices.apply(SubAction::Field(SubField::DeviceName, "dn".into()));
    devices.apply(SubAction::Field(SubField::DeviceSecret, "s".into()));
    assert_eq!(devices.draft.wrong().len(), 1);
    devices.apply(SubAction::Know);
    assert!(devices.devices.is_empty());
    devices.apply(SubAction::Field(SubField::ProductKey, "pk".into()));
    devices.apply(SubAction::Know);
    assert_eq!(devices.devices.len(), 1);
    // The product stays for the next one, the secret does not.
    assert_eq!(devices.draft.product_key, "pk");
    assert_eq!(devices.draft.device_secret, Hidden::default());
}
