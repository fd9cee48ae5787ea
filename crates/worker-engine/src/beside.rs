//! A failing device beside a working one: which parts differ, and what the first difference means.
//!
//! Names, timestamps and passwords differ from device to device by nature; the shape around them
//! does not, so that a difference of shape is told first.

use crate::answer::pick;
use crate::layout::{node, with};
use crate::values::compared;
use connack_diagnosis::Words;
use connack_protocol::{Attr, Lang, Node, Tag};
use connack_signer::{Claim, MqttClientId, Secret, read_claims};

/// One part of a claim.
struct Part {
    label: Words,
    failing: String,
    working: String,
    /// What a difference means; `None`: it differs by nature.
    meaning: Option<Words>,
}

const fn words(en: &'static str, zh: &'static str) -> Words {
    Words { en, zh }
}

/// The rows, failing beside working, and what the first difference means.
pub(crate) fn beside(failing: &Claim, working: &str, lang: Lang) -> Vec<Node> {
    let heading = node(
        Tag::H2,
        pick(lang, "Beside the working device", "与正常设备对比"),
    );
    let said = |said: String| with(node(Tag::P, said), Attr::Id, "beside");
    let read = read_claims(working);
    let Some(device) = read.devices.first() else {
        let nothing = pick(
            lang,
            "Nothing recognised in the working device's text.",
            "在正常设备的内容中未识别到任何字段。",
        );
        return vec![heading, said(nothing)];
    };
    let of = crate::words::lang(lang);
    let parts = parts(failing, &device.claim);
    let meaning = match parts
        .iter()
        .find(|part| part.failing != part.working && part.meaning.is_some())
    {
        Some(Part {
            label,
            meaning: Some(meaning),
            ..
        }) => match lang {
            Lang::En => format!(
                "First difference: {}. {}",
                label.in_lang(of),
                meaning.in_lang(of)
            ),
            Lang::Zh => format!("第一处不同：{}。{}", label.in_lang(of), meaning.in_lang(of)),
        },
        Some(_) | None => match parts.iter().any(|part| part.failing != part.working) {
            true => pick(
                lang,
                "Both have the same shape; only names, timestamp or password differ, as they do from device to device. Check that the failing one signs with its own secret.",
                "两者形式相同，只有名称、时间戳或密码不同，这些本来就因设备而异。请确认故障设备使用自己的 DeviceSecret 签名。",
            ),
            false => pick(
                lang,
                "Both are the same in every part. Look at the network, at the device's state in the console, or for a second client with this identity.",
                "两者各部分完全相同。请检查网络、控制台中的设备状态，以及是否有另一个客户端使用同一身份。",
            ),
        },
    };
    let names = match lang {
        Lang::En => ["fails", "works"],
        Lang::Zh => ["故障", "正常"],
    };
    let mut nodes = vec![heading, said(meaning)];
    for part in parts {
        let both = [&*part.failing, &*part.working];
        if both != [""; 2] {
            let label = part.label.in_lang(of);
            nodes.push(compared(label, names, both, both[0] == both[1], None));
        }
    }
    nodes
}

fn parts(failing: &Claim, working: &Claim) -> Vec<Part> {
    let ids = [failing, working]
        .map(|claim| MqttClientId::parse(claim.mqtt_client_id.as_deref().unwrap_or_default()));
    let both = |get: &dyn Fn(&Claim) -> String| [get(failing), get(working)];
    let of_id = |get: &dyn Fn(&MqttClientId) -> String| [get(&ids[0]), get(&ids[1])];
    let param = |name: &'static str| of_id(&move |id| id.param(name).unwrap_or_default().into());
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    let part = |label, [failing, working]: [String; 2], meaning| Part {
        label,
        failing,
        working,
        meaning,
    };
    let others = |id: &MqttClientId| {
        let params = id.params.iter().flat_map(|params| &params.0);
        let mut names: Vec<String> = params
            .filter(|param| {
                !["securemode", "signmethod", "timestamp"].contains(&param.name.as_str())
            })
            .map(ToString::to_string)
            .collect();
        names.sort();
        names.join(",")
    };
    vec![
        part(
            words("host, without the product key", "主机（不含 ProductKey）"),
            both(&|claim| host_shape(claim.host.as_deref().unwrap_or_default())),
            Some(words(
                "They connect to another region, instance or service; a device exists in one of them only.",
                "两者连接到不同的地域、实例或服务，而设备只存在于其中一个。",
            )),
        ),
        part(
            words("port", "端口"),
            both(&|claim| number(claim.port.map(u32::from))),
            Some(words(
                "Another port may be another protocol: 1883 for TCP and TLS, 443 for WebSocket and some instances.",
                "端口不同可能意味着协议不同：TCP 与 TLS 为 1883，WebSocket 及部分实例为 443。",
            )),
        ),
        part(
            words("transport", "传输方式"),
            both(&|claim| {
                claim
                    .transport
                    .map(|way| way.wire().to_owned())
                    .unwrap_or_default()
            }),
            Some(words(
                "securemode must fit the transport: 2 for TLS and wss, 3 for TCP and ws.",
                "securemode 须与传输方式一致：TLS、wss 为 2，TCP、ws 为 3。",
            )),
        ),
        part(
            words("shape of the client ID", "Client ID 的形式"),
            of_id(&|id| id_shape(id)),
            Some(words(
                "The client ID is the clientId, a bar, the extension parameters, and a bar.",
                "Client ID 的形式为：clientId、竖线、扩展参数、竖线。",
            )),
        ),
        part(
            words("signmethod", "signmethod"),
            param("signmethod"),
            Some(words(
                "They declare another algorithm; each must sign with the one that it declares.",
                "两者声明的算法不同，各自必须使用所声明的算法签名。",
            )),
        ),
        part(
            words("securemode", "securemode"),
            param("securemode"),
            Some(words(
                "2 is for TLS and wss, 3 for TCP and ws; other values belong to other ways to log in.",
                "2 用于 TLS、wss，3 用于 TCP、ws；其他取值属于别的认证方式。",
            )),
        ),
        part(
            words("whether there is a timestamp", "是否带 timestamp"),
            param("timestamp")
                .map(|value| if value.is_empty() { "" } else { "timestamp" }.to_owned()),
            Some(words(
                "A timestamp must be both sent and signed, or neither.",
                "timestamp 要么既发送又参与签名，要么两者都不带。",
            )),
        ),
        part(
            words("other parameters", "其他参数"),
            of_id(&others),
            Some(words(
                "Other parameters are not signed; they matter only when the platform does not know them.",
                "其他参数不参与签名，只有平台不认识时才有影响。",
            )),
        ),
        part(
            words("shape of the username", "用户名的形式"),
            both(&|claim| user_shape(claim)),
            Some(words(
                "The username is deviceName&productKey.",
                "用户名为 deviceName&productKey。",
            )),
        ),
        part(
            words("shape of the password", "密码的形式"),
            both(&|claim| {
                claim
                    .password
                    .as_ref()
                    .map(password_shape)
                    .unwrap_or_default()
            }),
            Some(words(
                "The password is hex: 32 digits for hmacmd5, 40 for hmacsha1, 64 for hmacsha256.",
                "密码为十六进制：hmacmd5 为 32 位，hmacsha1 为 40 位，hmacsha256 为 64 位。",
            )),
        ),
        part(
            words("keep-alive", "保活时间"),
            both(&|claim| number(claim.keep_alive_s)),
            Some(words(
                "The platform takes 30 to 1200 s.",
                "平台允许 30 至 1200 秒。",
            )),
        ),
        part(
            words("MQTT version", "MQTT 版本"),
            both(&|claim| number(claim.protocol_level.map(u32::from))),
            Some(words(
                "3 is MQTT 3.1, 4 is 3.1.1, 5 is 5.0, which not every instance takes.",
                "3 为 MQTT 3.1，4 为 3.1.1，5 为 5.0，并非所有实例都支持 5.0。",
            )),
        ),
        part(
            words("will, retain, QoS", "遗嘱、保留消息、QoS"),
            both(&|claim| {
                let flag = |name: &str, set: Option<bool>| {
                    if set == Some(true) {
                        format!("{name} ")
                    } else {
                        String::new()
                    }
                };
                let qos = claim
                    .qos
                    .map(|qos| format!("QoS {qos}"))
                    .unwrap_or_default();
                format!(
                    "{}{}{qos}",
                    flag("will", claim.will),
                    flag("retain", claim.retain)
                )
            }),
            Some(words(
                "With MQTT 3.1.1 the platform takes no will, no retained message and no QoS 2.",
                "使用 MQTT 3.1.1 时，平台不支持遗嘱、保留消息和 QoS 2。",
            )),
        ),
        part(
            words("clientId", "clientId"),
            of_id(&|id| id.client_id.clone()),
            None,
        ),
        part(words("timestamp", "timestamp"), param("timestamp"), None),
        part(
            words("username", "用户名"),
            both(&|claim| claim.username.clone().unwrap_or_default()),
            None,
        ),
        part(
            words("password", "密码"),
            both(&|claim| {
                claim
                    .password
                    .as_ref()
                    .map(|password| password.expose().to_owned())
                    .unwrap_or_default()
            }),
            None,
        ),
    ]
}

/// A host with its product key taken out.
fn host_shape(host: &str) -> String {
    match host.split_once('.') {
        Some((_, rest)) if rest.starts_with("iot-as-mqtt") => format!("….{rest}"),
        Some(_) | None => host.to_owned(),
    }
}

fn id_shape(id: &MqttClientId) -> String {
    match (&id.params, id.closed) {
        (_, _) if *id == MqttClientId::default() => String::new(),
        (None, _) => "clientId".into(),
        (Some(_), true) if id.tail.is_empty() => "clientId|…|".into(),
        (Some(_), true) => format!("clientId|…|{}", id.tail),
        (Some(_), false) => "clientId|…".into(),
    }
}

fn user_shape(claim: &Claim) -> String {
    let Some(name) = &claim.username else {
        return String::new();
    };
    let host_key = claim
        .host
        .as_deref()
        .and_then(|host| host.split_once(".iot-as-mqtt"));
    let key = claim
        .product_key
        .as_deref()
        .or(host_key.map(|(key, _)| key));
    match name.split_once('&') {
        Some((first, second)) if Some(first) == key && Some(second) != key => {
            "productKey&deviceName".into()
        }
        Some(_) => "deviceName&productKey".into(),
        None => "no &".into(),
    }
}

fn password_shape(password: &Secret) -> String {
    let text = password.expose();
    let hex = text.chars().all(|c| c.is_ascii_hexdigit());
    let count = text.chars().count();
    if hex {
        format!("{count} hex")
    } else {
        format!("{count} ASCII/UTF-8")
    }
}
