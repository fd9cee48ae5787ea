//! What the codes of answers mean, in words, and what to do.

use crate::answer::pick;
use crate::layout::{group, node};
use connack_protocol::{Lang, Node, Tag};
use connack_signer::{Answering, CodeMeaning};

/// What a code means and what to do about it.
pub(super) fn meaning(of: CodeMeaning, lang: Lang) -> String {
    let (en, zh) = match of {
        CodeMeaning::WrongSignature => (
            "The signature is not the expected one. Check the secret, and that the signed values are the sent ones.",
            "签名不符。请检查密钥，以及参与签名的值与发送的值是否一致。",
        ),
        CodeMeaning::BadParameter => (
            "A value is missing, malformed, or there are too many. Send exactly the fields shown here.",
            "有参数缺失、格式错误或数量过多。请严格按此处的字段发送。",
        ),
        CodeMeaning::BadParameterOrPlainTcp => (
            "A parameter of the client ID is missing or malformed, or the connection is not encrypted. Use TLS or wss, and the client ID as shown.",
            "Client ID 的参数缺失或格式错误，或连接未加密。请使用 TLS 或 wss，并使用此处的 Client ID。",
        ),
        CodeMeaning::PlatformError => (
            "An error on the platform's side. Try again later.",
            "平台侧错误，请稍后重试。",
        ),
        CodeMeaning::DeviceNotFound => (
            "The platform has no such device. Check product key and device name, and that region or instance is the product's.",
            "平台上没有该设备。请检查 ProductKey 和 DeviceName，以及地域或实例是否为产品所在处。",
        ),
        CodeMeaning::ProductNotFound => (
            "The platform has no such product. Check the product key, and that region or instance is the product's.",
            "平台上没有该产品。请检查 ProductKey，以及地域或实例是否为产品所在处。",
        ),
        CodeMeaning::AuthTypeMismatch => (
            "The product uses another way to authenticate. Look at its authentication type in the console.",
            "产品采用其他认证方式，请在控制台查看产品的认证方式。",
        ),
        CodeMeaning::RegistrationOff => (
            "Dynamic registration is off for this product. Switch it on at the product's page in the console.",
            "该产品未开启动态注册，请在控制台的产品详情页开启。",
        ),
        CodeMeaning::AlreadyActivated => (
            "The device was activated before and keeps its secret. Use that one, or reset the device in the console.",
            "设备已激活，沿用原有 DeviceSecret。请使用原密钥，或在控制台重置设备。",
        ),
        CodeMeaning::SignMethodUnsupported => (
            "The platform does not take this sign method here. Choose another one.",
            "平台在此处不支持该签名算法，请改用其他算法。",
        ),
        CodeMeaning::TooManyRequests => (
            "Too many requests in a short time. Wait a minute.",
            "短时间内请求过多，请等待一分钟。",
        ),
        CodeMeaning::TooManySubDevices => (
            "The gateway has as many sub-devices as it may have. Remove some, or use another gateway.",
            "网关下的子设备数已达上限。请移除部分子设备，或使用其他网关。",
        ),
        CodeMeaning::BadTopic => (
            "The topic could not be read. It must carry the gateway's own product key and device name.",
            "Topic 无法解析。其中应为网关自身的 ProductKey 和 DeviceName。",
        ),
        CodeMeaning::DeviceDisabled => (
            "The device was disabled. Enable it in the console.",
            "设备已被禁用，请在控制台启用。",
        ),
        CodeMeaning::DeviceDeleted => (
            "The device was deleted. Create it again; it then has another secret.",
            "设备已被删除。请重新创建，密钥会随之改变。",
        ),
        CodeMeaning::GatewayIsSubDevice => (
            "Gateway and sub-device are the same device. Name another sub-device.",
            "网关与子设备是同一设备，请填写其他子设备。",
        ),
        CodeMeaning::NoTopology => (
            "Gateway and sub-device are not in one topology. Send thing/topo/add first.",
            "网关与子设备之间没有拓扑关系，请先发送 thing/topo/add。",
        ),
        CodeMeaning::NoSession => (
            "The sub-device is not online through this gateway. Log it in first.",
            "子设备未通过该网关上线，请先登录子设备。",
        ),
        CodeMeaning::DuplicateLogin => (
            "Somebody else logged in with the same identity, and this session ended.",
            "同一身份在别处登录，本会话已结束。",
        ),
    };
    pick(lang, en, zh)
}

/// A code in words; one that is not documented is said to be so.
pub(super) fn code(answering: Answering, code: i64, lang: Lang) -> String {
    answering.meaning(code).map_or_else(
        || {
            pick(
                lang,
                "This code is not documented for this request.",
                "文档没有说明该请求的此错误码。",
            )
        },
        |of| meaning(of, lang),
    )
}

/// Every documented code of an answer, to be looked up.
pub(super) fn list(answering: Answering, lang: Lang) -> Node {
    let rows = Answering::CODES.iter();
    let rows = rows.filter(|row| row.answering == answering);
    let rows = rows.flat_map(|row| {
        [
            node(Tag::Dt, row.code.to_string()),
            node(Tag::Dd, meaning(row.meaning, lang)),
        ]
    });
    let title = pick(lang, "Codes that may come back", "可能返回的错误码");
    super::sheet::details(&title, vec![group(Tag::Dl, "codes", rows.collect())])
}
