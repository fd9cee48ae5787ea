//! C and C++: all texts in one program, each under names of its own, linked with stubs that print
//! what they are called with.

use crate::support;
use crate::tool::{address, folder, is_there, run, split, stubs, text};
use connack_exports::{Given, Target};
use connack_signer::Transport;
use std::path::Path;
use std::process::Command;

/// Builds and runs the program; gives what its stubs printed.
#[track_caller]
fn printed(compiler: &str, folder: &Path, program: &str, extension: &str) -> Vec<String> {
    let source = folder.join(format!("all.{extension}"));
    std::fs::write(&source, program).unwrap();
    let binary = folder.join("all");
    let mut command = Command::new(compiler);
    // The trigraphs of strict C are on: a text must not begin one.
    command.args(["-Wall", "-Wextra", "-Werror", "-Wno-unused-parameter"]);
    command.args(["-trigraphs", "-I"]).arg(folder);
    command.arg("-I").arg(stubs(extension));
    run(command.arg(&source).arg("-o").arg(&binary));
    split(&run(&mut Command::new(&binary)))
}

/// Writes every text into the folder as `0.c`, `1.c` …
fn write_all(folder: &Path, target: Target, extension: &str) {
    for (i, given) in support::random().iter().enumerate() {
        let file = folder.join(format!("{i}.{extension}"));
        std::fs::write(file, text(target, given)).unwrap();
    }
}

fn encrypted(given: &Given) -> &'static str {
    match given.transport {
        Transport::Tls | Transport::Wss => "tls",
        Transport::Tcp | Transport::Ws => "plain",
    }
}

#[test]
fn the_header() {
    if !is_there("gcc", "C headers") {
        return;
    }
    let names = [
        "MQTT_HOST",
        "MQTT_CLIENT_ID",
        "MQTT_USERNAME",
        "MQTT_PASSWORD",
        "MQTT_PUBLISH_TOPIC",
        "MQTT_SUBSCRIBE_TOPIC",
    ];
    let folder = folder("c-header");
    write_all(&folder, Target::CHeader, "h");
    let mut program = String::from("#include <stdio.h>\nint main(void) {\n");
    let mut expected = Vec::new();
    for (i, given) in support::random().iter().enumerate() {
        program += &format!(
            "#include \"{i}.h\"\nprintf(\"%d\", MQTT_PORT + MQTT_KEEP_ALIVE); putchar(0);\n"
        );
        for name in names {
            program += &format!("fputs({name}, stdout); putchar(0);\n#undef {name}\n");
        }
        program += "#undef MQTT_CREDENTIALS_H\n#undef MQTT_PORT\n#undef MQTT_KEEP_ALIVE\n#undef MQTT_WEBSOCKET_URL\n";
        let port = match given.transport {
            Transport::Tcp | Transport::Tls => 1883,
            Transport::Ws | Transport::Wss => 443,
        };
        expected.extend([
            (port + 300).to_string(),
            given.host.clone(),
            given.mqtt_client_id.clone(),
            given.username.clone(),
            given.password.expose().to_owned(),
            given.publish_topic(),
            given.subscribe_topic(),
        ]);
    }
    program += "}\n";
    assert_eq!(printed("gcc", &folder, &program, "c"), expected);
}

/// What a stub prints of a program that is given one address, in its order.
fn told(given: &Given, schemes: [&str; 2]) -> [String; 8] {
    [
        address(given, schemes),
        given.mqtt_client_id.clone(),
        given.username.clone(),
        given.password.expose().to_owned(),
        "300".to_owned(),
        encrypted(given).to_owned(),
        given.subscribe_topic(),
        given.publish_topic(),
    ]
}

#[test]
fn paho_for_c() {
    if !is_there("gcc", "programs of Paho for C") {
        return;
    }
    let folder = folder("paho-c");
    write_all(&folder, Target::PahoC, "c");
    let names = "SERVER_URI CLIENT_ID USERNAME PASSWORD KEEP_ALIVE PUBLISH_TOPIC SUBSCRIBE_TOPIC";
    let mut program = String::from("#include <MQTTClient.h>\n");
    let mut calls = String::new();
    let mut expected = Vec::new();
    for (i, given) in support::random().iter().enumerate() {
        program += &format!("#define main main_{i}\n#include \"{i}.c\"\n#undef main\n");
        for name in names.split(' ') {
            program += &format!("#undef {name}\n");
        }
        calls += &format!("main_{i}();\n");
        expected.extend(told(given, ["tcp", "ssl"]));
    }
    program += &format!("int main(void) {{\n{calls}return 0;\n}}\n");
    assert_eq!(printed("gcc", &folder, &program, "c"), expected);
}

#[test]
fn esp_mqtt() {
    if !is_there("gcc", "programs of ESP-IDF") {
        return;
    }
    let folder = folder("esp-mqtt");
    write_all(&folder, Target::EspMqtt, "c");
    let mut program = String::from("#include \"mqtt_client.h\"\n");
    let mut calls = String::new();
    let mut expected = Vec::new();
    for (i, given) in support::random().iter().enumerate() {
        program += &format!(
            "#define app_main main_{i}\n#define on_event on_event_{i}\n#include \"{i}.c\"\n\
             #undef app_main\n#undef on_event\n#undef PUBLISH_TOPIC\n#undef SUBSCRIBE_TOPIC\n"
        );
        calls += &format!("main_{i}();\n");
        expected.extend(told(given, ["mqtt", "mqtts"]));
    }
    program += &format!("int main(void) {{\n{calls}return 0;\n}}\n");
    assert_eq!(printed("gcc", &folder, &program, "c"), expected);
}

#[test]
fn pub_sub_client() {
    if !is_there("g++", "Arduino sketches") {
        return;
    }
    let folder = folder("pub-sub-client");
    write_all(&folder, Target::PubSubClient, "ino");
    let mut program = String::from("#include \"PubSubClient.h\"\n");
    let mut calls = String::new();
    let mut expected = Vec::new();
    for (i, given) in support::random().iter().enumerate() {
        program += &format!("namespace n{i} {{\n#include \"{i}.ino\"\n}}\n");
        calls += &format!("n{i}::setup(); n{i}::loop();\n");
        expected.extend([
            encrypted(given).to_owned(),
            given.host.clone(),
            "1883".to_owned(),
            "300".to_owned(),
            given.mqtt_client_id.clone(),
            given.username.clone(),
            given.password.expose().to_owned(),
            given.subscribe_topic(),
            given.publish_topic(),
        ]);
    }
    program += &format!("int main() {{\n{calls}return 0;\n}}\n");
    assert_eq!(printed("g++", &folder, &program, "cpp"), expected);
}
