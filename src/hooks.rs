//! Where effects start: everything that a component does beyond showing its props.

mod input;
mod use_clipboard;
mod use_end_in_view;
mod use_language;
mod use_requests;
mod use_route;
mod use_session;
mod use_theme;

pub use input::{
    build, epoch_now_ms, local_time, on_checked, on_paste, on_submit_key, on_value, page_facts,
    practice_url,
};
pub use use_clipboard::{CopyState, use_clipboard};
pub use use_end_in_view::use_end_in_view;
pub use use_language::{LanguageHandle, use_language, use_text};
pub use use_requests::use_requests;
pub use use_route::use_route;
pub use use_session::{SessionHandle, use_session};
pub use use_theme::{Theme, ThemeHandle, use_theme};

use crate::browser;

/// Empties what the browser keeps of this page: storage, and the address of this history entry.
pub fn forget_traces() {
    browser::storage::clear();
    browser::address::clear();
}

/// Moves the focus to an element.
pub fn focus(id: &str) {
    browser::document::focus(id);
}
