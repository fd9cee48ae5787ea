//! Pieces of pages: what the page knows in, markup with intents out, no effects. A piece is a
//! function: each component would cost the page two kilobytes. Only rows of long lists are
//! components, so that an unchanged row is not made again.

mod copy_button;
mod field;
mod header;
mod messages;
mod nodes;
mod notice;
mod output;
mod publish_form;
mod subscribe_form;
mod timeline;
mod wire;
mod working;

pub use copy_button::copy_button;
pub use field::{SelectField, TextField, select_field, text_field};
pub use header::header;
pub use messages::messages;
pub use nodes::place;
pub use notice::{NoticeKind, notice};
pub use output::output;
pub use publish_form::publish_form;
pub use subscribe_form::subscribe_form;
pub use timeline::timeline;
pub use wire::{mark, wire};
pub use working::working;

use crate::state::{Intent, Model};
use crate::text::Text;
use yew::Callback;

/// What every piece is shown from.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// All texts, in the page's language.
    pub text: &'static Text,
    /// All that the page knows.
    pub model: &'a Model,
    /// Where intents go.
    pub send: &'a Callback<Intent>,
}
