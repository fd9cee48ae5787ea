//! What stands round the list of messages: how the selected one is shown, the topic tree, the
//! chart, the capacity, and files on their way.

use crate::state::connect::DetailView;
use connack_protocol::{Capacity, ChartSeen, FileDone, Point};
use std::collections::BTreeSet;
use std::rc::Rc;

/// What stands round the list of messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tools {
    /// How the selected message's payload is shown.
    pub view: DetailView,
    /// The page of it, from 0.
    pub page: usize,
    /// The number of the message whose secret is shown.
    pub revealed: Option<u64>,
    /// Files are written with the secrets that were received.
    pub with_secrets: bool,
    /// Branches of the topic tree that are folded, by their path.
    pub folded: BTreeSet<String>,
    /// The node of the topic tree that the keyboard is at, by its path.
    pub topic: Option<String>,
    /// What the chart showed when it was paused.
    pub paused: Option<Rc<ChartSeen>>,
    /// The chart was cleared: only later messages than this number count.
    pub chart_after: u64,
    /// How much the worker keeps.
    pub capacity: Capacity,
    /// What stands in a field of the capacity and does not count, or not yet.
    pub capacity_typed: Option<(CapacityField, String)>,
    /// The field of the capacity that does not hold what it should.
    pub capacity_wrong: Option<CapacityField>,
    /// The file that is written or read.
    pub file: FileState,
    /// A file was dropped while another one was on its way, and not opened.
    pub in_the_way: bool,
    /// The name of the file whose messages are in the list.
    pub opened: Option<String>,
}

/// A field of the capacity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CapacityField {
    /// How many messages: 1 to [`CapacityField::MAX_MESSAGES`].
    Messages,
    /// How many MB (2^20 bytes): 1 to [`CapacityField::MAX_MB`].
    Megabytes,
}

impl CapacityField {
    /// The list is as high as all its rows: past 11 million pixels (Chromium where three make one of
    /// the screen; Firefox ends at 17 million) the rows below could not be reached.
    pub const MAX_MESSAGES: u32 = 200_000;
    /// A worker has 4 GB, and an export takes its share.
    pub const MAX_MB: u32 = 1_024;

    fn max(self) -> u32 {
        match self {
            Self::Messages => Self::MAX_MESSAGES,
            Self::Megabytes => Self::MAX_MB,
        }
    }
}

/// A file that is written or read.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum FileState {
    /// None.
    #[default]
    None,
    /// One is being written.
    Writing {
        /// Bytes written.
        bytes: u64,
        /// Nobody wants it any more; its end is waited for.
        cancelled: bool,
    },
    /// One was handed to the browser.
    Written {
        /// Its size.
        bytes: u64,
        /// Messages that were dropped before their turn came.
        missed: u64,
    },
    /// One is being read.
    Reading {
        /// Bytes handed over.
        bytes: u64,
        /// All of them.
        of: u64,
    },
    /// It could not be read.
    Failed(FileProblem),
}

/// Why a file was not opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileProblem {
    /// A connection is open: its messages would be mixed with those of the file.
    Connected,
    /// The browser does not give its bytes.
    Unreadable,
    /// A line is not one of a transcript.
    Line {
        /// The line, from 1.
        line: u64,
        /// What is wrong with it, in English.
        what: String,
    },
}

/// What can happen to what stands round the list.
#[derive(Debug, Clone, PartialEq)]
pub enum ToolsAction {
    /// Show payloads so.
    View(DetailView),
    /// Show this page of the payload.
    Page(usize),
    /// Show the secret of the message with this number.
    Reveal(u64),
    /// Write files with the secrets that were received, or without.
    WithSecrets(bool),
    /// Fold or unfold a branch of the topic tree.
    Fold(String),
    /// The keyboard is at this node of the topic tree.
    Topic(Option<String>),
    /// Hold the chart, or let it go on.
    Pause(Option<Rc<ChartSeen>>),
    /// Leave out of the chart what came until this number.
    ClearChart(u64),
    /// A field of the capacity is being typed.
    CapacityTyped(CapacityField, String),
    /// It is finished.
    Capacity(CapacityField, String),
    /// A file was asked for.
    Write,
    /// It is no longer wanted.
    Cancel,
    /// A piece of it came.
    Piece {
        /// Its size.
        bytes: u64,
        /// It was the last.
        done: Option<FileDone>,
    },
    /// A piece of a file was handed to the worker.
    Read {
        /// Bytes handed over until now.
        bytes: u64,
        /// All of them.
        of: u64,
    },
    /// A file was not opened, since another one is on its way.
    InTheWay,
    /// A file was not opened.
    Failed(FileProblem),
    /// The worker has read the whole file.
    Opened,
}

impl Tools {
    /// What stands there after an action.
    pub fn apply(&mut self, action: ToolsAction) {
        match action {
            ToolsAction::View(view) => (self.view, self.page) = (view, 0),
            ToolsAction::Page(page) => self.page = page,
            ToolsAction::Reveal(number) => self.revealed = Some(number),
            ToolsAction::WithSecrets(with) => self.with_secrets = with,
            ToolsAction::Fold(path) => {
                if !self.folded.remove(&path) {
                    self.folded.insert(path);
                }
            }
            ToolsAction::Topic(topic) => self.topic = topic,
            ToolsAction::Pause(paused) => self.paused = paused,
            ToolsAction::ClearChart(after) => {
                self.chart_after = after;
                self.paused = None;
            }
            ToolsAction::CapacityTyped(field, text) => self.capacity_typed = Some((field, text)),
            ToolsAction::Capacity(field, text) => self.set_capacity(field, text),
            ToolsAction::Write => {
                self.file = FileState::Writing {
                    bytes: 0,
                    cancelled: false,
                }
            }
            ToolsAction::Cancel => {
                if let FileState::Writing { cancelled, .. } = &mut self.file {
                    *cancelled = true;
                }
            }
            ToolsAction::Piece { bytes, done } => self.piece(bytes, done),
            ToolsAction::Read { bytes, of } => self.file = FileState::Reading { bytes, of },
            ToolsAction::InTheWay => self.in_the_way = true,
            ToolsAction::Failed(problem) => self.file = FileState::Failed(problem),
            ToolsAction::Opened => self.file = FileState::None,
        }
        self.in_the_way &= self.is_busy();
    }

    /// Whether a file is on its way.
    pub fn is_busy(&self) -> bool {
        match self.file {
            FileState::Writing { .. } | FileState::Reading { .. } => true,
            FileState::None | FileState::Written { .. } | FileState::Failed(_) => false,
        }
    }

    /// Whether a connection would mix with a file: one is being read, or what it held is being
    /// written.
    pub fn is_busy_with_opened(&self) -> bool {
        self.opened.is_some() && self.is_busy()
    }

    fn piece(&mut self, more: u64, done: Option<FileDone>) {
        let FileState::Writing { bytes, cancelled } = self.file else {
            return;
        };
        let bytes = bytes + more;
        self.file = match done {
            None => FileState::Writing { bytes, cancelled },
            Some(_) if cancelled => FileState::None,
            Some(FileDone { missed }) => FileState::Written { bytes, missed },
        };
    }

    fn set_capacity(&mut self, field: CapacityField, text: String) {
        let number = text.trim().parse().ok();
        let number = number.filter(|number| (1..=field.max()).contains(number));
        (self.capacity_wrong, self.capacity_typed) = match number {
            Some(_) => (None, None),
            None => (Some(field), Some((field, text))),
        };
        match (field, number) {
            (_, None) => {}
            (CapacityField::Messages, Some(number)) => self.capacity.messages = number,
            (CapacityField::Megabytes, Some(number)) => self.capacity.bytes = number << 20,
        }
    }
}

/// The points of a chart that count since it was cleared.
pub fn counted<'a>(chart: &'a ChartSeen, tools: &Tools) -> &'a [Point] {
    let from = chart
        .points
        .partition_point(|point| point.number <= tools.chart_after);
    &chart.points[from..]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(actions: impl IntoIterator<Item = ToolsAction>) -> Tools {
        let mut tools = Tools::default();
        actions.into_iter().for_each(|action| tools.apply(action));
        tools
    }

    #[test]
    fn a_capacity_that_cannot_be_changes_nothing() {
        let typed = |field, text: &str| after([ToolsAction::Capacity(field, text.into())]);
        let default = Capacity::default();
        for text in ["", "0", "-1", "200001", "many"] {
            let tools = typed(CapacityField::Messages, text);
            assert_eq!(tools.capacity, default, "{text}");
            assert_eq!(tools.capacity_wrong, Some(CapacityField::Messages));
        }
        let tools = typed(CapacityField::Megabytes, " 1024 ");
        assert_eq!(
            (tools.capacity.bytes, tools.capacity_wrong),
            (1 << 30, None)
        );
        assert_eq!(tools.capacity.messages, default.messages);
    }

    #[test]
    fn a_cancelled_file_keeps_the_next_one_waiting_until_its_end() {
        let piece = |done| ToolsAction::Piece { bytes: 10, done };
        let done = Some(FileDone { missed: 2 });
        let whole = after([ToolsAction::Write, piece(None), piece(done)]);
        let written = FileState::Written {
            bytes: 20,
            missed: 2,
        };
        assert_eq!(whole.file, written);
        let mut cancelled = after([ToolsAction::Write, ToolsAction::Cancel, piece(None)]);
        assert!(cancelled.is_busy());
        cancelled.apply(piece(done));
        assert_eq!(cancelled.file, FileState::None);
        // A piece that nobody asked for begins no file.
        assert_eq!(after([piece(None)]).file, FileState::None);
    }

    #[test]
    fn a_file_that_is_in_the_way_is_told_until_it_has_passed() {
        let read = ToolsAction::Read { bytes: 5, of: 10 };
        let mut tools = after([read.clone(), ToolsAction::InTheWay, read.clone()]);
        assert_eq!(tools.file, FileState::Reading { bytes: 5, of: 10 });
        assert!(tools.in_the_way);
        tools.apply(ToolsAction::Opened);
        assert!(!tools.in_the_way);
        tools.apply(read);
        assert!(!tools.in_the_way);
    }
}
