//! Pre-compressed copies of the site's files, kept by content so that only changes cost time.
//!
//! Node does the work: it is there for wasm-opt already, and has both formats built in.

use std::fs;
use std::process::Command;

use super::{Files, digest, is_text, keep_only};
use crate::failure::{Failure, Outcome};
use crate::setup::{System, path_of};
use crate::workspace::Workspace;

const SCRIPT: &str = include_str!("compress.mjs");

/// `NAME.br` and `NAME.gz` of each file that gets smaller by it.
pub(super) fn compress(workspace: &Workspace, files: &Files) -> Outcome<Files> {
    let cache = workspace.scratch().join("compressed");
    fs::create_dir_all(&cache).map_err(|error| Failure::file("make", &cache, &error))?;
    let mut pending = Vec::new();
    let mut wanted = Vec::new();
    for (name, content) in files {
        if !is_text(name) && !name.ends_with(".wasm") {
            continue;
        }
        let key = digest(content);
        let made = ["br", "gz"].map(|format| cache.join(format!("{key}.{format}")));
        if !made.iter().all(|path| path.is_file()) {
            let plain = cache.join(&key);
            fs::write(&plain, content).map_err(|error| Failure::file("write", &plain, &error))?;
            pending.push(plain);
        }
        wanted.push((name, made));
    }
    if !pending.is_empty() {
        let node = path_of(System::Node)
            .ok_or_else(|| Failure::new("there is no node", "install nodejs and npm"))?;
        eprintln!("compressing {} files", pending.len());
        let mut node = Command::new(node);
        node.args(["--input-type=module", "--eval", SCRIPT, "--"])
            .args(&pending);
        // Not by `command::run`: the whole script would be shown.
        if !node.status().is_ok_and(|status| status.success()) {
            return Err(Failure::new(
                "node could not compress the site's files",
                "see its message above; Node 18 or newer is needed",
            ));
        }
    }
    let mut compressed = Files::new();
    for (name, made) in &wanted {
        for path in made {
            let content = fs::read(path).map_err(|error| Failure::file("read", path, &error))?;
            let format = path
                .extension()
                .map(|format| format.to_string_lossy().into_owned())
                .unwrap_or_default();
            compressed.insert(format!("{name}.{format}"), content);
        }
    }
    let keep: Vec<_> = wanted.into_iter().flat_map(|(_, made)| made).collect();
    keep_only(&cache, &keep);
    Ok(compressed)
}
