//! Verify: what was pasted and typed, what the engine answered, and what is still being searched.

use crate::text::Language;
use connack_protocol::{Ask, FromEngine, Hidden, Lang, Node, Observed, Place};
use connack_signer::Secret;
use std::fmt;
use std::rc::Rc;

/// A pasted text, which may hold secrets: never shown by `Debug`, never copied by a change of
/// anything else.
#[derive(Clone, PartialEq, Eq)]
pub struct Pasted(pub Rc<str>);

impl Default for Pasted {
    fn default() -> Self {
        Self("".into())
    }
}

impl fmt::Debug for Pasted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pasted([redacted])")
    }
}

/// What Verify is filled with in place of typing: an example, a working set, a refused connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// The text.
    pub text: Pasted,
    /// The device secret.
    pub secret: Secret,
}

/// Verify as the page knows it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct VerifyState {
    /// The pasted text.
    pub text: Pasted,
    /// A text too large for a field: a browser would stop at each key that is typed into it. What is
    /// typed after it is added.
    pub held: Pasted,
    /// The text of a working device.
    pub working: Pasted,
    /// Whether a working device is to be compared with.
    pub comparing: bool,
    /// Counts the texts that did not come from typing: their fields are made anew.
    pub fresh: u32,
    /// Which device of the text.
    pub device: u32,
    /// The device secret.
    pub secret: Secret,
    /// The product secret.
    pub product_secret: Secret,
    /// What a connection showed.
    pub observed: Option<Observed>,
    /// Counts the questions; an answer to an older one is dropped.
    pub asked: u32,
    /// Why the engine could not be loaded, or where it panicked; empty while all is well.
    pub failed: String,
    /// What the engine shows, by place.
    pub shown: [Rc<Node>; Place::COUNT],
}

/// What can happen on Verify.
#[derive(Debug, Clone, PartialEq)]
pub enum VerifyAction {
    /// The text was typed or pasted.
    Text(Pasted),
    /// The held text is to be dropped.
    Drop,
    /// The working device's text was.
    Working(Pasted),
    /// A working device is to be compared with, or no longer.
    Compare(bool),
    /// A device was chosen.
    Device(u32),
    /// The device secret was typed.
    Secret(Secret),
    /// The product secret was typed.
    ProductSecret(Secret),
    /// Everything is to be filled with a text that was not typed, and its secret.
    Load(Rc<Loaded>, Option<Observed>),
    /// The engine could not be loaded.
    Failed(String),
    /// The engine said what cannot be read: nothing of before may pass for its answer.
    Unreadable(String),
    /// The engine said something.
    Engine(Rc<FromEngine>),
}

impl VerifyState {
    /// Bytes of a text that a field still takes.
    pub const MAX_FIELD: usize = 64 * 1024;

    /// Verify after everything was forgotten: its text fields are made anew.
    pub fn forgotten(&self) -> Self {
        Self {
            fresh: self.fresh + 1,
            // An answer that is still on its way belongs to nobody.
            asked: self.asked + 1,
            ..Self::default()
        }
    }

    /// Verify after an action.
    pub fn apply(&mut self, action: VerifyAction) {
        self.asked += 1;
        match action {
            VerifyAction::Text(text) => {
                if text.0.len() > Self::MAX_FIELD {
                    self.held = text;
                    self.text = Pasted::default();
                } else {
                    self.text = text;
                }
                self.device = 0;
                // It was seen with another text.
                self.observed = None;
            }
            VerifyAction::Drop => self.held = Pasted::default(),
            VerifyAction::Working(text) => self.working = text,
            VerifyAction::Compare(comparing) => self.comparing = comparing,
            VerifyAction::Device(device) => self.device = device,
            VerifyAction::Secret(secret) => self.secret = secret,
            VerifyAction::ProductSecret(secret) => self.product_secret = secret,
            VerifyAction::Load(loaded, observed) => {
                self.fresh += 1;
                self.device = 0;
                self.text = loaded.text.clone();
                self.held = Pasted::default();
                self.secret = loaded.secret.clone();
                self.product_secret = Secret::default();
                self.observed = observed;
            }
            VerifyAction::Failed(what) => self.failed = what,
            VerifyAction::Unreadable(what) => {
                self.failed = what;
                self.shown = Default::default();
            }
            VerifyAction::Engine(message) => {
                self.asked -= 1;
                self.take(&message);
            }
        }
    }

    fn take(&mut self, message: &FromEngine) {
        self.failed.clone_from(&message.panicked);
        for (place, node) in &message.places {
            // Too late: the question has changed since.
            if message.id == self.asked || place.is_lasting() {
                self.shown[*place as usize] = Rc::new(node.clone());
            }
        }
    }

    /// The present question, but for the held text.
    pub fn ask(&self, language: Language) -> Ask {
        let hidden = |text: &str| Hidden(text.into());
        Ask {
            id: self.asked,
            held: None,
            text: hidden(&self.text.0),
            working: hidden(if self.comparing { &self.working.0 } else { "" }),
            device: self.device,
            secret: hidden(self.secret.expose()),
            product_secret: hidden(self.product_secret.expose()),
            observed: self.observed,
            lang: lang(language),
        }
    }
}

/// The engine's name of a language.
pub fn lang(language: Language) -> Lang {
    match language {
        Language::En => Lang::En,
        Language::Zh => Lang::Zh,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(actions: impl IntoIterator<Item = VerifyAction>) -> VerifyState {
        let mut state = VerifyState::default();
        actions.into_iter().for_each(|action| state.apply(action));
        state
    }

    fn text(text: &str) -> VerifyAction {
        VerifyAction::Text(Pasted(text.into()))
    }

    fn answer(id: u32, verdict: &str) -> VerifyAction {
        let node = Node {
            text: verdict.into(),
            ..Node::default()
        };
        VerifyAction::Engine(Rc::new(FromEngine {
            id,
            places: vec![(Place::Verdict, node)],
            ..FromEngine::default()
        }))
    }

    fn verdict(state: &VerifyState) -> &str {
        &state.shown[Place::Verdict as usize].text
    }

    #[test]
    fn an_answer_to_an_older_question_is_dropped() {
        let state = after([text("a"), text("b"), answer(2, "ok"), answer(1, "wrong")]);
        assert_eq!(verdict(&state), "ok");
        let reference = FromEngine {
            places: vec![(Place::Examples, Node::default())],
            ..FromEngine::default()
        };
        assert!(reference.places[0].0.is_lasting());
    }

    #[test]
    fn the_last_answer_stays_until_the_next() {
        let state = after([text("a"), answer(1, "ok"), text("b")]);
        assert_eq!(verdict(&state), "ok");
        assert_eq!(state.ask(Language::Zh).id, 2);
    }

    #[test]
    fn a_loaded_text_replaces_what_was_given_and_makes_its_field_anew() {
        let loaded = Rc::new(Loaded {
            text: Pasted("new".into()),
            secret: Secret::new("mine"),
        });
        let load = VerifyAction::Load(loaded, Some(Observed::Connack(5)));
        let product = VerifyAction::ProductSecret(Secret::new("x"));
        let state = after([text("a"), product, load]);
        assert_eq!((&*state.text.0, state.secret.expose()), ("new", "mine"));
        assert!(state.product_secret.is_empty());
        assert_eq!((state.fresh, state.asked), (1, 3));
    }

    #[test]
    fn a_large_text_is_held_and_what_is_typed_is_added() {
        let large = "a".repeat(VerifyState::MAX_FIELD + 1);
        let state = after([text(&large), text("b")]);
        assert_eq!(state.text, Pasted("b".into()));
        assert_eq!(
            (&*state.held.0, &*state.ask(Language::En).text.0),
            (&*large, "b")
        );
        let state = after([text(&large), text("b"), VerifyAction::Drop]);
        assert_eq!((&*state.held.0, &*state.text.0), ("", "b"));
    }

    #[test]
    fn forgetting_leaves_nothing_and_takes_no_late_answer() {
        let mut state = after([text("a"), answer(1, "wrong")]).forgotten();
        assert_eq!(state.text, Pasted::default());
        assert_eq!(verdict(&state), "");
        state.apply(answer(1, "wrong"));
        assert_eq!(verdict(&state), "");
    }

    #[test]
    fn what_cannot_be_read_leaves_no_old_verdict() {
        let unreadable = VerifyAction::Unreadable("engine".into());
        let state = after([text("a"), answer(1, "ok"), text("b"), unreadable]);
        assert_eq!((verdict(&state), &*state.failed), ("", "engine"));
    }

    #[test]
    fn nothing_pasted_is_shown() {
        let state = after([text("hidden"), VerifyAction::Secret(Secret::new("hidden"))]);
        assert!(!format!("{state:?} {:?}", state.ask(Language::En)).contains("hidden"));
    }
}
