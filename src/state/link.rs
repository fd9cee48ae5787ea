//! A link that was opened: what it fills in, and what there is to say about it.

use crate::route::Route;
use crate::state::{Loaded, Pasted, json_string};
use connack_protocol::{
    DEVICE_SECRET, Link, OBSERVATION, Observed, PRODUCT_SECRET, Trouble, VERIFY, read_observed,
};
use connack_signer::{Secret, SecureMode, SignMethod};

/// What there is to say about the link that was opened last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    /// The page that it opened.
    pub route: Route,
    /// It carried secrets, which were read.
    pub secrets_read: bool,
    /// It carried something like a secret, which was not.
    pub secrets_dropped: bool,
    /// What is wrong with it.
    pub trouble: Option<Trouble>,
}

impl Linked {
    /// Of a link to a page.
    pub fn new(route: Route, link: &Link) -> Self {
        let of_no_version = || {
            let name = |name| link.get(name).filter(|text| !text.is_empty());
            let method = name("signMethod").filter(|text| SignMethod::from_wire(text).is_none());
            let mode = name("secureMode").filter(|text| SecureMode::from_wire(text).is_none());
            let odd = method.or(mode).filter(|_| route != Route::Verify)?;
            Some(Trouble::Unknown(odd.chars().take(20).collect()))
        };
        Self {
            route,
            secrets_read: link.secrets_read,
            secrets_dropped: link.secrets_dropped,
            trouble: link.trouble.clone().or_else(of_no_version),
        }
    }
}

/// A secret of a link, if it carried it and it was read.
pub fn linked_secret(link: &Link) -> Option<Secret> {
    link.get(DEVICE_SECRET).map(Secret::new)
}

/// What a link fills Verify with: a claim as JSON, the device secret, the product secret, and what
/// was seen.
pub fn linked_claim(link: &Link) -> (Loaded, Secret, Option<Observed>) {
    let beside = [OBSERVATION, DEVICE_SECRET, PRODUCT_SECRET];
    let lines = VERIFY.iter().filter(|(name, _)| !beside.contains(name));
    let lines: Vec<String> = lines
        .filter_map(|(name, key)| {
            let value = link.get(name)?;
            // What the JSON of a claim has as a number or as a truth value.
            let bare = match *name {
                "port" | "keepAlive" | "protocolLevel" | "qos" => value.parse::<u32>().is_ok(),
                "will" | "retain" => matches!(value, "true" | "false"),
                _ => false,
            };
            Some(match bare {
                true => format!("  \"{key}\": {value}"),
                false => format!("  \"{key}\": {}", json_string(value)),
            })
        })
        .collect();
    let text = match lines.is_empty() {
        true => String::new(),
        false => format!("{{\n{}\n}}\n", lines.join(",\n")),
    };
    let loaded = Loaded {
        text: Pasted(text.into()),
        secret: linked_secret(link).unwrap_or_default(),
    };
    let product_secret = link.get(PRODUCT_SECRET).map(Secret::new);
    let observed = link.get(OBSERVATION).and_then(read_observed);
    (loaded, product_secret.unwrap_or_default(), observed)
}
