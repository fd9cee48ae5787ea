//! How many requests this page made to other hosts, as the browser itself counts them.

use wasm_bindgen::JsCast;
use web_sys::{PerformanceResourceTiming, window};

/// Requests to other origins since the page was loaded. WebSockets are not among them.
pub fn to_other_hosts() -> usize {
    let Some(window) = window() else { return 0 };
    let (Some(performance), Ok(origin)) = (window.performance(), window.location().origin()) else {
        return 0;
    };
    performance
        .get_entries_by_type("resource")
        .iter()
        .filter_map(|entry| entry.dyn_into::<PerformanceResourceTiming>().ok())
        .map(|entry| entry.name())
        .filter(|url| {
            !url.starts_with(&origin) && !url.starts_with("blob:") && !url.starts_with("data:")
        })
        .count()
}
