//! The engine's module in the page's own thread: imported when it is first needed.

use crate::browser::worker::module_url;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// The dynamic `import()` of JavaScript.
    #[wasm_bindgen(js_name = import, catch)]
    fn import_module(url: &str) -> Result<js_sys::Promise, JsValue>;
}

/// The module, ready.
#[derive(Debug, Clone)]
pub struct EngineModule(js_sys::Function);

impl EngineModule {
    /// Loads the module that the page's meta element `meta` names.
    ///
    /// # Errors
    /// It cannot be loaded.
    pub async fn load(meta: &str) -> Result<Self, String> {
        let url = module_url(meta)?;
        let loaded = async {
            let module = JsFuture::from(import_module(&url)?).await?;
            let start = js_sys::Reflect::get(&module, &"default".into())?;
            let start: js_sys::Function = start.dyn_into()?;
            JsFuture::from(js_sys::Promise::resolve(&start.call0(&JsValue::NULL)?)).await?;
            js_sys::Reflect::get(&module, &"answer".into())?.dyn_into()
        };
        loaded
            .await
            .map(Self)
            .map_err(|_: JsValue| format!("cannot load {url}"))
    }

    /// Answers a request. `None` when the module has panicked.
    pub fn answer(&self, request: &[u8]) -> Option<Vec<u8>> {
        let request = js_sys::Uint8Array::from(request);
        let answer = self.0.call1(&JsValue::NULL, &request).ok()?;
        Some(answer.dyn_into::<js_sys::Uint8Array>().ok()?.to_vec())
    }
}
