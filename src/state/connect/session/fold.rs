//! What comes by the hundred and makes one line of the timeline together.

use super::{ItemBody, Said, Session};
use connack_protocol::{Entry, Event};
use std::rc::Rc;

impl Session {
    /// Whether an event is told by the line that the timeline ends with, or by a run that begins.
    pub(super) fn folds(&mut self, entry: &Entry) -> bool {
        // Each key that was typed is one.
        if entry.event == Event::CredentialsChanged && self.ends_with_change() {
            return true;
        }
        let Some(next) = entry.event.adds_to_run(entry.at_ms) else {
            return false;
        };
        // Looked at first: a line that is not a run must not be made anew.
        if let Some(last) = self.timeline.back_mut()
            && matches!(last.body, ItemBody::Received { .. })
            && let ItemBody::Received { run, .. } = &mut Rc::make_mut(last).body
        {
            run.add(next);
            return true;
        }
        // An acknowledgement that comes later than its message has a line of its own.
        if next.count == 0 {
            return false;
        }
        let body = ItemBody::Received {
            from_ms: entry.at_ms,
            run: next,
        };
        self.push(body, Said::default());
        true
    }

    fn ends_with_change(&self) -> bool {
        let last = self.timeline.back().map(|item| &item.body);
        matches!(last, Some(ItemBody::Entry(entry)) if entry.event == Event::CredentialsChanged)
    }
}
