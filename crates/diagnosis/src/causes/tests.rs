//! Situations as they are met, and which cause comes first; and what holds for all of them.

use super::*;
use crate::Observation as Seen;
use crate::explain;

const PUBLIC: &str = "wss://a1Practice0.iot-as-mqtt.cn-shanghai.aliyuncs.com/";
const INSTANCE: &str = "wss://iot-06z00abc.mqtt.iothub.aliyuncs.com/mqtt";
const OTHER: &str = "wss://post-cn-abc.mqtt.aliyuncs.com/";
const HERE: &str = "ws://127.0.0.1:8083/mqtt";
const LAN: &str = "wss://192.168.1.5:8084/mqtt";
const NAME: &str = "wss://broker.example.net:8084/mqtt";

fn ids(situation: &Situation) -> Vec<&'static str> {
    causes(situation).iter().map(Cause::id).collect()
}

/// The first cause, and others that must be there.
#[track_caller]
fn check(seen: Seen, url: &str, change: fn(&mut Situation), first: &str, others: &[&str]) {
    let mut situation = Situation::new(seen, url);
    change(&mut situation);
    let found = ids(&situation);
    assert_eq!(found.first(), Some(&first), "{found:?}");
    for other in others {
        assert!(found.contains(other), "no {other} among {found:?}");
    }
}

/// A cause that must not be there.
#[track_caller]
fn check_not(seen: Seen, url: &str, change: fn(&mut Situation), absent: &str) {
    let mut situation = Situation::new(seen, url);
    change(&mut situation);
    let found = ids(&situation);
    assert!(!found.contains(&absent), "{found:?}");
}

fn nothing(_: &mut Situation) {}

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

/// Situations of every kind.
fn every(mut look: impl FnMut(&Situation)) {
    let waited = [Waited::SocketOpen, Waited::Connack, Waited::Pingresp];
    let seen = [
        Seen::ClosedBeforeConnack,
        Seen::NotOpened,
        Seen::Malformed,
        Seen::MixedContent,
        Seen::NoSubprotocol,
        Seen::Evicted,
        Seen::Offline,
    ];
    let seen = seen
        .into_iter()
        .chain(waited.map(Seen::TimedOut))
        .chain((1..=7).chain([0x80, 0xff]).map(Seen::Connack));
    let hosts = [
        "a1Practice0.iot-as-mqtt.cn-shanghai.aliyuncs.com",
        "iot-06z00abc.mqtt.iothub.aliyuncs.com",
        "mqtt.iothub.aliyuncs.com",
        "post-cn-abc.mqtt.aliyuncs.com",
        "127.0.0.1",
        "10.0.0.5",
        "8.8.8.8",
        "b.invalid",
        "broker.example.net",
    ];
    for seen in seen {
        for host in hosts {
            for bits in 0_u32..512 {
                let bit = |n: u32| bits >> n & 1 == 1;
                let url = format!(
                    "{}://{host}:{}/{}",
                    if bit(0) { "wss" } else { "ws" },
                    [443, 80, 1883, 8084][(bits >> 1 & 3) as usize],
                    if bit(3) { "mqtt" } else { "" },
                );
                let mut situation = Situation::new(seen, &url);
                situation.page_https = bit(4);
                situation.online = !bit(5);
                situation.was_online_before = bit(6);
                if bit(7) {
                    situation.attempts = 5;
                    situation.closes_soon_after_online = 3;
                    situation.keep_alive_s = 1201;
                    situation.elapsed_ms = Some(9_000);
                }
                look(&situation);
                if bit(8) {
                    for probe in probes(&situation) {
                        let mut probed = situation;
                        probed.probed = probed.probed.with(probe.kind, bit(0));
                        look(&probed);
                    }
                }
            }
        }
    }
}

#[test]
fn every_situation_has_causes_in_order_and_each_once() {
    every(|situation| {
        let found = causes(situation);
        assert!(!found.is_empty(), "{situation:?}");
        assert!(explain(situation.seen).is_some());
        assert_eq!(found[0].rank, Rank::MostLikely);
        assert!(found.is_sorted_by_key(|cause| cause.rank), "{found:?}");
        for (i, cause) in found.iter().enumerate() {
            let twice = found[..i].iter().any(|other| other.id() == cause.id());
            assert!(!twice, "{} twice: {situation:?}", cause.id());
        }
    });
}

#[test]
fn every_cause_is_the_cause_of_something() {
    let mut reached = std::collections::BTreeSet::new();
    every(|situation| reached.extend(ids(situation)));
    let all: std::collections::BTreeSet<&str> = CAUSES.iter().map(|entry| entry.id).collect();
    assert_eq!(reached, all);
    assert_eq!(all.len(), CAUSES.len(), "two causes of one name");
}

#[test]
fn words_are_in_both_languages() {
    let mut all: Vec<Words> = vec![PROBES_SEND_NOTHING];
    for entry in CAUSES {
        all.extend([entry.problem, entry.remedy]);
    }
    for rank in [Rank::MostLikely, Rank::Possible, Rank::Unlikely] {
        all.push(rank.words());
    }
    every(|situation| {
        let whys = causes(situation).into_iter().map(|cause| cause.why);
        let tells = probes(situation)
            .into_iter()
            .flat_map(|probe| [probe.label, probe.tells]);
        for text in whys.chain(tells) {
            if !all.contains(&text) {
                all.push(text);
            }
        }
    });
    for text in all {
        let en = text.en.chars().all(|c| c.is_ascii() || "“”".contains(c));
        assert!(en && !text.en.is_empty(), "{}", text.en);
        let zh = text
            .zh
            .chars()
            .any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        assert!(zh, "{}", text.zh);
        // Half-width punctuation beside a Chinese character.
        let chars: Vec<char> = text.zh.chars().collect();
        let half = chars.windows(2).any(|pair| match pair {
            [a, b] => *a > '\u{2fff}' && ",;:?!()".contains(*b),
            _ => false,
        });
        assert!(!half, "{}", text.zh);
    }
}

#[test]
fn the_browser_is_said_to_hide_which() {
    let entry = explain(Seen::NotOpened).map(|entry| entry.problem);
    assert!(entry.is_some_and(|problem| problem.en.contains("the browser hides which")));
    assert!(entry.is_some_and(|problem| problem.zh.contains("浏览器不告知原因")));
}
