//! Dynamic registration (一型一密): the product secret signs, the platform issues the device's own
//! secret or token. Over HTTPS, or over MQTT by CONNECT alone.
//!
//! Sources: vendor help 设备身份注册 (HTTPS) and topic 132111 (MQTT). The editions disagree on
//! `securemode` over MQTT, and the SDKs with them; see [`RegisterMode`]. Unverified: on which topic
//! the answer to `regnwl` comes; see [`REGISTER_TOPICS`].

use super::answer::{AnswerError, granted, secret, text};
use super::{
    AuthServer, CredentialSigning, Credentials, FormRequest, FormSigning, content, params,
};
use crate::{
    ClientId, DeviceIdentity, DeviceName, MqttClientId, ProductKey, Secret, Server, SignMethod,
    SigningContent, SigningName, Subject, WireError, refuse,
};

/// Who registers: a device that knows its product's secret, not its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProductIdentity {
    /// The product key.
    pub product_key: ProductKey,
    /// The name that the device has, or is to have.
    pub device_name: DeviceName,
    /// The key of the HMAC. Never on the wire.
    pub product_secret: Secret,
}

/// The salt of a registration (`random`), drawn by the caller. Signed as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterRandom(String);

impl RegisterRandom {
    /// Takes a salt.
    ///
    /// # Errors
    /// A bar or comma, which end it on the wire, and U+0000.
    pub fn new(text: impl Into<String>) -> Result<Self, WireError> {
        let text = text.into();
        refuse(Subject::Random, &text, &['|', ','])?;
        Ok(Self(text))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What both ways have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterRequest {
    /// The salt.
    pub random: RegisterRandom,
    /// How to sign.
    pub sign_method: SignMethod,
}

/// deviceName, productKey and random are signed; nothing else is.
fn signed(product: &ProductIdentity, random: &RegisterRandom) -> SigningContent {
    content([
        (SigningName::DeviceName, Some(product.device_name.as_str())),
        (SigningName::ProductKey, Some(product.product_key.as_str())),
        (SigningName::Random, Some(random.as_str())),
    ])
}

/// The signed request to `/auth/register/device`; the answer is for [`read_registered`]. Only a
/// device that was added to its product before can register so.
pub fn sign_https_register(
    product: &ProductIdentity,
    wanted: &RegisterRequest,
    server: &AuthServer,
) -> FormSigning {
    let content = signed(product, &wanted.random);
    let mac = content.mac(wanted.sign_method, &product.product_secret);
    let fields = vec![
        ("productKey", product.product_key.as_str().into()),
        ("deviceName", product.device_name.as_str().into()),
        ("random", wanted.random.as_str().into()),
        ("sign", mac.to_string()),
        // Here with a capital M; over MQTT and in `/auth/devicename` without.
        ("signMethod", wanted.sign_method.wire().into()),
    ];
    FormSigning {
        content,
        mac,
        request: FormRequest {
            url: server.url("/auth/register/device"),
            fields,
        },
    }
}

/// Which registration over MQTT (`authType`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Registration {
    /// `register`: the device was added to its product before; it gets a device secret.
    Known,
    /// `regnwl`: without pre-registration, in Shanghai only; it gets a client id and a token.
    New,
}

impl Registration {
    /// The spelling on the wire.
    pub fn wire(self) -> &'static str {
        match self {
            Self::Known => "register",
            Self::New => "regnwl",
        }
    }
}

/// `securemode` while registering. Sources conflict: the documentation of 2020 has 2 for
/// `register` and -2 for `regnwl`; its present edition (topic 132111) has 2 on old public
/// instances and -2 with `instanceId` on all others, for both; three SDKs send 2 always. All want
/// TLS. Unverified which of them the platform insists on, so the choice is the caller's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RegisterMode {
    /// `2`, without `instanceId`.
    Two,
    /// `-2`, with `instanceId` where the server is an instance.
    MinusTwo,
}

impl RegisterMode {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Two, Self::MinusTwo];

    /// What the present documentation has for a server: 2 on the old public instance, else -2.
    pub fn documented(server: &Server) -> Self {
        match server {
            Server::Instance(_) => Self::MinusTwo,
            Server::Region(_) | Server::Host { .. } | Server::WebSocket { .. } => Self::Two,
        }
    }

    /// The spelling on the wire.
    pub fn wire(self) -> &'static str {
        match self {
            Self::Two => "2",
            Self::MinusTwo => "-2",
        }
    }

    /// The mode with exactly this spelling.
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.wire() == text)
    }
}

/// What CONNECT needs beside the [`RegisterRequest`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MqttRegister {
    /// Own choice, at most 64 characters.
    pub client_id: ClientId,
    /// Which registration.
    pub registration: Registration,
    /// Which spelling.
    pub mode: RegisterMode,
    /// Where it connects; TLS or wss, never plain.
    pub server: Server,
}

/// CONNECT that registers. The platform accepts it, pushes the result on one of
/// [`REGISTER_TOPICS`] without a subscription, and ends the connection after 15 seconds; the
/// keep-alive is not checked. Not to be repeated automatically.
pub fn sign_mqtt_register(
    product: &ProductIdentity,
    wanted: &RegisterRequest,
    connect: &MqttRegister,
) -> CredentialSigning {
    let content = signed(product, &wanted.random);
    let mac = content.mac(wanted.sign_method, &product.product_secret);
    let instance_id = match (&connect.server, connect.mode) {
        (Server::Instance(id), RegisterMode::MinusTwo) => Some(&**id),
        (
            Server::Instance(_)
            | Server::Region(_)
            | Server::Host { .. }
            | Server::WebSocket { .. },
            _,
        ) => None,
    };
    let params = params([
        ("securemode", Some(connect.mode.wire())),
        ("authType", Some(connect.registration.wire())),
        ("random", Some(wanted.random.as_str())),
        ("signmethod", Some(wanted.sign_method.wire())),
        ("instanceId", instance_id),
    ]);
    CredentialSigning {
        credentials: Credentials {
            mqtt_client_id: MqttClientId::new(&connect.client_id, params),
            username: format!("{}&{}", product.device_name, product.product_key),
            password: Secret::new(mac.to_string()),
        },
        content,
        mac,
    }
}

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

    fn client_id(registration: Registration, mode: RegisterMode, server: &str) -> String {
        let product = ProductIdentity {
            product_key: ProductKey::new("pk").unwrap(),
            device_name: DeviceName::new("device").unwrap(),
            product_secret: Secret::new("secret"),
        };
        let wanted = RegisterRequest {
            random: RegisterRandom::new("567345").unwrap(),
            sign_method: SignMethod::HmacSha1,
        };
        let connect = MqttRegister {
            client_id: ClientId::new("12345").unwrap(),
            registration,
            mode,
            server: Server::parse(server).unwrap(),
        };
        let signing = sign_mqtt_register(&product, &wanted, &connect);
        assert_eq!(signing.credentials.username, "device&pk");
        assert_eq!(
            signing.content.to_string(),
            "deviceNamedeviceproductKeypkrandom567345"
        );
        signing.credentials.mqtt_client_id.to_string()
    }

    #[test]
    fn every_spelling_of_the_conflict() {
        let rest = "random=567345,signmethod=hmacsha1";
        let check = |registration, mode, server, begin: &str, end: &str| {
            assert_eq!(
                client_id(registration, mode, server),
                format!("12345|{begin},{rest}{end}|")
            );
        };
        let (known, new) = (Registration::Known, Registration::New);
        let (two, minus_two) = (RegisterMode::Two, RegisterMode::MinusTwo);
        check(known, two, "a.b", "securemode=2,authType=register", "");
        check(
            known,
            minus_two,
            "iot-06z00",
            "securemode=-2,authType=register",
            ",instanceId=iot-06z00",
        );
        check(new, two, "iot-06z00", "securemode=2,authType=regnwl", "");
        check(new, minus_two, "a.b", "securemode=-2,authType=regnwl", "");
        check(
            new,
            minus_two,
            "iot-06z00",
            "securemode=-2,authType=regnwl",
            ",instanceId=iot-06z00",
        );
        assert_eq!(RegisterMode::documented(&Server::default()), two);
        let instance = Server::parse("iot-06z00").unwrap();
        assert_eq!(RegisterMode::documented(&instance), minus_two);
    }

    #[test]
    fn a_salt_cannot_end_its_parameter() {
        assert_eq!(
            RegisterRandom::new("1,2"),
            Err(WireError::Separator {
                subject: Subject::Random,
                found: ',',
                at: 2
            })
        );
    }

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
