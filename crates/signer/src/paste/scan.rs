//! A text while it is read: what was found in it, and which bytes are understood.

use super::keys::{self, Key};
use super::literal::Decoded;
use super::{PastedText, devices};
use crate::{ClaimField, ClaimRequest, Secret, Transport};
use std::ops::Range;

/// A value as it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// Text. Any of it may be a secret.
    Text(Secret),
    Number(u32),
    Flag(bool),
    Transport(Transport),
    Request(ClaimRequest),
}

/// A field that was found.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) field: ClaimField,
    pub(super) value: Value,
    pub(super) span: Range<usize>,
}

/// What is known of a byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Taken {
    No,
    Understood,
    /// No other reader is to look at it, and it is not understood.
    Refused,
}

/// The text, and what the readers made of it so far.
pub(super) struct Scan<'a> {
    pub(super) text: &'a str,
    pub(super) found: Vec<Found>,
    /// Where one device certainly ends and another begins.
    pub(super) breaks: Vec<usize>,
    /// What is known of each byte.
    taken: Vec<Taken>,
}

impl<'a> Scan<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            found: Vec::new(),
            breaks: Vec::new(),
            taken: vec![Taken::No; text.len()],
        }
    }

    /// Marks bytes as understood.
    pub(super) fn take(&mut self, span: Range<usize>) {
        if let Some(bytes) = self.taken.get_mut(span) {
            bytes.fill(Taken::Understood);
        }
    }

    /// Keeps the other readers away from bytes that are not what they look like.
    pub(super) fn refuse(&mut self, span: Range<usize>) {
        if let Some(bytes) = self.taken.get_mut(span) {
            bytes.fill(Taken::Refused);
        }
    }

    /// Whether the byte is understood or refused already.
    pub(super) fn is_taken(&self, at: usize) -> bool {
        self.taken.get(at) != Some(&Taken::No)
    }

    /// Notes a value. `false` when the field cannot have it: then it is not understood.
    pub(super) fn put(&mut self, key: Key, value: String, span: Range<usize>) -> bool {
        let value = Secret::new(value);
        let text = value.expose();
        if text.is_empty() || is_placeholder(text) {
            return true;
        }
        let (field, value) = match key {
            Key::Server => return false,
            Key::ProductKeyOrSecret if text.chars().count() < 16 => {
                (ClaimField::ProductKey, Value::Text(value))
            }
            Key::ProductKeyOrSecret => (ClaimField::ProductSecret, Value::Text(value)),
            Key::WillTopic => (ClaimField::Will, Value::Flag(true)),
            Key::Tls => match flag(text) {
                Some(true) => (ClaimField::Transport, Value::Transport(Transport::Tls)),
                Some(false) => return true,
                None => return false,
            },
            Key::Field(field) => match field_value(field, &value) {
                Some(value) => (field, value),
                None => return false,
            },
        };
        self.found.push(Found { field, value, span });
        true
    }

    /// The same for a field, where the text around it leaves no doubt. The value is understood.
    pub(super) fn put_field(
        &mut self,
        field: ClaimField,
        value: impl Into<String>,
        span: Range<usize>,
    ) {
        if self.put(Key::Field(field), value.into(), span.clone()) {
            self.take(span);
        }
    }

    /// The same for a text that is certain byte for byte, whatever it looks like.
    pub(super) fn put_exact(&mut self, field: ClaimField, value: String, span: Range<usize>) {
        self.take(span.clone());
        self.found.push(Found {
            field,
            value: Value::Text(Secret::new(value)),
            span,
        });
    }

    /// A transport that the text says in its own way.
    pub(super) fn put_transport(&mut self, transport: Transport, span: Range<usize>) {
        self.take(span.clone());
        self.found.push(Found {
            field: ClaimField::Transport,
            value: Value::Transport(transport),
            span,
        });
    }

    /// A signed request; what it is made of is understood already.
    pub(super) fn put_request(&mut self, request: ClaimRequest, span: Range<usize>) {
        self.found.push(Found {
            field: ClaimField::Request,
            value: Value::Request(request),
            span,
        });
    }

    /// A flag that is set by being there.
    pub(super) fn put_flag(&mut self, field: ClaimField, span: Range<usize>) {
        self.take(span.clone());
        self.found.push(Found {
            field,
            value: Value::Flag(true),
            span,
        });
    }

    /// Adds what was found in a text that stands in a string of this one.
    pub(super) fn adopt(&mut self, inside: Scan<'_>, inner: &Decoded) {
        for mut found in inside.found {
            found.span = inner.source(&found.span);
            self.found.push(found);
        }
        let breaks = inside.breaks.iter();
        self.breaks
            .extend(breaks.map(|at| inner.source(&(*at..*at)).start));
    }

    /// The devices, and what is left over.
    pub(super) fn finish(mut self) -> PastedText {
        self.found.sort_by_key(|found| found.span.start);
        self.breaks.sort_unstable();
        self.drop_breaks_inside_values();
        PastedText {
            not_understood: self.left_over(),
            devices: devices::tell_apart(self.found, &self.breaks),
        }
    }

    /// A bracket in a value ends no device.
    fn drop_breaks_inside_values(&mut self) {
        let mut spans = self.found.iter().map(|found| &found.span).peekable();
        let mut end = 0;
        self.breaks.retain(|at| {
            while let Some(span) = spans.next_if(|span| span.start < *at) {
                end = end.max(span.end);
            }
            *at >= end
        });
    }

    /// What is not understood and says something; lines with only punctuation between are one.
    fn left_over(&self) -> Vec<Range<usize>> {
        let mut left: Vec<Range<usize>> = Vec::new();
        let mut open = false;
        for (at, found) in self.text.char_indices() {
            if self.taken.get(at) == Some(&Taken::Understood) {
                open = false;
            } else if found.is_alphanumeric() {
                let end = at + found.len_utf8();
                match left.last_mut() {
                    Some(last) if open => last.end = end,
                    _ => left.push(at..end),
                }
                open = true;
            }
        }
        left
    }
}

/// `<password>`, `<productKey>`: the name of a field in angle brackets, where its value is to be.
fn is_placeholder(text: &str) -> bool {
    let name = text
        .strip_prefix('<')
        .and_then(|text| text.strip_suffix('>'));
    name.is_some_and(|name| keys::meaning(name).is_some())
}

/// The value of a field, if the field can have it.
fn field_value(field: ClaimField, value: &Secret) -> Option<Value> {
    let text = value.expose();
    match field {
        ClaimField::Host
        | ClaimField::MqttClientId
        | ClaimField::Username
        | ClaimField::Password
        | ClaimField::ProductKey
        | ClaimField::DeviceName
        | ClaimField::DeviceSecret
        | ClaimField::ProductSecret => {
            let is_mask = text.chars().all(|c| matches!(c, '*' | '•' | '●'));
            (!is_format(text) && !is_mask).then(|| Value::Text(value.clone()))
        }
        ClaimField::Port => {
            number(text, u32::from(u16::MAX)).filter(|port| *port != Value::Number(0))
        }
        ClaimField::KeepAlive => {
            let end = text
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(text.len());
            let unit = text[end..].trim();
            let seconds = ["", "s", "sec", "seconds", "秒"].contains(&unit);
            seconds.then(|| number(&text[..end], u32::MAX)).flatten()
        }
        ClaimField::ProtocolLevel => protocol_level(text).map(Value::Number),
        ClaimField::Qos => number(text, 2),
        ClaimField::Observation => number(text, 255),
        ClaimField::Will | ClaimField::Retain => flag(text).map(Value::Flag),
        ClaimField::Transport => transport(text).map(Value::Transport),
        // Never one value.
        ClaimField::Request => None,
    }
}

/// Whether a text is the format of a value: `%s&%s`, `%s|securemode=3,timestamp=%d|`. A part of
/// such a one is nothing but formats; in `50%done|securemode=3|` no part is.
fn is_format(text: &str) -> bool {
    const FORMATS: [&str; 4] = ["%.*s", "%s", "%d", "{}"];
    if !FORMATS.iter().any(|format| text.contains(format)) {
        return false;
    }
    // Commas and the like separate parameters, and may stand in a client id.
    let (own, params) = text.split_once('|').unwrap_or((text, ""));
    let mut parts = own.split('&').chain(params.split([',', '=', '|']));
    parts.any(|part| {
        let rest = FORMATS
            .iter()
            .fold(part.to_owned(), |part, format| part.replace(format, ""));
        rest.len() < part.len() && !rest.contains(char::is_alphanumeric)
    })
}

fn number(text: &str, max: u32) -> Option<Value> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = digits.then(|| text.parse().ok()).flatten();
    number.filter(|number| *number <= max).map(Value::Number)
}

fn flag(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" | "on" | "y" => Some(true),
        "false" | "0" | "no" | "off" | "n" | "null" | "none" => Some(false),
        _ => None,
    }
}

/// A level, or a version of MQTT in one of its spellings.
pub(super) fn protocol_level(text: &str) -> Option<u32> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    match digits.as_str() {
        "3" | "31" => Some(3),
        // Wireshark: `MQTT v3.1.1 (4)`.
        "4" | "311" | "3114" => Some(4),
        "5" | "50" | "505" => Some(5),
        _ => None,
    }
}

/// The transport that a scheme names.
pub(super) fn transport(scheme: &str) -> Option<Transport> {
    let scheme = scheme.trim_end_matches("://");
    match scheme.to_ascii_lowercase().as_str() {
        "mqtt" | "tcp" => Some(Transport::Tcp),
        "mqtts" | "ssl" | "tls" | "mqtt+ssl" => Some(Transport::Tls),
        "ws" | "websocket" | "websockets" => Some(Transport::Ws),
        "wss" => Some(Transport::Wss),
        _ => None,
    }
}
