//! The signer's npm package in a project of somebody else: installed as packed, without a registry;
//! its vectors and the examples of its READMEs in Node, its types under the compiler, and the same
//! vectors once more bundled in a real browser.

#![allow(
    clippy::unwrap_used,
    reason = "everything here is a test, its own parts included"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

use connack_e2e::{Browser, Folder, Needed, Site, needed};
use serde_json::{Value, json};

const PROJECT: [(&str, &str); 6] = [
    ("package.json", include_str!("../../npm/package.json")),
    ("flows.mjs", include_str!("../../npm/flows.mjs")),
    (
        "vectors.test.mjs",
        include_str!("../../npm/vectors.test.mjs"),
    ),
    ("readme.test.mjs", include_str!("../../npm/readme.test.mjs")),
    ("bundle.mjs", include_str!("../../npm/bundle.mjs")),
    ("usage.ts", include_str!("../../npm/usage.ts")),
];

/// A new project that has the package.
fn project() -> Folder {
    let folder = Folder::new("npm");
    for (name, content) in PROJECT {
        folder.write(name, content);
    }
    folder.write("vectors.json", &vectors().to_string());
    run(npm(&folder)
        .args([
            "install",
            "--offline",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
        ])
        .arg(needed(Needed::Package)));
    folder
}

/// npm with settings of its own: those of this machine are no part of the test.
fn npm(folder: &Folder) -> Command {
    let mut npm = Command::new("npm");
    npm.current_dir(folder.path())
        .env("npm_config_userconfig", folder.path().join("npmrc"))
        .env("npm_config_cache", folder.path().join("npm-cache"))
        .env("npm_config_update_notifier", "false");
    npm
}

/// All vectors but those of ApsaraMQ, which the package does not compute.
fn vectors() -> Value {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let read = |path: &Path| -> Value {
        let table: toml::Table = fs::read_to_string(path).unwrap().parse().unwrap();
        serde_json::to_value(table).unwrap()
    };
    let all = |folder: &str| {
        let entries = fs::read_dir(tests.join("vectors").join(folder)).unwrap();
        let vectors: Vec<Value> = entries.map(|entry| read(&entry.unwrap().path())).collect();
        assert!(!vectors.is_empty(), "{folder}");
        vectors
    };
    json!({
        "direct": all("mqtt-direct"),
        "register": all("register-https"),
        "made": read(&tests.join("flows/flows.toml")),
    })
}

#[track_caller]
fn run(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{command:?}\n{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn vectors_and_examples_in_node() {
    run(npm(&project()).arg("test"));
}

#[test]
fn types_say_what_is_allowed() {
    let folder = project();
    let compiler = needed(Needed::PackageModules).join("typescript/bin/tsc");
    for (module, resolution) in [("nodenext", "nodenext"), ("esnext", "bundler")] {
        run(Command::new(needed(Needed::Node))
            .arg(&compiler)
            .args([
                "--noEmit", "--strict", "--target", "es2022", "--lib", "es2022",
            ])
            .args(["--module", module, "--moduleResolution", resolution])
            .arg("usage.ts")
            .current_dir(folder.path()));
    }
}

#[test]
fn vectors_in_a_page() {
    let folder = project();
    run(Command::new(needed(Needed::Node))
        .arg("bundle.mjs")
        .arg(needed(Needed::PackageModules))
        .current_dir(folder.path()));
    let bundle = fs::read_to_string(folder.path().join("bundle.js")).unwrap();
    let page = "<!doctype html><title>a page</title><script type=module src=bundle.js></script>";
    let site = Site::elsewhere("127.0.0.1", &[("index.html", page), ("bundle.js", &bundle)]);
    let browser = Browser::start();
    browser.open(&site.at("index.html"));
    let told = browser.wait("the page has computed", || {
        let told = browser.read("document.documentElement.dataset.differences");
        serde_json::from_str::<Value>(told.as_str()?).ok()
    });
    assert_eq!(told["wrong"], json!([]));
    assert!(told["count"].as_u64().unwrap() > 60, "{told}");
}
