//! Where a secret comes from: flag, file or environment, in this order.
//!
//! Nothing here ever repeats a secret, not even a part of it in an error.

use crate::streams::{Unusable, tell};
use clap::Args;
use connack_signer::Secret;
use std::convert::Infallible;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The environment variable of the device secret.
const VARIABLE: &str = "CONNACK_DEVICE_SECRET";

/// Far above any secret: a device or a wrong path given as a file must not be read without end.
const MAX_BYTES: u64 = 64 * 1024;

/// The ways to give the device secret. The flag wins over the file, the file over the environment
/// variable CONNACK_DEVICE_SECRET.
#[derive(Args)]
#[command(next_help_heading = "Device secret (one of these, or CONNACK_DEVICE_SECRET)")]
pub(crate) struct SecretInput {
    /// File that holds the device secret, `-` for standard input; one line end at its end is
    /// dropped, anything else counts
    #[arg(long, value_name = "PATH")]
    device_secret_file: Option<PathBuf>,

    /// The device secret itself; every user of this machine can see it while the command runs,
    /// and the shell remembers it: better use the file or the environment
    #[arg(long, value_name = "SECRET", allow_hyphen_values = true, value_parser = secret)]
    device_secret: Option<Secret>,
}

/// For clap: any text is a secret.
fn secret(text: &str) -> Result<Secret, Infallible> {
    Ok(Secret::new(text))
}

impl SecretInput {
    /// The device secret; a secret given as a flag is warned of on standard error.
    pub(crate) fn read(&self) -> Result<Secret, Unusable> {
        if let Some(secret) = &self.device_secret {
            return from_flag(secret);
        }
        if let Some(path) = &self.device_secret_file {
            return from_file(path);
        }
        match std::env::var_os(VARIABLE) {
            Some(value) => from_variable(value),
            None => Err(Unusable(format!(
                "no device secret was given; set {VARIABLE}, or give --device-secret-file PATH \
                 (`-` is standard input)"
            ))),
        }
    }
}

fn from_flag(secret: &Secret) -> Result<Secret, Unusable> {
    // `--device-secret $EMPTY --json` would otherwise sign with `--json` and say nothing.
    if secret.expose().starts_with("--") {
        return Err(Unusable(format!(
            "the value of --device-secret begins with `--` and looks like the next option; give \
             the secret, or, if it really begins so, use {VARIABLE}"
        )));
    }
    tell(&format!(
        "warning: --device-secret shows the secret in the process list and in the shell's \
         history; use --device-secret-file or {VARIABLE}"
    ));
    Ok(secret.clone())
}

fn from_variable(value: OsString) -> Result<Secret, Unusable> {
    value.into_string().map(Secret::new).map_err(|_| {
        Unusable(format!(
            "{VARIABLE} is not UTF-8 text; set it again from a UTF-8 terminal"
        ))
    })
}

fn from_file(path: &Path) -> Result<Secret, Unusable> {
    if path == Path::new("-") {
        return from_reader("standard input", io::stdin().lock());
    }
    let name = format!("device secret file {}", path.display());
    match File::open(path) {
        Ok(file) => from_reader(&name, file),
        Err(error) => Err(unreadable(&name, &error)),
    }
}

fn from_reader(name: &str, reader: impl Read) -> Result<Secret, Unusable> {
    let mut bytes = Zeroizing::new(Vec::new());
    reader
        .take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(name, &error))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Unusable(format!(
            "{name} has more than {MAX_BYTES} bytes, expected a device secret alone; check the path"
        )));
    }
    let text = std::str::from_utf8(&bytes).map_err(|error| {
        let at = error.valid_up_to() + 1;
        Unusable(format!(
            "{name} is not UTF-8 text at byte {at}; save it as UTF-8"
        ))
    })?;
    Ok(Secret::new(without_line_end(text)))
}

/// Editors and `echo` end a file with a line end; it is no part of the secret. Only one is
/// dropped: a second one was meant, or is worth a warning.
fn without_line_end(text: &str) -> &str {
    match text.strip_suffix('\n') {
        Some(line) => line.strip_suffix('\r').unwrap_or(line),
        None => text,
    }
}

fn unreadable(name: &str, error: &io::Error) -> Unusable {
    Unusable(format!("{name} cannot be read: {error}; check the path"))
}
