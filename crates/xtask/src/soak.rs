//! `cargo xtask soak`: in full what `cargo xtask test` runs in a short form, because it takes minutes.

use crate::command;
use crate::failure::Outcome;
use crate::setup;
use crate::workspace::Workspace;
use crate::{DistOptions, dist, end_to_end};

/// Test programs with a full form: cuts natively; the burst, the hidden page and the sixteen
/// connections in Chromium.
const PROGRAMS: [&str; 2] = ["cuts", "live"];

/// Builds the site and runs the full forms; each prints its figures.
pub(crate) fn soak(workspace: &Workspace, yes: bool) -> Outcome {
    setup::ready(workspace, &[setup::BUILD, setup::TEST], yes)?;
    let site = dist::dist(workspace, &DistOptions { out: None }, yes)?;
    let mut cargo = end_to_end::cargo(workspace, &site)?;
    cargo.args(["test", "--package", end_to_end::PACKAGE]);
    for program in PROGRAMS {
        cargo.args(["--test", program]);
    }
    command::run(
        cargo.args(["--", "--nocapture"]).env("CONNACK_SOAK", "1"),
        "mend the test named above; without CONNACK_SOAK=1 it runs in its short form",
    )
}
