//! One case from beginning to end: strings first, then the search of recipes, in steps that a
//! caller chooses, then everything in its order.

use crate::{Budget, Case, Diagnosis};

/// A diagnosis under way.
#[derive(Debug)]
pub struct Search {
    case: Case,
}

impl Search {
    /// Reads the strings and gets ready to search; cheap.
    pub fn new(case: Case, budget: Budget) -> Self {
        let _ = budget;
        Self { case }
    }

    /// Computes up to `recipes` more recipes. Whether the search is over.
    pub fn step(&mut self, recipes: u32) -> bool {
        let _ = recipes;
        true
    }

    /// Recipes computed so far, and how many there can be at most.
    pub fn progress(&self) -> (u64, u64) {
        (0, 0)
    }

    /// What is known so far.
    pub fn diagnosis(&self) -> Diagnosis {
        todo!()
    }
}

/// The diagnosis of a case, searched as far as the budget goes.
pub fn diagnose(case: Case, budget: Budget) -> Diagnosis {
    let mut search = Search::new(case, budget);
    while !search.step(u32::MAX) {}
    search.diagnosis()
}
