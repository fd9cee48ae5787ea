//! The pieces of Connect.

mod chart;
mod detail;
mod files;
mod filter_bar;
mod messages;
mod publish_form;
mod subscribe_form;
mod timeline;
mod topic_tree;

pub use messages::{ListNodes, messages};
pub use publish_form::publish_form;
pub use subscribe_form::subscribe_form;
pub use timeline::timeline;

use crate::state::connect::{Intent, Model};

/// What every piece of Connect is shown from.
pub type View<'a> = super::View<'a, Model, Intent>;
