//! The failures, and what the page may say of each.

use std::net::TcpStream;

use connack_e2e::fault;

/// A failure, and what the page may say of it.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) at: At,
    pub(super) codes: &'static [&'static str],
}

/// What is connected to.
pub(super) enum At {
    /// A server with a fault.
    Server(fn(TcpStream)),
    /// The same under another path than `/mqtt`.
    Path(fn(TcpStream), &'static str),
    /// A server without TLS, asked for TLS.
    Tls(fn(TcpStream)),
    /// A port that nothing listens on.
    Nobody,
    /// TLS with a certificate for which nobody vouches.
    SelfSigned,
    /// A URL of another machine.
    Url(&'static str),
}

use At::{Nobody, Path, SelfSigned, Server, Tls, Url};

macro_rules! table {
    ($($name:literal, $at:expr => $codes:expr;)+) => {
        &[$(Row { name: $name, at: $at, codes: &$codes }),+]
    };
}

/// The socket never opens. A browser has one word for all of it, and also closes a socket itself
/// that agrees to no subprotocol, or to another than it asked for (RFC 6455, 4.1).
pub(super) const NOT_OPENED: &[Row] = table! {
    "nothing listens", Nobody => ["transport-unreachable"];
    "no such name", Url("wss://does-not-exist.invalid/") => ["transport-unreachable"];
    "TLS to a port without", Tls(fault::obedient) => ["transport-unreachable"];
    "a certificate of its own", SelfSigned => ["transport-unreachable"];
    "HTTP 401", Server(fault::http::<401>) => ["transport-unreachable"];
    "HTTP 403", Server(fault::http::<403>) => ["transport-unreachable"];
    "HTTP 404", Server(fault::http::<404>) => ["transport-unreachable"];
    "HTTP 500", Server(fault::http::<500>) => ["transport-unreachable"];
    "HTTP 503", Server(fault::http::<503>) => ["transport-unreachable"];
    "wrong path", Path(fault::only_at_mqtt, "/") => ["transport-unreachable"];
    "another wrong path", Path(fault::only_at_mqtt, "/ws/v2") => ["transport-unreachable"];
    "another protocol", Server(fault::not_a_websocket) => ["transport-unreachable"];
    "MQTT without WebSocket", Server(fault::raw_mqtt) => ["transport-unreachable"];
    "another subprotocol", Server(fault::other_subprotocol) => ["transport-unreachable"];
    "no subprotocol", Server(fault::no_subprotocol) => ["transport-unreachable"];
    "no answer to the upgrade", Server(fault::mute) => ["transport-timeout"];
};

/// The socket opens, and then it goes wrong.
pub(super) const OPENED: &[Row] = table! {
    "closed at once", Server(fault::close_at_open) => ["transport-closed"];
    "closed after CONNECT", Server(fault::close_after_connect) => ["transport-closed"];
    "CONNACK never comes", Server(fault::no_connack) => ["transport-timeout"];
    "CONNACK 1", Server(fault::connack::<1>) => ["refused-version"];
    "CONNACK 2", Server(fault::connack::<2>) => ["refused-identifier"];
    "CONNACK 3", Server(fault::connack::<3>) => ["refused-unavailable"];
    "CONNACK 4", Server(fault::connack::<4>) => ["refused-credentials"];
    "CONNACK 5", Server(fault::connack::<5>) => ["refused-credentials"];
    "CONNACK 6", Server(fault::connack::<6>) => ["transport-malformed"];
    "CONNACK 128", Server(fault::connack::<128>) => ["transport-malformed"];
    "bytes that are no MQTT", Server(fault::garbage) => ["transport-malformed"];
    "a text message", Server(fault::text_message) => ["transport-malformed"];
    "a CONNACK too long", Server(fault::long_connack) => ["transport-malformed"];
    "a reserved packet", Server(fault::reserved_packet) => ["transport-malformed"];
    "a message before CONNACK", Server(fault::publish_first) => ["transport-malformed"];
    "a broken message", Server(fault::broken_publish) => ["transport-malformed"];
    "a second CONNACK", Server(fault::second_connack) => ["transport-malformed"];
    "PINGRESP never comes", Server(fault::no_pingresp) => ["transport-keep-alive-lost"];
};

/// From a page that came over https. Browsers go from there to this computer without TLS.
pub(super) const HTTPS: &[Row] = table! {
    "ws to another machine", Url("ws://192.0.2.1/mqtt") => ["transport-mixed-content"];
    "nothing listens", Nobody => ["transport-unreachable"];
};
