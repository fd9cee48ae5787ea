//! A message's payload in full, a page at a time: text, JSON, hex dump, Base64.
//!
//! A page is small enough that the browser lays it out within a frame, however long the payload is.

use crate::state::connect::Json;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Bytes of a payload on a page of text.
const TEXT_PAGE: usize = 32 << 10;
/// The same for a hex dump: 512 lines.
const HEX_PAGE: usize = 8 << 10;
/// The same for Base64: whole groups of three.
const BASE64_PAGE: usize = 24 << 10;
/// Longer payloads are not folded: reading them takes too long.
const MAX_FOLDED: usize = 256 << 10;
/// Most bytes of a payload that are copied as shown; what is longer is downloaded.
pub const MAX_COPIED: usize = 1 << 20;

/// How the selected message's payload is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DetailView {
    /// As UTF-8.
    #[default]
    Text,
    /// As JSON, folded.
    Json,
    /// Offset, bytes, ASCII.
    Hex,
    /// Base64, standard alphabet, padded.
    Base64,
}

impl DetailView {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Text, Self::Json, Self::Hex, Self::Base64];

    /// The value in ids and attributes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Hex => "hex",
            Self::Base64 => "base64",
        }
    }
}

/// Why a payload is not shown as was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FellBack {
    /// These are no UTF-8 bytes, from this offset on; shown as hex.
    NotUtf8(usize),
    /// It is no JSON; shown as text.
    NotJson,
    /// It is too large to be folded; shown as text.
    TooLarge,
}

/// What stands on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body<'a> {
    /// Text, hex dump or Base64.
    Text(String),
    /// JSON, as a whole.
    Json(Json<'a>),
}

/// A page of a payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown<'a> {
    /// What is shown really.
    pub view: DetailView,
    /// What stands on the page.
    pub body: Body<'a>,
    /// The first byte on it.
    pub from: usize,
    /// The byte after the last on it.
    pub to: usize,
    /// Number of pages, at least 1.
    pub pages: usize,
    /// Why it is not what was asked for.
    pub fell_back: Option<FellBack>,
}

/// A page of a payload, from 0; one beyond the last is the last.
pub fn shown(payload: &[u8], view: DetailView, page: usize) -> Shown<'_> {
    match view {
        DetailView::Hex => hex_page(payload, page, None),
        DetailView::Base64 => {
            let (from, to, pages) = window(payload.len(), BASE64_PAGE, page);
            let body = Body::Text(STANDARD.encode(&payload[from..to]));
            Shown {
                view,
                body,
                from,
                to,
                pages,
                fell_back: None,
            }
        }
        DetailView::Text => match std::str::from_utf8(payload) {
            Ok(text) => text_page(text, page, None),
            Err(error) => hex_page(payload, page, Some(error.valid_up_to())),
        },
        DetailView::Json => match std::str::from_utf8(payload) {
            Err(error) => hex_page(payload, page, Some(error.valid_up_to())),
            Ok(text) if text.len() > MAX_FOLDED => text_page(text, page, Some(FellBack::TooLarge)),
            Ok(text) => match Json::read(text) {
                None => text_page(text, page, Some(FellBack::NotJson)),
                Some(json) => Shown {
                    view,
                    body: Body::Json(json),
                    from: 0,
                    to: payload.len(),
                    pages: 1,
                    fell_back: None,
                },
            },
        },
    }
}

/// The whole payload in a view, for the clipboard.
pub fn copied(payload: &[u8], view: DetailView) -> String {
    let shown = shown(payload, view, 0);
    match shown.body {
        Body::Json(json) => json.lines().join("\n"),
        Body::Text(text) if shown.pages == 1 => text,
        Body::Text(_) => match shown.view {
            DetailView::Hex => dump(payload, 0),
            DetailView::Base64 => STANDARD.encode(payload),
            DetailView::Text | DetailView::Json => String::from_utf8_lossy(payload).into_owned(),
        },
    }
}

fn window(size: usize, page_size: usize, page: usize) -> (usize, usize, usize) {
    let pages = size.div_ceil(page_size).max(1);
    let from = page.min(pages - 1) * page_size;
    (from, (from + page_size).min(size), pages)
}

fn text_page(text: &str, page: usize, fell_back: Option<FellBack>) -> Shown<'_> {
    let (from, to, pages) = window(text.len(), TEXT_PAGE, page);
    let from = text.floor_char_boundary(from);
    let to = text.floor_char_boundary(to);
    Shown {
        view: DetailView::Text,
        body: Body::Text(text[from..to].to_owned()),
        from,
        to,
        pages,
        fell_back,
    }
}

fn hex_page(payload: &[u8], page: usize, not_utf8: Option<usize>) -> Shown<'_> {
    let (from, to, pages) = window(payload.len(), HEX_PAGE, page);
    Shown {
        view: DetailView::Hex,
        body: Body::Text(dump(&payload[from..to], from)),
        from,
        to,
        pages,
        fell_back: not_utf8.map(FellBack::NotUtf8),
    }
}

/// Lines of offset, sixteen bytes and their ASCII characters.
fn dump(bytes: &[u8], from: usize) -> String {
    dump_lines(bytes, from).join("\n")
}

/// The same as lines.
pub fn dump_lines(bytes: &[u8], from: usize) -> Vec<String> {
    let lines = bytes.chunks(16).zip((from..).step_by(16));
    lines
        .map(|(line, offset)| {
            let mut text = format!("{offset:08x} ");
            for at in 0..16 {
                text.push_str(if at == 8 { "  " } else { " " });
                match line.get(at) {
                    Some(byte) => text.extend([digit(byte >> 4), digit(byte & 15)]),
                    None => text.push_str("  "),
                }
            }
            text.push_str("  ");
            text.extend(line.iter().map(|byte| match byte {
                0x20..=0x7e => char::from(*byte),
                _ => '.',
            }));
            text
        })
        .collect()
}

fn digit(nibble: u8) -> char {
    char::from(b"0123456789abcdef"[usize::from(nibble & 15)])
}

/// A digest as hex.
pub fn hex(bytes: &[u8]) -> String {
    let digits = |byte: &u8| [digit(byte >> 4), digit(byte & 15)];
    bytes.iter().flat_map(digits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn text(shown: &Shown<'_>) -> String {
        match &shown.body {
            Body::Text(text) => text.clone(),
            Body::Json(json) => json.lines().join("\n"),
        }
    }

    #[test]
    fn each_view_of_a_small_payload() {
        let payload = "{\"温\":1}".as_bytes();
        assert_eq!(text(&shown(payload, DetailView::Text, 0)), "{\"温\":1}");
        assert_eq!(
            text(&shown(payload, DetailView::Json, 0)),
            "{\n  \"温\": 1\n}"
        );
        assert_eq!(
            text(&shown(payload, DetailView::Hex, 0)),
            "00000000  7b 22 e6 b8 a9 22 3a 31  7d                       {\"...\":1}"
        );
        assert_eq!(text(&shown(payload, DetailView::Base64, 0)), "eyLmuKkiOjF9");
        assert_eq!(text(&shown(b"", DetailView::Hex, 3)), "");
    }

    #[test]
    fn what_cannot_be_shown_as_asked_says_so() {
        let fell_back = |payload: &[u8], view| shown(payload, view, 0).fell_back;
        let bad = [b'a', 0xff];
        assert_eq!(
            fell_back(&bad, DetailView::Text),
            Some(FellBack::NotUtf8(1))
        );
        assert_eq!(shown(&bad, DetailView::Text, 0).view, DetailView::Hex);
        assert_eq!(fell_back(b"{", DetailView::Json), Some(FellBack::NotJson));
        let long = vec![b' '; MAX_FOLDED + 1];
        assert_eq!(fell_back(&long, DetailView::Json), Some(FellBack::TooLarge));
        assert_eq!(fell_back(b"a", DetailView::Text), None);
    }

    #[test]
    fn the_pages_of_a_long_payload_are_the_payload() {
        let long = "温度".repeat(20_000);
        for view in DetailView::ALL {
            let pages = shown(long.as_bytes(), view, 0).pages;
            let mut to = 0;
            let mut all = String::new();
            for page in 0..pages {
                let shown = shown(long.as_bytes(), view, page);
                assert_eq!(shown.from, to);
                to = shown.to;
                if page > 0 && view == DetailView::Hex {
                    all.push('\n');
                }
                all.push_str(&text(&shown));
            }
            assert_eq!(to, long.len());
            assert!(all == copied(long.as_bytes(), view), "{view:?}");
        }
    }
}
