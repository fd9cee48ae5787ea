//! The address bar: the fragment, and the language before it.

use crate::browser::listener::Listener;
use web_sys::window;

/// The fragment with its `#`, or nothing.
pub fn fragment() -> String {
    window()
        .and_then(|window| window.location().hash().ok())
        .unwrap_or_default()
}

/// All before query and fragment.
pub fn base() -> String {
    let address = window().and_then(|window| window.location().href().ok());
    let address = address.unwrap_or_default();
    let base = address.split(['?', '#']).next();
    base.unwrap_or_default().to_owned()
}

/// The origin that the page came from.
pub fn origin() -> String {
    window()
        .and_then(|window| window.location().origin().ok())
        .unwrap_or_default()
}

/// The value of `?lang=`.
pub fn lang() -> Option<String> {
    let query = window()?.location().search().ok()?;
    let query = query.strip_prefix('?')?;
    form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "lang")
        .map(|(_, value)| value.into_owned())
}

/// Writes `?lang=` without loading anything; the fragment stays.
pub fn set_lang(code: &str) {
    replace(&format!("?lang={code}{}", fragment()));
}

/// Replaces the fragment without a new entry in the history.
pub fn replace_fragment(fragment: &str) {
    replace(fragment);
}

/// Removes query and fragment: nothing of the address stays in this history entry.
pub fn clear() {
    let path = window().and_then(|window| window.location().pathname().ok());
    replace(&path.unwrap_or_default());
}

/// Calls back when the fragment changes.
pub fn on_fragment(callback: impl Fn() + 'static) -> Option<Listener> {
    Some(Listener::new(&*window()?, "hashchange", move |_| {
        callback()
    }))
}

fn replace(url: &str) {
    let history = window().and_then(|window| window.history().ok());
    if let Some(history) = history {
        // A sandboxed frame may refuse; the page works all the same.
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(url));
    }
}
