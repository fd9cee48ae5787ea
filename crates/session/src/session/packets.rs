//! What the broker's packets mean.

use super::{NORMAL, Session};
use crate::backoff::{self, TAKEN_OVER};
use crate::connection::Limits;
use crate::event::{Ack, Direction, Event, Message, Qos};
use crate::outgoing::{Answer, Dropped};
use crate::phase::Phase;
use crate::version5::{Reason, Server};
use crate::why::{Stopped, Violation};
use crate::wire::Packet;

impl Session {
    pub(super) fn take_packet(&mut self, now_ms: f64, packet: Packet) {
        match packet {
            Packet::Publish(packet_id, message) => self.take_publish(now_ms, packet_id, message),
            Packet::Ack {
                ack,
                packet_id,
                reason,
            } => self.take_ack(now_ms, ack, packet_id, reason),
            Packet::Connack {
                code,
                session_present,
                server,
            } => self.take_connack(now_ms, code, session_present, server),
            Packet::Suback {
                packet_id,
                code,
                reason,
            } => {
                let granted = match code {
                    0 => Some(Qos::AtMostOnce),
                    1 => Some(Qos::AtLeastOnce),
                    2 => Some(Qos::ExactlyOnce),
                    _ => None,
                };
                let topic = self.subscriptions.take_suback(packet_id, granted.is_some());
                self.take_answer(now_ms, packet_id, topic, |topic| Event::Suback {
                    packet_id,
                    topic,
                    granted,
                    reason,
                });
            }
            Packet::Unsuback { packet_id, reason } => {
                let topic = self.subscriptions.take_unsuback(packet_id);
                self.take_answer(now_ms, packet_id, topic, |topic| Event::Unsuback {
                    packet_id,
                    topic,
                    reason,
                });
            }
            Packet::Pingresp => {
                if let Some(connection) = &mut self.connection {
                    connection.keep_alive.pingresp();
                }
                self.tell(now_ms, Event::PingReceived);
            }
            Packet::Disconnect(reason) => self.take_disconnect(now_ms, reason),
        }
    }

    fn take_publish(&mut self, now_ms: f64, packet_id: u16, message: Message) {
        match message.qos {
            Qos::AtMostOnce => self.tell(now_ms, Event::Received(message)),
            Qos::AtLeastOnce => {
                self.tell(now_ms, Event::Received(message));
                self.send_ack(now_ms, Ack::Puback, packet_id);
            }
            Qos::ExactlyOnce => {
                if self.received.insert(packet_id) {
                    self.tell(now_ms, Event::Received(message));
                }
                self.send_ack(now_ms, Ack::Pubrec, packet_id);
            }
        }
    }

    fn take_ack(&mut self, now_ms: f64, ack: Ack, packet_id: u16, reason: Option<Box<Reason>>) {
        let refused = reason.as_ref().is_some_and(|reason| reason.code >= 0x80);
        let answer = match ack {
            Ack::Pubrel => Answer::Nothing,
            Ack::Puback | Ack::Pubrec | Ack::Pubcomp => {
                self.outgoing.take_ack(ack, packet_id, refused)
            }
        };
        if answer == Answer::Unknown {
            return self.break_off(now_ms, Violation::UnknownPacketId);
        }
        self.tell(
            now_ms,
            Event::Acknowledged {
                ack,
                packet_id,
                direction: Direction::Received,
                reason,
            },
        );
        if ack == Ack::Pubrel {
            // Answered even if it is not known here: the broker may have lost our PUBCOMP.
            self.received.remove(packet_id);
            self.send_ack(now_ms, Ack::Pubcomp, packet_id);
        }
        if answer == Answer::Pubrel {
            self.send_ack(now_ms, Ack::Pubrel, packet_id);
        }
        self.send_waiting(now_ms);
    }

    /// SUBACK or UNSUBACK; no `topic`: it answers nothing.
    fn take_answer(
        &mut self,
        now_ms: f64,
        packet_id: u16,
        topic: Option<String>,
        event: impl FnOnce(String) -> Event,
    ) {
        let Some(topic) = topic else {
            return self.break_off(now_ms, Violation::UnknownPacketId);
        };
        self.outgoing.give_back_id(packet_id);
        self.tell(now_ms, event(topic));
        self.send_waiting(now_ms);
    }

    fn take_connack(
        &mut self,
        now_ms: f64,
        return_code: u8,
        session_present: bool,
        server: Option<Box<Server>>,
    ) {
        let Some(connection) = &mut self.connection else {
            return;
        };
        let mut opened_with = connection.opened_with.clone();
        connection.limits = Limits::of(server.as_deref());
        if let Some(server) = &server {
            opened_with.keep_alive_s = server.keep_alive_s.unwrap_or(opened_with.keep_alive_s);
            if let Some(client_id) = &server.assigned_client_id {
                opened_with.client_id.clone_from(client_id);
                // The next try is the same client's, unless it is to be another's.
                if let Some(wanted) = self.wanted.as_mut().filter(|w| w.client_id.is_empty()) {
                    wanted.client_id.clone_from(client_id);
                }
            }
        }
        self.tell(
            now_ms,
            Event::Connack {
                return_code,
                session_present,
                server,
            },
        );
        if return_code != 0 {
            if backoff::may_pass(return_code) && self.may_retry() {
                self.close_socket(NORMAL);
                return self.lose(now_ms);
            }
            return self.stop(now_ms, Stopped::Refused, Phase::Refused, NORMAL);
        }
        let kept = self.kept_for.as_ref();
        let same = kept.is_some_and(|kept| kept.same_session(&opened_with));
        let clean = opened_with.clean_session;
        if let Some(connection) = &mut self.connection {
            connection
                .keep_alive
                .start(now_ms, opened_with.keep_alive_s);
        }
        self.kept_for = Some(opened_with);
        self.online_since = now_ms;
        self.enter(now_ms, Phase::Online);
        self.restore(now_ms, session_present && same && !clean, clean);
    }

    /// Goes on where an earlier network connection ended, or starts anew: also when the broker has a
    /// session, but of another client id than what is kept here.
    fn restore(&mut self, now_ms: f64, goes_on: bool, clean: bool) {
        let mut given_up = Vec::new();
        let mut released = Vec::new();
        let (again, anew);
        if goes_on {
            released = self.outgoing.resume();
            (again, anew) = (self.outgoing.sent_before() + released.len(), 0);
        } else {
            let before = self.outgoing.sent_before();
            given_up = self.outgoing.start_anew(clean);
            let lost = given_up.iter().filter(|dropped| !dropped.acknowledged);
            (again, anew) = (0, before - lost.count());
            self.received.clear();
        }
        let asked = self.subscriptions.again(goes_on);
        if again + anew + asked.len() > 0 {
            self.tell(
                now_ms,
                Event::Restored {
                    again,
                    anew,
                    subscriptions: asked.len(),
                },
            );
        }
        for dropped in given_up {
            self.tell_dropped(now_ms, Some(dropped));
        }
        // First the filters, so that answers to what follows find their way.
        for asked in asked {
            if let Err(not_sent) = self.send_asked(now_ms, &asked.filter, asked.qos) {
                self.tell(now_ms, Event::NotSent(not_sent));
            }
        }
        for packet_id in released {
            self.send_ack(now_ms, Ack::Pubrel, packet_id);
        }
        self.send_waiting(now_ms);
    }

    pub(super) fn tell_dropped(&mut self, now_ms: f64, dropped: Option<Dropped>) {
        if let Some(dropped) = dropped {
            self.tell(
                now_ms,
                Event::Abandoned {
                    packet_id: dropped.packet_id,
                    topic: dropped.topic,
                    qos: dropped.qos,
                },
            );
        }
    }

    fn take_disconnect(&mut self, now_ms: f64, reason: Box<Reason>) {
        let code = reason.code;
        self.tell(now_ms, Event::DisconnectReceived(reason));
        if code == TAKEN_OVER {
            let times = self.schedule.evictions + 1;
            self.schedule.evictions = 0;
            self.tell(now_ms, Event::Evicted { times });
            return self.stop(now_ms, Stopped::Evicted, Phase::Closed, NORMAL);
        }
        if !backoff::may_return(code) {
            return self.stop(now_ms, Stopped::DisconnectedByBroker, Phase::Closed, NORMAL);
        }
        self.close_socket(NORMAL);
        self.lose(now_ms);
    }
}
