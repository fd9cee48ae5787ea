//! The platform's limits, seen before anything is sent. They bind on its own hosts only;
//! elsewhere they are worth knowing. Nothing here stops anybody.
//!
//! Every value is aliyun.md §6 (vendor pages 使用限制.md and the MQTT pages, GHD, confidence A).

use connack_protocol::{Qos, Version};

use crate::facts::Limit;
use crate::topic;

/// The longest topic, in bytes of UTF-8.
pub const MAX_TOPIC_BYTES: usize = 128;
/// The most slashes of a topic. The platform itself defines system topics with more
/// (`…/event/property/pack/post`), so it is counted in the others only (our conclusion).
pub const MAX_SLASHES: usize = 7;
/// The longest payload, in bytes.
pub const MAX_PAYLOAD_BYTES: usize = 256 << 10;
/// Messages a second that a device may publish with QoS 0, and with QoS 1.
pub const MAX_RATES: [usize; 2] = [30, 10];
/// Subscriptions of a device.
pub const MAX_SUBSCRIPTIONS: usize = 100;
/// Filters of one SUBSCRIBE.
pub const MAX_FILTERS: usize = 8;

/// What is about to be published, and where.
#[derive(Debug, Clone, Copy)]
pub struct Sending<'a> {
    /// The host of the connection, with or without its port.
    pub host: &'a str,
    /// The version of MQTT that it speaks.
    pub version: Version,
    /// The topic.
    pub topic: &'a str,
    /// The length of the payload, in bytes.
    pub payload_len: usize,
    /// Quality of service.
    pub qos: Qos,
    /// The retain flag.
    pub retain: bool,
    /// Who is connected; both empty: not known.
    pub product_key: &'a str,
    /// Who is connected.
    pub device_name: &'a str,
    /// What was sent before: when, in ms, and with which quality of service. Older than a second
    /// does not count.
    pub recent: &'a [(f64, Qos)],
    /// Now, on the same clock.
    pub now_ms: f64,
}

/// A limit that is passed, with what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitProblem {
    /// Which.
    pub limit: Limit,
    /// It binds here: the host is the platform's. Else it is a note.
    pub binds: bool,
}

/// Whether a host is the platform's: `aliyuncs.com` or below it. A port may follow.
pub fn is_platform_host(host: &str) -> bool {
    let host = host.trim().split(':').next().unwrap_or_default();
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    host == "aliyuncs.com" || host.ends_with(".aliyuncs.com")
}

/// Every limit that publishing this passes.
pub fn check_publish(sending: &Sending) -> Vec<LimitProblem> {
    let mut found = topic_limits(sending.topic, sending.product_key, sending.device_name);
    if sending.payload_len > MAX_PAYLOAD_BYTES {
        found.push(Limit::PayloadBytes(sending.payload_len));
    }
    match sending.version {
        Version::V3_1_1 if sending.retain => found.push(Limit::Retain),
        Version::V3_1_1 | Version::V5_0 => {}
    }
    let rate = match sending.qos {
        Qos::AtMostOnce => MAX_RATES[0],
        Qos::AtLeastOnce => MAX_RATES[1],
        Qos::ExactlyOnce => {
            found.push(Limit::QosTwo);
            usize::MAX
        }
    };
    let within = |(at_ms, qos): &&(f64, Qos)| {
        *qos == sending.qos && *at_ms > sending.now_ms - 1_000.0 && *at_ms <= sending.now_ms
    };
    let in_a_second = sending.recent.iter().filter(within).count() + 1;
    if in_a_second > rate {
        found.push(Limit::Rate(sending.qos, in_a_second));
    }
    problems(sending.host, found)
}

/// Every limit that subscribing to these filters passes; `subscribed` are there already.
pub fn check_subscribe(
    host: &str,
    filters: &[(&str, Qos)],
    subscribed: usize,
    product_key: &str,
    device_name: &str,
) -> Vec<LimitProblem> {
    let mut found = Vec::new();
    for (filter, qos) in filters {
        found.extend(topic_limits(filter, product_key, device_name));
        if *qos == Qos::ExactlyOnce {
            found.push(Limit::QosTwo);
        }
    }
    if filters.len() > MAX_FILTERS {
        found.push(Limit::Filters(filters.len()));
    }
    let subscriptions = subscribed.saturating_add(filters.len());
    if subscriptions > MAX_SUBSCRIPTIONS {
        found.push(Limit::Subscriptions(subscriptions));
    }
    problems(host, found)
}

fn problems(host: &str, found: Vec<Limit>) -> Vec<LimitProblem> {
    let binds = is_platform_host(host);
    found
        .into_iter()
        .map(|limit| LimitProblem { limit, binds })
        .collect()
}

/// The limits that a topic or filter passes by itself.
fn topic_limits(text: &str, product_key: &str, device_name: &str) -> Vec<Limit> {
    let mut found = Vec::new();
    if text.len() > MAX_TOPIC_BYTES {
        found.push(Limit::TopicBytes(text.len()));
    }
    let slashes = text.matches('/').count();
    if slashes > MAX_SLASHES && !text.starts_with("/sys/") && !text.starts_with("/ext/") {
        found.push(Limit::Slashes(slashes));
    }
    if !product_key.is_empty() || !device_name.is_empty() {
        found.extend(ownership(text, product_key, device_name));
    }
    found
}

fn ownership(text: &str, product_key: &str, device_name: &str) -> Option<Limit> {
    let foreign = |pk: &str, dn: &str| Some(Limit::ForeignTopic(pk.to_owned(), dn.to_owned()));
    if let Some((pk, dn)) = topic::owner(text) {
        return if (pk, dn) == (product_key, device_name) {
            None
        } else {
            foreign(pk, dn)
        };
    }
    match topic::levels(text).as_slice() {
        ["broadcast", pk, _, ..] if *pk == product_key => None,
        ["broadcast", pk, _, ..] => foreign(pk, ""),
        // Whose it is cannot be seen: the custom topic of an RRPC, and those of older products,
        // which lack `user`.
        ["ext", "rrpc", ..] => None,
        [pk, dn, _, ..] if (*pk, *dn) == (product_key, device_name) => None,
        _ => Some(Limit::UnknownTopic),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use connack_protocol::Lang;

    const HOST: &str = "a1.iot-as-mqtt.cn-shanghai.aliyuncs.com";

    fn sending(topic: &str) -> Sending<'_> {
        Sending {
            host: HOST,
            version: Version::V3_1_1,
            topic,
            payload_len: 0,
            qos: Qos::AtMostOnce,
            retain: false,
            product_key: "pk",
            device_name: "dn",
            recent: &[],
            now_ms: 5_000.0,
        }
    }

    #[track_caller]
    fn check(sending: &Sending, expected: &[Limit]) {
        let found: Vec<Limit> = check_publish(sending)
            .into_iter()
            .map(|p| p.limit)
            .collect();
        assert_eq!(found, expected);
    }

    fn foreign(pk: &str, dn: &str) -> Limit {
        Limit::ForeignTopic(pk.into(), dn.into())
    }

    #[test]
    fn the_platforms_hosts_are_those_below_its_domain() {
        for (host, expected) in [
            (HOST, true),
            ("IOT-060a.MQTT.IOTHUB.ALIYUNCS.COM.", true),
            ("a1.iot-as-mqtt.cn-shanghai.aliyuncs.com:1883", true),
            ("aliyuncs.com", true),
            ("aliyuncs.com.example.org", false),
            ("notaliyuncs.com", false),
            ("127.0.0.1", false),
            ("", false),
        ] {
            assert_eq!(is_platform_host(host), expected, "{host}");
        }
    }

    #[test]
    fn length_and_levels_have_their_limits() {
        let own = "/pk/dn/user/";
        let longest = format!("{own}{}", "a".repeat(128 - own.len()));
        check(&sending(&longest), &[]);
        let chinese = format!("{longest}温");
        check(&sending(&chinese), &[Limit::TopicBytes(131)]);
        check(&sending("/pk/dn/user/a/b/c/d"), &[]);
        check(&sending("/pk/dn/user/a/b/c/d/e"), &[Limit::Slashes(8)]);
        let payload = |payload_len| Sending {
            payload_len,
            ..sending("/pk/dn/user/update")
        };
        check(&payload(262_144), &[]);
        check(&payload(262_145), &[Limit::PayloadBytes(262_145)]);
    }

    #[test]
    fn qos_2_and_retain_are_not_taken() {
        let refused = Sending {
            qos: Qos::ExactlyOnce,
            retain: true,
            ..sending("/pk/dn/user/update")
        };
        check(&refused, &[Limit::Retain, Limit::QosTwo]);
        let of_5 = Sending {
            version: Version::V5_0,
            ..refused
        };
        check(&of_5, &[Limit::QosTwo]);
    }

    #[test]
    fn a_topic_must_be_the_devices_own() {
        for own in [
            "/sys/pk/dn/thing/event/property/post",
            "/pk/dn/user/update",
            "/pk/dn/update",
            "/ota/device/inform/pk/dn",
            "/shadow/update/pk/dn",
            "/ext/ntp/pk/dn/request",
            "/ext/session/pk/dn/combine/login",
            "/ext/rrpc/1/any/topic",
            "/sys/pk/dn/thing/event/property/pack/post",
            "/broadcast/pk/1",
        ] {
            check(&sending(own), &[]);
        }
        for (topic, expected) in [
            (
                "/sys/pk/other/thing/event/property/post",
                foreign("pk", "other"),
            ),
            ("/other/dn/user/update", foreign("other", "dn")),
            ("/ota/device/inform/pk/other", foreign("pk", "other")),
            ("/broadcast/other/1", foreign("other", "")),
            ("test", Limit::UnknownTopic),
            ("/other/dn/update", Limit::UnknownTopic),
        ] {
            check(&sending(topic), &[expected]);
        }
        let unknown = Sending {
            product_key: "",
            device_name: "",
            ..sending("/sys/any/device/thing/topo/get")
        };
        check(&unknown, &[]);
    }

    #[test]
    fn the_rate_is_counted_for_each_quality_of_service() {
        let at = |count: usize, qos| vec![(4_500.0, qos); count];
        let (zero, one) = (Qos::AtMostOnce, Qos::AtLeastOnce);
        for (recent, qos, expected) in [
            (at(29, zero), zero, None),
            (at(30, zero), zero, Some(Limit::Rate(zero, 31))),
            (at(30, zero), one, None),
            (at(9, one), one, None),
            (at(10, one), one, Some(Limit::Rate(one, 11))),
            (vec![(4_000.0, zero); 60], zero, None),
        ] {
            let sending = Sending {
                recent: &recent,
                qos,
                ..sending("/pk/dn/user/update")
            };
            check(&sending, expected.as_slice());
        }
    }

    #[test]
    fn subscriptions_have_their_limits_too() {
        let filter = ("/pk/dn/user/get", Qos::AtLeastOnce);
        let found = |filters: &[(&str, Qos)], subscribed| -> Vec<Limit> {
            let problems = check_subscribe(HOST, filters, subscribed, "pk", "dn");
            problems.into_iter().map(|problem| problem.limit).collect()
        };
        assert_eq!(found(&[filter; 8], 92), []);
        assert_eq!(
            found(&[filter; 9], 92),
            [Limit::Filters(9), Limit::Subscriptions(101)]
        );
        assert_eq!(
            found(&[("/sys/+/dn/#", Qos::AtMostOnce)], 0),
            [foreign("+", "dn")]
        );
        assert_eq!(
            found(&[("#", Qos::ExactlyOnce)], 0),
            [Limit::UnknownTopic, Limit::QosTwo]
        );
    }

    #[test]
    fn elsewhere_a_limit_is_a_note() {
        let elsewhere = Sending {
            host: "127.0.0.1",
            retain: true,
            ..sending("test")
        };
        let problems = check_publish(&elsewhere);
        assert_eq!(problems.len(), 2);
        assert!(problems.iter().all(|problem| !problem.binds));
        assert!(
            check_publish(&sending("test"))
                .iter()
                .all(|problem| problem.binds)
        );
        for LimitProblem { limit, .. } in problems {
            assert!(!limit.source().is_empty() && !limit.name().is_empty());
            assert!(limit.fact(Lang::En).is_ascii() != limit.fact(Lang::Zh).is_ascii());
        }
    }
}
