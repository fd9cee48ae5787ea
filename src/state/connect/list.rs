//! The list of messages as it is shown: a window of rows out of what the worker keeps.

use crate::state::connect::elements::elements;
use crate::state::connect::{Tools, ToolsAction};
use connack_protocol::{At, ChartAsk, Detail, DetailSeen, FilterKind, Look, Row, Seen, Ways};
use place::newest;
use std::rc::Rc;

/// Rows that are in the document at once; enough for a tall window and a turn of the wheel.
const ROWS: u32 = 28;

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
    /// The selected message is not kept, or no longer.
    pub gone: bool,
    /// What stands round the list.
    pub tools: Tools,
    /// The first row in view among those shown, as the reader scrolled last; its fraction is out of
    /// view.
    pub top: f64,
    /// By how many rows the messages have moved under the reader, up counting down: the place in the
    /// document goes with them.
    pub moved: i64,
    /// The newest message when the list ceased to follow.
    read: u64,
    /// The look with which it did.
    held: u32,
    /// The row of the message that the list stays with, see [`At::Message`].
    row: u64,
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
            gone: false,
            tools: Tools::default(),
            top: 0.0,
            moved: 0,
            read: 0,
            held: 0,
            row: 0,
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
        /// [`List::moved`] of what was in the document then.
        moved: i64,
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
            ListAction::Scrolled { row, at_end, moved } => {
                // The document is behind by what has moved since.
                self.scroll(row + (self.moved - moved) as f64, at_end);
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

    /// Where the selected message stands among the rows in the document.
    pub fn selected_row(&self) -> Option<usize> {
        let number = self.look.selected?;
        self.rows().iter().position(|row| row.number == number)
    }

    fn select(&mut self, number: Option<u64>) {
        if self.look.selected != number {
            self.tools.apply(ToolsAction::Page(0));
            self.tools.revealed = None;
            self.gone = false;
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
            DetailSeen::Is(detail) => {
                // Another one may have been selected meanwhile.
                if self.look.selected == Some(detail.row.number) {
                    self.detail = Some(Rc::from(detail));
                    self.gone = false;
                }
            }
            // What was read stays to be read.
            DetailSeen::Gone => self.gone |= seen.look == self.look.number,
            DetailSeen::AsTold | DetailSeen::None => {}
        }
        self.keep_place(&mut seen);
        self.choose_field(&seen);
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
}

mod place;
#[cfg(test)]
mod tests;
