//! The fields of the further ways in: each with its label, its hint and what is to be said against
//! its value. Those that Compute has already are the same ones, under the same ids.

use super::server::server;
use super::sheet::reveal;
use crate::answer::pick;
use crate::layout::{button, group, hint, node, with};
use connack_diagnosis::{odd_words, wire_words};
use connack_protocol::{Act, AskFlow, Attr, Lang, Node, Tag};
use connack_signer::{
    ClientId, DeviceName, Oddity, ProductKey, REGIONS, Secret, SecureMode, Server, SignMethod,
    Subject, Timestamp, WireError,
};

/// A field to be laid out.
pub(super) struct Field<'a> {
    /// The name under which the page has its value.
    pub(super) name: &'a str,
    /// The stable id.
    pub(super) id: &'a str,
    /// The visible label.
    pub(super) label: &'a str,
    /// The mark of the value, as on Compute; empty: none.
    pub(super) mark: &'a str,
    /// A word on what belongs here; may be empty.
    pub(super) hint: &'a str,
    /// What is to be said against the value.
    pub(super) said: Vec<Said>,
    /// What it looks like.
    pub(super) kind: Kind,
    /// Buttons beside it.
    pub(super) beside: Vec<Node>,
}

/// What a field looks like.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// One line.
    Line,
    /// One line, hidden until secrets are shown.
    Secret,
    /// Several lines.
    Area,
}

/// Something against a value.
pub(super) struct Said {
    /// The value cannot stand; else it is only unusual.
    pub(super) broken: bool,
    /// The rule, what was found, what to do.
    pub(super) text: String,
}

impl<'a> Field<'a> {
    /// A line whose name on the page is its id.
    pub(super) fn new(id: &'a str, label: &'a str) -> Self {
        Self {
            name: id,
            id,
            label,
            mark: "",
            hint: "",
            said: Vec::new(),
            kind: Kind::Line,
            beside: Vec::new(),
        }
    }

    /// The field as an element.
    pub(super) fn laid_out(self, ask: &AskFlow) -> Node {
        let about = format!("{}-said", self.id);
        let broken = self.said.iter().any(|said| said.broken);
        let mut input = node(
            match self.kind {
                Kind::Line | Kind::Secret => Tag::Input,
                Kind::Area => Tag::TextArea,
            },
            "",
        );
        input.act = Act::Field(self.name.into());
        input = with(input, Attr::Id, self.id);
        match self.kind {
            Kind::Line => input = with(input, Attr::Type, "text"),
            Kind::Secret => {
                let shown = if ask.revealed { "text" } else { "password" };
                // The page's other secrets say why they are called so.
                input = with(with(input, Attr::Type, shown), Attr::Name, "otp");
            }
            Kind::Area => input = with(input, Attr::Rows, "5"),
        }
        input = with(input, Attr::DescribedBy, &*about);
        input = with(input, Attr::Invalid, broken.to_string());
        input = with(input, Attr::AutoComplete, "off");
        input = with(input, Attr::SpellCheck, "false");
        input = with(input, Attr::AutoCapitalize, "off");
        let mut row = vec![input];
        if self.kind == Kind::Secret {
            row.push(reveal(self.label, self.id, ask.revealed, ask.lang));
        }
        row.extend(self.beside);
        let said = self.said.into_iter().map(|said| {
            let kind = if said.broken { "bad" } else { "warn" };
            let said = with(node(Tag::P, said.text), Attr::Class, "problem");
            with(said, Attr::Kind, kind)
        });
        let said = with(group(Tag::Div, "", said.collect()), Attr::Live, "polite");
        let mut below = vec![said];
        if !self.hint.is_empty() {
            below.push(hint(self.hint));
        }
        let below = with(group(Tag::Div, "field-said", below), Attr::Id, about);
        let label = labelled(self.id, self.label, self.mark);
        let row = group(Tag::Div, "field-row", row);
        group(Tag::Div, "field", vec![label, row, below])
    }
}

fn labelled(id: &str, text: &str, mark: &str) -> Node {
    let mut label = with(node(Tag::Label, ""), Attr::For, id);
    if !mark.is_empty() {
        let mark = with(group(Tag::Span, "mark", Vec::new()), Attr::Part, mark);
        label.inside.push(with(mark, Attr::Hidden, "true"));
    }
    label.inside.push(node(Tag::Span, text));
    label
}

/// A choice among wire spellings: each with what a person reads.
pub(super) fn choice(
    name: &str,
    label: &str,
    mark: &str,
    value: &str,
    choices: &[(&str, String)],
    word: &str,
) -> Node {
    let options = choices.iter().map(|(choice, text)| {
        let option = with(node(Tag::Option, &**text), Attr::Value, *choice);
        let selected = if *choice == value { "selected" } else { "" };
        with(option, Attr::Selected, selected)
    });
    let about = format!("{name}-said");
    let mut select = group(Tag::Select, "", options.collect());
    select.act = Act::Field(name.into());
    let select = with(with(select, Attr::Id, name), Attr::Value, value);
    let select = with(select, Attr::DescribedBy, &*about);
    let select = with(select, Attr::AutoComplete, "off");
    let mut below = group(Tag::Div, "field-said", Vec::new());
    if !word.is_empty() {
        below.inside.push(hint(word));
    }
    let label = labelled(name, label, mark);
    let below = with(below, Attr::Id, about);
    group(Tag::Div, "field", vec![label, select, below])
}

/// Two fields side by side.
pub(super) fn pair(one: Node, other: Node) -> Node {
    group(Tag::Div, "field-pair", vec![one, other])
}

/// A further field's value.
pub(super) fn value<'a>(ask: &'a AskFlow, name: &str) -> &'a str {
    let found = ask.fields.iter().find(|(of, _)| of == name);
    found.map_or("", |(_, value)| &value.0)
}

/// A further field's choice, or the first one.
pub(super) fn chosen<'a>(ask: &'a AskFlow, name: &str, first: &'a str) -> &'a str {
    match value(ask, name) {
        "" => first,
        chosen => chosen,
    }
}

/// Whether nothing of an identity is typed yet.
pub(super) fn untouched(ask: &AskFlow) -> bool {
    ask.identity.product_key.is_empty() && ask.identity.device_name.is_empty()
}

/// What is to be said of a value, and the value unless it cannot stand. An empty one is silent while
/// nothing else is typed.
pub(super) fn judged<T>(
    subject: Subject,
    text: &str,
    parsed: Result<T, WireError>,
    silent: bool,
    lang: Lang,
) -> (Option<T>, Vec<Said>) {
    let in_lang = crate::words::lang(lang);
    match parsed {
        Err(error) => {
            let text = wire_words(error, in_lang);
            (None, vec![Said { broken: true, text }])
        }
        Ok(value) => {
            let odd = subject.oddities(text).into_iter();
            let odd = odd.filter(|oddity| !(silent && *oddity == Oddity::Empty));
            let odd = odd.map(|oddity| Said {
                broken: false,
                text: odd_words(subject, oddity, in_lang),
            });
            (Some(value), odd.collect())
        }
    }
}

/// Compute's product key.
pub(super) fn product_key(ask: &AskFlow, have: &mut Vec<Node>) -> Option<ProductKey> {
    let (lang, text) = (ask.lang, &*ask.identity.product_key);
    let parsed = ProductKey::new(text);
    let (key, said) = judged(Subject::ProductKey, text, parsed, untouched(ask), lang);
    let label = pick(lang, "Product key", "ProductKey（产品）");
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
