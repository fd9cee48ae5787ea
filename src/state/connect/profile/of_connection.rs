//! Between a profile and a connection's fields, both ways.

use crate::state::connect::profile::{Login, MqttVersion, Profile, Wanted, Who, Will};
use crate::state::connect::{Connection, Form, host_of};
use connack_protocol::{Credentials, Hidden};

/// What a connection has beyond its plain fields: from a profile, or typed in place of Compute's
/// credentials.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Carried {
    /// What is sent in place of Compute's credentials.
    pub login: Option<Login>,
    /// The version of MQTT.
    pub mqtt_version: MqttVersion,
    /// What the broker publishes when this client is lost.
    pub will: Option<Will>,
    /// What to subscribe to whenever the connection is online.
    pub subscriptions: Vec<Wanted>,
}

/// What can happen to it.
#[derive(Debug, Clone, PartialEq)]
pub enum CarriedAction {
    /// A profile is loaded, with its secret if there is one; the plain fields follow it too.
    Load(Box<Profile>, Option<Hidden>),
    /// Other credentials than Compute's are to be typed, or Compute's count again.
    Login(bool),
    /// The client id was typed.
    ClientId(String),
    /// The user name was typed.
    Username(String),
    /// The password was typed.
    Password(Hidden),
    /// This topic filter is no longer subscribed to.
    Drop(String),
}

impl Form {
    /// The fields after an action on what they carry.
    pub(in crate::state::connect) fn carry(&mut self, action: CarriedAction) {
        let login = &mut self.carried.login;
        match action {
            CarriedAction::Load(profile, secret) => self.load(*profile, secret),
            CarriedAction::Login(own) => *login = own.then(Login::default),
            CarriedAction::ClientId(text) => login.get_or_insert_default().client_id = text,
            CarriedAction::Username(text) => login.get_or_insert_default().username = text,
            CarriedAction::Password(text) => login.get_or_insert_default().password = text,
            CarriedAction::Drop(topic) => self
                .carried
                .subscriptions
                .retain(|wanted| wanted.topic != topic),
        }
    }

    fn load(&mut self, profile: Profile, secret: Option<Hidden>) {
        self.url = profile.broker_url;
        self.keep_alive = profile.keep_alive_s.to_string();
        self.clean_session = profile.clean_session;
        // What was typed for another device would go to the wrong topics.
        self.subscribe_topic = None;
        self.publish_topic = None;
        self.asking = None;
        self.carried = Carried {
            login: match profile.who {
                Who::Device(_) => None,
                Who::Login {
                    client_id,
                    username,
                } => Some(Login {
                    client_id,
                    username,
                    password: secret.unwrap_or_default(),
                }),
            },
            mqtt_version: profile.mqtt_version,
            will: profile.will,
            subscriptions: profile.subscriptions,
        };
    }
}

/// A connection as a profile without a secret; `None`: there is nothing to connect as yet.
pub fn capture(name: &str, of: &Connection, credentials: Option<&Credentials>) -> Option<Profile> {
    let form = &of.form;
    let who = match (&form.carried.login, credentials) {
        (Some(login), _) => Who::Login {
            client_id: login.client_id.clone(),
            username: login.username.clone(),
        },
        (None, Some(of)) => Who::Device(of.identity.clone()),
        (None, None) => return None,
    };
    let mut subscriptions = form.carried.subscriptions.clone();
    for made in &of.session.subscriptions {
        let known = subscriptions.iter().any(|of| of.topic == made.topic);
        if let (false, Some(Ok(qos))) = (known, made.granted) {
            subscriptions.push(Wanted {
                topic: made.topic.clone(),
                qos,
            });
        }
    }
    let url = form.url.as_deref().map(str::trim);
    Some(Profile {
        name: name.trim().into(),
        who,
        broker_url: url.filter(|url| !url.is_empty()).map(str::to_owned),
        keep_alive_s: form.keep_alive_s().unwrap_or(60),
        clean_session: form.clean_session,
        mqtt_version: form.carried.mqtt_version,
        will: form.carried.will.clone(),
        subscriptions,
        secret: None,
    })
}

/// The secret that belongs to a connection: the password that was typed, or the device secret.
pub fn secret_of(of: &Connection, credentials: Option<&Credentials>) -> Hidden {
    match (&of.form.carried.login, credentials) {
        (Some(login), _) => login.password.clone(),
        (None, Some(of)) => of.device_secret.clone(),
        (None, None) => Hidden::default(),
    }
}

/// Where a profile leads, as short as it can be said: a host, an instance or a region.
pub fn host(of: &Profile) -> &str {
    match (&of.broker_url, &of.who) {
        (Some(url), _) => host_of(url),
        (None, Who::Device(device)) if device.instance.trim().is_empty() => &device.region,
        (None, Who::Device(device)) => host_of(device.instance.trim()),
        (None, Who::Login { .. }) => "",
    }
}

/// As whom a profile connects: `device & product` as in the user name, or the client id.
pub fn who(of: &Profile) -> String {
    match &of.who {
        Who::Device(device) => format!("{}&{}", device.device_name, device.product_key),
        Who::Login {
            client_id,
            username,
        } if client_id.is_empty() => username.clone(),
        Who::Login { client_id, .. } => client_id.clone(),
    }
}
