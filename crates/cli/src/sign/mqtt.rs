//! Registration by CONNECT, and the login with the token that it gave.

use super::Options;
use super::https::product;
use super::output::Output;
use super::parts::{self, fits};
use crate::streams::Unusable;
use connack_signer::{
    Credentials, DeviceToken, MqttRegister, ProductKey, REGISTER_TOPICS, RegisterMode,
    Registration, Secret, SecureMode, Server, sign_mqtt_register,
};

/// `register-mqtt` and `register-mqtt-nwl`.
pub(super) fn register(options: &Options, registration: Registration) -> Result<Output, Unusable> {
    let wanted = parts::register_request(options)?;
    let server = parts::server(options)?;
    parts::warn_region(&server);
    let connect = MqttRegister {
        client_id: parts::client_id(options)?,
        registration,
        mode: options
            .register_mode
            .unwrap_or_else(|| RegisterMode::documented(&server)),
        server,
    };
    let product = product(options)?;
    let signing = sign_mqtt_register(&product, &wanted, &connect);
    let algorithm = wanted.sign_method.algorithm();
    let output = Output::signed(&signing.content, algorithm, "the product secret")
        .with("password", signing.mac.to_string());
    let output = connecting(
        output,
        &signing.credentials,
        &connect.server,
        &product.product_key,
    )?;
    Ok(output.with("answer_topics", REGISTER_TOPICS.map(str::to_owned).to_vec()))
}

/// `token-login`. The token is not asked for: it is the password as it is.
pub(super) fn token_login(options: &Options) -> Result<Output, Unusable> {
    let server = parts::server(options)?;
    parts::warn_region(&server);
    let token = DeviceToken {
        product_key: parts::product_key(options)?,
        device_name: parts::device_name(options)?,
        client_id: parts::client_id(options)?,
        token: Secret::default(),
    };
    let credentials = token.credentials(options.auth_type.unwrap_or_default());
    let output = Output::default().with("password_is", "the device token, unchanged");
    connecting(output, &credentials, &server, &token.product_key)
}

fn connecting(
    output: Output,
    credentials: &Credentials,
    server: &Server,
    product_key: &ProductKey,
) -> Result<Output, Unusable> {
    let mqtt_client_id = credentials.mqtt_client_id.to_string();
    fits("user name", &credentials.username)?;
    fits("mqtt client id", &mqtt_client_id)?;
    // Never plain: the platform wants TLS here.
    let endpoint = server.endpoint(product_key, SecureMode::Tls);
    Ok(output
        .with("username", &*credentials.username)
        .with("mqtt_client_id", mqtt_client_id)
        .with("host", endpoint.host)
        .with("port", endpoint.port)
        .with("websocket_url", endpoint.websocket_url))
}
