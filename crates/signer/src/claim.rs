//! What a device sends, and what is known of it, exactly as given. Nothing here is trusted or
//! mended: what is wrong with it is for the diagnosis to say.

use crate::{Secret, Transport};

/// One device's CONNECT with its surroundings; every part may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Claim {
    /// Host the device connects to.
    pub host: Option<String>,
    /// Port it connects to.
    pub port: Option<u16>,
    /// The way it takes.
    pub transport: Option<Transport>,
    /// The whole client id of CONNECT, with its bars.
    pub mqtt_client_id: Option<String>,
    /// The user name of CONNECT.
    pub username: Option<String>,
    /// The password of CONNECT. Bytes that are no text are given as Latin-1.
    pub password: Option<Secret>,
    /// Keep-alive in seconds.
    pub keep_alive_s: Option<u32>,
    /// Protocol level of CONNECT: 3 is MQTT 3.1, 4 is 3.1.1, 5 is 5.0.
    pub protocol_level: Option<u8>,
    /// Whether CONNECT carries a will.
    pub will: Option<bool>,
    /// Highest quality of service the device uses.
    pub qos: Option<u8>,
    /// Whether it publishes retained messages.
    pub retain: Option<bool>,
    /// The product key that the device was issued.
    pub product_key: Option<String>,
    /// The device name that it was issued.
    pub device_name: Option<String>,
    /// The device secret that it was issued.
    pub device_secret: Option<Secret>,
    /// The secret of its product.
    pub product_secret: Option<Secret>,
    /// What is signed when it is no CONNECT; its `sign` is the password.
    pub request: Option<ClaimRequest>,
}

/// A signed request or message that is no CONNECT, as given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimRequest {
    /// Which.
    pub kind: RequestKind,
    /// Names and values as they are sent, in their order; without `sign`, which is the claim's
    /// password.
    pub fields: Vec<(String, String)>,
}

/// The signed requests and messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RequestKind {
    /// The form to `/auth/devicename`.
    HttpsAuth,
    /// The form to `/auth/register/device`.
    HttpsRegister,
    /// One sub-device of `thing/topo/add`.
    TopoAdd,
    /// One sub-device of `combine/login` or `combine/batch_login`.
    SubLogin,
}

impl RequestKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [
        Self::HttpsAuth,
        Self::HttpsRegister,
        Self::TopoAdd,
        Self::SubLogin,
    ];

    /// The spelling in JSON, as `connack sign --flow` has it where there is such a flow.
    pub fn name(self) -> &'static str {
        match self {
            Self::HttpsAuth => "https-auth",
            Self::HttpsRegister => "register-https",
            Self::TopoAdd => "topo-add",
            Self::SubLogin => "sub-login",
        }
    }

    /// Its field names as documented, `sign` included.
    pub fn field_names(self) -> &'static [&'static str] {
        match self {
            Self::HttpsAuth => &[
                "productKey",
                "deviceName",
                "clientId",
                "timestamp",
                "signmethod",
                "sign",
                "version",
                "resources",
            ],
            Self::HttpsRegister => &["productKey", "deviceName", "random", "signMethod", "sign"],
            Self::TopoAdd => &[
                "productKey",
                "deviceName",
                "clientId",
                "timestamp",
                "signmethod",
                "sign",
            ],
            Self::SubLogin => &[
                "productKey",
                "deviceName",
                "clientId",
                "timestamp",
                "signMethod",
                "sign",
                "cleanSession",
            ],
        }
    }
}

/// A part of a [`Claim`], or the answer that it got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClaimField {
    /// `host`
    Host,
    /// `port`
    Port,
    /// `transport`
    Transport,
    /// `mqtt_client_id`
    MqttClientId,
    /// `username`
    Username,
    /// `password`
    Password,
    /// `keep_alive_s`
    KeepAlive,
    /// `protocol_level`
    ProtocolLevel,
    /// `will`
    Will,
    /// `qos`
    Qos,
    /// `retain`
    Retain,
    /// `product_key`
    ProductKey,
    /// `device_name`
    DeviceName,
    /// `device_secret`
    DeviceSecret,
    /// `product_secret`
    ProductSecret,
    /// `observation`: CONNACK's code, or how the connection failed.
    Observation,
    /// `request`: what is signed when it is no CONNECT.
    Request,
}

impl ClaimField {
    /// Every field, in the order of the contract.
    pub const ALL: [Self; 17] = [
        Self::Host,
        Self::Port,
        Self::Transport,
        Self::MqttClientId,
        Self::Username,
        Self::Password,
        Self::KeepAlive,
        Self::ProtocolLevel,
        Self::Will,
        Self::Qos,
        Self::Retain,
        Self::ProductKey,
        Self::DeviceName,
        Self::DeviceSecret,
        Self::ProductSecret,
        Self::Observation,
        Self::Request,
    ];

    /// The key of a JSON claim.
    pub fn key(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Port => "port",
            Self::Transport => "transport",
            Self::MqttClientId => "mqtt_client_id",
            Self::Username => "username",
            Self::Password => "password",
            Self::KeepAlive => "keep_alive_s",
            Self::ProtocolLevel => "protocol_level",
            Self::Will => "will",
            Self::Qos => "qos",
            Self::Retain => "retain",
            Self::ProductKey => "product_key",
            Self::DeviceName => "device_name",
            Self::DeviceSecret => "device_secret",
            Self::ProductSecret => "product_secret",
            Self::Observation => "observation",
            Self::Request => "request",
        }
    }
}
