//! A session as text: one line for each event, the same for the page and for tests.
//!
//! A line stays a line and shows what is in it: values with spaces, controls or characters that
//! cannot be seen are quoted and escaped. Payloads are a count of bytes, the password is
//! `[redacted]`: an event never holds it.

use std::fmt::Write;

use crate::event::{Ack, Direction, Event, NotSent, Qos, TimedEvent, Violation, WaitedFor};
use crate::phase::Phase;

/// The line of an event with its time in whole ms, right-aligned.
pub fn line(timed: &TimedEvent) -> String {
    format!("{:>5.0} {}", timed.at_ms, text(&timed.event))
}

/// The line of an event without its time: `>` sent, `<` received, `!` told, `x` closed.
pub fn text(event: &Event) -> String {
    match event {
        Event::Phase(phase) => Line::new("! phase").field("to", phase.name()),
        Event::SocketOpening { url } => Line::new("! socket-opening").field("url", url),
        Event::SocketOpen { subprotocol } => {
            Line::new("! socket-open").field("subprotocol", subprotocol)
        }
        Event::ConnectSent {
            client_id,
            username,
            keep_alive_s,
            clean_session,
        } => Line::new("> CONNECT")
            .field("client_id", client_id)
            .field("username", username)
            .number("password", "[redacted]")
            .number("keep_alive_s", keep_alive_s)
            .flag("clean_session", *clean_session),
        Event::Connack {
            return_code,
            session_present,
        } => Line::new("< CONNACK")
            .number("return_code", return_code)
            .flag("session_present", *session_present),
        Event::SubscribeSent {
            packet_id,
            topic,
            qos,
        } => Line::new("> SUBSCRIBE")
            .number("packet_id", packet_id)
            .field("topic", topic)
            .number("qos", qos.digit()),
        Event::Suback {
            packet_id,
            topic,
            granted,
        } => Line::new("< SUBACK")
            .number("packet_id", packet_id)
            .field("topic", topic)
            .field("granted_qos", granted_name(*granted)),
        Event::UnsubscribeSent { packet_id, topic } => Line::new("> UNSUBSCRIBE")
            .number("packet_id", packet_id)
            .field("topic", topic),
        Event::Unsuback { packet_id, topic } => Line::new("< UNSUBACK")
            .number("packet_id", packet_id)
            .field("topic", topic),
        Event::PublishSent {
            packet_id,
            topic,
            qos,
            bytes,
        } => Line::new("> PUBLISH")
            .maybe("packet_id", *packet_id)
            .field("topic", topic)
            .number("qos", qos.digit())
            .number("bytes", bytes),
        Event::Acknowledged {
            ack,
            packet_id,
            direction,
        } => Line::new(match direction {
            Direction::Sent => "> ",
            Direction::Received => "< ",
        })
        .word(ack_name(*ack))
        .number("packet_id", packet_id),
        Event::Received(message) => Line::new("< PUBLISH")
            .field("topic", &message.topic)
            .number("qos", message.qos.digit())
            .flag("retain", message.retain)
            .flag("dup", message.dup)
            .number("bytes", message.payload.len()),
        Event::PingSent => Line::new("> PINGREQ"),
        Event::PingReceived => Line::new("< PINGRESP"),
        Event::DisconnectSent => Line::new("> DISCONNECT"),
        Event::NotSent(why) => Line::new("! not-sent").field("why", not_sent_name(*why)),
        Event::TimedOut(waited_for) => {
            Line::new("! timed-out").field("phase", phase_of(*waited_for).name())
        }
        Event::Violation(rule) => Line::new("! violation").field("rule", violation_name(*rule)),
        Event::SocketRefused => Line::new("! socket-refused"),
        Event::SocketClosed {
            code,
            reason,
            clean,
            was_open,
        } => Line::new("x close")
            .number("code", code)
            .field("reason", reason)
            .flag("clean", *clean)
            .flag("was_open", *was_open),
    }
    .0
}

struct Line(String);

impl Line {
    fn new(start: &str) -> Self {
        Self(start.to_owned())
    }

    fn word(mut self, word: &str) -> Self {
        self.0.push_str(word);
        self
    }

    /// A value that cannot need quotes.
    fn number(mut self, key: &str, value: impl std::fmt::Display) -> Self {
        // Writing into a String cannot fail.
        let _ = write!(self.0, " {key}={value}");
        self
    }

    fn maybe(self, key: &str, value: Option<u16>) -> Self {
        match value {
            Some(value) => self.number(key, value),
            None => self,
        }
    }

    fn flag(self, key: &str, value: bool) -> Self {
        self.number(key, u8::from(value))
    }

    fn field(mut self, key: &str, value: &str) -> Self {
        self.0.push(' ');
        self.0.push_str(key);
        self.0.push('=');
        push_value(&mut self.0, value);
        self
    }
}

/// Writes `value` bare if that is unmistakable, else quoted.
fn push_value(line: &mut String, value: &str) {
    let quoted = value.is_empty()
        || value
            .chars()
            .any(|c| c.is_whitespace() || c == '"' || shown(c).is_none());
    if !quoted {
        line.push_str(value);
        return;
    }
    line.push('"');
    for c in value.chars() {
        match shown(c) {
            Some('"') => line.push_str("\\\""),
            Some(c) => line.push(c),
            None => line.extend(c.escape_debug()),
        }
    }
    line.push('"');
}

/// The character itself, if it can be seen and is no escape.
fn shown(c: char) -> Option<char> {
    let as_it_is = c == '\'' || c == '"' || c.escape_debug().eq([c]);
    as_it_is.then_some(c)
}

fn granted_name(granted: Option<Qos>) -> &'static str {
    match granted {
        Some(Qos::AtMostOnce) => "0",
        Some(Qos::AtLeastOnce) => "1",
        Some(Qos::ExactlyOnce) => "2",
        None => "refused",
    }
}

fn ack_name(ack: Ack) -> &'static str {
    match ack {
        Ack::Puback => "PUBACK",
        Ack::Pubrec => "PUBREC",
        Ack::Pubrel => "PUBREL",
        Ack::Pubcomp => "PUBCOMP",
    }
}

fn phase_of(waited_for: WaitedFor) -> Phase {
    match waited_for {
        WaitedFor::SocketOpen => Phase::Connecting,
        WaitedFor::Connack => Phase::AwaitingConnack,
        WaitedFor::Pingresp => Phase::Online,
    }
}

fn not_sent_name(why: NotSent) -> &'static str {
    match why {
        NotSent::NotOnline => "not-online",
        NotSent::AlreadyConnected => "already-connected",
        NotSent::ClientIdEmpty => "client-id-empty",
        NotSent::ConnectHasNul => "connect-has-nul",
        NotSent::TopicEmpty => "topic-empty",
        NotSent::TopicTooLong => "topic-too-long",
        NotSent::TopicHasNul => "topic-has-nul",
        NotSent::TopicHasWildcard => "topic-has-wildcard",
        NotSent::FilterMalformed => "filter-malformed",
        NotSent::NoPacketIdFree => "no-packet-id-free",
        NotSent::TooLong => "too-long",
    }
}

fn violation_name(rule: Violation) -> &'static str {
    match rule {
        Violation::TextFrame => "text-frame",
        Violation::RemainingLength => "remaining-length",
        Violation::PacketTooLarge => "packet-too-large",
        Violation::ReservedFlags => "reserved-flags",
        Violation::PacketType => "packet-type",
        Violation::BeforeConnack => "before-connack",
        Violation::SecondConnack => "second-connack",
        Violation::MalformedConnack => "malformed-connack",
        Violation::MalformedPublish => "malformed-publish",
        Violation::PacketIdZero => "packet-id-zero",
        Violation::UnknownPacketId => "unknown-packet-id",
        Violation::MalformedPacket => "malformed-packet",
    }
}
