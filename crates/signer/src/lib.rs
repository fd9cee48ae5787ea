//! The MQTT credentials of an Alibaba Cloud IoT Platform device, computed.
//!
//! Identity and request go in, [`sign`] gives every stage out: the sorted pairs, the signing
//! content, the MAC, its hex text, and the fields of CONNECT. Deliberately without time,
//! randomness, I/O and logging: a timestamp is text that the caller chose.

mod claim;
mod client_id;
mod content;
mod device;
mod endpoint;
mod flows;
mod mac;
mod method;
mod oddity;
mod paste;
mod secret;
mod sign;

pub use claim::{Claim, ClaimField, ClaimRequest, RequestKind};
pub use client_id::{ClientId, ExtParam, ExtParams, MqttClientId};
pub use content::{SigningContent, SigningName, SigningPair};
pub use device::{DeviceIdentity, DeviceName, ProductKey};
pub use endpoint::{Endpoint, REGIONS, Server, Transport};
pub use flows::{
    AnswerCode, AnswerError, Answering, AuthServer, BrowserLack, CodeMeaning, CredentialSigning,
    Credentials, DeviceNeed, DeviceOnly, DeviceToken, FormRequest, FormSigning, Gateway,
    GatewayMessage, HttpsAuthRequest, IotGrant, MqLogin, MqScheme, MqSigning, MqttRegister,
    PSK_TIMESTAMP, ProductIdentity, PskSigning, REGISTER_TOPICS, Refusal, RegisterMode,
    RegisterRandom, RegisterRequest, Registered, Registration, SubDevice, SubReply, SubSigning,
    TokenAuthType, batch_login, is_psk_identity, read_https_auth, read_registered, read_sub_reply,
    sign_apsara_mq, sign_https_auth, sign_https_register, sign_mqtt_register, sign_psk, sub_login,
    sub_logout, topo_add, verify_apsara_mq,
};
pub use mac::Mac;
pub use method::{SecureMode, SignMethod};
pub use oddity::{Oddity, Subject, is_blank};
pub use paste::{Pasted, PastedDevice, PastedField, PastedText, read_claims, read_pasted};
pub use secret::Secret;
pub use sign::{SignRequest, Signing, Timestamp, sign, verify};

/// Why a value cannot stand in CONNECT at all. Anything milder is an [`Oddity`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// U+0000, which MQTT forbids in every text (MQTT 3.1.1, 1.5.3).
    #[error("{subject} has U+0000 at character {at}, MQTT forbids it; remove it")]
    Nul {
        /// Which value.
        subject: Subject,
        /// Position in characters, from 1.
        at: usize,
    },
    /// A character that the platform reads as a separator.
    #[error(
        "{subject} has `{found}` at character {at}, the platform reads it as a separator; remove it"
    )]
    Separator {
        /// Which value.
        subject: Subject,
        /// The character.
        found: char,
        /// Position in characters, from 1.
        at: usize,
    },
    /// More bytes than a text of MQTT can have (MQTT 3.1.1, 1.5.3).
    #[error("{subject} has {bytes} bytes, a text of MQTT has at most {max}; shorten it")]
    TooLong {
        /// Which value.
        subject: Subject,
        /// How many bytes it has in UTF-8.
        bytes: usize,
        /// Most allowed.
        max: usize,
    },
    /// An extra parameter without `=`, or without a name.
    #[error("extension parameter {at} is not `name=value`; write it so, or remove it")]
    NotNameValue {
        /// Which one, from 1.
        at: usize,
    },
    /// An extra parameter that another field already sets.
    #[error("extension parameter {at} sets `{name}`, which has its own field; remove it here")]
    Reserved {
        /// Which one, from 1.
        at: usize,
        /// `securemode`, `signmethod` or `timestamp`.
        name: &'static str,
    },
    /// A host with characters that no host name or URL can have there.
    #[error(
        "host has `{found}` at character {at}, expected a host name, host:port, or a ws:// or wss:// URL"
    )]
    Host {
        /// The character.
        found: char,
        /// Position in characters, from 1.
        at: usize,
    },
    /// A server without a host.
    #[error(
        "there is no host in it, expected an instance id, a host, host:port, or a ws:// or wss:// URL"
    )]
    NoHost,
    /// A port that is not a number from 1 to 65535.
    #[error("the port after the host is not a number from 1 to 65535; write host:port")]
    Port,
}

/// Refuses U+0000, the characters of `separators`, and more bytes than MQTT can carry.
fn refuse(subject: Subject, text: &str, separators: &[char]) -> Result<(), WireError> {
    let max = usize::from(u16::MAX);
    if text.len() > max {
        return Err(WireError::TooLong {
            subject,
            bytes: text.len(),
            max,
        });
    }
    for (i, found) in text.chars().enumerate() {
        if found == '\0' {
            return Err(WireError::Nul { subject, at: i + 1 });
        }
        if separators.contains(&found) {
            return Err(WireError::Separator {
                subject,
                found,
                at: i + 1,
            });
        }
    }
    Ok(())
}
