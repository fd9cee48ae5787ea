//! The direct login: the device secret signs, CONNECT follows at once.

use connack_signer::{DeviceIdentity, ExtParams, Secret, SecureMode, Server, SignRequest};
use js_sys::Array;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::options::{Options, text_of};
use crate::output::Output;
use crate::place;
use crate::refused::Refused;

const KNOWN: [&str; 10] = [
    "productKey",
    "deviceName",
    "deviceSecret",
    "clientId",
    "signMethod",
    "secureMode",
    "timestamp",
    "extra",
    "region",
    "instance",
];

/// Computes what a device sends in CONNECT, with every stage of the computation.
///
/// # Errors
/// Throws an `Error` that names the option, the rule and what was found.
#[wasm_bindgen(unchecked_return_type = "Signing")]
pub fn sign(
    #[wasm_bindgen(unchecked_param_type = "SignOptions")] options: &JsValue,
) -> Result<JsValue, Refused> {
    let (identity, request, server) = read(options)?;
    let signing = connack_signer::sign(&identity, &request);
    let endpoint = server.endpoint(&identity.product_key, request.secure_mode);
    let output = Output::new()
        .with("signingContent", signing.content.to_string())
        .with_secret("password", &Secret::new(signing.password()))
        .with_names(&signing.username, &signing.mqtt_client_id.to_string())?
        .with_endpoint(&endpoint);
    Ok(output.into())
}

/// Whether a password is the one that these options give. Either case of its hex digits counts, and
/// the comparison takes the same time wherever they differ.
///
/// # Errors
/// Throws an `Error` that names the option, the rule and what was found.
#[wasm_bindgen]
pub fn verify(
    #[wasm_bindgen(unchecked_param_type = "SignOptions")] options: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] password: &JsValue,
) -> Result<bool, Refused> {
    let (identity, request, _) = read(options)?;
    let password = Secret::new(text_of("password", password)?);
    Ok(connack_signer::verify(
        &identity,
        &request,
        password.expose(),
    ))
}

fn read(options: &JsValue) -> Result<(DeviceIdentity, SignRequest, Server), Refused> {
    let options = Options::of(options, &KNOWN)?;
    let request = SignRequest {
        client_id: place::client_id(&options)?,
        sign_method: options.sign_method()?,
        secure_mode: secure_mode(&options)?,
        timestamp: place::timestamp(&options)?,
        extra: extra(&options)?,
    };
    Ok((
        place::identity(&options)?,
        request,
        place::server(&options)?,
    ))
}

pub(crate) fn secure_mode(options: &Options<'_>) -> Result<SecureMode, Refused> {
    let mode = options.number("secureMode", "2 or 3", SecureMode::from_wire)?;
    Ok(mode.unwrap_or_default())
}

/// Joined as on the wire, where a comma would begin another parameter.
fn extra(options: &Options<'_>) -> Result<ExtParams, Refused> {
    let mut joined = String::new();
    for (i, pair) in options.list("extra")?.into_iter().flatten().enumerate() {
        let place = format!("extra[{i}]");
        let pair = pair
            .dyn_into::<Array>()
            .ok()
            .filter(|pair| pair.length() == 2);
        let Some(pair) = pair else {
            return Err(Refused::new(&place, "expected [name, value]"));
        };
        let name = text_of(&place, &pair.get(0))?;
        let value = text_of(&place, &pair.get(1))?;
        if name.contains(['=', ',']) || value.contains(',') {
            let rule = "a comma ends a parameter and `=` ends its name; expected neither in them";
            return Err(Refused::new(&place, rule));
        }
        if i > 0 {
            joined.push(',');
        }
        joined.push_str(&name);
        joined.push('=');
        joined.push_str(&value);
    }
    ExtParams::parse_extra(&joined).map_err(Refused::wire("extra"))
}
