//! `connack sign`: what a device must send, with every stage of the computation, for each way in.
//!
//! Arguments and dispatch only; each flow is computed in a file of its own.

mod direct;
mod flow;
mod gateway;
mod https;
mod mqtt;
mod neighbour;
mod output;
mod parts;
mod program;

use crate::secret_input::{AccessKeyInput, ProductSecretInput, SecretInput};
use crate::streams::Unusable;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use connack_exports::Target;
use connack_signer::{MqScheme, RegisterMode, Registration, SecureMode, SignMethod, TokenAuthType};
use flow::Flow;

/// Compute the MQTT client id, user name, password and addresses of a device
///
/// A value that begins with `-` is written with an equals sign: --device-name=-sensor.
/// --flow chooses another way in than the direct login; each takes the options that it needs and
/// refuses the others.
#[derive(Args)]
pub(crate) struct Options {
    /// Way in; direct when absent
    #[arg(long, value_name = "FLOW", value_parser = flow::flow())]
    flow: Option<Flow>,

    /// Product key
    #[arg(
        long,
        value_name = "PK",
        required_unless_present = "flow",
        required_if_eq("flow", "direct")
    )]
    product_key: Option<String>,

    /// Device name
    #[arg(
        long,
        value_name = "DN",
        required_unless_present = "flow",
        required_if_eq("flow", "direct")
    )]
    device_name: Option<String>,

    /// Client id before the first bar, at most 64 characters; '' lets the platform assign one.
    /// For topo-add and sub-login the whole of it, bars and all: there it is signed as it is
    #[arg(
        long,
        value_name = "ID",
        required_unless_present = "flow",
        required_if_eq("flow", "direct")
    )]
    client_id: Option<String>,

    /// How to sign; hmacsha256 when absent
    #[arg(long, value_name = "METHOD", value_parser = sign_method())]
    sign_method: Option<SignMethod>,

    /// 2: TLS or wss, 3: plain TCP or ws; 2 when absent
    #[arg(long, value_name = "MODE", value_parser = secure_mode())]
    secure_mode: Option<SecureMode>,

    /// Salt, signed as the text it is (leading zeros count); none when absent or '', but in psk
    /// 2524608000000, as the vendor's SDKs have it
    #[arg(long, value_name = "T")]
    timestamp: Option<String>,

    /// Further extension parameter of the client id, not signed; may be repeated, order is kept
    #[arg(long, value_name = "NAME=VALUE")]
    ext: Vec<String>,

    /// Region of an old public instance, cn-shanghai when absent
    #[arg(long, value_name = "R", conflicts_with = "instance")]
    region: Option<String>,

    /// Id of a new public or enterprise instance (iot-…), or a whole host; for the HTTPS flows also
    /// a base URL, for apsara-mq the id of its instance
    #[arg(long, value_name = "ID")]
    instance: Option<String>,

    /// Print one JSON object, exact to the character, instead of lines for people
    #[arg(long)]
    json: bool,

    /// Print a program or commands for this library, module or format, instead of lines for people
    #[arg(long, value_name = "TARGET", conflicts_with = "json", value_parser = target())]
    use_in: Option<Target>,

    /// Put the password into the program; without this, a placeholder stands in its place
    #[arg(long, requires = "use_in")]
    with_password: bool,

    /// Salt of a registration, signed as text
    #[arg(long, value_name = "R", help_heading = "Other flows")]
    random: Option<String>,

    /// securemode of register-mqtt and register-mqtt-nwl, on which sources conflict; when absent
    /// as the vendor's present page has it: -2 for an instance, else 2
    #[arg(long, value_name = "MODE", allow_hyphen_values = true, value_parser = register_mode(), help_heading = "Other flows")]
    register_mode: Option<RegisterMode>,

    /// authType of token-login, on which the vendor's page contradicts itself; connwl when absent
    #[arg(long, value_name = "TYPE", value_parser = auth_type(), help_heading = "Other flows")]
    auth_type: Option<TokenAuthType>,

    /// Product key of the gateway (topo-add, sub-login)
    #[arg(long, value_name = "PK", help_heading = "Other flows")]
    gateway_product_key: Option<String>,

    /// Device name of the gateway
    #[arg(long, value_name = "DN", help_heading = "Other flows")]
    gateway_device_name: Option<String>,

    /// Id of the gateway's message, which the reply repeats; 1 when absent
    #[arg(long, value_name = "N", help_heading = "Other flows")]
    message_id: Option<u32>,

    /// Whether sub-login drops the messages that wait for the sub-device; true when absent
    #[arg(long, value_name = "BOOL", help_heading = "Other flows")]
    clean_session: Option<bool>,

    /// Access key id (apsara-mq)
    #[arg(long, value_name = "ID", help_heading = "Other flows")]
    access_key_id: Option<String>,

    /// Whose key signs in apsara-mq; Signature when absent
    #[arg(long, value_name = "SCHEME", value_parser = scheme(), help_heading = "Other flows")]
    scheme: Option<MqScheme>,

    #[command(flatten)]
    secret: SecretInput,

    #[command(flatten)]
    product_secret: ProductSecretInput,

    #[command(flatten)]
    access_key: AccessKeyInput,
}

/// Computes the chosen flow and prints it.
pub(crate) fn run(options: &Options) -> Result<(), Unusable> {
    let flow = options.flow.unwrap_or(Flow::Direct);
    flow.refuse_others(options)?;
    let output = match flow {
        Flow::Direct => return direct::run(options),
        Flow::HttpsAuth => https::authorise(options)?,
        Flow::RegisterHttps => https::register(options)?,
        Flow::RegisterMqtt => mqtt::register(options, Registration::Known)?,
        Flow::RegisterMqttNwl => mqtt::register(options, Registration::New)?,
        Flow::TokenLogin => mqtt::token_login(options)?,
        Flow::TopoAdd => gateway::topo_add(options)?,
        Flow::SubLogin => gateway::sub_login(options)?,
        Flow::Psk => neighbour::psk(options)?,
        Flow::ApsaraMq => neighbour::apsara_mq(options)?,
    };
    output.print(options.json)
}

fn sign_method() -> impl TypedValueParser<Value = SignMethod> {
    PossibleValuesParser::new(SignMethod::ALL.map(SignMethod::wire))
        .try_map(|text| SignMethod::from_wire(&text).ok_or("no sign method"))
}

fn secure_mode() -> impl TypedValueParser<Value = SecureMode> {
    PossibleValuesParser::new(SecureMode::ALL.map(SecureMode::wire))
        .try_map(|text| SecureMode::from_wire(&text).ok_or("no secure mode"))
}

fn register_mode() -> impl TypedValueParser<Value = RegisterMode> {
    PossibleValuesParser::new(RegisterMode::ALL.map(RegisterMode::wire))
        .try_map(|text| RegisterMode::from_wire(&text).ok_or("no mode of a registration"))
}

fn auth_type() -> impl TypedValueParser<Value = TokenAuthType> {
    PossibleValuesParser::new(TokenAuthType::ALL.map(TokenAuthType::wire))
        .try_map(|text| TokenAuthType::from_wire(&text).ok_or("no authType of a token"))
}

fn scheme() -> impl TypedValueParser<Value = MqScheme> {
    PossibleValuesParser::new(MqScheme::ALL.map(MqScheme::wire))
        .try_map(|text| MqScheme::from_wire(&text).ok_or("no scheme"))
}

fn target() -> impl TypedValueParser<Value = Target> {
    PossibleValuesParser::new(Target::ALL.map(Target::id))
        .try_map(|text| Target::from_id(&text).ok_or("no target"))
}
