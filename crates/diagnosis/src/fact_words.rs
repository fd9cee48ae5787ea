//! What facts of closed sets are called inside a sentence. The fact itself is English in every
//! language, as JSON has it; a value that is no word of this list is shown as it stands.

use crate::{Lang, Words};

/// A fact as a sentence in `lang` has it.
pub(crate) fn fact_in(lang: Lang, code: &str, name: &str, value: &str) -> String {
    if lang == Lang::En {
        return value.into();
    }
    let words = set(code, name);
    let called = |text: &str| {
        let found = words.iter().find(|words| words.en == text);
        found.map_or_else(|| text.to_owned(), |words| words.zh.into())
    };
    if !matches!(name, "which" | "names" | "order") {
        return called(value);
    }
    let pieces: Vec<String> = value.split(", ").map(called).collect();
    pieces.join("、")
}

/// The closed set that a fact of this code is out of; empty when it is out of none.
fn set(code: &str, name: &str) -> &'static [Words] {
    match (code, name) {
        (_, "service") => &SERVICES,
        (_, "arrangement") => &ARRANGEMENTS,
        ("client-id-bar-missing", "which") => &BARS,
        ("secret-case-changed", "case") => &CASES,
        ("secret-has-whitespace", "where") => &BLANKS,
        ("will-or-qos2", "which") => &USED,
        _ => &[],
    }
}

const fn words(en: &'static str, zh: &'static str) -> Words {
    Words { en, zh }
}

const BARS: [Words; 3] = [
    words("first `|`", "第一个 `|`"),
    words("last `|`", "最后一个 `|`"),
    words("both `|`", "两个 `|` 都没有"),
];

const USED: [Words; 2] = [words("will", "遗嘱"), words("retain", "保留消息")];

const CASES: [Words; 2] = [words("upper", "全部大写"), words("lower", "全部小写")];

const ARRANGEMENTS: [Words; 3] = [
    words("content+secret", "内容+密钥"),
    words("secret+content", "密钥+内容"),
    words("secret+content+secret", "密钥+内容+密钥"),
];

const BLANKS: [Words; 17] = [
    words("line feed after", "末尾有换行（LF）"),
    words("CR and line feed after", "末尾有回车换行（CR LF）"),
    words("CR after", "末尾有回车（CR）"),
    words("space after", "末尾有空格"),
    words("tab after", "末尾有制表符"),
    words("two spaces after", "末尾有两个空格"),
    words("BOM after", "末尾有 BOM"),
    words("no-break space after", "末尾有不间断空格"),
    words("space before", "开头有空格"),
    words("line feed before", "开头有换行（LF）"),
    words("CR and line feed before", "开头有回车换行（CR LF）"),
    words("CR before", "开头有回车（CR）"),
    words("tab before", "开头有制表符"),
    words("two spaces before", "开头有两个空格"),
    words("BOM before", "开头有 BOM"),
    words("space before and after", "首尾各有一个空格"),
    words("the blanks of the secret given", "给出的密钥首尾自带的空白"),
];

const SERVICES: [Words; 22] = [
    words("console", "控制台"),
    words("HTTP data channel", "HTTP 数据通道"),
    words("HTTPS authentication", "HTTPS 认证"),
    words("X.509 login", "X.509 证书登录"),
    words("ID² login", "ID² 登录"),
    words("AMQP subscription", "AMQP 服务端订阅"),
    words("IoT Platform, not MQTT", "物联网平台的非 MQTT 服务"),
    words("ApsaraMQ for MQTT", "微消息队列 MQTT 版"),
    words("IoT Platform API", "物联网平台云端 API"),
    words("Alibaba Cloud", "阿里云的其他产品"),
    words(
        "ApsaraMQ for MQTT (Signature)",
        "微消息队列 MQTT 版（Signature）",
    ),
    words("ApsaraMQ for MQTT (Token)", "微消息队列 MQTT 版（Token）"),
    words(
        "ApsaraMQ for MQTT (DeviceCredential)",
        "微消息队列 MQTT 版（DeviceCredential）",
    ),
    words(
        "MQTT dynamic registration (authType=register)",
        "MQTT 动态注册（authType=register）",
    ),
    words(
        "MQTT dynamic registration (authType=regnwl)",
        "MQTT 动态注册（authType=regnwl）",
    ),
    words(
        "deviceToken login (authType=connwl)",
        "deviceToken 登录（authType=connwl）",
    ),
    words("ID² login (authtype=id2)", "ID² 登录（authtype=id2）"),
    words(
        "HTTPS pre-authentication (iotId, iotToken)",
        "HTTPS 认证（iotId、iotToken）",
    ),
    words(
        "HTTPS authorisation (/auth/devicename)",
        "HTTPS 认证（/auth/devicename）",
    ),
    words(
        "HTTPS dynamic registration (/auth/register/device)",
        "HTTPS 动态注册（/auth/register/device）",
    ),
    words(
        "sub-device topology (thing/topo/add)",
        "添加子设备拓扑关系（thing/topo/add）",
    ),
    words(
        "sub-device login (combine/login)",
        "子设备登录（combine/login）",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Budget, Case, Finding, diagnose};
    use connack_signer::{Claim, ClaimRequest, RequestKind, Secret};
    use hmac::{Hmac, KeyInit, Mac};

    const SECRET: &str = "practice-device-secret";

    fn found(claim: Claim) -> Vec<Finding> {
        let observations = Vec::new();
        diagnose(
            Case {
                claim,
                observations,
            },
            Budget::TWO,
        )
        .findings
    }

    /// The fact stays English, and no English word of it is in the Chinese sentences.
    #[track_caller]
    fn check(findings: &[Finding], code: &str, name: &str, en: &str) {
        let finding = findings.iter().find(|finding| finding.code() == code);
        let finding = finding.unwrap_or_else(|| panic!("no {code} in {findings:?}"));
        assert_eq!(finding.text(name), Some(en));
        let zh = fact_in(Lang::Zh, code, name, en);
        assert_ne!(zh, en);
        let said = [finding.problem(Lang::Zh), finding.why(Lang::Zh)].concat();
        assert!(said.contains(&zh), "{zh} in {said}");
        // The host itself is quoted.
        let quoted = finding.text("found").unwrap_or_default();
        let own = said.replace(quoted, "");
        assert!(!own.contains(en), "{en} in {own}");
        let said = [finding.problem(Lang::En), finding.why(Lang::En)].concat();
        assert!(said.contains(en), "{en} in {said}");
    }

    #[test]
    fn blanks_of_a_secret() {
        for words in BLANKS {
            let blanks = [
                ("two spaces", "  "),
                ("no-break space", "\u{a0}"),
                ("space", " "),
                ("CR and line feed", "\r\n"),
                ("CR", "\r"),
                ("line feed", "\n"),
                ("tab", "\t"),
                ("BOM", "\u{feff}"),
            ];
            let blank = blanks
                .into_iter()
                .find_map(|(name, blank)| words.en.starts_with(name).then_some(blank));
            let (key, given) = match blank {
                None => (format!("\n\n{SECRET} "), format!("\n\n{SECRET} ")),
                Some(blank) if words.en.ends_with("before and after") => {
                    (format!("{blank}{SECRET}{blank}"), SECRET.into())
                }
                Some(blank) if words.en.ends_with("before") => {
                    (format!("{blank}{SECRET}"), SECRET.into())
                }
                Some(blank) => (format!("{SECRET}{blank}"), SECRET.into()),
            };
            let mut mac = Hmac::<sha1::Sha1>::new_from_slice(key.as_bytes()).unwrap();
            mac.update(b"clientId12345deviceNamepracticeproductKeya1Practice0");
            let claim = Claim {
                mqtt_client_id: Some("12345|securemode=2,signmethod=hmacsha1|".into()),
                username: Some("practice&a1Practice0".into()),
                password: Some(Secret::new(hex::encode(mac.finalize().into_bytes()))),
                device_secret: Some(Secret::new(given)),
                ..Claim::default()
            };
            check(&found(claim), "secret-has-whitespace", "where", words.en);
        }
    }

    #[test]
    fn services_by_their_host() {
        for (host, en) in [
            ("iot.console.aliyun.com", "console"),
            ("iot-as-http.cn-shanghai.aliyuncs.com", "HTTP data channel"),
            ("iot-auth.cn-shanghai.aliyuncs.com", "HTTPS authentication"),
            ("iot-amqp.cn-shanghai.aliyuncs.com", "AMQP subscription"),
            (
                "iot-06z00.iothub.example.aliyuncs.com",
                "IoT Platform, not MQTT",
            ),
            ("post-cn-abc.mqtt.aliyuncs.com", "ApsaraMQ for MQTT"),
            ("iot.cn-shanghai.aliyuncs.com", "IoT Platform API"),
            ("oss-cn-shanghai.aliyuncs.com", "Alibaba Cloud"),
        ] {
            let claim = Claim {
                host: Some(host.into()),
                ..Claim::default()
            };
            check(&found(claim), "host-other-service", "service", en);
        }
    }

    #[test]
    fn ways_in_by_their_strings() {
        let login = |id: &str, username: &str| Claim {
            mqtt_client_id: Some(id.into()),
            username: Some(username.into()),
            ..Claim::default()
        };
        for (id, username, en) in [
            ("GID_x@@@y", "u", "ApsaraMQ for MQTT"),
            ("a", "Signature|a|b", "ApsaraMQ for MQTT (Signature)"),
            ("a", "Token|a|b", "ApsaraMQ for MQTT (Token)"),
            (
                "a",
                "DeviceCredential|a|b",
                "ApsaraMQ for MQTT (DeviceCredential)",
            ),
            (
                "a|securemode=2,authType=register,random=1|",
                "d&p",
                "MQTT dynamic registration (authType=register)",
            ),
            (
                "a|securemode=-2,authType=regnwl,random=1|",
                "d&p",
                "MQTT dynamic registration (authType=regnwl)",
            ),
            (
                "a|securemode=-2,authType=connwl|",
                "d&p",
                "deviceToken login (authType=connwl)",
            ),
            (
                "a|securemode=8,authtype=id2|",
                "d&p",
                "ID² login (authtype=id2)",
            ),
            ("a|securemode=2|", "&", "X.509 login"),
            (
                "a|securemode=-1|",
                "abcdefgh01234567",
                "HTTPS pre-authentication (iotId, iotToken)",
            ),
        ] {
            let findings = found(login(id, username));
            check(&findings, "other-service", "service", en);
        }
        let chip = Claim {
            host: Some("a.itls.cn-shanghai.aliyuncs.com".into()),
            ..login("a|securemode=8|", "d&p")
        };
        check(&found(chip), "other-service", "service", "ID² login");
    }

    #[test]
    fn every_request_has_a_name() {
        for kind in RequestKind::ALL {
            let request = ClaimRequest {
                kind,
                fields: Vec::new(),
            };
            let reading = crate::reading::read(&Claim {
                request: Some(request),
                ..Claim::default()
            });
            let title = reading.flow_title();
            assert_ne!(fact_in(Lang::Zh, "flow-login", "service", title), title);
        }
    }

    #[test]
    fn names_of_a_claim_stay() {
        let names = fact_in(Lang::Zh, "ext-params-signed", "which", "will, upper");
        assert_eq!(names, "will、upper");
        let used = fact_in(Lang::Zh, "will-or-qos2", "which", "will, QoS 2");
        assert_eq!(used, "遗嘱、QoS 2");
        let used = fact_in(Lang::En, "will-or-qos2", "which", "will, QoS 2");
        assert_eq!(used, "will, QoS 2");
    }
}
