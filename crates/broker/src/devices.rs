//! The devices that the practice broker knows at start: those to practise with, or those of a file.
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
    /// Who it is. Its secret is empty until it is activated.
    pub identity: DeviceIdentity,
    /// Signs registrations of its product.
    pub product_secret: Option<Secret>,
    /// Whether it has a device secret. One that was only added to its product gets it when it
    /// registers; one that registered without being added has none ever.
    pub activated: bool,
}

impl Device {
    /// The identity, where there is a secret to sign with: an empty one would let everybody in.
    pub(crate) fn signer(&self) -> Option<&DeviceIdentity> {
        self.activated.then_some(&self.identity)
    }
}

/// All devices, each with a number that stays the same.
#[derive(Debug, Clone)]
pub struct Devices {
    list: Vec<Device>,
    /// Whether the first device is the one that is meant where nothing tells which.
    first_is_meant: bool,
}

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

    /// The identities that everyone may try: a device; one of the same product that was added and
    /// not activated; one of another product, to go behind the first as its sub-device.
    pub fn practice() -> Self {
        let device = |product_key, device_name, device_secret: &str, product_secret| Device {
            identity: DeviceIdentity {
                // These texts are no identity of the platform; nothing in them can be refused.
                product_key: ProductKey::new(product_key).unwrap_or_default(),
                device_name: DeviceName::new(device_name).unwrap_or_default(),
                device_secret: Secret::new(device_secret),
            },
            product_secret,
            activated: !device_secret.is_empty(),
        };
        let product_secret = Some(Secret::new("practice-product-secret"));
        let product = "a1Practice0";
        Self {
            list: vec![
                device(
                    product,
                    "practice",
                    "practice-device-secret",
                    product_secret.clone(),
                ),
                device(product, "practice-new", "", product_secret),
                device(
                    "a1PracticeSub0",
                    "practice-sub",
                    "practice-sub-secret",
                    None,
                ),
            ],
            first_is_meant: true,
        }
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
        Ok(Self {
            first_is_meant: devices.len() == 1,
            list: devices,
        })
    }

    /// The device with this number.
    pub fn get(&self, number: usize) -> Option<&Device> {
        self.list.get(number)
    }

    /// Number and device for a user name, spelt exactly.
    pub(crate) fn by_username(&self, username: &str) -> Option<(usize, &Device)> {
        self.list
            .iter()
            .enumerate()
            .find(|(_, device)| device.identity.username() == username)
    }

    /// The device that a user name means, right or not: swapped or with blanks around it; where
    /// nothing tells, the only device, or the first of those to practise with.
    pub(crate) fn meant(&self, username: &str) -> Option<&Device> {
        let username = username.trim();
        let swapped = || {
            let (one, other) = username.split_once('&')?;
            self.by_username(&format!("{other}&{one}"))
        };
        let named = self.by_username(username).or_else(swapped);
        let first = || self.list.first().filter(|_| self.first_is_meant);
        named.map(|(_, device)| device).or_else(first)
    }

    /// Whether some device is of this product.
    pub(crate) fn has_product(&self, product_key: &str) -> bool {
        self.of_product(product_key).next().is_some()
    }

    /// The secret of a product, if one of its devices has it.
    pub(crate) fn product_secret(&self, product_key: &str) -> Option<&Secret> {
        self.of_product(product_key)
            .find_map(|device| device.product_secret.as_ref())
    }

    fn of_product(&self, product_key: &str) -> impl Iterator<Item = &Device> {
        self.list
            .iter()
            .filter(move |device| device.identity.product_key.as_str() == product_key)
    }

    /// Whether some product key stands in a text.
    pub(crate) fn is_part_of(&self, text: &str) -> bool {
        let mut keys = self.list.iter().map(|d| d.identity.product_key.as_str());
        keys.any(|key| text.contains(key))
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// Adds one; its number.
    pub(crate) fn add(&mut self, device: Device) -> usize {
        self.list.push(device);
        self.list.len() - 1
    }

    /// Gives a device its secret; the identity that it has now, or none if it had one before.
    pub(crate) fn activate(&mut self, number: usize, secret: Secret) -> Option<DeviceIdentity> {
        let device = self
            .list
            .get_mut(number)
            .filter(|device| !device.activated)?;
        device.identity.device_secret = secret;
        device.activated = true;
        Some(device.identity.clone())
    }

    /// Every secret, for the log to leave out.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = &Secret> {
        self.list.iter().flat_map(|device| {
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
    let product_secret = optional("product_secret")?.map(Secret::new);
    let device_secret = match optional("device_secret")? {
        // With its product's secret it can register for one of its own.
        None if product_secret.is_some() => None,
        _ => Some(required("device_secret")?),
    };
    Ok(Device {
        identity: DeviceIdentity {
            product_key,
            device_name,
            device_secret: Secret::new(device_secret.unwrap_or_default()),
        },
        product_secret,
        activated: device_secret.is_some(),
    })
}

#[cfg(test)]
mod tests;
