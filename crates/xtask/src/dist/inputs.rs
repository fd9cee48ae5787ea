//! The page's hand-written files: `index.html`, `static/`, and the style sheets joined into one.
//!
//! Deliberately flat: a folder below `static/` other than `css/` is refused, because every
//! address in the site is a bare name.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Files, INDEX, style, text};
use crate::failure::{Failure, Outcome};
use crate::workspace::Workspace;

/// The style sheets that come first, in this order; `components/*.css` follow by name.
const SHEETS: [&str; 4] = ["main.css", "tokens.css", "base.css", "layout.css"];

/// Everything that is not built, under its plain name.
pub(super) fn gather(workspace: &Workspace) -> Outcome<Files> {
    let mut files = Files::new();
    let index = workspace.root.join(INDEX);
    if !index.is_file() {
        return Err(Failure::new(
            format!("there is no {}", index.display()),
            "the page is made of index.html, static/boot.js and static/css/: write them first",
        ));
    }
    files.insert(INDEX.to_owned(), read(&index)?);
    let folder = workspace.root.join("static");
    for path in listed(&folder)? {
        let name = file_name(&path);
        if path.is_dir() {
            if name == "css" {
                continue;
            }
            return Err(Failure::new(
                format!("static/{name} is a folder"),
                "put its files into static/ itself: the site is one flat folder",
            ));
        }
        files.insert(name, read(&path)?);
    }
    files.insert(
        "style.css".to_owned(),
        style_sheet(&folder.join("css"))?.into_bytes(),
    );
    Ok(files)
}

fn style_sheet(folder: &Path) -> Outcome<String> {
    let mut paths: Vec<PathBuf> = SHEETS.iter().map(|name| folder.join(name)).collect();
    paths.extend(
        listed(&folder.join("components"))?
            .into_iter()
            .filter(|path| path.extension().is_some_and(|extension| extension == "css")),
    );
    let mut joined = String::new();
    for path in paths {
        let content = read(&path)?;
        joined.push_str(&style::stripped(text(
            &path.display().to_string(),
            &content,
        )?));
    }
    Ok(joined)
}

/// The entries of a folder by name, without hidden ones.
fn listed(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).map_err(|error| Failure::file("read", folder, &error))?;
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| !file_name(path).starts_with('.'))
        .collect();
    paths.sort();
    Ok(paths)
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn read(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).map_err(|error| Failure::file("read", path, &error))
}
