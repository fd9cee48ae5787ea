//! Tools of other languages: whether they are there, and whether they succeed.

use std::io::{Write as _, stderr};
use std::process::{Command, Stdio};

/// Whether a tool is there; if not, that is said where it is seen.
pub(crate) fn is_there(tool: &str, left_unchecked: &str) -> bool {
    let there = is_there_to(Command::new(tool).arg("version"));
    if !there {
        not_checked(left_unchecked, &format!("`{tool}` is not on this machine"));
    }
    there
}

/// Whether a command can be carried out here.
pub(crate) fn is_there_to(command: &mut Command) -> bool {
    let quiet = command.stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// Says it past the harness, which keeps what a test prints that passes.
pub(crate) fn not_checked(what: &str, why: &str) {
    // Where nobody reads it, nobody misses it.
    let _ = writeln!(stderr(), "\nNOT CHECKED: {what}, because {why}\n");
}

/// Runs a tool that must succeed.
#[track_caller]
pub(crate) fn succeeds(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{command:?}\n{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
