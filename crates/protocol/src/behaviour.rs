//! What a device does by itself, as plain data: rules, a simulated thing, repeated sending. They go to the session worker in bytes and into files as JSON, so no
//! type here needs a format that describes itself; what they do is the behaviour crate's.

use crate::event::Qos;
use serde::{Deserialize, Serialize};

/// Whose behaviour it is. Both empty: a broker that knows no such names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// The product key.
    pub product_key: String,
    /// The device name.
    pub device_name: String,
}

/// What to do when a message comes. Data only; nothing of it is ever evaluated as code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// For people.
    pub name: String,
    /// Whether it is followed.
    #[serde(default = "yes")]
    pub enabled: bool,
    /// An MQTT topic filter; `{productKey}` and `{deviceName}` stand for the device's own.
    pub filter: String,
    /// What else must be true of the message.
    #[serde(default)]
    pub condition: Condition,
    /// Whether messages count that the broker had kept.
    #[serde(default)]
    pub retained: bool,
    /// What to do, one after the other.
    pub acts: Vec<RuleAct>,
}

fn yes() -> bool {
    true
}

/// What must be true of a message besides its topic.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// Nothing.
    #[default]
    None,
    /// The payload contains this text.
    Contains(String),
    /// The payload is JSON, and a field of it has a value.
    Field {
        /// JSON pointer (RFC 6901) to the field.
        pointer: String,
        /// The value as JSON, or a text without its quotes.
        equals: String,
    },
}

/// One thing to do. Topics, payloads and texts are templates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RuleAct {
    /// Tell a text.
    Log {
        /// The text.
        text: String,
    },
    /// Answer with the quality of service of the request, at most 1.
    Reply {
        /// Where; empty: where the request's answer belongs.
        #[serde(default)]
        topic: String,
        /// The payload.
        payload: String,
        /// How long after the act before, or after the message, in ms.
        #[serde(default)]
        after_ms: u32,
    },
    /// Publish, once or several times.
    Publish {
        /// Where.
        topic: String,
        /// The payload.
        payload: String,
        /// Quality of service.
        #[serde(default = "at_most_once", with = "qos_digit")]
        qos: Qos,
        /// How long after the act before, or after the message, in ms.
        #[serde(default)]
        after_ms: u32,
        /// How many times.
        #[serde(default = "once")]
        times: u32,
        /// The time between two of them, in ms.
        #[serde(default)]
        every_ms: u32,
    },
}

fn at_most_once() -> Qos {
    Qos::AtMostOnce
}

fn once() -> u32 {
    1
}

/// The quality of service as its digit, which people write.
mod qos_digit {
    use crate::event::Qos;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(qos: &Qos, to: S) -> Result<S::Ok, S::Error> {
        qos.digit().serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Qos, D::Error> {
        let digit = u8::deserialize(from)?;
        Qos::from_digit(digit)
            .ok_or_else(|| D::Error::custom(format!("qos is {digit}, expected 0, 1 or 2")))
    }
}

/// A device that posts by itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thing {
    /// The time between two posts, in ms.
    pub every_ms: u32,
    /// Where; empty: the device's property post. A template.
    #[serde(default)]
    pub topic: String,
    /// `method` of the envelope; empty: `thing.event.property.post`.
    #[serde(default)]
    pub method: String,
    /// Quality of service.
    #[serde(default = "at_most_once", with = "qos_digit")]
    pub qos: Qos,
    /// What is posted, in this order.
    pub fields: Vec<Field>,
}

/// One property of a simulated thing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its identifier.
    pub name: String,
    /// Where its values come from.
    pub generator: Generator,
    /// Digits after the point of a generated number; 0: whole numbers.
    #[serde(default)]
    pub decimals: u8,
}

/// Where values come from. Values are JSON; what is not JSON is taken as a text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Generator {
    /// Always the same.
    Constant(String),
    /// Up and down between two numbers; begins in the middle, upwards.
    Sine {
        /// The least.
        min: f64,
        /// The greatest.
        max: f64,
        /// From one middle upwards to the next, in ms.
        period_ms: u32,
    },
    /// A number that changes by at most a step each time, within bounds.
    RandomWalk {
        /// The first value.
        start: f64,
        /// The most that it changes.
        step: f64,
        /// The least.
        min: f64,
        /// The greatest.
        max: f64,
    },
    /// One after the other.
    List {
        /// The values.
        values: Vec<String>,
        /// Whether the first follows the last; else the last stays.
        repeat: bool,
    },
}

/// A message to be published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publishing {
    /// Where. A template.
    pub topic: String,
    /// The payload, as it was written. A template.
    pub payload: String,
    /// How the payload is written.
    #[serde(default)]
    pub form: PayloadForm,
    /// Quality of service.
    #[serde(default = "at_most_once", with = "qos_digit")]
    pub qos: Qos,
    /// The retain flag.
    #[serde(default)]
    pub retain: bool,
}

/// How a payload is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PayloadForm {
    /// Text, sent as UTF-8.
    #[default]
    Text,
    /// Text that must be JSON.
    Json,
    /// Hex digits.
    Hex,
    /// Base64.
    Base64,
}

/// A message that is sent again and again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repeat {
    /// What.
    pub publish: Publishing,
    /// How many times; `None`: until it is stopped.
    #[serde(default)]
    pub count: Option<u32>,
    /// The time between two of them, in ms.
    pub interval_ms: u32,
    /// How the interval changes.
    #[serde(default)]
    pub ramp: Option<Ramp>,
}

/// An interval that changes evenly, then stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ramp {
    /// The interval at the end, in ms.
    pub to_interval_ms: u32,
    /// How long the change takes, in ms.
    pub over_ms: u32,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{decode, encode};

    #[test]
    fn behaviour_survives_the_way_to_the_worker() {
        let rule = Rule {
            name: "n".into(),
            enabled: true,
            filter: "/a/+".into(),
            condition: Condition::Field {
                pointer: "/params/温".into(),
                equals: "1".into(),
            },
            retained: true,
            acts: vec![
                RuleAct::Log { text: "t".into() },
                RuleAct::Reply {
                    topic: String::new(),
                    payload: "{id}".into(),
                    after_ms: 7,
                },
                RuleAct::Publish {
                    topic: "t".into(),
                    payload: "p".into(),
                    qos: Qos::AtLeastOnce,
                    after_ms: 1,
                    times: 3,
                    every_ms: 2,
                },
            ],
        };
        assert_eq!(decode::<Rule>(&encode(&rule)), Ok(rule));
        let thing = Thing {
            every_ms: 1000,
            topic: String::new(),
            method: String::new(),
            qos: Qos::AtMostOnce,
            fields: vec![Field {
                name: "T".into(),
                generator: Generator::Sine {
                    min: -1.5,
                    max: 2.5,
                    period_ms: 60_000,
                },
                decimals: 1,
            }],
        };
        assert_eq!(decode::<Thing>(&encode(&thing)), Ok(thing));
        let repeat = Repeat {
            publish: Publishing {
                topic: "t".into(),
                payload: "00 ff".into(),
                form: PayloadForm::Hex,
                qos: Qos::ExactlyOnce,
                retain: true,
            },
            count: None,
            interval_ms: 10,
            ramp: Some(Ramp {
                to_interval_ms: 1,
                over_ms: 100,
            }),
        };
        assert_eq!(decode::<Repeat>(&encode(&repeat)), Ok(repeat));
    }
}
