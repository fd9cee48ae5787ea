//! Which way in the strings follow, what that way signs, and with whose secret.

use connack_signer::{Claim, RequestKind, Secret};

/// A way in, as far as its signature differs from that of the others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Flow {
    /// A direct login by device secret.
    #[default]
    Direct,
    /// CONNECT that registers a device (`authType=register`, `regnwl`).
    MqttRegister,
    /// ApsaraMQ for MQTT with a signature.
    MessageQueue,
    /// EnOS and Decada.
    LookAlike,
    /// The password was issued: there is nothing to compute.
    Token,
    /// CONNECT proves nothing: certificate, chip or pre-shared key do, in TLS.
    Chip,
    /// A request or message that is no CONNECT.
    Request(RequestKind),
}

impl Flow {
    /// The secret that signs, if it is given.
    pub(crate) fn secret(self, claim: &Claim) -> Option<&Secret> {
        let secret = match self {
            Self::Direct
            | Self::MessageQueue
            | Self::LookAlike
            | Self::Request(
                RequestKind::HttpsAuth | RequestKind::TopoAdd | RequestKind::SubLogin,
            ) => &claim.device_secret,
            Self::MqttRegister | Self::Request(RequestKind::HttpsRegister) => &claim.product_secret,
            Self::Token | Self::Chip => return None,
        };
        secret.as_ref().filter(|secret| !secret.is_empty())
    }

    /// Whether the password is computed from a secret.
    pub(crate) fn is_computed(self) -> bool {
        !matches!(self, Self::Token | Self::Chip)
    }

    /// Whether the product's secret signs, not the device's.
    pub(crate) fn registers(self) -> bool {
        matches!(
            self,
            Self::MqttRegister | Self::Request(RequestKind::HttpsRegister)
        )
    }

    /// Whether the user name is `deviceName&productKey`.
    pub(crate) fn names_device(self) -> bool {
        matches!(self, Self::Direct | Self::MqttRegister | Self::LookAlike)
    }

    /// Whether clientId is part of the content.
    pub(crate) fn signs_client_id(self) -> bool {
        !self.registers()
    }

    /// The name of the salt.
    pub(crate) fn salt(self) -> &'static str {
        if self.registers() {
            "random"
        } else {
            "timestamp"
        }
    }

    /// The names in the content, as a fact.
    pub(crate) fn signed_names(self) -> &'static str {
        match self {
            Self::MqttRegister | Self::Request(RequestKind::HttpsRegister) => {
                "deviceName, productKey, random"
            }
            Self::MessageQueue => "clientId",
            Self::LookAlike => "clientId, deviceKey, productKey, timestamp",
            Self::Direct
            | Self::Token
            | Self::Chip
            | Self::Request(
                RequestKind::HttpsAuth | RequestKind::TopoAdd | RequestKind::SubLogin,
            ) => "clientId, deviceName, productKey, timestamp",
        }
    }

    /// The method when it is not declared but fixed: what to call it.
    pub(crate) fn fixed_method(self) -> Option<&'static str> {
        match self {
            Self::MessageQueue => Some("HMAC-SHA1"),
            Self::LookAlike => Some("SHA-256"),
            Self::Direct | Self::MqttRegister | Self::Token | Self::Chip | Self::Request(_) => None,
        }
    }
}

/// What a request is called in facts.
pub(crate) fn title(kind: RequestKind) -> &'static str {
    match kind {
        RequestKind::HttpsAuth => "HTTPS authorisation (/auth/devicename)",
        RequestKind::HttpsRegister => "HTTPS dynamic registration (/auth/register/device)",
        RequestKind::TopoAdd => "sub-device topology (thing/topo/add)",
        RequestKind::SubLogin => "sub-device login (combine/login)",
    }
}
