//! The right values as a text that Compute's fields are filled from.

use connack_diagnosis::Expected;
use connack_protocol::Hidden;
use connack_signer::{Claim, SigningName, Transport};
use serde_json::{Map, Value};

/// The console's JSON of the right values, with the identity and its secret.
pub(crate) fn fill(claim: &Claim, expected: &Expected) -> Hidden {
    let signing = &expected.signing;
    let mut map = Map::new();
    let mut put = |name: &str, value: &str| map.insert(name.into(), Value::from(value));
    for pair in signing.content.pairs() {
        match pair.name {
            SigningName::ProductKey => put("productKey", &pair.value),
            SigningName::DeviceName => put("deviceName", &pair.value),
            SigningName::ClientId
            | SigningName::Id
            | SigningName::Random
            | SigningName::Timestamp => None,
        };
    }
    let secret = claim.device_secret.as_ref().map(|secret| secret.expose());
    put("deviceSecret", secret.unwrap_or_default());
    put("clientId", &signing.mqtt_client_id.to_string());
    put("mqttHostUrl", &server(expected));
    Hidden(Value::from(map).to_string())
}

/// The host, with its port where Compute would take another: the platform's, or that of an instance
/// for a name without a dot.
fn server(expected: &Expected) -> String {
    let Some(host) = &expected.host else {
        return String::new();
    };
    let port = expected.port;
    if port == Transport::Tcp.port() && host.contains(['.', ':']) {
        host.clone()
    } else if host.contains(':') && !host.starts_with('[') {
        format!("[{host}]:{port}")
    } else {
        format!("{host}:{port}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use connack_diagnosis::{Budget, Case, diagnose};
    use connack_signer::{Secret, read_pasted};

    #[test]
    fn compute_reads_it() {
        let claim = Claim {
            mqtt_client_id: Some(
                "12345|securemode=3,signmethod=hmacsha1,timestamp=789,x=1|".into(),
            ),
            username: Some("device&pk".into()),
            host: Some("pk.iot-as-mqtt.cn-shanghai.aliyuncs.com".into()),
            device_secret: Some(Secret::new("se\"cret")),
            ..Claim::default()
        };
        let case = Case {
            claim,
            observations: Vec::new(),
        };
        let expected = diagnose(case.clone(), Budget::SHALLOW).expected.unwrap();
        let pasted = read_pasted(&fill(&case.claim, &expected).0).unwrap();
        assert_eq!(pasted.region(), Some("cn-shanghai"));
        assert_eq!(pasted.device_secret, case.claim.device_secret);
        assert_eq!(pasted.mqtt_client_id, Some(expected.signing.mqtt_client_id));
    }

    #[test]
    fn a_broker_of_ones_own_keeps_its_port() {
        for (host, port, server) in [
            ("127.0.0.1", 1883, "127.0.0.1"),
            ("127.0.0.1", 18830, "127.0.0.1:18830"),
            ("broker", 1883, "broker:1883"),
            ("::1", 18830, "[::1]:18830"),
        ] {
            let claim = Claim {
                mqtt_client_id: Some("12345|securemode=3,signmethod=hmacsha1|".into()),
                username: Some("device&pk".into()),
                host: Some(host.into()),
                port: Some(port),
                device_secret: Some(Secret::new("secret")),
                ..Claim::default()
            };
            let case = Case {
                claim,
                observations: Vec::new(),
            };
            let expected = diagnose(case.clone(), Budget::SHALLOW).expected.unwrap();
            let pasted = read_pasted(&fill(&case.claim, &expected).0).unwrap();
            assert_eq!(pasted.other_host(), Some(server), "{host}");
        }
    }
}
