//! The spellings of values in a transcript.

use crate::event::{Ack, Qos};
use crate::phase::Phase;
use crate::why::{NotSent, Stopped, Violation, WaitedFor};

pub(super) fn granted_name(granted: Option<Qos>) -> &'static str {
    match granted {
        Some(Qos::AtMostOnce) => "0",
        Some(Qos::AtLeastOnce) => "1",
        Some(Qos::ExactlyOnce) => "2",
        None => "refused",
    }
}

pub(super) fn ack_name(ack: Ack) -> &'static str {
    match ack {
        Ack::Puback => "PUBACK",
        Ack::Pubrec => "PUBREC",
        Ack::Pubrel => "PUBREL",
        Ack::Pubcomp => "PUBCOMP",
    }
}

pub(super) fn phase_of(waited_for: WaitedFor) -> Phase {
    match waited_for {
        WaitedFor::SocketOpen => Phase::Connecting,
        WaitedFor::Connack => Phase::AwaitingConnack,
        WaitedFor::Pingresp => Phase::Online,
    }
}

pub(super) fn not_sent_name(why: NotSent) -> &'static str {
    match why {
        NotSent::NotOnline => "not-online",
        NotSent::AlreadyConnected => "already-connected",
        NotSent::NoNextTry => "no-next-try",
        NotSent::QueueFull => "queue-full",
        NotSent::ClientIdEmpty => "client-id-empty",
        NotSent::ConnectHasNul => "connect-has-nul",
        NotSent::WillTopic => "will-topic",
        NotSent::TopicEmpty => "topic-empty",
        NotSent::TopicTooLong => "topic-too-long",
        NotSent::TopicHasNul => "topic-has-nul",
        NotSent::TopicHasWildcard => "topic-has-wildcard",
        NotSent::FilterMalformed => "filter-malformed",
        NotSent::NoPacketIdFree => "no-packet-id-free",
        NotSent::TooLong => "too-long",
        NotSent::TooLargeForBroker => "too-large-for-broker",
        NotSent::QosTooHighForBroker => "qos-too-high-for-broker",
        NotSent::RetainNotAvailable => "retain-not-available",
        NotSent::NeedsVersion5 => "needs-version-5",
    }
}

pub(super) fn violation_name(rule: Violation) -> &'static str {
    match rule {
        Violation::TextFrame => "text-frame",
        Violation::RemainingLength => "remaining-length",
        Violation::PacketTooLarge => "packet-too-large",
        Violation::ReservedFlags => "reserved-flags",
        Violation::PacketType => "packet-type",
        Violation::BeforeConnack => "before-connack",
        Violation::SecondConnack => "second-connack",
        Violation::MalformedConnack => "malformed-connack",
        Violation::MalformedPublish => "malformed-publish",
        Violation::MalformedProperties => "malformed-properties",
        Violation::TopicAlias => "topic-alias",
        Violation::PacketIdZero => "packet-id-zero",
        Violation::UnknownPacketId => "unknown-packet-id",
        Violation::MalformedPacket => "malformed-packet",
    }
}

pub(super) fn stopped_name(why: Stopped) -> &'static str {
    match why {
        Stopped::Refused => "refused",
        Stopped::Violation => "violation",
        Stopped::Evicted => "evicted",
        Stopped::Disconnected => "disconnected",
        Stopped::DisconnectedByBroker => "disconnected-by-broker",
        Stopped::SocketRefused => "socket-refused",
    }
}
