//! `host-malformed`: the host has not the shape of one.

use crate::reading::{Named, Reading};
use crate::{Certainty, Entry, Finding, Words};
use connack_signer::{Claim, ClaimField};

pub(crate) const ENTRY: Entry = Entry {
    code: "host-malformed",
    certainty: Certainty::Proved,
    field: ClaimField::Host,
    problem: Words {
        en: "host `{found}` is not a host of the platform: `{part}` is wrong, misplaced or missing something",
        zh: "连接域名 `{found}` 不正确：`{part}` 处有误、多余或缺少内容",
    },
    why: Words {
        en: "the old public instance has productKey.iot-as-mqtt.region.aliyuncs.com, newer instances have instanceId.mqtt.iothub.aliyuncs.com; scheme, port and path are fields of their own",
        zh: "旧版公共实例为 productKey.iot-as-mqtt.地域.aliyuncs.com，新版实例为 实例ID.mqtt.iothub.aliyuncs.com；协议、端口和路径应单独填写",
    },
    remedy: Words {
        en: "copy the host from the console (instance details, endpoints), and put this device’s product key in front where it belongs",
        zh: "从控制台（实例详情，接入域名）复制域名；需要时在前面加上该设备的 ProductKey",
    },
};

pub(crate) fn rule(_: &Claim, reading: &Reading) -> Option<Finding> {
    let host = reading.host.as_ref()?;
    let fault = host.fault.as_deref()?;
    let certainty = match &host.named {
        // The list of regions may have grown, and pre-authentication hands out the shared host.
        Named::Public { .. } if host.mends_region() => Certainty::Likely,
        Named::Shared { .. } => Certainty::Likely,
        Named::Service(..) => return None,
        Named::Public { .. } | Named::Instance { .. } | Named::Own => Certainty::Proved,
    };
    let part = if fault.is_empty() { &host.clean } else { fault };
    let mut finding = Finding::new(&ENTRY)
        .certain(certainty)
        .with("found", host.sent.as_str())
        .with("part", part);
    if let Some(expected) = host.expected(reading.product_key.as_deref()) {
        finding = finding.with("expected", expected);
    }
    Some(finding)
}

#[cfg(test)]
mod tests {
    use crate::Certainty;
    use crate::strings::tests::check;

    #[track_caller]
    fn check_host(host: &str, certainty: Certainty) {
        let found = check(|claim| claim.host = Some(host.into()), &["host-malformed"]);
        assert_eq!(found[0].certainty, certainty, "{host}");
    }

    #[test]
    fn wrong_shapes() {
        for host in [
            "mqtt.iot-as-mqtt.cn-shanghai.aliyuncs.com",
            "iot-as-mqtt.cn-shanghai.aliyuncs.com",
            ".iot-as-mqtt.cn-shanghai.aliyuncs.com",
            "tcp://a1Practice0.iot-as-mqtt.cn-shanghai.aliyuncs.com",
            "a1Practice0.iot-as-mqtt.cn-shanghai.aliyuncs.com:1883",
            "wss://iot-06z00abcdefgh12.mqtt.iothub.aliyuncs.com/mqtt",
            "a1Practice0.iot-as-mqtt.aliyuncs.com",
            "a1Practice0.iot-as-mqtt.cn-shanghai.aliyun.com",
            "a1Practice0.iot-as-mqqt.cn-shanghai.aliyuncs.com",
        ] {
            check_host(host, Certainty::Proved);
        }
        check_host(
            "a1Practice0.iot-as-mqtt.cn-shanghia.aliyuncs.com",
            Certainty::Likely,
        );
        check_host(
            "public.iot-as-mqtt.cn-shanghai.aliyuncs.com",
            Certainty::Likely,
        );
    }

    #[test]
    fn brokers_of_ones_own() {
        for host in [
            "localhost",
            "192.168.1.5",
            "tcp://broker.local:1883",
            "mqtt.example.com",
        ] {
            check(|claim| claim.host = Some(host.into()), &[]);
        }
    }
}
