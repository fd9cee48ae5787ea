//! The list of messages as it is shown: a window of rows out of what the worker keeps.

use crate::state::connect::elements::elements;
use crate::state::connect::{Tools, ToolsAction};
use connack_protocol::{At, ChartAsk, Detail, DetailSeen, FilterKind, Look, Row, Seen, Ways};
use std::rc::Rc;

/// Rows that are in the document at once; enough for a tall window and a turn of the wheel.
const ROWS: u32 = 28;
/// Of these, so many above the first that is in view.
const ABOVE: u64 = 7;

/// The list of messages of one connection.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// What the worker is asked to show.
    pub look: Look,
    /// The newest message is kept in view; else the reader has scrolled away or selected something.
    pub follows: bool,
    /// What the worker answered last.
    pub seen: Option<Rc<Seen>>,
    /// Which element of the document shows each of its rows.
    pub elements: Vec<u32>,
    /// The selected message in full.
    pub detail: Option<Rc<Detail>>,
    /// What stands round the list.
    pub tools: Tools,
    /// The first row in view among those shown, as the reader scrolled last; its fraction is out of
    /// view.
    pub top: f64,
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
            elements: Vec::new(),
            detail: None,
            tools: Tools::default(),
            top: 0.0,
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
        /// The first row in view, see [`List::top`].
        row: f64,
        /// The end is in view.
        at_end: bool,
    },
    /// The reader selects text: the list must hold still.
    Hold,
    /// Show the newest message again.
    Follow,
    /// Show other messages.
    Filtered(FilterChange),
    /// Show this message in full, or none.
    Select(Option<u64>),
    /// Show the message so many rows below the selected one in full; above, if negative.
    Step(i64),
    /// Show the topic tree, or not.
    Topics(bool),
    /// Show this chart, or none.
    Chart(Option<ChartAsk>),
    /// Show this field in the chart.
    ChartField(String),
    /// Mark messages by these subscriptions.
    Marks(Vec<String>),
    /// Of what stands round the list.
    Tools(ToolsAction),
}

/// A field of the filter, with what it holds from here on.
#[derive(Debug, Clone, PartialEq)]
pub enum FilterChange {
    /// What topic or payload must have in it.
    Text(String),
    /// How that is read.
    Kind(FilterKind),
    /// The topic filter.
    Topic(String),
    /// Whose messages.
    Direction(Ways),
}

impl List {
    /// The rows in the document.
    pub fn rows(&self) -> &[Row] {
        self.seen.as_ref().map_or(&[], |seen| &seen.rows)
    }

    /// Empty, for the messages of this file, or of a connection; filter, chart and the like stay.
    pub fn reopen(&mut self, file: Option<String>) {
        let (look, tools) = (self.look.clone(), self.tools.clone());
        *self = Self {
            look: Look {
                selected: None,
                at: At::End,
                number: look.number.wrapping_add(1),
                ..look
            },
            tools: Tools {
                opened: file,
                ..tools
            },
            ..Self::default()
        };
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
                // The scrolling of a moment ago must not undo what was selected just now.
                let follows = at_end && (self.follows || self.look.selected.is_none());
                self.follow(follows);
                self.top = row.max(0.0);
                if !follows {
                    // Far fewer than 2^53 rows.
                    self.look.at = At::Row((self.top as u64).saturating_sub(ABOVE));
                }
            }
            ListAction::Hold => self.hold(),
            ListAction::Follow => self.follow(true),
            ListAction::Filtered(change) => {
                let filter = &mut self.look.filter;
                match change {
                    FilterChange::Text(text) => filter.text = text,
                    FilterChange::Kind(kind) => filter.kind = kind,
                    FilterChange::Topic(topic) => filter.topic_filter = topic,
                    FilterChange::Direction(ways) => filter.direction = ways,
                }
                self.follow(true);
            }
            ListAction::Select(number) => self.select(number),
            ListAction::Step(by) => self.step(by),
            ListAction::Topics(shown) => self.look.topics = shown,
            ListAction::Chart(chart) => {
                let topic = |chart: &Option<ChartAsk>| chart.as_ref().map(|of| of.topic.clone());
                if topic(&chart) != topic(&self.look.chart) {
                    self.tools.apply(ToolsAction::ClearChart(0));
                }
                self.look.chart = chart;
            }
            ListAction::ChartField(field) => {
                if let Some(chart) = &mut self.look.chart {
                    chart.field = Some(field);
                }
                self.tools.apply(ToolsAction::ClearChart(0));
            }
            ListAction::Marks(marks) => self.look.marks = marks,
            ListAction::Tools(action) => self.tools.apply(action),
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

    /// Where the selected message stands among the rows in the document.
    pub fn selected_row(&self) -> Option<usize> {
        let number = self.look.selected?;
        self.rows().iter().position(|row| row.number == number)
    }

    fn hold(&mut self) {
        self.follow(false);
        if let Some(seen) = &self.seen {
            self.look.at = At::Row(seen.first);
        }
    }

    fn select(&mut self, number: Option<u64>) {
        if self.look.selected != number {
            self.tools.apply(ToolsAction::Page(0));
            self.tools.revealed = None;
        }
        self.look.selected = number;
        if self.detail.as_ref().map(|detail| detail.row.number) != number {
            self.detail = None;
        }
        if number.is_some() && self.follows {
            self.hold();
        }
    }

    fn step(&mut self, by: i64) {
        let Some(last) = self.rows().len().checked_sub(1) else {
            return;
        };
        let to = match self.selected_row() {
            Some(row) => row.saturating_add_signed(isize::try_from(by).unwrap_or(0)),
            // From outside, the keyboard comes in at the newest.
            None => last,
        };
        let number = self.rows().get(to.min(last)).map(|row| row.number);
        self.select(number);
    }

    fn take(&mut self, mut seen: Seen) {
        // Megabytes perhaps: moved, not copied.
        match std::mem::replace(&mut seen.detail, DetailSeen::AsTold) {
            DetailSeen::Is(detail) => self.detail = Some(Rc::from(detail)),
            DetailSeen::None => self.detail = None,
            // What was read stays to be read, also when it is no longer kept.
            DetailSeen::AsTold | DetailSeen::Gone => {}
        }
        self.choose_field(&seen);
        let moved = self.moved(&seen);
        // An answer to this very look: of what was dropped meanwhile, the next one knows.
        if let (At::Row(row), false) = (self.look.at, self.follows) {
            self.look.at = At::Row(row.saturating_sub(moved.unsigned_abs()));
            self.top = (self.top + moved as f64).max(0.0);
        }
        self.elements = elements(self.rows(), &self.elements, &seen.rows);
        self.seen = Some(Rc::new(seen));
    }

    /// A chart without a field shows the first that there is.
    fn choose_field(&mut self, seen: &Seen) {
        if let (Some(ask), Some(chart)) = (&mut self.look.chart, &seen.chart)
            && ask.field.is_none()
            && ask.topic == chart.topic
            && let Some(first) = chart.fields.first()
        {
            ask.field = Some(first.clone());
            self.look.number = self.look.number.wrapping_add(1);
        }
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
            row: 50.25,
            at_end: false,
        };
        let list = after([answered(20, 21..101), away, answered(20, 21..101)]);
        assert_eq!((list.follows, list.unread()), (false, 0));
        assert_eq!((list.look.at, list.top), (At::Row(43), 50.25));
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
            row: 50.25,
            at_end: false,
        };
        let mut list = after([answered(20, 21..101), away]);
        let number = list.look.number;
        let later = seen(15, 21..101);
        assert_eq!(list.moved(&later), -5);
        list.apply(ListAction::Seen(Box::new(later)));
        assert_eq!((list.look.at, list.top), (At::Row(38), 45.25));
        // The worker is not asked again for what it has just shown.
        assert_eq!(list.look.number, number);
    }

    #[test]
    fn the_keyboard_steps_through_the_rows_and_holds_the_list() {
        let mut list = after([answered(0, 1..6), ListAction::Step(-1)]);
        assert_eq!((list.look.selected, list.follows), (Some(5), false));
        for (by, number) in [(-1, 4), (-9, 1), (1, 2), (9, 5)] {
            list.apply(ListAction::Step(by));
            assert_eq!(list.look.selected, Some(number), "{by}");
        }
        assert_eq!(after([ListAction::Step(1)]).look.selected, None);
    }

    #[test]
    fn a_chart_takes_the_first_field_there_is() {
        let ask = |field: Option<&str>| ChartAsk {
            topic: "/t".into(),
            field: field.map(str::to_owned),
            points: 9,
        };
        let mut list = after([ListAction::Chart(Some(ask(None)))]);
        let mut with = seen(0, 1..3);
        with.chart = Some(connack_protocol::ChartSeen {
            topic: "/t".into(),
            field: None,
            fields: vec!["/a".into(), "/b".into()],
            points: Vec::new(),
            complete: true,
        });
        list.apply(ListAction::Seen(Box::new(with.clone())));
        assert_eq!(list.look.chart, Some(ask(Some("/a"))));
        let number = list.look.number;
        list.apply(ListAction::Seen(Box::new(with)));
        assert_eq!(list.look.number, number);
    }

    #[test]
    fn another_look_is_asked_for_once() {
        let list = after([ListAction::Topics(true), ListAction::Topics(true)]);
        assert_eq!(list.look.number, 1);
    }
}
