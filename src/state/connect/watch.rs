//! What is known beside a failure: the facts by which its causes are ranked. Fed with the events
//! of one connection; ranking is the diagnosis's matter.

use crate::state::connect::Attempt;
use crate::state::connect::observe::Course;
use connack_diagnosis::{Observation, ProbeKind, Situation};
use connack_protocol::{Entry, Event};
use std::rc::Rc;

/// Closed within this after CONNACK 0 counts as soon; the session's own measure.
const SOON_MS: f64 = 30_000.0;
const MINUTE_MS: f64 = 60_000.0;

/// A failure, as far as its causes depend on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    /// What the causes are ranked from; also what came of the probes.
    pub situation: Situation,
    /// The URL that failed.
    pub url: Rc<str>,
    /// The probe that is under way.
    pub probing: Option<ProbeKind>,
}

impl Failure {
    /// A URL that the page did not even try.
    pub fn not_tried(seen: Observation, url: &str, page_https: bool) -> Self {
        Self {
            situation: Situation {
                page_https,
                ..Situation::new(seen, url)
            },
            url: url.into(),
            probing: None,
        }
    }
}

/// What has happened on a connection, over all its attempts.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Watch {
    /// Of the last attempt.
    pub(super) course: Course,
    /// Attempts of the last minute: when, in ms since 1970, and where to.
    attempts: Vec<(f64, Rc<str>)>,
    /// Wall-clock zero of `at_ms`.
    epoch_ms: f64,
    /// When the socket began to open, unless CONNACK 0 came since.
    opening_at_ms: Option<f64>,
    /// When CONNACK 0 came, while the connection lasts.
    online_at_ms: Option<f64>,
    /// Where CONNACK 0 came from.
    online_urls: Vec<Rc<str>>,
    closes_soon: u32,
    offline: bool,
}

impl Watch {
    /// Takes an event in.
    pub(super) fn take(&mut self, entry: &Entry, attempt: Option<&Attempt>) {
        let url = || attempt.map(|of| Rc::<str>::from(of.connect.url.as_str()));
        match &entry.event {
            Event::SocketOpening { epoch_ms } => {
                self.course = Course::default();
                self.epoch_ms = *epoch_ms;
                self.opening_at_ms = Some(entry.at_ms);
                self.online_at_ms = None;
                let now_ms = epoch_ms + entry.at_ms;
                self.attempts.retain(|(at, _)| now_ms - at < MINUTE_MS);
                self.attempts.extend(url().map(|url| (now_ms, url)));
            }
            Event::Connack { return_code: 0, .. } => {
                self.course.connack = true;
                self.opening_at_ms = None;
                self.online_at_ms = Some(entry.at_ms);
                let url = url().filter(|url| !self.online_urls.contains(url));
                self.online_urls.extend(url);
            }
            Event::SocketClosed { .. } => {
                if let Some(since) = self.online_at_ms.take() {
                    let registers = attempt.is_some_and(Attempt::registers);
                    let soon = entry.at_ms - since < SOON_MS && !self.offline && !registers;
                    self.closes_soon = if soon { self.closes_soon + 1 } else { 0 };
                }
            }
            Event::Connack { .. } => {
                self.course = Course {
                    connack: true,
                    explained: true,
                };
            }
            Event::TimedOut(_) | Event::Violation(_) => self.course.explained = true,
            Event::DisconnectSent => {
                self.course.explained = true;
                self.online_at_ms = None;
            }
            Event::Evicted { times } => self.closes_soon = *times,
            Event::Network { online } => self.offline = !online,
            Event::Phase(_)
            | Event::SocketOpen { .. }
            | Event::ConnectSent
            | Event::SubscribeSent { .. }
            | Event::Suback { .. }
            | Event::UnsubscribeSent { .. }
            | Event::Unsuback { .. }
            | Event::PublishSent { .. }
            | Event::Acknowledged { .. }
            | Event::Received(_)
            | Event::Restored { .. }
            | Event::Queued { .. }
            | Event::Abandoned
            | Event::Unacknowledged { .. }
            | Event::Discarded { .. }
            | Event::DisconnectReceived { .. }
            | Event::Reconnecting { .. }
            | Event::ReconnectStopped(_)
            | Event::TooManyConnects { .. }
            | Event::CredentialsChanged
            | Event::PingSent
            | Event::PingReceived
            | Event::NotSent(_)
            | Event::SocketRefused => {}
        }
    }

    /// What is known of a failure of this attempt, which was seen at `at_ms`.
    pub(super) fn failure(&self, seen: Observation, at_ms: f64, attempt: &Attempt) -> Failure {
        let url: Rc<str> = attempt.connect.url.as_str().into();
        let now_ms = self.epoch_ms + at_ms;
        let recent = |(at, to): &&(f64, Rc<str>)| now_ms - at < MINUTE_MS && *to == url;
        let attempts = self.attempts.iter().filter(recent).count();
        Failure {
            situation: Situation {
                page_https: attempt.page_https,
                // At most the time-out of a connection.
                elapsed_ms: self.opening_at_ms.map(|from| (at_ms - from) as u32),
                online: !self.offline,
                attempts: u32::try_from(attempts).unwrap_or(u32::MAX).max(1),
                was_online_before: self.online_urls.contains(&url),
                closes_soon_after_online: self.closes_soon,
                keep_alive_s: attempt.connect.keep_alive_s,
                ..Situation::new(seen, &url)
            },
            url,
            probing: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::connect::plan::tests::tried;
    use connack_protocol::Version;

    const CLOSED: Event = Event::SocketClosed {
        code: 1006,
        reason: String::new(),
        clean: false,
        was_open: true,
    };
    const ONLINE: Event = Event::Connack {
        return_code: 0,
        session_present: false,
        version: Version::V3_1_1,
    };
    const OPENING: Event = Event::SocketOpening { epoch_ms: 5_000.0 };

    #[track_caller]
    fn after(events: &[(f64, Event)]) -> Situation {
        let attempt = tried("ws://b.example/mqtt");
        let mut watch = Watch::default();
        for (at_ms, event) in events {
            let entry = Entry {
                at_ms: *at_ms,
                line: String::new(),
                event: event.clone(),
            };
            watch.take(&entry, Some(&attempt));
        }
        let at_ms = events.last().map_or(0.0, |(at_ms, _)| *at_ms);
        let seen = Observation::NotOpened;
        watch.failure(seen, at_ms, &attempt).situation
    }

    #[test]
    fn attempts_count_within_a_minute() {
        let opening = |at_ms| (at_ms, OPENING);
        assert_eq!(after(&[opening(0.0)]).attempts, 1);
        assert_eq!(after(&[opening(0.0), opening(59_000.0)]).attempts, 2);
        assert_eq!(after(&[opening(0.0), opening(61_000.0)]).attempts, 1);
    }

    #[test]
    fn the_time_of_an_attempt_is_known_until_it_is_online() {
        let waited = [(10.0, OPENING), (310.0, CLOSED)];
        assert_eq!(after(&waited).elapsed_ms, Some(300));
        let online = after(&[(0.0, OPENING), (10.0, ONLINE), (310.0, CLOSED)]);
        assert_eq!((online.elapsed_ms, online.was_online_before), (None, true));
    }

    #[test]
    fn closes_soon_after_online_count_in_a_row() {
        let round = |at_ms| [(at_ms, OPENING), (at_ms, ONLINE), (at_ms + 1.0, CLOSED)];
        let twice = [round(0.0), round(100.0)].concat();
        assert_eq!(after(&twice).closes_soon_after_online, 2);
        let long = [(200.0, OPENING), (200.0, ONLINE), (40_000.0, CLOSED)];
        let ended = [twice, long.to_vec()].concat();
        assert_eq!(after(&ended).closes_soon_after_online, 0);
    }

    #[test]
    fn a_network_that_is_gone_is_told() {
        let gone = (1.0, Event::Network { online: false });
        assert!(!after(std::slice::from_ref(&gone)).online);
        assert!(after(&[gone, (2.0, Event::Network { online: true })]).online);
    }
}
