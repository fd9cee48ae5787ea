//! Pieces of pages: what the page knows in, markup with intents out, no effects. A piece is a
//! function: each component would cost the page two kilobytes. Only rows of long lists are
//! components, so that an unchanged row is not made again.

pub mod connect;
mod copy_button;
mod field;
mod header;
mod nodes;
mod notice;
mod output;
mod share;
mod shortcuts;
mod use_in;
mod wire;
mod working;

pub use copy_button::copy_button;
pub use field::{SelectField, TextField, select_field, text_field};
pub use header::header;
pub use nodes::{element, place};
pub use notice::{NoticeKind, notice};
pub use output::output;
pub use share::{linked, share};
pub use shortcuts::{SHORTCUTS, shortcuts};
pub use use_in::use_in;
pub use wire::{mark, wire};
pub use working::working;

use crate::state::{Action, Intent, Model};
use crate::text::Text;
use yew::Callback;

/// What every piece is shown from.
pub struct View<'a, M = Model, I = Intent> {
    /// The texts that all modules share, in the page's language.
    pub text: &'static Text,
    /// All that the module knows.
    pub model: &'a M,
    /// Where intents go.
    pub send: &'a Callback<I>,
}

// Derived, it would ask the same of the model.
impl<M, I> Clone for View<'_, M, I> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M, I> Copy for View<'_, M, I> {}

impl View<'_> {
    /// Whether secrets are shown, and what turns it.
    pub fn reveal(self) -> (bool, Intent) {
        let shown = self.model.revealed;
        (shown, Intent::Change(Action::Reveal(!shown)))
    }
}
