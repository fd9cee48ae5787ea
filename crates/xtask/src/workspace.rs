//! Where everything is, and which packages there are, as `cargo metadata` tells it.
//!
//! Read once at the start and passed around as plain data.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::command;
use crate::failure::{Failure, Outcome};

/// The repository, its folders and its packages.
pub(crate) struct Workspace {
    /// The repository.
    pub(crate) root: PathBuf,
    /// Cargo's build folder.
    pub(crate) target: PathBuf,
    /// Tools, kept outside the build folder so that they outlive `cargo clean`.
    pub(crate) cache: PathBuf,
    /// This program, found before a build can replace it.
    pub(crate) program: PathBuf,
    pub(crate) packages: Vec<Package>,
}

/// One package of the workspace.
#[derive(Debug, Clone)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    /// What it is, in one sentence.
    pub(crate) description: String,
    /// As in its manifest; `None` without one.
    pub(crate) license: Option<String>,
    pub(crate) folder: PathBuf,
    pub(crate) dependencies: Vec<Dependency>,
}

/// One line of a package's manifest.
#[derive(Debug, Clone)]
pub(crate) struct Dependency {
    pub(crate) name: String,
    /// Used by tests only, so it binds no layer.
    pub(crate) dev: bool,
}

impl Workspace {
    pub(crate) fn load() -> Outcome<Self> {
        let text = command::output(
            command::cargo(Path::new(".")).args(["metadata", "--no-deps", "--format-version", "1"]),
            "run `cargo xtask` inside the repository, and mend the manifest that cargo names",
        )?;
        let metadata: Value = serde_json::from_str(&text).map_err(|error| {
            Failure::new(
                format!("cargo metadata is not JSON: {error}"),
                "see `cargo metadata --no-deps`",
            )
        })?;
        let program = env::current_exe().map_err(|error| {
            Failure::new(
                format!("this program cannot find itself: {error}"),
                "start it by `cargo xtask`",
            )
        })?;
        Ok(Self {
            root: folder(&metadata, "workspace_root")?,
            target: folder(&metadata, "target_directory")?,
            cache: cache_folder()?,
            program,
            packages: packages(&metadata),
        })
    }

    pub(crate) fn package(&self, name: &str) -> Option<&Package> {
        self.packages.iter().find(|package| package.name == name)
    }

    /// Fails without this package: a task is about it.
    pub(crate) fn hold_package(&self, name: &str) -> Outcome<&Package> {
        self.package(name).ok_or_else(|| {
            Failure::new(
                format!("the workspace has no package `{name}`, so its tests cannot run"),
                "add it to the members in Cargo.toml, or take its step out of crates/xtask/src",
            )
        })
    }

    /// Where the tasks keep what they can make again.
    pub(crate) fn scratch(&self) -> PathBuf {
        self.target.join("xtask")
    }

    /// Where tools of a given version are installed.
    pub(crate) fn tool(&self, name: &str) -> PathBuf {
        self.cache.join("tools").join(name)
    }

    /// The version of a package that the lock file fixes.
    pub(crate) fn locked_version(&self, name: &str) -> Outcome<String> {
        let path = self.root.join("Cargo.lock");
        let lock =
            fs::read_to_string(&path).map_err(|error| Failure::file("read", &path, &error))?;
        version_in_lock(&lock, name).ok_or_else(|| {
            Failure::new(
                format!("Cargo.lock does not name `{name}`"),
                "run `cargo update --workspace` and look whether the page still depends on it",
            )
        })
    }

    /// The commit that is checked out, when this is a git checkout.
    pub(crate) fn commit(&self) -> Option<String> {
        let output = Command::new("git")
            .current_dir(&self.root)
            .args(["rev-parse", "--short=10", "HEAD"])
            .output()
            .ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        let commit = text.trim();
        (output.status.success() && !commit.is_empty()).then(|| commit.to_owned())
    }
}

fn folder(metadata: &Value, key: &str) -> Outcome<PathBuf> {
    metadata[key].as_str().map(PathBuf::from).ok_or_else(|| {
        Failure::new(
            format!("cargo metadata has no `{key}`"),
            "use the Rust version that Cargo.toml names",
        )
    })
}

fn packages(metadata: &Value) -> Vec<Package> {
    let list = metadata["packages"].as_array();
    list.into_iter()
        .flatten()
        .filter_map(|package| {
            let dependencies = package["dependencies"].as_array();
            Some(Package {
                name: package["name"].as_str()?.to_owned(),
                version: package["version"].as_str()?.to_owned(),
                description: package["description"]
                    .as_str()
                    .unwrap_or_default()
                    .to_owned(),
                license: package["license"].as_str().map(str::to_owned),
                folder: Path::new(package["manifest_path"].as_str()?)
                    .parent()?
                    .to_owned(),
                dependencies: dependencies
                    .into_iter()
                    .flatten()
                    .filter_map(|dependency| {
                        Some(Dependency {
                            name: dependency["name"].as_str()?.to_owned(),
                            dev: dependency["kind"] == "dev",
                        })
                    })
                    .collect(),
            })
        })
        .collect()
}

fn version_in_lock(lock: &str, name: &str) -> Option<String> {
    let wanted = format!("name = \"{name}\"");
    let mut lines = lock.lines().skip_while(|line| *line != wanted);
    let version = lines.nth(1)?.strip_prefix("version = \"")?;
    version.strip_suffix('"').map(str::to_owned)
}

fn cache_folder() -> Outcome<PathBuf> {
    let set = |name: &str| {
        env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    let platform = if cfg!(windows) {
        set("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        set("HOME").map(|home| home.join("Library/Caches"))
    } else {
        set("HOME").map(|home| home.join(".cache"))
    };
    set("CONNACK_CACHE")
        .or_else(|| set("XDG_CACHE_HOME").map(|cache| cache.join("connack")))
        .or_else(|| platform.map(|cache| cache.join("connack")))
        .ok_or_else(|| {
            Failure::new(
                "there is no folder to keep tools in: neither CONNACK_CACHE, XDG_CACHE_HOME nor HOME is set",
                "set CONNACK_CACHE to a folder of yours",
            )
        })
}

#[cfg(test)]
mod tests {
    use super::version_in_lock;

    #[test]
    fn the_lock_file_names_a_version() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.80\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(
            version_in_lock(lock, "wasm-bindgen").as_deref(),
            Some("0.2.130")
        );
        assert_eq!(version_in_lock(lock, "wasm"), None);
    }
}
