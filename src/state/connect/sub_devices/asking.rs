//! What is sent for sub-devices, and where the answers come from.

use super::{SubAction, SubAsked, SubState};
use crate::state::connect::Connection;
use connack_behaviour::Ids;
use connack_protocol::{Credentials, Heard, Publish, Qos, ToSession};
use connack_signer::{
    DeviceIdentity, DeviceName, Gateway, GatewayMessage, ProductKey, SubDevice, Timestamp,
    batch_login, read_sub_reply, sub_login, sub_logout, topo_add,
};

/// Something to be asked of the platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubAsk {
    /// What.
    pub asked: SubAsked,
    /// For which sub-devices, by their numbers.
    pub numbers: Vec<u32>,
}

/// What asking it comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Asking {
    /// What the session is to do, in this order.
    pub requests: Vec<ToSession>,
    /// What is then known.
    pub action: SubAction,
    /// The `id` of the request.
    pub id: u32,
}

fn gateway(of: &Credentials) -> Option<Gateway> {
    let gateway = Gateway {
        product_key: ProductKey::new(&*of.product_key).ok()?,
        device_name: DeviceName::new(&*of.device_name).ok()?,
    };
    Some(gateway).filter(|of| !of.product_key.as_str().is_empty())
}

/// The topics on which the platform answers a gateway.
fn answers(gateway: &Gateway) -> [String; 4] {
    let nobody = SubDevice::default();
    [
        topo_add(gateway, &[], 0),
        sub_login(gateway, &nobody, 0),
        batch_login(gateway, &[], 0),
        sub_logout(gateway, &DeviceIdentity::default(), 0),
    ]
    .map(|message| message.reply_topic)
}

impl Connection {
    /// The topics on which the platform speaks of the sub-devices of this gateway.
    pub(in crate::state::connect) fn sub_topics(&self, of: Option<&Credentials>) -> Vec<String> {
        let gateway = of.and_then(gateway);
        let gateway = gateway.filter(|_| !self.sub_devices.devices.is_empty());
        let topics = gateway.map(|of| (answers(&of), of.error_topic()));
        let topics = topics.map(|(answers, error)| answers.into_iter().chain([error]));
        topics.into_iter().flatten().collect()
    }

    /// Takes what the platform says of sub-devices.
    pub(in crate::state::connect) fn hear_of_subs(&mut self, heard: &Heard) {
        // What is no reply says nothing of any request.
        let Ok(reply) = read_sub_reply(&heard.payload.0) else {
            return;
        };
        if heard.topic.starts_with("/ext/error/") {
            self.sub_devices.take_back(&reply);
        } else if heard.topic.ends_with("_reply") {
            self.sub_devices.answer(heard.epoch_ms, &reply);
        }
    }

    /// What asking the platform comes to, at this time in ms since 1970; it is signed now.
    pub fn ask_platform(
        &self,
        credentials: Option<&Credentials>,
        ask: &SubAsk,
        now_ms: f64,
    ) -> Option<Asking> {
        let gateway = gateway(credentials?)?;
        let asked_for = self.sub_devices.devices.iter();
        let asked_for = asked_for.filter(|of| ask.numbers.contains(&of.number));
        let timestamp = Timestamp::new(format!("{now_ms:.0}")).ok();
        let devices: Vec<SubDevice> = asked_for
            .map(|of| SubDevice {
                timestamp: timestamp.clone(),
                ..of.device.clone()
            })
            .collect();
        let first = devices.first()?;
        let id = Ids::after(self.sub_devices.last_id).fresh();
        let message = match ask.asked {
            SubAsked::Add => topo_add(&gateway, &devices, id),
            SubAsked::Login => sub_login(&gateway, first, id),
            SubAsked::LoginAll => batch_login(&gateway, &devices, id),
            SubAsked::Logout => sub_logout(&gateway, &first.identity, id),
        };
        let wanted = [message.reply_topic.clone(), gateway.error_topic()];
        let made = &self.session.subscriptions;
        let missing = wanted.into_iter();
        let missing = missing.filter(|topic| made.iter().all(|of| of.topic != *topic));
        let mut requests: Vec<ToSession> = missing
            .map(|topic| ToSession::Subscribe {
                topic,
                qos: Qos::AtMostOnce,
            })
            .collect();
        requests.push(publish(message));
        Some(Asking {
            requests,
            action: SubAction::Asked {
                asked: ask.asked,
                numbers: ask.numbers.clone(),
                id,
                now_ms,
            },
            id,
        })
    }

    /// The sub-devices that are not online: what "all at once" is for.
    pub fn offline_subs(&self) -> Vec<u32> {
        let all = self.sub_devices.devices.iter();
        let offline = all.filter(|of| of.state != SubState::Online);
        offline.map(|of| of.number).collect()
    }
}

fn publish(message: GatewayMessage) -> ToSession {
    ToSession::Publish(Box::new(Publish {
        topic: message.topic,
        payload: message.payload.into_bytes(),
        qos: Qos::from_digit(message.max_qos).unwrap_or_default(),
        ..Publish::default()
    }))
}
