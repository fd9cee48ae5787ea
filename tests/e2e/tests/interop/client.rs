//! A session over WebSocket: the driver of these tests.

use std::collections::VecDeque;
use std::io::ErrorKind;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use connack_e2e::eventually;
use connack_session::{
    Close, Config, Connect, Effect, Event, Message, Password, Phase, Publish, Qos, Session,
    Version, Will,
};
use tungstenite::client::IntoClientRequest;
use tungstenite::http::HeaderValue;
use tungstenite::{Error, WebSocket};

/// As long as a socket is waited for before there is something else to look at.
const LOOK: Duration = Duration::from_millis(5);

pub(crate) struct Login<'a> {
    pub(crate) url: &'a str,
    pub(crate) version: Version,
    pub(crate) client_id: &'a str,
    pub(crate) username: &'a str,
    pub(crate) password: &'a str,
    pub(crate) will: Option<Will>,
}

pub(crate) struct Client {
    session: Session,
    socket: Option<WebSocket<TcpStream>>,
    start: Instant,
    connack: Option<u8>,
    granted: usize,
    received: VecDeque<Message>,
    /// Everything else that happened, for the report of a failure.
    told: Vec<String>,
}

impl Client {
    #[track_caller]
    pub(crate) fn online(login: &Login<'_>) -> Self {
        let mut client = Self::start(login);
        client.until("online", |client| {
            (client.session.phase() == Phase::Online).then_some(())
        });
        client
    }

    /// The return code of a CONNACK that says no.
    #[track_caller]
    pub(crate) fn refused(login: &Login<'_>) -> u8 {
        let mut client = Self::start(login);
        client.until("refused", |client| {
            (client.session.phase() == Phase::Refused).then_some(client.connack?)
        })
    }

    fn start(login: &Login<'_>) -> Self {
        let mut session = Session::new(Config::default(), 7);
        let connect = Connect {
            url: login.url.into(),
            version: login.version,
            client_id: login.client_id.into(),
            username: login.username.into(),
            password: Password(login.password.into()),
            keep_alive_s: 60,
            clean_session: true,
            session_expiry_s: 0,
            will: login.will.clone(),
            connack_timeout_ms: 10_000,
            reconnect: None,
            max_per_minute: None,
        };
        session.connect(0.0, connect).unwrap();
        Self {
            session,
            socket: None,
            start: Instant::now(),
            connack: None,
            granted: 0,
            received: VecDeque::new(),
            told: Vec::new(),
        }
    }

    #[track_caller]
    pub(crate) fn subscribe(&mut self, filter: &str) {
        let (now, before) = (self.now(), self.granted);
        self.session
            .subscribe(now, filter, Qos::ExactlyOnce)
            .unwrap();
        self.until("granted", |client| (client.granted > before).then_some(()));
    }

    /// Publishes, until the broker has acknowledged all of it.
    #[track_caller]
    pub(crate) fn publish(&mut self, publish: Publish) {
        let now = self.now();
        self.session.publish(now, publish).unwrap();
        self.until("acknowledged", |client| {
            (client.session.unacknowledged() == 0).then_some(())
        });
    }

    /// The next message.
    #[track_caller]
    pub(crate) fn receive(&mut self) -> Message {
        self.until("a message", |client| client.received.pop_front())
    }

    /// Ends without a word.
    pub(crate) fn vanish(mut self) {
        self.socket = None;
    }

    #[track_caller]
    fn until<T>(&mut self, what: &str, mut look: impl FnMut(&mut Self) -> Option<T>) -> T {
        eventually(what, || {
            self.turn();
            assert_ne!(self.session.phase(), Phase::Closed, "{:?}", self.told);
            look(self)
        })
    }

    fn turn(&mut self) {
        self.carry_out();
        let now = self.now();
        match self.socket.as_mut().map(WebSocket::read) {
            Some(Ok(message)) if message.is_binary() => {
                self.session.handle_bytes(now, &message.into_data());
            }
            Some(Err(Error::Io(error)))
                if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
            Some(Err(error)) => {
                self.told.push(error.to_string());
                self.socket = None;
                let close = Close {
                    code: 1006,
                    reason: String::new(),
                    clean: false,
                };
                self.session.handle_close(now, close);
            }
            // Pings and their like are tungstenite's business.
            Some(Ok(_)) | None => {}
        }
        self.carry_out();
        while let Some(timed) = self.session.poll_event() {
            self.take(timed.event);
        }
    }

    fn take(&mut self, event: Event) {
        if let Event::Received(message) = event {
            return self.received.push_back(message);
        }
        if let Event::Suback { granted, .. } = &event {
            assert_eq!(*granted, Some(Qos::ExactlyOnce));
            self.granted += 1;
        }
        if let Event::Connack { return_code, .. } = &event {
            self.connack = Some(*return_code);
        }
        self.told.push(format!("{event:?}"));
    }

    fn carry_out(&mut self) {
        while let Some(effect) = self.session.poll_effect() {
            match effect {
                Effect::OpenSocket { url } => {
                    let now = self.now();
                    let (socket, subprotocol) = open(&url);
                    self.socket = Some(socket);
                    self.session.handle_open(now, &subprotocol);
                }
                // A socket that is closed says so when it is read.
                Effect::Send(bytes) => {
                    if let Some(socket) = &mut self.socket {
                        let _ = socket.send(bytes.into());
                    }
                }
                Effect::CloseSocket { .. } => {
                    if let Some(socket) = &mut self.socket {
                        let _ = socket.close(None);
                    }
                }
            }
        }
    }

    fn now(&self) -> f64 {
        self.start.elapsed().as_secs_f64() * 1_000.0
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("{}", self.told.join("\n"));
        }
    }
}

fn open(url: &str) -> (WebSocket<TcpStream>, String) {
    let mut request = url.into_client_request().unwrap();
    let host = request.uri().authority().unwrap().to_string();
    let mqtt = HeaderValue::from_static("mqtt");
    request.headers_mut().insert("Sec-WebSocket-Protocol", mqtt);
    let stream = TcpStream::connect(host).unwrap();
    stream.set_nodelay(true).unwrap();
    let (socket, response) = tungstenite::client(request, stream).unwrap();
    socket.get_ref().set_read_timeout(Some(LOOK)).unwrap();
    let chosen = response.headers().get("Sec-WebSocket-Protocol");
    let chosen = chosen.map_or("", |chosen| chosen.to_str().unwrap());
    (socket, chosen.to_owned())
}
