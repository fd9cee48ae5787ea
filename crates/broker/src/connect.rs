//! CONNECT: read as strictly as MQTT 3.1.1 and 5.0 (both 3.1) ask, and written again for the broker
//! behind the front.

use crate::packet::{Packet, V5};
use crate::properties::{self, id};
use crate::wire::{Fields, encode, put_binary};

/// Properties that CONNECT may have (MQTT 5.0, 3.1.2.11), and those of its will (3.1.3.2).
const PROPERTIES: &[u8] = &[0x11, 0x15, 0x16, 0x17, 0x19, 0x21, 0x22, 0x26, 0x27];
const WILL_PROPERTIES: &[u8] = &[0x01, 0x02, 0x03, 0x08, 0x09, 0x18, 0x26];

/// What a client asked for. No `Debug`: it holds the password.
pub(crate) struct Connect {
    /// 3 (MQTT 3.1), 4 (MQTT 3.1.1) or 5 (MQTT 5.0).
    pub(crate) level: u8,
    /// What 5.0 calls clean start.
    pub(crate) clean_session: bool,
    pub(crate) keep_alive_s: u16,
    pub(crate) client_id: String,
    pub(crate) will: Option<Will>,
    pub(crate) username: Option<String>,
    pub(crate) password: Option<Vec<u8>>,
    /// What 5.0 adds; nothing before it.
    pub(crate) extras: Extras,
}

impl Connect {
    /// Whether the session outlives the connection.
    pub(crate) fn persists(&self) -> bool {
        if self.level == V5 {
            self.extras.session_expiry_s > 0
        } else {
            !self.clean_session
        }
    }
}

/// What the properties of CONNECT say.
#[derive(Default)]
pub(crate) struct Extras {
    /// How long the session outlives the connection; `u32::MAX`: for ever.
    pub(crate) session_expiry_s: u32,
    /// The largest packet that the client takes.
    pub(crate) maximum_packet_size: Option<u32>,
    /// Whether it wants to authenticate in a way of its own.
    pub(crate) enhanced_auth: bool,
    /// All properties but these two, as they came.
    pub(crate) others: Vec<u8>,
}

/// What the broker would publish for a client that is lost.
pub(crate) struct Will {
    /// As it came, without its length.
    properties: Vec<u8>,
    pub(crate) topic: String,
    payload: Vec<u8>,
    pub(crate) qos: u8,
    retain: bool,
}

/// Why there is no [`Connect`].
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// A level that the platform does not speak.
    Version(u8),
    /// No CONNECT at all, by the standard.
    Malformed(&'static str),
}

/// Reads the body of CONNECT.
pub(crate) fn read(packet: &Packet) -> Result<Connect, Unreadable> {
    let mut fields = Fields::new(packet.body());
    let name = fields.text().ok_or(Unreadable::Malformed(
        "the protocol name is missing or not UTF-8",
    ))?;
    if name != "MQTT" && name != "MQIsdp" {
        return Err(Unreadable::Malformed(
            "the protocol name is neither MQTT nor MQIsdp",
        ));
    }
    let level = fields
        .u8()
        .ok_or(Unreadable::Malformed("the protocol level is missing"))?;
    if !matches!((name, level), ("MQTT", 4 | V5) | ("MQIsdp", 3)) {
        return Err(Unreadable::Version(level));
    }
    let flags = fields
        .u8()
        .ok_or(Unreadable::Malformed("the connect flags are missing"))?;
    check_flags(level, flags)?;
    let keep_alive_s = fields
        .u16()
        .ok_or(Unreadable::Malformed("the keep-alive is missing"))?;
    let extras = if level == V5 {
        read_extras(&mut fields).ok_or(Unreadable::Malformed(
            "the properties are cut off, not allowed there, twice there, or out of range",
        ))?
    } else {
        Extras::default()
    };
    let client_id = owned(fields.text()).ok_or(Unreadable::Malformed(
        "the client id is cut off, not UTF-8, or has U+0000",
    ))?;
    let will = if flags & 0x04 == 0 {
        None
    } else {
        Some(
            read_will(&mut fields, level, flags)
                .ok_or(Unreadable::Malformed("the will is cut off, or not UTF-8"))?,
        )
    };
    let username = if flags & 0x80 == 0 {
        None
    } else {
        Some(owned(fields.text()).ok_or(Unreadable::Malformed(
            "the user name is cut off, not UTF-8, or has U+0000",
        ))?)
    };
    let password = if flags & 0x40 == 0 {
        None
    } else {
        let bytes = fields
            .binary()
            .ok_or(Unreadable::Malformed("the password is cut off"))?;
        Some(bytes.to_vec())
    };
    if !fields.rest().is_empty() {
        return Err(Unreadable::Malformed(
            "there are bytes after the last field",
        ));
    }
    Ok(Connect {
        level,
        clean_session: flags & 0x02 != 0,
        keep_alive_s,
        client_id,
        will,
        username,
        password,
        extras,
    })
}

fn check_flags(level: u8, flags: u8) -> Result<(), Unreadable> {
    let malformed = |rule| Err(Unreadable::Malformed(rule));
    if flags & 0x01 != 0 {
        return malformed("the reserved connect flag is set");
    }
    if flags & 0x04 == 0 && flags & 0x38 != 0 {
        return malformed("will QoS or will retain without a will");
    }
    if flags & 0x18 == 0x18 {
        return malformed("the will has QoS 3");
    }
    if level != V5 && flags & 0xc0 == 0x40 {
        return malformed("a password without a user name");
    }
    Ok(())
}

fn read_extras(fields: &mut Fields<'_>) -> Option<Extras> {
    let properties =
        properties::read(fields).filter(|all| properties::are_proper(all, PROPERTIES))?;
    let mut extras = Extras::default();
    for property in &properties {
        match (property.id, property.number()) {
            // Receive maximum and maximum packet size.
            (0x21 | id::MAXIMUM_PACKET_SIZE, 0) | (0x17 | 0x19, 2..) => return None,
            (id::SESSION_EXPIRY, seconds) => {
                extras.session_expiry_s = seconds;
                continue;
            }
            (id::MAXIMUM_PACKET_SIZE, bytes) => {
                extras.maximum_packet_size = Some(bytes);
                continue;
            }
            (id::AUTH_METHOD | id::AUTH_DATA, _) => extras.enhanced_auth = true,
            _ => {}
        }
        property.put(&mut extras.others);
    }
    Some(extras)
}

fn read_will(fields: &mut Fields<'_>, level: u8, flags: u8) -> Option<Will> {
    let mut raw = Vec::new();
    if level == V5 {
        let properties = properties::read(fields)?;
        if !properties::are_proper(&properties, WILL_PROPERTIES) {
            return None;
        }
        for property in &properties {
            property.put(&mut raw);
        }
    }
    Some(Will {
        properties: raw,
        topic: owned(fields.text())?,
        payload: fields.binary()?.to_vec(),
        qos: flags >> 3 & 3,
        retain: flags & 0x20 != 0,
    })
}

fn owned(text: Option<&str>) -> Option<String> {
    text.map(str::to_owned)
}

/// What the broker behind the front is told in place of what the client sent.
pub(crate) struct Rewritten<'a> {
    /// 4 or 5.
    pub(crate) level: u8,
    /// A client id that the broker behind takes in any case.
    pub(crate) client_id: &'a str,
    pub(crate) clean_session: bool,
    pub(crate) keep_alive_s: u16,
    /// Left out, as are the other properties, at level 4.
    pub(crate) session_expiry_s: u32,
    /// Further properties as they came.
    pub(crate) properties: &'a [u8],
    pub(crate) will: Option<&'a Will>,
    pub(crate) username: &'a str,
    pub(crate) password: &'a str,
}

/// The bytes of CONNECT.
pub(crate) fn write(connect: &Rewritten<'_>) -> Vec<u8> {
    let mut flags = 0xc0;
    if connect.clean_session {
        flags |= 0x02;
    }
    if let Some(will) = connect.will {
        flags |= 0x04 | will.qos << 3 | u8::from(will.retain) << 5;
    }
    let mut body = b"\x00\x04MQTT".to_vec();
    body.extend_from_slice(&[connect.level, flags]);
    body.extend_from_slice(&connect.keep_alive_s.to_be_bytes());
    if connect.level == V5 {
        let mut all = connect.properties.to_vec();
        properties::put_u32(&mut all, id::SESSION_EXPIRY, connect.session_expiry_s);
        properties::put_all(&mut body, &all);
    }
    put_binary(&mut body, connect.client_id.as_bytes());
    if let Some(will) = connect.will {
        if connect.level == V5 {
            properties::put_all(&mut body, &will.properties);
        }
        put_binary(&mut body, will.topic.as_bytes());
        put_binary(&mut body, &will.payload);
    }
    put_binary(&mut body, connect.username.as_bytes());
    put_binary(&mut body, connect.password.as_bytes());
    encode(0x10, &body)
}

#[cfg(test)]
pub(crate) mod tests;
