//! The space of mistaken recipes: what a device may sign, with which key, and how it may write the
//! result down. Where it differs from the right way is a [`Deviation`]; a [`Draft`] is the right
//! way with some of them applied.
//!
//! It knows neither how the space is searched (`search`) nor the words of a finding (`findings`).

mod abreast;
mod choices;
mod content;
mod deviations;
mod digest;
mod explain;
mod keyed;
mod keys;
mod md5_lanes;
mod message_queue;
mod pieces;
mod spelling;
mod target;
mod timestamps;
mod walk;

pub(crate) use explain::{Explanation, findings};
pub(crate) use keys::bare;
pub(crate) use target::{base64_targets, targets};
pub(crate) use walk::Walk;

use crate::reading::{Flow, Reading};
use connack_signer::Claim;
use content::{Draft, Extras};
use deviations::Deviation;
use digest::Construction;
use keys::{Key, KeyKind};
use pieces::Pieces;
use spelling::Spelling;
use target::Target;

/// One of the texts that a draft chooses by index; `None` leaves the pair out.
type Choice = Option<u16>;

/// Everything that drafts choose from, and the deviations that choose it.
#[derive(Debug, Default)]
pub(crate) struct Space {
    flow: Flow,
    /// The right values first.
    client_ids: Vec<String>,
    device_names: Vec<String>,
    product_keys: Vec<String>,
    timestamps: Vec<String>,
    extras: Vec<Extras>,
    spellings: &'static [Spelling],
    keys: Vec<Key>,
    /// Ways to begin that cost nothing: the right one first.
    bases: Vec<Draft>,
    deviations: Vec<Deviation>,
    /// Of all these texts.
    pieces: Pieces,
}

impl Space {
    /// The space of a claim; `None` when identity, secret, client id or password is missing.
    pub(crate) fn of(claim: &Claim, reading: &Reading) -> Option<Self> {
        let flow = reading.flow;
        let secret = flow.secret(claim)?;
        let other = match flow.registers() {
            true => (KeyKind::DeviceSecret, &claim.device_secret),
            false => (KeyKind::ProductSecret, &claim.product_secret),
        };
        let other = other.1.as_ref().map(|secret| (other.0, secret));
        let mut space = Self {
            flow,
            client_ids: reading.client_ids.clone(),
            timestamps: reading.timestamps.clone(),
            spellings: spelling::all(flow),
            keys: keys::all(secret, other),
            ..Self::default()
        };
        if flow != Flow::MessageQueue {
            space.device_names = vec![reading.device_name.clone()?];
            space.product_keys = vec![reading.product_key.clone()?];
        }
        if space.client_ids.is_empty() && !matches!(flow, Flow::Request(_)) {
            return None;
        }
        space.extras.push(Extras::default());
        space.find_bases(claim, reading);
        deviations::find(&mut space, reading);
        space.pieces = Pieces::of(&space);
        Some(space)
    }

    /// The right way of this claim.
    pub(crate) fn right(&self) -> Draft {
        self.bases.first().copied().unwrap_or_default()
    }

    /// Every way to begin; what comes after the first is searched less deep.
    pub(crate) fn bases(&self) -> &[Draft] {
        &self.bases
    }

    /// Every deviation, sorted by dimension.
    pub(crate) fn deviations(&self) -> &[Deviation] {
        &self.deviations
    }

    fn find_bases(&mut self, claim: &Claim, reading: &Reading) {
        let right = self.right_draft();
        self.bases.push(right);
        let signed_ids = if right.client_id.is_some() {
            self.client_ids.len()
        } else {
            0
        };
        for at in 1..signed_ids {
            self.bases.push(Draft {
                client_id: index(at),
                ..right
            });
        }
        for at in 1..self.timestamps.len() {
            self.bases.push(Draft {
                timestamp: index(at),
                ..right
            });
        }
        if right.device_name.is_some() {
            for (name, key) in &reading.with_blanks {
                let base = Draft {
                    device_name: intern(&mut self.device_names, name),
                    product_key: intern(&mut self.product_keys, key),
                    ..right
                };
                self.bases.push(base);
            }
        }
        if reading.random_client_id {
            self.find_bases_of_random(right, reading);
        }
        // The user name is another device's, and that device was signed: its own finding says so.
        let username = reading.username_identity.as_ref();
        let username = username.filter(|_| self.flow.names_device());
        if let Some((name, key)) = username.filter(|_| !carries_identity(claim, reading)) {
            let base = Draft {
                device_name: intern(&mut self.device_names, name),
                product_key: intern(&mut self.product_keys, key),
                ..right
            };
            self.bases.push(base);
        }
    }

    fn right_draft(&self) -> Draft {
        let first = |texts: &[String]| (!texts.is_empty()).then_some(0);
        let draft = Draft {
            client_id: first(&self.client_ids).filter(|_| self.flow.signs_client_id()),
            ..Draft::default()
        };
        if self.flow == Flow::MessageQueue {
            return Draft {
                spelling: spelling::VALUES_ONLY,
                ..draft
            };
        }
        Draft {
            timestamp: first(&self.timestamps),
            device_name: Some(0),
            product_key: Some(0),
            construction: match self.flow {
                Flow::LookAlike => Construction::ContentSecret,
                Flow::Direct
                | Flow::MqttRegister
                | Flow::MessageQueue
                | Flow::Token
                | Flow::Chip
                | Flow::Request(_) => Construction::Hmac,
            },
            ..draft
        }
    }

    /// A tool made the client id up after the password was computed: any usual clientId and
    /// timestamp may have been signed.
    fn find_bases_of_random(&mut self, right: Draft, reading: &Reading) {
        let ids = deviations::usual_client_ids(
            &self.product_keys[0],
            &self.device_names[0],
            reading.client_ids.first().map_or("", |id| id),
        );
        let ids: Vec<Choice> = ids
            .iter()
            .map(|id| intern(&mut self.client_ids, id))
            .collect();
        let stamps: Vec<Choice> = timestamps::CONSTANTS
            .iter()
            .map(|text| intern(&mut self.timestamps, text))
            .collect();
        let with_none = || std::iter::once(None).chain(stamps.iter().copied());
        let ids = std::iter::once(Some(0)).chain([None]).chain(ids);
        for client_id in ids {
            for timestamp in with_none() {
                let base = Draft {
                    client_id,
                    timestamp,
                    ..right
                };
                if base != right {
                    self.bases.push(base);
                }
            }
        }
    }
}

/// Whether the user name, mended, carries the identity that was given.
fn carries_identity(claim: &Claim, reading: &Reading) -> bool {
    let Some((name, key)) = &reading.username_identity else {
        return true;
    };
    claim.device_name.as_ref().is_none_or(|given| given == name)
        && claim.product_key.as_ref().is_none_or(|given| given == key)
}

/// Where `text` stands in `texts`; it is added when it does not.
fn intern(texts: &mut Vec<String>, text: &str) -> Choice {
    let at = texts.iter().position(|other| other == text);
    let at = at.unwrap_or_else(|| {
        texts.push(text.into());
        texts.len() - 1
    });
    index(at)
}

fn index(at: usize) -> Choice {
    u16::try_from(at).ok()
}
