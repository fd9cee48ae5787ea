//! The fields of CONNECT as outputs, and the link that hands them to Connect.

use super::sheet::{actions, disabled, output, piece, plain};
use crate::answer::pick;
use crate::layout::{node, with};
use connack_protocol::{self as protocol, Act, AskFlow, Attr, Copies, Hidden, Lang, Node, Tag};
use connack_signer::{Credentials, Endpoint, MqttClientId, SecureMode};

/// A client id in pieces: the device's own part, and its parameters.
pub(super) fn client_id_pieces(id: &MqttClientId) -> Vec<Node> {
    let text = id.to_string();
    let (own, rest) = text.split_at(id.client_id.len());
    let mut pieces = vec![piece("client-id", own)];
    if rest.is_empty() {
        return pieces;
    }
    // Its salt has the hue that it has in the signed text.
    for (name, part) in [("timestamp=", "timestamp"), ("random=", "random")] {
        if let Some((before, after)) = rest.split_once(name) {
            let end = after.find([',', '|']).unwrap_or(after.len());
            pieces.push(piece("param", &format!("{before}{name}")));
            pieces.push(piece(part, &after[..end]));
            pieces.push(piece("param", &after[end..]));
            return pieces;
        }
    }
    pieces.push(piece("param", rest));
    pieces
}

/// A user name of a device, in the hues of its two halves.
pub(super) fn username_pieces(device_name: &str, product_key: &str) -> Vec<Node> {
    vec![
        piece("device-name", device_name),
        piece("", "&"),
        piece("product-key", product_key),
    ]
}

/// Host and port, with what is spoken there, and URL.
pub(super) fn endpoint(endpoint: Option<&Endpoint>, mode: SecureMode, lang: Lang) -> Vec<Node> {
    let text = |of: fn(&Endpoint) -> String| plain(&endpoint.map(of).unwrap_or_default());
    let why = match mode {
        SecureMode::Tls => "TLS",
        SecureMode::Plain => "TCP",
    };
    vec![
        output(
            Copies::OutHost,
            &pick(lang, "Host", "主机"),
            why,
            text(|of| of.host.clone()),
            lang,
        ),
        output(
            Copies::OutPort,
            &pick(lang, "Port", "端口"),
            "",
            text(|of| of.port.to_string()),
            lang,
        ),
        output(
            Copies::OutWebsocketUrl,
            &pick(lang, "WebSocket URL", "WebSocket 地址"),
            &pick(lang, "For browsers", "供浏览器使用"),
            text(|of| of.websocket_url.clone()),
            lang,
        ),
    ]
}

/// The link to Connect, which then has these credentials; none: it leads nowhere yet.
pub(super) fn link(ask: &AskFlow, given: Option<(&Credentials, &str)>) -> Node {
    let lang = ask.lang;
    let label = pick(lang, "Connect with these", "用这些参数连接");
    let Some((credentials, websocket_url)) = given else {
        let button = with(node(Tag::Button, label), Attr::Class, "primary");
        let button = with(disabled(button, true), Attr::Id, "flow-connect");
        return actions(vec![button]);
    };
    let of = &ask.identity;
    let credentials = protocol::Credentials {
        product_key: of.product_key.clone(),
        device_name: of.device_name.clone(),
        device_secret: ask.device_secret.clone(),
        mqtt_client_id: credentials.mqtt_client_id.to_string(),
        username: credentials.username.clone(),
        password: protocol::Password(credentials.password.expose().into()),
        websocket_url: websocket_url.into(),
        identity: of.clone(),
    };
    let link = with(node(Tag::A, label), Attr::Class, "primary");
    let link = with(
        with(link, Attr::Href, "#/connect"),
        Attr::Id,
        "flow-connect",
    );
    actions(vec![Node {
        act: Act::Connect(Box::new(credentials)),
        ..link
    }])
}

/// A button that fills in the practice broker's own device.
pub(super) fn practice(ask: &AskFlow, further: &[(&str, &str)]) -> Node {
    let lang = ask.lang;
    let set = |(name, value): (&str, &str)| (name.to_owned(), Hidden(value.into()));
    let mut fields: Vec<_> = [
        ("product-key", "a1Practice0"),
        ("device-name", "practice"),
        ("client-id", ""),
        ("secure-mode", "3"),
        ("timestamp", ""),
        ("instance", &ask.practice),
    ]
    .map(set)
    .into();
    fields.extend(further.iter().copied().map(set));
    let label = pick(lang, "Try it without an account", "无账号试用");
    let button = crate::layout::button("quiet", label, Act::Set(fields));
    let title = pick(
        lang,
        "Fills in the practice device; its broker runs beside cargo xtask serve",
        "填入练习设备；练习 Broker 随 cargo xtask serve 启动",
    );
    let button = with(with(button, Attr::Title, title), Attr::Id, "flow-practice");
    crate::layout::group(Tag::Div, "actions starts", vec![button])
}
