//! The last values of a JSON field in the messages of a topic, and which fields there are.
//!
//! It looks at each message once, the newest first, and stops when it has the points that were
//! asked for. If messages come faster than it reads them, it starts over at the newest. A point
//! outlives its message, but not clearing.

use std::collections::{BTreeSet, VecDeque};
use std::fmt::Write;

use connack_protocol::{ChartAsk, ChartSeen, Point, Ways};
use serde_json::Value;

use crate::index::Budget;
use crate::ring::Ring;
use crate::topics::TopicId;

const POINTS_MAX: usize = 10_000;
const FIELDS_MAX: usize = 200;
/// More new messages than this are not worth reading one by one.
const BACKLOG: u64 = 10_000;
/// How much longer than a search it takes to read JSON, for each byte.
const JSON_COST: usize = 4;
/// Messages of the topic that are looked at in search of points that may not be there.
const LOOKED_MAX: usize = 20_000;
/// A pointer that is longer names no field that a person would choose.
const FIELD_BYTES: usize = 512;

#[derive(Debug)]
pub(crate) struct Chart {
    ask: ChartAsk,
    ways: Ways,
    fields: BTreeSet<String>,
    points: VecDeque<Point>,
    /// The messages before this one are not looked at yet.
    older: u64,
    /// Nor are those from this one on.
    next: u64,
    /// Messages of the topic looked at.
    looked: usize,
}

impl Chart {
    pub(crate) fn new(ask: ChartAsk, ways: Ways, ring: &Ring) -> Self {
        let end = ring.numbers().end;
        Self {
            ask,
            ways,
            fields: BTreeSet::new(),
            points: VecDeque::new(),
            older: end,
            next: end,
            looked: 0,
        }
    }

    /// Whether it answers this question already.
    pub(crate) fn is_of(&self, ask: &ChartAsk, ways: Ways) -> bool {
        self.ask == *ask && self.ways == ways
    }

    /// The same chart without its points.
    pub(crate) fn emptied(self, ring: &Ring) -> Self {
        Self::new(self.ask, self.ways, ring)
    }

    /// Looks at more messages; whether none is left that it wants.
    pub(crate) fn work(&mut self, ring: &Ring, budget: &mut Budget) -> bool {
        let kept = ring.numbers();
        let Some(topic) = ring.topics.find(&self.ask.topic) else {
            self.next = kept.end;
            self.older = kept.start;
            return true;
        };
        self.next = self.next.max(kept.start);
        if kept.end - self.next > BACKLOG {
            self.points.clear();
            self.looked = 0;
            self.next = kept.end;
            self.older = kept.end;
        }
        while self.next < kept.end {
            if !budget.take() {
                return false;
            }
            let point = self.look_at(ring, topic, self.next, budget);
            self.points.extend(point);
            if self.points.len() > self.wanted() {
                self.points.pop_front();
            }
            self.next += 1;
        }
        while !self.is_complete(kept.start) {
            if !budget.take() {
                return false;
            }
            self.older -= 1;
            if let Some(point) = self.look_at(ring, topic, self.older, budget) {
                self.points.push_front(point);
            }
        }
        true
    }

    pub(crate) fn seen(&self, ring: &Ring) -> ChartSeen {
        ChartSeen {
            topic: self.ask.topic.clone(),
            field: self.ask.field.clone(),
            fields: self.fields.iter().cloned().collect(),
            points: self.points.iter().copied().collect(),
            complete: self.is_complete(ring.numbers().start),
        }
    }

    fn wanted(&self) -> usize {
        (self.ask.points as usize).min(POINTS_MAX)
    }

    fn is_complete(&self, first: u64) -> bool {
        let points_wanted = self.ask.field.is_some();
        self.older <= first
            || self.looked >= LOOKED_MAX
            || (points_wanted && self.points.len() >= self.wanted())
    }

    fn look_at(
        &mut self,
        ring: &Ring,
        topic: TopicId,
        number: u64,
        budget: &mut Budget,
    ) -> Option<Point> {
        let record = ring.record(number)?;
        if !self.ways.has(record.direction) || record.topic != topic {
            return None;
        }
        self.looked += 1;
        budget.read(record.bytes() * JSON_COST);
        let value: Value = serde_json::from_slice(ring.payload(record)).ok()?;
        note_fields(&mut self.fields, &mut String::new(), &value);
        let field = self.ask.field.as_deref()?;
        Some(Point {
            number,
            epoch_ms: ring.get(number)?.delivery.epoch_ms,
            value: numeric(value.pointer(field)?)?,
        })
    }
}

fn numeric(value: &Value) -> Option<f64> {
    match value {
        Value::Bool(value) => Some(f64::from(u8::from(*value))),
        Value::Number(number) => number.as_f64(),
        Value::Null | Value::String(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Adds the pointers of the numeric fields at `path` and below.
fn note_fields(fields: &mut BTreeSet<String>, path: &mut String, value: &Value) {
    let length = path.len();
    match value {
        Value::Bool(_) | Value::Number(_) => {
            let fits = fields.len() < FIELDS_MAX && length <= FIELD_BYTES;
            if fits && !fields.contains(path.as_str()) {
                fields.insert(path.clone());
            }
        }
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate().take(FIELDS_MAX) {
                // Writing into a String cannot fail.
                let _ = write!(path, "/{index}");
                note_fields(fields, path, value);
                path.truncate(length);
            }
        }
        Value::Object(members) => {
            for (name, value) in members {
                path.push('/');
                for c in name.chars() {
                    match c {
                        '~' => path.push_str("~0"),
                        '/' => path.push_str("~1"),
                        c => path.push(c),
                    }
                }
                note_fields(fields, path, value);
                path.truncate(length);
            }
        }
        Value::Null | Value::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ring::Delivery;
    use connack_protocol::{Direction, Qos};

    fn ring(payloads: &[(&str, &str)]) -> Ring {
        let mut ring = Ring::new();
        add(&mut ring, payloads);
        ring
    }

    fn add(ring: &mut Ring, payloads: &[(&str, &str)]) {
        for (topic, payload) in payloads {
            ring.push(&Delivery {
                epoch_ms: 1000.0,
                direction: Direction::Received,
                topic,
                payload: payload.as_bytes(),
                qos: Qos::AtMostOnce,
                retain: false,
                dup: false,
            });
        }
    }

    fn ask(field: &str, points: u32) -> ChartAsk {
        ChartAsk {
            topic: "t".to_owned(),
            field: Some(field.to_owned()),
            points,
        }
    }

    /// The values after as many slices of one message as it takes.
    fn values(chart: &mut Chart, ring: &Ring) -> Vec<f64> {
        let mut slices = 0;
        let one = || Budget {
            messages: 1,
            bytes: 1,
        };
        while !chart.work(ring, &mut one()) {
            slices += 1;
            assert!(slices < 100_000, "it never ends");
        }
        let seen = chart.seen(ring);
        assert!(seen.complete);
        seen.points.iter().map(|point| point.value).collect()
    }

    #[test]
    fn the_last_points_of_a_topic_are_found_and_followed() {
        let mut ring = ring(&[
            ("t", r#"{"params":{"a":1}}"#),
            ("t", r#"{"params":{"a":2.5,"on":true}}"#),
            ("other", r#"{"params":{"a":3}}"#),
            ("t", "not json"),
            ("t", r#"{"params":{"a":"4"}}"#),
            ("t", r#"{"params":{"a":false}}"#),
        ]);
        let mut chart = Chart::new(ask("/params/a", 2), Ways::Both, &ring);
        assert_eq!(values(&mut chart, &ring), [2.5, 0.0]);
        add(&mut ring, &[("t", r#"{"params":{"a":-1e3}}"#)]);
        assert_eq!(values(&mut chart, &ring), [0.0, -1000.0]);
        assert_eq!(chart.seen(&ring).points[1].number, 7);
        let mut chart = Chart::new(ask("/params/a", 9), Ways::Sent, &ring);
        assert_eq!(values(&mut chart, &ring), [] as [f64; 0]);
    }

    #[test]
    fn fields_are_offered_as_pointers() {
        let ring = ring(&[
            (
                "t",
                r#"{"a/b":{"~c":1},"on":false,"text":"1","list":[1,{"x":2}],"none":null}"#,
            ),
            ("t", "7"),
        ]);
        let mut chart = Chart::new(ask("", 9), Ways::Received, &ring);
        assert_eq!(values(&mut chart, &ring), [7.0]);
        assert_eq!(
            chart.seen(&ring).fields,
            ["", "/a~1b/~0c", "/list/0", "/list/1/x", "/on"]
        );
    }

    #[test]
    fn a_flood_is_read_from_its_end() {
        let mut ring = ring(&[("t", "1")]);
        let mut chart = Chart::new(ask("", 3), Ways::Received, &ring);
        assert_eq!(values(&mut chart, &ring), [1.0]);
        let flood = vec![("t", "2"); BACKLOG as usize + 1];
        add(&mut ring, &flood);
        let mut budget = Budget {
            messages: 3,
            bytes: usize::MAX,
        };
        assert!(chart.work(&ring, &mut budget));
        assert_eq!(chart.seen(&ring).points.len(), 3);
    }
}
