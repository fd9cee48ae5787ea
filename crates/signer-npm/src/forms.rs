//! The flows that begin with a signed HTTPS request. It is computed, not sent.

use connack_signer::{FormSigning, HttpsAuthRequest};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::direct::secure_mode;
use crate::options::Options;
use crate::output::Output;
use crate::place;
use crate::refused::Refused;

/// Computes the request of HTTPS authorisation, and the client ids for the connection that follows.
///
/// # Errors
/// Throws an `Error` that names the option, the rule and what was found.
#[wasm_bindgen(js_name = signHttpsAuth, unchecked_return_type = "HttpsAuth")]
pub fn sign_https_auth(
    #[wasm_bindgen(unchecked_param_type = "HttpsAuthOptions")] options: &JsValue,
) -> Result<JsValue, Refused> {
    let known = [
        "productKey",
        "deviceName",
        "deviceSecret",
        "clientId",
        "signMethod",
        "secureMode",
        "timestamp",
        "region",
        "instance",
    ];
    let options = Options::of(options, &known)?;
    let wanted = HttpsAuthRequest {
        client_id: place::client_id(&options)?,
        sign_method: options.sign_method()?,
        timestamp: place::timestamp(&options)?,
    };
    let mode = secure_mode(&options)?;
    let server = place::auth_server(&options)?;
    let signing = connack_signer::sign_https_auth(&place::identity(&options)?, &wanted, &server);
    let output = form(&signing)
        .with("mqttClientId", wanted.plain_client_id().to_string())
        .with("sdkMqttClientId", wanted.sdk_client_id(mode).to_string());
    Ok(output.into())
}

/// Computes the request of dynamic registration over HTTPS.
///
/// # Errors
/// Throws an `Error` that names the option, the rule and what was found.
#[wasm_bindgen(js_name = signHttpsRegister, unchecked_return_type = "SignedForm")]
pub fn sign_https_register(
    #[wasm_bindgen(unchecked_param_type = "HttpsRegisterOptions")] options: &JsValue,
) -> Result<JsValue, Refused> {
    let known = [
        "productKey",
        "deviceName",
        "productSecret",
        "random",
        "signMethod",
        "region",
        "instance",
    ];
    let options = Options::of(options, &known)?;
    let wanted = place::register_request(&options)?;
    let server = place::auth_server(&options)?;
    let product = place::product(&options)?;
    let signing = connack_signer::sign_https_register(&product, &wanted, &server);
    Ok(form(&signing).into())
}

fn form(signing: &FormSigning) -> Output {
    Output::new()
        .with("signingContent", signing.content.to_string())
        .with("sign", signing.mac.to_string())
        .with("url", &*signing.request.url)
        .with("body", signing.request.body())
        .with("curl", signing.request.curl())
}
