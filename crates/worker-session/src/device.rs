//! What the device does by itself: the behaviour, its clock and its alarm.

use connack_behaviour::{Behaviour, Deed, Moment, Outgoing};
use connack_protocol::{Device, FromSession, Repeat, Rule, Thing, ToldAt};

use crate::outbox::post;
use crate::scope::{self, Alarm};
use crate::worker;

pub(crate) struct DeviceRun {
    behaviour: Behaviour,
    device: Device,
    rules: Vec<Rule>,
    alarm: Alarm,
    told: Vec<ToldAt>,
    /// When the task that runs now began, once that was asked for. A message each would otherwise
    /// cost several calls of the browser, and a frame brings hundreds.
    moment: Option<Moment>,
}

impl DeviceRun {
    pub(crate) fn new() -> Self {
        Self {
            behaviour: Behaviour::new(Device::default(), scope::seed()),
            device: Device::default(),
            rules: Vec::new(),
            alarm: Alarm::new(|| {
                worker::with(|worker| {
                    let device = &mut worker.device;
                    device.alarm.has_rung();
                    let now = device.now();
                    device.behaviour.handle_timeout(now);
                });
            }),
            told: Vec::new(),
            moment: None,
        }
    }

    /// The browser has begun another task: time has gone on.
    pub(crate) fn begin_task(&mut self) {
        self.moment = None;
    }

    /// When the task that runs now began.
    pub(crate) fn now(&mut self) -> Moment {
        *self.moment.get_or_insert_with(|| Moment {
            now_ms: scope::now_ms(),
            epoch_ms: scope::epoch_ms(),
        })
    }

    /// Another device: what the old one had under way is its own.
    pub(crate) fn set_device(&mut self, device: Device, online: bool) {
        if device == self.device {
            return;
        }
        self.device = device.clone();
        self.behaviour = Behaviour::new(device, scope::seed());
        self.behaviour.set_rules(self.rules.clone());
        let now = self.now();
        self.behaviour.handle_online(now, online);
    }

    pub(crate) fn set_rules(&mut self, rules: Vec<Rule>) {
        self.rules = rules.clone();
        self.behaviour.set_rules(rules);
    }

    pub(crate) fn set_thing(&mut self, thing: Option<Thing>) {
        let now = self.now();
        self.behaviour.set_thing(now, thing);
    }

    pub(crate) fn start_repeat(&mut self, id: u32, repeat: Repeat) {
        let now = self.now();
        self.behaviour.start_repeat(now, id, repeat);
    }

    pub(crate) fn stop_repeat(&mut self, id: u32) {
        self.behaviour.stop_repeat(id);
    }

    pub(crate) fn handle_online(&mut self, online: bool) {
        let now = self.now();
        self.behaviour.handle_online(now, online);
    }

    pub(crate) fn handle_message(&mut self, number: u64, message: &connack_behaviour::Heard<'_>) {
        let now = self.now();
        self.behaviour.handle_message(now, number, message);
    }

    pub(crate) fn handle_sent(&mut self, number: u64, topic: &str, payload: &[u8]) {
        let now = self.now();
        self.behaviour.handle_sent(now, number, topic, payload);
    }

    /// The next message that it wants published. What it tells goes to the page when there is
    /// none; then the alarm is set too.
    pub(crate) fn poll(&mut self) -> Option<Outgoing> {
        while let Some(deed) = self.behaviour.poll() {
            match deed {
                Deed::Publish(outgoing) => return Some(outgoing),
                Deed::Tell(told) => {
                    let epoch_ms = self.now().epoch_ms;
                    self.told.push(ToldAt { epoch_ms, told });
                }
            }
        }
        match self.behaviour.deadline() {
            Some(at_ms) => self.alarm.at_latest(at_ms),
            None => self.alarm.clear(),
        }
        if !self.told.is_empty() {
            post(&FromSession::Told(std::mem::take(&mut self.told)));
        }
        None
    }
}
