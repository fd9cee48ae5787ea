//! Profiles: to the storage and to a file and back, secrets by choice only, and what is unreadable.

use super::*;
use crate::state::connect::{Connection, Form, FormAction, plan};
use connack_protocol::Version;

const NOW: u64 = 1_780_000_000_000;
const MARKER: &str = "marker7f3aQm2Kp9Xw4ZtLs8Vd";

fn sealed() -> Sealed {
    Sealed {
        version: Sealed::VERSION,
        kdf: Sealed::KDF.into(),
        iterations: Sealed::ITERATIONS,
        salt: (0..16).collect(),
        cipher: Sealed::CIPHER.into(),
        iv: (16..28).collect(),
        ciphertext: vec![0xff; 30],
    }
}

fn clear(days: u64) -> Kept {
    Kept::Clear {
        secret: Hidden(MARKER.into()),
        expires_ms: expiry(NOW, days),
    }
}

/// A profile with something in every field.
fn full() -> Profile {
    Profile {
        name: "温室 \"7\"".into(),
        who: Who::Device(Identity {
            product_key: "a1Practice0".into(),
            device_name: "practice".into(),
            client_id: "x".into(),
            client_id_none: true,
            sign_method: "hmacsha1".into(),
            secure_mode: "3".into(),
            timestamp: "007".into(),
            region: "us-west-1".into(),
            instance: "ws://127.0.0.1:8083/mqtt".into(),
            ext_params: "lan=C".into(),
        }),
        broker_url: Some("wss://broker.example:8084/mqtt".into()),
        keep_alive_s: 300,
        clean_session: false,
        mqtt_version: MqttVersion::V5_0,
        will: Some(Will {
            topic: "/gone".into(),
            payload: vec![0x80, 0xff, 0, 0x10],
            qos: Qos::AtLeastOnce,
            retain: true,
        }),
        subscriptions: vec![Wanted {
            topic: "/a/+/#".into(),
            qos: Qos::ExactlyOnce,
        }],
        secret: None,
    }
}

fn login() -> Profile {
    Profile {
        who: Who::Login {
            client_id: "client".into(),
            username: "user".into(),
        },
        ..full()
    }
}

#[track_caller]
fn imported(text: &str, clear: bool) -> Imported {
    import(text, NOW, clear).unwrap()
}

#[test]
fn what_is_exported_comes_back() {
    let kept = |secret| Profile { secret, ..full() };
    let all = [
        full(),
        login(),
        kept(Some(clear(7))),
        kept(Some(Kept::Encrypted(sealed()))),
    ];
    let read = imported(&export(&all, Secrets::Clear), true);
    assert_eq!((read.profiles, read.notes), (all.to_vec(), Vec::new()));
}

#[test]
fn secrets_are_exported_by_choice_only() {
    let profiles = [
        Profile {
            secret: Some(clear(7)),
            ..full()
        },
        Profile {
            secret: Some(Kept::Encrypted(sealed())),
            ..full()
        },
    ];
    let has = |secrets| {
        let text = export(&profiles, secrets);
        (text.contains(MARKER), text.contains("ciphertext"))
    };
    assert_eq!(has(Secrets::default()), (false, false));
    assert_eq!(has(Secrets::Encrypted), (false, true));
    assert_eq!(has(Secrets::Clear), (true, true));
}

#[test]
fn secrets_in_clear_are_imported_by_choice_only() {
    let profile = Profile {
        secret: Some(clear(7)),
        ..full()
    };
    let text = export([&profile], Secrets::Clear);
    let read = imported(&text, false);
    assert_eq!(read.profiles[0].secret, None);
    assert_eq!(read.notes, [Note::SecretLeftOut(full().name)]);
    assert_eq!(imported(&text, true).profiles[0].secret, Some(clear(7)));
}

#[test]
fn secrets_expire_at_their_time() {
    let at = |now_ms: u64| {
        let mut profile = Profile {
            secret: Some(clear(1)),
            ..full()
        };
        let changed = profile.expire(now_ms);
        (changed, profile.secret.is_some())
    };
    let day = 86_400_000;
    assert_eq!(at(NOW), (false, true));
    assert_eq!(at(NOW + day - 1), (false, true));
    assert_eq!(at(NOW + day), (true, false));
    // A file, or a clock set back, keeps nothing for ever.
    let mut forever = Profile {
        secret: Some(Kept::Clear {
            secret: Hidden(MARKER.into()),
            expires_ms: u64::MAX,
        }),
        ..full()
    };
    assert!(forever.expire(NOW));
    assert_eq!(forever.secret, Some(clear(MAX_DAYS)));
    let mut encrypted = Profile {
        secret: Some(Kept::Encrypted(sealed())),
        ..full()
    };
    assert!(!encrypted.expire(u64::MAX));
}

#[test]
fn an_expired_secret_is_gone_from_the_storage_too() {
    let profile = Profile {
        secret: Some(clear(1)),
        ..full()
    };
    let stored = || [("1".to_owned(), text_of(&profile))];
    let fresh = shelve(stored(), NOW);
    assert_eq!(fresh.list[0].profile, profile);
    assert_eq!(fresh.expired, []);
    let late = shelve(stored(), NOW + 2 * DAY_MS);
    assert_eq!(late.list[0].profile, full());
    let (id, text) = &late.expired[0];
    assert_eq!(id, "1");
    assert!(!text.contains(MARKER), "{text}");
}

#[test]
fn stored_profiles_come_by_name_and_the_unreadable_stay() {
    let named = |name: &str| {
        text_of(&Profile {
            name: name.into(),
            ..full()
        })
    };
    let stored = [
        ("1", named("b")),
        ("2", "{".to_owned()),
        ("3", named("A")),
        ("4", "{\"name\":1}".to_owned()),
    ];
    let shelf = shelve(stored.map(|(id, text)| (id.to_owned(), text)), NOW);
    let ids: Vec<&str> = shelf.list.iter().map(|of| &*of.id).collect();
    assert_eq!(ids, ["3", "1"]);
    assert_eq!(shelf.unreadable, ["2", "4"]);
}

#[test]
fn what_a_connection_has_is_saved_and_comes_back() {
    let credentials = plan::tests::practice();
    let mut form = Form::default();
    form.apply(FormAction::Url(" ws://localhost:1/ ".into()));
    form.apply(FormAction::KeepAlive("77".into()));
    form.apply(FormAction::CleanSession(false));
    let mut connection = Connection {
        form,
        ..Connection::default()
    };
    connection.form.wanted = full().subscriptions;
    let options = &mut connection.form.options;
    options.has_will = true;
    options.will.topic = "/will".into();
    options.version = Version::V5_0;
    let saved = capture(" mine ", &connection, Some(&credentials)).unwrap();
    assert_eq!(saved.name, "mine");
    assert_eq!(saved.broker_url.as_deref(), Some("ws://localhost:1/"));
    assert_eq!(saved.who, Who::Device(credentials.identity.clone()));
    assert_eq!(saved.secret, None);
    assert_eq!(
        secret_of(&connection, Some(&credentials)).0,
        "practice-device-secret"
    );
    assert!(!text_of(&saved).contains("practice-device-secret"));

    let mut other = Connection::default();
    let load = ProfileAction::Load(Box::new(saved.clone()), None);
    other.form.apply(FormAction::Profile(load));
    assert_eq!(capture("mine", &other, Some(&credentials)), Some(saved));
    assert_eq!(capture("mine", &other, None), None);
}

#[test]
fn a_login_brings_its_password() {
    let mut of = Connection::default();
    let load = ProfileAction::Load(Box::new(login()), Some(Hidden("password".into())));
    of.form.apply(FormAction::Profile(load));
    assert_eq!(secret_of(&of, None).0, "password");
    let saved = capture(&login().name, &of, Some(&plan::tests::practice()));
    assert_eq!(saved, Some(login()));
}

#[track_caller]
fn check_unreadable(text: &str, expected: Unreadable) {
    assert_eq!(import(text, NOW, true), Err(expected), "{text}");
}

#[test]
fn an_unreadable_file_says_what_and_where() {
    check_unreadable(" \n", Unreadable::Empty);
    check_unreadable("{\n  nonsense", Unreadable::NotJson { line: 2, column: 3 });
    check_unreadable("[{", Unreadable::EndsEarly);
    for foreign in [
        "7",
        "[]",
        "{}",
        "[{\"a\":1}]",
        "{\"connack_profiles\":\"x\"}",
    ] {
        check_unreadable(foreign, Unreadable::Foreign);
    }
    check_unreadable(
        "{\"connack_profiles\":2,\"profiles\":[]}",
        Unreadable::Version(2),
    );
    let text = export([&full()], Secrets::None);
    check_unreadable(
        &text.replace("300", "\"hidden text\""),
        Unreadable::Value {
            line: 21,
            column: 35,
            what: "invalid type: string, expected u16".into(),
        },
    );
}

#[test]
fn every_cut_of_a_file_is_refused_without_a_panic() {
    let text = export([&full(), &login()], Secrets::Clear);
    for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
        assert!(import(&text[..end], NOW, true).is_err(), "{end}");
    }
}

#[test]
fn a_sealed_secret_of_another_form_is_not_read() {
    let with = |change: fn(&mut Sealed)| {
        let mut of = sealed();
        change(&mut of);
        of.is_readable()
    };
    assert!(with(|_| {}));
    assert!(!with(|of| of.version = 2));
    assert!(!with(|of| of.kdf = "PBKDF2-HMAC-SHA1".into()));
    assert!(!with(|of| of.iterations = 599_999));
    assert!(!with(|of| of.iterations = u32::MAX));
    assert!(!with(|of| of.salt.truncate(8)));
    assert!(!with(|of| of.cipher = "AES-CBC".into()));
    assert!(!with(|of| of.iv.push(0)));
    assert!(!with(|of| of.ciphertext.truncate(15)));
}

mod mqttx;
mod panel;
