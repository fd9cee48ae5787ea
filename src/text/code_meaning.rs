//! What the codes of the platform's answers mean. Which code means what in which answer is the
//! signer's table; here are the words.

use crate::text::Language;
use connack_signer::CodeMeaning;

impl Language {
    /// A meaning in words, without a full stop.
    pub fn code_meaning(self, meaning: CodeMeaning) -> &'static str {
        let (en, zh) = words(meaning);
        match self {
            Self::En => en,
            Self::Zh => zh,
        }
    }
}

fn words(meaning: CodeMeaning) -> (&'static str, &'static str) {
    match meaning {
        CodeMeaning::WrongSignature => (
            "the signature does not verify: wrong secret, signing content or sign method",
            "签名校验失败：密钥、签名内容或签名算法有误",
        ),
        CodeMeaning::BadParameter => (
            "data are missing, malformed or too many",
            "数据为空、格式错误或过多",
        ),
        CodeMeaning::BadParameterOrPlainTcp => (
            "a parameter of the client id is missing or malformed, or the connection is not over TLS",
            "Client ID 中的参数缺失或格式错误，或者连接未使用 TLS",
        ),
        CodeMeaning::PlatformError => ("an error on the platform's side", "平台侧异常"),
        CodeMeaning::DeviceNotFound => (
            "no such device: check product key and device name",
            "设备不存在，请核对 ProductKey 和 DeviceName",
        ),
        CodeMeaning::ProductNotFound => (
            "no such product: check the product key",
            "产品不存在，请核对 ProductKey",
        ),
        CodeMeaning::AuthTypeMismatch => (
            "the product uses another way of authentication",
            "产品使用其他认证方式",
        ),
        CodeMeaning::RegistrationOff => (
            "dynamic registration is switched off for the product",
            "产品未打开动态注册开关",
        ),
        CodeMeaning::AlreadyActivated => (
            "the device is activated already and cannot register again until it is reset",
            "设备已激活，重置前不能再次注册",
        ),
        CodeMeaning::SignMethodUnsupported => {
            ("the sign method is not supported", "不支持该签名算法")
        }
        CodeMeaning::TooManyRequests => (
            "too many requests in a short time: wait a minute",
            "请求过于频繁，请一分钟后再试",
        ),
        CodeMeaning::TooManySubDevices => (
            "the gateway has as many sub-devices as it may have",
            "网关下的子设备数已达上限",
        ),
        CodeMeaning::BadTopic => ("the topic cannot be parsed", "Topic 解析失败"),
        CodeMeaning::DeviceDisabled => ("the device is disabled", "设备已被禁用"),
        CodeMeaning::DeviceDeleted => ("the device is deleted", "设备已被删除"),
        CodeMeaning::GatewayIsSubDevice => (
            "gateway and sub-device are the same device",
            "网关和子设备是同一个设备",
        ),
        CodeMeaning::NoTopology => (
            "gateway and sub-device are not in one topology: add it first",
            "网关与子设备没有拓扑关系，请先添加",
        ),
        CodeMeaning::NoSession => (
            "the sub-device is not online through this gateway",
            "子设备没有经该网关上线",
        ),
        CodeMeaning::DuplicateLogin => (
            "the same identity logged in elsewhere, which took this one offline",
            "同一设备身份在别处登录，此处被下线",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use connack_signer::Answering;

    #[test]
    fn every_documented_code_has_words_of_its_own() {
        for row in Answering::CODES {
            let (en, zh) = words(row.meaning);
            assert!(!en.is_empty() && !en.ends_with('.'), "{row:?}");
            assert!(zh.chars().any(|char| char > '\u{4e00}'), "{row:?}");
            let same = |other: &&connack_signer::AnswerCode| {
                other.meaning != row.meaning && words(other.meaning).0 == en
            };
            assert_eq!(Answering::CODES.iter().find(same), None);
        }
    }
}
