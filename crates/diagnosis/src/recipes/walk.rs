//! The walk through the space: fewest mistakes first, in steps of as many recipes as the caller
//! likes, everything of one number of mistakes to its end.

mod trial;

use super::abreast::Abreast;
use super::choices::Choices;
use super::digest::Algorithm;
use super::keyed::Keyed;
use super::{Explanation, Space, Target, keys, timestamps};
use crate::diagnosis::{Budget, Looked};
use trial::Recipe;
use zeroize::Zeroizing;

/// Most deviations of one recipe, beside those of algorithm and form.
const MAX_AT_ONCE: usize = 3;

/// A part of the walk.
#[derive(Debug, Clone, Copy)]
struct Job {
    mistakes: u8,
    target: usize,
    base: usize,
    kind: Kind,
    size: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Together { count: usize, among: Among },
    DistantTimestamps,
    SlipsInSecret,
}

/// Which deviations a job chooses from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Among {
    All,
    Combining,
    Common,
}

/// The walk of one claim.
#[derive(Debug)]
pub(crate) struct Walk {
    space: Space,
    targets: Vec<Target>,
    lists: [Choices; 3],
    jobs: Vec<Job>,
    at: usize,
    cursor: Cursor,
    tried: u64,
    /// The distant timestamps, from the one sent.
    deltas: Vec<i64>,
    /// Recipes left for three mistakes.
    left: u64,
    cut: bool,
    finished: u8,
    found: Vec<Explanation>,
    keyed: Vec<Option<Keyed>>,
    content: Vec<u8>,
    /// What waits for the other lanes, and which recipes these are.
    abreast: Abreast,
    waiting: Vec<Recipe>,
}

#[derive(Debug, Default)]
struct Cursor {
    begun: bool,
    chosen: [usize; MAX_AT_ONCE],
    which: usize,
}

impl Walk {
    pub(crate) fn new(space: Space, targets: Vec<Target>, budget: Budget) -> Self {
        let lists = [
            Choices::new(space.deviations(), |_| true),
            Choices::new(space.deviations(), |deviation| deviation.combines),
            Choices::new(space.deviations(), |deviation| {
                deviation.combines && deviation.common
            }),
        ];
        let mut walk = Self {
            // The last is for a secret that was mistyped.
            keyed: vec![None; Algorithm::ALL.len() * space.keys.len() + 1],
            space,
            targets,
            lists,
            jobs: Vec::new(),
            deltas: Vec::new(),
            at: 0,
            cursor: Cursor::default(),
            tried: 0,
            left: if budget.recipes == 0 {
                u64::MAX
            } else {
                budget.recipes
            },
            cut: false,
            finished: 0,
            found: Vec::new(),
            content: Vec::new(),
            abreast: Abreast::default(),
            waiting: Vec::new(),
        };
        if budget.wide {
            let sent = walk.sent_timestamp().and_then(timestamps::number);
            walk.deltas = sent.map(timestamps::nearby).unwrap_or_default();
        }
        for mistakes in 0..=budget.deviations.min(3) {
            for target in 0..walk.targets.len() {
                let cost = walk.targets[target].cost();
                if let Some(count) = usize::from(mistakes).checked_sub(cost) {
                    walk.plan(mistakes, target, count, budget);
                }
            }
        }
        walk
    }

    fn plan(&mut self, mistakes: u8, target: usize, count: usize, budget: Budget) {
        let together = |count, among| Kind::Together { count, among };
        match count {
            0 => {
                for base in 0..self.space.bases().len() {
                    self.push(mistakes, target, base, together(0, Among::All));
                }
            }
            1 => {
                self.push(mistakes, target, 0, together(1, Among::All));
                for base in 1..self.space.bases().len() {
                    self.push(mistakes, target, base, together(1, Among::Combining));
                }
                if budget.wide && mistakes == 1 {
                    self.push(mistakes, target, 0, Kind::DistantTimestamps);
                    self.push(mistakes, target, 0, Kind::SlipsInSecret);
                }
            }
            // The other bases are searched for one deviation only.
            2 => self.push(mistakes, target, 0, together(2, Among::Combining)),
            _ if budget.recipes == 0 => self.cut = true,
            _ => {
                self.push(mistakes, target, 0, together(MAX_AT_ONCE, Among::Common));
                self.push(mistakes, target, 0, together(MAX_AT_ONCE, Among::Combining));
            }
        }
    }

    fn push(&mut self, mistakes: u8, target: usize, base: usize, kind: Kind) {
        let size = match kind {
            Kind::Together { count, among } => self.lists[among as usize].ways(count),
            Kind::DistantTimestamps => self.deltas.len() as u64,
            Kind::SlipsInSecret => keys::mistyped_count(self.right_key().len()) as u64,
        };
        self.jobs.push(Job {
            mistakes,
            target,
            base,
            kind,
            size,
        });
    }

    fn right_key(&self) -> &[u8] {
        self.space.keys.first().map_or(&[], |key| &key.bytes)
    }

    fn sent_timestamp(&self) -> Option<&str> {
        let at = self.space.right().timestamp?;
        self.space
            .timestamps
            .get(usize::from(at))
            .map(String::as_str)
    }

    /// Recipes tried, and how many there can be at most.
    pub(crate) fn progress(&self) -> (u64, u64) {
        let three: u64 = self
            .jobs
            .iter()
            .filter(|job| job.mistakes == 3)
            .map(|job| job.size)
            .sum();
        let fewer: u64 = self
            .jobs
            .iter()
            .filter(|job| job.mistakes < 3)
            .map(|job| job.size)
            .sum();
        (
            self.tried,
            fewer + three.min(self.left + self.tried.saturating_sub(fewer)),
        )
    }

    pub(crate) fn space(&self) -> &Space {
        &self.space
    }

    pub(crate) fn found(&self) -> &[Explanation] {
        &self.found
    }

    pub(crate) fn looked(&self) -> Looked {
        Looked {
            deviations: self.finished,
            recipes: self.tried,
            cut: self.cut && self.found.is_empty(),
        }
    }

    /// Tries up to `recipes` more. Whether the walk is over.
    pub(crate) fn step(&mut self, recipes: u64) -> bool {
        let end = self.tried.saturating_add(recipes);
        while let Some(job) = self.jobs.get(self.at).copied() {
            let before = self.at.checked_sub(1).and_then(|at| self.jobs.get(at));
            if !self.cursor.begun && before.is_some_and(|before| before.mistakes < job.mistakes) {
                self.finished = job.mistakes - 1;
                // Whatever needs more mistakes is a worse explanation.
                if !self.found.is_empty() {
                    return true;
                }
            }
            if self.tried >= end {
                return false;
            }
            if job.mistakes == 3 && self.left == 0 {
                self.cut = true;
                self.at = self.jobs.len();
                return true;
            }
            let tried = self.tried;
            let over = match job.kind {
                Kind::Together { count, among } => self.together(job, count, among, end),
                Kind::DistantTimestamps => self.distant_timestamps(job, end),
                Kind::SlipsInSecret => self.slips_in_secret(job, end),
            };
            self.settle_waiting(job);
            if job.mistakes == 3 {
                self.left = self.left.saturating_sub(self.tried - tried);
            }
            if over {
                self.at += 1;
                self.cursor = Cursor::default();
            }
        }
        let last = self.jobs.last().map_or(0, |job| job.mistakes);
        self.finished = if self.cut { 2 } else { last };
        true
    }

    fn together(&mut self, job: Job, count: usize, among: Among, end: u64) -> bool {
        let end = if job.mistakes == 3 {
            end.min(self.tried.saturating_add(self.left))
        } else {
            end
        };
        let base = self.space.bases()[job.base];
        if !self.cursor.begun {
            self.cursor.begun = true;
            if !self.first(count, among) {
                return true;
            }
        }
        while self.tried < end {
            let mut draft = base;
            let mut all_common = among == Among::Combining && count == MAX_AT_ONCE;
            for at in &self.cursor.chosen[..count] {
                let deviation = &self.lists[among as usize].deviations[*at];
                deviation.apply(&mut draft);
                all_common &= deviation.common;
            }
            // Those were tried before the rest.
            if !all_common {
                let recipe = Recipe {
                    draft,
                    chosen: self.cursor.chosen,
                    shifted: None,
                    mistyped_at: None,
                };
                self.space.content(&draft, &mut self.content);
                self.compute(job, &recipe);
            }
            if !self.next(count, among) {
                return true;
            }
        }
        false
    }

    fn first(&mut self, count: usize, among: Among) -> bool {
        self.cursor.chosen = [0; MAX_AT_ONCE];
        self.settle(1, count, among)
            && (count == 0 || !self.lists[among as usize].deviations.is_empty())
    }

    /// The next choice; `false` after the last.
    fn next(&mut self, count: usize, among: Among) -> bool {
        for place in (0..count).rev() {
            self.cursor.chosen[place] += 1;
            if self.cursor.chosen[place] < self.lists[among as usize].deviations.len()
                && self.settle(place + 1, count, among)
            {
                return true;
            }
        }
        false
    }

    /// Puts the places from `from` to their first choice; `false` when there is none.
    fn settle(&mut self, from: usize, count: usize, among: Among) -> bool {
        let list = &self.lists[among as usize];
        for place in from..count {
            let Some(next) = list.next.get(self.cursor.chosen[place - 1]) else {
                return false;
            };
            if *next >= list.deviations.len() {
                return false;
            }
            self.cursor.chosen[place] = *next;
        }
        true
    }

    fn distant_timestamps(&mut self, job: Job, end: u64) -> bool {
        let Some(number) = self.sent_timestamp().and_then(timestamps::number) else {
            return true;
        };
        let right = self.space.right();
        self.space.content(&right, &mut self.content);
        let before = self.content.len() - self.sent_timestamp().map_or(0, str::len);
        while let Some(delta) = self.deltas.get(self.cursor.which).copied() {
            if self.tried >= end {
                return false;
            }
            self.cursor.which += 1;
            self.content.truncate(before);
            timestamps::push_shifted(number, delta, &mut self.content);
            let recipe = Recipe {
                draft: right,
                chosen: [0; MAX_AT_ONCE],
                shifted: Some(delta),
                mistyped_at: None,
            };
            self.compute(job, &recipe);
        }
        true
    }

    fn slips_in_secret(&mut self, job: Job, end: u64) -> bool {
        let draft = self.space.right();
        self.space.content(&draft, &mut self.content);
        let right = Zeroizing::new(self.right_key().to_vec());
        let mut key = Zeroizing::new(Vec::with_capacity(right.len() + 1));
        while self.cursor.which < keys::mistyped_count(right.len()) && self.tried < end {
            let at = keys::mistyped(&right, self.cursor.which, &mut key);
            self.cursor.which += 1;
            let recipe = Recipe {
                draft,
                chosen: [0; MAX_AT_ONCE],
                shifted: None,
                mistyped_at: Some(at),
            };
            self.compute_with(&key, job, &recipe);
        }
        self.cursor.which >= keys::mistyped_count(right.len())
    }
}
