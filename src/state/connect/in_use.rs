//! What a connection that is up goes by: what it was made with, whatever its fields say by now.
//!
//! The fields are those of the next try. They may name another device long before there is one.

use crate::state::connect::{Attempt, Connection, Model, Plan, plan};
use connack_protocol::{Connect, Credentials, Device, Phase, Version};
use std::rc::Rc;

impl Connection {
    /// What it was made with, while it is up or on its way there.
    fn made(&self) -> Option<&Attempt> {
        let active = self.session.phase.is_active();
        self.session.attempt().filter(|_| active)
    }

    /// Where it leads; while there is none, where it would lead with these credentials.
    pub fn url_in_use(&self, credentials: Option<&Credentials>) -> String {
        match self.made() {
            Some(made) => made.connect.url.clone(),
            None => self.form.effective_url(credentials).trim().to_owned(),
        }
    }

    /// The version of MQTT that it speaks, or would speak.
    pub fn version_in_use(&self) -> Version {
        let version = self.form.options.version;
        self.made().map_or(version, |made| made.connect.version)
    }
}

impl Model {
    /// The credentials that the shown connection was made with; while there is none, those that it
    /// would take.
    pub fn in_use(&self) -> Option<&Credentials> {
        self.in_use_of(self.connection())
    }

    /// The same of any connection.
    pub(super) fn in_use_of<'a>(&'a self, of: &'a Connection) -> Option<&'a Credentials> {
        match of.made() {
            Some(made) => Some(&made.credentials),
            None => self.credentials_of(of),
        }
    }

    /// As which device each worker behaves.
    pub fn devices(&self) -> Vec<(u32, Device)> {
        let all = self.connections.iter();
        all.map(|of| {
            let credentials = self.in_use_of(of);
            let device = credentials.map(|of| Device {
                product_key: of.product_key.clone(),
                device_name: of.device_name.clone(),
            });
            (of.id, device.unwrap_or_default())
        })
        .collect()
    }

    /// Each connection behaves as the device that it speaks for now.
    pub(super) fn behave(&mut self) {
        for (at, (_, device)) in self.devices().into_iter().enumerate() {
            let of = &mut self.connections[at];
            if *of.behaves.device() != device {
                let of = Rc::make_mut(of);
                of.behaves.follow(device);
                of.sub_devices.other_gateway();
            }
        }
    }

    /// The connections that wait for their next try, and whose fields say something else since the
    /// last one. What the person is to be asked about first is not tried by itself.
    pub fn edited(&self) -> Vec<(u32, Box<Connect>)> {
        let waiting = self.connections.iter();
        let waiting = waiting.filter(|of| of.session.phase == Phase::Reconnecting);
        waiting
            .filter_map(
                |of| match plan(&of.form, self.credentials_of(of), self.facts) {
                    Plan::Go(connect) if of.session.asked() != Some(&connect) => {
                        Some((of.id, connect))
                    }
                    Plan::Go(_) | Plan::NotReady | Plan::Refuse(_) | Plan::Ask(_) => None,
                },
            )
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::connect::plan::tests::{practice, subject, tried};
    use crate::state::connect::{
        Action, Asked, BehavesAction, FormAction, OptionAction, PageFacts, SessionAction, Source,
        attempt, host_of,
    };
    use connack_protocol::{Entry, Event, FromSession, RepeatState, ToConnectPage};
    use yew::Reducible;

    const FACTS: PageFacts = PageFacts {
        https: false,
        any_ws: false,
    };
    const PLATFORM: &str = "wss://a1Practice0.iot-as-mqtt.cn-shanghai.aliyuncs.com:443/";

    fn given(of: Credentials) -> Action {
        Action::Page(ToConnectPage::Credentials(Some(Box::new(of))))
    }

    fn named(name: &str) -> Credentials {
        Credentials {
            device_name: name.into(),
            username: format!("{name}&a1Practice0"),
            ..practice()
        }
    }

    fn on_platform(of: Credentials) -> Credentials {
        Credentials {
            websocket_url: PLATFORM.into(),
            ..of
        }
    }

    fn tries(attempt: Attempt) -> Action {
        Action::Session(0, SessionAction::Attempt(Rc::new(attempt)))
    }

    /// A connection that was made with these credentials, wherever the page may connect.
    fn made(of: &Credentials) -> Action {
        let connect = Connect {
            url: of.websocket_url.clone(),
            username: of.username.clone(),
            ..*tried(&of.websocket_url).connect
        };
        tries(attempt(&connect, of, FACTS))
    }

    fn enters(phase: Phase) -> Action {
        let entries = vec![Entry {
            at_ms: 0.0,
            line: String::new(),
            event: Event::Phase(phase),
        }];
        Action::Session(0, SessionAction::FromWorker(FromSession::Entries(entries)))
    }

    fn after(model: Rc<Model>, actions: impl IntoIterator<Item = Action>) -> Rc<Model> {
        actions.into_iter().fold(model, Reducible::reduce)
    }

    fn with_practice() -> Rc<Model> {
        after(Rc::new(Model::new(FACTS)), [given(practice())])
    }

    fn repeated() -> Action {
        Action::Behaves(BehavesAction::Repeated("t".into()))
    }

    fn states(model: &Model) -> Vec<RepeatState> {
        let runs = model.connection().behaves.repeats.iter();
        runs.map(|run| run.state).collect()
    }

    #[test]
    fn another_devices_credentials_end_what_repeats() {
        let model = after(with_practice(), [repeated()]);
        assert_eq!(states(&model), [RepeatState::Running]);
        let typed = FormAction::Option(OptionAction::Source(Source::Typed));
        let model = after(model, [Action::Form(typed)]);
        assert_eq!(states(&model), [RepeatState::Stopped]);
        let model = after(model, [repeated()]);
        assert_eq!(states(&model), [RepeatState::Stopped, RepeatState::Running]);
    }

    #[test]
    fn a_device_that_is_online_stays_itself_until_the_end() {
        let there = on_platform(practice());
        let online = [
            given(there.clone()),
            made(&there),
            enters(Phase::Online),
            repeated(),
        ];
        let model = after(with_practice(), online);
        let elsewhere = [
            given(named("another")),
            Action::Page(ToConnectPage::FollowCredentials),
        ];
        let model = after(model, elsewhere);
        let name = |model: &Model| model.devices()[0].1.device_name.clone();
        assert_eq!(name(&model), "practice");
        assert_eq!(states(&model), [RepeatState::Running]);
        assert_eq!(model.title(model.connection()), "1 · practice");
        let of = model.connection();
        assert_eq!(of.url_in_use(model.in_use()), PLATFORM);
        assert_eq!(
            of.written(model.in_use()).topic,
            "/a1Practice0/practice/user/update"
        );
        assert_eq!(of.limits(model.in_use(), None), []);
        let model = after(model, [enters(Phase::Reconnecting)]);
        assert_eq!(name(&model), "practice");
        let model = after(model, [enters(Phase::Closed)]);
        assert_eq!(name(&model), "another");
        assert_eq!(states(&model), [RepeatState::Stopped]);
        let url = model.connection().url_in_use(model.in_use());
        assert_eq!(host_of(&url), "127.0.0.1");
    }

    #[test]
    fn limits_bind_where_the_connection_is() {
        let there = on_platform(practice());
        let online = [given(there.clone()), made(&there), enters(Phase::Online)];
        let model = after(with_practice(), online);
        let typed = [
            FormAction::Url("ws://127.0.0.1:8083/mqtt".into()),
            FormAction::PublishTopic("/a1Practice0/another/user/update".into()),
        ];
        let model = after(model, typed.map(Action::Form));
        let limits = model.connection().limits(model.in_use(), None);
        assert!(limits.iter().any(|problem| problem.binds), "{limits:?}");
    }

    #[test]
    fn what_is_changed_before_the_next_try_is_sent_once() {
        let waiting = [
            tries(tried("ws://127.0.0.1:8083/mqtt")),
            enters(Phase::Reconnecting),
        ];
        let model = after(with_practice(), waiting);
        let edited = model.edited();
        assert_eq!(edited.len(), 1);
        assert_eq!(edited[0].1.username, practice().username);
        let sent = tries(attempt(&edited[0].1, &practice(), FACTS));
        assert_eq!(after(model, [sent]).edited(), []);
    }

    #[test]
    fn another_device_of_the_platform_is_not_connected_by_itself() {
        let there = on_platform(practice());
        let agreed = Asked::Eviction(subject(&there));
        let lost = [
            given(there.clone()),
            Action::Form(FormAction::Ask(agreed)),
            Action::Form(FormAction::Confirm),
            made(&there),
            enters(Phase::Reconnecting),
        ];
        let model = after(with_practice(), lost);
        // Its own changes are sent: that the person agreed to.
        assert_eq!(model.edited().len(), 1);
        let model = after(model, [given(on_platform(named("another")))]);
        assert_eq!(model.edited(), []);
    }
}
