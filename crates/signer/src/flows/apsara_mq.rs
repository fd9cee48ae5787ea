//! The neighbour that IoT Platform is mixed up with: ApsaraMQ for MQTT (微消息队列 MQTT 版).
//!
//! Sources: vendor help topics 48271 and 54225. The newer overview no longer lists the signature
//! by access key. Not here: tokens (`Token|…`), which are issued and not computed, and the
//! edition of 2017 (user name the access key, HMAC of the group id).

use crate::{Mac, Secret, Subject, WireError, refuse};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Whose key signs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum MqScheme {
    /// `Signature`: the account's access key.
    #[default]
    Signature,
    /// `DeviceCredential`: the device's own access key.
    DeviceCredential,
}

impl MqScheme {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Signature, Self::DeviceCredential];

    /// The spelling in the user name.
    pub fn wire(self) -> &'static str {
        match self {
            Self::Signature => "Signature",
            Self::DeviceCredential => "DeviceCredential",
        }
    }

    /// The scheme with exactly this spelling.
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scheme| scheme.wire() == text)
    }
}

/// Who logs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MqLogin {
    scheme: MqScheme,
    access_key_id: String,
    instance_id: String,
    client_id: String,
    secret: Secret,
}

impl MqLogin {
    /// Most characters of a client id.
    pub const CLIENT_ID_MAX_CHARS: usize = 64;

    /// Takes a login. The client id is `groupId@@@deviceId`, the group id beginning with `GID`.
    ///
    /// # Errors
    /// A bar in one of the two ids, which would end it in the user name, and U+0000.
    pub fn new(
        scheme: MqScheme,
        access_key_id: impl Into<String>,
        instance_id: impl Into<String>,
        client_id: impl Into<String>,
        secret: Secret,
    ) -> Result<Self, WireError> {
        let login = Self {
            scheme,
            access_key_id: access_key_id.into(),
            instance_id: instance_id.into(),
            client_id: client_id.into(),
            secret,
        };
        refuse(Subject::AccessKeyId, &login.access_key_id, &['|'])?;
        refuse(Subject::InstanceId, &login.instance_id, &['|'])?;
        refuse(Subject::ClientId, &login.client_id, &[])?;
        Ok(login)
    }

    /// Whether the client id has the documented shape.
    pub fn has_usual_client_id(&self) -> bool {
        let parts = self.client_id.split_once("@@@");
        self.client_id.chars().count() <= Self::CLIENT_ID_MAX_CHARS
            && parts.is_some_and(|(group, device)| group.starts_with("GID") && !device.is_empty())
    }
}

/// Every stage of one computation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MqSigning {
    /// What is signed: the client id, nothing else.
    pub content: String,
    /// HMAC-SHA1 of the content, key: the secret of the access key.
    pub mac: Mac,
    /// The user name of CONNECT: `scheme|accessKeyId|instanceId`.
    pub username: String,
}

impl MqSigning {
    /// The password of CONNECT: the MAC in Base64, 28 characters.
    pub fn password(&self) -> String {
        STANDARD.encode(self.mac.as_bytes())
    }
}

/// Computes what such a client must send; its client id goes into CONNECT as it is.
pub fn sign_apsara_mq(login: &MqLogin) -> MqSigning {
    MqSigning {
        content: login.client_id.clone(),
        mac: Mac::sha1_of(&login.client_id, &login.secret),
        username: format!(
            "{}|{}|{}",
            login.scheme.wire(),
            login.access_key_id,
            login.instance_id
        ),
    }
}

/// Whether `password` is the right one, compared in constant time.
pub fn verify_apsara_mq(login: &MqLogin, password: &str) -> bool {
    STANDARD
        .decode(password)
        .is_ok_and(|claimed| Mac::is_sha1_of(&login.client_id, &login.secret, &claimed))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn login(client_id: &str) -> MqLogin {
        let secret = Secret::new("secret");
        MqLogin::new(MqScheme::Signature, "AK", "mqtt-cn-1", client_id, secret).unwrap()
    }

    #[test]
    fn only_the_right_password_is_right() {
        let login = login("GID_test@@@0001");
        let signing = sign_apsara_mq(&login);
        assert_eq!(signing.username, "Signature|AK|mqtt-cn-1");
        let password = signing.password();
        assert_eq!(password.len(), 28);
        assert!(verify_apsara_mq(&login, &password));
        assert!(!verify_apsara_mq(&login, &password.to_uppercase()));
        assert!(!verify_apsara_mq(&login, &signing.mac.to_string()));
        assert!(!verify_apsara_mq(&login, ""));
    }

    #[test]
    fn the_usual_client_id() {
        assert!(login("GID_test@@@0001").has_usual_client_id());
        assert!(!login("GID_test@@@").has_usual_client_id());
        assert!(!login("test@@@0001").has_usual_client_id());
        assert!(login(&format!("GID@@@{}", "x".repeat(58))).has_usual_client_id());
        assert!(!login(&format!("GID@@@{}", "x".repeat(59))).has_usual_client_id());
    }

    #[test]
    fn a_bar_would_end_an_id() {
        let refused = MqLogin::new(MqScheme::Signature, "A|K", "", "", Secret::default());
        assert_eq!(
            refused,
            Err(WireError::Separator {
                subject: Subject::AccessKeyId,
                found: '|',
                at: 2
            })
        );
    }
}
