//! `cargo xtask check`: what a compiler cannot know about this repository, then what it can.
//!
//! The quick half reads manifests and sources as data and tells all it finds at once; the slow
//! half runs cargo and stops at the first failure.

mod code;
mod layering;
mod paths;
mod rooms;
mod sources;

use std::fmt;

use crate::command;
use crate::failure::{Failure, Outcome};
use crate::setup::{self, WASM_TARGET};
use crate::workspace::Workspace;

/// Something that breaks a rule: where, what, and how to mend it.
#[derive(Debug, PartialEq, Eq)]
struct Violation {
    place: String,
    found: String,
    fix: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}\n    fix: {}", self.place, self.found, self.fix)
    }
}

/// Packages that never run in a browser.
const NATIVE_ONLY: [&str; 4] = ["connack-broker", "connack-cli", "connack-e2e", "xtask"];

/// Runs every check.
pub(crate) fn check(workspace: &Workspace, yes: bool) -> Outcome {
    setup::ready(workspace, &[setup::CHECK], yes)?;
    let mut violations = layering::violations(&workspace.packages);
    violations.extend(sources::violations(workspace)?);
    if !violations.is_empty() {
        for violation in &violations {
            eprintln!("{violation}");
        }
        return Err(Failure::new(
            format!("rules of the repository are broken: {}", violations.len()),
            "each line above says its fix",
        ));
    }
    eprintln!("layering, banned paths and file lengths are in order");

    let root = &workspace.root;
    command::run(
        command::cargo(root).args(["fmt", "--all", "--check"]),
        "run `cargo fmt --all`",
    )?;
    let lint = "mend what clippy says above; an `#[allow]` needs its `reason`";
    command::run(
        command::cargo(root).args([
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]),
        lint,
    )?;
    let mut wasm = command::cargo(root);
    wasm.args(["clippy", "--all-targets", "--target", WASM_TARGET]);
    for package in browser_packages(workspace) {
        wasm.args(["--package", package]);
    }
    // Natively the page's own start is seen, here that of its module Connect.
    wasm.args(["--features", "connack-web/connect"]);
    command::run(wasm.args(["--", "-D", "warnings"]), lint)?;
    command::run(
        command::cargo(root)
            .args(["doc", "--workspace", "--no-deps"])
            .env("RUSTDOCFLAGS", "-D warnings"),
        "mend the documentation comment named above",
    )
}

/// The packages that are compiled to wasm.
pub(crate) fn browser_packages(workspace: &Workspace) -> impl Iterator<Item = &str> {
    workspace
        .packages
        .iter()
        .map(|package| package.name.as_str())
        .filter(|name| !NATIVE_ONLY.contains(name))
}
