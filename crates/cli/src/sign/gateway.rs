//! What a gateway publishes for one of its sub-devices.

use super::Options;
use super::output::Output;
use super::parts::{self, need};
use crate::streams::Unusable;
use connack_signer::{DeviceName, Gateway, GatewayMessage, ProductKey, SubDevice};

/// `topo-add`.
pub(super) fn topo_add(options: &Options) -> Result<Output, Unusable> {
    let (gateway, device) = (gateway(options)?, sub_device(options)?);
    let devices = std::slice::from_ref(&device);
    let message = connack_signer::topo_add(&gateway, devices, message_id(options));
    Ok(output(&message, &device))
}

/// `sub-login`.
pub(super) fn sub_login(options: &Options) -> Result<Output, Unusable> {
    let device = sub_device(options)?;
    need(&device.client_id, "--client-id")?;
    let message = connack_signer::sub_login(&gateway(options)?, &device, message_id(options));
    Ok(output(&message, &device))
}

fn gateway(options: &Options) -> Result<Gateway, Unusable> {
    let product_key = need(&options.gateway_product_key, "--gateway-product-key")?;
    let device_name = need(&options.gateway_device_name, "--gateway-device-name")?;
    Ok(Gateway {
        product_key: ProductKey::new(product_key)?,
        device_name: DeviceName::new(device_name)?,
    })
}

fn sub_device(options: &Options) -> Result<SubDevice, Unusable> {
    let device = SubDevice {
        identity: parts::identity(options)?,
        client_id: options.client_id.clone(),
        sign_method: options.sign_method.unwrap_or_default(),
        timestamp: parts::timestamp(options)?,
        clean_session: options.clean_session.unwrap_or(true),
    };
    parts::warn_timestamp(device.timestamp.as_ref());
    Ok(device)
}

fn message_id(options: &Options) -> u32 {
    options.message_id.unwrap_or(1)
}

fn output(message: &GatewayMessage, device: &SubDevice) -> Output {
    let algorithm = device.sign_method.algorithm();
    let output = match message.signings.first() {
        Some(signing) => Output::signed(
            &signing.content,
            algorithm,
            "the sub-device's device secret",
        )
        .with("sign", signing.mac.to_string()),
        None => Output::default(),
    };
    output
        .with("topic", &*message.topic)
        .with("reply_topic", &*message.reply_topic)
        .with("max_qos", message.max_qos)
        .with("payload", &*message.payload)
}
