//! What a registration gives: a device secret, or a client id with a token, and the login with it.
//!
//! Sources: vendor help 设备身份注册 and topic 132111. Unverified: on which topic the answer to
//! `regnwl` comes, see [`REGISTER_TOPICS`]; and which `authType` a token wants, see
//! [`TokenAuthType`].

use super::answer::{AnswerError, granted, secret, text};
use super::{Credentials, params};
use crate::{ClientId, DeviceIdentity, DeviceName, MqttClientId, ProductKey, Secret};

/// The topics that the result is pushed on: the documentation has the first for both
/// registrations, SDKs wait on the second for `regnwl`.
pub const REGISTER_TOPICS: [&str; 2] = ["/ext/register", "/ext/regnwl"];

/// What a device gets from its registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Registered {
    /// A device secret, for direct logins from now on.
    Secret(DeviceIdentity),
    /// A client id and a token, for [`DeviceToken::credentials`].
    Token(DeviceToken),
}

/// The result of `regnwl`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceToken {
    /// The product key.
    pub product_key: ProductKey,
    /// The device name.
    pub device_name: DeviceName,
    /// The client id that the platform issued; it belongs to the token.
    pub client_id: ClientId,
    /// The password of CONNECT, as it is.
    pub token: Secret,
}

/// `authType` of a login with a token. The documentation's prose has `regnwl`, its example and
/// the SDKs have `connwl`; unverified whether the platform takes both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum TokenAuthType {
    /// `connwl`
    #[default]
    Connwl,
    /// `regnwl`
    Regnwl,
}

impl TokenAuthType {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Connwl, Self::Regnwl];

    /// The spelling on the wire.
    pub fn wire(self) -> &'static str {
        match self {
            Self::Connwl => "connwl",
            Self::Regnwl => "regnwl",
        }
    }

    /// The one with exactly this spelling.
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|auth| auth.wire() == text)
    }
}

impl DeviceToken {
    /// The fields of CONNECT: nothing is computed, the token is the password.
    pub fn credentials(&self, auth_type: TokenAuthType) -> Credentials {
        let params = params([
            ("securemode", Some("-2")),
            ("authType", Some(auth_type.wire())),
        ]);
        Credentials {
            mqtt_client_id: MqttClientId::new(&self.client_id, params),
            username: format!("{}&{}", self.device_name, self.product_key),
            password: self.token.clone(),
        }
    }
}

/// Reads what a registration gave: the answer over HTTPS (with its envelope), or the message that
/// was pushed over MQTT.
///
/// # Errors
/// What is no such answer, and a refusal with its code.
pub fn read_registered(answer: &str) -> Result<Registered, AnswerError> {
    let json = granted(answer)?;
    let data = json.get("data").unwrap_or(&json);
    let product_key = ProductKey::new(text(data, "productKey")?)?;
    let device_name = DeviceName::new(text(data, "deviceName")?)?;
    if data.get("deviceToken").is_some() {
        return Ok(Registered::Token(DeviceToken {
            product_key,
            device_name,
            client_id: ClientId::new(text(data, "clientId")?)?,
            token: secret(data, "deviceToken")?,
        }));
    }
    Ok(Registered::Secret(DeviceIdentity {
        product_key,
        device_name,
        device_secret: secret(data, "deviceSecret")?,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::WireError;

    #[test]
    fn what_is_issued() {
        let https = r#"{"code":200,"data":{"productKey":"pk","deviceName":"device","deviceSecret":"adsfw"},"message":"success"}"#;
        let pushed = r#"{"productKey":"pk","deviceName":"device","deviceSecret":"adsfw"}"#;
        for text in [https, pushed] {
            let Ok(Registered::Secret(identity)) = read_registered(text) else {
                panic!("{text}");
            };
            assert_eq!(identity.username(), "device&pk");
            assert_eq!(identity.device_secret.expose(), "adsfw");
        }
        let pushed =
            r#"{"productKey":"pk","deviceName":"device","clientId":"c1","deviceToken":"wer1"}"#;
        let Ok(Registered::Token(token)) = read_registered(pushed) else {
            panic!("{pushed}");
        };
        let credentials = token.credentials(TokenAuthType::default());
        assert_eq!(
            credentials.mqtt_client_id.to_string(),
            "c1|securemode=-2,authType=connwl|"
        );
        assert_eq!(credentials.username, "device&pk");
        assert_eq!(credentials.password.expose(), "wer1");
        let prose = token.credentials(TokenAuthType::Regnwl);
        assert_eq!(
            prose.mqtt_client_id.to_string(),
            "c1|securemode=-2,authType=regnwl|"
        );
        assert!(!format!("{token:?} {credentials:?}").contains("wer1"));
    }

    #[test]
    fn answers_that_issue_nothing() {
        let missing = |field| Err(AnswerError::Missing { field });
        assert_eq!(
            read_registered(r#"{"productKey":"pk","deviceName":"d"}"#),
            missing("deviceSecret")
        );
        assert_eq!(
            read_registered(r#"{"productKey":"pk","deviceName":"d","deviceToken":"t"}"#),
            missing("clientId")
        );
        assert!(matches!(
            read_registered(r#"{"productKey":"p&k","deviceName":"d","deviceSecret":"s"}"#),
            Err(AnswerError::Unusable(WireError::Separator { .. }))
        ));
        assert!(matches!(
            read_registered(r#"{"code":6288,"message":"closed"}"#),
            Err(AnswerError::Refused(refusal)) if refusal.code == 6288
        ));
    }
}
