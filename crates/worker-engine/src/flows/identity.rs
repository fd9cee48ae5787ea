//! The fields that the further ways in share: those of Compute, and the product secret.

use super::fields::{Field, Kind, Said, choice, judged, untouched, value};
use super::server::server;
use crate::answer::pick;
use crate::layout::{button, with};
use connack_protocol::{Act, AskFlow, Attr, Lang, Node};
use connack_signer::{
    ClientId, DeviceName, ProductKey, REGIONS, Secret, SecureMode, Server, SignMethod, Subject,
    Timestamp,
};

/// Compute's product key.
pub(super) fn product_key(ask: &AskFlow, have: &mut Vec<Node>) -> Option<ProductKey> {
    let (lang, text) = (ask.lang, &*ask.identity.product_key);
    let parsed = ProductKey::new(text);
    let (key, said) = judged(Subject::ProductKey, text, parsed, untouched(ask), lang);
    let label = pick(lang, "Product key", "ProductKey（产品标识）");
    let field = Field {
        mark: "product-key",
        said,
        ..Field::new("product-key", &label)
    };
    have.push(field.laid_out(ask));
    key
}

/// Compute's device name.
pub(super) fn device_name(ask: &AskFlow, have: &mut Vec<Node>) -> Option<DeviceName> {
    let (lang, text) = (ask.lang, &*ask.identity.device_name);
    let parsed = DeviceName::new(text);
    let (name, said) = judged(Subject::DeviceName, text, parsed, untouched(ask), lang);
    let label = pick(lang, "Device name", "DeviceName（设备名称）");
    let field = Field {
        mark: "device-name",
        said,
        ..Field::new("device-name", &label)
    };
    have.push(field.laid_out(ask));
    name
}

/// What stays in the page.
pub(super) fn stays(lang: Lang) -> String {
    pick(lang, "Stays in this page", "仅留在本页面")
}

/// Compute's device secret.
pub(super) fn device_secret(ask: &AskFlow, have: &mut Vec<Node>) -> Secret {
    let (lang, text) = (ask.lang, &*ask.device_secret.0);
    let (_, said) = judged(Subject::DeviceSecret, text, Ok(()), untouched(ask), lang);
    let label = pick(lang, "Device secret", "DeviceSecret（设备密钥）");
    let field = Field {
        mark: "device-secret",
        hint: &stays(lang),
        said,
        kind: Kind::Secret,
        ..Field::new("device-secret", &label)
    };
    have.push(field.laid_out(ask));
    Secret::new(text)
}

/// The product secret, which registrations sign with.
pub(super) fn product_secret(ask: &AskFlow, have: &mut Vec<Node>) -> Secret {
    let lang = ask.lang;
    let text = value(ask, "product-secret");
    // It is no device's: the words for an empty one are others.
    let (_, mut said) = judged(Subject::ProductSecret, text, Ok(()), true, lang);
    if text.is_empty() && !untouched(ask) {
        let text = pick(
            lang,
            "Empty: signed with an empty key, which the platform refuses.",
            "为空：将以空密钥签名，会被平台拒绝。",
        );
        said.push(Said {
            broken: false,
            text,
        });
    }
    let label = pick(lang, "Product secret", "ProductSecret（产品密钥）");
    let word = pick(
        lang,
        "One for all devices of the product; not the device secret. Stays in this page",
        "同一产品的所有设备共用，不是 DeviceSecret；仅留在本页面",
    );
    let field = Field {
        mark: "device-secret",
        hint: &word,
        said,
        kind: Kind::Secret,
        ..Field::new("product-secret", &label)
    };
    have.push(field.laid_out(ask));
    Secret::new(text)
}

/// Compute's client id; empty: the console's shape.
pub(super) fn client_id(ask: &AskFlow, have: &mut Vec<Node>) -> Option<ClientId> {
    let (lang, of) = (ask.lang, &ask.identity);
    let shaped = of.client_id.is_empty();
    let effective = if shaped {
        format!("{}.{}", of.product_key, of.device_name)
    } else {
        of.client_id.clone()
    };
    let word = if shaped && !untouched(ask) {
        match lang {
            Lang::En => format!("Left empty, it is {effective}"),
            Lang::Zh => format!("留空则为 {effective}"),
        }
    } else {
        pick(
            lang,
            "Your own choice, up to 64 characters",
            "可自行指定，最多 64 个字符",
        )
    };
    let parsed = ClientId::new(&*effective);
    let (id, mut said) = judged(Subject::ClientId, &of.client_id, parsed, true, lang);
    if shaped {
        // It is the identity's own problem, and stands there.
        said.clear();
    }
    let label = pick(lang, "Client ID", "clientId");
    let field = Field {
        mark: "client-id",
        hint: &word,
        said,
        ..Field::new("client-id", &label)
    };
    have.push(field.laid_out(ask));
    id
}

/// Compute's sign method.
pub(super) fn sign_method(ask: &AskFlow) -> (SignMethod, Node) {
    let method = SignMethod::from_wire(&ask.identity.sign_method).unwrap_or_default();
    let choices = SignMethod::ALL.map(|method| (method.wire(), method.wire().to_owned()));
    let label = pick(ask.lang, "Sign method", "signmethod（签名算法）");
    let field = choice("sign-method", &label, "param", method.wire(), &choices, "");
    (method, field)
}

/// Compute's secure mode.
pub(super) fn secure_mode(ask: &AskFlow) -> (SecureMode, Node) {
    let lang = ask.lang;
    let mode = SecureMode::from_wire(&ask.identity.secure_mode).unwrap_or_default();
    let choices = SecureMode::ALL.map(|mode| match mode {
        SecureMode::Tls => (mode.wire(), pick(lang, "2 · TLS, wss", "2 · TLS、wss")),
        SecureMode::Plain => (mode.wire(), pick(lang, "3 · TCP, ws", "3 · TCP、ws")),
    });
    let label = pick(lang, "Secure mode", "securemode（安全模式）");
    (
        mode,
        choice("secure-mode", &label, "param", mode.wire(), &choices, ""),
    )
}

/// Compute's timestamp; empty: none. `None`: it cannot stand.
pub(super) fn timestamp(ask: &AskFlow, have: &mut Vec<Node>) -> Option<Option<Timestamp>> {
    let (lang, text) = (ask.lang, &*ask.identity.timestamp);
    let parsed = (!text.is_empty()).then(|| Timestamp::new(text)).transpose();
    let (timestamp, said) = judged(Subject::Timestamp, text, parsed, true, lang);
    let now = button("copy", pick(lang, "Now", "当前时间"), Act::Now);
    let label = pick(lang, "Timestamp", "timestamp（时间戳）");
    let word = pick(
        lang,
        "Any text; may be empty. Signed exactly as written",
        "任意文本，可为空；按原样参与签名",
    );
    let field = Field {
        mark: "timestamp",
        hint: &word,
        said,
        beside: vec![with(now, Attr::Id, "timestamp-now")],
        ..Field::new("timestamp", &label)
    };
    have.push(field.laid_out(ask));
    timestamp
}

/// Compute's region and instance; where CONNECT goes.
pub(super) fn place(ask: &AskFlow, have: &mut Vec<Node>) -> Option<Server> {
    let (lang, of) = (ask.lang, &ask.identity);
    let mut regions: Vec<(&str, String)> = REGIONS.map(|region| (region, region.to_owned())).into();
    if !REGIONS.contains(&&*of.region) && !of.region.is_empty() {
        regions.push((&of.region, of.region.clone()));
    }
    let unused = if of.instance.trim().is_empty() {
        String::new()
    } else {
        pick(
            lang,
            "Not used: the instance or host below decides",
            "未使用：以下方的实例或主机为准",
        )
    };
    let label = pick(lang, "Region (old public instance)", "地域（旧版公共实例）");
    have.push(choice("region", &label, "", &of.region, &regions, &unused));
    let (server, said) = judged(Subject::Host, &of.instance, server(of), true, lang);
    let label = pick(lang, "Instance ID or host", "实例 ID 或主机");
    let word = pick(
        lang,
        "Such as iot-06z00abc, or any host, host:port or URL. Empty: the region above",
        "例如 iot-06z00abc，或任意主机、host:port、URL；留空则使用上方地域",
    );
    let field = Field {
        hint: &word,
        said,
        ..Field::new("instance", &label)
    };
    have.push(field.laid_out(ask));
    server
}
