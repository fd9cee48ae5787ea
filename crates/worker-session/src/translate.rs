//! The session's words in the words of the messages to the page, and back: one to one.

use connack_protocol as protocol;
use connack_session as session;

pub(crate) fn connect(connect: protocol::Connect) -> session::Connect {
    session::Connect {
        url: connect.url,
        version: match connect.version {
            protocol::Version::V3_1_1 => session::Version::V3_1_1,
            protocol::Version::V5_0 => session::Version::V5_0,
        },
        client_id: connect.mqtt_client_id,
        username: connect.username,
        password: session::Password(connect.password.0),
        keep_alive_s: connect.keep_alive_s,
        clean_session: connect.clean_session,
        // As in 3.1.1: a person who wants the session kept wants it kept.
        session_expiry_s: u32::MAX,
        will: connect.will.map(|will| session::Will {
            topic: will.topic,
            payload: will.payload,
            qos: qos(will.qos),
            retain: will.retain,
        }),
        connack_timeout_ms: connect.connack_timeout_ms,
        reconnect: match connect.retry {
            protocol::Retry::Never => None,
            protocol::Retry::Lost => Some(session::Reconnect {
                first_too: false,
                ..session::Reconnect::default()
            }),
            protocol::Retry::Always => Some(session::Reconnect::default()),
        },
        max_per_minute: connect.max_per_minute,
    }
}

pub(crate) fn publish(publish: protocol::Publish) -> session::Publish {
    session::Publish {
        topic: publish.topic,
        payload: publish.payload,
        qos: qos(publish.qos),
        retain: publish.retain,
        user_properties: publish.user_properties,
    }
}

pub(crate) fn qos(qos: protocol::Qos) -> session::Qos {
    match qos {
        protocol::Qos::AtMostOnce => session::Qos::AtMostOnce,
        protocol::Qos::AtLeastOnce => session::Qos::AtLeastOnce,
        protocol::Qos::ExactlyOnce => session::Qos::ExactlyOnce,
    }
}

/// `epoch_ms` is the wall-clock time of the zero of all times, which a session does not know, and
/// `version` what it speaks. None for a message: the worker keeps it.
pub(crate) fn event(
    event: session::Event,
    epoch_ms: f64,
    version: protocol::Version,
) -> Option<protocol::Event> {
    use protocol::Event as To;
    use session::Event as From;
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Some(match event {
        From::Received(_) => return None,
        From::Phase(phase) => To::Phase(to_phase(phase)),
        From::SocketOpening { .. } => To::SocketOpening { epoch_ms },
        From::SocketOpen { subprotocol } => To::SocketOpen { subprotocol },
        From::ConnectSent { .. } => To::ConnectSent,
        From::Connack {
            return_code,
            session_present,
            server: _,
        } => To::Connack {
            return_code,
            session_present,
            version,
        },
        From::Restored {
            again,
            anew,
            subscriptions,
        } => To::Restored {
            again: count(again),
            anew: count(anew),
            subscriptions: count(subscriptions),
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
            reason: _,
        } => To::Suback {
            packet_id,
            topic,
            granted: granted.map(to_qos),
        },
        From::UnsubscribeSent { packet_id, topic } => To::UnsubscribeSent { packet_id, topic },
        From::Unsuback {
            packet_id,
            topic,
            reason: _,
        } => To::Unsuback { packet_id, topic },
        From::PublishSent {
            packet_id,
            topic,
            qos,
            bytes,
            dup: _,
        } => To::PublishSent {
            packet_id,
            topic,
            qos: to_qos(qos),
            bytes,
        },
        From::Queued { waiting, .. } => To::Queued {
            waiting: count(waiting),
        },
        From::Abandoned { .. } => To::Abandoned,
        From::Unacknowledged { messages } => To::Unacknowledged {
            messages: count(messages),
        },
        From::Discarded { messages } => To::Discarded {
            messages: count(messages),
        },
        From::Acknowledged {
            ack,
            packet_id,
            direction,
            reason,
        } => To::Acknowledged {
            ack: to_ack(ack),
            packet_id,
            direction: match direction {
                session::Direction::Sent => protocol::Direction::Sent,
                session::Direction::Received => protocol::Direction::Received,
            },
            reason_code: reason.map(|reason| reason.code),
        },
        From::PingSent => To::PingSent,
        From::PingReceived => To::PingReceived,
        From::DisconnectSent => To::DisconnectSent,
        From::DisconnectReceived(reason) => To::DisconnectReceived {
            reason_code: reason.code,
        },
        From::NotSent(why) => To::NotSent(to_not_sent(why)),
        From::TimedOut(waited_for) => To::TimedOut(match waited_for {
            session::WaitedFor::SocketOpen => protocol::WaitedFor::SocketOpen,
            session::WaitedFor::Connack => protocol::WaitedFor::Connack,
            session::WaitedFor::Pingresp => protocol::WaitedFor::Pingresp,
        }),
        From::Violation(rule) => To::Violation(to_violation(rule)),
        From::Reconnecting { in_ms, attempt } => To::Reconnecting { in_ms, attempt },
        From::ReconnectStopped(why) => To::ReconnectStopped(to_stopped(why)),
        From::Evicted { times } => To::Evicted { times },
        From::TooManyConnects {
            within_a_minute,
            allowed,
        } => To::TooManyConnects {
            within_a_minute: count(within_a_minute),
            allowed,
        },
        From::CredentialsChanged => To::CredentialsChanged,
        From::Network { online } => To::Network { online },
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
    })
}

fn to_phase(phase: session::Phase) -> protocol::Phase {
    match phase {
        session::Phase::Idle => protocol::Phase::Idle,
        session::Phase::Connecting => protocol::Phase::Connecting,
        session::Phase::AwaitingConnack => protocol::Phase::AwaitingConnack,
        session::Phase::Online => protocol::Phase::Online,
        session::Phase::Reconnecting => protocol::Phase::Reconnecting,
        session::Phase::Refused => protocol::Phase::Refused,
        session::Phase::Closed => protocol::Phase::Closed,
    }
}

pub(crate) fn to_qos(qos: session::Qos) -> protocol::Qos {
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

fn to_stopped(why: session::Stopped) -> protocol::Stopped {
    use protocol::Stopped as To;
    use session::Stopped as From;
    match why {
        From::Refused => To::Refused,
        From::Violation => To::Violation,
        From::Evicted => To::Evicted,
        From::Disconnected => To::Disconnected,
        From::DisconnectedByBroker => To::DisconnectedByBroker,
        From::SocketRefused => To::SocketRefused,
    }
}

fn to_not_sent(why: session::NotSent) -> protocol::NotSent {
    use protocol::NotSent as To;
    use session::NotSent as From;
    match why {
        From::NotOnline => To::NotOnline,
        From::AlreadyConnected => To::AlreadyConnected,
        From::NoNextTry => To::NoNextTry,
        From::QueueFull => To::QueueFull,
        From::ClientIdEmpty => To::ClientIdEmpty,
        From::ConnectHasNul => To::ConnectHasNul,
        From::WillTopic => To::WillTopic,
        From::TopicEmpty => To::TopicEmpty,
        From::TopicTooLong => To::TopicTooLong,
        From::TopicHasNul => To::TopicHasNul,
        From::TopicHasWildcard => To::TopicHasWildcard,
        From::FilterMalformed => To::FilterMalformed,
        From::NoPacketIdFree => To::NoPacketIdFree,
        From::TooLong => To::TooLong,
        From::TooLargeForBroker => To::TooLargeForBroker,
        From::QosTooHighForBroker => To::QosTooHighForBroker,
        From::RetainNotAvailable => To::RetainNotAvailable,
        From::NeedsVersion5 => To::NeedsVersion5,
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
        From::MalformedProperties => To::MalformedProperties,
        From::TopicAlias => To::TopicAlias,
        From::PacketIdZero => To::PacketIdZero,
        From::UnknownPacketId => To::UnknownPacketId,
        From::MalformedPacket => To::MalformedPacket,
    }
}
