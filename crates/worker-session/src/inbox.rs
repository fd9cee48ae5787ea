//! The messages of the connection: kept, shown to the page at its own pace, written as files.

use connack_messages::{Delivery, Export, Item, Store, TranscriptReader};
use connack_protocol::{Capacity, ExportAsk, FileDone, FromSession, Look, Opened, TimelineLine};

use crate::outbox::post;
use crate::scope::{self, Alarm};
use crate::worker;

/// The page is told what it looks at at most this often: quick enough for eyes, and a flood of
/// messages costs it no more than a trickle.
const SEEN_EVERY_MS: f64 = 100.0;
/// Messages in a slice of work: a few milliseconds at most, so that the socket never waits.
const SLICE: usize = 500;

pub(crate) struct Inbox {
    store: Store,
    /// What the page looks at, also in another store.
    look: Look,
    seen_ms: f64,
    alarm: Alarm,
    /// Rings at once, for the next slice of what takes long.
    work: Alarm,
    /// Waits until the filter has seen all messages.
    asked: Option<ExportAsk>,
    export: Option<Export>,
    reader: Option<TranscriptReader>,
    /// The messages are those of a file.
    opened: bool,
}

impl Inbox {
    pub(crate) fn new() -> Self {
        Self {
            store: Store::new(Capacity::default()),
            look: Look::default(),
            seen_ms: f64::NEG_INFINITY,
            alarm: Alarm::new(|| {
                worker::with(|worker| {
                    worker.inbox.alarm.has_rung();
                });
            }),
            work: Alarm::new(|| {
                worker::with(|worker| {
                    worker.inbox.work.has_rung();
                    worker.inbox.slice();
                });
            }),
            asked: None,
            export: None,
            reader: None,
            opened: false,
        }
    }

    /// Keeps a message; its number.
    pub(crate) fn push(&mut self, delivery: &Delivery<'_>) -> u64 {
        self.store.push(delivery)
    }

    /// Keeps what else the packet of the newest message said.
    pub(crate) fn add_properties(&mut self, text: String) {
        self.store.add_properties(text);
    }

    pub(crate) fn look(&mut self, look: Look) {
        self.look = look.clone();
        self.store.look(look);
        // A person waits for the answer.
        self.seen_ms = f64::NEG_INFINITY;
    }

    pub(crate) fn clear(&mut self) {
        self.store.clear();
    }

    pub(crate) fn set_capacity(&mut self, capacity: Capacity) {
        self.store.set_capacity(capacity);
    }

    pub(crate) fn export(&mut self, ask: ExportAsk) {
        self.asked = Some(ask);
        self.slice();
    }

    /// Makes room for a connection, if the messages are those of a file.
    pub(crate) fn leave_file(&mut self) {
        if self.opened {
            self.empty();
            self.reader = None;
            self.opened = false;
        }
    }

    /// Nothing is kept, and all is counted anew.
    fn empty(&mut self) {
        self.store = Store::new(self.store.capacity());
        self.store.look(self.look.clone());
    }

    /// Takes a piece of a transcript in.
    pub(crate) fn open(&mut self, piece: &[u8], first: bool, last: bool) {
        if first {
            self.empty();
            self.reader = Some(TranscriptReader::default());
            self.opened = true;
        }
        let Some(mut reader) = self.reader.take() else {
            return;
        };
        let mut items = match reader.feed(piece) {
            Ok(items) => items,
            Err(error) => return fail(&error),
        };
        let mut epoch_ms = reader.started().map_or(0.0, |started| started.epoch_ms);
        if last {
            match reader.finish() {
                Ok((started, rest)) => {
                    epoch_ms = started.epoch_ms;
                    items.extend(rest);
                }
                Err(error) => return fail(&error),
            }
        } else {
            self.reader = Some(reader);
        }
        let mut lines: Vec<TimelineLine> = Vec::new();
        for item in items {
            match item {
                Item::Line(line) => lines.push(line),
                Item::Message(message) => {
                    self.store.push(&message.delivery());
                }
            }
        }
        post(&FromSession::Opened(Opened::Lines {
            epoch_ms,
            lines,
            last,
        }));
    }

    /// A slice of what takes long; the next one follows by itself.
    fn slice(&mut self) {
        let searched = self.store.work(SLICE);
        if searched && let Some(ask) = self.asked.take() {
            self.export = self.store.export(ask);
        }
        if let Some(mut export) = self.export.take() {
            let piece = export.next_chunk(&self.store);
            let done = piece.is_none().then(|| FileDone {
                missed: export.missed(),
            });
            if done.is_none() {
                self.export = Some(export);
            }
            post(&FromSession::File {
                piece: piece.unwrap_or_default(),
                done,
            });
        }
        if !searched || self.export.is_some() || self.asked.is_some() {
            self.work.at_latest(scope::now_ms());
        }
    }

    /// Tells the page what it looks at, or has itself woken when it is time to.
    pub(crate) fn flush(&mut self, now_ms: f64) {
        if !self.store.has_news() {
            return;
        }
        let next_ms = self.seen_ms + SEEN_EVERY_MS;
        if now_ms < next_ms {
            return self.alarm.at_latest(next_ms);
        }
        self.alarm.clear();
        // What came since is held against filter and chart before it is shown.
        self.slice();
        self.seen_ms = now_ms;
        post(&FromSession::Seen(Box::new(self.store.see())));
    }
}

fn fail(error: &connack_messages::TranscriptError) {
    post(&FromSession::Opened(Opened::Failed {
        line: error.line,
        what: error.fault.to_string(),
    }));
}
