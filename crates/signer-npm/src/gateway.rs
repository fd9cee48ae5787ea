//! What a gateway publishes for its sub-devices.

use connack_signer::{Gateway, GatewayMessage, SubDevice};
use js_sys::Array;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::options::Options;
use crate::output::Output;
use crate::place;
use crate::refused::Refused;

/// The message that adds sub-devices to a gateway.
///
/// # Errors
/// Throws an `Error` that names the option, the rule and what was found.
#[wasm_bindgen(js_name = topoAdd, unchecked_return_type = "GatewayMessage")]
pub fn topo_add(
    #[wasm_bindgen(unchecked_param_type = "TopoAddOptions")] options: &JsValue,
) -> Result<JsValue, Refused> {
    let options = Options::of(options, &["gateway", "devices", "messageId"])?;
    let devices = devices(&options, ClientIds::MayLack)?;
    let message = connack_signer::topo_add(&gateway(&options)?, &devices, message_id(&options)?);
    Ok(output(&message).into())
}

/// The message that brings one sub-device online.
///
/// # Errors
/// Throws an `Error` that names the option, the rule and what was found.
#[wasm_bindgen(js_name = subLogin, unchecked_return_type = "GatewayMessage")]
pub fn sub_login(
    #[wasm_bindgen(unchecked_param_type = "SubLoginOptions")] options: &JsValue,
) -> Result<JsValue, Refused> {
    let options = Options::of(options, &["gateway", "device", "messageId"])?;
    let value = options.value("device").unwrap_or(JsValue::UNDEFINED);
    let device = device(&value, "device".to_owned(), ClientIds::Needed)?;
    let message = connack_signer::sub_login(&gateway(&options)?, &device, message_id(&options)?);
    Ok(output(&message).into())
}

/// The message that brings several sub-devices online, all or none.
///
/// # Errors
/// Throws an `Error` that names the option, the rule and what was found.
#[wasm_bindgen(js_name = batchLogin, unchecked_return_type = "GatewayMessage")]
pub fn batch_login(
    #[wasm_bindgen(unchecked_param_type = "BatchLoginOptions")] options: &JsValue,
) -> Result<JsValue, Refused> {
    let options = Options::of(options, &["gateway", "devices", "messageId"])?;
    let devices = devices(&options, ClientIds::Needed)?;
    let message = connack_signer::batch_login(&gateway(&options)?, &devices, message_id(&options)?);
    Ok(output(&message).into())
}

/// Whether a sub-device may be without a client id: `thing/topo/add` documents it, a login does not.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ClientIds {
    MayLack,
    Needed,
}

fn gateway(options: &Options<'_>) -> Result<Gateway, Refused> {
    let value = options.value("gateway").unwrap_or(JsValue::UNDEFINED);
    let gateway = Options::at(&value, "gateway".to_owned(), &["productKey", "deviceName"])?;
    Ok(Gateway {
        product_key: place::product_key(&gateway)?,
        device_name: place::device_name(&gateway)?,
    })
}

fn devices(options: &Options<'_>, client_ids: ClientIds) -> Result<Vec<SubDevice>, Refused> {
    let list = options.list("devices")?.unwrap_or_default();
    if list.is_empty() {
        return Err(Refused::expected(
            "devices",
            "one sub-device at least",
            "none",
        ));
    }
    let numbered = list.iter().enumerate();
    numbered
        .map(|(i, value)| device(value, format!("devices[{i}]"), client_ids))
        .collect()
}

fn device(value: &JsValue, place: String, client_ids: ClientIds) -> Result<SubDevice, Refused> {
    let known = [
        "productKey",
        "deviceName",
        "deviceSecret",
        "clientId",
        "signMethod",
        "timestamp",
        "cleanSession",
    ];
    let options = Options::at(value, place, &known)?;
    let client_id = match client_ids {
        ClientIds::MayLack => options.text("clientId")?,
        ClientIds::Needed => Some(options.need("clientId")?),
    };
    Ok(SubDevice {
        identity: place::identity(&options)?,
        client_id,
        sign_method: options.sign_method()?,
        timestamp: place::timestamp(&options)?,
        clean_session: options.flag("cleanSession")?.unwrap_or(true),
    })
}

fn message_id(options: &Options<'_>) -> Result<u32, Refused> {
    let expected = "a whole number from 0 to 4294967295";
    let id = options.number("messageId", expected, |text| text.parse().ok())?;
    Ok(id.unwrap_or(1))
}

fn output(message: &GatewayMessage) -> Output {
    let signings: Array = message
        .signings
        .iter()
        .map(|signing| {
            JsValue::from(
                Output::new()
                    .with("signingContent", signing.content.to_string())
                    .with("sign", signing.mac.to_string()),
            )
        })
        .collect();
    Output::new()
        .with("signings", signings)
        .with("topic", &*message.topic)
        .with("replyTopic", &*message.reply_topic)
        .with("maxQos", message.max_qos)
        .with("payload", &*message.payload)
}
