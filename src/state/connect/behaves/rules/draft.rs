//! A rule as it is written, field by field.

use connack_behaviour::{RuleProblem, check};
use connack_protocol::{Condition, Qos, Rule, RuleAct};

/// A rule.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleDraft {
    /// For people.
    pub name: String,
    /// Whether it is followed.
    pub enabled: bool,
    /// The topic filter.
    pub filter: String,
    /// The kind of its condition.
    pub when: WhenKind,
    /// The JSON pointer of the condition.
    pub pointer: String,
    /// The text that the payload contains, or the value of the field.
    pub text: String,
    /// Whether messages count that the broker had kept.
    pub retained: bool,
    /// What it does.
    pub acts: Vec<ActDraft>,
}

/// The kind of a condition.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum WhenKind {
    /// Every message.
    #[default]
    Any,
    /// One whose payload contains a text.
    Contains,
    /// One that has a value in a field.
    Field,
}

/// One act of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActDraft {
    /// What it does.
    pub kind: ActKind,
    /// Where to.
    pub topic: String,
    /// The payload or text.
    pub payload: String,
    /// Quality of service.
    pub qos: Qos,
    /// How long after the act before, in ms.
    pub after_ms: String,
    /// How many times.
    pub times: String,
    /// The time between two, in ms.
    pub every_ms: String,
}

/// What an act does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActKind {
    /// Tell a text.
    Log,
    /// Answer.
    Reply,
    /// Publish.
    Publish,
}

/// A field of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleField {
    /// See [`RuleDraft::name`].
    Name,
    /// See [`RuleDraft::filter`].
    Filter,
    /// See [`RuleDraft::when`].
    When,
    /// See [`RuleDraft::pointer`].
    Pointer,
    /// See [`RuleDraft::text`].
    Text,
    /// A field of the act at this place.
    Act(usize, ActField),
}

/// A field of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActField {
    /// See [`ActDraft::kind`].
    Kind,
    /// See [`ActDraft::topic`].
    Topic,
    /// See [`ActDraft::payload`].
    Payload,
    /// See [`ActDraft::qos`].
    Qos,
    /// See [`ActDraft::after_ms`].
    After,
    /// See [`ActDraft::times`].
    Times,
    /// See [`ActDraft::every_ms`].
    Every,
}

/// What is wrong with a rule as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleWrong {
    /// A field of an act is no whole number.
    Number(usize, ActField),
    /// What the check finds.
    Found(RuleProblem),
}

impl WhenKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Any, Self::Contains, Self::Field];

    /// Stable, for choices.
    pub fn name(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Contains => "contains",
            Self::Field => "field",
        }
    }
}

impl ActKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Log, Self::Reply, Self::Publish];

    /// Stable, for choices.
    pub fn name(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::Reply => "reply",
            Self::Publish => "publish",
        }
    }
}

impl Default for ActDraft {
    fn default() -> Self {
        Self {
            kind: ActKind::Reply,
            topic: String::new(),
            payload: r#"{"id":"{id}","code":200,"data":{}}"#.into(),
            qos: Qos::AtMostOnce,
            after_ms: "0".into(),
            times: "1".into(),
            every_ms: "0".into(),
        }
    }
}

impl ActDraft {
    fn of(act: RuleAct) -> Self {
        let plain = Self::default();
        match act {
            RuleAct::Log { text } => Self {
                kind: ActKind::Log,
                payload: text,
                ..plain
            },
            RuleAct::Reply {
                topic,
                payload,
                after_ms,
            } => Self {
                topic,
                payload,
                after_ms: after_ms.to_string(),
                ..plain
            },
            RuleAct::Publish {
                topic,
                payload,
                qos,
                after_ms,
                times,
                every_ms,
            } => Self {
                kind: ActKind::Publish,
                topic,
                payload,
                qos,
                after_ms: after_ms.to_string(),
                times: times.to_string(),
                every_ms: every_ms.to_string(),
            },
        }
    }

    /// The fields that are no whole numbers, of those that the act has.
    fn wrong_numbers(&self) -> impl Iterator<Item = ActField> {
        let numbers = [
            (ActField::After, &self.after_ms, self.kind != ActKind::Log),
            (ActField::Times, &self.times, self.kind == ActKind::Publish),
            (
                ActField::Every,
                &self.every_ms,
                self.kind == ActKind::Publish,
            ),
        ];
        let wrong = |(field, text, there): (ActField, &String, bool)| {
            (there && text.trim().parse::<u32>().is_err()).then_some(field)
        };
        numbers.map(wrong).into_iter().flatten()
    }

    fn act(&self) -> RuleAct {
        let number = |text: &str| text.trim().parse().unwrap_or(0);
        let (topic, payload) = (self.topic.trim().to_owned(), self.payload.clone());
        match self.kind {
            ActKind::Log => RuleAct::Log { text: payload },
            ActKind::Reply => RuleAct::Reply {
                topic,
                payload,
                after_ms: number(&self.after_ms),
            },
            ActKind::Publish => RuleAct::Publish {
                topic,
                payload,
                qos: self.qos,
                after_ms: number(&self.after_ms),
                times: number(&self.times),
                every_ms: number(&self.every_ms),
            },
        }
    }

    fn set(&mut self, field: ActField, text: String) {
        match field {
            ActField::Kind => {
                let kind = ActKind::ALL.into_iter().find(|kind| kind.name() == text);
                self.kind = kind.unwrap_or(self.kind);
            }
            ActField::Topic => self.topic = text,
            ActField::Payload => self.payload = text,
            ActField::Qos => {
                let qos = text.parse().ok().and_then(Qos::from_digit);
                self.qos = qos.unwrap_or(self.qos);
            }
            ActField::After => self.after_ms = text,
            ActField::Times => self.times = text,
            ActField::Every => self.every_ms = text,
        }
    }
}

impl RuleDraft {
    pub(super) fn of(rule: Rule) -> Self {
        let (when, pointer, text) = match rule.condition {
            Condition::None => (WhenKind::Any, String::new(), String::new()),
            Condition::Contains(text) => (WhenKind::Contains, String::new(), text),
            Condition::Field { pointer, equals } => (WhenKind::Field, pointer, equals),
        };
        Self {
            name: rule.name,
            enabled: rule.enabled,
            filter: rule.filter,
            when,
            pointer,
            text,
            retained: rule.retained,
            acts: rule.acts.into_iter().map(ActDraft::of).collect(),
        }
    }

    /// The rule; what is no number counts as 0.
    pub fn rule(&self) -> Rule {
        Rule {
            name: self.name.clone(),
            enabled: self.enabled,
            filter: self.filter.trim().to_owned(),
            condition: match self.when {
                WhenKind::Any => Condition::None,
                WhenKind::Contains => Condition::Contains(self.text.clone()),
                WhenKind::Field => Condition::Field {
                    pointer: self.pointer.trim().to_owned(),
                    equals: self.text.clone(),
                },
            },
            retained: self.retained,
            acts: self.acts.iter().map(ActDraft::act).collect(),
        }
    }

    /// Everything that is wrong with it.
    pub fn wrong(&self) -> Vec<RuleWrong> {
        let acts = self.acts.iter().enumerate();
        let numbers = acts.flat_map(|(at, act)| {
            let wrong = act.wrong_numbers();
            wrong.map(move |field| RuleWrong::Number(at, field))
        });
        let mut wrong: Vec<RuleWrong> = numbers.collect();
        if wrong.is_empty() {
            wrong.extend(check(&self.rule()).into_iter().map(RuleWrong::Found));
        }
        wrong
    }

    pub(super) fn set(&mut self, field: RuleField, text: String) {
        match field {
            RuleField::Name => self.name = text,
            RuleField::Filter => self.filter = text,
            RuleField::When => {
                let when = WhenKind::ALL.into_iter().find(|kind| kind.name() == text);
                self.when = when.unwrap_or(self.when);
            }
            RuleField::Pointer => self.pointer = text,
            RuleField::Text => self.text = text,
            RuleField::Act(at, field) => {
                if let Some(act) = self.acts.get_mut(at) {
                    act.set(field, text);
                }
            }
        }
    }
}
