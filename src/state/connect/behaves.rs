//! What the device of a connection does by itself, as a person writes it, and what it did.

mod repeats;
mod rules;
mod thing;

pub use repeats::{RepeatDraft, RepeatField, RepeatRun};
pub use rules::{ActDraft, ActField, ActKind, Followed, RuleDraft, RuleField, RuleWrong, Rules};
pub use rules::{RulesAction, WhenKind};
pub use thing::{FieldDraft, FieldField, GeneratorKind, ThingDraft, ThingField};

use connack_behaviour::ReadyMade;
use connack_protocol::{Device, RepeatState, Source, Thing, Told, ToldAt};
use std::collections::VecDeque;
use std::rc::Rc;

/// What the device does by itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Behaves {
    /// Its rules.
    pub rules: Rules,
    /// The thing that it simulates.
    pub thing: ThingDraft,
    /// What is simulated just now.
    pub simulated: Option<Rc<Thing>>,
    /// How often the written message is to be sent.
    pub repeat: RepeatDraft,
    /// Repeated sendings, oldest first.
    pub repeats: Vec<Rc<RepeatRun>>,
    /// What it did, oldest first.
    pub log: VecDeque<Rc<ToldLine>>,
    /// How many lines of it were dropped for want of room.
    pub log_dropped: u64,
    next_line: u64,
    next_repeat: u32,
    /// As which device it behaves.
    device: Device,
}

/// One thing that the device did.
#[derive(Debug, Clone, PartialEq)]
pub struct ToldLine {
    /// Distinguishes it from every other one.
    pub id: u64,
    /// When, in ms since 1970.
    pub epoch_ms: f64,
    /// What it did.
    pub told: Told,
    /// The name of the rule that it speaks of; empty: of none.
    pub rule: String,
}

/// What can happen to it.
#[derive(Debug, Clone, PartialEq)]
pub enum BehavesAction {
    /// Of the rules.
    Rules(RulesAction),
    /// A field of the thing was typed or chosen.
    Thing(ThingField, String),
    /// A field of a property was typed or chosen.
    Property(usize, FieldField, String),
    /// Add a property, or remove the one at this place.
    AddProperty,
    /// Remove the property at this place.
    RemoveProperty(usize),
    /// Simulate the thing as it is written, if nothing is wrong with it.
    StartThing,
    /// Simulate nothing.
    StopThing,
    /// A field of the repeated sending was typed.
    Repeat(RepeatField, String),
    /// A repeated sending to this topic was begun.
    Repeated(String),
    /// Drop the repeated sendings that are over.
    DropRepeats,
    /// Drop what is told.
    ClearLog,
}

/// Most lines of what is told.
const MAX_LOG: usize = 200;

impl Behaves {
    /// The number of the next repeated sending.
    pub fn next_repeat(&self) -> u32 {
        self.next_repeat
    }

    /// It after an action.
    pub fn apply(&mut self, action: BehavesAction) {
        match action {
            BehavesAction::Rules(action) => self.rules.apply(action),
            BehavesAction::Thing(field, text) => self.thing.set(field, text),
            BehavesAction::Property(at, field, text) => {
                if let Some(of) = self.thing.fields.get_mut(at) {
                    of.set(field, text);
                }
            }
            BehavesAction::AddProperty => self.thing.fields.push(FieldDraft::default()),
            BehavesAction::RemoveProperty(at) => {
                if at < self.thing.fields.len() {
                    self.thing.fields.remove(at);
                }
            }
            BehavesAction::StartThing => {
                if let (Some(thing), true) = (self.thing.thing(), self.thing.problems().is_empty())
                {
                    self.simulated = Some(Rc::new(thing));
                }
            }
            BehavesAction::StopThing => self.simulated = None,
            BehavesAction::Repeat(field, text) => self.repeat.set(field, text),
            BehavesAction::Repeated(topic) => {
                self.repeats.push(Rc::new(RepeatRun {
                    id: self.next_repeat,
                    topic,
                    sent: 0,
                    of: None,
                    state: RepeatState::Running,
                }));
                self.next_repeat += 1;
            }
            BehavesAction::DropRepeats => {
                self.repeats.retain(|of| of.state == RepeatState::Running);
            }
            BehavesAction::ClearLog => {
                self.log.clear();
                self.log_dropped = 0;
            }
        }
    }

    /// It behaves as this device from now on. What another one had under way has ended: its worker
    /// dropped it, and says nothing of it.
    pub(super) fn follow(&mut self, device: Device) {
        if self.device != device {
            self.device = device;
            repeats::stop_all(&mut self.repeats);
        }
    }

    /// As which device it behaves.
    pub(super) fn device(&self) -> &Device {
        &self.device
    }

    /// Takes in what the worker tells.
    pub fn take(&mut self, told: &[ToldAt]) {
        for ToldAt { epoch_ms, told } in told {
            let rule = match told {
                Told::Repeating {
                    id,
                    sent,
                    of,
                    state,
                } => {
                    if let Some(run) = self.repeats.iter_mut().find(|run| run.id == *id) {
                        Rc::make_mut(run).take(*sent, *of, *state);
                    }
                    continue;
                }
                Told::Log { rule, .. } | Told::Storm { rule, .. } | Told::OwnMessage { rule } => {
                    Some(*rule)
                }
                Told::Skipped {
                    by: Source::Rule(rule),
                    ..
                } => Some(*rule),
                Told::Skipped {
                    by: Source::Thing | Source::Repeat(_),
                    ..
                }
                | Told::Paired(_)
                | Told::Unanswered { .. } => None,
            };
            let named = rule.and_then(|at| self.rules.list.get(at as usize));
            self.log.push_back(Rc::new(ToldLine {
                id: self.next_line,
                epoch_ms: *epoch_ms,
                told: told.clone(),
                rule: named.map_or_else(String::new, |rule| rule.name.clone()),
            }));
            self.next_line += 1;
        }
        while self.log.len() > MAX_LOG {
            self.log.pop_front();
            self.log_dropped += 1;
        }
    }
}

/// The ready-made set with this id.
pub fn ready_made_set(id: &str) -> Option<ReadyMade> {
    connack_behaviour::ready_made()
        .into_iter()
        .find(|set| set.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(told: Told) -> ToldAt {
        let epoch_ms = 7.0;
        ToldAt { epoch_ms, told }
    }

    fn repeating(id: u32, sent: u32, state: RepeatState) -> ToldAt {
        let of = Some(3);
        told(Told::Repeating {
            id,
            sent,
            of,
            state,
        })
    }

    #[test]
    fn the_log_names_the_rule_and_stays_short() {
        let mut behaves = Behaves::default();
        behaves.apply(BehavesAction::Rules(RulesAction::AddSet("rrpc".into())));
        let log = |text: &str| {
            told(Told::Log {
                rule: 1,
                text: text.into(),
            })
        };
        behaves.take(&[log("a")]);
        let line = &behaves.log[0];
        assert_eq!((&*line.rule, line.epoch_ms), ("RRPC, custom topic", 7.0));
        behaves.take(&vec![log("b"); MAX_LOG]);
        assert_eq!((behaves.log.len(), behaves.log_dropped), (MAX_LOG, 1));
    }

    #[test]
    fn progress_goes_to_its_sending() {
        let mut behaves = Behaves::default();
        behaves.apply(BehavesAction::Repeated("t".into()));
        behaves.apply(BehavesAction::Repeated("u".into()));
        behaves.take(&[repeating(1, 3, RepeatState::Done)]);
        assert_eq!((behaves.repeats[0].sent, behaves.repeats[1].sent), (0, 3));
        assert!(behaves.log.is_empty());
        behaves.apply(BehavesAction::DropRepeats);
        assert_eq!(behaves.repeats.len(), 1);
    }

    #[test]
    fn another_device_ends_what_repeats() {
        let mut behaves = Behaves::default();
        let device = |name: &str| Device {
            product_key: "pk".into(),
            device_name: name.into(),
        };
        behaves.follow(device("a"));
        for topic in ["t", "u"] {
            behaves.apply(BehavesAction::Repeated(topic.into()));
        }
        behaves.take(&[repeating(1, 3, RepeatState::Done)]);
        behaves.follow(device("a"));
        assert_eq!(behaves.repeats[0].state, RepeatState::Running);
        behaves.follow(device("b"));
        // Said before the worker heard of the other device.
        behaves.take(&[repeating(0, 2, RepeatState::Running)]);
        let runs = behaves.repeats.iter().map(|run| (run.sent, run.state));
        let ended = [(2, RepeatState::Stopped), (3, RepeatState::Done)];
        assert_eq!(runs.collect::<Vec<_>>(), ended);
        behaves.apply(BehavesAction::Repeated("t".into()));
        assert_eq!(behaves.repeats[2].state, RepeatState::Running);
    }
}
