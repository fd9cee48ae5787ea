//! `client-id-random`: an id that a tool made up, without any parameter.

use crate::reading::Reading;
use crate::{Certainty, Entry, Finding, Words};
use connack_signer::{Claim, ClaimField};

pub(crate) const ENTRY: Entry = Entry {
    code: "client-id-random",
    certainty: Certainty::Likely,
    field: ClaimField::MqttClientId,
    problem: Words {
        en: "client id `{found}` looks like one that a tool made up; it has no extension parameters",
        zh: "Client ID `{found}` 像是工具自动生成的，没有任何扩展参数",
    },
    why: Words {
        en: "when none is entered, or when its “Generate” button is pressed, an MQTT client puts a random id in place; this platform reads security mode, algorithm and timestamp from it",
        zh: "未填写或点了“Generate”按钮时，MQTT 客户端会填入随机 ID；而平台需要从中读取安全模式、签名算法和时间戳",
    },
    remedy: Words {
        en: "enter the whole client id, clientId|securemode=…,signmethod=…|, and sign that clientId",
        zh: "填写完整的 Client ID：clientId|securemode=…,signmethod=…|，并用其中的 clientId 签名",
    },
};

pub(crate) fn rule(_: &Claim, reading: &Reading) -> Option<Finding> {
    let id = reading.id.as_ref()?;
    reading
        .random_client_id
        .then(|| Finding::new(&ENTRY).with("found", id.sent.as_str()))
}

#[cfg(test)]
mod tests {
    use crate::strings::tests::check;
    #[test]
    fn tools_ids() {
        for id in [
            "mqttx_0bc1d2e3",
            "0123456789abcdef0123456789ABCDEF",
            "mosqpub|1234-host",
        ] {
            check(
                |claim| claim.mqtt_client_id = Some(id.into()),
                &["client-id-random"],
            );
        }
    }

    #[test]
    fn with_parameters_it_is_fine() {
        check(
            |claim| {
                claim.mqtt_client_id =
                    Some("mqttx_0bc1d2e3|securemode=2,signmethod=hmacsha1|".into());
            },
            &[],
        );
    }
}
