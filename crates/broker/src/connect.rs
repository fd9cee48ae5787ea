//! CONNECT: read as strictly as MQTT 3.1.1 (3.1) asks, and written again for the broker behind
//! the front. MQTT 5 is recognised, never read: the public platform does not speak it.

use crate::packet::{Fields, Packet, encode, put_binary};

/// What a client asked for. No `Debug`: it holds the password.
pub(crate) struct Connect {
    /// 3 (MQTT 3.1) or 4 (MQTT 3.1.1).
    pub(crate) level: u8,
    pub(crate) clean_session: bool,
    pub(crate) keep_alive_s: u16,
    pub(crate) client_id: String,
    pub(crate) will: Option<Will>,
    pub(crate) username: Option<String>,
    pub(crate) password: Option<Vec<u8>>,
}

/// What the broker would publish for a client that is lost.
pub(crate) struct Will {
    topic: String,
    payload: Vec<u8>,
    qos: u8,
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
    if (name, level) != ("MQTT", 4) && (name, level) != ("MQIsdp", 3) {
        return Err(Unreadable::Version(level));
    }
    let flags = fields
        .u8()
        .ok_or(Unreadable::Malformed("the connect flags are missing"))?;
    check_flags(flags)?;
    let keep_alive_s = fields
        .u16()
        .ok_or(Unreadable::Malformed("the keep-alive is missing"))?;
    let client_id = owned(fields.text()).ok_or(Unreadable::Malformed(
        "the client id is cut off, not UTF-8, or has U+0000",
    ))?;
    let will = if flags & 0x04 == 0 {
        None
    } else {
        Some(
            read_will(&mut fields, flags)
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
    })
}

fn check_flags(flags: u8) -> Result<(), Unreadable> {
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
    if flags & 0xc0 == 0x40 {
        return malformed("a password without a user name");
    }
    Ok(())
}

fn read_will(fields: &mut Fields<'_>, flags: u8) -> Option<Will> {
    Some(Will {
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
    /// A client id that the broker behind takes in any case.
    pub(crate) client_id: &'a str,
    pub(crate) clean_session: bool,
    pub(crate) keep_alive_s: u16,
    pub(crate) will: Option<&'a Will>,
    pub(crate) username: &'a str,
    pub(crate) password: &'a str,
}

/// The bytes of CONNECT, always MQTT 3.1.1.
pub(crate) fn write(connect: &Rewritten<'_>) -> Vec<u8> {
    let mut flags = 0xc0;
    if connect.clean_session {
        flags |= 0x02;
    }
    if let Some(will) = connect.will {
        flags |= 0x04 | will.qos << 3 | u8::from(will.retain) << 5;
    }
    let mut body = b"\x00\x04MQTT\x04".to_vec();
    body.push(flags);
    body.extend_from_slice(&connect.keep_alive_s.to_be_bytes());
    put_binary(&mut body, connect.client_id.as_bytes());
    if let Some(will) = connect.will {
        put_binary(&mut body, will.topic.as_bytes());
        put_binary(&mut body, &will.payload);
    }
    put_binary(&mut body, connect.username.as_bytes());
    put_binary(&mut body, connect.password.as_bytes());
    encode(0x10, &body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packet::Incoming;

    fn packet(bytes: &[u8]) -> Packet {
        let mut incoming = Incoming::default();
        incoming.push(bytes);
        incoming.next(1 << 16).unwrap().unwrap()
    }

    fn error(body: &[u8]) -> Unreadable {
        match read(&packet(&encode(0x10, body))) {
            Ok(_) => panic!("a CONNECT was read out of {body:?}"),
            Err(error) => error,
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let will = Will {
            topic: "w/t".into(),
            payload: vec![0, 255],
            qos: 2,
            retain: true,
        };
        let bytes = write(&Rewritten {
            client_id: "d-0",
            clean_session: true,
            keep_alive_s: 300,
            will: Some(&will),
            username: "u",
            password: "p",
        });
        let connect = read(&packet(&bytes)).ok().unwrap();
        assert_eq!((connect.level, connect.keep_alive_s), (4, 300));
        assert!(connect.clean_session);
        assert_eq!(connect.client_id, "d-0");
        assert_eq!(connect.username.as_deref(), Some("u"));
        assert_eq!(connect.password.as_deref(), Some(b"p".as_slice()));
        let will = connect.will.unwrap();
        assert_eq!(
            (will.topic.as_str(), will.payload, will.qos, will.retain),
            ("w/t", vec![0, 255], 2, true)
        );
        // Every byte less is an error, never a panic.
        let body = packet(&bytes).body().to_vec();
        for len in 0..body.len() {
            assert!(matches!(error(&body[..len]), Unreadable::Malformed(_)));
        }
    }

    #[test]
    fn levels() {
        assert_eq!(error(b"\x00\x04MQTT\x05\xc2"), Unreadable::Version(5));
        assert_eq!(error(b"\x00\x04MQTT\x03"), Unreadable::Version(3));
        assert_eq!(error(b"\x00\x06MQIsdp\x83"), Unreadable::Version(0x83));
        assert!(
            read(&packet(&encode(
                0x10,
                b"\x00\x06MQIsdp\x03\x02\x00\x3c\x00\x01a"
            )))
            .is_ok()
        );
    }

    #[test]
    fn flags_and_texts() {
        let check = |body: &[u8], rule: &str| match error(body) {
            Unreadable::Malformed(found) => assert!(found.contains(rule), "{found}"),
            Unreadable::Version(level) => panic!("level {level}"),
        };
        check(b"\x00\x04HTTP\x04", "protocol name");
        check(b"\x00\x04MQTT\x04\x03", "reserved");
        check(b"\x00\x04MQTT\x04\x22", "without a will");
        check(b"\x00\x04MQTT\x04\x1e", "QoS 3");
        check(b"\x00\x04MQTT\x04\x42", "without a user name");
        check(b"\x00\x04MQTT\x04\x02\x00\x3c\x00\x01\xff", "client id");
        check(b"\x00\x04MQTT\x04\x02\x00\x3c\x00\x01\x00", "client id");
        check(b"\x00\x04MQTT\x04\x02\x00\x3c\x00\x01aX", "after the last");
    }
}
