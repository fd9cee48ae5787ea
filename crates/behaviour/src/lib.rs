//! What a device does by itself.

mod expand;
mod json;
mod payload;
mod random;
mod template;
mod topic;

pub use payload::{PayloadError, parse_payload};
pub use random::{Ids, Random};
pub use topic::{filter_matches, is_filter, is_name, reply_topic};
