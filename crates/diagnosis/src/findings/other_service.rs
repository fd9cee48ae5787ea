//! `other-service`: the strings are another service’s scheme.

use crate::reading::Reading;
use crate::{Certainty, Entry, Finding, Words};
use connack_signer::{Claim, ClaimField};

pub(crate) const ENTRY: Entry = Entry {
    code: "other-service",
    certainty: Certainty::Proved,
    field: ClaimField::MqttClientId,
    problem: Words {
        en: "`{found}` is the scheme of another service: {service}; a direct login by device secret looks different",
        zh: "`{found}` 属于另一种方案：{service}；一机一密直连的写法与此不同",
    },
    why: Words {
        en: "the vendor has several ways to log in over MQTT, and samples of one are easily taken for another; each has its own user name, password and host",
        zh: "阿里云有多种 MQTT 登录方式，示例容易混用；每种方式的用户名、密码和域名各不相同",
    },
    remedy: Words {
        en: "choose one: for IoT Platform with a device secret, client id clientId|securemode=…,signmethod=…|, user name deviceName&productKey, password the HMAC in hex; else follow that service’s own documentation",
        zh: "二者择一：用 DeviceSecret 直连物联网平台时，Client ID 为 clientId|securemode=…,signmethod=…|，用户名为 deviceName&productKey，密码为十六进制 HMAC；否则请按该服务自己的文档",
    },
};

pub(crate) fn rule(claim: &Claim, reading: &Reading) -> Option<Finding> {
    let service = reading.service?;
    let in_username = claim.username.as_deref().is_some_and(|name| {
        ["(Signature)", "(Token)", "(DeviceCredential)", "iotId"]
            .iter()
            .any(|word| service.contains(word))
            || name.trim() == "&"
    });
    let (field, found) = if in_username || claim.mqtt_client_id.is_none() {
        (ClaimField::Username, &claim.username)
    } else {
        (ClaimField::MqttClientId, &claim.mqtt_client_id)
    };
    let found = found
        .as_deref()
        .or(claim.host.as_deref())
        .unwrap_or_default();
    Some(
        Finding::new(&ENTRY)
            .about(field)
            .with("found", found)
            .with("service", service),
    )
}

#[cfg(test)]
mod tests {
    use crate::strings::tests::check;
    #[track_caller]
    fn check_login(id: &str, username: &str) {
        check(
            |claim| {
                claim.mqtt_client_id = Some(id.into());
                claim.username = Some(username.into());
            },
            &["other-service"],
        );
    }

    #[test]
    fn schemes_of_others() {
        check_login("GID_x@@@y", "Signature|AK|mqtt-cn-1");
        check_login("GID_x@@@y", "DeviceCredential|AK|mqtt-cn-1");
        let registration = "a|securemode=2,authType=register,random=1,signmethod=hmacsha1|";
        check_login(registration, "practice&a1Practice0");
        check_login(
            "a|securemode=-2,authType=regnwl,random=1|",
            "practice&a1Practice0",
        );
        check_login(
            "a|securemode=8,signmethod=hmacsha1,authtype=id2|",
            "practice&a1Practice0",
        );
        check_login("a|securemode=2,signmethod=hmacsha1|", "&");
        check(
            |claim| {
                claim.host = Some("mqtt.envisioniot.com".into());
                claim.mqtt_client_id = Some("a|securemode=2,signmethod=sha256|".into());
            },
            &["other-service"],
        );
    }

    #[test]
    fn the_same_signing_under_another_name() {
        check(
            |claim| {
                claim.mqtt_client_id =
                    Some("a|securemode=2,_fy=1,authtype=custom-ilop,signmethod=hmacsha256|".into());
            },
            &[],
        );
    }
}
