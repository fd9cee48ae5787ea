//! The browser: the only modules that touch it. Thin, without decisions; each listener ends with
//! its guard.

pub mod address;
pub mod clipboard;
pub mod clock;
pub mod connect;
pub mod crypto;
pub mod document;
pub mod engine;
pub mod fetch;
pub mod file;
pub mod input;
pub mod listener;
pub mod module;
pub mod panic;
pub mod requests;
pub mod storage;
pub mod worker;
