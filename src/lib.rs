//! Connack's page: computes what a device must send, shows the working, and connects as the
//! device. A thin app round the signer and the session worker; it holds no signing rule itself.

/// The standard allocator would weigh more than a page of the app.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

pub mod app;
pub mod browser;
pub mod components;
pub mod hooks;
pub mod pages;
pub mod route;
pub mod state;
pub mod text;

/// Starts the page.
#[wasm_bindgen::prelude::wasm_bindgen(start)]
pub fn start() {
    browser::panic::install();
    if let Some(root) = browser::document::root() {
        yew::Renderer::<app::App>::with_root(root).render();
    }
}
