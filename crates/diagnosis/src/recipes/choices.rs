//! Deviations to choose several of, never two of one dimension.

use super::Deviation;

/// Deviations to choose from, and where the next dimension begins after each.
#[derive(Debug, Default)]
pub(super) struct Choices {
    pub(super) deviations: Vec<Deviation>,
    pub(super) next: Vec<usize>,
}

impl Choices {
    pub(super) fn new(all: &[Deviation], takes: impl Fn(&Deviation) -> bool) -> Self {
        let deviations: Vec<Deviation> = all.iter().filter(|d| takes(d)).copied().collect();
        let next = deviations.iter().map(|deviation| {
            deviations.partition_point(|other| other.dimension <= deviation.dimension)
        });
        Self {
            next: next.collect(),
            deviations,
        }
    }

    /// How many ways there are to choose `count` of different dimensions.
    pub(super) fn ways(&self, count: usize) -> u64 {
        let mut ways = [1_u64, 0, 0, 0];
        let mut at = 0;
        while let Some(next) = self.next.get(at) {
            let size = (next - at) as u64;
            for chosen in (1..ways.len()).rev() {
                ways[chosen] += ways[chosen - 1] * size;
            }
            at = *next;
        }
        ways.get(count).copied().unwrap_or_default()
    }
}
