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

/// The beginning of a payload of `size` bytes in a view.
pub fn payload_text(bytes: &[u8], size: usize, view: PayloadView) -> PayloadText {
    let as_text = match view {
        PayloadView::Text => text_of(bytes, size),
        PayloadView::Hex => None,
    };
    match as_text {
        Some(text) => PayloadText {
            text: shorten(text, size),
            hex: false,
            fell_back: false,
        },
        None => PayloadText {
            text: hex(bytes, size),
            hex: true,
            fell_back: view == PayloadView::Text,
        },
    }
}

/// UTF-8; a character may be cut off where a longer payload goes on.
fn text_of(bytes: &[u8], size: usize) -> Option<&str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) if bytes.len() < size && error.error_len().is_none() => {
            std::str::from_utf8(&bytes[..error.valid_up_to()]).ok()
        }
        Err(_) => None,
    }
}

fn shorten(text: &str, size: usize) -> String {
    if text.len() == size && size <= MAX_SHOWN {
        return text.into();
    }
    format!("{}…", &text[..text.floor_char_boundary(MAX_SHOWN)])
}

fn hex(bytes: &[u8], size: usize) -> String {
    let shown = &bytes[..bytes.len().min(MAX_SHOWN / 3)];
    let mut text = shown
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect::<Vec<_>>()
        .join(" ");
    if shown.len() < size {
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
            payload_text("温度".as_bytes(), 6, PayloadView::Text).text,
            "温度"
        );
        assert_eq!(payload_text(b"ab", 2, PayloadView::Hex).text, "61 62");
        let binary = payload_text(&[0x80, 0xff, 0, 0x10], 4, PayloadView::Text);
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
    fn a_beginning_may_cut_a_character() {
        let cut = &"温度".as_bytes()[..4];
        assert_eq!(payload_text(cut, 6, PayloadView::Text).text, "温…");
        assert!(payload_text(cut, 4, PayloadView::Text).hex);
    }

    #[test]
    fn long_payloads_end_visibly() {
        let long = "字".repeat(MAX_SHOWN);
        let text = payload_text(long.as_bytes(), long.len(), PayloadView::Text).text;
        assert!(text.ends_with('…') && text.len() <= MAX_SHOWN + 3);
        assert!(
            payload_text(&[7; MAX_SHOWN], MAX_SHOWN, PayloadView::Hex)
                .text
                .ends_with(" …")
        );
    }
}
