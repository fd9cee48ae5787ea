//! Sub-devices: what a gateway publishes to add them to its topology and to log them in, judged
//! and answered as the cloud does (vendor help 管理拓扑关系, 子设备上下线).
//!
//! Of several devices in one message all are taken or none; documented for logins, done for the
//! topology too. Whether a signed method in another letter case is taken is undocumented; it is
//! here, because the documentation itself has both. Not played: limits, and devices that are
//! disabled or deleted.

use super::form::{Refused, is_mac, refuse};
use crate::devices::Device;
use crate::log::{Event, Mask};
use crate::registry::Known;
use crate::server::Shared;
use connack_signer::{
    DeviceIdentity, Gateway, SignMethod, SubDevice, SubSigning, Timestamp, sub_login, topo_add,
};
use serde_json::{Value, json};

/// What the cloud listens to for gateways.
pub(crate) const FILTERS: [&str; 7] = [
    "/sys/+/+/thing/topo/add",
    "/sys/+/+/thing/topo/get",
    "/sys/+/+/thing/topo/delete",
    "/ext/session/+/+/combine/login",
    "/ext/session/+/+/combine/batch_login",
    "/ext/session/+/+/combine/logout",
    "/ext/session/+/+/combine/batch_logout",
];

/// Most devices in one message (vendor help 子设备上下线, newer editions).
const MAX_DEVICES: usize = 50;

/// A topic and what is published on it.
pub(crate) type Message = (String, Value);

/// What a gateway asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Add,
    Get,
    Delete,
    Login,
    BatchLogin,
    Logout,
    BatchLogout,
}

impl Asked {
    /// The request of a topic, with product key and device name of its gateway.
    fn of(topic: &str) -> Option<(Self, &str, &str)> {
        let levels: Vec<&str> = topic.split('/').collect();
        match levels.as_slice() {
            ["", "sys", key, name, "thing", "topo", what] => {
                let asked = match *what {
                    "add" => Self::Add,
                    "get" => Self::Get,
                    "delete" => Self::Delete,
                    _ => return None,
                };
                Some((asked, key, name))
            }
            ["", "ext", "session", key, name, "combine", what] => {
                let asked = match *what {
                    "login" => Self::Login,
                    "batch_login" => Self::BatchLogin,
                    "logout" => Self::Logout,
                    "batch_logout" => Self::BatchLogout,
                    _ => return None,
                };
                Some((asked, key, name))
            }
            _ => None,
        }
    }

    /// The method that replies to the topology name.
    fn method(self) -> Option<&'static str> {
        match self {
            Self::Add => Some("thing.topo.add"),
            Self::Get => Some("thing.topo.get"),
            Self::Delete => Some("thing.topo.delete"),
            Self::Login | Self::BatchLogin | Self::Logout | Self::BatchLogout => None,
        }
    }
}

/// Who asks.
struct Asking<'a> {
    shared: &'a Shared,
    known: &'a Known,
    mask: &'a Mask<'a>,
    gateway: &'a DeviceIdentity,
    number: usize,
    connection: u64,
}

/// The reply, and what other gateways are told; nothing for other topics and unknown gateways.
pub(crate) fn answer(shared: &Shared, topic: &str, payload: &[u8]) -> Vec<Message> {
    let Some((asked, product_key, device_name)) = Asked::of(topic) else {
        return Vec::new();
    };
    let known = shared.registry.known();
    let username = format!("{device_name}&{product_key}");
    let Some((number, device)) = known.devices.by_username(&username) else {
        return Vec::new();
    };
    let asking = Asking {
        shared,
        known: &known,
        mask: &known.mask(&shared.platform_password),
        gateway: &device.identity,
        number,
        connection: shared.online.connection_of(number),
    };
    let request: Value = serde_json::from_slice(payload).unwrap_or_default();
    let id = request
        .get("id")
        .filter(|id| id.is_string() || id.is_number());
    let mut messages = Vec::new();
    let done = asking.act(asked, &request, id.is_some(), &mut messages);
    let (code, message, data) = match done {
        Ok(data) => (200, "success".to_owned(), data),
        Err(Refused { code, finding, why }) => {
            let text = format!("{}, code {code}: {why}", asking.mask.show(topic));
            let log = &shared.log;
            log.tell_code(asking.connection, Event::SubDeviceRefused, finding, text);
            (code, why, json!({}))
        }
    };
    let mut reply = json!({
        "id": id.cloned().unwrap_or_else(|| "".into()),
        "code": code,
        "message": message,
        "data": data,
    });
    if let (Some(method), Some(fields)) = (asked.method(), reply.as_object_mut()) {
        fields.insert("method".into(), method.into());
        fields.insert("version".into(), "1.0".into());
    }
    messages.push((format!("{topic}_reply"), reply));
    messages
}

/// What a gateway is told when a sub-device has no session, or none any more. The documentation
/// has no sample; the codes are those of a login.
pub(crate) fn lost(known: &Known, gateway: usize, sub: usize, code: u16) -> Option<Message> {
    let device = &known.devices.get(sub)?.identity;
    let gateway = gateway_of(&known.devices.get(gateway)?.identity);
    let message = match code {
        DUPLICATE_LOGIN => "the device logged in elsewhere",
        _ => "the device is not logged in through this gateway",
    };
    let payload = json!({"id": "0", "code": code, "message": message, "data": data(device)});
    Some((gateway.error_topic(), payload))
}

/// Somebody else logged in with the same identity.
pub(crate) const DUPLICATE_LOGIN: u16 = 427;
/// No session.
pub(crate) const NO_SESSION: u16 = 520;

fn gateway_of(identity: &DeviceIdentity) -> Gateway {
    Gateway {
        product_key: identity.product_key.clone(),
        device_name: identity.device_name.clone(),
    }
}

fn data(identity: &DeviceIdentity) -> Value {
    json!({
        "productKey": identity.product_key.as_str(),
        "deviceName": identity.device_name.as_str(),
    })
}

fn malformed<T>(why: impl Into<String>) -> Result<T, Refused> {
    refuse(460, None, why)
}

impl Asking<'_> {
    /// Does what is asked for; the data of the reply.
    fn act(
        &self,
        asked: Asked,
        request: &Value,
        has_id: bool,
        others: &mut Vec<Message>,
    ) -> Result<Value, Refused> {
        if !has_id {
            return malformed("the message is no JSON object with an `id`, a text or a number");
        }
        let topology = &self.shared.topology;
        let params = request.get("params").unwrap_or(&Value::Null);
        let list = params.get("deviceList").unwrap_or(params);
        match asked {
            Asked::Add => {
                let mut subs = Vec::new();
                for item in several(list)? {
                    let (sub, device) = self.sub(item)?;
                    if sub == self.number {
                        let why = "the gateway itself is among the sub-devices";
                        return refuse(6402, None, why);
                    }
                    self.check(device, item, "signmethod", None, 401)?;
                    subs.push(sub);
                }
                for sub in &subs {
                    if let Some(other) = topology.add(self.number, *sub) {
                        others.extend(lost(self.known, other, *sub, NO_SESSION));
                    }
                }
                self.tell(&subs, "added to the topology of");
                Ok(json!({}))
            }
            Asked::Get => {
                let behind = topology.behind(self.number);
                Ok(self.named(&behind).map(data).collect())
            }
            Asked::Delete => {
                let subs = self.subs(list)?;
                for sub in &subs {
                    if let (_, true) = topology.remove(self.number, *sub) {
                        others.extend(lost(self.known, self.number, *sub, NO_SESSION));
                    }
                }
                self.tell(&subs, "taken out of the topology of");
                Ok(json!({}))
            }
            Asked::Login => {
                let sub = self.login(params, None)?;
                self.log_in(&[sub], others)?;
                Ok(self.named(&[sub]).map(data).next().unwrap_or_default())
            }
            Asked::BatchLogin => {
                // The C SDK 4 writes the method once, beside the list.
                let common = params.get("signMethod");
                let items = several(list)?.iter();
                let subs: Vec<usize> = items
                    .map(|item| self.login(item, common))
                    .collect::<Result<_, _>>()?;
                self.log_in(&subs, others)?;
                Ok(self.named(&subs).map(data).collect())
            }
            Asked::Logout => {
                let (sub, _) = self.sub(params)?;
                self.log_out(&[sub])?;
                Ok(self.named(&[sub]).map(data).next().unwrap_or_default())
            }
            Asked::BatchLogout => {
                let subs = self.subs(list)?;
                self.log_out(&subs)?;
                Ok(self.named(&subs).map(data).collect())
            }
        }
    }

    /// The device that an item names.
    fn sub(&self, item: &Value) -> Result<(usize, &Device), Refused> {
        let username = format!(
            "{}&{}",
            text(item, "deviceName")?,
            text(item, "productKey")?
        );
        match self.known.devices.by_username(&username) {
            Some(found) => Ok(found),
            None => {
                let shown = self.mask.show(&username);
                let why = format!("{shown} is no device that the practice broker knows");
                refuse(6100, Some("username-identity-mismatch"), why)
            }
        }
    }

    fn subs(&self, list: &Value) -> Result<Vec<usize>, Refused> {
        let items = several(list)?.iter();
        items.map(|item| Ok(self.sub(item)?.0)).collect()
    }

    /// A sub-device whose login is right; it is not logged in yet.
    fn login(&self, item: &Value, common: Option<&Value>) -> Result<usize, Refused> {
        let (sub, device) = self.sub(item)?;
        text(item, "clientId")?;
        self.check(device, item, "signMethod", common, 6287)?;
        if !self.shared.topology.behind(self.number).contains(&sub) {
            let shown = self.mask.show(&device.identity.username());
            let why = format!("{shown} is not in the topology of this gateway; add it first");
            return refuse(6401, None, why);
        }
        Ok(sub)
    }

    fn log_in(&self, subs: &[usize], others: &mut Vec<Message>) -> Result<(), Refused> {
        if self.connection == 0 {
            return refuse(NO_SESSION, None, "the gateway itself is not connected");
        }
        for sub in subs {
            // A login of its own gives way to this one.
            self.shared.online.evict(*sub, self.connection);
            let topology = &self.shared.topology;
            if !topology.log_in(*sub, self.number, self.connection) {
                others.extend(lost(self.known, self.number, *sub, NO_SESSION));
            }
        }
        self.tell(subs, "logged in through");
        Ok(())
    }

    fn log_out(&self, subs: &[usize]) -> Result<(), Refused> {
        let topology = &self.shared.topology;
        if !subs.iter().all(|sub| topology.is_online(*sub, self.number)) {
            let why = "a device is not logged in through this gateway";
            return refuse(NO_SESSION, None, why);
        }
        for sub in subs {
            topology.log_out(*sub);
        }
        self.tell(subs, "logged out from");
        Ok(())
    }

    /// Whether the item is signed with the device's own secret.
    fn check(
        &self,
        device: &Device,
        item: &Value,
        method_name: &'static str,
        common: Option<&Value>,
        code: u16,
    ) -> Result<(), Refused> {
        let finding = Some("secret-or-identity-wrong");
        let method = item.get(method_name).or(common).and_then(Value::as_str);
        let Some(method) = method else {
            return malformed(format!("`{method_name}` is missing, spelt exactly so here"));
        };
        let Some(sign_method) = SignMethod::from_wire(&method.to_ascii_lowercase()) else {
            return malformed(format!(
                "`{method_name}` is none of hmacMd5, hmacSha1 and hmacSha256; no source has the \
                 formula of any other"
            ));
        };
        let sign = text(item, "sign")?;
        let Some(identity) = device.signer() else {
            let shown = self.mask.show(&device.identity.username());
            return refuse(
                code,
                finding,
                format!("{shown} has no device secret to sign with"),
            );
        };
        let timestamp = match item.get("timestamp") {
            None => None,
            Some(Value::String(text)) => Some(text.clone()),
            Some(Value::Number(number)) => Some(number.to_string()),
            Some(_) => return malformed("`timestamp` is neither a text nor a number"),
        };
        let timestamp = timestamp.map(Timestamp::new).transpose();
        let sub = SubDevice {
            identity: identity.clone(),
            client_id: item
                .get("clientId")
                .and_then(Value::as_str)
                .map(str::to_owned),
            sign_method,
            timestamp: timestamp.or_else(|error| malformed(error.to_string()))?,
            clean_session: false,
        };
        let gateway = gateway_of(self.gateway);
        let message = if method_name == "signmethod" {
            topo_add(&gateway, &[sub], 0)
        } else {
            sub_login(&gateway, &sub, 0)
        };
        let right = |signing: &SubSigning| is_mac(&signing.mac, sign);
        if message.signings.first().is_some_and(right) {
            return Ok(());
        }
        let why = format!(
            "sign is not the {} of clientId, deviceName, productKey and timestamp, those that are \
             sent, with the secret of {}",
            sign_method.algorithm(),
            self.mask.show(&identity.username())
        );
        refuse(code, finding, why)
    }

    fn named(&self, subs: &[usize]) -> impl Iterator<Item = &DeviceIdentity> {
        let devices = subs.iter().filter_map(|sub| self.known.devices.get(*sub));
        devices.map(|device| &device.identity)
    }

    fn tell(&self, subs: &[usize], what: &str) {
        let gateway = self.mask.show(&self.gateway.username());
        for sub in self.named(subs) {
            let shown = self.mask.show(&sub.username());
            let text = format!("sub-device {shown} {what} gateway {gateway}");
            self.shared
                .log
                .tell(self.connection, Event::SubDevice, text);
        }
    }
}

/// The devices of a list, at least one.
fn several(list: &Value) -> Result<&[Value], Refused> {
    match list.as_array().map(Vec::as_slice) {
        None | Some([]) => malformed("`params` is no list of devices, or an empty one"),
        Some(items) if items.len() > MAX_DEVICES => malformed(format!(
            "there are more than {MAX_DEVICES} devices in one message"
        )),
        Some(items) => Ok(items),
    }
}

/// A text that must be there.
fn text<'a>(item: &'a Value, name: &'static str) -> Result<&'a str, Refused> {
    match item.get(name).and_then(Value::as_str) {
        Some(text) if !text.is_empty() => Ok(text),
        Some(_) | None => malformed(format!("`{name}` is missing, empty, or no text")),
    }
}
