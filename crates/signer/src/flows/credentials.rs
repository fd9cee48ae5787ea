//! The three fields of CONNECT.

use crate::{Mac, MqttClientId, Secret, SigningContent};

/// What CONNECT carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The client id, with its bars.
    pub mqtt_client_id: MqttClientId,
    /// The user name.
    pub username: String,
    /// The password: a signature in hex, or a token as it was issued.
    pub password: Secret,
}

/// Every stage of a computation that ends in CONNECT.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CredentialSigning {
    /// What is signed.
    pub content: SigningContent,
    /// HMAC of the content; its lower-case hex is the password.
    pub mac: Mac,
    /// What is sent.
    pub credentials: Credentials,
}
