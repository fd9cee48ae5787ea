//! `cargo xtask`: set-up, serve, test, check, dist, bench and soak of this repository.
//!
//! Arguments and dispatch only; each task is a module of its own. Nothing of the product lives
//! here, and no other package depends on this one.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line for people: it talks on its two streams"
)]

mod bench;
mod check;
mod command;
mod dist;
mod end_to_end;
mod failure;
mod passed;
mod serve;
mod setup;
mod soak;
mod test;
mod workspace;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::failure::Outcome;
use crate::workspace::Workspace;

/// Builds, serves and tests Connack. What a task lacks is installed first, after a question.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
    /// Install what is missing without asking (also when CI is set, or without a terminal)
    #[arg(long, short, global = true)]
    yes: bool,
}

#[derive(Subcommand)]
enum Task {
    /// Build the page and serve it on loopback, with the practice broker beside it
    Serve(ServeOptions),
    /// Check, then every test: native, in the browser's wasm, and end to end
    Test(TestOptions),
    /// Formatting, lints, documentation, layering and banned paths
    Check,
    /// Build the static site: optimised, hashed, compressed, and weighed against its limit
    Dist(DistOptions),
    /// Measure; the name says what (for example `sign`)
    Bench(bench::Options),
    /// In full the tests that take minutes; `test` runs them in a short form
    Soak,
}

/// Which end-to-end tests run.
#[derive(Args)]
struct TestOptions {
    /// Run end-to-end tests that passed before too, though nothing has changed since (also when CI
    /// is set)
    #[arg(long)]
    again: bool,
}

/// Where the site is written.
#[derive(Args)]
struct DistOptions {
    /// Folder to write, replaced as a whole; `dist` in the repository when absent
    #[arg(long)]
    out: Option<PathBuf>,
}

/// Ports are wishes: one that is taken is replaced by a free one, and the page is told.
#[derive(Args)]
struct ServeOptions {
    /// Port of the page
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Port of the practice broker's MQTT over TCP
    #[arg(long, default_value_t = 1883)]
    mqtt_port: u16,
    /// Port of the practice broker's MQTT over WebSocket
    #[arg(long, default_value_t = 8083)]
    ws_port: u16,
    /// JSON file of the practice broker's devices, instead of its one practice identity
    #[arg(long)]
    devices: Option<PathBuf>,
    /// Serve the page without a practice broker
    #[arg(long)]
    no_broker: bool,
    /// Do not open a browser
    #[arg(long)]
    no_open: bool,
    #[command(flatten)]
    dist: DistOptions,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match perform(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}

fn perform(arguments: &Arguments) -> Outcome {
    let workspace = Workspace::load()?;
    let yes = arguments.yes;
    match &arguments.task {
        Task::Serve(options) => serve::serve(&workspace, options, yes),
        Task::Test(options) => test::test(&workspace, options, yes),
        Task::Check => check::check(&workspace, yes),
        Task::Dist(options) => dist::dist(&workspace, options, yes).map(drop),
        Task::Bench(options) => bench::bench(&workspace, options, yes),
        Task::Soak => soak::soak(&workspace, yes),
    }
}
