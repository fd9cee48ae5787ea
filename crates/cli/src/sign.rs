//! `connack sign`: the fields of CONNECT for one device, with every stage of the computation.

use crate::oddity;
use crate::secret_input::SecretInput;
use crate::streams::{Shown, Unusable, print, tell};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use connack_exports::{Given, Include, Target, export};
use connack_signer::{
    ClientId, DeviceIdentity, DeviceName, Endpoint, ExtParams, ProductKey, REGIONS, SecureMode,
    Server, SignMethod, SignRequest, Signing, Subject, Timestamp, Transport, WireError, sign,
};
use serde::Serialize;
use std::fmt::Write as _;

/// Compute the MQTT client id, user name, password and addresses of a device
///
/// A value that begins with `-` is written with an equals sign: --device-name=-sensor.
#[derive(Args)]
pub(crate) struct Options {
    /// Product key
    #[arg(long, value_name = "PK")]
    product_key: String,

    /// Device name
    #[arg(long, value_name = "DN")]
    device_name: String,

    /// Client id before the first bar, at most 64 characters; '' lets the platform assign one
    #[arg(long, value_name = "ID")]
    client_id: String,

    /// How to sign
    #[arg(long, value_name = "METHOD", default_value = SignMethod::default().wire(), value_parser = sign_method())]
    sign_method: SignMethod,

    /// 2: TLS or wss, 3: plain TCP or ws
    #[arg(long, value_name = "MODE", default_value = SecureMode::default().wire(), value_parser = secure_mode())]
    secure_mode: SecureMode,

    /// Salt, signed as the text it is (leading zeros count); none when absent or ''
    #[arg(long, value_name = "T")]
    timestamp: Option<String>,

    /// Further extension parameter of the client id, not signed; may be repeated, order is kept
    #[arg(long, value_name = "NAME=VALUE")]
    ext: Vec<String>,

    /// Region of an old public instance, cn-shanghai when absent
    #[arg(long, value_name = "R", conflicts_with = "instance")]
    region: Option<String>,

    /// Id of a new public or enterprise instance (iot-…), or a whole host
    #[arg(long, value_name = "ID")]
    instance: Option<String>,

    /// Print one JSON object, exact to the character, instead of lines for people
    #[arg(long)]
    json: bool,

    /// Print a program or commands for this library, module or format, instead of lines for people
    #[arg(long, value_name = "TARGET", conflicts_with = "json", value_parser = target())]
    use_in: Option<Target>,

    /// Put the password into the program; without this, <password> stands in its place
    #[arg(long, requires = "use_in")]
    with_password: bool,

    #[command(flatten)]
    secret: SecretInput,
}

/// Signs and prints. What is odd is signed all the same, with a warning on standard error.
pub(crate) fn run(options: &Options) -> Result<(), Unusable> {
    let (request, server) = (request(options)?, server(options)?);
    let identity = DeviceIdentity {
        product_key: ProductKey::new(&*options.product_key)?,
        device_name: DeviceName::new(&*options.device_name)?,
        device_secret: options.secret.read()?,
    };
    warnings(&identity, &request, &server)
        .iter()
        .for_each(|warning| tell(&format!("warning: {warning}")));
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
        return program(target, &given, options.with_password);
    }
    print(&if options.json {
        serde_json::to_string(&fields)? + "\n"
    } else {
        lines(&signing, request.sign_method, &fields)
    })
}

/// Prints the device as a program or commands, and on standard error what to know beside it.
fn program(target: Target, given: &Given, with_password: bool) -> Result<(), Unusable> {
    let include = if with_password {
        Include::Password
    } else {
        Include::Placeholder
    };
    let written = export(target, given, include);
    for note in &written.notes {
        let kind = if note.broken || note.holds_password {
            "warning"
        } else {
            "note"
        };
        tell(&format!("{kind}: {}", note.en));
    }
    print(written.text.expose())
}

fn request(options: &Options) -> Result<SignRequest, WireError> {
    let timestamp = options.timestamp.as_deref().filter(|text| !text.is_empty());
    Ok(SignRequest {
        client_id: ClientId::new(&*options.client_id)?,
        sign_method: options.sign_method,
        secure_mode: options.secure_mode,
        timestamp: timestamp.map(Timestamp::new).transpose()?,
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

fn server(options: &Options) -> Result<Server, Unusable> {
    let empty = |option: &str| Unusable(format!("{option} is empty; leave it out, or name one"));
    match (&options.region, &options.instance) {
        (_, Some(text)) if text.trim().is_empty() => Err(empty("--instance")),
        (Some(text), _) if text.is_empty() => Err(empty("--region")),
        (_, Some(text)) => Ok(Server::parse(text)?),
        (Some(text), None) => Ok(Server::region(text)?),
        (None, None) => Ok(Server::default()),
    }
}

fn warnings(identity: &DeviceIdentity, request: &SignRequest, server: &Server) -> Vec<String> {
    let timestamp = request.timestamp.as_ref().map(Timestamp::as_str);
    let mut warnings: Vec<String> = [
        (Subject::ProductKey, identity.product_key.as_str()),
        (Subject::DeviceName, identity.device_name.as_str()),
        (Subject::DeviceSecret, identity.device_secret.expose()),
        (Subject::ClientId, request.client_id.as_str()),
        (Subject::Timestamp, timestamp.unwrap_or_default()),
    ]
    .into_iter()
    .flat_map(|(subject, text)| oddity::sentences(subject, text))
    .collect();
    if let Server::Region(region) = server
        && !REGIONS.contains(&region.as_str())
    {
        let known = REGIONS.join(", ");
        warnings.push(format!(
            "region `{region}` is none of those known here ({known}); the host is made from it all the same"
        ));
    }
    warnings
}

/// Each part may fit into a text of MQTT, and what is made of them still be too long.
fn fits(name: &str, text: &str) -> Result<(), Unusable> {
    let (bytes, max) = (text.len(), u16::MAX);
    if bytes <= usize::from(max) {
        return Ok(());
    }
    Err(Unusable(format!(
        "{name} has {bytes} bytes, a text of MQTT has at most {max}; shorten its parts"
    )))
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
fn lines(signing: &Signing, method: SignMethod, fields: &Fields<'_>) -> String {
    let port = fields.port.to_string();
    let algorithm = format!("{}, key: the device secret", method.algorithm());
    let pairs = signing.content.pairs().iter();
    let signed: Vec<(String, &str)> = pairs
        .map(|pair| (format!("signed {}", pair.name.wire()), pair.value.as_str()))
        .collect();
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
    let all = signed
        .iter()
        .map(|(name, value)| (&**name, *value))
        .chain(computed);
    let width = all.clone().map(|(name, _)| name.len()).max().unwrap_or(0) + 1;
    all.fold(String::new(), |mut text, (name, value)| {
        // Writing into a string cannot fail.
        let _ = writeln!(text, "{:width$} {}", format!("{name}:"), Shown(value));
        text
    })
}

fn sign_method() -> impl TypedValueParser<Value = SignMethod> {
    PossibleValuesParser::new(SignMethod::ALL.map(SignMethod::wire))
        .try_map(|text| SignMethod::from_wire(&text).ok_or("no sign method"))
}

fn secure_mode() -> impl TypedValueParser<Value = SecureMode> {
    PossibleValuesParser::new(SecureMode::ALL.map(SecureMode::wire))
        .try_map(|text| SecureMode::from_wire(&text).ok_or("no secure mode"))
}

fn target() -> impl TypedValueParser<Value = Target> {
    PossibleValuesParser::new(Target::ALL.map(Target::id))
        .try_map(|text| Target::from_id(&text).ok_or("no target"))
}
