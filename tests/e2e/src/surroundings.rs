//! What the task that runs these tests, or measures, must provide, each by an environment variable.

use std::env;
use std::path::PathBuf;

/// Something that is found by an environment variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needed {
    /// The finished site.
    Dist,
    /// The practice broker.
    Broker,
    /// The command line.
    Cli,
    /// The tasks of the repository.
    Xtask,
    /// The browser.
    Chromium,
    /// Its W3C WebDriver.
    Chromedriver,
    /// A broker that we did not write.
    Mosquitto,
    /// The program that writes its password file.
    MosquittoPasswd,
    /// An interpreter with paho-mqtt.
    Python,
    /// Runs JavaScript outside the browser.
    Node,
    /// The folder that axe-core and aedes are installed in.
    NodeModules,
    /// The folder that the peers of the measurements are installed in.
    BenchModules,
    /// The folder that the libraries of programs for devices are installed in.
    ProgramModules,
    /// The folder that esbuild and typescript are installed in.
    PackageModules,
    /// The signer's npm package, packed.
    Package,
}

impl Needed {
    const fn variable(self) -> &'static str {
        match self {
            Self::Dist => "CONNACK_DIST",
            Self::Broker => "CONNACK_BROKER",
            Self::Cli => "CONNACK_CLI",
            Self::Xtask => "CONNACK_XTASK",
            Self::Chromium => "CHROMIUM",
            Self::Chromedriver => "CHROMEDRIVER",
            Self::Mosquitto => "MOSQUITTO",
            Self::MosquittoPasswd => "MOSQUITTO_PASSWD",
            Self::Python => "CONNACK_PYTHON",
            Self::Node => "NODE",
            Self::NodeModules => "CONNACK_NODE_MODULES",
            Self::BenchModules => "CONNACK_BENCH_MODULES",
            Self::ProgramModules => "CONNACK_PROGRAM_MODULES",
            Self::PackageModules => "CONNACK_PACKAGE_MODULES",
            Self::Package => "CONNACK_PACKAGE",
        }
    }
}

/// Where it is. A test that lacks something fails: one that is skipped proves nothing.
#[track_caller]
pub fn needed(what: Needed) -> PathBuf {
    let variable = what.variable();
    match env::var_os(variable) {
        Some(path) if !path.is_empty() => PathBuf::from(path),
        _ => panic!(
            "{variable} is not set: run these tests by `cargo xtask test`, which builds and installs what they need"
        ),
    }
}

/// Whether tests run in their full form, of which some take minutes: `cargo xtask soak` asks for it.
pub fn full() -> bool {
    env::var_os("CONNACK_SOAK").is_some_and(|value| value == "1")
}
