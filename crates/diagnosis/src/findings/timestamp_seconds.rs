//! `timestamp-seconds`: the timestamp is not a time in milliseconds.

use crate::reading::{Flow, Reading};
use crate::{Certainty, Entry, Finding, Words};
use connack_signer::{Claim, ClaimField};

pub(crate) const ENTRY: Entry = Entry {
    code: "timestamp-seconds",
    certainty: Certainty::Note,
    field: ClaimField::MqttClientId,
    problem: Words {
        en: "timestamp `{found}` is not a time in milliseconds; the platform does not compare it with a clock",
        zh: "时间戳 `{found}` 不是毫秒时间；平台并不拿它与时钟比较",
    },
    why: Words {
        en: "over MQTT the timestamp only varies the signature; seconds or any other text will do, as long as the same text is signed and sent",
        zh: "MQTT 方式下时间戳只用来改变签名结果；秒数或任意文本都可以，只要签名与发送的文本一致",
    },
    remedy: Words {
        en: "nothing has to change",
        zh: "无需修改",
    },
};

pub(crate) fn rule(_: &Claim, reading: &Reading) -> Option<Finding> {
    // The salt of a registration, and that of a request, are no times over MQTT.
    let is_of_connect = !reading.flow.registers() && !matches!(reading.flow, Flow::Request(_));
    let timestamp = reading.timestamps.first().filter(|_| is_of_connect)?;
    let is_ms = timestamp.len() == 13 && timestamp.bytes().all(|byte| byte.is_ascii_digit());
    (!is_ms && !reading.truncated).then(|| Finding::new(&ENTRY).with("found", timestamp.as_str()))
}

#[cfg(test)]
mod tests {
    use crate::strings::tests::check;
    #[test]
    fn seconds_and_other_texts() {
        for timestamp in ["1657367540", "789", "abc"] {
            let id = format!("12345|securemode=2,signmethod=hmacsha1,timestamp={timestamp}|");
            check(
                |claim| claim.mqtt_client_id = Some(id),
                &["timestamp-seconds"],
            );
        }
    }

    #[test]
    fn milliseconds_or_none() {
        for id in [
            "12345|securemode=2,timestamp=1657367540773|",
            "12345|securemode=2|",
        ] {
            check(|claim| claim.mqtt_client_id = Some(id.into()), &[]);
        }
    }
}
