//! The two streams and the one kind of failure. A reader that goes away is no failure, and
//! nothing here panics as `println!` would.

use connack_diagnosis::{Lang, Words};
use std::fmt::{self, Write as _};
use std::io::{self, ErrorKind, Write as _};

/// Input or arguments that cannot be used: the message, exit code 2.
#[derive(Debug)]
pub(crate) struct Unusable(pub(crate) String);

/// Any sentence of the signer's can be the reason.
impl<E: std::error::Error> From<E> for Unusable {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

/// Writes data to standard output; that it fails is said in `lang`. A closed pipe (`| head`) ends
/// quietly.
pub(crate) fn print(data: &str, lang: Lang) -> Result<(), Unusable> {
    let mut out = io::stdout().lock();
    match out.write_all(data.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(unwritable(&error, lang)),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Against a standard output that takes nothing.
pub(crate) fn unwritable(error: &io::Error, lang: Lang) -> Unusable {
    const UNWRITABLE: Words = Words {
        en: "standard output cannot be written: {error}; see where it is redirected to",
        zh: "无法写入标准输出：{error}；请检查重定向的目标",
    };
    Unusable(filled(UNWRITABLE, lang, &[("error", &error.to_string())]))
}

/// A text with its facts, each standing in braces by its name.
pub(crate) fn filled(words: Words, lang: Lang, facts: &[(&str, &str)]) -> String {
    let template = words.in_lang(lang).to_owned();
    facts.iter().fold(template, |text, (name, value)| {
        text.replace(&format!("{{{name}}}"), value)
    })
}

/// Writes one line to standard error. Where nobody listens, nothing is lost.
pub(crate) fn tell(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", Shown(line));
}

/// Text on one line of a terminal: characters that steer it or cannot be seen are written out as
/// `\u{…}`, and so is a backslash that would look like the beginning of that.
pub(crate) struct Shown<'a>(pub(crate) &'a str);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.char_indices().try_for_each(|(at, c)| {
            let unseen = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
            if c.is_control() || unseen || self.0[at..].starts_with("\\u{") {
                write!(f, "{}", c.escape_unicode())
            } else {
                f.write_char(c)
            }
        })
    }
}
