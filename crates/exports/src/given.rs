//! What a text is made from: the fields of CONNECT, and where it goes.

use connack_signer::{DeviceIdentity, Endpoint, Secret, Signing, Transport};

/// Whether the password stands in the text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Include {
    /// [`crate::PASSWORD_PLACEHOLDER`] stands in its place.
    #[default]
    Placeholder,
    /// It does: whoever has the text can connect as the device.
    Password,
}

/// One device's computed credentials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The product key, for topics.
    pub product_key: String,
    /// The device name, for topics.
    pub device_name: String,
    /// What is signed.
    pub signing_content: String,
    /// The whole client id of CONNECT, with its bars.
    pub mqtt_client_id: String,
    /// The user name of CONNECT.
    pub username: String,
    /// The password of CONNECT.
    pub password: Secret,
    /// The host for TCP and TLS.
    pub host: String,
    /// The port for TCP and TLS.
    pub port: u16,
    /// The way to take. Where a library has no WebSocket, TCP or TLS is taken instead.
    pub transport: Transport,
    /// The URL for MQTT over WebSocket.
    pub websocket_url: String,
    /// Keep-alive in seconds.
    pub keep_alive_s: u16,
}

impl Given {
    /// Seconds that the platform advises at least; it refuses less than 30 and more than 1200
    /// (vendor help topic 30527).
    pub const KEEP_ALIVE_S: u16 = 300;

    /// What was computed for a device, with the platform's advised keep-alive.
    pub fn of(
        identity: &DeviceIdentity,
        signing: &Signing,
        endpoint: &Endpoint,
        transport: Transport,
    ) -> Self {
        Self {
            product_key: identity.product_key.as_str().into(),
            device_name: identity.device_name.as_str().into(),
            signing_content: signing.content.to_string(),
            mqtt_client_id: signing.mqtt_client_id.to_string(),
            username: signing.username.clone(),
            password: Secret::new(signing.password()),
            host: endpoint.host.clone(),
            port: endpoint.port,
            transport,
            websocket_url: endpoint.websocket_url.clone(),
            keep_alive_s: Self::KEEP_ALIVE_S,
        }
    }

    /// The custom topic for messages up that the platform makes for every product.
    pub fn publish_topic(&self) -> String {
        format!("/{}/{}/user/update", self.product_key, self.device_name)
    }

    /// The custom topic for messages down that the platform makes for every product.
    pub fn subscribe_topic(&self) -> String {
        format!("/{}/{}/user/get", self.product_key, self.device_name)
    }
}
