//! Who a device is. The types refuse only what would break the wire; odd lengths and characters
//! are told by [`crate::Oddity`], since a device may really have them.

use crate::{Secret, Subject, WireError, refuse};
use std::fmt;

/// The key of a product, issued by the platform (`productKey`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProductKey(String);

impl ProductKey {
    /// Buffer of the vendor's C SDK (`IOTX_PRODUCT_KEY_LEN`).
    pub const MAX_CHARS: usize = 20;

    /// Takes a product key.
    ///
    /// # Errors
    /// `&`, which parts the user name, and U+0000.
    pub fn new(text: impl Into<String>) -> Result<Self, WireError> {
        let text = text.into();
        refuse(Subject::ProductKey, &text, &['&'])?;
        Ok(Self(text))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The name of a device within its product (`deviceName`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeviceName(String);

impl DeviceName {
    /// Fewest characters (vendor help topic 89261).
    pub const MIN_CHARS: usize = 4;
    /// Most characters (vendor help topic 89261).
    pub const MAX_CHARS: usize = 32;

    /// Takes a device name.
    ///
    /// # Errors
    /// U+0000.
    pub fn new(text: impl Into<String>) -> Result<Self, WireError> {
        let text = text.into();
        refuse(Subject::DeviceName, &text, &[])?;
        Ok(Self(text))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Product key, device name and device secret: 三元组, "device certificate" in the console.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeviceIdentity {
    /// The product key.
    pub product_key: ProductKey,
    /// The device name.
    pub device_name: DeviceName,
    /// The key of the HMAC. Never on the wire.
    pub device_secret: Secret,
}

impl DeviceIdentity {
    /// The user name of CONNECT: `deviceName&productKey` (vendor help topic 73742).
    pub fn username(&self) -> String {
        format!("{}&{}", self.device_name, self.product_key)
    }
}

impl fmt::Display for ProductKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for DeviceName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_wire_is_guarded() {
        assert!(ProductKey::new("").is_ok());
        assert!(ProductKey::new("产品 with blanks").is_ok());
        assert_eq!(
            ProductKey::new("a&b"),
            Err(WireError::Separator {
                subject: Subject::ProductKey,
                found: '&',
                at: 2
            })
        );
        assert!(DeviceName::new("a&b").is_ok());
        assert_eq!(
            DeviceName::new("a\0"),
            Err(WireError::Nul {
                subject: Subject::DeviceName,
                at: 2
            })
        );
    }
}
