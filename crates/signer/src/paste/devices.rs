//! Which of the fields found belong to one device.
//!
//! In the order of the text, an identifying field that comes again with another value begins
//! another device. A value that is repeated may be the first of the next device already (every
//! device of a product has its product key), so it waits until that is known.

use super::scan::{Found, Value};
use super::{PastedDevice, PastedField};
use crate::{Claim, ClaimField, Secret, Transport};
use std::collections::HashMap;

/// The devices of the text, each once.
pub(super) fn tell_apart(found: Vec<Found>, breaks: &[usize]) -> Vec<PastedDevice> {
    let mut groups = Groups::default();
    let mut breaks = breaks.iter().peekable();
    for found in found {
        let mut broken = false;
        while breaks.next_if(|at| **at <= found.span.start).is_some() {
            broken = true;
        }
        if broken && groups.current.identifies() {
            groups.close();
        }
        groups.add(found);
    }
    groups.close();
    merge(groups.done)
}

/// The fields of one device.
#[derive(Default)]
struct Group {
    found: Vec<Found>,
    /// Of each field, where it is in `found`.
    slots: [Option<usize>; ClaimField::ALL.len()],
}

impl Group {
    fn get(&self, field: ClaimField) -> Option<&Found> {
        self.found.get(self.slots[field as usize]?)
    }

    fn insert(&mut self, found: Found) {
        let slot = &mut self.slots[found.field as usize];
        if slot.is_none() {
            *slot = Some(self.found.len());
            self.found.push(found);
        }
    }

    fn identifies(&self) -> bool {
        self.found.iter().any(|found| identifies(found.field))
    }
}

/// Whether another value of the field means another device. Not so for the way to the platform:
/// a text may name several hosts and ports.
fn identifies(field: ClaimField) -> bool {
    match field {
        ClaimField::MqttClientId
        | ClaimField::Username
        | ClaimField::Password
        | ClaimField::ProductKey
        | ClaimField::DeviceName
        | ClaimField::DeviceSecret
        | ClaimField::ProductSecret
        | ClaimField::Request => true,
        ClaimField::Host
        | ClaimField::Port
        | ClaimField::Transport
        | ClaimField::KeepAlive
        | ClaimField::ProtocolLevel
        | ClaimField::Will
        | ClaimField::Qos
        | ClaimField::Retain
        | ClaimField::Observation => false,
    }
}

#[derive(Default)]
struct Groups {
    done: Vec<Group>,
    current: Group,
    /// Repetitions, which may belong to the next device.
    pending: Vec<Found>,
    /// Where the first repetition stands: what was found after it may belong to the next too.
    repeated_from: Option<usize>,
}

impl Groups {
    fn add(&mut self, found: Found) {
        let Some(known) = self.current.get(found.field) else {
            self.current.insert(found);
            return;
        };
        let known_at = known.span.start;
        if known.value != found.value && identifies(found.field) {
            self.split(known_at);
            self.current.insert(found);
            return;
        }
        if let Some(both) = together(&known.value, &found.value)
            && let Some(slot) = self.current.slots[found.field as usize]
        {
            self.current.found[slot].value = both;
            return;
        }
        self.repeated_from.get_or_insert(found.span.start);
        self.pending.push(found);
    }

    /// Begins another device, with what was found after the value that is now contradicted and
    /// after the first repetition.
    fn split(&mut self, known_at: usize) {
        let mut next = Group::default();
        let mut moved: Vec<Found> = std::mem::take(&mut self.pending);
        moved.retain(|found| found.span.start > known_at);
        if let Some(from) = self.repeated_from.take().filter(|from| *from > known_at) {
            let mut kept = Group::default();
            for found in std::mem::take(&mut self.current).found {
                if found.span.start < from {
                    kept.insert(found);
                } else {
                    moved.push(found);
                }
            }
            self.current = kept;
        }
        moved.sort_by_key(|found| found.span.start);
        for found in moved {
            next.insert(found);
        }
        self.done.push(std::mem::replace(&mut self.current, next));
    }

    fn close(&mut self) {
        self.pending.clear();
        self.repeated_from = None;
        let group = std::mem::take(&mut self.current);
        match self.done.last_mut() {
            // What no device can be told by is the last one's.
            Some(last) if !group.identifies() => {
                for found in group.found {
                    last.insert(found);
                }
            }
            Some(_) | None if group.found.is_empty() => {}
            Some(_) | None => self.done.push(group),
        }
    }
}

/// Two values of a field that say more together.
fn together(known: &Value, found: &Value) -> Option<Value> {
    match (known, found) {
        (Value::Flag(known), Value::Flag(found)) => Some(Value::Flag(*known || *found)),
        (Value::Transport(transport), Value::Flag(_))
        | (Value::Flag(_), Value::Transport(transport)) => {
            Some(Value::Transport(match transport {
                Transport::Tcp | Transport::Tls => Transport::Tls,
                Transport::Ws | Transport::Wss => Transport::Wss,
            }))
        }
        (
            Value::Text(_)
            | Value::Number(_)
            | Value::Flag(_)
            | Value::Transport(_)
            | Value::Request(_),
            _,
        ) => None,
    }
}

/// Sets that do not contradict one another and name the same device become one; a set that does
/// (another attempt to connect) is given what is known of its device.
fn merge(groups: Vec<Group>) -> Vec<PastedDevice> {
    let mut devices: Vec<PastedDevice> = Vec::new();
    let mut by_name: HashMap<(String, String), usize> = HashMap::new();
    let mut by_claim: HashMap<Fingerprint, usize> = HashMap::new();
    for group in groups {
        let mut device = device(group);
        let name = name(&device.claim);
        let first = name.as_ref().and_then(|name| by_name.get(name)).copied();
        if let Some(first) = first.and_then(|first| devices.get_mut(first)) {
            if !contradict(&first.claim, &device.claim) {
                fill(first, &device, &ClaimField::ALL);
                continue;
            }
            fill(&mut device, first, &IDENTITY);
        }
        let fingerprint = fingerprint(&device.claim);
        if by_claim.contains_key(&fingerprint) {
            continue;
        }
        by_claim.insert(fingerprint, devices.len());
        if let Some(name) = name {
            by_name.entry(name).or_insert(devices.len());
        }
        devices.push(device);
    }
    devices
}

const IDENTITY: [ClaimField; 4] = [
    ClaimField::ProductKey,
    ClaimField::DeviceName,
    ClaimField::DeviceSecret,
    ClaimField::ProductSecret,
];

/// Device name and product key, as given or as the user name says them.
fn name(claim: &Claim) -> Option<(String, String)> {
    if let (Some(device_name), Some(product_key)) = (&claim.device_name, &claim.product_key) {
        return Some((device_name.clone(), product_key.clone()));
    }
    let (device_name, product_key) = claim.username.as_deref()?.split_once('&')?;
    Some((device_name.into(), product_key.into()))
}

fn contradict(known: &Claim, other: &Claim) -> bool {
    fn differ<T: PartialEq>(known: &Option<T>, other: &Option<T>) -> bool {
        matches!((known, other), (Some(known), Some(other)) if known != other)
    }
    differ(&known.host, &other.host)
        || differ(&known.port, &other.port)
        || differ(&known.transport, &other.transport)
        || differ(&known.mqtt_client_id, &other.mqtt_client_id)
        || differ(&known.username, &other.username)
        || differ(&known.password, &other.password)
        || differ(&known.keep_alive_s, &other.keep_alive_s)
        || differ(&known.protocol_level, &other.protocol_level)
        || differ(&known.product_key, &other.product_key)
        || differ(&known.device_name, &other.device_name)
        || differ(&known.device_secret, &other.device_secret)
        || differ(&known.product_secret, &other.product_secret)
        || differ(&known.request, &other.request)
}

/// The claim without its flags, hashed, so that no secret is copied; 128 bits do not collide by
/// chance.
type Fingerprint = [u64; 2];

fn fingerprint(claim: &Claim) -> Fingerprint {
    use std::hash::{DefaultHasher, Hash, Hasher};
    [0_u8, 1].map(|salt| {
        let mut hasher = DefaultHasher::new();
        salt.hash(&mut hasher);
        for text in [
            &claim.mqtt_client_id,
            &claim.username,
            &claim.product_key,
            &claim.device_name,
            &claim.host,
        ] {
            text.hash(&mut hasher);
        }
        for secret in [&claim.password, &claim.device_secret, &claim.product_secret] {
            secret.as_ref().map(Secret::expose).hash(&mut hasher);
        }
        let request = claim.request.as_ref();
        let request = request.map(|request| (request.kind, &request.fields));
        request.hash(&mut hasher);
        let transport = claim.transport.map(Transport::wire);
        (
            claim.port,
            transport,
            claim.keep_alive_s,
            claim.protocol_level,
        )
            .hash(&mut hasher);
        hasher.finish()
    })
}

/// Gives `device` those of the fields that it lacks.
fn fill(device: &mut PastedDevice, from: &PastedDevice, fields: &[ClaimField]) {
    let mut had = [false; ClaimField::ALL.len()];
    for field in &device.fields {
        had[field.field as usize] = true;
    }
    for place in &from.fields {
        if !had[place.field as usize] && fields.contains(&place.field) {
            copy(&mut device.claim, &from.claim, place.field);
            if place.field == ClaimField::Observation {
                device.connack = from.connack;
            }
            device.fields.push(place.clone());
        }
    }
    device.fields.sort_by_key(|place| place.span.start);
}

fn copy(claim: &mut Claim, from: &Claim, field: ClaimField) {
    match field {
        ClaimField::Host => claim.host.clone_from(&from.host),
        ClaimField::Port => claim.port = from.port,
        ClaimField::Transport => claim.transport = from.transport,
        ClaimField::MqttClientId => claim.mqtt_client_id.clone_from(&from.mqtt_client_id),
        ClaimField::Username => claim.username.clone_from(&from.username),
        ClaimField::Password => claim.password.clone_from(&from.password),
        ClaimField::KeepAlive => claim.keep_alive_s = from.keep_alive_s,
        ClaimField::ProtocolLevel => claim.protocol_level = from.protocol_level,
        ClaimField::Will => claim.will = from.will,
        ClaimField::Qos => claim.qos = from.qos,
        ClaimField::Retain => claim.retain = from.retain,
        ClaimField::ProductKey => claim.product_key.clone_from(&from.product_key),
        ClaimField::DeviceName => claim.device_name.clone_from(&from.device_name),
        ClaimField::DeviceSecret => claim.device_secret.clone_from(&from.device_secret),
        ClaimField::ProductSecret => claim.product_secret.clone_from(&from.product_secret),
        ClaimField::Request => claim.request.clone_from(&from.request),
        ClaimField::Observation => {}
    }
}

fn device(group: Group) -> PastedDevice {
    let mut device = PastedDevice::default();
    for found in group.found {
        let Found { field, value, span } = found;
        set(&mut device, field, value);
        device.fields.push(PastedField { field, span });
    }
    device.fields.sort_by_key(|place| place.span.start);
    device
}

fn set(device: &mut PastedDevice, field: ClaimField, value: Value) {
    let claim = &mut device.claim;
    match value {
        Value::Text(secret) => {
            let text = || Some(secret.expose().to_owned());
            match field {
                ClaimField::Host => claim.host = text(),
                ClaimField::MqttClientId => claim.mqtt_client_id = text(),
                ClaimField::Username => claim.username = text(),
                ClaimField::ProductKey => claim.product_key = text(),
                ClaimField::DeviceName => claim.device_name = text(),
                ClaimField::Password => claim.password = Some(secret),
                ClaimField::DeviceSecret => claim.device_secret = Some(secret),
                ClaimField::ProductSecret => claim.product_secret = Some(secret),
                ClaimField::Port
                | ClaimField::Transport
                | ClaimField::KeepAlive
                | ClaimField::ProtocolLevel
                | ClaimField::Will
                | ClaimField::Qos
                | ClaimField::Retain
                | ClaimField::Observation
                | ClaimField::Request => {}
            }
        }
        Value::Number(number) => {
            let byte = u8::try_from(number).ok();
            if field == ClaimField::Port {
                claim.port = u16::try_from(number).ok();
            } else if field == ClaimField::KeepAlive {
                claim.keep_alive_s = Some(number);
            } else if field == ClaimField::ProtocolLevel {
                claim.protocol_level = byte;
            } else if field == ClaimField::Qos {
                claim.qos = byte;
            } else if field == ClaimField::Observation {
                device.connack = byte;
            }
        }
        Value::Flag(flag) => {
            if field == ClaimField::Will {
                claim.will = Some(flag);
            } else if field == ClaimField::Retain {
                claim.retain = Some(flag);
            } else if field == ClaimField::Transport && flag {
                claim.transport = Some(Transport::Tls);
            }
        }
        Value::Transport(transport) => claim.transport = Some(transport),
        Value::Request(request) => claim.request = Some(request),
    }
}
