//! Rules at work: messages in, acts out, one after the other.
//!
//! Three guards keep a rule from running wild. It never answers a message that a rule of this
//! device sent (a broker may echo). It stops when it does more than [`MAX_DEEDS`] things in a
//! second. And only so many answers are under way at once. Each is told when it acts.

use std::collections::VecDeque;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;

use connack_protocol::{Device, Qos, Rule, SkipReason, Source, Told};

use crate::ready::{Ready, ReadyAct, What};
use crate::shared::{Deed, Heard, Moment, Outgoing, Shared, due_again, topic_of};
use crate::topic;
use crate::trigger::Trigger;

/// What a rule may do in one second.
pub const MAX_DEEDS: u32 = 50;

/// How long a second is.
const WINDOW_MS: f64 = 1_000.0;

/// Answers under way at once, and the bytes of the messages that they answer.
const MAX_RUNS: usize = 500;
const MAX_HELD: usize = 32 << 20;

/// How long, and how many, messages of rules are remembered.
const ECHO_MS: f64 = 30_000.0;
const MAX_ECHOES: usize = 1_000;

/// The longest text that a rule tells, in characters.
const MAX_LOG: usize = 10_000;

/// The rules of a device.
#[derive(Default)]
pub(crate) struct Rules {
    rules: Vec<Ready>,
    /// The same as they are written, without their names.
    written: Vec<Rule>,
    runs: Vec<Run>,
    /// What rules sent: until when it counts, and a hash of topic and payload.
    sent: VecDeque<(f64, u64)>,
}

/// A rule's answer to one message, under way.
struct Run {
    rule: usize,
    trigger: Rc<Trigger>,
    act: usize,
    /// Which of several, from 1.
    step: u32,
    due_ms: f64,
}

impl Rules {
    /// Follows these rules from now on. What a rule has under way goes on if that rule is still
    /// there, whatever it is called and wherever it stands.
    pub(crate) fn set(&mut self, rules: Vec<Rule>, device: &Device) {
        let nameless = |rule: Rule| Rule {
            name: String::new(),
            ..rule
        };
        let written: Vec<Rule> = rules.into_iter().map(nameless).collect();
        let mut free: Vec<bool> = vec![true; written.len()];
        let moved: Vec<Option<usize>> = self
            .written
            .iter()
            .map(|before| {
                let mut places = written.iter().enumerate();
                let (at, _) = places.find(|(at, rule)| free[*at] && *rule == before)?;
                free[at] = false;
                Some(at)
            })
            .collect();
        self.runs.retain_mut(|run| {
            let to = moved.get(run.rule).copied().flatten();
            run.rule = to.unwrap_or(run.rule);
            to.is_some()
        });
        let ready = |rule: &Rule| Ready::new(rule.clone(), device);
        self.rules = written.iter().map(ready).collect();
        self.written = written;
    }

    pub(crate) fn deadline(&self) -> Option<f64> {
        self.runs
            .iter()
            .map(|run| run.due_ms)
            .min_by(f64::total_cmp)
    }

    pub(crate) fn handle_message(&mut self, shared: &mut Shared, now: Moment, message: &Heard<'_>) {
        let mut trigger: Option<Rc<Trigger>> = None;
        for index in 0..self.rules.len() {
            let rule = &self.rules[index];
            if !rule.listens_to(message) {
                continue;
            }
            let trigger = trigger.get_or_insert_with(|| {
                let Heard {
                    topic,
                    payload,
                    qos,
                    ..
                } = message;
                Rc::new(Trigger::new(topic, payload, *qos, now.epoch_ms))
            });
            if !rule.condition.holds(trigger) {
                continue;
            }
            let number = number(index);
            if self.is_own(now.now_ms, message) {
                shared.tell(Told::OwnMessage { rule: number });
                continue;
            }
            let held: usize = self.runs.iter().map(|run| run.trigger.payload.len()).sum();
            if self.runs.len() >= MAX_RUNS || held + message.payload.len() > MAX_HELD {
                if self.may_act(shared, index, now.now_ms) {
                    shared.skip(Source::Rule(number), SkipReason::TooBusy);
                }
                continue;
            }
            let trigger = Rc::clone(trigger);
            self.begin_act(index, trigger, 0, now.now_ms);
        }
        self.handle_timeout(shared, now);
    }

    /// Does everything that is due, in its order.
    pub(crate) fn handle_timeout(&mut self, shared: &mut Shared, now: Moment) {
        loop {
            let due = self
                .runs
                .iter()
                .enumerate()
                .filter(|(_, run)| run.due_ms <= now.now_ms);
            let first = due.min_by(|(_, a), (_, b)| a.due_ms.total_cmp(&b.due_ms));
            let Some((at, _)) = first else {
                return;
            };
            let run = self.runs.remove(at);
            if self.may_act(shared, run.rule, now.now_ms) {
                self.act(shared, now, run);
            }
        }
    }

    /// Waits for an act of a rule; goes over acts that never happen.
    fn begin_act(&mut self, rule: usize, trigger: Rc<Trigger>, act: usize, now_ms: f64) {
        let rest = self.rules[rule].acts.iter().enumerate().skip(act);
        let mut wait_ms = 0.0;
        for (
            act,
            ReadyAct {
                after_ms, times, ..
            },
        ) in rest
        {
            wait_ms += f64::from(*after_ms);
            if *times > 0 {
                let due_ms = now_ms + wait_ms;
                return self.runs.push(Run {
                    rule,
                    trigger,
                    act,
                    step: 1,
                    due_ms,
                });
            }
        }
    }

    /// Counts one more deed of a rule; with too many it is stopped, and what it has under way.
    fn may_act(&mut self, shared: &mut Shared, index: usize, now_ms: f64) -> bool {
        let rule = &mut self.rules[index];
        while rule
            .recent
            .front()
            .is_some_and(|at| *at <= now_ms - WINDOW_MS)
        {
            rule.recent.pop_front();
        }
        if rule.recent.len() < MAX_DEEDS as usize {
            rule.recent.push_back(now_ms);
            return true;
        }
        rule.filter = None;
        self.runs.retain(|run| run.rule != index);
        shared.tell(Told::Storm {
            rule: number(index),
            limit: MAX_DEEDS,
        });
        false
    }

    fn act(&mut self, shared: &mut Shared, now: Moment, run: Run) {
        let act = &self.rules[run.rule].acts[run.act];
        let by = Source::Rule(number(run.rule));
        let (times, every_ms) = (act.times, act.every_ms);
        match outcome(act, shared, now, &run) {
            Ok(Deed::Publish(outgoing)) => {
                self.remember(now.now_ms, &outgoing.topic, &outgoing.payload);
                shared
                    .deeds
                    .push_back(Deed::Publish(Outgoing { by, ..outgoing }));
            }
            Ok(told @ Deed::Tell(_)) => shared.deeds.push_back(told),
            Err(reason) => shared.skip(by, reason),
        }
        if run.step < times {
            self.runs.push(Run {
                step: run.step + 1,
                due_ms: due_again(run.due_ms, every_ms, now.now_ms),
                ..run
            });
        } else {
            self.begin_act(run.rule, run.trigger, run.act + 1, now.now_ms);
        }
    }

    fn remember(&mut self, now_ms: f64, topic: &str, payload: &[u8]) {
        if self.sent.len() >= MAX_ECHOES {
            self.sent.pop_front();
        }
        self.sent
            .push_back((now_ms + ECHO_MS, fingerprint(topic, payload)));
    }

    fn is_own(&mut self, now_ms: f64, message: &Heard<'_>) -> bool {
        while self
            .sent
            .front()
            .is_some_and(|(until_ms, _)| *until_ms <= now_ms)
        {
            self.sent.pop_front();
        }
        if self.sent.is_empty() {
            return false;
        }
        let wanted = fingerprint(message.topic, message.payload);
        self.sent.iter().any(|(_, sent)| *sent == wanted)
    }
}

/// What an act comes to. The sender is filled in by the caller.
fn outcome(
    act: &ReadyAct,
    shared: &mut Shared,
    now: Moment,
    run: &Run,
) -> Result<Deed, SkipReason> {
    let rule = number(run.rule);
    let mut values = shared.values(Some(&run.trigger), now.epoch_ms, (run.step, act.times));
    match &act.what {
        What::Log(text) => {
            let mut text = text.text(&mut values).map_err(|_| SkipReason::TooLong)?;
            if let Some((end, _)) = text.char_indices().nth(MAX_LOG) {
                text.truncate(end);
                text.push('…');
            }
            Ok(Deed::Tell(Told::Log { rule, text }))
        }
        What::Send {
            topic,
            payload,
            qos,
        } => {
            let topic = match topic {
                Some(topic) => topic_of(topic, &mut values)?,
                None => topic::reply_topic(&run.trigger.topic).ok_or(SkipReason::NoReplyTopic)?,
            };
            Ok(Deed::Publish(Outgoing {
                by: Source::Rule(rule),
                topic,
                payload: payload
                    .bytes(&mut values)
                    .map_err(|_| SkipReason::TooLong)?,
                qos: qos.unwrap_or(run.trigger.qos.min(Qos::AtLeastOnce)),
                retain: false,
            }))
        }
    }
}

fn fingerprint(topic: &str, payload: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    (topic, payload).hash(&mut hasher);
    hasher.finish()
}

/// A rule's number in what is told.
fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
