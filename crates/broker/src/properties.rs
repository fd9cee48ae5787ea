//! Properties of MQTT 5.0 (2.2.2): walked through, and passed on as they came.
//!
//! Deliberately no type per property: the front reads few of them, and the broker behind it judges
//! the rest.

use crate::wire::{Fields, put_binary, put_length};

/// Identifiers of the properties that the front reads or writes.
pub(crate) mod id {
    pub(crate) const SUBSCRIPTION_IDENTIFIER: u8 = 0x0b;
    pub(crate) const SESSION_EXPIRY: u8 = 0x11;
    pub(crate) const ASSIGNED_CLIENT_ID: u8 = 0x12;
    pub(crate) const SERVER_KEEP_ALIVE: u8 = 0x13;
    pub(crate) const AUTH_METHOD: u8 = 0x15;
    pub(crate) const AUTH_DATA: u8 = 0x16;
    pub(crate) const REASON_STRING: u8 = 0x1f;
    pub(crate) const MAXIMUM_QOS: u8 = 0x24;
    pub(crate) const USER_PROPERTY: u8 = 0x26;
    pub(crate) const MAXIMUM_PACKET_SIZE: u8 = 0x27;
    pub(crate) const SUBSCRIPTION_IDENTIFIERS_AVAILABLE: u8 = 0x29;
}

/// One property as it came.
pub(crate) struct Property<'a> {
    pub(crate) id: u8,
    /// The value in its wire form, a text's length included.
    value: &'a [u8],
}

impl Property<'_> {
    /// The value of a property that is a number of fixed size.
    pub(crate) fn number(&self) -> u32 {
        self.value
            .iter()
            .fold(0, |number, byte| number << 8 | u32::from(*byte))
    }

    /// The name of a user property.
    pub(crate) fn name(&self) -> Option<&str> {
        Fields::new(self.value).text()
    }

    /// Appends it as it came.
    pub(crate) fn put(&self, properties: &mut Vec<u8>) {
        properties.push(self.id);
        properties.extend_from_slice(self.value);
    }
}

/// Reads a length and so many bytes of properties; `None` if one is unknown or cut off.
pub(crate) fn read<'a>(fields: &mut Fields<'a>) -> Option<Vec<Property<'a>>> {
    let len = fields.length()?;
    let mut rest = Fields::new(fields.take(len)?);
    let mut properties = Vec::new();
    while !rest.is_empty() {
        // Identifiers are numbers of variable length, and all are below 128.
        let id = rest.u8()?;
        let value = rest.span(|fields| skip(fields, id))?;
        properties.push(Property { id, value });
    }
    Some(properties)
}

/// Passes over the value of this property (MQTT 5.0, table 2-4).
fn skip(fields: &mut Fields<'_>, id: u8) -> Option<()> {
    match id {
        0x01 | 0x17 | 0x19 | 0x24 | 0x25 | 0x28..=0x2a => fields.take(1).map(drop),
        0x13 | 0x21..=0x23 => fields.take(2).map(drop),
        0x02 | 0x11 | 0x18 | 0x27 => fields.take(4).map(drop),
        0x0b => fields.length().map(drop),
        0x03 | 0x08 | 0x12 | 0x15 | 0x1a | 0x1c | 0x1f => fields.text().map(drop),
        0x09 | 0x16 => fields.binary().map(drop),
        0x26 => fields.text().and_then(|_| fields.text()).map(drop),
        _ => None,
    }
}

/// Whether each property is one of `allowed`, and none but a user property comes twice.
pub(crate) fn are_proper(properties: &[Property<'_>], allowed: &[u8]) -> bool {
    properties.iter().enumerate().all(|(at, property)| {
        let twice = properties.iter().take(at).any(|p| p.id == property.id);
        allowed.contains(&property.id) && (property.id == id::USER_PROPERTY || !twice)
    })
}

/// Appends properties behind their length.
pub(crate) fn put_all(body: &mut Vec<u8>, properties: &[u8]) {
    put_length(body, properties.len());
    body.extend_from_slice(properties);
}

/// Appends a property of one byte.
pub(crate) fn put_u8(properties: &mut Vec<u8>, id: u8, value: u8) {
    properties.extend_from_slice(&[id, value]);
}

/// Appends a property of two bytes.
pub(crate) fn put_u16(properties: &mut Vec<u8>, id: u8, value: u16) {
    properties.push(id);
    properties.extend_from_slice(&value.to_be_bytes());
}

/// Appends a property of four bytes.
pub(crate) fn put_u32(properties: &mut Vec<u8>, id: u8, value: u32) {
    properties.push(id);
    properties.extend_from_slice(&value.to_be_bytes());
}

/// Appends a property that is a text.
pub(crate) fn put_text(properties: &mut Vec<u8>, id: u8, text: &str) {
    properties.push(id);
    put_binary(properties, text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One of each shape.
    const ALL: &[u8] = b"\x01\x01\x13\x00\x3c\x11\x00\x00\x0e\x10\x0b\x80\x01\x03\x00\x01t\x09\x00\x02\x00\xff\x26\x00\x01k\x00\x01v";

    fn read_all(properties: &[u8]) -> Option<Vec<Property<'_>>> {
        // The length is one byte here.
        let (&len, rest) = properties.split_first()?;
        assert!(usize::from(len) <= rest.len());
        read(&mut Fields::new(properties))
    }

    #[test]
    fn each_shape_is_passed_over_and_put_back() {
        let mut bytes = Vec::new();
        put_all(&mut bytes, ALL);
        bytes.extend(b"rest");
        let mut fields = Fields::new(&bytes);
        let properties = read(&mut fields).unwrap();
        assert_eq!(fields.rest(), b"rest");
        let ids: Vec<u8> = properties.iter().map(|property| property.id).collect();
        assert_eq!(ids, [0x01, 0x13, 0x11, 0x0b, 0x03, 0x09, 0x26]);
        assert_eq!((properties[1].number(), properties[2].number()), (60, 3600));
        assert_eq!(properties[6].name(), Some("k"));
        let mut again = Vec::new();
        for property in &properties {
            property.put(&mut again);
        }
        assert_eq!(again, ALL);
    }

    #[test]
    fn what_is_cut_off_or_unknown_is_refused() {
        let mut bytes = Vec::new();
        put_all(&mut bytes, ALL);
        for len in 0..bytes.len() {
            assert!(read(&mut Fields::new(&bytes[..len])).is_none(), "{len}");
        }
        for wrong in [
            b"\x01\x00".as_slice(),
            b"\x02\x7f\x00",
            b"\x02\x1f\x00",
            b"\x05\x03\x00\x02a\xff",
        ] {
            assert!(read_all(wrong).is_none(), "{wrong:?}");
        }
    }

    #[test]
    fn twice_is_proper_for_user_properties_only() {
        let check = |bytes: &[u8], proper: bool| {
            let properties = read_all(bytes).unwrap();
            assert_eq!(are_proper(&properties, &[0x01, 0x26]), proper, "{bytes:?}");
        };
        check(b"\x00", true);
        check(b"\x02\x01\x00", true);
        check(b"\x04\x01\x00\x01\x00", false);
        check(b"\x0a\x26\x00\x00\x00\x00\x26\x00\x00\x00\x00", true);
        check(b"\x02\x17\x00", false);
    }
}
