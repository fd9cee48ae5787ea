//! JSON that the console hands out, read into fields: a device certificate, or the MQTT
//! connection parameters. A whole client id is taken apart too. Other shapes are not read here.

use crate::{MqttClientId, Secret, Server};
use serde_json::Value;

/// What a pasted text gives. Values are as pasted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pasted {
    /// `ProductKey`, or the part of `username` after its last `&`.
    pub product_key: Option<String>,
    /// `DeviceName`, or the part of `username` before its last `&`.
    pub device_name: Option<String>,
    /// `DeviceSecret`.
    pub device_secret: Option<Secret>,
    /// `clientId`, with its extension parameters.
    pub mqtt_client_id: Option<MqttClientId>,
    /// `mqttHostUrl` or `host`.
    pub host: Option<String>,
}

/// Largest text looked at, in bytes: certificates and parameters are far smaller.
const MAX_BYTES: usize = 64 * 1024;

/// Reads a certificate JSON, the console's parameter JSON, or a whole client id.
/// `None` when the text is neither: then it is an ordinary value.
pub fn read_pasted(text: &str) -> Option<Pasted> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.len() > MAX_BYTES {
        return None;
    }
    if text.starts_with('{') {
        return read_json(text);
    }
    let id = MqttClientId::parse(text);
    let whole = id.closed
        && id
            .params
            .as_ref()
            .is_some_and(|params| !params.0.is_empty());
    whole.then(|| Pasted {
        mqtt_client_id: Some(id),
        ..Pasted::default()
    })
}

fn read_json(text: &str) -> Option<Pasted> {
    let Ok(Value::Object(object)) = serde_json::from_str::<Value>(text) else {
        return None;
    };
    let get = |name: &str| {
        object
            .iter()
            .find(|(key, _)| key.replace(['_', '-'], "").eq_ignore_ascii_case(name))
            .and_then(|(_, value)| value.as_str())
            .map(str::to_owned)
    };
    let mut pasted = Pasted {
        product_key: get("productkey"),
        device_name: get("devicename"),
        device_secret: get("devicesecret").map(Secret::new),
        mqtt_client_id: get("clientid").map(|id| MqttClientId::parse(&id)),
        host: get("mqtthosturl").or_else(|| get("host")),
    };
    if let Some((device_name, product_key)) = get("username")
        .as_deref()
        .and_then(|username| username.rsplit_once('&'))
    {
        pasted.device_name.get_or_insert_with(|| device_name.into());
        pasted.product_key.get_or_insert_with(|| product_key.into());
    }
    (pasted != Pasted::default()).then_some(pasted)
}

impl Pasted {
    /// The region, when the host is one of the old public instance.
    pub fn region(&self) -> Option<&str> {
        let (_, rest) = self.host.as_deref()?.trim().split_once(".iot-as-mqtt.")?;
        rest.strip_suffix(".aliyuncs.com")
    }

    /// Whether the host is another one, to be written as instance or host.
    pub fn other_host(&self) -> Option<&str> {
        let host = self.host.as_deref()?.trim();
        (self.region().is_none() && Server::parse(host).is_ok()).then_some(host)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate() {
        let pasted = read_pasted(
            "\u{feff} {\"ProductKey\":\"pk\",\"DeviceName\":\"device\",\"DeviceSecret\":\"secret\"}\n",
        )
        .unwrap();
        assert_eq!(pasted.product_key.as_deref(), Some("pk"));
        assert_eq!(pasted.device_name.as_deref(), Some("device"));
        assert_eq!(pasted.device_secret, Some(Secret::new("secret")));
        let snake =
            read_pasted(r#"{"product_key":"pk","device_name":"d","device_secret":"s"}"#).unwrap();
        assert_eq!(snake.device_name.as_deref(), Some("d"));
    }

    #[test]
    fn the_consoles_parameters() {
        let pasted = read_pasted(
            r#"{"clientId":"pk.device|securemode=2,signmethod=hmacsha256,timestamp=1657367540773|",
                "username":"device&pk","mqttHostUrl":"iot-06z00.mqtt.iothub.aliyuncs.com",
                "passwd":"00","port":1883}"#,
        )
        .unwrap();
        assert_eq!(pasted.product_key.as_deref(), Some("pk"));
        assert_eq!(pasted.device_name.as_deref(), Some("device"));
        let id = pasted.mqtt_client_id.clone().unwrap();
        assert_eq!(id.client_id, "pk.device");
        assert_eq!(id.param("timestamp"), Some("1657367540773"));
        assert_eq!(pasted.region(), None);
        assert_eq!(
            pasted.other_host(),
            Some("iot-06z00.mqtt.iothub.aliyuncs.com")
        );
    }

    #[test]
    fn the_old_public_host() {
        let pasted =
            read_pasted(r#"{"host":"pk.iot-as-mqtt.us-west-1.aliyuncs.com","username":"d&pk"}"#)
                .unwrap();
        assert_eq!(pasted.region(), Some("us-west-1"));
        assert_eq!(pasted.other_host(), None);
    }

    #[test]
    fn ordinary_values_are_left_alone() {
        for text in [
            "",
            "pk",
            "{",
            "{}",
            "[1]",
            "{\"a\":1}",
            "a|b",
            "null",
            "a||",
        ] {
            assert_eq!(read_pasted(text), None, "{text}");
        }
        assert!(read_pasted("12345|securemode=3,signmethod=hmacsha1|").is_some());
    }
}
