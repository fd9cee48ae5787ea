//! HMAC (RFC 2104) of many contents under one key: the key's two blocks are hashed once, and a
//! content's first block only where it is not that of the content before.
//!
//! The compression functions are the libraries'; only where blocks begin and end is written here.
//! hmacsha512, which no device of the platform should use, goes through the library as a whole.

use super::abreast::Md5Key;
use super::digest::{Algorithm, MAX_BYTES, hash};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha512;
use zeroize::{Zeroize, Zeroizing};

/// Bytes of a block, of all three hash functions.
const BLOCK: usize = 64;

/// A hash function, block by block.
trait Blocks {
    type State: Copy + Zeroize;
    /// The state before the first block.
    const START: Self::State;
    /// Bytes of a digest.
    const BYTES: usize;

    fn take(state: &mut Self::State, blocks: &[[u8; BLOCK]]);
    /// Puts the digest into the beginning of `out`.
    fn put(state: &Self::State, out: &mut [u8]);
    /// A length in bits, as the last block ends.
    fn length(bits: u64) -> [u8; 8];
}

/// What differs between them: the start, the function, and which byte of a word comes first.
macro_rules! blocks {
    ($name:ident, $words:literal, $start:expr, $take:path, $bytes_of:ident) => {
        #[derive(Clone)]
        struct $name;

        impl Blocks for $name {
            type State = [u32; $words];
            const START: Self::State = $start;
            const BYTES: usize = 4 * $words;

            fn take(state: &mut Self::State, blocks: &[[u8; BLOCK]]) {
                $take(state, blocks);
            }

            fn put(state: &Self::State, out: &mut [u8]) {
                for (place, word) in out.chunks_exact_mut(4).zip(state) {
                    place.copy_from_slice(&word.$bytes_of());
                }
            }

            fn length(bits: u64) -> [u8; 8] {
                bits.$bytes_of()
            }
        }
    };
}

// The starts: RFC 1321, 3.3; FIPS 180-4, 5.3.1 and 5.3.3.
blocks!(
    Md5Blocks,
    4,
    [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476],
    md5::block_api::compress,
    to_le_bytes
);
blocks!(
    Sha1Blocks,
    5,
    [
        0x6745_2301,
        0xefcd_ab89,
        0x98ba_dcfe,
        0x1032_5476,
        0xc3d2_e1f0
    ],
    sha1::block_api::compress,
    to_be_bytes
);
blocks!(
    Sha256Blocks,
    8,
    [
        0x6a09_e667,
        0xbb67_ae85,
        0x3c6e_f372,
        0xa54f_f53a,
        0x510e_527f,
        0x9b05_688c,
        0x1f83_d9ab,
        0x5be0_cd19,
    ],
    sha2::block_api::compress256,
    to_be_bytes
);

/// HMAC with its key taken in.
#[derive(Clone)]
struct States<H: Blocks> {
    inner: H::State,
    outer: H::State,
    /// The first whole block of the content before, and the state after it.
    first: Option<([u8; BLOCK], H::State)>,
}

impl<H: Blocks> States<H> {
    fn new(algorithm: Algorithm, key: &[u8]) -> Self {
        let mut padded = Zeroizing::new([0; MAX_BYTES]);
        match padded.get_mut(..key.len()) {
            Some(place) => place.copy_from_slice(key),
            None => hash(algorithm, &[key], &mut padded),
        }
        let taken = |mask: u8| {
            let block = Zeroizing::new(padded.map(|byte| byte ^ mask));
            let mut state = H::START;
            H::take(&mut state, &[*block]);
            state
        };
        Self {
            inner: taken(0x36),
            outer: taken(0x5c),
            first: None,
        }
    }

    fn mac(&mut self, content: &[u8], out: &mut [u8; MAX_BYTES]) {
        let (whole, rest) = content.as_chunks::<BLOCK>();
        let mut state = self.inner;
        if let [first, others @ ..] = whole {
            state = self.after(first);
            H::take(&mut state, others);
        }
        let mut last = [0; BLOCK];
        last[..rest.len()].copy_from_slice(rest);
        last[rest.len()] = 0x80;
        if rest.len() >= BLOCK - 8 {
            H::take(&mut state, &[last]);
            last = [0; BLOCK];
        }
        last[BLOCK - 8..].copy_from_slice(&length::<H>(content.len()));
        H::take(&mut state, &[last]);

        let mut digest = [0; BLOCK];
        H::put(&state, &mut digest);
        digest[H::BYTES] = 0x80;
        digest[BLOCK - 8..].copy_from_slice(&length::<H>(H::BYTES));
        let mut state = self.outer;
        H::take(&mut state, &[digest]);
        H::put(&state, out);
    }

    /// The state after a content's first block.
    fn after(&mut self, first: &[u8; BLOCK]) -> H::State {
        match &self.first {
            // The ends differ where the beginnings do not: most are told apart by one word.
            Some((block, state)) if block[56..] == first[56..] && block == first => *state,
            Some(_) | None => {
                let mut state = self.inner;
                H::take(&mut state, &[*first]);
                self.first = Some((*first, state));
                state
            }
        }
    }
}

impl<H: Blocks> Drop for States<H> {
    fn drop(&mut self) {
        // With these one can sign as with the key.
        self.inner.zeroize();
        self.outer.zeroize();
        if let Some((_, state)) = &mut self.first {
            state.zeroize();
        }
    }
}

/// The length that ends the padding, after the key's block.
fn length<H: Blocks>(bytes: usize) -> [u8; 8] {
    H::length((BLOCK + bytes) as u64 * 8)
}

/// HMAC with its key taken in already.
#[derive(Clone)]
pub(crate) struct Keyed(Of);

#[derive(Clone)]
enum Of {
    Md5(States<Md5Blocks>),
    Sha1(States<Sha1Blocks>),
    Sha256(States<Sha256Blocks>),
    Sha512(Box<Hmac<Sha512>>),
}

impl std::fmt::Debug for Keyed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keyed([redacted])")
    }
}

impl Keyed {
    /// HMAC takes a key of any length, so there is always one.
    pub(crate) fn new(algorithm: Algorithm, key: &[u8]) -> Option<Self> {
        Some(Self(match algorithm {
            Algorithm::Md5 => Of::Md5(States::new(algorithm, key)),
            Algorithm::Sha1 => Of::Sha1(States::new(algorithm, key)),
            Algorithm::Sha256 => Of::Sha256(States::new(algorithm, key)),
            Algorithm::Sha512 => Of::Sha512(Box::new(Hmac::new_from_slice(key).ok()?)),
        }))
    }

    /// The key alone, where it is one of HMAC-MD5.
    pub(super) fn md5_key(&self) -> Option<Md5Key> {
        match &self.0 {
            Of::Md5(States { inner, outer, .. }) => Some(Md5Key {
                inner: *inner,
                outer: *outer,
            }),
            Of::Sha1(_) | Of::Sha256(_) | Of::Sha512(_) => None,
        }
    }

    /// Puts the MAC of `content` into the beginning of `out`.
    pub(crate) fn mac(&mut self, content: &[u8], out: &mut [u8; MAX_BYTES]) {
        match &mut self.0 {
            Of::Md5(states) => states.mac(content, out),
            Of::Sha1(states) => states.mac(content, out),
            Of::Sha256(states) => states.mac(content, out),
            Of::Sha512(mac) => {
                let mut mac = mac.clone();
                mac.update(content);
                *out = mac.finalize().into_bytes().into();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use md5::Md5;
    use sha1::Sha1;
    use sha2::Sha256;

    fn library<M: Mac + KeyInit>(key: &[u8], content: &[u8]) -> Vec<u8> {
        let mut mac = <M as KeyInit>::new_from_slice(key).unwrap();
        mac.update(content);
        mac.finalize().into_bytes().to_vec()
    }

    #[track_caller]
    fn check(algorithm: Algorithm, expected: impl Fn(&[u8], &[u8]) -> Vec<u8>) {
        let text: Vec<u8> = (0..=255).cycle().take(300).collect();
        for key in [0, 1, 32, 63, 64, 65, 128, 129, 200] {
            let key = &text[7..7 + key];
            let mut keyed = Keyed::new(algorithm, key).unwrap();
            // Each length around the ends of blocks, with the first block of the one before, and
            // with another.
            for length in (0..200).flat_map(|length| [length, length]) {
                for from in [0, 1] {
                    let content = &text[from..from + length];
                    let mut out = [0; MAX_BYTES];
                    keyed.mac(content, &mut out);
                    let expected = expected(key, content);
                    assert_eq!(out[..expected.len()], expected, "{algorithm:?} {length}");
                    assert_eq!(expected.len(), algorithm.bytes());
                }
            }
        }
    }

    #[test]
    fn as_the_library_has_it() {
        check(Algorithm::Md5, library::<Hmac<Md5>>);
        check(Algorithm::Sha1, library::<Hmac<Sha1>>);
        check(Algorithm::Sha256, library::<Hmac<Sha256>>);
        check(Algorithm::Sha512, library::<Hmac<Sha512>>);
    }
}
