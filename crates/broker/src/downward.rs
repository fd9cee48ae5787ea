//! The way down of an accepted connection: what the broker behind sends, as the client is to see
//! it.
//!
//! Packets pass one by one; those of 3.1.1 as they are. Messages for a sub-device that logged out
//! are dropped. What is longer than the client's
//! Maximum Packet Size is dropped as if it had been sent (MQTT 5.0, 3.1.2.11.4): the broker behind
//! gets its acknowledgement from here.

use crate::answer::{Told, bare, fits, shown};
use crate::end::{End, STALLED};
use crate::login::Who;
use crate::pace::Pace;
use crate::packet::{Incoming, MAX_PACKET, Malformed, Packet, kind};
use crate::server::Shared;
use crate::socket::Writer;
use crate::topics::{Use, allowed};
use std::collections::HashSet;
use std::io;
use tokio::io::AsyncReadExt;
use tokio::net::tcp::OwnedReadHalf;
use tokio::sync::mpsc::UnboundedSender;
use tokio::time::timeout;

/// Bytes read at once from the broker behind.
const CHUNK: usize = 16 * 1024;
/// Largest packet from the broker behind: it may add properties to one that it took.
const MAX_DOWN: usize = 2 * MAX_PACKET;

/// The way down of one connection.
pub(crate) struct Down<'a> {
    pub(crate) shared: &'a Shared,
    pub(crate) who: Who,
    /// With MQTT 5.0.
    pub(crate) told: Option<&'a Told<'a>>,
    /// To the broker behind, for what was dropped.
    pub(crate) acks: UnboundedSender<Vec<u8>>,
    /// Packet identifiers of messages at QoS 2 that were dropped and are not completed yet.
    pub(crate) dropped: HashSet<u16>,
}

/// The first packet of the broker behind: CONNACK.
pub(crate) async fn first(down: &mut OwnedReadHalf, incoming: &mut Incoming) -> io::Result<Packet> {
    let mut chunk = vec![0; CHUNK];
    loop {
        if let Some(packet) = incoming.next(MAX_DOWN).map_err(io::Error::other)? {
            return Ok(packet);
        }
        let len = down.read(&mut chunk).await?;
        if len == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        incoming.push(chunk.get(..len).unwrap_or_default());
    }
}

/// A packet of MQTT 5.0 as the client is to see it, if there is a form that it takes.
pub(crate) fn fitted(packet: &Packet, told: &Told<'_>) -> Option<Vec<u8>> {
    let bytes = shown(packet, told);
    if fits(told.connect, &bytes) {
        return Some(bytes);
    }
    let mut whole = Incoming::default();
    whole.push(&bytes);
    let shorter = whole.next(MAX_DOWN).ok().flatten().as_ref().and_then(bare);
    shorter.filter(|bytes| fits(told.connect, bytes))
}

impl Down<'_> {
    /// Passes what comes until the connection ends.
    pub(crate) async fn run(
        &mut self,
        pace: &Pace,
        incoming: &mut Incoming,
        down: &mut OwnedReadHalf,
        writer: &mut Writer,
    ) -> End {
        let mut chunk = vec![0; CHUNK];
        loop {
            let bytes = match self.take(incoming) {
                Ok(bytes) => bytes,
                // The broker behind sends what it would not take.
                Err(error) => return End::Failed(io::Error::other(error)),
            };
            if !bytes.is_empty() {
                let writing = pace.write().await;
                let written = timeout(STALLED, writer.write(&bytes)).await;
                drop(writing);
                match written {
                    Ok(Ok(())) => pace.taken(),
                    Ok(Err(error)) => return End::Failed(error),
                    Err(_) => return End::Stalled,
                }
            }
            match down.read(&mut chunk).await {
                Ok(0) | Err(_) => {
                    let quiet_ms = pace.quiet_ms();
                    return End::Inner { quiet_ms };
                }
                Ok(len) => incoming.push(chunk.get(..len).unwrap_or_default()),
            }
        }
    }

    /// What is there for the client.
    fn take(&mut self, incoming: &mut Incoming) -> Result<Vec<u8>, Malformed> {
        let mut bytes = Vec::new();
        while let Some(packet) = incoming.next(MAX_DOWN)? {
            let identifier = packet.identifier().unwrap_or_default();
            if packet.kind() == kind::PUBREL && self.dropped.remove(&identifier) {
                self.acknowledge(kind::PUBCOMP, identifier);
                continue;
            }
            let shown = match self.told {
                _ if self.is_of_gone_sub_device(&packet) => None,
                Some(told) => fitted(&packet, told),
                None => Some(packet.bytes().to_vec()),
            };
            match shown {
                Some(fitted) => bytes.extend(fitted),
                None if packet.kind() != kind::PUBLISH || packet.qos() == 0 => {}
                None if packet.qos() == 1 => {
                    self.acknowledge(kind::PUBACK, identifier);
                }
                None => {
                    self.dropped.insert(identifier);
                    self.acknowledge(kind::PUBREC, identifier);
                }
            }
        }
        Ok(bytes)
    }

    /// Whether a message is for a sub-device that was logged in through this gateway and is not
    /// now: its subscriptions are still there.
    fn is_of_gone_sub_device(&self, packet: &Packet) -> bool {
        let (Who::Device(number), kind::PUBLISH) = (self.who, packet.kind()) else {
            return false;
        };
        let (online, gone) = self.shared.topology.sessions(number);
        let Some((topic, _)) = packet.message().filter(|_| !gone.is_empty()) else {
            return false;
        };
        let known = self.shared.registry.known();
        let is_of = |device: &usize| {
            let device = known.devices.get(*device);
            device.is_some_and(|device| allowed(&device.identity, Use::Subscribe, topic))
        };
        gone.iter().any(is_of) && !is_of(&number) && !online.iter().any(is_of)
    }

    fn acknowledge(&self, kind: u8, identifier: u16) {
        let [high, low] = identifier.to_be_bytes();
        // The way up that takes it ends together with this one.
        let _ = self.acks.send(vec![kind << 4, 2, high, low]);
    }
}
