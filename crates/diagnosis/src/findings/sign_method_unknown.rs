//! `sign-method-unknown`: `signmethod` is none of the three.

use crate::expected::method;
use crate::reading::{Blanks, Declared, Reading};
use crate::{Certainty, Entry, Finding, Words};
use connack_signer::{Claim, ClaimField};

pub(crate) const ENTRY: Entry = Entry {
    code: "sign-method-unknown",
    certainty: Certainty::Proved,
    field: ClaimField::MqttClientId,
    problem: Words {
        en: "signmethod is `{part}`; documented are hmacmd5, hmacsha1 and hmacsha256",
        zh: "signmethod 为 `{part}`；文档列出的是 hmacmd5、hmacsha1 和 hmacsha256",
    },
    why: Words {
        en: "the name of the algorithm was written as another library or product spells it; `sha256` stands in one list of the documentation, without a formula, so that one may be known",
        zh: "算法名沿用了其他库或产品的写法；`sha256` 曾出现在文档的一处列表中，但没有给出公式，因此它是否可用尚不确定",
    },
    remedy: Words {
        en: "declare the method that computes the password, for example signmethod={right}",
        zh: "声明实际用于计算密码的算法，例如 signmethod={right}",
    },
};

pub(crate) fn rule(claim: &Claim, reading: &Reading) -> Option<Finding> {
    let id = reading.id.as_ref()?;
    let Declared::Unknown(value) = &reading.declared else {
        return None;
    };
    if id.broken_off || id.blanks == Blanks::InValue && value.is_empty() {
        return None;
    }
    let right = method(claim, reading);
    let certainty = if value.eq_ignore_ascii_case("sha256") {
        Certainty::Likely
    } else {
        Certainty::Proved
    };
    Some(
        Finding::new(&ENTRY)
            .certain(certainty)
            .with("found", id.sent.as_str())
            .with("expected", id.with_param("signmethod", right.wire()))
            .with("part", value.as_str())
            .with("right", right.wire()),
    )
}

#[cfg(test)]
mod tests {
    use crate::Certainty;
    use crate::strings::tests::check;

    #[test]
    fn none_of_the_three() {
        for method in ["hmac-sha256", "sha1", "hmacsha512", "HS256", "md5", ""] {
            let id = format!("12345|securemode=2,signmethod={method}|");
            let found = check(
                |claim| claim.mqtt_client_id = Some(id),
                &["sign-method-unknown"],
            );
            assert_eq!(found[0].certainty, Certainty::Proved);
        }
        let listed = check(
            |claim| claim.mqtt_client_id = Some("12345|securemode=2,signmethod=sha256|".into()),
            &["sign-method-unknown"],
        );
        assert_eq!(listed[0].certainty, Certainty::Likely);
    }

    #[test]
    fn absent_or_in_other_case() {
        check(
            |claim| claim.mqtt_client_id = Some("12345|securemode=2|".into()),
            &[],
        );
        check(
            |claim| claim.mqtt_client_id = Some("12345|securemode=2,signmethod=HmacSHA1|".into()),
            &["sign-method-case"],
        );
    }
}
