//! Dynamic registration over MQTT: CONNECT itself is the request, the result is pushed.

use super::fields::{Field, Said, choice, chosen, judged, pair, untouched, value};
use super::identity::{client_id, device_name, place, product_key, product_secret, sign_method};
use super::sheet::{Sheet, nothing_yet, output, outputs, plain};
use super::steps::{Words, steps};
use super::{answers, codes, connect, register_https, token_login};
use crate::answer::pick;
use crate::layout::{button, with};
use connack_protocol::{Act, AskFlow, Attr, Copies, Lang, Node};
use connack_signer::{
    Answering, MqttRegister, ProductIdentity, REGISTER_TOPICS, RegisterMode, RegisterRandom,
    RegisterRequest, Registered, Registration, SecureMode, Subject, read_registered,
    sign_mqtt_register,
};

/// What the practice broker has for registrations.
pub(super) const PRACTICE: &[(&str, &str)] = &[
    ("device-name", "practice-new"),
    ("product-secret", "practice-product-secret"),
    ("random", "567345"),
];

/// What the key of a registration is.
pub(super) fn key(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "the product secret",
        Lang::Zh => " ProductSecret",
    }
}

/// The salt; `None`: it cannot stand.
pub(super) fn random(ask: &AskFlow, have: &mut Vec<Node>) -> Option<RegisterRandom> {
    let (lang, text) = (ask.lang, value(ask, "random"));
    let parsed = RegisterRandom::new(text);
    let (random, mut said) = judged(Subject::Random, text, parsed, true, lang);
    if text.is_empty() && !untouched(ask) {
        let text = pick(
            lang,
            "Empty: the platform wants some text here. “New” makes one.",
            "为空：平台要求填写，可点击“新建”生成。",
        );
        said.push(Said {
            broken: false,
            text,
        });
    }
    let new = button(
        "copy",
        pick(lang, "New", "新建"),
        Act::Random("random".into()),
    );
    let label = pick(lang, "Random", "random（随机数）");
    let word = pick(
        lang,
        "A salt of your own; signed exactly as written",
        "自定的随机文本，按原样参与签名",
    );
    let field = Field {
        mark: "random",
        hint: &word,
        said,
        beside: vec![with(new, Attr::Id, "random-new")],
        ..Field::new("random", &label)
    };
    have.push(field.laid_out(ask));
    random
}

pub(super) fn sheet(ask: &AskFlow) -> Sheet {
    let lang = ask.lang;
    let mut have = Vec::new();
    if !ask.practice.is_empty() {
        have.push(connect::practice(ask, PRACTICE));
    }
    let product_key = product_key(ask, &mut have);
    let device_name = device_name(ask, &mut have);
    let secret = product_secret(ask, &mut have);
    let client_id = client_id(ask, &mut have);
    let random = random(ask, &mut have);
    let (sign_method, method_field) = sign_method(ask);
    let registration = registration(ask);
    have.push(pair(method_field, registration_field(registration, lang)));
    let mode_at = have.len();
    let server = place(ask, &mut have);
    let documented = server
        .as_ref()
        .map_or(RegisterMode::Two, RegisterMode::documented);
    let mode = RegisterMode::from_wire(value(ask, "register-mode")).unwrap_or(documented);
    have.insert(mode_at, mode_field(ask, documented));

    let signing = || {
        let product = ProductIdentity {
            product_key: product_key?,
            device_name: device_name?,
            product_secret: secret,
        };
        let wanted = RegisterRequest {
            random: random?,
            sign_method,
        };
        let connect = MqttRegister {
            client_id: client_id?,
            registration,
            mode,
            server: server?,
        };
        let endpoint = connect
            .server
            .endpoint(&product.product_key, SecureMode::Tls);
        Some((sign_mqtt_register(&product, &wanted, &connect), endpoint))
    };
    let signing = if untouched(ask) { None } else { signing() };
    let signed = signing.as_ref().map(|(of, _)| (&of.content, &of.mac));
    let words = Words {
        pairs: pick(
            lang,
            "deviceName, productKey and random, sorted by name. The client ID and its other parameters are not signed.",
            "deviceName、productKey 和 random 按名称排序。clientId 及其他参数不参与签名。",
        ),
        algorithm: sign_method.algorithm(),
        key: key(lang),
        key_bytes: value(ask, "product-secret").len(),
        sent_as: pick(
            lang,
            "As hex: the password of CONNECT.",
            "转为十六进制：即 CONNECT 的密码。",
        ),
    };
    let mut results = Vec::new();
    if signing.is_none() {
        results.push(nothing_yet(!untouched(ask), lang));
    }
    let credentials = signing.as_ref().map(|(of, _)| &of.credentials);
    let endpoint = signing.as_ref().map(|(_, endpoint)| endpoint);
    let mut rows = vec![
        output(
            Copies::OutMqttClientId,
            "Client ID",
            "",
            credentials.map_or(Vec::new(), |of| {
                connect::client_id_pieces(&of.mqtt_client_id)
            }),
            lang,
        ),
        output(
            Copies::OutUsername,
            &pick(lang, "Username", "用户名"),
            "deviceName&productKey",
            credentials.map_or(Vec::new(), |_| {
                connect::username_pieces(&ask.identity.device_name, &ask.identity.product_key)
            }),
            lang,
        ),
        output(
            Copies::OutPassword,
            &pick(lang, "Password", "密码"),
            &pick(lang, "the signature", "即签名"),
            credentials.map_or(Vec::new(), |of| plain(of.password.expose())),
            lang,
        ),
    ];
    rows.extend(connect::endpoint(endpoint, SecureMode::Tls, lang));
    results.push(outputs(rows));
    let given = credentials.zip(endpoint.map(|of| &*of.websocket_url));
    results.push(connect::link(ask, given));
    results.push(codes::list(Answering::MqttRegister, lang));
    let label = pick(lang, "What was pushed", "推送的内容");
    let topics = REGISTER_TOPICS.join(pick(lang, " or ", " 或 ").as_str());
    let word = match lang {
        Lang::En => format!("Comes on {topics}, without a subscription; paste the JSON here"),
        Lang::Zh => format!("无需订阅，由 {topics} 推送；可把 JSON 粘贴在此"),
    };
    results.push(answers::field(ask, &label, &word));
    results.extend(pushed(ask));
    Sheet {
        about: about(lang),
        have,
        steps: steps(&words, signed, lang),
        title: pick(lang, "What the device must send", "设备应发送的内容"),
        results,
    }
}

fn about(lang: Lang) -> Vec<String> {
    vec![
        pick(
            lang,
            "The CONNECT packet itself registers, over TLS or wss only. The platform accepts it, pushes a device secret (`register`) or a token (`regnwl`), and ends the connection after 15 seconds.",
            "CONNECT 报文本身即注册请求，只能经 TLS 或 wss。平台接受后推送 DeviceSecret（`register`）或 token（`regnwl`），15 秒后断开连接。",
        ),
        pick(
            lang,
            "Sources conflict on `securemode`: the documentation of 2020 has 2 for `register` and -2 for `regnwl`; its present edition 2 on old public instances and -2 with `instanceId` elsewhere; three SDKs always send 2. Unverified; both can be chosen.",
            "各来源对 `securemode` 说法冲突：2020 年的文档为 `register` 用 2、`regnwl` 用 -2；现行文档为旧版公共实例用 2，其余用 -2 并带 `instanceId`；三个 SDK 一律用 2。未经验证，两种均可选择。",
        ),
        pick(
            lang,
            "Also unverified: where the result of `regnwl` comes; the documentation has `/ext/register`, SDKs wait on `/ext/regnwl`.",
            "同样未经验证：`regnwl` 的结果由何处推送；文档为 `/ext/register`，SDK 则在 `/ext/regnwl` 等待。",
        ),
    ]
}

fn registration(ask: &AskFlow) -> Registration {
    if value(ask, "registration") == Registration::New.wire() {
        Registration::New
    } else {
        Registration::Known
    }
}

fn registration_field(of: Registration, lang: Lang) -> Node {
    let choices = [
        (
            Registration::Known.wire(),
            pick(lang, "register · device was added", "register · 已添加设备"),
        ),
        (
            Registration::New.wire(),
            pick(lang, "regnwl · without adding", "regnwl · 免预注册"),
        ),
    ];
    choice("registration", "authType", "param", of.wire(), &choices, "")
}

fn mode_field(ask: &AskFlow, documented: RegisterMode) -> Node {
    let lang = ask.lang;
    let documented = match lang {
        Lang::En => format!("as documented for this server: {}", documented.wire()),
        Lang::Zh => format!("按文档对该服务器：{}", documented.wire()),
    };
    let choices = [
        ("", documented),
        (
            RegisterMode::Two.wire(),
            pick(lang, "2 · as SDKs send it", "2 · SDK 的写法"),
        ),
        (
            RegisterMode::MinusTwo.wire(),
            pick(lang, "-2 · with instanceId", "-2 · 带 instanceId"),
        ),
    ];
    let label = pick(lang, "Secure mode", "securemode（安全模式）");
    let chosen = chosen(ask, "register-mode", "");
    choice("register-mode", &label, "param", chosen, &choices, "")
}

/// What the pasted push comes to.
fn pushed(ask: &AskFlow) -> Vec<Node> {
    let text = answers::text(ask);
    if text.trim().is_empty() {
        return Vec::new();
    }
    match read_registered(text) {
        Ok(Registered::Secret(identity)) => register_https::issued_secret(ask, &identity),
        Ok(Registered::Token(token)) => token_login::issued_token(ask, &token),
        Err(error) => vec![answers::wrong(Answering::MqttRegister, &error, ask.lang)],
    }
}
