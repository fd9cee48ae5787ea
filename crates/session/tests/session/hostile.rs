//! Brokers that mean harm: a million random and mutated streams, and long dialogues in which the
//! client goes on asking. Nothing panics, and no more is held than one packet.

use connack_session::{Config, Connect, Effect, Event, Phase, Qos, Session, Version};

use crate::broker::{self, packet, publish, publish_head};
use crate::driver::login;
use crate::random::Random;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const STREAMS: u64 = if cfg!(target_arch = "wasm32") {
    20_000
} else {
    1_000_000
};
const STEPS: u64 = if cfg!(target_arch = "wasm32") {
    20_000
} else {
    1_000_000
};

/// Small, so that "too large" is met often and a bound is a bound.
const MAX_PACKET: usize = 512;

fn config() -> Config {
    Config {
        max_packet: MAX_PACKET,
        ..Config::default()
    }
}

fn waiting(version: Version, clean_session: bool) -> Session {
    let mut session = Session::new(config(), 1);
    let connect = Connect {
        version,
        clean_session,
        client_id: "c".into(),
        ..login()
    };
    session.connect(0.0, connect).unwrap();
    session.handle_open(1.0, "mqtt");
    session
}

/// Empties a session; its events, and the bytes that it wanted to send.
fn drain(session: &mut Session) -> (Vec<Event>, usize) {
    let mut sent = 0;
    while let Some(effect) = session.poll_effect() {
        match effect {
            Effect::Send(bytes) => sent += bytes.len(),
            Effect::OpenSocket { .. } | Effect::CloseSocket { .. } => {}
        }
    }
    let events = std::iter::from_fn(|| session.poll_event()).map(|timed| timed.event);
    (events.collect(), sent)
}

/// Properties of 5.0, right or slightly wrong.
fn properties(random: &mut Random) -> Vec<u8> {
    let mut properties = Vec::new();
    let count = if random.chance(3) { random.below(4) } else { 0 };
    for _ in 0..count {
        let one: &[u8] = random.pick::<&[u8]>(&[
            &b"\x01\x01"[..],
            b"\x02\0\0\0\x09",
            b"\x03\0\x01c",
            b"\x08\0\x01r",
            b"\x09\0\x02\0\xff",
            b"\x0b\x07",
            b"\x11\0\0\0\x01",
            b"\x12\0\x01i",
            b"\x13\0\x0a",
            b"\x1c\0\x01s",
            b"\x1f\0\x02no",
            b"\x21\0\x05",
            b"\x23\0\x01",
            b"\x24\x01",
            b"\x26\0\x01a\0\x01b",
            b"\x27\0\0\x01\0",
        ]);
        properties.extend_from_slice(one);
    }
    let mut bytes = vec![properties.len() as u8];
    bytes.extend(properties);
    bytes
}

/// A packet that a broker of 5.0 could send, right or slightly wrong.
fn plausible_5(random: &mut Random) -> Vec<u8> {
    let packet_id = *random.pick(&[1_u16, 1, 2, 2, 3, 300]);
    let [high, low] = packet_id.to_be_bytes();
    let code = *random.pick(&[0, 0, 0, 0x10, 0x80, 0x87, 0x92, 0x97, 1, 2]);
    let properties = properties(random);
    let body = |start: &[u8], end: &[u8]| [start, &properties, end].concat();
    match random.below(9) {
        0 => packet(0x20, &body(&[random.byte() % 3, code], &[])),
        1 => packet(0xe0, &body(&[code], &[])),
        2 => packet(0x90, &body(&[high, low], &[code])),
        3 => packet(0xb0, &body(&[high, low], &[code])),
        4 => {
            let head = *random.pick(&[0x40, 0x50, 0x62, 0x70]);
            packet(head, &body(&[high, low, code], &[]))
        }
        5 => packet(0x32, &body(&[0, 1, b'a', high, low], b"x")),
        6 => packet(0x34, &body(&[0, 1, b'a', high, low], b"x")),
        7 => plausible(random),
        _ => packet(0x30, &body(&[0, 1, b'a'], b"x")),
    }
}

/// A packet that a broker could send, right or slightly wrong.
fn plausible(random: &mut Random) -> Vec<u8> {
    let packet_id = *random.pick(&[0, 1, 1, 1, 2, 2, 3, 4, 255, 256, 65_535]);
    let length = random.below(30);
    let payload: Vec<u8> = (0..length).map(|_| random.byte()).collect();
    let topic = *random.pick(&["a", "a/b", "温", "", "#", "a\0"]);
    match random.below(14) {
        0 => broker::connack(0, 0),
        1 => broker::connack(random.byte() % 4, random.byte() % 8),
        2 => broker::puback(packet_id),
        3 => broker::pubrec(packet_id),
        4 => broker::pubrel(packet_id),
        5 => broker::pubcomp(packet_id),
        6 => broker::suback(packet_id, *random.pick(&[0, 1, 2, 3, 0x80])),
        7 => broker::unsuback(packet_id),
        8 => broker::PINGRESP.to_vec(),
        9 => publish_head(0x30 | random.byte() & 15, packet_id, topic, &payload),
        10 => packet(random.byte(), &payload),
        11 => publish(2, 1 + packet_id % 4, "a", &payload),
        12 => publish(1, 1 + packet_id % 4, "a", &payload),
        _ => publish(0, 0, "a", &payload),
    }
}

/// Mostly right packets, some bytes of which are changed, lost or doubled; or mere noise.
fn stream(version: Version, random: &mut Random) -> Vec<u8> {
    if random.chance(8) {
        let length = random.below(60);
        return (0..length).map(|_| random.byte()).collect();
    }
    let mut bytes = if random.chance(10) {
        Vec::new()
    } else {
        accepted(version).to_vec()
    };
    for _ in 0..random.below(6) {
        bytes.extend(match version {
            Version::V3_1_1 => plausible(random),
            Version::V5_0 => plausible_5(random),
        });
    }
    for _ in 0..random.below(4) {
        let place = random.below(bytes.len());
        match random.below(4) {
            0 => bytes.truncate(place),
            1 => bytes.insert(place.min(bytes.len()), random.byte()),
            _ => {
                if let Some(byte) = bytes.get_mut(place) {
                    *byte = if random.chance(2) {
                        random.byte()
                    } else {
                        *byte ^ 1 << random.below(8)
                    };
                }
            }
        }
    }
    bytes
}

fn accepted(version: Version) -> &'static [u8] {
    match version {
        Version::V3_1_1 => &broker::ACCEPTED,
        Version::V5_0 => &[0x20, 3, 0, 0, 0],
    }
}

#[test]
fn random_and_mutated_streams() {
    check_streams(Version::V3_1_1, 1);
}

#[test]
fn random_and_mutated_streams_of_5_0() {
    check_streams(Version::V5_0, 3);
}

fn check_streams(version: Version, seed: u64) {
    let mut random = Random::new(seed);
    let (mut online, mut broken, mut messages) = (0_u64, 0_u64, 0_u64);
    for n in 0..STREAMS {
        let mut session = waiting(version, n % 4 != 0);
        // Something under way, so that right answers exist.
        let bytes = stream(version, &mut random);
        let connack = accepted(version);
        let ready = bytes.starts_with(connack);
        let mut rest = &bytes[..];
        if ready {
            session.handle_bytes(2.0, connack);
            rest = &rest[connack.len()..];
            session.subscribe(3.0, "a", Qos::AtMostOnce).unwrap();
            session
                .publish(3.0, crate::driver::message("a", b"", Qos::ExactlyOnce))
                .unwrap();
        }
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(1 + random.below(rest.len()));
            session.handle_bytes(4.0, piece);
            assert!(session.buffered() < MAX_PACKET, "stream {n}");
            rest = after;
        }
        let (events, sent) = drain(&mut session);
        // Each packet of the broker makes a few events and one short answer, never more.
        assert!(events.len() <= 12 + 3 * bytes.len() && sent <= 256 + 4 * bytes.len());
        online += u64::from(session.phase() == Phase::Online);
        broken += u64::from(
            events
                .iter()
                .any(|event| matches!(event, Event::Violation(_))),
        );
        messages += events
            .iter()
            .filter(|event| matches!(event, Event::Received(_)))
            .count() as u64;
        session.handle_close(9.0, crate::driver::close(1006, false));
    }
    // The streams are worth the time only if they reach every part.
    assert!(online > STREAMS / 20, "{online} stayed online");
    assert!(broken > STREAMS / 20, "{broken} broke the protocol");
    assert!(messages > STREAMS / 10, "{messages} messages");
}

/// A request of a client that knows nothing of its broker's intentions.
fn ask(session: &mut Session, now: f64, random: &mut Random) {
    let qos = *random.pick(&[Qos::AtMostOnce, Qos::AtLeastOnce, Qos::ExactlyOnce]);
    let topic = *random.pick(&["a", "b/c", "#", ""]);
    let _ = match random.below(8) {
        0 => session.subscribe(now, topic, qos),
        1 => session.unsubscribe(now, topic),
        2 if random.chance(200) => session.disconnect(now),
        3 => {
            session.handle_timeout(now);
            Ok(())
        }
        _ => session.publish(now, crate::driver::message(topic, b"payload", qos)),
    };
}

/// Acknowledges what the client sent, as an honest broker would, but in any order.
fn answer(events: &[Event], random: &mut Random) -> Option<Vec<u8>> {
    use connack_session::{Ack, Direction};
    let answers: Vec<Vec<u8>> = events
        .iter()
        .filter_map(|event| {
            if let Event::SubscribeSent { packet_id, .. } = event {
                return Some(broker::suback(*packet_id, 1));
            }
            if let Event::UnsubscribeSent { packet_id, .. } = event {
                return Some(broker::unsuback(*packet_id));
            }
            if let Event::PublishSent {
                packet_id: Some(packet_id),
                qos,
                ..
            } = event
            {
                return Some(match qos {
                    Qos::ExactlyOnce => broker::pubrec(*packet_id),
                    Qos::AtLeastOnce | Qos::AtMostOnce => broker::puback(*packet_id),
                });
            }
            if let Event::Acknowledged {
                ack,
                packet_id,
                direction: Direction::Sent,
                ..
            } = event
            {
                return match ack {
                    Ack::Pubrec => Some(broker::pubrel(*packet_id)),
                    Ack::Pubrel => Some(broker::pubcomp(*packet_id)),
                    Ack::Puback | Ack::Pubcomp => None,
                };
            }
            None
        })
        .collect();
    (!answers.is_empty()).then(|| random.pick(&answers).clone())
}

#[test]
fn a_hostile_broker_in_a_dialogue() {
    let mut random = Random::new(2);
    let mut now = 0.0;
    let mut session = waiting(Version::V3_1_1, true);
    session.handle_bytes(now, &broker::ACCEPTED);
    let mut lives = 0_u64;
    for _ in 0..STEPS {
        now += random.below(2_000) as f64;
        ask(&mut session, now, &mut random);
        let (events, _) = drain(&mut session);
        if let Some(bytes) = answer(&events, &mut random) {
            session.handle_bytes(now, &bytes);
        }
        if random.chance(6) {
            session.handle_bytes(now, &plausible(&mut random));
        }
        if random.chance(8) {
            session.handle_bytes(now, &broker::PINGRESP);
        }
        drain(&mut session);
        assert!(session.buffered() < MAX_PACKET);
        if !session.phase().is_active() {
            lives += 1;
            session = waiting(Version::V3_1_1, random.chance(2));
            session.handle_bytes(now, &broker::connack(0, 0));
        }
    }
    assert!(lives > STEPS / 1_000, "{lives} connections ended");
    assert!(
        lives < STEPS / 5,
        "{lives} connections ended: hardly any dialogue"
    );
}
