//! Pinned npm packages, each set in a folder of the cache named by what it holds.
//!
//! The manifests in `npm/` name the exact version of every package that is run, so they are their own
//! lock files; a real one would name the registry it was written with. (Of mqtt the one file is read
//! that holds everything, and what it names as dependencies lies unused beside it. The libraries in
//! `programs` are installed as a person would: what they bring themselves is their own choice.)

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use sha2::{Digest, Sha256};

use super::{Missing, Way};
use crate::command;
use crate::failure::{Failure, Outcome};
use crate::workspace::Workspace;

/// A set of npm packages that are installed together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Set {
    /// Builds the page.
    Build,
    /// Tests the page.
    Test,
    /// Is measured against.
    Bench,
    /// Bundles, checks and weighs the signer's npm package.
    Package,
    /// Runs the programs that are written for a device.
    Programs,
}

impl Set {
    const fn name(self) -> &'static str {
        match self {
            Self::Build => "build",
            Self::Test => "test",
            Self::Bench => "bench",
            Self::Package => "package",
            Self::Programs => "programs",
        }
    }

    const fn manifest(self) -> &'static str {
        match self {
            Self::Build => include_str!("../../npm/build/package.json"),
            Self::Test => include_str!("../../npm/test/package.json"),
            Self::Bench => include_str!("../../npm/bench/package.json"),
            Self::Package => include_str!("../../npm/package/package.json"),
            Self::Programs => include_str!("../../npm/programs/package.json"),
        }
    }
}

/// The `node_modules` folder of a set.
pub(crate) fn node_modules(workspace: &Workspace, set: Set) -> PathBuf {
    folder(workspace, set).join("node_modules")
}

pub(super) fn missing(workspace: &Workspace, set: Set) -> Option<Missing> {
    let there = folder(workspace, set).join(FINISHED).is_file();
    (!there).then(|| Missing {
        what: format!("npm packages {}", packages(set.manifest()).join(", ")),
        way: Way::Npm(set),
    })
}

pub(super) fn install(workspace: &Workspace, set: Set) -> Outcome {
    let folder = folder(workspace, set);
    let file = folder.join("package.json");
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(&file, set.manifest()))
        .map_err(|error| Failure::file("write", &file, &error))?;
    command::run(
        // No scripts of packages are run: none of these needs one.
        Command::new("npm").current_dir(&folder).args([
            "install",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--no-package-lock",
            "--loglevel=error",
        ]),
        &format!(
            "npm must reach its registry for {}",
            packages(set.manifest()).join(", ")
        ),
    )?;
    let mark = folder.join(FINISHED);
    fs::write(&mark, "").map_err(|error| Failure::file("write", &mark, &error))
}

/// Written last, so that an interrupted installation is done again.
const FINISHED: &str = ".finished";

fn folder(workspace: &Workspace, set: Set) -> PathBuf {
    let digest = hex(&Sha256::digest(set.manifest()));
    workspace.tool(&format!("npm-{}-{}", set.name(), &digest[..8]))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// `name version` of each dependency.
fn packages(manifest: &str) -> Vec<String> {
    let value: serde_json::Value = serde_json::from_str(manifest).unwrap_or_default();
    let dependencies = value["dependencies"].as_object();
    dependencies
        .into_iter()
        .flatten()
        .map(|(name, version)| format!("{name} {}", version.as_str().unwrap_or_default()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Set, packages};

    #[test]
    fn every_manifest_names_exact_versions() {
        for set in [
            Set::Build,
            Set::Test,
            Set::Bench,
            Set::Package,
            Set::Programs,
        ] {
            let packages = packages(set.manifest());
            assert!(!packages.is_empty(), "{set:?} installs nothing");
            for package in packages {
                let version = package.rsplit(' ').next().unwrap();
                let digits = version.chars().all(|c| c.is_ascii_digit() || c == '.');
                assert!(
                    digits && version.contains('.'),
                    "{package} is not an exact version"
                );
            }
        }
    }
}
