//! What is asked last, and the search for it, in slices that the caller times.

use crate::answer::Job;
use crate::layout::group;
use crate::{case_file, examples, flows, share, use_in};
use connack_diagnosis::Budget;
use connack_protocol::{FromEngine, Place, Tag, ToEngine};

/// The engine. It holds one question at a time.
#[derive(Debug, Default)]
pub struct Engine {
    /// The large text that was given last; empty: none.
    held: String,
    job: Option<Job>,
    searching: bool,
}

/// Recipes between two looks at the clock: well below a millisecond.
const STEP: u64 = 256;

impl Engine {
    /// Takes a request and answers at once, as far as a shallow search goes. Whether there is more
    /// to search, [`Engine::is_searching`] says.
    pub fn take(&mut self, request: ToEngine) -> Option<FromEngine> {
        match request {
            ToEngine::Ask(mut ask) => {
                if let Some(held) = ask.held.take() {
                    self.held = held.0;
                }
                if !self.held.is_empty() {
                    ask.text.0 = format!("{}\n{}", self.held, ask.text.0);
                }
                let mut job = Job::new(ask, Budget::SHALLOW);
                while !job.step(u64::MAX) {}
                let answer = job.answer(false);
                self.searching = answer.searching;
                self.job = Some(job);
                Some(answer)
            }
            ToEngine::Cancel => {
                let running = std::mem::take(&mut self.searching);
                let job = self.job.as_ref().filter(|_| running)?;
                Some(job.answer(true))
            }
            ToEngine::Reference(lang) => Some(examples::reference(lang)),
            ToEngine::CaseFile => {
                let job = self.job.as_ref()?;
                let file = group(Tag::Div, "actions", case_file::nodes(job));
                Some(job.told(Place::CaseFile, file))
            }
            ToEngine::UseIn(of) => Some(use_in::answer(of)),
            ToEngine::Share(of) => match &of.computed {
                Some(computed) => Some(share::computed(&of, computed)),
                None => Some(share::asked(&of, self.job.as_ref()?)),
            },
            ToEngine::Flow(ask) => Some(flows::answer(&ask)),
        }
    }

    /// Whether [`Engine::search`] has something to do.
    pub fn is_searching(&self) -> bool {
        self.searching
    }

    /// Searches for `slice_ms`, by the caller's clock. The progress, or the answer at the end.
    pub fn search(&mut self, slice_ms: f64, now_ms: impl Fn() -> f64) -> Option<FromEngine> {
        let job = self.job.as_mut().filter(|_| self.searching)?;
        let start_ms = now_ms();
        // Not before it is wanted: the page's thread never searches deep.
        job.deepen(Budget::DEEP);
        let mut over = false;
        while !over && now_ms() - start_ms < slice_ms {
            over = job.step(STEP);
        }
        job.took_ms(now_ms() - start_ms);
        if over {
            self.searching = false;
            return Some(job.answer(true));
        }
        Some(job.progress())
    }
}

#[cfg(test)]
mod tests;
