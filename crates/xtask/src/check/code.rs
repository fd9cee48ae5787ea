//! A source text with comments and literals blanked: what is left is code, line for line.
//!
//! Not a parser: it knows only what a comment, a string and a character are, which is what a
//! search for names must not trip over.

/// The same text with spaces for every character of comments, strings and characters.
/// Line breaks stay, so positions keep their line.
pub(super) fn blanked(source: &str) -> String {
    let chars: Vec<char> = source.chars().collect();
    let mut code = String::with_capacity(source.len());
    let mut at = 0;
    while at < chars.len() {
        let end = literal_or_comment(&chars, at);
        if end == at {
            code.push(chars[at]);
            at += 1;
            continue;
        }
        for c in &chars[at..end] {
            code.push(if *c == '\n' { '\n' } else { ' ' });
        }
        at = end;
    }
    code
}

/// Where the comment or literal that starts here ends; `at` itself when none starts.
fn literal_or_comment(chars: &[char], at: usize) -> usize {
    let after = |offset: usize| chars.get(at + offset).copied();
    let in_word = at > 0 && is_word(chars[at - 1]);
    match chars[at] {
        '/' if after(1) == Some('/') => line_end(chars, at),
        '/' if after(1) == Some('*') => block_comment_end(chars, at),
        '"' => string_end(chars, at + 1),
        'b' | 'c' if !in_word && after(1) == Some('"') => string_end(chars, at + 2),
        'r' if !in_word => raw_string_end(chars, at + 1).unwrap_or(at),
        'b' | 'c' if !in_word && after(1) == Some('r') => {
            raw_string_end(chars, at + 2).unwrap_or(at)
        }
        '\'' => character_end(chars, at).unwrap_or(at),
        _ => at,
    }
}

fn line_end(chars: &[char], at: usize) -> usize {
    let line = chars[at..].iter().position(|c| *c == '\n');
    line.map_or(chars.len(), |length| at + length)
}

fn block_comment_end(chars: &[char], mut at: usize) -> usize {
    let mut depth = 0;
    while at < chars.len() {
        match (chars[at], chars.get(at + 1)) {
            ('/', Some('*')) => {
                depth += 1;
                at += 2;
            }
            ('*', Some('/')) => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return at;
                }
            }
            _ => at += 1,
        }
    }
    chars.len()
}

fn string_end(chars: &[char], mut at: usize) -> usize {
    while at < chars.len() {
        match chars[at] {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    chars.len()
}

/// The end of a raw string whose hashes begin here; none when no such string does.
fn raw_string_end(chars: &[char], at: usize) -> Option<usize> {
    let hashes = chars.get(at..)?.iter().take_while(|c| **c == '#').count();
    let mut end = at + hashes;
    if chars.get(end) != Some(&'"') {
        return None;
    }
    end += 1;
    while end < chars.len() {
        let closes = chars[end] == '"'
            && chars[end + 1..]
                .iter()
                .take(hashes)
                .filter(|c| **c == '#')
                .count()
                == hashes;
        if closes {
            return Some(end + 1 + hashes);
        }
        end += 1;
    }
    Some(chars.len())
}

/// The end of a character literal; none for a lifetime.
fn character_end(chars: &[char], at: usize) -> Option<usize> {
    if chars.get(at + 1) == Some(&'\\') {
        let rest = chars.get(at + 3..)?;
        let length = rest.iter().position(|c| *c == '\'')?;
        return Some(at + 3 + length + 1);
    }
    (chars.get(at + 2) == Some(&'\'')).then_some(at + 3)
}

/// Whether a character belongs to a name.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::blanked;

    #[track_caller]
    fn check(source: &str, code: &str) {
        let words: Vec<_> = code.split_whitespace().collect();
        let found = blanked(source);
        assert_eq!(found.split_whitespace().collect::<Vec<_>>(), words);
        assert_eq!(found.matches('\n').count(), source.matches('\n').count());
    }

    #[test]
    fn comments_and_literals_are_blank() {
        check("a // b\nc", "a c");
        check("a /* b /* c */ d\n */ e", "a e");
        check(r#"a("ws://x \" y", b)"#, "a( , b)");
        check(r##"a(r#"x " y"#, b"z", br"w")"##, "a( , , )");
        check(
            r"fn a<'a>(x: &'a str) { '\'' 'x' '\u{1F600}' }",
            "fn a<'a>(x: &'a str) { }",
        );
        check("for_r\"x\"", "for_r");
        check("let r = 1; r#type", "let r = 1; r#type");
    }
}
