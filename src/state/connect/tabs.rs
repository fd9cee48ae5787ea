//! Several connections beside one another: new ones, which is shown, closing, names.

use crate::state::connect::{Connection, Model};
use connack_protocol::Credentials;
use connack_signer::REGISTER_TOPICS;
use std::rc::Rc;

/// What can happen to the connections as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TabAction {
    /// A new one, which is shown.
    New,
    /// Show this one.
    Choose(u32),
    /// Ask before this one is closed, or no longer.
    AskClose(Option<u32>),
    /// Close this one.
    Close(u32),
    /// The shown one was named; empty: by its device.
    Name(String),
}

impl Connection {
    /// Messages that came while another connection was shown.
    pub fn unread(&self) -> u64 {
        self.received().saturating_sub(self.read)
    }

    pub(super) fn received(&self) -> u64 {
        let seen = self.session.list.seen.as_ref();
        seen.map_or(0, |seen| seen.counters.received)
    }
}

impl Model {
    /// The credentials that a connection takes.
    pub fn credentials_of<'a>(&'a self, of: &'a Connection) -> Option<&'a Credentials> {
        of.form.options.credentials(self.credentials.as_deref())
    }

    /// What a connection is called: as it was named, else as its device or user; and its number.
    pub fn title(&self, of: &Connection) -> String {
        if !of.name.trim().is_empty() {
            return of.name.trim().to_owned();
        }
        let credentials = self.in_use_of(of);
        let names = credentials.map(|of| [&of.device_name, &of.username]);
        let name = names.into_iter().flatten().find(|name| !name.is_empty());
        let nameless = self.language.connection().nameless;
        format!("{} · {}", of.number + 1, name.map_or(nameless, |name| name))
    }

    /// The topics on which each worker tells whole what is received.
    pub fn listened(&self) -> Vec<Vec<String>> {
        let all = self.connections.iter();
        all.map(|of| {
            let registration = REGISTER_TOPICS.map(str::to_owned);
            let subs = of.sub_topics(self.in_use_of(of));
            registration.into_iter().chain(subs).collect()
        })
        .collect()
    }

    /// The connection that is shown when this one is closed; none if there is no other.
    pub fn neighbour(&self, id: u32) -> Option<u32> {
        if self.connection().id != id {
            return Some(self.connection().id);
        }
        let other = self.connections.get(self.active + 1);
        let other = other.or_else(|| self.connections.get(self.active.checked_sub(1)?));
        other.map(|of| of.id)
    }

    pub(super) fn tab(&mut self, action: TabAction) {
        match action {
            TabAction::New => self.add(),
            TabAction::Choose(id) => self.show(id),
            TabAction::AskClose(id) => self.closing = id,
            TabAction::Close(id) => {
                let next = self.neighbour(id);
                self.closing = None;
                self.connections.retain(|of| of.id != id);
                match next {
                    Some(next) => self.show(next),
                    None => self.add(),
                }
            }
            TabAction::Name(name) => self.with_active(|of| of.name = name),
        }
    }

    fn show(&mut self, id: u32) {
        self.closing = None;
        if let Some(at) = self.connections.iter().position(|of| of.id == id) {
            self.active = at;
        }
    }

    fn add(&mut self) {
        let numbers = self.connections.iter().map(|of| of.number + 1);
        let mut added = Connection {
            id: self.next_id,
            number: numbers.max().unwrap_or_default(),
            ..Connection::default()
        };
        added.form.options.follow(self.credentials.as_ref());
        self.next_id += 1;
        self.connections.push(Rc::new(added));
        self.active = self.connections.len() - 1;
        self.closing = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::connect::plan::tests::practice;
    use crate::state::connect::{
        Action, Asked, FormAction, OptionAction, PageFacts, Plan, SessionAction, Source, Subject,
        plan,
    };
    use connack_protocol::{Device, FromSession, Password, Qos, ToConnectPage, Version};
    use yew::Reducible;

    const FACTS: PageFacts = PageFacts {
        https: false,
        any_ws: false,
    };

    fn after(actions: impl IntoIterator<Item = Action>) -> Rc<Model> {
        let given = Action::Page(ToConnectPage::Credentials(Some(Box::new(practice()))));
        let shown = Action::Page(ToConnectPage::Shown(true));
        [given, shown]
            .into_iter()
            .chain(actions)
            .fold(Rc::new(Model::new(FACTS)), Reducible::reduce)
    }

    fn tab(action: TabAction) -> Action {
        Action::Tab(action)
    }

    fn option(action: OptionAction) -> Action {
        Action::Form(FormAction::Option(action))
    }

    #[track_caller]
    fn check_titles(model: &Model, titles: &[&str], shown: usize) {
        let all: Vec<_> = model.connections.iter().map(|of| model.title(of)).collect();
        assert_eq!(all, titles);
        assert_eq!(model.active, shown);
    }

    #[test]
    fn tabs_come_and_go() {
        let two = [tab(TabAction::New), tab(TabAction::Name("watcher".into()))];
        let model = after(two.clone());
        check_titles(&model, &["1 · practice", "watcher"], 1);
        let third = || two.clone().into_iter().chain([tab(TabAction::New)]);
        let closed = |id| after(third().chain([tab(TabAction::Close(id))]));
        check_titles(&closed(2), &["1 · practice", "watcher"], 1);
        check_titles(&closed(0), &["watcher", "3 · practice"], 1);
        let chosen = third().chain([tab(TabAction::Choose(0)), tab(TabAction::Close(0))]);
        check_titles(&after(chosen), &["watcher", "3 · practice"], 0);
    }

    #[test]
    fn the_last_one_gives_way_to_a_fresh_one() {
        let model = after([
            Action::Form(FormAction::PublishPayload("hidden".into())),
            tab(TabAction::Close(0)),
        ]);
        check_titles(&model, &["1 · practice"], 0);
        assert_eq!(model.connection().form.publish_payload, "");
        assert_eq!(model.connection().id, 1);
    }

    #[test]
    fn each_has_its_own_credentials() {
        let model = after([
            tab(TabAction::New),
            option(OptionAction::Source(Source::Typed)),
            option(OptionAction::Username("platform".into())),
            option(OptionAction::Password(Password("hidden".into()))),
        ]);
        check_titles(&model, &["1 · practice", "2 · platform"], 1);
        assert_eq!(model.credentials().unwrap().username, "platform");
        let devices = model.devices();
        assert_eq!(devices[0].1.device_name, "practice");
        assert_eq!(devices[1].1, Device::default());
    }

    #[test]
    fn what_came_meanwhile_is_counted() {
        use connack_protocol::{Counters, DetailSeen, Seen};
        let seen = |id, received| {
            let seen = Seen {
                look: 0,
                counters: Counters {
                    received,
                    ..Counters::default()
                },
                first: 0,
                rows: Vec::new(),
                detail: DetailSeen::None,
                topics: None,
                chart: None,
                filter_problem: None,
            };
            Action::Session(
                id,
                SessionAction::FromWorker(FromSession::Seen(Box::new(seen))),
            )
        };
        let common = [seen(0, 5), tab(TabAction::New), seen(0, 8)];
        let unread = |model: &Model| model.connections[0].unread();
        assert_eq!(unread(&after(common.clone())), 3);
        let back = common.into_iter().chain([tab(TabAction::Choose(0))]);
        assert_eq!(unread(&after(back)), 0);
    }

    #[test]
    fn version_5_is_asked_about_on_the_platform_alone() {
        let host = "pk.iot-as-mqtt.cn-shanghai.aliyuncs.com";
        let url = format!("wss://{host}:443/");
        let five = option(OptionAction::Version(Version::V5_0));
        let planned = |model: &Model| {
            let of = model.connection();
            plan(&of.form, model.credentials(), FACTS)
        };
        let Plan::Go(connect) = planned(&after([five.clone()])) else {
            panic!("asked about a practice broker");
        };
        assert_eq!(connect.version, Version::V5_0);
        let there = [five, Action::Form(FormAction::Url(url))];
        let subject = |username: &str| Subject {
            host: host.into(),
            username: username.into(),
        };
        let asked = Asked::Version5(subject("practice&a1Practice0"));
        let model = after(there.clone());
        assert_eq!(planned(&model), Plan::Ask(asked.clone()));
        let agreed = [
            Action::Form(FormAction::Ask(asked)),
            Action::Form(FormAction::Confirm),
        ];
        let model = after(there.into_iter().chain(agreed));
        let asked = Asked::Eviction(subject("practice&a1Practice0"));
        assert_eq!(planned(&model), Plan::Ask(asked));
        // It is the device that cannot go back, not the host that others share.
        let model = [
            option(OptionAction::Source(Source::Typed)),
            option(OptionAction::Username("next&a1Practice0".into())),
        ]
        .into_iter()
        .fold(model, Reducible::reduce);
        let asked = Asked::Version5(subject("next&a1Practice0"));
        assert_eq!(planned(&model), Plan::Ask(asked));
    }

    #[test]
    fn a_will_is_sent_when_there_is_to_be_one() {
        let typed = [
            option(OptionAction::WillTopic("gone".into())),
            option(OptionAction::WillPayload("了".into())),
            option(OptionAction::WillQos(Qos::AtLeastOnce)),
            option(OptionAction::WillRetain(true)),
        ];
        let will = |model: &Model| {
            let of = model.connection();
            match plan(&of.form, model.credentials(), FACTS) {
                Plan::Go(connect) => connect.will,
                Plan::NotReady | Plan::Refuse(_) | Plan::Ask(_) => panic!("not connected"),
            }
        };
        assert_eq!(will(&after(typed.clone())), None);
        let switched = typed
            .into_iter()
            .chain([option(OptionAction::HasWill(true))]);
        let sent = will(&after(switched)).unwrap();
        assert_eq!((&*sent.topic, sent.payload), ("gone", "了".into()));
        assert_eq!((sent.qos, sent.retain), (Qos::AtLeastOnce, true));
    }
}
