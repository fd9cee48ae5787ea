//! `cargo xtask test`: everything that proves the product, from formatting to a real browser.
//!
//! Steps in the order of their cost; the first that fails stops the run. What each step is for
//! stands beside it. End-to-end tests that passed are run again when something has changed.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::command;
use crate::failure::{Failure, Outcome};
use crate::setup::{self, System, WASM_TARGET};
use crate::workspace::Workspace;
use crate::{DistOptions, TestOptions, check, dist, end_to_end};

/// The packages that have tests for the browser's wasm.
const WASM_TESTED: [&str; 7] = [
    "connack-signer",
    "connack-session",
    "connack-protocol",
    "connack-messages",
    "connack-behaviour",
    "connack-exports",
    "connack-web",
];

/// Runs every step and says how long each took.
pub(crate) fn test(workspace: &Workspace, options: &TestOptions, yes: bool) -> Outcome {
    let mut steps = Steps::default();
    let result = all(workspace, options, yes, &mut steps);
    steps.print();
    result
}

fn all(workspace: &Workspace, options: &TestOptions, yes: bool, steps: &mut Steps) -> Outcome {
    steps.run("set-up", || {
        setup::ready(workspace, &[setup::CHECK, setup::BUILD, setup::TEST], yes)
    })?;
    steps.run("check", || check::check(workspace, yes))?;
    steps.run("native tests", || native(workspace))?;
    steps.run("wasm tests in Chromium", || in_browser(workspace))?;
    let site = steps.run("dist", || {
        dist::dist(workspace, &DistOptions { out: None }, yes)
    })?;
    let again = options.again || command::is_ci();
    steps.run("end-to-end tests", || {
        end_to_end::test(workspace, &site, again)
    })
}

fn native(workspace: &Workspace) -> Outcome {
    let mut cargo = command::cargo(&workspace.root);
    cargo.args(["test", "--workspace"]);
    if workspace.package(end_to_end::PACKAGE).is_some() {
        cargo.args(["--exclude", end_to_end::PACKAGE]);
    }
    command::run(
        &mut cargo,
        "mend the test named above; `cargo test -p PACKAGE NAME` runs it alone",
    )
}

/// The same pure tests, and the page's own, compiled to wasm and run by a real browser.
fn in_browser(workspace: &Workspace) -> Outcome {
    let mut cargo = command::cargo(&workspace.root);
    cargo.args(["test", "--lib", "--tests", "--target", WASM_TARGET]);
    for package in WASM_TESTED {
        workspace.hold_package(package)?;
        cargo.args(["--package", package]);
    }
    let runner = setup::bindgen_folder(workspace)?.join("wasm-bindgen-test-runner");
    command::run(
        cargo
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
            .env("CHROMEDRIVER", setup::program(System::Chromedriver)?)
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities(workspace)?)
            // A test that does not say where it runs runs in the browser, like the product.
            .env("WASM_BINDGEN_USE_BROWSER", "1")
            // The runner isolates its origin by headers that a static host does not send.
            .env("WASM_BINDGEN_TEST_NO_ORIGIN_ISOLATION", "1")
            .env("WASM_BINDGEN_TEST_TIMEOUT", "120"),
        "mend the test named above; it may pass natively and fail in wasm",
    )
}

/// What the runner asks of Chromium, as a file in the build folder.
fn capabilities(workspace: &Workspace) -> Outcome<PathBuf> {
    let mut flags = vec![
        "--headless=new",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ];
    if command::is_root() {
        // Chromium refuses its sandbox to root.
        flags.push("--no-sandbox");
    }
    let content = serde_json::json!({
        "goog:chromeOptions": { "binary": setup::program(System::Chromium)?, "args": flags }
    });
    let folder = workspace.scratch();
    let path = folder.join("webdriver.json");
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(&path, content.to_string()))
        .map_err(|error| Failure::file("write", &path, &error))?;
    Ok(path)
}

/// What has been run, and how long it took.
#[derive(Default)]
struct Steps {
    done: Vec<(&'static str, Duration, bool)>,
}

impl Steps {
    fn run<T>(&mut self, name: &'static str, step: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
        eprintln!("\n== {name}");
        let start = Instant::now();
        let result = step();
        self.done.push((name, start.elapsed(), result.is_ok()));
        result
    }

    fn print(&self) {
        println!();
        let mut total = 0.0;
        for (name, time, fine) in &self.done {
            let seconds = time.as_secs_f64();
            total += seconds;
            let word = if *fine { "ok" } else { "FAILED" };
            println!("{name:<26}{seconds:>9.1} s  {word}");
        }
        println!("{:<26}{total:>9.1} s", "together");
    }
}
