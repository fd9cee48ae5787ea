//! Typing beside a large text: the main thread is never busy for longer than 50 ms. A program of its
//! own, so that no other browser competes for the processor while it measures.

#![allow(
    clippy::unwrap_used,
    reason = "everything here is a test, its own parts included"
)]

use connack_e2e::{Browser, Site, flow};

const CLAIM: &str = "clientId=12345|securemode=3,signmethod=hmacsha1,timestamp=789|
username=device&pk
password=0000000000000000000000000000000000000000
";

#[test]
fn a_large_text_stops_nobodys_typing() {
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, "en", "verify");
    browser.appears("#verdict[data-verdict=none]");
    let line = "2026-11-23 12:00:00 DEBUG heap 12345 free, nothing to see here at all\n";
    let text = format!("{}{CLAIM}", line.repeat(1_000_000 / line.len()));
    browser.set("claim-text", &text);
    browser.appears("#verdict[data-verdict=incomplete]");
    browser.appears("#held");
    browser.watch_long_tasks();
    // A task is as long as the machine makes it wait: what is ours comes again each time.
    let mut rounds = Vec::new();
    for secret in ["abcd", "efgh", "ijkl"] {
        browser.long_tasks();
        browser.type_into("claim-secret", secret);
        browser.type_at_end("claim-text", "typing");
        browser.appears("#verdict[data-verdict=unexplained]");
        rounds.push(browser.long_tasks());
    }
    assert!(rounds.iter().any(Vec::is_empty), "{rounds:?}");
}
