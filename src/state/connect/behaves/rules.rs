//! Rules, as they are written. Numbers stay texts until they are used; a rule with something wrong
//! in it is not followed until it is mended.

mod draft;

pub use draft::{ActDraft, ActField, ActKind, RuleDraft, RuleField, RuleWrong, WhenKind};

use super::ready_made_set;
use connack_behaviour::{ImportError, rules_from_json, rules_to_json};
use connack_protocol::Rule;
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

/// What can happen to the rules.
#[derive(Debug, Clone, PartialEq)]
pub enum RulesAction {
    /// Follow the rules of the ready-made set with this id: those that are not there yet are added.
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

impl Rules {
    /// They after an action.
    pub fn apply(&mut self, action: RulesAction) {
        match action {
            RulesAction::AddSet(id) => {
                let rules = ready_made_set(&id).map(|set| set.rules).unwrap_or_default();
                for rule in rules.into_iter().map(RuleDraft::of) {
                    let same = |there: &&mut RuleDraft| {
                        let enabled = rule.enabled;
                        RuleDraft {
                            enabled,
                            ..(**there).clone()
                        } == rule
                    };
                    match self.list.iter_mut().find(same) {
                        Some(there) => there.enabled = rule.enabled,
                        None => self.list.push(rule),
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

    /// The worker is told of a change only, since it drops what a changed rule had under way.
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
