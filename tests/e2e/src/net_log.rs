//! What a browser's net log says: every request, and on whose behalf it was made.

use std::fs;

use serde_json::Value;

use crate::folder::Folder;

/// A request as the browser's network stack started it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Where to.
    pub url: String,
    /// The origin that asked for it; `not an origin` for the browser's own.
    pub initiator: String,
    /// The site on whose behalf it was made, also when the browser itself asked.
    pub site: String,
}

impl Request {
    /// `host:port` of the URL.
    pub fn authority(&self) -> &str {
        let rest = self.url.split_once("://").map_or("", |(_, rest)| rest);
        rest.split(['/', '?', '#']).next().unwrap_or_default()
    }

    /// Whether a page of `host` is behind it.
    pub fn is_of(&self, host: &str) -> bool {
        self.initiator.contains(host) || self.site.contains(host)
    }
}

/// All requests in the net log of a profile.
pub fn requests(profile: &Folder) -> Vec<Request> {
    let log = fs::read_to_string(profile.path().join("net-log.json")).expect("a net log");
    // A browser that ended in a hurry leaves the list open.
    let log: Value = serde_json::from_str(&log)
        .or_else(|_| serde_json::from_str(&format!("{}]}}", log.trim_end().trim_end_matches(','))))
        .expect("a net log");
    let started = &log["constants"]["logEventTypes"]["URL_REQUEST_START_JOB"];
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let events = log["events"].as_array().expect("events").iter();
    events
        .filter(|event| event["type"] == *started && event["params"]["url"].is_string())
        .map(|event| &event["params"])
        .map(|params| Request {
            url: text(&params["url"]),
            initiator: text(&params["initiator"]),
            site: text(&params["network_isolation_key"]),
        })
        .collect()
}
