//! The store: takes messages, drops the oldest over the capacity, and counts both.

use connack_protocol::{
    Capacity, Counters, DetailSeen, Direction, ExportAsk, Filter, FilterProblem, Look, Seen,
};

use crate::chart::Chart;
use crate::export::Export;
use crate::filter::Compiled;
use crate::index::{Budget, Index};
use crate::ring::{Delivery, Kept, Ring};
use crate::view::{self, Marks};

/// Bytes of payloads that a slice of work reads, for each message that it may search.
const BYTES_FOR_EACH: usize = 4 << 10;

/// The messages of one connection.
#[derive(Debug)]
pub struct Store {
    ring: Ring,
    index: Index,
    capacity: Capacity,
    counters: Counters,
    look: Look,
    marks: Marks,
    chart: Option<Chart>,
    problem: Option<FilterProblem>,
    /// The selected message, if it was told in full.
    told: Option<u64>,
    has_news: bool,
}

impl Store {
    /// An empty store, looked at as by [`Look::default`].
    pub fn new(capacity: Capacity) -> Self {
        let ring = Ring::new();
        let look = Look::default();
        Self {
            index: Index::new(Compiled::all(look.filter.direction), &ring),
            ring,
            capacity,
            counters: Counters::default(),
            marks: Marks::new(&look.marks),
            look,
            chart: None,
            problem: None,
            told: None,
            has_news: true,
        }
    }

    /// Keeps a message and returns its number. Costs the same however many are kept.
    pub fn push(&mut self, delivery: &Delivery<'_>) -> u64 {
        match delivery.direction {
            Direction::Received => {
                self.counters.received += 1;
                self.counters.received_bytes += delivery.payload.len() as u64;
            }
            Direction::Sent => self.counters.sent += 1,
        }
        let taken = self.ring.push(delivery);
        self.index.push(&taken, delivery.direction, delivery.topic);
        self.drop_surplus();
        self.has_news = true;
        taken.number
    }

    /// Keeps what else the packet of the newest message said. It counts for the capacity.
    pub fn add_properties(&mut self, text: String) {
        self.ring.add_properties(text);
        self.drop_surplus();
    }

    /// Drops all messages; `received` and `sent` stay, and the numbers go on.
    pub fn clear(&mut self) {
        while self.drop_oldest() {}
        if let Some(chart) = self.chart.take() {
            self.chart = Some(chart.emptied(&self.ring));
        }
        self.ring.shrink();
        self.index.shrink();
        self.has_news = true;
    }

    /// Changes the capacity; what is over it is dropped at once.
    pub fn set_capacity(&mut self, capacity: Capacity) {
        self.capacity = capacity;
        self.drop_surplus();
        self.ring.shrink();
        self.index.shrink();
        self.has_news = true;
    }

    /// The capacity in force.
    pub fn capacity(&self) -> Capacity {
        self.capacity
    }

    /// Follows the page's look. A filter that cannot be followed leaves the one before in force.
    pub fn look(&mut self, look: Look) {
        if look.filter != self.look.filter {
            self.filter_by(&look.filter);
        }
        self.marks = Marks::new(&look.marks);
        let ways = self.index.filter().ways;
        self.chart = look.chart.clone().map(|ask| match self.chart.take() {
            Some(chart) if chart.is_of(&ask, ways) => chart,
            Some(_) | None => Chart::new(ask, ways, &self.ring),
        });
        if look.selected != self.look.selected {
            self.told = None;
        }
        self.look = look;
        self.has_news = true;
    }

    fn filter_by(&mut self, filter: &Filter) {
        match Compiled::new(filter) {
            Ok(filter) => {
                self.index = Index::new(filter, &self.ring);
                self.problem = None;
            }
            Err(problem) => self.problem = Some(problem),
        }
    }

    /// Does a slice of the work that filter and chart have left: at most so many messages, and
    /// 4 KiB of payloads for each, less where reading is slow: 1 KiB of JSON for a chart, 256 bytes
    /// for a regular expression (one message may be longer). True when nothing is left to do.
    pub fn work(&mut self, messages: usize) -> bool {
        let mut budget = Budget {
            messages,
            bytes: messages.saturating_mul(BYTES_FOR_EACH),
        };
        let searched = self.index.work(&self.ring, &mut budget);
        let drawn = match &mut self.chart {
            Some(chart) => chart.work(&self.ring, &mut budget),
            None => true,
        };
        self.has_news |= budget.messages < messages;
        searched && drawn
    }

    /// Whether [`Self::see`] would answer otherwise than the last time.
    pub fn has_news(&self) -> bool {
        self.has_news
    }

    /// What the page's look shows now, as far as it is worked out.
    pub fn see(&mut self) -> Seen {
        self.has_news = false;
        let detail = view::detail(&self.ring, &self.marks, self.look.selected, self.told);
        self.told = match detail {
            DetailSeen::Is(_) | DetailSeen::AsTold => self.look.selected,
            DetailSeen::None | DetailSeen::Gone => None,
        };
        let (first, rows) = view::window(&self.ring, &self.marks, self.index.numbers(), &self.look);
        Seen {
            look: self.look.number,
            counters: self.counters(),
            first,
            rows,
            detail,
            topics: self.look.topics.then(|| crate::tree::flattened(&self.ring)),
            chart: self.chart.as_ref().map(|chart| chart.seen(&self.ring)),
            filter_problem: self.problem.clone(),
        }
    }

    /// How many of what.
    pub fn counters(&self) -> Counters {
        Counters {
            kept: self.ring.len() as u64,
            kept_bytes: self.ring.bytes(),
            shown: self.index.numbers().len() as u64,
            unsearched: self.index.unsearched(self.ring.numbers()),
            ..self.counters
        }
    }

    /// A message, if it is kept.
    pub fn get(&self, number: u64) -> Option<Kept<'_>> {
        self.ring.get(number)
    }

    /// Begins to write the messages that pass the filter now. `None` while the filter is not held
    /// against all of them yet: first [`Self::work`] it off.
    pub fn export(&self, ask: ExportAsk) -> Option<Export> {
        let searched = self.index.unsearched(self.ring.numbers()) == 0;
        searched.then(|| Export::new(ask, self.index.numbers().clone()))
    }

    fn drop_surplus(&mut self) {
        while self.ring.len() > 1
            && (self.ring.len() > self.capacity.messages as usize
                || self.ring.bytes() > u64::from(self.capacity.bytes))
        {
            self.drop_oldest();
        }
    }

    fn drop_oldest(&mut self) -> bool {
        let number = self.ring.numbers().start;
        match self.ring.pop() {
            Some(Direction::Received) => self.counters.dropped += 1,
            Some(Direction::Sent) => self.counters.dropped_sent += 1,
            None => return false,
        }
        self.index.forget(number);
        true
    }
}
