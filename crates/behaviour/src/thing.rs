//! A simulated thing: values from generators, posted on a schedule.

use std::f64::consts::TAU;

use connack_protocol::{Field, Generator, Source, Thing};

use crate::json;
use crate::random::Random;
use crate::shared::{Deed, Moment, Outgoing, Shared, due_again, topic_of};
use crate::template::Template;

const TOPIC: &str = "/sys/{productKey}/{deviceName}/thing/event/property/post";
const METHOD: &str = "thing.event.property.post";

/// A thing at work.
pub(crate) struct ThingRun {
    thing: Thing,
    topic: Template,
    started_ms: f64,
    due_ms: f64,
    posts: usize,
    /// Where each field's random walk is; unused by the others.
    walks: Vec<f64>,
}

impl ThingRun {
    /// Begins with a post at once.
    pub(crate) fn new(thing: Thing, now_ms: f64) -> Self {
        let topic = if thing.topic.is_empty() {
            TOPIC
        } else {
            &thing.topic
        };
        Self {
            topic: Template::plain(topic),
            started_ms: now_ms,
            due_ms: now_ms,
            posts: 0,
            walks: vec![0.0; thing.fields.len()],
            thing,
        }
    }

    pub(crate) fn deadline(&self) -> f64 {
        self.due_ms
    }

    pub(crate) fn handle_timeout(&mut self, shared: &mut Shared, now: Moment) {
        if self.due_ms > now.now_ms {
            return;
        }
        self.due_ms = due_again(self.due_ms, self.thing.every_ms.max(1), now.now_ms);
        let topic = topic_of(&self.topic, &mut shared.values(None, now.epoch_ms, (1, 1)));
        match topic {
            Ok(topic) => {
                let payload = self.payload(shared, now.now_ms);
                shared.deeds.push_back(Deed::Publish(Outgoing {
                    by: Source::Thing,
                    topic,
                    payload: payload.into_bytes(),
                    qos: self.thing.qos,
                    retain: false,
                }));
            }
            Err(reason) => shared.skip(Source::Thing, reason),
        }
    }

    fn payload(&mut self, shared: &mut Shared, now_ms: f64) -> String {
        let elapsed_ms = now_ms - self.started_ms;
        let mut params = Vec::with_capacity(self.thing.fields.len());
        for (field, walk) in self.thing.fields.iter().zip(&mut self.walks) {
            let value = value(field, walk, self.posts, elapsed_ms, &mut shared.random);
            params.push(format!("{}:{value}", json::quoted(&field.name)));
        }
        self.posts += 1;
        let method = if self.thing.method.is_empty() {
            METHOD
        } else {
            &self.thing.method
        };
        format!(
            r#"{{"id":"{}","version":"1.0","params":{{{}}},"method":{}}}"#,
            shared.ids.fresh(),
            params.join(","),
            json::quoted(method)
        )
    }
}

/// The next value of a field, as JSON.
fn value(
    field: &Field,
    walk: &mut f64,
    posts: usize,
    elapsed_ms: f64,
    random: &mut Random,
) -> String {
    match &field.generator {
        Generator::Constant(value) => json::value(value),
        Generator::Sine {
            min,
            max,
            period_ms,
        } => {
            let period_ms = f64::from((*period_ms).max(1));
            let angle = TAU * (elapsed_ms % period_ms) / period_ms;
            let middle = min + (max - min) / 2.0;
            number(middle + (max - min) / 2.0 * angle.sin(), field.decimals)
        }
        Generator::RandomWalk {
            start,
            step,
            min,
            max,
        } => {
            let next = if posts == 0 {
                *start
            } else {
                *walk + step * (2.0 * random.fraction() - 1.0)
            };
            // Not `clamp`, which panics when the bounds are the wrong way round.
            *walk = next.max(*min).min(*max);
            number(*walk, field.decimals)
        }
        Generator::List { values, repeat } => {
            let last = values.len().saturating_sub(1);
            let at = if *repeat {
                posts.checked_rem(values.len()).unwrap_or(0)
            } else {
                posts.min(last)
            };
            values
                .get(at)
                .map_or("null".to_owned(), |value| json::value(value))
        }
    }
}

/// A number with so many digits after the point, as JSON.
fn number(number: f64, decimals: u8) -> String {
    if !number.is_finite() {
        return "null".to_owned();
    }
    let text = format!("{number:.*}", usize::from(decimals.min(15)));
    match text.strip_prefix('-') {
        Some(zero) if zero.chars().all(|c| matches!(c, '0' | '.')) => zero.to_owned(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The values of a field at these moments, in ms.
    #[track_caller]
    fn check(generator: Generator, decimals: u8, moments: &[f64], expected: &[&str]) {
        let field = Field {
            name: "T".into(),
            generator,
            decimals,
        };
        let (mut walk, mut random) = (0.0, Random::new(7));
        let found: Vec<String> = moments
            .iter()
            .enumerate()
            .map(|(posts, at)| value(&field, &mut walk, posts, *at, &mut random))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn each_generator_has_its_values() {
        check(
            Generator::Constant("{\"a\":1}".into()),
            0,
            &[0.0],
            &["{\"a\":1}"],
        );
        check(Generator::Constant("on".into()), 0, &[0.0], &["\"on\""]);
        let sine = Generator::Sine {
            min: -1.0,
            max: 3.0,
            period_ms: 1_000,
        };
        check(
            sine,
            2,
            &[0.0, 250.0, 500.0, 750.0, 1_000.0],
            &["1.00", "3.00", "1.00", "-1.00", "1.00"],
        );
        let list = |repeat| Generator::List {
            values: vec!["1".into(), "a".into()],
            repeat,
        };
        check(list(true), 0, &[0.0; 4], &["1", "\"a\"", "1", "\"a\""]);
        check(list(false), 0, &[0.0; 4], &["1", "\"a\"", "\"a\"", "\"a\""]);
    }

    #[test]
    fn a_random_walk_stays_within_its_bounds() {
        let field = Field {
            name: "T".into(),
            generator: Generator::RandomWalk {
                start: 20.0,
                step: 3.0,
                min: 18.0,
                max: 22.0,
            },
            decimals: 3,
        };
        let (mut walk, mut random) = (0.0, Random::new(7));
        let mut last = 20.0_f64;
        let mut seen = Vec::new();
        for posts in 0..1_000 {
            let text = value(&field, &mut walk, posts, 0.0, &mut random);
            let number: f64 = text.parse().unwrap();
            assert!(
                (18.0..=22.0).contains(&number) && (number - last).abs() <= 3.001,
                "{text}"
            );
            last = number;
            seen.push(text);
        }
        assert_eq!(seen[0], "20.000");
        seen.sort();
        seen.dedup();
        assert!(seen.len() > 100);
    }

    #[test]
    fn impossible_generators_give_json_all_the_same() {
        let (nan, infinity) = (f64::NAN, f64::INFINITY);
        let sine = |min, max, period_ms| Generator::Sine {
            min,
            max,
            period_ms,
        };
        check(sine(5.0, 1.0, 0), 0, &[0.0], &["3"]);
        check(sine(nan, 1.0, 1), 0, &[0.0], &["null"]);
        check(sine(f64::MIN, f64::MAX, 1), 0, &[0.0], &["null"]);
        let walk = |start, step, min, max| Generator::RandomWalk {
            start,
            step,
            min,
            max,
        };
        check(walk(0.0, infinity, 5.0, 1.0), 0, &[0.0, 1.0], &["1", "1"]);
        let empty = Generator::List {
            values: Vec::new(),
            repeat: true,
        };
        check(empty, 0, &[0.0, 1.0], &["null", "null"]);
        assert_eq!(
            (number(-0.04, 1), number(-0.0, 0)),
            ("0.0".into(), "0".into())
        );
        assert_eq!(number(1.0, 255).len(), 17);
    }
}
