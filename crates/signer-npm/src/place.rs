//! What several flows are told alike: where the server is, who the device is, its salt.

use connack_signer::{
    AuthServer, ClientId, DeviceIdentity, DeviceName, ProductIdentity, ProductKey, RegisterRandom,
    RegisterRequest, Server, Timestamp, WireError,
};

use crate::options::Options;
use crate::refused::Refused;

/// Where MQTT goes.
pub(crate) fn server(options: &Options<'_>) -> Result<Server, Refused> {
    chosen(options, Server::region, Server::parse)
}

/// Where HTTPS goes.
pub(crate) fn auth_server(options: &Options<'_>) -> Result<AuthServer, Refused> {
    chosen(options, AuthServer::region, AuthServer::parse)
}

fn chosen<T: Default>(
    options: &Options<'_>,
    region: impl FnOnce(&str) -> Result<T, WireError>,
    instance: impl FnOnce(&str) -> Result<T, WireError>,
) -> Result<T, Refused> {
    match (options.text("region")?, options.text("instance")?) {
        (Some(_), Some(_)) => Err(Refused::expected("region, instance", "one of them", "both")),
        (Some(text), None) => region(&text).map_err(Refused::wire("region")),
        (None, Some(text)) => instance(&text).map_err(Refused::wire("instance")),
        (None, None) => Ok(T::default()),
    }
}

pub(crate) fn product_key(options: &Options<'_>) -> Result<ProductKey, Refused> {
    let name = options.name("productKey");
    ProductKey::new(options.need("productKey")?).map_err(Refused::wire(&name))
}

pub(crate) fn device_name(options: &Options<'_>) -> Result<DeviceName, Refused> {
    let name = options.name("deviceName");
    DeviceName::new(options.need("deviceName")?).map_err(Refused::wire(&name))
}

/// With its device secret.
pub(crate) fn identity(options: &Options<'_>) -> Result<DeviceIdentity, Refused> {
    Ok(DeviceIdentity {
        product_key: product_key(options)?,
        device_name: device_name(options)?,
        device_secret: options.secret("deviceSecret")?,
    })
}

/// With its product secret.
pub(crate) fn product(options: &Options<'_>) -> Result<ProductIdentity, Refused> {
    Ok(ProductIdentity {
        product_key: product_key(options)?,
        device_name: device_name(options)?,
        product_secret: options.secret("productSecret")?,
    })
}

/// Before the first bar.
pub(crate) fn client_id(options: &Options<'_>) -> Result<ClientId, Refused> {
    ClientId::new(options.need("clientId")?).map_err(Refused::wire("clientId"))
}

/// `None` when it is left out; an empty one is refused, because it would be signed as one.
pub(crate) fn timestamp(options: &Options<'_>) -> Result<Option<Timestamp>, Refused> {
    let name = options.name("timestamp");
    match options.text("timestamp")? {
        Some(text) if text.is_empty() => Err(Refused::expected(
            &name,
            "a time, or nothing at all",
            "an empty string",
        )),
        Some(text) => Timestamp::new(text).map(Some).map_err(Refused::wire(&name)),
        None => Ok(None),
    }
}

/// Salt and method of a registration.
pub(crate) fn register_request(options: &Options<'_>) -> Result<RegisterRequest, Refused> {
    Ok(RegisterRequest {
        random: RegisterRandom::new(options.need("random")?).map_err(Refused::wire("random"))?,
        sign_method: options.sign_method()?,
    })
}
