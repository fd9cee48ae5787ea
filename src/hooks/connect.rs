//! Where the effects of Connect start.

mod files;
mod intents;
mod list_keys;
mod profiles;
mod tab_keys;
mod use_behaviour;
mod use_buttons_focus;
mod use_connect;
mod use_countdown;
mod use_message_list;

pub use files::{dragged_over, open_chosen, open_dropped};
pub use list_keys::{escape, list_keys, number_text, tree_keys};
pub use profiles::{local_minute, picked};
pub use tab_keys::tab_keys;
pub use use_buttons_focus::use_buttons_focus;
pub use use_connect::use_connect;
pub use use_countdown::use_countdown;
pub use use_message_list::use_message_list;
