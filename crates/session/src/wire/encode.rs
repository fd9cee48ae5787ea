//! This client's packets as bytes.

use super::{MAX_BODY, PUBACK, PUBCOMP, PUBREC, PUBREL};
use crate::event::{Ack, Qos};
use crate::request::{Connect, Publish, Version};
use crate::topic::MAX_STRING;
use crate::why::{NotSent, Violation};

pub(crate) const PINGREQ: [u8; 2] = [0xc0, 0];
pub(crate) const DISCONNECT: [u8; 2] = [0xe0, 0];

/// DISCONNECT of 5.0 with the reason code of a violation.
pub(crate) fn disconnect_for(violation: Violation) -> [u8; 3] {
    let code = match violation {
        Violation::RemainingLength
        | Violation::ReservedFlags
        | Violation::PacketType
        | Violation::MalformedConnack
        | Violation::MalformedPublish
        | Violation::MalformedProperties
        | Violation::MalformedPacket => 0x81,
        Violation::TextFrame
        | Violation::BeforeConnack
        | Violation::SecondConnack
        | Violation::PacketIdZero
        | Violation::UnknownPacketId => 0x82,
        Violation::TopicAlias => 0x94,
        Violation::PacketTooLarge => 0x95,
    };
    [0xe0, 1, code]
}

/// CONNECT. Neither user name nor password given is an anonymous login; a password needs a user
/// name beside it.
pub(crate) fn connect(connect: &Connect, max_packet: usize) -> Result<Vec<u8>, NotSent> {
    let login = !(connect.username.is_empty() && connect.password.0.is_empty());
    let mut flags = u8::from(connect.clean_session) << 1;
    if login {
        flags |= 0b1100_0000;
    }
    if let Some(will) = &connect.will {
        flags |= 0b0000_0100 | will.qos.digit() << 3 | u8::from(will.retain) << 5;
    }
    let mut body = b"\0\x04MQTT".to_vec();
    body.push(connect.version.level());
    body.push(flags);
    body.extend_from_slice(&connect.keep_alive_s.to_be_bytes());
    if connect.version == Version::V5_0 {
        let mut properties = Vec::new();
        if !connect.clean_session {
            properties.push(0x11);
            properties.extend_from_slice(&connect.session_expiry_s.to_be_bytes());
        }
        properties.push(0x27);
        let max_packet = u32::try_from(max_packet).unwrap_or(u32::MAX);
        properties.extend_from_slice(&max_packet.to_be_bytes());
        push_varint(&mut body, properties.len());
        body.extend_from_slice(&properties);
    }
    push_binary(&mut body, connect.client_id.as_bytes())?;
    if let Some(will) = &connect.will {
        if connect.version == Version::V5_0 {
            body.push(0);
        }
        push_binary(&mut body, will.topic.as_bytes())?;
        push_binary(&mut body, &will.payload)?;
    }
    if login {
        push_binary(&mut body, connect.username.as_bytes())?;
        push_binary(&mut body, connect.password.0.as_bytes())?;
    }
    framed(0x10, &body)
}

/// The length of a PUBLISH with its fixed header; [`NotSent::TooLong`] beyond what MQTT can write.
pub(crate) fn publish_length(version: Version, publish: &Publish) -> Result<usize, NotSent> {
    let body = publish_body_length(version, publish)?;
    Ok(1 + varint_length(body) + body)
}

fn publish_body_length(version: Version, publish: &Publish) -> Result<usize, NotSent> {
    let properties = match version {
        Version::V3_1_1 => 0,
        Version::V5_0 => {
            let length = properties_length(publish);
            varint_length(length) + length
        }
    };
    let packet_id = if publish.qos == Qos::AtMostOnce { 0 } else { 2 };
    let body = 2 + publish.topic.len() + packet_id + properties + publish.payload.len();
    if body > MAX_BODY {
        return Err(NotSent::TooLong);
    }
    Ok(body)
}

/// PUBLISH; the identifier is written with QoS 1 and 2 only.
pub(crate) fn publish(
    version: Version,
    publish: &Publish,
    packet_id: u16,
    dup: bool,
) -> Result<Vec<u8>, NotSent> {
    let body = publish_body_length(version, publish)?;
    let mut bytes = Vec::with_capacity(5 + body);
    bytes.push(0x30 | u8::from(dup) << 3 | publish.qos.digit() << 1 | u8::from(publish.retain));
    push_varint(&mut bytes, body);
    push_binary(&mut bytes, publish.topic.as_bytes())?;
    if publish.qos != Qos::AtMostOnce {
        bytes.extend_from_slice(&packet_id.to_be_bytes());
    }
    if version == Version::V5_0 {
        push_varint(&mut bytes, properties_length(publish));
        for (name, value) in &publish.user_properties {
            bytes.push(0x26);
            push_binary(&mut bytes, name.as_bytes())?;
            push_binary(&mut bytes, value.as_bytes())?;
        }
    }
    bytes.extend_from_slice(&publish.payload);
    Ok(bytes)
}

fn properties_length(publish: &Publish) -> usize {
    let pairs = publish.user_properties.iter();
    pairs
        .map(|(name, value)| 5 + name.len() + value.len())
        .sum()
}

pub(crate) fn subscribe(
    version: Version,
    packet_id: u16,
    filter: &str,
    qos: Qos,
) -> Result<Vec<u8>, NotSent> {
    let mut body = filters(version, packet_id, filter)?;
    body.push(qos.digit());
    framed(0x82, &body)
}

pub(crate) fn unsubscribe(
    version: Version,
    packet_id: u16,
    filter: &str,
) -> Result<Vec<u8>, NotSent> {
    framed(0xa2, &filters(version, packet_id, filter)?)
}

fn filters(version: Version, packet_id: u16, filter: &str) -> Result<Vec<u8>, NotSent> {
    let mut body = packet_id.to_be_bytes().to_vec();
    if version == Version::V5_0 {
        body.push(0);
    }
    push_binary(&mut body, filter.as_bytes())?;
    Ok(body)
}

/// An acknowledgement without a reason, which is the same in both versions.
pub(crate) fn ack(ack: Ack, packet_id: u16) -> [u8; 4] {
    let head = match ack {
        Ack::Puback => PUBACK << 4,
        Ack::Pubrec => PUBREC << 4,
        Ack::Pubrel => PUBREL << 4 | 0b0010,
        Ack::Pubcomp => PUBCOMP << 4,
    };
    let [high, low] = packet_id.to_be_bytes();
    [head, 2, high, low]
}

fn framed(head: u8, body: &[u8]) -> Result<Vec<u8>, NotSent> {
    if body.len() > MAX_BODY {
        return Err(NotSent::TooLong);
    }
    let mut bytes = Vec::with_capacity(5 + body.len());
    bytes.push(head);
    push_varint(&mut bytes, body.len());
    bytes.extend_from_slice(body);
    Ok(bytes)
}

fn push_binary(bytes: &mut Vec<u8>, binary: &[u8]) -> Result<(), NotSent> {
    if binary.len() > MAX_STRING {
        return Err(NotSent::TooLong);
    }
    bytes.extend_from_slice(&(binary.len() as u16).to_be_bytes());
    bytes.extend_from_slice(binary);
    Ok(())
}

fn push_varint(bytes: &mut Vec<u8>, mut number: usize) {
    loop {
        let digit = (number & 0x7f) as u8;
        number >>= 7;
        bytes.push(if number > 0 { digit | 0x80 } else { digit });
        if number == 0 {
            break;
        }
    }
}

fn varint_length(number: usize) -> usize {
    match number {
        0..=0x7f => 1,
        0x80..=0x3fff => 2,
        0x4000..=0x1f_ffff => 3,
        _ => 4,
    }
}
