//! `connack`: the signer and the diagnosis on the command line.
//!
//! Arguments and dispatch only; each command is a file of its own. Standard output is data,
//! standard error is for people; 0 is fine, 1 are findings, 2 is unusable input.

mod diagnose;
mod oddity;
mod secret_input;
mod sign;
mod streams;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, Parser, Subcommand};
use connack_diagnosis::Lang;
use std::process::ExitCode;
use streams::Unusable;

/// Computes the MQTT credentials of Alibaba Cloud IoT Platform devices, and names the mistake of
/// those that do not get in.
#[derive(Parser)]
#[command(name = "connack", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Sign(Box<sign::Options>),
    Diagnose(diagnose::Options),
}

impl Command {
    /// The language of its sentences; only the diagnosis has both.
    fn lang(&self) -> Lang {
        match self {
            Self::Sign(_) => Lang::En,
            Self::Diagnose(options) => options.lang(),
        }
    }
}

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return refuse(&error),
    };
    let lang = arguments.command.lang();
    let outcome = match arguments.command {
        Command::Sign(options) => sign::run(&options).map(|()| ExitCode::SUCCESS),
        Command::Diagnose(options) => diagnose::run(&options),
    };
    match outcome {
        Ok(code) => code,
        Err(Unusable(why)) => {
            streams::tell(&format!("{}{why}", diagnose::ERROR.in_lang(lang)));
            ExitCode::from(2)
        }
    }
}

/// Prints what clap has to say: help and version (exit code 0), or what is wrong with the
/// arguments (exit code 2).
fn refuse(error: &clap::Error) -> ExitCode {
    // A stray word may be half of a secret that was not quoted, so it is not repeated.
    if error.kind() == ErrorKind::UnknownArgument
        && let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidArg)
        && !word.starts_with('-')
    {
        let why = "there is a word that belongs to no option (not shown, it could be part of a \
                   secret); quote values that have blanks";
        let _ = Arguments::command()
            .error(ErrorKind::UnknownArgument, why)
            .print();
        return ExitCode::from(2);
    }
    // Nobody is left to be told when this fails.
    let _ = error.print();
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}
