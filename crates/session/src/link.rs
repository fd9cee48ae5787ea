//! One network connection: the protocol library, the guard before it, and the keep-alive timers.
//!
//! The library's object is used for one network connection only and dropped with it: used again,
//! it panics or loses new QoS 2 messages. Nothing outside this file knows the library.

use std::collections::{BTreeMap, VecDeque};

use mqtt_protocol_core::mqtt::{
    Connection, Version,
    common::Cursor,
    connection::{ConnectionOptions, Event as Output, TimerKind},
    packet::{GenericPacketTrait, Packet, SubEntry, SubOpts, v3_1_1},
    role::Client,
};

use crate::event::{Event, NotSent, Qos, Violation};
use crate::guard::FrameGuard;
use crate::packets::{self, Received};
use crate::request::{Config, Connect, Publish};

/// The longest Remaining Length that MQTT can write.
const MAX_BODY: usize = 268_435_455;

/// What the session has to do because of a link, in order.
pub(crate) enum Step {
    Send(Vec<u8>),
    Tell(Event),
    Connack {
        return_code: u8,
        session_present: bool,
    },
    Broken(Violation),
}

pub(crate) struct Link {
    connection: Connection<Client>,
    guard: FrameGuard,
    steps: VecDeque<Step>,
    /// Filters of SUBSCRIBE and UNSUBSCRIBE packets without an answer yet.
    filters: BTreeMap<u16, String>,
    ping_every_ms: Option<f64>,
    ping_at: Option<f64>,
    pingresp_timeout_ms: f64,
    pingresp_by: Option<f64>,
}

impl Link {
    pub(crate) fn new(config: &Config, keep_alive_s: u16) -> Self {
        // MQTT 3.1.1 cannot tell a broker how many messages may be under way, so the limit is the
        // count of packet identifiers: it bounds memory and refuses no honest broker.
        let options = ConnectionOptions::new()
            .maximum_packet_size_recv(u32::try_from(config.max_packet).unwrap_or(u32::MAX))
            .receive_maximum(u16::MAX);
        let mut connection = Connection::with_options(Version::V3_1_1, options);
        connection.set_auto_pub_response(true);
        connection.set_pingresp_recv_timeout(config.pingresp_timeout_ms.into());
        // A tenth early: a timer is never on time, and the broker counts from its last packet.
        let ping_every_ms = (keep_alive_s > 0).then_some(f64::from(keep_alive_s) * 900.0);
        Self {
            connection,
            guard: FrameGuard::new(config.max_packet),
            steps: VecDeque::new(),
            filters: BTreeMap::new(),
            ping_every_ms,
            ping_at: None,
            pingresp_timeout_ms: f64::from(config.pingresp_timeout_ms),
            pingresp_by: None,
        }
    }

    pub(crate) fn connect(&mut self, now_ms: f64, connect: &Connect) -> Result<(), NotSent> {
        let mut builder = v3_1_1::Connect::builder()
            .client_id(connect.client_id.as_str())
            .map_err(|_| NotSent::TooLong)?
            .clean_session(connect.clean_session)
            .keep_alive(connect.keep_alive_s);
        // Neither field given is an anonymous login; a password needs a user name beside it.
        if !(connect.username.is_empty() && connect.password.0.is_empty()) {
            builder = builder
                .user_name(connect.username.as_str())
                .and_then(|builder| builder.password(connect.password.0.as_str()))
                .map_err(|_| NotSent::TooLong)?;
        }
        let packet = builder.build().map_err(|_| NotSent::TooLong)?;
        self.send(now_ms, packet.into())
    }

    pub(crate) fn subscribe(&mut self, now_ms: f64, topic: &str, qos: Qos) -> Result<(), NotSent> {
        self.with_packet_id(|link, packet_id| {
            let options = SubOpts::new().set_qos(packets::to_library(qos));
            let entry = SubEntry::new(topic, options).map_err(|_| NotSent::TooLong)?;
            let packet = v3_1_1::Subscribe::builder()
                .packet_id(packet_id)
                .entries(vec![entry])
                .build()
                .map_err(|_| NotSent::TooLong)?;
            link.send(now_ms, packet.into())?;
            link.filters.insert(packet_id, topic.to_owned());
            link.tell(Event::SubscribeSent {
                packet_id,
                topic: topic.to_owned(),
                qos,
            });
            Ok(())
        })
    }

    pub(crate) fn unsubscribe(&mut self, now_ms: f64, topic: &str) -> Result<(), NotSent> {
        self.with_packet_id(|link, packet_id| {
            let packet = v3_1_1::Unsubscribe::builder()
                .packet_id(packet_id)
                .entries([topic])
                .and_then(|builder| builder.build())
                .map_err(|_| NotSent::TooLong)?;
            link.send(now_ms, packet.into())?;
            link.filters.insert(packet_id, topic.to_owned());
            link.tell(Event::UnsubscribeSent {
                packet_id,
                topic: topic.to_owned(),
            });
            Ok(())
        })
    }

    pub(crate) fn publish(&mut self, now_ms: f64, publish: Publish) -> Result<(), NotSent> {
        let bytes = publish.payload.len();
        let packet_id_bytes = if publish.qos == Qos::AtMostOnce { 0 } else { 2 };
        if 2 + publish.topic.len() + packet_id_bytes + bytes > MAX_BODY {
            return Err(NotSent::TooLong);
        }
        let told = |packet_id| Event::PublishSent {
            packet_id,
            topic: publish.topic.clone(),
            qos: publish.qos,
            bytes: u32::try_from(bytes).unwrap_or(u32::MAX),
        };
        let builder = v3_1_1::Publish::builder()
            .topic_name(publish.topic.as_str())
            .map_err(|_| NotSent::TopicHasWildcard)?
            .qos(packets::to_library(publish.qos))
            .retain(publish.retain)
            .payload(publish.payload);
        if publish.qos == Qos::AtMostOnce {
            let packet = builder.build().map_err(|_| NotSent::TooLong)?;
            self.send(now_ms, packet.into())?;
            self.tell(told(None));
            return Ok(());
        }
        self.with_packet_id(|link, packet_id| {
            let packet = builder
                .packet_id(packet_id)
                .build()
                .map_err(|_| NotSent::TooLong)?;
            link.send(now_ms, packet.into())?;
            link.tell(told(Some(packet_id)));
            Ok(())
        })
    }

    pub(crate) fn disconnect(&mut self, now_ms: f64) -> Result<(), NotSent> {
        self.send(now_ms, v3_1_1::Disconnect::new().into())?;
        self.tell(Event::DisconnectSent);
        Ok(())
    }

    /// Takes bytes of the broker; their steps follow from `next_step`.
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        self.guard.push(bytes);
    }

    pub(crate) fn next_step(&mut self, now_ms: f64) -> Option<Step> {
        loop {
            if let Some(step) = self.steps.pop_front() {
                return Some(step);
            }
            let outputs = match self.guard.next_frame() {
                Err(violation) => return Some(Step::Broken(violation)),
                Ok(None) => return None,
                Ok(Some(frame)) => self.connection.recv(&mut Cursor::new(frame)),
            };
            self.take_received(now_ms, outputs);
        }
    }

    /// CONNACK 0 came. The library's timer runs from CONNECT and is lost if it fires before.
    pub(crate) fn online(&mut self, now_ms: f64) {
        self.ping_at = self.ping_every_ms.map(|every| now_ms + every);
    }

    pub(crate) fn deadline(&self) -> Option<f64> {
        match (self.ping_at, self.pingresp_by) {
            (Some(ping), Some(pong)) => Some(ping.min(pong)),
            (ping, pong) => ping.or(pong),
        }
    }

    /// Whether PINGRESP is overdue; else PINGREQ is sent when its time has come.
    pub(crate) fn is_lost(&mut self, now_ms: f64) -> bool {
        if self.pingresp_by.is_some_and(|by| by <= now_ms) {
            return true;
        }
        if self.ping_at.take_if(|at| *at <= now_ms).is_some() {
            let outputs = self.connection.notify_timer_fired(TimerKind::PingreqSend);
            self.take_outputs(now_ms, outputs);
        }
        false
    }

    pub(crate) fn buffered(&self) -> usize {
        self.guard.buffered()
    }

    /// Runs `request` with a packet identifier of its own, which a refusal gives back.
    fn with_packet_id(
        &mut self,
        request: impl FnOnce(&mut Self, u16) -> Result<(), NotSent>,
    ) -> Result<(), NotSent> {
        let packet_id = self
            .connection
            .acquire_packet_id()
            .map_err(|_| NotSent::NoPacketIdFree)?;
        let result = request(self, packet_id);
        if result.is_err() {
            self.connection.release_packet_id(packet_id);
        }
        result
    }

    /// An error that the library returns for a packet of ours is a refusal, not a fault of the broker.
    fn send(&mut self, now_ms: f64, packet: Packet) -> Result<(), NotSent> {
        let outputs = self.connection.send(packet);
        if outputs.iter().any(|o| matches!(o, Output::NotifyError(_))) {
            return Err(NotSent::NotOnline);
        }
        self.take_outputs(now_ms, outputs);
        Ok(())
    }

    /// What the library makes of a frame. The answers that it sends by itself come before the
    /// packet that they answer; a transcript tells the packet first.
    fn take_received(&mut self, now_ms: f64, outputs: Vec<Output>) {
        let (answers, rest): (Vec<_>, Vec<_>) = outputs
            .into_iter()
            .partition(|output| matches!(output, Output::RequestSendPacket { .. }));
        for output in &rest {
            if let Output::NotifyPacketReceived(packet) = output {
                self.take_packet(packet);
            }
            if let Output::NotifyError(error) = output {
                let violation = packets::violation_of(*error);
                self.steps.push_back(Step::Broken(violation));
            }
        }
        self.take_outputs(now_ms, rest);
        self.take_outputs(now_ms, answers);
    }

    fn take_outputs(&mut self, now_ms: f64, outputs: Vec<Output>) {
        for output in outputs {
            match output {
                Output::RequestSendPacket { packet, .. } => {
                    let told = packets::sent_unasked(&packet);
                    self.steps
                        .push_back(Step::Send(packet.to_continuous_buffer()));
                    self.steps.extend(told.map(Step::Tell));
                }
                Output::RequestTimerReset { kind, .. } => self.set_timer(now_ms, kind),
                Output::RequestTimerCancel(TimerKind::PingreqSend) => self.ping_at = None,
                Output::RequestTimerCancel(TimerKind::PingrespRecv) => self.pingresp_by = None,
                // A client has no timer for PINGREQ; ids are looked up, not remembered here; and
                // when to close the session knows from its own request or from the error.
                Output::RequestTimerCancel(TimerKind::PingreqRecv)
                | Output::NotifyPacketIdReleased(_)
                | Output::NotifyPacketReceived(_)
                | Output::NotifyError(_)
                | Output::RequestClose => {}
            }
        }
    }

    fn take_packet(&mut self, packet: &Packet) {
        let step = match packets::received(packet) {
            Received::Connack {
                return_code,
                session_present,
            } => Step::Connack {
                return_code,
                session_present,
            },
            Received::Event(event) => Step::Tell(event),
            Received::Suback { packet_id, granted } => Step::Tell(Event::Suback {
                packet_id,
                topic: self.filters.remove(&packet_id).unwrap_or_default(),
                granted,
            }),
            Received::Unsuback { packet_id } => Step::Tell(Event::Unsuback {
                packet_id,
                topic: self.filters.remove(&packet_id).unwrap_or_default(),
            }),
            Received::Foreign => Step::Broken(Violation::PacketType),
        };
        self.steps.push_back(step);
    }

    fn tell(&mut self, event: Event) {
        self.steps.push_back(Step::Tell(event));
    }

    fn set_timer(&mut self, now_ms: f64, kind: TimerKind) {
        match kind {
            TimerKind::PingreqSend => {
                self.ping_at = self.ping_every_ms.map(|every| now_ms + every);
            }
            TimerKind::PingrespRecv => {
                // The first PINGREQ without an answer counts: with a keep-alive shorter than the
                // time-out, each further one would put the end off for ever.
                self.pingresp_by
                    .get_or_insert(now_ms + self.pingresp_timeout_ms);
            }
            TimerKind::PingreqRecv => {}
        }
    }
}
