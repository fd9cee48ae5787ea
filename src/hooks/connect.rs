//! Where the effects of Connect start.

mod intents;
mod use_connect;

pub use use_connect::use_connect;
