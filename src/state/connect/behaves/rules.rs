//! Rules, as they are written. Numbers stay texts until they are used; a rule with something wrong
//! in it is not followed until it is mended.

use super::ready_made_set;
use connack_behaviour::{ImportError, RuleProblem, check, rules_from_json, rules_to_json};
use connack_protocol::{Condition, Qos, Rule, RuleAct};
use std::rc::Rc;

/// The rules that the worker follows.
pub type Followed = Rc<Vec<Rule>>;

/// The rules of a connection.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rules {
    /// In the order in which they are tried.
    pub list: Vec<RuleDraft>,
    /// Which of them is being edited.
    pub editing: Option<usize>,
    /// The file, as typed or made.
    pub file: String,
    /// What is wrong with it.
    pub error: Option<ImportError>,
    /// What the worker follows.
    pub followed: Followed,
}

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

/// What can happen to the rules.
#[derive(Debug, Clone, PartialEq)]
pub enum RulesAction {
    /// Add the rules of the ready-made set with this id that are not there yet.
    AddSet(String),
    /// Add an empty rule and edit it.
    Add,
    /// Follow the rule at this place, or do not.
    Enable(usize, bool),
    /// Remove the rule at this place.
    Remove(usize),
    /// Edit the rule at this place, or none.
    Edit(Option<usize>),
    /// A field of the rule that is being edited was typed or chosen.
    Set(RuleField, String),
    /// Kept messages count, or do not, for the rule that is being edited.
    Retained(bool),
    /// Add an act to the rule that is being edited.
    AddAct,
    /// Remove an act of it.
    RemoveAct(usize),
    /// The file was typed.
    File(String),
    /// Make the file of the rules.
    Export,
    /// Take the rules of the file in place of these.
    Import,
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
    fn of(rule: Rule) -> Self {
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

    fn set(&mut self, field: RuleField, text: String) {
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

impl Rules {
    /// They after an action.
    pub fn apply(&mut self, action: RulesAction) {
        match action {
            RulesAction::AddSet(id) => {
                let rules = ready_made_set(&id).map(|set| set.rules).unwrap_or_default();
                for rule in rules.into_iter().map(RuleDraft::of) {
                    if !self.list.iter().any(|there| there.filter == rule.filter) {
                        self.list.push(rule);
                    }
                }
            }
            RulesAction::Add => {
                self.editing = Some(self.list.len());
                self.list.push(RuleDraft {
                    name: format!("{}", self.list.len() + 1),
                    enabled: true,
                    filter: "/{productKey}/{deviceName}/user/get".into(),
                    acts: vec![ActDraft {
                        kind: ActKind::Log,
                        payload: "{payload}".into(),
                        ..ActDraft::default()
                    }],
                    ..RuleDraft::default()
                });
            }
            RulesAction::Enable(at, enabled) => {
                if let Some(rule) = self.list.get_mut(at) {
                    rule.enabled = enabled;
                }
            }
            RulesAction::Remove(at) => {
                if at < self.list.len() {
                    self.list.remove(at);
                }
                self.editing = None;
            }
            RulesAction::Edit(at) => self.editing = at,
            RulesAction::Set(field, text) => self.edit(|rule| rule.set(field, text)),
            RulesAction::Retained(retained) => self.edit(|rule| rule.retained = retained),
            RulesAction::AddAct => self.edit(|rule| rule.acts.push(ActDraft::default())),
            RulesAction::RemoveAct(at) => self.edit(|rule| {
                if at < rule.acts.len() {
                    rule.acts.remove(at);
                }
            }),
            RulesAction::File(file) => (self.file, self.error) = (file, None),
            RulesAction::Export => {
                let rules: Vec<Rule> = self.list.iter().map(RuleDraft::rule).collect();
                (self.file, self.error) = (rules_to_json(&rules), None);
            }
            RulesAction::Import => match rules_from_json(&self.file) {
                Ok(rules) => {
                    self.list = rules.into_iter().map(RuleDraft::of).collect();
                    (self.editing, self.error) = (None, None);
                }
                Err(error) => self.error = Some(error),
            },
        }
        self.follow();
    }

    fn edit(&mut self, change: impl FnOnce(&mut RuleDraft)) {
        if let Some(rule) = self.editing.and_then(|at| self.list.get_mut(at)) {
            change(rule);
        }
    }

    /// The worker is told of a change only, since it drops what the rules before had under way.
    fn follow(&mut self) {
        let ready = |draft: &RuleDraft| {
            let enabled = draft.enabled && draft.wrong().is_empty();
            Rule {
                enabled,
                ..draft.rule()
            }
        };
        let followed: Vec<Rule> = self.list.iter().map(ready).collect();
        if followed != *self.followed {
            self.followed = Rc::new(followed);
        }
    }
}

#[cfg(test)]
mod tests;
