//! What the strings leave open and the password settles: two names that look exchanged, a value
//! that looks like a template's. A claim without such texts costs nothing here.

use super::walk;
use crate::reading::{Reading, read};
use crate::recipes::Explanation;
use crate::{Budget, Case};

/// Only the ways that cost nothing.
const RIGHT: Budget = Budget {
    deviations: 0,
    wide: false,
    recipes: 0,
};

/// The reading of a claim that explains its password best; its looks decide where none does.
pub(super) fn settled(case: &Case) -> Reading {
    let mut reading = read(&case.claim);
    if let Some(meant) = reading.with_placeholders_meant(&case.claim)
        && mistakes(case, &meant, RIGHT) == Some(0)
    {
        reading = meant;
    }
    if let Some(sent) = reading.in_order_sent(&case.claim)
        && let Some(fewest) = mistakes(case, &sent, Budget::SHALLOW)
        && mistakes(case, &reading, Budget::SHALLOW).is_none_or(|exchanged| fewest <= exchanged)
    {
        reading = sent;
    }
    reading
}

/// How many mistakes explain the password; `None` when more than the budget allows.
fn mistakes(case: &Case, reading: &Reading, budget: Budget) -> Option<usize> {
    let mut walk = walk(case, reading, budget)?;
    while !walk.step(u64::MAX) {}
    walk.found().iter().map(Explanation::mistakes).min()
}
