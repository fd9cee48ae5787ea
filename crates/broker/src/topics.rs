//! Which topics a device may use: its own.
//!
//! Documented: a device publishes and subscribes to topics under its own product key and device
//! name only. What the platform does with others is unverified; here a filter gets SUBACK 0x80,
//! and a message is dropped but acknowledged, as MQTT 3.1.1 (3.3.5) leaves a broker no other way
//! short of closing the connection. In MQTT 5.0 SUBACK and PUBACK say 0x87, not authorized.

use connack_signer::DeviceIdentity;

/// What a device wants with a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    Publish,
    Subscribe,
}

/// Whether `topic`, a name or a filter, belongs to the device. Wildcards are allowed only below
/// its own levels, because a level is compared as text and `+` is no device's name.
pub(crate) fn allowed(identity: &DeviceIdentity, usage: Use, topic: &str) -> bool {
    let (pk, dn) = (identity.product_key.as_str(), identity.device_name.as_str());
    let own = |levels: &[&str]| levels.first() == Some(&pk) && levels.get(1) == Some(&dn);
    let literal = |level: &str| !level.is_empty() && !level.contains(['+', '#']);
    let levels: Vec<&str> = topic.split('/').collect();
    match levels.as_slice() {
        ["", "sys", rest @ ..] => own(rest) && rest.len() > 2,
        ["", "ext", "rrpc", id, rest @ ..] => {
            // The topic behind the message id is written with its leading slash by some SDKs.
            let rest = rest.strip_prefix(&[""]).unwrap_or(rest);
            *id != "#" && own(rest) && rest.len() > 2
        }
        ["", "ext", kind, rest @ ..] => literal(kind) && own(rest),
        ["", "ota", "device", kind, rest @ ..] => literal(kind) && own(rest) && rest.len() == 2,
        ["", "shadow", "update" | "get", rest @ ..] => own(rest) && rest.len() == 2,
        ["", "broadcast", product, rest @ ..] => {
            usage == Use::Subscribe && *product == pk && !rest.is_empty()
        }
        ["", rest @ ..] => own(rest) && rest.len() > 2,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devices::Devices;

    #[track_caller]
    fn check(topic: &str, publish: bool, subscribe: bool) {
        let devices = Devices::practice();
        let identity = &devices.get(0).unwrap().identity;
        let topic = topic.replace("PK", "a1Practice0").replace("DN", "practice");
        assert_eq!(
            (
                allowed(identity, Use::Publish, &topic),
                allowed(identity, Use::Subscribe, &topic)
            ),
            (publish, subscribe),
            "{topic}"
        );
    }

    #[test]
    fn own_topics() {
        for topic in [
            "/PK/DN/user/update",
            "/PK/DN/user/+",
            "/PK/DN/#",
            "/sys/PK/DN/thing/event/property/post",
            "/sys/PK/DN/thing/service/+/set",
            "/sys/PK/DN/#",
            "/ext/ntp/PK/DN/request",
            "/ext/ntp/PK/DN/#",
            "/ext/session/PK/DN/combine/login",
            "/ext/error/PK/DN",
            "/ext/rrpc/+/PK/DN/user/get",
            "/ext/rrpc/1234//PK/DN/user/get",
            "/ota/device/inform/PK/DN",
            "/shadow/update/PK/DN",
            "/shadow/get/PK/DN",
            "/PK/DN/用户/更新",
        ] {
            check(topic, true, true);
        }
        check("/broadcast/PK/+", false, true);
        check("/broadcast/PK/news", false, true);
    }

    #[test]
    fn foreign_topics() {
        for topic in [
            "",
            "#",
            "+",
            "/#",
            "/+/DN/user/get",
            "/PK/+/user/get",
            "/PK/#",
            "/PK/DN",
            "/PK/DNx/user/get",
            "/PK/other/user/get",
            "PK/DN/user/get",
            "/sys/PK/+/thing",
            "/sys/+/DN/thing",
            "/sys/#",
            "/sys/PK/DN",
            "/ext/+/PK/DN/request",
            "/ext/#",
            "/ext/ntp/PK/other/request",
            "/ext/rrpc/#",
            "/ext/rrpc/+/#",
            "/ext/rrpc/+/PK/other/x",
            "/ota/device/+/PK/DN",
            "/ota/device/inform/PK/DN/x",
            "/shadow/other/PK/DN",
            "/broadcast/other/x",
            "/broadcast/PK",
            "/broadcast/+/x",
            "$SYS/#",
            "$share/g//PK/DN/user/get",
        ] {
            check(topic, false, false);
        }
    }
}
