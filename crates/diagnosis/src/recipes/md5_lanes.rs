//! MD5's compression function (RFC 1321, 3.4) of several messages at once.
//!
//! Each step of MD5 waits for the one before, so that one message leaves most of a processor idle,
//! and no processor has instructions for it as for SHA.

use std::array::from_fn;
use wide::u32x8;

/// Messages at once.
pub(super) const LANES: usize = 8;

/// Whether the target has vector instructions: without them nothing is gained.
pub(super) const PAYS: bool = cfg!(any(
    target_feature = "sse2",
    target_feature = "neon",
    target_feature = "simd128"
));

/// The states of all messages, word by word.
pub(super) type States = [[u32; LANES]; 4];

const SHIFTS: [[u32; 4]; 4] = [
    [7, 12, 17, 22],
    [5, 9, 14, 20],
    [4, 11, 16, 23],
    [6, 10, 15, 21],
];

/// `floor(2^32 * abs(sin(i + 1)))`.
#[rustfmt::skip]
const ADDED: [u32; 64] = [
    0xd76a_a478, 0xe8c7_b756, 0x2420_70db, 0xc1bd_ceee, 0xf57c_0faf, 0x4787_c62a, 0xa830_4613, 0xfd46_9501,
    0x6980_98d8, 0x8b44_f7af, 0xffff_5bb1, 0x895c_d7be, 0x6b90_1122, 0xfd98_7193, 0xa679_438e, 0x49b4_0821,
    0xf61e_2562, 0xc040_b340, 0x265e_5a51, 0xe9b6_c7aa, 0xd62f_105d, 0x0244_1453, 0xd8a1_e681, 0xe7d3_fbc8,
    0x21e1_cde6, 0xc337_07d6, 0xf4d5_0d87, 0x455a_14ed, 0xa9e3_e905, 0xfcef_a3f8, 0x676f_02d9, 0x8d2a_4c8a,
    0xfffa_3942, 0x8771_f681, 0x6d9d_6122, 0xfde5_380c, 0xa4be_ea44, 0x4bde_cfa9, 0xf6bb_4b60, 0xbebf_bc70,
    0x289b_7ec6, 0xeaa1_27fa, 0xd4ef_3085, 0x0488_1d05, 0xd9d4_d039, 0xe6db_99e5, 0x1fa2_7cf8, 0xc4ac_5665,
    0xf429_2244, 0x432a_ff97, 0xab94_23a7, 0xfc93_a039, 0x655b_59c3, 0x8f0c_cc92, 0xffef_f47d, 0x8584_5dd1,
    0x6fa8_7e4f, 0xfe2c_e6e0, 0xa301_4314, 0x4e08_11a1, 0xf753_7e82, 0xbd3a_f235, 0x2ad7_d2bb, 0xeb86_d391,
];

/// Takes one block of each message into its state.
pub(super) fn compress(states: &mut States, blocks: &[[u8; 64]; LANES]) {
    let words: [u32x8; 16] = from_fn(|word| {
        u32x8::new(from_fn(|lane| {
            let bytes = &blocks[lane][4 * word..4 * word + 4];
            u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
        }))
    });
    let before = states.map(u32x8::new);
    let mut now = before;
    round::<0>(&mut now, &words, |b, c, d| d ^ (b & (c ^ d)));
    round::<1>(&mut now, &words, |b, c, d| c ^ (d & (b ^ c)));
    round::<2>(&mut now, &words, |b, c, d| b ^ c ^ d);
    round::<3>(&mut now, &words, |b, c, d| c ^ (b | !d));
    *states = from_fn(|word| (before[word] + now[word]).to_array());
}

/// Sixteen steps; which word each takes differs from round to round.
#[inline(always)]
fn round<const ROUND: usize>(
    state: &mut [u32x8; 4],
    words: &[u32x8; 16],
    mix: impl Fn(u32x8, u32x8, u32x8) -> u32x8,
) {
    let [mut a, mut b, mut c, mut d] = *state;
    for step in 0..16 {
        let word = words[[step, 5 * step + 1, 3 * step + 5, 7 * step][ROUND] % 16];
        let shift = SHIFTS[ROUND][step % 4];
        let sum = a + mix(b, c, d) + word + u32x8::splat(ADDED[16 * ROUND + step]);
        let next = b + ((sum << shift) | (sum >> (32 - shift)));
        (a, b, c, d) = (d, next, b, c);
    }
    *state = [a, b, c, d];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_the_library_has_it() {
        let block = |seed: usize| from_fn(|at| (at * 7 + seed * 31 + at * seed) as u8);
        let mut states: States =
            from_fn(|word| from_fn(|lane| (word * 0x0101_4567 + lane * 0x89ab) as u32));
        let mut expected: [[u32; 4]; LANES] = from_fn(|lane| from_fn(|word| states[word][lane]));
        for turn in 0..3 {
            let blocks: [[u8; 64]; LANES] = from_fn(|lane| block(lane + 10 * turn));
            compress(&mut states, &blocks);
            for (lane, expected) in expected.iter_mut().enumerate() {
                md5::block_api::compress(expected, &[blocks[lane]]);
                assert_eq!(from_fn(|word| states[word][lane]), *expected, "lane {lane}");
            }
        }
    }
}
