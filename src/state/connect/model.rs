//! All that the Connect module knows, in one place, and every change of it.

use crate::state::Knows;
use crate::state::connect::profile::{Profiles, ProfilesAction};
use crate::state::connect::{
    Arrived, ArrivedAction, Behaves, BehavesAction, Composing, Form, FormAction, PageFacts,
    PublishAction, Session, SessionAction, SnippetAction, Snippets, Source, SubAction, SubDevices,
    TabAction,
};
use crate::text::Language;
use connack_protocol::{Credentials, FromSession, Lang, Phase, ToConnectPage};
use std::rc::Rc;
use yew::Reducible;

/// All that the Connect module knows.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// The language.
    pub language: Language,
    /// Which URLs this page may open.
    pub facts: PageFacts,
    /// What Compute gives.
    pub credentials: Option<Rc<Credentials>>,
    /// Connect is the page that is shown.
    pub shown: bool,
    /// The connections; never none.
    pub connections: Vec<Rc<Connection>>,
    /// Which of them is shown.
    pub active: usize,
    /// The profiles.
    pub profiles: Profiles,
    /// The connection that the person is asked about before it is closed.
    pub closing: Option<u32>,
    /// What was copied last, and whether the browser did it; for a moment.
    pub copied: Option<(&'static str, bool)>,
    /// Messages that were kept in this browser.
    pub snippets: Snippets,
    pub(super) next_id: u32,
}

/// One connection: its fields, and what happened on it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Connection {
    /// Distinguishes it from every other one; its worker goes by it.
    pub id: u32,
    /// Counts the connections for people, from 0.
    pub number: u32,
    /// Its name as typed; empty: by its device.
    pub name: String,
    /// The fields.
    pub form: Form,
    /// What happened.
    pub session: Session,
    /// Messages received when it was last shown.
    pub(super) read: u64,
    /// What is published by hand.
    pub composing: Composing,
    /// What the device does by itself.
    pub behaves: Behaves,
    /// The devices behind it, if it is a gateway.
    pub sub_devices: SubDevices,
    /// What was pushed to its registration.
    pub arrived: Option<Rc<Arrived>>,
}

/// A change of what the Connect module knows.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// The page said something.
    Page(ToConnectPage),
    /// Of the shown connection's fields.
    Form(FormAction),
    /// Of the connection with this id.
    Session(u32, SessionAction),
    /// Of the shown connection.
    Shown(SessionAction),
    /// Of the profiles.
    Profiles(ProfilesAction),
    /// Of the connections as a whole.
    Tab(TabAction),
    /// Of the shown connection's publish form.
    Publish(PublishAction),
    /// Of what the device of the shown connection does by itself.
    Behaves(BehavesAction),
    /// Of the sub-device that is being typed on the shown connection.
    SubDraft(SubAction),
    /// Of the sub-devices of the connection with this id.
    SubDevices(u32, SubAction),
    /// Of what was pushed to the shown connection's registration.
    Arrived(ArrivedAction),
    /// Of the messages that were kept.
    Snippets(SnippetAction),
    /// A copy was made or refused, or the word on it has stood long enough.
    Copied(Option<(&'static str, bool)>),
}

impl Model {
    /// Connect as it opens: one connection, not made yet.
    pub fn new(facts: PageFacts) -> Self {
        Self {
            language: Language::default(),
            facts,
            credentials: None,
            shown: false,
            connections: vec![Rc::default()],
            active: 0,
            profiles: Profiles::default(),
            closing: None,
            copied: None,
            snippets: Snippets::default(),
            next_id: 1,
        }
    }

    /// The connection that is shown.
    pub fn connection(&self) -> &Connection {
        &self.connections[self.active]
    }

    /// The credentials that the shown connection takes.
    pub fn credentials(&self) -> Option<&Credentials> {
        self.credentials_of(self.connection())
    }

    fn with(&mut self, id: u32, change: impl FnOnce(&mut Connection)) {
        if let Some(of) = self.connections.iter_mut().find(|of| of.id == id) {
            change(Rc::make_mut(of));
        }
    }

    pub(super) fn with_active(&mut self, change: impl FnOnce(&mut Connection)) {
        let id = self.connection().id;
        self.with(id, change);
    }

    fn follow(&mut self) {
        for of in &mut self.connections {
            Rc::make_mut(of)
                .form
                .options
                .follow(self.credentials.as_ref());
        }
    }

    /// What the shown connection has received, the person has seen.
    fn read(&mut self) {
        let received = self.connection().received();
        if self.connection().read != received {
            self.with_active(|of| of.read = received);
        }
    }

    fn take(&mut self, said: ToConnectPage) {
        match said {
            ToConnectPage::Language(lang) => {
                self.language = match lang {
                    Lang::En => Language::En,
                    Lang::Zh => Language::Zh,
                }
            }
            ToConnectPage::Shown(shown) => self.shown = shown,
            ToConnectPage::Credentials(credentials) => {
                self.credentials = credentials.map(Rc::from);
                self.follow();
            }
            ToConnectPage::FollowCredentials => {
                for of in &mut self.connections {
                    if of.form.options.source == Source::Compute {
                        Rc::make_mut(of).form.apply(FormAction::FollowCredentials);
                    }
                }
            }
            ToConnectPage::Forget => {
                *self = Self {
                    language: self.language,
                    shown: self.shown,
                    // What an old worker still says finds no connection.
                    connections: vec![Rc::new(Connection {
                        id: self.next_id,
                        ..Connection::default()
                    })],
                    next_id: self.next_id + 1,
                    ..Self::new(self.facts)
                };
            }
        }
    }
}

impl Knows for Model {
    fn copied(&self) -> Option<(&'static str, bool)> {
        self.copied
    }
}

impl Reducible for Model {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = Rc::unwrap_or_clone(self);
        match action {
            Action::Page(said) => next.take(said),
            Action::Form(action) => {
                let computed = next.credentials.clone();
                next.with_active(|of| {
                    of.form.apply(action);
                    of.form.options.follow(computed.as_ref());
                });
            }
            Action::Tab(action) => next.tab(action),
            Action::Profiles(action) => next.profiles.apply(action),
            Action::Session(id, action) => next.with(id, |of| {
                if let SessionAction::FromWorker(FromSession::Told(told)) = &action {
                    of.behaves.take(told);
                }
                if let SessionAction::FromWorker(FromSession::Heard(heard)) = &action {
                    of.hear(heard);
                    of.hear_of_subs(heard);
                }
                let online = |of: &Connection| of.session.phase == Phase::Online;
                let was = online(of);
                of.session.apply(action);
                if was && !online(of) {
                    of.sub_devices.end();
                }
            }),
            Action::Shown(action) => next.with_active(|of| of.session.apply(action)),
            Action::Publish(action) => {
                let credentials = next.in_use().cloned();
                next.with_active(|of| of.compose(action, credentials.as_ref()));
            }
            Action::Behaves(action) => next.with_active(|of| of.behaves.apply(action)),
            Action::SubDraft(action) => next.with_active(|of| of.sub_devices.apply(action)),
            Action::SubDevices(id, action) => next.with(id, |of| of.sub_devices.apply(action)),
            Action::Arrived(action) => next.with_active(|of| of.with_arrived(action)),
            Action::Snippets(action) => {
                let credentials = next.credentials().cloned();
                next.snippets.apply(action, credentials.as_ref());
            }
            Action::Copied(copied) => next.copied = copied,
        }
        next.read();
        next.behave();
        Rc::new(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::connect::plan;

    const FACTS: PageFacts = PageFacts {
        https: false,
        any_ws: false,
    };

    fn practice() -> Box<Credentials> {
        Box::new(plan::tests::practice())
    }

    fn after(actions: impl IntoIterator<Item = Action>) -> Rc<Model> {
        actions
            .into_iter()
            .fold(Rc::new(Model::new(FACTS)), Reducible::reduce)
    }

    #[test]
    fn what_was_typed_gives_way_when_the_page_says_so() {
        let typed = Action::Form(FormAction::Url("ws://localhost/".into()));
        let given = Action::Page(ToConnectPage::Credentials(Some(practice())));
        let url = |model: &Model| model.connection().form.effective_url(model.credentials());
        let model = after([typed.clone(), given.clone()]);
        assert_eq!(url(&model), "ws://localhost/");
        let follow = Action::Page(ToConnectPage::FollowCredentials);
        assert_eq!(
            url(&after([typed, given, follow])),
            "ws://127.0.0.1:8083/mqtt"
        );
    }

    #[test]
    fn forgetting_leaves_nothing_and_hears_no_old_worker() {
        let typed = Action::Form(FormAction::PublishPayload("secret".into()));
        let given = Action::Page(ToConnectPage::Credentials(Some(practice())));
        let late = Action::Session(0, SessionAction::Loading);
        let model = after([typed, given, Action::Page(ToConnectPage::Forget), late]);
        let fresh = Connection {
            id: 1,
            ..Connection::default()
        };
        assert_eq!((model.connection(), model.credentials()), (&fresh, None));
    }
}
