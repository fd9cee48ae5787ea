//! The same packets through a client that we did not write: what passes our strictness means the
//! same to both, packet by packet, and gets the same answer.

use connack_session::{Ack, Config, Direction, Effect, Event, Qos, Session};
use mqtt_protocol_core::mqtt::{
    Connection, Version,
    common::Cursor,
    connection::Event as Output,
    packet::{self, GenericPacketTrait, Packet, v3_1_1},
    role::Client,
};

use crate::broker::{self, publish_head};
use crate::driver::{login, message};
use crate::random::Random;

const STREAMS: u64 = 100_000;

/// What a packet means, in words of both.
#[derive(Debug, PartialEq, Eq)]
enum Meaning {
    Message(String, Vec<u8>, u8, bool, bool),
    Ack(Ack, u16),
    Suback(u16, Option<u8>),
    Unsuback(u16),
    Pingresp,
}

fn theirs(connection: &mut Connection<Client>, bytes: &[u8]) -> (Vec<Meaning>, Vec<u8>, bool) {
    let (mut meanings, mut sent, mut failed) = (Vec::new(), Vec::new(), false);
    for output in connection.recv(&mut Cursor::new(bytes)) {
        match output {
            Output::NotifyPacketReceived(packet) => meanings.extend(meaning(&packet)),
            Output::RequestSendPacket { packet, .. } => sent.extend(packet.to_continuous_buffer()),
            Output::NotifyError(_) => failed = true,
            Output::NotifyPacketIdReleased(_)
            | Output::RequestTimerReset { .. }
            | Output::RequestTimerCancel(_)
            | Output::RequestClose => {}
        }
    }
    (meanings, sent, failed)
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the rest are packets of clients and of 5.0"
)]
fn meaning(packet: &Packet) -> Option<Meaning> {
    Some(match packet {
        Packet::V3_1_1Publish(p) => Meaning::Message(
            p.topic_name().to_owned(),
            p.payload().as_slice().to_vec(),
            p.qos() as u8,
            p.retain(),
            p.dup(),
        ),
        Packet::V3_1_1Puback(p) => Meaning::Ack(Ack::Puback, p.packet_id()),
        Packet::V3_1_1Pubrec(p) => Meaning::Ack(Ack::Pubrec, p.packet_id()),
        Packet::V3_1_1Pubrel(p) => Meaning::Ack(Ack::Pubrel, p.packet_id()),
        Packet::V3_1_1Pubcomp(p) => Meaning::Ack(Ack::Pubcomp, p.packet_id()),
        Packet::V3_1_1Suback(p) => {
            let code = p.return_codes()[0] as u8;
            Meaning::Suback(p.packet_id(), (code < 0x80).then_some(code))
        }
        Packet::V3_1_1Unsuback(p) => Meaning::Unsuback(p.packet_id()),
        Packet::V3_1_1Pingresp(_) => Meaning::Pingresp,
        _ => return None,
    })
}

fn ours(session: &mut Session, bytes: &[u8]) -> (Vec<Meaning>, Vec<u8>, bool) {
    session.handle_bytes(2.0, bytes);
    let (mut meanings, mut sent, mut failed) = (Vec::new(), Vec::new(), false);
    while let Some(timed) = session.poll_event() {
        if let Event::Received(m) = timed.event {
            let topic = m.topic.to_string();
            meanings.push(Meaning::Message(
                topic,
                m.payload,
                m.qos.digit(),
                m.retain,
                m.dup,
            ));
        } else if let Event::Acknowledged {
            ack,
            packet_id,
            direction: Direction::Received,
            ..
        } = timed.event
        {
            meanings.push(Meaning::Ack(ack, packet_id));
        } else if let Event::Suback {
            packet_id, granted, ..
        } = timed.event
        {
            meanings.push(Meaning::Suback(packet_id, granted.map(Qos::digit)));
        } else if let Event::Unsuback { packet_id, .. } = timed.event {
            meanings.push(Meaning::Unsuback(packet_id));
        } else if timed.event == Event::PingReceived {
            meanings.push(Meaning::Pingresp);
        } else if let Event::Violation(_) = timed.event {
            failed = true;
        }
    }
    while let Some(effect) = session.poll_effect() {
        if let Effect::Send(bytes) = effect {
            sent.extend(bytes);
        }
    }
    (meanings, sent, failed)
}

/// Both online, with a SUBSCRIBE (1), an UNSUBSCRIBE (2) and a PUBLISH of QoS 1 (3) and 2 (4) sent.
fn both() -> (Session, Connection<Client>) {
    let mut session = Session::new(Config::default(), 1);
    session.connect(0.0, login()).unwrap();
    session.handle_open(0.0, "mqtt");
    session.handle_bytes(0.0, &broker::ACCEPTED);
    session.subscribe(0.0, "a", Qos::AtMostOnce).unwrap();
    session.unsubscribe(0.0, "a").unwrap();
    for qos in [Qos::AtLeastOnce, Qos::ExactlyOnce] {
        session.publish(0.0, message("a", b"x", qos)).unwrap();
    }
    let mut written = Vec::new();
    while let Some(effect) = session.poll_effect() {
        if let Effect::Send(bytes) = effect {
            written.extend(bytes);
        }
    }
    while session.poll_event().is_some() {}

    let mut connection = Connection::<Client>::new(Version::V3_1_1);
    connection.set_auto_pub_response(true);
    let login = login();
    let connect = v3_1_1::Connect::builder()
        .client_id(login.client_id.as_str())
        .unwrap()
        .clean_session(true)
        .keep_alive(login.keep_alive_s)
        .user_name(login.username.as_str())
        .unwrap()
        .password(login.password.0.as_str())
        .unwrap()
        .build()
        .unwrap();
    let mut theirs_written = sent(connection.send(connect.into()));
    theirs(&mut connection, &broker::ACCEPTED);
    let entry = packet::SubEntry::new("a", packet::SubOpts::new()).unwrap();
    let subscribe = v3_1_1::Subscribe::builder()
        .packet_id(connection.acquire_packet_id().unwrap())
        .entries(vec![entry])
        .build()
        .unwrap();
    theirs_written.extend(sent(connection.send(subscribe.into())));
    let unsubscribe = v3_1_1::Unsubscribe::builder()
        .packet_id(connection.acquire_packet_id().unwrap())
        .entries(["a"])
        .unwrap()
        .build()
        .unwrap();
    theirs_written.extend(sent(connection.send(unsubscribe.into())));
    for qos in [packet::Qos::AtLeastOnce, packet::Qos::ExactlyOnce] {
        let publish = v3_1_1::Publish::builder()
            .topic_name("a")
            .unwrap()
            .qos(qos)
            .payload(b"x".to_vec())
            .packet_id(connection.acquire_packet_id().unwrap())
            .build()
            .unwrap();
        theirs_written.extend(sent(connection.send(publish.into())));
    }
    assert_eq!(written, theirs_written, "both write the same");
    (session, connection)
}

fn sent(outputs: Vec<Output>) -> Vec<u8> {
    let packets = outputs.into_iter().filter_map(|output| {
        if let Output::RequestSendPacket { packet, .. } = output {
            Some(packet.to_continuous_buffer())
        } else {
            None
        }
    });
    packets.flatten().collect()
}

/// A packet in a whole frame, with one byte of its body changed now and then.
fn packet_of(random: &mut Random) -> Vec<u8> {
    let packet_id = *random.pick(&[1, 1, 2, 3, 4, 4, 5, 300]);
    let length = random.below(200);
    let payload: Vec<u8> = (0..length).map(|_| random.byte()).collect();
    let topic = *random.pick(&["a", "a/b", "温", "/long/topic/of/many/levels"]);
    let heads = [0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x3a, 0x3c];
    let mut bytes = match random.below(40) {
        0 => broker::puback(packet_id),
        1 => broker::pubrec(packet_id),
        2 => broker::pubcomp(packet_id),
        3 => broker::suback(packet_id, *random.pick(&[0, 1, 2, 0x80])),
        4 => broker::unsuback(packet_id),
        5..=8 => broker::PINGRESP.to_vec(),
        9..=16 => broker::pubrel(packet_id),
        _ => publish_head(*random.pick(&heads), packet_id, topic, &payload),
    };
    if random.chance(20) && bytes.len() > 4 {
        let place = bytes.len() - 1 - random.below(bytes.len() - 4);
        bytes[place] = random.byte();
    }
    bytes
}

#[test]
fn both_understand_the_same() {
    let mut random = Random::new(5);
    let (mut packets, mut faults) = (0_u64, 0_u64);
    for stream in 0..STREAMS {
        let (mut session, mut connection) = both();
        for _ in 0..12 {
            let bytes = packet_of(&mut random);
            let (meanings, answers, failed) = ours(&mut session, &bytes);
            if failed {
                faults += 1;
                break;
            }
            let expected = theirs(&mut connection, &bytes);
            assert_eq!(
                (meanings, answers, false),
                expected,
                "stream {stream}: {bytes:02x?}"
            );
            packets += 1;
        }
    }
    assert!(
        packets > STREAMS && faults > STREAMS / 10,
        "{packets} {faults}"
    );
}
