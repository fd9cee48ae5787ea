//! The machine: a session in MQTT's sense, which outlives its network connections.
//!
//! Here are its state and what a caller may ask of it; `session/hear.rs` takes what the socket, the
//! clock and the network tell, `session/packets.rs` the broker's packets; `session/send.rs` writes
//! packets, `session/retry.rs` decides what follows the loss of a connection.

mod hear;
mod packets;
mod retry;
mod send;

use std::collections::VecDeque;

use crate::backoff::Schedule;
use crate::connection::NetworkConnection;
use crate::event::{Effect, Event, Qos, TimedEvent};
use crate::id_set::IdSet;
use crate::outgoing::Outgoing;
use crate::phase::Phase;
use crate::request::{Config, Connect, Publish, Version};
use crate::subscriptions::Subscriptions;
use crate::topic;
use crate::why::{NotSent, Stopped};
use crate::wire::encode;

/// Close codes of RFC 6455.
const NORMAL: u16 = 1000;
const PROTOCOL_ERROR: u16 = 1002;

/// One MQTT session. After each call the driver empties `poll_effect` and `poll_event`, then sets
/// its timer to `deadline`. Every `now_ms` is of one clock that never goes back.
pub struct Session {
    config: Config,
    phase: Phase,
    /// The zero of what is told; none until a connection is asked for.
    started_ms: Option<f64>,
    /// What each try connects with, from the request to the end; then the password is gone.
    wanted: Option<Connect>,
    /// The broker and client id, without a password, that what is kept belongs to.
    kept_for: Option<Connect>,
    give_up_at: f64,
    /// From CONNECT to the end of the socket: whoever has one listens to the broker.
    connection: Option<NetworkConnection>,
    socket_was_open: bool,
    socket_closed: bool,
    schedule: Schedule,
    retry_at: f64,
    /// A connection was lost or missed, and the tries since were made by itself.
    retrying: bool,
    network_online: bool,
    online_since: f64,
    outgoing: Outgoing,
    /// Identifiers of received QoS 2 messages that were told and wait for PUBREL.
    received: IdSet,
    subscriptions: Subscriptions,
    effects: VecDeque<Effect>,
    events: VecDeque<TimedEvent>,
}

impl Session {
    /// A session with nothing asked yet. The `seed` spreads the waits of reconnecting: any number
    /// that differs between clients.
    pub fn new(config: Config, seed: u64) -> Self {
        Self {
            config,
            phase: Phase::Idle,
            started_ms: None,
            wanted: None,
            kept_for: None,
            give_up_at: 0.0,
            connection: None,
            socket_was_open: false,
            socket_closed: true,
            schedule: Schedule::new(seed),
            retry_at: 0.0,
            retrying: false,
            network_online: true,
            online_since: 0.0,
            outgoing: Outgoing::new(),
            received: IdSet::new(),
            subscriptions: Subscriptions::default(),
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
            Phase::Online => self
                .connection
                .as_ref()
                .and_then(|connection| connection.keep_alive.deadline()),
            Phase::Reconnecting => self.network_online.then_some(self.retry_at),
            Phase::Idle | Phase::Refused | Phase::Closed => None,
        }
    }

    /// Bytes that are held because their packet is not whole: always less than one packet.
    pub fn buffered(&self) -> usize {
        self.connection
            .as_ref()
            .map_or(0, NetworkConnection::buffered)
    }

    /// Messages of QoS 1 and 2 that the broker has not acknowledged, or that wait to be sent.
    pub fn unacknowledged(&self) -> usize {
        self.outgoing.len()
    }

    /// Opens a connection. After an end it may be asked for again: without a clean session, to the
    /// same URL with the same client id and version, the session goes on where it was.
    ///
    /// # Errors
    /// [`NotSent`] when CONNECT could not be written or a connection was asked for already; told as
    /// an event too, as with every request.
    pub fn connect(&mut self, now_ms: f64, connect: Connect) -> Result<(), NotSent> {
        match self.phase {
            Phase::Idle | Phase::Refused | Phase::Closed => {}
            Phase::Connecting | Phase::AwaitingConnack | Phase::Online | Phase::Reconnecting => {
                return self.refuse(now_ms, NotSent::AlreadyConnected);
            }
        }
        self.started_ms = Some(now_ms);
        if let Err(not_sent) = connect.check() {
            return self.refuse(now_ms, not_sent);
        }
        let kept = self.kept_for.as_ref();
        let goes_on =
            !connect.clean_session && kept.is_some_and(|kept| kept.same_session(&connect));
        if !goes_on {
            let messages = self.outgoing.len();
            if messages > 0 {
                self.tell(now_ms, Event::Discarded { messages });
            }
            self.outgoing = Outgoing::new();
            self.received.clear();
            self.subscriptions = Subscriptions::default();
        }
        self.kept_for = Some(connect.without_password());
        self.wanted = Some(connect);
        self.retrying = false;
        self.schedule.attempt = 0;
        self.open_socket(now_ms, true);
        Ok(())
    }

    /// Replaces what the next try connects with. Of another broker or client id what waits is sent
    /// as new, and everything that is subscribed is subscribed there.
    ///
    /// # Errors
    /// [`NotSent`] when CONNECT could not be written, or there will be no next try.
    pub fn set_credentials(&mut self, now_ms: f64, connect: Connect) -> Result<(), NotSent> {
        if self.wanted.is_none() {
            return self.refuse(now_ms, NotSent::NoNextTry);
        }
        if let Err(not_sent) = connect.check() {
            return self.refuse(now_ms, not_sent);
        }
        self.wanted = Some(connect);
        self.tell(now_ms, Event::CredentialsChanged);
        Ok(())
    }

    /// Ends the wait for the next try.
    ///
    /// # Errors
    /// [`NotSent::NoNextTry`] when none is waited for.
    pub fn try_now(&mut self, now_ms: f64) -> Result<(), NotSent> {
        match self.phase {
            Phase::Reconnecting => {
                self.open_socket(now_ms, true);
                Ok(())
            }
            Phase::Idle
            | Phase::Connecting
            | Phase::AwaitingConnack
            | Phase::Online
            | Phase::Refused
            | Phase::Closed => self.refuse(now_ms, NotSent::NoNextTry),
        }
    }

    /// Subscribes to one filter. After a reconnect it is made again by itself if the broker has
    /// lost it.
    ///
    /// # Errors
    /// [`NotSent`] when the filter is none, or nothing can be sent now.
    pub fn subscribe(&mut self, now_ms: f64, filter: &str, qos: Qos) -> Result<(), NotSent> {
        self.ask(now_ms, filter, Some(qos))
    }

    /// Ends the subscription of one filter.
    ///
    /// # Errors
    /// [`NotSent`] when the filter is none, or nothing can be sent now.
    pub fn unsubscribe(&mut self, now_ms: f64, filter: &str) -> Result<(), NotSent> {
        self.ask(now_ms, filter, None)
    }

    fn ask(&mut self, now_ms: f64, filter: &str, qos: Option<Qos>) -> Result<(), NotSent> {
        let asked = match self.phase {
            Phase::Online => {
                topic::check_filter(filter).and_then(|()| self.send_asked(now_ms, filter, qos))
            }
            Phase::Idle
            | Phase::Connecting
            | Phase::AwaitingConnack
            | Phase::Reconnecting
            | Phase::Refused
            | Phase::Closed => Err(NotSent::NotOnline),
        };
        asked.or_else(|not_sent| self.refuse(now_ms, not_sent))
    }

    /// Publishes a message. While a lost connection is being made again, and while as many as may
    /// be are under way, QoS 1 and 2 wait ([`Config::max_waiting`]); QoS 0 is refused when it
    /// cannot be sent now.
    ///
    /// # Errors
    /// [`NotSent`] when the topic cannot be published to, or the message can neither be sent nor
    /// wait.
    pub fn publish(&mut self, now_ms: f64, publish: Publish) -> Result<(), NotSent> {
        match self.take_message(now_ms, publish) {
            Ok(()) => Ok(()),
            Err(not_sent) => self.refuse(now_ms, not_sent),
        }
    }

    /// Sends DISCONNECT and closes the socket, or gives up connecting.
    ///
    /// # Errors
    /// [`NotSent::NotOnline`] when there is nothing to end.
    pub fn disconnect(&mut self, now_ms: f64) -> Result<(), NotSent> {
        match self.phase {
            Phase::Online => {
                self.send(now_ms, encode::DISCONNECT.to_vec());
                self.tell(now_ms, Event::DisconnectSent);
            }
            Phase::Connecting | Phase::AwaitingConnack if !self.retrying => {}
            Phase::Connecting | Phase::AwaitingConnack | Phase::Reconnecting => {
                self.tell(now_ms, Event::ReconnectStopped(Stopped::Disconnected));
            }
            Phase::Idle | Phase::Refused | Phase::Closed => {
                return self.refuse(now_ms, NotSent::NotOnline);
            }
        }
        self.end(now_ms, NORMAL, Phase::Closed);
        Ok(())
    }

    fn version(&self) -> Version {
        let connection = self
            .connection
            .as_ref()
            .map(|connection| connection.version);
        let wanted = self.wanted.as_ref().map(|wanted| wanted.version);
        connection.or(wanted).unwrap_or_default()
    }

    fn refuse(&mut self, now_ms: f64, not_sent: NotSent) -> Result<(), NotSent> {
        self.tell(now_ms, Event::NotSent(not_sent));
        Err(not_sent)
    }

    /// Ends the session from this side, and the socket unless it is closed. Its `SocketClosed`
    /// follows when the driver hears of it.
    fn end(&mut self, now_ms: f64, code: u16, phase: Phase) {
        if !self.socket_closed {
            self.close_socket(code);
        }
        self.finish(now_ms, phase);
    }

    /// Drops the password with what was wanted, and keeps what a next connection goes on with.
    fn finish(&mut self, now_ms: f64, phase: Phase) {
        self.lose_connection();
        self.wanted = None;
        let messages = self.outgoing.len();
        if messages > 0 {
            self.tell(now_ms, Event::Unacknowledged { messages });
        }
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
