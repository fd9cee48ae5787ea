//! Starts everything, listens, and hands each connection to the front.

use crate::cloud::Cloud;
use crate::devices::Devices;
use crate::flows::sub_devices::Message;
use crate::front;
use crate::inner::{self, Inner};
use crate::limits::Limits;
use crate::log::{Event, Log, Sink};
use crate::online::Online;
use crate::registry::Registry;
use crate::socket::Transport;
use crate::topology::Topology;
use connack_signer::Secret;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, mpsc};
use tokio::task::{JoinHandle, JoinSet};

/// Connections at a time, so that strangers cannot use up memory.
const MAX_CONNECTIONS: usize = 512;

/// Messages that wait for the cloud to publish them; more are dropped.
const CLOUD_QUEUE: usize = 1000;

/// What a broker is started with.
#[derive(Debug, Clone)]
pub struct Config {
    /// Address of MQTT over TCP; port 0 lets the system choose.
    pub mqtt: String,
    /// Address of MQTT over WebSocket.
    pub ws: String,
    /// Who may log in.
    pub devices: Devices,
    /// Password of the user `platform`.
    pub platform_password: Secret,
    /// Whether the platform's limits for rate, topic and size are kept.
    pub limits: bool,
}

/// Why a broker did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// An address cannot be listened on.
    #[error(
        "cannot listen on {address} for MQTT over {transport}: {source}; end the other program, \
         or give another address with {option} (port 0: any free one)"
    )]
    Listen {
        /// The address.
        address: String,
        /// `TCP` or `WebSocket`.
        transport: &'static str,
        /// The option to change.
        option: &'static str,
        /// What the system says.
        source: io::Error,
    },
    /// The broker behind the front did not come up.
    #[error("the private broker on loopback did not start: {0}")]
    Inner(String),
    /// No randomness.
    #[error("the system gives no random bytes for a password: {0}")]
    Random(String),
}

/// What all connections share.
pub(crate) struct Shared {
    pub(crate) registry: Registry,
    pub(crate) platform_password: Secret,
    pub(crate) limits: Option<Limits>,
    pub(crate) log: Log,
    pub(crate) online: Online,
    pub(crate) topology: Topology,
    /// What the cloud is to publish by itself.
    pub(crate) cloud: mpsc::Sender<Message>,
    /// Where it listens for MQTT over TCP.
    pub(crate) mqtt: SocketAddr,
}

/// A running broker. Dropping it ends it.
pub struct Broker {
    mqtt: SocketAddr,
    ws: SocketAddr,
    tasks: Vec<JoinHandle<()>>,
}

impl Broker {
    /// Starts a broker; when this returns it takes connections.
    ///
    /// # Errors
    /// An address cannot be listened on, or the system refuses something basic.
    pub async fn start(config: Config, sink: Sink) -> Result<Self, StartError> {
        let tcp = listen(&config.mqtt, "TCP", "--mqtt").await?;
        let ws = listen(&config.ws, "WebSocket", "--ws").await?;
        let address = |listener: &TcpListener| {
            listener
                .local_addr()
                .map_err(|error| StartError::Inner(error.to_string()))
        };
        let (mqtt_address, ws_address) = (address(&tcp)?, address(&ws)?);
        let (to_cloud, from_others) = mpsc::channel(CLOUD_QUEUE);
        let shared = Arc::new(Shared {
            registry: Registry::new(config.devices),
            platform_password: config.platform_password,
            limits: config.limits.then(Limits::default),
            log: Log::new(sink),
            online: Online::default(),
            topology: Topology::default(),
            cloud: to_cloud,
            mqtt: mqtt_address,
        });
        let inner = inner::start(&shared, random_password()?)
            .await
            .map_err(StartError::Inner)?;
        let cloud = Cloud::start(&inner)
            .await
            .map_err(|error| StartError::Inner(error.to_string()))?;
        let inner = Arc::new(inner);
        let (to_answer, of_inner) = (Arc::clone(&shared), Arc::clone(&inner));
        let cloud = tokio::spawn(answer(cloud, of_inner, to_answer, from_others));
        for (address, option) in [(mqtt_address, "--mqtt"), (ws_address, "--ws")] {
            if !address.ip().is_loopback() {
                let text = format!(
                    "{option} {address} lets other machines in, without TLS; the practice \
                     identity is known to everyone"
                );
                shared.log.tell(0, Event::Note, text);
            }
        }
        let acceptor = Acceptor {
            shared,
            inner,
            count: Arc::new(AtomicU64::new(0)),
            room: Arc::new(Semaphore::new(MAX_CONNECTIONS)),
        };
        Ok(Self {
            mqtt: mqtt_address,
            ws: ws_address,
            tasks: vec![
                tokio::spawn(acceptor.clone().run(tcp, Transport::Tcp)),
                tokio::spawn(acceptor.run(ws, Transport::WebSocket)),
                cloud,
            ],
        })
    }

    /// Where it listens for MQTT over TCP.
    pub fn mqtt_address(&self) -> SocketAddr {
        self.mqtt
    }

    /// Where it listens for MQTT over WebSocket.
    pub fn ws_address(&self) -> SocketAddr {
        self.ws
    }
}

impl Drop for Broker {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

/// Answers for the cloud as long as the broker lives: when the machine slept for long, the broker
/// behind takes every client for lost.
async fn answer(
    mut cloud: Cloud,
    inner: Arc<Inner>,
    shared: Arc<Shared>,
    mut others: mpsc::Receiver<Message>,
) {
    loop {
        if let Err(error) = cloud.run(&shared, &mut others).await {
            let text = format!("the cloud answers nothing for a moment: {error}");
            shared.log.tell(0, Event::Note, text);
        }
        cloud = loop {
            tokio::time::sleep(Duration::from_secs(1)).await;
            if let Ok(cloud) = Cloud::start(&inner).await {
                break cloud;
            }
        };
    }
}

async fn listen(
    address: &str,
    transport: &'static str,
    option: &'static str,
) -> Result<TcpListener, StartError> {
    TcpListener::bind(address)
        .await
        .map_err(|source| StartError::Listen {
            address: address.to_owned(),
            transport,
            option,
            source,
        })
}

/// A password that nobody can guess: 128 random bits as hex.
///
/// # Errors
/// The system gives no random bytes.
pub fn random_password() -> Result<Secret, StartError> {
    random_hex::<16>().map(Secret::new)
}

/// So many random bytes as hex.
pub(crate) fn random_hex<const BYTES: usize>() -> Result<String, StartError> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).map_err(|error| StartError::Random(error.to_string()))?;
    Ok(hex::encode(bytes))
}

/// Takes connections until it is dropped, and all of them end with it.
#[derive(Clone)]
struct Acceptor {
    shared: Arc<Shared>,
    inner: Arc<Inner>,
    count: Arc<AtomicU64>,
    room: Arc<Semaphore>,
}

impl Acceptor {
    async fn run(self, listener: TcpListener, transport: Transport) {
        let mut connections = JoinSet::new();
        loop {
            let accepted = tokio::select! {
                accepted = listener.accept() => accepted,
                Some(_) = connections.join_next() => continue,
            };
            let (stream, peer) = match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of file handles, most likely; they come back as connections end.
                    let text = format!("cannot take a connection over {transport}: {error}");
                    self.shared.log.tell(0, Event::Closed, text);
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    continue;
                }
            };
            let number = self.count.fetch_add(1, Ordering::Relaxed) + 1;
            let Ok(permit) = Arc::clone(&self.room).try_acquire_owned() else {
                let text = format!("more than {MAX_CONNECTIONS} connections at a time");
                self.shared.log.tell(number, Event::Closed, text);
                continue;
            };
            let (shared, inner) = (Arc::clone(&self.shared), Arc::clone(&self.inner));
            connections.spawn(async move {
                let _permit = permit;
                let arrival = front::Arrival {
                    number,
                    peer,
                    transport,
                };
                front::serve(&shared, &inner, stream, arrival).await;
            });
        }
    }
}
