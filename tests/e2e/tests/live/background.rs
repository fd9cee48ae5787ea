//! A page that nobody looks at, slowed down as browsers do: its connection stays up.

use std::time::{Duration, Instant};

use connack_e2e::{Browser, Mosquitto, Options, Publisher, Site, flow, full};

use crate::check_pings;

const TOPIC: &str = "background";

/// Counts the page's timers and every moment in which it can be seen.
const WATCH: &str = "(window.ticks = 0, setInterval(() => window.ticks++, 10), window.seen = 0,
    document.addEventListener('visibilitychange', () => { if (!document.hidden) seen++ }), true)";

#[test]
fn a_hidden_page_stays_connected() {
    let (hidden_for, keep_alive_s) = if full() {
        (Duration::from_secs(600), 60)
    } else {
        (Duration::from_secs(22), 10)
    };
    let options = Options {
        slow_when_hidden: true,
        ..Options::default()
    };
    let (site, broker, browser) = (
        Site::dist(),
        Mosquitto::open(),
        Browser::start_with(&options),
    );
    flow::open(&browser, &site, "en", "compute");
    flow::connect_at(&browser, &broker.websocket_url, keep_alive_s);
    let start = Instant::now();
    flow::subscribe(&browser, TOPIC, "0");
    browser.cover();
    browser.wait("a hidden page", || {
        (browser.read("document.hidden") == true).then_some(())
    });
    browser.read(WATCH);
    let hidden = Instant::now();
    browser.wait_for(
        hidden_for + Duration::from_secs(60),
        "the time to pass",
        || (hidden.elapsed() >= hidden_for).then_some(()),
    );

    let ticks = browser.read("ticks").as_f64().unwrap();
    let per_second = ticks / hidden.elapsed().as_secs_f64();
    assert!(
        per_second < 3.0,
        "{per_second} ticks a second: not slowed down"
    );
    assert_eq!(
        browser.read("[document.hidden, seen]"),
        serde_json::json!([true, 0])
    );
    browser.phase("online");
    check_pings(&browser, start.elapsed(), keep_alive_s);
    assert_eq!(browser.texts("#timeline > li[data-event=connect]").len(), 1);
    println!(
        "hidden for {} s, {per_second:.2} timers a second of 100",
        hidden_for.as_secs()
    );
    // It hears, too.
    Publisher::log_in(broker.mqtt_port, "caller", "", "")
        .at_once(TOPIC, [b"still there?".to_vec()]);
    flow::received(&browser, 1);
    assert_eq!(browser.read("document.hidden"), true);
}
