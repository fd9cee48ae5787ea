//! The further ways in: what the page asks the engine to lay out.

use crate::connect_page::Identity;
use crate::engine::{Hidden, Lang};
use crate::named::named;
use serde::{Deserialize, Serialize};

/// A further way in, and everything typed for it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskFlow {
    /// Comes back with the answer, which may be late.
    pub id: u32,
    /// Which way.
    pub flow: Flow,
    /// The language of the answer.
    pub lang: Lang,
    /// The fields of Compute, which each way shares.
    pub identity: Identity,
    /// Compute's device secret.
    pub device_secret: Hidden,
    /// The further fields by name, as typed; what is not there is empty.
    pub fields: Vec<(String, Hidden)>,
    /// Whether secrets are to be shown.
    pub revealed: bool,
    /// What became of the request that the page sent.
    pub sent: Sent,
    /// When what is good for seven days ends that was answered when the answer's field
    /// was filled last, in local time with its zone; empty: nothing was.
    pub expires: String,
    /// The practice broker's WebSocket URL; empty where there is none.
    pub practice: String,
    /// The page's own origin, which takes the requests of the practice device.
    pub origin: String,
}

impl AskFlow {
    /// The names of fields for answers begin so: the page notes when they are filled.
    pub const ANSWER: &str = "answer:";
}

named! {
    /// A way in beside the direct login.
    Flow {
        /// HTTPS authorisation first, then MQTT.
        #[default]
        HttpsAuth = "https-auth",
        /// Dynamic registration over HTTPS.
        RegisterHttps = "register-https",
        /// Dynamic registration over MQTT.
        RegisterMqtt = "register-mqtt",
        /// Login with a device token.
        TokenLogin = "token-login",
        /// Sub-devices behind a gateway.
        SubDevice = "sub-device",
        /// TLS by pre-shared key.
        Psk = "psk",
        /// X.509 and ID².
        DeviceOnly = "device-only",
        /// ApsaraMQ for MQTT.
        ApsaraMq = "apsara-mq",
    }
}

impl Flow {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::HttpsAuth,
        Self::RegisterHttps,
        Self::RegisterMqtt,
        Self::TokenLogin,
        Self::SubDevice,
        Self::Psk,
        Self::DeviceOnly,
        Self::ApsaraMq,
    ];
}

/// What became of a request that the page sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sent {
    /// None was sent since the fields changed, or its answer is there.
    #[default]
    No,
    /// On its way.
    Busy,
    /// The browser gave no answer: it does not tell a page why.
    NoAnswer,
}
