//! Rust's own parts: components, the wasm32 target, and tools built by `cargo install`.
//!
//! Tools are built from source in a build folder of their own: prebuilt ones would need a host
//! beside the package registry.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Missing, Way, programs_of};
use crate::command;
use crate::failure::{Failure, Outcome};
use crate::workspace::Workspace;

pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";
const WASM_PACK_VERSION: &str = "0.15.1";

/// The folder of wasm-bindgen and its test runner, of the version in the lock file.
pub(crate) fn bindgen_folder(workspace: &Workspace) -> Outcome<PathBuf> {
    let version = workspace.locked_version("wasm-bindgen")?;
    Ok(programs_of(workspace, &format!("wasm-bindgen-{version}")))
}

/// The wasm-pack of ours.
pub(crate) fn wasm_pack(workspace: &Workspace) -> PathBuf {
    let folder = programs_of(workspace, &format!("wasm-pack-{WASM_PACK_VERSION}"));
    program(&folder, "wasm-pack")
}

pub(super) fn missing_components() -> Option<Missing> {
    let there =
        |name: &str| command::succeeds(command::cargo(Path::new(".")).args([name, "--version"]));
    (!there("fmt") || !there("clippy")).then(|| Missing {
        what: "rustfmt and clippy (`rustup component add rustfmt clippy`)".to_owned(),
        way: Way::RustComponents,
    })
}

pub(super) fn install_components() -> Outcome {
    rustup(&["component", "add", "rustfmt", "clippy"])
}

pub(super) fn missing_target() -> Outcome<Option<Missing>> {
    // Asked of the compiler, not of rustup: distributions bring the target by packages too.
    let sysroot = command::output(
        Command::new("rustc").args(["--print", "sysroot"]),
        "install Rust",
    )?;
    let library = Path::new(sysroot.trim())
        .join("lib/rustlib")
        .join(WASM_TARGET)
        .join("lib");
    Ok((!library.is_dir()).then(|| Missing {
        what: format!(
            "Rust's standard library for {WASM_TARGET} (`rustup target add {WASM_TARGET}`)"
        ),
        way: Way::WasmTarget,
    }))
}

pub(super) fn install_target() -> Outcome {
    rustup(&["target", "add", WASM_TARGET])
}

pub(super) fn missing_bindgen(workspace: &Workspace) -> Outcome<Option<Missing>> {
    let version = workspace.locked_version("wasm-bindgen")?;
    let folder = bindgen_folder(workspace)?;
    let there = program(&folder, "wasm-bindgen").is_file()
        && program(&folder, "wasm-bindgen-test-runner").is_file();
    Ok((!there).then(|| cargo_package("wasm-bindgen-cli", version)))
}

pub(super) fn missing_wasm_pack(workspace: &Workspace) -> Option<Missing> {
    let there = wasm_pack(workspace).is_file();
    (!there).then(|| cargo_package("wasm-pack", WASM_PACK_VERSION.to_owned()))
}

/// Builds a tool into the cache. Without `--locked`: the tool's own lock file may name versions
/// that a registry does not serve.
pub(super) fn cargo_install(workspace: &Workspace, package: &str, version: &str) -> Outcome {
    let name = package.trim_end_matches("-cli");
    let root = workspace.tool(&format!("{name}-{version}"));
    let build = workspace.cache.join("build").join(name);
    command::run(
        command::cargo(&workspace.root)
            .args(["install", package, "--version", version, "--root"])
            .arg(&root)
            // They run for seconds; to optimise them fully takes minutes.
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_TARGET_DIR", &build),
        &format!(
            "try `cargo install {package} --version {version}` by hand; a C compiler and a way to the package registry are needed"
        ),
    )?;
    // Hundreds of megabytes that nobody needs again. A left-over does no harm.
    let _ = fs::remove_dir_all(&build);
    Ok(())
}

fn cargo_package(package: &'static str, version: String) -> Missing {
    Missing {
        what: format!("{package} {version} (`cargo install`, some minutes)"),
        way: Way::CargoInstall { package, version },
    }
}

fn rustup(arguments: &[&str]) -> Outcome {
    let line = arguments.join(" ");
    if command::find(&["rustup"]).is_none() {
        return Err(Failure::new(
            format!("there is no rustup to run `rustup {line}`"),
            "install rustup, or bring this part of Rust by your package manager (Debian: `apt-get install rustc-web rust-web-src lld`)",
        ));
    }
    command::run(
        Command::new("rustup").args(arguments),
        &format!("run `rustup {line}` by hand; rustup needs a way to its server"),
    )
}

fn program(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}
