//! Hashed names: each file is renamed after its content, and each mention of it follows.
//!
//! A file is renamed after the files it mentions, so that its own hash covers theirs. A mention
//! is the bare name standing by itself, in any text file; there is no other way to refer.

use std::collections::{BTreeMap, BTreeSet};

use super::{Files, INDEX, digest, is_text, text};
use crate::failure::{Failure, Outcome};

/// All files under hashed names, but for the page itself, with every mention rewritten.
pub(super) fn hashed(files: Files) -> Outcome<Files> {
    let mut mentions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, content) in &files {
        let mut named = BTreeSet::new();
        if is_text(name) {
            let content = text(name, content)?;
            named.extend(
                files
                    .keys()
                    .filter(|other| *other != name && *other != INDEX && mentioned(content, other))
                    .cloned(),
            );
        }
        mentions.insert(name.clone(), named);
    }
    hold_mentioned(&mentions)?;

    let mut done = Files::new();
    let mut renamed: BTreeMap<String, String> = BTreeMap::new();
    let mut waiting = files;
    while !waiting.is_empty() {
        let is_ready = |name: &String| {
            let mut named = mentions.get(name).into_iter().flatten();
            named.all(|other| renamed.contains_key(other))
        };
        let Some(name) = waiting.keys().find(|name| is_ready(name)).cloned() else {
            let names: Vec<&str> = waiting.keys().map(String::as_str).collect();
            return Err(Failure::new(
                format!(
                    "these files name each other in a circle: {}",
                    names.join(", ")
                ),
                "let one of them find the other by a meta element of the page instead",
            ));
        };
        let Some(mut content) = waiting.remove(&name) else {
            continue;
        };
        if is_text(&name) {
            let mut rewritten = text(&name, &content)?.to_owned();
            for other in mentions.get(&name).into_iter().flatten() {
                if let Some(new) = renamed.get(other) {
                    rewritten = replaced(&rewritten, other, new);
                }
            }
            content = rewritten.into_bytes();
        }
        let new = if name == INDEX {
            name.clone()
        } else {
            hashed_name(&name, &content)
        };
        renamed.insert(name, new.clone());
        done.insert(new, content);
    }
    Ok(done)
}

/// A file that nothing names would never be loaded: it, or the mention, is a mistake.
fn hold_mentioned(mentions: &BTreeMap<String, BTreeSet<String>>) -> Outcome {
    let named: BTreeSet<&String> = mentions.values().flatten().collect();
    for name in mentions.keys() {
        if name == INDEX || named.contains(name) {
            continue;
        }
        let next = match name.strip_suffix(".js") {
            Some(stem) if stem.starts_with("worker-") || stem == "connect" => {
                format!("put `<meta name=\"connack-{stem}\" content=\"{name}\">` into index.html")
            }
            Some(_) | None => format!("name `{name}` where it is used, or remove the file"),
        };
        return Err(Failure::new(
            format!("no file of the page names `{name}`"),
            next,
        ));
    }
    Ok(())
}

fn hashed_name(name: &str, content: &[u8]) -> String {
    let digest = digest(content);
    let short = &digest[..10];
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}-{short}.{extension}"),
        None => format!("{name}-{short}"),
    }
}

fn mentioned(content: &str, name: &str) -> bool {
    places(content, name).next().is_some()
}

fn replaced(content: &str, name: &str, new: &str) -> String {
    let mut result = String::with_capacity(content.len());
    let mut from = 0;
    for place in places(content, name) {
        result.push_str(&content[from..place]);
        result.push_str(new);
        from = place + name.len();
    }
    result.push_str(&content[from..]);
    result
}

/// Where a name stands by itself: `boot.js` is not in `reboot.js` or `boot.json`.
fn places<'a>(content: &'a str, name: &'a str) -> impl Iterator<Item = usize> + 'a {
    let part_of_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    content.match_indices(name).filter_map(move |(place, _)| {
        let before = content[..place].chars().next_back();
        let after = content[place + name.len()..].chars().next();
        let alone = !before.is_some_and(part_of_name)
            && !after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
        alone.then_some(place)
    })
}

#[cfg(test)]
mod tests {
    use super::{hashed, replaced};
    use crate::dist::Files;

    fn files(list: &[(&str, &str)]) -> Files {
        list.iter()
            .map(|(name, content)| ((*name).to_owned(), content.as_bytes().to_vec()))
            .collect()
    }

    #[test]
    fn a_mention_stands_by_itself() {
        assert_eq!(
            replaced(
                "'./boot.js' reboot.js boot.json \"boot.js\"",
                "boot.js",
                "b-1.js"
            ),
            "'./b-1.js' reboot.js boot.json \"b-1.js\""
        );
    }

    #[test]
    fn a_changed_module_renames_everything_above_it() {
        let site = |wasm: &str| {
            hashed(files(&[
                ("index.html", "<script src=\"boot.js\">"),
                ("boot.js", "import './page.js'"),
                ("page.js", "new URL('page_bg.wasm')"),
                ("page_bg.wasm", wasm),
            ]))
            .unwrap()
        };
        let (one, two) = (site("one"), site("two"));
        assert!(one.contains_key("index.html"));
        let shared: Vec<_> = one.keys().filter(|name| two.contains_key(*name)).collect();
        assert_eq!(shared, ["index.html"]);
        let boot = one.keys().find(|name| name.starts_with("boot-")).unwrap();
        assert!(String::from_utf8_lossy(&one["index.html"]).contains(boot.as_str()));
    }

    #[test]
    fn a_circle_and_a_stray_file_are_refused() {
        let circle = hashed(files(&[
            ("index.html", "a.js"),
            ("a.js", "b.js"),
            ("b.js", "a.js"),
        ]));
        assert!(circle.unwrap_err().to_string().contains("in a circle"));
        let stray = hashed(files(&[("index.html", ""), ("worker-x.js", "")]));
        let said = stray.unwrap_err().to_string();
        assert!(said.contains("connack-worker-x"), "{said}");
    }
}
