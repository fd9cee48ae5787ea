//! The vectors, embedded (a browser has no folder), and the shape of their files.

use serde::Deserialize;

/// A vector: who signs what, for which server, and what each stage gives.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Vector {
    pub(crate) device: Device,
    pub(crate) request: Request,
    pub(crate) server: Option<ServerName>,
    pub(crate) expect: Expect,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Device {
    pub(crate) product_key: String,
    pub(crate) device_name: String,
    pub(crate) device_secret: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Request {
    pub(crate) client_id: String,
    pub(crate) sign_method: String,
    pub(crate) secure_mode: u8,
    pub(crate) timestamp: Option<String>,
    #[serde(default)]
    pub(crate) ext: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ServerName {
    Region(String),
    Instance(String),
}

/// What the source does not give is absent.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expect {
    pub(crate) pairs: Vec<[String; 2]>,
    pub(crate) signing_content: String,
    pub(crate) password: String,
    /// As the source prints it: any case, perhaps cut off.
    pub(crate) published: Option<String>,
    pub(crate) mqtt_client_id: Option<String>,
    pub(crate) username: String,
    pub(crate) host: Option<String>,
    pub(crate) port: Option<u16>,
    pub(crate) websocket_url: Option<String>,
}

macro_rules! vectors {
    ($($name:literal,)*) => {
        /// Name and text of each file, in the order of the names.
        pub(crate) const VECTORS: &[(&str, &str)] = &[$((
            $name,
            include_str!(concat!("../../../../tests/vectors/mqtt-direct/", $name, ".toml")),
        ),)*];
    };
}

vectors! {
    "crate-aiot-sha256",
    "docs-12345-sha1-wss",
    "docs-12345-sha1",
    "iotkit-v3-log-sha256",
    "made-extension-parameters",
    "made-instance-ws",
    "made-instance-wss",
    "made-md5-chinese",
    "made-md5-empty-id-chinese",
    "made-md5-empty-id",
    "made-md5-key-64",
    "made-md5-key-65",
    "made-md5-timestamp-chinese",
    "made-md5-timestamp-empty-id-chinese",
    "made-md5-timestamp-empty-id",
    "made-md5-timestamp",
    "made-md5-zero-byte-first",
    "made-md5",
    "made-region-us-west-1",
    "made-sha1-chinese",
    "made-sha1-empty-id-chinese",
    "made-sha1-empty-id",
    "made-sha1-key-64",
    "made-sha1-key-65",
    "made-sha1-timestamp-chinese",
    "made-sha1-timestamp-empty-id-chinese",
    "made-sha1-timestamp-empty-id",
    "made-sha1-timestamp",
    "made-sha1-zero-byte-first",
    "made-sha1",
    "made-sha256-chinese",
    "made-sha256-empty-id-chinese",
    "made-sha256-empty-id",
    "made-sha256-key-64",
    "made-sha256-key-65",
    "made-sha256-timestamp-chinese",
    "made-sha256-timestamp-empty-id-chinese",
    "made-sha256-timestamp-empty-id",
    "made-sha256-timestamp",
    "made-sha256-zero-byte-first",
    "made-sha256",
    "made-timestamp-leading-zeros",
    "x509-empty-triple-sha256",
}
