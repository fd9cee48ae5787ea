//! `cargo xtask bench sign`: how many passwords a second the signer makes, and how many others do.
//!
//! Each contestant loops in its own language over the same secrets and the same content, a fresh
//! key each time; before it is timed it must give the same passwords as all others. The sources of
//! the peers are in `tests/bench`, the signer's in `crates/bench-sign`.

mod browser;
mod figures;

use std::process::Command;

use crate::command;
use crate::dist;
use crate::failure::{Failure, Outcome};
use crate::setup::{self, Set, System, path_of};
use crate::workspace::Workspace;
use figures::Figures;

/// The package with the signer's loop; also the name of its files, without `connack-`.
const PACKAGE: &str = "connack-bench-sign";
const MODULE: &str = "bench-sign";

/// How many times the best peer the signer is expected to be.
const IN_BROWSER: f64 = 15.0;
const NATIVELY: f64 = 5.0;

/// Measures in one run, first in Chromium, then natively, and prints both tables.
pub(super) fn sign(workspace: &Workspace, yes: bool) -> Outcome {
    setup::ready(workspace, &[setup::BUILD, setup::BENCH], yes)?;
    let in_browser = in_browser(workspace)?;
    let natively = natively(workspace)?;
    figures::hold_agreement(&[&in_browser, &natively])?;
    println!(
        "passwords a second, a fresh key each, content of 89 bytes; the best of many rounds\n"
    );
    println!(
        "in Chromium, the signer as wasm\n{}",
        figures::table(&in_browser, IN_BROWSER)
    );
    println!("natively\n{}", figures::table(&natively, NATIVELY));
    Ok(())
}

fn in_browser(workspace: &Workspace) -> Outcome<Figures> {
    let package = workspace.package(PACKAGE).ok_or_else(|| {
        Failure::new(
            format!("the workspace has no package `{PACKAGE}`"),
            "it holds the signer's loop",
        )
    })?;
    let mut files = dist::as_worker(workspace, package, MODULE)?;
    let page = workspace.root.join("tests/bench");
    let modules = setup::node_modules(workspace, Set::Bench);
    browser::gather(&mut files, &page, "")?;
    browser::gather(&mut files, &modules.join("crypto-js"), "crypto-js/")?;
    browser::gather(&mut files, &modules.join("@noble/hashes"), "noble/")?;
    figures::read(&browser::visit(workspace, &files, "sign.html")?)
}

fn natively(workspace: &Workspace) -> Outcome<Figures> {
    let signer = command::output(
        command::cargo(&workspace.root).args(["run", "--quiet", "--release", "--package", PACKAGE]),
        "mend what the compiler says above",
    )?;
    let python = path_of(System::Python)
        .ok_or_else(|| Failure::new("there is no python3", "install python3"))?;
    let peer = command::output(
        Command::new(python).arg(workspace.root.join("tests/bench/sign.py")),
        "run tests/bench/sign.py by hand",
    )?;
    let mut figures = figures::read(&signer)?;
    figures.extend(figures::read(&peer)?);
    Ok(figures)
}
