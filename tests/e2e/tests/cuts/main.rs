//! A session through a wire that is cut again and again, against a real mosquitto: QoS 1 loses
//! nothing, QoS 2 neither loses nor doubles, and each topic keeps its order.
//!
//! The short form takes seconds; `CONNACK_SOAK=1` runs the full one, 200 cuts and 10,000 messages
//! each way. A message that never arrives is the broker's loss only if the bytes on the wire show
//! that it took the message and never sent it on.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "everything here is a test, its own parts included"
)]

mod client;
mod tally;
mod wire;

use std::time::{Duration, Instant};

use connack_e2e::{Mosquitto, full};
use connack_session::{Config, Phase, Qos, Version};

use client::Client;
use tally::Tally;
use wire::Wire;

/// Each way. Half of the messages go with QoS 1, half with QoS 2, over so many topics each.
const TOPICS: usize = 4;

/// How many messages may be on their way to the near side: what waits in mosquitto during a cut goes
/// out beyond its limit afterwards, and above twenty it loses, doubles and reorders them.
const UNDER_WAY: usize = 8;

/// Nothing has happened for so long: it is over, for better or worse.
const STANDSTILL: Duration = Duration::from_secs(20);

struct Size {
    cuts: usize,
    messages: usize,
}

fn size() -> Size {
    if full() {
        Size {
            cuts: 200,
            messages: 10_000,
        }
    } else {
        Size {
            cuts: 20,
            messages: 1_000,
        }
    }
}

#[test]
fn nothing_is_lost_or_doubled_in_3_1_1() {
    check(Version::V3_1_1, 1);
}

#[test]
fn nothing_is_lost_or_doubled_in_5_0() {
    check(Version::V5_0, 2);
}

#[track_caller]
fn check(version: Version, seed: u64) {
    let size = size();
    let broker = Mosquitto::open();
    let cut = Wire::to(broker.mqtt_port, seed);
    let whole = Wire::to(broker.mqtt_port, seed);
    // A broker takes ten at a time; more would wait in it anyway.
    let config = Config {
        max_in_flight: 10,
        ..Config::default()
    };
    let mut near = Client::start("near", version, config, cut.port);
    let mut far = Client::start("far", version, config, whole.port);
    near.subscribed("down/#");
    far.subscribed("up/#");
    cut.cut_times(size.cuts);

    let start = Instant::now();
    let (mut up, mut down) = (Tally::new("up"), Tally::new("down"));
    let mut moved = Instant::now();
    while moved.elapsed() < STANDSTILL {
        let more = |tally: &Tally| tally.published() < size.messages || cut.cuts() < size.cuts;
        if more(&up) && near.takes_more() {
            near.publish(&mut up);
        }
        if more(&down) && far.takes_more() && down.under_way() < UNDER_WAY {
            far.publish(&mut down);
        }
        let arrived = down.take(near.turn()) + up.take(far.turn());
        if arrived > 0 {
            moved = Instant::now();
        }
        let settled = near.session.unacknowledged() + far.session.unacknowledged() == 0;
        if settled && !more(&up) && !more(&down) && up.is_whole() && down.is_whole() {
            break;
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    let (up_logs, down_logs) = (cut.logs(), whole.logs());
    let up = up.judge(&up_logs.to_broker, &down_logs.from_broker);
    let down = down.judge(&down_logs.to_broker, &up_logs.from_broker);
    println!(
        "MQTT {}: {} cuts, {} reconnects in {seconds:.1} s\n  up   {up}\n  down {down}",
        version.name(),
        cut.cuts(),
        near.connects - 1,
    );
    assert_eq!(cut.cuts(), size.cuts);
    assert_eq!(near.session.phase(), Phase::Online);
    assert_eq!(near.violations + far.violations, 0);
    for verdict in [up, down] {
        assert_eq!(verdict.lost_by_us, 0, "{verdict}");
        assert_eq!(verdict.doubled_qos_2, 0, "{verdict}");
        assert_eq!(verdict.out_of_order, 0, "{verdict}");
    }
}

/// The quality of service of a topic by its number.
fn qos_of(topic: usize) -> Qos {
    if topic < TOPICS {
        Qos::AtLeastOnce
    } else {
        Qos::ExactlyOnce
    }
}
