//! What follows the loss of a connection: another try, or the end.

use super::{PROTOCOL_ERROR, Session};
use crate::backoff::SOON_MS;
use crate::event::{Effect, Event};
use crate::phase::Phase;
use crate::request::Version;
use crate::why::{Stopped, Violation};
use crate::wire::encode;

impl Session {
    /// Opens a socket; `asked`: by the caller, who is warned at most.
    pub(super) fn open_socket(&mut self, now_ms: f64, asked: bool) {
        let Some(connect) = &self.wanted else { return };
        let (url, bare_url) = (connect.url.clone(), connect.bare_url());
        let allowed = connect.max_per_minute;
        self.give_up_at = now_ms + f64::from(connect.connack_timeout_ms);
        self.socket_closed = false;
        self.socket_was_open = false;
        let within_a_minute = self.schedule.try_now(now_ms);
        if let Some(allowed) = allowed.filter(|max| asked && within_a_minute > usize::from(*max)) {
            self.tell(
                now_ms,
                Event::TooManyConnects {
                    within_a_minute,
                    allowed,
                },
            );
        }
        self.tell(now_ms, Event::SocketOpening { url: bare_url });
        self.enter(now_ms, Phase::Connecting);
        self.effects.push_back(Effect::OpenSocket { url });
    }

    pub(super) fn may_retry(&self) -> bool {
        self.wanted
            .as_ref()
            .is_some_and(|connect| connect.reconnect.is_some())
    }

    /// A connection is lost, or could not be made, for a reason that may pass.
    pub(super) fn lose(&mut self, now_ms: f64) {
        let was_online = self.phase == Phase::Online;
        if was_online && now_ms - self.online_since >= SOON_MS {
            self.schedule.attempt = 0;
            self.schedule.evictions = 0;
        }
        let connect = self.wanted.as_ref();
        let policy = connect.and_then(|connect| Some((connect.reconnect?, connect.max_per_minute)));
        let policy = policy.filter(|(policy, _)| policy.first_too || was_online || self.retrying);
        let Some((policy, max_per_minute)) = policy else {
            // The socket is closed, or closing.
            return self.finish(now_ms, Phase::Closed);
        };
        self.lose_connection();
        self.retrying = true;
        self.retry_at = self.schedule.next_try(now_ms, policy, max_per_minute);
        self.wait(now_ms);
    }

    /// The network is back: the next try comes at once, or as soon as the limit of a minute lets it.
    pub(super) fn retry_soonest(&mut self, now_ms: f64) {
        let max_per_minute = self
            .wanted
            .as_ref()
            .and_then(|wanted| wanted.max_per_minute);
        self.retry_at = self.schedule.allowed_at(now_ms, now_ms, max_per_minute);
        if self.retry_at <= now_ms {
            return self.open_socket(now_ms, false);
        }
        self.wait(now_ms);
    }

    fn wait(&mut self, now_ms: f64) {
        self.tell(
            now_ms,
            Event::Reconnecting {
                in_ms: (self.retry_at - now_ms).ceil() as u32,
                attempt: self.schedule.attempt,
            },
        );
        self.enter(now_ms, Phase::Reconnecting);
    }

    /// The broker closed a connection that was online. Whether that was one time too many, soon
    /// after CONNACK, so that the session ends.
    pub(super) fn is_evicted(&mut self, now_ms: f64) -> bool {
        let policy = self.wanted.as_ref().and_then(|wanted| wanted.reconnect);
        let soon = now_ms - self.online_since < SOON_MS;
        // Without a network it was not the broker.
        if !soon || !self.network_online {
            self.schedule.evictions = 0;
            return false;
        }
        self.schedule.evictions = self.schedule.evictions.saturating_add(1);
        let times = self.schedule.evictions;
        // Connections that are asked for one by one are thrown out just so.
        let max = u32::from(policy.unwrap_or_default().max_evictions);
        if max == 0 || times < max {
            return false;
        }
        self.schedule.evictions = 0;
        self.tell(now_ms, Event::Evicted { times });
        self.stop(now_ms, Stopped::Evicted, Phase::Closed, PROTOCOL_ERROR);
        true
    }

    pub(super) fn break_off(&mut self, now_ms: f64, violation: Violation) {
        self.tell(now_ms, Event::Violation(violation));
        // 5.0 lets a client say why it leaves, once it is online.
        if self.version() == Version::V5_0 && self.phase == Phase::Online {
            self.send(now_ms, encode::disconnect_for(violation).to_vec());
            self.tell(now_ms, Event::DisconnectSent);
        }
        self.stop(now_ms, Stopped::Violation, Phase::Closed, PROTOCOL_ERROR);
    }

    /// Ends the session for a reason that stays.
    pub(super) fn stop(&mut self, now_ms: f64, why: Stopped, phase: Phase, code: u16) {
        if self.may_retry() {
            self.tell(now_ms, Event::ReconnectStopped(why));
        }
        self.end(now_ms, code, phase);
    }

    /// Drops what ends with a network connection, and keeps what does not.
    pub(super) fn lose_connection(&mut self) {
        self.connection = None;
        for packet_id in self.subscriptions.lose() {
            self.outgoing.give_back_id(packet_id);
        }
    }

    /// Closes the socket of a connection that is to be lost.
    pub(super) fn close_socket(&mut self, code: u16) {
        self.effects.push_back(Effect::CloseSocket { code });
    }
}
