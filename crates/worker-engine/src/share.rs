//! What a colleague gets: a link, its QR code, and Markdown. Without secrets, unless the page says
//! that a person asked for them twice. How links are spelt is the business of
//! `connack_protocol::write_link`.

use crate::answer::{Job, observed, pick};
use crate::case_file::{self, Masks};
use crate::layout::{copy, group, hint, node, with};
use crate::markdown::{Sent, sent};
use crate::qr;
use crate::words::thousands;
use connack_protocol::{
    Attr, Computed, Copies, DEVICE_SECRET, FromEngine, Lang, LinkTo, Node, OBSERVATION,
    PRODUCT_SECRET, Place, Share, Tag, UseIn, identity_fields, observed_word, sounds_secret,
    write_link,
};
use connack_signer::{ClaimField, Secret};

/// The fields of a link, by their names in it.
type Fields = Vec<(&'static str, String)>;

/// What is to be shared.
struct Shared {
    to: LinkTo,
    fields: Fields,
    /// Something that looked like a secret was masked in a field.
    masked: bool,
}

impl Shared {
    /// The fields, with every secret masked that stands in a field of another kind: a mistake that
    /// people make.
    fn new(to: LinkTo, mut fields: Fields, masks: &Masks, with_secrets: bool) -> Self {
        // What is left out need not be masked.
        fields.retain(|(name, _)| with_secrets || !sounds_secret(name));
        let mut masked = false;
        for (_, value) in fields.iter_mut().filter(|_| !with_secrets) {
            let safe = masks.apply(value);
            masked |= safe != *value;
            *value = safe;
        }
        Self { to, fields, masked }
    }

    fn link(&self, base: &str, with_secrets: bool) -> String {
        let fields: Vec<(&str, &str)> = self
            .fields
            .iter()
            .map(|(of, text)| (*of, &**text))
            .collect();
        format!("{base}{}", write_link(self.to, &fields, with_secrets))
    }
}

/// What Compute shows, for a colleague.
pub(crate) fn computed(of: &Share, computed: &Computed) -> FromEngine {
    let secret = &computed.device_secret.0;
    let mut hidden = vec![secret.clone()];
    hidden.extend(computed.sent.as_ref().map(|sent| sent.password.0.clone()));
    let masks = Masks::new(hidden);
    let mut fields = identity_fields(&computed.identity);
    if of.with_secrets && !secret.is_empty() {
        fields.push((DEVICE_SECRET, secret.clone()));
    }
    let shared = Shared::new(LinkTo::Compute, fields, &masks, of.with_secrets);
    let link = shared.link(&of.base, of.with_secrets);
    let markdown = computed.sent.as_ref().map(|sent| {
        let text = computed_markdown(sent, &link, of.with_secrets, of.lang);
        if of.with_secrets {
            text
        } else {
            masks.apply(&text)
        }
    });
    answer(of, shown(of, &shared, &link, markdown.as_deref()))
}

fn computed_markdown(of: &UseIn, link: &str, with_secrets: bool, lang: Lang) -> String {
    let title = pick(lang, "MQTT connection parameters", "MQTT 连接参数");
    let what = Sent {
        host: Some(&of.host),
        port: of.port,
        websocket_url: Some(&of.websocket_url),
        mqtt_client_id: &of.mqtt_client_id,
        username: &of.username,
        password: with_secrets.then_some(&of.password.0),
        signing_content: &of.signing_content,
    };
    format!("# {title}\n\n{}\n{}", sent(&what, lang), opens(link, lang))
}

/// What was asked last on Verify, for a colleague.
pub(crate) fn asked(of: &Share, job: &Job) -> FromEngine {
    if job.is_empty() {
        let empty = pick(
            of.lang,
            "Nothing recognised yet that could be shared.",
            "尚未识别到可以分享的内容。",
        );
        return answer(of, with(hint(empty), Attr::Id, "share-empty"));
    }
    let masks = Masks::of(&job.case.claim, &job.diagnosis());
    let shared =
        |with_secrets| Shared::new(LinkTo::Verify, claim_fields(job), &masks, with_secrets);
    // A case file holds no secret, nor does its link.
    let plain = shared(false);
    let plain_link = plain.link(&of.base, false);
    let markdown = format!(
        "{}\n{}",
        case_file::markdown_of(job),
        opens(&plain_link, of.lang)
    );
    let shown = if of.with_secrets {
        let shared = shared(true);
        shown(of, &shared, &shared.link(&of.base, true), Some(&markdown))
    } else {
        shown(of, &plain, &plain_link, Some(&markdown))
    };
    answer(of, shown)
}

/// The fields of the claim that are there, and what was seen first.
fn claim_fields(job: &Job) -> Fields {
    let claim = &job.case.claim;
    let secret = |secret: &Option<Secret>| secret.as_ref().map(|secret| secret.expose().to_owned());
    let observation = job.case.observations.first();
    ClaimField::ALL
        .into_iter()
        .filter_map(|field| {
            let (name, value) = match field {
                ClaimField::Host => ("host", claim.host.clone()),
                ClaimField::Port => ("port", claim.port.map(|port| port.to_string())),
                ClaimField::Transport => {
                    ("transport", claim.transport.map(|way| way.wire().into()))
                }
                ClaimField::MqttClientId => ("mqttClientId", claim.mqtt_client_id.clone()),
                ClaimField::Username => ("username", claim.username.clone()),
                ClaimField::Password => ("password", secret(&claim.password)),
                ClaimField::KeepAlive => ("keepAlive", claim.keep_alive_s.map(|s| s.to_string())),
                ClaimField::ProtocolLevel => (
                    "protocolLevel",
                    claim.protocol_level.map(|level| level.to_string()),
                ),
                ClaimField::Will => ("will", claim.will.map(|will| will.to_string())),
                ClaimField::Qos => ("qos", claim.qos.map(|qos| qos.to_string())),
                ClaimField::Retain => ("retain", claim.retain.map(|retain| retain.to_string())),
                ClaimField::ProductKey => ("productKey", claim.product_key.clone()),
                ClaimField::DeviceName => ("deviceName", claim.device_name.clone()),
                ClaimField::DeviceSecret => (DEVICE_SECRET, secret(&claim.device_secret)),
                ClaimField::ProductSecret => (PRODUCT_SECRET, secret(&claim.product_secret)),
                ClaimField::Observation => (
                    OBSERVATION,
                    observation.map(|seen| observed_word(observed(*seen))),
                ),
                // Links have no place for what is no CONNECT; the case file has.
                ClaimField::Request => return None,
            };
            Some((name, value?))
        })
        .collect()
}

/// The last line of a text.
fn opens(link: &str, lang: Lang) -> String {
    let open = pick(lang, "Open in Connack", "在 Connack 中打开");
    // Everything that Markdown could take for its own is percent-encoded in the fragment; the page's
    // own address is not ours to encode, and stands between angle brackets.
    format!("[{open}](<{link}>)\n")
}

fn answer(of: &Share, shown: Node) -> FromEngine {
    FromEngine {
        id: of.id,
        places: vec![(Place::Share, shown)],
        ..FromEngine::default()
    }
}

/// The link with its QR code, and the Markdown.
fn shown(of: &Share, shared: &Shared, link: &str, markdown: Option<&str>) -> Node {
    let lang = of.lang;
    let label = pick(lang, "QR code of the link", "链接的二维码");
    let code = qr::picture(link, &label).unwrap_or_else(|| {
        let (long, most) = (
            thousands(link.len() as u64),
            thousands(qr::MAX_BYTES as u64),
        );
        let said = match lang {
            Lang::En => {
                format!("The link has {long} bytes, too many for a QR code, which holds {most}.")
            }
            Lang::Zh => format!("链接长 {long} 字节，超出二维码的容量（{most} 字节）。"),
        };
        with(hint(said), Attr::Id, "share-no-qr")
    });
    let mut texts = vec![
        copied(
            Copies::ShareLink,
            "share-copy",
            &pick(lang, "Copy the link", "复制链接"),
            link,
        ),
        text(Copies::ShareLink.name(), &pick(lang, "Link", "链接"), link),
    ];
    if let Some(markdown) = markdown {
        let label = pick(lang, "Copy as Markdown", "复制为 Markdown");
        texts.push(copied(
            Copies::ShareMarkdown,
            "share-markdown-copy",
            &label,
            markdown,
        ));
        texts.push(text(Copies::ShareMarkdown.name(), "Markdown", markdown));
    }
    let both = vec![
        group(Tag::Div, "share-code", vec![code]),
        group(Tag::Div, "share-texts", texts),
    ];
    let said = with(group(Tag::Div, "", said(of, shared)), Attr::Role, "status");
    group(
        Tag::Div,
        "share-shown",
        vec![
            with(said, Attr::Id, "share-notes"),
            group(Tag::Div, "share-both", both),
        ],
    )
}

/// What is in it, and what is not.
fn said(of: &Share, shared: &Shared) -> Vec<Node> {
    let lang = of.lang;
    let mut said = Vec::new();
    if of.with_secrets {
        let warning = pick(
            lang,
            "The secrets are in the link and its QR code. Treat both as the secrets themselves: whoever sees them can pose as the device, and chats, mail and browser histories keep them.",
            "链接和二维码中含有密钥，请像密钥本身一样保管：看到它们的人都可以冒充该设备，而且聊天、邮件和浏览记录会保留它们。",
        );
        let warning = with(node(Tag::P, warning), Attr::Class, "problem");
        said.push(with(warning, Attr::Kind, "warn"));
    } else {
        said.push(hint(pick(
            lang,
            "No secret and no password is in it: whoever opens it types them in. Everything stands after the #, which a browser sends to no server.",
            "不含密钥和密码，由打开链接的人自行填写。所有内容都在 # 之后，浏览器不会把它发送给任何服务器。",
        )));
    }
    if shared.masked {
        let masked = pick(
            lang,
            "A field holds a secret, or what looks like one: it stands as [masked] in the link.",
            "有字段包含密钥或疑似密钥的内容，链接中以 [masked] 代替。",
        );
        let masked = with(node(Tag::P, masked), Attr::Class, "problem");
        said.push(with(masked, Attr::Kind, "warn"));
    }
    said
}

fn copied(what: Copies, id: &str, name: &str, text: &str) -> Node {
    let button = with(copy("quiet", what, name, text), Attr::Id, id);
    group(Tag::Div, "actions", vec![button])
}

/// A text to be looked at, reached by the keyboard since it may scroll.
fn text(id: &str, label: &str, text: &str) -> Node {
    [
        (Attr::Class, "wire paste"),
        (Attr::Id, id),
        (Attr::TabIndex, "0"),
        (Attr::Role, "region"),
        (Attr::Label, label),
    ]
    .into_iter()
    .fold(node(Tag::Pre, text), |text, (attr, value)| {
        with(text, attr, value)
    })
}

#[cfg(test)]
mod tests;
