//! A publisher on plain TCP that does nothing else: as fast or as slowly as it is told.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

/// How often a paced publisher sends.
const TICK: Duration = Duration::from_millis(10);

/// A publisher that is online; gone when dropped.
#[derive(Debug)]
pub struct Publisher(TcpStream);

impl Publisher {
    /// Connects over MQTT 3.1.1 without a keep-alive.
    pub fn log_in(port: u16, client_id: &str, username: &str, password: &str) -> Self {
        let mut socket = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).expect("the broker");
        socket.set_nodelay(true).expect("a socket");
        // Clean session, password, user name.
        let mut body = b"\0\x04MQTT\x04\xc2\0\0".to_vec();
        for text in [client_id, username, password] {
            push_text(&mut body, text);
        }
        let mut packet = head(0x10, body.len());
        packet.extend(body);
        let mut connack = [0; 4];
        socket
            .write_all(&packet)
            .and_then(|()| socket.read_exact(&mut connack))
            .expect("CONNACK");
        assert_eq!(connack[3], 0, "CONNACK {connack:?}");
        Self(socket)
    }

    /// Sends messages as quickly as the broker takes them.
    pub fn at_once(&mut self, topic: &str, payloads: impl IntoIterator<Item = Vec<u8>>) {
        let mut bytes = Vec::new();
        for payload in payloads {
            bytes.extend(publish(topic, &payload));
        }
        self.send(&bytes);
    }

    /// Sends messages of QoS 1, and waits until the broker has them all.
    pub fn acknowledged(&mut self, topic: &str, payloads: impl IntoIterator<Item = Vec<u8>>) {
        let (mut bytes, mut count) = (Vec::new(), 0_u16);
        for payload in payloads {
            count = count.checked_add(1).expect("an identifier for each");
            let mut packet = head(0x32, 4 + topic.len() + payload.len());
            push_text(&mut packet, topic);
            packet.extend(count.to_be_bytes());
            bytes.extend(packet);
            bytes.extend(payload);
        }
        self.send(&bytes);
        let mut pubacks = vec![0; 4 * usize::from(count)];
        self.0.read_exact(&mut pubacks).expect("a PUBACK for each");
    }

    /// Sends messages evenly over a time.
    pub fn over(&mut self, time: Duration, topic: &str, payloads: &[Vec<u8>]) {
        let start = Instant::now();
        let mut sent = 0;
        while sent < payloads.len() {
            let part = start.elapsed().as_secs_f64() / time.as_secs_f64();
            let due = (part * payloads.len() as f64) as usize;
            let due = due.clamp(sent, payloads.len());
            self.at_once(topic, payloads[sent..due].iter().cloned());
            sent = due;
            thread::sleep(TICK);
        }
    }

    /// Sends bytes that are whole packets.
    pub fn send(&mut self, packets: &[u8]) {
        self.0.write_all(packets).expect("the broker reads");
    }
}

/// A PUBLISH packet of QoS 0.
pub(crate) fn publish(topic: &str, payload: &[u8]) -> Vec<u8> {
    let mut packet = head(0x30, 2 + topic.len() + payload.len());
    push_text(&mut packet, topic);
    packet.extend_from_slice(payload);
    packet
}

/// The fixed header: type and flags, then the remaining length.
fn head(kind: u8, length: usize) -> Vec<u8> {
    let (mut packet, mut rest) = (vec![kind], length);
    loop {
        let (digit, more) = ((rest % 128) as u8, rest / 128);
        packet.push(if more > 0 { digit | 0x80 } else { digit });
        if more == 0 {
            return packet;
        }
        rest = more;
    }
}

fn push_text(packet: &mut Vec<u8>, text: &str) {
    let length = u16::try_from(text.len()).expect("a short text");
    packet.extend(length.to_be_bytes());
    packet.extend(text.as_bytes());
}
