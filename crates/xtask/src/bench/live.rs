//! `cargo xtask bench live`: messages a second into the finished page, and into mqtt.js.
//!
//! The measuring is a program of the end-to-end package, which knows how to drive the page.

use crate::command;
use crate::failure::Outcome;
use crate::setup;
use crate::workspace::Workspace;
use crate::{DistOptions, dist, end_to_end};

/// Measures both in one run and prints their figures.
pub(super) fn live(workspace: &Workspace, yes: bool) -> Outcome {
    setup::ready(workspace, &[setup::BUILD, setup::TEST, setup::BENCH], yes)?;
    let site = dist::dist(workspace, &DistOptions { out: None }, yes)?;
    command::run(
        end_to_end::cargo(workspace, &site)?.args([
            "run",
            "--quiet",
            "--release",
            "--package",
            end_to_end::PACKAGE,
            "--bin",
            "bench-live",
        ]),
        "see tests/e2e/src/bin/bench-live.rs",
    )
}
