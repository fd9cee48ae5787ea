//! A device's own topics and messages to publish by hand.
//!
//! Topics, directions and the envelope are those of aliyun.md §7 (GHD Alink协议, A); fields of
//! OTA, NTP, tags and logs are those of help topics 89307 and 102509 and of the vendor's pages
//! 标签.md and 设备日志上报.md; the shadow's are those of 设备影子概览.md. Values are examples.

use connack_protocol::Direction;

use crate::json;
use crate::random::Ids;

/// A message to begin with. What it says is an example; its id is fresh.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageTemplate {
    /// Stable, for the page's names.
    pub id: &'static str,
    /// Where, with the device's names in it.
    pub topic: String,
    /// JSON.
    pub payload: String,
}

/// A topic of the device, or a filter for several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnTopic {
    /// Stable, for the page's names.
    pub id: &'static str,
    /// With the device's names in it; `+` and `#` only in what is subscribed to.
    pub topic: String,
    /// Whether the device publishes to it (sent) or subscribes to it (received).
    pub direction: Direction,
}

/// Where messages go, and their `method` and `params`. In topics and params, `P`, `{pk}`, `{dn}`
/// and `{ms}` stand for `/sys/{pk}/{dn}`, the device's names and the time.
const ENVELOPES: &[(&str, &str, &str, &str)] = &[
    (
        "property-post",
        "P/thing/event/property/post",
        "thing.event.property.post",
        r#"{"Temperature":{"value":21.5,"time":{ms}}}"#,
    ),
    (
        "event-post",
        "P/thing/event/alarm/post",
        "thing.event.alarm.post",
        r#"{"value":{"level":1},"time":{ms}}"#,
    ),
    (
        "deviceinfo-update",
        "P/thing/deviceinfo/update",
        "thing.deviceinfo.update",
        r#"[{"attrKey":"room","attrValue":"1"}]"#,
    ),
    (
        "deviceinfo-delete",
        "P/thing/deviceinfo/delete",
        "thing.deviceinfo.delete",
        r#"[{"attrKey":"room"}]"#,
    ),
    (
        "desired-get",
        "P/thing/property/desired/get",
        "thing.property.desired.get",
        r#"["Temperature"]"#,
    ),
    (
        "desired-delete",
        "P/thing/property/desired/delete",
        "thing.property.desired.delete",
        r#"{"Temperature":{"version":1}}"#,
    ),
    (
        "config-get",
        "P/thing/config/get",
        "thing.config.get",
        r#"{"configScope":"product","getType":"file"}"#,
    ),
    (
        "ota-firmware-get",
        "P/thing/ota/firmware/get",
        "thing.ota.firmware.get",
        "{}",
    ),
    ("topo-get", "P/thing/topo/get", "thing.topo.get", "{}"),
    (
        "topo-add",
        "P/thing/topo/add",
        "thing.topo.add",
        r#"[{"productKey":"","deviceName":"","clientId":"","timestamp":"{ms}","signmethod":"hmacSha256","sign":""}]"#,
    ),
    (
        "log-config-get",
        "P/thing/config/log/get",
        "thing.config.log.get",
        r#"{"configScope":"device","getType":"content"}"#,
    ),
    (
        "log-post",
        "P/thing/log/post",
        "thing.log.post",
        r#"[{"utcTime":"{iso}","logLevel":"INFO","module":"test","code":"0","traceContext":"","logContent":"hello"}]"#,
    ),
];

/// Messages without the whole envelope; `{id}` is a fresh id.
const OTHERS: &[(&str, &str, &str)] = &[
    (
        "ota-inform",
        "/ota/device/inform/{pk}/{dn}",
        r#"{"id":"{id}","params":{"version":"1.0.0"}}"#,
    ),
    (
        "ota-progress",
        "/ota/device/progress/{pk}/{dn}",
        r#"{"id":"{id}","params":{"step":"50","desc":"","module":"default"}}"#,
    ),
    (
        "ota-request",
        "/ota/device/request/{pk}/{dn}",
        r#"{"id":"{id}","params":{"module":"default"}}"#,
    ),
    (
        "ntp-request",
        "/ext/ntp/{pk}/{dn}/request",
        r#"{"deviceSendTime":"{ms}"}"#,
    ),
    (
        "shadow-update",
        "/shadow/update/{pk}/{dn}",
        r#"{"method":"update","state":{"reported":{"color":"red"}},"version":1}"#,
    ),
    (
        "shadow-get",
        "/shadow/update/{pk}/{dn}",
        r#"{"method":"get"}"#,
    ),
    (
        "user-update",
        "/{pk}/{dn}/user/update",
        r#"{"time":{ms},"text":"hello"}"#,
    ),
    (
        "user-update-error",
        "/{pk}/{dn}/user/update/error",
        r#"{"time":{ms},"error":"example"}"#,
    ),
];

/// What a device subscribes to.
const DOWN: &[(&str, &str)] = &[
    ("user-get", "/{pk}/{dn}/user/get"),
    ("property-set", "P/thing/service/property/set"),
    ("property-post-reply", "P/thing/event/property/post_reply"),
    ("event-post-reply", "P/thing/event/+/post_reply"),
    ("service", "P/thing/service/+"),
    ("raw-down", "P/thing/model/down_raw"),
    ("raw-up-reply", "P/thing/model/up_raw_reply"),
    ("desired-get-reply", "P/thing/property/desired/get_reply"),
    (
        "desired-delete-reply",
        "P/thing/property/desired/delete_reply",
    ),
    ("deviceinfo-update-reply", "P/thing/deviceinfo/update_reply"),
    ("deviceinfo-delete-reply", "P/thing/deviceinfo/delete_reply"),
    ("config-get-reply", "P/thing/config/get_reply"),
    ("config-push", "P/thing/config/push"),
    ("ota-upgrade", "/ota/device/upgrade/{pk}/{dn}"),
    ("ota-firmware-get-reply", "P/thing/ota/firmware/get_reply"),
    ("shadow-get", "/shadow/get/{pk}/{dn}"),
    ("ntp-response", "/ext/ntp/{pk}/{dn}/response"),
    ("rrpc-request", "P/rrpc/request/+"),
    ("rrpc-custom", "/ext/rrpc/+/{pk}/{dn}/user/get"),
    ("broadcast", "/broadcast/{pk}/+"),
    ("broadcast-request", "P/broadcast/request/+"),
    ("log-post-reply", "P/thing/log/post_reply"),
    ("log-config-get-reply", "P/thing/config/log/get_reply"),
    ("log-config-push", "P/thing/config/log/push"),
    ("disable", "P/thing/disable"),
    ("enable", "P/thing/enable"),
    ("delete", "P/thing/delete"),
    ("bootstrap-notify", "P/thing/bootstrap/notify"),
    ("topo-add-reply", "P/thing/topo/add_reply"),
    ("topo-delete-reply", "P/thing/topo/delete_reply"),
    ("topo-get-reply", "P/thing/topo/get_reply"),
    ("topo-add-notify", "P/thing/topo/add/notify"),
    ("topo-change", "P/thing/topo/change"),
    ("list-found-reply", "P/thing/list/found_reply"),
    ("login-reply", "/ext/session/{pk}/{dn}/combine/login_reply"),
    ("session-error", "/ext/error/{pk}/{dn}"),
];

/// What a device publishes to without there being a template for it.
const UP: &[(&str, &str)] = &[
    ("property-set-reply", "P/thing/service/property/set_reply"),
    ("raw-up", "P/thing/model/up_raw"),
    ("raw-down-reply", "P/thing/model/down_raw_reply"),
    ("property-pack-post", "P/thing/event/property/pack/post"),
    (
        "property-history-post",
        "P/thing/event/property/history/post",
    ),
    ("topo-delete", "P/thing/topo/delete"),
    ("list-found", "P/thing/list/found"),
    ("login", "/ext/session/{pk}/{dn}/combine/login"),
];

/// Messages for the publish form. Each id of a message is taken from `ids`; `epoch_ms` is the
/// wall clock, in ms since 1970.
pub fn templates(
    product_key: &str,
    device_name: &str,
    ids: &mut Ids,
    epoch_ms: f64,
) -> Vec<MessageTemplate> {
    let ms = (epoch_ms.round() as i64).to_string();
    let with_time = |text: &str| text.replace("{ms}", &ms).replace("{iso}", &iso(epoch_ms));
    let envelopes = ENVELOPES.iter().map(|(id, topic, method, params)| {
        let payload = format!(
            r#"{{"id":"{{id}}","version":"1.0","params":{params},"method":{}}}"#,
            json::quoted(method)
        );
        (*id, *topic, payload)
    });
    let others = OTHERS
        .iter()
        .map(|(id, topic, payload)| (*id, *topic, (*payload).to_owned()));
    envelopes
        .chain(others)
        .map(|(id, topic, payload)| MessageTemplate {
            id,
            topic: filled(topic, product_key, device_name),
            payload: match payload.contains("{id}") {
                true => with_time(&payload.replace("{id}", &ids.fresh().to_string())),
                false => with_time(&payload),
            },
        })
        .collect()
}

/// The topics of a device: first those it subscribes to, then those it publishes to.
pub fn own_topics(product_key: &str, device_name: &str) -> Vec<OwnTopic> {
    let own = |direction| {
        move |(id, topic): (&'static str, &str)| OwnTopic {
            id,
            topic: filled(topic, product_key, device_name),
            direction,
        }
    };
    let down = DOWN.iter().copied().map(own(Direction::Received));
    let envelopes = ENVELOPES.iter().map(|(id, topic, _, _)| (*id, *topic));
    let others = OTHERS.iter().map(|(id, topic, _)| (*id, *topic));
    // The shadow is read by a message to the topic that updates it.
    let others = others.filter(|(id, _)| *id != "shadow-get");
    let up = envelopes.chain(others).chain(UP.iter().copied());
    down.chain(up.map(own(Direction::Sent))).collect()
}

fn filled(topic: &str, product_key: &str, device_name: &str) -> String {
    let filled = |text: &str| {
        // The names last and at once: they may look like placeholders themselves.
        text.split("{pk}")
            .map(|part| part.split("{dn}").collect::<Vec<_>>().join(device_name))
            .collect::<Vec<_>>()
            .join(product_key)
    };
    match topic.strip_prefix('P') {
        Some(rest) => filled(&format!("/sys/{{pk}}/{{dn}}{rest}")),
        None => filled(topic),
    }
}

/// `2020-03-06T07:15:27.464+0000`, the form that the platform's logs take.
fn iso(epoch_ms: f64) -> String {
    const DAY_MS: i64 = 86_400_000;
    let ms = (epoch_ms as i64).clamp(0, 253_402_300_799_999);
    let (days, rest) = (ms / DAY_MS, ms % DAY_MS);
    // Days to a date by 400-year cycles that begin on 1 March (H. Hinnant, civil_from_days).
    let days = days + 719_468;
    let (cycle, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let date = day - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 {
        (month + 3, 0)
    } else {
        (month - 9, 1)
    };
    let year = cycle * 400 + year + next;
    let (s, ms) = (rest / 1_000, rest % 1_000);
    let (hour, minute, second) = (s / 3_600, s / 60 % 60, s % 60);
    format!("{year:04}-{month:02}-{date:02}T{hour:02}:{minute:02}:{second:02}.{ms:03}+0000")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::topic;
    use std::collections::BTreeSet;

    #[test]
    fn every_template_is_json_with_a_fresh_id_on_a_topic_of_the_device() {
        let mut ids = Ids::after(6);
        let templates = templates("pk", "d{id}n", &mut ids, 1_583_478_927_464.0);
        let mut seen = BTreeSet::new();
        let mut names = BTreeSet::new();
        for template in &templates {
            let payload: serde_json::Value = serde_json::from_str(&template.payload).unwrap();
            if let Some(id) = payload.get("id") {
                assert!(seen.insert(id.as_str().unwrap().to_owned()), "{template:?}");
            }
            assert!(names.insert(template.id), "{template:?}");
            assert!(topic::is_name(&template.topic));
            assert_eq!(topic::owner(&template.topic), Some(("pk", "d{id}n")));
            assert!(!template.payload.contains("{ms}") && !template.payload.contains("{iso}"));
        }
        assert_eq!(templates.len(), 20);
        assert!(seen.contains("7"));
        assert_eq!(
            templates[0],
            MessageTemplate {
                id: "property-post",
                topic: "/sys/pk/d{id}n/thing/event/property/post".into(),
                payload: r#"{"id":"7","version":"1.0","params":{"Temperature":{"value":21.5,"time":1583478927464}},"method":"thing.event.property.post"}"#.into(),
            }
        );
    }

    #[test]
    fn own_topics_name_the_device_and_their_direction() {
        let topics = own_topics("pk", "dn");
        let mut names = BTreeSet::new();
        for own in &topics {
            let is_up = own.direction == Direction::Sent;
            assert!(names.insert((is_up, own.id)), "{own:?}");
            assert!(topic::is_filter(&own.topic));
            assert!(!is_up || topic::is_name(&own.topic), "{own:?}");
            assert!(own.topic.contains("/pk"), "{own:?}");
        }
        // The platform lets a device have 100 subscriptions.
        let down = topics
            .iter()
            .filter(|own| own.direction == Direction::Received)
            .count();
        assert_eq!(
            (down, topics.len()),
            (DOWN.len(), DOWN.len() + UP.len() + 19)
        );
        assert!(down < 100);
    }

    #[test]
    fn a_time_is_written_as_the_logs_take_it() {
        for (epoch_ms, expected) in [
            (0.0, "1970-01-01T00:00:00.000+0000"),
            (1_583_478_927_464.0, "2020-03-06T07:15:27.464+0000"),
            (951_782_399_999.0, "2000-02-28T23:59:59.999+0000"),
            (951_782_400_000.0, "2000-02-29T00:00:00.000+0000"),
            (4_107_542_400_000.0, "2100-03-01T00:00:00.000+0000"),
            (1_735_689_599_000.0, "2024-12-31T23:59:59.000+0000"),
            (f64::NAN, "1970-01-01T00:00:00.000+0000"),
            (f64::INFINITY, "9999-12-31T23:59:59.999+0000"),
        ] {
            assert_eq!(iso(epoch_ms), expected);
        }
    }
}
