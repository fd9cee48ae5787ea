//! The list as a file, in pieces: JSON lines, CSV, text for reading, transcript.

use std::collections::VecDeque;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use connack_protocol::{Direction, ExportAsk, ExportFormat, TimelineLine};
use serde::Serialize;

use crate::ring::Delivery;
use crate::store::Store;
use crate::time::push_rfc3339;
use crate::transcript;

/// A piece ends after the message that takes it over this size.
const CHUNK: usize = 256 << 10;

/// What stands in a file for a payload that is a secret.
const REDACTED: &[u8] = b"[redacted]";

/// A file that is being written. Its messages are those that passed the filter when it began.
#[derive(Debug)]
pub struct Export {
    format: ExportFormat,
    zone_minutes: i16,
    started_epoch_ms: f64,
    numbers: VecDeque<u64>,
    lines: VecDeque<TimelineLine>,
    redacted: Vec<String>,
    has_head: bool,
    missed: u64,
}

impl Export {
    pub(crate) fn new(ask: ExportAsk, numbers: VecDeque<u64>) -> Self {
        Self {
            format: ask.format,
            zone_minutes: ask.zone_minutes,
            // The file says it in whole ms, and its times must count from what it says.
            started_epoch_ms: ask.started_epoch_ms.round(),
            numbers,
            lines: ask.lines.into(),
            redacted: ask.redacted,
            has_head: false,
            missed: 0,
        }
    }

    /// The next piece of the file, UTF-8, about 256 KiB; `None` after the last. The store must be
    /// the one that began it.
    pub fn next_chunk(&mut self, store: &Store) -> Option<Vec<u8>> {
        let mut out = String::new();
        if !self.has_head {
            self.has_head = true;
            self.push_head(&mut out);
        }
        while out.len() < CHUNK {
            let Some(number) = self.numbers.pop_front() else {
                self.push_lines_until(&mut out, f64::INFINITY);
                break;
            };
            match store.get(number) {
                Some(kept) => self.push_message(&mut out, &kept.delivery),
                None => self.missed += 1,
            }
        }
        (!out.is_empty()).then(|| out.into_bytes())
    }

    /// Messages that were dropped while the file was being written, before their turn came.
    pub fn missed(&self) -> u64 {
        self.missed
    }

    fn push_head(&self, out: &mut String) {
        match self.format {
            ExportFormat::Jsonl | ExportFormat::Text => {}
            ExportFormat::Csv => {
                out.push_str(
                    "time,direction,topic,qos,retain,dup,bytes,payload,payload_base64\r\n",
                );
            }
            ExportFormat::Transcript => {
                transcript::push_header(out, self.started_epoch_ms, self.zone_minutes);
            }
        }
    }

    fn push_message(&mut self, out: &mut String, delivery: &Delivery<'_>) {
        let delivery = &self.redact(delivery);
        match self.format {
            ExportFormat::Jsonl => push_json(out, self.zone_minutes, delivery),
            ExportFormat::Csv => push_csv(out, self.zone_minutes, delivery),
            ExportFormat::Text => transcript::push_for_reading(out, self.zone_minutes, delivery),
            ExportFormat::Transcript => {
                let at_ms = delivery.epoch_ms - self.started_epoch_ms;
                self.push_lines_until(out, at_ms);
                transcript::push_message(out, at_ms, delivery);
            }
        }
    }

    fn redact<'a>(&self, delivery: &Delivery<'a>) -> Delivery<'a> {
        let secret = delivery.direction == Direction::Received
            && self.redacted.iter().any(|topic| topic == delivery.topic);
        Delivery {
            payload: if secret { REDACTED } else { delivery.payload },
            ..*delivery
        }
    }

    fn push_lines_until(&mut self, out: &mut String, at_ms: f64) {
        if self.format != ExportFormat::Transcript {
            return;
        }
        while let Some(line) = self.lines.pop_front_if(|line| line.at_ms <= at_ms) {
            transcript::push_timeline_line(out, &line);
        }
    }
}

/// A message as a line of JSON.
#[derive(Serialize)]
struct Json<'a> {
    time: &'a str,
    direction: &'a str,
    topic: &'a str,
    qos: u8,
    retain: bool,
    dup: bool,
    bytes: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    payload: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    payload_base64: Option<String>,
}

fn push_json(out: &mut String, zone_minutes: i16, delivery: &Delivery<'_>) {
    let mut time = String::new();
    push_rfc3339(&mut time, delivery.epoch_ms, zone_minutes);
    let payload = std::str::from_utf8(delivery.payload).ok();
    let line = serde_json::to_string(&Json {
        time: &time,
        direction: direction_name(delivery.direction),
        topic: delivery.topic,
        qos: delivery.qos.digit(),
        retain: delivery.retain,
        dup: delivery.dup,
        bytes: delivery.payload.len(),
        payload,
        payload_base64: match payload {
            Some(_) => None,
            None => Some(STANDARD.encode(delivery.payload)),
        },
    });
    // Texts and numbers have no way to fail.
    out.push_str(&line.unwrap_or_default());
    out.push('\n');
}

fn push_csv(out: &mut String, zone_minutes: i16, delivery: &Delivery<'_>) {
    push_rfc3339(out, delivery.epoch_ms, zone_minutes);
    out.push(',');
    out.push_str(direction_name(delivery.direction));
    out.push(',');
    push_cell(out, delivery.topic);
    let numbers = [
        u64::from(delivery.qos.digit()),
        u64::from(delivery.retain),
        u64::from(delivery.dup),
        delivery.payload.len() as u64,
    ];
    for number in numbers {
        out.push(',');
        out.push_str(&number.to_string());
    }
    out.push(',');
    let as_text = std::str::from_utf8(delivery.payload);
    if let Ok(text) = as_text {
        push_cell(out, text);
    }
    out.push(',');
    if as_text.is_ok_and(is_formula) || as_text.is_err() {
        STANDARD.encode_string(delivery.payload, out);
    }
    out.push_str("\r\n");
}

/// A cell, quoted if it must be, and never one that a spreadsheet would carry out.
fn push_cell(out: &mut String, text: &str) {
    if is_formula(text) {
        push_quoted(out, &format!("'{text}"));
    } else {
        push_quoted(out, text);
    }
}

/// Whether a spreadsheet would take it for a formula (OWASP, "CSV Injection"). Numbers are none.
fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && text.parse::<f64>().is_err()
}

fn push_quoted(out: &mut String, text: &str) {
    let plain = !text.contains([',', '"', '\r', '\n']) && text.trim() == text;
    if plain {
        out.push_str(text);
        return;
    }
    out.push('"');
    out.push_str(&text.replace('"', "\"\""));
    out.push('"');
}

fn direction_name(direction: Direction) -> &'static str {
    match direction {
        Direction::Sent => "sent",
        Direction::Received => "received",
    }
}
