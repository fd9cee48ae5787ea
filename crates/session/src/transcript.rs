//! A session as text: one line for each event, the same for the page and for tests.
//!
//! A line stays a line and shows what is in it: values with spaces, controls or characters that
//! cannot be seen are quoted and escaped. Payloads are a count of bytes, the password is
//! `[redacted]`: an event never holds it.

use std::fmt::Write;

mod names;

use crate::event::{Direction, Event, TimedEvent, WillSent};
use crate::request::Version;
use crate::version5::{Properties, Reason, Server, UserProperties};
use names::{ack_name, granted_name, not_sent_name, phase_of, stopped_name, violation_name};

/// The line of an event with its time in whole ms, right-aligned.
pub fn line(timed: &TimedEvent) -> String {
    format!("{:>5.0} {}", timed.at_ms, text(&timed.event))
}

/// What a PUBLISH holds beside topic and payload, as its line spells it.
pub fn properties(of: &Properties) -> String {
    let line = Line::new("").properties(Some(of)).0;
    line.trim_start().to_owned()
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
            version,
            client_id,
            username,
            keep_alive_s,
            clean_session,
            will,
        } => Line::new("> CONNECT")
            .field("client_id", client_id)
            .field("username", username)
            .number("password", "[redacted]")
            .number("keep_alive_s", keep_alive_s)
            .flag("clean_session", *clean_session)
            .version(*version)
            .will(will.as_ref()),
        Event::Connack {
            return_code,
            session_present,
            server,
        } => Line::new("< CONNACK")
            .number("return_code", return_code)
            .flag("session_present", *session_present)
            .server(server.as_deref()),
        Event::Restored {
            again,
            anew,
            subscriptions,
        } => Line::new("! restored")
            .number("again", again)
            .number("anew", anew)
            .number("subscriptions", subscriptions),
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
            reason,
        } => Line::new("< SUBACK")
            .number("packet_id", packet_id)
            .field("topic", topic)
            .field("granted_qos", granted_name(*granted))
            .reason(reason.as_deref()),
        Event::UnsubscribeSent { packet_id, topic } => Line::new("> UNSUBSCRIBE")
            .number("packet_id", packet_id)
            .field("topic", topic),
        Event::Unsuback {
            packet_id,
            topic,
            reason,
        } => Line::new("< UNSUBACK")
            .number("packet_id", packet_id)
            .field("topic", topic)
            .reason(reason.as_deref()),
        Event::PublishSent {
            packet_id,
            topic,
            qos,
            bytes,
            dup,
        } => {
            let line = Line::new("> PUBLISH")
                .maybe("packet_id", *packet_id)
                .field("topic", topic)
                .number("qos", qos.digit());
            let line = if *dup { line.flag("dup", true) } else { line };
            line.number("bytes", bytes)
        }
        Event::Queued {
            topic,
            qos,
            bytes,
            waiting,
        } => Line::new("! queued")
            .field("topic", topic)
            .number("qos", qos.digit())
            .number("bytes", bytes)
            .number("waiting", waiting),
        Event::Abandoned {
            packet_id,
            topic,
            qos,
        } => Line::new("! abandoned")
            .maybe("packet_id", *packet_id)
            .field("topic", topic)
            .number("qos", qos.digit()),
        Event::Unacknowledged { messages } => {
            Line::new("! unacknowledged").number("messages", messages)
        }
        Event::Discarded { messages } => Line::new("! discarded").number("messages", messages),
        Event::Acknowledged {
            ack,
            packet_id,
            direction,
            reason,
        } => Line::new(match direction {
            Direction::Sent => "> ",
            Direction::Received => "< ",
        })
        .word(ack_name(*ack))
        .number("packet_id", packet_id)
        .reason(reason.as_deref()),
        Event::Received(message) => Line::new("< PUBLISH")
            .field("topic", &message.topic)
            .number("qos", message.qos.digit())
            .flag("retain", message.retain)
            .flag("dup", message.dup)
            .number("bytes", message.payload.len())
            .properties(message.properties.as_deref()),
        Event::PingSent => Line::new("> PINGREQ"),
        Event::PingReceived => Line::new("< PINGRESP"),
        Event::DisconnectSent => Line::new("> DISCONNECT"),
        Event::DisconnectReceived(reason) => Line::new("< DISCONNECT")
            .number("reason", format_args!("{:#04x}", reason.code))
            .words(reason),
        Event::NotSent(why) => Line::new("! not-sent").field("why", not_sent_name(*why)),
        Event::TimedOut(waited_for) => {
            Line::new("! timed-out").field("phase", phase_of(*waited_for).name())
        }
        Event::Violation(rule) => Line::new("! violation").field("rule", violation_name(*rule)),
        Event::Reconnecting { in_ms, attempt } => Line::new("! reconnecting")
            .number("in_ms", in_ms)
            .number("attempt", attempt),
        Event::ReconnectStopped(why) => {
            Line::new("! reconnect-stopped").field("why", stopped_name(*why))
        }
        Event::Evicted { times } => Line::new("! evicted").number("times", times),
        Event::TooManyConnects {
            within_a_minute,
            allowed,
        } => Line::new("! too-many-connects")
            .number("within_a_minute", within_a_minute)
            .number("allowed", allowed),
        Event::CredentialsChanged => Line::new("! credentials-changed"),
        Event::Network { online } => Line::new("! network").flag("online", *online),
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

    fn maybe(self, key: &str, value: Option<impl std::fmt::Display>) -> Self {
        match value {
            Some(value) => self.number(key, value),
            None => self,
        }
    }

    fn flag(self, key: &str, value: bool) -> Self {
        self.number(key, u8::from(value))
    }

    fn text(self, key: &str, value: Option<&String>) -> Self {
        match value {
            Some(value) => self.field(key, value),
            None => self,
        }
    }

    fn version(self, version: Version) -> Self {
        match version {
            Version::V3_1_1 => self,
            Version::V5_0 => self.number("version", version.name()),
        }
    }

    fn will(self, will: Option<&WillSent>) -> Self {
        let Some(will) = will else { return self };
        self.field("will_topic", &will.topic)
            .number("will_qos", will.qos.digit())
            .flag("will_retain", will.retain)
            .number("will_bytes", will.bytes)
    }

    fn server(self, server: Option<&Server>) -> Self {
        let Some(server) = server else { return self };
        self.text("reason_string", server.text.as_ref())
            .text("assigned_client_id", server.assigned_client_id.as_ref())
            .maybe("session_expiry_s", server.session_expiry_s)
            .maybe("receive_maximum", server.receive_maximum)
            .maybe("maximum_packet", server.maximum_packet)
            .maybe("maximum_qos", server.maximum_qos)
            .maybe("retain_available", server.retain_available.map(u8::from))
            .maybe("server_keep_alive_s", server.keep_alive_s)
            .text("server_reference", server.server_reference.as_ref())
            .user(&server.user_properties)
    }

    fn reason(self, reason: Option<&Reason>) -> Self {
        let Some(reason) = reason else { return self };
        self.number("reason", format_args!("{:#04x}", reason.code))
            .words(reason)
    }

    fn words(self, reason: &Reason) -> Self {
        self.text("reason_string", reason.text.as_ref())
            .text("server_reference", reason.server_reference.as_ref())
            .user(&reason.user_properties)
    }

    fn properties(self, properties: Option<&Properties>) -> Self {
        let Some(properties) = properties else {
            return self;
        };
        let bytes = properties.correlation_data.as_ref().map(Vec::len);
        let mut line = self
            .maybe("payload_is_text", properties.payload_is_text.map(u8::from))
            .maybe("expiry_s", properties.expiry_s)
            .text("content_type", properties.content_type.as_ref())
            .text("response_topic", properties.response_topic.as_ref())
            .maybe("correlation_bytes", bytes);
        for id in &properties.subscription_ids {
            line = line.number("subscription_id", id);
        }
        line.user(&properties.user_properties)
    }

    /// Each pair as one value, so that a name with spaces stays in its quotes.
    fn user(self, properties: &UserProperties) -> Self {
        properties.iter().fold(self, |line, (name, value)| {
            line.field("user", &format!("{name}={value}"))
        })
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
