//! The names and values of contents in places of one size, which a processor copies at once: a
//! content is put together many thousand times for a claim that nothing explains.
//!
//! Only contents of the four pairs without a long text are made of them; all others are written as
//! they come.

use super::content::Draft;
use super::{Choice, Space};

/// Bytes of a place; few texts are longer.
const SIZE: usize = 32;
/// Separators, names and values of a content.
const PLACES: usize = 16;

/// A text of at most [`SIZE`] bytes.
#[derive(Debug, Clone, Copy)]
struct Piece {
    bytes: [u8; SIZE],
    len: usize,
}

impl Piece {
    fn of(text: &str) -> Option<Self> {
        let mut bytes = [0; SIZE];
        bytes
            .get_mut(..text.len())?
            .copy_from_slice(text.as_bytes());
        Some(Self {
            bytes,
            len: text.len(),
        })
    }
}

/// The pieces of a space; `None` for what is too long.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    client_ids: Vec<Option<Piece>>,
    device_names: Vec<Option<Piece>>,
    product_keys: Vec<Option<Piece>>,
    timestamps: Vec<Option<Piece>>,
    /// Of each spelling.
    names: Vec<[Option<Piece>; 4]>,
}

impl Pieces {
    /// Of everything that the space has at present.
    pub(super) fn of(space: &Space) -> Self {
        let all = |texts: &[String]| texts.iter().map(|text| Piece::of(text)).collect();
        let names = space.spellings.iter();
        Self {
            client_ids: all(&space.client_ids),
            device_names: all(&space.device_names),
            product_keys: all(&space.product_keys),
            timestamps: all(&space.timestamps),
            names: names
                .map(|spelling| spelling.names.each_ref().map(|name| Piece::of(name)))
                .collect(),
        }
    }

    /// Writes the pairs of a draft in place of what `out` holds; `None`, and nothing is said of
    /// `out`, when they are not made of pieces alone.
    pub(super) fn write(&self, draft: &Draft, named: bool, out: &mut Vec<u8>) -> Option<()> {
        // Nearly always there are none.
        let separator = |text: &str| match text {
            "" => Some(None),
            text => Piece::of(text).map(Some),
        };
        let (inner, outer) = (separator(draft.inner)?, separator(draft.outer)?);
        let mut values: [(&[Option<Piece>], Choice); 4] = [
            (&self.client_ids, draft.client_id),
            (&self.device_names, draft.device_name),
            (&self.product_keys, draft.product_key),
            (&self.timestamps, draft.timestamp),
        ];
        if draft.swapped {
            values.swap(1, 2);
        }
        let names = self.names.get(usize::from(draft.spelling))?;
        let mut bytes = [0; PLACES * SIZE];
        let (mut end, mut begun) = (0, false);
        let mut put = |piece: Piece| {
            bytes[end..end + SIZE].copy_from_slice(&piece.bytes);
            end += piece.len;
        };
        for at in draft.order.map(usize::from) {
            let (pieces, Some(choice)) = values[at] else {
                continue;
            };
            let value = (*pieces.get(usize::from(choice))?)?;
            if let (Some(outer), true) = (outer, begun) {
                put(outer);
            }
            begun = true;
            if named {
                put(names[at]?);
                inner.into_iter().for_each(&mut put);
            }
            put(value);
        }
        out.clear();
        out.extend_from_slice(&bytes[..end]);
        Some(())
    }
}
