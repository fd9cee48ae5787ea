//! The session's words in the words of the messages to the page, and back: one to one.

use connack_protocol as protocol;
use connack_session as session;

pub(crate) fn connect(connect: protocol::Connect) -> session::Connect {
    session::Connect {
        url: connect.url,
        client_id: connect.mqtt_client_id,
        username: connect.username,
        password: session::Password(connect.password.0),
        keep_alive_s: connect.keep_alive_s,
        clean_session: connect.clean_session,
        connack_timeout_ms: connect.connack_timeout_ms,
    }
}

pub(crate) fn qos(qos: protocol::Qos) -> session::Qos {
    match qos {
        protocol::Qos::AtMostOnce => session::Qos::AtMostOnce,
        protocol::Qos::AtLeastOnce => session::Qos::AtLeastOnce,
        protocol::Qos::ExactlyOnce => session::Qos::ExactlyOnce,
    }
}

/// `epoch_ms` is the wall-clock time of the connection's start, which a session does not know.
pub(crate) fn event(event: session::Event, epoch_ms: f64) -> protocol::Event {
    use protocol::Event as To;
    use session::Event as From;
    match event {
        From::Phase(phase) => To::Phase(to_phase(phase)),
        From::SocketOpening { .. } => To::SocketOpening { epoch_ms },
        From::SocketOpen { subprotocol } => To::SocketOpen { subprotocol },
        From::ConnectSent { .. } => To::ConnectSent,
        From::Connack {
            return_code,
            session_present,
        } => To::Connack {
            return_code,
            session_present,
        },
        From::SubscribeSent {
            packet_id,
            topic,
            qos,
        } => To::SubscribeSent {
            packet_id,
            topic,
            qos: to_qos(qos),
        },
        From::Suback {
            packet_id,
            topic,
            granted,
        } => To::Suback {
            packet_id,
            topic,
            granted: granted.map(to_qos),
        },
        From::UnsubscribeSent { packet_id, topic } => To::UnsubscribeSent { packet_id, topic },
        From::Unsuback { packet_id, topic } => To::Unsuback { packet_id, topic },
        From::PublishSent {
            packet_id,
            topic,
            qos,
            bytes,
        } => To::PublishSent {
            packet_id,
            topic,
            qos: to_qos(qos),
            bytes,
        },
        From::Acknowledged {
            ack,
            packet_id,
            direction,
        } => To::Acknowledged {
            ack: to_ack(ack),
            packet_id,
            direction: match direction {
                session::Direction::Sent => protocol::Direction::Sent,
                session::Direction::Received => protocol::Direction::Received,
            },
        },
        From::Received(message) => To::Received(protocol::Message {
            topic: message.topic,
            payload: message.payload,
            qos: to_qos(message.qos),
            retain: message.retain,
            dup: message.dup,
        }),
        From::PingSent => To::PingSent,
        From::PingReceived => To::PingReceived,
        From::DisconnectSent => To::DisconnectSent,
        From::NotSent(why) => To::NotSent(to_not_sent(why)),
        From::TimedOut(waited_for) => To::TimedOut(match waited_for {
            session::WaitedFor::SocketOpen => protocol::WaitedFor::SocketOpen,
            session::WaitedFor::Connack => protocol::WaitedFor::Connack,
            session::WaitedFor::Pingresp => protocol::WaitedFor::Pingresp,
        }),
        From::Violation(rule) => To::Violation(to_violation(rule)),
        From::SocketRefused => To::SocketRefused,
        From::SocketClosed {
            code,
            reason,
            clean,
            was_open,
        } => To::SocketClosed {
            code,
            reason,
            clean,
            was_open,
        },
    }
}

fn to_phase(phase: session::Phase) -> protocol::Phase {
    match phase {
        session::Phase::Idle => protocol::Phase::Idle,
        session::Phase::Connecting => protocol::Phase::Connecting,
        session::Phase::AwaitingConnack => protocol::Phase::AwaitingConnack,
        session::Phase::Online => protocol::Phase::Online,
        session::Phase::Refused => protocol::Phase::Refused,
        session::Phase::Closed => protocol::Phase::Closed,
    }
}

fn to_qos(qos: session::Qos) -> protocol::Qos {
    match qos {
        session::Qos::AtMostOnce => protocol::Qos::AtMostOnce,
        session::Qos::AtLeastOnce => protocol::Qos::AtLeastOnce,
        session::Qos::ExactlyOnce => protocol::Qos::ExactlyOnce,
    }
}

fn to_ack(ack: session::Ack) -> protocol::Ack {
    match ack {
        session::Ack::Puback => protocol::Ack::Puback,
        session::Ack::Pubrec => protocol::Ack::Pubrec,
        session::Ack::Pubrel => protocol::Ack::Pubrel,
        session::Ack::Pubcomp => protocol::Ack::Pubcomp,
    }
}

fn to_not_sent(why: session::NotSent) -> protocol::NotSent {
    use protocol::NotSent as To;
    use session::NotSent as From;
    match why {
        From::NotOnline => To::NotOnline,
        From::AlreadyConnected => To::AlreadyConnected,
        From::ClientIdEmpty => To::ClientIdEmpty,
        From::ConnectHasNul => To::ConnectHasNul,
        From::TopicEmpty => To::TopicEmpty,
        From::TopicTooLong => To::TopicTooLong,
        From::TopicHasNul => To::TopicHasNul,
        From::TopicHasWildcard => To::TopicHasWildcard,
        From::FilterMalformed => To::FilterMalformed,
        From::NoPacketIdFree => To::NoPacketIdFree,
        From::TooLong => To::TooLong,
    }
}

fn to_violation(rule: session::Violation) -> protocol::Violation {
    use protocol::Violation as To;
    use session::Violation as From;
    match rule {
        From::TextFrame => To::TextFrame,
        From::RemainingLength => To::RemainingLength,
        From::PacketTooLarge => To::PacketTooLarge,
        From::ReservedFlags => To::ReservedFlags,
        From::PacketType => To::PacketType,
        From::BeforeConnack => To::BeforeConnack,
        From::SecondConnack => To::SecondConnack,
        From::MalformedConnack => To::MalformedConnack,
        From::MalformedPublish => To::MalformedPublish,
        From::PacketIdZero => To::PacketIdZero,
        From::UnknownPacketId => To::UnknownPacketId,
        From::MalformedPacket => To::MalformedPacket,
    }
}
