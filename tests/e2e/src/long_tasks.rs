//! Whether the page's main thread was ever busy for so long that a person notices.

use serde_json::Value;

use crate::browser::Browser;

/// Longest task of which nobody complains, in ms; the browser itself reports none that is shorter.
const LONGEST_MS: f64 = 50.0;

const WATCH: &str = "(window.longTasks = [], new PerformanceObserver((list) => longTasks.push(
    ...list.getEntries().map(({ duration }) => duration)
)).observe({ type: 'longtask' }), true)";

/// Keeps the thread busy in a task of the page's own.
const IDLE_ABOUT: &str = "(setTimeout(() => {
    const end = performance.now() + 80;
    while (performance.now() < end);
}), true)";

impl Browser {
    /// From here on notes every long task, and proves that it does.
    #[track_caller]
    pub fn watch_long_tasks(&self) {
        self.read(WATCH);
        self.read(IDLE_ABOUT);
        self.wait("a long task that was made on purpose", || {
            (!self.long_tasks().is_empty()).then_some(())
        });
    }

    /// The long tasks since this was asked last, in ms.
    #[track_caller]
    pub fn long_tasks(&self) -> Vec<f64> {
        let tasks = self.read("longTasks.splice(0)");
        let tasks = tasks.as_array().expect("a list").iter();
        let tasks = tasks.filter_map(Value::as_f64);
        tasks.filter(|ms| *ms > LONGEST_MS).collect()
    }
}
