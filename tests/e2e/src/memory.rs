//! How much memory a page takes, its workers included.

use std::collections::BTreeMap;
use std::fmt;
use std::process::Command;

use serde_json::json;

use crate::browser::Browser;

/// The memory of a page after a collection of garbage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Memory {
    /// What JavaScript objects of the page take, in MB.
    pub heap_mb: f64,
    /// What the process of the page takes, in MB: the wasm of the page and of its workers too.
    pub process_mb: f64,
}

impl fmt::Display for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            heap_mb,
            process_mb,
        } = self;
        write!(f, "heap {heap_mb:.1} MB, process {process_mb:.0} MB")
    }
}

impl Browser {
    /// What the page takes now.
    #[track_caller]
    pub fn memory(&self) -> Memory {
        self.devtools("Performance.enable", &json!({}));
        self.devtools("HeapProfiler.collectGarbage", &json!({}));
        let metrics = self.devtools("Performance.getMetrics", &json!({}));
        let mut metrics = metrics["metrics"].as_array().expect("a list").iter();
        let heap = metrics.find(|metric| metric["name"] == "JSHeapUsedSize");
        let heap = heap.and_then(|metric| metric["value"].as_f64());
        Memory {
            heap_mb: heap.expect("a number") / 1e6,
            process_mb: largest_renderer_kib(self.process()) as f64 * 1024.0 / 1e6,
        }
    }
}

/// The largest process that renders a page of this browser. The others are empty spares.
fn largest_renderer_kib(browser: u64) -> u64 {
    let output = Command::new("ps")
        .args(["-axo", "pid=,ppid=,rss=,args="])
        .output()
        .expect("ps starts");
    let text = String::from_utf8_lossy(&output.stdout);
    let mut parents = BTreeMap::new();
    let mut renderers = Vec::new();
    for line in text.lines() {
        let mut words = line.split_whitespace();
        let mut number = || words.next()?.parse::<u64>().ok();
        let (Some(pid), Some(parent), Some(kib)) = (number(), number(), number()) else {
            continue;
        };
        parents.insert(pid, parent);
        if line.contains("--type=renderer") {
            renderers.push((pid, kib));
        }
    }
    let is_of_browser = |mut pid: u64| {
        while let Some(parent) = parents.get(&pid) {
            if *parent == browser {
                return true;
            }
            pid = *parent;
        }
        false
    };
    let of_browser = renderers.iter().filter(|(pid, _)| is_of_browser(*pid));
    let largest = of_browser.map(|(_, kib)| *kib).max();
    largest.expect("a process that renders")
}
