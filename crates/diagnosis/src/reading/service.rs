//! Whether the strings follow another scheme than a direct login by device secret.

use super::Flow;
use super::client_id::IdReading;
use super::host::{HostReading, Named};
use connack_signer::{Claim, is_psk_identity};

/// The other service or flow that the strings belong to. Ordinary claims have none.
pub(crate) fn find(
    claim: &Claim,
    id: &IdReading,
    host: &HostReading,
) -> Option<(Flow, &'static str)> {
    let username = claim.username.as_deref().map(str::trim);
    message_queue(username, id)
        .or_else(|| pre_shared_key(id))
        .or_else(|| flow(id))
        .or_else(|| certificate(username, id, host))
        .or_else(|| pre_authorized(claim, username, id, host))
        .or_else(|| look_alike(id, host))
}

fn message_queue(username: Option<&str>, id: &IdReading) -> Option<(Flow, &'static str)> {
    let schemes = [
        (
            "Signature|",
            Flow::MessageQueue,
            "ApsaraMQ for MQTT (Signature)",
        ),
        ("Token|", Flow::Token, "ApsaraMQ for MQTT (Token)"),
        (
            "DeviceCredential|",
            Flow::MessageQueue,
            "ApsaraMQ for MQTT (DeviceCredential)",
        ),
    ];
    let named = schemes.into_iter().find(|(start, ..)| {
        username.is_some_and(|name| {
            name.get(..start.len())
                .is_some_and(|found| found.eq_ignore_ascii_case(start))
        })
    });
    let group = id.sent.trim_start().starts_with("GID") && id.sent.contains("@@@");
    named
        .map(|(_, flow, service)| (flow, service))
        .or(group.then_some((Flow::MessageQueue, "ApsaraMQ for MQTT")))
}

/// The identity that TLS sends: `devicename|hmacsha256|productKey&deviceName|timestamp`.
fn pre_shared_key(id: &IdReading) -> Option<(Flow, &'static str)> {
    is_psk_identity(&id.sent).then_some((Flow::Chip, "PSK-TLS"))
}

fn flow(id: &IdReading) -> Option<(Flow, &'static str)> {
    let value = id.param("authType").or_else(|| id.param("authtype"))?;
    match value {
        "register" => Some((
            Flow::MqttRegister,
            "MQTT dynamic registration (authType=register)",
        )),
        "regnwl" => Some((
            Flow::MqttRegister,
            "MQTT dynamic registration (authType=regnwl)",
        )),
        "connwl" => Some((Flow::Token, "deviceToken login (authType=connwl)")),
        "id2" => Some((Flow::Chip, "ID² login (authtype=id2)")),
        _ => None,
    }
}

fn certificate(
    username: Option<&str>,
    id: &IdReading,
    host: &HostReading,
) -> Option<(Flow, &'static str)> {
    match host.named {
        Named::Service("X.509 login", _) => return Some((Flow::Chip, "X.509 login")),
        Named::Service("ID² login", _) if id.param("securemode") == Some("8") => {
            return Some((Flow::Chip, "ID² login"));
        }
        Named::Service(..)
        | Named::Public { .. }
        | Named::Instance { .. }
        | Named::Shared { .. }
        | Named::Own => {}
    }
    (username == Some("&")).then_some((Flow::Chip, "X.509 login"))
}

/// After HTTPS pre-authentication, user name and password are `iotId` and `iotToken`.
fn pre_authorized(
    claim: &Claim,
    username: Option<&str>,
    id: &IdReading,
    host: &HostReading,
) -> Option<(Flow, &'static str)> {
    let name = username?;
    let opaque =
        (16..=64).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let shared = matches!(host.named, Named::Shared { .. });
    let mode = matches!(id.param("securemode"), Some("-1" | "0"));
    let bare = id.plain && is_issued(name, claim, host);
    (opaque && (shared || mode || bare))
        .then_some((Flow::Token, "HTTPS pre-authentication (iotId, iotToken)"))
}

/// Whether a user name of letters and digits can be an `iotId`: it has both, and no name of the
/// device, to which only the `&` would be missing.
fn is_issued(username: &str, claim: &Claim, host: &HostReading) -> bool {
    let given = [&claim.product_key, &claim.device_name];
    let mut known = given
        .into_iter()
        .filter_map(Option::as_deref)
        .chain(host.product_key())
        .map(str::trim);
    let mixed = username.contains(|c: char| c.is_ascii_digit())
        && username.contains(|c: char| c.is_ascii_alphabetic());
    mixed && !known.any(|known| !known.is_empty() && username.contains(known))
}

/// EnOS and Decada look the same but for the host, `deviceKey`, and a plain SHA-256.
fn look_alike(id: &IdReading, host: &HostReading) -> Option<(Flow, &'static str)> {
    let host = host.clean.to_ascii_lowercase();
    let theirs = host
        .split('.')
        .any(|label| ["envisioniot", "enos-iot", "envision", "decada", "univers"].contains(&label));
    let key = id.sent.contains("deviceKey") && id.param("signmethod") == Some("sha256");
    ((theirs && id.param("signmethod").is_some()) || key).then_some((Flow::LookAlike, "EnOS"))
}
