//! Browsers that have served a test and wait for the next one: to start one takes longer than many
//! a test. What a test did is wiped out between two.

use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};

use super::instance::Instance;

static SPARE: Mutex<Vec<Spare>> = Mutex::new(Vec::new());

#[derive(Debug)]
struct Spare {
    instance: Instance,
    /// Ends the browser when this program ends, which drops nothing that is static: its standard
    /// input ends then.
    watchman: Child,
}

/// One that waits, if any does and still answers.
pub(super) fn take() -> Option<Instance> {
    loop {
        let mut spare = SPARE.lock().unwrap_or_else(PoisonError::into_inner).pop()?;
        // Killed, so that it does not do its work.
        let _ = spare.watchman.kill();
        let _ = spare.watchman.wait();
        if spare.instance.command("GET", "url", None).is_ok() {
            return Some(spare.instance);
        }
    }
}

/// Has one wait; ends it when it cannot be cleaned.
pub(super) fn keep(instance: Instance) {
    if clean(&instance).is_err() {
        return;
    }
    let watchman = Command::new("sh")
        .args([
            "-c",
            "cat; kill -9 \"$1\" \"$2\"; rm -rf \"$3\" || rm -rf \"$3\"",
        ])
        .arg("sh")
        .arg(instance.process().to_string())
        .arg(instance.driver().to_string())
        .arg(instance.profile().path())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    if let Ok(watchman) = watchman {
        let spare = Spare { instance, watchman };
        SPARE
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(spare);
    }
}

/// A new tab in place of all others; no storage, permission or console entry of before.
fn clean(instance: &Instance) -> Result<(), String> {
    let post = |path: &str, body: &Value| instance.command("POST", path, Some(body));
    let devtools = |command: &str, parameters: &Value| {
        let body = json!({ "cmd": command, "params": parameters });
        post("goog/cdp/execute", &body)
    };
    let source = json!({ "script": "return location.origin;", "args": [] });
    let origin = post("execute/sync", &source)?;
    let old = instance.command("GET", "window/handles", None)?;
    let new = post("window/new", &json!({ "type": "tab" }))?;
    for handle in old.as_array().into_iter().flatten() {
        post("window", &json!({ "handle": handle }))?;
        instance.command("DELETE", "window", None)?;
    }
    post("window", &json!({ "handle": new["handle"] }))?;
    // Storage of a host whose port the system may give to another host. A page without an origin
    // does not tell what host was before it.
    if origin == "null" {
        return Err("no origin".into());
    }
    let of = json!({ "origin": origin, "storageTypes": "all" });
    devtools("Storage.clearDataForOrigin", &of)?;
    devtools("Browser.resetPermissions", &json!({}))?;
    let downloads = json!({ "behavior": "default" });
    devtools("Browser.setDownloadBehavior", &downloads)?;
    post("se/log", &json!({ "type": "browser" }))?;
    Ok(())
}
