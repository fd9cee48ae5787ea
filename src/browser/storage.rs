//! What the page remembers on this machine: the theme, and messages that were kept by a press of a
//! button.

use web_sys::{Storage, window};

const THEME: &str = "connack-theme";
const SNIPPETS: &str = "connack-snippets";

/// Storage may be switched off; then nothing is remembered.
fn storage() -> Option<Storage> {
    window()?.local_storage().ok()?
}

/// The remembered theme.
pub fn theme() -> Option<String> {
    storage()?.get_item(THEME).ok()?
}

/// Remembers the theme.
pub fn set_theme(theme: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(THEME, theme);
    }
}

/// The messages that were kept, as their file.
pub fn snippets() -> Option<String> {
    storage()?.get_item(SNIPPETS).ok()?
}

/// Keeps messages; `None`: none.
pub fn set_snippets(file: Option<&str>) {
    if let Some(storage) = storage() {
        let _ = match file {
            Some(file) => storage.set_item(SNIPPETS, file),
            None => storage.remove_item(SNIPPETS),
        };
    }
}

/// Forgets everything.
pub fn clear() {
    if let Some(storage) = storage() {
        let _ = storage.clear();
    }
}
