//! A draft of a recipe, and the content that it signs.

use super::spelling::Kind;
use super::{Choice, Construction, Space};

/// Extension parameters that were signed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Extras {
    pub(crate) pairs: Vec<(String, String)>,
    /// After the other pairs, in the order of the client id; else sorted among them.
    pub(crate) appended: bool,
}

/// One way to make a content and to put it through a hash. Small: it is copied for every recipe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Draft {
    pub(crate) client_id: Choice,
    pub(crate) device_name: Choice,
    pub(crate) product_key: Choice,
    pub(crate) timestamp: Choice,
    /// Device name and product key carry each other's value.
    pub(crate) swapped: bool,
    pub(crate) extras: u16,
    pub(crate) spelling: u16,
    /// The places of clientId, deviceName, productKey and timestamp.
    pub(crate) order: [u8; 4],
    /// Between a name and its value.
    pub(crate) inner: &'static str,
    /// Between two pairs.
    pub(crate) outer: &'static str,
    /// After everything.
    pub(crate) tail: &'static str,
    /// Non-ASCII text is encoded as GBK.
    pub(crate) gbk: bool,
    pub(crate) key: u16,
    pub(crate) construction: Construction,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            client_id: None,
            device_name: None,
            product_key: None,
            timestamp: None,
            swapped: false,
            extras: 0,
            spelling: 0,
            order: [0, 1, 2, 3],
            inner: "",
            outer: "",
            tail: "",
            gbk: false,
            key: 0,
            construction: Construction::Hmac,
        }
    }
}

/// Most pairs of one content: four, and the parameters of a long client id.
const MAX_PAIRS: usize = 24;

impl Space {
    /// The content of a draft, in place of what `out` holds.
    pub(crate) fn content(&self, draft: &Draft, out: &mut Vec<u8>) {
        let spelling = &self.spellings[usize::from(draft.spelling)];
        let extras = &self.extras[usize::from(draft.extras)];
        let named = spelling.kind != Kind::ValuesOnly;
        let four = extras.pairs.is_empty() && !spelling.resorted;
        if !four || self.pieces.write(draft, named, out).is_none() {
            self.write(draft, four, named, out);
        }
        out.extend_from_slice(draft.tail.as_bytes());
        if draft.gbk {
            let text = String::from_utf8_lossy(out);
            *out = encoding_rs::GBK.encode(&text).0.into_owned();
        }
    }

    /// The pairs of any draft; `four`: it has no others.
    fn write(&self, draft: &Draft, four: bool, named: bool, out: &mut Vec<u8>) {
        out.clear();
        let mut values = [
            value(&self.client_ids, draft.client_id),
            value(&self.device_names, draft.device_name),
            value(&self.product_keys, draft.product_key),
            value(&self.timestamps, draft.timestamp),
        ];
        if draft.swapped {
            values.swap(1, 2);
        }
        if four {
            let names = &self.spellings[usize::from(draft.spelling)].names;
            let mut first = true;
            for at in draft.order.map(usize::from) {
                if let Some(value) = values[at] {
                    push(draft, named, &mut first, &names[at], value, out);
                }
            }
        } else {
            self.content_of_many(draft, values, named, out);
        }
    }

    /// With extension parameters, or with names that are sorted anew.
    fn content_of_many(
        &self,
        draft: &Draft,
        values: [Option<&str>; 4],
        named: bool,
        out: &mut Vec<u8>,
    ) {
        let spelling = &self.spellings[usize::from(draft.spelling)];
        let extras = &self.extras[usize::from(draft.extras)];
        let styled: Vec<String> = extras
            .pairs
            .iter()
            .map(|(name, _)| (spelling.other)(name))
            .collect();
        // What sorts a pair, what is written, and its value.
        let mut pairs: Vec<(&str, &str, &str)> = Vec::with_capacity(MAX_PAIRS);
        for at in draft.order.map(usize::from) {
            if let Some(value) = values[at] {
                let sort = if spelling.resorted {
                    &spelling.names[at]
                } else {
                    &self.spellings[0].names[at]
                };
                pairs.push((sort, &spelling.names[at], value));
            }
        }
        let signed = extras.pairs.iter().zip(&styled).take(MAX_PAIRS);
        let signed = signed.map(|((name, value), styled)| {
            let sort = if spelling.resorted { styled } else { name };
            (sort.as_str(), styled.as_str(), value.as_str())
        });
        pairs.extend(signed);
        let right_order = draft.order == [0, 1, 2, 3];
        let sorted = if extras.appended { 4 } else { pairs.len() };
        if right_order && (spelling.resorted || !extras.appended) {
            let sorted = sorted.min(pairs.len());
            pairs[..sorted].sort_by_key(|(sort, _, _)| *sort);
        }
        let mut first = true;
        for (_, name, value) in pairs {
            push(draft, named, &mut first, name, value, out);
        }
    }
}

fn value(texts: &[String], choice: Choice) -> Option<&str> {
    texts.get(usize::from(choice?)).map(String::as_str)
}

fn push(draft: &Draft, named: bool, first: &mut bool, name: &str, value: &str, out: &mut Vec<u8>) {
    // Nearly always there are no separators: even an empty copy costs.
    if !std::mem::replace(first, false) && !draft.outer.is_empty() {
        out.extend_from_slice(draft.outer.as_bytes());
    }
    if named {
        out.extend_from_slice(name.as_bytes());
        if !draft.inner.is_empty() {
            out.extend_from_slice(draft.inner.as_bytes());
        }
    }
    out.extend_from_slice(value.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::super::{Pieces, Space, spelling};
    use super::Draft;
    use crate::reading::Flow;

    /// Both ways to write a content, for every spelling, order, choice and separator.
    #[test]
    fn pieces_give_what_is_written_as_it_comes() {
        let long = "x".repeat(33);
        let texts = |texts: [&str; 3]| texts.map(String::from).to_vec();
        let mut space = Space {
            client_ids: texts(["12345", "", &long]),
            device_names: texts(["device", "设备", &long[1..]]),
            product_keys: texts(["pk", "", "a1"]),
            timestamps: texts(["789", "2524608000000", ""]),
            spellings: spelling::all(Flow::default()),
            ..Space::default()
        };
        space.extras.push(super::Extras::default());
        space.pieces = Pieces::of(&space);
        let orders = [[0, 1, 2, 3], [3, 1, 0, 2]];
        let choices = [None, Some(0), Some(1), Some(2)];
        let (mut one, mut other, mut pieced) = (Vec::new(), Vec::new(), 0);
        for spelling in 0..space.spellings.len() as u16 {
            for at in 0..choices.len() * 4 {
                for order in orders {
                    let draft = Draft {
                        client_id: choices[at % 4],
                        device_name: choices[(at + spelling as usize) % 4],
                        product_key: choices[(at / 4) % 4],
                        timestamp: choices[(at / 2) % 4],
                        swapped: at % 3 == 0,
                        spelling,
                        order,
                        inner: if at % 5 == 1 { "=" } else { "" },
                        outer: if at % 3 == 1 { "&" } else { "" },
                        tail: if at % 5 == 0 { "\n" } else { "" },
                        ..Draft::default()
                    };
                    space.content(&draft, &mut one);
                    let pieces = std::mem::take(&mut space.pieces);
                    space.content(&draft, &mut other);
                    assert_eq!(one, other, "{draft:?}");
                    let named = !space.spellings[usize::from(spelling)].names[0].is_empty();
                    pieced += usize::from(pieces.write(&draft, named, &mut one).is_some());
                    space.pieces = pieces;
                }
            }
        }
        assert!(pieced > 1_000, "{pieced}");
    }
}
