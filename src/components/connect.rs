//! The pieces of Connect.

mod behaves;
mod causes;
mod chart;
mod credentials;
mod detail;
mod entry;
mod files;
mod filter_bar;
mod limits;
mod messages;
mod options;
mod profiles;
mod publish_form;
mod registered;
mod snippets;
mod sub_devices;
mod subscribe_form;
mod tabs;
mod timeline;
mod topic_tree;

pub use behaves::behaves;
pub use credentials::{credentials_source, typed_credentials};
pub use messages::{ListNodes, messages};
pub use options::{connection_options, next_try};
pub use profiles::{profiles, wanted};
pub use publish_form::publish_form;
pub use registered::registered;
pub use subscribe_form::subscribe_form;
pub use tabs::{tab_id, tabs};
pub use timeline::timeline;

use crate::state::connect::{Intent, Model};

/// What every piece of Connect is shown from.
pub type View<'a> = super::View<'a, Model, Intent>;
