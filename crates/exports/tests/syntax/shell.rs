//! Commands and environment files, split into words by real shells.

use crate::support;
use crate::tool::{is_there, run, split, text};
use connack_exports::{Given, Target};
use connack_signer::Transport;
use std::process::Command;

/// What the program must be called with.
fn argv(program: &str, given: &Given, rest: &[&str]) -> Vec<String> {
    let port = given.port.to_string();
    let mut argv = vec![program, "-V", "mqttv311", "-h", &given.host, "-p", &port];
    match given.transport {
        Transport::Tls | Transport::Wss => argv.push("--tls-use-os-certs"),
        Transport::Tcp | Transport::Ws => {}
    }
    argv.extend(["-i", &given.mqtt_client_id, "-u", &given.username]);
    argv.extend(["-P", given.password.expose(), "-k", "300"]);
    argv.extend(rest);
    argv.push("END");
    argv.into_iter().map(str::to_owned).collect()
}

fn in_shell(shell: &str, script: &str) -> Vec<String> {
    split(&run(Command::new(shell).args(["-c", script])))
}

#[test]
fn mosquitto_gets_its_arguments() {
    let mut script = String::from(
        "mosquitto_pub() { printf '%s\\0' mosquitto_pub \"$@\" END; }\n\
         mosquitto_sub() { printf '%s\\0' mosquitto_sub \"$@\" END; }\n",
    );
    let mut expected = Vec::new();
    for given in support::random() {
        script += &text(Target::MosquittoPub, &given);
        let topic = given.publish_topic();
        let rest = ["-q", "1", "-t", &topic, "-m", "hello"];
        expected.extend(argv("mosquitto_pub", &given, &rest));
        script += &text(Target::MosquittoSub, &given);
        let topic = given.subscribe_topic();
        expected.extend(argv(
            "mosquitto_sub",
            &given,
            &["-q", "1", "-t", &topic, "-v"],
        ));
    }
    for shell in ["sh", "bash", "zsh"] {
        if is_there(shell, "mosquitto commands in this shell") {
            assert_eq!(in_shell(shell, &script), expected, "{shell}");
        }
    }
}

#[test]
fn environment_files_set_their_variables() {
    let mut script = String::new();
    let mut expected = Vec::new();
    for given in support::random() {
        script += &format!(
            "(\n{}printf '%s\\0' \"$MQTT_HOST\" \"$MQTT_PORT\" \"$MQTT_TRANSPORT\" \
             \"$MQTT_CLIENT_ID\" \"$MQTT_USERNAME\" \"$MQTT_PASSWORD\" \"$MQTT_KEEP_ALIVE\" \
             \"$MQTT_PUBLISH_TOPIC\" \"$MQTT_SUBSCRIBE_TOPIC\" \"$MQTT_WEBSOCKET_URL\"\n)\n",
            text(Target::DotEnv, &given)
        );
        let (port, url) = match given.transport {
            Transport::Tcp | Transport::Tls => ("1883", ""),
            Transport::Ws | Transport::Wss => ("443", &*given.websocket_url),
        };
        expected.extend(
            [
                &given.host,
                port,
                given.transport.wire(),
                &given.mqtt_client_id,
                &given.username,
                given.password.expose(),
                "300",
                &given.publish_topic(),
                &given.subscribe_topic(),
                url,
            ]
            .map(str::to_owned),
        );
    }
    for shell in ["sh", "bash"] {
        if is_there(shell, "environment files in this shell") {
            assert_eq!(in_shell(shell, &script), expected, "{shell}");
        }
    }
}
