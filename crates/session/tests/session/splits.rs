//! However a stream is cut into messages, it tells the same.

use connack_session::{Config, Qos};

use crate::broker::{self, publish, publish_head};
use crate::driver::{Driver, login};
use crate::random::Random;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// A client with one SUBSCRIBE (1) under way, sent by hand after CONNACK in every run; before it
/// the stream is only that CONNACK.
fn run(pieces: &[&[u8]]) -> (String, Vec<Vec<u8>>, Vec<u8>) {
    let mut driver = Driver::waiting(Config::default(), login());
    driver.bytes(&broker::ACCEPTED);
    driver
        .ask(|s, now| s.subscribe(now, "t/#", Qos::ExactlyOnce))
        .unwrap();
    driver.publish("t/1", b"one", Qos::AtLeastOnce).unwrap();
    driver.publish("t/2", b"two", Qos::ExactlyOnce).unwrap();
    for piece in pieces {
        driver.bytes(piece);
        assert!(driver.session.buffered() < 64 << 20);
    }
    (driver.transcript(), driver.payloads(), driver.sent())
}

#[track_caller]
fn check(stream: &[u8], random_cuts: usize) {
    let whole = run(&[stream]);
    for cut in 0..=stream.len() {
        let (first, second) = stream.split_at(cut);
        assert_eq!(run(&[first, second]), whole, "cut at {cut}");
    }
    let bytes: Vec<_> = stream.chunks(1).collect();
    assert_eq!(run(&bytes), whole, "byte by byte");
    let mut random = Random::new(7);
    for _ in 0..random_cuts {
        let mut pieces = Vec::new();
        let mut rest = stream;
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(random.below(rest.len().min(40) + 1));
            pieces.push(piece);
            rest = after;
        }
        assert_eq!(run(&pieces), whole, "{pieces:02x?}");
    }
}

fn honest() -> Vec<u8> {
    [
        broker::suback(1, 2),
        publish(0, 0, "t/a", b"zero"),
        publish(1, 10, "t/b", &(0..=255).collect::<Vec<u8>>()),
        publish(2, 11, "t/温度", "多".as_bytes()),
        publish_head(0x3c, 11, "t/温度", "多".as_bytes()),
        broker::puback(2),
        broker::PINGRESP.to_vec(),
        broker::pubrec(3),
        broker::pubrel(11),
        broker::pubcomp(3),
        publish_head(0x31, 0, "t/empty", b""),
    ]
    .concat()
}

#[test]
fn an_honest_stream() {
    let (transcript, payloads, _) = run(&[&honest()]);
    assert_eq!(payloads.len(), 4, "{transcript}");
    check(&honest(), 300);
}

#[test]
fn a_stream_that_goes_wrong() {
    for fault in [
        &[0x30, 0x80, 0x80, 0x80, 0x80, 1][..],
        &[0x20, 2, 0, 0],
        &broker::puback(0),
        &broker::puback(999),
        &[0xff, 1, 2, 3],
        &publish(0, 0, "a/#", b"x"),
        &[0x30, 0xff, 0xff, 0xff, 0x7f, 0],
    ] {
        let stream = [&honest(), fault, &honest()].concat();
        check(&stream, 20);
    }
}

#[test]
fn a_large_payload_over_many_messages() {
    let payload: Vec<u8> = (0..1_000_000_u32).map(|i| ((i * 31) >> 3) as u8).collect();
    let stream = publish(1, 5, "t/large", &payload);
    for size in [1_000_007, 65_536, 1_400, 999] {
        let pieces: Vec<_> = stream.chunks(size).collect();
        let (_, payloads, _) = run(&pieces);
        assert!(payloads == [&payload[..]], "in messages of {size} bytes");
    }
}

/// 5 MB as a WebSocket brings it, in the default configuration.
#[test]
fn five_megabytes_in_small_messages() {
    let payload: Vec<u8> = (0..5_000_000_u32).map(|i| ((i * 31) >> 3) as u8).collect();
    let stream = publish(0, 0, "t/large", &payload);
    let pieces: Vec<_> = stream.chunks(4_096).collect();
    let (_, payloads, _) = run(&pieces);
    assert!(payloads == [payload]);
}

#[test]
fn a_thousand_packets_in_one_message() {
    let stream: Vec<u8> = (0..1_000_u16)
        .flat_map(|i| publish(0, 0, "t/n", &i.to_be_bytes()))
        .collect();
    let (_, payloads, _) = run(&[&stream]);
    let expected: Vec<_> = (0..1_000_u16).map(|i| i.to_be_bytes().to_vec()).collect();
    assert_eq!(payloads, expected);
}
