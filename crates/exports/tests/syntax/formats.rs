//! JSON, read by another reader than ours.

use crate::support;
use crate::tool::text;
use connack_exports::Target;
use connack_signer::Transport;
use serde_json::{Value, json};

#[test]
fn the_json_of_the_command_line() {
    for given in support::random() {
        let found: Value = serde_json::from_str(&text(Target::Json, &given)).unwrap();
        let expected = json!({
            "signing_content": given.signing_content,
            "password": given.password.expose(),
            "username": given.username,
            "mqtt_client_id": given.mqtt_client_id,
            "host": given.host,
            "port": 1883,
            "websocket_url": given.websocket_url,
        });
        assert_eq!(found, expected);
    }
}

/// What MQTTX asks of a record (`readConnectionBackup`): texts that are not blank, a port that is
/// a number, a kind of certificate with TLS.
#[test]
fn mqttx_can_import_it() {
    for given in support::random() {
        let found: Value = serde_json::from_str(&text(Target::Mqttx, &given)).unwrap();
        let [connection] = found.as_array().unwrap().as_slice() else {
            panic!("one connection");
        };
        let (protocol, port) = match given.transport {
            Transport::Tcp => ("mqtt", 1883),
            Transport::Tls => ("mqtts", 1883),
            Transport::Ws => ("ws", 443),
            Transport::Wss => ("wss", 443),
        };
        assert_eq!(connection["name"], given.device_name);
        assert_eq!(connection["clientId"], given.mqtt_client_id);
        assert_eq!(connection["username"], given.username);
        assert_eq!(connection["password"], given.password.expose());
        assert_eq!(connection["protocol"], protocol);
        assert_eq!(connection["host"], given.host);
        assert_eq!(connection["port"], port);
        assert_eq!(connection["path"], "/mqtt");
        assert_eq!(connection["mqttVersion"], "3.1.1");
        assert_eq!(connection["ssl"], matches!(protocol, "mqtts" | "wss"));
        assert_eq!(connection["certType"], "server");
    }
}
