//! Results as JavaScript objects.

use connack_signer::{Endpoint, Secret};
use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;

use crate::refused::Refused;

/// An object that is filled.
pub(crate) struct Output(Object);

impl Output {
    pub(crate) fn new() -> Self {
        Self(Object::new())
    }

    pub(crate) fn with(self, name: &str, value: impl Into<JsValue>) -> Self {
        // A plain object of ours takes every name.
        let _ = Reflect::set(&self.0, &name.into(), &value.into());
        self
    }

    /// A secret: JavaScript's copy of it is beyond our reach.
    pub(crate) fn with_secret(self, name: &str, value: &Secret) -> Self {
        self.with(name, value.expose())
    }

    pub(crate) fn with_endpoint(self, endpoint: &Endpoint) -> Self {
        self.with("host", &*endpoint.host)
            .with("port", endpoint.port)
            .with("websocketUrl", &*endpoint.websocket_url)
    }

    /// The names of CONNECT. Each part may fit into a text of MQTT, and what is made of them still
    /// be too long.
    pub(crate) fn with_names(self, username: &str, client_id: &str) -> Result<Self, Refused> {
        for (name, text) in [("username", username), ("mqttClientId", client_id)] {
            let (bytes, max) = (text.len(), u16::MAX);
            if bytes > usize::from(max) {
                let rule = format!("has {bytes} bytes, a text of MQTT has at most {max}");
                return Err(Refused::new(name, rule));
            }
        }
        Ok(self
            .with("username", username)
            .with("mqttClientId", client_id))
    }
}

impl From<Output> for JsValue {
    fn from(output: Output) -> Self {
        output.0.into()
    }
}
