//! A session and an honest broker in memory, their wire cut at random bytes, the broker's session
//! lost now and then: what QoS 1 and 2 promise holds, however often.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use connack_session::{Config, Connect, Effect, Event, Phase, Qos, Reconnect, Session};

use crate::broker;
use crate::driver::{login, message};
use crate::random::Random;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const RUNS: u64 = if cfg!(target_arch = "wasm32") {
    20
} else {
    300
};
const MESSAGES: u16 = 60;

/// The broker's half of a session, and what it passed on and still has to deliver.
#[derive(Default)]
struct Broker {
    /// Bytes of the client that make no packet yet.
    buffer: Vec<u8>,
    /// QoS 2 received and not released.
    received: BTreeSet<u16>,
    arrived: Vec<(u8, u16)>,
    /// To deliver: packet id, quality of service, number, and whether PUBREC came.
    out: VecDeque<(u16, u8, u16, bool)>,
}

impl Broker {
    /// Takes bytes of the client; what it answers.
    fn take(&mut self, bytes: &[u8], present: &mut bool) -> Vec<u8> {
        self.buffer.extend_from_slice(bytes);
        let mut answers = Vec::new();
        while let Some(&length) = self.buffer.get(1) {
            // No packet here is longer than 127 bytes.
            let end = 2 + usize::from(length);
            if self.buffer.len() < end {
                break;
            }
            let packet: Vec<u8> = self.buffer.drain(..end).collect();
            let body = &packet[2..];
            let id = |at: usize| u16::from_be_bytes([body[at], body[at + 1]]);
            match packet[0] >> 4 {
                1 => {
                    answers.extend(broker::connack(u8::from(*present), 0));
                    *present = true;
                    for &(id, qos, number, released) in &self.out {
                        answers.extend(if released {
                            broker::pubrel(id)
                        } else {
                            let head = 0x38 | qos << 1;
                            broker::publish_head(head, id, "t", &number.to_be_bytes())
                        });
                    }
                }
                3 => {
                    let (qos, number) = (packet[0] >> 1 & 3, id(body.len() - 2));
                    if qos == 1 {
                        self.arrived.push((qos, number));
                        answers.extend(broker::puback(id(3)));
                    } else {
                        if self.received.insert(id(3)) {
                            self.arrived.push((qos, number));
                        }
                        answers.extend(broker::pubrec(id(3)));
                    }
                }
                6 => {
                    self.received.remove(&id(0));
                    answers.extend(broker::pubcomp(id(0)));
                }
                4 | 7 => self.out.retain(|(out, ..)| *out != id(0)),
                5 => {
                    for out in self.out.iter_mut().filter(|(out, ..)| *out == id(0)) {
                        out.3 = true;
                    }
                    answers.extend(broker::pubrel(id(0)));
                }
                kind => panic!("the client sent a packet of type {kind}"),
            }
        }
        answers
    }
}

struct World {
    session: Session,
    broker: Broker,
    now: f64,
    present: bool,
    /// What is on the wire to the client.
    down: Vec<u8>,
    told: Vec<(u8, u16)>,
    abandoned: usize,
    online: bool,
}

impl World {
    /// Carries out what the session wants; of what it sends, the wire may take a part and break.
    fn follow(&mut self, random: &mut Random, cut: bool) {
        while let Some(effect) = self.session.poll_effect() {
            match effect {
                Effect::OpenSocket { .. } => {
                    self.online = true;
                    self.session.handle_open(self.now, "mqtt");
                }
                Effect::Send(bytes) if self.online => {
                    let through = if cut {
                        random.below(bytes.len() + 1)
                    } else {
                        bytes.len()
                    };
                    let answers = self.broker.take(&bytes[..through], &mut self.present);
                    self.down.extend(answers);
                    if through < bytes.len() {
                        self.cut();
                    }
                }
                Effect::Send(_) | Effect::CloseSocket { .. } => {}
            }
        }
        while let Some(timed) = self.session.poll_event() {
            if let Event::Received(message) = timed.event {
                let number = u16::from_be_bytes([message.payload[0], message.payload[1]]);
                self.told.push((message.qos.digit(), number));
            } else if let Event::Abandoned { .. } = timed.event {
                self.abandoned += 1;
            } else if let Event::Violation(violation) = timed.event {
                panic!("{violation:?}");
            }
        }
    }

    fn cut(&mut self) {
        self.online = false;
        self.down.clear();
        self.broker.buffer.clear();
        self.session
            .handle_close(self.now, crate::driver::close(1006, false));
    }

    fn step(&mut self, random: &mut Random, cut: bool) {
        self.now += 1.0;
        if self.session.phase() == Phase::Reconnecting {
            self.now = self.session.deadline().unwrap();
            self.session.handle_timeout(self.now);
        }
        let length = random
            .below(self.down.len() + 1)
            .max(self.down.len().min(1));
        let bytes: Vec<u8> = self.down.drain(..length).collect();
        self.session.handle_bytes(self.now, &bytes);
        let cut_sent = cut && random.chance(4);
        self.follow(random, cut_sent);
        if cut && self.online && random.chance(6) {
            self.cut();
        }
    }
}

/// One run; `losing`: the broker forgets the session now and then, but nothing that it took.
fn run(seed: u64, losing: bool) {
    let mut random = Random::new(seed);
    let config = Config {
        max_in_flight: 1 + random.below(12) as u16,
        ..Config::default()
    };
    let mut session = Session::new(config, seed);
    let connect = Connect {
        clean_session: false,
        reconnect: Some(Reconnect {
            max_evictions: 0,
            ..Reconnect::default()
        }),
        ..login()
    };
    let connect = Connect {
        username: String::new(),
        password: connack_session::Password(String::new()),
        ..connect
    };
    session.connect(0.0, connect).unwrap();
    let mut world = World {
        session,
        broker: Broker::default(),
        now: 0.0,
        present: false,
        down: Vec::new(),
        told: Vec::new(),
        abandoned: 0,
        online: false,
    };
    while world.session.phase() != Phase::Online {
        world.step(&mut random, false);
    }
    let (mut up, mut down) = (0, 0);
    for step in 0..100_000 {
        let cutting = step < 600;
        if up < MESSAGES && random.chance(3) {
            let qos = if up % 2 == 0 {
                Qos::AtLeastOnce
            } else {
                Qos::ExactlyOnce
            };
            let message = message("t", &up.to_be_bytes(), qos);
            world.session.publish(world.now, message).unwrap();
            up += 1;
            world.follow(&mut random, false);
        }
        if down < MESSAGES
            && world.online
            && world.session.phase() == Phase::Online
            && random.chance(3)
        {
            let qos = 1 + (down % 2) as u8;
            let id = 1 + down;
            world.broker.out.push_back((id, qos, down, false));
            world
                .down
                .extend(broker::publish(qos, id, "t", &down.to_be_bytes()));
            down += 1;
        }
        if losing && !world.online && random.chance(10) {
            world.present = false;
            world.broker.received.clear();
        }
        world.step(&mut random, cutting);
        let settled = world.session.unacknowledged() == 0 && world.broker.out.is_empty();
        if !cutting && up == MESSAGES && down == MESSAGES && settled {
            break;
        }
    }
    assert_eq!(world.session.unacknowledged(), 0, "seed {seed}");
    check(&world.broker.arrived, losing, seed);
    if !losing {
        check(&world.told, false, seed);
        assert_eq!(world.abandoned, 0, "seed {seed}");
    }
}

/// All numbers are there, first arrivals of each quality of service in order; QoS 2 once, unless the
/// broker forgot that it had them.
#[track_caller]
fn check(arrived: &[(u8, u16)], forgetful: bool, seed: u64) {
    let mut times = BTreeMap::new();
    let mut last = [None; 3];
    for &(qos, number) in arrived {
        let count = times.entry(number).or_insert(0);
        *count += 1;
        if *count == 1 {
            assert!(
                last[usize::from(qos)] < Some(number),
                "seed {seed}: {number} is late"
            );
            last[usize::from(qos)] = Some(number);
        }
        assert!(
            qos == 1 || forgetful || *count == 1,
            "seed {seed}: {number} twice"
        );
    }
    assert_eq!(times.len(), usize::from(MESSAGES), "seed {seed}");
}

#[test]
fn a_broker_that_keeps_the_session() {
    for seed in 0..RUNS {
        run(seed, false);
    }
}

#[test]
fn a_broker_that_loses_the_session() {
    for seed in 0..RUNS {
        run(seed, true);
    }
}
