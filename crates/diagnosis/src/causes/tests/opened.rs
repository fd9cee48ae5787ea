//! Everything but a socket that did not open.

use super::{HERE, INSTANCE, NAME, OTHER, PUBLIC, Seen, check, check_not, ids, nothing};
use crate::Waited;
use crate::causes::Situation;

#[test]
fn closed() {
    let before = Seen::ClosedBeforeConnack;
    let all = ["not-mqtt", "connect-malformed", "server-error", "proxy"];
    check(before, HERE, nothing, "refused-by-closing", &all);
    check(
        before,
        "ws://127.0.0.1:1/ws",
        nothing,
        "not-mqtt",
        &["refused-by-closing"],
    );
    check(
        before,
        PUBLIC,
        nothing,
        "refused-by-closing",
        &["wrong-host", "connect-malformed"],
    );
    check(before, OTHER, nothing, "wrong-host", &[]);
    check(
        before,
        PUBLIC,
        |s| s.attempts = 5,
        "rate-limit",
        &["refused-by-closing"],
    );
    check(
        before,
        HERE,
        |s| s.was_online_before = true,
        "server-error",
        &[],
    );
    check(
        before,
        PUBLIC,
        |s| s.online = false,
        "offline",
        &["refused-by-closing"],
    );
    check_not(before, HERE, |s| s.attempts = 9, "rate-limit");
    check_not(before, HERE, nothing, "wrong-host");

    let after = Seen::Evicted;
    let again = |s: &mut Situation| s.closes_soon_after_online = 3;
    check(
        after,
        PUBLIC,
        again,
        "identity-shared",
        &["device-disabled", "topic-not-allowed"],
    );
    check(after, HERE, again, "identity-shared", &["server-down"]);
    check(
        after,
        HERE,
        |s| s.closes_soon_after_online = 1,
        "server-down",
        &["identity-shared"],
    );
    check(
        after,
        PUBLIC,
        |s| s.online = false,
        "offline",
        &["identity-shared"],
    );
    check(
        after,
        PUBLIC,
        |s| (s.closes_soon_after_online, s.attempts) = (3, 5),
        "identity-shared",
        &["rate-limit"],
    );
    check_not(after, HERE, again, "network-gone");
}

#[test]
fn timed_out() {
    let socket = Seen::TimedOut(Waited::SocketOpen);
    check(
        socket,
        NAME,
        nothing,
        "firewall",
        &["server-down", "proxy", "tls-not-spoken"],
    );
    check(socket, HERE, nothing, "not-a-websocket", &["broker-busy"]);
    check(
        socket,
        "ws://192.168.1.5:1883/",
        nothing,
        "not-a-websocket",
        &["server-down"],
    );
    check(socket, "wss://b.test/", nothing, "name-not-found", &[]);
    check(socket, NAME, |s| s.online = false, "offline", &[]);
    check(
        socket,
        "wss://b.example.net/",
        |s| s.was_online_before = true,
        "server-down",
        &[],
    );
    check_not(socket, HERE, nothing, "firewall");

    let connack = Seen::TimedOut(Waited::Connack);
    check(connack, HERE, nothing, "not-mqtt", &["broker-busy"]);
    check(
        connack,
        PUBLIC,
        nothing,
        "proxy",
        &["broker-busy", "network-gone"],
    );
    check(connack, OTHER, nothing, "wrong-host", &[]);
    check(
        connack,
        HERE,
        |s| s.was_online_before = true,
        "broker-busy",
        &[],
    );
    check(
        connack,
        PUBLIC,
        |s| s.online = false,
        "offline",
        &["network-gone"],
    );
    check_not(connack, HERE, nothing, "proxy");

    let pingresp = Seen::TimedOut(Waited::Pingresp);
    check(
        pingresp,
        HERE,
        nothing,
        "broker-busy",
        &["asleep", "server-down"],
    );
    check(
        pingresp,
        PUBLIC,
        nothing,
        "network-gone",
        &["idle-dropped", "broker-busy"],
    );
    check(
        pingresp,
        PUBLIC,
        |s| s.keep_alive_s = 300,
        "idle-dropped",
        &["network-gone"],
    );
    check(
        pingresp,
        PUBLIC,
        |s| s.online = false,
        "offline",
        &["network-gone"],
    );
    check_not(pingresp, HERE, nothing, "network-gone");
}

#[test]
fn refused() {
    check(
        Seen::Connack(1),
        PUBLIC,
        nothing,
        "version-refused",
        &["version-kept"],
    );
    check(
        Seen::Connack(1),
        INSTANCE,
        nothing,
        "version-refused",
        &["version-kept"],
    );
    check_not(Seen::Connack(1), HERE, nothing, "version-kept");
    check(
        Seen::Connack(2),
        PUBLIC,
        nothing,
        "client-id-shape",
        &["client-id-too-long"],
    );
    check(
        Seen::Connack(2),
        HERE,
        nothing,
        "client-id-shape",
        &["client-id-not-allowed"],
    );
    check(
        Seen::Connack(2),
        PUBLIC,
        |s| s.keep_alive_s = 15,
        "client-id-shape",
        &["keep-alive-range"],
    );
    check_not(Seen::Connack(2), PUBLIC, nothing, "client-id-not-allowed");
    check(
        Seen::Connack(3),
        PUBLIC,
        nothing,
        "service-unavailable",
        &["client-id-shape"],
    );
    check(
        Seen::Connack(3),
        PUBLIC,
        |s| s.keep_alive_s = 15,
        "keep-alive-range",
        &[],
    );
    check(
        Seen::Connack(3),
        PUBLIC,
        |s| s.keep_alive_s = 30,
        "service-unavailable",
        &[],
    );
    check(
        Seen::Connack(3),
        PUBLIC,
        |s| s.attempts = 5,
        "rate-limit",
        &["broker-busy"],
    );
    for code in [4, 5] {
        let seen = Seen::Connack(code);
        let all = [
            "identity-wrong",
            "username-shape",
            "wrong-host",
            "device-disabled",
        ];
        check(seen, PUBLIC, nothing, "signature-wrong", &all);
        check(
            seen,
            PUBLIC,
            |s| s.was_online_before = true,
            "device-disabled",
            &["signature-wrong"],
        );
        check(
            seen,
            HERE,
            nothing,
            "signature-wrong",
            &["credentials-wrong", "not-authorized"],
        );
        check_not(seen, PUBLIC, nothing, "credentials-wrong");
    }
    check(
        Seen::Connack(0x87),
        HERE,
        nothing,
        "other-version",
        &["broker-broken"],
    );
    check(
        Seen::Connack(6),
        HERE,
        nothing,
        "broker-broken",
        &["not-mqtt", "other-version"],
    );
    assert_eq!(ids(&Situation::new(Seen::Connack(0), PUBLIC)), [""; 0]);
}

#[test]
fn not_as_mqtt_has_it() {
    check(
        Seen::Malformed,
        HERE,
        nothing,
        "not-mqtt",
        &["broker-broken", "other-version", "proxy"],
    );
    check(
        Seen::Malformed,
        HERE,
        |s| s.was_online_before = true,
        "broker-broken",
        &["not-mqtt"],
    );
    check(
        Seen::NoSubprotocol,
        HERE,
        nothing,
        "subprotocol-refused",
        &["not-mqtt"],
    );
    check(
        Seen::NoSubprotocol,
        "ws://b.example.net/ws",
        nothing,
        "not-mqtt",
        &["proxy"],
    );
}

#[test]
fn the_browser_itself() {
    check(
        Seen::Offline,
        PUBLIC,
        nothing,
        "offline",
        &["offline-misreported"],
    );
    check(
        Seen::MixedContent,
        "ws://b.example.net/",
        nothing,
        "mixed-content",
        &[],
    );
}
