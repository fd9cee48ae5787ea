//! Dynamic registration (一型一密): the product secret signs, the platform issues the device's own
//! secret or token. Over HTTPS, or over MQTT by CONNECT alone. What comes back is read in
//! `registered`.
//!
//! Sources: vendor help 设备身份注册 (HTTPS) and topic 132111 (MQTT). The editions disagree on
//! `securemode` over MQTT, and the SDKs with them; see [`RegisterMode`].

use super::{
    AuthServer, CredentialSigning, Credentials, FormRequest, FormSigning, content, params,
};
use crate::{
    ClientId, DeviceName, MqttClientId, ProductKey, Secret, Server, SignMethod, SigningContent,
    SigningName, Subject, WireError, refuse,
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

/// The signed request to `/auth/register/device`; the answer is for [`super::read_registered`]. Only a
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

    /// What the present documentation has for a server: 2 on the old public instance, -2 on others.
    /// A host that names no instance counts as the former: what `instanceId` would be is not known.
    pub fn documented(server: &Server) -> Self {
        match server.instance_id() {
            Some(_) => Self::MinusTwo,
            None => Self::Two,
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
/// [`super::REGISTER_TOPICS`] without a subscription, and ends the connection after 15 seconds; the
/// keep-alive is not checked. Not to be repeated automatically.
pub fn sign_mqtt_register(
    product: &ProductIdentity,
    wanted: &RegisterRequest,
    connect: &MqttRegister,
) -> CredentialSigning {
    let content = signed(product, &wanted.random);
    let mac = content.mac(wanted.sign_method, &product.product_secret);
    let instance_id = match connect.mode {
        RegisterMode::MinusTwo => connect.server.instance_id(),
        RegisterMode::Two => None,
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
    fn an_instance_is_one_however_it_is_written() {
        for (text, id) in [
            ("iot-06z00", Some("iot-06z00")),
            ("iot-06z00.mqtt.iothub.aliyuncs.com", Some("iot-06z00")),
            ("iot-06z00.mqtt.iothub.aliyuncs.com:1883", Some("iot-06z00")),
            (
                "wss://iot-06z00.mqtt.iothub.aliyuncs.com:443/mqtt",
                Some("iot-06z00"),
            ),
            ("broker.local", None),
        ] {
            let server = Server::parse(text).unwrap();
            assert_eq!(server.instance_id(), id, "{text}");
            let minus_two = RegisterMode::documented(&server) == RegisterMode::MinusTwo;
            assert_eq!(minus_two, id.is_some(), "{text}");
        }
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
}
