//! What is read in any text: blanks that came along, and words that are nearly another word.

pub(crate) use connack_signer::is_blank;

/// The text without any blank.
pub(crate) fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !is_blank(*c)).collect()
}

/// Which blank stands in a text, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Blank {
    /// Its code point, and its short name where it has one.
    pub(crate) which: String,
    /// Its position in characters, from 1.
    pub(crate) at: usize,
}

impl Blank {
    /// The first blank of a text.
    pub(crate) fn first(text: &str) -> Option<Self> {
        let (i, found) = text.chars().enumerate().find(|(_, c)| is_blank(*c))?;
        let name = match found {
            ' ' => " SPACE",
            '\n' => " LF",
            '\r' => " CR",
            '\t' => " TAB",
            '\0' => " NUL",
            '\u{a0}' => " NBSP",
            '\u{feff}' => " BOM",
            _ => "",
        };
        Some(Self {
            which: format!("U+{:04X}{name}", u32::from(found)),
            at: i + 1,
        })
    }
}

/// Fewest single-character edits from one word to the other, exchanged neighbours being one;
/// `None` when there are more than `most`.
pub(crate) fn edits(from: &str, to: &str, most: usize) -> Option<usize> {
    // A long text is never near a name; counting first keeps the table small.
    if from.len() > 64 || from.len().abs_diff(to.len()) > most {
        return None;
    }
    let (from, to) = (from.as_bytes(), to.as_bytes());
    let mut rows: Vec<Vec<usize>> = vec![(0..=to.len()).collect()];
    for i in 1..=from.len() {
        let mut row = vec![i; to.len() + 1];
        for j in 1..=to.len() {
            let same = from[i - 1] == to[j - 1];
            let mut fewest = (rows[i - 1][j - 1] + usize::from(!same))
                .min(rows[i - 1][j] + 1)
                .min(row[j - 1] + 1);
            if i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1] {
                fewest = fewest.min(rows[i - 2][j - 2] + 1);
            }
            row[j] = fewest;
        }
        rows.push(row);
    }
    Some(rows[from.len()][to.len()]).filter(|fewest| *fewest <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_counted() {
        assert_eq!(edits("signmethd", "signmethod", 2), Some(1));
        assert_eq!(edits("secruemode", "securemode", 2), Some(1));
        assert_eq!(edits("timestamp", "timestamp", 2), Some(0));
        assert_eq!(edits("time", "timestamp", 2), None);
        assert_eq!(edits("securemode", "signmethod", 2), None);
    }

    #[test]
    fn blanks_are_named() {
        let blank = Blank::first("ab\r\n").map(|blank| (blank.which, blank.at));
        assert_eq!(blank, Some(("U+000D CR".into(), 3)));
        assert_eq!(without_blanks("\u{feff}a b\u{200b}"), "ab");
    }
}
