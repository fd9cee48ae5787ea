//! The message that a rule answers.

use connack_protocol::Qos;

use crate::json;

/// A message that came, as far as templates name it.
#[derive(Debug, Clone)]
pub(crate) struct Trigger {
    pub(crate) topic: String,
    pub(crate) payload: Vec<u8>,
    pub(crate) qos: Qos,
    /// Wall-clock time of its arrival, ms since 1970.
    pub(crate) epoch_ms: f64,
    /// The payload is JSON that can be put into other JSON.
    is_json: bool,
}

impl Trigger {
    pub(crate) fn new(topic: &str, payload: &[u8], qos: Qos, epoch_ms: f64) -> Self {
        Self {
            topic: topic.to_owned(),
            payload: payload.to_vec(),
            qos,
            epoch_ms,
            is_json: std::str::from_utf8(payload).is_ok_and(json::is_json),
        }
    }

    /// The payload, if it is JSON.
    pub(crate) fn json(&self) -> Option<&str> {
        let text = std::str::from_utf8(&self.payload).ok();
        text.filter(|_| self.is_json)
    }
}
