//! Which package may see which: the layering table as data, and a function that holds
//! manifests against it.
//!
//! Lines for tests (dev-dependencies) bind nobody. A missing edge is fine; an edge that the
//! table does not have is a violation, and so is a package without a row.

use std::collections::BTreeSet;

use super::Violation;
use crate::workspace::Package;

/// One layer: what it may use of ours, and what of others it must never see.
struct Layer {
    package: &'static str,
    may_use: &'static [&'static str],
    never: &'static [&'static [&'static str]],
}

const BROWSER: &[&str] = &[
    "web-sys",
    "js-sys",
    "wasm-bindgen",
    "wasm-bindgen-futures",
    "gloo",
    "gloo-*",
    "yew",
    "yew-*",
];
const TIME: &[&str] = &["chrono", "time", "jiff", "instant", "web-time", "httpdate"];
const RANDOMNESS: &[&str] = &["getrandom", "rand", "rand_*", "fastrand", "uuid"];
const SOCKETS: &[&str] = &[
    "tokio",
    "tokio-*",
    "mio",
    "socket2",
    "async-std",
    "smol",
    "hyper",
    "reqwest",
    "ureq",
    "tungstenite",
    "mqtt5",
];
const ASYNC: &[&str] = &["futures", "futures-*", "async-*", "pollster"];
const LOGGING: &[&str] = &["log", "tracing", "tracing-*", "env_logger"];
const PURE: &[&[&str]] = &[BROWSER, TIME, RANDOMNESS, SOCKETS, ASYNC, LOGGING];
/// MQTT is the session's own matter.
const MQTT: &[&str] = &["mqtt-protocol-core"];

const LAYERS: &[Layer] = &[
    Layer {
        package: "connack-signer",
        may_use: &[],
        never: &[BROWSER, TIME, RANDOMNESS, SOCKETS, ASYNC, LOGGING, MQTT],
    },
    Layer {
        package: "connack-diagnosis",
        may_use: &["connack-signer"],
        never: &[BROWSER, TIME, RANDOMNESS, SOCKETS, ASYNC, LOGGING, MQTT],
    },
    Layer {
        package: "connack-batch",
        may_use: &["connack-signer", "connack-diagnosis"],
        never: &[BROWSER, TIME, RANDOMNESS, SOCKETS, ASYNC, LOGGING, MQTT],
    },
    Layer {
        package: "connack-session",
        may_use: &["connack-signer"],
        never: PURE,
    },
    Layer {
        package: "connack-protocol",
        may_use: &["connack-signer"],
        never: PURE,
    },
    Layer {
        package: "connack-messages",
        may_use: &["connack-protocol"],
        never: &[BROWSER, TIME, RANDOMNESS, SOCKETS, ASYNC, LOGGING, MQTT],
    },
    Layer {
        package: "connack-behaviour",
        may_use: &["connack-protocol"],
        never: &[BROWSER, TIME, RANDOMNESS, SOCKETS, ASYNC, LOGGING, MQTT],
    },
    Layer {
        package: "connack-exports",
        may_use: &["connack-signer"],
        never: &[BROWSER, TIME, RANDOMNESS, SOCKETS, ASYNC, LOGGING, MQTT],
    },
    Layer {
        package: "connack-signer-npm",
        may_use: &["connack-signer"],
        never: &[TIME, RANDOMNESS, SOCKETS, ASYNC, LOGGING, MQTT],
    },
    Layer {
        package: "connack-worker-session",
        may_use: &[
            "connack-signer",
            "connack-session",
            "connack-protocol",
            "connack-messages",
            "connack-behaviour",
        ],
        never: &[SOCKETS, &["yew", "yew-*"]],
    },
    Layer {
        package: "connack-worker-engine",
        may_use: &[
            "connack-signer",
            "connack-diagnosis",
            "connack-batch",
            "connack-exports",
            "connack-protocol",
        ],
        never: &[SOCKETS, MQTT, &["yew", "yew-*"]],
    },
    Layer {
        package: "connack-web",
        may_use: &[
            "connack-signer",
            "connack-diagnosis",
            "connack-batch",
            "connack-protocol",
            "connack-messages",
            "connack-behaviour",
        ],
        // Sockets live in a worker: a connection never weighs on the first view.
        never: &[SOCKETS, MQTT],
    },
    Layer {
        package: "connack-broker",
        may_use: &["connack-signer", "connack-diagnosis"],
        never: &[BROWSER],
    },
    Layer {
        package: "connack-cli",
        may_use: &[
            "connack-signer",
            "connack-diagnosis",
            "connack-batch",
            "connack-session",
            "connack-exports",
        ],
        never: &[BROWSER],
    },
    Layer {
        package: "connack-e2e",
        may_use: &["connack-signer"],
        never: &[BROWSER],
    },
    Layer {
        package: "connack-bench-sign",
        may_use: &["connack-signer"],
        never: &[SOCKETS],
    },
    Layer {
        package: "xtask",
        may_use: &[],
        never: &[BROWSER],
    },
];

/// Every edge of these packages that the table does not have.
pub(super) fn violations(packages: &[Package]) -> Vec<Violation> {
    let ours: BTreeSet<&str> = packages
        .iter()
        .map(|package| package.name.as_str())
        .collect();
    let mut violations = Vec::new();
    for package in packages {
        let name = package.name.as_str();
        let Some(layer) = LAYERS.iter().find(|layer| layer.package == name) else {
            violations.push(Violation {
                place: format!("package {name}"),
                found: "has no row in the layering table".to_owned(),
                fix: "add one to LAYERS in crates/xtask/src/check/layering.rs, and to the architecture map of README.md".to_owned(),
            });
            continue;
        };
        let normal = package
            .dependencies
            .iter()
            .filter(|dependency| !dependency.dev);
        for dependency in normal.map(|dependency| dependency.name.as_str()) {
            let fix = if ours.contains(dependency) {
                (!layer.may_use.contains(&dependency)).then(|| own_fix(layer, dependency))
            } else {
                let banned = layer.never.iter().copied().flatten();
                banned
                    .into_iter()
                    .any(|pattern| matches(pattern, dependency))
                    .then(|| {
                        format!(
                            "remove `{dependency}` from its [dependencies]: take what it brings as an argument, or do it in the layer above (a test's need goes to [dev-dependencies])"
                        )
                    })
            };
            violations.extend(fix.map(|fix| Violation {
                place: format!("{name} (Cargo.toml)"),
                found: format!("depends on `{dependency}`, which this layer must not see"),
                fix,
            }));
        }
    }
    violations
}

fn own_fix(layer: &Layer, dependency: &str) -> String {
    if dependency.starts_with("connack-worker-") {
        return format!(
            "remove it: nothing depends on a worker; what `{}` needs of it are messages, in connack-protocol",
            layer.package
        );
    }
    let allowed = if layer.may_use.is_empty() {
        "none of our packages".to_owned()
    } else {
        layer.may_use.join(", ")
    };
    format!(
        "remove it, and turn the need round: `{}` may use {allowed}; what both need goes down into one of those",
        layer.package
    )
}

fn matches(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == pattern,
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::violations;
    use crate::workspace::{Dependency, Package};

    fn package(name: &str, normal: &[&str], dev: &[&str]) -> Package {
        let line = |dev: bool| {
            move |name: &&str| Dependency {
                name: (*name).to_owned(),
                dev,
            }
        };
        Package {
            name: name.to_owned(),
            version: String::new(),
            description: String::new(),
            license: None,
            folder: PathBuf::new(),
            dependencies: normal
                .iter()
                .map(line(false))
                .chain(dev.iter().map(line(true)))
                .collect(),
        }
    }

    /// Checks the packages beside innocent ones; `expected` are words of each violation.
    #[track_caller]
    fn check(mut packages: Vec<Package>, expected: &[&str]) {
        for name in [
            "connack-signer",
            "connack-diagnosis",
            "connack-session",
            "connack-web",
        ] {
            if packages.iter().all(|package| package.name != name) {
                packages.push(package(name, &[], &[]));
            }
        }
        let found = violations(&packages);
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for (violation, words) in found.iter().zip(expected) {
            assert!(violation.to_string().contains(words), "{violation}");
        }
    }

    #[test]
    fn the_way_down_is_free_and_missing_edges_are_fine() {
        check(
            vec![
                package("connack-signer", &["hmac", "sha2"], &["proptest", "rand"]),
                package(
                    "connack-session",
                    &["connack-signer", "mqtt-protocol-core"],
                    &[],
                ),
                package(
                    "connack-web",
                    &["connack-signer", "web-sys"],
                    &["connack-session"],
                ),
            ],
            &[],
        );
        check(Vec::new(), &[]);
    }

    #[test]
    fn a_reversed_edge_fails() {
        let signer = package("connack-signer", &["connack-diagnosis"], &[]);
        check(vec![signer], &["may use none of our packages"]);
        let diagnosis = package("connack-diagnosis", &["connack-session"], &[]);
        check(vec![diagnosis], &["depends on `connack-session`"]);
        let cli = package("connack-cli", &["connack-web"], &[]);
        check(vec![cli], &["depends on `connack-web`"]);
    }

    #[test]
    fn nothing_depends_on_a_worker() {
        let worker = package("connack-worker-session", &["connack-session"], &[]);
        let web = package("connack-web", &["connack-worker-session"], &[]);
        check(vec![worker, web], &["nothing depends on a worker"]);
    }

    #[test]
    fn a_pure_layer_sees_no_world() {
        for name in [
            "web-sys",
            "js-sys",
            "gloo-timers",
            "tokio",
            "getrandom",
            "chrono",
            "log",
        ] {
            check(vec![package("connack-session", &[name], &[])], &[name]);
            check(vec![package("connack-signer", &[name], &[])], &[name]);
        }
    }

    #[test]
    fn a_new_package_needs_a_row() {
        check(vec![package("connack-new", &[], &[])], &["has no row"]);
    }
}
