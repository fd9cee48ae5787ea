//! A broker on free ports, and its log to wait on.

use connack_broker::{Broker, Config, Device, Devices, Entry, Event};
use connack_signer::{
    ClientId, DeviceIdentity, MqttClientId, Secret, SignMethod, SignRequest, Timestamp, sign,
};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::time::timeout;

pub(crate) const PLATFORM_PASSWORD: &str = "platform-marker-password";
/// Long enough for a machine under load; nothing waits so long when all is well.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) struct Setup {
    pub(crate) broker: Broker,
    log: UnboundedReceiver<Entry>,
    /// Every entry seen so far.
    pub(crate) seen: Vec<Entry>,
}

pub(crate) async fn start() -> Setup {
    start_with(Devices::practice(), false).await
}

pub(crate) async fn start_with(devices: Devices, limits: bool) -> Setup {
    let (sender, log) = unbounded_channel();
    let config = Config {
        mqtt: "127.0.0.1:0".into(),
        ws: "127.0.0.1:0".into(),
        devices,
        platform_password: Secret::new(PLATFORM_PASSWORD),
        limits,
    };
    let sink = Arc::new(move |entry: &Entry| {
        // The test may be over.
        let _ = sender.send(entry.clone());
    });
    let broker = Broker::start(config, sink).await.unwrap();
    Setup {
        broker,
        log,
        seen: Vec::new(),
    }
}

impl Setup {
    /// Waits for the next entry of this kind.
    pub(crate) async fn logged(&mut self, event: Event) -> Entry {
        loop {
            let entry = timeout(PATIENCE, self.log.recv())
                .await
                .unwrap_or_else(|_| panic!("no {event:?} in {:#?}", self.seen))
                .unwrap();
            self.seen.push(entry.clone());
            if entry.event == event {
                return entry;
            }
        }
    }

    /// Takes what is there and holds everything against the markers.
    pub(crate) fn assert_no_secret(&mut self, secrets: &[&str]) {
        while let Ok(entry) = self.log.try_recv() {
            self.seen.push(entry);
        }
        for entry in &self.seen {
            for secret in secrets {
                let line = entry.to_string();
                assert!(!line.contains(secret), "{line}");
            }
        }
    }
}

pub(crate) fn practice() -> DeviceIdentity {
    Devices::practice().get(0).unwrap().identity.clone()
}

/// The password that fits a client id, whatever it looks like.
pub(crate) fn password(device: &Device, client_id: &str) -> String {
    let parsed = MqttClientId::parse(client_id);
    let method = parsed.param("signmethod").unwrap_or("hmacmd5");
    let request = SignRequest {
        client_id: ClientId::new(parsed.client_id.clone()).unwrap(),
        sign_method: SignMethod::from_wire(method).unwrap(),
        timestamp: parsed
            .param("timestamp")
            .map(|t| Timestamp::new(t).unwrap()),
        ..SignRequest::default()
    };
    sign(&device.identity, &request).password()
}
