//! A text as a QR code (ISO/IEC 18004), drawn as one path.

use crate::layout::{node, with};
use connack_protocol::{Attr, Node, Tag};
use qrcodegen::{QrCode, QrCodeEcc};

/// Bytes of a link that a QR code holds: version 40 with the least error correction.
pub(crate) const MAX_BYTES: usize = 2953;
/// Light modules around the code; readers need them.
const QUIET: i32 = 4;
/// A module's width on the page, in pixels, where there is room.
const MODULE_PX: i32 = 4;

/// The picture, with `label` for those who do not see it; `None` for a text that is too long.
pub(crate) fn picture(text: &str, label: &str) -> Option<Node> {
    // The least correction asks for the fewest modules; more is taken where it costs none.
    let code = QrCode::encode_text(text, QrCodeEcc::Low).ok()?;
    let size = code.size() + 2 * QUIET;
    let path = with(node(Tag::Path, ""), Attr::D, path(&code));
    let picture = [
        (Attr::Id, "share-qr".to_owned()),
        (Attr::Role, "img".into()),
        (Attr::Label, label.into()),
        (Attr::ViewBox, format!("0 0 {size} {size}")),
        (Attr::Width, (size * MODULE_PX).to_string()),
    ]
    .into_iter()
    .fold(node(Tag::Svg, ""), |picture, (attr, value)| {
        with(picture, attr, value)
    });
    Some(Node {
        inside: vec![path],
        ..picture
    })
}

/// Each run of dark modules as a rectangle.
fn path(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let begin = x;
            while code.get_module(x, y) {
                x += 1;
            }
            if x > begin {
                let (left, top, wide) = (begin + QUIET, y + QUIET, x - begin);
                path.push_str(&format!("M{left} {top}h{wide}v1h-{wide}z"));
            }
            x += 1;
        }
    }
    path
}

// The decoder is native.
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    /// What a decoder of other people reads in the drawn picture.
    fn read(picture: &Node) -> String {
        const PX: usize = 3;
        let attr = |node: &Node, of: Attr| {
            let found = node.attrs.iter().find(|(attr, _)| *attr == of);
            found.map(|(_, value)| value.clone()).unwrap()
        };
        let size: usize = attr(picture, Attr::ViewBox)
            .rsplit(' ')
            .next()
            .unwrap()
            .parse()
            .unwrap();
        let mut dark = vec![false; size * size];
        for run in attr(&picture.inside[0], Attr::D).split('z') {
            let numbers: Vec<usize> = run
                .split(|c: char| !c.is_ascii_digit())
                .filter_map(|number| number.parse().ok())
                .collect();
            if let [x, y, wide, ..] = numbers[..] {
                dark[y * size + x..][..wide].fill(true);
            }
        }
        let shade = |x, y| if dark[y / PX * size + x / PX] { 0 } else { 255 };
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(size * PX, size * PX, shade);
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1, "codes in the picture");
        grids[0].decode().unwrap().1
    }

    #[test]
    fn the_code_says_the_text() {
        for length in [1, 100, 300, 700, 1_500, MAX_BYTES] {
            let text: String = "https://example.com/?lang=zh#/compute?v=1&%E4%B8"
                .chars()
                .cycle()
                .take(length)
                .collect();
            assert_eq!(read(&picture(&text, "label").unwrap()), text);
        }
    }

    #[test]
    fn a_text_that_is_too_long_has_no_code() {
        assert_eq!(picture(&"#".repeat(MAX_BYTES + 1), "label"), None);
    }
}
