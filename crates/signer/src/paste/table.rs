//! Tables with a header: the CSV of certificates that the console and production lines hand out,
//! one device a row. Columns are known by their header, in any order.

use super::keys::{self, Key};
use super::scan::Scan;
use std::ops::Range;

/// Reads every table of the text.
pub(super) fn read(scan: &mut Scan<'_>) {
    let text = scan.text;
    let mut header: Option<(char, Vec<Option<Key>>)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = at..at + line.trim_end_matches(['\r', '\n']).len();
        at += line.len();
        let row = &text[span.clone()];
        if scan.is_taken(span.start) {
            header = None;
            continue;
        }
        if let Some((separator, columns)) = &header {
            let cells = cells(row, *separator, span.start);
            if cells.len() == columns.len() {
                scan.breaks.push(span.start);
                for ((value, cell), key) in cells.into_iter().zip(columns) {
                    match key {
                        Some(key) if scan.put(*key, value, cell.clone()) => scan.take(cell),
                        Some(_) | None => {}
                    }
                }
                continue;
            }
            scan.breaks.push(span.start);
        }
        header = columns(row);
        if header.is_some() {
            scan.take(span);
        }
    }
}

/// The separator and the columns, if the row is a header: two names at least, and no values.
fn columns(row: &str) -> Option<(char, Vec<Option<Key>>)> {
    if row.len() > 400 || row.contains(['=', ':', '(', '{', '|']) {
        return None;
    }
    let separator = [',', '\t', ';']
        .into_iter()
        .find(|separator| row.contains(*separator))?;
    let names = cells(row.trim_start_matches('\u{feff}'), separator, 0);
    let columns: Vec<Option<Key>> = names
        .iter()
        .map(|(name, _)| keys::meaning(name.trim()))
        .collect();
    let known = columns.iter().flatten().count();
    (known >= 2).then_some((separator, columns))
}

/// The cells of a row, quotes undone, each with its place.
fn cells(row: &str, separator: char, start: usize) -> Vec<(String, Range<usize>)> {
    let mut cells = Vec::new();
    let mut at = 0;
    loop {
        let rest = &row[at..];
        let quoted = rest.strip_prefix('"').and_then(closed);
        let (value, cell, length) = match quoted {
            Some((value, length)) => (value, at + 1..at + 1 + length, length + 2),
            None => {
                let length = rest.find(separator).unwrap_or(rest.len());
                (rest[..length].to_owned(), at..at + length, length)
            }
        };
        cells.push((value, start + cell.start..start + cell.end));
        let after = &rest[length..];
        let Some(next) = after.find(separator) else {
            return cells;
        };
        at += length + next + 1;
    }
}

/// A cell after its opening quote: two quotes are one (RFC 4180).
fn closed(text: &str) -> Option<(String, usize)> {
    let mut value = String::new();
    let mut chars = text.char_indices().peekable();
    while let Some((i, found)) = chars.next() {
        if found == '"' && chars.next_if(|(_, next)| *next == '"').is_none() {
            return Some((value, i));
        }
        value.push(found);
    }
    None
}
