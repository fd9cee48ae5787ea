//! HMAC-MD5 of several contents abreast, each under a key of its own: they are collected until
//! every lane is taken, or nothing more comes.

use super::digest::MAX_BYTES;
use super::md5_lanes::{self, LANES, compress};
use std::array::from_fn;
use zeroize::Zeroize;

const BLOCK: usize = 64;

/// A key that HMAC-MD5 has taken in: the states after the key's two blocks.
#[derive(Clone, Copy)]
pub(super) struct Md5Key {
    pub(super) inner: [u32; 4],
    pub(super) outer: [u32; 4],
}

/// Contents that wait for their MACs.
#[derive(Default)]
pub(super) struct Abreast {
    lanes: Vec<Lane>,
    taken: usize,
}

/// One content, padded. It stays for the next one to be written over it.
#[derive(Default)]
struct Lane {
    inner: [u32; 4],
    outer: [u32; 4],
    padded: Vec<u8>,
}

impl Drop for Lane {
    fn drop(&mut self) {
        self.inner.zeroize();
        self.outer.zeroize();
    }
}

impl std::fmt::Debug for Abreast {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Abreast([redacted])")
    }
}

impl Abreast {
    /// Whether this is any quicker than one after the other.
    pub(super) const PAYS: bool = md5_lanes::PAYS;

    pub(super) fn add(&mut self, key: Md5Key, content: &[u8]) {
        if self.taken == self.lanes.len() {
            self.lanes.push(Lane::default());
        }
        let lane = &mut self.lanes[self.taken];
        self.taken += 1;
        (lane.inner, lane.outer) = (key.inner, key.outer);
        lane.padded.clear();
        lane.padded.extend_from_slice(content);
        lane.padded.push(0x80);
        // Room for the length, to the end of a block.
        let whole = (lane.padded.len() + 8).next_multiple_of(BLOCK);
        lane.padded.resize(whole - 8, 0);
        let bits = (BLOCK + content.len()) as u64 * 8;
        lane.padded.extend_from_slice(&bits.to_le_bytes());
    }

    pub(super) fn is_full(&self) -> bool {
        self.taken == LANES
    }

    /// The MACs of what was added since the last time, in its order.
    pub(super) fn macs(&mut self) -> impl Iterator<Item = [u8; MAX_BYTES]> {
        let lanes = &self.lanes[..std::mem::take(&mut self.taken)];
        let state = |of: fn(&Lane) -> [u32; 4]| -> [[u32; LANES]; 4] {
            from_fn(|word| from_fn(|at| lanes.get(at).map_or(0, |lane| of(lane)[word])))
        };
        let mut inner = state(|lane| lane.inner);
        let most = lanes.iter().map(|lane| lane.padded.len() / BLOCK).max();
        for at in 0..most.unwrap_or(0) {
            let block = |lane: usize| lanes.get(lane)?.padded.as_chunks().0.get(at);
            let before = inner;
            compress(
                &mut inner,
                &from_fn(|lane| *block(lane).unwrap_or(&[0; BLOCK])),
            );
            for (word, before) in inner.iter_mut().zip(before) {
                // A shorter content is at its end already.
                *word = from_fn(|lane| {
                    if block(lane).is_some() {
                        word[lane]
                    } else {
                        before[lane]
                    }
                });
            }
        }
        let last: [[u8; BLOCK]; LANES] = from_fn(|lane| {
            let mut block = [0; BLOCK];
            block[..16].copy_from_slice(&digest(&inner, lane)[..16]);
            block[16] = 0x80;
            block[BLOCK - 8..].copy_from_slice(&((BLOCK + 16) as u64 * 8).to_le_bytes());
            block
        });
        let mut outer = state(|lane| lane.outer);
        compress(&mut outer, &last);
        (0..lanes.len()).map(move |lane| digest(&outer, lane))
    }
}

fn digest(states: &[[u32; LANES]; 4], lane: usize) -> [u8; MAX_BYTES] {
    let mut bytes = [0; MAX_BYTES];
    for (place, word) in bytes.chunks_exact_mut(4).zip(states) {
        place.copy_from_slice(&word[lane].to_le_bytes());
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::super::digest::Algorithm;
    use super::super::keyed::Keyed;
    use super::*;

    #[track_caller]
    fn check(lengths: &[usize]) {
        let text: Vec<u8> = (0..=255).cycle().take(600).collect();
        let mut abreast = Abreast::default();
        // A second time, over what the first left.
        for round in 0..2 {
            let of = |at: usize| &text[at + round..][..lengths[at]];
            let mut keyed: Vec<Keyed> = (0..lengths.len())
                .map(|at| Keyed::new(Algorithm::Md5, &text[3 * at..5 * at + round]).unwrap())
                .collect();
            for (at, keyed) in keyed.iter().enumerate() {
                abreast.add(keyed.md5_key().unwrap(), of(at));
            }
            assert_eq!(abreast.is_full(), lengths.len() == LANES);
            let macs: Vec<_> = abreast.macs().collect();
            assert_eq!(macs.len(), lengths.len());
            for (at, keyed) in keyed.iter_mut().enumerate() {
                let mut expected = [0; MAX_BYTES];
                keyed.mac(of(at), &mut expected);
                assert_eq!(macs[at], expected, "{at} of {lengths:?}");
            }
        }
    }

    #[test]
    fn as_one_after_the_other() {
        check(&[]);
        check(&[0]);
        check(&[64]);
        let many: [usize; LANES] = [55, 0, 64, 119, 120, 56, 300, 63];
        check(&many);
    }
}
