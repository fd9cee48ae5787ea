//! The flows that begin with a signed HTTPS request. The request is printed, not sent.

use super::Options;
use super::output::Output;
use super::parts;
use crate::streams::{Unusable, tell};
use connack_signer::{
    FormSigning, HttpsAuthRequest, ProductIdentity, SignMethod, Subject, sign_https_auth,
    sign_https_register,
};

/// `https-auth`: the request, and the client ids for the connection that follows.
pub(super) fn authorise(options: &Options) -> Result<Output, Unusable> {
    let wanted = HttpsAuthRequest {
        client_id: parts::client_id(options)?,
        sign_method: options.sign_method.unwrap_or_default(),
        timestamp: parts::timestamp(options)?,
    };
    parts::warn_timestamp(wanted.timestamp.as_ref());
    let identity = parts::identity(options)?;
    let signing = sign_https_auth(&identity, &wanted, &parts::auth_server(options)?);
    let sdk_client_id = wanted.sdk_client_id(options.secure_mode.unwrap_or_default());
    let output = output(&signing, wanted.sign_method, "the device secret");
    Ok(output
        .with("mqtt_client_id", wanted.plain_client_id().to_string())
        .with("sdk_mqtt_client_id", sdk_client_id.to_string()))
}

/// `register-https`.
pub(super) fn register(options: &Options) -> Result<Output, Unusable> {
    let wanted = parts::register_request(options)?;
    let product = product(options)?;
    if options
        .region
        .as_deref()
        .is_some_and(|region| region != "cn-shanghai")
    {
        tell(
            "warning: the documentation names cn-shanghai alone for registration; the URL is made \
             from the region all the same",
        );
    }
    let signing = sign_https_register(&product, &wanted, &parts::auth_server(options)?);
    Ok(output(&signing, wanted.sign_method, "the product secret"))
}

/// With its product secret, and warned of.
pub(super) fn product(options: &Options) -> Result<ProductIdentity, Unusable> {
    let product = ProductIdentity {
        product_key: parts::product_key(options)?,
        device_name: parts::device_name(options)?,
        product_secret: options.product_secret.read()?,
    };
    parts::warn(Subject::ProductKey, product.product_key.as_str());
    parts::warn(Subject::DeviceName, product.device_name.as_str());
    parts::warn(Subject::ProductSecret, product.product_secret.expose());
    Ok(product)
}

fn output(signing: &FormSigning, method: SignMethod, key: &str) -> Output {
    Output::signed(&signing.content, method.algorithm(), key)
        .with("sign", signing.mac.to_string())
        .with("url", &*signing.request.url)
        .with("body", signing.request.body())
        .with("curl", signing.request.curl())
}
