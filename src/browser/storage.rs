//! What the page remembers on this machine: the theme, nothing else.

use web_sys::{Storage, window};

const THEME: &str = "connack-theme";

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

/// Forgets everything.
pub fn clear() {
    if let Some(storage) = storage() {
        let _ = storage.clear();
    }
}
