//! What the driver tells: the socket, the clock, the browser's network.

use super::{NORMAL, Session};
use crate::connection::NetworkConnection;
use crate::event::{Event, WillSent};
use crate::keep_alive::Due;
use crate::phase::Phase;
use crate::request::Close;
use crate::why::{Stopped, Violation, WaitedFor};
use crate::wire::encode;

impl Session {
    /// The socket is open; `subprotocol` is what the server chose.
    pub fn handle_open(&mut self, now_ms: f64, subprotocol: &str) {
        match self.phase {
            Phase::Connecting => {}
            Phase::Idle
            | Phase::AwaitingConnack
            | Phase::Online
            | Phase::Reconnecting
            | Phase::Refused
            | Phase::Closed => return,
        }
        self.socket_was_open = true;
        self.tell(
            now_ms,
            Event::SocketOpen {
                subprotocol: subprotocol.to_owned(),
            },
        );
        let Some(connect) = &self.wanted else { return };
        let written = encode::connect(connect, self.config.max_packet);
        let event = Event::ConnectSent {
            version: connect.version,
            client_id: connect.client_id.clone(),
            username: connect.username.clone(),
            keep_alive_s: connect.keep_alive_s,
            clean_session: connect.clean_session,
            will: connect.will.as_ref().map(|will| WillSent {
                topic: will.topic.clone(),
                qos: will.qos,
                retain: will.retain,
                bytes: u32::try_from(will.payload.len()).unwrap_or(u32::MAX),
            }),
        };
        let connection = NetworkConnection::new(&self.config, connect);
        match written {
            Ok(bytes) => {
                self.connection = Some(connection);
                self.send(now_ms, bytes);
                self.tell(now_ms, event);
                self.enter(now_ms, Phase::AwaitingConnack);
            }
            Err(not_sent) => {
                self.tell(now_ms, Event::NotSent(not_sent));
                self.end(now_ms, NORMAL, Phase::Closed);
            }
        }
    }

    /// The driver could not so much as try: a malformed URL, or one that a policy forbids.
    pub fn handle_refused(&mut self, now_ms: f64) {
        match self.phase {
            Phase::Connecting => {}
            Phase::Idle
            | Phase::AwaitingConnack
            | Phase::Online
            | Phase::Reconnecting
            | Phase::Refused
            | Phase::Closed => return,
        }
        self.socket_closed = true;
        self.tell(now_ms, Event::SocketRefused);
        self.stop(now_ms, Stopped::SocketRefused, Phase::Closed, NORMAL);
    }

    /// A binary message came. Ignored after the end: what is still under way has no reader.
    pub fn handle_bytes(&mut self, now_ms: f64, bytes: &[u8]) {
        if let Some(connection) = &mut self.connection {
            connection.push(now_ms, bytes);
        }
        while let Some(connection) = &mut self.connection {
            match connection.next_packet() {
                Ok(Some(packet)) => self.take_packet(now_ms, packet),
                Ok(None) => break,
                Err(violation) => self.break_off(now_ms, violation),
            }
        }
    }

    /// A text message came: not MQTT.
    pub fn handle_text(&mut self, now_ms: f64) {
        if self.connection.is_some() {
            self.break_off(now_ms, Violation::TextFrame);
        }
    }

    /// The socket has taken on bytes that waited in it. Only a driver that sees its socket hold
    /// bytes back needs this: while they move, the answer to PINGREQ is not overdue.
    pub fn handle_progress(&mut self, now_ms: f64) {
        if let Some(connection) = &mut self.connection {
            connection.keep_alive.moved(now_ms);
        }
    }

    /// The socket is closed, by whomever.
    pub fn handle_close(&mut self, now_ms: f64, close: Close) {
        if self.socket_closed {
            return;
        }
        self.socket_closed = true;
        self.tell(
            now_ms,
            Event::SocketClosed {
                code: close.code,
                reason: close.reason,
                clean: close.clean,
                was_open: self.socket_was_open,
            },
        );
        match self.phase {
            Phase::Online => {
                if !self.is_evicted(now_ms) {
                    self.lose(now_ms);
                }
            }
            Phase::Connecting | Phase::AwaitingConnack => self.lose(now_ms),
            Phase::Idle | Phase::Reconnecting | Phase::Refused | Phase::Closed => {}
        }
    }

    /// The time of `deadline` has come; harmless when it has not.
    pub fn handle_timeout(&mut self, now_ms: f64) {
        let waited_for = match self.phase {
            Phase::Connecting if self.give_up_at <= now_ms => WaitedFor::SocketOpen,
            Phase::AwaitingConnack if self.give_up_at <= now_ms => WaitedFor::Connack,
            Phase::Online => match self.due(now_ms) {
                Due::Lost => WaitedFor::Pingresp,
                Due::Ping => {
                    self.send_bytes(now_ms, &encode::PINGREQ);
                    return self.tell(now_ms, Event::PingSent);
                }
                Due::Nothing => return,
            },
            Phase::Reconnecting if self.network_online && self.retry_at <= now_ms => {
                return self.open_socket(now_ms, false);
            }
            Phase::Idle
            | Phase::Connecting
            | Phase::AwaitingConnack
            | Phase::Reconnecting
            | Phase::Refused
            | Phase::Closed => return,
        };
        self.tell(now_ms, Event::TimedOut(waited_for));
        self.close_socket(NORMAL);
        self.lose(now_ms);
    }

    fn due(&mut self, now_ms: f64) -> Due {
        self.connection
            .as_mut()
            .map_or(Due::Nothing, |connection| connection.keep_alive.due(now_ms))
    }

    /// The browser's network came or went. A connection that is online is left as it is, for the
    /// socket or the keep-alive to find out; while the next try is waited for, none is made without
    /// a network, and one at once when it is back.
    pub fn handle_network(&mut self, now_ms: f64, online: bool) {
        if self.network_online == online {
            return;
        }
        self.network_online = online;
        self.tell(now_ms, Event::Network { online });
        match self.phase {
            Phase::Reconnecting if online => self.retry_soonest(now_ms),
            Phase::Idle
            | Phase::Connecting
            | Phase::AwaitingConnack
            | Phase::Online
            | Phase::Reconnecting
            | Phase::Refused
            | Phase::Closed => {}
        }
    }
}
