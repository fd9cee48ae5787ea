//! The package that sees the finished site in a real browser: where it finds everything.
//!
//! Its tests, its measurements and its pictures all take the same variables.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command;
use crate::dist;
use crate::failure::{Failure, Outcome};
use crate::passed::{self, Mark};
use crate::setup::{self, Set, System};
use crate::workspace::Workspace;

/// Not a default member, because it needs what only a task brings.
pub(crate) const PACKAGE: &str = "connack-e2e";
/// Programs that it starts.
const PROGRAMS: [&str; 2] = ["connack-broker", "connack-cli"];

/// `cargo` with the variables by which the package finds everything.
pub(crate) fn cargo(workspace: &Workspace, site: &Path) -> Outcome<Command> {
    let programs = programs(workspace)?;
    let mut cargo = command::cargo(&workspace.root);
    tell(&mut cargo, workspace, site, &programs)?;
    Ok(cargo)
}

/// Runs every test program, but for those that passed already in just these surroundings; `again`
/// runs these too.
pub(crate) fn test(workspace: &Workspace, site: &Path, again: bool) -> Outcome {
    let programs = programs(workspace)?;
    let package = workspace.hold_package(PACKAGE)?;
    let tests = command::build_tests(&workspace.root, PACKAGE)?;
    let surroundings = passed::surroundings(workspace, site, &programs, &package.folder)?;
    for test in &tests {
        let mark = Mark::of(workspace, &surroundings, test)?;
        let name = test.file_stem().unwrap_or_default().to_string_lossy();
        if mark.stands() && !again {
            eprintln!("{name}: passed before, and nothing has changed since (`--again` runs it)");
            continue;
        }
        let mut run = Command::new(test);
        run.current_dir(&package.folder);
        tell(&mut run, workspace, site, &programs)?;
        // They wait more than they compute.
        run.env("RUST_TEST_THREADS", "4");
        command::run(
            &mut run,
            "mend the test named above; it runs on the files in dist/, which `cargo xtask serve` shows",
        )?;
        mark.leave()?;
    }
    Ok(())
}

fn programs(workspace: &Workspace) -> Outcome<Vec<PathBuf>> {
    workspace.hold_package(PACKAGE)?;
    command::build_programs(&workspace.root, &PROGRAMS)
}

/// Tells a command by its environment where everything is.
fn tell(
    command: &mut Command,
    workspace: &Workspace,
    site: &Path,
    programs: &[PathBuf],
) -> Outcome {
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
    command
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
    Ok(())
}
