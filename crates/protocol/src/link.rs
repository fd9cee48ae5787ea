//! Links to the page with fields in them: the one place that writes and reads their format.
//!
//! `#/compute?v=1&productKey=…&with=fields`. All of it is in the fragment, which a browser sends to
//! nobody. `v` comes first. `with` comes last, so that a link that was cut off on its way is known
//! by its absence; it also says whether secrets are in: without `with=secret` none is read. A name
//! that is absent is an empty field, whatever a form begins with in a later version.
//!
//! The format is a promise: what version 1 wrote, every later version opens with the same fields
//! (`tests/links`). Names are added, never changed.

use crate::connect_page::Identity;
use crate::engine::{Hidden, Observed};

/// The version that is written.
const VERSION: &str = "1";
/// What `with` says of a link without secrets.
const WITH_FIELDS: &str = "fields";
/// What it says of one with them.
const WITH_SECRET: &str = "secret";
/// The device secret.
pub const DEVICE_SECRET: &str = "deviceSecret";
/// The product secret.
pub const PRODUCT_SECRET: &str = "productSecret";
/// What happened when it was sent, as [`observed_word`] writes it.
pub const OBSERVATION: &str = "observation";
/// No client id at all.
const NO_CLIENT_ID: &str = "noClientId";

/// The page that a link opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkTo {
    /// Compute, and what follows from it.
    Compute,
    /// Verify.
    Verify,
}

/// The fields of Compute, in the order in which they are written.
const COMPUTE: &[&str] = &[
    "productKey",
    "deviceName",
    "clientId",
    NO_CLIENT_ID,
    "signMethod",
    "secureMode",
    "timestamp",
    "region",
    "instance",
    "extParams",
    DEVICE_SECRET,
];

/// The fields of a claim on Verify: the name in a link, and the key of a claim as JSON.
pub const VERIFY: &[(&str, &str)] = &[
    ("host", "host"),
    ("port", "port"),
    ("transport", "transport"),
    ("mqttClientId", "mqtt_client_id"),
    ("username", "username"),
    ("password", "password"),
    ("keepAlive", "keep_alive_s"),
    ("protocolLevel", "protocol_level"),
    ("will", "will"),
    ("qos", "qos"),
    ("retain", "retain"),
    ("productKey", "product_key"),
    ("deviceName", "device_name"),
    (OBSERVATION, "observation"),
    (DEVICE_SECRET, "device_secret"),
    (PRODUCT_SECRET, "product_secret"),
];

impl LinkTo {
    fn path(self) -> &'static str {
        match self {
            Self::Compute => "#/compute",
            Self::Verify => "#/verify",
        }
    }

    /// The names of its fields, in the order in which they are written.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        let (compute, verify) = match self {
            Self::Compute => (COMPUTE, &[][..]),
            Self::Verify => (&[][..], VERIFY),
        };
        let verify = verify.iter().map(|(name, _)| *name);
        compute.iter().copied().chain(verify)
    }
}

/// Whether a parameter's name sounds like a secret, whatever its spelling: such a one is read from
/// no link but one that was made with secrets knowingly.
pub fn sounds_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["secret", "password", "passwd", "token"]
        .iter()
        .any(|word| name.contains(word))
}

/// Why a link does not say all that it should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// It is of this version, which is none of ours.
    Version(String),
    /// It was cut off, or changed on its way.
    Damaged,
    /// It has something by this name, which is not known here.
    Unknown(String),
}

/// A link, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Link {
    /// The fields by their names, each once.
    pub fields: Vec<(&'static str, Hidden)>,
    /// It was made with secrets, and they were read.
    pub secrets_read: bool,
    /// It carried something like a secret that was not read.
    pub secrets_dropped: bool,
    /// What is wrong with it.
    pub trouble: Option<Trouble>,
}

/// Reads what comes after `?` in a fragment. `None` for an address without a version: it was
/// not made by [`write_link`].
pub fn read_link(to: LinkTo, query: &str) -> Option<Link> {
    let mut damaged = false;
    let mut decoded = |part| {
        let (text, broken) = decode(part);
        damaged |= broken;
        text
    };
    let parts = query.split('&').filter(|part| !part.is_empty());
    let pairs: Vec<(String, String)> = parts
        .map(|part| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            (decoded(name), decoded(value))
        })
        .collect();
    let value_of = |name: &str| pairs.iter().find(|(of, _)| of == name).map(|(_, of)| &**of);
    let version = value_of("v")?;
    let with = value_of("with");
    let mut link = Link {
        trouble: if version != VERSION {
            Some(Trouble::Version(excerpt(version)))
        } else if !matches!(with, Some(WITH_FIELDS | WITH_SECRET)) || damaged {
            Some(Trouble::Damaged)
        } else {
            None
        },
        ..Link::default()
    };
    // Of a link that this version does not understand, nothing secret is taken.
    let with_secrets = with == Some(WITH_SECRET) && link.trouble.is_none();
    for (name, value) in &pairs {
        if matches!(&**name, "v" | "with") {
            continue;
        }
        let known = to.names().find(|known| *known == name);
        if sounds_secret(name) {
            if !with_secrets || known.is_none() {
                link.secrets_dropped = true;
                continue;
            }
            link.secrets_read = true;
        }
        match known {
            Some(name) if link.get(name).is_none() => {
                link.fields.push((name, Hidden(value.clone())));
            }
            // The second of two: which one was meant, nobody knows.
            Some(_) => link.trouble = link.trouble.or(Some(Trouble::Damaged)),
            None => link.trouble = link.trouble.or(Some(Trouble::Unknown(excerpt(name)))),
        }
    }
    Some(link)
}

/// The beginning of a text that anybody may have written.
fn excerpt(text: &str) -> String {
    text.chars().take(20).collect()
}

/// What a part of a query says, and whether it was damaged: a percent sign that encodes nothing, or
/// bytes that are no text. What can be read is kept.
fn decode(part: &str) -> (String, bool) {
    let mut bytes = Vec::with_capacity(part.len());
    let mut damaged = false;
    let mut rest = part.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        let digit = |at: usize| char::from(*after.get(at)?).to_digit(16);
        match (first, digit(0).zip(digit(1))) {
            (b'%', Some((high, low))) => {
                // Two hex digits are a byte.
                bytes.push((high * 16 + low) as u8);
                rest = &after[2..];
            }
            (b'+', _) => bytes.push(b' '),
            (other, _) => {
                damaged |= *other == b'%';
                bytes.push(*other);
            }
        }
    }
    match String::from_utf8(bytes) {
        Ok(text) => (text, damaged),
        Err(error) => (String::from_utf8_lossy(error.as_bytes()).into_owned(), true),
    }
}

/// The fragment, with its `#`, that [`read_link`] gives these fields back from. Fields that sound
/// like secrets are written only `with_secrets`.
pub fn write_link(to: LinkTo, fields: &[(&str, &str)], with_secrets: bool) -> String {
    let mut link = format!("{}?v={VERSION}", to.path());
    for name in to.names() {
        let given = fields.iter().find(|(of, _)| *of == name);
        if let Some((_, value)) = given.filter(|_| with_secrets || !sounds_secret(name)) {
            link.push_str(&format!("&{name}="));
            escape(value, &mut link);
        }
    }
    let with = if with_secrets {
        WITH_SECRET
    } else {
        WITH_FIELDS
    };
    link.push_str(&format!("&with={with}"));
    link
}

/// Percent-encodes more than an address needs: chats take `_`, `*` and `~` for markup, and a plus
/// sign is a blank to some and itself to others.
fn escape(text: &str, into: &mut String) {
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' => into.push(char::from(byte)),
            other => into.push_str(&format!("%{other:02X}")),
        }
    }
}

impl Link {
    /// A field, if the link has it.
    pub fn get(&self, name: &str) -> Option<&str> {
        let field = self.fields.iter().find(|(of, _)| *of == name);
        field.map(|(_, value)| &*value.0)
    }

    /// The fields of Compute; what is absent is empty.
    pub fn identity(&self) -> Identity {
        let mut identity = Identity {
            client_id_none: self.get(NO_CLIENT_ID) == Some("1"),
            ..Identity::default()
        };
        for (name, slot) in slots(&mut identity) {
            self.get(name).unwrap_or_default().clone_into(slot);
        }
        identity
    }
}

/// The texts of an identity by their names in a link.
fn slots(identity: &mut Identity) -> [(&'static str, &mut String); 9] {
    [
        ("productKey", &mut identity.product_key),
        ("deviceName", &mut identity.device_name),
        ("clientId", &mut identity.client_id),
        ("signMethod", &mut identity.sign_method),
        ("secureMode", &mut identity.secure_mode),
        ("timestamp", &mut identity.timestamp),
        ("region", &mut identity.region),
        ("instance", &mut identity.instance),
        ("extParams", &mut identity.ext_params),
    ]
}

/// The fields of Compute by their names in a link; empty ones are left out, since they are read so.
pub fn identity_fields(identity: &Identity) -> Vec<(&'static str, String)> {
    let mut identity = identity.clone();
    let none = identity.client_id_none;
    let filled = slots(&mut identity)
        .into_iter()
        .filter(|(_, text)| !text.is_empty());
    let mut fields: Vec<_> = filled
        .map(|(name, text)| (name, std::mem::take(text)))
        .collect();
    if none {
        fields.push((NO_CLIENT_ID, "1".into()));
    }
    fields
}

/// What a connection showed, in one word.
const OBSERVED: [(&str, Observed); 10] = [
    ("closed", Observed::ClosedBeforeConnack),
    ("unreachable", Observed::NotOpened),
    ("open-timeout", Observed::SocketTimedOut),
    ("timeout", Observed::ConnackTimedOut),
    ("keep-alive-lost", Observed::PingrespTimedOut),
    ("malformed", Observed::Malformed),
    ("mixed-content", Observed::MixedContent),
    ("subprotocol", Observed::NoSubprotocol),
    ("evicted", Observed::Evicted),
    ("offline", Observed::Offline),
];

/// What a connection showed, for [`OBSERVATION`].
pub fn observed_word(seen: Observed) -> String {
    if let Observed::Connack(code) = seen {
        return format!("connack{code}");
    }
    let word = OBSERVED.iter().find(|(_, of)| *of == seen);
    word.map_or("", |(word, _)| word).into()
}

/// What [`observed_word`] wrote.
pub fn read_observed(word: &str) -> Option<Observed> {
    if let Some(code) = word.strip_prefix("connack") {
        return code.parse().ok().map(Observed::Connack);
    }
    let seen = OBSERVED.iter().find(|(of, _)| *of == word);
    seen.map(|(_, seen)| *seen)
}

#[cfg(test)]
mod tests;
