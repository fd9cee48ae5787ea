//! Registering over MQTT: which connection does so, what was pushed to it, and what is made of that.
//!
//! The device secret is in memory only, and in the payload among the messages.

use crate::state::connect::{
    Action, Connection, FormAction, Intent, Model, OptionAction, Session, Source,
};
use connack_protocol::{
    Connect, Direction, FromConnectPage, Heard, Hidden, Identity, Password, Row, ToSession,
};
use connack_signer::{
    AnswerError, DeviceIdentity, DeviceToken, MqttClientId, REGISTER_TOPICS, Registered,
    Registration, SecureMode, SignMethod, TokenAuthType, read_registered,
};
use std::rc::Rc;

/// What a connection with this client id registers, if it does. A login with a token may have
/// `authType=regnwl` too, but no salt.
pub fn registration(mqtt_client_id: &str) -> Option<Registration> {
    let client_id = MqttClientId::parse(mqtt_client_id);
    let auth_type = client_id.param("authType");
    let auth_type = auth_type.or_else(|| client_id.param("authtype"))?;
    [Registration::Known, Registration::New]
        .into_iter()
        .find(|registration| registration.wire() == auth_type)
        .filter(|registration| match registration {
            Registration::Known => true,
            Registration::New => client_id.param("random").is_some(),
        })
}

/// Whether what was received on this topic is a secret: it is shown only when that is asked for.
pub fn is_secret(topic: &str, direction: Direction) -> bool {
    direction == Direction::Received && REGISTER_TOPICS.contains(&topic)
}

/// Whether a row of the messages holds a secret.
pub fn is_secret_row(row: &Row) -> bool {
    is_secret(&row.topic, row.direction)
}

/// What was pushed to a registration.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrived {
    /// When, ms since 1970.
    pub epoch_ms: f64,
    /// On which topic.
    pub topic: String,
    /// What it gives, or why nothing.
    pub given: Result<Registered, AnswerError>,
    /// The secret is shown.
    pub revealed: bool,
    /// How a token is to log in.
    pub auth_type: TokenAuthType,
    /// It was put to use.
    pub used: bool,
}

/// What a person does with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArrivedAction {
    /// Show the secret, or hide it.
    Reveal(bool),
    /// A token is to log in so.
    AuthType(TokenAuthType),
    /// It was put to use.
    Used,
    /// Drop it.
    Drop,
}

impl Session {
    /// What the connection that was asked for last registers, if it does.
    pub fn registers(&self) -> Option<Registration> {
        registration(&self.asked()?.mqtt_client_id)
    }
}

impl Connection {
    /// Takes a message that the page listens for.
    pub(super) fn hear(&mut self, heard: &Heard) {
        if is_secret(&heard.topic, Direction::Received) && self.session.registers().is_some() {
            self.arrived = Some(Rc::new(Arrived {
                epoch_ms: heard.epoch_ms,
                topic: heard.topic.clone(),
                given: read_registered(&heard.payload.0),
                revealed: false,
                auth_type: TokenAuthType::default(),
                used: false,
            }));
        }
    }

    pub(super) fn with_arrived(&mut self, action: ArrivedAction) {
        let Some(arrived) = &mut self.arrived else {
            return;
        };
        let arrived = Rc::make_mut(arrived);
        match action {
            ArrivedAction::Reveal(shown) => arrived.revealed = shown,
            ArrivedAction::AuthType(auth_type) => arrived.auth_type = auth_type,
            ArrivedAction::Used => arrived.used = true,
            ArrivedAction::Drop => self.arrived = None,
        }
    }
}

impl Model {
    /// What puts to use what the shown connection was given.
    pub fn use_arrived(&self) -> Option<Intent> {
        let connection = self.connection();
        let (arrived, asked) = (connection.arrived.as_ref()?, connection.session.asked()?);
        let active = connection.session.phase.is_active();
        let end = active.then_some(Intent::Session(ToSession::Disconnect));
        let mut intents: Vec<Intent> = end.into_iter().collect();
        match arrived.given.as_ref().ok()? {
            Registered::Secret(device) => {
                let changes = [
                    FormAction::Option(OptionAction::Source(Source::Compute)),
                    FormAction::FollowCredentials,
                ];
                intents.push(Intent::Changes(changes.map(Action::Form).to_vec()));
                intents.push(Intent::Page(FromConnectPage::Identity {
                    identity: Box::new(self.identity(device, asked)),
                    secret: Some(Hidden(device.device_secret.expose().into())),
                }));
            }
            Registered::Token(token) => {
                let changes = self.log_in_with(token, arrived.auth_type, asked);
                intents.push(Intent::Changes(changes.map(Action::Form).to_vec()));
            }
        }
        intents.push(Intent::Change(Action::Arrived(ArrivedAction::Used)));
        Some(Intent::All(intents))
    }

    /// The device as Compute is filled with it: at the address where it registered.
    fn identity(&self, device: &DeviceIdentity, asked: &Connect) -> Identity {
        let client_id = MqttClientId::parse(&asked.mqtt_client_id);
        let usual = format!("{}.{}", device.product_key, device.device_name);
        let method = client_id.param("signmethod");
        let method = method.and_then(SignMethod::from_wire).unwrap_or_default();
        let mode = match asked.url.starts_with("wss:") {
            true => SecureMode::Tls,
            false => SecureMode::Plain,
        };
        let there = self.credentials.as_ref();
        let there = there.filter(|of| of.websocket_url == asked.url);
        let (region, instance) = match there {
            Some(of) => (of.identity.region.clone(), of.identity.instance.clone()),
            None => (String::new(), asked.url.clone()),
        };
        Identity {
            product_key: device.product_key.to_string(),
            device_name: device.device_name.to_string(),
            client_id: Some(client_id.client_id)
                .filter(|id| *id != usual)
                .unwrap_or_default(),
            sign_method: method.wire().into(),
            secure_mode: mode.wire().into(),
            region,
            instance,
            ..Identity::default()
        }
    }

    fn log_in_with(
        &self,
        token: &DeviceToken,
        auth_type: TokenAuthType,
        asked: &Connect,
    ) -> [FormAction; 3] {
        let of = token.credentials(auth_type);
        let typed = OptionAction::TypeIn {
            client_id: of.mqtt_client_id.to_string(),
            username: of.username,
            password: Password(of.password.expose().into()),
        };
        [
            FormAction::FollowCredentials,
            FormAction::Option(typed),
            FormAction::Url(asked.url.clone()),
        ]
    }
}

#[cfg(test)]
mod tests;
