//! HTTPS authorisation first, then MQTT with what it grants.

use super::fields::{choice, chosen, pair, untouched};
use super::identity::{
    client_id, device_name, device_secret, place, product_key, secure_mode, sign_method, timestamp,
};
use super::server::{auth_server, can_practise, is_practice};
use super::sheet::{Sheet, hidden_output, nothing_yet, notice, output, outputs, plain, said};
use super::steps::{Words, steps};
use super::{answers, codes, connect, request};
use crate::answer::pick;
use crate::layout::{node, with};
use connack_protocol::{AskFlow, Attr, Copies, Lang, Node, Tag};
use connack_signer::{
    Answering, DeviceIdentity, Endpoint, HttpsAuthRequest, IotGrant, ProductKey, SecureMode,
    Server, read_https_auth, sign_https_auth,
};

/// Everything that the rest follows from, once it stands.
struct Given {
    identity: DeviceIdentity,
    wanted: HttpsAuthRequest,
    mode: SecureMode,
    server: Server,
}

pub(super) fn sheet(ask: &AskFlow) -> Sheet {
    let lang = ask.lang;
    let mut have = Vec::new();
    if can_practise(ask) {
        have.push(connect::practice(
            ask,
            &[("device-secret", "practice-device-secret")],
        ));
    }
    let given = given(ask, &mut have);
    let signing = given.as_ref().and_then(|given| {
        let server = auth_server(ask, &given.server).ok()?;
        Some(sign_https_auth(&given.identity, &given.wanted, &server))
    });
    let words = Words {
        pairs: pick(
            lang,
            "The parameters, sorted by name. signmethod, version and resources are not signed.",
            "参数按名称排序。signmethod、version 和 resources 不参与签名。",
        ),
        algorithm: given
            .as_ref()
            .map_or("HMAC", |given| given.wanted.sign_method.algorithm()),
        key: match lang {
            Lang::En => "the device secret",
            Lang::Zh => " DeviceSecret",
        },
        key_bytes: ask.device_secret.0.len(),
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
    results.push(codes::list(Answering::HttpsAuth, lang));
    results.extend(granted(ask, given.as_ref()));
    Sheet {
        about: vec![
            pick(
                lang,
                "A signed HTTPS request first; its answer holds `iotId` and `iotToken`, user name and password of MQTT for 7 days.",
                "先发送带签名的 HTTPS 请求；应答中的 `iotId` 和 `iotToken` 即 MQTT 的用户名和密码，7 天内有效。",
            ),
            pick(
                lang,
                "Unverified: documented until about 2020 and gone from the present pages. Whether the server still answers is not known.",
                "未经验证：文档约至 2020 年仍有说明，现已移除；服务器是否仍应答尚不清楚。",
            ),
        ],
        have,
        steps: steps(&words, signed, lang),
        title: pick(lang, "The request, and what it grants", "请求及其结果"),
        results,
    }
}

fn given(ask: &AskFlow, have: &mut Vec<Node>) -> Option<Given> {
    let product_key = product_key(ask, have);
    let device_name = device_name(ask, have);
    let device_secret = device_secret(ask, have);
    let client_id = client_id(ask, have);
    let (method, method_field) = sign_method(ask);
    let (mode, mode_field) = secure_mode(ask);
    have.push(pair(method_field, mode_field));
    let timestamp = timestamp(ask, have);
    let server = place(ask, have);
    if untouched(ask) {
        return None;
    }
    Some(Given {
        identity: DeviceIdentity {
            product_key: product_key?,
            device_name: device_name?,
            device_secret,
        },
        wanted: HttpsAuthRequest {
            client_id: client_id?,
            sign_method: method,
            timestamp: timestamp?,
        },
        mode,
        server: server?,
    })
}

/// Where the grant leads: the host that it names, else that of the fields.
fn endpoint(ask: &AskFlow, grant: &IotGrant, given: &Given) -> Endpoint {
    let (key, mode): (&ProductKey, _) = (&given.identity.product_key, given.mode);
    let own = given.server.endpoint(key, mode);
    // The practice broker's port for TCP is no WebSocket.
    if is_practice(ask) {
        return own;
    }
    let named = grant
        .host
        .as_deref()
        .and_then(|host| Server::parse(host).ok());
    let mut endpoint = named.map_or(own, |server| server.endpoint(key, mode));
    endpoint.port = grant.port.unwrap_or(endpoint.port);
    endpoint
}

/// What the answer comes to.
fn granted(ask: &AskFlow, given: Option<&Given>) -> Vec<Node> {
    let (lang, text) = (ask.lang, answers::text(ask));
    let Some(given) = given.filter(|_| !text.trim().is_empty()) else {
        return Vec::new();
    };
    let grant = match read_https_auth(text) {
        Ok(grant) => grant,
        Err(error) => return vec![answers::wrong(Answering::HttpsAuth, &error, lang)],
    };
    let plain_id = given.wanted.plain_client_id();
    let sdk_id = given.wanted.sdk_client_id(given.mode);
    let shape = chosen(ask, "client-id-shape", "plain");
    let credentials = grant.credentials(if shape == "sdk" {
        sdk_id.clone()
    } else {
        plain_id.clone()
    });
    let endpoint = endpoint(ask, &grant, given);
    let id = pick(lang, "Client ID", "Client ID");
    let mut rows = vec![
        output(
            Copies::OutMqttClientId,
            &id,
            &pick(lang, "own choice, as documented", "自行指定，与文档一致"),
            connect::client_id_pieces(&plain_id),
            lang,
        ),
        output(
            Copies::OutMqttClientIdSdk,
            &id,
            &pick(lang, "as the C SDK 2 writes it", "C SDK 2 的写法"),
            connect::client_id_pieces(&sdk_id),
            lang,
        ),
        output(
            Copies::OutUsername,
            &pick(lang, "Username", "用户名"),
            "iotId",
            plain(&grant.iot_id),
            lang,
        ),
        hidden_output(
            Copies::OutPassword,
            &pick(lang, "Password", "密码"),
            "iotToken",
            grant.iot_token.expose(),
            (ask.revealed, lang),
        ),
    ];
    rows.extend(connect::endpoint(Some(&endpoint), given.mode, lang));
    let shapes = [
        ("plain", pick(lang, "own choice", "自行指定")),
        (
            "sdk",
            pick(lang, "C SDK 2, with parameters", "C SDK 2，带参数"),
        ),
    ];
    let label = pick(lang, "Client ID to connect with", "连接所用的 Client ID");
    let word = pick(
        lang,
        "Sources disagree on the client ID that follows; unverified which the platform insists on",
        "各来源对此处的 Client ID 说法不一；平台要求哪一种未经验证",
    );
    let title = pick(lang, "MQTT with the grant", "用认证结果连接 MQTT");
    let mut nodes = vec![
        node(Tag::H3, title),
        outputs(rows),
        choice("client-id-shape", &label, "", shape, &shapes, &word),
    ];
    nodes.push(expiry(ask));
    if given.mode == SecureMode::Plain && !is_practice(ask) {
        let text = pick(
            lang,
            "Secure mode 3 gives a `ws://` URL, which a page that came over https cannot open.",
            "securemode=3 对应 `ws://` 地址，经 https 打开的页面无法连接。",
        );
        nodes.push(notice("warn", "mixed-content", &text, Vec::new()));
    }
    let link = connect::link(ask, Some((&credentials, &endpoint.websocket_url)));
    nodes.push(link);
    nodes
}

fn expiry(ask: &AskFlow) -> Node {
    let until = &ask.expires;
    let text = match ask.lang {
        Lang::En => format!(
            "Good for 7 days: until {until}, if the answer is fresh. After that the platform answers CONNECT with 3."
        ),
        Lang::Zh => {
            format!("有效期 7 天：若应答是刚得到的，则至 {until}。过期后平台对 CONNECT 返回 3。")
        }
    };
    with(said(&text), Attr::Id, "flow-expiry")
}
