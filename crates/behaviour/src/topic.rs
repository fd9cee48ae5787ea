//! Topics: which can be, where an answer belongs, and whose a topic is.
//!
//! The platform's topics and their answers are those of aliyun.md §7 (GHD Alink协议, A); that an
//! RRPC of a custom topic is answered on the very topic it came on is vendor page "RRPC" (GHD, A).

use connack_protocol::wildcards_fit;

/// The longest topic that MQTT can write, in bytes.
const MAX_BYTES: usize = 65_535;

/// Whether it can be a topic filter: not empty, `+` and `#` alone on their level, `#` last.
pub fn is_filter(filter: &str) -> bool {
    is_string(filter) && wildcards_fit(filter)
}

/// Whether it can be the topic of a PUBLISH: not empty, no `+`, `#` or U+0000.
pub fn is_name(topic: &str) -> bool {
    is_string(topic) && !topic.contains(['+', '#'])
}

fn is_string(topic: &str) -> bool {
    !topic.is_empty() && topic.len() <= MAX_BYTES && !topic.contains('\0')
}

/// Where the platform expects the answer to a message on this topic, either way.
pub fn reply_topic(topic: &str) -> Option<String> {
    if is_reply(topic) {
        return None;
    }
    match levels(topic).as_slice() {
        ["sys", pk, dn, "rrpc", "request", id] => {
            Some(format!("/sys/{pk}/{dn}/rrpc/response/{id}"))
        }
        ["ext", "rrpc", _, _, ..] => Some(topic.to_owned()),
        ["ext", "ntp", pk, dn, "request"] => Some(format!("/ext/ntp/{pk}/{dn}/response")),
        // The vendor's pages name no answer to these two.
        ["sys", _, _, "thing", "config", "log", "push"]
        | ["sys", _, _, "thing", "bootstrap", "notify"] => None,
        ["sys", _, _, "thing", ..] | ["ext", "session", _, _, "combine", _] => {
            Some(format!("{topic}_reply"))
        }
        _ => None,
    }
}

/// The topic of the request that a message on this topic answers.
pub(crate) fn request_topic(topic: &str) -> Option<String> {
    match levels(topic).as_slice() {
        ["sys", pk, dn, "rrpc", "response", id] => {
            Some(format!("/sys/{pk}/{dn}/rrpc/request/{id}"))
        }
        ["ext", "ntp", pk, dn, "response"] => Some(format!("/ext/ntp/{pk}/{dn}/request")),
        ["sys", _, _, "thing", ..] | ["ext", "session", _, _, "combine", _] => {
            topic.strip_suffix("_reply").map(str::to_owned)
        }
        _ => None,
    }
}

/// Whether a message on this topic answers another.
pub(crate) fn is_reply(topic: &str) -> bool {
    request_topic(topic).is_some()
}

/// The message id in the topic of an RRPC.
pub(crate) fn rrpc_id(topic: &str) -> Option<&str> {
    match levels(topic).as_slice() {
        ["sys", _, _, "rrpc", "request" | "response", id] | ["ext", "rrpc", id, _, ..] => Some(id),
        _ => None,
    }
}

/// Product key and device name in a topic of the platform, which knows no others.
pub(crate) fn owner(topic: &str) -> Option<(&str, &str)> {
    match levels(topic).as_slice() {
        ["ext", "rrpc", _, "sys", pk, dn, ..] | ["ext", "rrpc", _, pk, dn, "user", ..] => {
            Some((pk, dn))
        }
        ["sys", pk, dn, _, ..]
        | ["ota", "device", _, pk, dn]
        | ["shadow", "update" | "get", pk, dn]
        | ["ext", "ntp" | "session", pk, dn, ..]
        | ["ext", "error", pk, dn]
        | [pk, dn, "user", ..] => Some((pk, dn)),
        _ => None,
    }
}

/// The levels of a topic; the platform's topics begin with a slash, which opens no level.
pub(crate) fn levels(topic: &str) -> Vec<&str> {
    topic
        .strip_prefix('/')
        .unwrap_or(topic)
        .split('/')
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_and_names_are_told_from_others() {
        for (text, filter, name) in [
            ("/a/b", true, true),
            ("/a/+/#", true, false),
            ("/a/#/b", false, false),
            ("/a+", false, false),
            ("a#", false, false),
            ("", false, false),
            ("a\0", false, false),
            ("温/度", true, true),
        ] {
            assert_eq!((is_filter(text), is_name(text)), (filter, name), "{text:?}");
        }
    }

    #[test]
    fn an_answer_belongs_where_the_platform_says() {
        for (topic, reply) in [
            (
                "/sys/p/d/thing/service/property/set",
                Some("/sys/p/d/thing/service/property/set_reply"),
            ),
            (
                "/sys/p/d/thing/event/property/post",
                Some("/sys/p/d/thing/event/property/post_reply"),
            ),
            (
                "/sys/p/d/rrpc/request/123",
                Some("/sys/p/d/rrpc/response/123"),
            ),
            (
                "/ext/rrpc/123/p/d/user/get",
                Some("/ext/rrpc/123/p/d/user/get"),
            ),
            ("/ext/ntp/p/d/request", Some("/ext/ntp/p/d/response")),
            (
                "/ext/session/p/d/combine/login",
                Some("/ext/session/p/d/combine/login_reply"),
            ),
            ("/sys/p/d/thing/service/property/set_reply", None),
            ("/sys/p/d/rrpc/response/123", None),
            ("/sys/p/d/thing/bootstrap/notify", None),
            ("/ota/device/upgrade/p/d", None),
            ("/p/d/user/get", None),
            ("sys", None),
            ("", None),
        ] {
            assert_eq!(reply_topic(topic).as_deref(), reply, "{topic}");
            let back = reply.filter(|reply| *reply != topic);
            if let Some(reply) = back {
                assert_eq!(request_topic(reply).as_deref(), Some(topic));
            }
        }
        assert_eq!(rrpc_id("/sys/p/d/rrpc/request/77"), Some("77"));
        assert_eq!(rrpc_id("/ext/rrpc/77/a"), Some("77"));
        assert_eq!(rrpc_id("/ext/rrpc/77"), None);
    }

    #[test]
    fn a_topic_names_its_device() {
        for topic in [
            "/sys/p/d/thing/topo/get",
            "/p/d/user/update",
            "/ota/device/inform/p/d",
            "/shadow/update/p/d",
            "/ext/ntp/p/d/request",
            "/ext/rrpc/1/p/d/user/get",
            "/ext/rrpc/1/sys/p/d/thing",
        ] {
            assert_eq!(owner(topic), Some(("p", "d")), "{topic}");
        }
        for topic in ["test", "/sys/p", "/broadcast/p/1", "/ota/device/inform"] {
            assert_eq!(owner(topic), None, "{topic}");
        }
    }
}
