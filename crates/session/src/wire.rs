//! The wire: a broker's packets as data, and this client's packets as bytes, in 3.1.1 and 5.0.

pub(crate) mod decode;
pub(crate) mod encode;
pub(crate) mod reader;

use crate::event::{Ack, Message};
use crate::version5::{Reason, Server};

/// The longest Remaining Length that MQTT can write.
pub(crate) const MAX_BODY: usize = 268_435_455;

pub(crate) const CONNACK: u8 = 2;
pub(crate) const PUBLISH: u8 = 3;
pub(crate) const PUBACK: u8 = 4;
pub(crate) const PUBREC: u8 = 5;
pub(crate) const PUBREL: u8 = 6;
pub(crate) const PUBCOMP: u8 = 7;
pub(crate) const SUBACK: u8 = 9;
pub(crate) const UNSUBACK: u8 = 11;
pub(crate) const PINGRESP: u8 = 13;
pub(crate) const DISCONNECT: u8 = 14;

/// A packet of a broker. A `reason` is there in 5.0 only, and only if it says more than success.
pub(crate) enum Packet {
    Connack {
        code: u8,
        session_present: bool,
        server: Option<Box<Server>>,
    },
    /// The identifier is 0 with QoS 0.
    Publish(u16, Message),
    Ack {
        ack: Ack,
        packet_id: u16,
        reason: Option<Box<Reason>>,
    },
    Suback {
        packet_id: u16,
        code: u8,
        reason: Option<Box<Reason>>,
    },
    Unsuback {
        packet_id: u16,
        reason: Option<Box<Reason>>,
    },
    Pingresp,
    Disconnect(Box<Reason>),
}
