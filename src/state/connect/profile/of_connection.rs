//! Between a profile and a connection's fields, both ways.

use crate::state::connect::profile::{MqttVersion, Profile, Wanted, Who, Will};
use crate::state::connect::{Connection, Form, Source, host_of};
use connack_protocol::{Credentials, Hidden, Password, Publish, Version};

/// What a profile can do to the fields.
#[derive(Debug, Clone, PartialEq)]
pub enum ProfileAction {
    /// It is loaded, with its secret if there is one.
    Load(Box<Profile>, Option<Hidden>),
    /// This topic filter is no longer subscribed to.
    Drop(String),
}

impl Form {
    /// The fields after an action of a profile.
    pub(in crate::state::connect) fn follow_profile(&mut self, action: ProfileAction) {
        match action {
            ProfileAction::Load(profile, secret) => self.load(*profile, secret),
            ProfileAction::Drop(topic) => self.wanted.retain(|wanted| wanted.topic != topic),
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
        self.wanted = profile.subscriptions;
        let options = &mut self.options;
        options.version = match profile.mqtt_version {
            MqttVersion::V3_1_1 => Version::V3_1_1,
            MqttVersion::V5_0 => Version::V5_0,
        };
        options.has_will = profile.will.is_some();
        options.will = profile.will.map_or_else(Publish::default, |will| Publish {
            topic: will.topic,
            payload: will.payload,
            qos: will.qos,
            retain: will.retain,
            user_properties: Vec::new(),
        });
        match profile.who {
            Who::Device(_) => options.source = Source::Compute,
            Who::Login {
                client_id,
                username,
            } => {
                let password = Password(secret.unwrap_or_default().0);
                options.type_in(client_id, username, password);
            }
        }
    }
}

/// A connection as a profile without a secret; `None`: there is nothing to connect as yet.
pub fn capture(name: &str, of: &Connection, credentials: Option<&Credentials>) -> Option<Profile> {
    let form = &of.form;
    let options = &form.options;
    let who = match (options.source, credentials) {
        (Source::Typed, _) => Who::Login {
            client_id: options.typed.mqtt_client_id.clone(),
            username: options.typed.username.clone(),
        },
        (Source::Compute | Source::Kept, Some(of)) => Who::Device(of.identity.clone()),
        (Source::Compute | Source::Kept, None) => return None,
    };
    let mut subscriptions = form.wanted.clone();
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
        mqtt_version: match options.version {
            Version::V3_1_1 => MqttVersion::V3_1_1,
            Version::V5_0 => MqttVersion::V5_0,
        },
        will: options.effective_will().map(|will| Will {
            topic: will.topic,
            payload: will.payload,
            qos: will.qos,
            retain: will.retain,
        }),
        subscriptions,
        secret: None,
    })
}

/// The secret that belongs to a connection: the password that was typed, or the device secret.
pub fn secret_of(of: &Connection, credentials: Option<&Credentials>) -> Hidden {
    let options = &of.form.options;
    match (options.source, credentials) {
        (Source::Typed, _) => Hidden(options.typed.password.0.clone()),
        (Source::Compute | Source::Kept, Some(of)) => of.device_secret.clone(),
        (Source::Compute | Source::Kept, None) => Hidden::default(),
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
