//! Each text is right in its own language, and says there what it was written from.
//!
//! The language's own tool reads the texts of all random identities in one run, with stubs in
//! place of the libraries that tell what they were called with. A tool that this machine does not
//! have is told on standard error, past the capture of tests: nothing passes silently.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "part of tests: a panic is the report")]

#[path = "../support/mod.rs"]
mod support;

mod c;
mod formats;
mod modules;
mod scripts;
mod shell;
mod tool;
mod vm;
