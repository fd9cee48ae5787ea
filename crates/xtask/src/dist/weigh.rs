//! What each file weighs, and the limit of the first view.

use std::fmt::Write as _;

use super::{ANY_BROKER, Files};
use crate::failure::{Failure, Outcome};

/// Everything that is loaded before Compute works, in brotli bytes.
const FIRST_VIEW_LIMIT: usize = 150_000;

/// Beginnings of the names of what is loaded later.
const LATER: [&str; 3] = ["worker-", "connect-", "connect_"];

/// One file in bytes.
pub(super) struct Row {
    name: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
    first_view: bool,
}

/// One row a file; one that has no compressed copy travels as it is.
pub(super) fn rows(files: &Files, compressed: &Files) -> Vec<Row> {
    files
        .iter()
        .map(|(name, content)| {
            let size = |format: &str| {
                compressed
                    .get(&format!("{name}.{format}"))
                    .map_or(content.len(), Vec::len)
            };
            Row {
                name: name.clone(),
                raw: content.len(),
                gzip: size("gz"),
                brotli: size("br"),
                first_view: name != ANY_BROKER
                    && !LATER.iter().any(|start| name.starts_with(start)),
            }
        })
        .collect()
}

/// The rows and the sum of the first view, for people.
pub(super) fn table(rows: &[Row]) -> String {
    let width = rows.iter().map(|row| row.name.len()).max().unwrap_or(0);
    let width = width.max("first view (*)".len()) + 2;
    let mut text = format!(
        "{:<width$}{:>10}{:>10}{:>10}\n",
        "file", "raw", "gzip", "brotli"
    );
    let mut line = |name: &str, sizes: [usize; 3]| {
        let [raw, gzip, brotli] = sizes;
        // Writing into a string cannot fail.
        let _ = writeln!(text, "{name:<width$}{raw:>10}{gzip:>10}{brotli:>10}");
    };
    for row in rows {
        let mark = if row.first_view { " *" } else { "" };
        line(
            &format!("{}{mark}", row.name),
            [row.raw, row.gzip, row.brotli],
        );
    }
    let sum = |size: fn(&Row) -> usize| rows.iter().filter(|row| row.first_view).map(size).sum();
    line(
        "first view (*)",
        [
            sum(|row| row.raw),
            sum(|row| row.gzip),
            sum(|row| row.brotli),
        ],
    );
    text
}

/// Fails when the first view is heavier than agreed.
pub(super) fn hold_limit(rows: &[Row]) -> Outcome {
    let first: Vec<&Row> = rows.iter().filter(|row| row.first_view).collect();
    let brotli: usize = first.iter().map(|row| row.brotli).sum();
    if brotli <= FIRST_VIEW_LIMIT {
        return Ok(());
    }
    let heaviest = first.iter().max_by_key(|row| row.brotli);
    Err(Failure::new(
        format!(
            "the first view is {brotli} bytes in brotli, at most {FIRST_VIEW_LIMIT} are allowed"
        ),
        format!(
            "look at {} first: what it holds may belong into a worker",
            heaviest.map_or("the files", |row| row.name.as_str())
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::{FIRST_VIEW_LIMIT, hold_limit, rows};
    use crate::dist::Files;

    #[test]
    fn what_is_loaded_later_is_not_in_the_first_view() {
        let heavy = vec![0; FIRST_VIEW_LIMIT];
        let mut files = Files::new();
        files.insert("worker-session-1.js".to_owned(), heavy.clone());
        files.insert("connect_bg-1.wasm".to_owned(), heavy.clone());
        files.insert("any-broker.html".to_owned(), heavy.clone());
        files.insert("page-1.js".to_owned(), heavy);
        assert!(hold_limit(&rows(&files, &Files::new())).is_ok());
        files.insert("boot-1.js".to_owned(), vec![0]);
        assert!(hold_limit(&rows(&files, &Files::new())).is_err());
    }
}
