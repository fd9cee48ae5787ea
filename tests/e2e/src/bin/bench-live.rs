//! Messages a second, of the page with its list shown and of mqtt.js that only counts:
//! `cargo xtask bench live` runs this, and says by which variables everything is found.

#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a program for people: it talks, and stops where something is missing"
)]

use std::fs;
use std::path::Path;

use connack_e2e::blast::{Blast, COUNT, TOPIC};
use connack_e2e::{Browser, Needed, Site, flow, needed};
use serde_json::json;

/// Alternating, so that a machine that slows down slows down both.
const ROUNDS: usize = 5;
/// How many times mqtt.js the page is expected to be.
const EXPECTED: f64 = 5.0;

/// Notes when the page has counted them all.
const WATCH: &str = "
    const [list, count] = [document.querySelector('#messages'), String(arguments[0])];
    new MutationObserver(() => {
        if (list.dataset.received === count) window.doneMs ??= Date.now();
    }).observe(list, { attributes: true });";

fn main() {
    let (blast, ours, browser) = (Blast::start(), Site::dist(), Browser::start());
    let peer = Site::elsewhere("127.0.0.1", &peer_files());
    let mut rounds = Vec::new();
    println!("{COUNT} messages of 200 bytes, QoS 0, 500 a frame; messages a second\n");
    println!(
        "{:>14}{:>14}{:>10}{:>16}",
        "page", "mqtt.js", "ratio", "(socket alone)"
    );
    for _ in 0..ROUNDS {
        let page = page(&browser, &ours, &blast);
        let mqtt_js = peer_page(&browser, &peer, &blast, "count", COUNT);
        let socket = peer_page(&browser, &peer, &blast, "limit", blast.bytes);
        let ratio = page / mqtt_js;
        println!("{page:>14.0}{mqtt_js:>14.0}{ratio:>9.1}×{socket:>16.0}");
        rounds.push([page, mqtt_js]);
    }
    let best = |who: usize| rounds.iter().map(|round| round[who]).fold(0.0, f64::max);
    let (page, mqtt_js) = (best(0), best(1));
    let ratio = page / mqtt_js;
    let verdict = if ratio >= EXPECTED { "met" } else { "missed" };
    println!(
        "{page:>14.0}{mqtt_js:>14.0}{ratio:>9.1}×  the best of each; {EXPECTED}× is {verdict}"
    );
}

fn page(browser: &Browser, site: &Site, blast: &Blast) -> f64 {
    flow::open(browser, site, "en", "compute");
    flow::connect_at(browser, &blast.websocket_url, 60);
    browser.read("document.querySelector('#messages').parentElement.scrollIntoView()");
    browser.script(WATCH, json!([COUNT]));
    browser.type_into("subscribe-topic", TOPIC);
    browser.click("#subscribe");
    let per_second = per_second(browser, blast);
    browser.appears("#messages > li");
    assert_eq!(browser.read("document.visibilityState"), "visible");
    browser.click("#disconnect");
    browser.phase("closed");
    per_second
}

/// `all`: of what the contestant counts.
fn peer_page(browser: &Browser, site: &Site, blast: &Blast, contestant: &str, all: u64) -> f64 {
    browser.open(&site.at("live.html"));
    let start = format!("{contestant}(...arguments);");
    browser.script(&start, json!([blast.websocket_url, TOPIC, all]));
    per_second(browser, blast)
}

fn per_second(browser: &Browser, blast: &Blast) -> f64 {
    let start_ms = blast.started_ms();
    let done_ms = browser.wait("all messages", || browser.read("window.doneMs").as_f64());
    COUNT as f64 / (done_ms - start_ms) * 1_000.0
}

fn peer_files() -> [(&'static str, &'static str); 3] {
    let read = |path: &Path| -> &'static str {
        let text = fs::read_to_string(path);
        text.unwrap_or_else(|error| panic!("{}: {error}", path.display()))
            .leak()
    };
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("../bench");
    let modules = needed(Needed::BenchModules);
    [
        ("live.html", read(&ours.join("live.html"))),
        ("live.js", read(&ours.join("live.js"))),
        ("mqtt.js", read(&modules.join("mqtt/dist/mqtt.min.js"))),
    ]
}
