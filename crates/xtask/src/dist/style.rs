//! Style sheets without their comments and indentation. No other rewriting: what is written is
//! what the browser reads.

/// The sheet with comments, indentation and empty lines removed; strings stay as they are.
pub(super) fn stripped(sheet: &str) -> String {
    let mut kept = String::with_capacity(sheet.len());
    let mut rest = sheet.chars().peekable();
    let mut quote: Option<char> = None;
    while let Some(c) = rest.next() {
        match quote {
            Some(_) if c == '\\' => {
                kept.push(c);
                kept.extend(rest.next());
            }
            Some(open) => {
                kept.push(c);
                quote = (c != open).then_some(open);
            }
            None if c == '/' && rest.peek() == Some(&'*') => {
                skip_comment(&mut rest);
                // A comment parts two words just as a space does.
                kept.push(' ');
            }
            None => {
                kept.push(c);
                quote = matches!(c, '"' | '\'').then_some(c);
            }
        }
    }
    let mut lines = String::with_capacity(kept.len());
    for line in kept.lines().map(str::trim).filter(|line| !line.is_empty()) {
        lines.push_str(line);
        lines.push('\n');
    }
    lines
}

fn skip_comment(rest: &mut impl Iterator<Item = char>) {
    let mut before = ' ';
    // The first character is the star that opened it: `/*/` is not a whole comment.
    for c in rest.skip(1) {
        if before == '*' && c == '/' {
            return;
        }
        before = c;
    }
}

#[cfg(test)]
mod tests {
    use super::stripped;

    #[track_caller]
    fn check(sheet: &str, expected: &str) {
        assert_eq!(stripped(sheet), expected);
    }

    #[test]
    fn comments_go_and_strings_stay() {
        check("/* a */\n@layer tokens, base;\n", "@layer tokens, base;\n");
        check("a{\n  color: red; /* why */\n\n}\n", "a{\ncolor: red;\n}\n");
        check("a/*/ b */c{}", "a c{}\n");
        check(
            "a::before{content:\"/* not one */\"}",
            "a::before{content:\"/* not one */\"}\n",
        );
        check(r#"a{content:"\"/*"}"#, "a{content:\"\\\"/*\"}\n");
        check("a{} /* never closed", "a{}\n");
    }
}
