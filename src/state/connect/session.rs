//! The connection as the page knows it: phase, timeline, subscriptions, and its messages' list.

use crate::state::connect::observe::{cause, note, observed};
use crate::state::connect::watch::Watch;
use crate::state::connect::{Attempt, Failure, List, ListAction, ToolsAction};
use connack_diagnosis::{Observation, ProbeKind, explain};
use connack_protocol::{
    Connect, Entry, Event, FromSession, Observed, Phase, Qos, Run, TimelineLine,
};
use std::collections::VecDeque;
use std::rc::Rc;

pub use note::Note;

/// Whether the session worker runs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum WorkerState {
    /// Connect was not opened yet.
    #[default]
    NotLoaded,
    /// Loading.
    Loading,
    /// It takes requests.
    Ready,
    /// It could not be loaded, or panicked; the text names the place.
    Failed(String),
}

/// One line of the timeline.
#[derive(Debug, Clone, PartialEq)]
pub struct TimelineItem {
    /// Distinguishes it from every other one.
    pub id: u64,
    /// What it says.
    pub body: ItemBody,
    /// What it means to a registration.
    pub note: Option<Note>,
    /// The finding that names a cause.
    pub cause: Option<&'static connack_diagnosis::Entry>,
    /// What was sent, and what was observed: Verify says more about it.
    pub why: Option<(Rc<Attempt>, Observed)>,
    /// What the causes are ranked from.
    pub failure: Option<Failure>,
    /// Wall-clock zero of its time, ms since 1970; 0 before the first connection.
    pub epoch_ms: f64,
}

/// What a line of the timeline says.
#[derive(Debug, Clone, PartialEq)]
pub enum ItemBody {
    /// One event.
    Entry(Entry),
    /// A run of received PUBLISH packets.
    Received {
        /// When the first came, ms.
        from_ms: f64,
        /// How many there are, and until when.
        run: Run,
    },
    /// A line of a transcript that was opened.
    Opened(TimelineLine),
}

/// A topic filter that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// The filter.
    pub topic: String,
    /// What the broker said; `None` until it does.
    pub granted: Option<Result<Qos, ()>>,
}

/// The connection as the page knows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// The worker.
    pub worker: WorkerState,
    /// Where the connection is.
    pub phase: Phase,
    /// Wall-clock zero of the current connection, ms since 1970.
    pub epoch_ms: f64,
    /// What happened, oldest first.
    pub timeline: VecDeque<Rc<TimelineItem>>,
    /// How many lines of the timeline were dropped for want of room.
    pub timeline_dropped: u64,
    /// The messages.
    pub list: List,
    /// When the next try is due, ms since 1970, and which one it is.
    pub next_try: Option<(f64, u32)>,
    /// Filters asked for on the current connection.
    pub subscriptions: Vec<Subscription>,
    attempt: Option<Rc<Attempt>>,
    watch: Watch,
    next_id: u64,
}

/// What is said of an event beside the event itself.
#[derive(Debug, Default)]
struct Said {
    note: Option<Note>,
    cause: Option<&'static connack_diagnosis::Entry>,
    why: Option<(Rc<Attempt>, Observed)>,
    failure: Option<Failure>,
}

impl Session {
    /// What was tried last.
    pub(super) fn attempt(&self) -> Option<&Attempt> {
        self.attempt.as_deref()
    }

    /// What was asked of the worker last.
    pub fn asked(&self) -> Option<&Connect> {
        self.attempt.as_ref().map(|attempt| &*attempt.connect)
    }

    /// Most lines of the timeline.
    pub const MAX_TIMELINE: usize = 500;

    fn push(&mut self, body: ItemBody, said: Said) {
        let Said {
            note,
            cause,
            why,
            failure,
        } = said;
        self.timeline.push_back(Rc::new(TimelineItem {
            id: self.next_id,
            body,
            note,
            cause,
            why,
            failure,
            epoch_ms: self.epoch_ms,
        }));
        self.next_id += 1;
        while self.timeline.len() > Self::MAX_TIMELINE {
            // A named cause is what the reader came for: it outlives the rest.
            let told = |item: &Rc<TimelineItem>| {
                item.cause.is_none() && !matches!(item.note, Some(Note::RegisterRefused(_)))
            };
            let Some(oldest) = self.timeline.iter().position(told) else {
                break;
            };
            self.timeline.remove(oldest);
            self.timeline_dropped += 1;
        }
    }

    fn take(&mut self, entry: Entry) {
        if self.folds(&entry) {
            return;
        }
        let cause = cause(&entry.event, self.watch.course);
        let note = self
            .registers()
            .and_then(|_| note(&entry.event, self.watch.course));
        self.watch.take(&entry, self.attempt.as_deref());
        match &entry.event {
            Event::Phase(phase) => {
                self.phase = *phase;
                if *phase != Phase::Reconnecting {
                    self.next_try = None;
                }
                return;
            }
            Event::SocketOpening { epoch_ms } => {
                self.epoch_ms = *epoch_ms;
                // A connection that is made again goes on with what it had.
                if !self.phase.is_active() {
                    self.subscriptions.clear();
                }
            }
            Event::SubscribeSent { topic, .. } => {
                self.subscriptions
                    .retain(|subscription| subscription.topic != *topic);
                self.subscriptions.push(Subscription {
                    topic: topic.clone(),
                    granted: None,
                });
            }
            Event::Suback { topic, granted, .. } => {
                let of = self.subscriptions.iter_mut().find(|of| of.topic == *topic);
                if let Some(subscription) = of {
                    subscription.granted = Some(granted.ok_or(()));
                }
            }
            Event::Unsuback { topic, .. } => {
                self.subscriptions
                    .retain(|subscription| subscription.topic != *topic);
            }
            Event::Reconnecting { in_ms, attempt } => {
                let due = self.epoch_ms + entry.at_ms + f64::from(*in_ms);
                self.next_try = Some((due, *attempt));
            }
            Event::Received(_)
            | Event::SocketOpen { .. }
            | Event::ConnectSent
            | Event::Connack { .. }
            | Event::UnsubscribeSent { .. }
            | Event::PublishSent { .. }
            | Event::Acknowledged { .. }
            | Event::PingSent
            | Event::PingReceived
            | Event::Restored { .. }
            | Event::Queued { .. }
            | Event::Abandoned
            | Event::Unacknowledged { .. }
            | Event::Discarded { .. }
            | Event::DisconnectSent
            | Event::DisconnectReceived { .. }
            | Event::ReconnectStopped(_)
            | Event::Evicted { .. }
            | Event::TooManyConnects { .. }
            | Event::CredentialsChanged
            | Event::Network { .. }
            | Event::NotSent(_)
            | Event::TimedOut(_)
            | Event::Violation(_)
            | Event::SocketRefused
            | Event::SocketClosed { .. } => {}
        }
        let (cause, seen) = cause.unzip();
        let tried = self.attempt.clone().zip(seen);
        let failure = tried
            .as_ref()
            .map(|(attempt, seen)| self.watch.failure(*seen, entry.at_ms, attempt));
        let why = tried.map(|(attempt, seen)| (attempt, observed(seen)));
        let said = match note {
            // What it means elsewhere is not what it means here.
            Some(_) => Said {
                note,
                why,
                ..Said::default()
            },
            None => Said {
                note,
                cause,
                why,
                failure,
            },
        };
        self.push(ItemBody::Entry(entry), said);
    }

    /// Changes the failures of the timeline; a line that stays as it was is not made anew.
    fn with_failures(&mut self, change: impl Fn(u64, &mut Failure)) {
        for item in &mut self.timeline {
            let Some(before) = &item.failure else {
                continue;
            };
            let mut after = before.clone();
            change(item.id, &mut after);
            if after != *before {
                Rc::make_mut(item).failure = Some(after);
            }
        }
    }
}

/// The number of a probe: that of the line whose failure it tells more about.
pub fn probe_id(item: u64) -> u32 {
    // Four thousand million lines are not reached.
    u32::try_from(item).unwrap_or(u32::MAX)
}

impl Default for Session {
    fn default() -> Self {
        Self {
            worker: WorkerState::default(),
            phase: Phase::Idle,
            epoch_ms: 0.0,
            timeline: VecDeque::new(),
            timeline_dropped: 0,
            list: List::default(),
            next_try: None,
            subscriptions: Vec::new(),
            attempt: None,
            watch: Watch::default(),
            next_id: 0,
        }
    }
}

/// What can happen to the connection.
#[derive(Debug, Clone, PartialEq)]
pub enum SessionAction {
    /// A connection is about to be tried.
    Attempt(Rc<Attempt>),
    /// The worker is being loaded.
    Loading,
    /// The worker could not be loaded.
    LoadFailed(String),
    /// The worker said something.
    FromWorker(FromSession),
    /// The page did not even try this URL: its scheme does not go with https.
    NotTried(String),
    /// A probe of a failure begins; the line of the timeline, and in what it differs.
    Probing(u64, ProbeKind),
    /// Of the list of messages.
    List(ListAction),
    /// A transcript is about to be opened in place of what is shown.
    Opening {
        /// The file's name.
        name: String,
        /// Its size in bytes.
        size: u64,
    },
}

impl Session {
    /// The connection after an action.
    pub fn apply(&mut self, action: SessionAction) {
        match action {
            SessionAction::Attempt(attempt) => self.begin(attempt),
            SessionAction::Loading => self.worker = WorkerState::Loading,
            SessionAction::LoadFailed(what) => self.worker = WorkerState::Failed(what),
            SessionAction::FromWorker(FromSession::Ready) => self.worker = WorkerState::Ready,
            SessionAction::FromWorker(FromSession::Entries(entries)) => {
                entries.into_iter().for_each(|entry| self.take(entry));
                let marks = self.subscriptions.iter().map(|of| of.topic.clone());
                self.list.apply(ListAction::Marks(marks.collect()));
            }
            SessionAction::FromWorker(FromSession::Zero { epoch_ms }) => self.epoch_ms = epoch_ms,
            SessionAction::FromWorker(FromSession::Panicked { location }) => {
                self.worker = WorkerState::Failed(location);
                self.phase = Phase::Closed;
            }
            SessionAction::NotTried(url) => {
                let seen = Observation::MixedContent;
                let Some(entry) = explain(seen) else { return };
                let line = format!("! not-tried cause={}", entry.code);
                let event = Event::SocketRefused;
                self.push(
                    ItemBody::Entry(Entry {
                        at_ms: 0.0,
                        line,
                        event,
                    }),
                    Said {
                        cause: Some(entry),
                        failure: Some(Failure::not_tried(seen, &url, true)),
                        ..Said::default()
                    },
                );
                self.phase = Phase::Closed;
            }
            SessionAction::FromWorker(FromSession::Seen(seen)) => {
                self.list.apply(ListAction::Seen(seen));
            }
            SessionAction::FromWorker(FromSession::Probed { id, opened, .. }) => {
                self.with_failures(|item, failure| {
                    if probe_id(item) == id
                        && let Some(kind) = failure.probing.take()
                    {
                        failure.situation.probed = failure.situation.probed.with(kind, opened);
                    }
                });
            }
            // The worker makes one at a time: another one is given up.
            SessionAction::Probing(id, kind) => self.with_failures(|item, failure| {
                failure.probing = (item == id).then_some(kind);
            }),
            SessionAction::FromWorker(FromSession::File { piece, done }) => {
                let bytes = piece.len() as u64;
                self.list
                    .apply(ListAction::Tools(ToolsAction::Piece { bytes, done }));
            }
            SessionAction::FromWorker(FromSession::Opened(opened)) => self.take_opened(opened),
            SessionAction::Opening { name, size } => self.open(name, size),
            // What the device did, and what it was given, is for other parts of the page.
            SessionAction::FromWorker(FromSession::Told(_) | FromSession::Heard(_)) => {}
            SessionAction::List(action) => self.list.apply(action),
        }
    }
}

mod fold;
mod note;
mod opened;
#[cfg(test)]
mod tests;
