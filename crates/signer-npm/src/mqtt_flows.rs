//! Registration by CONNECT, and the login with the token that it may give.

use connack_signer::{
    DeviceToken, MqttRegister, REGISTER_TOPICS, RegisterMode, Registration, SecureMode,
    TokenAuthType,
};
use js_sys::Array;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::options::Options;
use crate::output::Output;
use crate::place;
use crate::refused::Refused;

/// Computes the CONNECT that registers a device by its product secret. The platform pushes the
/// result on one of `answerTopics`, without a subscription, and ends the connection.
///
/// # Errors
/// Throws an `Error` that names the option, the rule and what was found.
#[wasm_bindgen(js_name = signMqttRegister, unchecked_return_type = "MqttRegister")]
pub fn sign_mqtt_register(
    #[wasm_bindgen(unchecked_param_type = "MqttRegisterOptions")] options: &JsValue,
) -> Result<JsValue, Refused> {
    let known = [
        "productKey",
        "deviceName",
        "productSecret",
        "random",
        "clientId",
        "signMethod",
        "authType",
        "registerMode",
        "region",
        "instance",
    ];
    let options = Options::of(options, &known)?;
    let server = place::server(&options)?;
    let registration = options.word("authType", "'register' or 'regnwl'", |text| {
        let both = [Registration::Known, Registration::New];
        both.into_iter()
            .find(|registration| registration.wire() == text)
    })?;
    let mode = options.number("registerMode", "2 or -2", RegisterMode::from_wire)?;
    let connect = MqttRegister {
        client_id: place::client_id(&options)?,
        registration: registration.unwrap_or(Registration::Known),
        mode: mode.unwrap_or_else(|| RegisterMode::documented(&server)),
        server,
    };
    let wanted = place::register_request(&options)?;
    let product = place::product(&options)?;
    let signing = connack_signer::sign_mqtt_register(&product, &wanted, &connect);
    let credentials = &signing.credentials;
    // Never plain: the platform wants TLS here.
    let endpoint = connect
        .server
        .endpoint(&product.product_key, SecureMode::Tls);
    let topics: Array = REGISTER_TOPICS.into_iter().map(JsValue::from_str).collect();
    let output = Output::new()
        .with("signingContent", signing.content.to_string())
        .with_secret("password", &credentials.password)
        .with_names(
            &credentials.username,
            &credentials.mqtt_client_id.to_string(),
        )?
        .with_endpoint(&endpoint)
        .with("answerTopics", topics);
    Ok(output.into())
}

/// The CONNECT of a device that registered for a token: nothing is computed, the token is the
/// password.
///
/// # Errors
/// Throws an `Error` that names the option, the rule and what was found.
#[wasm_bindgen(js_name = tokenLogin, unchecked_return_type = "TokenLogin")]
pub fn token_login(
    #[wasm_bindgen(unchecked_param_type = "TokenLoginOptions")] options: &JsValue,
) -> Result<JsValue, Refused> {
    let known = [
        "productKey",
        "deviceName",
        "deviceToken",
        "clientId",
        "authType",
        "region",
        "instance",
    ];
    let options = Options::of(options, &known)?;
    let server = place::server(&options)?;
    let auth_type = options.word("authType", "'connwl' or 'regnwl'", TokenAuthType::from_wire)?;
    let token = DeviceToken {
        product_key: place::product_key(&options)?,
        device_name: place::device_name(&options)?,
        client_id: place::client_id(&options)?,
        token: options.secret("deviceToken")?,
    };
    let credentials = token.credentials(auth_type.unwrap_or_default());
    let endpoint = server.endpoint(&token.product_key, SecureMode::Tls);
    let output = Output::new()
        .with_secret("password", &credentials.password)
        .with_names(
            &credentials.username,
            &credentials.mqtt_client_id.to_string(),
        )?
        .with_endpoint(&endpoint);
    Ok(output.into())
}
