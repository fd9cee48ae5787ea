//! Sub-devices behind a gateway: what the gateway publishes for them, and the replies.

use super::fields::{Field, Kind, Said, choice, chosen, judged, pair, untouched, value};
use super::identity::{device_name, product_key, sign_method, stays, timestamp};
use super::sheet::{Sheet, actions, nothing_yet, notice, output, outputs, plain, wire};
use super::steps::{bare_step, content_pieces, spaced};
use super::{answers, codes, connect};
use crate::answer::pick;
use crate::layout::{button, group, node, with};
use connack_protocol::{Act, AskFlow, Attr, Copies, Hidden, Lang, Node, Tag};
use connack_signer::{
    Answering, DeviceIdentity, DeviceName, Gateway, GatewayMessage, ProductKey, Secret, SignMethod,
    SubDevice, SubSigning, Subject, Timestamp, batch_login, read_sub_reply, sub_login, topo_add,
};

/// The copies of logins, one for each sub-device; the documentation of 2020 takes five at once.
const LOGINS: [Copies; 5] = [
    Copies::LoginPayload,
    Copies::LoginPayload2,
    Copies::LoginPayload3,
    Copies::LoginPayload4,
    Copies::LoginPayload5,
];

/// The `id` of each message: a reply carries the same.
const TOPO_ID: u32 = 1;
const BATCH_ID: u32 = 2;
const FIRST_LOGIN_ID: u32 = 3;

/// What all sub-devices sign with.
struct Shared {
    method: SignMethod,
    timestamp: Option<Timestamp>,
    clean_session: bool,
}

pub(super) fn sheet(ask: &AskFlow) -> Sheet {
    let lang = ask.lang;
    let mut have = Vec::new();
    if !ask.practice.is_empty() {
        have.push(connect::practice(
            ask,
            &[
                ("device-secret", "practice-device-secret"),
                ("sub-count", "1"),
                ("sub-1-product-key", "a1PracticeSub0"),
                ("sub-1-device-name", "practice-sub"),
                ("sub-1-device-secret", "practice-sub-secret"),
                ("sub-1-client-id", ""),
            ],
        ));
    }
    have.push(node(Tag::H3, pick(lang, "The gateway", "网关")));
    let gateway_key = product_key(ask, &mut have);
    let gateway_name = device_name(ask, &mut have);
    have.push(node(Tag::H3, pick(lang, "How they sign", "签名方式")));
    let (method, method_field) = sign_method(ask);
    let clean = chosen(ask, "clean-session", "true");
    let clean_field = clean_field(clean, lang);
    have.push(pair(method_field, clean_field));
    let timestamp = timestamp(ask, &mut have);
    let shared = timestamp.map(|timestamp| Shared {
        method,
        timestamp,
        clean_session: clean == "true",
    });
    let count = count(ask);
    let devices: Vec<_> = (1..=count)
        .map(|at| device(ask, at, shared.as_ref(), &mut have))
        .collect();
    have.push(how_many(count, lang));

    let given = || {
        let gateway = Gateway {
            product_key: gateway_key?,
            device_name: gateway_name?,
        };
        let devices: Option<Vec<SubDevice>> = devices.into_iter().collect();
        Some((gateway, devices?))
    };
    let given = if nothing(ask) { None } else { given() };
    let topo = given
        .as_ref()
        .map(|(gateway, devices)| topo_add(gateway, devices, TOPO_ID));
    let signings = topo.as_ref().map_or(&[][..], |topo| &*topo.signings);
    Sheet {
        about: about(lang),
        have,
        steps: working(signings, method, lang),
        title: pick(lang, "What the gateway publishes", "网关应发布的消息"),
        results: results(ask, given.as_ref(), topo.as_ref()),
    }
}

fn about(lang: Lang) -> Vec<String> {
    vec![
        pick(
            lang,
            "A gateway publishes for its sub-devices: first that they belong to it, then that they log in. Each sub-device signs with its own device secret; the gateway needs none here, it is online already.",
            "网关替子设备发布消息：先添加拓扑关系，再登录。每个子设备用自己的 DeviceSecret 签名；网关已在线，此处不需要其密钥。",
        ),
        pick(
            lang,
            "Not signed: the sign method and `cleanSession`. The client ID is signed whole, bars and all, unlike in a direct login. The documented method `Sha256` is not offered: no source has its formula.",
            "不参与签名：签名算法和 `cleanSession`。与直接登录不同，clientId 连同竖线整体参与签名。文档所列的 `Sha256` 没有公开的公式，故不提供。",
        ),
    ]
}

/// Whether the gateway or a sub-device has nothing typed yet.
fn nothing(ask: &AskFlow) -> bool {
    let empty = |at: usize| {
        let mut names = ["product-key", "device-name"].iter();
        names.all(|name| value(ask, &format!("sub-{at}-{name}")).is_empty())
    };
    untouched(ask) || (1..=count(ask)).any(empty)
}

fn count(ask: &AskFlow) -> usize {
    let count = value(ask, "sub-count").parse().unwrap_or(1);
    count.clamp(1, LOGINS.len())
}

/// Buttons for one more and one less.
fn how_many(count: usize, lang: Lang) -> Node {
    let to = |id: &str, label: String, count: usize, possible: bool| {
        let act = Act::Set(vec![("sub-count".into(), Hidden(count.to_string()))]);
        let button = with(button("quiet", label, act), Attr::Id, id);
        super::sheet::disabled(button, !possible)
    };
    let more = pick(lang, "One more sub-device", "添加子设备");
    let less = pick(lang, "Remove the last", "移除最后一个");
    actions(vec![
        to("sub-more", more, count + 1, count < LOGINS.len()),
        to("sub-less", less, count.saturating_sub(1), count > 1),
    ])
}

fn clean_field(clean: &str, lang: Lang) -> Node {
    let choices = [
        (
            "true",
            pick(lang, "true · drop what waits", "true · 丢弃离线消息"),
        ),
        (
            "false",
            pick(lang, "false · keep it", "false · 保留离线消息"),
        ),
    ];
    choice(
        "clean-session",
        "cleanSession",
        "param",
        clean,
        &choices,
        "",
    )
}

/// One sub-device's fields; `None`: a value cannot stand.
fn device(
    ask: &AskFlow,
    at: usize,
    shared: Option<&Shared>,
    have: &mut Vec<Node>,
) -> Option<SubDevice> {
    let lang = ask.lang;
    let of = |name: &str| format!("sub-{at}-{name}");
    let ids = ["product-key", "device-name", "device-secret", "client-id"].map(of);
    let [key, name, secret, client_id] = ids.each_ref().map(|id| value(ask, id));
    let title = match lang {
        Lang::En => format!("Sub-device {at}"),
        Lang::Zh => format!("子设备 {at}"),
    };
    have.push(node(Tag::H3, title));
    let silent = key.is_empty() && name.is_empty();
    let mut line =
        |id: &str, label: String, mark: &str, hint: &str, said: Vec<Said>, kind: Kind| {
            let field = Field {
                mark,
                hint,
                said,
                kind,
                ..Field::new(id, &label)
            };
            have.push(field.laid_out(ask));
        };
    let parsed = ProductKey::new(key);
    let (product_key, said) = judged(Subject::ProductKey, key, parsed, silent, lang);
    let label = pick(lang, "Product key", "ProductKey（产品标识）");
    line(&ids[0], label, "product-key", "", said, Kind::Line);
    let parsed = DeviceName::new(name);
    let (device_name, said) = judged(Subject::DeviceName, name, parsed, silent, lang);
    let label = pick(lang, "Device name", "DeviceName（设备名称）");
    line(&ids[1], label, "device-name", "", said, Kind::Line);
    let (_, said) = judged(Subject::DeviceSecret, secret, Ok(()), silent, lang);
    let label = pick(lang, "Device secret", "DeviceSecret（设备密钥）");
    line(
        &ids[2],
        label,
        "device-secret",
        &stays(lang),
        said,
        Kind::Secret,
    );
    let shape = format!("{key}&{name}");
    let word = match lang {
        Lang::En if silent => "Any text; empty: productKey&deviceName, as recommended".into(),
        Lang::Zh if silent => "任意文本；留空则为推荐的 productKey&deviceName".into(),
        Lang::En => format!("Left empty, it is {shape}, as recommended"),
        Lang::Zh => format!("留空则为推荐的 {shape}"),
    };
    let label = pick(lang, "Client ID", "clientId");
    line(&ids[3], label, "client-id", &word, Vec::new(), Kind::Line);

    let client_id = if client_id.is_empty() {
        shape
    } else {
        client_id.to_owned()
    };
    let shared = shared?;
    Some(SubDevice {
        identity: DeviceIdentity {
            product_key: product_key?,
            device_name: device_name?,
            device_secret: Secret::new(secret),
        },
        client_id: Some(client_id),
        sign_method: shared.method,
        timestamp: shared.timestamp.clone(),
        clean_session: shared.clean_session,
    })
}

/// Each sub-device's content and MAC.
fn working(signings: &[SubSigning], method: SignMethod, lang: Lang) -> Vec<Node> {
    let algorithm = method.algorithm();
    let why = match lang {
        Lang::En => format!(
            "Names and values sorted by name and joined; then {algorithm}, the key is the sub-device's own secret; as hex it is `sign`."
        ),
        Lang::Zh => format!(
            "名称与值按名称排序后直接相连；再计算 {algorithm}，密钥为子设备自己的 DeviceSecret；其十六进制即 `sign`。"
        ),
    };
    let mut steps = Vec::new();
    if signings.is_empty() {
        let empty = wire(Copies::Content.name(), Vec::new());
        steps.push(bare_step(&why.replace('`', ""), empty));
    }
    for (i, signing) in signings.iter().enumerate() {
        // The first has the id that the content has everywhere.
        let first = i == 0;
        let id = |of: Copies| if first { of.name() } else { "" };
        let content = wire(id(Copies::Content), content_pieces(&signing.content));
        let hex = signing.mac.to_string();
        let bytes = wire("", plain(&spaced(&hex)));
        let sign = wire(id(Copies::Sign), plain(&hex));
        let lines = [content, bytes, sign].map(|line| group(Tag::Div, "", vec![line]));
        let why = if first {
            why.replace('`', "")
        } else {
            match lang {
                Lang::En => format!("Sub-device {}, the same way.", i + 1),
                Lang::Zh => format!("子设备 {}，方法相同。", i + 1),
            }
        };
        steps.push(bare_step(&why, group(Tag::Div, "pairs", lines.into())));
    }
    steps
}

fn results(
    ask: &AskFlow,
    given: Option<&(Gateway, Vec<SubDevice>)>,
    topo: Option<&GatewayMessage>,
) -> Vec<Node> {
    let lang = ask.lang;
    let mut results = Vec::new();
    if given.is_none() {
        results.push(nothing_yet(!nothing(ask), lang));
    }
    let title = |text: &str| node(Tag::H3, text);
    results.push(title("thing/topo/add"));
    results.push(outputs(message(
        (Copies::TopoTopic, Copies::TopoPayload),
        topo,
        lang,
    )));
    results.push(title("combine/login"));
    let logins: Vec<GatewayMessage> = given.map_or(Vec::new(), |(gateway, devices)| {
        let numbered = devices.iter().zip(FIRST_LOGIN_ID..);
        numbered
            .map(|(device, id)| sub_login(gateway, device, id))
            .collect()
    });
    let mut rows = message(
        (Copies::LoginTopic, Copies::LoginPayload),
        logins.first(),
        lang,
    );
    for (i, login) in logins.iter().enumerate().skip(1) {
        let label = match lang {
            Lang::En => format!("Payload, sub-device {}", i + 1),
            Lang::Zh => format!("Payload，子设备 {}", i + 1),
        };
        let payload = plain(&login.payload);
        rows.push(output(LOGINS[i], &label, "", payload, lang));
    }
    results.push(outputs(rows));
    results.push(title("combine/batch_login"));
    let batch = given.map(|(gateway, devices)| batch_login(gateway, devices, BATCH_ID));
    let copies = (Copies::BatchTopic, Copies::BatchPayload);
    results.push(outputs(message(copies, batch.as_ref(), lang)));
    let label = pick(lang, "A reply", "应答");
    let word = pick(
        lang,
        "Paste what came on one of the reply topics or on /ext/error",
        "粘贴应答 Topic 或 /ext/error 上收到的内容",
    );
    results.push(answers::field(ask, &label, &word));
    results.extend(reply(ask));
    results.push(node(
        Tag::P,
        pick(
            lang,
            "Replies of thing/topo/add:",
            "thing/topo/add 的应答：",
        ),
    ));
    results.push(codes::list(Answering::TopoAdd, lang));
    results.push(node(
        Tag::P,
        pick(lang, "Replies of logins:", "登录的应答："),
    ));
    results.push(codes::list(Answering::SubLogin, lang));
    results
}

/// A message's topic and payload.
fn message(
    (topic, payload): (Copies, Copies),
    of: Option<&GatewayMessage>,
    lang: Lang,
) -> Vec<Node> {
    let why = of.map_or(String::new(), |of| match lang {
        Lang::En => format!("QoS at most {}; reply on {}", of.max_qos, of.reply_topic),
        Lang::Zh => format!("QoS 最高 {}；应答在 {}", of.max_qos, of.reply_topic),
    });
    let topic_text = plain(of.map_or("", |of| &of.topic));
    let payload_text = plain(of.map_or("", |of| &of.payload));
    vec![
        output(topic, "Topic", &why, topic_text, lang),
        output(payload, "Payload", "", payload_text, lang),
    ]
}

/// What the pasted reply says.
fn reply(ask: &AskFlow) -> Vec<Node> {
    let (lang, text) = (ask.lang, answers::text(ask));
    if text.trim().is_empty() {
        return Vec::new();
    }
    let reply = match read_sub_reply(text) {
        Ok(reply) => reply,
        Err(error) => return vec![answers::wrong(Answering::SubLogin, &error, lang)],
    };
    let topo = reply.id == TOPO_ID.to_string();
    if let Some(refusal) = &reply.refusal {
        let of_login = Answering::SubLogin.meaning(refusal.code).is_some();
        let asked = if topo || !of_login {
            Answering::TopoAdd
        } else {
            Answering::SubLogin
        };
        return vec![answers::refused(asked, refusal, lang)];
    }
    let named = reply
        .devices
        .iter()
        .map(|(key, name)| format!("{name}&{key}"));
    let named: Vec<String> = named.collect();
    let who = named.join(", ").replace('`', "'");
    let text = match (topo, lang) {
        (true, Lang::En) => format!("Code 200: in the gateway's topology. {who}"),
        (true, Lang::Zh) => format!("200：已加入网关的拓扑关系。{who}"),
        (false, Lang::En) => format!("Code 200: done. {who}"),
        (false, Lang::Zh) => format!("200：成功。{who}"),
    };
    vec![notice("info", "flow-accepted", &text, Vec::new())]
}
