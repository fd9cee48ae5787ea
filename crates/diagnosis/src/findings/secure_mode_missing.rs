//! `secure-mode-missing`: there are extension parameters, but no `securemode`.

use crate::reading::Reading;
use crate::{Certainty, Entry, Finding, Words};
use connack_signer::{Claim, ClaimField, SecureMode, Transport};

pub(crate) const ENTRY: Entry = Entry {
    code: "secure-mode-missing",
    certainty: Certainty::Likely,
    field: ClaimField::MqttClientId,
    problem: Words {
        en: "client id has extension parameters, but no `securemode`",
        zh: "Client ID 有扩展参数，但缺少 `securemode`",
    },
    why: Words {
        en: "the documentation asks for it: 2 for TLS and wss, 3 for plain TCP and ws; what the platform does without it is not documented",
        zh: "文档要求填写：TLS、wss 为 2，明文 TCP、ws 为 3；缺少时平台如何处理，文档未说明",
    },
    remedy: Words {
        en: "add `{part}` between the bars",
        zh: "在竖线之间加上 `{part}`",
    },
};

pub(crate) fn rule(claim: &Claim, reading: &Reading) -> Option<Finding> {
    let id = reading.id.as_ref()?;
    if id.params.pairs.is_empty() || id.param("securemode").is_some() || id.broken_off {
        return None;
    }
    let mode = claim
        .transport
        .map_or_else(SecureMode::default, Transport::secure_mode);
    Some(
        Finding::new(&ENTRY)
            .with("found", id.sent.as_str())
            .with("expected", id.with_param("securemode", mode.wire()))
            .with("part", format!("securemode={mode}")),
    )
}

#[cfg(test)]
mod tests {
    use crate::strings::tests::check;
    #[test]
    fn missing() {
        check(
            |claim| claim.mqtt_client_id = Some("12345|signmethod=hmacsha1|".into()),
            &["secure-mode-missing"],
        );
    }

    #[test]
    fn no_parameters_at_all_is_another_matter() {
        check(
            |claim| claim.mqtt_client_id = Some("12345".into()),
            &["client-id-bar-missing"],
        );
        check(|claim| claim.mqtt_client_id = Some("12345||".into()), &[]);
    }
}
