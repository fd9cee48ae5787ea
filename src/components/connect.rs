//! The pieces of Connect.

mod behaves;
mod entry;
mod limits;
mod messages;
mod publish_form;
mod snippets;
mod subscribe_form;
mod timeline;

pub use behaves::behaves;
pub use messages::{ListNodes, messages};
pub use publish_form::publish_form;
pub use subscribe_form::subscribe_form;
pub use timeline::timeline;

use crate::state::connect::{Intent, Model};

/// What every piece of Connect is shown from.
pub type View<'a> = super::View<'a, Model, Intent>;
