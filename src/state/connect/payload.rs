//! Payload bytes as text for a reader; the bytes themselves stay as they came.

use crate::state::connect::PayloadView;

/// A payload, made readable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayloadText {
    /// What is shown.
    pub text: String,
    /// It is hex.
    pub hex: bool,
    /// Text was asked for, but the bytes are no UTF-8.
    pub fell_back: bool,
}

/// Most bytes shown of one payload; a longer one ends in `…`.
const MAX_SHOWN: usize = 4096;

/// A payload in a view.
pub fn payload_text(bytes: &[u8], view: PayloadView) -> PayloadText {
    let as_text = match view {
        PayloadView::Text => std::str::from_utf8(bytes).ok(),
        PayloadView::Hex => None,
    };
    match as_text {
        Some(text) => PayloadText {
            text: shorten(text),
            hex: false,
            fell_back: false,
        },
        None => PayloadText {
            text: hex(bytes),
            hex: true,
            fell_back: view == PayloadView::Text,
        },
    }
}

fn shorten(text: &str) -> String {
    if text.len() <= MAX_SHOWN {
        return text.into();
    }
    format!("{}…", &text[..text.floor_char_boundary(MAX_SHOWN)])
}

fn hex(bytes: &[u8]) -> String {
    let shown = &bytes[..bytes.len().min(MAX_SHOWN / 3)];
    let mut text = shown
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect::<Vec<_>>()
        .join(" ");
    if shown.len() < bytes.len() {
        text.push_str(" …");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_hex() {
        assert_eq!(
            payload_text("温度".as_bytes(), PayloadView::Text).text,
            "温度"
        );
        assert_eq!(payload_text(b"ab", PayloadView::Hex).text, "61 62");
        let binary = payload_text(&[0x80, 0xff, 0, 0x10], PayloadView::Text);
        assert_eq!(
            binary,
            PayloadText {
                text: "80 ff 00 10".into(),
                hex: true,
                fell_back: true
            }
        );
    }

    #[test]
    fn long_payloads_end_visibly() {
        let long = "字".repeat(MAX_SHOWN);
        let text = payload_text(long.as_bytes(), PayloadView::Text).text;
        assert!(text.ends_with('…') && text.len() <= MAX_SHOWN + 3);
        assert!(
            payload_text(&[7; MAX_SHOWN], PayloadView::Hex)
                .text
                .ends_with(" …")
        );
    }
}
