//! Writing to the clipboard.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlElement, HtmlTextAreaElement, window};

/// Copies a text; tells whether the browser did.
pub async fn copy(text: String) -> bool {
    let Some(window) = window() else { return false };
    // Over plain http from another machine there is no clipboard object.
    let clipboard = js_sys::Reflect::get(&window.navigator(), &"clipboard".into());
    if clipboard.is_ok_and(|clipboard| !clipboard.is_undefined()) {
        let written = JsFuture::from(window.navigator().clipboard().write_text(&text)).await;
        if written.is_ok() {
            return true;
        }
    }
    copy_by_selection(&text).unwrap_or(false)
}

/// The old way: a text area outside the view, selected and copied.
fn copy_by_selection(text: &str) -> Option<bool> {
    let document = window()?.document()?;
    let area: HtmlTextAreaElement = document.create_element("textarea").ok()?.unchecked_into();
    area.set_value(text);
    area.set_class_name("off-view");
    let focused = document.active_element();
    document.body()?.append_child(&area).ok()?;
    area.select();
    let exec = js_sys::Reflect::get(&document, &"execCommand".into()).ok()?;
    let done = exec
        .dyn_into::<js_sys::Function>()
        .ok()?
        .call1(&document, &"copy".into());
    area.remove();
    if let Some(Ok(element)) = focused.map(|element| element.dyn_into::<HtmlElement>()) {
        let _ = element.focus();
    }
    Some(done.is_ok_and(|done| done.is_truthy()))
}
