//! The socket did not open, and what probes tell then.

use super::{HERE, INSTANCE, LAN, NAME, OTHER, PUBLIC, Seen, check, check_not, ids, nothing};
use crate::causes::{ProbeKind, Rank, Situation, causes, probes};
use crate::{Waited, explain};

#[test]
fn not_opened_by_host_and_port() {
    let seen = Seen::NotOpened;
    let answers = [
        "wrong-path",
        "origin-refused",
        "server-error",
        "subprotocol-refused",
        "not-a-websocket",
    ];
    check(seen, HERE, nothing, "nothing-listens", &answers);
    let tls = ["certificate-refused", "nothing-listens"];
    check(
        seen,
        "wss://127.0.0.1:8083/mqtt",
        nothing,
        "nothing-listens",
        &["tls-not-spoken"],
    );
    check(seen, LAN, nothing, "certificate-refused", &tls);
    check(
        seen,
        NAME,
        nothing,
        "name-not-found",
        &["firewall", "certificate-refused"],
    );
    check(
        seen,
        "wss://does-not-exist.invalid/",
        nothing,
        "name-not-found",
        &[],
    );
    check(seen, INSTANCE, nothing, "name-not-found", &["wrong-path"]);
    check(
        seen,
        "wss://a1Practice0.iot-as-mqtt.cn-shanghia.aliyuncs.com/",
        nothing,
        "name-not-found",
        &["firewall"],
    );
    check(seen, OTHER, nothing, "wrong-host", &["name-not-found"]);
    check(
        seen,
        "wss://a1Practice0.iot-as-mqtt.cn-shanghai.aliyuncs.com:1883/",
        nothing,
        "not-a-websocket",
        &["firewall"],
    );
    check(
        seen,
        "ws://broker.example.net:8084/mqtt",
        nothing,
        "tls-expected",
        &["firewall"],
    );
    check(
        seen,
        "wss://broker.example.net:8083/mqtt",
        nothing,
        "tls-not-spoken",
        &[],
    );
    check(
        seen,
        "wss://broker.example.net/ws/v2",
        nothing,
        "wrong-path",
        &["name-not-found"],
    );
}

#[test]
fn not_opened_by_what_else_is_known() {
    let seen = Seen::NotOpened;
    check(
        seen,
        NAME,
        |s| s.elapsed_ms = Some(4_000),
        "firewall",
        &["name-not-found"],
    );
    // A browser that holds a sixth attempt back says nothing by its time.
    check(
        seen,
        NAME,
        |s| (s.elapsed_ms, s.attempts) = (Some(4_000), 6),
        "name-not-found",
        &["firewall"],
    );
    check(
        seen,
        NAME,
        |s| s.was_online_before = true,
        "server-down",
        &["network-gone"],
    );
    check(seen, NAME, |s| s.online = false, "offline", &["firewall"]);
    check(
        seen,
        "ws://broker.example.net/",
        |s| s.page_https = true,
        "mixed-content",
        &["name-not-found"],
    );
    check(
        seen,
        LAN,
        |s| s.page_https = true,
        "certificate-refused",
        &["local-network-blocked"],
    );
    check_not(seen, HERE, |s| s.page_https = true, "mixed-content");
    check_not(seen, LAN, nothing, "local-network-blocked");
    check_not(seen, HERE, nothing, "name-not-found");
    check_not(seen, HERE, nothing, "firewall");
    check_not(seen, HERE, nothing, "certificate-refused");
    check_not(seen, PUBLIC, nothing, "tls-not-spoken");
    check_not(seen, "wss://8.8.8.8/", nothing, "name-not-found");
}

#[test]
fn the_browser_is_said_to_hide_which() {
    let entry = explain(Seen::NotOpened).map(|entry| entry.problem);
    assert!(entry.is_some_and(|problem| problem.en.contains("the browser hides which")));
    assert!(entry.is_some_and(|problem| problem.zh.contains("浏览器不告知原因")));
}
#[test]
fn a_probe_settles_it() {
    #[track_caller]
    fn probed(url: &str, kind: ProbeKind, opened: bool) -> Vec<&'static str> {
        let mut situation = Situation::new(Seen::NotOpened, url);
        assert!(
            probes(&situation).iter().any(|probe| probe.kind == kind),
            "{kind:?} is not offered for {url}"
        );
        situation.probed = situation.probed.with(kind, opened);
        let again = probes(&situation);
        assert!(again.iter().all(|probe| probe.kind != kind));
        assert!(!opened || again.is_empty(), "{again:?}");
        let found = causes(&situation);
        let second = found[1].rank;
        assert!(!opened || second > Rank::MostLikely, "{found:?}");
        ids(&situation)
    }
    let insecure = "ws://broker.example.net:8080/mqtt";
    for (url, kind, cause) in [
        (HERE, ProbeKind::WithoutSubprotocol, "subprotocol-refused"),
        (HERE, ProbeKind::OtherPath, "wrong-path"),
        (insecure, ProbeKind::OverTls, "tls-expected"),
        (insecure, ProbeKind::OtherPort(80), "wrong-port"),
        (NAME, ProbeKind::OtherPort(443), "wrong-port"),
    ] {
        let opened = probed(url, kind, true);
        assert_eq!(opened[0], cause);
        assert!(!opened.contains(&"nothing-listens"), "{opened:?}");
        assert_ne!(probed(url, kind, false)[0], cause);
    }
    assert!(probed(NAME, ProbeKind::OtherPort(443), true).contains(&"firewall"));
    // A third path may be the right one; a server that insists on nothing is not helped.
    assert!(probed(HERE, ProbeKind::OtherPath, false).contains(&"wrong-path"));
    let without = probed(HERE, ProbeKind::WithoutSubprotocol, false);
    assert!(!without.contains(&"subprotocol-refused"), "{without:?}");
}

#[test]
fn probes_where_they_help() {
    #[track_caller]
    fn offered(seen: Seen, url: &str, change: fn(&mut Situation), names: &[&str]) {
        let mut situation = Situation::new(seen, url);
        change(&mut situation);
        let found = probes(&situation);
        let found: Vec<&str> = found.iter().map(|probe| probe.kind.name()).collect();
        assert_eq!(found, names);
    }
    let both = ["without-subprotocol", "other-path"];
    offered(Seen::NotOpened, PUBLIC, nothing, &both);
    offered(
        Seen::NotOpened,
        HERE,
        nothing,
        &[both[0], both[1], "over-tls"],
    );
    offered(
        Seen::NotOpened,
        LAN,
        nothing,
        &[both[0], both[1], "other-port"],
    );
    offered(
        Seen::TimedOut(Waited::SocketOpen),
        NAME,
        nothing,
        &["other-port"],
    );
    offered(Seen::NotOpened, PUBLIC, |s| s.online = false, &[]);
    offered(
        Seen::NotOpened,
        "ws://b.example.net/",
        |s| s.page_https = true,
        &[],
    );
    for seen in [
        Seen::Connack(5),
        Seen::Evicted,
        Seen::TimedOut(Waited::Connack),
    ] {
        offered(seen, PUBLIC, nothing, &[]);
    }
}

#[test]
fn probes_go_to_the_same_host() {
    for (kind, url, to) in [
        (ProbeKind::WithoutSubprotocol, "ws://b:1/x", "ws://b:1/x"),
        (ProbeKind::OtherPath, "ws://b:1", "ws://b:1/mqtt"),
        (ProbeKind::OtherPath, "ws://b:1/", "ws://b:1/mqtt"),
        (ProbeKind::OtherPath, "ws://b:1/ws?a=/mqtt", "ws://b:1/mqtt"),
        (ProbeKind::OtherPath, "wss://b/mqtt?a", "wss://b/"),
        (ProbeKind::OverTls, "ws://b:1/mqtt", "wss://b:1/mqtt"),
        (
            ProbeKind::OtherPort(443),
            "wss://b:8084/mqtt",
            "wss://b:443/mqtt",
        ),
        (
            ProbeKind::OtherPort(80),
            "ws://[::1]/mqtt",
            "ws://[::1]:80/mqtt",
        ),
        (ProbeKind::OtherPort(80), "ws://[::1]:9/", "ws://[::1]:80/"),
    ] {
        assert_eq!(kind.url(url), to);
    }
}
