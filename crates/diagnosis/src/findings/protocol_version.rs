//! `protocol-version`: a protocol level that this instance does not speak.

use crate::reading::{Named, Reading};
use crate::{Certainty, Entry, Finding, Words};
use connack_signer::{Claim, ClaimField};

pub(crate) const ENTRY: Entry = Entry {
    code: "protocol-version",
    certainty: Certainty::Proved,
    field: ClaimField::ProtocolLevel,
    problem: Words {
        en: "protocol level is {found}; this instance is expected to speak 4 (MQTT 3.1.1)",
        zh: "协议级别为 {found}；该实例应使用 4（MQTT 3.1.1）",
    },
    why: Words {
        en: "public instances speak MQTT 3.1 and 3.1.1, enterprise instances MQTT 5.0 as well; which kind an instance is cannot be seen from its id, and a device that once connected with 5.0 cannot go back",
        zh: "公共实例支持 MQTT 3.1 和 3.1.1，企业版实例还支持 5.0；从实例 ID 看不出版本，而设备一旦用 5.0 连接过就不能再退回",
    },
    remedy: Words {
        en: "set the client to MQTT 3.1.1 (level 4)",
        zh: "将客户端设为 MQTT 3.1.1（级别 4）",
    },
};

pub(crate) fn rule(claim: &Claim, reading: &Reading) -> Option<Finding> {
    let level = claim.protocol_level?;
    let host = reading.host.as_ref().map(|host| &host.named);
    let certainty = match (level, host) {
        (3 | 4, _) | (5, Some(Named::Own)) => return None,
        (5, Some(Named::Public { .. } | Named::Shared { .. })) => Certainty::Proved,
        (5, Some(Named::Instance { .. } | Named::Service(..)) | None) => Certainty::Likely,
        _ => Certainty::Proved,
    };
    Some(
        Finding::new(&ENTRY)
            .certain(certainty)
            .with_number("found", level.into())
            .with_number("expected", 4),
    )
}

#[cfg(test)]
mod tests {
    use crate::Certainty;
    use crate::strings::tests::check;

    #[track_caller]
    fn check_level(host: &str, level: u8, certainty: Certainty) {
        let found = check(
            |claim| {
                claim.host = Some(host.into());
                claim.protocol_level = Some(level);
            },
            &["protocol-version"],
        );
        assert_eq!(found[0].certainty, certainty);
    }

    #[test]
    fn five_and_unknown_levels() {
        let public = "a1Practice0.iot-as-mqtt.cn-shanghai.aliyuncs.com";
        let instance = "iot-06z00abcdefgh12.mqtt.iothub.aliyuncs.com";
        check_level(public, 5, Certainty::Proved);
        check_level(instance, 5, Certainty::Likely);
        check_level(instance, 6, Certainty::Proved);
        check_level(public, 0, Certainty::Proved);
    }

    #[test]
    fn three_is_fine() {
        check(|claim| claim.protocol_level = Some(3), &[]);
        check(
            |claim| {
                claim.host = Some("localhost".into());
                claim.protocol_level = Some(5);
            },
            &[],
        );
    }
}
