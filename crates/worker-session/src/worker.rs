//! The driver: carries out what the session wants, keeps its messages, and posts what it tells.

use std::cell::RefCell;
use std::collections::VecDeque;

use connack_behaviour::{Heard, Moment, Outgoing};
use connack_messages::Delivery;
use connack_protocol::{Direction, Entry, FromSession, Hidden, Publish, ToSession, Version};
use connack_session::{
    Close, Config, Effect, Event, Message, Phase, Properties, Session, TimedEvent, transcript,
};

use crate::device::DeviceRun;
use crate::inbox::Inbox;
use crate::outbox::{Outbox, post};
use crate::probe::{self, Probe};
use crate::scope::{self, Alarm};
use crate::socket::Socket;
use crate::translate;

/// Every other failure closes the socket in the task of its error; this leaves room.
const CLOSE_AFTER_ERROR_MS: f64 = 250.0;
/// Bytes that the browser may hold unsent; further packets wait here, and what the device sends by
/// itself is not even made.
const HIGH_WATER: u32 = 1 << 20;
/// Bytes unsent from which the way is a slow one.
const BACKLOG: u32 = 16 << 10;
/// How soon to look again whether the browser has sent them.
const DRAIN_MS: f64 = 10.0;
/// How far the clock on the wall may part from the one that never goes back. They part when the
/// machine sleeps.
const DRIFT_MS: f64 = 1_000.0;

thread_local! {
    static WORKER: RefCell<Worker> = RefCell::new(Worker::new());
}

/// Runs `act` on the one worker, then follows the session. No call of the browser comes back
/// into this module before it returns, so the borrow is always free.
pub(crate) fn with(act: impl FnOnce(&mut Worker)) {
    WORKER.with_borrow_mut(|worker| {
        worker.device.begin_task();
        act(worker);
        worker.follow();
    });
}

pub(crate) struct Worker {
    session: Session,
    version: Version,
    /// Kept until the next connection, since its close event comes after the session's end.
    socket: Option<Socket>,
    /// Packets that the browser would only pile up.
    unsent: VecDeque<Vec<u8>>,
    /// What the browser held unsent when it was last looked at.
    buffered: u32,
    drain: Alarm,
    /// The zero of the session's times, on both clocks.
    started_ms: f64,
    started_epoch_ms: f64,
    alarm: Alarm,
    /// Runs from an error of the socket to the close event that should follow it.
    error_alarm: Alarm,
    outbox: Outbox,
    /// Topics that the page listens for.
    listened: Vec<String>,
    pub(crate) inbox: Inbox,
    pub(crate) device: DeviceRun,
    probe: Option<Probe>,
}

impl Worker {
    fn new() -> Self {
        Self {
            session: Session::new(Config::default(), scope::seed()),
            version: Version::default(),
            socket: None,
            unsent: VecDeque::new(),
            buffered: 0,
            drain: Alarm::new(|| with(Self::handle_drain)),
            started_ms: 0.0,
            started_epoch_ms: 0.0,
            alarm: Alarm::new(|| with(Self::handle_timeout)),
            error_alarm: Alarm::new(|| with(Self::handle_silence)),
            outbox: Outbox::new(),
            listened: Vec::new(),
            inbox: Inbox::new(),
            device: DeviceRun::new(),
            probe: None,
        }
    }

    /// Carries out a request of the page. A refusal is an event of the session as well, which is
    /// how the page learns of it; hence the results are dropped.
    pub(crate) fn take(&mut self, request: ToSession) {
        let now_ms = scope::now_ms();
        match request {
            ToSession::Connect(connect) => {
                self.inbox.leave_file();
                let version = connect.version;
                let connect = translate::connect(*connect);
                if !self.session.phase().is_active() {
                    self.started_ms = now_ms;
                    self.started_epoch_ms = scope::epoch_ms();
                }
                if self.session.connect(now_ms, connect).is_ok() {
                    self.version = version;
                }
            }
            ToSession::Credentials(connect) => {
                let version = connect.version;
                let connect = translate::connect(*connect);
                if self.session.set_credentials(now_ms, connect).is_ok() {
                    self.version = version;
                }
            }
            ToSession::TryNow => {
                let _ = self.session.try_now(now_ms);
            }
            ToSession::Subscribe { topic, qos } => {
                let _ = self.session.subscribe(now_ms, &topic, translate::qos(qos));
            }
            ToSession::Unsubscribe { topic } => {
                let _ = self.session.unsubscribe(now_ms, &topic);
            }
            ToSession::Publish(publish) => self.publish(*publish),
            ToSession::Disconnect => {
                let _ = self.session.disconnect(now_ms);
            }
            ToSession::Look(look) => self.inbox.look(*look),
            ToSession::Clear => self.inbox.clear(),
            ToSession::Capacity(capacity) => self.inbox.set_capacity(capacity),
            ToSession::Export(ask) => self.inbox.export(*ask),
            ToSession::Open { piece, first, last } => self.inbox.open(&piece, first, last),
            ToSession::Listen(topics) => self.listened = topics,
            ToSession::Device(device) => self.device.set_device(device, self.is_online()),
            ToSession::Rules(rules) => self.device.set_rules(rules),
            ToSession::Thing(thing) => self.device.set_thing(thing),
            ToSession::Repeat { id, repeat } => self.device.start_repeat(id, *repeat),
            ToSession::StopRepeat { id } => self.device.stop_repeat(id),
            ToSession::Probe {
                id,
                url,
                subprotocol,
            } => self.probe = Some(probe::start(id, &url, subprotocol)),
            ToSession::Network { online } => self.session.handle_network(now_ms, online),
        }
    }

    pub(crate) fn handle_open(&mut self, subprotocol: &str) {
        self.session.handle_open(scope::now_ms(), subprotocol);
    }

    pub(crate) fn handle_bytes(&mut self, bytes: &[u8]) {
        let now_ms = scope::now_ms();
        self.session.handle_bytes(now_ms, bytes);
        // In a flood of messages alarms come late; a PINGREQ must not.
        if self.session.deadline().is_some_and(|at_ms| at_ms <= now_ms) {
            self.session.handle_timeout(now_ms);
        }
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
        self.unsent.clear();
        self.session.handle_close(scope::now_ms(), close);
    }

    pub(crate) fn handle_frame(&mut self) {
        self.outbox.frame_over(scope::now_ms());
    }

    pub(crate) fn handle_probed(&mut self) {
        if let Some(probe) = &mut self.probe {
            probe.end();
        }
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

    fn handle_drain(&mut self) {
        self.drain.has_rung();
        let buffered = self.socket.as_ref().map_or(0, Socket::buffered);
        // A slow way is not a lost one; a PINGREQ alone that leaves says nothing of its answer.
        if self.buffered > BACKLOG && buffered < self.buffered {
            self.session.handle_progress(scope::now_ms());
        }
    }

    fn is_online(&self) -> bool {
        self.session.phase() == Phase::Online
    }

    fn publish(&mut self, publish: Publish) {
        let kept = publish.clone();
        let publish = translate::publish(publish);
        if self.session.publish(scope::now_ms(), publish).is_err() {
            return;
        }
        let number = self.inbox.push(&Delivery {
            epoch_ms: scope::epoch_ms(),
            direction: Direction::Sent,
            topic: &kept.topic,
            payload: &kept.payload,
            qos: kept.qos,
            retain: kept.retain,
            dup: false,
        });
        if !kept.user_properties.is_empty() {
            self.inbox
                .add_properties(transcript::properties(&Properties {
                    user_properties: kept.user_properties,
                    ..Properties::default()
                }));
        }
        self.device.handle_sent(number, &kept.topic, &kept.payload);
    }

    fn receive(&mut self, at_ms: f64, message: &Message) {
        self.outbox.push_received(at_ms, message.payload.len());
        let qos = translate::to_qos(message.qos);
        let epoch_ms = self.device.now().epoch_ms;
        if self.listened.iter().any(|topic| **topic == *message.topic) {
            post(&FromSession::Heard(Box::new(connack_protocol::Heard {
                epoch_ms,
                topic: message.topic.to_string(),
                payload: Hidden(String::from_utf8_lossy(&message.payload).into_owned()),
            })));
        }
        let number = self.inbox.push(&Delivery {
            epoch_ms,
            direction: Direction::Received,
            topic: &message.topic,
            payload: &message.payload,
            qos,
            retain: message.retain,
            dup: message.dup,
        });
        if let Some(properties) = &message.properties {
            self.inbox
                .add_properties(transcript::properties(properties));
        }
        self.device.handle_message(
            number,
            &Heard {
                topic: &message.topic,
                payload: &message.payload,
                qos,
                retain: message.retain,
                dup: message.dup,
            },
        );
    }

    fn follow(&mut self) {
        loop {
            self.send_unsent();
            while let Some(effect) = self.session.poll_effect() {
                self.carry_out(effect);
            }
            while let Some(timed) = self.session.poll_event() {
                self.tell(timed);
            }
            if !self.unsent.is_empty() {
                break;
            }
            // What it sends may call for more of the session.
            let Some(outgoing) = self.device.poll() else {
                break;
            };
            self.publish(own(outgoing));
        }
        match self.session.deadline() {
            Some(at_ms) => self.alarm.at_latest(at_ms),
            None => self.alarm.clear(),
        }
        let now_ms = scope::now_ms();
        self.outbox.flush(now_ms);
        self.inbox.flush(now_ms);
    }

    /// Tells the page where the zero is by now, if the clocks have parted.
    fn follow_wall_clock(&mut self) {
        let Moment { now_ms, epoch_ms } = self.device.now();
        let zero_ms = epoch_ms - (now_ms - self.started_ms);
        let connected = self.started_epoch_ms > 0.0;
        if connected && (zero_ms - self.started_epoch_ms).abs() > DRIFT_MS {
            self.started_epoch_ms = zero_ms;
            // What happened before goes by the zero of then.
            self.outbox.post_all();
            post(&FromSession::Zero { epoch_ms: zero_ms });
        }
    }

    fn tell(&mut self, timed: TimedEvent) {
        self.follow_wall_clock();
        if let Event::Received(message) = &timed.event {
            return self.receive(timed.at_ms, message);
        }
        if let Event::Phase(phase) = &timed.event {
            self.device.handle_online(*phase == Phase::Online);
        }
        let line = transcript::text(&timed.event);
        if let Some(event) = translate::event(timed.event, self.started_epoch_ms, self.version) {
            self.outbox.push(Entry {
                at_ms: timed.at_ms,
                line,
                event,
            });
        }
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::OpenSocket { url } => {
                self.error_alarm.clear();
                self.unsent.clear();
                self.socket = Socket::open(&url);
                if self.socket.is_none() {
                    self.session.handle_refused(scope::now_ms());
                }
            }
            Effect::Send(bytes) => {
                self.unsent.push_back(bytes);
                self.send_unsent();
            }
            Effect::CloseSocket { code } => {
                // What was asked for before the end is sent before it.
                if let Some(socket) = &self.socket {
                    self.unsent.drain(..).for_each(|bytes| socket.send(&bytes));
                    socket.close(code);
                }
            }
        }
    }

    fn send_unsent(&mut self) {
        let Some(socket) = &self.socket else {
            return self.unsent.clear();
        };
        while socket.buffered() < HIGH_WATER
            && let Some(bytes) = self.unsent.pop_front()
        {
            socket.send(&bytes);
        }
        self.buffered = socket.buffered();
        // What a closed socket holds it holds for ever.
        if self.buffered > 0 && socket.is_open() {
            self.drain.at_latest(scope::now_ms() + DRAIN_MS);
        }
    }
}

/// A message that the device sends by itself.
fn own(outgoing: Outgoing) -> Publish {
    Publish {
        topic: outgoing.topic,
        payload: outgoing.payload,
        qos: outgoing.qos,
        retain: outgoing.retain,
        user_properties: Vec::new(),
    }
}
