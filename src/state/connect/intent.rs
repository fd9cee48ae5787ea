//! What a person wants of Connect, as plain data.

use crate::state::Intends;
use crate::state::connect::profile::ProfilesIntent;
use crate::state::connect::{Action, MessagesIntent, SubAsk};
use connack_diagnosis::ProbeKind;
use connack_protocol::{FromConnectPage, Repeat, ToSession};

/// What a person wants of Connect.
#[derive(Debug, Clone, PartialEq)]
pub enum Intent {
    /// Only a change of what the module knows.
    Change(Action),
    /// Several changes at once.
    Changes(Vec<Action>),
    /// Several things, in order.
    All(Vec<Intent>),
    /// Copy a text to the clipboard.
    Copy {
        /// Which button: the id of what it copies.
        what: &'static str,
        /// The text.
        text: String,
    },
    /// Connect as the shown connection says.
    Connect {
        /// The person knows that a real device may go offline.
        agreed: bool,
    },
    /// Ask something else of the shown connection's session.
    Session(ToSession),
    /// Save, load, import, export and delete profiles.
    Profiles(ProfilesIntent),
    /// Show this connection, and move the focus to its tab.
    ShowConnection(u32),
    /// Disconnect this connection, and drop it with all that it holds.
    CloseConnection(u32),
    /// Open a socket that differs from the one that failed, and close it again.
    Probe {
        /// The line of the timeline.
        item: u64,
        /// In what it differs.
        kind: ProbeKind,
    },
    /// Of the messages: files, copies, downloads.
    Messages(MessagesIntent),
    /// Send what the publish form says.
    Publish {
        /// Limits of the platform that stand against it are known.
        agreed: bool,
    },
    /// Fill the chosen template into the publish form.
    FillTemplate,
    /// Ask the platform something for sub-devices of the shown connection.
    SubDevices(SubAsk),
    /// Begin a repeated sending.
    Repeat(Box<Repeat>),
    /// Move the focus to an element: what had it goes.
    Focus(&'static str),
    /// Ask something of the page.
    Page(FromConnectPage),
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
