//! `secure-mode-flow`: `securemode` is not one of a direct login.

use crate::reading::Reading;
use crate::{Certainty, Entry, Finding, Words};
use connack_signer::{Claim, ClaimField, SecureMode, Transport};

pub(crate) const ENTRY: Entry = Entry {
    code: "secure-mode-flow",
    certainty: Certainty::Likely,
    field: ClaimField::MqttClientId,
    problem: Words {
        en: "securemode is `{part}`, which is not one of a direct login by device secret (2 or 3)",
        zh: "securemode 为 `{part}`，不是一机一密直连所用的值（2 或 3）",
    },
    why: Words {
        en: "other flows have other values: -2 login without pre-registration, 8 ID², -1 and 0 after HTTPS pre-authentication; whether the platform refuses such a value here is not documented",
        zh: "其他流程使用其他值：-2 为免预注册登录，8 为 ID²，-1 和 0 用于 HTTPS 预认证之后；在此处是否会被拒绝，文档未说明",
    },
    remedy: Words {
        en: "send securemode={right}",
        zh: "改为 securemode={right}",
    },
};

pub(crate) fn rule(claim: &Claim, reading: &Reading) -> Option<Finding> {
    let id = reading.id.as_ref()?;
    let value = id.param("securemode").filter(|_| !id.broken_off)?;
    if SecureMode::from_wire(value).is_some() {
        return None;
    }
    let mode = claim
        .transport
        .map_or_else(SecureMode::default, Transport::secure_mode);
    Some(
        Finding::new(&ENTRY)
            .with("found", id.sent.as_str())
            .with("expected", id.with_param("securemode", mode.wire()))
            .with("part", value)
            .with("right", mode.wire()),
    )
}

#[cfg(test)]
mod tests {
    use crate::strings::tests::check;
    #[test]
    fn values_of_other_flows() {
        for mode in ["-2", "8", "-1", "0", "1", "22"] {
            let id = format!("12345|securemode={mode},signmethod=hmacsha1|");
            check(
                |claim| claim.mqtt_client_id = Some(id),
                &["secure-mode-flow"],
            );
        }
    }

    #[test]
    fn with_the_other_flow_it_belongs_there() {
        check(
            |claim| claim.mqtt_client_id = Some("12345|securemode=-2,authType=connwl|".into()),
            &["other-service", "password-token"],
        );
    }
}
