//! The text that is signed: names and values, sorted by name, nothing between them.

use std::fmt;

/// A name that takes part in the signature of a direct login (vendor help topics 73742, 63656).
///
/// The order of the variants is the order of the names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SigningName {
    /// `clientId`
    ClientId,
    /// `deviceName`
    DeviceName,
    /// `productKey`
    ProductKey,
    /// `timestamp`
    Timestamp,
}

impl SigningName {
    /// The spelling in the content.
    pub fn wire(self) -> &'static str {
        match self {
            Self::ClientId => "clientId",
            Self::DeviceName => "deviceName",
            Self::ProductKey => "productKey",
            Self::Timestamp => "timestamp",
        }
    }
}

/// A name with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SigningPair {
    /// The name.
    pub name: SigningName,
    /// The value, as it is on the wire.
    pub value: String,
}

/// The sorted pairs. `Display` is the exact signed text, in UTF-8.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SigningContent(Vec<SigningPair>);

impl SigningContent {
    /// Sorts the pairs by name; their order going in does not matter.
    pub fn new(mut pairs: Vec<SigningPair>) -> Self {
        pairs.sort_by_key(|pair| pair.name.wire());
        Self(pairs)
    }

    /// The pairs, sorted.
    pub fn pairs(&self) -> &[SigningPair] {
        &self.0
    }
}

impl fmt::Display for SigningContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|pair| write!(f, "{}{}", pair.name.wire(), pair.value))
    }
}
