//! Files: one that a person picks is read as text, a text is handed over as one.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, Event, HtmlAnchorElement, HtmlInputElement, Url, window};

/// Why a picked file gives no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoText {
    /// It is larger than was allowed, in bytes.
    TooLarge(u64),
    /// It cannot be read.
    Unreadable,
}

/// A file that was picked.
#[derive(Debug)]
pub struct Picked(web_sys::File);

/// The file that was picked in the input that an event comes from; the input is emptied, so that the
/// same file can be picked again.
pub fn picked(event: &Event) -> Option<Picked> {
    let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = input.files()?.get(0)?;
    input.set_value("");
    Some(Picked(file))
}

impl Picked {
    /// Its text, if it has at most `max` bytes.
    ///
    /// # Errors
    /// See [`NoText`].
    pub async fn text(&self, max: u64) -> Result<String, NoText> {
        // Sizes are whole and positive.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let size = self.0.size() as u64;
        if size > max {
            return Err(NoText::TooLarge(size));
        }
        let text = JsFuture::from(self.0.text()).await;
        text.ok()
            .and_then(|text| text.as_string())
            .ok_or(NoText::Unreadable)
    }
}

/// Hands a text over as a file with this name.
pub fn save(name: &str, text: &str) {
    // Without a document there is nobody to take it.
    let _ = try_save(name, text);
}

fn try_save(name: &str, text: &str) -> Result<(), JsValue> {
    let none = || JsValue::UNDEFINED;
    let document = window()
        .and_then(|window| window.document())
        .ok_or_else(none)?;
    let kind = BlobPropertyBag::new();
    kind.set_type("application/json");
    let blob = Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&text.into()), &kind)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The download has its own hold on the data from the click on.
    Url::revoke_object_url(&url)
}
