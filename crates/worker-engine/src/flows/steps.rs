//! The working: the signed pairs, the content, the MAC, and the MAC as text.

use super::sheet::{copier, joined, piece, plain, wire};
use crate::answer::pick;
use crate::layout::{group, with};
use connack_protocol::{Attr, Copies, Lang, Node, Tag};
use connack_signer::{Mac, SigningContent, SigningName};

/// What the steps of one signature say.
pub(super) struct Words {
    /// Of the pairs: what is signed, and what is not.
    pub(super) pairs: String,
    /// The name of the algorithm.
    pub(super) algorithm: &'static str,
    /// What the key is.
    pub(super) key: &'static str,
    /// How many bytes the key has.
    pub(super) key_bytes: usize,
    /// What the digits are sent as.
    pub(super) sent_as: String,
}

/// Which value of an identity a signed one is.
pub(super) fn part(name: SigningName) -> &'static str {
    match name {
        SigningName::ClientId => "client-id",
        SigningName::DeviceName => "device-name",
        SigningName::ProductKey => "product-key",
        SigningName::Timestamp => "timestamp",
        SigningName::Random => "random",
        SigningName::Id => "param",
    }
}

/// The content, its values in their hues.
pub(super) fn content_pieces(content: &SigningContent) -> Vec<Node> {
    let pairs = content.pairs().iter();
    pairs
        .flat_map(|pair| {
            [
                piece("name", pair.name.wire()),
                piece(part(pair.name), &pair.value),
            ]
        })
        .collect()
}

/// All four steps; without a signature they stand empty.
pub(super) fn steps(
    words: &Words,
    signed: Option<(&SigningContent, &Mac)>,
    lang: Lang,
) -> Vec<Node> {
    let pairs: Vec<_> = signed
        .map_or(&[][..], |(content, _)| content.pairs())
        .into();
    let lines = pairs.iter().map(|pair| {
        let name = wire("", vec![piece("name", pair.name.wire())]);
        let value = wire("", vec![piece(part(pair.name), &pair.value)]);
        group(Tag::Div, "", vec![name, piece("", " "), value])
    });
    let mut lines: Vec<Node> = lines.collect();
    if lines.is_empty() {
        lines.push(wire("", Vec::new()));
    }
    let pair_text: String = pairs
        .iter()
        .map(|pair| format!("{} {}\n", pair.name.wire(), pair.value))
        .collect();
    let content = signed.map_or(Vec::new(), |(content, _)| content_pieces(content));
    let hex = signed.map_or(String::new(), |(_, mac)| mac.to_string());
    let bytes = spaced(&hex);
    let (algorithm, key, key_bytes) = (words.algorithm, words.key, words.key_bytes);
    let joined_as = pick(
        lang,
        "Names and values joined, nothing between them: the signing content.",
        "名称与值直接相连，中间没有任何分隔：即签名内容。",
    );
    let mac_of = match lang {
        Lang::En => format!("{algorithm} of that text; the key is {key}, {key_bytes} bytes."),
        Lang::Zh => format!("对该文本计算 {algorithm}，密钥为{key}，共 {key_bytes} 字节。"),
    };
    let content_text = joined(&content);
    vec![
        step(
            (Copies::Pairs, "1"),
            &words.pairs,
            group(Tag::Div, "pairs", lines),
            &pair_text,
            lang,
        ),
        step(
            (Copies::Content, "2"),
            &joined_as,
            wire(Copies::Content.name(), content),
            &content_text,
            lang,
        ),
        step(
            (Copies::Mac, "3"),
            &mac_of,
            wire("", plain(&bytes)),
            &bytes,
            lang,
        ),
        step(
            (Copies::Sign, "4"),
            &words.sent_as,
            wire(Copies::Sign.name(), plain(&hex)),
            &hex,
            lang,
        ),
    ]
}

/// One step: what is copied and its name, what happens in it, its result.
pub(super) fn step(
    (of, name): (Copies, &str),
    why: &str,
    result: Node,
    copied: &str,
    lang: Lang,
) -> Node {
    let line = vec![result, copier(of, name, copied, lang)];
    bare_step(why, group(Tag::Div, "step-line", line))
}

/// A step with nothing to copy.
pub(super) fn bare_step(why: &str, result: Node) -> Node {
    let why = with(crate::layout::node(Tag::P, why), Attr::Class, "why");
    group(Tag::Li, "step", vec![why, result])
}

/// Hex digits as bytes with a blank between them.
pub(super) fn spaced(hex: &str) -> String {
    let mut spaced = String::with_capacity(hex.len() * 3 / 2);
    for (i, digit) in hex.chars().enumerate() {
        if i > 0 && i % 2 == 0 {
            spaced.push(' ');
        }
        spaced.push(digit);
    }
    spaced
}
