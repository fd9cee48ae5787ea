//! What a device uses below MQTT: TLS by pre-shared key.

use connack_signer::{PSK_TIMESTAMP, Timestamp};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::options::Options;
use crate::output::Output;
use crate::place;
use crate::refused::Refused;

/// Computes identity and key of TLS by pre-shared key. No browser offers such a cipher.
///
/// # Errors
/// Throws an `Error` that names the option, the rule and what was found.
#[wasm_bindgen(js_name = signPsk, unchecked_return_type = "PskSigning")]
pub fn sign_psk(
    #[wasm_bindgen(unchecked_param_type = "PskOptions")] options: &JsValue,
) -> Result<JsValue, Refused> {
    let known = ["productKey", "deviceName", "deviceSecret", "timestamp"];
    let options = Options::of(options, &known)?;
    let timestamp = match place::timestamp(&options)? {
        Some(timestamp) => timestamp,
        None => Timestamp::new(PSK_TIMESTAMP).map_err(Refused::wire("timestamp"))?,
    };
    let signing = connack_signer::sign_psk(&place::identity(&options)?, &timestamp);
    let output = Output::new()
        .with("signingContent", signing.content.to_string())
        .with("identity", &*signing.identity)
        .with_secret("key", &signing.key());
    Ok(output.into())
}
