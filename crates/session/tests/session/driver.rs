//! A driver without a socket: keeps what a session wants and tells.

use connack_session::{
    Close, Config, Connect, Effect, Event, NotSent, Password, Phase, Publish, Qos, Reconnect,
    Session, TimedEvent, Version, Violation, transcript,
};

use crate::broker;

pub(crate) struct Driver {
    pub(crate) session: Session,
    pub(crate) now_ms: f64,
    pub(crate) events: Vec<TimedEvent>,
    pub(crate) effects: Vec<Effect>,
}

pub(crate) fn login() -> Connect {
    Connect {
        url: "ws://127.0.0.1:8083/mqtt".into(),
        version: Version::V3_1_1,
        client_id: "12345|securemode=3,signmethod=hmacsha1,timestamp=789|".into(),
        username: "device&pk".into(),
        password: Password("fafd82a3d602b37fb0fa8b7892f24a477f851a14".into()),
        keep_alive_s: 60,
        clean_session: true,
        session_expiry_s: u32::MAX,
        will: None,
        connack_timeout_ms: 10_000,
        reconnect: None,
        max_per_minute: None,
    }
}

/// A login whose session outlives its connections.
pub(crate) fn persistent() -> Connect {
    Connect {
        clean_session: false,
        ..reconnecting()
    }
}

pub(crate) fn reconnecting() -> Connect {
    Connect {
        reconnect: Some(Reconnect::default()),
        ..login()
    }
}

pub(crate) fn message(topic: &str, payload: &[u8], qos: Qos) -> Publish {
    Publish {
        topic: topic.into(),
        payload: payload.into(),
        qos,
        retain: false,
        user_properties: Vec::new(),
    }
}

pub(crate) fn close(code: u16, clean: bool) -> Close {
    Close {
        code,
        reason: String::new(),
        clean,
    }
}

impl Driver {
    pub(crate) fn new(config: Config) -> Self {
        Self {
            session: Session::new(config, 1),
            // A worker's clock does not begin with its connection.
            now_ms: 5_000.0,
            events: Vec::new(),
            effects: Vec::new(),
        }
    }

    /// The socket is open, CONNECT is sent.
    pub(crate) fn waiting(config: Config, connect: Connect) -> Self {
        let mut driver = Self::new(config);
        driver
            .ask(|session, now| session.connect(now, connect))
            .unwrap();
        driver.tell(|session, now| session.handle_open(now, "mqtt"));
        driver
    }

    pub(crate) fn online() -> Self {
        Self::online_as(login())
    }

    pub(crate) fn online_as(connect: Connect) -> Self {
        let mut driver = Self::waiting(Config::default(), connect);
        driver.bytes(&broker::ACCEPTED);
        assert_eq!(driver.session.phase(), Phase::Online);
        driver.events.clear();
        driver.effects.clear();
        driver
    }

    pub(crate) fn after(&mut self, ms: f64) -> &mut Self {
        self.now_ms += ms;
        self
    }

    pub(crate) fn tell(&mut self, tell: impl FnOnce(&mut Session, f64)) {
        tell(&mut self.session, self.now_ms);
        self.drain();
    }

    pub(crate) fn ask(
        &mut self,
        ask: impl FnOnce(&mut Session, f64) -> Result<(), NotSent>,
    ) -> Result<(), NotSent> {
        let result = ask(&mut self.session, self.now_ms);
        self.drain();
        result
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.tell(|session, now| session.handle_bytes(now, bytes));
    }

    pub(crate) fn publish(&mut self, topic: &str, payload: &[u8], qos: Qos) -> Result<(), NotSent> {
        let message = message(topic, payload, qos);
        self.ask(|session, now| session.publish(now, message))
    }

    /// Moves the clock to the session's own deadline.
    pub(crate) fn timeout(&mut self) {
        self.now_ms = self.session.deadline().unwrap();
        self.tell(Session::handle_timeout);
    }

    /// The socket is lost.
    pub(crate) fn cut(&mut self) {
        self.tell(|session, now| session.handle_close(now, close(1006, false)));
    }

    /// The wait for the next try ends, the socket opens, and `connack` comes. What was told and sent
    /// until then is forgotten.
    pub(crate) fn come_back(&mut self, connack: &[u8]) {
        assert_eq!(self.session.phase(), Phase::Reconnecting);
        self.timeout();
        self.tell(|session, now| session.handle_open(now, "mqtt"));
        assert_eq!(self.session.phase(), Phase::AwaitingConnack);
        self.events.clear();
        self.effects.clear();
        self.bytes(connack);
    }

    /// What was told, without its times.
    pub(crate) fn told(&self) -> Vec<Event> {
        self.events
            .iter()
            .map(|timed| timed.event.clone())
            .collect()
    }

    /// The bytes of all that was sent, in one piece.
    pub(crate) fn sent(&self) -> Vec<u8> {
        let sent = self.effects.iter().filter_map(|effect| match effect {
            Effect::Send(bytes) => Some(bytes.as_slice()),
            Effect::OpenSocket { .. } | Effect::CloseSocket { .. } => None,
        });
        sent.collect::<Vec<_>>().concat()
    }

    pub(crate) fn violation(&self) -> Option<Violation> {
        self.events.iter().find_map(|timed| {
            if let Event::Violation(violation) = timed.event {
                Some(violation)
            } else {
                None
            }
        })
    }

    pub(crate) fn closed_with(&self) -> Option<u16> {
        self.effects.iter().find_map(|effect| match effect {
            Effect::CloseSocket { code } => Some(*code),
            Effect::OpenSocket { .. } | Effect::Send(_) => None,
        })
    }

    pub(crate) fn payloads(&self) -> Vec<Vec<u8>> {
        let payloads = self.events.iter().filter_map(|timed| {
            if let Event::Received(message) = &timed.event {
                Some(message.payload.clone())
            } else {
                None
            }
        });
        payloads.collect()
    }

    pub(crate) fn transcript(&self) -> String {
        self.events
            .iter()
            .map(|timed| transcript::line(timed) + "\n")
            .collect()
    }

    fn drain(&mut self) {
        self.effects
            .extend(std::iter::from_fn(|| self.session.poll_effect()));
        self.events
            .extend(std::iter::from_fn(|| self.session.poll_event()));
    }
}
