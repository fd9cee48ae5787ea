//! The claim's strings with their faults mended: what the search of recipes starts from.
//!
//! A string fault is repaired here and reported by its own rule, so that the search neither fails
//! over it nor reports it a second time.

mod bars;
mod client_id;
mod flow;
mod host;
mod identity;
mod names;
mod params;
mod placeholder;
mod random;
mod request;
mod service;
mod text;
mod username;

pub(crate) use client_id::{Blanks, IdReading};
pub(crate) use flow::Flow;
pub(crate) use host::{HostReading, Named, read as read_host};
pub(crate) use params::Slip;
pub(crate) use placeholder::is_template;
pub(crate) use username::UsernameReading;

use connack_signer::{Claim, ClaimField, MqttClientId, SignMethod};

/// What `signmethod` declares.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Declared {
    /// No such parameter: the platform assumes hmacmd5.
    #[default]
    Absent,
    /// One of the three, in any letter case.
    Known(SignMethod),
    /// Something else, which is searched with every algorithm.
    Unknown(String),
}

/// The parts of a claim that take part in the signature.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reading {
    /// The clientId part. The first is the mended one; any further one costs no deviation either:
    /// as sent, with the blanks that were taken away, for example.
    pub(crate) client_ids: Vec<String>,
    /// The mended extension parameters in their order, `signmethod` and `timestamp` included.
    pub(crate) params: Vec<(String, String)>,
    /// The whole mended client id, with its bars; as sent too, where that differs.
    pub(crate) whole: Vec<String>,
    /// The declared method.
    pub(crate) declared: Declared,
    /// The timestamp sent. Like `client_ids`: the first is the mended one.
    pub(crate) timestamps: Vec<String>,
    /// The product key to sign: the given one, else the user name's, else the host's.
    pub(crate) product_key: Option<String>,
    /// The device name to sign: the given one, else the user name's.
    pub(crate) device_name: Option<String>,
    /// Device name and product key as the user name, mended, carries them.
    pub(crate) username_identity: Option<(String, String)>,
    /// Other product keys that the claim mentions: in the user name, the client id, the host.
    pub(crate) other_product_keys: Vec<String>,
    /// Other device names that the claim mentions.
    pub(crate) other_device_names: Vec<String>,
    /// The client id is one that a tool made up: clientId and timestamp cost no deviation.
    pub(crate) random_client_id: bool,
    /// The strings are another service's.
    pub(crate) other_service: bool,
    /// The way in that they follow.
    pub(crate) flow: Flow,
    /// The password of another way in than a direct login is computed: its secret is given.
    pub(crate) flow_checked: bool,
    /// Device name and product key as a request carries them.
    pub(crate) sent_identity: (Option<String>, Option<String>),
    /// Names of a request's fields that are spelt otherwise than documented.
    pub(crate) request_slips: Vec<Slip>,
    /// The client id is cut off: what stood behind the cut was signed all the same, maybe.
    pub(crate) truncated: bool,
    /// How the client id was read; `None` when there is none.
    pub(crate) id: Option<IdReading>,
    /// How the user name was read; `None` when there is none.
    pub(crate) username: Option<UsernameReading>,
    /// How the host was read; `None` when there is none.
    pub(crate) host: Option<HostReading>,
    /// The name of that other service.
    pub(crate) service: Option<&'static str>,
    /// Placeholders that nobody replaced; of a secret only that it is one.
    pub(crate) placeholders: Vec<(ClaimField, Option<String>)>,
    /// Fields whose placeholder is a value: the password says so.
    pub(crate) meant: Vec<ClaimField>,
    /// The names in the user name stand in their order, whatever they look like.
    pub(crate) names_in_order: bool,
    /// Device name and product key with the blanks that were taken from them.
    pub(crate) with_blanks: Vec<(String, String)>,
}

/// What SDKs send in place of a time.
const CONSTANT_TIMESTAMP: &str = "2524608000000";

/// How many timestamps of one client id are looked at; a device sends one.
const MOST_TIMESTAMPS: usize = 8;

/// Reads a claim.
pub(crate) fn read(claim: &Claim) -> Reading {
    let id = claim.mqtt_client_id.as_deref().map(client_id::read);
    let host = claim
        .host
        .as_deref()
        .filter(|host| !host.is_empty())
        .map(host::read);
    let mut reading = Reading {
        placeholders: placeholders(claim),
        ..Reading::default()
    };
    if let Some(request) = &claim.request {
        reading.flow = Flow::Request(request.kind);
        reading.flow_checked = reading.flow.secret(claim).is_some();
        reading.take_request(request);
        reading.identify(claim);
        return reading;
    }
    let no_id = IdReading::default();
    let no_host = HostReading::default();
    let found = service::find(
        claim,
        id.as_ref().unwrap_or(&no_id),
        host.as_ref().unwrap_or(&no_host),
    );
    if let Some((flow, service)) = found {
        (reading.flow, reading.service) = (flow, Some(service));
        reading.other_service = true;
        reading.flow_checked = flow.secret(claim).is_some();
    }
    if let Some(id) = &id {
        reading.take_client_id(id);
    }
    reading.id = id;
    reading.host = host;
    reading.identify(claim);
    reading
}

impl Reading {
    fn take_client_id(&mut self, id: &IdReading) {
        self.client_ids.clone_from(&id.client_ids);
        self.params.clone_from(&id.params.pairs);
        self.whole.push(id.mended.clone());
        if id.mended != id.sent {
            self.whole.push(id.sent.clone());
        }
        self.truncated = id.broken_off;
        self.declared = match id.param("signmethod") {
            _ if self.flow == Flow::MessageQueue => Declared::Known(SignMethod::HmacSha1),
            _ if self.flow == Flow::LookAlike => Declared::Known(SignMethod::HmacSha256),
            // What the cut took may have been declared.
            None if id.broken_off => Declared::Unknown(String::new()),
            None => Declared::Absent,
            Some(text) => declared(text, id.broken_off),
        };
        let salt = self.flow.salt();
        let timestamps = id.params.pairs.iter();
        let mut timestamps: Vec<String> = timestamps
            .filter(|(name, _)| name == salt)
            .map(|(_, value)| value.clone())
            .take(MOST_TIMESTAMPS)
            .collect();
        if salt == "timestamp" {
            let raw = id.params.raw_timestamps.iter();
            timestamps.extend(raw.take(MOST_TIMESTAMPS).cloned());
        }
        if id.broken_off
            && timestamps
                .first()
                .is_some_and(|first| CONSTANT_TIMESTAMP.starts_with(first))
        {
            timestamps.push(CONSTANT_TIMESTAMP.into());
        }
        self.timestamps = distinct(timestamps);
        if self.flow == Flow::MessageQueue {
            // Neither bars nor parameters: it is signed as it is sent.
            self.client_ids = vec![id.sent.clone()];
        }
        let tools = random::has_tools_bar(&MqttClientId::parse(&id.sent));
        self.random_client_id =
            self.flow == Flow::Direct && (tools || id.plain && random::is_random(&id.sent));
    }

    /// Whether a field holds a placeholder.
    pub(crate) fn is_template(&self, field: ClaimField) -> bool {
        self.placeholders.iter().any(|(other, _)| *other == field) && !self.meant.contains(&field)
    }

    /// What the way in is called in facts.
    pub(crate) fn flow_title(&self) -> &'static str {
        match self.flow {
            Flow::Request(kind) => flow::title(kind),
            Flow::Direct
            | Flow::MqttRegister
            | Flow::MessageQueue
            | Flow::LookAlike
            | Flow::Token
            | Flow::Chip => self.service.unwrap_or_default(),
        }
    }

    /// The user name that belongs to the device, as far as it is known.
    pub(crate) fn right_username(&self) -> Option<String> {
        let (name, key) = (self.device_name.as_ref()?, self.product_key.as_ref()?);
        Some(format!("{name}&{key}"))
    }
}

fn declared(text: &str, broken_off: bool) -> Declared {
    let lower = text.to_ascii_lowercase();
    if let Some(method) = SignMethod::from_wire(&lower) {
        return Declared::Known(method);
    }
    let mut begun = SignMethod::ALL
        .into_iter()
        .filter(|method| broken_off && method.wire().starts_with(&lower));
    match (begun.next(), begun.next()) {
        (Some(method), None) => Declared::Known(method),
        _ => Declared::Unknown(text.into()),
    }
}

fn distinct(texts: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for text in texts {
        if !kept.contains(&text) {
            kept.push(text);
        }
    }
    kept
}

fn placeholders(claim: &Claim) -> Vec<(ClaimField, Option<String>)> {
    let texts = [
        (ClaimField::Host, &claim.host),
        (ClaimField::MqttClientId, &claim.mqtt_client_id),
        (ClaimField::Username, &claim.username),
        (ClaimField::ProductKey, &claim.product_key),
        (ClaimField::DeviceName, &claim.device_name),
    ];
    let mut found: Vec<_> = texts
        .into_iter()
        .filter_map(|(field, text)| {
            let placeholder = placeholder::find(text.as_deref()?)?;
            Some((field, Some(placeholder.to_owned())))
        })
        .collect();
    let secrets = [
        (ClaimField::Password, &claim.password),
        (ClaimField::DeviceSecret, &claim.device_secret),
        (ClaimField::ProductSecret, &claim.product_secret),
    ];
    found.extend(secrets.into_iter().filter_map(|(field, secret)| {
        // A secret that merely holds such signs is a secret.
        let text = secret.as_ref()?.expose();
        (placeholder::find(text) == Some(text)).then_some((field, None))
    }));
    found
}

#[cfg(test)]
mod tests;
