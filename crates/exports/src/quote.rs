//! Text literals of each language: the value between its quotes, with every character that the
//! language, an editor or a reader could take for something else escaped.
//!
//! Characters that cannot be seen or that turn text round are escaped where the language can.

/// Control characters, line ends of Unicode, marks of direction and of byte order.
fn is_unseen(found: char) -> bool {
    found.is_control()
        || matches!(
            found,
            '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{2069}'
                | '\u{feff}'
        )
}

/// Between double quotes, each character by `escape`.
fn double_quoted(text: &str, escape: impl Fn(char, &mut String)) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for found in text.chars() {
        match found {
            '"' | '\\' => quoted.extend(['\\', found]),
            other => escape(other, &mut quoted),
        }
    }
    quoted.push('"');
    quoted
}

/// `\u` and four digits for each unit of UTF-16.
fn push_utf16(found: char, quoted: &mut String) {
    for unit in found.encode_utf16(&mut [0; 2]) {
        quoted.push_str(&format!("\\u{unit:04x}"));
    }
}

/// A string of JSON (RFC 8259, 7), and so of JavaScript (ECMA-262, 12.9.4) and Python
/// (reference, 2.4.1).
pub(crate) fn json(text: &str) -> String {
    double_quoted(text, |found, quoted| {
        if is_unseen(found) {
            push_utf16(found, quoted);
        } else {
            quoted.push(found);
        }
    })
}

/// A string of Java: `\u` is undone before anything else is read, so control characters are octal
/// (Java language specification, 3.3 and 3.10.7). All that is not ASCII is `\u`: older compilers
/// read files in the system's encoding.
pub(crate) fn java(text: &str) -> String {
    double_quoted(text, |found, quoted| match found {
        _ if found.is_ascii_control() => quoted.push_str(&format!("\\{:03o}", u32::from(found))),
        _ if found.is_ascii() => quoted.push(found),
        other => push_utf16(other, quoted),
    })
}

/// An interpreted string of Go (specification, "String literals").
pub(crate) fn go(text: &str) -> String {
    seen(text, |code| format!("\\u{code:04x}"))
}

/// A string of Rust (reference, "String literals").
pub(crate) fn rust(text: &str) -> String {
    seen(text, |code| format!("\\u{{{code:x}}}"))
}

/// Double-quoted, with what nobody sees as an escape of its code point.
fn seen(text: &str, escape: impl Fn(u32) -> String) -> String {
    double_quoted(text, |found, quoted| {
        if is_unseen(found) {
            quoted.push_str(&escape(u32::from(found)));
        } else {
            quoted.push(found);
        }
    })
}

/// A string of C and C++ in UTF-8 (C11, 6.4.5): three octal digits end by themselves, hexadecimal
/// ones would swallow what follows; two question marks are never left together (5.2.1.1).
pub(crate) fn c(text: &str) -> String {
    let mut before = ' ';
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for found in text.chars() {
        match found {
            '"' | '\\' => quoted.extend(['\\', found]),
            '?' if before == '?' => quoted.push_str("\\?"),
            _ if found.is_ascii_control() => {
                quoted.push_str(&format!("\\{:03o}", u32::from(found)));
            }
            // Universal character names begin at U+00A0 (6.4.3).
            _ if is_unseen(found) && found >= '\u{a0}' => push_utf16(found, &mut quoted),
            other => quoted.push(other),
        }
        before = found;
    }
    quoted.push('"');
    quoted
}

/// A word of a POSIX shell: nothing is special between single quotes (POSIX.1-2017, XCU 2.2.2).
pub(crate) fn shell(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// A value of an environment file that a shell can read too. Single quotes wherever they do, since
/// every reader takes those as they are; a value with `'` or `\` is written in pieces.
pub(crate) fn dot_env(text: &str) -> String {
    if !text.contains(['\'', '\\']) {
        return format!("'{text}'");
    }
    let mut quoted = String::new();
    let mut open = None;
    for found in text.chars() {
        // Special between double quotes, where the rest can stand.
        let quote = if matches!(found, '$' | '`' | '!') {
            '\''
        } else {
            '"'
        };
        if open != Some(quote) {
            quoted.extend(open);
            quoted.push(quote);
            open = Some(quote);
        }
        if matches!(found, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(found);
    }
    quoted.extend(open);
    quoted
}

/// An argument of Espressif's AT commands, which take a backslash before their separators
/// (ESP-AT, "AT Command Types").
pub(crate) fn esp_at(text: &str) -> String {
    let mut quoted = String::from("\"");
    for found in text.chars() {
        if matches!(found, ',' | '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(found);
    }
    quoted.push('"');
    quoted
}

/// An argument of AT commands that have no escapes.
pub(crate) fn plain_at(text: &str) -> String {
    format!("\"{text}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    const NASTY: &str = "a'b\"c\\d%e&f,g$h`i${j}|k\t\u{1}\u{7f}7中😀\u{200b}\u{202e}\\u0041??/";

    #[track_caller]
    fn check(quote: fn(&str) -> String, expected: &str) {
        assert_eq!(quote(NASTY), expected);
    }

    #[test]
    fn each_language() {
        check(
            json,
            r#""a'b\"c\\d%e&f,g$h`i${j}|k\u0009\u0001\u007f7中😀\u200b\u202e\\u0041??/""#,
        );
        check(
            java,
            r#""a'b\"c\\d%e&f,g$h`i${j}|k\011\001\1777\u4e2d\ud83d\ude00\u200b\u202e\\u0041??/""#,
        );
        check(
            go,
            r#""a'b\"c\\d%e&f,g$h`i${j}|k\u0009\u0001\u007f7中😀\u200b\u202e\\u0041??/""#,
        );
        check(
            rust,
            r#""a'b\"c\\d%e&f,g$h`i${j}|k\u{9}\u{1}\u{7f}7中😀\u{200b}\u{202e}\\u0041??/""#,
        );
        check(
            c,
            r#""a'b\"c\\d%e&f,g$h`i${j}|k\011\001\1777中😀\u200b\u202e\\u0041?\?/""#,
        );
        check(
            shell,
            "'a'\\''b\"c\\d%e&f,g$h`i${j}|k\t\u{1}\u{7f}7中😀\u{200b}\u{202e}\\u0041??/'",
        );
        check(
            dot_env,
            "\"a'b\\\"c\\\\d%e&f,g\"'$'\"h\"'`'\"i\"'$'\"{j}|k\t\u{1}\u{7f}7中😀\u{200b}\u{202e}\\\\u0041??/\"",
        );
        check(
            esp_at,
            "\"a'b\\\"c\\\\d%e&f\\,g$h`i${j}|k\t\u{1}\u{7f}7中😀\u{200b}\u{202e}\\\\u0041??/\"",
        );
        assert_eq!(dot_env("a$b"), "'a$b'");
        assert_eq!(plain_at("a,b"), "\"a,b\"");
    }
}
