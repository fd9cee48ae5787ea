//! Calls whose arguments are known by their position: `username_pw_set("u", "p")`,
//! `MqttClient("tcp://host:1883", "id")`, `connect("host", 1883, 60)`. Only literals are read.

use super::bare;
use super::literal::{self, Stray};
use super::scan::Scan;
use crate::ClaimField as F;
use std::ops::Range;

/// Most arguments looked at, and longest way to the next.
const MOST: usize = 6;
const NEAR: usize = 80;

/// Reads every call of a known name.
pub(super) fn read(scan: &mut Scan<'_>) {
    let text = scan.text;
    let mut from = 0;
    while let Some(found) = text[from..].find('(') {
        let open = from + found;
        from = open + 1;
        if scan.is_taken(open) {
            continue;
        }
        let near = text[..open].char_indices().rev().take(40);
        let name = near.take_while(|(_, c)| super::lines::is_word(*c)).last();
        let Some((start, _)) = name else {
            continue;
        };
        let name = text[start..open].rsplit('.').next().unwrap_or_default();
        let name = name.replace('_', "").to_ascii_lowercase();
        let known = match name.as_str() {
            "usernamepwset" | "withcredentials" | "setusernameandpassword" | "setcredentials" => {
                Call::Credentials
            }
            "setserver" | "withtcpserver" | "setbroker" => Call::Server,
            "connect" | "mqttclient" | "client" | "mqttasyncclient" | "mqttclientcreate"
            | "mqttandroidclient" => Call::Connect,
            // A constructor may have any name.
            _ if text[from..].starts_with('"') => Call::Constructor,
            _ => continue,
        };
        from = read_call(scan, known, open + 1).max(from);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Call {
    Credentials,
    Server,
    /// A host, a port and seconds, or a client id, a user name and a password.
    Connect,
    /// Of anything: only a host of the platform shows what it is.
    Constructor,
}

enum Argument {
    Text(String, Range<usize>),
    Number(Range<usize>),
    /// Something whose value is not said here.
    Other,
}

fn read_call(scan: &mut Scan<'_>, call: Call, from: usize) -> usize {
    let (arguments, end) = arguments(scan.text, from);
    let platform = matches!(arguments.first(), Some(Argument::Text(value, _)) if value.contains(".aliyuncs.com"));
    let fields: &[F] = match call {
        Call::Constructor if platform && arguments.len() > 1 => &[F::Host, F::Port],
        Call::Constructor => return from,
        Call::Credentials => &[F::Username, F::Password],
        Call::Server => &[F::Host, F::Port],
        Call::Connect => {
            let text = |wanted: fn(&str) -> bool| {
                arguments
                    .iter()
                    .any(|argument| matches!(argument, Argument::Text(value, _) if wanted(value)))
            };
            let host = matches!(arguments.first(), Some(Argument::Text(value, _)) if bare::looks_like_host(value));
            if host {
                &[F::Host, F::Port, F::KeepAlive]
            } else if text(|value| value.contains('|')) {
                return put_client_id(scan, arguments, end);
            } else {
                return from;
            }
        }
    };
    for (argument, field) in arguments.into_iter().zip(fields) {
        put(scan, argument, *field);
    }
    end
}

/// The client id shows itself by its bars; user name and password follow it.
fn put_client_id(scan: &mut Scan<'_>, arguments: Vec<Argument>, end: usize) -> usize {
    let mut fields = [F::MqttClientId, F::Username, F::Password].into_iter();
    let is_id =
        |argument: &Argument| matches!(argument, Argument::Text(value, _) if value.contains('|'));
    for argument in arguments
        .into_iter()
        .skip_while(|argument| !is_id(argument))
    {
        let Some(field) = fields.next() else {
            break;
        };
        put(scan, argument, field);
    }
    end
}

fn put(scan: &mut Scan<'_>, argument: Argument, field: F) {
    let text = scan.text;
    let is_number = matches!(field, F::Port | F::KeepAlive);
    match argument {
        Argument::Text(value, span) if !is_number && !scan.is_taken(span.start) => {
            scan.put_field(field, value, span);
        }
        Argument::Number(span) if is_number => {
            scan.put_field(field, &text[span.clone()], span);
        }
        Argument::Text(..) | Argument::Number(_) | Argument::Other => {}
    }
}

fn arguments(text: &str, from: usize) -> (Vec<Argument>, usize) {
    let mut arguments = Vec::new();
    let mut at = from;
    while arguments.len() < MOST {
        let rest = &text[at..];
        let start = at + rest.len() - rest.trim_start().len().max(rest.len().saturating_sub(NEAR));
        let Some(first) = text[start..].chars().next() else {
            break;
        };
        if literal::closer(first).is_some() {
            let Some(literal) = literal::read(text, start, Stray::Kept) else {
                break;
            };
            at = literal.end;
            arguments.push(if literal.computed {
                Argument::Other
            } else {
                Argument::Text(literal.value.text, literal.span)
            });
        } else {
            let near = text[start..].char_indices().take(NEAR);
            let Some((length, _)) = near.into_iter().find(|(_, c)| ",()\n\"'".contains(*c)) else {
                break;
            };
            at = start + length;
            let piece = text[start..at].trim_end();
            let number = !piece.is_empty() && piece.bytes().all(|byte| byte.is_ascii_digit());
            arguments.push(if number {
                Argument::Number(start..start + piece.len())
            } else {
                Argument::Other
            });
        }
        let blanks = text[at..]
            .bytes()
            .take(NEAR)
            .take_while(u8::is_ascii_whitespace)
            .count();
        at += blanks;
        if !text[at..].starts_with(',') {
            break;
        }
        at += 1;
    }
    (arguments, at)
}
