//! Messages with names, kept in this browser when a person says so. Never secrets.

use connack_behaviour::{ImportError, Snippet, snippets_from_json, snippets_to_json};
use connack_protocol::{Credentials, Publishing};
use std::rc::Rc;

/// The messages that were kept.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Snippets {
    /// In the order of their keeping.
    pub list: Rc<Vec<Rc<Snippet>>>,
    /// The name for the next one, as typed.
    pub name: String,
    /// The secret was in what should have been kept, so it was not.
    pub secret: bool,
    /// The file, as typed or made.
    pub file: String,
    /// What is wrong with it.
    pub error: Option<ImportError>,
}

/// What can happen to them.
#[derive(Debug, Clone, PartialEq)]
pub enum SnippetAction {
    /// The name was typed.
    Name(String),
    /// Keep this under the name; one of the same name gives way.
    Keep(Rc<Publishing>),
    /// Forget the one at this place.
    Remove(usize),
    /// The file was typed.
    File(String),
    /// Make the file of what is kept.
    Export,
    /// Add what is in the file; those of the same name give way.
    Import,
}

impl Snippets {
    /// Those of a file; none when it cannot be read.
    pub fn of_file(file: Option<&str>) -> Self {
        let list = file.and_then(|file| snippets_from_json(file).ok());
        let list = list.unwrap_or_default().into_iter().map(Rc::new);
        Self {
            list: Rc::new(list.collect()),
            ..Self::default()
        }
    }

    /// Their file; `None` when there are none.
    pub fn to_file(&self) -> Option<String> {
        let list: Vec<Snippet> = self.list.iter().map(|of| (**of).clone()).collect();
        (!list.is_empty()).then(|| snippets_to_json(&list))
    }

    fn put(&mut self, snippet: Snippet) {
        let list = Rc::make_mut(&mut self.list);
        let snippet = Rc::new(snippet);
        match list.iter_mut().find(|of| of.name == snippet.name) {
            Some(old) => *old = snippet,
            None => list.push(snippet),
        }
    }

    /// They after an action. `credentials`: what must not be kept.
    pub fn apply(&mut self, action: SnippetAction, credentials: Option<&Credentials>) {
        match action {
            SnippetAction::Name(name) => self.name = name,
            SnippetAction::Keep(message) => {
                self.secret = has_secret(&message, credentials);
                let name = self.name.trim().to_owned();
                if self.secret || name.is_empty() {
                    return;
                }
                let message = (*message).clone();
                self.put(Snippet { name, message });
                self.name.clear();
            }
            SnippetAction::Remove(at) => {
                if at < self.list.len() {
                    Rc::make_mut(&mut self.list).remove(at);
                }
            }
            SnippetAction::File(file) => (self.file, self.error) = (file, None),
            SnippetAction::Export => {
                self.file = self.to_file().unwrap_or_default();
                self.error = None;
            }
            SnippetAction::Import => match snippets_from_json(&self.file) {
                Ok(read) => {
                    self.secret = read.iter().any(|of| has_secret(&of.message, credentials));
                    self.error = None;
                    let kept = read.into_iter();
                    let kept = kept.filter(|of| !has_secret(&of.message, credentials));
                    kept.for_each(|snippet| self.put(snippet));
                }
                Err(error) => self.error = Some(error),
            },
        }
    }
}

fn has_secret(message: &Publishing, credentials: Option<&Credentials>) -> bool {
    let Some(of) = credentials else { return false };
    [&of.device_secret.0, &of.password.0]
        .into_iter()
        .filter(|secret| !secret.is_empty())
        .any(|secret| message.topic.contains(secret) || message.payload.contains(secret))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::connect::plan::tests::practice;

    fn keep(snippets: &mut Snippets, name: &str, payload: &str) {
        snippets.apply(SnippetAction::Name(name.into()), None);
        let message = Publishing {
            topic: "t".into(),
            payload: payload.into(),
            form: Default::default(),
            qos: Default::default(),
            retain: false,
        };
        snippets.apply(SnippetAction::Keep(Rc::new(message)), Some(&practice()));
    }

    #[test]
    fn what_is_kept_comes_back_from_its_file() {
        let mut snippets = Snippets::default();
        assert_eq!(snippets.to_file(), None);
        keep(&mut snippets, "a", "1");
        keep(&mut snippets, "b", "2");
        keep(&mut snippets, "a", "3");
        keep(&mut snippets, " ", "4");
        let again = Snippets::of_file(snippets.to_file().as_deref());
        assert_eq!(again.list, snippets.list);
        let payloads: Vec<&str> = again.list.iter().map(|of| &*of.message.payload).collect();
        assert_eq!(payloads, ["3", "2"]);
        assert_eq!(Snippets::of_file(Some("{")).list.len(), 0);
    }

    #[test]
    fn a_secret_is_not_kept() {
        let mut snippets = Snippets::default();
        keep(&mut snippets, "a", "x practice-device-secret x");
        assert!(snippets.secret && snippets.list.is_empty());
        assert_eq!(snippets.name, "a");
    }
}
