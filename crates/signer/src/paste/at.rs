//! AT commands of modems and modules: Espressif (`MQTT…`), Quectel (`QMT…`), SIMCom (`CMQTT…`,
//! `SMCONF`) and Luat (`MCONFIG`). Espressif's escapes are undone, the other modules have none.

use super::scan::Scan;
use super::{bare, scan, url};
use crate::{ClaimField as F, Transport};
use std::ops::Range;

/// One argument, without its quotes.
struct Argument {
    value: String,
    span: Range<usize>,
}

/// Reads every command of the text.
pub(super) fn read(scan: &mut Scan<'_>) {
    let text = scan.text;
    let mut from = 0;
    while let Some(found) = text[from..].find('+') {
        let plus = from + found;
        from = plus + 1;
        let start = plus.saturating_sub(2);
        let is_command = text
            .get(start..plus)
            .is_some_and(|at| at.eq_ignore_ascii_case("AT"));
        let is_answer = text[from..].starts_with("QMTCONN:");
        if !(is_command || is_answer) || scan.is_taken(plus) {
            continue;
        }
        let line = &text[from..];
        let line = &line[..line.find(['\n', '\r']).unwrap_or(line.len())];
        let end = from + line.len();
        if is_answer {
            read_answer(scan, &line["QMTCONN:".len()..], end);
            scan.take(plus..end);
        } else if let Some((name, _)) = line.split_once('=') {
            let at = from + name.len() + 1;
            if read_command(scan, &name.trim().to_ascii_uppercase(), at, end) {
                scan.take(start..end);
            }
        }
        from = end;
    }
}

/// `+QMTCONN: 0,0,4`: connection, result, code of CONNACK.
fn read_answer(scan: &mut Scan<'_>, arguments: &str, end: usize) {
    let mut parts = arguments.trim_end().rsplitn(3, ',');
    if let (Some(code), Some(_), Some(_)) = (parts.next(), parts.next(), parts.next()) {
        let end = end - (arguments.len() - arguments.trim_end().len());
        scan.put_field(F::Observation, code.trim(), end - code.len()..end);
    }
}

/// Notes what a command says. `false` for a command that is none of these.
fn read_command(scan: &mut Scan<'_>, name: &str, from: usize, end: usize) -> bool {
    let escapes = name.starts_with("MQTT");
    let mut arguments = arguments(scan.text, from, end, escapes).into_iter();
    let mut skip = |count: usize| arguments.by_ref().take(count).count();
    match name {
        "MQTTUSERCFG" => {
            skip(1);
            let Some(scheme) = arguments.next() else {
                return true;
            };
            put_scheme(scan, &scheme);
            put_all(
                scan,
                arguments,
                &[F::MqttClientId, F::Username, F::Password],
            );
        }
        "MQTTCLIENTID" => {
            skip(1);
            put_all(scan, arguments, &[F::MqttClientId]);
        }
        "MQTTUSERNAME" => {
            skip(1);
            put_all(scan, arguments, &[F::Username]);
        }
        "MQTTPASSWORD" => {
            skip(1);
            put_all(scan, arguments, &[F::Password]);
        }
        "MQTTCONNCFG" => {
            skip(1);
            let Some(keep_alive) = arguments.next() else {
                return true;
            };
            scan.put_field(F::KeepAlive, keep_alive.value, keep_alive.span);
            if let Some(topic) = arguments.nth(1).filter(|topic| !topic.value.is_empty()) {
                scan.put_flag(F::Will, topic.span);
            }
        }
        "MQTTCONN" | "QMTOPEN" => {
            skip(1);
            put_all(scan, arguments, &[F::Host, F::Port]);
        }
        "MIPSTART" => put_all(scan, arguments, &[F::Host, F::Port]),
        "QMTCONN" => {
            skip(1);
            put_all(
                scan,
                arguments,
                &[F::MqttClientId, F::Username, F::Password],
            );
        }
        "MCONFIG" => put_all(
            scan,
            arguments,
            &[F::MqttClientId, F::Username, F::Password],
        ),
        "MCONNECT" => {
            skip(1);
            put_all(scan, arguments, &[F::KeepAlive]);
        }
        "QMTCFG" => read_quectel(scan, arguments),
        "CMQTTACCQ" => {
            skip(1);
            put_all(scan, arguments.by_ref().take(1), &[F::MqttClientId]);
            if let Some(secure) = arguments.next().filter(|secure| secure.value.trim() == "1") {
                scan.put_transport(Transport::Tls, secure.span);
            }
        }
        "CMQTTCONNECT" => {
            skip(1);
            let Some(server) = arguments.next() else {
                return true;
            };
            if url::take_apart(scan, server.span.clone()).is_none() {
                scan.put_field(F::Host, server.value, server.span);
            }
            put_all(scan, arguments.by_ref().take(1), &[F::KeepAlive]);
            skip_one(&mut arguments);
            put_all(scan, arguments, &[F::Username, F::Password]);
        }
        "SMCONF" => read_simcom(scan, arguments),
        _ => return false,
    }
    true
}

fn skip_one(arguments: &mut impl Iterator<Item = Argument>) {
    let _ = arguments.next();
}

/// `"aliauth",0,"productKey","deviceName","deviceSecret"` and the other settings.
fn read_quectel(scan: &mut Scan<'_>, mut arguments: impl Iterator<Item = Argument>) {
    let Some(setting) = arguments.next() else {
        return;
    };
    skip_one(&mut arguments);
    match setting.value.trim().to_ascii_lowercase().as_str() {
        "aliauth" => put_all(
            scan,
            arguments,
            &[F::ProductKey, F::DeviceName, F::DeviceSecret],
        ),
        "keepalive" => put_all(scan, arguments, &[F::KeepAlive]),
        "version" => put_all(scan, arguments, &[F::ProtocolLevel]),
        "will" => {
            if let Some(will) = arguments.next().filter(|will| will.value.trim() == "1") {
                scan.put_flag(F::Will, will.span);
            }
        }
        "ssl" => {
            if let Some(ssl) = arguments.next().filter(|ssl| ssl.value.trim() == "1") {
                scan.put_transport(Transport::Tls, ssl.span);
            }
        }
        _ => {}
    }
}

/// `"URL","host",1883`, `"CLIENTID","…"`.
fn read_simcom(scan: &mut Scan<'_>, mut arguments: impl Iterator<Item = Argument>) {
    let Some(setting) = arguments.next() else {
        return;
    };
    let fields: &[F] = match setting.value.trim().to_ascii_uppercase().as_str() {
        "URL" => &[F::Host, F::Port],
        "CLIENTID" => &[F::MqttClientId],
        "USERNAME" => &[F::Username],
        "PASSWORD" => &[F::Password],
        "KEEPTIME" => &[F::KeepAlive],
        _ => return,
    };
    put_all(scan, arguments, fields);
}

/// The scheme of `MQTTUSERCFG`: 1 TCP, 2–5 TLS, 6 WebSocket, 7–10 with TLS.
fn put_scheme(scan: &mut Scan<'_>, scheme: &Argument) {
    let transport = match scheme.value.trim().parse::<u8>() {
        Ok(1) => Transport::Tcp,
        Ok(2..=5) => Transport::Tls,
        Ok(6) => Transport::Ws,
        Ok(7..=10) => Transport::Wss,
        Ok(_) | Err(_) => return,
    };
    scan.put_transport(transport, scheme.span.clone());
}

/// Notes arguments in their order. `NULL` stands for one that another command sets.
fn put_all(scan: &mut Scan<'_>, arguments: impl Iterator<Item = Argument>, fields: &[F]) {
    for (argument, field) in arguments.zip(fields) {
        let Argument { value, span } = argument;
        if value.eq_ignore_ascii_case("NULL") {
            continue;
        }
        if *field == F::Host
            && scan::transport(value.split("://").next().unwrap_or_default()).is_some()
            && url::take_apart(scan, span.clone()).is_some()
        {
            continue;
        }
        if *field == F::Host && !bare::looks_like_host(value.trim()) && value.contains('%') {
            continue;
        }
        scan.put_field(*field, value, span);
    }
}

/// The arguments after the sign of equality.
fn arguments(text: &str, from: usize, end: usize, escapes: bool) -> Vec<Argument> {
    let mut found = Vec::new();
    let mut at = from;
    while at < end {
        let rest = &text[at..end];
        let blanks = rest.len() - rest.trim_start_matches(' ').len();
        let argument = if rest[blanks..].starts_with('"') {
            quoted(text, at + blanks + 1, end, escapes)
        } else {
            let length = rest.find(',').unwrap_or(rest.len());
            Argument {
                value: rest[..length].trim().into(),
                span: at + blanks..at + blanks.max(rest[..length].trim_end().len()),
            }
        };
        let after = &text[argument.span.end..end];
        at = argument.span.end + after.find(',').map_or(after.len(), |comma| comma + 1);
        found.push(argument);
    }
    found
}

fn quoted(text: &str, from: usize, end: usize, escapes: bool) -> Argument {
    let mut value = String::new();
    let mut chars = text[from..end].char_indices();
    while let Some((i, found)) = chars.next() {
        match found {
            '"' => {
                return Argument {
                    value,
                    span: from..from + i,
                };
            }
            '\\' if escapes => value.extend(chars.next().map(|(_, escaped)| escaped)),
            other => value.push(other),
        }
    }
    Argument {
        value,
        span: from..end,
    }
}
