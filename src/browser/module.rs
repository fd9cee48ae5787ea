//! Modules of ours in the page's own thread: imported when they are first needed.

use crate::browser::document;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// The dynamic `import()` of JavaScript.
    #[wasm_bindgen(js_name = import, catch)]
    fn import_module(url: &str) -> Result<js_sys::Promise, JsValue>;
}

/// The absolute URL of the module that a meta element names.
///
/// # Errors
/// The page names none.
pub(super) fn url(meta: &str) -> Result<String, String> {
    let file = document::meta(meta).unwrap_or_default();
    document::absolute(&file).ok_or_else(|| format!("no URL for {meta}"))
}

/// Loads and starts the module that the page's meta element `meta` names; its function `export`.
///
/// # Errors
/// It cannot be loaded.
pub(super) async fn load(meta: &str, export: &str) -> Result<js_sys::Function, String> {
    let url = url(meta)?;
    let loaded = async {
        let module = JsFuture::from(import_module(&url)?).await?;
        let start = js_sys::Reflect::get(&module, &"default".into())?;
        let start: js_sys::Function = start.dyn_into()?;
        JsFuture::from(js_sys::Promise::resolve(&start.call0(&JsValue::NULL)?)).await?;
        js_sys::Reflect::get(&module, &export.into())?.dyn_into()
    };
    loaded
        .await
        .map_err(|_: JsValue| format!("cannot load {url}"))
}
