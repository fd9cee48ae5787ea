//! Numbers that follow from a seed, and ids that count up. Neither is secret, and neither is
//! drawn from the world: whoever calls hands the seed in.

/// Random numbers of a seed (SplitMix64, public domain, S. Vigna 2015): good enough for values of
/// a simulated device, worthless as a secret.
#[derive(Debug, Clone)]
pub struct Random {
    state: u64,
}

impl Random {
    /// The numbers of this seed.
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The next number.
    pub(crate) fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to 1, without 1.
    pub(crate) fn fraction(&mut self) -> f64 {
        // 53 bits: as many as an f64 holds exactly.
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A whole number, both ends included.
    pub(crate) fn between(&mut self, from: i64, to: i64) -> i64 {
        let (from, to) = (from.min(to), from.max(to));
        match u64::try_from(i128::from(to) - i128::from(from) + 1) {
            Ok(count) => from.wrapping_add_unsigned(self.next() % count),
            Err(_) => i64::from_ne_bytes(self.next().to_ne_bytes()),
        }
    }
}

/// Message ids of one device: 1, 2, 3 … 4294967295, then from 1 again.
///
/// The range is the platform's (aliyun.md §7, GHD Alink协议: 0 to 4294967295, unique for a device).
#[derive(Debug, Clone, Default)]
pub struct Ids {
    last: u32,
}

impl Ids {
    /// Ids that go on after `last`.
    pub fn after(last: u32) -> Self {
        Self { last }
    }

    /// The next id.
    pub fn fresh(&mut self) -> u32 {
        self.last = self.last.checked_add(1).unwrap_or(1);
        self.last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_from_the_seed() {
        // The reference implementation's first numbers for seed 1234567.
        let mut random = Random::new(1_234_567);
        assert_eq!(random.next(), 6_457_827_717_110_365_317);
        assert_eq!(random.next(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn numbers_stay_between_their_ends() {
        let mut random = Random::new(1);
        let drawn: Vec<i64> = (0..200).map(|_| random.between(3, -2)).collect();
        for value in -2..=3 {
            assert!(drawn.contains(&value), "{value}");
        }
        assert!(drawn.iter().all(|value| (-2..=3).contains(value)));
        assert_eq!(random.between(i64::MIN, i64::MIN), i64::MIN);
        random.between(i64::MIN, i64::MAX);
        assert!((0..200).all(|_| (0.0..1.0).contains(&random.fraction())));
    }

    #[test]
    fn ids_are_fresh_and_never_zero() {
        let mut ids = Ids::after(u32::MAX - 1);
        assert_eq!((ids.fresh(), ids.fresh()), (u32::MAX, 1));
    }
}
