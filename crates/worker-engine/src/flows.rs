//! The further ways in, laid out: fields, the working stage by stage, results to be copied. How each
//! is computed is the business of `connack_signer`; the words are here.

mod answers;
mod apsara_mq;
mod codes;
mod connect;
mod device_only;
mod fields;
mod https_auth;
mod identity;
mod psk;
mod register_https;
mod register_mqtt;
mod request;
mod server;
mod sheet;
mod steps;
mod sub_device;
mod token_login;

// Their reader of TOML is native.
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;

use connack_protocol::{AskFlow, Flow, FromEngine, Place};

/// One way in, from what was typed for it.
pub(crate) fn answer(ask: &AskFlow) -> FromEngine {
    let sheet = match ask.flow {
        Flow::HttpsAuth => https_auth::sheet(ask),
        Flow::RegisterHttps => register_https::sheet(ask),
        Flow::RegisterMqtt => register_mqtt::sheet(ask),
        Flow::TokenLogin => token_login::sheet(ask),
        Flow::SubDevice => sub_device::sheet(ask),
        Flow::Psk => psk::sheet(ask),
        Flow::DeviceOnly => device_only::sheet(ask),
        Flow::ApsaraMq => apsara_mq::sheet(ask),
    };
    FromEngine {
        id: ask.id,
        places: vec![(Place::Flow, sheet.laid_out(ask.lang))],
        ..FromEngine::default()
    }
}
