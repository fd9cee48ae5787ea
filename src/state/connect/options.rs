//! The options of a connection: whose credentials, when to try again, which MQTT, and the will.

use connack_protocol::{Credentials, Hidden, Identity, Password, Publish, Qos, Retry, Version};
use std::rc::Rc;

/// Whose credentials a connection takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Source {
    /// What Compute gives at the time.
    #[default]
    Compute,
    /// What Compute gave when this was chosen.
    Kept,
    /// What is typed here.
    Typed,
}

impl Source {
    /// All, by the value of the choice.
    const NAMES: [(Self, &'static str); 3] = [
        (Self::Compute, "compute"),
        (Self::Kept, "kept"),
        (Self::Typed, "typed"),
    ];

    /// The value of the choice.
    pub fn name(self) -> &'static str {
        let of = Self::NAMES.iter().find(|(source, _)| *source == self);
        of.map_or("", |(_, name)| name)
    }

    /// The source of a value; anything else is Compute.
    pub fn from_name(value: &str) -> Self {
        let of = Self::NAMES.iter().find(|(_, name)| *name == value);
        of.map_or(Self::Compute, |(source, _)| *source)
    }
}

/// The options. Nothing of them is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Whose credentials.
    pub source: Source,
    /// What Compute gave.
    kept: Option<Rc<Credentials>>,
    /// What is typed.
    pub typed: Credentials,
    /// The typed password is shown.
    pub revealed: bool,
    /// When to connect again by itself.
    pub retry: Retry,
    /// The version of MQTT.
    pub version: Version,
    /// The broker is asked to publish a will.
    pub has_will: bool,
    /// The will.
    pub will: Publish,
}

/// What can happen to the options.
#[derive(Debug, Clone, PartialEq)]
pub enum OptionAction {
    /// Other credentials.
    Source(Source),
    /// A client id was typed.
    ClientId(String),
    /// A username was typed.
    Username(String),
    /// A password was typed.
    Password(Password),
    /// All three, as if they had been typed.
    TypeIn {
        /// The client id.
        client_id: String,
        /// The username.
        username: String,
        /// The password.
        password: Password,
    },
    /// Show the typed password, or hide it.
    Reveal(bool),
    /// When to connect again.
    Retry(Retry),
    /// Which version.
    Version(Version),
    /// A will, or none.
    HasWill(bool),
    /// The will's topic was typed.
    WillTopic(String),
    /// The will's payload was typed.
    WillPayload(String),
    /// The will's quality of service.
    WillQos(Qos),
    /// Whether the will is retained.
    WillRetain(bool),
}

impl Default for Options {
    fn default() -> Self {
        let nothing = String::new;
        Self {
            source: Source::default(),
            kept: None,
            typed: Credentials {
                product_key: nothing(),
                device_name: nothing(),
                identity: Identity::default(),
                device_secret: Hidden(nothing()),
                mqtt_client_id: nothing(),
                username: nothing(),
                password: Password(nothing()),
                websocket_url: nothing(),
            },
            revealed: false,
            retry: Retry::default(),
            version: Version::default(),
            has_will: false,
            will: Publish::default(),
        }
    }
}

impl Options {
    /// The options after an action.
    pub(super) fn apply(&mut self, action: OptionAction) {
        match action {
            OptionAction::Source(source) => self.source = source,
            OptionAction::ClientId(text) => self.typed.mqtt_client_id = text,
            OptionAction::Username(text) => {
                // The platform's shape says whose topics are its own.
                let (name, key) = text.split_once('&').unwrap_or_default();
                self.typed.device_name = name.into();
                self.typed.product_key = key.into();
                self.typed.username = text;
            }
            OptionAction::Password(password) => self.typed.password = password,
            OptionAction::TypeIn {
                client_id,
                username,
                password,
            } => self.type_in(client_id, username, password),
            OptionAction::Reveal(shown) => self.revealed = shown,
            OptionAction::Retry(retry) => self.retry = retry,
            OptionAction::Version(version) => self.version = version,
            OptionAction::HasWill(has) => self.has_will = has,
            OptionAction::WillTopic(topic) => self.will.topic = topic,
            OptionAction::WillPayload(text) => self.will.payload = text.into_bytes(),
            OptionAction::WillQos(qos) => self.will.qos = qos,
            OptionAction::WillRetain(retain) => self.will.retain = retain,
        }
    }

    /// Credentials as if they had been typed.
    pub(super) fn type_in(&mut self, client_id: String, username: String, password: Password) {
        self.source = Source::Typed;
        self.apply(OptionAction::ClientId(client_id));
        self.apply(OptionAction::Username(username));
        self.apply(OptionAction::Password(password));
    }

    /// Takes what the options need of what Compute gives: once what is to be kept, and the address
    /// that typed credentials go to.
    pub(super) fn follow(&mut self, computed: Option<&Rc<Credentials>>) {
        match self.source {
            Source::Kept => self.kept = self.kept.take().or_else(|| computed.cloned()),
            Source::Compute | Source::Typed => self.kept = None,
        }
        if let Some(of) = computed {
            self.typed.websocket_url.clone_from(&of.websocket_url);
        }
    }

    /// The credentials, if there are any.
    pub fn credentials<'a>(&'a self, computed: Option<&'a Credentials>) -> Option<&'a Credentials> {
        match self.source {
            Source::Compute => computed,
            Source::Kept => self.kept.as_deref(),
            Source::Typed => Some(&self.typed),
        }
    }

    /// The will to be sent.
    pub fn effective_will(&self) -> Option<Publish> {
        self.has_will.then(|| self.will.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::connect::plan::tests::practice;

    fn another() -> Rc<Credentials> {
        Rc::new(Credentials {
            username: "another&a1Practice0".into(),
            websocket_url: "ws://localhost/".into(),
            ..practice()
        })
    }

    #[test]
    fn what_is_kept_no_longer_follows() {
        let mut options = Options::default();
        options.apply(OptionAction::Source(Source::Kept));
        options.follow(Some(&Rc::new(practice())));
        options.follow(Some(&another()));
        let username = |options: &Options| {
            let of = options.credentials(Some(&another())).cloned();
            of.map(|of| of.username)
        };
        assert_eq!(username(&options).as_deref(), Some("practice&a1Practice0"));
        options.apply(OptionAction::Source(Source::Compute));
        options.follow(Some(&another()));
        assert_eq!(username(&options).as_deref(), Some("another&a1Practice0"));
        // Kept anew, it is what there is now.
        options.apply(OptionAction::Source(Source::Kept));
        options.follow(Some(&another()));
        assert_eq!(username(&options).as_deref(), Some("another&a1Practice0"));
    }

    #[test]
    fn typed_credentials_go_where_compute_goes() {
        let mut options = Options::default();
        options.apply(OptionAction::Source(Source::Typed));
        options.apply(OptionAction::Username("platform".into()));
        options.follow(Some(&another()));
        let of = options.credentials(None).unwrap();
        assert_eq!((&*of.username, &*of.product_key), ("platform", ""));
        assert_eq!(of.websocket_url, "ws://localhost/");
        options.apply(OptionAction::Username("name&key".into()));
        let of = options.credentials(None).unwrap();
        assert_eq!((&*of.device_name, &*of.product_key), ("name", "key"));
    }
}
