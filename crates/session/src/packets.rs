//! The library's packets and errors in this crate's words.

use mqtt_protocol_core::mqtt::{
    packet::{self, Packet},
    result_code::{MqttError, SubackReturnCode},
};

use crate::event::{Ack, Direction, Event, Message, Qos, Violation};

/// A packet of the broker, as far as it can be told without knowing what was sent.
pub(crate) enum Received {
    Connack {
        return_code: u8,
        session_present: bool,
    },
    Suback {
        packet_id: u16,
        granted: Option<Qos>,
    },
    Unsuback {
        packet_id: u16,
    },
    Event(Event),
    Foreign,
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the rest are packets of clients and of a version not spoken here"
)]
pub(crate) fn received(packet: &Packet) -> Received {
    let acknowledged = |ack, packet_id| {
        Received::Event(Event::Acknowledged {
            ack,
            packet_id,
            direction: Direction::Received,
        })
    };
    match packet {
        Packet::V3_1_1Connack(p) => Received::Connack {
            return_code: p.return_code() as u8,
            session_present: p.session_present(),
        },
        Packet::V3_1_1Suback(p) => Received::Suback {
            packet_id: p.packet_id(),
            granted: p.return_codes().first().copied().and_then(granted),
        },
        Packet::V3_1_1Unsuback(p) => Received::Unsuback {
            packet_id: p.packet_id(),
        },
        Packet::V3_1_1Publish(p) => Received::Event(Event::Received(Message {
            topic: p.topic_name().to_owned(),
            payload: p.payload().as_slice().to_vec(),
            qos: from_library(p.qos()),
            retain: p.retain(),
            dup: p.dup(),
        })),
        Packet::V3_1_1Puback(p) => acknowledged(Ack::Puback, p.packet_id()),
        Packet::V3_1_1Pubrec(p) => acknowledged(Ack::Pubrec, p.packet_id()),
        Packet::V3_1_1Pubrel(p) => acknowledged(Ack::Pubrel, p.packet_id()),
        Packet::V3_1_1Pubcomp(p) => acknowledged(Ack::Pubcomp, p.packet_id()),
        Packet::V3_1_1Pingresp(_) => Received::Event(Event::PingReceived),
        _ => Received::Foreign,
    }
}

/// The event of a packet that the library sends without a request: an acknowledgement or PINGREQ.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the rest are requests, told by who made them"
)]
pub(crate) fn sent_unasked(packet: &Packet) -> Option<Event> {
    let (ack, packet_id) = match packet {
        Packet::V3_1_1Puback(p) => (Ack::Puback, p.packet_id()),
        Packet::V3_1_1Pubrec(p) => (Ack::Pubrec, p.packet_id()),
        Packet::V3_1_1Pubrel(p) => (Ack::Pubrel, p.packet_id()),
        Packet::V3_1_1Pubcomp(p) => (Ack::Pubcomp, p.packet_id()),
        Packet::V3_1_1Pingreq(_) => return Some(Event::PingSent),
        _ => return None,
    };
    Some(Event::Acknowledged {
        ack,
        packet_id,
        direction: Direction::Sent,
    })
}

/// The fault behind an error of the library about received bytes. The guard has refused every
/// other fault before, so one that remains is about the shape of a packet.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the library has dozens of errors, most of a version not spoken here"
)]
pub(crate) fn violation_of(error: MqttError) -> Violation {
    match error {
        MqttError::ProtocolError => Violation::UnknownPacketId,
        MqttError::PacketTooLarge => Violation::PacketTooLarge,
        _ => Violation::MalformedPacket,
    }
}

pub(crate) fn to_library(qos: Qos) -> packet::Qos {
    match qos {
        Qos::AtMostOnce => packet::Qos::AtMostOnce,
        Qos::AtLeastOnce => packet::Qos::AtLeastOnce,
        Qos::ExactlyOnce => packet::Qos::ExactlyOnce,
    }
}

fn from_library(qos: packet::Qos) -> Qos {
    match qos {
        packet::Qos::AtMostOnce => Qos::AtMostOnce,
        packet::Qos::AtLeastOnce => Qos::AtLeastOnce,
        packet::Qos::ExactlyOnce => Qos::ExactlyOnce,
    }
}

fn granted(code: SubackReturnCode) -> Option<Qos> {
    match code {
        SubackReturnCode::SuccessMaximumQos0 => Some(Qos::AtMostOnce),
        SubackReturnCode::SuccessMaximumQos1 => Some(Qos::AtLeastOnce),
        SubackReturnCode::SuccessMaximumQos2 => Some(Qos::ExactlyOnce),
        SubackReturnCode::Failure => None,
    }
}
