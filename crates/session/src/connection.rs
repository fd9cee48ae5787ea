//! One network connection: its frames and packets in, its keep-alive, and what its broker takes.
//!
//! It ends with its socket. What outlives it is the session's: see `outgoing` and `subscriptions`.

use crate::guard::FrameGuard;
use crate::keep_alive::KeepAlive;
use crate::request::{Config, Connect, Publish, Version};
use crate::version5::Server;
use crate::why::{NotSent, Violation};
use crate::wire::decode::Decoder;
use crate::wire::{Packet, encode};

/// From CONNECT to the end of the socket.
pub(crate) struct NetworkConnection {
    pub(crate) version: Version,
    /// What it was opened with, without the password: the next try may be with something else.
    pub(crate) opened_with: Connect,
    pub(crate) keep_alive: KeepAlive,
    pub(crate) limits: Limits,
    guard: FrameGuard,
    decoder: Decoder,
}

impl NetworkConnection {
    pub(crate) fn new(config: &Config, connect: &Connect) -> Self {
        Self {
            version: connect.version,
            opened_with: connect.without_password(),
            keep_alive: KeepAlive::new(config.pingresp_timeout_ms),
            limits: Limits::default(),
            guard: FrameGuard::new(connect.version, config.max_packet),
            decoder: Decoder::new(connect.version),
        }
    }

    /// Takes bytes of the broker; their packets follow from `next_packet`.
    pub(crate) fn push(&mut self, now_ms: f64, bytes: &[u8]) {
        self.keep_alive.moved(now_ms);
        self.guard.push(bytes);
    }

    /// The next packet that is whole and in order.
    pub(crate) fn next_packet(&mut self) -> Result<Option<Packet>, Violation> {
        match self.guard.next_frame()? {
            Some((head, body)) => self.decoder.packet(head, body).map(Some),
            None => Ok(None),
        }
    }

    pub(crate) fn buffered(&self) -> usize {
        self.guard.buffered()
    }
}

/// What a broker takes; in 3.1.1 it has no way to say.
#[derive(Default)]
pub(crate) struct Limits {
    receive_maximum: Option<u16>,
    maximum_packet: Option<u32>,
    maximum_qos: Option<u8>,
    no_retain: bool,
}

impl Limits {
    pub(crate) fn of(server: Option<&Server>) -> Self {
        server.map_or_else(Self::default, |server| Self {
            receive_maximum: server.receive_maximum,
            maximum_packet: server.maximum_packet,
            maximum_qos: server.maximum_qos,
            no_retain: server.retain_available == Some(false),
        })
    }

    /// How many messages may be under way.
    pub(crate) fn in_flight(&self, config: &Config) -> usize {
        let own = config.max_in_flight.max(1);
        self.receive_maximum.map_or(own, |max| max.min(own)).into()
    }

    /// Whether the broker takes a message.
    pub(crate) fn check(&self, version: Version, publish: &Publish) -> Result<(), NotSent> {
        if version == Version::V3_1_1 && !publish.user_properties.is_empty() {
            return Err(NotSent::NeedsVersion5);
        }
        let length = encode::publish_length(version, publish)?;
        if self.maximum_packet.is_some_and(|max| length > max as usize) {
            return Err(NotSent::TooLargeForBroker);
        }
        if self
            .maximum_qos
            .is_some_and(|max| publish.qos.digit() > max)
        {
            return Err(NotSent::QosTooHighForBroker);
        }
        if self.no_retain && publish.retain {
            return Err(NotSent::RetainNotAvailable);
        }
        Ok(())
    }
}
