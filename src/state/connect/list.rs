//! The list of messages as it is shown: a window of rows out of what the worker keeps.

use connack_protocol::{At, ChartAsk, Detail, DetailSeen, Filter, Look, Row, Seen};
use std::rc::Rc;

/// Rows that are in the document at once; enough for a tall window and a turn of the wheel.
const ROWS: u32 = 80;
/// Of these, so many above the first that is in view.
const ABOVE: u64 = 30;

/// The list of messages of one connection.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// What the worker is asked to show.
    pub look: Look,
    /// The newest message is kept in view; else the reader has scrolled away or selected something.
    pub follows: bool,
    /// What the worker answered last.
    pub seen: Option<Rc<Seen>>,
    /// The selected message in full.
    pub detail: Option<Rc<Detail>>,
    /// The newest message when the list ceased to follow.
    read: u64,
}

impl Default for List {
    fn default() -> Self {
        Self {
            look: Look {
                rows: ROWS,
                ..Look::default()
            },
            follows: true,
            seen: None,
            detail: None,
            read: 0,
        }
    }
}

/// What can happen to the list.
#[derive(Debug, Clone, PartialEq)]
pub enum ListAction {
    /// The worker answered.
    Seen(Box<Seen>),
    /// The reader scrolled.
    Scrolled {
        /// The first row in view, among those shown.
        row: u64,
        /// The end is in view.
        at_end: bool,
    },
    /// The reader selects text: the list must hold still.
    Hold,
    /// Show the newest message again.
    Follow,
    /// Show these messages only.
    Filter(Filter),
    /// Show this message in full, or none.
    Select(Option<u64>),
    /// Show the topic tree, or not.
    Topics(bool),
    /// Show this chart, or none.
    Chart(Option<ChartAsk>),
    /// Mark messages by these subscriptions.
    Marks(Vec<String>),
}

impl List {
    /// The rows in the document.
    pub fn rows(&self) -> &[Row] {
        self.seen.as_ref().map_or(&[], |seen| &seen.rows)
    }

    /// The number of messages that came since the list ceased to follow.
    pub fn unread(&self) -> u64 {
        if self.follows {
            return 0;
        }
        self.seen
            .as_ref()
            .map_or(0, |seen| newest(seen).saturating_sub(self.read))
    }

    /// The list after an action.
    pub fn apply(&mut self, action: ListAction) {
        let before = self.look.clone();
        match action {
            ListAction::Seen(seen) => return self.take(*seen),
            ListAction::Scrolled { row, at_end } => {
                self.follow(at_end);
                if !at_end {
                    self.look.at = At::Row(row.saturating_sub(ABOVE));
                }
            }
            ListAction::Hold => {
                self.follow(false);
                if let Some(seen) = &self.seen {
                    self.look.at = At::Row(seen.first);
                }
            }
            ListAction::Follow => self.follow(true),
            ListAction::Filter(filter) => {
                self.look.filter = filter;
                self.follow(true);
            }
            ListAction::Select(number) => {
                self.look.selected = number;
                if self.detail.as_ref().map(|detail| detail.row.number) != number {
                    self.detail = None;
                }
            }
            ListAction::Topics(shown) => self.look.topics = shown,
            ListAction::Chart(chart) => self.look.chart = chart,
            ListAction::Marks(marks) => self.look.marks = marks,
        }
        if self.look != before {
            self.look.number = self.look.number.wrapping_add(1);
        }
    }

    fn follow(&mut self, follows: bool) {
        if self.follows && !follows {
            self.read = self.seen.as_deref().map_or(0, newest);
        }
        self.follows = follows;
        if follows {
            self.look.at = At::End;
        }
    }

    fn take(&mut self, seen: Seen) {
        match &seen.detail {
            DetailSeen::Is(detail) => self.detail = Some(Rc::new((**detail).clone())),
            DetailSeen::None => self.detail = None,
            // What was read stays to be read, also when it is no longer kept.
            DetailSeen::AsTold | DetailSeen::Gone => {}
        }
        let moved = self.moved(&seen);
        // An answer to this very look: of what was dropped meanwhile, the next one knows.
        if let (At::Row(row), false) = (self.look.at, self.follows) {
            self.look.at = At::Row(row.saturating_sub(moved.unsigned_abs()));
        }
        self.seen = Some(Rc::new(seen));
    }

    fn moved(&self, to: &Seen) -> i64 {
        self.seen.as_ref().map_or(0, |from| moved(from, to))
    }
}

/// By how many rows the messages that both show have moved: up, when older ones were dropped.
pub fn moved(from: &Seen, to: &Seen) -> i64 {
    let row_of = |seen: &Seen, number: u64| {
        let at = seen.rows.iter().position(|row| row.number == number)?;
        Some(seen.first as i64 + at as i64)
    };
    let both = to
        .rows
        .iter()
        .find_map(|row| Some((row_of(from, row.number)?, row_of(to, row.number)?)));
    both.map_or(0, |(from, to)| to - from)
}

fn newest(seen: &Seen) -> u64 {
    seen.counters.received + seen.counters.sent
}

#[cfg(test)]
mod tests {
    use super::*;
    use connack_protocol::{Counters, Direction, Qos};

    fn seen(first: u64, numbers: std::ops::Range<u64>) -> Seen {
        let rows = numbers.clone().map(|number| Row {
            number,
            epoch_ms: 0.0,
            direction: Direction::Received,
            topic: "/t".into(),
            qos: Qos::AtMostOnce,
            retain: false,
            dup: false,
            bytes: 0,
            head: Vec::new(),
            mark: None,
        });
        Seen {
            look: 0,
            counters: Counters {
                received: numbers.end - 1,
                ..Counters::default()
            },
            first,
            rows: rows.collect(),
            detail: DetailSeen::None,
            topics: None,
            chart: None,
            filter_problem: None,
        }
    }

    fn after(actions: impl IntoIterator<Item = ListAction>) -> List {
        let mut list = List::default();
        actions.into_iter().for_each(|action| list.apply(action));
        list
    }

    fn answered(first: u64, numbers: std::ops::Range<u64>) -> ListAction {
        ListAction::Seen(Box::new(seen(first, numbers)))
    }

    #[test]
    fn scrolling_away_holds_the_list_and_counts_what_comes() {
        let away = ListAction::Scrolled {
            row: 50,
            at_end: false,
        };
        let list = after([answered(20, 21..101), away, answered(20, 21..101)]);
        assert_eq!((list.follows, list.unread()), (false, 0));
        assert_eq!(list.look.at, At::Row(20));
        let mut list = list;
        let mut later = seen(20, 21..101);
        later.counters.received = 107;
        list.apply(ListAction::Seen(Box::new(later)));
        assert_eq!(list.unread(), 7);
        list.apply(ListAction::Follow);
        assert_eq!((list.look.at, list.unread()), (At::End, 0));
    }

    #[test]
    fn what_is_dropped_moves_the_rows_and_the_look_with_them() {
        let away = ListAction::Scrolled {
            row: 50,
            at_end: false,
        };
        let mut list = after([answered(20, 21..101), away]);
        let number = list.look.number;
        let later = seen(15, 21..101);
        assert_eq!(list.moved(&later), -5);
        list.apply(ListAction::Seen(Box::new(later)));
        assert_eq!(list.look.at, At::Row(15));
        // The worker is not asked again for what it has just shown.
        assert_eq!(list.look.number, number);
    }

    #[test]
    fn another_look_is_asked_for_once() {
        let list = after([ListAction::Topics(true), ListAction::Topics(true)]);
        assert_eq!(list.look.number, 1);
    }
}
