//! The ordinary broker behind the front: sessions, subscriptions, QoS, keep-alive.
//!
//! It listens on loopback, on a port of the system's choice, and takes only clients that know a
//! password made up at start. That a client id is safe there, and whose it is, is decided here,
//! as is every question about topics: only this broker can answer a SUBSCRIBE filter by filter.

use crate::flows::sub_devices::{NO_SESSION, lost};
use crate::limits::Judged;
use crate::log::Event;
use crate::login::Who;
use crate::server::Shared;
use crate::topics::{Use, allowed};
use connack_signer::Secret;
use mqtt5::broker::config::StorageBackend;
use mqtt5::broker::{
    AuthProvider, AuthResult, BrokerConfig, BrokerEventHandler, BrokerShutdownHandle,
    ClientPublishEvent, MqttBroker, PublishAction, StorageConfig,
};
use mqtt5::packet::connect::ConnectPacket;
use mqtt5::protocol::v5::reason_codes::ReasonCode;
use std::future::{Future, ready};
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Instant;

/// User name of every connection that the front makes.
pub(crate) const FRONT: &str = "front";
/// Client id of the connection that answers for the cloud.
pub(crate) const CLOUD: &str = "cloud";

/// Topic aliases that a client of MQTT 5.0 may use, as many as the platform says in CONNACK.
const TOPIC_ALIASES: u16 = 20;

/// How to reach the broker behind the front.
pub(crate) struct Inner {
    pub(crate) address: SocketAddr,
    pub(crate) password: Secret,
    shutdown: BrokerShutdownHandle,
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.shutdown.shutdown();
    }
}

/// A client id that the broker behind takes in any case: devices by number, so that a device's
/// session survives its connection; platform logins by connection, so that there may be many.
pub(crate) fn client_id(who: Who, connection: u64) -> String {
    match who {
        Who::Device(device) => format!("d-{device}"),
        Who::Platform => format!("p-{connection}"),
    }
}

fn device_of(client_id: &str) -> Option<usize> {
    client_id.strip_prefix("d-")?.parse().ok()
}

/// Starts it.
pub(crate) async fn start(shared: &Arc<Shared>, password: Secret) -> Result<Inner, String> {
    let mut config = BrokerConfig::default()
        .with_bind_address((Ipv4Addr::LOCALHOST, 0))
        .with_max_packet_size(crate::packet::MAX_PACKET)
        .with_max_subscriptions_per_client(1000)
        .with_sys_topics_enabled(false)
        .with_storage(StorageConfig {
            backend: StorageBackend::Memory,
            ..StorageConfig::default()
        });
    config.topic_alias_maximum = TOPIC_ALIASES;
    config.event_handler = Some(Arc::new(Meter(Arc::clone(shared))));
    let gate = Gate {
        shared: Arc::clone(shared),
        password: password.clone(),
    };
    let mut broker = MqttBroker::with_config(config)
        .await
        .map_err(|error| error.to_string())?
        .with_auth_provider(Arc::new(gate));
    let address = broker.local_addr().ok_or("the private port is not known")?;
    let shutdown = broker.shutdown_handle();
    let log = shared.log.clone();
    tokio::spawn(async move {
        if let Err(error) = broker.run().await {
            log.tell(
                0,
                Event::Closed,
                format!("the broker behind ended: {error}"),
            );
        }
    });
    Ok(Inner {
        address,
        password,
        shutdown,
    })
}

/// Whether a client may use a topic; tells when not.
fn allows(shared: &Shared, client_id: &str, usage: Use, topic: &str) -> bool {
    // Who is no device is the cloud or plays it.
    let Some(number) = device_of(client_id) else {
        return true;
    };
    let known = shared.registry.known();
    let Some(device) = known.devices.get(number) else {
        return false;
    };
    let meant = match usage {
        Use::Subscribe if shared.online.speaks_5(number) => without_share(topic),
        Use::Subscribe | Use::Publish => topic,
    };
    if allowed(&device.identity, usage, meant) {
        return true;
    }
    let of_sub = |sub: &usize| {
        let sub = known.devices.get(*sub);
        sub.is_some_and(|sub| allowed(&sub.identity, usage, meant))
    };
    let (online, _) = shared.topology.sessions(number);
    if online.iter().any(of_sub) {
        return true;
    }
    let behind = shared.topology.behind(number);
    if usage == Use::Publish
        && let Some(sub) = behind.into_iter().find(of_sub)
        && let Some(message) = lost(&known, number, sub, NO_SESSION)
    {
        // Over the queue's length the gateway has been told often enough.
        let _ = shared.cloud.try_send(message);
    }
    let (event, what) = match usage {
        Use::Publish => (Event::PublishRefused, "publish to"),
        Use::Subscribe => (Event::SubscribeRefused, "subscribe to"),
    };
    let mask = known.mask(&shared.platform_password);
    shared.log.tell(
        shared.online.connection_of(number),
        event,
        format!(
            "device {} may not {what} {}; a device has only its own topics",
            mask.show(&device.identity.username()),
            mask.show(topic)
        ),
    );
    false
}

/// The filter of a shared subscription (MQTT 5.0, 4.8.2). The platform has them in 5.0; that they
/// are bound to a device's own topics as well is unverified.
fn without_share(filter: &str) -> &str {
    filter
        .strip_prefix("$share/")
        .and_then(|rest| rest.split_once('/'))
        .map_or(filter, |(_, filter)| filter)
}

type Answer<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Lets the front in, and devices subscribe to their own topics.
struct Gate {
    shared: Arc<Shared>,
    password: Secret,
}

impl AuthProvider for Gate {
    fn authenticate<'a>(
        &'a self,
        connect: &'a ConnectPacket,
        _client_addr: SocketAddr,
    ) -> Answer<'a, mqtt5::error::Result<AuthResult>> {
        let front = connect.username.as_deref() == Some(FRONT)
            && connect.password.as_deref() == Some(self.password.expose().as_bytes());
        Box::pin(ready(Ok(if front {
            AuthResult::success()
        } else {
            AuthResult::fail(ReasonCode::NotAuthorized)
        })))
    }

    fn authorize_publish<'a>(
        &'a self,
        client_id: &str,
        _user_id: Option<&'a str>,
        topic: &'a str,
    ) -> Answer<'a, bool> {
        // What is refused here gets a reason in PUBACK, for which MQTT 3.1.1 has no room: there
        // refused messages are dropped by `Meter`.
        let shared = &self.shared;
        let answers = device_of(client_id).is_some_and(|device| shared.online.speaks_5(device));
        let allowed = !answers || allows(shared, client_id, Use::Publish, topic);
        Box::pin(ready(allowed))
    }

    fn authorize_subscribe<'a>(
        &'a self,
        client_id: &str,
        _user_id: Option<&'a str>,
        topic_filter: &'a str,
    ) -> Answer<'a, bool> {
        let allowed = allows(&self.shared, client_id, Use::Subscribe, topic_filter);
        Box::pin(ready(allowed))
    }
}

/// Drops messages on topics of others, and what is over the limits where they are switched on. A
/// message dropped at QoS 1 is acknowledged all the same, or the device would send it for ever.
struct Meter(Arc<Shared>);

impl BrokerEventHandler for Meter {
    fn on_client_publish<'a>(&'a self, event: ClientPublishEvent) -> Answer<'a, PublishAction> {
        Box::pin(ready(self.judge(&event)))
    }
}

impl Meter {
    fn judge(&self, event: &ClientPublishEvent) -> PublishAction {
        let shared = &self.0;
        if !allows(shared, &event.client_id, Use::Publish, &event.topic) {
            return PublishAction::Handled;
        }
        let (Some(limits), Some(device)) = (&shared.limits, device_of(&event.client_id)) else {
            return PublishAction::Continue;
        };
        let qos = event.qos as u8;
        let now = Instant::now();
        match limits.judge(device, qos, &event.topic, event.payload.len(), now) {
            Judged::Pass => return PublishAction::Continue,
            Judged::DropSilently => {}
            Judged::Drop(rule) => {
                let known = shared.registry.known();
                let mask = known.mask(&shared.platform_password);
                shared.log.tell(
                    shared.online.connection_of(device),
                    Event::PublishDropped,
                    format!("a message on {}: {rule}", mask.show(&event.topic)),
                );
            }
        }
        PublishAction::Handled
    }
}
