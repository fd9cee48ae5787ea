//! The packets of a broker as bytes, written by hand so that nothing under test helps.

pub(crate) const ACCEPTED: [u8; 4] = [0x20, 2, 0, 0];
pub(crate) const PINGRESP: [u8; 2] = [0xd0, 0];

/// A packet with its Remaining Length in the shortest form.
pub(crate) fn packet(head: u8, body: &[u8]) -> Vec<u8> {
    let mut bytes = vec![head];
    let mut length = body.len();
    loop {
        let digit = (length % 128) as u8;
        length /= 128;
        bytes.push(if length > 0 { digit | 0x80 } else { digit });
        if length == 0 {
            break;
        }
    }
    bytes.extend_from_slice(body);
    bytes
}

pub(crate) fn connack(flags: u8, code: u8) -> Vec<u8> {
    packet(0x20, &[flags, code])
}

pub(crate) fn publish(qos: u8, packet_id: u16, topic: &str, payload: &[u8]) -> Vec<u8> {
    publish_head(0x30 | qos << 1, packet_id, topic, payload)
}

pub(crate) fn publish_head(head: u8, packet_id: u16, topic: &str, payload: &[u8]) -> Vec<u8> {
    let mut body = (topic.len() as u16).to_be_bytes().to_vec();
    body.extend_from_slice(topic.as_bytes());
    if head & 0b0110 != 0 {
        body.extend_from_slice(&packet_id.to_be_bytes());
    }
    body.extend_from_slice(payload);
    packet(head, &body)
}

fn with_id(head: u8, packet_id: u16) -> Vec<u8> {
    packet(head, &packet_id.to_be_bytes())
}

pub(crate) fn puback(packet_id: u16) -> Vec<u8> {
    with_id(0x40, packet_id)
}

pub(crate) fn pubrec(packet_id: u16) -> Vec<u8> {
    with_id(0x50, packet_id)
}

pub(crate) fn pubrel(packet_id: u16) -> Vec<u8> {
    with_id(0x62, packet_id)
}

pub(crate) fn pubcomp(packet_id: u16) -> Vec<u8> {
    with_id(0x70, packet_id)
}

pub(crate) fn unsuback(packet_id: u16) -> Vec<u8> {
    with_id(0xb0, packet_id)
}

pub(crate) fn suback(packet_id: u16, code: u8) -> Vec<u8> {
    let [high, low] = packet_id.to_be_bytes();
    packet(0x90, &[high, low, code])
}
