//! What a finding is made of: a code that never changes, and words for people.

/// How sure a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// It stands in the bytes themselves.
    Proved,
    /// It fits what was seen; other causes fit too.
    Likely,
}

impl Certainty {
    /// The spelling of `data-certainty`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Proved => "proved",
            Self::Likely => "likely",
        }
    }
}

/// A text in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// English.
    pub en: &'static str,
    /// 简体中文.
    pub zh: &'static str,
}

/// One kind of finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The code; a contract.
    pub code: &'static str,
    /// How sure it can be.
    pub certainty: Certainty,
    /// What was seen and what it most likely means.
    pub problem: Words,
    /// What to try.
    pub remedy: Words,
}
