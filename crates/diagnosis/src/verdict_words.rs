//! The verdict as one sentence that can be read out on the telephone, and the parts of a claim by
//! the names that people use for them. The findings' own words stand with each finding.

use crate::{Certainty, Diagnosis, Fact, Finding, Lang, Verdict, Words};
use connack_signer::ClaimField;

impl Diagnosis {
    /// The verdict in one sentence.
    pub fn sentence(&self, lang: Lang) -> String {
        let words = match self.verdict {
            Verdict::Ok => OK,
            Verdict::Wrong => self.wrong(),
            Verdict::Suspect => SUSPECT,
            Verdict::Unexplained => UNEXPLAINED,
            Verdict::Incomplete if self.missing.is_empty() => INCOMPLETE,
            Verdict::Incomplete => INCOMPLETE_WITHOUT,
        };
        let names = self.missing.iter().map(|field| field_words(*field));
        let (and, names): (_, Vec<_>) = match lang {
            Lang::En => (", ", names.map(|words| words.en).collect()),
            Lang::Zh => ("、", names.map(|words| words.zh).collect()),
        };
        words.in_lang(lang).replace("{missing}", &names.join(and))
    }

    fn wrong(&self) -> Words {
        let is_choice = |finding: &Finding| {
            finding.facts.iter().any(|(name, fact)| {
                *name == "alternatives" && matches!(fact, Fact::Codes(codes) if !codes.is_empty())
            })
        };
        let mut proved = self
            .findings
            .iter()
            .filter(|finding| finding.certainty == Certainty::Proved);
        match (proved.clone().any(is_choice), proved.nth(1)) {
            (true, _) => WRONG_EITHER,
            (false, Some(_)) => WRONG_SEVERAL,
            (false, None) => WRONG_ONE,
        }
    }
}

const OK: Words = Words {
    en: "As far as these values tell, the platform would accept this device.",
    zh: "从这些参数看，平台会接受该设备。",
};

const WRONG_ONE: Words = Words {
    en: "What this device sends is wrong: one mistake is proved.",
    zh: "设备发送的参数有误：已证实 1 处错误。",
};

const WRONG_SEVERAL: Words = Words {
    en: "What this device sends is wrong: several mistakes are proved.",
    zh: "设备发送的参数有误：已证实多处错误。",
};

const WRONG_EITHER: Words = Words {
    en: "What this device sends is wrong: that is proved, and more than one mistake explains it.",
    zh: "设备发送的参数有误：已证实，但不止一种错误可以解释。",
};

const SUSPECT: Words = Words {
    en: "No mistake is proved, but there is a likely cause.",
    zh: "未证实错误，但发现了可能的原因。",
};

const UNEXPLAINED: Words = Words {
    en: "The password fits no known mistake: device secret, product key or device name is probably not this device's.",
    zh: "密码与已知的错误都不吻合：DeviceSecret、ProductKey 或 DeviceName 可能不属于该设备。",
};

const INCOMPLETE: Words = Words {
    en: "No mistake is proved, but too little is given to check the password.",
    zh: "未证实错误，但信息不足，无法核对密码。",
};

const INCOMPLETE_WITHOUT: Words = Words {
    en: "No mistake is proved, but the password cannot be checked without: {missing}.",
    zh: "未证实错误，但缺少以下信息，无法核对密码：{missing}。",
};

/// What people call a part of a claim.
pub fn field_words(field: ClaimField) -> Words {
    let (en, zh) = match field {
        ClaimField::Host => ("host", "主机"),
        ClaimField::Port => ("port", "端口"),
        ClaimField::Transport => ("transport", "传输方式"),
        ClaimField::MqttClientId => ("MQTT client id", "MQTT Client ID"),
        ClaimField::Username => ("user name", "用户名"),
        ClaimField::Password => ("password", "密码"),
        ClaimField::KeepAlive => ("keep-alive", "保活时间"),
        ClaimField::ProtocolLevel => ("MQTT version", "MQTT 版本"),
        ClaimField::Will => ("will", "遗嘱消息"),
        ClaimField::Qos => ("QoS", "QoS"),
        ClaimField::Retain => ("retain", "保留消息"),
        ClaimField::ProductKey => ("product key", "ProductKey"),
        ClaimField::DeviceName => ("device name", "DeviceName"),
        ClaimField::DeviceSecret => ("device secret", "DeviceSecret"),
        ClaimField::ProductSecret => ("product secret", "ProductSecret"),
        ClaimField::Observation => ("what was observed", "连接现象"),
        ClaimField::Request => ("request", "请求"),
    };
    Words { en, zh }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Entry, Looked};

    const ENTRY: Entry = Entry {
        code: "made-up",
        certainty: Certainty::Proved,
        field: ClaimField::Password,
        problem: OK,
        why: OK,
        remedy: OK,
    };

    #[track_caller]
    fn check(verdict: Verdict, findings: &[Finding], missing: &[ClaimField], en: &str, zh: &str) {
        let diagnosis = Diagnosis {
            verdict,
            findings: findings.to_vec(),
            expected: None,
            missing: missing.to_vec(),
            looked: Looked::default(),
        };
        for (lang, part) in [(Lang::En, en), (Lang::Zh, zh)] {
            let sentence = diagnosis.sentence(lang);
            assert!(sentence.contains(part), "{part} in {sentence}");
            assert!(!sentence.contains(['{', '\n']), "{sentence}");
        }
    }

    #[test]
    fn one_sentence_for_each_verdict() {
        let proved = Finding::new(&ENTRY);
        let likely = proved.clone().certain(Certainty::Likely);
        let choice = proved
            .clone()
            .with_fact("alternatives", Fact::Codes(vec!["x"]));
        check(Verdict::Ok, &[], &[], "would accept", "会接受");
        check(
            Verdict::Wrong,
            &[proved.clone(), likely.clone()],
            &[],
            "one mistake",
            "1 处",
        );
        check(
            Verdict::Wrong,
            &[proved.clone(), proved],
            &[],
            "several",
            "多处",
        );
        check(
            Verdict::Wrong,
            &[choice.clone(), choice],
            &[],
            "more than one",
            "不止一种",
        );
        check(Verdict::Suspect, &[likely], &[], "likely cause", "可能");
        check(Verdict::Unexplained, &[], &[], "no known", "不吻合");
        check(Verdict::Incomplete, &[], &[], "too little", "信息不足");
        check(
            Verdict::Incomplete,
            &[],
            &[ClaimField::Password, ClaimField::DeviceSecret],
            "without: password, device secret.",
            "：密码、DeviceSecret。",
        );
    }
}
