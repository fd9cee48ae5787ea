//! What the page remembers on this machine: the theme, and profiles and messages where a person saves
//! them.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomException, Storage, window};

const THEME: &str = "connack-theme";
const SNIPPETS: &str = "connack-snippets";

/// Why nothing is remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Storage is switched off.
    Off,
    /// It is full.
    Full,
}

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

/// All texts whose key begins so, by the rest of their key.
///
/// # Errors
/// Storage is switched off.
pub fn texts(start: &str) -> Result<Vec<(String, String)>, Refused> {
    let storage = storage().ok_or(Refused::Off)?;
    let count = storage.length().map_err(|_| Refused::Off)?;
    let keys = (0..count).filter_map(|index| storage.key(index).ok()?);
    let text = |key: String| {
        let rest = key.strip_prefix(start)?.to_owned();
        Some((rest, storage.get_item(&key).ok()??))
    };
    Ok(keys.filter_map(text).collect())
}

/// Remembers a text.
///
/// # Errors
/// Storage is switched off or full.
pub fn set(key: &str, text: &str) -> Result<(), Refused> {
    let storage = storage().ok_or(Refused::Off)?;
    let full = |error: &JsValue| {
        error
            .dyn_ref::<DomException>()
            .is_some_and(|error| error.name() == "QuotaExceededError")
    };
    storage
        .set_item(key, text)
        .map_err(|error| match full(&error) {
            true => Refused::Full,
            false => Refused::Off,
        })
}

/// Forgets a text.
pub fn remove(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(key);
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
