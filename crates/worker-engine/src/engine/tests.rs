//! Questions in, answers out, natively.

use super::Engine;
use crate::examples::SAMPLES;
use crate::layout::text;
use connack_protocol::{
    Act, Ask, Attr, Copies, FromEngine, Hidden, Lang, Node, Observed, Place, ToEngine,
};

/// The documented example, right.
const RIGHT: &str = r#"{"clientId": "12345|securemode=3,signmethod=hmacsha1,timestamp=789|",
"username": "device&pk",
"passwd": "fafd82a3d602b37fb0fa8b7892f24a477f851a14",
"mqttHostUrl": "pk.iot-as-mqtt.cn-shanghai.aliyuncs.com"}"#;

fn ask(text: &str, secret: &str) -> Ask {
    Ask {
        id: 7,
        text: Hidden(text.into()),
        secret: Hidden(secret.into()),
        ..Ask::default()
    }
}

/// Searches to the end, one slice a millisecond.
#[track_caller]
fn settled(engine: &mut Engine, ask: Ask) -> FromEngine {
    let mut answer = engine.take(ToEngine::Ask(ask));
    while engine.is_searching() {
        let clock = std::cell::Cell::new(0.0);
        answer = engine
            .search(40.0, || clock.replace(clock.get() + 1.0))
            .or(answer);
    }
    answer.expect("an answer")
}

/// Markdown and JSON of what was asked last.
#[track_caller]
fn case_file(engine: &mut Engine) -> (String, String) {
    let file = engine.take(ToEngine::CaseFile).expect("a case file");
    let copied = |what| copied(&[shown(&file, Place::CaseFile)], what).expect("a text to copy");
    (copied(Copies::Markdown), copied(Copies::Json))
}

/// The text behind a button that copies.
fn copied(nodes: &[Node], what: Copies) -> Option<String> {
    nodes.iter().find_map(|node| match &node.act {
        Act::Copy(of, text) if *of == what => Some(text.0.clone()),
        Act::None
        | Act::Copy(..)
        | Act::Load(..)
        | Act::Fill(_)
        | Act::Device(_)
        | Act::Cancel
        | Act::CaseFile
        | Act::Field(_)
        | Act::Set(_)
        | Act::Now
        | Act::Random(_)
        | Act::Reveal
        | Act::Send { .. }
        | Act::Connect(_) => copied(&node.inside, what),
    })
}

fn attr(node: &Node, attr: Attr) -> &str {
    let found = node.attrs.iter().find(|(of, _)| *of == attr);
    found.map_or("", |(_, value)| value)
}

/// What an answer shows in a place.
fn shown(answer: &FromEngine, place: Place) -> Node {
    let mut places = answer.places.iter();
    let found = places.find(|(of, _)| *of == place);
    found.map(|(_, node)| node.clone()).unwrap_or_default()
}

fn verdict(answer: &FromEngine) -> String {
    attr(&shown(answer, Place::Verdict), Attr::Verdict).to_owned()
}

fn sentence(answer: &FromEngine) -> String {
    text(&[shown(answer, Place::Verdict)])
}

fn findings(answer: &FromEngine) -> Vec<Node> {
    shown(answer, Place::Findings).inside[0].inside.clone()
}

fn codes(answer: &FromEngine) -> Vec<String> {
    let findings = findings(answer);
    findings
        .iter()
        .map(|finding| attr(finding, Attr::Code).to_owned())
        .collect()
}

/// The compared values that are not the same.
fn differing(answer: &FromEngine) -> Vec<String> {
    let rest = shown(answer, Place::Findings).inside;
    let rows = rest.iter().filter(|node| attr(node, Attr::Same) == "false");
    rows.map(|row| row.inside[0].text.clone()).collect()
}

#[test]
fn a_right_text_is_ok_and_can_be_loaded() {
    let answer = settled(&mut Engine::default(), ask(RIGHT, "secret"));
    assert_eq!(verdict(&answer), "ok", "{:?}", codes(&answer));
    // The text says neither port nor WebSocket.
    assert_eq!(differing(&answer), ["port", "WebSocket"]);
    let right = copied(&[shown(&answer, Place::Findings)], Copies::Password).unwrap();
    assert_eq!(right, "fafd82a3d602b37fb0fa8b7892f24a477f851a14");
}

#[test]
fn a_held_text_stays_until_another_is_given() {
    let mut engine = Engine::default();
    let question = Ask {
        held: Some(Hidden(RIGHT.into())),
        ..ask("", "secret")
    };
    assert_eq!(verdict(&settled(&mut engine, question)), "ok");
    assert_eq!(verdict(&settled(&mut engine, ask("", "secret"))), "ok");
    let question = Ask {
        held: Some(Hidden::default()),
        ..ask("", "secret")
    };
    assert_eq!(verdict(&settled(&mut engine, question)), "none");
}

#[test]
fn nothing_pasted_is_no_case() {
    let answer = settled(&mut Engine::default(), ask("", "secret"));
    assert_eq!(verdict(&answer), "none");
    assert!(findings(&answer).is_empty());
    let answer = settled(&mut Engine::default(), ask("hello", "secret"));
    assert_eq!(verdict(&answer), "none");
    assert!(text(&[shown(&answer, Place::Read)]).contains("Nothing recognised"));
}

#[test]
fn each_example_leads_to_its_finding() {
    assert!(SAMPLES.len() >= 10);
    for (code, _, _, text) in SAMPLES {
        let answer = settled(&mut Engine::default(), ask(text, "secret"));
        assert_eq!(
            codes(&answer).first().map(String::as_str),
            Some(*code),
            "{:?} in {text}",
            codes(&answer)
        );
    }
}

#[test]
fn what_may_still_be_explained_is_not_called_unexplained() {
    let wrong = RIGHT.replace("fafd", "0000");
    let mut engine = Engine::default();
    let first = engine.take(ToEngine::Ask(ask(&wrong, "secret"))).unwrap();
    assert!(first.searching && engine.is_searching());
    assert_eq!(verdict(&first), "searching");
    assert!(
        !codes(&first)
            .iter()
            .any(|code| code == "secret-or-identity-wrong")
    );
    let last = engine.take(ToEngine::Cancel).unwrap();
    assert!(!last.searching && !engine.is_searching());
    assert_eq!(verdict(&last), "unexplained");
    assert_eq!(engine.take(ToEngine::Cancel), None);
}

#[test]
fn an_observation_is_read_with_the_strings() {
    let question = Ask {
        observed: Some(Observed::Connack(5)),
        ..ask(RIGHT, "")
    };
    let answer = settled(&mut Engine::default(), question);
    assert!(
        codes(&answer)
            .iter()
            .any(|code| code == "refused-credentials"),
        "{:?}",
        codes(&answer)
    );
}

#[test]
fn both_languages_say_something() {
    for lang in [Lang::En, Lang::Zh] {
        let reference = Engine::default().take(ToEngine::Reference(lang));
        let reference = reference.unwrap();
        let examples = shown(&reference, Place::Examples).inside;
        let findings = shown(&reference, Place::Reference).inside;
        assert_eq!(examples.len(), SAMPLES.len());
        assert!(
            findings
                .iter()
                .all(|finding| !text(&finding.inside[..1]).is_empty())
        );
        let mut question = ask(RIGHT, "secret");
        question.lang = lang;
        let answer = settled(&mut Engine::default(), question);
        let chinese = sentence(&answer).contains('设');
        assert_eq!(chinese, lang == Lang::Zh);
    }
}

#[test]
fn a_case_file_opens_with_the_same_verdict() {
    for (code, _, _, text) in &SAMPLES[..4] {
        let mut engine = Engine::default();
        let made = settled(&mut engine, ask(text, "secret"));
        let (_, json) = case_file(&mut engine);
        let opened = settled(&mut Engine::default(), ask(&json, ""));
        assert_eq!(verdict(&opened), verdict(&made), "{code}");
        assert_eq!(sentence(&opened), sentence(&made), "{code}");
        assert_eq!(
            findings(&opened)[..findings(&made).len()],
            findings(&made),
            "{code}"
        );
    }
}

#[test]
fn a_case_file_has_no_secret() {
    let secret = "0123456789abcdef0123456789abcdef";
    let text = RIGHT.replace("12345|", &format!("12345{secret}|"));
    let mut engine = Engine::default();
    engine.take(ToEngine::Ask(ask(&text, secret)));
    engine.take(ToEngine::Cancel);
    let claimed = "fafd82a3d602b37fb0fa8b7892f24a477f851a14";
    let (markdown, json) = case_file(&mut engine);
    for file in [&markdown, &json] {
        assert!(file.contains("pk.iot-as-mqtt"), "{file}");
        for hidden in [secret, claimed] {
            assert!(hidden.len() >= 32 && !file.contains(hidden), "{file}");
        }
    }
}

#[test]
fn a_case_file_knows_its_secret() {
    let mut engine = Engine::default();
    settled(&mut engine, ask(RIGHT, "secret"));
    let (_, json) = case_file(&mut engine);
    let said = |secret| {
        text(&[shown(
            &settled(&mut Engine::default(), ask(&json, secret)),
            Place::Findings,
        )])
    };
    assert!(said("secret").contains("is the one"), "{}", said("secret"));
    assert!(said("Secret").contains("another one"), "{}", said("Secret"));
    assert!(said("").contains("ingerprint"), "{}", said(""));
}

#[test]
fn a_working_device_beside_a_failing_one() {
    let failing = RIGHT
        .replace("securemode=3", "securemode=2")
        .replace("timestamp=789", "timestamp=790");
    let question = Ask {
        working: Hidden(RIGHT.into()),
        ..ask(&failing, "")
    };
    let answer = settled(&mut Engine::default(), question);
    assert!(text(&[shown(&answer, Place::Findings)]).contains("First difference: securemode"));
    assert_eq!(differing(&answer), ["securemode", "timestamp"]);
}

#[test]
fn hostile_texts_are_answered() {
    let texts = [
        "{\"connack_case_file\":1}",
        "{\"connack_case_file\":",
        "\u{feff}||||",
        "&&&&\u{0}",
    ];
    for text in texts {
        let question = Ask {
            working: Hidden(text.into()),
            device: u32::MAX,
            ..ask(text, text)
        };
        let mut engine = Engine::default();
        settled(&mut engine, question);
        engine.take(ToEngine::CaseFile);
    }
}
