//! `client-id-too-long`: the part before the first bar is over 64 characters.

use crate::reading::Reading;
use crate::{Certainty, Entry, Finding, Words};
use connack_signer::{Claim, ClaimField, ClientId};

pub(crate) const ENTRY: Entry = Entry {
    code: "client-id-too-long",
    certainty: Certainty::Proved,
    field: ClaimField::MqttClientId,
    problem: Words {
        en: "clientId before the first bar has {chars} characters, at most {max} are allowed",
        zh: "第一条竖线前的 clientId 有 {chars} 个字符，最多允许 {max} 个",
    },
    why: Words {
        en: "clientId is the device’s own choice; extension parameters do not count",
        zh: "clientId 由设备自定，长度不计扩展参数",
    },
    remedy: Words {
        en: "choose a shorter clientId, such as the device’s MAC or serial number, and sign that one",
        zh: "换用较短的 clientId，例如设备的 MAC 地址或序列号，并用它签名",
    },
};

pub(crate) fn rule(_: &Claim, reading: &Reading) -> Option<Finding> {
    let id = reading.id.as_ref()?;
    let client_id = id.client_ids.first()?;
    let chars = client_id.chars().count();
    if chars <= ClientId::MAX_CHARS {
        return None;
    }
    Some(
        Finding::new(&ENTRY)
            .with("found", id.sent.as_str())
            .with_number("chars", i64::try_from(chars).unwrap_or(i64::MAX))
            .with_number("max", 64),
    )
}

#[cfg(test)]
mod tests {
    use crate::strings::tests::check;
    #[test]
    fn one_over() {
        let id = format!("{}|securemode=2,signmethod=hmacsha1|", "x".repeat(65));
        check(
            |claim| claim.mqtt_client_id = Some(id),
            &["client-id-too-long"],
        );
    }

    #[test]
    fn just_fits() {
        let id = format!("{}|securemode=2,signmethod=hmacsha1|", "字".repeat(64));
        check(|claim| claim.mqtt_client_id = Some(id), &[]);
    }
}
