//! The devices that the practice broker knows: one practice identity, or those of a file.
//!
//! The file holds secrets, so its errors name places and rules, never its content.

use connack_signer::{DeviceIdentity, DeviceName, ProductKey, Secret};
use serde_json::Value;
use serde_json::error::Category;
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// One device.
#[derive(Debug, Clone)]
pub struct Device {
    /// What it signs with.
    pub identity: DeviceIdentity,
    /// Signs registrations; kept so that it never shows in the log.
    pub product_secret: Option<Secret>,
}

/// All devices, each with a number that stays the same.
#[derive(Debug, Clone)]
pub struct Devices(Vec<Device>);

/// Why a devices file cannot be used. `Display` names the file, the place and the rule.
#[derive(Debug, thiserror::Error)]
#[error("devices file {}: {fault}", path.display())]
pub struct DevicesError {
    path: PathBuf,
    fault: Fault,
}

#[derive(Debug, thiserror::Error)]
enum Fault {
    #[error("cannot be read ({0}); give the path of a JSON file")]
    Unreadable(std::io::Error),
    #[error("is longer than {} MB, which no list of devices is", Devices::MAX_BYTES >> 20)]
    TooLong,
    #[error("is not UTF-8 at byte {0}; save it as UTF-8")]
    NotUtf8(usize),
    #[error("is not JSON at line {line}, column {column} ({rule}); {EXPECTED}")]
    NotJson {
        line: usize,
        column: usize,
        rule: &'static str,
    },
    #[error("{0}; {EXPECTED}")]
    Shape(Shape),
}

#[derive(Debug)]
enum Shape {
    NotList,
    Empty,
    NotObject { item: usize },
    Missing { item: usize, key: &'static str },
    NotText { item: usize, key: &'static str },
    Wire { item: usize, key: &'static str },
    Topic { item: usize, key: &'static str },
    Twice { item: usize, first: usize },
}

const EXPECTED: &str = "expected a list like \
    [{\"product_key\":\"…\",\"device_name\":\"…\",\"device_secret\":\"…\"}]";

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotList => f.write_str("is JSON, but no list"),
            Self::Empty => f.write_str("is an empty list, at least one device is needed"),
            Self::NotObject { item } => write!(f, "device {item} is no object"),
            Self::Missing { item, key } => write!(f, "device {item} has no `{key}`"),
            Self::NotText { item, key } => write!(f, "device {item}: `{key}` is no text"),
            Self::Wire { item, key } => write!(
                f,
                "device {item}: `{key}` has `&` or U+0000, or is longer than a text of MQTT can be"
            ),
            Self::Topic { item, key } => write!(
                f,
                "device {item}: `{key}` is empty, or has `/`, `+` or `#`, which topics cannot carry"
            ),
            Self::Twice { item, first } => {
                write!(f, "device {item} has the identity of device {first}")
            }
        }
    }
}

impl Devices {
    /// Bounds what is read when the path is no ordinary file.
    const MAX_BYTES: u64 = 64 << 20;

    /// The identity that everyone may try.
    pub fn practice() -> Self {
        // These texts are no identity of the platform; nothing in them can be refused.
        let identity = DeviceIdentity {
            product_key: ProductKey::new("a1Practice0").unwrap_or_default(),
            device_name: DeviceName::new("practice").unwrap_or_default(),
            device_secret: Secret::new("practice-device-secret"),
        };
        Self(vec![Device {
            identity,
            product_secret: None,
        }])
    }

    /// Reads a devices file.
    ///
    /// # Errors
    /// It cannot be read, is not JSON, or is not a list of devices.
    pub fn load(path: &Path) -> Result<Self, DevicesError> {
        let fail = |fault| DevicesError {
            path: path.to_owned(),
            fault,
        };
        let mut bytes = Vec::new();
        File::open(path)
            .and_then(|file| file.take(Self::MAX_BYTES + 1).read_to_end(&mut bytes))
            .map_err(|error| fail(Fault::Unreadable(error)))?;
        if bytes.len() as u64 > Self::MAX_BYTES {
            return Err(fail(Fault::TooLong));
        }
        Self::parse(&bytes).map_err(fail)
    }

    fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        let text = std::str::from_utf8(bytes).map_err(|e| Fault::NotUtf8(e.valid_up_to() + 1))?;
        // Editors on Windows put a byte order mark in front, which JSON does not know.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let value: Value = serde_json::from_str(text).map_err(|error| Fault::NotJson {
            line: error.line(),
            column: error.column(),
            rule: match error.classify() {
                Category::Eof => "it ends too early",
                Category::Syntax | Category::Data | Category::Io => "a syntax error",
            },
        })?;
        let Value::Array(items) = value else {
            return Err(Fault::Shape(Shape::NotList));
        };
        if items.is_empty() {
            return Err(Fault::Shape(Shape::Empty));
        }
        let mut devices: Vec<Device> = Vec::new();
        for (i, item) in items.iter().enumerate() {
            let device = device(i + 1, item).map_err(Fault::Shape)?;
            let username = device.identity.username();
            if let Some(first) = devices
                .iter()
                .position(|other| other.identity.username() == username)
            {
                return Err(Fault::Shape(Shape::Twice {
                    item: i + 1,
                    first: first + 1,
                }));
            }
            devices.push(device);
        }
        Ok(Self(devices))
    }

    /// The device with this number.
    pub fn get(&self, number: usize) -> Option<&Device> {
        self.0.get(number)
    }

    /// Number and device for a user name, spelt exactly.
    pub(crate) fn by_username(&self, username: &str) -> Option<(usize, &Device)> {
        self.0
            .iter()
            .enumerate()
            .find(|(_, device)| device.identity.username() == username)
    }

    /// The device that a user name means, right or not: swapped or with blanks around it; where
    /// there is only one device, that one.
    pub(crate) fn meant(&self, username: &str) -> Option<&Device> {
        let username = username.trim();
        let swapped = || {
            let (one, other) = username.split_once('&')?;
            self.by_username(&format!("{other}&{one}"))
        };
        match (self.by_username(username).or_else(swapped), &self.0[..]) {
            (Some((_, device)), _) => Some(device),
            (None, [only]) => Some(only),
            (None, _) => None,
        }
    }

    /// Whether some device is of this product.
    pub(crate) fn has_product(&self, product_key: &str) -> bool {
        self.0
            .iter()
            .any(|device| device.identity.product_key.as_str() == product_key)
    }

    /// Every secret, for the log to leave out.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = &Secret> {
        self.0.iter().flat_map(|device| {
            std::iter::once(&device.identity.device_secret).chain(&device.product_secret)
        })
    }
}

fn device(item: usize, value: &Value) -> Result<Device, Shape> {
    let Value::Object(object) = value else {
        return Err(Shape::NotObject { item });
    };
    let optional = |key| match object.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.as_str())),
        Some(_) => Err(Shape::NotText { item, key }),
    };
    let required = |key| optional(key)?.ok_or(Shape::Missing { item, key });
    let topic_level = |key| {
        let text = required(key)?;
        if text.is_empty() || text.contains(['/', '+', '#']) {
            return Err(Shape::Topic { item, key });
        }
        Ok(text)
    };
    let product_key = ProductKey::new(topic_level("product_key")?).map_err(|_| Shape::Wire {
        item,
        key: "product_key",
    })?;
    let device_name = DeviceName::new(topic_level("device_name")?).map_err(|_| Shape::Wire {
        item,
        key: "device_name",
    })?;
    Ok(Device {
        identity: DeviceIdentity {
            product_key,
            device_name,
            device_secret: Secret::new(required("device_secret")?),
        },
        product_secret: optional("product_secret")?.map(Secret::new),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, rule: &str) {
        let error = DevicesError {
            path: "d.json".into(),
            fault: Devices::parse(text.as_bytes()).unwrap_err(),
        };
        let shown = error.to_string();
        assert!(shown.contains("d.json"), "{shown}");
        assert!(shown.contains(rule), "{shown}");
        assert!(!format!("{shown} {error:?}").contains("marker"), "{shown}");
    }

    #[test]
    fn a_file_with_faults_is_refused_without_showing_it() {
        check("", "line 1, column 0 (it ends too early)");
        check("[\n {\"device_secret\": marker}]", "line 2, column 20");
        check("{\"device_secret\":\"marker\"}", "no list");
        check("[]", "empty list");
        check("[\"marker\"]", "device 1 is no object");
        check(
            "[{\"device_secret\":\"marker\"}]",
            "device 1 has no `product_key`",
        );
        let item = |rest: &str| format!("{{\"product_key\":\"pk\",\"device_name\":\"dn\"{rest}}}");
        check(
            &format!("[{}]", item("")),
            "device 1 has no `device_secret`",
        );
        check(
            &format!("[{}]", item(",\"device_secret\":[\"marker\"]")),
            "`device_secret` is no text",
        );
        let good = item(",\"device_secret\":\"marker\",\"product_secret\":null");
        check(
            &format!("[{good},{good}]"),
            "device 2 has the identity of device 1",
        );
        check(
            "[{\"product_key\":\"a&marker\",\"device_name\":\"d\",\"device_secret\":\"\"}]",
            "`product_key` has `&`",
        );
        check(
            "[{\"product_key\":\"a\",\"device_name\":\"+\",\"device_secret\":\"\"}]",
            "`device_name` is empty, or has `/`",
        );
        assert!(Devices::parse(format!("\u{feff}[{good}]").as_bytes()).is_ok());
        assert!(matches!(
            Devices::parse(b"[\xff]").unwrap_err(),
            Fault::NotUtf8(2)
        ));
    }

    #[test]
    fn the_practice_identity() {
        let devices = Devices::practice();
        let (number, device) = devices.by_username("practice&a1Practice0").unwrap();
        assert_eq!(number, 0);
        assert_eq!(
            device.identity.device_secret.expose(),
            "practice-device-secret"
        );
        assert!(!format!("{devices:?}").contains("practice-device-secret"));
    }
}
