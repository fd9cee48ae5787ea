//! The claim's strings with their faults mended: what the search of recipes starts from.
//!
//! A string fault is repaired here and reported by its own rule, so that the search neither fails
//! over it nor reports it a second time.

use connack_signer::{Claim, MqttClientId, SignMethod};

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
    /// The strings are another service's: there is nothing to search.
    pub(crate) other_service: bool,
}

/// Reads a claim.
pub(crate) fn read(claim: &Claim) -> Reading {
    let mqtt_client_id = claim.mqtt_client_id.as_deref().map(MqttClientId::parse);
    let id = mqtt_client_id.unwrap_or_default();
    let username = claim
        .username
        .as_deref()
        .and_then(|name| name.rsplit_once('&'));
    let params = id
        .params
        .as_ref()
        .map(|params| &params.0[..])
        .unwrap_or_default();
    Reading {
        client_ids: claim
            .mqtt_client_id
            .iter()
            .map(|_| id.client_id.clone())
            .collect(),
        params: params
            .iter()
            .map(|param| (param.name.clone(), param.value.clone().unwrap_or_default()))
            .collect(),
        whole: claim.mqtt_client_id.iter().cloned().collect(),
        declared: match id.param("signmethod") {
            None => Declared::Absent,
            Some(text) => SignMethod::from_wire(text)
                .map_or_else(|| Declared::Unknown(text.into()), Declared::Known),
        },
        timestamps: id.param("timestamp").map(Into::into).into_iter().collect(),
        product_key: claim
            .product_key
            .clone()
            .or(username.map(|(_, key)| key.into())),
        device_name: claim
            .device_name
            .clone()
            .or(username.map(|(name, _)| name.into())),
        username_identity: username.map(|(name, key)| (name.into(), key.into())),
        ..Reading::default()
    }
}
