//! `host-malformed`: the host has not the shape of one.

use crate::reading::{Named, Reading};
use crate::{Certainty, Entry, Finding, Words};
use connack_signer::{Claim, ClaimField};

pub(crate) const ENTRY: Entry = Entry {
    code: "host-malformed",
    certainty: Certainty::Proved,
    field: ClaimField::Host,
    problem: Words {
        en: "host `{found}` is not one for a direct login: `{part}` is wrong, misplaced or missing something",
        zh: "连接域名 `{found}` 不能用于直连：`{part}` 处有误、多余或缺少内容",
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

/// The same of a host that the platform does have, for another login.
const SHARED: Entry = Entry {
    certainty: Certainty::Likely,
    problem: Words {
        en: "host `{found}` is the one that HTTPS pre-authentication hands out; a direct login needs the product key in front",
        zh: "`{found}` 是 HTTPS 认证下发的共享域名；直连的域名须以 ProductKey 开头",
    },
    why: Words {
        en: "a device that logs in by iotId and iotToken connects to this shared host; one that signs with its device secret connects to productKey.iot-as-mqtt.region.aliyuncs.com",
        zh: "用 iotId 和 iotToken 登录的设备连接该共享域名；用 DeviceSecret 签名的设备应连接 productKey.iot-as-mqtt.地域.aliyuncs.com",
    },
    remedy: Words {
        en: "write this device’s product key in place of `{part}`",
        zh: "把 `{part}` 换成该设备的 ProductKey",
    },
    ..ENTRY
};

pub(crate) fn rule(_: &Claim, reading: &Reading) -> Option<Finding> {
    let host = reading.host.as_ref()?;
    let fault = host.fault.as_deref()?;
    let finding = match &host.named {
        Named::Shared { .. } => Finding::new(&SHARED),
        // The list of regions may have grown.
        Named::Public { .. } if host.mends_region() => {
            Finding::new(&ENTRY).certain(Certainty::Likely)
        }
        Named::Service(..) => return None,
        Named::Public { .. } | Named::Instance { .. } | Named::Own => Finding::new(&ENTRY),
    };
    let part = if fault.is_empty() { &host.clean } else { fault };
    let mut finding = finding.with("found", host.sent.as_str()).with("part", part);
    if let Some(expected) = host.expected(reading.product_key.as_deref()) {
        finding = finding.with("expected", expected);
    }
    Some(finding)
}

#[cfg(test)]
mod tests {
    use crate::strings::tests::check;
    use crate::{Certainty, Lang};

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
    }

    #[test]
    fn the_shared_host_is_one_of_the_platform() {
        let shared = check(
            |claim| claim.host = Some("public.iot-as-mqtt.cn-shanghai.aliyuncs.com".into()),
            &["host-malformed"],
        );
        assert_eq!(shared[0].certainty, Certainty::Likely);
        assert!(shared[0].problem(Lang::En).contains("pre-authentication"));
        let right = "a1Practice0.iot-as-mqtt.cn-shanghai.aliyuncs.com";
        assert_eq!(shared[0].text("expected"), Some(right));
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
