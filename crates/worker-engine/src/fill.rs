//! The right values as a text that Compute's fields are filled from.

use connack_diagnosis::Expected;
use connack_protocol::Hidden;
use connack_signer::{Claim, SigningName};
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
    put("mqttHostUrl", expected.host.as_deref().unwrap_or_default());
    Hidden(Value::from(map).to_string())
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
}
