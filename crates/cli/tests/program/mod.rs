//! Runs the built program and looks for a leaked secret each time.
#![allow(dead_code, reason = "each test program uses its part")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "part of tests: a panic is the report"
)]

use serde_json::Value;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// A secret that is nothing else: it must never be seen on a stream.
pub(crate) const MARKER: &str = "hush7Qm2Kp9Xw4Zt";

/// A device without anything odd, its secret left out.
pub(crate) const DEVICE: &[&str] = &[
    "sign",
    "--product-key",
    "pk",
    "--device-name",
    "device",
    "--client-id",
    "12345",
];

/// What the program gets beside its arguments.
pub(crate) struct Input {
    variable: Option<(&'static str, OsString)>,
    stdin: Vec<u8>,
}

impl Input {
    pub(crate) fn none() -> Self {
        Self {
            variable: None,
            stdin: Vec::new(),
        }
    }

    pub(crate) fn environment(secret: &str) -> Self {
        Self::environment_bytes(OsStr::new(secret))
    }

    pub(crate) fn environment_bytes(secret: &OsStr) -> Self {
        Self {
            variable: Some(("CONNACK_DEVICE_SECRET", secret.into())),
            ..Self::none()
        }
    }

    /// Another secret's variable.
    pub(crate) fn variable(name: &'static str, secret: &str) -> Self {
        Self {
            variable: Some((name, secret.into())),
            ..Self::none()
        }
    }

    pub(crate) fn stdin(bytes: &[u8]) -> Self {
        Self {
            stdin: bytes.into(),
            ..Self::none()
        }
    }
}

/// How a run ended.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs the program to its end.
#[track_caller]
pub(crate) fn connack<S: AsRef<OsStr>>(args: &[S], input: &Input) -> Run {
    start(args, input, Stdio::piped())
}

/// Runs the program with its standard output into a file.
#[track_caller]
pub(crate) fn into_file(path: &str, args: &[&str], input: &Input) -> Run {
    let file = fs::OpenOptions::new().write(true).open(path).unwrap();
    start(args, input, file.into())
}

/// Runs the program with a standard output that nobody reads.
#[track_caller]
pub(crate) fn into_closed_pipe(args: &[&str], input: &Input) -> Run {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    start(args, input, writer.into())
}

#[track_caller]
fn start<S: AsRef<OsStr>>(args: &[S], input: &Input, out: Stdio) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_connack"));
    command
        .args(args)
        .env_remove("CONNACK_DEVICE_SECRET")
        .env_remove("CONNACK_PRODUCT_SECRET")
        .env_remove("CONNACK_ACCESS_KEY_SECRET")
        .env("LC_ALL", "C")
        .envs(input.variable.clone())
        .stdin(Stdio::piped())
        .stdout(out)
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // The program may end without reading all of it.
    let _ = child.stdin.take().unwrap().write_all(&input.stdin);
    let Output {
        status,
        stdout,
        stderr,
    } = child.wait_with_output().unwrap();
    let (out, err) = (text(stdout), text(stderr));
    assert!(
        !out.contains(MARKER) && !err.contains(MARKER),
        "secret leaked: {out}{err}"
    );
    Run {
        code: status.code().unwrap(),
        out,
        err,
    }
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

/// Runs the program: this exit code, these words in each stream; none means that it is silent.
#[track_caller]
pub(crate) fn check<S: AsRef<OsStr>>(args: &[S], input: &Input, code: i32, out: &str, err: &str) {
    let run = connack(args, input);
    assert_eq!(run.code, code, "{}{}", run.out, run.err);
    for (found, expected) in [(&run.out, out), (&run.err, err)] {
        assert!(
            found.contains(expected) && found.is_empty() == expected.is_empty(),
            "expected {expected:?}, found {found:?}"
        );
    }
}

/// Arguments and more arguments.
pub(crate) fn with<'a>(first: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [first, more].concat()
}

/// The object that a run printed.
#[track_caller]
pub(crate) fn json(run: &Run) -> Value {
    assert_eq!(run.code, 0, "{}", run.err);
    serde_json::from_str(&run.out).expect("one JSON object")
}

/// A file that is removed again.
pub(crate) struct TemporaryFile(PathBuf);

impl TemporaryFile {
    pub(crate) fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for TemporaryFile {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// A file with this content.
pub(crate) fn temporary_file(content: &[u8]) -> TemporaryFile {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!("secret-{}", COUNT.fetch_add(1, Ordering::Relaxed));
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, content).unwrap();
    TemporaryFile(path)
}
