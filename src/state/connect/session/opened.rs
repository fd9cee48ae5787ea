//! A transcript, opened in place of what the connection showed.

use super::Said;
use crate::state::connect::{Attempt, FileProblem, ItemBody, ListAction, Session, ToolsAction};
use connack_protocol::{Opened, TimelineLine};
use std::rc::Rc;

impl Session {
    /// Makes room for a file with this name.
    pub(super) fn open(&mut self, name: String, size: u64) {
        self.empty(Some(name));
        let read = ToolsAction::Read { bytes: 0, of: size };
        self.list.apply(ListAction::Tools(read));
    }

    /// A connection is about to be tried: a file that is shown gives way. The worker does the same.
    pub(super) fn begin(&mut self, attempt: Rc<Attempt>) {
        if self.list.tools.opened.is_some() {
            self.empty(None);
            self.list.apply(ListAction::Tools(ToolsAction::Opened));
        }
        self.attempt = Some(attempt);
    }

    fn empty(&mut self, file: Option<String>) {
        self.timeline.clear();
        self.timeline_dropped = 0;
        self.list.reopen(file);
    }

    /// Takes in what the worker found in the file.
    pub(super) fn take_opened(&mut self, opened: Opened) {
        let done = match opened {
            Opened::Lines {
                epoch_ms,
                lines,
                last,
            } => {
                self.epoch_ms = epoch_ms;
                for line in lines {
                    self.push(ItemBody::Opened(line), Said::default());
                }
                last.then_some(ToolsAction::Opened)
            }
            Opened::Failed { line, what } => {
                Some(ToolsAction::Failed(FileProblem::Line { line, what }))
            }
        };
        if let Some(done) = done {
            self.list.apply(ListAction::Tools(done));
        }
    }

    /// The timeline as a transcript holds it, and the zero of its times, ms since 1970.
    pub fn timeline_lines(&self) -> (f64, Vec<TimelineLine>) {
        let epochs = self.timeline.iter().map(|item| item.epoch_ms);
        let zero = epochs
            .filter(|epoch| *epoch > 0.0)
            .fold(f64::INFINITY, f64::min);
        let zero = if zero.is_finite() {
            zero
        } else {
            self.epoch_ms
        };
        let lines = self.timeline.iter().filter_map(|item| {
            let (at_ms, line) = match &item.body {
                ItemBody::Entry(entry) => (entry.at_ms, entry.line.clone()),
                ItemBody::Opened(opened) => (opened.at_ms, opened.line.clone()),
                // Each message has a line of its own, but not what acknowledged it.
                ItemBody::Received { run, .. } if run.acks > 0 => {
                    (run.to_ms, format!("! acknowledged packets={}", run.acks))
                }
                ItemBody::Received { .. } => return None,
            };
            Some(TimelineLine {
                at_ms: (item.epoch_ms - zero).max(0.0) + at_ms,
                line,
            })
        });
        (zero, lines.collect())
    }
}
