//! The session with brokers that we did not write, and with the practice broker, over WebSocket, as
//! the worker speaks to them: every quality of service, retained messages, the will; in 3.1.1, and
//! in 5.0 where the broker has it. The page itself meets each of them in `browser`.

#![allow(
    clippy::unwrap_used,
    reason = "everything here is a test, its own parts included"
)]

mod client;

use connack_e2e::{Aedes, Mosquitto, Practice};
use connack_session::{Message, Publish, Qos, Version, Will};

use client::{Client, Login};

const QOS: [Qos; 3] = [Qos::AtMostOnce, Qos::AtLeastOnce, Qos::ExactlyOnce];

#[test]
fn mosquitto_in_3_1_1() {
    check(&Mosquitto::open().websocket_url, ANYBODY, Version::V3_1_1);
}

#[test]
fn mosquitto_in_5_0() {
    check(&Mosquitto::open().websocket_url, ANYBODY, Version::V5_0);
}

#[test]
fn aedes_in_3_1_1() {
    check(&Aedes::start().websocket_url, ANYBODY, Version::V3_1_1);
}

#[test]
fn the_practice_broker_in_3_1_1() {
    check(&Practice::start().websocket_url, PLATFORM, Version::V3_1_1);
}

#[test]
fn the_practice_broker_in_5_0() {
    check(&Practice::start().websocket_url, PLATFORM, Version::V5_0);
}

/// It says no in the shape of 5.0.
#[test]
fn the_practice_broker_refuses_in_5_0() {
    let practice = Practice::start();
    let refused = Client::refused(&Login {
        url: &practice.websocket_url,
        version: Version::V5_0,
        client_id: "near",
        username: "platform",
        password: "not its password",
        will: None,
    });
    assert_eq!(refused, NOT_AUTHORIZED);
}

/// One client of each version, on one broker.
#[test]
fn the_practice_broker_between_the_versions() {
    let practice = Practice::start();
    let [username, password] = PLATFORM;
    let online = |version| {
        Client::online(&Login {
            url: &practice.websocket_url,
            version,
            client_id: "",
            username,
            password,
            will: None,
        })
    };
    let (mut older, mut newer) = (online(Version::V3_1_1), online(Version::V5_0));
    older.subscribe("interop/newer");
    newer.subscribe("interop/older");
    for qos in QOS {
        let mut message = publish("interop/newer", b"\xff", qos, false);
        message.user_properties = vec![(PROPERTY.0.into(), PROPERTY.1.into())];
        newer.publish(message);
        hold(
            &older.receive(),
            "interop/newer",
            b"\xff",
            qos,
            Version::V3_1_1,
        );
        older.publish(publish("interop/older", b"\xff", qos, false));
        let received = newer.receive();
        hold(&received, "interop/older", b"\xff", qos, Version::V3_1_1);
        let told = format!("{:?}", received.properties);
        assert!(!told.contains("x-mqtt"), "{told}");
    }
}

/// MQTT 5.0, 3.2.2.2.
const NOT_AUTHORIZED: u8 = 0x87;

const ANYBODY: [&str; 2] = ["", ""];
const PLATFORM: [&str; 2] = ["platform", Practice::PLATFORM_PASSWORD];

#[track_caller]
fn check(url: &str, [username, password]: [&str; 2], version: Version) {
    let login = |client_id, will| Login {
        url,
        version,
        client_id,
        username,
        password,
        will,
    };
    let publish = |topic: &str, payload: &[u8], qos, retain| {
        let mut publish = publish(topic, payload, qos, retain);
        if version == Version::V5_0 {
            let (name, value) = PROPERTY;
            publish.user_properties = vec![(name.into(), value.into())];
        }
        publish
    };
    let will = Will {
        topic: "interop/will".into(),
        payload: b"gone".to_vec(),
        qos: Qos::AtLeastOnce,
        retain: false,
    };
    let mut near = Client::online(&login("near", Some(will)));
    let mut far = Client::online(&login("far", None));
    near.subscribe("interop/down/#");
    far.subscribe("interop/up/#");
    far.subscribe("interop/will");

    let all_bytes: Vec<u8> = (0..=255).collect();
    for (number, qos) in QOS.into_iter().enumerate() {
        for payload in [&all_bytes[..], b""] {
            let (up, down) = (format!("interop/up/{number}"), "interop/down/温度");
            near.publish(publish(&up, payload, qos, false));
            hold(&far.receive(), &up, payload, qos, version);
            far.publish(publish(down, payload, qos, false));
            hold(&near.receive(), down, payload, qos, version);
        }
    }
    near.publish(publish("interop/kept", b"still", Qos::AtLeastOnce, true));
    let mut late = Client::online(&login("late", None));
    late.subscribe("interop/kept");
    let kept = late.receive();
    assert!(kept.retain, "{kept:?}");
    hold(&kept, "interop/kept", b"still", Qos::AtLeastOnce, version);

    near.vanish();
    let will = far.receive();
    assert_eq!(
        (&*will.topic, &will.payload[..]),
        ("interop/will", &b"gone"[..])
    );
    assert_eq!(will.qos, Qos::AtLeastOnce);
}

const PROPERTY: (&str, &str) = ("来源", "interop");

fn publish(topic: &str, payload: &[u8], qos: Qos, retain: bool) -> Publish {
    Publish {
        topic: topic.into(),
        payload: payload.to_vec(),
        qos,
        retain,
        user_properties: Vec::new(),
    }
}

#[track_caller]
fn hold(message: &Message, topic: &str, payload: &[u8], qos: Qos, version: Version) {
    assert_eq!(
        (&*message.topic, &message.payload[..], message.qos),
        (topic, payload, qos)
    );
    let told = format!("{:?}", message.properties);
    let has = told.contains(PROPERTY.0) && told.contains(PROPERTY.1);
    assert_eq!(has, version == Version::V5_0, "{told}");
}
