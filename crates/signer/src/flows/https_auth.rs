//! HTTPS authorisation first, then MQTT: a signed form to `/auth/devicename`, whose answer is the
//! user name and password of CONNECT.
//!
//! From older editions of vendor help topic 73742, gone from the present one; whether the endpoint
//! still answers is unverified. Made cases only: no published vector is complete.

use super::answer::{AnswerError, granted, secret, text};
use super::json::Json;
use super::{AuthServer, Credentials, FormRequest, FormSigning, content, params};
use crate::{
    ClientId, DeviceIdentity, MqttClientId, Secret, SecureMode, SignMethod, SigningName, Timestamp,
};

/// What a device asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HttpsAuthRequest {
    /// Own choice, at most 64 characters.
    pub client_id: ClientId,
    /// How to sign.
    pub sign_method: SignMethod,
    /// The salt, if any; no window is documented.
    pub timestamp: Option<Timestamp>,
}

/// The signed request. clientId, deviceName, productKey and, if there is one, timestamp are
/// signed with the device secret; signmethod, version and resources are not.
pub fn sign_https_auth(
    identity: &DeviceIdentity,
    wanted: &HttpsAuthRequest,
    server: &AuthServer,
) -> FormSigning {
    let (product_key, device_name) = (identity.product_key.as_str(), identity.device_name.as_str());
    let client_id = wanted.client_id.as_str();
    let timestamp = wanted.timestamp.as_ref().map(Timestamp::as_str);
    let content = content([
        (SigningName::ProductKey, Some(product_key)),
        (SigningName::DeviceName, Some(device_name)),
        (SigningName::ClientId, Some(client_id)),
        (SigningName::Timestamp, timestamp),
    ]);
    let mac = content.mac(wanted.sign_method, &identity.device_secret);
    let mut fields = vec![
        ("productKey", product_key.into()),
        ("deviceName", device_name.into()),
        ("clientId", client_id.into()),
    ];
    fields.extend(timestamp.map(|timestamp| ("timestamp", timestamp.into())));
    fields.extend([
        ("signmethod", wanted.sign_method.wire().into()),
        ("sign", mac.to_string()),
        ("version", "default".into()),
        // The documentation's sample misspells it `resouces`.
        ("resources", "mqtt".into()),
    ]);
    FormSigning {
        content,
        mac,
        request: FormRequest {
            url: server.url("/auth/devicename"),
            fields,
        },
    }
}

impl HttpsAuthRequest {
    /// The client id for the connection that follows: own choice, as the documentation has it.
    pub fn plain_client_id(&self) -> MqttClientId {
        MqttClientId {
            client_id: self.client_id.as_str().into(),
            ..MqttClientId::default()
        }
    }

    /// The other spelling, of the vendor's C SDK 2: securemode -1 over TLS, 0 over TCP.
    pub fn sdk_client_id(&self, mode: SecureMode) -> MqttClientId {
        let secure_mode = match mode {
            SecureMode::Tls => "-1",
            SecureMode::Plain => "0",
        };
        let params = params([
            ("securemode", Some(secure_mode)),
            ("timestamp", self.timestamp.as_ref().map(Timestamp::as_str)),
            ("signmethod", Some(self.sign_method.wire())),
            ("gw", Some("0")),
        ]);
        MqttClientId::new(&self.client_id, params)
    }
}

/// What the platform grants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IotGrant {
    /// The user name of CONNECT.
    pub iot_id: String,
    /// The password of CONNECT.
    pub iot_token: Secret,
    /// The MQTT host to connect to, if the answer names one.
    pub host: Option<String>,
    /// Its port.
    pub port: Option<u16>,
}

impl IotGrant {
    /// How long a token is good for: 7 days, in milliseconds.
    pub const VALID_MS: u64 = 7 * 24 * 60 * 60 * 1000;

    /// When a token that was obtained at `obtained_at_ms` ends; milliseconds since 1970 both. From
    /// then on the platform answers CONNECT with 3.
    pub fn expires_at_ms(obtained_at_ms: u64) -> u64 {
        obtained_at_ms.saturating_add(Self::VALID_MS)
    }

    /// The fields of CONNECT, with one of the client ids of [`HttpsAuthRequest`].
    pub fn credentials(&self, mqtt_client_id: MqttClientId) -> Credentials {
        Credentials {
            mqtt_client_id,
            username: self.iot_id.clone(),
            password: self.iot_token.clone(),
        }
    }
}

/// Reads the answer of `/auth/devicename`, with or without the headers before it.
///
/// # Errors
/// What is no such answer, and a refusal with its code.
pub fn read_https_auth(answer: &str) -> Result<IotGrant, AnswerError> {
    let json = granted(answer)?;
    let data = json
        .get("data")
        .ok_or(AnswerError::Missing { field: "data" })?;
    let mqtt = data
        .get("resources")
        .and_then(|resources| resources.get("mqtt"));
    let of_mqtt = |name| mqtt.and_then(|mqtt| mqtt.get(name)).and_then(Json::scalar);
    Ok(IotGrant {
        iot_id: text(data, "iotId")?.into(),
        iot_token: secret(data, "iotToken")?,
        host: of_mqtt("host").map(str::to_owned),
        port: of_mqtt("port").and_then(|port| port.trim().parse().ok()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flows::{Answering, CodeMeaning};
    use crate::{DeviceName, ProductKey};

    fn wanted() -> HttpsAuthRequest {
        HttpsAuthRequest {
            client_id: ClientId::new("123").unwrap(),
            sign_method: SignMethod::HmacSha1,
            timestamp: Some(Timestamp::new("123").unwrap()),
        }
    }

    #[test]
    fn the_documented_content() {
        let identity = DeviceIdentity {
            product_key: ProductKey::new("123").unwrap(),
            device_name: DeviceName::new("test").unwrap(),
            device_secret: Secret::new("secret"),
        };
        let signing = sign_https_auth(&identity, &wanted(), &AuthServer::default());
        assert_eq!(
            signing.content.to_string(),
            "clientId123deviceNametestproductKey123timestamp123"
        );
        assert_eq!(
            signing.request.url,
            "https://iot-auth.cn-shanghai.aliyuncs.com/auth/devicename"
        );
    }

    #[test]
    fn the_client_id_that_follows() {
        assert_eq!(wanted().plain_client_id().to_string(), "123");
        assert_eq!(
            wanted().sdk_client_id(SecureMode::Tls).to_string(),
            "123|securemode=-1,timestamp=123,signmethod=hmacsha1,gw=0|"
        );
        let plain = HttpsAuthRequest {
            timestamp: None,
            ..wanted()
        };
        assert_eq!(
            plain.sdk_client_id(SecureMode::Plain).to_string(),
            "123|securemode=0,signmethod=hmacsha1,gw=0|"
        );
    }

    #[test]
    fn an_answer_of_the_documented_shape() {
        let answer = r#"HTTP/1.1 200 OK
Content-Type: application/json

{"code":200,"data":{"iotId":"iot-id-of-ours","iotToken":"iot-token-of-ours",
 "resources":{"mqtt":{"host":"public.iot-as-mqtt.cn-shanghai.aliyuncs.com","port":1883}}},
 "message":"success"}"#;
        let grant = read_https_auth(answer).unwrap();
        assert_eq!(
            grant.host.as_deref(),
            Some("public.iot-as-mqtt.cn-shanghai.aliyuncs.com")
        );
        assert_eq!(grant.port, Some(1883));
        let credentials = grant.credentials(wanted().plain_client_id());
        assert_eq!(credentials.username, "iot-id-of-ours");
        assert_eq!(credentials.password.expose(), "iot-token-of-ours");
        assert!(!format!("{grant:?} {credentials:?}").contains("iot-token"));
    }

    #[test]
    fn answers_that_grant_nothing() {
        let refused = read_https_auth(r#"{"code":5001,"message":"no"}"#).unwrap_err();
        assert_eq!(refused.to_string(), "the platform answered with code 5001");
        let AnswerError::Refused(refusal) = refused else {
            panic!("{refused}");
        };
        assert_eq!(refusal.message, "no");
        assert_eq!(
            Answering::HttpsAuth.meaning(refusal.code),
            Some(CodeMeaning::DeviceNotFound)
        );
        let missing = |field| Err(AnswerError::Missing { field });
        assert_eq!(read_https_auth(r#"{"code":200}"#), missing("data"));
        assert_eq!(
            read_https_auth(r#"{"data":{"iotId":"a"}}"#),
            missing("iotToken")
        );
        assert_eq!(
            read_https_auth(r#"{"data":{"iotId":"","iotToken":"b"}}"#),
            missing("iotId")
        );
        assert_eq!(read_https_auth("<html>"), Err(AnswerError::NotJson));
    }

    #[test]
    fn a_token_is_good_for_seven_days() {
        assert_eq!(
            IotGrant::expires_at_ms(1_600_000_000_000),
            1_600_604_800_000
        );
        assert_eq!(IotGrant::expires_at_ms(u64::MAX), u64::MAX);
    }
}
