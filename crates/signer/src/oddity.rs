//! What is unusual about a value without breaking the wire: it is signed all the same.

use crate::{ClientId, DeviceName, ProductKey};
use std::fmt;

/// The value that an error or an oddity is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The product key.
    ProductKey,
    /// The device name.
    DeviceName,
    /// The device secret.
    DeviceSecret,
    /// The part of the client id before the first bar.
    ClientId,
    /// The timestamp.
    Timestamp,
    /// The product secret.
    ProductSecret,
    /// The salt of dynamic registration.
    Random,
    /// The access key id of ApsaraMQ for MQTT.
    AccessKeyId,
    /// The instance id of ApsaraMQ for MQTT.
    InstanceId,
    /// Extra extension parameters.
    ExtParams,
    /// Region, instance or host.
    Host,
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ProductKey => "product key",
            Self::DeviceName => "device name",
            Self::DeviceSecret => "device secret",
            Self::ClientId => "client id",
            Self::Timestamp => "timestamp",
            Self::ProductSecret => "product secret",
            Self::Random => "random",
            Self::AccessKeyId => "access key id",
            Self::InstanceId => "instance id",
            Self::ExtParams => "extension parameters",
            Self::Host => "host",
        })
    }
}

/// Something that a platform-issued value would not have. Carries no part of a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oddity {
    /// Nothing in it.
    Empty,
    /// Fewer characters than the platform takes.
    TooShort {
        /// How many there are.
        chars: usize,
        /// Fewest allowed.
        min: usize,
    },
    /// More characters than the platform takes.
    TooLong {
        /// How many there are.
        chars: usize,
        /// Most allowed.
        max: usize,
    },
    /// A blank or control character at the beginning or end: copied along, most likely.
    BlankAround,
    /// A character outside the documented set.
    Charset {
        /// The first such character; `None` for a secret.
        found: Option<char>,
        /// Its position in characters, from 1.
        at: usize,
    },
    /// `${…}`, `<…>` or `YourProductKey`: a template's placeholder was not replaced.
    Placeholder,
}

impl Subject {
    /// What is odd about `text` as this value, gravest first.
    pub fn oddities(self, text: &str) -> Vec<Oddity> {
        let (min, max) = match self {
            Self::ProductKey => (1, ProductKey::MAX_CHARS),
            Self::DeviceName => (DeviceName::MIN_CHARS, DeviceName::MAX_CHARS),
            // Buffers of the vendor's C SDK (`IOTX_DEVICE_SECRET_LEN`, `IOTX_PRODUCT_SECRET_LEN`).
            Self::DeviceSecret | Self::ProductSecret => (1, 64),
            Self::ClientId => (0, ClientId::MAX_CHARS),
            Self::Timestamp => (0, usize::MAX),
            Self::Random | Self::AccessKeyId | Self::InstanceId => (1, usize::MAX),
            Self::ExtParams | Self::Host => return Vec::new(),
        };
        let mut oddities = Vec::new();
        if text.is_empty() {
            if min > 0 {
                oddities.push(Oddity::Empty);
            }
            return oddities;
        }
        if is_placeholder(text) {
            oddities.push(Oddity::Placeholder);
            return oddities;
        }
        let chars = text.chars().count();
        if chars > max {
            oddities.push(Oddity::TooLong { chars, max });
        } else if chars < min {
            oddities.push(Oddity::TooShort { chars, min });
        }
        if text.starts_with(is_blank) || text.ends_with(is_blank) {
            oddities.push(Oddity::BlankAround);
        } else if let Some((i, found)) = text
            .chars()
            .enumerate()
            .find(|(_, found)| !self.takes(*found))
        {
            let secret = matches!(self, Self::DeviceSecret | Self::ProductSecret);
            let found = (!secret).then_some(found);
            oddities.push(Oddity::Charset { found, at: i + 1 });
        }
        oddities
    }

    /// Whether the documented set of characters has this one.
    fn takes(self, found: char) -> bool {
        match self {
            // Vendor help topic 89261.
            Self::DeviceName => found.is_ascii_alphanumeric() || "-_@.:".contains(found),
            // Every one seen is letters and digits.
            Self::ProductKey => found.is_ascii_alphanumeric(),
            // Platforms with the same scheme issue others; blanks and wide characters are slips.
            Self::DeviceSecret | Self::ProductSecret => found.is_ascii_graphic(),
            Self::Timestamp => found.is_ascii_digit(),
            // None is documented; blanks and control characters are certainly a slip.
            Self::ClientId
            | Self::Random
            | Self::AccessKeyId
            | Self::InstanceId
            | Self::ExtParams
            | Self::Host => !is_blank(found),
        }
    }
}

/// What is copied along by accident: white space, control characters, and what nobody can see: a
/// soft hyphen, zero-width characters, marks of writing direction, a byte order mark.
pub fn is_blank(found: char) -> bool {
    found.is_whitespace()
        || found.is_control()
        || matches!(found, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn is_placeholder(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    (text.contains("${") && text.contains('}'))
        || (text.starts_with('<') && text.ends_with('>') && text.len() > 2)
        || ["your", "example_"].iter().any(|start| {
            lower.strip_prefix(start).is_some_and(|rest| {
                let rest = rest
                    .trim_start_matches(['_', '-', ' '])
                    .replace(['_', '-', ' '], "");
                [
                    "productkey",
                    "devicename",
                    "devicesecret",
                    "clientid",
                    "productsecret",
                ]
                .contains(&rest.as_str())
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(subject: Subject, text: &str, expected: &[Oddity]) {
        assert_eq!(subject.oddities(text), expected, "{subject} {text:?}");
    }

    #[test]
    fn the_documented_example_is_not_odd() {
        check(Subject::ProductKey, "pk", &[]);
        check(Subject::DeviceName, "device", &[]);
        check(Subject::DeviceSecret, "secret", &[]);
        check(Subject::ClientId, "12345", &[]);
        check(Subject::ClientId, "", &[]);
        check(Subject::Timestamp, "789", &[]);
    }

    #[test]
    fn oddities_say_the_rule() {
        check(Subject::ProductKey, "", &[Oddity::Empty]);
        check(
            Subject::DeviceName,
            "dev",
            &[Oddity::TooShort { chars: 3, min: 4 }],
        );
        check(Subject::ClientId, &"x".repeat(64), &[]);
        check(
            Subject::ClientId,
            &"字".repeat(65),
            &[Oddity::TooLong { chars: 65, max: 64 }],
        );
        check(Subject::DeviceName, "name ", &[Oddity::BlankAround]);
        // Marks of writing direction come along from web pages and dialogs.
        check(
            Subject::ClientId,
            "\u{202a}12345\u{202c}",
            &[Oddity::BlankAround],
        );
        check(
            Subject::DeviceName,
            "na/me",
            &[Oddity::Charset {
                found: Some('/'),
                at: 3,
            }],
        );
        check(
            Subject::DeviceSecret,
            "ab cd",
            &[Oddity::Charset { found: None, at: 3 }],
        );
        check(Subject::ProductKey, "${productKey}", &[Oddity::Placeholder]);
        check(
            Subject::ProductKey,
            "YourProductKey",
            &[Oddity::Placeholder],
        );
        check(
            Subject::DeviceName,
            "your_device_name",
            &[Oddity::Placeholder],
        );
        check(Subject::DeviceName, "yourdevice", &[]);
    }
}
