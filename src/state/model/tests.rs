//! Every change of what the page knows that reaches beyond one part of it.

use super::*;
use crate::route::read_fragment;

fn model() -> Rc<Model> {
    let surroundings = Surroundings {
        https: false,
        build: String::new(),
        base: "http://host/".into(),
        practice: String::new(),
        origin: String::new(),
    };
    Rc::new(Model::new(Language::En, Theme::Dark, surroundings))
}

#[test]
fn what_was_computed_follows_the_form() {
    let after = model().reduce(Action::Form(FormAction::Example));
    assert!(after.computed.signed().is_some());
    let opened = after.reduce(Action::Opened(read_fragment("#/connect")));
    assert!(opened.computed.signed().is_some());
    assert_eq!(opened.route, Route::Connect);
}

#[test]
fn the_practice_device_is_also_connects() {
    let practice = FormAction::Practice {
        url: "ws://127.0.0.1:1/mqtt".into(),
    };
    let after = model()
        .reduce(Action::Form(FormAction::Example))
        .reduce(Action::Form(practice));
    assert_eq!(after.followed, 1);
    assert_eq!(
        after.credentials().unwrap().websocket_url,
        "ws://127.0.0.1:1/mqtt"
    );
}

#[test]
fn what_is_written_follows_what_is_computed() {
    let filled = model().reduce(Action::Form(FormAction::Example));
    assert_eq!(filled.use_in(), None);
    let opened = filled.reduce(Action::UseIn(UseInAction::Open));
    let asked = opened.use_in().unwrap();
    assert_eq!(asked.username, "device&pk");
    assert_eq!(asked.password.0, "fafd82a3d602b37fb0fa8b7892f24a477f851a14");
    assert!(!asked.tls && !asked.with_password);
    let changes = [
        Action::Form(FormAction::SecureMode(SecureMode::Tls)),
        Action::Language(Language::Zh),
        Action::UseIn(UseInAction::WithPassword(true)),
        Action::UseIn(UseInAction::Target("json".into())),
    ];
    let mut after = opened;
    for (change, id) in changes.into_iter().zip(asked.id + 1..) {
        after = after.reduce(change);
        assert_eq!(after.use_in().unwrap().id, id);
    }
    let last = after.use_in().unwrap();
    assert!(last.tls && last.with_password);
    assert_eq!((&*last.target, last.lang), ("json", lang(Language::Zh)));
    assert_eq!(after.reduce(Action::Forget).use_in(), None);
}

fn named(name: &str, value: &str) -> (String, Secret) {
    (name.into(), Secret::new(value))
}

fn given() -> Action {
    let example = model().reduce(Action::Form(FormAction::Example));
    let mut given = example.credentials().unwrap();
    given.username = "granted".into();
    Action::Given(Box::new(given))
}

#[test]
fn names_reach_computes_own_fields_and_those_of_a_way_in() {
    let values = vec![
        named("product-key", "pk"),
        named("device-secret", "secret"),
        named("sign-method", "hmacsha1"),
        named("product-secret", "of the product"),
    ];
    let after = model().reduce(Action::Named(values.clone()));
    for (name, value) in &values {
        assert_eq!(after.named(name), value.expose());
    }
    assert_eq!(after.form.form.product_key, "pk");
    // Several at once can be undone, one that is typed cannot.
    let undone = after.reduce(Action::Form(FormAction::Undo));
    assert_eq!(undone.named("product-key"), "");
    let typed = undone.reduce(Action::Named(vec![named("product-key", "x")]));
    assert_eq!(typed.form.filled, None);
    // A certificate fills everything from any of Compute's fields.
    let json = r#"{"ProductKey":"pk","DeviceName":"device","DeviceSecret":"s"}"#;
    let pasted = typed.reduce(Action::Named(vec![named("device-name", json)]));
    assert_eq!(pasted.named("device-secret"), "s");
}

#[test]
fn a_way_in_is_asked_for_while_it_is_shown() {
    let direct = model();
    assert_eq!(direct.ask_flow(String::new()), None);
    let psk = direct.reduce(Action::Opened(read_fragment("#/compute/psk?productKey=pk")));
    let asked = psk.ask_flow("then".into()).unwrap();
    assert_eq!(
        (asked.identity.product_key, asked.expires),
        ("pk".into(), "then".into())
    );
    let changes = [
        Action::Language(Language::Zh),
        Action::Reveal(true),
        Action::Named(vec![named("psk-timestamp", "7")]),
        Action::Form(FormAction::SecureMode(SecureMode::Tls)),
    ];
    let mut after = psk;
    for (change, id) in changes.into_iter().zip(asked.id + 1..) {
        after = after.reduce(change);
        assert_eq!(after.ask_flow(String::new()).unwrap().id, id);
    }
}

#[test]
fn what_connect_was_given_lasts_until_a_field_changes() {
    let start = model()
        .reduce(Action::Form(FormAction::Example))
        .reduce(given());
    let opened = start.reduce(Action::Opened(read_fragment("#/connect")));
    assert_eq!(opened.credentials().unwrap().username, "granted");
    let typed = opened.reduce(Action::Named(vec![named("timestamp", "1")]));
    assert_eq!(typed.credentials().unwrap().username, "device&pk");
    let forgotten = typed.reduce(given()).reduce(Action::Forget);
    assert_eq!(forgotten.credentials(), None);
}

#[test]
fn forgetting_leaves_nothing_typed() {
    let filled = model().reduce(Action::Form(FormAction::Example));
    let after = filled.reduce(Action::Forget);
    assert_eq!(after.form, FormState::default());
    assert_eq!(after.computed.signed(), None);
    assert!(after.forgotten);
    let typed = after.reduce(Action::Form(FormAction::Example));
    assert!(!typed.forgotten);
}
