//! `refused-version`: CONNACK 1, or in MQTT 5.0 reason code 132: the broker does not take this
//! protocol version.

use crate::{Certainty, Entry, Words};
use connack_signer::ClaimField;

pub(crate) const ENTRY: Entry = Entry {
    code: "refused-version",
    certainty: Certainty::Likely,
    field: ClaimField::Observation,
    problem: Words {
        en: "the broker answered that it does not take the version of MQTT that was sent: CONNACK 1, in MQTT 5.0 reason code 132",
        zh: "Broker 返回不支持所发送的 MQTT 版本：CONNACK 1，在 MQTT 5.0 中为原因码 132",
    },
    why: Words {
        en: "public instances take MQTT 3.1 and 3.1.1 only, enterprise instances 5.0 as well; a device that connected with 5.0 once is no longer taken with the others",
        zh: "公共实例只支持 MQTT 3.1 和 3.1.1，企业版实例还支持 5.0；设备一旦用 5.0 连接过，就不能再用其他版本",
    },
    remedy: Words {
        en: "if 5.0 was sent, choose 3.1.1; if 3.1.1 was sent, choose 5.0 for a device that has used it, else check that the host is an MQTT endpoint",
        zh: "若发送的是 5.0，请改用 3.1.1；若发送的是 3.1.1，用过 5.0 的设备请改用 5.0，否则请确认该地址是 MQTT 服务",
    },
};

#[cfg(test)]
mod tests {
    use super::ENTRY;
    use crate::{Budget, Case, Lang, Observation, diagnose};
    use connack_signer::Claim;

    /// The codes for what was seen after a CONNECT of this level.
    fn codes(level: Option<u8>, connack: u8) -> Vec<&'static str> {
        let case = Case {
            claim: Claim {
                host: Some("localhost".into()),
                protocol_level: level,
                ..Claim::default()
            },
            observations: vec![Observation::Connack(connack)],
        };
        let diagnosis = diagnose(case, Budget::TWO);
        diagnosis.findings.iter().map(|f| f.code()).collect()
    }

    #[test]
    fn the_words_hold_for_either_version() {
        for lang in [Lang::En, Lang::Zh] {
            // Which one was sent is not known here.
            let problem = ENTRY.problem.in_lang(lang);
            assert!(!problem.contains("3.1"), "{problem}");
            let remedy = ENTRY.remedy.in_lang(lang);
            assert!(
                remedy.contains("5.0") && remedy.contains("3.1.1"),
                "{remedy}"
            );
        }
    }

    #[test]
    fn in_either_version() {
        assert_eq!(codes(Some(4), 1), ["refused-version"]);
        assert_eq!(codes(None, 1), ["refused-version"]);
        assert_eq!(codes(Some(5), 132), ["refused-version"]);
        // A broker that knows 3.1.1 only answers in its own form.
        assert_eq!(codes(Some(5), 1), ["refused-version"]);
    }

    #[test]
    fn other_answers_are_others() {
        assert_eq!(codes(Some(5), 133), ["refused-identifier"]);
        assert_eq!(codes(Some(5), 0), [""; 0]);
        assert_eq!(codes(Some(5), 156), [""; 0]);
        assert!(!codes(Some(4), 2).contains(&"refused-version"));
        // A reason code, though nobody spoke 5.0.
        assert_eq!(codes(Some(4), 132), ["transport-malformed"]);
        assert_eq!(codes(None, 132), ["transport-malformed"]);
    }
}
