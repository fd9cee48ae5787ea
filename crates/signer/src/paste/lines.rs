//! Places in the lines of a text: where a line ends, what stands before a sign, and texts that
//! stand in the string literals of others.

use super::keys::{self, Key};
use super::literal::{self, Decoded, Stray};
use super::scan::Scan;
use std::ops::Range;

/// The end of the line that holds `at`, asked for in rising order: each line is looked at once.
#[derive(Default)]
pub(super) struct LineEnds {
    known: Option<usize>,
    from: usize,
}

impl LineEnds {
    pub(super) fn after(&mut self, text: &str, at: usize) -> usize {
        match self.known {
            Some(end) if (self.from..=end).contains(&at) => end,
            Some(_) | None => {
                let end = text[at..].find('\n').map_or(text.len(), |found| at + found);
                let end = at + text[at..end].trim_end_matches('\r').len();
                self.known = Some(end);
                self.from = at;
                end
            }
        }
    }
}

/// The last character before `at`.
pub(super) fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

/// The place before blanks, and at most `most` of them.
fn before_blanks(text: &str, at: usize, most: usize) -> usize {
    let blanks = text.as_bytes()[..at].iter().rev().take(most);
    at - blanks
        .take_while(|byte| matches!(byte, b' ' | b'\t'))
        .count()
}

/// Characters of an identifier, or of a label without blanks.
pub(super) fn is_word(found: char) -> bool {
    found.is_alphanumeric() || matches!(found, '_' | '-' | '.')
}

/// The key that ends at `end`, and where it begins: an identifier, a label of up to three words, a
/// quoted name; a unit or a translation in parentheses and the size of an array may follow it.
pub(super) fn key_before(text: &str, end: usize) -> Option<(usize, Key)> {
    let mut end = before_blanks(text, end, 40);
    let mut inside = None;
    match before(text, end)? {
        ']' => {
            let open = back_to(text, end - 1, '[', 48)?;
            end = before_blanks(text, open, 4);
        }
        ')' => {
            let open = back_to(text, end - 1, '(', 40)?;
            inside = Some(&text[open + 1..end - 1]);
            end = before_blanks(text, open, 4);
        }
        '）' => {
            let close = end - '）'.len_utf8();
            let open = back_to(text, close, '（', 40)?;
            inside = Some(&text[open + '（'.len_utf8()..close]);
            end = before_blanks(text, open, 4);
        }
        _ => {}
    }
    let quote = before(text, end)?;
    let labelled = match quote {
        '"' | '\'' | '`' | '”' | '’' => {
            let close = end - quote.len_utf8();
            let close = close - usize::from(text[..close].ends_with('\\'));
            let opening = match quote {
                '”' => '“',
                '’' => '‘',
                other => other,
            };
            let open = back_to(text, close, opening, keys::MAX_BYTES)?;
            keys::meaning(&text[open + opening.len_utf8()..close]).map(|key| (open, key))
        }
        _ => label(text, end),
    };
    labelled.or_else(|| Some((end, keys::meaning(inside?)?)))
}

/// Where `wanted` stands before `end`, on the same line and near.
fn back_to(text: &str, end: usize, wanted: char, most: usize) -> Option<usize> {
    let near = text[..end].char_indices().rev();
    near.take_while(|(at, found)| *found != '\n' && end - at <= most)
        .find_map(|(at, found)| (found == wanted).then_some(at))
}

/// Words that stand between a name and its sign in a declaration.
const TYPES: [&str; 5] = ["string", "String", "str", "QString", "NSString"];

/// The fewest words before `end` that name something, unless the words before them say that it is
/// something else.
fn label(text: &str, end: usize) -> Option<(usize, Key)> {
    let mut start = word_start(text, end, end);
    let mut end = end;
    let mut named = None;
    for words in 0..3 {
        if words > 0 {
            // One blank is between words; names with dots are values before this label.
            let Some(gap) = text[..start].strip_suffix(' ').map(str::len) else {
                break;
            };
            let first = word_start(text, gap, end);
            if first == gap || text[first..gap].contains('.') {
                break;
            }
            if named.is_some() && keys::is_another(&text[first..gap]) {
                return None;
            }
            if TYPES.contains(&&text[start..end]) {
                end = gap;
            }
            start = first;
        }
        if named.is_none() {
            named = keys::meaning(&text[start..end]).map(|key| (start, key));
        }
    }
    named
}

fn word_start(text: &str, end: usize, label_end: usize) -> usize {
    let near = text[..end].char_indices().rev();
    near.take_while(|(at, found)| is_word(*found) && label_end - at <= keys::MAX_BYTES)
        .last()
        .map_or(end, |(at, _)| at)
}

/// Texts with a shape of their own inside of a string: `"AT+…\"…\""`, `"{\"clientId\":…}"`.
pub(super) fn read_embedded(scan: &mut Scan<'_>, depth: u8) {
    let text = scan.text;
    let mut from = 0;
    while let Some(found) = text[from..].find('"') {
        let quote = from + found;
        from = quote + 1;
        let rest = &text[from..];
        let command = rest
            .get(..3)
            .is_some_and(|start| start.eq_ignore_ascii_case("AT+"));
        let json = rest.starts_with("{\\\"");
        if scan.is_taken(quote) || !command && !json {
            continue;
        }
        let Some(literal) = literal::read(text, quote, Stray::Kept) else {
            // No literal after this on the line ends either.
            from += rest.find('\n').unwrap_or(rest.len());
            continue;
        };
        from = literal.end;
        read_inside(scan, &literal.value, depth, quote..literal.end);
    }
}

fn read_inside(scan: &mut Scan<'_>, inner: &Decoded, depth: u8, whole: Range<usize>) {
    let mut inside = Scan::new(&inner.text);
    super::read_all(&mut inside, depth + 1);
    if inside.found.is_empty() {
        return;
    }
    scan.take(whole);
    scan.adopt(inside, inner);
}
