//! How fast a session receives: `cargo run --release -p connack-session --example receive`.
//!
//! PUBLISH packets of QoS 0 with 200 bytes of payload, several hundred in one push, and one packet
//! of 5 MB in pieces of 4 KB. The fastest of five runs counts.

#![allow(
    clippy::print_stdout,
    clippy::disallowed_types,
    reason = "a native program that measures"
)]

use std::hint::black_box;
use std::time::Instant;

use connack_session::{Config, Connect, Event, NotSent, Password, Session, Version};

const MESSAGES: usize = 1_000_000;
const IN_ONE_PUSH: usize = 500;

fn main() -> Result<(), NotSent> {
    for (version, topics) in [
        (Version::V3_1_1, 1),
        (Version::V3_1_1, 8),
        (Version::V5_0, 8),
    ] {
        let mut push = Vec::new();
        for n in 0..IN_ONE_PUSH {
            let topic = format!("/a1Practice0/practice/user/get/{}", n % topics);
            push.extend(publish(version, &topic, &[b'x'; 200]));
        }
        let mut best = f64::INFINITY;
        for _ in 0..5 {
            let mut session = online(version)?;
            let start = Instant::now();
            let mut bytes = 0;
            for _ in 0..MESSAGES / IN_ONE_PUSH {
                session.handle_bytes(1.0, &push);
                while let Some(timed) = session.poll_event() {
                    if let Event::Received(message) = &timed.event {
                        bytes += message.payload.len();
                    }
                    black_box(timed);
                }
            }
            assert_eq!(bytes, 200 * MESSAGES);
            best = best.min(start.elapsed().as_secs_f64());
        }
        println!(
            "{} of 200 B, {topics} topics, MQTT {}: {:.2} M messages/s",
            MESSAGES,
            version.name(),
            MESSAGES as f64 / best / 1e6
        );
    }
    for megabytes in [5, 10, 20, 40] {
        let payload = vec![7; megabytes * 1_000_000];
        let packet = publish(Version::V3_1_1, "t", &payload);
        let mut session = online(Version::V3_1_1)?;
        let start = Instant::now();
        for piece in packet.chunks(4096) {
            session.handle_bytes(1.0, piece);
        }
        let ms = start.elapsed().as_secs_f64() * 1_000.0;
        println!(
            "{megabytes} MB in pieces of 4 KB: {ms:.1} ms, {:.2} ms/MB",
            ms / megabytes as f64
        );
    }
    Ok(())
}

fn online(version: Version) -> Result<Session, NotSent> {
    let mut session = Session::new(Config::default(), 1);
    let connect = Connect {
        url: "ws://127.0.0.1/".into(),
        version,
        client_id: "c".into(),
        username: String::new(),
        password: Password(String::new()),
        keep_alive_s: 60,
        clean_session: true,
        session_expiry_s: 0,
        will: None,
        connack_timeout_ms: 10_000,
        reconnect: None,
        max_per_minute: None,
    };
    session.connect(0.0, connect)?;
    session.handle_open(0.0, "mqtt");
    session.handle_bytes(
        0.0,
        match version {
            Version::V3_1_1 => &[0x20, 2, 0, 0],
            Version::V5_0 => &[0x20, 3, 0, 0, 0],
        },
    );
    while session.poll_event().is_some() {}
    Ok(session)
}

fn publish(version: Version, topic: &str, payload: &[u8]) -> Vec<u8> {
    let mut body = (topic.len() as u16).to_be_bytes().to_vec();
    body.extend_from_slice(topic.as_bytes());
    if version == Version::V5_0 {
        body.push(0);
    }
    body.extend_from_slice(payload);
    let mut packet = vec![0x30];
    let mut length = body.len();
    loop {
        let digit = (length % 128) as u8;
        length /= 128;
        packet.push(if length > 0 { digit | 0x80 } else { digit });
        if length == 0 {
            break;
        }
    }
    packet.extend(body);
    packet
}
