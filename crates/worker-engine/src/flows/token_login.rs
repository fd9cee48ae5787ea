//! Login with the token that a registration without pre-registration issued.

use super::fields::{Field, Kind, choice, judged, untouched, value};
use super::identity::{device_name, place, product_key, stays};
use super::sheet::{Sheet, actions, hidden_output, nothing_yet, output, outputs, plain, said};
use super::{answers, connect};
use crate::answer::pick;
use crate::layout::{button, node, with};
use connack_protocol::{Act, AskFlow, Attr, Copies, Hidden, Lang, Node, Tag};
use connack_signer::{
    Answering, ClientId, DeviceToken, Registered, Secret, SecureMode, Subject, TokenAuthType,
    read_registered,
};

pub(super) fn sheet(ask: &AskFlow) -> Sheet {
    let lang = ask.lang;
    let mut have = Vec::new();
    let product_key = product_key(ask, &mut have);
    let device_name = device_name(ask, &mut have);
    let client_id = client_id(ask, &mut have);
    let token = token(ask, &mut have);
    let auth_type = auth_type(ask);
    have.push(auth_type_field(auth_type, lang));
    let server = place(ask, &mut have);
    let label = pick(lang, "What the registration pushed", "注册时推送的内容");
    let word = pick(
        lang,
        "Paste the JSON to take client ID and token from it",
        "粘贴 JSON，可从中取出 clientId 和 token",
    );
    have.push(answers::field(ask, &label, &word));
    have.extend(pasted(ask));

    let login = || {
        let device = DeviceToken {
            product_key: product_key?,
            device_name: device_name?,
            client_id: client_id?,
            token,
        };
        let endpoint = server?.endpoint(&device.product_key, SecureMode::Tls);
        Some((device.credentials(auth_type), endpoint))
    };
    let login = if untouched(ask) { None } else { login() };
    let mut results = Vec::new();
    if login.is_none() {
        results.push(nothing_yet(!untouched(ask), lang));
    }
    let credentials = login.as_ref().map(|(of, _)| of);
    let endpoint = login.as_ref().map(|(_, endpoint)| endpoint);
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
        hidden_output(
            Copies::OutPassword,
            &pick(lang, "Password", "密码"),
            &pick(lang, "the token as it is", "即 deviceToken 原文"),
            credentials.map_or("", |of| of.password.expose()),
            (ask.revealed, lang),
        ),
    ];
    rows.extend(connect::endpoint(endpoint, SecureMode::Tls, lang));
    results.push(outputs(rows));
    let given = credentials.zip(endpoint.map(|of| &*of.websocket_url));
    results.push(connect::link(ask, given));
    Sheet {
        about: vec![
            pick(
                lang,
                "What `regnwl` over MQTT issued, used to log in: nothing is signed, the token is the password.",
                "使用 MQTT `regnwl` 注册下发的结果登录：不做签名，token 即密码。",
            ),
            pick(
                lang,
                "Sources conflict on `authType`: the documentation's example and the SDKs have `connwl`, its prose has `regnwl`. Unverified; both can be chosen.",
                "各来源对 `authType` 说法冲突：文档示例与 SDK 为 `connwl`，文档正文为 `regnwl`。未经验证，两种均可选择。",
            ),
        ],
        have,
        steps: Vec::new(),
        title: pick(lang, "What the device must send", "设备应发送的内容"),
        results,
    }
}

fn client_id(ask: &AskFlow, have: &mut Vec<Node>) -> Option<ClientId> {
    let (lang, text) = (ask.lang, value(ask, "token-client-id"));
    let (id, said) = judged(Subject::ClientId, text, ClientId::new(text), true, lang);
    let label = pick(lang, "Issued client ID", "下发的 clientId");
    let word = pick(
        lang,
        "The platform issued it with the token; no other will do",
        "与 token 一同下发，不能使用其他值",
    );
    let field = Field {
        mark: "client-id",
        hint: &word,
        said,
        ..Field::new("token-client-id", &label)
    };
    have.push(field.laid_out(ask));
    id
}

fn token(ask: &AskFlow, have: &mut Vec<Node>) -> Secret {
    let lang = ask.lang;
    let label = pick(lang, "Device token", "deviceToken（设备令牌）");
    let field = Field {
        mark: "device-secret",
        hint: &stays(lang),
        kind: Kind::Secret,
        ..Field::new("device-token", &label)
    };
    have.push(field.laid_out(ask));
    Secret::new(value(ask, "device-token"))
}

fn auth_type(ask: &AskFlow) -> TokenAuthType {
    let chosen = value(ask, "token-auth-type");
    let mut all = TokenAuthType::ALL.into_iter();
    all.find(|of| of.wire() == chosen).unwrap_or_default()
}

fn auth_type_field(of: TokenAuthType, lang: Lang) -> Node {
    let choices = TokenAuthType::ALL.map(|of| {
        let said = match of {
            TokenAuthType::Connwl => pick(lang, "connwl · example and SDKs", "connwl · 示例与 SDK"),
            TokenAuthType::Regnwl => pick(lang, "regnwl · prose", "regnwl · 文档正文"),
        };
        (of.wire(), said)
    });
    choice(
        "token-auth-type",
        "authType",
        "param",
        of.wire(),
        &choices,
        "",
    )
}

/// What the pasted push comes to here.
fn pasted(ask: &AskFlow) -> Vec<Node> {
    let text = answers::text(ask);
    if text.trim().is_empty() {
        return Vec::new();
    }
    match read_registered(text) {
        Ok(Registered::Token(token)) => vec![actions(vec![take(ask, &token)])],
        Ok(Registered::Secret(_)) => {
            let word = pick(
                ask.lang,
                "This has a device secret: with that, the direct login is the way.",
                "其中是 DeviceSecret：请使用直接登录。",
            );
            vec![said(&word)]
        }
        Err(error) => vec![answers::wrong(Answering::MqttRegister, &error, ask.lang)],
    }
}

/// The button that takes an issued token into the fields.
fn take(ask: &AskFlow, token: &DeviceToken) -> Node {
    let label = pick(ask.lang, "Load into the fields", "填入输入框");
    let set = |name: &str, value: &str| (name.to_owned(), Hidden(value.into()));
    let act = Act::Set(vec![
        set("product-key", token.product_key.as_str()),
        set("device-name", token.device_name.as_str()),
        set("token-client-id", token.client_id.as_str()),
        set("device-token", token.token.expose()),
    ]);
    with(button("primary", label, act), Attr::Id, "flow-load")
}

/// A token that was issued, and the way to the login with it.
pub(super) fn issued_token(ask: &AskFlow, token: &DeviceToken) -> Vec<Node> {
    let lang = ask.lang;
    let rows = vec![
        output(
            Copies::OutTokenClientId,
            &pick(lang, "Issued client ID", "下发的 clientId"),
            "",
            plain(token.client_id.as_str()),
            lang,
        ),
        hidden_output(
            Copies::OutDeviceToken,
            &pick(lang, "Device token", "deviceToken（设备令牌）"),
            &pick(lang, "issued; keep it", "平台下发，请妥善保存"),
            token.token.expose(),
            (ask.revealed, lang),
        ),
    ];
    let link = node(
        Tag::A,
        pick(lang, "To the login with it", "转到 token 登录"),
    );
    let link = with(
        with(link, Attr::Class, "quiet"),
        Attr::Href,
        "#/compute/token-login",
    );
    vec![
        node(Tag::H3, pick(lang, "What was issued", "下发结果")),
        outputs(rows),
        actions(vec![take(ask, token), link]),
    ]
}
