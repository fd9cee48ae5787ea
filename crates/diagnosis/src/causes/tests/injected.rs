//! The failures that the browser tests inject, as the page sees them: a broker on this computer,
//! on any port. The true cause is always among those that are shown.

use super::{Seen, ids};
use crate::Waited;
use crate::causes::Situation;

#[track_caller]
fn check(seen: Seen, url: &str, change: fn(&mut Situation), true_ones: &[&str]) {
    let mut situation = Situation::new(seen, url);
    change(&mut situation);
    for page_https in [false, true] {
        for elapsed_ms in [None, Some(3), Some(9_900)] {
            let situation = Situation {
                page_https,
                elapsed_ms,
                // What the browser tests set, so that they need not wait for PINGREQ.
                keep_alive_s: 1,
                ..situation
            };
            let found = ids(&situation);
            for cause in true_ones {
                assert!(found.contains(cause), "no {cause} among {found:?}");
            }
        }
    }
}

#[test]
fn before_the_socket_opens() {
    let seen = Seen::NotOpened;
    let plain = "ws://127.0.0.1:40123/mqtt";
    let same = |_: &mut Situation| {};
    for cause in [
        "nothing-listens",
        "origin-refused",
        "wrong-path",
        "server-error",
        "not-a-websocket",
        "subprotocol-refused",
    ] {
        check(seen, plain, same, &[cause]);
    }
    check(
        seen,
        "wss://does-not-exist.invalid/",
        same,
        &["name-not-found"],
    );
    check(
        seen,
        "wss://127.0.0.1:40123/mqtt",
        same,
        &["tls-not-spoken", "certificate-refused"],
    );
    for path in ["/", "/ws/v2"] {
        check(
            seen,
            &format!("ws://127.0.0.1:40123{path}"),
            same,
            &["wrong-path"],
        );
    }
    let silent = Seen::TimedOut(Waited::SocketOpen);
    check(silent, plain, same, &["not-a-websocket", "broker-busy"]);
}

#[test]
fn after_the_socket_opens() {
    let plain = "ws://127.0.0.1:40123/mqtt";
    let same = |_: &mut Situation| {};
    let online = |s: &mut Situation| s.was_online_before = true;
    let closed = &["server-error", "refused-by-closing"];
    check(Seen::ClosedBeforeConnack, plain, same, closed);
    let silent = Seen::TimedOut(Waited::Connack);
    check(silent, plain, same, &["not-mqtt", "broker-busy"]);
    check(Seen::Connack(1), plain, same, &["version-refused"]);
    check(Seen::Connack(2), plain, same, &["client-id-shape"]);
    check(Seen::Connack(3), plain, same, &["service-unavailable"]);
    check(
        Seen::Connack(4),
        plain,
        same,
        &["signature-wrong", "username-shape"],
    );
    check(
        Seen::Connack(5),
        plain,
        same,
        &["signature-wrong", "identity-wrong"],
    );
    check(Seen::Connack(6), plain, same, &["broker-broken"]);
    check(Seen::Connack(128), plain, same, &["other-version"]);
    let malformed = &["not-mqtt", "other-version", "broker-broken"];
    check(Seen::Malformed, plain, same, malformed);
    check(Seen::Malformed, plain, online, &["broker-broken"]);
    let lost = Seen::TimedOut(Waited::Pingresp);
    check(lost, plain, online, &["broker-busy", "server-down"]);
    check(
        Seen::Evicted,
        plain,
        online,
        &["identity-shared", "server-down"],
    );
    check(Seen::Offline, plain, online, &["offline"]);
    check(
        Seen::MixedContent,
        "ws://192.0.2.1/mqtt",
        same,
        &["mixed-content"],
    );
}
