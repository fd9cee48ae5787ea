//! The forms of HTTPS authorisation and registration, judged and answered.
//!
//! The request itself has been read; here are its rules, in the order of what can be known first:
//! parameters, product and device, signature. In which order the platform looks is unverified, and
//! that it refuses with status 200 and a code in the answer as well. Plain HTTP here: the broker is
//! for one's own machine.

use super::form::{Form, Refused, bad_parameter, is_mac, refuse, sign_method};
use crate::log::{Event, Mask};
use crate::registry::{Known, NotIssued};
use crate::server::Shared;
use connack_signer::{
    AuthServer, ClientId, HttpsAuthRequest, ProductIdentity, RegisterRandom, RegisterRequest,
    Timestamp, sign_https_auth, sign_https_register,
};
use serde_json::{Value, json};
use std::net::SocketAddr;

/// One of the two requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Endpoint {
    /// `/auth/devicename`
    Authorise,
    /// `/auth/register/device`
    Register,
}

impl Endpoint {
    /// The one at this path.
    pub(crate) fn at(path: &str) -> Option<Self> {
        match path {
            "/auth/devicename" => Some(Self::Authorise),
            "/auth/register/device" => Some(Self::Register),
            _ => None,
        }
    }

    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Authorise => &[
                "productKey",
                "deviceName",
                "clientId",
                "timestamp",
                "signmethod",
                "sign",
                "version",
                "resources",
                // As the documentation's sample has it.
                "resouces",
            ],
            Self::Register => &["productKey", "deviceName", "random", "sign", "signMethod"],
        }
    }
}

/// What was granted: the answer's data, and what the log says.
struct Granted {
    data: Value,
    event: Event,
    text: String,
}

/// The answer to a form, as JSON; the log is told. `mqtt` is where the client is sent for MQTT.
pub(crate) fn answer(
    shared: &Shared,
    connection: u64,
    endpoint: Endpoint,
    body: &[u8],
    mqtt: SocketAddr,
    now_ms: u64,
) -> Value {
    let known = shared.registry.known();
    let mask = known.mask(&shared.platform_password);
    let granted = Form::parse(body, endpoint.names()).and_then(|form| match endpoint {
        Endpoint::Authorise => authorise(shared, &known, &mask, &form, mqtt, now_ms),
        Endpoint::Register => register(shared, &known, &mask, &form),
    });
    match granted {
        Ok(Granted { data, event, text }) => {
            shared.log.tell(connection, event, text);
            json!({"code": 200, "data": data, "message": "success"})
        }
        Err(Refused { code, finding, why }) => {
            let text = format!("code {code}: {why}");
            let log = &shared.log;
            log.tell_code(connection, Event::Refused, finding, text);
            json!({"code": code, "message": why})
        }
    }
}

fn authorise(
    shared: &Shared,
    known: &Known,
    mask: &Mask<'_>,
    form: &Form<'_>,
    mqtt: SocketAddr,
    now_ms: u64,
) -> Result<Granted, Refused> {
    let wanted = HttpsAuthRequest {
        client_id: client_id(form.required("clientId")?)?,
        sign_method: sign_method(form.optional("signmethod"), 460)?,
        timestamp: match form.optional("timestamp").map(Timestamp::new) {
            None => None,
            Some(Ok(timestamp)) => Some(timestamp),
            Some(Err(error)) => return bad_parameter(error.to_string()),
        },
    };
    let sign = form.required("sign")?;
    let username = form.username()?;
    let shown = mask.show(&username);
    let Some((number, device)) = known.devices.by_username(&username) else {
        return refuse(
            5001,
            Some("username-identity-mismatch"),
            format!("{shown} is no device that the practice broker knows"),
        );
    };
    let Some(identity) = device.signer() else {
        // Nothing but its token lets in a device that nobody added.
        return if device.product_secret.is_none() {
            refuse(
                6200,
                Some("other-service"),
                format!("{shown} has a token in place of a device secret; log in with that"),
            )
        } else {
            refuse(
                401,
                Some("secret-or-identity-wrong"),
                format!("{shown} is not activated and has no secret yet; register it first"),
            )
        };
    };
    let signing = sign_https_auth(identity, &wanted, &AuthServer::default());
    if !is_mac(&signing.mac, sign) {
        let why = format!(
            "sign is not the {} of clientId, deviceName, productKey and timestamp, if there is \
             one, with the secret of {shown}",
            wanted.sign_method.algorithm()
        );
        return refuse(401, Some("secret-or-identity-wrong"), why);
    }
    let (iot_id, iot_token) = shared.registry.grant(number, now_ms).or_else(unable)?;
    Ok(Granted {
        data: json!({
            "iotId": iot_id,
            "iotToken": iot_token.expose(),
            "resources": {"mqtt": {"host": mqtt.ip().to_string(), "port": mqtt.port()}},
        }),
        event: Event::Granted,
        text: format!("{shown} got an iotId and an iotToken, good for 7 days"),
    })
}

/// A device that was added to its product gets its secret. There is no documented code for one
/// that was not; a malformed parameter comes nearest.
fn register(
    shared: &Shared,
    known: &Known,
    mask: &Mask<'_>,
    form: &Form<'_>,
) -> Result<Granted, Refused> {
    let sign_method = sign_method(Some(form.required("signMethod")?), 6292)?;
    let wanted = RegisterRequest {
        random: RegisterRandom::new(form.required("random")?)
            .or_else(|error| bad_parameter(error.to_string()))?,
        sign_method,
    };
    let sign = form.required("sign")?;
    let (username, product_key) = (form.username()?, form.required("productKey")?);
    let shown = mask.show(&username);
    let devices = &known.devices;
    if !devices.has_product(product_key) {
        return refuse(
            6250,
            Some("username-identity-mismatch"),
            format!(
                "the practice broker knows no product {}",
                mask.show(product_key)
            ),
        );
    }
    let Some(product_secret) = devices.product_secret(product_key) else {
        return refuse(
            6288,
            None,
            format!(
                "registration is off for product {}: its product_secret is not among the devices",
                mask.show(product_key)
            ),
        );
    };
    let Some((number, device)) = devices.by_username(&username) else {
        return refuse(
            460,
            Some("username-identity-mismatch"),
            format!("{shown} was not added to its product, which this registration needs"),
        );
    };
    let product = ProductIdentity {
        product_key: device.identity.product_key.clone(),
        device_name: device.identity.device_name.clone(),
        product_secret: product_secret.clone(),
    };
    let signing = sign_https_register(&product, &wanted, &AuthServer::default());
    if !is_mac(&signing.mac, sign) {
        let why = format!(
            "sign is not the {} of deviceName, productKey and random with the product secret",
            sign_method.algorithm()
        );
        return refuse(6600, Some("secret-or-identity-wrong"), why);
    }
    let identity = match shared.registry.activate(number) {
        Ok(identity) => identity,
        Err(NotIssued::Activated) => {
            return refuse(
                6289,
                None,
                format!("{shown} is activated and has its secret"),
            );
        }
        Err(error @ NotIssued::Unable) => return unable(error),
    };
    Ok(Granted {
        data: json!({
            "productKey": identity.product_key.as_str(),
            "deviceName": identity.device_name.as_str(),
            "deviceSecret": identity.device_secret.expose(),
        }),
        event: Event::Registered,
        text: format!("{shown} registered over HTTPS and got its device secret"),
    })
}

fn client_id(text: &str) -> Result<ClientId, Refused> {
    let chars = text.chars().count();
    if chars > ClientId::MAX_CHARS {
        return refuse(
            460,
            Some("client-id-too-long"),
            format!(
                "clientId has {chars} characters, at most {} are allowed",
                ClientId::MAX_CHARS
            ),
        );
    }
    ClientId::new(text).or_else(|error| bad_parameter(error.to_string()))
}

fn unable<T>(_: NotIssued) -> Result<T, Refused> {
    refuse(
        500,
        None,
        "the practice broker has no room or no random bytes",
    )
}
