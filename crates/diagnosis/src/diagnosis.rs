//! The answer to one case: a verdict, the findings in their order, the right values, and how far
//! the search looked.

use crate::{Finding, Observation};
use connack_signer::{Claim, ClaimField, Signing};

/// A claim and what the wire showed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Case {
    /// What the device sends, and what is known of it.
    pub claim: Claim,
    /// What happened when it was sent.
    pub observations: Vec<Observation>,
}

/// One word for the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Would be accepted, as far as the strings tell.
    Ok,
    /// A mistake is proved.
    Wrong,
    /// Only likely findings.
    Suspect,
    /// Nothing proved, and the password matches no recipe.
    Unexplained,
    /// No mistake proved, and too little was given to check the password.
    Incomplete,
}

impl Verdict {
    /// The spelling of `data-verdict` and of JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Wrong => "wrong",
            Self::Suspect => "suspect",
            Self::Unexplained => "unexplained",
            Self::Incomplete => "incomplete",
        }
    }
}

/// What the device should send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// Every stage of the right computation.
    pub signing: Signing,
    /// Host for TCP and TLS; `None` when neither region nor instance is known.
    pub host: Option<String>,
    /// Port for TCP and TLS.
    pub port: u16,
    /// URL for WebSocket; `None` without a host.
    pub websocket_url: Option<String>,
}

/// How far to look for a mistaken recipe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Most deviations at once, 1 to 3.
    pub deviations: u8,
    /// Whether one deviation includes the distant timestamps and the mistyped secrets: some
    /// fifteen thousand recipes, where the rest are about two hundred.
    pub wide: bool,
    /// Most recipes with three mistakes; fewer are always searched to the end. With none at all,
    /// three are still searched where algorithm or form is one of them, which costs little.
    pub recipes: u64,
}

impl Budget {
    /// One deviation, at once: for the page, on each keystroke.
    pub const SHALLOW: Self = Self {
        deviations: 1,
        wide: false,
        recipes: 0,
    };
    /// One and two deviations to the end.
    pub const TWO: Self = Self {
        deviations: 2,
        wide: true,
        recipes: 0,
    };
    /// As [`Self::TWO`], and the three that cost little: for many claims one after the other.
    pub const STREAM: Self = Self {
        deviations: 3,
        wide: true,
        recipes: 0,
    };
    /// Three deviations as far as a few seconds in a browser allow.
    pub const DEEP: Self = Self {
        deviations: 3,
        wide: true,
        recipes: 2_000_000,
    };
}

/// How far the search looked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Looked {
    /// Deviations searched to the end; 0 when the right recipe explains the password, or when there
    /// was nothing to search with.
    pub deviations: u8,
    /// Recipes computed.
    pub recipes: u64,
    /// The search was cut short by its budget before it could name a mistake.
    pub cut: bool,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnosis {
    /// One word for the whole.
    pub verdict: Verdict,
    /// What explains the password first, then proved strings, then likely ones, then notes.
    pub findings: Vec<Finding>,
    /// What should be sent, where it can be computed.
    pub expected: Option<Expected>,
    /// What more would be needed to check the password; empty when it was checked.
    pub missing: Vec<ClaimField>,
    /// How far the search looked.
    pub looked: Looked,
}
