//! The pasted text with its fields marked in place; of a large one only what stands around them.

use crate::answer::pick;
use crate::layout::{node, with};
use crate::words::{field, thousands};
use connack_protocol::{Attr, Lang, Node, Tag};
use connack_signer::{Claim, ClaimField};
use std::ops::Range;

/// A text up to this many bytes is shown whole.
const WHOLE: usize = 6_000;
/// What is shown before and after a field of a larger one, in bytes.
const AROUND: usize = 120;
/// Pieces at most: an excerpt is for reading.
const MAX_PIECES: usize = 300;

/// A stretch of the text that is marked.
pub(crate) enum Marked {
    /// A field.
    Field(ClaimField, Range<usize>),
    /// Something that looks like a value and was not understood.
    Unknown(Range<usize>),
}

impl Marked {
    fn span(&self) -> Range<usize> {
        match self {
            Self::Field(_, span) | Self::Unknown(span) => span.clone(),
        }
    }
}

/// The text in pieces; joined, those of a small text are the text.
pub(crate) fn pieces(text: &str, mut marked: Vec<Marked>, claim: &Claim, lang: Lang) -> Vec<Node> {
    let whole = text.len() <= WHOLE;
    if !whole {
        // Of a large text only its fields matter.
        marked.retain(|mark| matches!(mark, Marked::Field(..)));
    }
    marked.sort_by_key(|mark| mark.span().start);
    let mut pieces = Vec::new();
    let mut at = 0;
    for mark in &marked {
        let span = mark.span();
        let Some(inside) = text.get(span.clone()).filter(|_| span.start >= at) else {
            continue;
        };
        if pieces.len() > MAX_PIECES {
            break;
        }
        between(text, at..span.start, whole, lang, &mut pieces);
        match mark {
            Marked::Field(of, _) => parts_of(*of, inside, claim, lang, &mut pieces),
            Marked::Unknown(_) => {
                let title = pick(lang, "not understood", "未识别");
                pieces.push(piece("unknown", &title, inside));
            }
        }
        at = span.end;
    }
    between(text, at..text.len(), whole, lang, &mut pieces);
    pieces
}

fn piece(part: &str, title: &str, text: &str) -> Node {
    with(
        with(node(Tag::Span, text), Attr::Part, part),
        Attr::Title,
        title,
    )
}

/// What stands between two fields: all of it, or its two ends.
fn between(text: &str, span: Range<usize>, whole: bool, lang: Lang, pieces: &mut Vec<Node>) {
    let (from, to) = (span.start, span.end);
    if from >= to {
        return;
    }
    if whole || to - from <= 3 * AROUND {
        pieces.push(piece("", "", &text[span]));
        return;
    }
    let mut head = from + if from == 0 { 0 } else { AROUND };
    while !text.is_char_boundary(head) {
        head -= 1;
    }
    let mut tail = to - if to == text.len() { 0 } else { AROUND };
    while !text.is_char_boundary(tail) {
        tail += 1;
    }
    let left_out = thousands((tail - head) as u64);
    let said = match lang {
        Lang::En => format!("… {left_out} bytes not shown …"),
        Lang::Zh => format!("…… 省略 {left_out} 字节 ……"),
    };
    for (part, text) in [
        ("", &text[from..head]),
        ("gap", said.as_str()),
        ("", &text[tail..to]),
    ] {
        if !text.is_empty() {
            pieces.push(piece(part, "", text));
        }
    }
}

/// A field, each part of it in the hue of the value that it comes from.
fn parts_of(of: ClaimField, text: &str, claim: &Claim, lang: Lang, pieces: &mut Vec<Node>) {
    let title = field(of, lang);
    let mut push = |part: &str, text: &str| {
        if !text.is_empty() {
            pieces.push(piece(part, title, text));
        }
    };
    match of {
        ClaimField::ProductKey => push("product-key", text),
        ClaimField::DeviceName => push("device-name", text),
        ClaimField::DeviceSecret | ClaimField::ProductSecret => push("device-secret", text),
        ClaimField::Host => match text.find(".iot-as-mqtt") {
            Some(end) => {
                let begin = text[..end].rfind('/').map_or(0, |slash| slash + 1);
                push("field", &text[..begin]);
                push("product-key", &text[begin..end]);
                push("field", &text[end..]);
            }
            None => push("field", text),
        },
        ClaimField::Username => match text.rfind('&') {
            Some(and) => {
                let (first, second) = (&text[..and], &text[and + 1..]);
                let key = claim.product_key.as_deref();
                let key = key.or_else(|| {
                    claim
                        .host
                        .as_deref()?
                        .split_once(".iot-as-mqtt")
                        .map(|(key, _)| key)
                });
                let swapped = key == Some(first) && key != Some(second);
                let hues = if swapped {
                    ["product-key", "device-name"]
                } else {
                    ["device-name", "product-key"]
                };
                push(hues[0], first);
                push("field", "&");
                push(hues[1], second);
            }
            None => push("field", text),
        },
        ClaimField::MqttClientId => {
            let Some((id, params)) = text.split_once('|') else {
                return push("client-id", text);
            };
            push("client-id", id);
            push("param", "|");
            match params.split_once("timestamp=") {
                Some((before, rest)) => {
                    let end = rest.find([',', '|', '\\']).unwrap_or(rest.len());
                    push("param", before);
                    push("param", "timestamp=");
                    push("timestamp", &rest[..end]);
                    push("param", &rest[end..]);
                }
                None => push("param", params),
            }
        }
        ClaimField::Port
        | ClaimField::Transport
        | ClaimField::Password
        | ClaimField::KeepAlive
        | ClaimField::ProtocolLevel
        | ClaimField::Will
        | ClaimField::Qos
        | ClaimField::Retain
        | ClaimField::Observation
        | ClaimField::Request => push("field", text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part_of(node: &Node) -> &str {
        let part = node.attrs.iter().find(|(attr, _)| *attr == Attr::Part);
        part.map_or("", |(_, part)| part)
    }

    fn marked(text: &str, of: &[(ClaimField, &str)]) -> Vec<Marked> {
        let spans = of.iter().map(|(of, value)| {
            let start = text.find(value).unwrap();
            Marked::Field(*of, start..start + value.len())
        });
        spans.collect()
    }

    #[test]
    fn a_small_text_is_its_pieces() {
        let text = "id=12345|securemode=3,timestamp=789,x=1| user=device&pk 温";
        let of = [
            (
                ClaimField::MqttClientId,
                "12345|securemode=3,timestamp=789,x=1|",
            ),
            (ClaimField::Username, "device&pk"),
        ];
        let pieces = pieces(text, marked(text, &of), &Claim::default(), Lang::En);
        let joined: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(joined, text);
        let part = |part: &str| {
            pieces
                .iter()
                .find(|piece| part_of(piece) == part)
                .unwrap()
                .text
                .clone()
        };
        assert_eq!(part("client-id"), "12345");
        assert_eq!(part("timestamp"), "789");
        assert_eq!(part("device-name"), "device");
        assert_eq!(part("product-key"), "pk");
    }

    #[test]
    fn of_a_large_text_its_surroundings_are_shown() {
        let text = format!(
            "{}user=device&pk{}",
            "温".repeat(100_000),
            "b".repeat(500_000)
        );
        let of = [(ClaimField::Username, "device&pk")];
        let pieces = pieces(&text, marked(&text, &of), &Claim::default(), Lang::Zh);
        let shown: usize = pieces.iter().map(|piece| piece.text.len()).sum();
        assert!(shown < 1_000, "{shown}");
        assert_eq!(
            pieces
                .iter()
                .filter(|piece| part_of(piece) == "gap")
                .count(),
            2
        );
    }

    #[test]
    fn a_swapped_user_name_keeps_its_hues() {
        let claim = Claim {
            product_key: Some("pk".into()),
            ..Claim::default()
        };
        let of = [(ClaimField::Username, "pk&device")];
        let pieces = pieces("pk&device", marked("pk&device", &of), &claim, Lang::En);
        assert_eq!(part_of(&pieces[0]), "product-key");
        assert_eq!(part_of(&pieces[2]), "device-name");
    }
}
