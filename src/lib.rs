//! Connack's page: computes what a device must send, shows the working, and connects as the
//! device. A thin app round the signer and the session worker; it holds no signing rule itself.
//!
//! One package, two modules: the page itself, and with the feature `connect` the page Connect,
//! which is loaded when it is opened. They share fields, texts and the browser's edge.

/// The standard allocator would weigh more than a page of the app.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

pub mod app;
pub mod browser;
pub mod components;
pub mod connect_app;
pub mod hooks;
pub mod pages;
pub mod route;
pub mod state;
pub mod text;

use wasm_bindgen::prelude::wasm_bindgen;

/// Starts the page.
#[cfg(not(feature = "connect"))]
#[wasm_bindgen(start)]
pub fn start() {
    browser::panic::install();
    if let Some(root) = browser::document::root() {
        yew::Renderer::<app::App>::with_root(root).render();
    }
}

/// Shows Connect within an element of the page, which `tell` gets messages to; returns what takes
/// the page's.
#[cfg(feature = "connect")]
#[wasm_bindgen]
pub fn mount(
    within: browser::connect::Element,
    tell: browser::connect::Function,
) -> browser::connect::Function {
    browser::panic::install();
    browser::connect::mount::<connect_app::ConnectApp>(within, tell)
}
