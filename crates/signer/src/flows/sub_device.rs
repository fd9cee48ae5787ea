//! Sub-devices behind a gateway: what the gateway publishes to add them to its topology and to
//! log them in, and the replies.
//!
//! Sources: vendor help 管理拓扑关系, 子设备上下线 and the C SDK 4. Unlike in a direct login, the
//! client id is signed whole, bars and all. Of the documented methods `Sha256` is not offered: no
//! source has its formula.

use super::answer::{AnswerError, Refusal, refusal};
use super::content;
use super::json::{Json, object};
use crate::{
    DeviceIdentity, DeviceName, Mac, ProductKey, SignMethod, SigningContent, SigningName, Timestamp,
};
use std::fmt;

/// The gateway whose connection is used.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gateway {
    /// Its product key.
    pub product_key: ProductKey,
    /// Its device name.
    pub device_name: DeviceName,
}

impl Gateway {
    /// `/ext/error/{productKey}/{deviceName}`: told when a sub-device lost its session, with a code
    /// as in the reply to a login.
    pub fn error_topic(&self) -> String {
        format!("/ext/error/{}/{}", self.product_key, self.device_name)
    }
}

/// A sub-device and how it signs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SubDevice {
    /// Its own identity; its own device secret signs.
    pub identity: DeviceIdentity,
    /// Any text; signed as it is sent. `productKey&deviceName` is recommended. When there is none
    /// it is left out, which only `thing/topo/add` documents.
    pub client_id: Option<String>,
    /// How to sign. Written in lower case, as the documentation's samples and SDKs do; its list
    /// has `hmacSha1` and the like.
    pub sign_method: SignMethod,
    /// The salt, if any.
    pub timestamp: Option<Timestamp>,
    /// Whether a login drops the messages that wait for the sub-device. Not signed.
    pub clean_session: bool,
}

/// Every stage of one sub-device's signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubSigning {
    /// What is signed.
    pub content: SigningContent,
    /// HMAC of the content; its lower-case hex is `sign`.
    pub mac: Mac,
}

/// A message for the gateway to publish. `Debug` leaves the payload out: it has signatures.
#[derive(Clone, PartialEq, Eq)]
pub struct GatewayMessage {
    /// One for each sub-device, in their order.
    pub signings: Vec<SubSigning>,
    /// Where to publish it.
    pub topic: String,
    /// Where the reply comes; it carries the same `id`.
    pub reply_topic: String,
    /// Highest quality of service that the platform takes there.
    pub max_qos: u8,
    /// The JSON text.
    pub payload: String,
}

impl fmt::Debug for GatewayMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GatewayMessage")
            .field("signings", &self.signings)
            .field("topic", &self.topic)
            .finish_non_exhaustive()
    }
}

/// What differs between the two payloads of a sub-device.
enum Payload {
    /// The method's name is `signmethod`.
    Topology,
    /// The method's name is `signMethod`, and `cleanSession` is sent.
    Login,
}

/// `thing/topo/add`: the sub-devices belong to the gateway from now on.
pub fn topo_add(gateway: &Gateway, devices: &[SubDevice], message_id: u32) -> GatewayMessage {
    let Gateway {
        product_key,
        device_name,
    } = gateway;
    let topic = format!("/sys/{product_key}/{device_name}/thing/topo/add");
    message(devices, &Payload::Topology, topic, 1, |devices| {
        format!(
            "{{\"id\":\"{message_id}\",\"version\":\"1.0\",\"params\":[{}],\"method\":\"thing.topo.add\"}}",
            devices.join(",")
        )
    })
}

/// `combine/login`: one sub-device goes online through the gateway.
pub fn sub_login(gateway: &Gateway, device: &SubDevice, message_id: u32) -> GatewayMessage {
    let one = std::slice::from_ref(device);
    message(
        one,
        &Payload::Login,
        session_topic(gateway, "login"),
        0,
        |devices| {
            format!(
                "{{\"id\":\"{message_id}\",\"params\":{}}}",
                devices.concat()
            )
        },
    )
}

/// `combine/batch_login`: several at once, all or none. At most 5 in the documentation of 2020,
/// 50 in newer ones. Each device has its own `signMethod`, as documented; the C SDK 4 sends one
/// beside the list instead.
pub fn batch_login(gateway: &Gateway, devices: &[SubDevice], message_id: u32) -> GatewayMessage {
    let topic = session_topic(gateway, "batch_login");
    message(devices, &Payload::Login, topic, 0, |devices| {
        format!(
            "{{\"id\":\"{message_id}\",\"params\":{{\"deviceList\":[{}]}}}}",
            devices.join(",")
        )
    })
}

/// `combine/logout`: one sub-device goes offline. Nothing of it is signed.
pub fn sub_logout(gateway: &Gateway, device: &DeviceIdentity, message_id: u32) -> GatewayMessage {
    let topic = session_topic(gateway, "logout");
    let named = object(&[
        ("productKey", device.product_key.as_str()),
        ("deviceName", device.device_name.as_str()),
    ]);
    GatewayMessage {
        signings: Vec::new(),
        reply_topic: format!("{topic}_reply"),
        topic,
        max_qos: 0,
        payload: format!("{{\"id\":\"{message_id}\",\"params\":{named}}}"),
    }
}

fn session_topic(gateway: &Gateway, what: &str) -> String {
    let Gateway {
        product_key,
        device_name,
    } = gateway;
    format!("/ext/session/{product_key}/{device_name}/combine/{what}")
}

fn message(
    devices: &[SubDevice],
    payload: &Payload,
    topic: String,
    max_qos: u8,
    envelope: impl Fn(&[String]) -> String,
) -> GatewayMessage {
    let signings: Vec<SubSigning> = devices.iter().map(sign).collect();
    let written: Vec<String> = devices
        .iter()
        .zip(&signings)
        .map(|(device, signing)| write(device, signing, payload))
        .collect();
    GatewayMessage {
        payload: envelope(&written),
        signings,
        reply_topic: format!("{topic}_reply"),
        topic,
        max_qos,
    }
}

/// clientId, deviceName, productKey and timestamp are signed; sign method and cleanSession are not.
fn sign(device: &SubDevice) -> SubSigning {
    let identity = &device.identity;
    let content = content([
        (SigningName::ProductKey, Some(identity.product_key.as_str())),
        (SigningName::DeviceName, Some(identity.device_name.as_str())),
        (SigningName::ClientId, device.client_id.as_deref()),
        (
            SigningName::Timestamp,
            device.timestamp.as_ref().map(Timestamp::as_str),
        ),
    ]);
    let mac = content.mac(device.sign_method, &identity.device_secret);
    SubSigning { content, mac }
}

fn write(device: &SubDevice, signing: &SubSigning, payload: &Payload) -> String {
    let sign = signing.mac.to_string();
    let clean_session = if device.clean_session {
        "true"
    } else {
        "false"
    };
    let mut pairs = vec![
        ("productKey", device.identity.product_key.as_str()),
        ("deviceName", device.identity.device_name.as_str()),
    ];
    pairs.extend(device.client_id.as_deref().map(|id| ("clientId", id)));
    let timestamp = device.timestamp.as_ref();
    pairs.extend(timestamp.map(|timestamp| ("timestamp", timestamp.as_str())));
    let method = device.sign_method.wire();
    match payload {
        Payload::Topology => pairs.extend([("signmethod", method), ("sign", &sign)]),
        Payload::Login => pairs.extend([
            ("signMethod", method),
            ("sign", &sign),
            ("cleanSession", clean_session),
        ]),
    }
    object(&pairs)
}

/// The reply to one of the messages above.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubReply {
    /// The `id` of the message that it answers.
    pub id: String,
    /// Product key and device name of each sub-device that it names.
    pub devices: Vec<(String, String)>,
    /// Why not; `None` when all went well.
    pub refusal: Option<Refusal>,
}

/// Reads a reply. Ids and codes come as numbers or as texts.
///
/// # Errors
/// What is no reply. A refusal is none: it has an id to be paired by.
pub fn read_sub_reply(payload: &str) -> Result<SubReply, AnswerError> {
    let json = Json::first_object(payload).ok_or(AnswerError::NotJson)?;
    let scalar = |field| {
        let found = json.get(field).and_then(Json::scalar);
        found.ok_or(AnswerError::Missing { field })
    };
    scalar("code")?;
    let devices = json.get("data").map(Json::items).unwrap_or_default();
    let named = |device: &Json| {
        let text = |name| device.get(name).and_then(Json::text).map(str::to_owned);
        Some((text("productKey")?, text("deviceName")?))
    };
    Ok(SubReply {
        id: scalar("id")?.into(),
        devices: devices.iter().filter_map(named).collect(),
        refusal: refusal(&json)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Secret;

    fn gateway() -> Gateway {
        Gateway {
            product_key: ProductKey::new("gwpk").unwrap(),
            device_name: DeviceName::new("gateway").unwrap(),
        }
    }

    /// The documentation's sample, with a secret of ours: it has none.
    fn device() -> SubDevice {
        SubDevice {
            identity: DeviceIdentity {
                product_key: ProductKey::new("123").unwrap(),
                device_name: DeviceName::new("test").unwrap(),
                device_secret: Secret::new("secret"),
            },
            client_id: Some("123".into()),
            sign_method: SignMethod::HmacMd5,
            timestamp: Some(Timestamp::new("1524448722000").unwrap()),
            clean_session: true,
        }
    }

    #[test]
    fn the_documented_content() {
        let message = topo_add(&gateway(), &[device()], 123);
        assert_eq!(
            message.signings[0].content.to_string(),
            "clientId123deviceNametestproductKey123timestamp1524448722000"
        );
        assert_eq!(message.topic, "/sys/gwpk/gateway/thing/topo/add");
        assert_eq!(
            message.reply_topic,
            "/sys/gwpk/gateway/thing/topo/add_reply"
        );
    }

    #[test]
    fn names_and_logins_differ() {
        let login = sub_login(&gateway(), &device(), 7);
        assert_eq!(login.topic, "/ext/session/gwpk/gateway/combine/login");
        assert_eq!(login.max_qos, 0);
        let mac = &login.signings[0].mac;
        assert_eq!(
            login.payload,
            format!(
                "{{\"id\":\"7\",\"params\":{{\"productKey\":\"123\",\"deviceName\":\"test\",\
                 \"clientId\":\"123\",\"timestamp\":\"1524448722000\",\"signMethod\":\"hmacmd5\",\
                 \"sign\":\"{mac}\",\"cleanSession\":\"true\"}}}}"
            )
        );
        assert!(!format!("{login:?}").contains(&mac.to_string()));
        let topology = topo_add(&gateway(), &[device()], 7).payload;
        assert!(topology.contains("\"signmethod\":\"hmacmd5\""));
        assert!(!topology.contains("cleanSession"));
        let logout = sub_logout(&gateway(), &device().identity, 7);
        assert_eq!(logout.topic, "/ext/session/gwpk/gateway/combine/logout");
        assert_eq!(
            logout.payload,
            r#"{"id":"7","params":{"productKey":"123","deviceName":"test"}}"#
        );
        let both = batch_login(&gateway(), &[device(), device()], 7);
        assert_eq!(both.signings.len(), 2);
        assert_eq!(gateway().error_topic(), "/ext/error/gwpk/gateway");
    }

    #[test]
    fn the_documented_replies() {
        let one = r#"{"id":"123","code":200,"message":"success"
            "data":{"deviceName":"device1234","productKey":"al12345"}}"#;
        let devices = vec![("al12345".into(), "device1234".into())];
        let expected = SubReply {
            id: "123".into(),
            devices,
            refusal: None,
        };
        assert_eq!(read_sub_reply(one), Ok(expected.clone()));
        let list = r#"{"id":123,"code":"200","data":[{"deviceName":"device1234","productKey":"al12345"}]}"#;
        assert_eq!(read_sub_reply(list), Ok(expected));
        let refused =
            read_sub_reply(r#"{"id":"5","code":6287,"message":"invalid sign","data":{}}"#);
        let refusal = refused.unwrap().refusal.unwrap();
        assert_eq!((refusal.code, &*refusal.message), (6287, "invalid sign"));
        let missing = |field| Err(AnswerError::Missing { field });
        assert_eq!(read_sub_reply(r#"{"id":"5","params":{}}"#), missing("code"));
        assert_eq!(read_sub_reply(r#"{"code":200}"#), missing("id"));
        for code in ["\"error\"", "true", "\"\""] {
            let reply = format!(r#"{{"id":"5","code":{code},"data":{{}}}}"#);
            assert_eq!(read_sub_reply(&reply), Err(AnswerError::Code), "{code}");
        }
        assert_eq!(read_sub_reply(""), Err(AnswerError::NotJson));
    }
}
