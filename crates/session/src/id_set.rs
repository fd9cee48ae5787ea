//! A set of packet identifiers: one bit for each of the 65,535.

const WORDS: usize = 1024;

/// Identifiers in use, or seen.
pub(crate) struct IdSet {
    words: Box<[u64]>,
    count: usize,
}

impl IdSet {
    pub(crate) fn new() -> Self {
        Self {
            words: vec![0; WORDS].into(),
            count: 0,
        }
    }

    /// Whether it was not there before.
    pub(crate) fn insert(&mut self, id: u16) -> bool {
        let new = !self.contains(id);
        if let Some(word) = self.words.get_mut(usize::from(id / 64)) {
            *word |= 1 << (id % 64);
        }
        self.count += usize::from(new);
        new
    }

    /// Whether it was there.
    pub(crate) fn remove(&mut self, id: u16) -> bool {
        let there = self.contains(id);
        if let Some(word) = self.words.get_mut(usize::from(id / 64)) {
            *word &= !(1 << (id % 64));
        }
        self.count -= usize::from(there);
        there
    }

    pub(crate) fn contains(&self, id: u16) -> bool {
        let word = self.words.get(usize::from(id / 64));
        word.is_some_and(|word| word >> (id % 64) & 1 == 1)
    }

    pub(crate) fn clear(&mut self) {
        if self.count > 0 {
            self.words.fill(0);
            self.count = 0;
        }
    }

    /// The lowest identifier that neither set holds; 0 is none.
    pub(crate) fn lowest_free(&self, other: &Self) -> Option<u16> {
        let both = self.words.iter().zip(&other.words).enumerate();
        for (place, (ours, theirs)) in both {
            let used = ours | theirs | u64::from(place == 0);
            if used != u64::MAX {
                return u16::try_from(place * 64 + used.trailing_ones() as usize).ok();
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_identifier_once() {
        let (mut ids, none) = (IdSet::new(), IdSet::new());
        for expected in 1..=u16::MAX {
            assert_eq!(ids.lowest_free(&none), Some(expected));
            assert!(ids.insert(expected));
        }
        assert_eq!(ids.lowest_free(&none), None);
        assert!(ids.remove(777) && !ids.remove(777));
        assert_eq!(ids.lowest_free(&none), Some(777));
        let mut other = IdSet::new();
        other.insert(777);
        assert_eq!(ids.lowest_free(&other), None);
    }
}
