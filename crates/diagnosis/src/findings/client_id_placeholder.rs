//! `client-id-placeholder`: a template's placeholder was left in, in whichever field.

use crate::reading::Reading;
use crate::{Certainty, Entry, Finding, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "client-id-placeholder",
    certainty: Certainty::Proved,
    field: ClaimField::MqttClientId,
    problem: Words {
        en: "a placeholder was not replaced in `{field}`: `{found}`",
        zh: "`{field}` 中的占位符未替换：`{found}`",
    },
    why: Words {
        en: "samples and documentation write `${productKey}`, `<deviceName>` or `YourDeviceName` where a device’s own value belongs",
        zh: "示例和文档用 `${productKey}`、`<deviceName>`、`YourDeviceName` 等标出应填写设备自身信息的位置",
    },
    remedy: Words {
        en: "put the device’s own value in its place, signs such as `${`, `<` and `>` included",
        zh: "用设备自己的值整个替换掉它，包括 `${`、`<`、`>` 等符号",
    },
};

/// One finding a field.
pub(crate) fn rule(reading: &Reading) -> Vec<Finding> {
    let found = reading.placeholders.iter();
    found
        .map(|(field, placeholder)| {
            // Of a secret not even a placeholder is shown.
            let shown = placeholder.as_deref().unwrap_or("…");
            let certainty = if reading.meant.contains(field) {
                Certainty::Note
            } else {
                Certainty::Proved
            };
            Finding::new(&ENTRY)
                .certain(certainty)
                .about(*field)
                .with("found", shown)
                .with("field", field.key())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::strings::tests::check;
    use connack_signer::{ClaimField, Secret};

    #[test]
    fn in_any_field() {
        let code = "client-id-placeholder";
        check(
            |claim| {
                claim.mqtt_client_id = Some("${clientId}|securemode=2,signmethod=hmacsha1|".into());
            },
            &[code],
        );
        check(
            |claim| claim.username = Some("YourDeviceName&YourProductKey".into()),
            &[code],
        );
        check(
            |claim| claim.username = Some("<productKey>&<deviceName>".into()),
            &[code],
        );
        check(
            |claim| claim.host = Some("${productKey}.iot-as-mqtt.${region}.aliyuncs.com".into()),
            &[code],
        );
        let secret = check(
            |claim| claim.device_secret = Some(Secret::new("YourDeviceSecret")),
            &[code],
        );
        assert_eq!(secret[0].field, ClaimField::DeviceSecret);
        assert_eq!(secret[0].text("found"), Some("…"));
    }

    #[test]
    fn beside_another_mistake() {
        check(
            |claim| claim.mqtt_client_id = Some("<clientId>|securemode=2".into()),
            &["client-id-bar-missing", "client-id-placeholder"],
        );
    }

    #[test]
    fn names_that_only_look_so() {
        check(
            |claim| {
                claim.device_name = Some("yourdevice".into());
                claim.username = Some("yourdevice&a1Practice0".into());
            },
            &[],
        );
    }
}
