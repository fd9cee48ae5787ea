//! Bodies of a broker's packets as data, with the strictness of the standard.
//!
//! The guard has looked at the fixed header. What needs memory of sent packets (identifiers that
//! were never used) is the session's part.

use std::sync::Arc;

use super::reader::{Reader, SUBSCRIPTION_ID, USER_PROPERTY, Value};
use super::{
    CONNACK, DISCONNECT, PINGRESP, PUBACK, PUBCOMP, PUBLISH, PUBREC, PUBREL, Packet, SUBACK,
    UNSUBACK,
};
use crate::event::{Ack, Message, Qos};
use crate::request::Version;
use crate::version5::{Properties, Reason, Server};
use crate::why::Violation;

/// Topics that are remembered, so that a stream of messages of a few topics shares its names.
const TOPICS: usize = 16;

/// Longer names are not remembered.
const TOPIC_LENGTH: usize = 256;

/// Every reason code of a failure that 5.0 defines is in here.
const FAILURES: std::ops::RangeInclusive<u8> = 0x80..=0xa2;

/// The packets of one network connection.
pub(crate) struct Decoder {
    version: Version,
    topics: [Option<Arc<str>>; TOPICS],
}

impl Decoder {
    pub(crate) fn new(version: Version) -> Self {
        Self {
            version,
            topics: Default::default(),
        }
    }

    pub(crate) fn packet(&mut self, head: u8, body: &[u8]) -> Result<Packet, Violation> {
        let mut reader = Reader(body);
        let packet = match head >> 4 {
            PUBLISH => return self.publish(head, reader),
            CONNACK => connack(self.version, &mut reader)?,
            PUBACK => self.ack(Ack::Puback, &mut reader)?,
            PUBREC => self.ack(Ack::Pubrec, &mut reader)?,
            PUBREL => self.ack(Ack::Pubrel, &mut reader)?,
            PUBCOMP => self.ack(Ack::Pubcomp, &mut reader)?,
            SUBACK => self.suback(&mut reader)?,
            UNSUBACK => self.unsuback(&mut reader)?,
            PINGRESP => Packet::Pingresp,
            DISCONNECT => disconnect(&mut reader)?,
            _ => return Err(Violation::PacketType),
        };
        reader.end()?;
        Ok(packet)
    }

    fn publish(&mut self, head: u8, mut reader: Reader<'_>) -> Result<Packet, Violation> {
        let topic = self.topic(reader.binary()?)?;
        let qos = match head >> 1 & 0b11 {
            0 => Qos::AtMostOnce,
            1 => Qos::AtLeastOnce,
            _ => Qos::ExactlyOnce,
        };
        let packet_id = match qos {
            Qos::AtMostOnce => 0,
            Qos::AtLeastOnce | Qos::ExactlyOnce => reader.packet_id()?,
        };
        let properties = match self.version {
            Version::V3_1_1 => None,
            Version::V5_0 => publish_properties(&mut reader)?,
        };
        let message = Message {
            topic,
            payload: reader.0.to_vec(),
            qos,
            retain: head & 0b0001 != 0,
            dup: head & 0b1000 != 0,
            properties,
        };
        Ok(Packet::Publish(packet_id, message))
    }

    /// The topic name: a remembered one has been found in order before.
    fn topic(&mut self, bytes: &[u8]) -> Result<Arc<str>, Violation> {
        let middle = bytes.get(bytes.len() / 2).copied().unwrap_or_default();
        let last = bytes.last().copied().unwrap_or_default();
        let place = (bytes.len() + 3 * usize::from(middle) + 5 * usize::from(last)) % TOPICS;
        if let Some(Some(known)) = self.topics.get(place)
            && known.as_bytes() == bytes
        {
            return Ok(Arc::clone(known));
        }
        let topic: Arc<str> = topic_name(bytes)?.into();
        if bytes.len() <= TOPIC_LENGTH
            && let Some(known) = self.topics.get_mut(place)
        {
            *known = Some(Arc::clone(&topic));
        }
        Ok(topic)
    }

    fn ack(&self, ack: Ack, reader: &mut Reader<'_>) -> Result<Packet, Violation> {
        let packet_id = reader.packet_id()?;
        let mut reason = Reason::default();
        if self.version == Version::V5_0 && !reader.0.is_empty() {
            reason.code = reader.byte()?;
            let known = match ack {
                Ack::Puback | Ack::Pubrec => {
                    matches!(reason.code, 0 | 0x10) || FAILURES.contains(&reason.code)
                }
                Ack::Pubrel | Ack::Pubcomp => matches!(reason.code, 0 | 0x92),
            };
            if !known {
                return Err(Violation::MalformedPacket);
            }
            if !reader.0.is_empty() {
                reason_properties(reader, &mut reason)?;
            }
        }
        Ok(Packet::Ack {
            ack,
            packet_id,
            reason: worth_telling(reason),
        })
    }

    fn suback(&self, reader: &mut Reader<'_>) -> Result<Packet, Violation> {
        let packet_id = reader.packet_id()?;
        let mut reason = Reason::default();
        let failures = match self.version {
            Version::V3_1_1 => 0x80..=0x80,
            Version::V5_0 => {
                reason_properties(reader, &mut reason)?;
                FAILURES
            }
        };
        let code = reader.byte()?;
        if !(code <= 2 || failures.contains(&code)) {
            return Err(Violation::MalformedPacket);
        }
        if self.version == Version::V5_0 {
            // What was granted is no reason of its own.
            reason.code = if code <= 2 { 0 } else { code };
        }
        Ok(Packet::Suback {
            packet_id,
            code,
            reason: worth_telling(reason),
        })
    }

    fn unsuback(&self, reader: &mut Reader<'_>) -> Result<Packet, Violation> {
        let packet_id = reader.packet_id()?;
        let mut reason = Reason::default();
        if self.version == Version::V5_0 {
            reason_properties(reader, &mut reason)?;
            reason.code = reader.byte()?;
            if !(matches!(reason.code, 0 | 0x11) || FAILURES.contains(&reason.code)) {
                return Err(Violation::MalformedPacket);
            }
        }
        Ok(Packet::Unsuback {
            packet_id,
            reason: worth_telling(reason),
        })
    }
}

/// A topic name of a PUBLISH, without wildcards.
fn topic_name(bytes: &[u8]) -> Result<&str, Violation> {
    let forbidden = |byte: &u8| matches!(byte, 0 | b'+' | b'#');
    if bytes.is_empty() || bytes.iter().any(forbidden) {
        return Err(Violation::MalformedPublish);
    }
    std::str::from_utf8(bytes).map_err(|_| Violation::MalformedPublish)
}

fn worth_telling(reason: Reason) -> Option<Box<Reason>> {
    (reason != Reason::default()).then(|| Box::new(reason))
}

fn connack(version: Version, reader: &mut Reader<'_>) -> Result<Packet, Violation> {
    let (flags, code) = (reader.byte()?, reader.byte()?);
    // A broker that knows 3.1.1 only answers a CONNECT of 5.0 in its own form.
    let old_form = version == Version::V3_1_1 || (reader.0.is_empty() && code != 0);
    let in_order = match (flags, code) {
        (0 | 1, 0) => true,
        (0, 1..=5) => old_form,
        (0, code) => !old_form && FAILURES.contains(&code),
        _ => false,
    };
    if !in_order {
        return Err(Violation::MalformedConnack);
    }
    Ok(Packet::Connack {
        code,
        session_present: flags == 1,
        server: if old_form {
            None
        } else {
            Some(Box::new(server(reader)?))
        },
    })
}

fn server(reader: &mut Reader<'_>) -> Result<Server, Violation> {
    let mut server = Server::default();
    let mut zero = false;
    reader.properties(|id, value| {
        match (id, value) {
            (0x11, Value::Number(n)) => server.session_expiry_s = Some(n),
            (0x13, Value::Number(n)) => server.keep_alive_s = Some(n as u16),
            (0x21, Value::Number(n)) => {
                zero |= n == 0;
                server.receive_maximum = Some(n as u16);
            }
            (0x24, Value::Number(n @ 0..=1)) => server.maximum_qos = Some(n as u8),
            (0x25, Value::Number(n @ 0..=1)) => server.retain_available = Some(n == 1),
            (0x27, Value::Number(n)) => {
                zero |= n == 0;
                server.maximum_packet = Some(n);
            }
            (0x12, Value::Text(text)) => server.assigned_client_id = Some(text.to_owned()),
            (0x1c, Value::Text(text)) => server.server_reference = Some(text.to_owned()),
            (0x1f, Value::Text(text)) => server.text = Some(text.to_owned()),
            (USER_PROPERTY, Value::Pair(name, value)) => {
                server
                    .user_properties
                    .push((name.to_owned(), value.to_owned()));
            }
            // Aliases of topics are not used; what kinds of filters the broker takes, its SUBACK
            // tells; response information was not asked for.
            (0x22, Value::Number(_)) | (0x1a, Value::Text(_)) => {}
            (0x28..=0x2a, Value::Number(0..=1)) => {}
            _ => return false,
        }
        true
    })?;
    if zero {
        return Err(Violation::MalformedProperties);
    }
    Ok(server)
}

fn publish_properties(reader: &mut Reader<'_>) -> Result<Option<Box<Properties>>, Violation> {
    if let Some((0, rest)) = reader.0.split_first() {
        reader.0 = rest;
        return Ok(None);
    }
    let mut properties = Properties::default();
    let mut alias = false;
    let read = reader.properties(|id, value| {
        match (id, value) {
            (0x01, Value::Number(n @ 0..=1)) => properties.payload_is_text = Some(n == 1),
            (0x02, Value::Number(n)) => properties.expiry_s = Some(n),
            (0x03, Value::Text(text)) => properties.content_type = Some(text.to_owned()),
            (0x08, Value::Text(text)) if topic_name(text.as_bytes()).is_ok() => {
                properties.response_topic = Some(text.to_owned());
            }
            (0x09, Value::Binary(bytes)) => properties.correlation_data = Some(bytes.to_vec()),
            (SUBSCRIPTION_ID, Value::Number(n @ 1..)) => properties.subscription_ids.push(n),
            (0x23, Value::Number(_)) => {
                alias = true;
                return false;
            }
            (USER_PROPERTY, Value::Pair(name, value)) => {
                properties
                    .user_properties
                    .push((name.to_owned(), value.to_owned()));
            }
            _ => return false,
        }
        true
    });
    // None was offered, so none may be used.
    if alias {
        return Err(Violation::TopicAlias);
    }
    read?;
    Ok(Some(Box::new(properties)))
}

fn reason_properties(reader: &mut Reader<'_>, reason: &mut Reason) -> Result<(), Violation> {
    reader.properties(|id, value| {
        match (id, value) {
            (0x1f, Value::Text(text)) => reason.text = Some(text.to_owned()),
            (USER_PROPERTY, Value::Pair(name, value)) => {
                reason
                    .user_properties
                    .push((name.to_owned(), value.to_owned()));
            }
            _ => return false,
        }
        true
    })
}

fn disconnect(reader: &mut Reader<'_>) -> Result<Packet, Violation> {
    let mut reason = Reason::default();
    if !reader.0.is_empty() {
        reason.code = reader.byte()?;
        if reason.code != 0 && !FAILURES.contains(&reason.code) {
            return Err(Violation::MalformedPacket);
        }
    }
    if !reader.0.is_empty() {
        reader.properties(|id, value| {
            match (id, value) {
                (0x1c, Value::Text(text)) => reason.server_reference = Some(text.to_owned()),
                (0x1f, Value::Text(text)) => reason.text = Some(text.to_owned()),
                (USER_PROPERTY, Value::Pair(name, value)) => {
                    reason
                        .user_properties
                        .push((name.to_owned(), value.to_owned()));
                }
                _ => return false,
            }
            true
        })?;
    }
    Ok(Packet::Disconnect(Box::new(reason)))
}
