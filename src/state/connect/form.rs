//! The fields of Connect: where, how, and what is to be sent.

use crate::state::connect::profile::{ProfileAction, Wanted};
use crate::state::connect::{OptionAction, Options};
use connack_protocol::{Credentials, Qos};

/// The fields. `None`: not typed, so the value follows from the credentials.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// `broker-url`
    pub url: Option<String>,
    /// Keep-alive in seconds, as typed.
    pub keep_alive: String,
    /// Whether the broker forgets an earlier session.
    pub clean_session: bool,
    /// `subscribe-topic`
    pub subscribe_topic: Option<String>,
    /// `subscribe-qos`
    pub subscribe_qos: Qos,
    /// `publish-topic`
    pub publish_topic: Option<String>,
    /// `publish-payload`
    pub publish_payload: String,
    /// `publish-qos`
    pub publish_qos: Qos,
    /// How payloads are shown.
    pub view: PayloadView,
    /// What a profile subscribes to whenever the connection is online.
    pub wanted: Vec<Wanted>,
    /// To what the person said: connect all the same.
    pub confirmed: Vec<Asked>,
    /// What the person is asked.
    pub asking: Option<Asked>,
    /// What is rarely changed.
    pub options: Options,
}

/// What the person is asked before a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// A real device with this identity would go offline.
    Eviction(Subject),
    /// A device that is registered once cannot register again by itself.
    Registration(Subject),
    /// A device that used MQTT 5.0 once cannot go back.
    Version5(Subject),
}

/// What a question is about: what is agreed to for one device says nothing of the next, even on the
/// host that all devices of an instance share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The host.
    pub host: String,
    /// The user name, which names the device.
    pub username: String,
}

/// How payloads are shown; the bytes stay.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PayloadView {
    /// UTF-8, or hex where it is none.
    #[default]
    Text,
    /// Hex.
    Hex,
}

impl Default for Form {
    fn default() -> Self {
        Self {
            url: None,
            keep_alive: "60".into(),
            clean_session: true,
            subscribe_topic: None,
            subscribe_qos: Qos::AtMostOnce,
            publish_topic: None,
            publish_payload: String::new(),
            publish_qos: Qos::AtMostOnce,
            view: PayloadView::Text,
            wanted: Vec::new(),
            confirmed: Vec::new(),
            asking: None,
            options: Options::default(),
        }
    }
}

/// What can happen to the fields.
#[derive(Debug, Clone, PartialEq)]
pub enum FormAction {
    /// `broker-url` was typed; empty: follow the credentials again.
    Url(String),
    /// Keep-alive was typed.
    KeepAlive(String),
    /// Clean session was switched.
    CleanSession(bool),
    /// `subscribe-topic` was typed or chosen.
    SubscribeTopic(String),
    /// `subscribe-qos` was chosen.
    SubscribeQos(Qos),
    /// `publish-topic` was typed.
    PublishTopic(String),
    /// `publish-payload` was typed.
    PublishPayload(String),
    /// `publish-qos` was chosen.
    PublishQos(Qos),
    /// A view was chosen.
    View(PayloadView),
    /// Of what a profile gives.
    Profile(ProfileAction),
    /// Ask this before connecting.
    Ask(Asked),
    /// Of what is rarely changed.
    Option(OptionAction),
    /// The person agreed.
    Confirm,
    /// The person did not.
    Decline,
    /// Another identity: the values that followed from the old one follow from the new one.
    FollowCredentials,
}

impl Form {
    /// The fields after an action.
    pub fn apply(&mut self, action: FormAction) {
        match action {
            FormAction::Url(text) => self.url = Some(text),
            FormAction::KeepAlive(text) => self.keep_alive = text,
            FormAction::CleanSession(clean) => self.clean_session = clean,
            FormAction::SubscribeTopic(text) => self.subscribe_topic = Some(text),
            FormAction::SubscribeQos(qos) => self.subscribe_qos = qos,
            FormAction::PublishTopic(text) => self.publish_topic = Some(text),
            FormAction::PublishPayload(text) => self.publish_payload = text,
            FormAction::PublishQos(qos) => self.publish_qos = qos,
            FormAction::View(view) => self.view = view,
            FormAction::Profile(action) => self.follow_profile(action),
            FormAction::Ask(asked) => self.asking = Some(asked),
            FormAction::Option(action) => self.options.apply(action),
            FormAction::Confirm => self.confirmed.extend(self.asking.take()),
            FormAction::Decline => self.asking = None,
            FormAction::FollowCredentials => {
                self.url = None;
                self.subscribe_topic = None;
                self.publish_topic = None;
                self.wanted.clear();
            }
        }
    }

    /// The URL to connect to.
    pub fn effective_url(&self, credentials: Option<&Credentials>) -> String {
        let computed = || credentials.map(|of| of.websocket_url.clone());
        let typed = self.url.clone().filter(|url| !url.is_empty());
        typed.or_else(computed).unwrap_or_default()
    }

    /// Keep-alive in seconds, if the text is a number that fits.
    pub fn keep_alive_s(&self) -> Option<u16> {
        self.keep_alive.trim().parse().ok()
    }

    /// The topic to subscribe to.
    pub fn effective_subscribe_topic(&self, credentials: Option<&Credentials>) -> String {
        let own = || credentials.and_then(|of| topics(of).subscribe.into_iter().next());
        self.subscribe_topic
            .clone()
            .or_else(own)
            .unwrap_or_default()
    }

    /// The topic to publish to.
    pub fn effective_publish_topic(&self, credentials: Option<&Credentials>) -> String {
        let own = || {
            let first = credentials.and_then(|of| topics(of).publish.into_iter().next());
            first.map(|(topic, _)| topic)
        };
        self.publish_topic.clone().or_else(own).unwrap_or_default()
    }
}

/// A device's own topics.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnTopics {
    /// What it may subscribe to.
    pub subscribe: Vec<String>,
    /// What it may publish to, with an example payload.
    pub publish: Vec<(String, &'static str)>,
}

/// The topics of the platform that any device has (vendor documentation of topics and Alink); none
/// for a client that is no device.
pub fn topics(of: &Credentials) -> OwnTopics {
    let (pk, dn) = (&of.product_key, &of.device_name);
    if pk.is_empty() {
        return OwnTopics::default();
    }
    OwnTopics {
        subscribe: vec![
            format!("/{pk}/{dn}/user/get"),
            format!("/ext/ntp/{pk}/{dn}/response"),
            format!("/sys/{pk}/{dn}/thing/event/property/post_reply"),
            format!("/sys/{pk}/{dn}/thing/service/property/set"),
        ],
        publish: vec![
            (format!("/{pk}/{dn}/user/update"), r#"{"hello":"connack"}"#),
            (
                format!("/ext/ntp/{pk}/{dn}/request"),
                r#"{"deviceSendTime":"1000"}"#,
            ),
            (
                format!("/sys/{pk}/{dn}/thing/event/property/post"),
                r#"{"id":"1","version":"1.0","params":{"Temperature":21.5},"method":"thing.event.property.post"}"#,
            ),
            (format!("/{pk}/{dn}/user/get"), r#"{"to":"myself"}"#),
        ],
    }
}

/// The host of a WebSocket URL, without its port.
pub fn host_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    match authority.rfind(']') {
        Some(end) => &authority[..=end],
        None => authority.split(':').next().unwrap_or_default(),
    }
}

/// Whether a URL leads to this machine, where no real device can be pushed off.
pub fn is_local(url: &str) -> bool {
    let host = host_of(url);
    host == "localhost" || host == "[::1]" || host.starts_with("127.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts() {
        assert_eq!(host_of("wss://a.b:443/mqtt"), "a.b");
        assert_eq!(host_of("ws://[::1]:8083/"), "[::1]");
        assert!(is_local("ws://127.0.0.1:8083/mqtt"));
        assert!(is_local("ws://localhost/"));
        assert!(!is_local(
            "wss://pk.iot-as-mqtt.cn-shanghai.aliyuncs.com:443/"
        ));
        assert!(!is_local("wss://localhost.evil/"));
    }

    #[test]
    fn untyped_fields_follow_the_credentials() {
        let practice = crate::state::connect::plan::tests::practice();
        let given = Some(&practice);
        let mut form = Form::default();
        assert_eq!(form.effective_url(given), "ws://127.0.0.1:8083/mqtt");
        assert_eq!(
            form.effective_subscribe_topic(given),
            "/a1Practice0/practice/user/get"
        );
        form.apply(FormAction::Url("ws://localhost/".into()));
        assert_eq!(form.effective_url(given), "ws://localhost/");
        form.apply(FormAction::Url(String::new()));
        assert_eq!(form.effective_url(given), "ws://127.0.0.1:8083/mqtt");
        // Else what is typed next would be added to what filled the field again.
        assert_eq!(form.url.as_deref(), Some(""));
    }
}
