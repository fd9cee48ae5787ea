//! Programs that the system's package manager brings: found, or named with their packages.
//!
//! Only apt-get is run by us; for other package managers the command is printed. No service is
//! stopped or configured.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use super::{Missing, Way};
use crate::command;
use crate::failure::{Failure, Outcome};

/// A program that is not built by us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum System {
    Node,
    Python,
    Chromium,
    Chromedriver,
    Mosquitto,
    /// `mosquitto_pub` and `mosquitto_sub`.
    MosquittoClients,
    /// The library Paho for C, known by its header. Where its package has no name known to us, the
    /// tests say what they left out.
    PahoC,
}

/// Where a program is: the variable of its name wins, then `PATH`.
pub(crate) fn path_of(program: System) -> Option<PathBuf> {
    let set = |name: &str| {
        env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_file())
    };
    match program {
        System::Node => {
            // npm is a package of its own in Debian, and both are needed.
            command::find(&["npm"])?;
            command::find(&["node", "nodejs"])
        }
        System::Python => {
            let python = command::find(&["python3", "python"])?;
            let mut probe = Command::new(&python);
            probe.args(["-c", "import venv, ensurepip"]);
            command::succeeds(&mut probe).then_some(python)
        }
        System::Chromium => set("CHROMIUM").or_else(|| {
            command::find(&[
                "chromium",
                "chromium-browser",
                "google-chrome",
                "google-chrome-stable",
            ])
        }),
        System::Chromedriver => set("CHROMEDRIVER")
            .or_else(|| command::find(&["chromedriver", "chromium.chromedriver"])),
        System::Mosquitto => {
            command::find(&["mosquitto_passwd"])?;
            set("MOSQUITTO").or_else(|| command::find(&["mosquitto"]))
        }
        System::MosquittoClients => {
            command::find(&["mosquitto_sub"])?;
            command::find(&["mosquitto_pub"])
        }
        System::PahoC => [
            "/usr/include",
            "/usr/local/include",
            "/opt/homebrew/include",
        ]
        .map(|folder| PathBuf::from(folder).join("MQTTClient.h"))
        .into_iter()
        .find(|header| header.is_file()),
    }
}

/// Where a program is that set-up has found or brought.
pub(crate) fn program(program: System) -> Outcome<PathBuf> {
    path_of(program).ok_or_else(|| {
        Failure::new(
            format!("{program:?} was here a moment ago and is gone"),
            "run this again: set-up looks for it first",
        )
    })
}

/// A package manager we know the package names of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manager {
    Debian,
    Ubuntu,
    Dnf,
    Pacman,
    Zypper,
    Brew,
}

impl Manager {
    const fn command(self) -> &'static str {
        match self {
            Self::Debian | Self::Ubuntu => "apt-get install",
            Self::Dnf => "dnf install",
            Self::Pacman => "pacman -S",
            Self::Zypper => "zypper install",
            Self::Brew => "brew install",
        }
    }
}

/// Whether it is here, or has no package that could bring it.
pub(super) fn is_settled(program: System) -> bool {
    let nameless = || manager().is_some_and(|manager| packages(manager, program).is_empty());
    path_of(program).is_some() || nameless()
}

pub(super) fn missing(programs: &[System]) -> Outcome<Missing> {
    let Some(manager) = manager() else {
        return Err(Failure::new(
            format!(
                "missing: {}, and no package manager known to us is here",
                names(Manager::Debian, programs).join(", ")
            ),
            "install them (the names are Debian's) and see that the programs are on PATH",
        ));
    };
    let packages = names(manager, programs);
    let line = format!("{} {}", manager.command(), packages.join(" "));
    if !matches!(manager, Manager::Debian | Manager::Ubuntu) {
        return Err(Failure::new(
            format!("missing: {}", packages.join(", ")),
            format!("run `{line}`, then this again"),
        ));
    }
    Ok(Missing {
        what: format!("system packages: {} (`{line}`)", packages.join(", ")),
        way: Way::Apt(packages),
    })
}

pub(super) fn apt_install(packages: &[&str]) -> Outcome {
    let by_hand = format!("run `sudo apt-get install {}` by hand", packages.join(" "));
    // A list that is not quite fresh is often good enough: the installing decides.
    if let Err(failure) = command::run(apt()?.args(["update", "-qq"]), &by_hand) {
        eprintln!("{failure}\n  (going on with the package lists that are here)");
    }
    command::run(
        apt()?
            .args(["install", "--yes", "--no-install-recommends"])
            .args(packages),
        &by_hand,
    )
}

/// A package that was installed and brought no program: better said here than by a test later.
pub(super) fn hold_found(programs: &[System]) -> Outcome {
    match programs.iter().find(|program| path_of(**program).is_none()) {
        None => Ok(()),
        Some(program) => Err(Failure::new(
            format!("the packages are installed, yet {program:?} is not found on PATH"),
            "see that it is on PATH, or name it by the variable CHROMIUM, CHROMEDRIVER or MOSQUITTO",
        )),
    }
}

fn apt() -> Outcome<Command> {
    if command::is_root() {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        return Ok(command);
    }
    if command::find(&["sudo"]).is_none() {
        return Err(Failure::new(
            "apt-get needs the administrator, and there is no sudo",
            "install the packages named above as root",
        ));
    }
    let mut command = Command::new("sudo");
    command.args(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    Ok(command)
}

fn manager() -> Option<Manager> {
    let ubuntu = || {
        fs::read_to_string("/etc/os-release")
            .is_ok_and(|text| text.lines().any(|line| line == "ID=ubuntu"))
    };
    let known = [
        ("apt-get", Manager::Debian),
        ("dnf", Manager::Dnf),
        ("pacman", Manager::Pacman),
        ("zypper", Manager::Zypper),
        ("brew", Manager::Brew),
    ];
    let found = known
        .iter()
        .find(|(program, _)| command::find(&[program]).is_some());
    let manager = found?.1;
    let is_ubuntu = manager == Manager::Debian && ubuntu();
    Some(if is_ubuntu { Manager::Ubuntu } else { manager })
}

fn names(manager: Manager, programs: &[System]) -> Vec<&'static str> {
    let mut names: Vec<&'static str> = Vec::new();
    for program in programs {
        for name in packages(manager, *program) {
            if !names.contains(name) {
                names.push(name);
            }
        }
    }
    names
}

const fn packages(manager: Manager, program: System) -> &'static [&'static str] {
    match (program, manager) {
        (System::Node, Manager::Brew) => &["node"],
        (System::Node, _) => &["nodejs", "npm"],
        (System::Python, Manager::Debian | Manager::Ubuntu) => &["python3", "python3-venv"],
        (System::Python, Manager::Pacman) => &["python"],
        (System::Python, _) => &["python3"],
        (System::Chromium, Manager::Ubuntu) => &["chromium-browser"],
        (System::Chromium, _) => &["chromium"],
        (System::Chromedriver, Manager::Debian) => &["chromium-driver"],
        (System::Chromedriver, Manager::Ubuntu) => &["chromium-chromedriver"],
        (System::Chromedriver, Manager::Pacman) => &["chromium"],
        (System::Chromedriver, _) => &["chromedriver"],
        (System::MosquittoClients, Manager::Debian | Manager::Ubuntu | Manager::Zypper) => {
            &["mosquitto-clients"]
        }
        (System::Mosquitto | System::MosquittoClients, _) => &["mosquitto"],
        (System::PahoC, Manager::Debian | Manager::Ubuntu) => &["libpaho-mqtt-dev"],
        (System::PahoC, Manager::Dnf | Manager::Pacman | Manager::Zypper | Manager::Brew) => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::{Manager, System, names};

    #[test]
    fn a_package_is_named_once() {
        let programs = [System::Chromium, System::Chromedriver, System::Mosquitto];
        assert_eq!(names(Manager::Pacman, &programs), ["chromium", "mosquitto"]);
        assert_eq!(
            names(Manager::Debian, &programs),
            ["chromium", "chromium-driver", "mosquitto"]
        );
    }
}
