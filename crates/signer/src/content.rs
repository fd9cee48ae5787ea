//! The text that is signed: names and values, sorted by name, nothing between them.

use crate::{DeviceIdentity, SignRequest};
use std::fmt;

/// A name that takes part in a signature: in that of a direct login (vendor help topics 73742,
/// 63656), or in one of the other flows.
///
/// The order of the variants is the order of the names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SigningName {
    /// `clientId`
    ClientId,
    /// `deviceName`
    DeviceName,
    /// `id`, in the key of TLS by pre-shared key
    Id,
    /// `productKey`
    ProductKey,
    /// `random`, in dynamic registration
    Random,
    /// `timestamp`
    Timestamp,
}

impl SigningName {
    /// The spelling in the content.
    pub fn wire(self) -> &'static str {
        match self {
            Self::ClientId => "clientId",
            Self::DeviceName => "deviceName",
            Self::Id => "id",
            Self::ProductKey => "productKey",
            Self::Random => "random",
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
    /// What a direct login signs: clientId, deviceName, productKey and, if there is one,
    /// timestamp.
    pub fn of(identity: &DeviceIdentity, request: &SignRequest) -> Self {
        let pair = |name, value: &str| SigningPair {
            name,
            value: value.into(),
        };
        let timestamp = request.timestamp.as_ref();
        let required = [
            pair(SigningName::ClientId, request.client_id.as_str()),
            pair(SigningName::DeviceName, identity.device_name.as_str()),
            pair(SigningName::ProductKey, identity.product_key.as_str()),
        ];
        let salt = timestamp.map(|timestamp| pair(SigningName::Timestamp, timestamp.as_str()));
        Self::new(required.into_iter().chain(salt).collect())
    }

    /// Sorts the pairs by name; their order going in does not matter.
    pub fn new(pairs: Vec<SigningPair>) -> Self {
        // A handful of pairs: putting each in its place is smaller than a general sort.
        let mut sorted: Vec<SigningPair> = Vec::with_capacity(pairs.len());
        for pair in pairs {
            let at = sorted.partition_point(|before| before.name.wire() <= pair.name.wire());
            sorted.insert(at, pair);
        }
        Self(sorted)
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
