//! Why a task stopped, and what to do next: the two things every message here says.
//!
//! Deliberately no error codes and no causes kept as objects: the reader is a person.

use std::fmt;
use std::io;
use std::path::Path;

/// The result of a task or a part of one.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

/// What was found, and what to do about it.
#[derive(Debug)]
pub(crate) struct Failure {
    found: String,
    next: String,
}

impl Failure {
    pub(crate) fn new(found: impl Into<String>, next: impl Into<String>) -> Self {
        Self {
            found: found.into(),
            next: next.into(),
        }
    }

    /// A file or folder that could not be read or written.
    pub(crate) fn file(doing: &str, path: &Path, error: &io::Error) -> Self {
        Self::new(
            format!("cannot {doing} {}: {error}", path.display()),
            "see that the path exists and may be used by this user",
        )
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}\n  next: {}", self.found, self.next)
    }
}
