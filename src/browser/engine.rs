//! The engine's module in the page's own thread.

use crate::browser::module;
use wasm_bindgen::{JsCast, JsValue};

/// The module, ready.
#[derive(Debug, Clone)]
pub struct EngineModule(js_sys::Function);

impl EngineModule {
    /// Loads the module that the page's meta element `meta` names.
    ///
    /// # Errors
    /// It cannot be loaded.
    pub async fn load(meta: &str) -> Result<Self, String> {
        module::load(meta, "answer").await.map(Self)
    }

    /// Answers a request. `None` when the module has panicked.
    pub fn answer(&self, request: &[u8]) -> Option<Vec<u8>> {
        let request = js_sys::Uint8Array::from(request);
        let answer = self.0.call1(&JsValue::NULL, &request).ok()?;
        Some(answer.dyn_into::<js_sys::Uint8Array>().ok()?.to_vec())
    }
}
