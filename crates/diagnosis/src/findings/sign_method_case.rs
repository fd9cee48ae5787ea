//! `sign-method-case`: `signmethod` in another letter case.

use crate::reading::{Declared, Reading};
use crate::{Certainty, Entry, Finding, Words};
use connack_signer::{Claim, ClaimField};

pub(crate) const ENTRY: Entry = Entry {
    code: "sign-method-case",
    certainty: Certainty::Likely,
    field: ClaimField::MqttClientId,
    problem: Words {
        en: "signmethod is `{part}`, documented as `{right}`",
        zh: "signmethod 为 `{part}`，文档中的写法是 `{right}`",
    },
    why: Words {
        en: "libraries write HmacSHA1 or hmacSha256; whether the platform takes another letter case here is not documented",
        zh: "许多库写作 HmacSHA1 或 hmacSha256；平台在此处是否接受其他大小写，文档未说明",
    },
    remedy: Words {
        en: "write it in lower case: signmethod={right}",
        zh: "改为全小写：signmethod={right}",
    },
};

pub(crate) fn rule(_: &Claim, reading: &Reading) -> Option<Finding> {
    let id = reading.id.as_ref()?;
    let value = id.param("signmethod")?;
    let Declared::Known(method) = &reading.declared else {
        return None;
    };
    let right = method.wire();
    if value == right || !value.eq_ignore_ascii_case(right) {
        return None;
    }
    Some(
        Finding::new(&ENTRY)
            .with("found", id.sent.as_str())
            .with("expected", id.with_param("signmethod", right))
            .with("part", value)
            .with("right", right),
    )
}

#[cfg(test)]
mod tests {
    use crate::strings::tests::check;
    #[test]
    fn other_case() {
        for method in ["HMACSHA256", "hmacSha1", "HmacMD5"] {
            let id = format!("12345|securemode=2,signmethod={method}|");
            check(
                |claim| claim.mqtt_client_id = Some(id),
                &["sign-method-case"],
            );
        }
    }

    #[test]
    fn as_documented() {
        check(
            |claim| claim.mqtt_client_id = Some("12345|securemode=2,signmethod=hmacmd5|".into()),
            &[],
        );
    }
}
