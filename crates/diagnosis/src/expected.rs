//! What the device should send, from what is known of it.

use crate::findings::sign_method_missing;
use crate::reading::{Declared, Flow, Named, Reading, is_template};
use crate::recipes::bare;
use crate::{Expected, Finding};
use connack_signer::{
    Claim, ClaimField, ClientId, DeviceIdentity, DeviceName, ExtParam, ExtParams, MqttClientId,
    ProductKey, Secret, SecureMode, Server, SignMethod, SignRequest, Timestamp, Transport, sign,
};

/// The right values; `None` when the identity or the secret is not known. What is `found` tells
/// which method the device computes with.
pub(crate) fn of(claim: &Claim, reading: &Reading, found: &[Finding]) -> Option<Expected> {
    let secret = bare(claim.device_secret.as_ref()?);
    let known = !secret.is_empty() && !reading.is_template(ClaimField::DeviceSecret);
    if !known || reading.flow != Flow::Direct {
        return None;
    }
    let identity = DeviceIdentity {
        product_key: ProductKey::new(reading.product_key.clone()?).ok()?,
        device_name: DeviceName::new(reading.device_name.clone()?).ok()?,
        device_secret: Secret::new(secret),
    };
    if [identity.product_key.as_str(), identity.device_name.as_str()]
        .into_iter()
        .any(is_template)
    {
        return None;
    }
    let secure_mode = secure_mode(claim, reading);
    let request = SignRequest {
        client_id: client_id(&identity, reading),
        sign_method: proved_method(found).unwrap_or_else(|| method(claim, reading)),
        secure_mode,
        timestamp: reading
            .timestamps
            .first()
            .filter(|text| !is_template(text))
            .and_then(|text| Timestamp::new(text).ok()),
        extra: ExtParams::default(),
    };
    let mut signing = sign(&identity, &request);
    signing.mqtt_client_id = mqtt_client_id(&request, reading);
    let endpoint =
        server(claim, reading).map(|server| server.endpoint(&identity.product_key, secure_mode));
    let port = endpoint.as_ref().map(|endpoint| endpoint.port);
    let host = endpoint.as_ref().map(|endpoint| endpoint.host.clone());
    // Where a broker of one's own takes WebSocket is known only of one that is reached so.
    let is_own = reading
        .host
        .as_ref()
        .is_none_or(|host| host.named == Named::Own);
    let is_websocket = matches!(claim.transport, Some(Transport::Ws | Transport::Wss));
    let endpoint = endpoint.filter(|_| is_websocket || !is_own);
    Some(Expected {
        signing,
        host,
        port: port.unwrap_or(Transport::Tcp.port()),
        websocket_url: endpoint.map(|endpoint| endpoint.websocket_url),
    })
}

/// The method to declare: the declared one; where there is none that the platform knows, the one
/// whose digest the password is as long as. Right values and findings agree by it.
pub(crate) fn method(claim: &Claim, reading: &Reading) -> SignMethod {
    let of_length = || {
        let length = claim.password.as_ref()?.expose().trim().len();
        SignMethod::ALL.into_iter().find(|method| {
            let bytes = method.mac_len();
            // As hex, or as Base64.
            length == bytes * 2 || length == bytes.div_ceil(3) * 4
        })
    };
    match &reading.declared {
        Declared::Known(method) => *method,
        // What the platform assumes would do too; said aloud, nobody has to know it.
        Declared::Absent if !reading.params.is_empty() => {
            of_length().unwrap_or(SignMethod::WHEN_ABSENT)
        }
        Declared::Absent | Declared::Unknown(_) => of_length().unwrap_or_default(),
    }
}

/// The method that was computed with, where the search proves it and the client id declares none.
fn proved_method(found: &[Finding]) -> Option<SignMethod> {
    let code = sign_method_missing::ENTRY.code;
    let missing = found.iter().find(|finding| finding.code() == code)?;
    SignMethod::from_wire(missing.text("used")?)
}

/// The one sent, unless it cannot be one: then the console's shape.
fn client_id(identity: &DeviceIdentity, reading: &Reading) -> ClientId {
    let console = || {
        let text = format!(
            "{}.{}",
            identity.product_key.as_str(),
            identity.device_name.as_str()
        );
        ClientId::new(text).unwrap_or_default()
    };
    let sent = reading.client_ids.first();
    let usable = |text: &String| {
        !reading.random_client_id
            && text.chars().count() <= ClientId::MAX_CHARS
            && !is_template(text)
    };
    match sent.filter(|text| usable(text)) {
        Some(text) => ClientId::new(text.as_str()).unwrap_or_else(|_| console()),
        None => console(),
    }
}

fn secure_mode(claim: &Claim, reading: &Reading) -> SecureMode {
    let sent = reading.params.iter().find(|(name, _)| name == "securemode");
    let sent = sent.and_then(|(_, value)| SecureMode::from_wire(value));
    claim
        .transport
        .map(Transport::secure_mode)
        .or(sent)
        .unwrap_or_default()
}

/// The parameters in the order they were sent, those that are missing added in front.
fn mqtt_client_id(request: &SignRequest, reading: &Reading) -> MqttClientId {
    let own = [
        ("securemode", request.secure_mode.wire()),
        ("signmethod", request.sign_method.wire()),
    ];
    let mut params: Vec<ExtParam> = Vec::new();
    let mut add = |name: &str, value: &str| {
        if params.iter().all(|param| param.name != name) {
            params.push(ExtParam {
                name: name.into(),
                value: Some(value.into()),
            });
        }
    };
    let sent = |wanted: &str| reading.params.iter().any(|(name, _)| name == wanted);
    for (name, value) in own {
        if !sent(name) {
            add(name, value);
        }
    }
    for (name, value) in &reading.params {
        match own.iter().find(|(own, _)| own == name) {
            Some((name, value)) => add(name, value),
            None if name.is_empty() || is_template(value) => {}
            None => add(name, value),
        }
    }
    MqttClientId::new(&request.client_id, ExtParams(params))
}

/// Where it should connect: the host as it was meant. None is made up where that does not tell.
fn server(claim: &Claim, reading: &Reading) -> Option<Server> {
    let host = reading.host.as_ref()?;
    if host.named == Named::Own {
        return own_server(claim, &host.clean);
    }
    let right = host.expected(reading.product_key.as_deref())?;
    match right.split_once(".iot-as-mqtt.") {
        Some((_, rest)) => Server::region(rest.split('.').next().unwrap_or_default()).ok(),
        None => Server::parse(&right).ok(),
    }
}

/// A broker of one's own: nothing is known better than what the claim says.
fn own_server(claim: &Claim, host: &str) -> Option<Server> {
    let host = host.split_once("://").map_or(host, |(_, rest)| rest);
    let host = host.split(['/', '?']).next().unwrap_or_default();
    let (host, port) = match Server::parse(host).ok()? {
        // A name without a dot is one in a network of one's own.
        Server::Instance(host) => (host, None),
        Server::Host { host, port } => (host, port),
        Server::Region(_) | Server::WebSocket { .. } => return None,
    };
    let port = claim.port.filter(|port| *port > 0).or(port);
    Some(Server::Host { host, port })
}
