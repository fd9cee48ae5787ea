//! From identity and request to the fields of CONNECT, every stage kept.

use crate::{
    ClientId, DeviceIdentity, ExtParam, ExtParams, Mac, MqttClientId, SecureMode, SignMethod,
    SigningContent, Subject, WireError, refuse,
};

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
    let content = SigningContent::of(identity, request);
    Signing {
        mac: content.mac(request.sign_method, &identity.device_secret),
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
    let content = SigningContent::of(identity, request);
    content.has_mac(request.sign_method, &identity.device_secret, &claimed)
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
