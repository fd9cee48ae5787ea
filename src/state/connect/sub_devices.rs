//! Sub-devices behind the device of a connection: what is known of each, what is asked of the
//! platform for them, and what it answers. Their secrets are in memory only.

mod asking;
mod draft;
#[cfg(test)]
mod tests;

pub use asking::{Asking, SubAsk};
pub use draft::{SubDraft, SubField};

use connack_signer::{Refusal, SubDevice, SubReply};
use std::rc::Rc;

/// The sub-devices of a connection.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SubDevices {
    /// The one that is being typed.
    pub draft: SubDraft,
    /// All, in the order in which they were typed.
    pub devices: Vec<Rc<SubEntry>>,
    next: u32,
    last_id: u32,
}

/// A sub-device.
#[derive(Debug, Clone, PartialEq)]
pub struct SubEntry {
    /// Distinguishes it from every other one.
    pub number: u32,
    /// Who it is and how it signs.
    pub device: SubDevice,
    /// Where it is.
    pub state: SubState,
    /// Where it was before it was asked for something.
    before: SubState,
    /// What was asked for it last.
    pub exchange: Option<Exchange>,
}

/// Where a sub-device is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubState {
    /// Only typed in.
    Known,
    /// `topo/add` waits for its reply.
    Adding,
    /// It belongs to the gateway.
    Added,
    /// A login waits for its reply.
    SigningIn,
    /// It is online through the gateway.
    Online,
    /// A logout waits for its reply.
    SigningOut,
    /// The last answer was no.
    Refused,
}

impl SubState {
    /// The value of the attribute.
    pub fn name(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Adding => "adding",
            Self::Added => "added",
            Self::SigningIn => "signing-in",
            Self::Online => "online",
            Self::SigningOut => "signing-out",
            Self::Refused => "refused",
        }
    }

    /// Whether a reply is waited for.
    pub fn waits(self) -> bool {
        match self {
            Self::Adding | Self::SigningIn | Self::SigningOut => true,
            Self::Known | Self::Added | Self::Online | Self::Refused => false,
        }
    }
}

/// What is asked of the platform for sub-devices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubAsked {
    /// `thing/topo/add`
    Add,
    /// `combine/login`
    Login,
    /// `combine/batch_login`
    LoginAll,
    /// `combine/logout`
    Logout,
}

impl SubAsked {
    /// The end of its topic.
    pub fn name(self) -> &'static str {
        match self {
            Self::Add => "topo/add",
            Self::Login => "login",
            Self::LoginAll => "batch_login",
            Self::Logout => "logout",
        }
    }

    fn waiting(self) -> SubState {
        match self {
            Self::Add => SubState::Adding,
            Self::Login | Self::LoginAll => SubState::SigningIn,
            Self::Logout => SubState::SigningOut,
        }
    }

    /// Where a sub-device is when the answer is yes. One that is online stays so when it is added.
    fn done(self, before: SubState) -> SubState {
        match self {
            Self::Add if before == SubState::Online => SubState::Online,
            Self::Add | Self::Logout => SubState::Added,
            Self::Login | Self::LoginAll => SubState::Online,
        }
    }
}

/// A request for a sub-device and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Exchange {
    /// What was asked.
    pub asked: SubAsked,
    /// The `id` of the request.
    pub id: u32,
    /// When it was asked, ms since 1970.
    since_ms: f64,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a request.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// Nothing yet.
    Waiting,
    /// A reply.
    Answered {
        /// How long it took, in ms.
        latency_ms: f64,
        /// Why not; `None`: all went well.
        refusal: Option<Refusal>,
    },
    /// No reply in time, or the connection was lost before.
    Unanswered,
    /// It went well, but the platform took it back later, on `/ext/error`.
    TakenBack(Refusal),
}

/// What can happen to the sub-devices.
#[derive(Debug, Clone, PartialEq)]
pub enum SubAction {
    /// A field was typed or chosen.
    Field(SubField, String),
    /// Show the typed secret, or hide it.
    Reveal(bool),
    /// Fill in the sub-device of the practice broker.
    Practice,
    /// The typed one is one from here on; one with the same names is replaced.
    Know,
    /// Drop the one with this number.
    Drop(u32),
    /// This was asked for these.
    Asked {
        /// What.
        asked: SubAsked,
        /// For which, by their numbers.
        numbers: Vec<u32>,
        /// The `id` of the request.
        id: u32,
        /// When, ms since 1970.
        now_ms: f64,
    },
    /// The time for the reply to the request with this `id` is over.
    Overdue(u32),
}

impl SubEntry {
    /// Its product key and device name.
    pub fn names(&self) -> (&str, &str) {
        let identity = &self.device.identity;
        (identity.product_key.as_str(), identity.device_name.as_str())
    }

    fn settle(&mut self, state: SubState, outcome: Outcome) {
        (self.state, self.before) = (state, state);
        if let Some(exchange) = &mut self.exchange {
            exchange.outcome = outcome;
        }
    }

    fn waits_for(&self, id: u32) -> bool {
        let exchange = self.exchange.as_ref();
        self.state.waits() && exchange.is_some_and(|of| of.id == id)
    }
}

impl SubDevices {
    /// They after an action.
    pub fn apply(&mut self, action: SubAction) {
        match action {
            SubAction::Field(field, text) => self.draft.set(field, text),
            SubAction::Reveal(shown) => self.draft.revealed = shown,
            SubAction::Practice => self.draft = SubDraft::practice(),
            SubAction::Know => self.know(),
            SubAction::Drop(number) => self.devices.retain(|of| of.number != number),
            SubAction::Asked {
                asked,
                numbers,
                id,
                now_ms,
            } => {
                self.last_id = id;
                self.each(
                    |of| numbers.contains(&of.number),
                    |of| {
                        if !of.state.waits() {
                            of.before = of.state;
                        }
                        of.state = asked.waiting();
                        of.exchange = Some(Exchange {
                            asked,
                            id,
                            since_ms: now_ms,
                            outcome: Outcome::Waiting,
                        });
                    },
                );
            }
            SubAction::Overdue(id) => self.each(
                |of| of.waits_for(id),
                |of| {
                    of.settle(of.before, Outcome::Unanswered);
                },
            ),
        }
    }

    fn know(&mut self) {
        let Some(device) = self.draft.device() else {
            return;
        };
        let entry = Rc::new(SubEntry {
            number: self.next,
            device,
            state: SubState::Known,
            before: SubState::Known,
            exchange: None,
        });
        self.next += 1;
        self.devices.retain(|of| of.names() != entry.names());
        self.devices.push(entry);
        // The next one is often of the same product.
        self.draft = SubDraft {
            product_key: std::mem::take(&mut self.draft.product_key),
            sign_method: self.draft.sign_method,
            ..SubDraft::default()
        };
    }

    fn each(&mut self, which: impl Fn(&SubEntry) -> bool, change: impl Fn(&mut SubEntry)) {
        for of in self.devices.iter_mut().filter(|of| which(of)) {
            change(Rc::make_mut(of));
        }
    }

    /// Takes a reply that came at this time.
    fn answer(&mut self, epoch_ms: f64, reply: &SubReply) {
        let Ok(id) = reply.id.parse() else { return };
        self.each(
            |of| of.waits_for(id),
            |of| {
                let Some(exchange) = &of.exchange else { return };
                let state = match reply.refusal {
                    Some(_) => SubState::Refused,
                    None => exchange.asked.done(of.before),
                };
                let outcome = Outcome::Answered {
                    latency_ms: (epoch_ms - exchange.since_ms).max(0.0),
                    refusal: reply.refusal.clone(),
                };
                of.settle(state, outcome);
            },
        );
    }

    /// The platform took sessions back.
    fn take_back(&mut self, reply: &SubReply) {
        let Some(refusal) = &reply.refusal else {
            return;
        };
        let named = |of: &SubEntry| {
            let mut all = reply.devices.iter();
            all.any(|(key, name)| of.names() == (key.as_str(), name.as_str()))
        };
        self.each(named, |of| {
            of.settle(SubState::Refused, Outcome::TakenBack(refusal.clone()));
        });
    }

    /// The gateway's connection is over, and with it every session of a sub-device.
    pub(super) fn end(&mut self) {
        self.each(
            |of| of.state.waits(),
            |of| {
                of.settle(of.before, Outcome::Unanswered);
            },
        );
        self.each(
            |of| of.state == SubState::Online,
            |of| {
                (of.state, of.before) = (SubState::Added, SubState::Added);
            },
        );
    }

    /// Another gateway knows nothing of them.
    pub(super) fn other_gateway(&mut self) {
        self.each(
            |_| true,
            |of| {
                (of.state, of.before) = (SubState::Known, SubState::Known);
                of.exchange = None;
            },
        );
    }

    /// Product key and device name of those that are online.
    pub fn online(&self) -> impl Iterator<Item = (&str, &str)> {
        let online = self.devices.iter();
        let online = online.filter(|of| of.state == SubState::Online);
        online.map(|of| of.names())
    }
}
