//! One recipe of the walk, computed and compared. HMAC-MD5 is computed of several at once, so that
//! what a job tries is settled when the job rests, at the latest.

use super::{Job, Kind, MAX_AT_ONCE, Walk};
use crate::recipes::Explanation;
use crate::recipes::abreast::Abreast;
use crate::recipes::content::Draft;
use crate::recipes::digest::{Algorithm, Construction, MAX_BYTES, computed};
use crate::recipes::keyed::Keyed;

/// A recipe as it is tried.
#[derive(Debug, Clone, Copy)]
pub(super) struct Recipe {
    pub(super) draft: Draft,
    /// Its deviations, of the job's list.
    pub(super) chosen: [usize; MAX_AT_ONCE],
    pub(super) shifted: Option<i64>,
    pub(super) mistyped_at: Option<usize>,
}

impl Walk {
    /// Puts the content and the recipe's key together.
    pub(super) fn compute(&mut self, job: Job, recipe: &Recipe) {
        let algorithm = self.targets[job.target].algorithm;
        let of = usize::from(recipe.draft.key);
        if recipe.draft.construction == Construction::Hmac {
            let at = of * Algorithm::ALL.len() + algorithm as usize;
            if self.keyed[at].is_none() {
                self.keyed[at] = Keyed::new(algorithm, &self.space.keys[of].bytes);
            }
            return self.sign(at, job, recipe);
        }
        let mut digest = [0; MAX_BYTES];
        let key = &self.space.keys[of].bytes;
        let construction = recipe.draft.construction;
        computed(construction, algorithm, key, &self.content, &mut digest);
        self.tried += 1;
        self.compare(job, recipe, &digest);
    }

    /// The same with a key that no other recipe has.
    pub(super) fn compute_with(&mut self, key: &[u8], job: Job, recipe: &Recipe) {
        let algorithm = self.targets[job.target].algorithm;
        if recipe.draft.construction == Construction::Hmac {
            let at = self.keyed.len() - 1;
            self.keyed[at] = Keyed::new(algorithm, key);
            return self.sign(at, job, recipe);
        }
        let mut digest = [0; MAX_BYTES];
        let construction = recipe.draft.construction;
        computed(construction, algorithm, key, &self.content, &mut digest);
        self.tried += 1;
        self.compare(job, recipe, &digest);
    }

    /// Signs the content with a key that was taken in; where that pays, only together with others.
    fn sign(&mut self, at: usize, job: Job, recipe: &Recipe) {
        let Some(keyed) = &mut self.keyed[at] else {
            return;
        };
        self.tried += 1;
        if let Some(key) = keyed.md5_key().filter(|_| Abreast::PAYS) {
            self.abreast.add(key, &self.content);
            self.waiting.push(*recipe);
            if self.abreast.is_full() {
                self.settle_waiting(job);
            }
        } else {
            let mut digest = [0; MAX_BYTES];
            keyed.mac(&self.content, &mut digest);
            self.compare(job, recipe, &digest);
        }
    }

    /// Computes what waits; all of it is of one job.
    pub(super) fn settle_waiting(&mut self, job: Job) {
        let mut abreast = std::mem::take(&mut self.abreast);
        let mut waiting = std::mem::take(&mut self.waiting);
        for (recipe, digest) in waiting.drain(..).zip(abreast.macs()) {
            self.compare(job, &recipe, &digest);
        }
        (self.abreast, self.waiting) = (abreast, waiting);
    }

    fn compare(&mut self, job: Job, recipe: &Recipe, digest: &[u8; MAX_BYTES]) {
        let target = &self.targets[job.target];
        if !target.is(digest) {
            return;
        }
        let deviations = match job.kind {
            Kind::Together { count, among } => {
                let list = &self.lists[among as usize].deviations;
                recipe.chosen[..count].iter().map(|at| list[*at]).collect()
            }
            Kind::DistantTimestamps | Kind::SlipsInSecret => Vec::new(),
        };
        self.found.push(Explanation {
            target: target.clone(),
            draft: recipe.draft,
            deviations,
            shifted: recipe.shifted,
            mistyped_at: recipe.mistyped_at,
        });
    }
}
