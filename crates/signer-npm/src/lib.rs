//! The signer for others: one function a flow, options in as one object, every stage out as another.
//! Built by `cargo xtask dist` into the npm package `connack-signer`; its README is beside this crate.
//!
//! Deliberately without the network, randomness and a clock, as the signer itself, and without the
//! reading of pasted texts and the diagnosis. The types that TypeScript sees are written by hand in
//! `types.ts`: what is generated could not say that a method is one of three words.

mod direct;
mod forms;
mod gateway;
mod mqtt_flows;
mod options;
mod output;
mod place;
mod psk;
mod refused;

use wasm_bindgen::prelude::wasm_bindgen;

pub use direct::{sign, verify};
pub use forms::{sign_https_auth, sign_https_register};
pub use gateway::{batch_login, sub_login, topo_add};
pub use mqtt_flows::{sign_mqtt_register, token_login};
pub use psk::sign_psk;
pub use refused::Refused;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.ts");
