//! Lines of a stream in bounded memory: numbered, cut off from what is too long to be a claim, and
//! without the blank ones at the end.

use std::io::{self, BufRead, BufReader, Read};
use zeroize::Zeroizing;

/// Longest line that is read: far above any claim.
pub(super) const MAX_BYTES: usize = 1 << 20;

/// What stands on a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Bytes without the line end. Wiped, for there may be secrets in them.
    Bytes(Zeroizing<Vec<u8>>),
    /// Nothing but blanks, with something after it.
    Blank,
    /// More than [`MAX_BYTES`]; passed over.
    TooLong,
}

/// One line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// From 1.
    pub(super) number: u64,
    pub(super) content: Content,
}

/// Reads line by line.
pub(super) struct LineSource<R> {
    reader: BufReader<R>,
    /// The number of the line last given.
    given: u64,
    /// Blank lines read, but not given yet: they count only when something follows.
    blanks: u64,
    /// The line that follows them.
    held: Option<Content>,
}

impl<R: Read> LineSource<R> {
    pub(super) fn new(reader: BufReader<R>) -> Self {
        Self {
            reader,
            given: 0,
            blanks: 0,
            held: None,
        }
    }

    /// Whether the next line is at hand without another read.
    pub(super) fn has_line(&self) -> bool {
        self.held.is_some() || self.reader.buffer().contains(&b'\n')
    }

    /// The next line; `None` at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Line>> {
        while self.held.is_none() {
            match self.read()? {
                None => return Ok(None),
                Some(Content::Blank) => self.blanks += 1,
                Some(content @ (Content::Bytes(_) | Content::TooLong)) => self.held = Some(content),
            }
        }
        self.given += 1;
        let content = match self.blanks.checked_sub(1) {
            Some(left) => {
                self.blanks = left;
                Some(Content::Blank)
            }
            None => self.held.take(),
        };
        Ok(content.map(|content| Line {
            number: self.given,
            content,
        }))
    }

    fn read(&mut self) -> io::Result<Option<Content>> {
        let mut line = Zeroizing::new(Vec::new());
        let (mut any, mut too_long) = (false, false);
        loop {
            let piece = match self.reader.fill_buf() {
                Ok(piece) => piece,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if piece.is_empty() {
                break;
            }
            any = true;
            let end = piece.iter().position(|byte| *byte == b'\n');
            let part = &piece[..end.unwrap_or(piece.len())];
            too_long |= line.len() + part.len() > MAX_BYTES;
            if !too_long {
                line.extend_from_slice(part);
            }
            let used = part.len() + usize::from(end.is_some());
            self.reader.consume(used);
            if end.is_some() {
                break;
            }
        }
        Ok(match any {
            false => None,
            true if too_long => Some(Content::TooLong),
            true if line.trim_ascii().is_empty() => Some(Content::Blank),
            true => Some(Content::Bytes(line)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        // A small buffer: a line is put together from several.
        let mut source = LineSource::new(BufReader::with_capacity(3, text.as_bytes()));
        let mut lines = Vec::new();
        while let Some(line) = source.next().unwrap() {
            lines.push(match line.content {
                Content::Bytes(bytes) => {
                    format!("{} {}", line.number, str::from_utf8(&bytes).unwrap())
                }
                Content::Blank => format!("{} blank", line.number),
                Content::TooLong => format!("{} too long", line.number),
            });
        }
        assert_eq!(lines, expected, "{text:?}");
    }

    #[test]
    fn blank_lines_count_only_before_others() {
        check("", &[]);
        check("\n \r\n\t", &[]);
        check("a", &["1 a"]);
        check("first\r\nb\n\n", &["1 first\r", "2 b"]);
        check(
            "\n\na\n \nb\n\n\n",
            &["1 blank", "2 blank", "3 a", "4 blank", "5 b"],
        );
    }

    /// Counts what is held, by never having it: an endless line without an end.
    #[test]
    fn a_line_without_end_is_not_kept() {
        let long = io::repeat(b'x').take(3 * MAX_BYTES as u64);
        let text = long.chain(&b"\nb"[..]);
        let mut source = LineSource::new(BufReader::new(text));
        let first = source.next().unwrap().unwrap();
        assert_eq!((first.number, first.content), (1, Content::TooLong));
        let second = source.next().unwrap().unwrap();
        assert_eq!(second.content, Content::Bytes(b"b".to_vec().into()));
        assert_eq!(source.next().unwrap(), None);

        let just = "x".repeat(MAX_BYTES);
        check(&just, &[&format!("1 {just}")]);
    }
}
