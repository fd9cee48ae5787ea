//! Templates with values in them. See `template` for what is written how.

use std::borrow::Cow;

use connack_protocol::Device;

use crate::json;
use crate::placeholder::Placeholder;
use crate::random::{Ids, Random};
use crate::template::{Hole, Part, Template};
use crate::topic;
use crate::trigger::Trigger;

/// The longest message that is made here, in bytes: a template can name a long payload many times.
pub(crate) const MAX_BYTES: usize = 8 << 20;

/// More than [`MAX_BYTES`] came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooLong;

/// What the placeholders of one message stand for.
pub(crate) struct Values<'a> {
    pub(crate) device: &'a Device,
    /// `None`: nothing came, the device speaks by itself.
    pub(crate) trigger: Option<&'a Trigger>,
    pub(crate) epoch_ms: f64,
    pub(crate) ids: &'a mut Ids,
    pub(crate) random: &'a mut Random,
    /// Which of several, from 1.
    pub(crate) step: u32,
    /// How many there will be.
    pub(crate) times: u32,
    /// Drawn when it is first asked for.
    pub(crate) counter: Option<u32>,
}

/// A value, by how it is written.
enum Found<'a> {
    Text(Cow<'a, str>),
    /// A piece of JSON.
    Json(&'a str),
    /// Digits, which are JSON and text alike.
    Number(String),
    /// A whole payload.
    Payload(&'a Trigger),
    Missing,
}

impl Template {
    /// The bytes with these values.
    pub(crate) fn bytes(&self, values: &mut Values) -> Result<Vec<u8>, TooLong> {
        let mut out = Vec::new();
        for part in &self.parts {
            match part {
                Part::Text(text) => out.extend_from_slice(text.as_bytes()),
                Part::Hole(hole) => write(&mut out, hole, values.find(hole), self.json),
            }
            if out.len() > MAX_BYTES {
                return Err(TooLong);
            }
        }
        Ok(out)
    }

    /// The text with these values; bytes that are no text become U+FFFD.
    pub(crate) fn text(&self, values: &mut Values) -> Result<String, TooLong> {
        let bytes = self.bytes(values)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

fn write(out: &mut Vec<u8>, hole: &Hole, found: Found, is_json: bool) {
    let fallback = hole.fallback.as_deref();
    let text: Cow<str> = match (is_json && !hole.quoted, found) {
        (_, Found::Number(digits)) => digits.into(),
        (true, Found::Text(text)) => json::quoted(&text).into(),
        (true, Found::Json(piece)) => piece.into(),
        (true, Found::Payload(trigger)) => match trigger.json() {
            Some(text) => text.into(),
            None => json::quoted(&String::from_utf8_lossy(&trigger.payload)).into(),
        },
        (true, Found::Missing) => fallback.map_or("null".into(), json::value).into(),
        (false, Found::Text(text)) => text,
        (false, Found::Json(piece)) => json::string(piece).map_or(piece.into(), Cow::from),
        (false, Found::Payload(trigger)) if !is_json => {
            return out.extend_from_slice(&trigger.payload);
        }
        (false, Found::Payload(trigger)) => String::from_utf8_lossy(&trigger.payload),
        (false, Found::Missing) => fallback.unwrap_or_default().into(),
    };
    if hole.quoted {
        out.extend_from_slice(json::content(&text).as_bytes());
    } else {
        out.extend_from_slice(text.as_bytes());
    }
}

impl<'a> Values<'a> {
    fn find(&mut self, hole: &Hole) -> Found<'a> {
        match &hole.name {
            Placeholder::Id => self.id(),
            Placeholder::Piece(path) => self.piece(path),
            Placeholder::Payload => self.trigger.map_or(Found::Missing, Found::Payload),
            Placeholder::Topic => self.trigger.map_or(Found::Missing, |trigger| {
                Found::Text(trigger.topic.as_str().into())
            }),
            Placeholder::Level(level) => self.level(*level),
            Placeholder::ProductKey => Found::Text(self.names().0.into()),
            Placeholder::DeviceName => Found::Text(self.names().1.into()),
            Placeholder::Time => Found::Number(whole(self.epoch_ms)),
            Placeholder::Counter => {
                let ids = &mut *self.ids;
                let counter = *self.counter.get_or_insert_with(|| ids.fresh());
                Found::Number(counter.to_string())
            }
            Placeholder::Random { from, to, decimals } => {
                Found::Number(decimal(self.random.between(*from, *to), *decimals))
            }
            Placeholder::Step => Found::Number(self.step.to_string()),
            Placeholder::Progress => Found::Number(progress(self.step, self.times).to_string()),
            Placeholder::NtpOffset => self.ntp_offset(),
            Placeholder::Unknown => Found::Text(format!("{{{}}}", hole.written).into()),
        }
    }

    /// The device's names; of a device without, those of the topic.
    fn names(&self) -> (&'a str, &'a str) {
        let own = (
            self.device.product_key.as_str(),
            self.device.device_name.as_str(),
        );
        let in_topic = || {
            self.trigger
                .and_then(|trigger| topic::owner(&trigger.topic))
        };
        match own {
            ("", "") => in_topic().unwrap_or(own),
            _ => own,
        }
    }

    fn id(&self) -> Found<'a> {
        let Some(trigger) = self.trigger else {
            return Found::Missing;
        };
        let path = ["id".to_owned()];
        let own = trigger.json().and_then(|text| json::piece(text, &path));
        let in_topic = || topic::rrpc_id(&trigger.topic).map(|id| Found::Text(id.into()));
        own.map(Found::Json)
            .or_else(in_topic)
            .unwrap_or(Found::Missing)
    }

    fn piece(&self, path: &[String]) -> Found<'a> {
        let text = self.trigger.and_then(Trigger::json);
        text.and_then(|text| json::piece(text, path))
            .map_or(Found::Missing, Found::Json)
    }

    fn level(&self, level: usize) -> Found<'a> {
        let topic = self.trigger.map(|trigger| topic::levels(&trigger.topic));
        topic
            .and_then(|levels| levels.get(level - 1).copied())
            .map_or(Found::Missing, |text| Found::Text(text.into()))
    }

    /// The server's time less this one's, by the vendor's formula (help topic 102509, NTP service):
    /// the server's time is (serverRecvTime + serverSendTime + deviceRecvTime − deviceSendTime) / 2.
    fn ntp_offset(&self) -> Found<'a> {
        let Some(trigger) = self.trigger else {
            return Found::Missing;
        };
        let time = |name: &str| {
            let path = [name.to_owned()];
            let piece = json::piece(trigger.json()?, &path)?;
            let text = json::string(piece).map_or(Cow::from(piece), Cow::from);
            text.trim()
                .parse::<f64>()
                .ok()
                .filter(|time| time.is_finite())
        };
        let times = (
            time("serverRecvTime"),
            time("serverSendTime"),
            time("deviceSendTime"),
        );
        match times {
            (Some(received), Some(sent), Some(asked)) => {
                Found::Number(whole((received + sent - asked - trigger.epoch_ms) / 2.0))
            }
            _ => Found::Missing,
        }
    }
}

/// 0 with the first of several, 100 with the last.
fn progress(step: u32, times: u32) -> u64 {
    let last = u64::from(times.saturating_sub(1));
    let done = u64::from(step.saturating_sub(1)).min(last);
    (done * 100).checked_div(last).unwrap_or(100)
}

/// Without a fraction; what is no number becomes 0.
fn whole(number: f64) -> String {
    (number.round() as i64).to_string()
}

/// A number of so many digits after the point, given in units of the last.
fn decimal(units: i64, decimals: u32) -> String {
    let power = 10_u64.pow(decimals.min(18));
    let (sign, size) = (if units < 0 { "-" } else { "" }, units.unsigned_abs());
    if decimals == 0 {
        return format!("{sign}{size}");
    }
    let width = decimals as usize;
    format!("{sign}{}.{:0width$}", size / power, size % power)
}

#[cfg(test)]
mod tests {
    use super::*;
    use connack_protocol::Qos;

    const REQUEST: &str =
        r#"{"id":"7","version":"1.0","params":{"T":1.10,"s":"a\"b\n温","o":{"x":[1,2]}}}"#;

    fn expanded(template: &str, topic: &str, payload: &[u8]) -> String {
        let device = Device {
            product_key: "pk".into(),
            device_name: "d\"n".into(),
        };
        let trigger = Trigger::new(topic, payload, Qos::AtMostOnce, 1_000.0);
        let mut values = Values {
            device: &device,
            trigger: Some(&trigger),
            epoch_ms: 1_700_000_000_123.4,
            ids: &mut Ids::after(41),
            random: &mut Random::new(1),
            step: 2,
            times: 3,
            counter: None,
        };
        Template::payload(template).text(&mut values).unwrap()
    }

    #[test]
    fn values_are_written_where_they_stand() {
        for (template, expected) in [
            ("{\"id\":\"{id}\",\"raw\":{id}}", r#"{"id":"7","raw":"7"}"#),
            (
                "{\"params\":{params},\"t\":{params.T}}",
                r#"{"params":{"T":1.10,"s":"a\"b\n温","o":{"x":[1,2]}},"t":1.10}"#,
            ),
            ("{\"s\":\"<{params.s}>\"}", r#"{"s":"<a\"b\n温>"}"#),
            ("{\"s\":{params.s}}", r#"{"s":"a\"b\n温"}"#),
            ("s: {params.s}", "s: a\"b\n温"),
            ("{\"o\":\"{params.o}\"}", r#"{"o":"{\"x\":[1,2]}"}"#),
            ("{\"x\":{params.o.x.1}}", r#"{"x":2}"#),
            (
                "{\"n\":{params.none},\"q\":\"{params.none}\"}",
                r#"{"n":null,"q":""}"#,
            ),
            (
                "[{params.n|5},{params.n|a b},\"{params.n|c}\"]",
                r#"[5,"a b","c"]"#,
            ),
            ("{params.n|none}", "none"),
            (
                "[{topic},{topic.1},\"{topic.3}\",{topic.9}]",
                r#"["/a/b/c","a","c",null]"#,
            ),
            ("[{productKey},\"{deviceName}\"]", r#"["pk","d\"n"]"#),
            (
                "[{time},{step},{progress},\"{progress}\"]",
                "[1700000000123,2,50,\"50\"]",
            ),
            ("{counter} {counter}", "42 42"),
            (
                "{\"u\":{unknown},\"v\":\"{unknown}\"}",
                r#"{"u":"{unknown}","v":"{unknown}"}"#,
            ),
            ("{{id}}", "{id}"),
        ] {
            assert_eq!(
                expanded(template, "/a/b/c", REQUEST.as_bytes()),
                expected,
                "{template}"
            );
        }
    }

    #[test]
    fn a_payload_goes_back_byte_for_byte() {
        let device = Device::default();
        let payload: Vec<u8> = (0..=255).collect();
        let trigger = Trigger::new("t", &payload, Qos::AtMostOnce, 0.0);
        let mut values = Values {
            device: &device,
            trigger: Some(&trigger),
            epoch_ms: 0.0,
            ids: &mut Ids::default(),
            random: &mut Random::new(1),
            step: 1,
            times: 1,
            counter: None,
        };
        let bytes = Template::payload("<{payload}>").bytes(&mut values).unwrap();
        assert_eq!(bytes[1..257], payload);
        assert_eq!(
            expanded("[{payload},\"{payload}\"]", "t", b"a\"\xff"),
            "[\"a\\\"\u{fffd}\",\"a\\\"\u{fffd}\"]"
        );
        assert_eq!(
            expanded("[{payload}]", "t", b" {\"a\": 1.0} "),
            "[ {\"a\": 1.0} ]"
        );
        assert_eq!(expanded("{payload}", "t", b"\"a\""), "\"a\"");
    }

    #[test]
    fn an_rrpc_lends_the_id_of_its_topic() {
        assert_eq!(expanded("{id}", "/sys/p/d/rrpc/request/99", b"on"), "99");
        assert_eq!(
            expanded("{id}", "/sys/p/d/rrpc/request/99", REQUEST.as_bytes()),
            "7"
        );
        assert_eq!(expanded("{id|none}", "/a", b"on"), "none");
    }

    #[test]
    fn the_clock_is_compared_by_the_vendors_formula() {
        // Sent at 900 and back at 1000; the server saw it at 5040 and answered at 5060.
        let response = br#"{"deviceSendTime":"900","serverRecvTime":5040,"serverSendTime":"5060"}"#;
        assert_eq!(expanded("{ntpOffset}", "t", response), "4100");
        assert_eq!(expanded("[{ntpOffset}]", "t", b"{}"), "[null]");
    }

    #[test]
    fn random_numbers_have_the_digits_of_their_range() {
        for (units, decimals, expected) in [
            (5, 0, "5"),
            (-5, 1, "-0.5"),
            (1205, 2, "12.05"),
            (0, 1, "0.0"),
        ] {
            assert_eq!(decimal(units, decimals), expected);
        }
        for _ in 0..50 {
            let value: i64 = expanded("{random:3..3}", "t", b"").parse().unwrap();
            assert_eq!(value, 3);
        }
    }

    #[test]
    fn progress_runs_from_0_to_100() {
        let all: Vec<u64> = (1..=11).map(|step| progress(step, 11)).collect();
        assert_eq!(all, [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
        assert_eq!(
            (progress(1, 1), progress(1, 0), progress(u32::MAX, u32::MAX)),
            (100, 100, 100)
        );
    }

    #[test]
    fn a_message_does_not_grow_without_end() {
        let device = Device::default();
        let trigger = Trigger::new("t", &vec![b'a'; MAX_BYTES / 2], Qos::AtMostOnce, 0.0);
        let mut values = Values {
            device: &device,
            trigger: Some(&trigger),
            epoch_ms: 0.0,
            ids: &mut Ids::default(),
            random: &mut Random::new(1),
            step: 1,
            times: 1,
            counter: None,
        };
        let template = Template::payload("{payload}{payload}{payload}");
        assert_eq!(template.bytes(&mut values), Err(TooLong));
    }
}
