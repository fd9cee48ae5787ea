//! Lines of a text, and columns of a terminal.

use crate::streams::Shown;
use std::ops::Range;

/// The starts of a text's lines, to tell the line of a byte.
pub(super) struct Lines(Vec<usize>);

impl Lines {
    pub(super) fn new(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self(ends.map(|(at, _)| at + 1).collect())
    }

    /// The line of a byte, from 1.
    pub(super) fn of(&self, byte: usize) -> usize {
        self.0.partition_point(|start| *start <= byte) + 1
    }

    /// Lines with something in these spans, each once, neighbours together: `1, 5–7`.
    pub(super) fn list(&self, text: &str, spans: &[Range<usize>]) -> String {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for span in spans {
            let Some(part) = text.get(span.clone()) else {
                continue;
            };
            let mut at = span.start;
            for piece in part.split_inclusive('\n') {
                let line = self.of(at);
                at += piece.len();
                if piece.trim().is_empty() {
                    continue;
                }
                match runs.last_mut() {
                    Some((_, last)) if *last + 1 >= line => *last = line.max(*last),
                    Some(_) | None => runs.push((line, line)),
                }
            }
        }
        let shown: Vec<String> = runs
            .into_iter()
            .map(|(first, last)| match last - first {
                0 => first.to_string(),
                _ => format!("{first}–{last}"),
            })
            .collect();
        shown.join(", ")
    }
}

/// Columns that a text takes on a terminal, as [`Shown`] prints it.
pub(super) fn columns(text: &str) -> usize {
    Shown(text).to_string().chars().map(width).sum()
}

/// East Asian wide characters take two columns, combining marks none. Rare scripts are taken to
/// be narrow: the caret is then a little off, and the number beside it is right.
fn width(c: char) -> usize {
    match c {
        '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}' => 0,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{303e}'
        | '\u{3041}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1f64f}'
        | '\u{1f900}'..='\u{1f9ff}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

/// Characters that two texts begin with together; `None` when they are the same.
pub(super) fn first_difference(one: &str, other: &str) -> Option<usize> {
    if one == other {
        return None;
    }
    let same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b);
    Some(same.count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_spans() {
        let text = "a\nb\n\nc\nd\ne";
        let lines = Lines::new(text);
        assert_eq!([0, 1, 2, 9].map(|byte| lines.of(byte)), [1, 1, 2, 6]);
        let check = |spans: &[Range<usize>], expected: &str| {
            assert_eq!(lines.list(text, spans), expected, "{spans:?}");
        };
        check(&[], "");
        check(&[0..1, 1..2], "1");
        check(&[0..4, 5..6, 7..8, 9..10], "1–2, 4–6");
        check(&[2..2, 1..2, 4..5], "");
        check(&[7..99, 11..12], "");
    }

    #[test]
    fn columns_of_a_terminal() {
        for (text, expected) in [("", 0), ("abc", 3), ("设备", 4), ("e\u{301}", 1), ("\n", 5)] {
            assert_eq!(columns(text), expected, "{text:?}");
        }
        assert_eq!(first_difference("设备1", "设备2"), Some(2));
        assert_eq!(first_difference("a", "ab"), Some(1));
        assert_eq!(first_difference("a", "a"), None);
    }
}
