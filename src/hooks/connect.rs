//! Where the effects of Connect start.

mod intents;
mod profiles;
mod use_connect;
mod use_message_list;

pub use profiles::{local_minute, picked};
pub use use_connect::use_connect;
pub use use_message_list::use_message_list;
