//! The package that sees the finished site in a real browser: where it finds everything.
//!
//! Its tests, its measurements and its pictures all take the same variables.

use std::path::Path;
use std::process::Command;

use crate::command;
use crate::dist;
use crate::failure::{Failure, Outcome};
use crate::setup::{self, Set, System};
use crate::workspace::Workspace;

/// Not a default member, because it needs what only a task brings.
pub(crate) const PACKAGE: &str = "connack-e2e";
/// Programs that it starts.
const PROGRAMS: [&str; 2] = ["connack-broker", "connack-cli"];

/// `cargo` with the variables by which the package finds everything.
pub(crate) fn cargo(workspace: &Workspace, site: &Path) -> Outcome<Command> {
    workspace.hold_package(PACKAGE)?;
    let programs = command::build_programs(&workspace.root, &PROGRAMS)?;
    let built = |name: &str| {
        programs
            .iter()
            .find(|path| path.file_stem().is_some_and(|stem| stem == name))
            .ok_or_else(|| {
                Failure::new(
                    format!("the build made no program `{name}`"),
                    "a package of the workspace must have it as its binary",
                )
            })
    };
    let passwd = command::find(&["mosquitto_passwd"]).ok_or_else(|| {
        Failure::new(
            "there is no mosquitto_passwd",
            "install the package mosquitto",
        )
    })?;
    let mut cargo = command::cargo(&workspace.root);
    cargo
        .env("CONNACK_DIST", site)
        .env("CONNACK_BROKER", built("connack-broker")?)
        .env("CONNACK_CLI", built("connack")?)
        .env("CONNACK_XTASK", &workspace.program)
        .env("CONNACK_PYTHON", setup::python(workspace))
        .env("NODE", setup::program(System::Node)?)
        .env(
            "CONNACK_NODE_MODULES",
            setup::node_modules(workspace, Set::Test),
        )
        .env(
            "CONNACK_BENCH_MODULES",
            setup::node_modules(workspace, Set::Bench),
        )
        .env(
            "CONNACK_PROGRAM_MODULES",
            setup::node_modules(workspace, Set::Programs),
        )
        .env(
            "CONNACK_PACKAGE_MODULES",
            setup::node_modules(workspace, Set::Package),
        )
        .env("CONNACK_PACKAGE", dist::packed(workspace))
        .env("CHROMIUM", setup::program(System::Chromium)?)
        .env("CHROMEDRIVER", setup::program(System::Chromedriver)?)
        .env("MOSQUITTO", setup::program(System::Mosquitto)?)
        .env("MOSQUITTO_PASSWD", passwd);
    Ok(cargo)
}
