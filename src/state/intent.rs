//! What a person wants of the page, as plain data: the views emit it, the hooks carry it out.

use crate::state::{Action, Intends, Theme};
use crate::text::Language;
use connack_protocol::{Hidden, ToEngine};

/// What a person wants.
#[derive(Debug, Clone, PartialEq)]
pub enum Intent {
    /// Only a change of what the page knows.
    Change(Action),
    /// Several changes at once.
    Changes(Vec<Action>),
    /// Copy a text to the clipboard.
    Copy {
        /// Which button: the id of what it copies.
        what: &'static str,
        /// The text.
        text: String,
    },
    /// Write the present time into the timestamp, once.
    Now,
    /// Fill in the practice device, at the practice broker's address.
    Practice,
    /// Put a new random value into the field of this name.
    Random(String),
    /// Post a form to a server, for the field of this name.
    Send {
        /// The whole URL.
        url: String,
        /// The body, which has a signature.
        body: Hidden,
        /// The field.
        into: String,
    },
    /// Ask the engine's worker for something else than an answer.
    Engine(ToEngine),
    /// Choose a language; the address says so from then on.
    Language(Language),
    /// Choose a theme; it is remembered.
    Theme(Theme),
    /// Move the focus to an element.
    Focus(&'static str),
    /// Show the list of keys, or hide it.
    Shortcuts,
    /// Forget everything.
    Forget,
}

impl Intends for Intent {
    type Action = Action;

    fn change(action: Action) -> Self {
        Self::Change(action)
    }

    fn copy(what: &'static str, text: String) -> Self {
        Self::Copy { what, text }
    }
}
