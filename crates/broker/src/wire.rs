//! How MQTT writes a field: lengths, numbers, texts, bytes; and a packet around its body.

/// Fields of a body, read from the front.
pub(crate) struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    pub(crate) fn new(body: &'a [u8]) -> Self {
        Self(body)
    }

    pub(crate) fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(taken)
    }

    pub(crate) fn u8(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    pub(crate) fn u16(&mut self) -> Option<u16> {
        let bytes = self.take(2)?.try_into().ok()?;
        Some(u16::from_be_bytes(bytes))
    }

    /// Bytes behind their length.
    pub(crate) fn binary(&mut self) -> Option<&'a [u8]> {
        let len = self.u16()?;
        self.take(len.into())
    }

    /// A length as MQTT writes it: 7 bits a byte, at most 4 bytes.
    pub(crate) fn length(&mut self) -> Option<usize> {
        let mut len = 0;
        for at in 0..4 {
            let byte = self.u8()?;
            len |= usize::from(byte & 0x7f) << (7 * at);
            if byte & 0x80 == 0 {
                return Some(len);
            }
        }
        None
    }

    /// The bytes that `read` takes.
    pub(crate) fn span(&mut self, read: impl FnOnce(&mut Self) -> Option<()>) -> Option<&'a [u8]> {
        let all = self.0;
        read(self)?;
        all.get(..all.len() - self.0.len())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// UTF-8 behind its length, without U+0000 (MQTT 3.1.1, 1.5.3).
    pub(crate) fn text(&mut self) -> Option<&'a str> {
        let text = std::str::from_utf8(self.binary()?).ok()?;
        (!text.contains('\0')).then_some(text)
    }

    pub(crate) fn rest(self) -> &'a [u8] {
        self.0
    }
}

/// A packet around its body.
pub(crate) fn encode(first: u8, body: &[u8]) -> Vec<u8> {
    let mut bytes = vec![first];
    put_length(&mut bytes, body.len());
    bytes.extend_from_slice(body);
    bytes
}

/// Appends a length as MQTT writes it.
pub(crate) fn put_length(bytes: &mut Vec<u8>, mut len: usize) {
    loop {
        let low = (len & 0x7f) as u8;
        len >>= 7;
        bytes.push(if len > 0 { low | 0x80 } else { low });
        if len == 0 {
            return;
        }
    }
}

/// Appends bytes behind their length. Longer ones than a text of MQTT can be are cut; the front
/// passes on only what it read from such a field.
pub(crate) fn put_binary(body: &mut Vec<u8>, bytes: &[u8]) {
    let len = u16::try_from(bytes.len()).unwrap_or(u16::MAX);
    body.extend_from_slice(&len.to_be_bytes());
    body.extend(bytes.iter().take(len.into()));
}
