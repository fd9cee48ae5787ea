//! `connack sign --flow direct`: the fields of CONNECT for one device, with every stage of the
//! computation. Its JSON is a contract.

use super::Options;
use super::output::aligned;
use super::parts::{self, fits, need};
use super::program;
use crate::streams::{Unusable, print};
use connack_diagnosis::Lang;
use connack_exports::Given;
use connack_signer::{
    ClientId, DeviceIdentity, Endpoint, ExtParams, SecureMode, SignRequest, Signing, Transport,
    WireError, sign,
};
use serde::Serialize;

/// Signs and prints. What is odd is signed all the same, with a warning on standard error.
pub(super) fn run(options: &Options) -> Result<(), Unusable> {
    let (request, server) = (request(options)?, parts::server(options)?);
    let identity = DeviceIdentity {
        product_key: parts::product_key(options)?,
        device_name: parts::device_name(options)?,
        device_secret: options.secret.read()?,
    };
    parts::warn_identity(&identity);
    parts::warn_client_id(request.client_id.as_str());
    parts::warn_timestamp(request.timestamp.as_ref());
    parts::warn_region(&server);
    let signing = sign(&identity, &request);
    let endpoint = server.endpoint(&identity.product_key, request.secure_mode);
    let fields = Fields::new(&signing, &endpoint);
    fits("user name", fields.username)?;
    fits("mqtt client id", &fields.mqtt_client_id)?;
    if let Some(target) = options.use_in {
        let transport = match request.secure_mode {
            SecureMode::Tls => Transport::Tls,
            SecureMode::Plain => Transport::Tcp,
        };
        let given = Given::of(&identity, &signing, &endpoint, transport);
        return program::print_program(target, &given, options.with_password);
    }
    let text = if options.json {
        serde_json::to_string(&fields)? + "\n"
    } else {
        lines(&signing, request.sign_method.algorithm(), &fields)
    };
    print(&text, Lang::En)
}

fn request(options: &Options) -> Result<SignRequest, Unusable> {
    Ok(SignRequest {
        client_id: ClientId::new(need(&options.client_id, "--client-id")?)?,
        sign_method: options.sign_method.unwrap_or_default(),
        secure_mode: options.secure_mode.unwrap_or_default(),
        timestamp: parts::timestamp(options)?,
        extra: extra(&options.ext)?,
    })
}

/// Joined as on the wire, so that the signer counts them as the person does.
fn extra(given: &[String]) -> Result<ExtParams, WireError> {
    match given {
        [alone] if alone.is_empty() => Err(WireError::NotNameValue { at: 1 }),
        _ => ExtParams::parse_extra(&given.join(",")),
    }
}

/// The JSON object: names and their order are the contract.
#[derive(Serialize)]
struct Fields<'a> {
    signing_content: String,
    password: String,
    username: &'a str,
    mqtt_client_id: String,
    host: &'a str,
    port: u16,
    websocket_url: &'a str,
}

impl<'a> Fields<'a> {
    fn new(signing: &'a Signing, endpoint: &'a Endpoint) -> Self {
        Self {
            signing_content: signing.content.to_string(),
            password: signing.password(),
            username: &signing.username,
            mqtt_client_id: signing.mqtt_client_id.to_string(),
            host: &endpoint.host,
            port: endpoint.port,
            websocket_url: &endpoint.websocket_url,
        }
    }
}

/// The stages in their order, a line each, for people. Names that JSON has are the same here.
fn lines(signing: &Signing, algorithm: &str, fields: &Fields<'_>) -> String {
    let port = fields.port.to_string();
    let algorithm = format!("{algorithm}, key: the device secret");
    let pairs = signing.content.pairs().iter();
    let signed = pairs.map(|pair| (format!("signed {}", pair.name.wire()), pair.value.clone()));
    let computed = [
        ("signing_content", &*fields.signing_content),
        ("algorithm", &algorithm),
        ("password", &fields.password),
        ("username", fields.username),
        ("mqtt_client_id", &fields.mqtt_client_id),
        ("host", fields.host),
        ("port", &port),
        ("websocket_url", fields.websocket_url),
    ];
    let computed = computed.map(|(name, value)| (name.to_owned(), value.to_owned()));
    aligned(&signed.chain(computed).collect::<Vec<_>>())
}
