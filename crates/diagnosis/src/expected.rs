//! What the device should send, from what is known of it.

use crate::Expected;
use crate::reading::{Declared, Flow, Reading};
use crate::recipes::bare;
use connack_signer::{
    Claim, ClientId, DeviceIdentity, DeviceName, ExtParam, ExtParams, MqttClientId, ProductKey,
    Secret, SecureMode, Server, SignMethod, SignRequest, Timestamp, Transport, sign,
};

/// The right values; `None` when the identity or the secret is not known.
pub(crate) fn of(claim: &Claim, reading: &Reading) -> Option<Expected> {
    let secret = bare(claim.device_secret.as_ref()?);
    if secret.is_empty() || reading.flow != Flow::Direct {
        return None;
    }
    let identity = DeviceIdentity {
        product_key: ProductKey::new(reading.product_key.clone()?).ok()?,
        device_name: DeviceName::new(reading.device_name.clone()?).ok()?,
        device_secret: Secret::new(secret),
    };
    let secure_mode = secure_mode(claim, reading);
    let request = SignRequest {
        client_id: client_id(&identity, reading),
        sign_method: match &reading.declared {
            Declared::Known(method) => *method,
            // What the platform assumes would do too; said aloud, nobody has to know it.
            Declared::Absent => SignMethod::WHEN_ABSENT,
            Declared::Unknown(_) => SignMethod::default(),
        },
        secure_mode,
        timestamp: reading
            .timestamps
            .first()
            .and_then(|text| Timestamp::new(text).ok()),
        extra: ExtParams::default(),
    };
    let mut signing = sign(&identity, &request);
    signing.mqtt_client_id = mqtt_client_id(&request, reading);
    let server = server(claim);
    let endpoint = server.map(|server| server.endpoint(&identity.product_key, secure_mode));
    Some(Expected {
        signing,
        port: endpoint
            .as_ref()
            .map_or(Transport::Tcp.port(), |endpoint| endpoint.port),
        host: endpoint.as_ref().map(|endpoint| endpoint.host.clone()),
        websocket_url: endpoint.map(|endpoint| endpoint.websocket_url),
    })
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
            && !text.contains(['$', '<', '{'])
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
            None if name.is_empty() => {}
            None => add(name, value),
        }
    }
    MqttClientId::new(&request.client_id, ExtParams(params))
}

fn server(claim: &Claim) -> Option<Server> {
    let host = claim.host.as_deref()?.trim();
    let host = host.split_once("://").map_or(host, |(_, rest)| rest);
    let host = host.split(['/', '?']).next().unwrap_or_default();
    match host.split_once(".iot-as-mqtt.") {
        Some((_, rest)) => Server::region(rest.split('.').next().unwrap_or_default()).ok(),
        None => Server::parse(host).ok(),
    }
}
