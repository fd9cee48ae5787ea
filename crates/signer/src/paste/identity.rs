//! JSON that the console hands out, read into fields: a device certificate, or the MQTT
//! connection parameters. A whole client id is taken apart too. Other shapes are not read here.

use crate::{MqttClientId, Secret, Server};
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
    // With bars alone it may be any text.
    let whole = id.closed
        && ["securemode", "signmethod"]
            .iter()
            .any(|name| id.param(name).is_some());
    whole.then(|| Pasted {
        mqtt_client_id: Some(id),
        ..Pasted::default()
    })
}

fn read_json(text: &str) -> Option<Pasted> {
    let pairs = string_pairs(text.strip_prefix('{')?.strip_suffix('}')?);
    let get = |name: &str| {
        let found = pairs
            .iter()
            .find(|(key, _)| key.replace(['_', '-'], "").eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.clone())
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

/// The pairs of a JSON object in which both sides are strings; other values are passed over.
///
/// Not a JSON library: one costs the page a tenth of its size, and people paste objects with stray
/// commas.
fn string_pairs(text: &str) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    let mut key = None;
    let mut rest = text;
    while let Some(quote) = rest.find('"') {
        let between = rest[..quote].trim();
        let Some((string, after)) = json_string(&rest[quote + 1..]) else {
            break;
        };
        rest = after;
        match key.take() {
            Some(key) if between == ":" => pairs.push((key, string)),
            _ => key = Some(string),
        }
    }
    pairs
}

/// A JSON string after its opening quote, and what follows its closing one (RFC 8259, 7).
pub(crate) fn json_string(text: &str) -> Option<(String, &str)> {
    let mut units = Vec::new();
    let mut chars = text.char_indices();
    while let Some((at, found)) = chars.next() {
        let plain = match found {
            '"' => return Some((String::from_utf16_lossy(&units), &text[at + 1..])),
            '\\' => match chars.next()?.1 {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'b' => '\u{8}',
                'f' => '\u{c}',
                'u' => {
                    // Pairs of surrogates come as two escapes, hence units of UTF-16.
                    let digits: String = chars.by_ref().take(4).map(|(_, digit)| digit).collect();
                    units.push(u16::from_str_radix(&digits, 16).ok()?);
                    continue;
                }
                other => other,
            },
            other => other,
        };
        units.extend_from_slice(plain.encode_utf16(&mut [0; 2]));
    }
    None
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
    fn escapes_and_other_values() {
        let text =
            r#"{"n":1,"a":{"x":[true,"y"]},"productKey":"\"\\\u4e2d\ud83d\ude00\n","port":1883,}"#;
        assert_eq!(
            read_pasted(text).unwrap().product_key.as_deref(),
            Some("\"\\中😀\n")
        );
        assert_eq!(read_pasted(r#"{"productKey":"open}"#), None);
        assert_eq!(read_pasted(r#"{"productKey":"\u12"}"#), None);
        assert_eq!(read_pasted(r#"{"list":["productKey","pk"]}"#), None);
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
            "a|b|",
            "a|b=c|",
        ] {
            assert_eq!(read_pasted(text), None, "{text}");
        }
        assert!(read_pasted("12345|securemode=3,signmethod=hmacsha1|").is_some());
    }
}
