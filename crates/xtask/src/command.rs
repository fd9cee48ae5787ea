//! Running other programs: each is shown before it runs, and named when it fails.
//!
//! No shell is ever between us and a program.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::{Failure, Outcome};

/// Runs a program with our own streams; `next` is the advice when it fails.
pub(crate) fn run(command: &mut Command, next: &str) -> Outcome {
    let line = shown(command);
    eprintln!("$ {line}");
    let status = command
        .status()
        .map_err(|error| Failure::new(format!("cannot start `{line}`: {error}"), next))?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::new(format!("`{line}` ended with {status}"), next))
}

/// Runs a program quietly and returns its standard output.
pub(crate) fn output(command: &mut Command, next: &str) -> Outcome<String> {
    let line = shown(command);
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| Failure::new(format!("cannot start `{line}`: {error}"), next))?;
    if !output.status.success() {
        return Err(Failure::new(
            format!("`{line}` ended with {}", output.status),
            next,
        ));
    }
    String::from_utf8(output.stdout).map_err(|_| {
        Failure::new(
            format!("`{line}` printed something that is not UTF-8"),
            next,
        )
    })
}

/// Whether a program starts and ends well; what it prints is dropped.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// The first of these programs found on `PATH` or where systems keep their servers.
pub(crate) fn find(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let servers = ["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin"].map(PathBuf::from);
    let folders: Vec<PathBuf> = env::split_paths(&path).chain(servers).collect();
    names.iter().find_map(|name| {
        folders
            .iter()
            .map(|folder| folder.join(format!("{name}{}", env::consts::EXE_SUFFIX)))
            .find(|file| file.is_file())
    })
}

/// The `cargo` that runs us, so that one toolchain does everything.
pub(crate) fn cargo(root: &Path) -> Command {
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.current_dir(root);
    // What cargo told this program about itself; build scripts watch it, and the next cargo would
    // build their packages anew.
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    command
}

/// Whether this is a build server: it is asked nothing, and trusts no earlier run.
pub(crate) fn is_ci() -> bool {
    env::var_os("CI").is_some_and(|value| !value.is_empty())
}

/// Whether this user is the system's administrator: Chromium's sandbox and apt ask.
pub(crate) fn is_root() -> bool {
    Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    std::iter::once(name)
        .chain(command.get_args())
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Builds the programs of these packages and says where they are.
pub(crate) fn build_programs(root: &Path, packages: &[&str]) -> Outcome<Vec<PathBuf>> {
    let mut build = cargo(root);
    build.arg("build");
    for package in packages {
        build.args(["--package", package]);
    }
    built(build)
}

/// Builds the test programs of a package and says where they are.
pub(crate) fn build_tests(root: &Path, package: &str) -> Outcome<Vec<PathBuf>> {
    let mut build = cargo(root);
    build.args(["test", "--no-run", "--package", package]);
    let mut tests = built(build)?;
    // Programs of the package are built for its tests, and are none.
    tests.retain(|path| path.parent().is_some_and(|folder| folder.ends_with("deps")));
    Ok(tests)
}

/// The programs that a command of cargo builds, in one order whichever was finished first.
fn built(mut build: Command) -> Outcome<Vec<PathBuf>> {
    build.args(["--message-format", "json-render-diagnostics"]);
    eprintln!("$ {}", shown(&build));
    let messages = output(&mut build, "mend what the compiler says above")?;
    let mut programs: Vec<PathBuf> = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|message| message["reason"] == "compiler-artifact")
        .filter_map(|message| message["executable"].as_str().map(PathBuf::from))
        .collect();
    programs.sort();
    Ok(programs)
}
