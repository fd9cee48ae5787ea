//! "Use it in …" on Compute: what the credentials are to be written for, and what the engine wrote.

use connack_protocol::{FromEngine, Node, Place};
use std::rc::Rc;

/// "Use it in …" as the page knows it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct UseInState {
    /// Whether it was opened: before that, the engine is not asked.
    pub opened: bool,
    /// The id of the target; empty: the first of the list.
    pub target: String,
    /// Whether the password is to stand in the text.
    pub with_password: bool,
    /// Counts the questions; an answer to an older one is dropped.
    pub asked: u32,
    /// Why the engine could not be loaded; empty while all is well.
    pub failed: String,
    /// All targets, an element each; empty until the engine said so.
    pub targets: Rc<Node>,
    /// What the engine wrote.
    pub written: Rc<Node>,
}

/// What can happen to "Use it in …".
#[derive(Debug, Clone, PartialEq)]
pub enum UseInAction {
    /// It was opened.
    Open,
    /// A target was chosen, by its id.
    Target(String),
    /// The password is to stand in the text, or not.
    WithPassword(bool),
    /// The engine could not be loaded.
    Failed(String),
    /// The engine wrote something.
    Engine(Rc<FromEngine>),
}

impl UseInState {
    /// The state after everything was forgotten.
    pub fn forgotten(&self) -> Self {
        Self {
            opened: self.opened,
            // An answer that is still on its way belongs to nobody.
            asked: self.asked + 1,
            targets: self.targets.clone(),
            ..Self::default()
        }
    }

    /// The state after an action.
    pub fn apply(&mut self, action: UseInAction) {
        match action {
            UseInAction::Open => self.opened = true,
            UseInAction::Target(target) => {
                self.target = target;
                self.asked += 1;
            }
            UseInAction::WithPassword(on) => {
                self.with_password = on;
                self.asked += 1;
            }
            UseInAction::Failed(what) => self.failed = what,
            UseInAction::Engine(message) => self.take(&message),
        }
    }

    fn take(&mut self, message: &FromEngine) {
        for (place, node) in &message.places {
            if *place == Place::Targets {
                self.targets = Rc::new(node.clone());
            } else if message.id == self.asked {
                self.written = Rc::new(node.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(actions: impl IntoIterator<Item = UseInAction>) -> UseInState {
        let mut state = UseInState::default();
        actions.into_iter().for_each(|action| state.apply(action));
        state
    }

    fn answer(id: u32, text: &str) -> UseInAction {
        let node = |text: &str| Node {
            text: text.into(),
            ..Node::default()
        };
        UseInAction::Engine(Rc::new(FromEngine {
            id,
            places: vec![(Place::Targets, node("all")), (Place::UseIn, node(text))],
            ..FromEngine::default()
        }))
    }

    fn target(id: &str) -> UseInAction {
        UseInAction::Target(id.into())
    }

    #[test]
    fn an_answer_to_an_older_question_is_dropped() {
        let state = after([
            target("json"),
            target("paho-c"),
            answer(2, "C"),
            answer(1, "{}"),
        ]);
        assert_eq!((&*state.target, &*state.written.text), ("paho-c", "C"));
        let state = after([target("json"), answer(0, "old")]);
        // The list is the same whatever was asked.
        assert_eq!((&*state.written.text, &*state.targets.text), ("", "all"));
    }

    #[test]
    fn the_password_is_asked_for_once_more() {
        let state = after([
            UseInAction::Open,
            UseInAction::WithPassword(true),
            answer(0, "without"),
        ]);
        assert!(state.opened && state.with_password);
        assert_eq!(state.written.text, "");
    }

    #[test]
    fn forgetting_leaves_no_text_and_takes_no_late_answer() {
        let with = UseInAction::WithPassword(true);
        let mut state = after([UseInAction::Open, with, answer(1, "secret")]).forgotten();
        assert!(state.opened && !state.with_password);
        state.apply(answer(1, "secret"));
        assert_eq!((&*state.written.text, &*state.targets.text), ("", "all"));
    }
}
