//! The whole of it: messages in, deeds out, and when to wake.

use connack_protocol::{Device, Direction, Repeat, Rule, Thing, Told};

use crate::pairing::Pairing;
use crate::repeat::Repeats;
use crate::rules::Rules;
use crate::shared::{Deed, Heard, Moment, Shared};
use crate::thing::ThingRun;

/// What one device does by itself. After each call the driver empties `poll`, then sets its timer
/// to `deadline`. Every `now_ms` is of one clock that never goes back.
pub struct Behaviour {
    shared: Shared,
    rules: Rules,
    pairing: Pairing,
    thing: Option<ThingRun>,
    repeats: Repeats,
    online: bool,
}

impl Behaviour {
    /// A device that does nothing yet, and is not online. The seed is for values only, not for
    /// secrets.
    pub fn new(device: Device, seed: u64) -> Self {
        Self {
            shared: Shared::new(device, seed),
            rules: Rules::default(),
            pairing: Pairing::default(),
            thing: None,
            repeats: Repeats::default(),
            online: false,
        }
    }

    /// Follows these rules from now on. What a rule has under way goes on if the rule is still
    /// there as it was, but for its name; else it is dropped. A stopped one goes again.
    pub fn set_rules(&mut self, rules: Vec<Rule>) {
        self.rules.set(rules, &self.shared.device);
    }

    /// Simulates this thing, or none, from now on; the first post is at once.
    pub fn set_thing(&mut self, now: Moment, thing: Option<Thing>) {
        self.thing = thing.map(|thing| ThingRun::new(thing, now.now_ms));
        self.handle_timeout(now);
    }

    /// Begins a repeated sending at once; one with the same id is replaced. With
    /// [`crate::MAX_REPEATS`] running it is told as refused.
    pub fn start_repeat(&mut self, now: Moment, id: u32, repeat: Repeat) {
        self.repeats.start(&mut self.shared, now.now_ms, id, repeat);
        self.handle_timeout(now);
    }

    /// Ends a repeated sending; nothing happens when it does not run.
    pub fn stop_repeat(&mut self, id: u32) {
        self.repeats.stop(&mut self.shared, id);
    }

    /// Whether messages can be sent. While they cannot, everything waits that would send; what is
    /// overdue then happens once.
    pub fn handle_online(&mut self, now: Moment, online: bool) {
        self.online = online;
        self.handle_timeout(now);
    }

    /// A message came; `number` is what it is called by in what is told.
    pub fn handle_message(&mut self, now: Moment, number: u64, message: &Heard<'_>) {
        let Heard {
            topic,
            payload,
            dup,
            ..
        } = message;
        let told = self.pairing.handle(
            now.now_ms,
            number,
            Direction::Received,
            topic,
            payload,
            *dup,
        );
        self.tell_all(told);
        self.rules.handle_message(&mut self.shared, now, message);
    }

    /// A message was sent, by whomever: a deed of this behaviour is reported here as well.
    pub fn handle_sent(&mut self, now: Moment, number: u64, topic: &str, payload: &[u8]) {
        let way = Direction::Sent;
        let told = self
            .pairing
            .handle(now.now_ms, number, way, topic, payload, false);
        self.tell_all(told);
    }

    /// The time of `deadline` has come; harmless when it has not.
    pub fn handle_timeout(&mut self, now: Moment) {
        let told = self.pairing.handle_timeout(now.now_ms);
        self.tell_all(told);
        if !self.online {
            return;
        }
        self.rules.handle_timeout(&mut self.shared, now);
        if let Some(thing) = &mut self.thing {
            thing.handle_timeout(&mut self.shared, now);
        }
        self.repeats.handle_timeout(&mut self.shared, now);
    }

    /// What to do next, in order.
    pub fn poll(&mut self) -> Option<Deed> {
        self.shared.deeds.pop_front()
    }

    /// When `handle_timeout` is wanted, on the clock of `now_ms`.
    pub fn deadline(&self) -> Option<f64> {
        let sending = [
            self.rules.deadline(),
            self.thing.as_ref().map(ThingRun::deadline),
            self.repeats.deadline(),
        ];
        let sending = sending.into_iter().flatten().filter(|_| self.online);
        sending
            .chain(self.pairing.deadline())
            .min_by(f64::total_cmp)
    }

    fn tell_all(&mut self, told: Vec<Told>) {
        for told in told {
            self.shared.tell(told);
        }
    }
}
