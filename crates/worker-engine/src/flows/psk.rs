//! TLS by pre-shared key: identity and key for a device's TLS library.

use super::device_only::needs_and_lacks;
use super::fields::{Field, judged, untouched, value};
use super::identity::{device_name, device_secret, product_key};
use super::sheet::{Sheet, nothing_yet, output, outputs, piece, plain};
use super::steps::{Words, steps};
use crate::answer::pick;
use connack_protocol::{AskFlow, Copies, Lang, Node};
use connack_signer::{
    DeviceIdentity, DeviceOnly, PSK_TIMESTAMP, PskSigning, SignMethod, Subject, Timestamp, sign_psk,
};

pub(super) fn sheet(ask: &AskFlow) -> Sheet {
    let lang = ask.lang;
    let mut have = Vec::new();
    let product_key = product_key(ask, &mut have);
    let device_name = device_name(ask, &mut have);
    let device_secret = device_secret(ask, &mut have);
    let timestamp = timestamp(ask, &mut have);
    let signing = || {
        let identity = DeviceIdentity {
            product_key: product_key?,
            device_name: device_name?,
            device_secret,
        };
        Some(sign_psk(&identity, &timestamp?))
    };
    let signing = if untouched(ask) { None } else { signing() };
    let words = Words {
        pairs: pick(
            lang,
            "id, which is productKey&deviceName, and the timestamp, sorted by name.",
            "id（即 productKey&deviceName）和 timestamp，按名称排序。",
        ),
        algorithm: SignMethod::HmacSha256.algorithm(),
        key: match lang {
            Lang::En => "the device secret",
            Lang::Zh => " DeviceSecret",
        },
        key_bytes: ask.device_secret.0.len(),
        sent_as: pick(
            lang,
            "As hex; in upper case it is the key of TLS, 64 ASCII bytes.",
            "转为十六进制；其大写形式即 TLS 的密钥，共 64 个 ASCII 字节。",
        ),
    };
    let signed = signing.as_ref().map(|of| (&of.content, &of.mac));
    let mut results = Vec::new();
    if signing.is_none() {
        results.push(nothing_yet(!untouched(ask), lang));
    }
    results.push(outputs(vec![
        output(
            Copies::PskIdentity,
            &pick(lang, "PSK identity", "PSK identity"),
            "",
            signing.as_ref().map_or(Vec::new(), |of| identity(ask, of)),
            lang,
        ),
        output(
            Copies::PskKey,
            &pick(lang, "PSK key", "PSK key"),
            &pick(lang, "upper case, as text", "大写，按文本使用"),
            signing
                .as_ref()
                .map_or(Vec::new(), |of| plain(of.key().expose())),
            lang,
        ),
    ]));
    results.extend(needs_and_lacks(DeviceOnly::PskTls, lang));
    Sheet {
        about: vec![pick(
            lang,
            "For devices whose TLS library takes a pre-shared key in place of a certificate: cipher suite PSK-AES128-CBC-SHA. After that, CONNECT is the direct login. From the sources of the vendor's C SDK; not documented, and no vector is published.",
            "用于以预共享密钥代替证书的设备：密码套件 PSK-AES128-CBC-SHA。之后的 CONNECT 与直接登录相同。依据官方 C SDK 源码；文档未说明，也没有公开的样例。",
        )],
        have,
        steps: steps(&words, signed, lang),
        title: pick(lang, "What TLS is given", "提供给 TLS 的参数"),
        results,
    }
}

fn timestamp(ask: &AskFlow, have: &mut Vec<Node>) -> Option<Timestamp> {
    let (lang, typed) = (ask.lang, value(ask, "psk-timestamp"));
    let text = if typed.is_empty() {
        PSK_TIMESTAMP
    } else {
        typed
    };
    let (timestamp, said) = judged(Subject::Timestamp, text, Timestamp::new(text), true, lang);
    let label = pick(lang, "Timestamp", "timestamp（时间戳）");
    let word = match lang {
        Lang::En => format!("Empty: {PSK_TIMESTAMP}, which the SDKs always use"),
        Lang::Zh => format!("留空则为 {PSK_TIMESTAMP}，各 SDK 均固定使用此值"),
    };
    let field = Field {
        mark: "timestamp",
        hint: &word,
        said,
        ..Field::new("psk-timestamp", &label)
    };
    have.push(field.laid_out(ask));
    timestamp
}

fn identity(ask: &AskFlow, of: &PskSigning) -> Vec<Node> {
    let (key, name) = (&ask.identity.product_key, &ask.identity.device_name);
    let middle = format!("{key}&{name}");
    match of.identity.split_once(&middle) {
        Some((before, after)) => vec![
            piece("param", before),
            piece("product-key", key),
            piece("", "&"),
            piece("device-name", name),
            piece("", &after[..after.len().min(1)]),
            piece("timestamp", after.get(1..).unwrap_or_default()),
        ],
        None => plain(&of.identity),
    }
}
