//! `client-id-escaped-comma`: the `\,` of an AT command went out.

use crate::reading::Reading;
use crate::{Certainty, Entry, Finding, Words};
use connack_signer::{Claim, ClaimField};

pub(crate) const ENTRY: Entry = Entry {
    code: "client-id-escaped-comma",
    certainty: Certainty::Proved,
    field: ClaimField::MqttClientId,
    problem: Words {
        en: "client id has `\\,` in it: the escape of an AT command was sent along",
        zh: "Client ID 中含有 `\\,`：AT 指令里的转义符被一起发送了",
    },
    why: Words {
        en: "in an AT command a comma is escaped, and some firmware takes the backslash off, some does not; in a client id that is not an AT argument there is nothing to escape",
        zh: "AT 指令中的逗号需要转义，但有的固件会去掉反斜杠，有的不会；不经过 AT 指令时则根本不应转义",
    },
    remedy: Words {
        en: "send plain commas; escape them only where the module needs it, and check what really goes out",
        zh: "发送普通逗号；仅在模组要求时转义，并确认实际发出的内容",
    },
};

pub(crate) fn rule(_: &Claim, reading: &Reading) -> Option<Finding> {
    let id = reading.id.as_ref()?;
    id.escaped_comma.then(|| {
        Finding::new(&ENTRY)
            .with("found", id.sent.as_str())
            .with("expected", id.mended.as_str())
    })
}

#[cfg(test)]
mod tests {
    use crate::strings::tests::check;
    #[test]
    fn backslashes_before_commas() {
        check(
            |claim| {
                claim.mqtt_client_id = Some(
                    "12345|securemode=2\\,signmethod=hmacsha1\\,timestamp=2524608000000|".into(),
                );
            },
            &["client-id-escaped-comma"],
        );
    }

    #[test]
    fn a_backslash_alone() {
        check(
            |claim| claim.mqtt_client_id = Some("a\\b|securemode=2,signmethod=hmacsha1|".into()),
            &[],
        );
    }
}
