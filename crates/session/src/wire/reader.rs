//! Reading the fields of a packet, and the properties that 5.0 adds to it.

use crate::why::Violation;

/// What is left of a packet.
pub(crate) struct Reader<'a>(pub(crate) &'a [u8]);

/// The value of a property, in the shapes that MQTT 5.0 (2.2.2.2) knows.
pub(crate) enum Value<'a> {
    Number(u32),
    Text(&'a str),
    Binary(&'a [u8]),
    Pair(&'a str, &'a str),
}

/// The two properties that a packet may hold more than once.
pub(crate) const USER_PROPERTY: u8 = 0x26;
pub(crate) const SUBSCRIPTION_ID: u8 = 0x0b;

impl<'a> Reader<'a> {
    pub(crate) fn take(&mut self, length: usize) -> Result<&'a [u8], Violation> {
        let (taken, rest) = self
            .0
            .split_at_checked(length)
            .ok_or(Violation::MalformedPacket)?;
        self.0 = rest;
        Ok(taken)
    }

    fn number(&mut self, bytes: usize) -> Result<u32, Violation> {
        let taken = self.take(bytes)?;
        Ok(taken
            .iter()
            .fold(0, |sum, byte| sum << 8 | u32::from(*byte)))
    }

    pub(crate) fn byte(&mut self) -> Result<u8, Violation> {
        Ok(self.number(1)? as u8)
    }

    pub(crate) fn two(&mut self) -> Result<u16, Violation> {
        Ok(self.number(2)? as u16)
    }

    pub(crate) fn packet_id(&mut self) -> Result<u16, Violation> {
        match self.two()? {
            0 => Err(Violation::PacketIdZero),
            packet_id => Ok(packet_id),
        }
    }

    /// Bytes with their length before them.
    pub(crate) fn binary(&mut self) -> Result<&'a [u8], Violation> {
        let length = self.two()?;
        self.take(length.into())
    }

    /// A string: UTF-8 without U+0000.
    fn text(&mut self) -> Result<&'a str, Violation> {
        let text = std::str::from_utf8(self.binary()?).map_err(|_| Violation::MalformedPacket)?;
        if text.contains('\0') {
            return Err(Violation::MalformedPacket);
        }
        Ok(text)
    }

    /// A number of variable length, in its shortest form.
    fn varint(&mut self) -> Result<u32, Violation> {
        let mut number = 0;
        for place in 0..4 {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7f) << (7 * place);
            if byte & 0x80 == 0 {
                if byte == 0 && place > 0 {
                    break;
                }
                return Ok(number);
            }
        }
        Err(Violation::MalformedProperties)
    }

    /// Hands each property to `take`, which says whether it belongs here.
    pub(crate) fn properties(
        &mut self,
        mut take: impl FnMut(u8, Value<'a>) -> bool,
    ) -> Result<(), Violation> {
        let length = self.varint()?;
        let mut properties = Reader(self.take(length as usize)?);
        let mut seen = 0_u64;
        while !properties.0.is_empty() {
            let id = properties.byte()?;
            let value = properties.value(id)?;
            // Every known identifier is below 64.
            let again = seen & 1 << id != 0;
            seen |= 1 << id;
            let may_repeat = matches!(id, USER_PROPERTY | SUBSCRIPTION_ID);
            if (again && !may_repeat) || !take(id, value) {
                return Err(Violation::MalformedProperties);
            }
        }
        Ok(())
    }

    fn value(&mut self, id: u8) -> Result<Value<'a>, Violation> {
        Ok(match id {
            0x01 | 0x17 | 0x19 | 0x24 | 0x25 | 0x28 | 0x29 | 0x2a => Value::Number(self.number(1)?),
            0x13 | 0x21 | 0x22 | 0x23 => Value::Number(self.number(2)?),
            0x02 | 0x11 | 0x18 | 0x27 => Value::Number(self.number(4)?),
            SUBSCRIPTION_ID => Value::Number(self.varint()?),
            0x03 | 0x08 | 0x12 | 0x15 | 0x1a | 0x1c | 0x1f => Value::Text(self.text()?),
            0x09 | 0x16 => Value::Binary(self.binary()?),
            USER_PROPERTY => Value::Pair(self.text()?, self.text()?),
            _ => return Err(Violation::MalformedProperties),
        })
    }

    /// Nothing may follow.
    pub(crate) fn end(&self) -> Result<(), Violation> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Violation::MalformedPacket)
        }
    }
}
