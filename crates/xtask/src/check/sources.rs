//! Rules of the sources that no compiler holds: which room may name what, and what a file is.
//!
//! The rules are data and [`of_source`] is a function of one file's name and text; only the walk
//! over the folders touches the disk.

use std::fs;
use std::path::{Path, PathBuf};

use super::Violation;
use super::code::{blanked, is_word};
use super::paths::{Named, named};
use super::rooms::{is_below, rooms_of};
use crate::failure::{Failure, Outcome};
use crate::workspace::Workspace;

/// A file that has more lines has more than one subject.
const LINES: usize = 450;
const LINES_WARNING: usize = 400;

/// Pieces of code that are not allowed anywhere.
const PIECES: &[(&str, &str)] = &[
    ("todo!", "finish it, or leave the feature out"),
    ("unimplemented!", "finish it, or leave the feature out"),
    (
        "#[ignore",
        "mend the test or remove it: a test that does not run proves nothing",
    ),
];

/// Every rule broken by the sources; prints what comes near to breaking one.
pub(super) fn violations(workspace: &Workspace) -> Outcome<Vec<Violation>> {
    let mut found = Vec::new();
    for folder in ["src", "crates", "tests"] {
        for path in rust_files(&workspace.root.join(folder))? {
            let source =
                fs::read_to_string(&path).map_err(|error| Failure::file("read", &path, &error))?;
            let name = path.strip_prefix(&workspace.root).unwrap_or(&path);
            let name = name.to_string_lossy().replace('\\', "/");
            let lines = source.lines().count();
            if (LINES_WARNING..=LINES).contains(&lines) {
                eprintln!("warning: {name} has {lines} lines; over {LINES} it must be parted");
            }
            found.extend(of_source(&name, &source));
        }
    }
    let index = workspace.root.join("index.html");
    if let Ok(html) = fs::read_to_string(&index) {
        found.extend(inline_styles("index.html", &html));
    }
    Ok(found)
}

/// Every rule broken by one file.
fn of_source(name: &str, source: &str) -> Vec<Violation> {
    let code = blanked(source);
    let mut found = Vec::new();
    let lines = source.lines().count();
    if lines > LINES {
        found.push(Violation {
            place: name.to_owned(),
            found: format!("has {lines} lines, at most {LINES} are allowed"),
            fix: "part it by subject, one module each".to_owned(),
        });
    }
    if !source.lines().take(5).any(|line| line.starts_with("//!")) {
        found.push(Violation {
            place: format!("{name}:1"),
            found: "does not say what it is".to_owned(),
            fix: "open it with a `//!` line: what it is, and what it deliberately lacks".to_owned(),
        });
    }
    let paths = named(&code);
    for room in rooms_of(name) {
        for Named { line, path } in &paths {
            let breaks = room.banned.iter().find(|banned| is_below(path, banned));
            found.extend(breaks.map(|banned| Violation {
                place: format!("{name}:{line}"),
                found: format!("names `{}`; `{banned}` is banned here", path.join("::")),
                fix: room.fix.to_owned(),
            }));
        }
    }
    for (piece, fix) in PIECES {
        for line in lines_with(&code, piece) {
            found.push(Violation {
                place: format!("{name}:{line}"),
                found: format!("`{piece}`"),
                fix: (*fix).to_owned(),
            });
        }
    }
    if name.starts_with("src/") {
        found.extend(inline_styles(name, &code));
    }
    found
}

/// The page's policy forbids inline styles, and a browser drops them with a line in its console.
fn inline_styles(name: &str, code: &str) -> Vec<Violation> {
    lines_with(code, "style=")
        .into_iter()
        .map(|line| Violation {
            place: format!("{name}:{line}"),
            found: "an inline style, which the content security policy blocks".to_owned(),
            fix: "give the element a class or an attribute and write the rule in static/css/"
                .to_owned(),
        })
        .collect()
}

/// The lines in which a piece stands, not as the end of a longer word.
fn lines_with(code: &str, piece: &str) -> Vec<usize> {
    let stands = |line: &str| {
        line.match_indices(piece).any(|(at, _)| {
            let before = line[..at].chars().next_back();
            !before.is_some_and(|c| is_word(c) || c == '-')
        })
    };
    code.lines()
        .enumerate()
        .filter(|(_, line)| stands(line))
        .map(|(index, _)| index + 1)
        .collect()
}

fn rust_files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        if !folder.is_dir() {
            continue;
        }
        let entries =
            fs::read_dir(&folder).map_err(|error| Failure::file("read", &folder, &error))?;
        for path in entries.flatten().map(|entry| entry.path()) {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if path.is_dir() {
                let built = name.starts_with('.') || matches!(&*name, "target" | "node_modules");
                if !built {
                    folders.push(path);
                }
            } else if name.ends_with(".rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::{LINES, of_source};

    /// Checks one file; `expected` are words of each violation.
    #[track_caller]
    fn check(name: &str, source: &str, expected: &[&str]) {
        let found = of_source(name, &format!("//! A file.\n{source}"));
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for (violation, words) in found.iter().zip(expected) {
            assert!(violation.to_string().contains(words), "{violation}");
        }
    }

    #[test]
    fn only_the_browser_room_imports_the_browser() {
        let import = "use web_sys::HtmlElement;\n";
        check(
            "src/components/button.rs",
            import,
            &["src/components/button.rs:2: names `web_sys::HtmlElement`"],
        );
        check(
            "src/hooks/clock.rs",
            "use gloo_timers::callback::Timeout;",
            &["gloo*"],
        );
        check("src/browser/clock.rs", import, &[]);
        check("crates/worker-session/src/lib.rs", import, &[]);
        check(
            "src/state/observe.rs",
            "// web_sys is not for us\nlet s = \"web_sys\";",
            &[],
        );
        check(
            "src/lib.rs",
            "use wasm_bindgen::prelude::wasm_bindgen;",
            &[],
        );
        check(
            "src/app.rs",
            "use wasm_bindgen::JsValue;",
            &["src/lib.rs exports the start"],
        );
    }

    #[test]
    fn rooms_of_the_page_keep_their_direction() {
        check(
            "src/state/form.rs",
            "use crate::{browser::clock, text};",
            &["crate::browser"],
        );
        check(
            "src/state/form.rs",
            "use super::super::hooks;",
            &["crate::hooks"],
        );
        check(
            "src/components/a.rs",
            "use connack_signer::{Signing, sign};",
            &["src/state/"],
        );
        check(
            "src/components/a.rs",
            "use connack_signer::Signing;\nuse crate::state::Form;",
            &[],
        );
        check(
            "src/text/en.rs",
            "use crate::state::Form;",
            &["texts are data"],
        );
        check("src/hooks/a.rs", "use crate::{browser, state};", &[]);
    }

    #[test]
    fn pure_crates_have_no_clock_and_no_disk() {
        let clock = "use std::time::{Duration, Instant};";
        check(
            "crates/session/src/phase.rs",
            clock,
            &["std::time::Instant"],
        );
        check(
            "crates/session/src/phase.rs",
            "use std::time::Duration;",
            &[],
        );
        check("crates/signer/src/lib.rs", "std::fs::read(x)", &["pure"]);
        check("crates/broker/src/main.rs", clock, &[]);
    }

    #[test]
    fn unfinished_and_unrun_things_are_found() {
        check(
            "src/app.rs",
            "fn a() { todo!() }",
            &["src/app.rs:2: `todo!`"],
        );
        check("tests/it/main.rs", "#[ignore]\nfn a() {}", &["#[ignore"]);
        check(
            "src/app.rs",
            "html! { <a style=\"color: red\" data-style=\"x\" /> }",
            &["inline style"],
        );
        check("src/app.rs", "let style = 1; my_todo!()", &[]);
    }

    #[test]
    fn a_file_has_one_subject_and_says_it() {
        check("src/app.rs", &"\n".repeat(LINES), &["has 451 lines"]);
        let found = of_source("src/app.rs", "fn a() {}");
        assert!(found[0].to_string().contains("does not say what it is"));
    }
}
