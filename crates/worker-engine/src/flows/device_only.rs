//! X.509 and ID²: what they need, and why a page cannot take these ways.

use super::identity::product_key;
use super::sheet::{Sheet, output, outputs, plain, said};
use crate::answer::pick;
use crate::layout::{group, node};
use connack_protocol::{AskFlow, Copies, Lang, Node, Tag};
use connack_signer::{BrowserLack, DeviceNeed, DeviceOnly, ProductKey};

pub(super) fn sheet(ask: &AskFlow) -> Sheet {
    let lang = ask.lang;
    let mut have = Vec::new();
    let key = product_key(ask, &mut have);
    let mut results = vec![node(Tag::H3, "X.509")];
    results.extend(server(
        DeviceOnly::X509,
        Copies::X509Server,
        key.as_ref(),
        lang,
    ));
    let first = match lang {
        Lang::En => format!(
            "First CONNECT: user name `&`, signed with empty values. Product key and device name are then pushed on `{}`; later ones have `securemode=2` and an empty password.",
            DeviceOnly::X509_TOPIC
        ),
        Lang::Zh => format!(
            "首次 CONNECT：用户名为 `&`，以空值签名。随后由 `{}` 推送 ProductKey 和 DeviceName；之后连接使用 `securemode=2`，密码为空。",
            DeviceOnly::X509_TOPIC
        ),
    };
    results.push(said(&first));
    results.extend(needs_and_lacks(DeviceOnly::X509, lang));
    results.push(node(Tag::H3, "ID²"));
    results.extend(server(
        DeviceOnly::Id2,
        Copies::Id2Server,
        key.as_ref(),
        lang,
    ));
    results.push(said(&pick(
        lang,
        "Client ID: `…|securemode=8,signmethod=hmacsha1,timestamp=2524608000000,authtype=id2,instanceId=…|`.",
        "Client ID：`…|securemode=8,signmethod=hmacsha1,timestamp=2524608000000,authtype=id2,instanceId=…|`。",
    )));
    results.extend(needs_and_lacks(DeviceOnly::Id2, lang));
    Sheet {
        about: vec![pick(
            lang,
            "Two ways in that only a device can take. A page can say what they need; it cannot connect so. Verify knows their client IDs.",
            "两种只有设备才能使用的方式。页面可以说明其要求，但不能这样连接。“校验”能识别其 Client ID。",
        )],
        have,
        steps: Vec::new(),
        title: pick(lang, "What they need", "所需条件"),
        results,
    }
}

/// Host and port; of both only Shanghai's are documented.
fn server(of: DeviceOnly, copies: Copies, key: Option<&ProductKey>, lang: Lang) -> Option<Node> {
    let unnamed = ProductKey::default();
    let typed = key.filter(|key| !key.as_str().is_empty());
    let (host, port) = of.server(typed.unwrap_or(&unnamed))?;
    let needs_key = of == DeviceOnly::Id2 && typed.is_none();
    let shown = if needs_key {
        String::new()
    } else {
        format!("{host}:{port}")
    };
    let why = if needs_key {
        pick(lang, "with the product key before it", "前面带 ProductKey")
    } else {
        pick(lang, "Shanghai only", "仅上海")
    };
    let label = pick(lang, "Host and port", "主机和端口");
    let row = output(copies, &label, &why, plain(&shown), lang);
    Some(outputs(vec![row]))
}

/// What a device must have, and what a browser has not.
pub(super) fn needs_and_lacks(of: DeviceOnly, lang: Lang) -> Vec<Node> {
    let list = |texts: Vec<String>| {
        let texts = texts.into_iter().map(|text| node(Tag::Li, text));
        group(Tag::Ul, "plain-list", texts.collect())
    };
    let needs = of.needs().iter().map(|need| need_words(*need, lang));
    let lacks = of
        .browser_lacks()
        .iter()
        .map(|lack| lack_words(*lack, lang));
    vec![
        said(&pick(lang, "A device needs:", "设备需要：")),
        list(needs.collect()),
        said(&pick(
            lang,
            "Why this page cannot connect so:",
            "本页面不能这样连接的原因：",
        )),
        list(lacks.collect()),
    ]
}

pub(super) fn need_words(of: DeviceNeed, lang: Lang) -> String {
    let (en, zh) = match of {
        DeviceNeed::DeviceSecret => ("the device secret", "DeviceSecret"),
        DeviceNeed::PskCipher => (
            "a TLS library with PSK-AES128-CBC-SHA",
            "支持 PSK-AES128-CBC-SHA 的 TLS 库",
        ),
        DeviceNeed::ClientCertificate => (
            "a client certificate that the platform issued or trusts",
            "平台签发或信任的客户端证书",
        ),
        DeviceNeed::PrivateKey => ("the private key of that certificate", "该证书的私钥"),
        DeviceNeed::Id2Chip => (
            "an ID² chip, or its software twin",
            "ID² 安全芯片，或其软件实现",
        ),
        DeviceNeed::Itls => (
            "the vendor's own TLS (iTLS), keyed by that chip",
            "厂商自有的 TLS（iTLS），密钥来自该芯片",
        ),
    };
    pick(lang, en, zh)
}

pub(super) fn lack_words(of: BrowserLack, lang: Lang) -> String {
    let (en, zh) = match of {
        BrowserLack::RawTcp => (
            "a page opens WebSockets, no TCP connections; these servers speak no WebSocket",
            "页面只能建立 WebSocket，不能建立 TCP 连接；这些服务器不支持 WebSocket",
        ),
        BrowserLack::PskCipher => (
            "browsers offer no cipher suite with a pre-shared key",
            "浏览器不提供预共享密钥的密码套件",
        ),
        BrowserLack::ClientCertificate => (
            "a page can neither choose nor bring the certificate that TLS presents",
            "页面既不能选择也不能提供 TLS 出示的证书",
        ),
        BrowserLack::OwnTls => ("a page cannot bring another TLS", "页面不能自带另一种 TLS"),
        BrowserLack::Id2Chip => ("a page reaches no such chip", "页面无法访问此类芯片"),
    };
    pick(lang, en, zh)
}
