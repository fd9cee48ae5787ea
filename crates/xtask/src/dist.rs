//! `cargo xtask dist`: the static site, as any host can serve it.
//!
//! Build the wasm modules, gather the page's files, give them hashed names, compress, write,
//! weigh; and beside it the signer as an npm package. Nothing here knows a host or a path: every address in the site is relative.

mod compress;
mod imports;
mod inputs;
mod modules;
mod names;
mod package;
mod page;
mod style;
mod weigh;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::DistOptions;
use crate::failure::{Failure, Outcome};
use crate::setup;
use crate::workspace::Workspace;

pub(crate) use modules::as_worker;
pub(crate) use package::packed;
pub(crate) use page::{policy_of, set_meta};

/// File names and contents: everything in one folder, so every address is a bare name.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// The pages; they keep their names, everything else carries its hash.
pub(crate) const INDEX: &str = "index.html";
pub(crate) const ANY_BROKER: &str = "any-broker.html";

/// Builds the site, prints what each file weighs, and returns its folder.
pub(crate) fn dist(workspace: &Workspace, options: &DistOptions, yes: bool) -> Outcome<PathBuf> {
    setup::ready(workspace, &[setup::BUILD], yes)?;
    let mut kept = package::build(workspace)?;
    let mut files = inputs::gather(workspace)?;
    let (modules, of_site) = modules::build(workspace)?;
    files.extend(modules);
    kept.extend(of_site);
    modules::keep(workspace, &kept);
    let mut files = names::hashed(files)?;
    finish_pages(workspace, &mut files)?;
    let compressed = compress::compress(workspace, &files)?;

    let out = options
        .out
        .clone()
        .unwrap_or_else(|| workspace.root.join("dist"));
    write(&out, &files, &compressed)?;
    let rows = weigh::rows(&files, &compressed);
    println!("{}", weigh::table(&rows));
    weigh::hold_limit(&rows)?;
    println!("written to {}", out.display());
    Ok(out)
}

/// Stamps the build into the page and makes its twin for brokers on a local network.
fn finish_pages(workspace: &Workspace, files: &mut Files) -> Outcome {
    let html = text(INDEX, files.get(INDEX).map_or(&[], Vec::as_slice))?;
    page::hold_policy(html)?;
    let version = workspace
        .package("connack-web")
        .map_or("", |package| package.version.as_str());
    let build = match workspace.commit() {
        Some(commit) => format!("{version} ({commit})"),
        None => version.to_owned(),
    };
    let html = set_meta(html, "connack-build", &build)?;
    let any_broker = page::for_any_broker(&html)?;
    files.insert(INDEX.to_owned(), html.into_bytes());
    files.insert(ANY_BROKER.to_owned(), any_broker.into_bytes());
    Ok(())
}

/// Writes beside the old site first: a server that reads the folder never sees half of it.
fn write(out: &Path, files: &Files, compressed: &Files) -> Outcome {
    let beside = out.with_extension("new");
    let clear = |folder: &Path| -> Outcome {
        if folder.exists() {
            fs::remove_dir_all(folder).map_err(|error| Failure::file("replace", folder, &error))?;
        }
        Ok(())
    };
    if out.exists() && !out.join(INDEX).is_file() && !is_empty(out) {
        return Err(Failure::new(
            format!("{} holds something else than a site", out.display()),
            "give another folder with `--out`: the whole folder is replaced",
        ));
    }
    if holds(out, files, compressed) {
        // Somebody may be reading it.
        return Ok(());
    }
    clear(&beside)?;
    fs::create_dir_all(&beside).map_err(|error| Failure::file("make", &beside, &error))?;
    for (name, content) in files.iter().chain(compressed) {
        let path = beside.join(name);
        fs::write(&path, content).map_err(|error| Failure::file("write", &path, &error))?;
    }
    clear(out)?;
    fs::rename(&beside, out).map_err(|error| Failure::file("write", out, &error))
}

/// Whether a folder holds exactly these files already.
fn holds(folder: &Path, files: &Files, compressed: &Files) -> bool {
    let count = fs::read_dir(folder).map_or(0, Iterator::count);
    count == files.len() + compressed.len()
        && files
            .iter()
            .chain(compressed)
            .all(|(name, content)| fs::read(folder.join(name)).is_ok_and(|there| there == *content))
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

/// Text of a file that must be text.
fn text<'a>(name: &str, content: &'a [u8]) -> Outcome<&'a str> {
    std::str::from_utf8(content)
        .map_err(|error| Failure::new(format!("{name} is not UTF-8: {error}"), "save it as UTF-8"))
}

/// Whether a file is text: it may name other files.
fn is_text(name: &str) -> bool {
    let extension = name.rsplit('.').next().unwrap_or_default();
    matches!(
        extension,
        "html" | "css" | "js" | "svg" | "webmanifest" | "json" | "txt"
    )
}

/// A content's name in caches and, shortened, in file names.
fn digest(content: &[u8]) -> String {
    let bytes = Sha256::digest(content);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Removes everything else from a folder of things that can be made again.
fn keep_only(folder: &Path, kept: &[PathBuf]) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for path in entries.map(|entry| entry.path()) {
        if !kept.contains(&path) {
            // A left-over costs room only.
            let _ = fs::remove_file(path);
        }
    }
}
