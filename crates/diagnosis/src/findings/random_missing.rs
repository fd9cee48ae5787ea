//! `random-missing`: a registration without its salt.

use crate::reading::Reading;
use crate::{Certainty, Entry, Finding, Words};
use connack_signer::{Claim, ClaimField};

pub(crate) const ENTRY: Entry = Entry {
    code: "random-missing",
    certainty: Certainty::Proved,
    field: ClaimField::MqttClientId,
    problem: Words {
        en: "`random` is missing: a registration sends it and signs it",
        zh: "缺少 `random`：动态注册须发送它并参与签名",
    },
    why: Words {
        en: "the platform computes the signature with the random value that it receives; a registration has no timestamp in its place",
        zh: "平台用收到的 random 计算签名；动态注册不用 timestamp 代替",
    },
    remedy: Words {
        en: "send `random` and sign the same text",
        zh: "发送 `random`，并用同一文本签名",
    },
};

pub(crate) fn rule(claim: &Claim, reading: &Reading) -> Option<Finding> {
    let missing = reading.flow.registers() && reading.flow_checked && reading.timestamps.is_empty();
    let field = match claim.request {
        Some(_) => ClaimField::Request,
        None => ClaimField::MqttClientId,
    };
    missing.then(|| Finding::new(&ENTRY).about(field))
}

#[cfg(test)]
mod tests {
    use crate::strings::tests::check;
    use connack_signer::{ClaimRequest, RequestKind, Secret};

    #[test]
    fn over_mqtt_and_https() {
        check(
            |claim| {
                claim.mqtt_client_id = Some("12345|securemode=2,authType=register|".into());
                claim.product_secret = Some(Secret::new("product-secret"));
            },
            &["random-missing", "other-service"],
        );
        check(
            |claim| {
                claim.request = Some(ClaimRequest {
                    kind: RequestKind::HttpsRegister,
                    fields: vec![("signMethod".into(), "hmacsha1".into())],
                });
                claim.product_secret = Some(Secret::new("product-secret"));
            },
            &["random-missing"],
        );
    }

    #[test]
    fn it_is_there_or_nothing_registers() {
        for id in [
            "12345|securemode=2,authType=register,random=1|",
            "12345|securemode=-2,authType=connwl|",
        ] {
            let found = check_any(id);
            assert!(!found.contains(&"random-missing"), "{id}");
        }
    }

    fn check_any(id: &str) -> Vec<&'static str> {
        let mut claim = crate::strings::tests::right();
        claim.mqtt_client_id = Some(id.into());
        claim.product_secret = Some(Secret::new("product-secret"));
        let found = crate::strings::findings(&claim, &crate::reading::read(&claim));
        found.iter().map(crate::Finding::code).collect()
    }
}
