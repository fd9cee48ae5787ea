//! From identity and request to the fields of CONNECT, every stage kept.

use crate::{
    ClientId, DeviceIdentity, ExtParam, ExtParams, MqttClientId, SecureMode, SignMethod,
    SigningContent, SigningName, SigningPair, Subject, WireError, refuse,
};
use hmac::{Hmac, KeyInit, Mac as _};
use md5::Md5;
use sha1::Sha1;
use sha2::Sha256;
use std::fmt;

/// The text of `timestamp`. Signed as text, so leading zeros matter; the platform takes it only
/// as a salt and sets no window for MQTT.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timestamp(String);

impl Timestamp {
    /// Takes a timestamp.
    ///
    /// # Errors
    /// A bar or comma, which end it on the wire, and U+0000.
    pub fn new(text: impl Into<String>) -> Result<Self, WireError> {
        let text = text.into();
        refuse(Subject::Timestamp, &text, &['|', ','])?;
        Ok(Self(text))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a device wants to send, beside its identity.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SignRequest {
    /// The device's own part of the client id.
    pub client_id: ClientId,
    /// How to sign.
    pub sign_method: SignMethod,
    /// How the connection is secured.
    pub secure_mode: SecureMode,
    /// The salt, if any.
    pub timestamp: Option<Timestamp>,
    /// Further extension parameters, in their order, after the three above.
    pub extra: ExtParams,
}

/// The MAC of the signing content: 16, 20 or 32 bytes. `Display` is lower-case hex: the password.
#[derive(Clone, PartialEq, Eq)]
pub struct Mac(Vec<u8>);

impl Mac {
    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for Mac {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(&self.0))
    }
}

impl fmt::Debug for Mac {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mac([{} bytes, redacted])", self.0.len())
    }
}

/// Every stage of one computation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signing {
    /// What is signed.
    pub content: SigningContent,
    /// HMAC of the content's UTF-8 bytes, key: the device secret's bytes.
    pub mac: Mac,
    /// The client id of CONNECT.
    pub mqtt_client_id: MqttClientId,
    /// The user name of CONNECT.
    pub username: String,
}

impl Signing {
    /// The password of CONNECT: the MAC as lower-case hex. The platform takes either case.
    pub fn password(&self) -> String {
        self.mac.to_string()
    }
}

/// Computes what a device must send (vendor help topics 73742 and 63656).
///
/// clientId, deviceName, productKey and, if there is one, timestamp are signed; no extension
/// parameter is.
pub fn sign(identity: &DeviceIdentity, request: &SignRequest) -> Signing {
    let content = content(identity, request);
    let mac = mac(
        request.sign_method,
        identity.device_secret.expose(),
        &content.to_string(),
    );
    Signing {
        mac: Mac(mac),
        content,
        mqtt_client_id: mqtt_client_id(request),
        username: identity.username(),
    }
}

/// Whether `password` is the right one: any hex case, compared in constant time.
pub fn verify(identity: &DeviceIdentity, request: &SignRequest, password: &str) -> bool {
    let Ok(claimed) = hex::decode(password) else {
        return false;
    };
    let content = content(identity, request).to_string();
    let key = identity.device_secret.expose();
    match request.sign_method {
        SignMethod::HmacMd5 => {
            keyed::<Hmac<Md5>>(key, &content).is_some_and(|mac| mac.verify_slice(&claimed).is_ok())
        }
        SignMethod::HmacSha1 => {
            keyed::<Hmac<Sha1>>(key, &content).is_some_and(|mac| mac.verify_slice(&claimed).is_ok())
        }
        SignMethod::HmacSha256 => keyed::<Hmac<Sha256>>(key, &content)
            .is_some_and(|mac| mac.verify_slice(&claimed).is_ok()),
    }
}

fn content(identity: &DeviceIdentity, request: &SignRequest) -> SigningContent {
    let pair = |name, value: &str| SigningPair {
        name,
        value: value.into(),
    };
    let mut pairs = vec![
        pair(SigningName::ClientId, request.client_id.as_str()),
        pair(SigningName::DeviceName, identity.device_name.as_str()),
        pair(SigningName::ProductKey, identity.product_key.as_str()),
    ];
    if let Some(timestamp) = &request.timestamp {
        pairs.push(pair(SigningName::Timestamp, timestamp.as_str()));
    }
    SigningContent::new(pairs)
}

fn mqtt_client_id(request: &SignRequest) -> MqttClientId {
    let param = |name: &str, value: &str| ExtParam {
        name: name.into(),
        value: Some(value.into()),
    };
    let mut params = vec![
        param("securemode", request.secure_mode.wire()),
        param("signmethod", request.sign_method.wire()),
    ];
    if let Some(timestamp) = &request.timestamp {
        params.push(param("timestamp", timestamp.as_str()));
    }
    params.extend(request.extra.0.iter().cloned());
    MqttClientId::new(&request.client_id, ExtParams(params))
}

fn mac(method: SignMethod, key: &str, content: &str) -> Vec<u8> {
    // HMAC takes a key of any length, so there is always a value.
    let bytes = match method {
        SignMethod::HmacMd5 => {
            keyed::<Hmac<Md5>>(key, content).map(|mac| mac.finalize().into_bytes().to_vec())
        }
        SignMethod::HmacSha1 => {
            keyed::<Hmac<Sha1>>(key, content).map(|mac| mac.finalize().into_bytes().to_vec())
        }
        SignMethod::HmacSha256 => {
            keyed::<Hmac<Sha256>>(key, content).map(|mac| mac.finalize().into_bytes().to_vec())
        }
    };
    bytes.unwrap_or_default()
}

fn keyed<M: hmac::Mac + KeyInit>(key: &str, content: &str) -> Option<M> {
    let mut mac = <M as KeyInit>::new_from_slice(key.as_bytes()).ok()?;
    mac.update(content.as_bytes());
    Some(mac)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DeviceName, ProductKey, Secret};

    #[test]
    fn the_documented_example() {
        let identity = DeviceIdentity {
            product_key: ProductKey::new("pk").unwrap(),
            device_name: DeviceName::new("device").unwrap(),
            device_secret: Secret::new("secret"),
        };
        let request = SignRequest {
            client_id: ClientId::new("12345").unwrap(),
            sign_method: SignMethod::HmacSha1,
            secure_mode: SecureMode::Plain,
            timestamp: Some(Timestamp::new("789").unwrap()),
            extra: ExtParams::default(),
        };
        let signing = sign(&identity, &request);
        assert_eq!(
            signing.content.to_string(),
            "clientId12345deviceNamedeviceproductKeypktimestamp789"
        );
        assert_eq!(
            signing.password(),
            "fafd82a3d602b37fb0fa8b7892f24a477f851a14"
        );
        assert_eq!(signing.username, "device&pk");
        assert_eq!(
            signing.mqtt_client_id.to_string(),
            "12345|securemode=3,signmethod=hmacsha1,timestamp=789|"
        );
        assert!(verify(
            &identity,
            &request,
            "FAFD82A3D602B37FB0FA8B7892F24A477F851a14"
        ));
        assert!(!verify(
            &identity,
            &request,
            "fafd82a3d602b37fb0fa8b7892f24a477f851a15"
        ));
        assert!(!verify(&identity, &request, "fafd82"));
    }
}
