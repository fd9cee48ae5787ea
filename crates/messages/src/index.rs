//! The numbers of the messages that pass the filter, kept as messages come and go.
//!
//! What the topic decides is decided at once. Where payloads must be read, a new message waits for
//! the next slice of work, and a new filter goes through the old messages from the newest down, so
//! that the end of the list is right first.

use std::collections::VecDeque;
use std::ops::Range;

use connack_protocol::Direction;

use crate::filter::{Compiled, Verdict};
use crate::ring::{Ring, Taken};
use crate::topics::TopicId;

/// How much a slice of work may do.
#[derive(Debug)]
pub(crate) struct Budget {
    pub(crate) messages: usize,
    /// Bytes of payloads to be read, as the cheapest search reads them.
    pub(crate) bytes: usize,
}

impl Budget {
    /// Takes one message off; false if there is none left.
    pub(crate) fn take(&mut self) -> bool {
        let left = self.messages > 0 && self.bytes > 0;
        self.messages = self.messages.saturating_sub(1);
        left
    }

    pub(crate) fn read(&mut self, bytes: usize) {
        self.bytes = self.bytes.saturating_sub(bytes);
    }
}

#[derive(Debug)]
pub(crate) struct Index {
    filter: Compiled,
    /// What each topic decides, by [`TopicId`].
    verdicts: Vec<Verdict>,
    numbers: VecDeque<u64>,
    /// The messages before this one are not searched yet.
    older: u64,
    /// Nor are those from this one on.
    next: u64,
}

impl Index {
    pub(crate) fn new(filter: Compiled, ring: &Ring) -> Self {
        let mut verdicts = Vec::new();
        for (id, name) in ring.topics.ids() {
            set(&mut verdicts, id, filter.of_topic(name));
        }
        let end = ring.numbers().end;
        let mut index = Self {
            filter,
            verdicts,
            numbers: VecDeque::new(),
            older: end,
            next: end,
        };
        if !index.filter.reads_payloads() {
            let mut all = Budget {
                messages: usize::MAX,
                bytes: usize::MAX,
            };
            index.work(ring, &mut all);
        }
        index
    }

    pub(crate) fn push(&mut self, taken: &Taken, direction: Direction, topic: &str) {
        if taken.topic_is_new {
            set(&mut self.verdicts, taken.topic, self.filter.of_topic(topic));
        }
        if self.filter.reads_payloads() {
            return;
        }
        self.next = taken.number + 1;
        if self.filter.ways.has(direction) && self.verdict(taken.topic) == Verdict::Always {
            self.numbers.push_back(taken.number);
        }
    }

    /// Message `number`, the oldest, is not kept any more.
    pub(crate) fn forget(&mut self, number: u64) {
        if self.numbers.front() == Some(&number) {
            self.numbers.pop_front();
        }
        self.next = self.next.max(number + 1);
    }

    /// Searches more messages; whether all are searched.
    pub(crate) fn work(&mut self, ring: &Ring, budget: &mut Budget) -> bool {
        let kept = ring.numbers();
        while self.next < kept.end {
            if !budget.take() {
                return false;
            }
            if self.passes(ring, self.next, budget) {
                self.numbers.push_back(self.next);
            }
            self.next += 1;
        }
        while self.older > kept.start {
            if !budget.take() {
                return false;
            }
            self.older -= 1;
            if self.passes(ring, self.older, budget) {
                self.numbers.push_front(self.older);
            }
        }
        true
    }

    /// Kept messages that are not searched yet.
    pub(crate) fn unsearched(&self, kept: Range<u64>) -> u64 {
        self.older.saturating_sub(kept.start) + kept.end.saturating_sub(self.next)
    }

    pub(crate) fn numbers(&self) -> &VecDeque<u64> {
        &self.numbers
    }

    pub(crate) fn filter(&self) -> &Compiled {
        &self.filter
    }

    pub(crate) fn shrink(&mut self) {
        self.numbers.shrink_to_fit();
    }

    fn passes(&self, ring: &Ring, number: u64, budget: &mut Budget) -> bool {
        let Some(record) = ring.record(number) else {
            return false;
        };
        if !self.filter.ways.has(record.direction) {
            return false;
        }
        match self.verdict(record.topic) {
            Verdict::Never => false,
            Verdict::Always => true,
            Verdict::ByPayload => {
                budget.read(record.bytes() * self.filter.cost());
                self.filter.of_payload(ring.payload(record))
            }
        }
    }

    fn verdict(&self, topic: TopicId) -> Verdict {
        let verdict = self.verdicts.get(topic.index());
        verdict.copied().unwrap_or(Verdict::Never)
    }
}

fn set(verdicts: &mut Vec<Verdict>, id: TopicId, verdict: Verdict) {
    if verdicts.len() <= id.index() {
        verdicts.resize(id.index() + 1, Verdict::Never);
    }
    if let Some(place) = verdicts.get_mut(id.index()) {
        *place = verdict;
    }
}
