//! ApsaraMQ for MQTT, the neighbour: its signature computed, and a given one checked.

use super::fields::{Field, Kind, Said, choice, judged, value};
use super::identity::stays;
use super::sheet::{Sheet, nothing_yet, notice, output, outputs, piece, plain, wire};
use super::steps::{spaced, step};
use crate::answer::pick;
use connack_diagnosis::wire_words;
use connack_protocol::{AskFlow, Copies, Lang, Node};
use connack_signer::{
    MqLogin, MqScheme, MqSigning, Secret, Subject, WireError, sign_apsara_mq, verify_apsara_mq,
};

pub(super) fn sheet(ask: &AskFlow) -> Sheet {
    let lang = ask.lang;
    let scheme = MqScheme::from_wire(value(ask, "mq-scheme")).unwrap_or_default();
    let [key_id, secret, instance, client_id, claimed] = [
        "access-key-id",
        "access-key-secret",
        "mq-instance-id",
        "mq-client-id",
        "mq-password",
    ]
    .map(|name| value(ask, name));
    let untouched = key_id.is_empty() && instance.is_empty() && client_id.is_empty();
    let login = MqLogin::new(scheme, key_id, instance, client_id, Secret::new(secret));
    let have = fields(ask, scheme, untouched, &login);
    let signing = login
        .as_ref()
        .ok()
        .filter(|_| !untouched)
        .map(|login| (login, sign_apsara_mq(login)));
    let mut results = Vec::new();
    if signing.is_none() {
        results.push(nothing_yet(!untouched, lang));
    }
    let of = signing.as_ref().map(|(_, of)| of);
    results.push(outputs(vec![
        output(
            Copies::OutMqttClientId,
            "Client ID",
            &pick(lang, "as it is, without bars", "原样，不带竖线"),
            of.map_or(Vec::new(), |of| vec![piece("client-id", &of.content)]),
            lang,
        ),
        output(
            Copies::OutUsername,
            &pick(lang, "Username", "用户名"),
            "scheme|accessKeyId|instanceId",
            plain(of.map_or("", |of| &of.username)),
            lang,
        ),
        output(
            Copies::OutPassword,
            &pick(lang, "Password", "密码"),
            "Base64",
            plain(&of.map(MqSigning::password).unwrap_or_default()),
            lang,
        ),
    ]));
    if let Some((login, _)) = signing.as_ref().filter(|_| !claimed.is_empty()) {
        results.push(verdict(login, claimed, lang));
    }
    Sheet {
        about: vec![
            pick(
                lang,
                "Another product of the same vendor (微消息队列 MQTT 版), which IoT Platform is mixed up with. Its user name begins `Signature|` or `DeviceCredential|`; the signed text is the client ID alone, by HMAC-SHA1, as Base64.",
                "同一厂商的另一产品（微消息队列 MQTT 版），常与物联网平台混淆。其用户名以 `Signature|` 或 `DeviceCredential|` 开头；仅对 Client ID 计算 HMAC-SHA1，并转为 Base64。",
            ),
            pick(
                lang,
                "The newer overview no longer lists `Signature`. Tokens (`Token|…`) are issued, not computed.",
                "较新的文档概览不再列出 `Signature`。Token 方式（`Token|…`）由平台签发，无需计算。",
            ),
        ],
        have,
        steps: working(ask, of),
        title: pick(lang, "What the client must send", "客户端应发送的内容"),
        results,
    }
}

fn fields(
    ask: &AskFlow,
    scheme: MqScheme,
    untouched: bool,
    login: &Result<MqLogin, WireError>,
) -> Vec<Node> {
    let lang = ask.lang;
    let choices = MqScheme::ALL.map(|of| {
        let said = match of {
            MqScheme::Signature => pick(
                lang,
                "Signature · the account's key",
                "Signature · 账号的 AccessKey",
            ),
            MqScheme::DeviceCredential => pick(
                lang,
                "DeviceCredential · the device's key",
                "DeviceCredential · 设备的访问凭证",
            ),
        };
        (of.wire(), said)
    });
    let label = pick(lang, "Scheme", "鉴权方式");
    let mut have = vec![choice(
        "mq-scheme",
        &label,
        "param",
        scheme.wire(),
        &choices,
        "",
    )];
    let mut line = |id: &str, label: &str, subject: Subject, mark: &str, hint: &str| {
        let text = value(ask, id);
        let (_, mut said) = judged(subject, text, Ok(()), true, lang);
        let kind = match subject {
            Subject::DeviceSecret => Kind::Secret,
            Subject::ProductKey
            | Subject::DeviceName
            | Subject::ClientId
            | Subject::Timestamp
            | Subject::ProductSecret
            | Subject::Random
            | Subject::AccessKeyId
            | Subject::InstanceId
            | Subject::ExtParams
            | Subject::Host => Kind::Line,
        };
        if let Err(error) = login
            && subject_of(*error) == Some(subject)
        {
            let text = wire_words(*error, crate::words::lang(lang));
            said = vec![Said { broken: true, text }];
        }
        if subject == Subject::ClientId && !untouched && !usual(login) {
            let text = pick(
                lang,
                "The documented shape is GID_group@@@device, up to 64 characters.",
                "文档规定的形式为 GID_分组@@@设备，最多 64 个字符。",
            );
            said = vec![Said {
                broken: false,
                text,
            }];
        }
        let field = Field {
            mark,
            hint,
            said,
            kind,
            ..Field::new(id, label)
        };
        have.push(field.laid_out(ask));
    };
    line(
        "access-key-id",
        "AccessKey ID",
        Subject::AccessKeyId,
        "product-key",
        "",
    );
    line(
        "access-key-secret",
        "AccessKey Secret",
        Subject::DeviceSecret,
        "device-secret",
        &stays(lang),
    );
    let label = pick(lang, "Instance ID", "实例 ID");
    let word = pick(lang, "Such as mqtt-cn-…", "例如 mqtt-cn-…");
    line(
        "mq-instance-id",
        &label,
        Subject::InstanceId,
        "device-name",
        &word,
    );
    let word = pick(lang, "GID_group@@@device", "GID_分组@@@设备");
    line(
        "mq-client-id",
        "Client ID",
        Subject::ClientId,
        "client-id",
        &word,
    );
    let label = pick(lang, "A password to check", "待校验的密码");
    let word = pick(
        lang,
        "Optional: what a client sends",
        "可选：客户端实际发送的密码",
    );
    let field = Field {
        hint: &word,
        ..Field::new("mq-password", &label)
    };
    have.push(field.laid_out(ask));
    have
}

fn usual(login: &Result<MqLogin, WireError>) -> bool {
    login.as_ref().is_ok_and(MqLogin::has_usual_client_id)
}

fn subject_of(error: WireError) -> Option<Subject> {
    match error {
        WireError::Nul { subject, .. }
        | WireError::Separator { subject, .. }
        | WireError::TooLong { subject, .. } => Some(subject),
        WireError::NotNameValue { .. }
        | WireError::Reserved { .. }
        | WireError::Host { .. }
        | WireError::NoHost
        | WireError::Port => None,
    }
}

/// Content, MAC, Base64.
fn working(ask: &AskFlow, of: Option<&MqSigning>) -> Vec<Node> {
    let lang = ask.lang;
    let content = of.map_or("", |of| &of.content);
    let bytes = of.map_or(String::new(), |of| spaced(&of.mac.to_string()));
    let password = of.map(MqSigning::password).unwrap_or_default();
    let key_bytes = value(ask, "access-key-secret").len();
    let why = match lang {
        Lang::En => {
            format!("HMAC-SHA1 of that text; the key is the AccessKey Secret, {key_bytes} bytes.")
        }
        Lang::Zh => {
            format!("对该文本计算 HMAC-SHA1，密钥为 AccessKey Secret，共 {key_bytes} 字节。")
        }
    };
    let pieces = if content.is_empty() {
        Vec::new()
    } else {
        vec![piece("client-id", content)]
    };
    let signed = pick(
        lang,
        "The client ID, nothing else.",
        "仅 Client ID，别无其他。",
    );
    let as_text = pick(lang, "As Base64: the password.", "转为 Base64：即密码。");
    vec![
        step(
            (Copies::Content, "1"),
            &signed,
            wire(Copies::Content.name(), pieces),
            content,
            lang,
        ),
        step(
            (Copies::Mac, "2"),
            &why,
            wire("", plain(&bytes)),
            &bytes,
            lang,
        ),
        step(
            (Copies::Sign, "3"),
            &as_text,
            wire(Copies::Sign.name(), plain(&password)),
            &password,
            lang,
        ),
    ]
}

fn verdict(login: &MqLogin, claimed: &str, lang: Lang) -> Node {
    if verify_apsara_mq(login, claimed) {
        let text = pick(
            lang,
            "The password to check is the right one.",
            "待校验的密码正确。",
        );
        return notice("info", "mq-verdict", &text, Vec::new());
    }
    let text = pick(
        lang,
        "The password to check is another one: check the secret, and that the signed client ID is the sent one, to the letter.",
        "待校验的密码不符：请检查密钥，以及签名所用与发送的 Client ID 是否逐字一致。",
    );
    notice("bad", "mq-verdict", &text, Vec::new())
}
