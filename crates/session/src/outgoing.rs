//! Messages of QoS 1 and 2 on their way to the broker, until it has acknowledged them.
//!
//! They outlive a network connection: what was sent without an acknowledgement is sent again on the
//! next one, in the order of the first sending.

use std::collections::{BTreeMap, VecDeque};

use crate::event::{Ack, Qos};
use crate::id_set::IdSet;
use crate::request::{Config, Publish};
use crate::why::NotSent;

pub(crate) struct Outgoing {
    /// Identifiers of PUBLISH, SUBSCRIBE and UNSUBSCRIBE in use.
    ids: IdSet,
    /// Identifiers that were in use on an earlier network connection too. A broker may answer
    /// those twice, so on this one they are not given to anything new.
    carried: IdSet,
    waiting: VecDeque<Waiting>,
    waiting_bytes: usize,
    /// By order of sending.
    sent: BTreeMap<u64, (u16, Publish)>,
    /// PUBREL without PUBCOMP, by order of PUBREC. The payload is the broker's by now.
    released: BTreeMap<u64, (u16, String)>,
    by_id: BTreeMap<u16, (u64, Awaits)>,
    next: u64,
}

struct Waiting {
    /// With its identifier, if it was sent on an earlier network connection.
    packet_id: Option<u16>,
    publish: Publish,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Awaits {
    Puback,
    Pubrec,
    Pubcomp,
}

/// What an acknowledgement of the broker asks for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// Nothing more.
    Nothing,
    /// PUBREL.
    Pubrel,
    /// It acknowledges nothing that was sent.
    Unknown,
}

/// A message that will not be sent again.
pub(crate) struct Dropped {
    pub(crate) packet_id: Option<u16>,
    pub(crate) topic: String,
    pub(crate) qos: Qos,
    /// The broker said that it has it (PUBREC).
    pub(crate) acknowledged: bool,
}

impl Outgoing {
    pub(crate) fn new() -> Self {
        Self {
            ids: IdSet::new(),
            carried: IdSet::new(),
            waiting: VecDeque::new(),
            waiting_bytes: 0,
            sent: BTreeMap::new(),
            released: BTreeMap::new(),
            by_id: BTreeMap::new(),
            next: 0,
        }
    }

    /// Messages that are not settled.
    pub(crate) fn len(&self) -> usize {
        self.waiting.len() + self.sent.len() + self.released.len()
    }

    /// Messages that wait for being sent.
    pub(crate) fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// An identifier for a packet that is answered.
    pub(crate) fn take_id(&mut self) -> Option<u16> {
        let id = self.ids.lowest_free(&self.carried)?;
        self.ids.insert(id);
        Some(id)
    }

    pub(crate) fn give_back_id(&mut self, packet_id: u16) {
        self.ids.remove(packet_id);
    }

    /// Whether one more message may wait.
    pub(crate) fn has_room(&self, config: &Config, bytes: usize) -> Result<(), NotSent> {
        let fits = self.waiting.is_empty()
            || (self.waiting_bytes.saturating_add(bytes) <= config.max_waiting_bytes);
        if self.waiting.len() < config.max_waiting && fits {
            Ok(())
        } else {
            Err(NotSent::QueueFull)
        }
    }

    /// Takes a message. It is sent by `next_to_send`.
    pub(crate) fn push(&mut self, publish: Publish) {
        self.waiting_bytes += publish.payload.len();
        self.waiting.push_back(Waiting {
            packet_id: None,
            publish,
        });
    }

    /// The message to send now, its identifier, and whether it is a duplicate; none while as many
    /// as `in_flight` are under way.
    pub(crate) fn next_to_send(&mut self, in_flight: usize) -> Option<(u16, bool, &Publish)> {
        if self.sent.len() + self.released.len() >= in_flight {
            return None;
        }
        let dup = self.waiting.front()?.packet_id.is_some();
        let packet_id = match self.waiting.front()?.packet_id {
            Some(packet_id) => packet_id,
            None => self.take_id()?,
        };
        let Waiting { publish, .. } = self.waiting.pop_front()?;
        self.waiting_bytes -= publish.payload.len();
        let awaits = match publish.qos {
            Qos::AtMostOnce | Qos::AtLeastOnce => Awaits::Puback,
            Qos::ExactlyOnce => Awaits::Pubrec,
        };
        self.next += 1;
        self.by_id.insert(packet_id, (self.next, awaits));
        let (_, publish) = self.sent.entry(self.next).or_insert((packet_id, publish));
        Some((packet_id, dup, publish))
    }

    /// Gives up a message that cannot be sent after all.
    pub(crate) fn drop_sent(&mut self, packet_id: u16) -> Option<Dropped> {
        let (order, _) = self.by_id.remove(&packet_id)?;
        self.ids.remove(packet_id);
        let (_, publish) = self.sent.remove(&order)?;
        Some(dropped(Some(packet_id), publish))
    }

    /// Takes PUBACK, PUBREC or PUBCOMP; `refused`: with a reason code of a failure.
    pub(crate) fn take_ack(&mut self, ack: Ack, packet_id: u16, refused: bool) -> Answer {
        let carried = self.carried.contains(packet_id);
        let known = self.by_id.get(&packet_id).copied();
        match (ack, known) {
            (Ack::Puback, Some((order, Awaits::Puback))) => {
                self.sent.remove(&order);
                self.settle(packet_id)
            }
            (Ack::Pubrec, Some((order, Awaits::Pubrec))) => {
                let publish = self.sent.remove(&order);
                if refused {
                    return self.settle(packet_id);
                }
                let topic = publish.map(|(_, publish)| publish.topic);
                self.release(packet_id, topic.unwrap_or_default());
                Answer::Pubrel
            }
            (Ack::Pubcomp, Some((order, Awaits::Pubcomp))) => {
                self.released.remove(&order);
                self.settle(packet_id)
            }
            // A broker that resumes a session may repeat PUBREC by itself, beside answering what
            // is sent again, and before it is.
            (Ack::Pubrec, None) if let Some(place) = self.place_waiting(packet_id) => {
                let Some(Waiting { publish, .. }) = self.waiting.remove(place) else {
                    return Answer::Nothing;
                };
                self.waiting_bytes -= publish.payload.len();
                if refused {
                    return self.settle(packet_id);
                }
                self.release(packet_id, publish.topic);
                Answer::Pubrel
            }
            (Ack::Pubrec, Some((_, Awaits::Pubcomp)) | None) if carried && !refused => {
                Answer::Pubrel
            }
            (Ack::Pubcomp | Ack::Pubrec, _) if carried => Answer::Nothing,
            (Ack::Puback | Ack::Pubrec | Ack::Pubrel | Ack::Pubcomp, _) => Answer::Unknown,
        }
    }

    fn release(&mut self, packet_id: u16, topic: String) {
        self.next += 1;
        self.released.insert(self.next, (packet_id, topic));
        self.by_id.insert(packet_id, (self.next, Awaits::Pubcomp));
    }

    /// The place of a QoS 2 message that was sent before and waits for being sent again.
    fn place_waiting(&self, packet_id: u16) -> Option<usize> {
        self.waiting.iter().position(|waiting| {
            waiting.packet_id == Some(packet_id) && waiting.publish.qos == Qos::ExactlyOnce
        })
    }

    fn settle(&mut self, packet_id: u16) -> Answer {
        self.by_id.remove(&packet_id);
        self.ids.remove(packet_id);
        Answer::Nothing
    }

    /// The broker goes on with the session: everything is sent again under its identifier.
    /// Returns the identifiers of PUBREL to send now.
    pub(crate) fn resume(&mut self) -> Vec<u16> {
        self.carried.clear();
        for packet_id in self.by_id.keys() {
            self.carried.insert(*packet_id);
        }
        for waiting in &self.waiting {
            if let Some(packet_id) = waiting.packet_id {
                self.carried.insert(packet_id);
            }
        }
        for (packet_id, publish) in self.take_sent() {
            self.put_first(packet_id, publish);
        }
        self.released.values().map(|(id, _)| *id).collect()
    }

    /// The broker has no session: what was sent becomes new, and comes twice if the broker had
    /// taken it in. What it had said to have (PUBREC) is given up, and with `clean` every message
    /// of QoS 2 that was sent, which would else break its promise without need.
    pub(crate) fn start_anew(&mut self, clean: bool) -> Vec<Dropped> {
        let released = std::mem::take(&mut self.released).into_values();
        let mut given_up: Vec<_> = released
            .map(|(packet_id, topic)| Dropped {
                packet_id: Some(packet_id),
                topic,
                qos: Qos::ExactlyOnce,
                acknowledged: true,
            })
            .collect();
        for (packet_id, publish) in self.take_sent() {
            self.put_first(packet_id, publish);
        }
        self.waiting_bytes = 0;
        for mut waiting in std::mem::take(&mut self.waiting) {
            let was_sent = waiting.packet_id.take();
            if clean && was_sent.is_some() && waiting.publish.qos == Qos::ExactlyOnce {
                given_up.push(dropped(was_sent, waiting.publish));
            } else {
                self.waiting_bytes += waiting.publish.payload.len();
                self.waiting.push_back(waiting);
            }
        }
        self.by_id.clear();
        self.ids.clear();
        self.carried.clear();
        given_up
    }

    /// How many messages that wait were sent before, and how many there are to send again.
    pub(crate) fn sent_before(&self) -> usize {
        let waiting = self.waiting.iter();
        self.sent.len()
            + waiting
                .filter(|waiting| waiting.packet_id.is_some())
                .count()
    }

    /// Latest first, for `put_first`.
    fn take_sent(&mut self) -> impl Iterator<Item = (u16, Publish)> + use<> {
        std::mem::take(&mut self.sent).into_values().rev()
    }

    fn put_first(&mut self, packet_id: u16, publish: Publish) {
        self.by_id.remove(&packet_id);
        self.waiting_bytes += publish.payload.len();
        self.waiting.push_front(Waiting {
            packet_id: Some(packet_id),
            publish,
        });
    }
}

fn dropped(packet_id: Option<u16>, publish: Publish) -> Dropped {
    Dropped {
        packet_id,
        topic: publish.topic,
        qos: publish.qos,
        acknowledged: false,
    }
}
