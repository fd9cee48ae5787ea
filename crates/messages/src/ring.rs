//! The messages kept, oldest first, and what they weigh. It drops nothing by itself.

use std::collections::VecDeque;
use std::ops::Range;

use connack_protocol::{Direction, Qos};

use crate::payloads::{Payloads, Place};
use crate::topics::{TopicId, Topics};

/// What a message counts for beside payload and topic: its places in ring and index.
pub(crate) const MESSAGE_BYTES: usize = 40;

/// A PUBLISH on its way into the store, received or sent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Delivery<'a> {
    /// When it came or went, ms since 1970.
    pub epoch_ms: f64,
    /// Whose it is.
    pub direction: Direction,
    /// The topic name.
    pub topic: &'a str,
    /// The bytes, as they are.
    pub payload: &'a [u8],
    /// Quality of service.
    pub qos: Qos,
    /// The retain flag.
    pub retain: bool,
    /// The duplicate flag.
    pub dup: bool,
}

/// A message that is kept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Kept<'a> {
    /// Its number, from 1 over both directions.
    pub number: u64,
    /// The message, as it was given.
    pub delivery: Delivery<'a>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Record {
    epoch_ms: f64,
    place: Place,
    pub(crate) topic: TopicId,
    pub(crate) direction: Direction,
    qos: Qos,
    retain: bool,
    dup: bool,
}

impl Record {
    /// Size of the payload.
    pub(crate) fn bytes(&self) -> usize {
        self.place.bytes()
    }
}

#[derive(Debug)]
pub(crate) struct Ring {
    records: VecDeque<Record>,
    /// Number of `records[0]`, or of the next message.
    first: u64,
    payloads: Payloads,
    pub(crate) topics: Topics,
    payload_bytes: u64,
    /// What else the packets of some messages said, by their numbers: few have any.
    properties: VecDeque<(u64, Box<str>)>,
    properties_bytes: u64,
}

/// What the ring says of a message that it took.
pub(crate) struct Taken {
    pub(crate) number: u64,
    pub(crate) topic: TopicId,
    pub(crate) topic_is_new: bool,
}

impl Ring {
    pub(crate) fn new() -> Self {
        Self {
            records: VecDeque::new(),
            first: 1,
            payloads: Payloads::default(),
            topics: Topics::default(),
            payload_bytes: 0,
            properties: VecDeque::new(),
            properties_bytes: 0,
        }
    }

    /// Keeps the properties of the newest message beside it.
    pub(crate) fn add_properties(&mut self, text: String) {
        let Some(newest) = self.numbers().next_back() else {
            return;
        };
        self.properties_bytes += weight(&text);
        self.properties.push_back((newest, text.into()));
    }

    pub(crate) fn properties(&self, number: u64) -> &str {
        let at = self.properties.binary_search_by_key(&number, |(of, _)| *of);
        let found = at.ok().and_then(|at| self.properties.get(at));
        found.map_or("", |(_, text)| text)
    }

    pub(crate) fn push(&mut self, delivery: &Delivery<'_>) -> Taken {
        let number = self.numbers().end;
        let (topic, topic_is_new) = self.topics.add(delivery.topic, number);
        self.records.push_back(Record {
            epoch_ms: delivery.epoch_ms,
            place: self.payloads.append(delivery.payload),
            topic,
            direction: delivery.direction,
            qos: delivery.qos,
            retain: delivery.retain,
            dup: delivery.dup,
        });
        self.payload_bytes += delivery.payload.len() as u64;
        Taken {
            number,
            topic,
            topic_is_new,
        }
    }

    /// Drops the oldest message and says whose it was.
    pub(crate) fn pop(&mut self) -> Option<Direction> {
        let record = self.records.pop_front()?;
        self.first += 1;
        self.payload_bytes -= record.bytes() as u64;
        let of_it = self.properties.front();
        if of_it.is_some_and(|(of, _)| *of < self.first)
            && let Some((_, text)) = self.properties.pop_front()
        {
            self.properties_bytes -= weight(&text);
        }
        self.topics.remove(record.topic);
        let oldest = self.records.front().map(|record| record.place);
        self.payloads.release_before(oldest);
        Some(record.direction)
    }

    /// The numbers of the messages kept.
    pub(crate) fn numbers(&self) -> Range<u64> {
        self.first..self.first + self.records.len() as u64
    }

    pub(crate) fn len(&self) -> usize {
        self.records.len()
    }

    /// What the messages count for.
    pub(crate) fn bytes(&self) -> u64 {
        let beside = self.records.len() * MESSAGE_BYTES + self.topics.bytes();
        self.payload_bytes + self.properties_bytes + beside as u64
    }

    pub(crate) fn record(&self, number: u64) -> Option<&Record> {
        let index = number.checked_sub(self.first)?;
        self.records.get(usize::try_from(index).ok()?)
    }

    pub(crate) fn payload(&self, record: &Record) -> &[u8] {
        self.payloads.get(record.place)
    }

    pub(crate) fn get(&self, number: u64) -> Option<Kept<'_>> {
        let record = self.record(number)?;
        Some(Kept {
            number,
            delivery: Delivery {
                epoch_ms: record.epoch_ms,
                direction: record.direction,
                topic: self.topics.name(record.topic),
                payload: self.payload(record),
                qos: record.qos,
                retain: record.retain,
                dup: record.dup,
            },
        })
    }

    /// Returns memory that fewer messages do not need.
    pub(crate) fn shrink(&mut self) {
        self.records.shrink_to_fit();
        self.properties.shrink_to_fit();
    }
}

/// What properties count for.
fn weight(text: &str) -> u64 {
    (text.len() + MESSAGE_BYTES) as u64
}
