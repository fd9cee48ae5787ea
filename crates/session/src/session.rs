//! The machine: one connection from the opening of its socket to its end.
//!
//! A session never reconnects and is not used twice: what a driver still hears of an old socket
//! can then never reach a new connection.

use std::collections::VecDeque;

use crate::event::{Effect, Event, NotSent, Qos, TimedEvent, Violation, WaitedFor};
use crate::link::{Link, Step};
use crate::phase::Phase;
use crate::request::{Close, Config, Connect, Publish};
use crate::topic;

/// Close codes of RFC 6455.
const NORMAL: u16 = 1000;
const PROTOCOL_ERROR: u16 = 1002;

/// One connection. After each call the driver empties `poll_effect` and `poll_event`, then sets
/// its timer to `deadline`. Every `now_ms` is of one clock that never goes back.
pub struct Session {
    config: Config,
    phase: Phase,
    /// The zero of what is told; none until a connection is asked for.
    started_ms: Option<f64>,
    /// Until CONNECT is sent; with it the password leaves this object.
    connect: Option<Connect>,
    give_up_at: f64,
    /// From CONNECT to the end: whoever has a link listens to the broker.
    link: Option<Link>,
    socket_was_open: bool,
    socket_closed: bool,
    effects: VecDeque<Effect>,
    events: VecDeque<TimedEvent>,
}

impl Session {
    /// A session with nothing asked yet.
    pub fn new(config: Config) -> Self {
        Self {
            config,
            phase: Phase::Idle,
            started_ms: None,
            connect: None,
            give_up_at: 0.0,
            link: None,
            socket_was_open: false,
            socket_closed: true,
            effects: VecDeque::new(),
            events: VecDeque::new(),
        }
    }

    /// Where the session is.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// What to do next, in order.
    pub fn poll_effect(&mut self) -> Option<Effect> {
        self.effects.pop_front()
    }

    /// What to tell next, in order.
    pub fn poll_event(&mut self) -> Option<TimedEvent> {
        self.events.pop_front()
    }

    /// When `handle_timeout` is wanted, on the clock of `now_ms`.
    pub fn deadline(&self) -> Option<f64> {
        match self.phase {
            Phase::Connecting | Phase::AwaitingConnack => Some(self.give_up_at),
            Phase::Online => self.link.as_ref().and_then(Link::deadline),
            Phase::Idle | Phase::Refused | Phase::Closed => None,
        }
    }

    /// Bytes that are held because their packet is not whole: always less than one packet.
    pub fn buffered(&self) -> usize {
        self.link.as_ref().map_or(0, Link::buffered)
    }

    /// Opens the connection.
    ///
    /// # Errors
    /// [`NotSent`] when CONNECT could not be written or the session was used before; told as an
    /// event too, as with every request.
    pub fn connect(&mut self, now_ms: f64, connect: Connect) -> Result<(), NotSent> {
        match self.phase {
            Phase::Idle => self.started_ms = Some(now_ms),
            Phase::Connecting
            | Phase::AwaitingConnack
            | Phase::Online
            | Phase::Refused
            | Phase::Closed => return self.refuse(now_ms, NotSent::AlreadyConnected),
        }
        if let Err(not_sent) = connect.check() {
            return self.refuse(now_ms, not_sent);
        }
        self.give_up_at = now_ms + f64::from(connect.connack_timeout_ms);
        self.socket_closed = false;
        self.tell(
            now_ms,
            Event::SocketOpening {
                url: connect.bare_url(),
            },
        );
        self.enter(now_ms, Phase::Connecting);
        self.effects.push_back(Effect::OpenSocket {
            url: connect.url.clone(),
        });
        self.connect = Some(connect);
        Ok(())
    }

    /// Subscribes to one filter.
    ///
    /// # Errors
    /// [`NotSent`] when the filter is none, or nothing can be sent now.
    pub fn subscribe(&mut self, now_ms: f64, filter: &str, qos: Qos) -> Result<(), NotSent> {
        self.request(now_ms, topic::check_filter(filter), |link| {
            link.subscribe(now_ms, filter, qos)
        })
    }

    /// Ends the subscription of one filter.
    ///
    /// # Errors
    /// [`NotSent`] when the filter is none, or nothing can be sent now.
    pub fn unsubscribe(&mut self, now_ms: f64, filter: &str) -> Result<(), NotSent> {
        self.request(now_ms, topic::check_filter(filter), |link| {
            link.unsubscribe(now_ms, filter)
        })
    }

    /// Publishes a message.
    ///
    /// # Errors
    /// [`NotSent`] when the topic cannot be published to, or nothing can be sent now.
    pub fn publish(&mut self, now_ms: f64, publish: Publish) -> Result<(), NotSent> {
        self.request(now_ms, topic::check_name(&publish.topic), |link| {
            link.publish(now_ms, publish)
        })
    }

    /// Sends DISCONNECT and closes the socket, or gives up connecting.
    ///
    /// # Errors
    /// [`NotSent::NotOnline`] when there is nothing to end.
    pub fn disconnect(&mut self, now_ms: f64) -> Result<(), NotSent> {
        match self.phase {
            Phase::Online => self.request(now_ms, Ok(()), |link| link.disconnect(now_ms))?,
            Phase::Connecting | Phase::AwaitingConnack => {}
            Phase::Idle | Phase::Refused | Phase::Closed => {
                return self.refuse(now_ms, NotSent::NotOnline);
            }
        }
        self.end(now_ms, NORMAL, Phase::Closed);
        Ok(())
    }

    /// The socket is open; `subprotocol` is what the server chose.
    pub fn handle_open(&mut self, now_ms: f64, subprotocol: &str) {
        match self.phase {
            Phase::Connecting => {}
            Phase::Idle
            | Phase::AwaitingConnack
            | Phase::Online
            | Phase::Refused
            | Phase::Closed => return,
        }
        let Some(connect) = self.connect.take() else {
            return;
        };
        self.socket_was_open = true;
        self.tell(
            now_ms,
            Event::SocketOpen {
                subprotocol: subprotocol.to_owned(),
            },
        );
        let mut link = Link::new(&self.config, connect.keep_alive_s);
        if let Err(not_sent) = link.connect(now_ms, &connect) {
            self.tell(now_ms, Event::NotSent(not_sent));
            return self.end(now_ms, NORMAL, Phase::Closed);
        }
        self.link = Some(link);
        self.take_steps(now_ms);
        self.tell(
            now_ms,
            Event::ConnectSent {
                client_id: connect.client_id,
                username: connect.username,
                keep_alive_s: connect.keep_alive_s,
                clean_session: connect.clean_session,
            },
        );
        self.enter(now_ms, Phase::AwaitingConnack);
    }

    /// The driver could not so much as try: a malformed URL, or one that a policy forbids.
    pub fn handle_refused(&mut self, now_ms: f64) {
        match self.phase {
            Phase::Connecting => {}
            Phase::Idle
            | Phase::AwaitingConnack
            | Phase::Online
            | Phase::Refused
            | Phase::Closed => return,
        }
        self.connect = None;
        self.socket_closed = true;
        self.tell(now_ms, Event::SocketRefused);
        self.enter(now_ms, Phase::Closed);
    }

    /// A binary message came. Ignored after the end: what is still under way has no reader.
    pub fn handle_bytes(&mut self, now_ms: f64, bytes: &[u8]) {
        if let Some(link) = &mut self.link {
            link.push(bytes);
            self.take_steps(now_ms);
        }
    }

    /// A text message came: not MQTT.
    pub fn handle_text(&mut self, now_ms: f64) {
        if self.link.is_some() {
            self.break_off(now_ms, Violation::TextFrame);
        }
    }

    /// The socket is closed, by whomever.
    pub fn handle_close(&mut self, now_ms: f64, close: Close) {
        if self.socket_closed {
            return;
        }
        self.socket_closed = true;
        self.connect = None;
        self.link = None;
        self.tell(
            now_ms,
            Event::SocketClosed {
                code: close.code,
                reason: close.reason,
                clean: close.clean,
                was_open: self.socket_was_open,
            },
        );
        if self.phase.is_active() {
            self.enter(now_ms, Phase::Closed);
        }
    }

    /// The time of `deadline` has come; harmless when it has not.
    pub fn handle_timeout(&mut self, now_ms: f64) {
        let waited_for = match self.phase {
            Phase::Connecting if self.give_up_at <= now_ms => WaitedFor::SocketOpen,
            Phase::AwaitingConnack if self.give_up_at <= now_ms => WaitedFor::Connack,
            Phase::Online => {
                if !self.link.as_mut().is_some_and(|link| link.is_lost(now_ms)) {
                    return self.take_steps(now_ms);
                }
                WaitedFor::Pingresp
            }
            Phase::Idle
            | Phase::Connecting
            | Phase::AwaitingConnack
            | Phase::Refused
            | Phase::Closed => return,
        };
        self.tell(now_ms, Event::TimedOut(waited_for));
        self.end(now_ms, NORMAL, Phase::Closed);
    }

    /// Carries out a request of the caller that needs a connection.
    fn request(
        &mut self,
        now_ms: f64,
        checked: Result<(), NotSent>,
        send: impl FnOnce(&mut Link) -> Result<(), NotSent>,
    ) -> Result<(), NotSent> {
        let link = match self.phase {
            Phase::Online => self.link.as_mut(),
            Phase::Idle
            | Phase::Connecting
            | Phase::AwaitingConnack
            | Phase::Refused
            | Phase::Closed => None,
        };
        let sent = link
            .ok_or(NotSent::NotOnline)
            .and_then(|link| checked.and_then(|()| send(link)));
        match sent {
            Ok(()) => {
                self.take_steps(now_ms);
                Ok(())
            }
            Err(not_sent) => self.refuse(now_ms, not_sent),
        }
    }

    fn refuse(&mut self, now_ms: f64, not_sent: NotSent) -> Result<(), NotSent> {
        self.tell(now_ms, Event::NotSent(not_sent));
        Err(not_sent)
    }

    /// Follows the link until it has nothing more to say or is at its end.
    fn take_steps(&mut self, now_ms: f64) {
        while let Some(step) = self.link.as_mut().and_then(|link| link.next_step(now_ms)) {
            match step {
                Step::Send(bytes) => self.effects.push_back(Effect::Send(bytes)),
                Step::Tell(event) => self.tell(now_ms, event),
                Step::Connack {
                    return_code,
                    session_present,
                } => self.take_connack(now_ms, return_code, session_present),
                Step::Broken(violation) => self.break_off(now_ms, violation),
            }
        }
    }

    fn take_connack(&mut self, now_ms: f64, return_code: u8, session_present: bool) {
        self.tell(
            now_ms,
            Event::Connack {
                return_code,
                session_present,
            },
        );
        if return_code != 0 {
            return self.end(now_ms, NORMAL, Phase::Refused);
        }
        if let Some(link) = &mut self.link {
            link.online(now_ms);
        }
        self.enter(now_ms, Phase::Online);
    }

    fn break_off(&mut self, now_ms: f64, violation: Violation) {
        self.tell(now_ms, Event::Violation(violation));
        self.end(now_ms, PROTOCOL_ERROR, Phase::Closed);
    }

    /// Closes the socket from this side. Its `SocketClosed` follows when the driver hears of it.
    fn end(&mut self, now_ms: f64, code: u16, phase: Phase) {
        self.connect = None;
        self.link = None;
        self.effects.push_back(Effect::CloseSocket { code });
        self.enter(now_ms, phase);
    }

    fn enter(&mut self, now_ms: f64, phase: Phase) {
        self.phase = phase;
        self.tell(now_ms, Event::Phase(phase));
    }

    fn tell(&mut self, now_ms: f64, event: Event) {
        self.events.push_back(TimedEvent {
            at_ms: self.started_ms.map_or(0.0, |started| now_ms - started),
            event,
        });
    }
}
