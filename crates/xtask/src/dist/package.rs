//! The signer as an npm package, packed as `npm publish` would: `target/npm/connack-signer-VERSION.tgz`.
//! Not part of the site.
//!
//! One package for two surroundings: Node gets the module as CommonJS and reads its wasm itself;
//! everything else gets an ES module that imports the wasm, as bundlers understand it. Whatever did
//! not change is neither packed nor weighed again.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::modules::{self, Bindings};
use super::{Files, digest};
use crate::command;
use crate::failure::{Failure, Outcome};
use crate::setup::{self, Set, System};
use crate::workspace::{Package, Workspace};

/// The crate that the package is built from.
const CRATE: &str = "connack-signer-npm";
/// The package's name for npm.
const NAME: &str = "connack-signer";
/// The name of its files.
const MODULE: &str = "connack_signer";

/// Builds and packs it and says what it weighs; returns the wasm files to keep from wasm-opt.
pub(super) fn build(workspace: &Workspace) -> Outcome<Vec<PathBuf>> {
    let package = workspace.package(CRATE).ok_or_else(|| {
        Failure::new(
            format!("the workspace has no package `{CRATE}`"),
            "the signer's npm package is built from it",
        )
    })?;
    let mut files = Files::new();
    let mut kept = Vec::new();
    for (folder, bindings) in [("node", Bindings::Node), ("bundler", Bindings::Bundler)] {
        let (made, wasm) = modules::bound(workspace, package, MODULE, bindings)?;
        kept.push(wasm);
        for (name, content) in made {
            // The types are the same for both.
            let place = match name.strip_suffix(".d.ts") {
                Some(_) => name,
                None => format!("{folder}/{name}"),
            };
            files.insert(place, content);
        }
    }
    let template = read(&package.folder.join("package.json"))?;
    let manifest = manifest(super::text("package.json", &template)?, package);
    files.insert("package.json".to_owned(), manifest.into_bytes());
    // In Node the package is CommonJS.
    let module = b"{ \"type\": \"module\" }\n".to_vec();
    files.insert("bundler/package.json".to_owned(), module);
    for name in ["README.md", "README.zh-CN.md"] {
        files.insert(name.to_owned(), read(&package.folder.join(name))?);
    }

    let packed = pack(workspace, package, &files)?;
    println!("{}", weight(workspace, &files)?);
    println!("packed to {}", packed.display());
    Ok(kept)
}

/// Where the packed package is.
pub(crate) fn packed(workspace: &Workspace) -> PathBuf {
    let version = workspace
        .package(CRATE)
        .map_or("", |package| package.version.as_str());
    home(workspace).join(format!("{NAME}-{version}.tgz"))
}

fn home(workspace: &Workspace) -> PathBuf {
    workspace.target.join("npm")
}

/// The manifest beside the crate, with what the workspace says of it. Text throughout: the first
/// condition that holds counts, so their order must stay.
fn manifest(template: &str, package: &Package) -> String {
    // npm's word for a package that nobody was given a licence for.
    let license = package.license.as_deref().unwrap_or("UNLICENSED");
    let quoted = |text: &str| {
        let json = serde_json::Value::from(text).to_string();
        json[1..json.len() - 1].to_owned()
    };
    template
        .replace("{{version}}", &quoted(&package.version))
        .replace("{{description}}", &quoted(&package.description))
        .replace("{{license}}", &quoted(license))
}

/// Writes the files and packs them, unless the very same are packed already.
fn pack(workspace: &Workspace, package: &Package, files: &Files) -> Outcome<PathBuf> {
    let (home, staged, packed) = (home(workspace), staged(workspace), packed(workspace));
    let mark = home.join(format!("{NAME}-{}.files", package.version));
    let key = key(files);
    if packed.is_file() && fs::read(&mark).is_ok_and(|there| there == key.as_bytes()) {
        return Ok(packed);
    }
    if staged.exists() {
        fs::remove_dir_all(&staged).map_err(|error| Failure::file("replace", &staged, &error))?;
    }
    for (name, content) in files {
        let path = staged.join(name);
        let folder = path.parent().unwrap_or(&staged);
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&path, content))
            .map_err(|error| Failure::file("write", &path, &error))?;
    }
    command::run(
        Command::new("npm")
            .args(["pack", "--silent", "--pack-destination"])
            .arg(&home)
            .current_dir(&staged),
        "see what npm says above",
    )?;
    fs::write(&mark, key).map_err(|error| Failure::file("write", &mark, &error))?;
    Ok(packed)
}

fn staged(workspace: &Workspace) -> PathBuf {
    home(workspace).join(NAME)
}

/// What these files are, in one word.
fn key(files: &Files) -> String {
    let all = files.iter().flat_map(|(name, content)| {
        let parts = [name.as_bytes(), &content.len().to_le_bytes(), content];
        parts.concat()
    });
    digest(&all.collect::<Vec<_>>())
}

/// A table of what a page pays for it, and for others that do the same.
fn weight(workspace: &Workspace, files: &Files) -> Outcome<String> {
    let sources = workspace.root.join("crates/xtask/src/dist/package");
    let modules = setup::node_modules(workspace, Set::Package);
    let mut weighed = files.clone();
    weighed.insert(modules.display().to_string(), Vec::new());
    for name in ["weigh.mjs", "fields.mjs", "crypto-js.mjs", "noble.mjs"] {
        weighed.insert(name.to_owned(), read(&sources.join(name))?);
    }
    let cache = workspace.scratch().join("package-weight");
    let kept = cache.join(key(&weighed));
    if let Ok(told) = fs::read_to_string(&kept) {
        return Ok(table(&told));
    }
    let told = command::output(
        Command::new(setup::program(System::Node)?)
            .arg(sources.join("weigh.mjs"))
            .arg(modules)
            .arg(staged(workspace)),
        "see what node says above; crates/xtask/src/dist/package has what is bundled",
    )?;
    fs::create_dir_all(&cache)
        .and_then(|()| fs::write(&kept, &told))
        .map_err(|error| Failure::file("write", &kept, &error))?;
    super::keep_only(&cache, &[kept]);
    Ok(table(&told))
}

fn read(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).map_err(|error| Failure::file("read", path, &error))
}

/// Lines of `name<tab>raw<tab>brotli` for people.
fn table(told: &str) -> String {
    let mut text = format!("{:<40}{:>10}{:>10}\n", "as part of a page", "raw", "brotli");
    for line in told.lines() {
        let mut cells = line.split('\t');
        let mut cell = || cells.next().unwrap_or_default();
        // Writing into a string cannot fail.
        let _ = writeln!(text, "{:<40}{:>10}{:>10}", cell(), cell(), cell());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Files, key, manifest, table};
    use crate::workspace::Package;

    #[test]
    fn node_comes_before_what_holds_there_too() {
        let package = Package {
            name: "x".to_owned(),
            version: "1.2.3".to_owned(),
            license: None,
            description: "some \"words\"".to_owned(),
            folder: std::path::PathBuf::new(),
            dependencies: Vec::new(),
        };
        let template = include_str!("../../../signer-npm/package.json");
        let text = manifest(template, &package);
        let manifest: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(manifest["version"], "1.2.3");
        assert_eq!(manifest["license"], "UNLICENSED");
        assert_eq!(manifest["description"], package.description);
        assert!(!text.contains("{{"), "{text}");
        let exports = &text[text.find("\"exports\"").unwrap()..];
        let places = ["types", "node", "browser", "import"]
            .map(|condition| exports.find(&format!("\"{condition}\": \"./")).unwrap());
        assert!(places.is_sorted(), "{text}");
    }

    #[test]
    fn a_file_that_moves_is_another_package() {
        let of = |list: &[(&str, &str)]| {
            let files: Files = list
                .iter()
                .map(|(name, content)| ((*name).to_owned(), content.as_bytes().to_vec()))
                .collect();
            key(&files)
        };
        assert_eq!(of(&[("a", "b")]), of(&[("a", "b")]));
        assert_ne!(of(&[("a", "bc")]), of(&[("ab", "c")]));
        assert_ne!(of(&[("a", "b")]), of(&[("a", "c")]));
    }

    #[test]
    fn a_table_of_what_was_told() {
        let table = table("one\t12\t3\nanother, longer\t4567\t890\n");
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(lines.len(), 3);
        assert!(lines[2].starts_with("another, longer "), "{table}");
        assert!(lines[1].ends_with("        12         3"), "{table}");
    }
}
