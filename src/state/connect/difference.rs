//! What differs between a message and the one before it on the same topic, line by line.

use crate::state::connect::{Json, dump_lines};

/// Longer payloads are compared, but their difference is not laid out.
const MAX_BYTES: usize = 64 << 10;
/// Pairs of lines that are held against each other at most: some milliseconds.
const MAX_PAIRS: usize = 250_000;
/// Unchanged lines that stay round a change.
const CONTEXT: usize = 2;

/// A line of a difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// In both.
    Same(String),
    /// Only in the message before.
    Removed(String),
    /// Only in this message.
    Added(String),
    /// So many that both have are left out.
    Skipped(usize),
}

/// What differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// Nothing: byte for byte the same.
    None,
    /// They are too long to be laid out; the first byte that differs.
    From(usize),
    /// Line by line: of JSON its laid out form, of text its lines, of other bytes their hex dump.
    Lines(Vec<Line>),
}

/// What differs between two payloads.
pub fn difference(before: &[u8], after: &[u8]) -> Difference {
    if before == after {
        return Difference::None;
    }
    if before.len().max(after.len()) > MAX_BYTES {
        let same = before.iter().zip(after).take_while(|(a, b)| a == b);
        return Difference::From(same.count());
    }
    let (before, after) = comparable(before, after);
    Difference::Lines(shortened(compare(&before, &after)))
}

/// Both as lines of the same kind.
fn comparable(before: &[u8], after: &[u8]) -> (Vec<String>, Vec<String>) {
    let texts = std::str::from_utf8(before)
        .ok()
        .zip(std::str::from_utf8(after).ok());
    let Some((old, new)) = texts else {
        return (dump_lines(before, 0), dump_lines(after, 0));
    };
    if let Some((old, new)) = Json::read(old).zip(Json::read(new)) {
        let (old, new) = (old.lines(), new.lines());
        if old != new {
            return (old, new);
        }
    }
    let lines = |text: &str| text.split('\n').map(str::to_owned).collect();
    (lines(old), lines(new))
}

fn compare(old: &[String], new: &[String]) -> Vec<Line> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let tail = old_rest.iter().rev().zip(new_rest.iter().rev());
    let tail = tail.take_while(|(a, b)| a == b).count();
    let (old_mid, new_mid) = (
        &old_rest[..old_rest.len() - tail],
        &new_rest[..new_rest.len() - tail],
    );
    let mut lines: Vec<Line> = old[..head].iter().cloned().map(Line::Same).collect();
    middle(old_mid, new_mid, &mut lines);
    let end = &old_rest[old_rest.len() - tail..];
    lines.extend(end.iter().cloned().map(Line::Same));
    lines
}

/// Longest common subsequence, by the textbook's table.
fn middle(old: &[String], new: &[String], lines: &mut Vec<Line>) {
    let width = new.len() + 1;
    let mut table = Vec::new();
    if old.len() * new.len() <= MAX_PAIRS {
        table = vec![0_u32; (old.len() + 1) * width];
        for i in (0..old.len()).rev() {
            for j in (0..new.len()).rev() {
                table[i * width + j] = if old[i] == new[j] {
                    table[(i + 1) * width + j + 1] + 1
                } else {
                    table[(i + 1) * width + j].max(table[i * width + j + 1])
                };
            }
        }
    }
    let at = |i: usize, j: usize| table.get(i * width + j).copied().unwrap_or_default();
    let (mut i, mut j) = (0, 0);
    while i < old.len() && j < new.len() {
        if !table.is_empty() && old[i] == new[j] {
            lines.push(Line::Same(old[i].clone()));
            (i, j) = (i + 1, j + 1);
        } else if at(i + 1, j) >= at(i, j + 1) {
            lines.push(Line::Removed(old[i].clone()));
            i += 1;
        } else {
            lines.push(Line::Added(new[j].clone()));
            j += 1;
        }
    }
    lines.extend(old[i..].iter().cloned().map(Line::Removed));
    lines.extend(new[j..].iter().cloned().map(Line::Added));
}

/// Long runs of what both have, left out.
fn shortened(lines: Vec<Line>) -> Vec<Line> {
    let changed: Vec<bool> = lines
        .iter()
        .map(|line| !matches!(line, Line::Same(_)))
        .collect();
    let near = |at: usize| {
        let from = at.saturating_sub(CONTEXT);
        let to = (at + CONTEXT + 1).min(changed.len());
        changed[from..to].contains(&true)
    };
    let mut kept = Vec::new();
    let mut skipped = 0;
    for (at, line) in lines.into_iter().enumerate() {
        if near(at) {
            if skipped > 0 {
                kept.push(Line::Skipped(skipped));
            }
            skipped = 0;
            kept.push(line);
        } else {
            skipped += 1;
        }
    }
    if skipped > 0 {
        kept.push(Line::Skipped(skipped));
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(before: &[u8], after: &[u8]) -> String {
        let lines = match difference(before, after) {
            Difference::None => return "none".into(),
            Difference::From(at) => return format!("from {at}"),
            Difference::Lines(lines) => lines,
        };
        let lines = lines.into_iter().map(|line| match line {
            Line::Same(text) => format!(" {text}"),
            Line::Removed(text) => format!("-{text}"),
            Line::Added(text) => format!("+{text}"),
            Line::Skipped(count) => format!("@{count}"),
        });
        lines.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn json_by_its_values() {
        assert_eq!(
            shown(br#"{"id":1,"t":20}"#, br#"{"id":2,"t":20}"#),
            r#" {|-  "id": 1,|+  "id": 2,|   "t": 20| }"#
        );
    }

    #[test]
    fn json_that_differs_in_spaces_only_as_text() {
        assert_eq!(shown(b"[1]", b"[ 1]"), "-[1]|+[ 1]");
    }

    #[test]
    fn text_by_lines_with_little_round_it() {
        assert_eq!(
            shown(b"1\n2\n3\n4\n5\n6\n7\n8", b"1\n2\n3\nx\n5\n6\n7\n8"),
            "@1| 2| 3|-4|+x| 5| 6|@2"
        );
        assert_eq!(shown(b"a\nb\nc", b"b\nc\nd"), "-a| b| c|+d");
    }

    #[test]
    fn bytes_by_their_dump() {
        let text = shown(&[0xff; 17], &[0xff; 18]);
        assert!(
            text.contains("-00000010") && text.contains("+00000010"),
            "{text}"
        );
    }

    #[test]
    fn long_ones_by_the_first_byte() {
        let mut long = vec![b'a'; MAX_BYTES + 1];
        let before = long.clone();
        assert_eq!(shown(&before, &long), "none");
        long[70] = b'b';
        assert_eq!(shown(&before, &long), "from 70");
        assert_eq!(shown(&before, &before[1..]), "from 65536");
    }
}
