//! The page and its Connect module are two programs in one document.

use connack_e2e::{Browser, Site, flow};
use serde_json::Value;

/// Both number their listeners from 1, so sooner or later two elements have the same number.
#[test]
fn what_is_pressed_on_connect_is_not_heard_by_the_page() {
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, "en", "connect");
    browser.appears("#phase");
    let number = browser.read(
        "document.getElementById('clean-session').__yew_listener_id
            = document.getElementById('forget').__yew_listener_id",
    );
    assert_ne!(number, Value::Null, "listeners are numbered in another way");
    browser.click("#clean-session");
    flow::choose_theme(&browser, "dark");
    assert!(!browser.exists("#forgotten"), "the page forgot everything");
}
