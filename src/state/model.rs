//! All that the page knows, in one place, and every change of it. One reducer serves all: each
//! further one would cost the page kilobytes.

use crate::route::{Address, Route};
use crate::state::{
    Computed, ConnectAction, ConnectForm, FormAction, FormState, PageFacts, SessionAction,
    SessionState, Theme, VerifyAction, VerifyState, compute, self_check,
};
use crate::text::{Language, Text};
use std::rc::Rc;
use yew::Reducible;

/// All that the page knows.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// The page that is shown.
    pub route: Route,
    /// The language.
    pub language: Language,
    /// The theme.
    pub theme: Theme,
    /// The fields of Compute.
    pub form: FormState,
    /// What follows from them.
    pub computed: Rc<Computed>,
    /// Whether this build computes the documented example rightly.
    pub self_check: bool,
    /// Whether the secret is shown.
    pub revealed: bool,
    /// Verify.
    pub verify: Rc<VerifyState>,
    /// The fields of Connect.
    pub connect: ConnectForm,
    /// The connection.
    pub session: Rc<SessionState>,
    /// What was copied last, and whether the browser did it; for a moment.
    pub copied: Option<(&'static str, bool)>,
    /// Requests to other hosts so far.
    pub requests: usize,
    /// Everything was just forgotten.
    pub forgotten: bool,
    /// What does not change while the page is open.
    pub surroundings: Surroundings,
}

/// What the document says about itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Surroundings {
    /// Which URLs it may open.
    pub facts: PageFacts,
    /// Version and commit.
    pub build: String,
}

/// A change of what the page knows.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Of the fields of Compute.
    Form(FormAction),
    /// On Verify.
    Verify(VerifyAction),
    /// Of the fields of Connect.
    Connect(ConnectAction),
    /// Of the connection.
    Session(SessionAction),
    /// An address was opened.
    Opened(Address),
    /// A language was chosen.
    Language(Language),
    /// A theme was chosen.
    Theme(Theme),
    /// The secret is to be shown or hidden.
    Reveal(bool),
    /// A copy was made or refused, or the word on it has stood long enough.
    Copied(Option<(&'static str, bool)>),
    /// Requests to other hosts were counted.
    Requests(usize),
    /// Everything typed and received is to be forgotten.
    Forget,
}

impl Model {
    /// The page as it opens.
    pub fn new(language: Language, theme: Theme, surroundings: Surroundings) -> Self {
        let form = FormState::default();
        Self {
            route: Route::default(),
            language,
            theme,
            computed: Rc::new(compute(&form.form)),
            form,
            self_check: self_check(),
            revealed: false,
            verify: Rc::new(VerifyState::default()),
            connect: ConnectForm::default(),
            session: Rc::new(SessionState::default()),
            copied: None,
            requests: 0,
            forgotten: false,
            surroundings,
        }
    }

    /// All texts in the page's language.
    pub fn text(&self) -> &'static Text {
        self.language.text()
    }

    fn change_form(&mut self, action: FormAction) {
        // Another device: what followed from the old one follows from the new one.
        if matches!(action, FormAction::Practice { .. }) {
            self.connect.apply(ConnectAction::FollowCredentials);
        }
        self.form.apply(action);
        self.computed = Rc::new(compute(&self.form.form));
        self.forgotten = false;
    }
}

impl Reducible for Model {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = Rc::unwrap_or_clone(self);
        match action {
            Action::Form(action) => next.change_form(action),
            Action::Verify(action) => Rc::make_mut(&mut next.verify).apply(action),
            Action::Connect(action) => next.connect.apply(action),
            Action::Session(action) => Rc::make_mut(&mut next.session).apply(action),
            Action::Opened(address) => {
                next.route = address.route;
                let had_secret = address.cleaned.is_some();
                let prefill = Box::new(address.prefill);
                next.change_form(FormAction::Link {
                    prefill,
                    had_secret,
                });
            }
            Action::Language(language) => next.language = language,
            Action::Theme(theme) => next.theme = theme,
            Action::Reveal(revealed) => next.revealed = revealed,
            Action::Copied(copied) => next.copied = copied,
            Action::Requests(requests) => next.requests = requests,
            Action::Forget => {
                next = Self {
                    route: next.route,
                    requests: next.requests,
                    forgotten: true,
                    verify: Rc::new(next.verify.forgotten()),
                    ..Self::new(next.language, Theme::default(), next.surroundings)
                };
            }
        }
        Rc::new(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::route::read_fragment;

    fn model() -> Rc<Model> {
        let facts = PageFacts {
            https: false,
            any_ws: false,
        };
        let surroundings = Surroundings {
            facts,
            build: String::new(),
        };
        Rc::new(Model::new(Language::En, Theme::Dark, surroundings))
    }

    #[test]
    fn what_was_computed_follows_the_form() {
        let after = model().reduce(Action::Form(FormAction::Example));
        assert!(after.computed.signed().is_some());
        let opened = after.reduce(Action::Opened(read_fragment("#/connect")));
        assert!(opened.computed.signed().is_some());
        assert_eq!(opened.route, Route::Connect);
    }

    #[test]
    fn the_practice_device_is_also_connects() {
        let typed = ConnectAction::Url("ws://localhost/".into());
        let practice = FormAction::Practice {
            url: "ws://127.0.0.1:1/mqtt".into(),
        };
        let after = model()
            .reduce(Action::Connect(typed))
            .reduce(Action::Form(practice));
        assert_eq!(
            after.connect.effective_url(after.computed.signed()),
            "ws://127.0.0.1:1/mqtt"
        );
    }

    #[test]
    fn forgetting_leaves_nothing_typed() {
        let filled = model().reduce(Action::Form(FormAction::Example));
        let after = filled.reduce(Action::Forget);
        assert_eq!(after.form, FormState::default());
        assert_eq!(after.computed.signed(), None);
        assert!(after.forgotten);
        let typed = after.reduce(Action::Form(FormAction::Example));
        assert!(!typed.forgotten);
    }
}
