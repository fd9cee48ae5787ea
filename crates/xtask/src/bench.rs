//! `cargo xtask bench <name>`: dispatch to the measurements, one module each.
//!
//! A measurement asks [`crate::setup`] for what it needs and prints the figures of one run.

mod live;
mod sign;

use clap::{Args, ValueEnum};

use crate::failure::Outcome;
use crate::workspace::Workspace;

/// Which measurement.
#[derive(Args)]
pub(crate) struct Options {
    /// Name of the measurement
    name: Name,
}

#[derive(Clone, Copy, ValueEnum)]
enum Name {
    /// Signatures a second: the signer against other implementations, in Chromium and natively
    Sign,
    /// Messages a second: the page with its list shown, and mqtt.js that only counts
    Live,
}

/// Runs the measurement of that name.
pub(crate) fn bench(workspace: &Workspace, options: &Options, yes: bool) -> Outcome {
    match options.name {
        Name::Sign => sign::sign(workspace, yes),
        Name::Live => live::live(workspace, yes),
    }
}
