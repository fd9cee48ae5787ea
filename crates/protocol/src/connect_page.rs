//! The page and its Connect module, which is loaded when Connect is opened: what each tells the
//! other. Both run in the page's own thread.

use crate::engine::{Hidden, Lang, Observed};
use crate::session::Password;
use serde::{Deserialize, Serialize};

/// What the page tells the Connect module.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ToConnectPage {
    /// The language to speak from here on.
    Language(Lang),
    /// What Compute gives at present; `None`: nothing that can be sent.
    Credentials(Option<Box<Credentials>>),
    /// Another device: what was typed in place of what follows from its credentials is dropped.
    FollowCredentials,
    /// Connect is shown, or another page.
    Shown(bool),
    /// Drop every connection and everything typed and received.
    Forget,
}

/// What a device sends, and where to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credentials {
    /// The product key.
    pub product_key: String,
    /// The device name.
    pub device_name: String,
    /// The device secret: Verify may be asked about a refusal.
    pub device_secret: Hidden,
    /// The client id of CONNECT, with its extension parameters.
    pub mqtt_client_id: String,
    /// The user name.
    pub username: String,
    /// The password.
    pub password: Password,
    /// The broker's WebSocket URL.
    pub websocket_url: String,
    /// What all that was computed from.
    pub identity: Identity,
}

/// A device and how it signs, without its secret: the fields of Compute as typed. A profile has
/// them as JSON, where what is missing is as empty as in a fresh form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Identity {
    /// The product key.
    pub product_key: String,
    /// The device name.
    pub device_name: String,
    /// The device's own part of the client id; empty: the console's shape.
    pub client_id: String,
    /// No client id at all.
    pub client_id_none: bool,
    /// The sign method as on the wire.
    pub sign_method: String,
    /// The secure mode as on the wire.
    pub secure_mode: String,
    /// The timestamp; empty: none.
    pub timestamp: String,
    /// The region.
    pub region: String,
    /// Instance id, host or URL.
    pub instance: String,
    /// Further extension parameters.
    pub ext_params: String,
}

/// What the Connect module tells the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum FromConnectPage {
    /// Fill in the practice device.
    Practice,
    /// Choose the secure mode of TLS, whose URL is `wss://`.
    SecureModeTls,
    /// Fill Compute with a saved device.
    Identity {
        /// The device and how it signs.
        identity: Box<Identity>,
        /// Its secret, if it was saved too.
        secret: Option<Hidden>,
    },
    /// Fill Verify with what was sent and what was seen; Verify is opened by its address.
    Verify {
        /// What was sent, as a claim.
        claim: Hidden,
        /// The device secret.
        secret: Hidden,
        /// What the connection showed.
        observed: Observed,
    },
}
