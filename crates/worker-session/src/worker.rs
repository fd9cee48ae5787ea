//! The driver: carries out what the session wants and posts what it tells.

use std::cell::RefCell;

use connack_protocol::{Entry, ToSession};
use connack_session::{Close, Config, Effect, Event, Publish, Session, TimedEvent};

use crate::outbox::Outbox;
use crate::scope::{self, Alarm};
use crate::socket::Socket;
use crate::translate;

/// Every other failure closes the socket in the task of its error; this leaves room.
const CLOSE_AFTER_ERROR_MS: f64 = 250.0;

thread_local! {
    static WORKER: RefCell<Worker> = RefCell::new(Worker::new());
}

/// Runs `act` on the one worker, then follows the session. No call of the browser comes back
/// into this module before it returns, so the borrow is always free.
pub(crate) fn with(act: impl FnOnce(&mut Worker)) {
    WORKER.with_borrow_mut(|worker| {
        act(worker);
        worker.follow();
    });
}

pub(crate) struct Worker {
    session: Session,
    /// Kept until the next connection, since its close event comes after the session's end.
    socket: Option<Socket>,
    started_epoch_ms: f64,
    alarm: Alarm,
    /// Runs from an error of the socket to the close event that should follow it.
    error_alarm: Alarm,
    outbox: Outbox,
}

impl Worker {
    fn new() -> Self {
        Self {
            session: Session::new(Config::default()),
            socket: None,
            started_epoch_ms: 0.0,
            alarm: Alarm::new(|| with(Self::handle_timeout)),
            error_alarm: Alarm::new(|| with(Self::handle_silence)),
            outbox: Outbox::new(),
        }
    }

    /// Carries out a request of the page. A refusal is an event of the session as well, which is
    /// how the page learns of it; hence the results are dropped.
    pub(crate) fn take(&mut self, request: ToSession) {
        let now_ms = scope::now_ms();
        let _ = match request {
            ToSession::Connect(connect) => {
                if !self.session.phase().is_active() {
                    self.socket = None;
                    self.error_alarm.clear();
                    self.session = Session::new(Config::default());
                    self.started_epoch_ms = scope::epoch_ms();
                }
                self.session.connect(now_ms, translate::connect(connect))
            }
            ToSession::Subscribe { topic, qos } => {
                self.session.subscribe(now_ms, &topic, translate::qos(qos))
            }
            ToSession::Unsubscribe { topic } => self.session.unsubscribe(now_ms, &topic),
            ToSession::Publish {
                topic,
                payload,
                qos,
                retain,
            } => self.session.publish(
                now_ms,
                Publish {
                    topic,
                    payload,
                    qos: translate::qos(qos),
                    retain,
                },
            ),
            ToSession::Disconnect => self.session.disconnect(now_ms),
        };
    }

    pub(crate) fn handle_open(&mut self, subprotocol: &str) {
        self.session.handle_open(scope::now_ms(), subprotocol);
    }

    pub(crate) fn handle_bytes(&mut self, bytes: &[u8]) {
        self.session.handle_bytes(scope::now_ms(), bytes);
    }

    pub(crate) fn handle_text(&mut self) {
        self.session.handle_text(scope::now_ms());
    }

    pub(crate) fn handle_error(&mut self) {
        self.error_alarm
            .at_latest(scope::now_ms() + CLOSE_AFTER_ERROR_MS);
    }

    pub(crate) fn handle_close(&mut self, close: Close) {
        self.error_alarm.clear();
        self.session.handle_close(scope::now_ms(), close);
    }

    pub(crate) fn handle_frame(&mut self) {
        self.outbox.frame_over(scope::now_ms());
    }

    /// An error without a close event: Chromium's way to say that a policy forbids the address.
    fn handle_silence(&mut self) {
        self.error_alarm.has_rung();
        self.session.handle_refused(scope::now_ms());
    }

    fn handle_timeout(&mut self) {
        self.alarm.has_rung();
        self.session.handle_timeout(scope::now_ms());
    }

    fn follow(&mut self) {
        while let Some(effect) = self.session.poll_effect() {
            self.carry_out(effect);
        }
        while let Some(timed) = self.session.poll_event() {
            self.outbox.push(entry(timed, self.started_epoch_ms));
        }
        match self.session.deadline() {
            Some(at_ms) => self.alarm.at_latest(at_ms),
            None => self.alarm.clear(),
        }
        self.outbox.flush(scope::now_ms());
    }

    fn carry_out(&mut self, effect: Effect) {
        match (effect, &self.socket) {
            (Effect::OpenSocket { url }, _) => {
                self.socket = Socket::open(&url);
                if self.socket.is_none() {
                    self.session.handle_refused(scope::now_ms());
                }
            }
            (Effect::Send(bytes), Some(socket)) => socket.send(&bytes),
            (Effect::CloseSocket { code }, Some(socket)) => socket.close(code),
            (Effect::Send(_) | Effect::CloseSocket { .. }, None) => {}
        }
    }
}

/// A row of messages is the page's to write, so a received one has no line.
fn entry(timed: TimedEvent, epoch_ms: f64) -> Entry {
    let line = if matches!(timed.event, Event::Received(_)) {
        String::new()
    } else {
        connack_session::transcript::text(&timed.event)
    };
    Entry {
        at_ms: timed.at_ms,
        line,
        event: translate::event(timed.event, epoch_ms),
    }
}
