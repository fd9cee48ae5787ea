//! Python and JavaScript: compiled by their own tools, then run against stubs of the libraries.

use crate::support;
use crate::tool::{address, folder, is_there, run, stubs, text};
use connack_exports::{DEVICE_SECRET_PLACEHOLDER, Given, Target};
use connack_signer::{MqttClientId, Transport};
use serde_json::{Value, json};
use std::process::Command;

/// What the stubs tell of each text, one JSON value a line.
#[track_caller]
fn told(interpreter: &str, stub: &str, target: Target, extension: &str) -> Vec<Value> {
    let folder = folder(target.id());
    let mut command = Command::new(interpreter);
    command.arg(stubs("").join(stub));
    for (i, given) in support::random().iter().enumerate() {
        let file = folder.join(format!("{i}.{extension}"));
        std::fs::write(&file, text(target, given)).unwrap();
        command.arg(file);
    }
    let output = String::from_utf8(run(&mut command)).unwrap();
    let lines = output.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[track_caller]
fn check(told: &[Value], expected: impl Fn(&Given) -> Value) {
    let random = support::random();
    assert_eq!(told.len(), random.len());
    for (told, given) in told.iter().zip(&random) {
        assert_eq!(*told, expected(given));
    }
}

fn is_encrypted(given: &Given) -> bool {
    matches!(given.transport, Transport::Tls | Transport::Wss)
}

#[test]
fn paho_for_python() {
    if !is_there("python3", "paho-mqtt programs") {
        return;
    }
    check(
        &told("python3", "run.py", Target::PahoPython, "py"),
        |given| {
            let websocket = matches!(given.transport, Transport::Ws | Transport::Wss);
            json!({
                "client_id": given.mqtt_client_id,
                "username": given.username,
                "password": given.password.expose(),
                "host": given.host,
                "port": if websocket { 443 } else { 1883 },
                "keepalive": 300,
                "transport": if websocket { "websockets" } else { "tcp" },
                "path": if websocket { json!("/mqtt") } else { Value::Null },
                "tls": is_encrypted(given),
                "subscribed": given.subscribe_topic(),
                "published": given.publish_topic(),
            })
        },
    );
}

#[test]
fn umqtt_for_micropython() {
    if !is_there("python3", "umqtt programs") {
        return;
    }
    check(&told("python3", "run.py", Target::Umqtt, "py"), |given| {
        json!({
            "client_id": given.mqtt_client_id,
            "username": given.username,
            "password": given.password.expose(),
            "host": given.host,
            "port": 1883,
            "keepalive": 300,
            "transport": "tcp",
            "path": null,
            "tls": is_encrypted(given),
            "subscribed": given.subscribe_topic(),
            "published": given.publish_topic(),
        })
    });
}

#[test]
fn mqtt_js() {
    if !is_there("node", "MQTT.js programs") {
        return;
    }
    check(&told("node", "run.js", Target::MqttJs, "js"), |given| {
        json!({
            "url": address(given, ["mqtt", "mqtts"]),
            "options": {
                "clientId": given.mqtt_client_id,
                "username": given.username,
                "password": given.password.expose(),
                "keepalive": 300,
                "protocolVersion": 4,
                "clean": true,
            },
            "subscribed": given.subscribe_topic(),
            "published": given.publish_topic(),
        })
    });
}

#[test]
fn the_vendors_sdk() {
    if !is_there("node", "programs of the vendor's SDK") {
        return;
    }
    check(
        &told("node", "run.js", Target::AlibabaNode, "js"),
        |given| {
            json!({
                "options": {
                    "productKey": given.product_key,
                    "deviceName": given.device_name,
                    "deviceSecret": DEVICE_SECRET_PLACEHOLDER,
                    "clientId": MqttClientId::parse(&given.mqtt_client_id).client_id,
                    "brokerUrl": address(given, ["mqtt", "mqtts"]),
                    "keepalive": 300,
                },
                "subscribed": given.subscribe_topic(),
                "published": given.publish_topic(),
            })
        },
    );
}
