//! The two streams and the one kind of failure. A reader that goes away is no failure, and
//! nothing here panics as `println!` would.

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

/// Writes data to standard output. A closed pipe (`| head`) ends quietly.
pub(crate) fn print(data: &str) -> Result<(), Unusable> {
    let mut out = io::stdout().lock();
    match out.write_all(data.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Unusable(format!(
            "standard output cannot be written: {error}; see where it is redirected to"
        ))),
        Ok(()) | Err(_) => Ok(()),
    }
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
