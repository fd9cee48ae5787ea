//! Java, Go and Rust.

use crate::support;
use crate::tool::{address, folder, is_there, run, split, stubs, text};
use connack_exports::Target;
use connack_signer::Transport;
use std::process::Command;

#[test]
fn paho_for_java() {
    if !is_there("javac", "programs of Paho for Java") {
        return;
    }
    let folder = folder("paho-java");
    let classes = folder.join("classes");
    let mut compiler = Command::new("javac");
    // The encoding must not matter.
    compiler.args(["-encoding", "US-ASCII", "-Xlint:all", "-Werror", "-d"]);
    compiler.arg(&classes).arg(stubs("java").join("Stubs.java"));
    for name in [
        "MqttClient",
        "MqttConnectOptions",
        "MqttException",
        "MqttMessage",
    ] {
        compiler.arg(stubs("java").join(format!("{name}.java")));
    }
    let package = stubs("java").join("MemoryPersistence.java");
    compiler.arg(package);
    let mut expected = Vec::new();
    for (i, given) in support::random().iter().enumerate() {
        let file = folder.join(format!("p{i}")).join("Device.java");
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        let text = text(Target::PahoJava, given);
        std::fs::write(&file, format!("package p{i};\n{text}")).unwrap();
        compiler.arg(file);
        expected.extend([
            address(given, ["tcp", "ssl"]),
            given.mqtt_client_id.clone(),
            given.username.clone(),
            given.password.expose().to_owned(),
            "300".to_owned(),
            given.subscribe_topic(),
            given.publish_topic(),
        ]);
    }
    run(&mut compiler);
    let mut java = Command::new("java");
    java.arg("-cp").arg(&classes).arg("Stubs");
    java.arg(support::RANDOM.to_string());
    assert_eq!(split(&run(&mut java)), expected);
}

/// Without Go's own tools: what the constants are. Its literals with these few escapes are those
/// of JSON too (specification, "String literals").
#[test]
fn constants_of_go() {
    for given in support::random() {
        let text = text(Target::PahoGo, &given);
        let constant = |name: &str| -> String {
            let mut lines = text.lines().filter_map(|line| line.split_once('='));
            let found = lines.find(|(found, _)| found.trim() == name);
            serde_json::from_str(found.unwrap().1).unwrap()
        };
        assert_eq!(constant("broker"), address(&given, ["tcp", "ssl"]));
        assert_eq!(constant("clientID"), given.mqtt_client_id);
        assert_eq!(constant("username"), given.username);
        assert_eq!(constant("password"), given.password.expose());
        assert_eq!(constant("publishTopic"), given.publish_topic());
        assert_eq!(constant("subscribeTopic"), given.subscribe_topic());
    }
}

#[test]
fn paho_for_go() {
    if !is_there("gofmt", "programs of Paho for Go") {
        return;
    }
    let folder = folder("paho-go");
    let mut formatter = Command::new("gofmt");
    // Those that are not as gofmt would write them are listed.
    formatter.arg("-l");
    for (i, given) in support::random().iter().enumerate() {
        let file = folder.join(format!("{i}.go"));
        std::fs::write(&file, text(Target::PahoGo, given)).unwrap();
        formatter.arg(file);
    }
    assert_eq!(String::from_utf8(run(&mut formatter)).unwrap(), "");
}

#[test]
fn rumqttc() {
    for given in support::random() {
        let file = syn::parse_file(&text(Target::Rumqttc, &given)).unwrap();
        let literal = |item: &syn::Item, name: &str| -> Option<String> {
            if let syn::Item::Const(constant) = item
                && constant.ident == name
                && let syn::Expr::Lit(literal) = &*constant.expr
            {
                if let syn::Lit::Str(text) = &literal.lit {
                    return Some(text.value());
                }
                if let syn::Lit::Int(number) = &literal.lit {
                    return Some(number.base10_digits().to_owned());
                }
            }
            None
        };
        let constant = |name: &str| {
            let mut found = file.items.iter().filter_map(|item| literal(item, name));
            found.next().unwrap_or_else(|| panic!("{name}"))
        };
        let (host, port) = match given.transport {
            Transport::Tcp | Transport::Tls => (&given.host, "1883"),
            Transport::Ws | Transport::Wss => (&given.websocket_url, "443"),
        };
        assert_eq!(constant("HOST"), *host);
        assert_eq!(constant("PORT"), port);
        assert_eq!(constant("CLIENT_ID"), given.mqtt_client_id);
        assert_eq!(constant("USERNAME"), given.username);
        assert_eq!(constant("PASSWORD"), given.password.expose());
        assert_eq!(constant("KEEP_ALIVE"), "300");
        assert_eq!(constant("PUBLISH_TOPIC"), given.publish_topic());
        assert_eq!(constant("SUBSCRIBE_TOPIC"), given.subscribe_topic());
    }
}
