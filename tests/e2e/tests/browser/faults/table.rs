//! The failures, and what the page may say of each.

use std::net::TcpStream;

use connack_e2e::fault;

/// A failure, and what the page may say of it.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) at: At,
    pub(super) codes: &'static [&'static str],
    /// The true cause; several where the failure is as much the one as the other.
    pub(super) causes: &'static [&'static str],
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
    /// A server in order, and then no network.
    Offline,
}

use At::{Nobody, Offline, Path, SelfSigned, Server, Tls, Url};

macro_rules! table {
    ($($name:literal, $at:expr => $codes:expr, $causes:expr;)+) => {
        &[$(Row { name: $name, at: $at, codes: &$codes, causes: &$causes }),+]
    };
}

/// The socket never opens. A browser has one word for all of it, and also closes a socket itself
/// that agrees to no subprotocol, or to another than it asked for (RFC 6455, 4.1).
pub(super) const NOT_OPENED: &[Row] = table! {
    "nothing listens", Nobody => ["transport-unreachable"], ["nothing-listens"];
    "no such name", Url("wss://does-not-exist.invalid/") => ["transport-unreachable"], ["name-not-found"];
    "TLS to a port without", Tls(fault::obedient) => ["transport-unreachable"], ["tls-not-spoken"];
    "a certificate of its own", SelfSigned => ["transport-unreachable"], ["certificate-refused"];
    "HTTP 401", Server(fault::http::<401>) => ["transport-unreachable"], ["origin-refused"];
    "HTTP 403", Server(fault::http::<403>) => ["transport-unreachable"], ["origin-refused"];
    "HTTP 404", Server(fault::http::<404>) => ["transport-unreachable"], ["wrong-path"];
    "HTTP 500", Server(fault::http::<500>) => ["transport-unreachable"], ["server-error"];
    "HTTP 503", Server(fault::http::<503>) => ["transport-unreachable"], ["server-error"];
    "wrong path", Path(fault::only_at_mqtt, "/") => ["transport-unreachable"], ["wrong-path"];
    "another wrong path", Path(fault::only_at_mqtt, "/ws/v2") => ["transport-unreachable"], ["wrong-path"];
    "another protocol", Server(fault::not_a_websocket) => ["transport-unreachable"], ["not-a-websocket"];
    "MQTT without WebSocket", Server(fault::raw_mqtt) => ["transport-unreachable"], ["not-a-websocket"];
    "another subprotocol", Server(fault::other_subprotocol) => ["transport-unreachable"], ["subprotocol-refused"];
    "no subprotocol", Server(fault::no_subprotocol) => ["transport-unreachable"], ["subprotocol-refused"];
    "no answer to the upgrade", Server(fault::mute) => ["transport-timeout"], ["not-a-websocket", "broker-busy"];
};

/// The socket opens, and then it goes wrong.
pub(super) const OPENED: &[Row] = table! {
    "closed at once", Server(fault::close_at_open) => ["transport-closed"], ["server-error"];
    "closed after CONNECT", Server(fault::close_after_connect) => ["transport-closed"], ["refused-by-closing"];
    "CONNACK never comes", Server(fault::no_connack) => ["transport-timeout"], ["not-mqtt", "broker-busy"];
    "CONNACK 1", Server(fault::connack::<1>) => ["refused-version"], ["version-refused"];
    "CONNACK 2", Server(fault::connack::<2>) => ["refused-identifier"], ["client-id-shape"];
    "CONNACK 3", Server(fault::connack::<3>) => ["refused-unavailable"], ["service-unavailable"];
    "CONNACK 4", Server(fault::connack::<4>) => ["refused-credentials"], ["signature-wrong", "username-shape"];
    "CONNACK 5", Server(fault::connack::<5>) => ["refused-credentials"], ["signature-wrong", "identity-wrong"];
    "CONNACK 6", Server(fault::connack::<6>) => ["transport-malformed"], ["broker-broken"];
    "CONNACK 128", Server(fault::connack::<128>) => ["transport-malformed"], ["other-version"];
    "bytes that are no MQTT", Server(fault::garbage) => ["transport-malformed"], ["not-mqtt"];
    "a text message", Server(fault::text_message) => ["transport-malformed"], ["not-mqtt"];
    "a CONNACK too long", Server(fault::long_connack) => ["transport-malformed"], ["other-version"];
    "a reserved packet", Server(fault::reserved_packet) => ["transport-malformed"], ["not-mqtt", "broker-broken"];
    "a message before CONNACK", Server(fault::publish_first) => ["transport-malformed"], ["broker-broken"];
    "a broken message", Server(fault::broken_publish) => ["transport-malformed"], ["broker-broken"];
    "a second CONNACK", Server(fault::second_connack) => ["transport-malformed"], ["broker-broken"];
    "PINGRESP never comes", Server(fault::no_pingresp) => ["transport-keep-alive-lost"], ["broker-busy", "server-down"];
};

/// The connection was online, and then it goes wrong.
pub(super) const ONLINE: &[Row] = table! {
    "evicted", Server(fault::close_when_online) => ["evicted"], ["identity-shared"];
    "cut again and again", Server(fault::cut_when_online) => ["evicted"], ["identity-shared", "server-down"];
    "no network", Offline => ["transport-offline"], ["offline"];
};

/// From a page that came over https. Browsers go from there to this computer without TLS.
pub(super) const HTTPS: &[Row] = table! {
    "ws to another machine", Url("ws://192.0.2.1/mqtt") => ["transport-mixed-content"], ["mixed-content"];
    "nothing listens", Nobody => ["transport-unreachable"], ["nothing-listens"];
};
