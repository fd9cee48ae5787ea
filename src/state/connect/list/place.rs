//! Where the reader is in the list: at its end, or with a message that stays in its place while
//! others come and go.

use super::List;
use connack_protocol::{At, Seen};

/// Rows in the document above the first that is in view.
const ABOVE: u32 = 7;
/// A place that differs by less, in rows, is the same: the browser tells whole pixels.
const STILL: f64 = 0.04;

impl List {
    pub(super) fn follow(&mut self, follows: bool) {
        if self.follows && !follows {
            self.read = self.seen.as_deref().map_or(0, newest);
            self.held = self.look.number.wrapping_add(1);
        }
        self.follows = follows;
        if follows {
            self.look.at = At::End;
        }
    }

    pub(super) fn scroll(&mut self, row: f64, at_end: bool) {
        // The scrolling of a moment ago must not undo what was selected just now.
        let follows = at_end && (self.follows || self.look.selected.is_none());
        let still = !self.follows && (row - self.top).abs() < STILL;
        self.follow(follows);
        if !follows && still {
            return;
        }
        self.top = row.max(0.0);
        if !follows && !self.stay_at(self.first_in_view()) {
            let above = u64::from(ABOVE);
            self.look.at = At::Row(self.first_in_view().saturating_sub(above));
        }
    }

    /// Holds the list where it stands, if it follows.
    pub(super) fn hold(&mut self) {
        if !self.follows {
            return;
        }
        self.follow(false);
        let first = self.seen.as_ref().map_or(0, |seen| seen.first);
        if !self.stay_at(self.first_in_view()) && !self.stay_at(first) {
            self.look.at = At::Row(first);
        }
    }

    fn first_in_view(&self) -> u64 {
        // Far fewer than 2^53 rows.
        self.top as u64
    }

    /// Stays with the message of this row, if it is in the document.
    fn stay_at(&mut self, row: u64) -> bool {
        let seen = self.seen.as_ref();
        let message = seen.and_then(|seen| {
            let at = usize::try_from(row.checked_sub(seen.first)?).ok()?;
            seen.rows.get(at).map(|row| row.number)
        });
        if let Some(number) = message {
            self.stay_with(number, row);
        }
        message.is_some()
    }

    fn stay_with(&mut self, number: u64, row: u64) {
        self.row = row;
        self.look.at = At::Message {
            number,
            above: ABOVE,
        };
    }

    /// Goes with the message that the list stays with.
    pub(super) fn keep_place(&mut self, seen: &mut Seen) {
        if self.follows {
            return;
        }
        if let Some(before) = &self.seen
            && is_before(seen.look, self.held)
        {
            // These are the newest, and on their way when the reader stopped at others.
            seen.first = before.first;
            seen.rows.clone_from(&before.rows);
            return;
        }
        // While the connection is not shown, no rows are.
        let answers = seen.look == self.look.number && !seen.rows.is_empty();
        match self.look.at {
            At::Row(_) if answers => {
                // Its messages are known now: from here on they keep their place.
                let last = seen.rows.len() as u64 - 1;
                let row = self.first_in_view().clamp(seen.first, seen.first + last);
                self.stay_with(seen.rows[(row - seen.first) as usize].number, row);
                self.look.number = self.look.number.wrapping_add(1);
            }
            At::Message { number, .. } => {
                let by = match (answers, &self.seen) {
                    (true, _) => row_of(number, seen) as i64 - self.row as i64,
                    (false, Some(before)) => moved(before, seen),
                    (false, None) => 0,
                };
                self.row = self.row.saturating_add_signed(by);
                self.top = (self.top + by as f64).max(0.0);
                self.moved += by;
            }
            At::End | At::Row(_) => {}
        }
    }
}

/// The row of this message, or of the next that is kept, among those shown.
fn row_of(number: u64, seen: &Seen) -> u64 {
    let before = seen.rows.partition_point(|row| row.number < number);
    seen.first + before as u64
}

/// By how many rows the messages that both show have moved: up, when older ones were dropped.
fn moved(from: &Seen, to: &Seen) -> i64 {
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

/// The numbers of looks begin again after the last.
fn is_before(look: u32, other: u32) -> bool {
    look.wrapping_sub(other) > u32::MAX / 2
}

pub(super) fn newest(seen: &Seen) -> u64 {
    seen.counters.received + seen.counters.sent
}
