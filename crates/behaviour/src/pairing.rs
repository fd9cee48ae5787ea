//! Requests and their replies, paired by topic and id, both ways: what the device asks of the
//! platform, and what the platform asks of the device.
//!
//! Which topics are answered where is `topic`'s; a request that says `"sys":{"ack":0}` wants no
//! answer (aliyun.md §7). Nothing is paired by time alone.

use std::collections::VecDeque;

use connack_protocol::{Direction, Paired, Told};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::check::RRPC_MS;
use crate::json;
use crate::topic;

/// How long the answer to a request other than an RRPC is waited for, in ms. The platform states
/// no such time; ours.
pub const REPLY_MS: u32 = 10_000;

/// Requests that wait at once; with more, the oldest is given up.
const MAX_WAITING: usize = 1_000;

/// Requests that wait for their replies.
#[derive(Debug, Default)]
pub struct Pairing {
    /// In the order of their coming.
    waiting: VecDeque<Waiting>,
}

#[derive(Debug)]
struct Waiting {
    number: u64,
    asked_by: Direction,
    topic: String,
    id: String,
    since_ms: f64,
    until_ms: f64,
}

/// What pairing reads of a payload.
#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow, default)]
    id: Option<&'a RawValue>,
    #[serde(borrow, default, rename = "deviceSendTime")]
    device_send_time: Option<&'a RawValue>,
    #[serde(borrow, default)]
    code: Option<&'a RawValue>,
    #[serde(borrow, default)]
    sys: Option<&'a RawValue>,
}

impl Pairing {
    /// A message went either way; `number` is what it is called by in what is told. One that came
    /// `again` (MQTT's duplicate flag) is no second request.
    pub fn handle(
        &mut self,
        now_ms: f64,
        number: u64,
        direction: Direction,
        topic: &str,
        payload: &[u8],
        again: bool,
    ) -> Vec<Told> {
        // Most messages of a busy connection end here.
        if !topic.starts_with("/sys/") && !topic.starts_with("/ext/") {
            return Vec::new();
        }
        let request = topic::request_topic(topic);
        let may_ask = request.is_none() && topic::reply_topic(topic).is_some();
        if request.is_none() && !may_ask {
            return Vec::new();
        }
        let envelope = std::str::from_utf8(payload)
            .ok()
            .and_then(|text| serde_json::from_str::<Envelope>(text).ok());
        let is_ntp = topic.starts_with("/ext/ntp/");
        let id = match topic::rrpc_id(topic) {
            Some(id) => Some(id.to_owned()),
            None => envelope.as_ref().and_then(|envelope| {
                let id = if is_ntp {
                    envelope.device_send_time
                } else {
                    envelope.id
                };
                id.map(|id| text_of(id.get()))
            }),
        };
        let Some(id) = id else {
            return Vec::new();
        };
        let is_reply = |waiting: &Waiting| {
            waiting.asked_by != direction
                && waiting.id == id
                && waiting.topic == request.as_deref().unwrap_or(topic)
        };
        let code = envelope.as_ref().and_then(|envelope| envelope.code);
        if let Some(at) = self.waiting.iter().position(is_reply)
            && let Some(waiting) = self.waiting.remove(at)
        {
            return vec![Told::Paired(Paired {
                request: waiting.number,
                reply: number,
                latency_ms: now_ms - waiting.since_ms,
                code: code.and_then(|code| text_of(code.get()).parse().ok()),
            })];
        }
        let sys = envelope.as_ref().and_then(|envelope| envelope.sys);
        let wants_none = sys
            .and_then(|sys| json::piece(sys.get(), &["ack".to_owned()]))
            .is_some_and(|ack| text_of(ack) == "0");
        let waits = |waiting: &Waiting| {
            waiting.asked_by == direction && waiting.id == id && waiting.topic == topic
        };
        if !may_ask || wants_none || (again && self.waiting.iter().any(waits)) {
            return Vec::new();
        }
        let limit_ms = match topic::rrpc_id(topic) {
            Some(_) => RRPC_MS,
            None => REPLY_MS,
        };
        self.waiting.push_back(Waiting {
            number,
            asked_by: direction,
            topic: topic.to_owned(),
            id,
            since_ms: now_ms,
            until_ms: now_ms + f64::from(limit_ms),
        });
        let given_up = (self.waiting.len() > MAX_WAITING).then(|| self.waiting.pop_front());
        given_up
            .flatten()
            .map(|waiting| unanswered(&waiting, now_ms))
            .into_iter()
            .collect()
    }

    /// Gives up those whose time has come.
    pub fn handle_timeout(&mut self, now_ms: f64) -> Vec<Told> {
        if self.deadline().is_none_or(|deadline| deadline > now_ms) {
            return Vec::new();
        }
        let mut told = Vec::new();
        self.waiting.retain(|waiting| {
            let waits = waiting.until_ms > now_ms;
            if !waits {
                told.push(unanswered(waiting, now_ms));
            }
            waits
        });
        told
    }

    /// When `handle_timeout` is wanted.
    pub fn deadline(&self) -> Option<f64> {
        self.waiting
            .iter()
            .map(|waiting| waiting.until_ms)
            .min_by(f64::total_cmp)
    }
}

fn unanswered(waiting: &Waiting, now_ms: f64) -> Told {
    Told::Unanswered {
        request: waiting.number,
        waited_ms: now_ms - waiting.since_ms,
    }
}

/// An id as text: `7` and `"7"` are the same, as the platform takes both.
fn text_of(json: &str) -> String {
    json::string(json).unwrap_or_else(|| json.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const UP: Direction = Direction::Sent;
    const DOWN: Direction = Direction::Received;

    /// Messages 1, 2, 3 … of (ms, direction, topic, payload), and what is told of them.
    #[track_caller]
    fn check(messages: &[(f64, Direction, &str, &str)], expected: &[Told]) -> Pairing {
        let mut pairing = Pairing::default();
        let mut told = Vec::new();
        for (number, (at, direction, topic, payload)) in (1..).zip(messages) {
            told.extend(pairing.handle(*at, number, *direction, topic, payload.as_bytes(), false));
        }
        assert_eq!(told, expected);
        pairing
    }

    fn paired(request: u64, reply: u64, latency_ms: f64, code: Option<i64>) -> Told {
        Told::Paired(Paired {
            request,
            reply,
            latency_ms,
            code,
        })
    }

    #[test]
    fn each_kind_of_request_finds_its_reply() {
        let post = "/sys/p/d/thing/event/property/post";
        let set = "/sys/p/d/thing/service/property/set";
        check(
            &[
                (0.0, UP, post, r#"{"id":"1","params":{}}"#),
                (1.0, UP, post, r#"{"id":2,"params":{}}"#),
                (2.0, DOWN, set, r#"{"id":"1","params":{}}"#),
                (
                    20.0,
                    DOWN,
                    &format!("{post}_reply"),
                    r#"{"id":"2","code":"460"}"#,
                ),
                (
                    30.0,
                    DOWN,
                    &format!("{post}_reply"),
                    r#"{"id":"1","code":200}"#,
                ),
                (
                    32.5,
                    UP,
                    &format!("{set}_reply"),
                    r#"{"id":"1","code":200}"#,
                ),
            ],
            &[
                paired(2, 4, 19.0, Some(460)),
                paired(1, 5, 30.0, Some(200)),
                paired(3, 6, 30.5, Some(200)),
            ],
        );
        check(
            &[
                (0.0, DOWN, "/sys/p/d/rrpc/request/9", "on"),
                (1.0, UP, "/sys/p/d/rrpc/response/9", "off"),
                (2.0, DOWN, "/ext/rrpc/9/p/d/user/get", "on"),
                (3.0, UP, "/ext/rrpc/9/p/d/user/get", r#"{"code":200}"#),
                (4.0, UP, "/ext/ntp/p/d/request", r#"{"deviceSendTime":"4"}"#),
                (
                    5.0,
                    DOWN,
                    "/ext/ntp/p/d/response",
                    r#"{"deviceSendTime":4}"#,
                ),
                (6.0, UP, "/ext/session/p/d/combine/login", r#"{"id":"1"}"#),
                (
                    7.0,
                    DOWN,
                    "/ext/session/p/d/combine/login_reply",
                    r#"{"id":"1","code":6287}"#,
                ),
            ],
            &[
                paired(1, 2, 1.0, None),
                paired(3, 4, 1.0, Some(200)),
                paired(5, 6, 1.0, None),
                paired(7, 8, 1.0, Some(6287)),
            ],
        );
    }

    #[test]
    fn what_is_no_pair_is_not_paired() {
        let post = "/sys/p/d/thing/event/property/post";
        let reply = format!("{post}_reply");
        let pairing = check(
            &[
                (0.0, UP, post, r#"{"id":"1"}"#),
                // The other way, another id, another device, no id, no JSON.
                (1.0, UP, &reply, r#"{"id":"1","code":200}"#),
                (1.0, DOWN, &reply, r#"{"id":"2","code":200}"#),
                (
                    1.0,
                    DOWN,
                    "/sys/p/e/thing/event/property/post_reply",
                    r#"{"id":"1"}"#,
                ),
                (1.0, DOWN, &reply, r#"{"code":200}"#),
                (1.0, DOWN, &reply, "ok"),
                // The broker's echo of the request is no reply.
                (1.0, DOWN, "/p/d/user/get", r#"{"id":"1"}"#),
            ],
            &[],
        );
        assert_eq!(pairing.waiting.len(), 1);
        let push = "/sys/p/d/thing/config/log/push";
        let told_only = check(&[(0.0, DOWN, push, r#"{"id":"1"}"#)], &[]);
        assert_eq!(told_only.deadline(), None);
        let quiet = check(&[(0.0, UP, post, r#"{"id":"1","sys":{"ack":0}}"#)], &[]);
        assert_eq!(quiet.deadline(), None);
    }

    #[test]
    fn the_same_id_twice_is_answered_in_order() {
        let post = "/sys/p/d/thing/event/property/post";
        let reply = format!("{post}_reply");
        check(
            &[
                (0.0, UP, post, r#"{"id":"1"}"#),
                (1.0, UP, post, r#"{"id":"1"}"#),
                (2.0, DOWN, &reply, r#"{"id":"1"}"#),
                (3.0, DOWN, &reply, r#"{"id":"1"}"#),
                (4.0, DOWN, &reply, r#"{"id":"1"}"#),
            ],
            &[paired(1, 3, 2.0, None), paired(2, 4, 2.0, None)],
        );
    }

    #[test]
    fn a_request_that_comes_again_is_one_request() {
        let mut pairing = Pairing::default();
        let set = "/sys/p/d/thing/service/property/set";
        for (number, again) in [(1, true), (2, true), (3, false)] {
            assert_eq!(
                pairing.handle(0.0, number, DOWN, set, br#"{"id":"1"}"#, again),
                []
            );
        }
        let waiting: Vec<u64> = pairing
            .waiting
            .iter()
            .map(|waiting| waiting.number)
            .collect();
        assert_eq!(waiting, [1, 3]);
    }

    #[test]
    fn an_unanswered_request_is_told_when_its_time_is_over() {
        let mut pairing = check(
            &[
                (0.0, UP, "/sys/p/d/thing/topo/get", r#"{"id":"1"}"#),
                (1.0, DOWN, "/sys/p/d/rrpc/request/9", "on"),
            ],
            &[],
        );
        let unanswered = |request, waited_ms| Told::Unanswered { request, waited_ms };
        assert_eq!(pairing.deadline(), Some(8_001.0));
        assert_eq!(pairing.handle_timeout(8_000.9), []);
        assert_eq!(pairing.handle_timeout(8_001.0), [unanswered(2, 8_000.0)]);
        assert_eq!(pairing.handle_timeout(60_000.0), [unanswered(1, 60_000.0)]);
        assert_eq!(pairing.deadline(), None);
    }

    #[test]
    fn memory_is_bounded_and_what_is_given_up_is_told() {
        let mut pairing = Pairing::default();
        let mut told = Vec::new();
        for number in 0..1_003 {
            let payload = format!("{{\"id\":{number}}}");
            let topic = "/sys/p/d/thing/topo/get";
            told.extend(pairing.handle(
                number as f64,
                number,
                UP,
                topic,
                payload.as_bytes(),
                false,
            ));
        }
        assert_eq!(pairing.waiting.len(), MAX_WAITING);
        let given_up: Vec<bool> = told
            .iter()
            .map(|told| {
                matches!(
                    told,
                    Told::Unanswered {
                        request: 0..=2,
                        waited_ms: 1_000.0
                    }
                )
            })
            .collect();
        assert_eq!(given_up, [true; 3]);
    }
}
