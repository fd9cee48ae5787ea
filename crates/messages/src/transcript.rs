//! Messages and timeline as a transcript, one line each, in the style of the session's lines.
//!
//! ```text
//! # connack transcript 1 started=2026-11-23T14:00:00.000+08:00
//!     5 > CONNECT client_id=12345|…| username=device&pk password=[redacted]
//!    15 < PUBLISH topic=/a/b qos=0 retain=0 dup=0 bytes=5 text=hello
//!    16 < PUBLISH topic="/a c" qos=1 retain=0 dup=0 bytes=2 base64=gP8=
//! ```
//! Unlike the session's, a line of a message ends with its payload: `text` if it is UTF-8, else
//! `base64`, so that every byte survives. Times are whole ms since `started`.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use connack_protocol::{Direction, TimelineLine};

use crate::ring::Delivery;
use crate::time::{push_rfc3339, whole_ms};

/// How the first line begins.
pub(crate) const HEADER: &str = "# connack transcript ";
/// The version of the format that is written and read.
pub(crate) const VERSION: &str = "1";

pub(crate) fn push_header(out: &mut String, started_epoch_ms: f64, zone_minutes: i16) {
    out.push_str(HEADER);
    out.push_str(VERSION);
    out.push_str(" started=");
    push_rfc3339(out, started_epoch_ms, zone_minutes);
    out.push('\n');
}

/// A line of the timeline; one that were several is made one.
pub(crate) fn push_timeline_line(out: &mut String, line: &TimelineLine) {
    push_time(out, line.at_ms);
    for c in line.line.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            c => out.push(c),
        }
    }
    out.push('\n');
}

pub(crate) fn push_message(out: &mut String, at_ms: f64, delivery: &Delivery<'_>) {
    push_time(out, at_ms);
    push_facts(out, delivery);
    match std::str::from_utf8(delivery.payload) {
        Ok(text) => {
            out.push_str(" text=");
            push_value(out, text);
        }
        Err(_) => {
            out.push_str(" base64=");
            STANDARD.encode_string(delivery.payload, out);
        }
    }
    out.push('\n');
}

/// `< PUBLISH topic=/a/b qos=0 retain=0 dup=0 bytes=5`
fn push_facts(out: &mut String, delivery: &Delivery<'_>) {
    out.push_str(match delivery.direction {
        Direction::Sent => "> PUBLISH topic=",
        Direction::Received => "< PUBLISH topic=",
    });
    push_value(out, delivery.topic);
    // Writing into a String cannot fail.
    let _ = write!(
        out,
        " qos={} retain={} dup={} bytes={}",
        delivery.qos.digit(),
        u8::from(delivery.retain),
        u8::from(delivery.dup),
        delivery.payload.len()
    );
}

/// A message for reading: its time and facts, and its payload on the lines below, indented.
pub(crate) fn push_for_reading(out: &mut String, zone_minutes: i16, delivery: &Delivery<'_>) {
    push_rfc3339(out, delivery.epoch_ms, zone_minutes);
    out.push(' ');
    push_facts(out, delivery);
    out.push('\n');
    match std::str::from_utf8(delivery.payload) {
        Ok(text) => {
            for line in text.lines() {
                out.push_str("    ");
                for c in line.chars() {
                    push_visible(out, c);
                }
                out.push('\n');
            }
        }
        Err(_) => {
            for bytes in delivery.payload.chunks(16) {
                out.push_str("   ");
                for byte in bytes {
                    let _ = write!(out, " {byte:02x}");
                }
                out.push('\n');
            }
        }
    }
}

fn push_time(out: &mut String, at_ms: f64) {
    let _ = write!(out, "{:>5} ", whole_ms(at_ms));
}

/// Writes `value` bare if that is unmistakable, else quoted.
fn push_value(out: &mut String, value: &str) {
    let bare = !value.is_empty()
        && value
            .chars()
            .all(|c| !c.is_whitespace() && c != '"' && is_shown(c));
    if bare {
        out.push_str(value);
        return;
    }
    out.push('"');
    for c in value.chars() {
        if c == '"' {
            out.push_str("\\\"");
        } else {
            push_visible(out, c);
        }
    }
    out.push('"');
}

fn push_visible(out: &mut String, c: char) {
    if is_shown(c) {
        out.push(c);
    } else {
        out.extend(c.escape_debug());
    }
}

/// Whether the character can be seen and is no escape.
fn is_shown(c: char) -> bool {
    match c {
        '\\' => false,
        ' '..='~' => true,
        c => c.escape_debug().eq([c]),
    }
}
