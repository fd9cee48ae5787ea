//! Where the effects of Connect start.

mod intents;
mod use_behaviour;
mod use_connect;
mod use_message_list;

pub use use_connect::use_connect;
pub use use_message_list::use_message_list;
