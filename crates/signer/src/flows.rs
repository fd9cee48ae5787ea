//! The ways in beside the direct login: HTTPS authorisation, dynamic registration, sub-devices
//! behind a gateway, the key of TLS by pre-shared key, and the neighbour ApsaraMQ for MQTT.
//!
//! Each keeps its stages: the pairs, the signing content, the MAC, and what is sent. Nothing is
//! sent here, no random value is drawn and no clock is read. None of it was tried against the
//! platform; where its documentation and its SDKs disagree, both spellings are offered.

mod answer;
mod apsara_mq;
mod auth_server;
mod codes;
mod credentials;
mod device_only;
mod dynamic_register;
mod form;
mod https_auth;
mod json;
mod psk;
mod registered;
mod sub_device;

pub use answer::{AnswerError, Refusal};
pub use apsara_mq::{MqLogin, MqScheme, MqSigning, sign_apsara_mq, verify_apsara_mq};
pub use auth_server::AuthServer;
pub use codes::{AnswerCode, Answering, CodeMeaning};
pub use credentials::{CredentialSigning, Credentials};
pub use device_only::{BrowserLack, DeviceNeed, DeviceOnly};
pub use dynamic_register::{
    MqttRegister, ProductIdentity, RegisterMode, RegisterRandom, RegisterRequest, Registration,
    sign_https_register, sign_mqtt_register,
};
pub use form::{FormRequest, FormSigning};
pub use https_auth::{HttpsAuthRequest, IotGrant, read_https_auth, sign_https_auth};
pub use psk::{PSK_TIMESTAMP, PskSigning, is_psk_identity, sign_psk};
pub use registered::{DeviceToken, REGISTER_TOPICS, Registered, TokenAuthType, read_registered};
pub use sub_device::{
    Gateway, GatewayMessage, SubDevice, SubReply, SubSigning, batch_login, read_sub_reply,
    sub_login, sub_logout, topo_add,
};

use crate::{ExtParam, ExtParams, SigningContent, SigningName, SigningPair};

/// The content of these pairs; those without a value are left out.
fn content<const N: usize>(pairs: [(SigningName, Option<&str>); N]) -> SigningContent {
    let given = pairs.into_iter().filter_map(|(name, value)| {
        value.map(|value| SigningPair {
            name,
            value: value.into(),
        })
    });
    SigningContent::new(given.collect())
}

/// Extension parameters of a client id, in this order; those without a value are left out.
fn params<const N: usize>(params: [(&str, Option<&str>); N]) -> ExtParams {
    let given = params.into_iter().filter_map(|(name, value)| {
        value.map(|value| ExtParam {
            name: name.into(),
            value: Some(value.into()),
        })
    });
    ExtParams(given.collect())
}
