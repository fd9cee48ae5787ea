//! `connack sign --use-in TARGET`: the device as a program or commands.

use crate::streams::{Unusable, print, tell};
use connack_diagnosis::Lang;
use connack_exports::{Given, Include, Target, export};

/// Prints the text, and on standard error what to know beside it.
pub(super) fn print_program(
    target: Target,
    given: &Given,
    with_password: bool,
) -> Result<(), Unusable> {
    let include = if with_password {
        Include::Password
    } else {
        Include::Placeholder
    };
    let written = export(target, given, include);
    for note in &written.notes {
        let kind = if note.broken || note.holds_password {
            "warning"
        } else {
            "note"
        };
        tell(&format!("{kind}: {}", note.en));
    }
    print(written.text.expose(), Lang::En)
}
