//! Which device the claim is about, and which others it mentions.

use super::text::without_blanks;
use super::username::{self, Known, looks_like_product_key};
use super::{Reading, distinct, is_template, placeholder};
use crate::Certainty;
use connack_signer::{Claim, ClaimField, DeviceName, ProductKey};

impl Reading {
    /// Reads the user name, then fills in the identity and what is mentioned beside it.
    pub(super) fn identify(&mut self, claim: &Claim) {
        let given = |field: ClaimField, text: &Option<String>| {
            let text = without_blanks(text.as_deref()?);
            (!text.is_empty() && !self.is_template(field)).then_some(text)
        };
        let own_key = given(ClaimField::ProductKey, &claim.product_key);
        let own_name = given(ClaimField::DeviceName, &claim.device_name);
        // What a request carries is what the platform looks up and signs.
        let (sent_name, sent_key) = std::mem::take(&mut self.sent_identity);
        let given_key = sent_key.or_else(|| own_key.clone());
        let given_name = sent_name.or_else(|| own_name.clone());
        let host_key = self
            .host
            .as_ref()
            .and_then(|host| host.product_key())
            .filter(|_| !self.is_template(ClaimField::Host))
            .map(str::to_owned);
        let username = claim.username.as_deref().map(|sent| {
            username::read(
                sent,
                Known {
                    product_key: given_key.as_deref(),
                    device_name: given_name.as_deref(),
                    host_product_key: host_key.as_deref(),
                    in_order: self.names_in_order,
                },
            )
        });
        let named = username
            .as_ref()
            .filter(|_| !self.is_template(ClaimField::Username) && self.flow.names_device());
        let user_key = named.and_then(|name| name.product_key.clone());
        let user_name = named.and_then(|name| name.device_name.clone());
        self.username_identity = user_name.clone().zip(user_key.clone());
        self.product_key = given_key
            .or_else(|| user_key.clone())
            .or_else(|| host_key.clone());
        self.device_name = given_name.or_else(|| user_name.clone());
        self.username = username;
        self.note_blanks(claim);
        let keys = user_key.into_iter().chain(host_key).chain(own_key);
        let mut keys: Vec<String> = keys.collect();
        let mut names: Vec<String> = user_name.into_iter().chain(own_name).collect();
        if let Some(client_id) = self.client_ids.first().filter(|_| !self.random_client_id) {
            self.mentioned(client_id, &mut keys, &mut names);
        }
        keys.retain(|key| self.product_key.as_ref() != Some(key));
        names.retain(|name| self.device_name.as_ref() != Some(name));
        self.other_product_keys = distinct(keys);
        self.other_device_names = distinct(names);
    }

    /// The identity with the blanks that were taken from it: it may be signed as it is sent.
    fn note_blanks(&mut self, claim: &Claim) {
        let (Some(name), Some(key)) = (&self.device_name, &self.product_key) else {
            return;
        };
        let sent = self.username.as_ref();
        let sent = sent.and_then(|username| username.with_blanks.clone());
        let given = (
            claim.device_name.as_ref().unwrap_or(name).clone(),
            claim.product_key.as_ref().unwrap_or(key).clone(),
        );
        let pairs = sent.into_iter().chain([given]);
        self.with_blanks = pairs
            .filter(|(other, _)| without_blanks(other) == *name)
            .filter(|(_, other)| without_blanks(other) == *key)
            .filter(|(other_name, other_key)| (other_name, other_key) != (name, key))
            .collect();
        self.with_blanks.dedup();
    }

    /// The same with the names of the user name in the order sent, where only their looks exchanged
    /// them.
    pub(crate) fn in_order_sent(&self, claim: &Claim) -> Option<Self> {
        let swapped = self.username.as_ref()?.swapped?;
        if swapped != Certainty::Likely {
            return None;
        }
        let mut reading = Self {
            names_in_order: true,
            ..self.clone()
        };
        reading.identify(claim);
        Some(reading)
    }

    /// The same with the texts taken for values that look like a placeholder by their signs only;
    /// `None` when there are none.
    pub(crate) fn with_placeholders_meant(&self, claim: &Claim) -> Option<Self> {
        let mut meant = Vec::new();
        for (field, found) in &self.placeholders {
            let doubtful = found.as_deref().is_some_and(placeholder::is_doubtful);
            if doubtful && self.is_of_choice(*field, claim) {
                meant.push(*field);
            }
        }
        if meant.is_empty() {
            return None;
        }
        let mut reading = Self {
            meant,
            ..self.clone()
        };
        reading.identify(claim);
        Some(reading)
    }

    /// Whether the placeholder of a field stands in a text that people choose and that is signed.
    fn is_of_choice(&self, field: ClaimField, claim: &Claim) -> bool {
        if field == ClaimField::MqttClientId {
            let mut params = self.params.iter();
            return params.all(|(name, value)| {
                !is_template(name) && (name == "timestamp" || !is_template(value))
            });
        }
        let username = self.username.as_ref();
        let name = if field == ClaimField::Username {
            username
                .filter(|username| !username.product_key.as_deref().is_some_and(is_template))
                .and_then(|username| username.device_name.as_deref())
        } else if field == ClaimField::DeviceName {
            claim.device_name.as_deref()
        } else {
            None
        };
        let fits = |c: char| c.is_ascii_alphanumeric() || "-_@.:".contains(c);
        name.is_some_and(|name| name.chars().all(fits))
    }

    /// Identities in the usual shapes of clientId: `pk.dn`, `pk&dn`, `dn&pk`, `dn.pk`, `dn`.
    fn mentioned(&self, client_id: &str, keys: &mut Vec<String>, names: &mut Vec<String>) {
        let key = self.product_key.as_deref();
        let name = self.device_name.as_deref();
        let mut pair = |first: &str, second: &str| {
            let fits = could_be_key(first) && could_be_name(second);
            let one_known = key == Some(first) || name == Some(second);
            if fits && (one_known || looks_like_product_key(first)) {
                keys.push(first.into());
                names.push(second.into());
            }
        };
        for sign in ['.', '&'] {
            if let Some((first, second)) = client_id.split_once(sign) {
                pair(first, second);
            }
            if let Some((first, second)) = client_id.rsplit_once(sign) {
                pair(second, first);
            }
        }
        if could_be_name(client_id) && key != Some(client_id) && !client_id.contains(['.', '&']) {
            names.push(client_id.into());
        }
    }
}

fn could_be_key(text: &str) -> bool {
    (2..=ProductKey::MAX_CHARS).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn could_be_name(text: &str) -> bool {
    (1..=DeviceName::MAX_CHARS).contains(&text.chars().count()) && !text.contains('&')
}
