//! `host-other-service`: the host is another service’s.

use crate::reading::{Named, Reading};
use crate::{Certainty, Entry, Finding, Words};
use connack_signer::{Claim, ClaimField};

pub(crate) const ENTRY: Entry = Entry {
    code: "host-other-service",
    certainty: Certainty::Proved,
    field: ClaimField::Host,
    problem: Words {
        en: "host `{found}` belongs to another service: {service}",
        zh: "连接域名 `{found}` 属于其他服务：{service}",
    },
    why: Words {
        en: "IoT Platform has a host for each protocol, and other products of the vendor have similar ones; this login is for MQTT hosts only",
        zh: "物联网平台的每种协议有各自的域名，阿里云其他产品的域名也很相似；此处的登录只用于 MQTT 接入域名",
    },
    remedy: Words {
        en: "use productKey.iot-as-mqtt.region.aliyuncs.com, or instanceId.mqtt.iothub.aliyuncs.com on newer instances",
        zh: "改用 productKey.iot-as-mqtt.地域.aliyuncs.com，新版实例用 实例ID.mqtt.iothub.aliyuncs.com",
    },
};

pub(crate) fn rule(_: &Claim, reading: &Reading) -> Option<Finding> {
    let host = reading.host.as_ref()?;
    let Named::Service(service, _) = &host.named else {
        return None;
    };
    let mut finding = Finding::new(&ENTRY)
        .with("found", host.sent.as_str())
        .with("service", *service);
    if let Some(expected) = host.expected(reading.product_key.as_deref()) {
        finding = finding.with("expected", expected);
    }
    Some(finding)
}

#[cfg(test)]
mod tests {
    use crate::strings::tests::check;
    #[test]
    fn hosts_of_others() {
        for host in [
            "iot-as-http.cn-shanghai.aliyuncs.com",
            "iot-auth.cn-shanghai.aliyuncs.com",
            "a1Practice0.coap.cn-shanghai.link.aliyuncs.com",
            "post-cn-abc.mqtt.aliyuncs.com",
            "oss-cn-shanghai.aliyuncs.com",
            "iot.cn-shanghai.aliyuncs.com",
        ] {
            check(
                |claim| claim.host = Some(host.into()),
                &["host-other-service"],
            );
        }
    }

    #[test]
    fn not_the_vendors() {
        check(
            |claim| claim.host = Some("mqtt.as.feifengiot.com".into()),
            &[],
        );
    }
}
