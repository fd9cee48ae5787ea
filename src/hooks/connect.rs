//! Where the effects of Connect start.

mod intents;
mod profiles;
mod use_connect;

pub use profiles::{local_minute, picked};
pub use use_connect::use_connect;
