//! A session on plain TCP: the driver of these tests.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use connack_e2e::eventually;
use connack_session::{
    Close, Config, Connect, Effect, Event, Message, Password, Publish, Qos, Reconnect, Session,
    Version,
};

use crate::qos_of;
use crate::tally::Tally;

/// As long as a socket is looked at before the other one has its turn.
const LOOK: Duration = Duration::from_millis(1);

pub(crate) struct Client {
    pub(crate) session: Session,
    pub(crate) connects: usize,
    pub(crate) violations: usize,
    socket: Option<TcpStream>,
    port: u16,
    start: Instant,
    granted: bool,
    buffer: Vec<u8>,
}

impl Client {
    pub(crate) fn start(client_id: &str, version: Version, config: Config, port: u16) -> Self {
        let mut session = Session::new(config, 7);
        let connect = Connect {
            url: format!("tcp://127.0.0.1:{port}"),
            version,
            client_id: client_id.into(),
            username: String::new(),
            password: Password(String::new()),
            keep_alive_s: 60,
            clean_session: false,
            session_expiry_s: u32::MAX,
            will: None,
            connack_timeout_ms: 10_000,
            reconnect: Some(Reconnect {
                first_too: true,
                first_ms: 5,
                factor: 1,
                max_ms: 5,
                jitter_percent: 100,
                max_evictions: 0,
            }),
            max_per_minute: None,
        };
        session.connect(0.0, connect).unwrap();
        Self {
            session,
            connects: 0,
            violations: 0,
            socket: None,
            port,
            start: Instant::now(),
            granted: false,
            buffer: vec![0; 64 * 1024],
        }
    }

    /// Connects and subscribes; the wire must be whole until then.
    pub(crate) fn subscribed(&mut self, filter: &str) {
        eventually("CONNACK", || {
            self.turn();
            (self.session.phase().name() == "online").then_some(())
        });
        let now = self.now();
        self.session
            .subscribe(now, filter, Qos::ExactlyOnce)
            .unwrap();
        eventually("SUBACK", || {
            self.turn();
            self.granted.then_some(())
        });
    }

    /// Whether the session has something to do for a while without another message.
    pub(crate) fn takes_more(&self) -> bool {
        self.session.unacknowledged() < 20
    }

    /// Publishes the next message of the next topic; while it is cut off, the session keeps it.
    pub(crate) fn publish(&mut self, tally: &mut Tally) {
        let (topic, name, payload) = tally.next();
        let publish = Publish {
            topic: name,
            payload,
            qos: qos_of(topic),
            retain: false,
            user_properties: Vec::new(),
        };
        let now = self.now();
        self.session.publish(now, publish).unwrap();
    }

    /// Does what the session wants, and hears what its socket and the clock say.
    pub(crate) fn turn(&mut self) -> Vec<Message> {
        self.carry_out();
        match &mut self.socket {
            Some(socket) => match socket.read(&mut self.buffer) {
                Ok(0) => self.closed(),
                Ok(length) => {
                    let now = self.now();
                    self.session.handle_bytes(now, &self.buffer[..length]);
                }
                Err(error)
                    if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
                Err(_) => self.closed(),
            },
            None => std::thread::yield_now(),
        }
        let now = self.now();
        if self.session.deadline().is_some_and(|at| at <= now) {
            self.session.handle_timeout(now);
        }
        self.carry_out();
        let mut messages = Vec::new();
        while let Some(timed) = self.session.poll_event() {
            if let Event::Received(message) = timed.event {
                messages.push(message);
            } else if let Event::Suback { granted, .. } = timed.event {
                self.granted = granted.is_some();
            } else if let Event::Violation(violation) = timed.event {
                println!("violation: {violation:?}");
                self.violations += 1;
            }
        }
        messages
    }

    fn carry_out(&mut self) {
        while let Some(effect) = self.session.poll_effect() {
            match effect {
                Effect::OpenSocket { .. } => {
                    self.connects += 1;
                    let socket = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
                    socket.set_nodelay(true).unwrap();
                    socket.set_read_timeout(Some(LOOK)).unwrap();
                    self.socket = Some(socket);
                    let now = self.now();
                    self.session.handle_open(now, "");
                }
                // A socket that is closed says so when it is read.
                Effect::Send(bytes) => {
                    if let Some(socket) = &mut self.socket {
                        let _ = socket.write_all(&bytes);
                    }
                }
                Effect::CloseSocket { .. } => self.closed(),
            }
        }
    }

    fn closed(&mut self) {
        self.socket = None;
        let close = Close {
            code: 1006,
            reason: String::new(),
            clean: false,
        };
        let now = self.now();
        self.session.handle_close(now, close);
    }

    fn now(&self) -> f64 {
        self.start.elapsed().as_secs_f64() * 1_000.0
    }
}
