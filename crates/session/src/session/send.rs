//! Packets to the broker, one after the other.

use super::Session;
use crate::connection::Limits;
use crate::event::{Ack, Direction, Effect, Event, Qos};
use crate::phase::Phase;
use crate::request::Publish;
use crate::topic;
use crate::why::NotSent;
use crate::wire::encode;

/// Packets that are made by one call go into one binary message up to this many bytes.
const TOGETHER: usize = 16 * 1024;

impl Session {
    /// Sends SUBSCRIBE, or without a quality of service UNSUBSCRIBE.
    pub(super) fn send_asked(
        &mut self,
        now_ms: f64,
        filter: &str,
        qos: Option<Qos>,
    ) -> Result<(), NotSent> {
        let packet_id = self.outgoing.take_id().ok_or(NotSent::NoPacketIdFree)?;
        let version = self.version();
        let written = match qos {
            Some(qos) => encode::subscribe(version, packet_id, filter, qos),
            None => encode::unsubscribe(version, packet_id, filter),
        };
        let bytes = match written {
            Ok(bytes) => bytes,
            Err(not_sent) => {
                self.outgoing.give_back_id(packet_id);
                return Err(not_sent);
            }
        };
        self.send(now_ms, bytes);
        self.subscriptions.ask(packet_id, filter, qos);
        let topic = filter.to_owned();
        self.tell(
            now_ms,
            match qos {
                Some(qos) => Event::SubscribeSent {
                    packet_id,
                    topic,
                    qos,
                },
                None => Event::UnsubscribeSent { packet_id, topic },
            },
        );
        Ok(())
    }

    pub(super) fn take_message(&mut self, now_ms: f64, publish: Publish) -> Result<(), NotSent> {
        let online = match self.phase {
            Phase::Online => true,
            Phase::Connecting | Phase::AwaitingConnack | Phase::Reconnecting if self.retrying => {
                false
            }
            Phase::Idle
            | Phase::Connecting
            | Phase::AwaitingConnack
            | Phase::Reconnecting
            | Phase::Refused
            | Phase::Closed => return Err(NotSent::NotOnline),
        };
        topic::check_name(&publish.topic)?;
        let version = self.version();
        match &self.connection {
            Some(connection) if online => connection.limits.check(version, &publish)?,
            Some(_) | None => Limits::default().check(version, &publish)?,
        }
        if publish.qos == Qos::AtMostOnce {
            if !online {
                return Err(NotSent::NotOnline);
            }
            let bytes = encode::publish(version, &publish, 0, false)?;
            self.send(now_ms, bytes);
            self.tell(now_ms, sent(&publish, None, false));
            return Ok(());
        }
        if !online || self.outgoing.waiting() > 0 {
            self.outgoing
                .has_room(&self.config, publish.payload.len())?;
        }
        let queued = Event::Queued {
            topic: publish.topic.clone(),
            qos: publish.qos,
            bytes: length(&publish),
            waiting: self.outgoing.waiting() + 1,
        };
        let waiting = self.outgoing.waiting();
        self.outgoing.push(publish);
        self.send_waiting(now_ms);
        if self.outgoing.waiting() > waiting {
            self.tell(now_ms, queued);
        }
        Ok(())
    }

    /// Sends what waits, as far as it may be under way.
    pub(super) fn send_waiting(&mut self, now_ms: f64) {
        let Some(connection) = self
            .connection
            .as_ref()
            .filter(|_| self.phase == Phase::Online)
        else {
            return;
        };
        let (version, in_flight) = (
            connection.version,
            connection.limits.in_flight(&self.config),
        );
        while let Some((packet_id, dup, publish)) = self.outgoing.next_to_send(in_flight) {
            let written = match &self.connection {
                Some(connection) => connection.limits.check(version, publish),
                None => Ok(()),
            }
            .and_then(|()| encode::publish(version, publish, packet_id, dup));
            match written {
                Ok(bytes) => {
                    let event = sent(publish, Some(packet_id), dup);
                    self.send(now_ms, bytes);
                    self.tell(now_ms, event);
                }
                // This broker takes less than the one that it was meant for.
                Err(not_sent) => {
                    let dropped = self.outgoing.drop_sent(packet_id);
                    self.tell(now_ms, Event::NotSent(not_sent));
                    self.tell_dropped(now_ms, dropped);
                }
            }
        }
    }

    pub(super) fn send_ack(&mut self, now_ms: f64, ack: Ack, packet_id: u16) {
        self.send_bytes(now_ms, &encode::ack(ack, packet_id));
        self.tell(
            now_ms,
            Event::Acknowledged {
                ack,
                packet_id,
                direction: Direction::Sent,
                reason: None,
            },
        );
    }

    /// Adds a packet to the last message if both are small.
    pub(super) fn send_bytes(&mut self, now_ms: f64, bytes: &[u8]) {
        match self.effects.back_mut() {
            Some(Effect::Send(last)) if last.len() + bytes.len() <= TOGETHER => {
                last.extend_from_slice(bytes);
                self.note_sent(now_ms);
            }
            Some(Effect::Send(_) | Effect::OpenSocket { .. } | Effect::CloseSocket { .. })
            | None => self.send(now_ms, bytes.to_vec()),
        }
    }

    pub(super) fn send(&mut self, now_ms: f64, bytes: Vec<u8>) {
        self.effects.push_back(Effect::Send(bytes));
        self.note_sent(now_ms);
    }

    fn note_sent(&mut self, now_ms: f64) {
        if let Some(connection) = &mut self.connection {
            connection.keep_alive.sent(now_ms);
        }
    }
}

fn sent(publish: &Publish, packet_id: Option<u16>, dup: bool) -> Event {
    Event::PublishSent {
        packet_id,
        topic: publish.topic.clone(),
        qos: publish.qos,
        bytes: length(publish),
        dup,
    }
}

fn length(publish: &Publish) -> u32 {
    u32::try_from(publish.payload.len()).unwrap_or(u32::MAX)
}
