//! AT commands, read as the modules' manuals say.

use crate::support;
use crate::tool::text;
use connack_exports::{Given, Include, Target, export};
use connack_signer::Transport;

/// A command's name and arguments; quotes are taken off, and escapes undone where there are any.
fn command(line: &str, escapes: bool) -> (&str, Vec<String>) {
    let (name, rest) = line.split_once('=').unwrap_or((line, ""));
    let mut arguments = vec![String::new()];
    let mut quoted = false;
    let mut chars = rest.chars();
    while let Some(found) = chars.next() {
        match found {
            '\\' if quoted && escapes => arguments.last_mut().unwrap().extend(chars.next()),
            '"' => quoted = !quoted,
            ',' if quoted && escapes => panic!("a comma without its backslash: {line}"),
            ',' if !quoted => arguments.push(String::new()),
            other => arguments.last_mut().unwrap().push(other),
        }
    }
    assert!(!quoted, "{line}");
    (name, arguments)
}

#[track_caller]
fn check(target: Target, given: &Given, expected: &[(&str, &[&str])]) {
    let text = text(target, given);
    assert!(text.ends_with("\r\n"));
    let lines: Vec<(&str, Vec<String>)> = text
        .split("\r\n")
        .map(|line| command(line, target == Target::EspAt))
        .collect();
    for (name, arguments) in expected {
        let found = lines.iter().find(|(found, _)| found == name);
        assert_eq!(found.unwrap().1, *arguments, "{name}");
    }
}

fn has_quote(given: &Given) -> bool {
    given.mqtt_client_id.contains('"') || given.username.contains('"')
}

#[test]
fn espressif() {
    for given in support::random() {
        let (scheme, port, path) = match given.transport {
            Transport::Tcp => ("1", "1883", ""),
            Transport::Tls => ("2", "1883", ""),
            Transport::Ws => ("6", "443", "/mqtt"),
            Transport::Wss => ("7", "443", "/mqtt"),
        };
        let password = given.password.expose();
        check(
            Target::EspAt,
            &given,
            &[
                (
                    "AT+MQTTUSERCFG",
                    &["0", scheme, "NULL", "NULL", "NULL", "0", "0", path],
                ),
                ("AT+MQTTCLIENTID", &["0", &given.mqtt_client_id]),
                ("AT+MQTTUSERNAME", &["0", &given.username]),
                ("AT+MQTTPASSWORD", &["0", password]),
                ("AT+MQTTCONNCFG", &["0", "300", "0", "", "", "0", "0"]),
                ("AT+MQTTCONN", &["0", &given.host, port, "1"]),
                ("AT+MQTTSUB", &["0", &given.subscribe_topic(), "1"]),
            ],
        );
    }
}

#[test]
fn quectel() {
    for given in support::random().iter().filter(|given| !has_quote(given)) {
        let password = given.password.expose();
        check(
            Target::Quectel,
            given,
            &[
                ("AT+QMTOPEN", &["0", &given.host, "1883"]),
                (
                    "AT+QMTCONN",
                    &["0", &given.mqtt_client_id, &given.username, password],
                ),
                ("AT+QMTSUB", &["0", "1", &given.subscribe_topic(), "1"]),
            ],
        );
    }
}

#[test]
fn simcom() {
    for given in support::random().iter().filter(|given| !has_quote(given)) {
        let url = format!("tcp://{}:1883", given.host);
        let secure = match given.transport {
            Transport::Tls | Transport::Wss => "1",
            Transport::Tcp | Transport::Ws => "0",
        };
        let password = given.password.expose();
        check(
            Target::Simcom,
            given,
            &[
                ("AT+CMQTTACCQ", &["0", &given.mqtt_client_id, secure]),
                (
                    "AT+CMQTTCONNECT",
                    &["0", &url, "300", "1", &given.username, password],
                ),
            ],
        );
    }
}

/// What cannot be written is said, and nothing else is.
#[test]
fn broken_ones_are_told() {
    let broken = |target, given: &Given| {
        let notes = export(target, given, Include::Password).notes;
        notes.iter().filter(|note| note.broken).count()
    };
    let mut given = support::documented(Transport::Tcp);
    for target in Target::ALL {
        assert_eq!(broken(target, &given), 0);
    }
    given.mqtt_client_id = "a,b\\|x=1|".into();
    assert_eq!(broken(Target::Quectel, &given), 0);
    given.mqtt_client_id = "a\"|x=1|".into();
    assert_eq!(broken(Target::Quectel, &given), 1);
    assert_eq!(broken(Target::Simcom, &given), 1);
    assert_eq!(broken(Target::EspAt, &given), 0);
    given.mqtt_client_id = "a\n|x=1|".into();
    assert_eq!(broken(Target::EspAt, &given), 1);
    given.mqtt_client_id = "a".repeat(300);
    assert_eq!(broken(Target::EspAt, &given), 1);
}
