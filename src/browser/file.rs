//! Files: bytes handed to the browser as a download, and a chosen file's bytes piece by piece.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, DragEvent, Event, File, HtmlElement, HtmlInputElement, Url, window,
};

/// A file that is being written; its bytes lie with the browser, not with the page.
#[derive(Debug, Default)]
pub struct Parts(js_sys::Array);

impl Parts {
    /// Adds bytes at the end.
    pub fn push(&self, bytes: &[u8]) {
        self.0.push(&js_sys::Uint8Array::from(bytes));
    }

    /// Hands the file to the browser under a name.
    pub fn save(&self, name: &str) {
        // A browser without downloads keeps silent; there is nothing to be done about it.
        let _ = self.offer(name);
    }

    fn offer(&self, name: &str) -> Result<(), JsValue> {
        let kind = BlobPropertyBag::new();
        // Not as text: the bytes are to stay as they are.
        kind.set_type("application/octet-stream");
        let blob = Blob::new_with_u8_array_sequence_and_options(&self.0, &kind)?;
        let address = Url::create_object_url_with_blob(&blob)?;
        let document = window().and_then(|window| window.document());
        let link = document.ok_or(JsValue::NULL)?.create_element("a")?;
        link.set_attribute("href", &address)?;
        link.set_attribute("download", name)?;
        let link: HtmlElement = link.unchecked_into();
        link.click();
        // The download holds the bytes by now.
        Url::revoke_object_url(&address)
    }
}

/// Hands bytes to the browser as a file.
pub fn download(name: &str, bytes: &[u8]) {
    let parts = Parts::default();
    parts.push(bytes);
    parts.save(name);
}

/// A file that a person chose.
#[derive(Debug, Clone)]
pub struct Chosen(File);

/// Why a chosen file gives no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoText {
    /// It is larger than was allowed, in bytes.
    TooLarge(u64),
    /// It cannot be read.
    Unreadable,
}

impl Chosen {
    /// The file of an input; the input is free for the next.
    pub fn by(event: &Event) -> Option<Self> {
        let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
        let file = input.files()?.get(0)?;
        input.set_value("");
        Some(Self(file))
    }

    /// The file that was dropped.
    pub fn dropped(event: &DragEvent) -> Option<Self> {
        Some(Self(event.data_transfer()?.files()?.get(0)?))
    }

    /// Its name.
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// Its size in bytes.
    pub fn size(&self) -> f64 {
        self.0.size()
    }

    /// Its bytes from `from` to `to`; `None` if the browser does not give them.
    pub async fn piece(&self, from: f64, to: f64) -> Option<Vec<u8>> {
        let piece = self.0.slice_with_f64_and_f64(from, to).ok()?;
        let bytes = JsFuture::from(piece.array_buffer()).await.ok()?;
        Some(js_sys::Uint8Array::new(&bytes).to_vec())
    }

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
