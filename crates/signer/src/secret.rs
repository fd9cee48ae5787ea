//! The one type that holds a secret, with one door to its bytes.

use std::fmt;
use zeroize::Zeroizing;

/// A device secret or product secret. Redacted in `Debug`, without `Display`, zeroed on drop.
///
/// In a browser the input element and JavaScript strings hold copies that cannot be wiped; this
/// type only vouches for its own.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes the secret over. Blanks are kept: they may be the very mistake that is looked for.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The secret itself: the only door to it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_tells_nothing() {
        assert_eq!(format!("{:?}", Secret::new("hidden")), "Secret([redacted])");
    }
}
