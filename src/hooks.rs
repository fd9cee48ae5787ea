//! Where effects start: what a person wants is carried out, what the browser tells is taken in.

pub mod connect;
mod connect_module;
mod engine;
mod input;
mod intents;
mod use_end_in_view;
mod use_model;

pub(crate) use connect_module::WITHIN;
pub use input::{
    chosen, chosen_at, local_time, paste, press, submit_key, switched, switched_at, typed,
    typed_at, typed_named, typed_or_taken,
};
use intents::copy;
pub use use_end_in_view::use_end_in_view;
pub use use_model::use_model;
