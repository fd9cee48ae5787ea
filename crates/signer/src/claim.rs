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
}

impl ClaimField {
    /// Every field, in the order of the contract.
    pub const ALL: [Self; 16] = [
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
        }
    }
}
