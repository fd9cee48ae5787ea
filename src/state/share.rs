//! "To a colleague" on Compute and on Verify: what a person asked for, and what the engine made.

use connack_protocol::{FromEngine, Node};
use std::rc::Rc;

/// "To a colleague" as the page knows it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ShareState {
    /// Whether it was opened: before that, the engine is not asked.
    pub opened: bool,
    /// Secrets were asked for, once.
    pub secret: bool,
    /// And once more, knowing what it means.
    pub sure: bool,
    /// Counts the questions; an answer to an older one is dropped.
    pub asked: u32,
    /// Why the engine could not be loaded; empty while all is well.
    pub failed: String,
    /// What the engine made.
    pub shown: Rc<Node>,
}

/// What can happen to "To a colleague".
#[derive(Debug, Clone, PartialEq)]
pub enum ShareAction {
    /// It was opened.
    Open,
    /// Secrets are asked for, or no longer.
    Secret(bool),
    /// The same a second time.
    Sure(bool),
    /// The engine could not be loaded.
    Failed(String),
    /// The engine made something.
    Engine(Rc<FromEngine>),
}

impl ShareState {
    /// Whether secrets were asked for twice.
    pub fn with_secrets(&self) -> bool {
        self.secret && self.sure
    }

    /// Other fields are to be shared: who said yes to secrets did so for those before.
    pub fn renew(&mut self) {
        if self.secret {
            self.shown = Rc::default();
        }
        self.secret = false;
        self.sure = false;
        self.asked += 1;
    }

    /// The state after everything was forgotten, or on another page.
    pub fn forgotten(&self) -> Self {
        Self {
            opened: self.opened,
            // An answer that is still on its way belongs to nobody.
            asked: self.asked + 1,
            ..Self::default()
        }
    }

    /// The state after an action.
    pub fn apply(&mut self, action: ShareAction) {
        match action {
            ShareAction::Open => self.opened = true,
            ShareAction::Secret(on) => {
                self.renew();
                self.secret = on;
            }
            ShareAction::Sure(on) => {
                self.sure = on;
                self.asked += 1;
                self.shown = Rc::default();
            }
            ShareAction::Failed(what) => self.failed = what,
            ShareAction::Engine(message) => {
                let mine = message.places.iter().filter(|_| message.id == self.asked);
                for (_, node) in mine {
                    self.shown = Rc::new(node.clone());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use connack_protocol::Place;

    fn after(actions: impl IntoIterator<Item = ShareAction>) -> ShareState {
        let mut state = ShareState::default();
        actions.into_iter().for_each(|action| state.apply(action));
        state
    }

    fn answer(id: u32, text: &str) -> ShareAction {
        let node = Node {
            text: text.into(),
            ..Node::default()
        };
        ShareAction::Engine(Rc::new(FromEngine {
            id,
            places: vec![(Place::Share, node)],
            ..FromEngine::default()
        }))
    }

    const SECRET: ShareAction = ShareAction::Secret(true);
    const SURE: ShareAction = ShareAction::Sure(true);

    #[test]
    fn secrets_are_asked_for_twice() {
        assert!(!after([SECRET]).with_secrets());
        assert!(!after([SURE]).with_secrets());
        let state = after([SECRET, SURE]);
        assert!(state.with_secrets());
        assert_eq!(state.asked, 2);
        let off_and_on = after([SECRET, SURE, ShareAction::Secret(false), SECRET]);
        assert!(!off_and_on.with_secrets());
    }

    #[test]
    fn a_yes_is_for_the_fields_that_stood_there() {
        let mut state = after([SECRET, SURE, answer(2, "secret")]);
        assert_eq!(state.shown.text, "secret");
        state.renew();
        assert!(!state.with_secrets());
        assert_eq!(state.shown.text, "");
        state.apply(answer(2, "secret"));
        assert_eq!(state.shown.text, "");
    }

    #[test]
    fn what_held_secrets_goes_with_the_no() {
        for no in [ShareAction::Sure(false), ShareAction::Secret(false)] {
            assert_eq!(
                after([SECRET, SURE, answer(2, "secret"), no]).shown.text,
                ""
            );
        }
    }

    #[test]
    fn forgetting_leaves_nothing_and_takes_no_late_answer() {
        let mut state = after([ShareAction::Open, answer(0, "link")]).forgotten();
        assert!(state.opened);
        state.apply(answer(0, "link"));
        assert_eq!(state.shown.text, "");
    }
}
