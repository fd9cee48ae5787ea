//! Keeps the focus with Connect and Disconnect: of the two only one can be pressed, and the question
//! before a connection goes with its answer.

use crate::browser::document;
use crate::state::connect::Connection;
use yew::prelude::*;

/// Moves the focus to the button that can be pressed, when what had it is gone or can no longer be.
#[hook]
pub fn use_buttons_focus(connection: &Connection) {
    let asks = connection.form.asking.is_some();
    let now = (connection.id, asks, connection.session.phase.is_active());
    let before = use_mut_ref(|| now);
    use_effect_with(now, move |now| {
        let (id, asks, active) = *now;
        let (was, asked, _) = before.replace(*now);
        let answered = was == id && asked && !asks;
        document::focus_instead(
            match answered {
                true => "body, #connect:disabled, #disconnect:disabled",
                false => "#connect:disabled, #disconnect:disabled",
            },
            match active {
                true => "disconnect",
                false => "connect",
            },
        );
    });
}
