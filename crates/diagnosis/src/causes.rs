//! What a failed connection most likely means: from what was seen, and everything else that is
//! known of the attempt, to causes in order. An [`Observation`] has one code; a code has several
//! causes, and a browser often hides which.
//!
//! Pure: whoever watches the wire fills in the [`Situation`], also with what came of the
//! [`probes`] that a person agreed to. A rank is relative: the first of some guesses, no proof.

mod client;
mod closed;
mod opened;
mod place;
mod probes;
mod refused;
mod target;
#[cfg(test)]
mod tests;
mod timed_out;
mod unreachable;
mod way;

pub use probes::{PROBES_SEND_NOTHING, Probe, ProbeKind, Probed, probes};
pub use target::{HostKind, PathKind, Target};

use crate::{Observation, Waited, Words};

/// One failed attempt, and what is known beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Situation {
    /// What the wire showed.
    pub seen: Observation,
    /// Where the attempt went.
    pub target: Target,
    /// The page came over https.
    pub page_https: bool,
    /// From the opening of the socket to the failure, in ms; `None` when it is not known, or
    /// when the connection was online between.
    pub elapsed_ms: Option<u32>,
    /// The browser says that it has a network.
    pub online: bool,
    /// Attempts at this URL within the last minute, this one included.
    pub attempts: u32,
    /// CONNACK 0 came from this URL since the page was loaded, on this connection or before.
    pub was_online_before: bool,
    /// How often in a row the connection was closed soon after CONNACK 0.
    pub closes_soon_after_online: u32,
    /// Keep-alive of CONNECT, in s.
    pub keep_alive_s: u16,
    /// What came of the probes.
    pub probed: Probed,
}

impl Situation {
    /// The first attempt at a URL, on a page that came over http and has a network, with nothing
    /// else known.
    pub fn new(seen: Observation, url: &str) -> Self {
        Self {
            seen,
            target: Target::read(url),
            page_https: false,
            elapsed_ms: None,
            online: true,
            attempts: 1,
            was_online_before: false,
            closes_soon_after_online: 0,
            keep_alive_s: 60,
            probed: Probed::default(),
        }
    }

    /// The failure took long. Browsers hold repeated attempts at one host back (RFC 6455, 4.1),
    /// so that the time of a later one says nothing.
    fn was_slow(&self) -> bool {
        const SLOW_MS: u32 = 2_000;
        const TELLING_ATTEMPTS: u32 = 3;
        self.attempts <= TELLING_ATTEMPTS && self.elapsed_ms.is_some_and(|ms| ms >= SLOW_MS)
    }

    /// As many attempts as the platform takes from a device in a minute (its limits page).
    fn is_at_rate_limit(&self) -> bool {
        self.target.host.is_platform() && self.attempts >= 5
    }
}

/// How a cause stands among the others of the same situation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Nothing fits better.
    MostLikely,
    /// It fits.
    Possible,
    /// It cannot be ruled out.
    Unlikely,
}

impl Rank {
    /// The spelling of an attribute.
    pub fn name(self) -> &'static str {
        match self {
            Self::MostLikely => "most-likely",
            Self::Possible => "possible",
            Self::Unlikely => "unlikely",
        }
    }

    /// The rank in words.
    pub fn words(self) -> Words {
        match self {
            Self::MostLikely => words("most likely", "最可能"),
            Self::Possible => words("possible", "有可能"),
            Self::Unlikely => words("unlikely", "可能性小"),
        }
    }
}

/// One kind of cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CauseEntry {
    /// Its name, which never changes.
    pub id: &'static str,
    /// What it most likely means.
    pub problem: Words,
    /// What to try.
    pub remedy: Words,
}

/// A cause in one situation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cause {
    /// Its kind.
    pub entry: &'static CauseEntry,
    /// Where it stands among the others.
    pub rank: Rank,
    /// What speaks for it here, or against it; `None` when it fits and no more is known.
    pub why: Option<Words>,
}

impl Cause {
    /// Its name: `data-cause`.
    pub fn id(&self) -> &'static str {
        self.entry.id
    }
}

/// Every kind of cause.
pub const CAUSES: &[&CauseEntry] = &[
    &place::NAME_NOT_FOUND,
    &place::NOTHING_LISTENS,
    &place::WRONG_PORT,
    &place::WRONG_PATH,
    &place::WRONG_HOST,
    &place::NOT_A_WEBSOCKET,
    &place::NOT_MQTT,
    &place::SUBPROTOCOL_REFUSED,
    &place::ORIGIN_REFUSED,
    &place::SERVER_ERROR,
    &place::SERVER_DOWN,
    &place::BROKER_BUSY,
    &place::BROKER_BROKEN,
    &way::OFFLINE,
    &way::OFFLINE_MISREPORTED,
    &way::FIREWALL,
    &way::PROXY,
    &way::TLS_NOT_SPOKEN,
    &way::TLS_EXPECTED,
    &way::CERTIFICATE_REFUSED,
    &way::LOCAL_NETWORK_BLOCKED,
    &way::MIXED_CONTENT,
    &way::NETWORK_GONE,
    &way::IDLE_DROPPED,
    &way::ASLEEP,
    &client::REFUSED_BY_CLOSING,
    &client::CONNECT_MALFORMED,
    &client::RATE_LIMIT,
    &client::VERSION_REFUSED,
    &client::VERSION_KEPT,
    &client::OTHER_VERSION,
    &client::CLIENT_ID_SHAPE,
    &client::CLIENT_ID_TOO_LONG,
    &client::CLIENT_ID_NOT_ALLOWED,
    &client::KEEP_ALIVE_RANGE,
    &client::SERVICE_UNAVAILABLE,
    &client::SIGNATURE_WRONG,
    &client::IDENTITY_WRONG,
    &client::USERNAME_SHAPE,
    &client::DEVICE_DISABLED,
    &client::CREDENTIALS_WRONG,
    &client::NOT_AUTHORIZED,
    &client::IDENTITY_SHARED,
    &client::TOPIC_NOT_ALLOWED,
];

/// What a situation may mean, the likeliest first; empty for CONNACK 0.
pub fn causes(situation: &Situation) -> Vec<Cause> {
    let mut ranking = Ranking::default();
    let s = situation;
    match s.seen {
        Observation::NotOpened => unreachable::rank(s, &mut ranking),
        Observation::TimedOut(Waited::SocketOpen) => timed_out::socket(s, &mut ranking),
        Observation::TimedOut(Waited::Connack) => timed_out::connack(s, &mut ranking),
        Observation::TimedOut(Waited::Pingresp) => timed_out::pingresp(s, &mut ranking),
        Observation::ClosedBeforeConnack => closed::before_connack(s, &mut ranking),
        Observation::Evicted => closed::after_online(s, &mut ranking),
        Observation::Malformed => opened::malformed(s, &mut ranking),
        Observation::NoSubprotocol => opened::no_subprotocol(s, &mut ranking),
        Observation::Connack(code) => refused::rank(code, s, &mut ranking),
        Observation::Offline => way::offline(&mut ranking),
        Observation::MixedContent => way::mixed_content(&mut ranking),
    }
    ranking.ranked()
}

/// Certain, as far as anything is here: a probe answered it, or the browser says so.
const SURE: u8 = 100;

/// Causes with their weights; what weighs nothing is not possible.
#[derive(Default)]
struct Ranking(Vec<(u8, &'static CauseEntry, Option<Words>)>);

impl Ranking {
    fn add(&mut self, weight: u8, entry: &'static CauseEntry, why: impl Into<Option<Words>>) {
        if weight > 0 {
            self.0.push((weight, entry, why.into()));
        }
    }

    fn ranked(mut self) -> Vec<Cause> {
        // Stable: of equal weights, the one that a rule names first comes first.
        self.0.sort_by_key(|(weight, ..)| u8::MAX - weight);
        let most = self.0.first().map_or(0, |(weight, ..)| *weight);
        self.0
            .into_iter()
            .map(|(weight, entry, why)| Cause {
                entry,
                rank: if weight == most {
                    Rank::MostLikely
                } else if weight >= most.div_ceil(2) {
                    Rank::Possible
                } else {
                    Rank::Unlikely
                },
                why,
            })
            .collect()
    }
}

const fn words(en: &'static str, zh: &'static str) -> Words {
    Words { en, zh }
}
