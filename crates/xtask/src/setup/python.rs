//! A Python of its own in the cache, with the stock MQTT client of the interop tests.
//!
//! The system's Python is never written to.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use sha2::{Digest, Sha256};

use super::{Missing, System, Way, path_of};
use crate::command;
use crate::failure::{Failure, Outcome};
use crate::workspace::Workspace;

const REQUIREMENTS: &str = include_str!("../../python/requirements.txt");
const FINISHED: &str = ".finished";

/// The interpreter that has the packages.
pub(crate) fn python(workspace: &Workspace) -> PathBuf {
    let program = if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    };
    folder(workspace).join(program)
}

pub(super) fn missing(workspace: &Workspace) -> Option<Missing> {
    let finished = folder(workspace).join(FINISHED).is_file();
    // The second half: a Python that was upgraded leaves a folder whose interpreter is gone.
    let there = finished && python(workspace).exists();
    (!there).then(|| Missing {
        what: format!(
            "a Python environment with {}",
            packages().collect::<Vec<_>>().join(", ")
        ),
        way: Way::Python,
    })
}

pub(super) fn install(workspace: &Workspace) -> Outcome {
    let folder = folder(workspace);
    let system = path_of(System::Python).ok_or_else(|| {
        Failure::new(
            "there is no python3 with its venv module",
            "install python3-venv",
        )
    })?;
    command::run(
        Command::new(system)
            .args(["-m", "venv", "--clear"])
            .arg(&folder),
        "Python's venv module is needed (Debian: `apt-get install python3-venv`)",
    )?;
    command::run(
        Command::new(python(workspace))
            .args(["-m", "pip", "install", "--quiet", "--no-deps"])
            .args(packages()),
        "pip must reach its index",
    )?;
    let mark = folder.join(FINISHED);
    fs::write(&mark, "").map_err(|error| Failure::file("write", &mark, &error))
}

fn folder(workspace: &Workspace) -> PathBuf {
    let digest = Sha256::digest(REQUIREMENTS);
    let short: String = digest[..4]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    workspace.tool(&format!("python-{short}"))
}

fn packages() -> impl Iterator<Item = &'static str> {
    REQUIREMENTS
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}
