//! `cargo xtask bench <name>`: dispatch to the measurements, one module each.
//!
//! A measurement asks [`crate::setup`] for what it needs and prints the figures of one run.

use clap::Args;

use crate::failure::{Failure, Outcome};
use crate::workspace::Workspace;

/// Which measurement.
#[derive(Args)]
pub(crate) struct Options {
    /// Name of the measurement
    name: String,
}

/// Runs the measurement of that name.
pub(crate) fn bench(_workspace: &Workspace, options: &Options, _yes: bool) -> Outcome {
    Err(Failure::new(
        format!("there is no measurement called `{}`", options.name),
        "`cargo xtask bench --help` says which there are",
    ))
}
