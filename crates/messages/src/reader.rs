//! Opens a transcript again, piece by piece.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use connack_protocol::{Direction, Qos, TimelineLine};
use thiserror::Error;

use crate::ring::Delivery;
use crate::time::parse_rfc3339;
use crate::transcript::{HEADER, VERSION};

/// Where and why a text is no transcript.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line} of the transcript {fault}")]
pub struct TranscriptError {
    /// The line, from 1.
    pub line: u64,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Fault {
    /// The first line is not the header.
    #[error("is no header, expected `# connack transcript 1 started=…`")]
    Header,
    /// A version that this build cannot read.
    #[error("has version `{0}`, expected `1`")]
    Version(String),
    /// The time in the header.
    #[error("has no time in `started`, expected one like `2026-11-23T14:00:00.000+08:00`")]
    Started,
    /// The bytes of the line.
    #[error("is not UTF-8")]
    NotUtf8,
    /// The line does not begin with a time.
    #[error("does not begin with a time, expected whole ms and a space")]
    Time,
    /// A field of a message is missing, or does not hold what it should.
    #[error("has no usable `{0}`")]
    Field(&'static str),
    /// The payload is not as long as the line says.
    #[error("has a payload of {found} bytes, expected {said} as the line says")]
    Length {
        /// What `bytes` says.
        said: usize,
        /// What the payload has.
        found: usize,
    },
    /// Text after the payload.
    #[error("goes on after its payload")]
    Trailing,
}

/// What the header says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Started {
    /// The zero of the times, ms since 1970.
    pub epoch_ms: f64,
    /// The time zone it was written in, minutes east of UTC.
    pub zone_minutes: i16,
}

/// A message out of a transcript.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenedMessage {
    /// When it came or went, ms since 1970.
    pub epoch_ms: f64,
    /// Whose it is.
    pub direction: Direction,
    /// The topic name.
    pub topic: String,
    /// The bytes, as they were.
    pub payload: Vec<u8>,
    /// Quality of service.
    pub qos: Qos,
    /// The retain flag.
    pub retain: bool,
    /// The duplicate flag.
    pub dup: bool,
}

impl OpenedMessage {
    /// The message as the store takes it.
    pub fn delivery(&self) -> Delivery<'_> {
        Delivery {
            epoch_ms: self.epoch_ms,
            direction: self.direction,
            topic: &self.topic,
            payload: &self.payload,
            qos: self.qos,
            retain: self.retain,
            dup: self.dup,
        }
    }
}

/// A line of a transcript.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A line of the timeline.
    Line(TimelineLine),
    /// A message.
    Message(OpenedMessage),
}

/// A transcript that was read whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// What the header says.
    pub started: Started,
    /// The timeline, in the file's order.
    pub lines: Vec<TimelineLine>,
    /// The messages, in the file's order.
    pub messages: Vec<OpenedMessage>,
}

/// Reads a transcript that is in memory.
///
/// # Errors
/// The first line that is not one of a transcript.
pub fn parse_transcript(bytes: &[u8]) -> Result<Opened, TranscriptError> {
    let mut reader = TranscriptReader::default();
    let mut items = reader.feed(bytes)?;
    let (started, last) = reader.finish()?;
    items.extend(last);
    let mut opened = Opened {
        started,
        lines: Vec::new(),
        messages: Vec::new(),
    };
    for item in items {
        match item {
            Item::Line(line) => opened.lines.push(line),
            Item::Message(message) => opened.messages.push(message),
        }
    }
    Ok(opened)
}

/// Reads a transcript in pieces that may end anywhere.
#[derive(Debug, Default)]
pub struct TranscriptReader {
    started: Option<Started>,
    /// The beginning of a line that is not there as a whole yet.
    rest: Vec<u8>,
    /// Lines read.
    lines: u64,
}

impl TranscriptReader {
    /// Reads the next piece; what it holds in lines and messages.
    ///
    /// # Errors
    /// The first line that is not one of a transcript. Nothing can be read after it.
    pub fn feed(&mut self, piece: &[u8]) -> Result<Vec<Item>, TranscriptError> {
        let mut items = Vec::new();
        let mut lines = piece.split(|byte| *byte == b'\n');
        let rest = lines.next_back().unwrap_or_default();
        for line in lines {
            let item = if self.rest.is_empty() {
                self.read(line)?
            } else {
                self.rest.extend_from_slice(line);
                let whole = std::mem::take(&mut self.rest);
                self.read(&whole)?
            };
            items.extend(item);
        }
        self.rest.extend_from_slice(rest);
        Ok(items)
    }

    /// The header, once it is read.
    pub fn started(&self) -> Option<Started> {
        self.started
    }

    /// Reads the last line, if the file does not end with a line break.
    ///
    /// # Errors
    /// That line is not one of a transcript, or there never was a header.
    pub fn finish(mut self) -> Result<(Started, Option<Item>), TranscriptError> {
        let rest = std::mem::take(&mut self.rest);
        let last = self.read(&rest)?;
        let started = self.started.ok_or(TranscriptError {
            line: 1,
            fault: Fault::Header,
        })?;
        Ok((started, last))
    }

    fn read(&mut self, line: &[u8]) -> Result<Option<Item>, TranscriptError> {
        self.lines += 1;
        self.read_line(line).map_err(|fault| TranscriptError {
            line: self.lines,
            fault,
        })
    }

    fn read_line(&mut self, line: &[u8]) -> Result<Option<Item>, Fault> {
        let line = std::str::from_utf8(line).map_err(|_| Fault::NotUtf8)?;
        // An editor may have put them in; the writer never leaves one bare.
        let line = line.strip_suffix('\r').unwrap_or(line);
        if line.trim().is_empty() {
            return Ok(None);
        }
        let Some(started) = self.started else {
            self.started = Some(header(line.strip_prefix('\u{feff}').unwrap_or(line))?);
            return Ok(None);
        };
        let (at_ms, text) = timed(line).ok_or(Fault::Time)?;
        if let Some(message) = message(started.epoch_ms + at_ms, text)? {
            return Ok(Some(Item::Message(message)));
        }
        Ok(Some(Item::Line(TimelineLine {
            at_ms,
            line: text.to_owned(),
        })))
    }
}

fn header(line: &str) -> Result<Started, Fault> {
    let mut words = line.strip_prefix(HEADER).ok_or(Fault::Header)?.split(' ');
    let version = words.next().unwrap_or_default();
    if version != VERSION {
        return Err(Fault::Version(version.to_owned()));
    }
    // A later build may say more.
    let started = words.find_map(|word| word.strip_prefix("started="));
    let (epoch_ms, zone_minutes) = started.and_then(parse_rfc3339).ok_or(Fault::Started)?;
    Ok(Started {
        epoch_ms,
        zone_minutes,
    })
}

fn timed(line: &str) -> Option<(f64, &str)> {
    let line = line.trim_start_matches(' ');
    let (time, text) = line.split_once(' ').unwrap_or((line, ""));
    let ms: i64 = time.parse().ok()?;
    Some((ms as f64, text))
}

/// The message of a line; `None` if it is one of the timeline, which has no payloads.
fn message(epoch_ms: f64, text: &str) -> Result<Option<OpenedMessage>, Fault> {
    let (direction, rest) = if let Some(rest) = text.strip_prefix("< PUBLISH") {
        (Direction::Received, rest)
    } else if let Some(rest) = text.strip_prefix("> PUBLISH") {
        (Direction::Sent, rest)
    } else {
        return Ok(None);
    };
    let mut fields = Fields { rest };
    let Some(topic) = fields.next("topic")? else {
        return Ok(None);
    };
    let Some(qos) = fields.next("qos")? else {
        return Ok(None);
    };
    let Some(retain) = fields.next("retain")? else {
        return Ok(None);
    };
    let dup = fields.next("dup")?.ok_or(Fault::Field("dup"))?;
    let bytes = fields.next("bytes")?.ok_or(Fault::Field("bytes"))?;
    let payload = match fields.next("text")? {
        Some(text) => text.into_bytes(),
        None => {
            // The session's own line of a received message ends here.
            let Some(base64) = fields.next("base64")? else {
                return Ok(None);
            };
            STANDARD
                .decode(base64)
                .map_err(|_| Fault::Field("base64"))?
        }
    };
    if !fields.rest.is_empty() {
        return Err(Fault::Trailing);
    }
    let said = bytes.parse().map_err(|_| Fault::Field("bytes"))?;
    if payload.len() != said {
        let found = payload.len();
        return Err(Fault::Length { said, found });
    }
    let qos = qos.parse().ok().and_then(Qos::from_digit);
    Ok(Some(OpenedMessage {
        epoch_ms,
        direction,
        topic,
        payload,
        qos: qos.ok_or(Fault::Field("qos"))?,
        retain: flag(&retain).ok_or(Fault::Field("retain"))?,
        dup: flag(&dup).ok_or(Fault::Field("dup"))?,
    }))
}

fn flag(text: &str) -> Option<bool> {
    match text {
        "0" => Some(false),
        "1" => Some(true),
        _ => None,
    }
}

/// The fields of a line that are not read yet, each with the space before it.
struct Fields<'a> {
    rest: &'a str,
}

impl Fields<'_> {
    /// The value of the next field if it is `key`.
    fn next(&mut self, key: &'static str) -> Result<Option<String>, Fault> {
        let field = self.rest.strip_prefix(' ');
        let value = field.and_then(|field| field.strip_prefix(key)?.strip_prefix('='));
        let Some(value) = value else {
            return Ok(None);
        };
        if let Some(quoted) = value.strip_prefix('"') {
            let (value, rest) = unquoted(quoted).ok_or(Fault::Field(key))?;
            self.rest = rest;
            return Ok(Some(value));
        }
        let end = value.find(' ').unwrap_or(value.len());
        let (value, rest) = value.split_at(end);
        self.rest = rest;
        Ok(Some(value.to_owned()))
    }
}

/// The value of what follows an opening quote, and what follows the closing one.
fn unquoted(mut text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    loop {
        let (plain, rest) = text.split_at(text.find(['"', '\\'])?);
        value.push_str(plain);
        if let Some(rest) = rest.strip_prefix('"') {
            return Some((value, rest));
        }
        let escape = rest.strip_prefix('\\')?;
        let kind = escape.chars().next()?;
        text = escape.get(kind.len_utf8()..)?;
        value.push(match kind {
            '0' => '\0',
            't' => '\t',
            'r' => '\r',
            'n' => '\n',
            '\\' | '\'' | '"' => kind,
            'u' => {
                let (digits, rest) = text.strip_prefix('{')?.split_once('}')?;
                text = rest;
                char::from_u32(u32::from_str_radix(digits, 16).ok()?)?
            }
            _ => return None,
        });
    }
}
