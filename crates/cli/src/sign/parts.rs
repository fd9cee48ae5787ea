//! Options as the signer's types, and what is worth a warning about them.

use super::Options;
use crate::oddity;
use crate::streams::{Unusable, tell};
use connack_signer::{
    AuthServer, ClientId, DeviceIdentity, DeviceName, ProductKey, REGIONS, RegisterRandom,
    RegisterRequest, Server, Subject, Timestamp, WireError,
};

/// The value of an option that this flow cannot do without.
pub(super) fn need<'a, T>(given: &'a Option<T>, option: &str) -> Result<&'a T, Unusable> {
    given
        .as_ref()
        .ok_or_else(|| Unusable(format!("{option} is missing; this flow needs it")))
}

pub(super) fn product_key(options: &Options) -> Result<ProductKey, Unusable> {
    Ok(ProductKey::new(need(
        &options.product_key,
        "--product-key",
    )?)?)
}

pub(super) fn device_name(options: &Options) -> Result<DeviceName, Unusable> {
    Ok(DeviceName::new(need(
        &options.device_name,
        "--device-name",
    )?)?)
}

/// With its device secret, and warned of.
pub(super) fn identity(options: &Options) -> Result<DeviceIdentity, Unusable> {
    let identity = DeviceIdentity {
        product_key: product_key(options)?,
        device_name: device_name(options)?,
        device_secret: options.secret.read()?,
    };
    warn_identity(&identity);
    Ok(identity)
}

/// Before the first bar, and warned of.
pub(super) fn client_id(options: &Options) -> Result<ClientId, Unusable> {
    let client_id = ClientId::new(need(&options.client_id, "--client-id")?)?;
    warn_client_id(client_id.as_str());
    Ok(client_id)
}

/// None when absent or empty.
pub(super) fn timestamp(options: &Options) -> Result<Option<Timestamp>, WireError> {
    let timestamp = options.timestamp.as_deref().filter(|text| !text.is_empty());
    timestamp.map(Timestamp::new).transpose()
}

/// Salt and method of a registration, and warned of.
pub(super) fn register_request(options: &Options) -> Result<RegisterRequest, Unusable> {
    let random = RegisterRandom::new(need(&options.random, "--random")?)?;
    warn(Subject::Random, random.as_str());
    Ok(RegisterRequest {
        random,
        sign_method: options.sign_method.unwrap_or_default(),
    })
}

/// Where MQTT goes.
pub(super) fn server(options: &Options) -> Result<Server, Unusable> {
    Ok(match place(options)? {
        Place::Default => Server::default(),
        Place::Region(text) => Server::region(text)?,
        Place::Instance(text) => Server::parse(text)?,
    })
}

/// Where HTTPS goes.
pub(super) fn auth_server(options: &Options) -> Result<AuthServer, Unusable> {
    Ok(match place(options)? {
        Place::Default => AuthServer::default(),
        Place::Region(text) => AuthServer::region(text)?,
        Place::Instance(text) => AuthServer::parse(text)?,
    })
}

enum Place<'a> {
    Default,
    Region(&'a str),
    Instance(&'a str),
}

fn place(options: &Options) -> Result<Place<'_>, Unusable> {
    let empty = |option: &str| Unusable(format!("{option} is empty; leave it out, or name one"));
    match (&options.region, &options.instance) {
        (_, Some(text)) if text.trim().is_empty() => Err(empty("--instance")),
        (Some(text), _) if text.is_empty() => Err(empty("--region")),
        (_, Some(text)) => Ok(Place::Instance(text)),
        (Some(text), None) => Ok(Place::Region(text)),
        (None, None) => Ok(Place::Default),
    }
}

/// Says what is odd about a value; it is used all the same.
pub(super) fn warn(subject: Subject, text: &str) {
    oddity::sentences(subject, text).for_each(|warning| tell(&format!("warning: {warning}")));
}

pub(super) fn warn_identity(identity: &DeviceIdentity) {
    warn(Subject::ProductKey, identity.product_key.as_str());
    warn(Subject::DeviceName, identity.device_name.as_str());
    warn(Subject::DeviceSecret, identity.device_secret.expose());
}

pub(super) fn warn_client_id(client_id: &str) {
    warn(Subject::ClientId, client_id);
}

pub(super) fn warn_timestamp(timestamp: Option<&Timestamp>) {
    warn(
        Subject::Timestamp,
        timestamp.map(Timestamp::as_str).unwrap_or_default(),
    );
}

pub(super) fn warn_region(server: &Server) {
    if let Server::Region(region) = server
        && !REGIONS.contains(&region.as_str())
    {
        let known = REGIONS.join(", ");
        tell(&format!(
            "warning: region `{region}` is none of those known here ({known}); the host is made from it all the same"
        ));
    }
}

/// Each part may fit into a text of MQTT, and what is made of them still be too long.
pub(super) fn fits(name: &str, text: &str) -> Result<(), Unusable> {
    let (bytes, max) = (text.len(), u16::MAX);
    if bytes <= usize::from(max) {
        return Ok(());
    }
    Err(Unusable(format!(
        "{name} has {bytes} bytes, a text of MQTT has at most {max}; shorten its parts"
    )))
}
