//! Every path that a piece of code names, groups opened: `use a::{b, c::d}` names `a::b` and
//! `a::c::d`.
//!
//! Works on code without comments and literals; knows no scopes and resolves no names.

use super::code::is_word;

/// A path and the line it stands in, counted from one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) line: usize,
    pub(super) path: Vec<String>,
}

#[derive(Debug, PartialEq)]
enum Token {
    Word(String),
    /// `::`
    Joint,
    Other(char),
}

/// The paths in this code, single names included.
pub(super) fn named(code: &str) -> Vec<Named> {
    let tokens = tokens(code);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        at = path(&tokens, at, &[], &mut found);
    }
    found
}

/// Reads one path, or steps over one token; returns where to go on.
fn path(
    tokens: &[(usize, Token)],
    mut at: usize,
    prefix: &[String],
    found: &mut Vec<Named>,
) -> usize {
    let line = tokens[at].0;
    let mut path = prefix.to_vec();
    if tokens[at].1 == Token::Joint {
        at += 1;
    }
    while let Some((_, Token::Word(word))) = tokens.get(at) {
        path.push(word.clone());
        at += 1;
        if !matches!(tokens.get(at), Some((_, Token::Joint))) {
            found.push(Named { line, path });
            return at;
        }
        at += 1;
    }
    if matches!(tokens.get(at), Some((_, Token::Other('{')))) && path.len() > prefix.len() {
        return group(tokens, at + 1, &path, found);
    }
    if path.len() > prefix.len() {
        // `a::*`, `a::<T>`
        found.push(Named { line, path });
        return at;
    }
    at + 1
}

fn group(
    tokens: &[(usize, Token)],
    mut at: usize,
    prefix: &[String],
    found: &mut Vec<Named>,
) -> usize {
    while at < tokens.len() {
        match &tokens[at].1 {
            Token::Other('}') => return at + 1,
            Token::Word(_) => at = path(tokens, at, prefix, found),
            Token::Joint | Token::Other(_) => at += 1,
        }
    }
    at
}

fn tokens(code: &str) -> Vec<(usize, Token)> {
    let mut tokens = Vec::new();
    for (index, line) in code.lines().enumerate() {
        let mut chars = line.chars().peekable();
        while let Some(c) = chars.next() {
            let token = if is_word(c) {
                let mut word = c.to_string();
                while let Some(c) = chars.next_if(|c| is_word(*c)) {
                    word.push(c);
                }
                Token::Word(word)
            } else if c == ':' && chars.next_if_eq(&':').is_some() {
                Token::Joint
            } else if c.is_whitespace() {
                continue;
            } else {
                Token::Other(c)
            };
            tokens.push((index + 1, token));
        }
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::named;

    #[track_caller]
    fn check(code: &str, expected: &[&str]) {
        let found: Vec<String> = named(code)
            .into_iter()
            .map(|named| format!("{} {}", named.line, named.path.join("::")))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn groups_are_opened() {
        check("use a::b;", &["1 use", "1 a::b"]);
        check(
            "use crate::{browser::clock,\n state::{self, Action}};\nx",
            &[
                "1 use",
                "1 crate::browser::clock",
                "2 crate::state::self",
                "2 crate::state::Action",
                "3 x",
            ],
        );
        check("::a::b(c::<D>::e)", &["1 a::b", "1 c", "1 D", "1 e"]);
        check(
            "use a::*; match x { b => {} }",
            &["1 use", "1 a", "1 match", "1 x", "1 b"],
        );
        check("use a::{", &["1 use"]);
    }
}
