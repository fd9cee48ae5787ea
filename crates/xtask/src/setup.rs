//! Set-up: what a task needs, what of it is missing, one question, then the installing.
//!
//! Each task asks for its own [`Need`]s only. Nothing is upgraded, removed or stopped, and what
//! is there already is left as it is: tools of ours go into the cache, the rest to the system's
//! package manager.

mod npm;
mod python;
mod rust;
mod system;

use std::io::{IsTerminal, Write, stdin, stdout};
use std::path::PathBuf;

use crate::command;
use crate::failure::{Failure, Outcome};
use crate::workspace::Workspace;

pub(crate) use npm::{Set, node_modules};
pub(crate) use python::python;
pub(crate) use rust::{WASM_TARGET, bindgen_folder, wasm_pack};
pub(crate) use system::{System, path_of, program};

/// Something a task cannot do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// `cargo fmt` and `cargo clippy`.
    RustComponents,
    /// The standard library for wasm32.
    WasmTarget,
    /// wasm-bindgen of exactly the version in the lock file, and its test runner.
    WasmBindgen,
    WasmPack,
    /// A program that the system's package manager brings.
    System(System),
    /// A pinned set of npm packages.
    Npm(Set),
    /// A Python of its own with the pinned packages.
    Python,
}

/// What building the page takes.
pub(crate) const BUILD: &[Need] = &[
    Need::WasmTarget,
    Need::WasmBindgen,
    Need::WasmPack,
    Need::System(System::Node),
    Need::Npm(Set::Build),
    Need::Npm(Set::Package),
];

/// What checking takes.
pub(crate) const CHECK: &[Need] = &[Need::RustComponents, Need::WasmTarget];

/// What the tests take beside [`BUILD`] and [`CHECK`].
pub(crate) const TEST: &[Need] = &[
    Need::System(System::Chromium),
    Need::System(System::Chromedriver),
    Need::System(System::Mosquitto),
    Need::System(System::MosquittoClients),
    Need::System(System::PahoC),
    Need::Npm(Set::Test),
    Need::Npm(Set::Programs),
    Need::System(System::Python),
    Need::Python,
];

/// What measuring in a browser takes beside [`BUILD`].
pub(crate) const BENCH: &[Need] = &[
    Need::System(System::Chromium),
    Need::System(System::Python),
    Need::Npm(Set::Bench),
];

/// One thing that is missing: what the question says, and how it is brought.
struct Missing {
    what: String,
    way: Way,
}

/// How something is installed.
enum Way {
    RustComponents,
    WasmTarget,
    CargoInstall {
        package: &'static str,
        version: String,
    },
    Apt(Vec<&'static str>),
    Npm(Set),
    Python,
}

/// Makes sure that all needs are met, installing what is missing after a question.
pub(crate) fn ready(workspace: &Workspace, needs: &[&[Need]], yes: bool) -> Outcome {
    let mut missing: Vec<Missing> = Vec::new();
    let mut packages: Vec<System> = Vec::new();
    for need in needs.iter().copied().flatten() {
        match *need {
            Need::RustComponents => missing.extend(rust::missing_components()),
            Need::WasmTarget => missing.extend(rust::missing_target()?),
            Need::WasmBindgen => missing.extend(rust::missing_bindgen(workspace)?),
            Need::WasmPack => missing.extend(rust::missing_wasm_pack(workspace)),
            Need::System(program) => {
                if !system::is_settled(program) {
                    packages.push(program);
                }
            }
            Need::Npm(set) => missing.extend(npm::missing(workspace, set)),
            Need::Python => missing.extend(python::missing(workspace)),
        }
    }
    if !packages.is_empty() {
        // First: the others may need what the system brings.
        missing.insert(0, system::missing(&packages)?);
    }
    if missing.is_empty() {
        return Ok(());
    }
    consent(workspace, &missing, yes)?;
    for part in &missing {
        eprintln!("installing {}", part.what);
        match &part.way {
            Way::RustComponents => rust::install_components()?,
            Way::WasmTarget => rust::install_target()?,
            Way::CargoInstall { package, version } => {
                rust::cargo_install(workspace, package, version)?;
            }
            Way::Apt(names) => {
                system::apt_install(names)?;
                system::hold_found(&packages)?;
            }
            Way::Npm(set) => npm::install(workspace, *set)?,
            Way::Python => python::install(workspace)?,
        }
    }
    Ok(())
}

/// Says what will be installed and where, and asks where there is somebody to ask.
fn consent(workspace: &Workspace, missing: &[Missing], yes: bool) -> Outcome {
    eprintln!("missing here, to be installed:");
    for part in missing {
        eprintln!("  - {}", part.what);
    }
    eprintln!(
        "  (into {}, but for what rustup and the system's package manager bring)",
        workspace.cache.display()
    );
    if yes || command::is_ci() || !stdin().is_terminal() {
        return Ok(());
    }
    eprint!("go on? [y/N] ");
    let mut answer = String::new();
    stdout()
        .flush()
        .and_then(|()| stdin().read_line(&mut answer))
        .map_err(|error| {
            Failure::new(
                format!("no answer: {error}"),
                "give `--yes` to go on unasked",
            )
        })?;
    if matches!(answer.trim(), "y" | "Y" | "yes") {
        return Ok(());
    }
    Err(Failure::new(
        "not installed, as you said",
        "install the things listed above yourself, or answer y",
    ))
}

/// The folder with programs that a finished installation has written into the cache.
fn programs_of(workspace: &Workspace, tool: &str) -> PathBuf {
    workspace.tool(tool).join("bin")
}
