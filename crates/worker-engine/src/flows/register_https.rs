//! Dynamic registration over HTTPS: the product secret signs, the answer has the device's own.

use super::fields::untouched;
use super::identity::{device_name, place, product_key, product_secret, sign_method};
use super::server::{auth_server, can_practise};
use super::sheet::{Sheet, actions, hidden_output, nothing_yet, outputs, said};
use super::steps::{Words, steps};
use super::{answers, codes, connect, register_mqtt, request};
use crate::answer::pick;
use crate::layout::{button, node, with};
use connack_protocol::{Act, AskFlow, Attr, Copies, Hidden, Lang, Node, Tag};
use connack_signer::{
    Answering, DeviceIdentity, ProductIdentity, RegisterRequest, Registered, Server,
    read_registered, sign_https_register,
};

pub(super) fn sheet(ask: &AskFlow) -> Sheet {
    let lang = ask.lang;
    let mut have = Vec::new();
    if can_practise(ask) {
        have.push(connect::practice(ask, register_mqtt::PRACTICE));
    }
    let (given, method) = given(ask, &mut have);
    let signing = given.as_ref().and_then(|(product, wanted, server)| {
        let server = auth_server(ask, server).ok()?;
        Some(sign_https_register(product, wanted, &server))
    });
    let words = Words {
        pairs: pick(
            lang,
            "deviceName, productKey and random, sorted by name. signMethod is not signed; here it has a capital M.",
            "deviceName、productKey 和 random 按名称排序。signMethod 不参与签名；此处 M 为大写。",
        ),
        algorithm: method,
        key: register_mqtt::key(lang),
        key_bytes: super::fields::value(ask, "product-secret").len(),
        sent_as: pick(
            lang,
            "As hex: the field sign of the body.",
            "转为十六进制：即请求体的 sign 字段。",
        ),
    };
    let signed = signing.as_ref().map(|of| (&of.content, &of.mac));
    let form = signing.as_ref().map(|of| &of.request);
    let mut results = Vec::new();
    if signing.is_none() {
        results.push(nothing_yet(!untouched(ask), lang));
    }
    results.push(request::shown(form, lang));
    results.extend(request::sending(ask, form));
    results.push(codes::list(Answering::HttpsRegister, lang));
    results.extend(issued(ask));
    Sheet {
        about: vec![
            pick(
                lang,
                "For devices that know only their product's secret (一型一密): a signed request, and the platform issues the device's own secret. The device must have been added to the product before.",
                "用于只烧录 ProductSecret 的设备（一型一密）：发送带签名的请求，平台下发设备自己的 DeviceSecret。设备须已添加到产品中。",
            ),
            pick(
                lang,
                "The documentation names the server in Shanghai only. Of this signature one published sample verifies.",
                "文档只列出上海的服务器。此签名与一个公开样例相符。",
            ),
        ],
        have,
        steps: steps(&words, signed, lang),
        title: pick(lang, "The request, and what it issues", "请求及其结果"),
        results,
    }
}

type Given = (ProductIdentity, RegisterRequest, Server);

fn given(ask: &AskFlow, have: &mut Vec<Node>) -> (Option<Given>, &'static str) {
    let product_key = product_key(ask, have);
    let device_name = device_name(ask, have);
    let product_secret = product_secret(ask, have);
    let random = register_mqtt::random(ask, have);
    let (sign_method, field) = sign_method(ask);
    have.push(field);
    let server = place(ask, have);
    let given = || {
        let product = ProductIdentity {
            product_key: product_key?,
            device_name: device_name?,
            product_secret,
        };
        let random = random?;
        let wanted = RegisterRequest {
            random,
            sign_method,
        };
        Some((product, wanted, server?))
    };
    let given = if untouched(ask) { None } else { given() };
    (given, sign_method.algorithm())
}

/// What the answer comes to.
fn issued(ask: &AskFlow) -> Vec<Node> {
    let (lang, text) = (ask.lang, answers::text(ask));
    if text.trim().is_empty() {
        return Vec::new();
    }
    match read_registered(text) {
        Ok(Registered::Secret(identity)) => issued_secret(ask, &identity),
        Ok(Registered::Token(_)) => {
            let word = pick(
                lang,
                "This answer has a device token: it belongs to `regnwl` over MQTT. Paste it at “Device token”.",
                "该应答含 deviceToken，属于 MQTT 的 `regnwl` 注册，请粘贴到“deviceToken 登录”。",
            );
            vec![said(&word)]
        }
        Err(error) => vec![answers::wrong(Answering::HttpsRegister, &error, lang)],
    }
}

/// The device secret that was issued, and the button that takes it to Compute.
pub(super) fn issued_secret(ask: &AskFlow, identity: &DeviceIdentity) -> Vec<Node> {
    let lang = ask.lang;
    let secret = identity.device_secret.expose();
    let row = hidden_output(
        Copies::OutDeviceSecret,
        &pick(lang, "Device secret", "DeviceSecret（设备密钥）"),
        &pick(lang, "issued; keep it", "平台下发，请妥善保存"),
        secret,
        (ask.revealed, lang),
    );
    let label = pick(lang, "Load into Compute", "填入“计算”");
    let set = |name: &str, value: &str| (name.to_owned(), Hidden(value.into()));
    let act = Act::Set(vec![
        set("product-key", identity.product_key.as_str()),
        set("device-name", identity.device_name.as_str()),
        set("device-secret", secret),
    ]);
    let load = with(button("primary", label, act), Attr::Id, "flow-load");
    let link = with(
        node(Tag::A, pick(lang, "To the direct login", "转到直接登录")),
        Attr::Class,
        "quiet",
    );
    let link = with(link, Attr::Href, "#/compute");
    let who = match lang {
        Lang::En => format!("Issued to `{}`.", identity.username()),
        Lang::Zh => format!("签发给 `{}`。", identity.username()),
    };
    vec![
        node(Tag::H3, pick(lang, "What was issued", "下发结果")),
        said(&who),
        outputs(vec![row]),
        actions(vec![load, link]),
    ]
}
