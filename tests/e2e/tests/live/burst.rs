//! A burst from a real broker into the page, its list in view: nothing freezes, nothing is lost,
//! nothing grows.

use std::time::{Duration, Instant};

use connack_e2e::{Browser, Mosquitto, Publisher, Site, flow, full};

use crate::{alone, check_pings};

const TOPIC: &str = "burst/200-bytes";
const KEEP_ALIVE_S: u16 = 10;
/// Here each message comes with QoS 1.
const TOPIC_1: &str = "burst/qos-1";
const AT_ONCE: u64 = 10_000;
/// Far more than the timeline has lines.
const AT_QOS_1: u64 = 2_000;
const SPREAD: u64 = 100_000;
const SPREAD_OVER: Duration = Duration::from_secs(5);
/// What the page keeps unless told otherwise.
const RING: u64 = 50_000;
/// How much further rounds may add to a page whose ring is full.
const GROWTH_MB: f64 = 24.0;

#[test]
fn a_burst_freezes_nothing_and_every_message_counts() {
    let _alone = alone();
    let (site, broker, browser) = (Site::dist(), Mosquitto::open(), Browser::start());
    flow::open(&browser, &site, "en", "compute");
    flow::connect_at(&browser, &broker.websocket_url, KEEP_ALIVE_S);
    let start = Instant::now();
    flow::subscribe(&browser, TOPIC, "0");
    browser.read("document.querySelector('#messages').parentElement.scrollIntoView()");
    browser.watch_long_tasks();

    let mut publisher = Publisher::log_in(broker.mqtt_port, "burst", "", "");
    let (mut all, mut rounds, mut memory) = (0, Vec::new(), Vec::new());
    for _ in 0..if full() { 8 } else { 2 } {
        browser.long_tasks();
        publisher.at_once(TOPIC, numbered(all, AT_ONCE));
        all += AT_ONCE;
        flow::received(&browser, all);
        let spread: Vec<_> = numbered(all, SPREAD).collect();
        publisher.over(SPREAD_OVER, TOPIC, &spread);
        all += SPREAD;
        let (shown, dropped) = flow::received(&browser, all);
        assert_eq!((shown, dropped), (RING, all - RING));
        assert_eq!(browser.read("document.visibilityState"), "visible");
        let newest = "#messages > li:last-child[data-bytes='200'] pre";
        browser.shows(newest, &text(all - 1));
        rounds.push(browser.long_tasks());
        memory.push(browser.memory());
        println!(
            "{all} messages; tasks over 50 ms: {:?}; {}",
            rounds.last(),
            memory[memory.len() - 1]
        );
    }
    check_pings(&browser, start.elapsed(), KEEP_ALIVE_S);
    browser.phase("online");
    // A task is as long as the machine makes it wait: what is ours comes again each time.
    // Two rounds beside other tests are too few to ask for one without any.
    let long_ms = if full() { 50.0 } else { 150.0 };
    let is_calm = |round: &Vec<f64>| round.iter().all(|ms| *ms <= long_ms);
    assert!(rounds.iter().any(is_calm), "{rounds:?}");
    // The ring was full after the first round.
    let (first, last) = (memory[0], memory[memory.len() - 1]);
    assert!(last.heap_mb < first.heap_mb + GROWTH_MB, "{memory:?}");
    assert!(last.process_mb < first.process_mb + GROWTH_MB, "{memory:?}");

    // What acknowledges a message is no line of the timeline either.
    flow::subscribe(&browser, TOPIC_1, "1");
    let lines = || browser.texts("#timeline > li").len();
    let before = lines();
    publisher.acknowledged(TOPIC_1, numbered(all, AT_QOS_1));
    flow::received(&browser, all + AT_QOS_1);
    assert!(lines() < before + 20, "{before} lines, then {}", lines());
    assert_eq!(browser.texts("#timeline > li[data-event=connect]").len(), 1);
}

/// 200 bytes that begin with their number.
fn text(number: u64) -> String {
    format!("{number:.<200}")
}

fn numbered(first: u64, count: u64) -> impl Iterator<Item = Vec<u8>> {
    (first..first + count).map(|number| text(number).into_bytes())
}
