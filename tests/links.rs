//! Links from one end to the other: what the page shares, written by the engine, opened by the page.
//! Every link that was ever made opens with its fields (`tests/links`), and none holds a secret that
//! was not asked for twice.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "part of tests: a panic is the report")]

use base64::Engine as _;
use connack_protocol::{Ask, Attr, FromEngine, Hidden, Node, Observed, ToEngine, read_observed};
use connack_signer::{Claim, Secret, SecureMode, SignMethod, read_claims};
use connack_web::route::read_fragment;
use connack_web::state::{
    Action, Filled, Form, FormAction, Loaded, Model, Pasted, ShareAction, Surroundings, Theme,
    VerifyAction,
};
use connack_web::text::Language;
use connack_worker_engine::Engine;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::rc::Rc;
use yew::Reducible as _;

const BASE: &str = "https://example.com/connack/";

#[derive(serde::Deserialize)]
struct Golden {
    link: Vec<GoldenLink>,
}

#[derive(serde::Deserialize)]
struct GoldenLink {
    link: String,
    fields: BTreeMap<String, String>,
}

fn golden(file: &str) -> Vec<GoldenLink> {
    toml::from_str::<Golden>(file).unwrap().link
}

fn model() -> Rc<Model> {
    let surroundings = Surroundings {
        https: true,
        build: String::new(),
        practice: String::new(),
        origin: String::new(),
        base: BASE.into(),
    };
    Rc::new(Model::new(Language::En, Theme::Auto, surroundings))
}

fn after(model: Rc<Model>, actions: impl IntoIterator<Item = Action>) -> Rc<Model> {
    actions.into_iter().fold(model, Model::reduce)
}

/// A page that was opened with this fragment.
fn opened(fragment: &str) -> Rc<Model> {
    after(model(), [Action::Opened(read_fragment(fragment))])
}

/// A page with these fields on Compute.
fn filled(form: &Form) -> Rc<Model> {
    let secret = Some(form.device_secret.clone());
    let linked = FormAction::Linked(Box::new(form.identity()), secret);
    after(model(), [Action::Form(linked)])
}

/// What a colleague gets from a page as it stands.
#[derive(Debug)]
struct Shared {
    fragment: String,
    markdown: String,
}

#[track_caller]
fn shared(model: Rc<Model>, with_secrets: bool) -> Shared {
    let mut actions = vec![Action::Share(ShareAction::Open)];
    if with_secrets {
        actions.push(Action::Share(ShareAction::Secret(true)));
        actions.push(Action::Share(ShareAction::Sure(true)));
    }
    let model = after(model, actions);
    let mut engine = Engine::default();
    engine.take(ToEngine::Ask(model.verify.ask(model.language)));
    let answer = engine.take(ToEngine::Share(model.share().unwrap()));
    let answer = answer.unwrap();
    let link = text(&answer, "share-link").unwrap();
    Shared {
        fragment: link.strip_prefix(BASE).unwrap().to_owned(),
        markdown: text(&answer, "share-markdown").unwrap_or_default(),
    }
}

/// The text of the element with this id.
fn text(answer: &FromEngine, id: &str) -> Option<String> {
    fn find(node: &Node, id: &str) -> Option<String> {
        let is_it = node
            .attrs
            .iter()
            .any(|(of, value)| *of == Attr::Id && value == id);
        let inside = || node.inside.iter().find_map(|node| find(node, id));
        is_it.then(|| node.text.clone()).or_else(inside)
    }
    answer.places.iter().find_map(|(_, node)| find(node, id))
}

fn form_of(fields: &BTreeMap<String, String>) -> Form {
    let text = |name: &str| fields.get(name).cloned().unwrap_or_default();
    Form {
        product_key: text("productKey"),
        device_name: text("deviceName"),
        device_secret: Secret::new(text("deviceSecret")),
        client_id: text("clientId"),
        client_id_none: text("noClientId") == "1",
        sign_method: SignMethod::from_wire(&text("signMethod")).unwrap(),
        secure_mode: SecureMode::from_wire(&text("secureMode")).unwrap(),
        timestamp: text("timestamp"),
        region: text("region"),
        instance: text("instance"),
        extra: text("extParams"),
    }
}

#[test]
fn every_link_to_compute_opens_with_its_fields() {
    let all = golden(include_str!("links/compute-1.toml"));
    assert!(all.len() >= 20);
    for golden in all {
        let page = opened(&golden.link);
        assert_eq!(page.form.form, form_of(&golden.fields), "{}", golden.link);
        let with_secret = golden.fields.contains_key("deviceSecret");
        let linked = page.linked.clone().unwrap();
        assert_eq!((linked.trouble, linked.secrets_dropped), (None, false));
        assert_eq!(linked.secrets_read, with_secret, "{}", golden.link);
        // As long as version 1 is what is written: the file holds what was truly made.
        let asked = golden.link.ends_with("with=secret");
        assert_eq!(shared(page, asked).fragment, golden.link);
    }
}

#[test]
fn every_link_to_verify_opens_with_its_fields() {
    let all = golden(include_str!("links/verify-1.toml"));
    assert!(all.len() >= 18);
    for golden in all {
        let page = opened(&golden.link);
        let text = |name: &str| golden.fields.get(name).cloned();
        let number = |name: &str| text(name).map(|text| text.parse::<u32>().unwrap());
        let flag = |name: &str| text(name).map(|text| text == "true");
        let expected = Claim {
            host: text("host"),
            port: number("port").map(|port| port.try_into().unwrap()),
            transport: text("transport").map(|_| connack_signer::Transport::Tls),
            mqtt_client_id: text("mqttClientId"),
            username: text("username"),
            password: text("password").map(Secret::new),
            keep_alive_s: number("keepAlive"),
            protocol_level: number("protocolLevel").map(|level| level.try_into().unwrap()),
            will: flag("will"),
            qos: number("qos").map(|qos| qos.try_into().unwrap()),
            retain: flag("retain"),
            product_key: text("productKey"),
            device_name: text("deviceName"),
            ..Claim::default()
        };
        let read = read_claims(&page.verify.text.0);
        assert_eq!(read.devices.len(), 1, "{}", page.verify.text.0);
        assert_eq!(read.devices[0].claim, expected, "{}", golden.link);
        let secret = |name: &str| text(name).unwrap_or_default();
        assert_eq!(page.verify.secret.expose(), secret("deviceSecret"));
        assert_eq!(page.verify.product_secret.expose(), secret("productSecret"));
        let observed = text("observation").map(|word| read_observed(&word).unwrap());
        assert_eq!(page.verify.observed, observed, "{}", golden.link);
        let asked = golden.link.ends_with("with=secret");
        assert_eq!(shared(page, asked).fragment, golden.link);
    }
}

#[test]
fn a_link_can_be_undone_and_keeps_the_secret_of_the_same_device() {
    let mine = Form::documented_example();
    let link = shared(filled(&mine), false).fragment;
    let same = after(filled(&mine), [Action::Opened(read_fragment(&link))]);
    assert_eq!(same.form.form, mine);
    let practice = Form::practice("ws://127.0.0.1:1/mqtt");
    let other = after(filled(&practice), [Action::Opened(read_fragment(&link))]);
    assert!(other.form.form.device_secret.is_empty());
    assert_eq!(other.form.filled.as_ref().unwrap().0, Filled::Link);
    let undone = after(other, [Action::Form(FormAction::Undo)]);
    assert_eq!(undone.form.form, practice);
}

#[test]
fn a_broken_link_fills_in_what_can_be_read_and_one_without_fields_nothing() {
    let link = shared(filled(&Form::documented_example()), true).fragment;
    for end in 0..link.len() {
        let page = opened(&link[..end]);
        let said = page.linked.as_ref().is_some_and(|of| of.trouble.is_some());
        // Cut before its version, it is no link of ours.
        assert_eq!(said, link[..end].contains("?v"), "{}", &link[..end]);
        assert!(page.form.form.device_secret.is_empty());
    }
    let newer = opened(&link.replace("v=1", "v=2"));
    assert_eq!(newer.form.form.client_id, "12345");
    assert!(newer.form.form.device_secret.is_empty());
    let odd = opened("#/compute?v=1&signMethod=hmacsha512&productKey=pk&with=fields");
    assert!(odd.linked.as_ref().unwrap().trouble.is_some());
    let mine = filled(&Form::documented_example());
    let nothing = after(
        mine.clone(),
        [Action::Opened(read_fragment("#/compute?v=1&with=fields"))],
    );
    assert_eq!(nothing.form, mine.form);
}

#[test]
fn what_is_shared_follows_the_page_and_asks_anew() {
    let asked = [
        ShareAction::Open,
        ShareAction::Secret(true),
        ShareAction::Sure(true),
    ];
    let page = after(
        filled(&Form::documented_example()),
        asked.map(Action::Share),
    );
    let before = page.share().unwrap();
    assert!(before.with_secrets);
    assert_eq!(before.base, BASE);
    let changes = [
        Action::Form(FormAction::ClientIdNone(true)),
        Action::Opened(read_fragment("#/verify")),
        Action::Forget,
    ];
    for change in changes {
        let page = after(
            page.clone(),
            [change, Action::Opened(read_fragment("#/compute"))],
        );
        assert!(!page.share.with_secrets());
        assert!(page.share.asked > before.id);
    }
    let other_words = after(page.clone(), [Action::Language(Language::Zh)]);
    assert!(other_words.share().unwrap().id > before.id);
    let pasted = VerifyAction::Text(Pasted("username=device&pk".into()));
    let verify = [
        Action::Opened(read_fragment("#/verify")),
        Action::Verify(pasted),
    ];
    let verify = after(page, verify);
    let found = verify.share().unwrap();
    assert!(found.computed.is_none() && !found.with_secrets);
    // A search that came to its end may have found more.
    let over = VerifyAction::Engine(Rc::new(FromEngine::default()));
    let again = after(verify, [Action::Verify(over)]);
    assert!(again.share().unwrap().id > found.id);
    assert_eq!(after(again, [Action::Forget]).share(), None);
}

/// A text as people type it, odd ones too; 中 stands for all that is not ASCII.
fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z0-9_.:@-]{0,20}",
        "[&=%+#\"'中文 |,;?/\\\\`*~<>]{0,12}",
        any::<String>(),
    ]
}

prop_compose! {
    fn form()(
        texts in prop::array::uniform6(typed()),
        region in prop_oneof![Just("cn-shanghai".to_owned()), Just("us-west-1".to_owned()), "[&=%#中]{1,9}"],
        client_id_none in any::<bool>(),
        (method, mode) in (0..3_usize, any::<bool>()),
        secret in prop_oneof!["[0-9a-zA-Z]{8,32}", "[&=%+#\"'中 ]{8,20}"],
        // People put the secret into the wrong field.
        misplaced in prop::option::of(0..6_usize),
    ) -> Form {
        let mut texts = texts;
        if let Some(field) = misplaced {
            texts[field].push_str(&secret);
        }
        let [product_key, device_name, client_id, timestamp, instance, extra] = texts;
        Form {
            product_key: format!("p{product_key}"),
            device_name, client_id, client_id_none, timestamp, region, instance, extra,
            sign_method: [SignMethod::HmacMd5, SignMethod::HmacSha1, SignMethod::HmacSha256][method],
            secure_mode: if mode { SecureMode::Tls } else { SecureMode::Plain },
            device_secret: Secret::new(secret),
        }
    }
}

/// Every way in which a secret could stand in a text.
fn spellings(secret: &str) -> Vec<String> {
    let hex = secret.bytes().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    let percent = secret.bytes().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "%{byte:02X}");
        text
    });
    let base64 = base64::engine::general_purpose::STANDARD_NO_PAD.encode(secret);
    let url_safe = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(secret);
    let form = form_urlencoded::byte_serialize(secret.as_bytes()).collect::<String>();
    let blanks = form.replace('+', "%20");
    vec![
        secret.to_owned(),
        hex.to_uppercase(),
        hex,
        percent,
        base64,
        url_safe,
        form,
        blanks,
    ]
}

#[track_caller]
fn holds_none(shared: &Shared, secret: &str) {
    let decoded = form_urlencoded::parse(shared.fragment.as_bytes());
    let decoded: String = decoded
        .map(|(name, value)| format!("{name}={value}\n"))
        .collect();
    for spelling in spellings(secret) {
        for text in [&shared.fragment, &decoded, &shared.markdown] {
            assert!(!text.contains(&spelling), "{spelling} in {text}");
        }
    }
}

/// Each case makes a QR code and, on Verify, a diagnosis: fewer than usual will do.
fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn reading_is_writing_backwards(form in form()) {
        let link = shared(filled(&form), true).fragment;
        let page = opened(&link);
        prop_assert_eq!(&page.form.form, &form);
        prop_assert_eq!(page.linked.as_ref().unwrap().trouble.clone(), None);
        // What is computed follows.
        prop_assert_eq!(&page.computed, &filled(&form).computed);
    }

    #[test]
    fn no_secret_is_in_what_nobody_asked_twice_for(form in form()) {
        let page = filled(&form);
        let shared = shared(page.clone(), false);
        holds_none(&shared, form.device_secret.expose());
        if let Some(signed) = page.computed.signed() {
            holds_none(&shared, &signed.signing.password());
        }
        let opened = opened(&shared.fragment);
        prop_assert!(opened.form.form.device_secret.is_empty());
        prop_assert!(!opened.linked.as_ref().unwrap().secrets_dropped);
    }

    #[test]
    fn any_address_opens(text in any::<String>(), verify in any::<bool>()) {
        let route = if verify { "verify" } else { "compute" };
        let page = opened(&format!("#/{route}?v=1{text}"));
        prop_assert!(page.linked.is_some());
        let page = opened(&format!("#/{route}?v=1&{text}&with=secret"));
        prop_assert!(page.linked.is_some());
    }
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn no_secret_of_a_claim_is_in_it_either(
        form in form(),
        product_secret in "[0-9a-zA-Z]{16}",
        swapped in any::<bool>(),
    ) {
        let form = Form { instance: String::new(), ..form };
        let page = filled(&form);
        let Some(signed) = page.computed.signed() else {
            return Ok(());
        };
        let password = signed.signing.password();
        let mut user = [signed.signing.username.clone(), password.clone()];
        if swapped {
            user.reverse();
        }
        let claim = serde_json::json!({
            "mqtt_client_id": signed.signing.mqtt_client_id.to_string(),
            "username": user[0],
            "password": user[1],
        });
        let loaded = Loaded {
            text: Pasted(claim.to_string().into()),
            secret: form.device_secret.clone(),
        };
        let verify = after(model(), [
            Action::Opened(read_fragment("#/verify")),
            Action::Verify(VerifyAction::Load(Rc::new(loaded), Some(Observed::Connack(4)))),
            Action::Verify(VerifyAction::ProductSecret(Secret::new(&*product_secret))),
        ]);
        let shared = shared(verify, false);
        for secret in [form.device_secret.expose(), &password, &product_secret] {
            holds_none(&shared, secret);
        }
        prop_assert!(shared.fragment.contains("observation=connack4"));
    }
}

#[test]
fn a_large_text_is_shared_too() {
    let filler = "nothing of interest\n".repeat(10_000);
    let text = format!("{filler}username: device&pk\nclientId: 12345|securemode=3|\n");
    let mut engine = Engine::default();
    engine.take(ToEngine::Ask(Ask {
        text: Hidden(text),
        ..Ask::default()
    }));
    let answer = engine.take(ToEngine::Share(connack_protocol::Share::default()));
    let link = self::text(&answer.unwrap(), "share-link").unwrap();
    assert_eq!(
        link,
        "#/verify?v=1&mqttClientId=12345%7Csecuremode%3D3%7C&username=device%26pk&with=fields"
    );
}
