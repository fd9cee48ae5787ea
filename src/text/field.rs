//! What is said beside a field: the rule, what was found, and what to do.

use connack_diagnosis::{Lang, odd_words, wire_words};
use connack_signer::{Oddity, Subject, WireError};

/// See the module.
#[derive(Debug)]
pub struct FieldText {
    /// A value that would break the wire.
    pub wire: fn(WireError) -> String,
    /// A value that is unusual.
    pub odd: fn(Subject, Oddity) -> String,
}

pub(super) const EN: FieldText = FieldText {
    wire: |error| wire_words(error, Lang::En),
    odd: |of, oddity| odd_words(of, oddity, Lang::En),
};
pub(super) const ZH: FieldText = FieldText {
    wire: |error| wire_words(error, Lang::Zh),
    odd: |of, oddity| odd_words(of, oddity, Lang::Zh),
};
