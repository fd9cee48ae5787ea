//! `client-id-text-after-bar`: text stands after the last `|`.

use crate::reading::Reading;
use crate::{Certainty, Entry, Finding, Words};
use connack_signer::{Claim, ClaimField};

pub(crate) const ENTRY: Entry = Entry {
    code: "client-id-text-after-bar",
    certainty: Certainty::Likely,
    field: ClaimField::MqttClientId,
    problem: Words {
        en: "client id has `{tail}` after its last bar, which the platform does not read as a parameter",
        zh: "Client ID 最后一条竖线之后还有 `{tail}`，平台不会把它当作参数",
    },
    why: Words {
        en: "a parameter was appended to a finished client id: even a published Node.js sample for RRPC makes `…|,ext=1`; whether the platform refuses it is not documented",
        zh: "在已拼好的 Client ID 后面又追加了参数：官方的 Node.js RRPC 示例也会生成 `…|,ext=1`；平台是否因此拒绝，文档未说明",
    },
    remedy: Words {
        en: "move it before the last bar, behind a comma",
        zh: "把它移到最后一条竖线之前，用逗号隔开",
    },
};

pub(crate) fn rule(_: &Claim, reading: &Reading) -> Option<Finding> {
    let id = reading.id.as_ref()?;
    if id.tail.is_empty() || reading.random_client_id {
        return None;
    }
    Some(
        Finding::new(&ENTRY)
            .with("found", id.sent.as_str())
            .with("expected", id.mended.as_str())
            .with("tail", id.tail.as_str()),
    )
}

#[cfg(test)]
mod tests {
    use crate::strings::tests::check;
    #[test]
    fn appended_parameters() {
        for id in [
            "12345|securemode=2,signmethod=hmacsha1|,ext=1",
            "12345|securemode=2,signmethod=hmacsha1|abc",
        ] {
            check(
                |claim| claim.mqtt_client_id = Some(id.into()),
                &["client-id-text-after-bar"],
            );
        }
    }

    #[test]
    fn a_bar_within_a_value() {
        check(
            |claim| {
                claim.mqtt_client_id = Some("12345|securemode=2,lan=JS|Broswer,_v=1.2.8|".into());
            },
            &[],
        );
    }
}
