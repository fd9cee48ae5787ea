//! Courses that several tests take through the page.

use sha2::{Digest, Sha256};

use crate::browser::Browser;
use crate::practice::Practice;
use crate::site::Site;

/// Opens a page of the site in a language: `compute`, `compute/psk`, `connect` and the like.
#[track_caller]
pub fn open(browser: &Browser, site: &Site, language: &str, route: &str) {
    browser.open(&site.at(&format!("?lang={language}#/{route}")));
    browser.appears("#main");
}

/// Goes to another page by its link in the header, as a person does.
#[track_caller]
pub fn go(browser: &Browser, route: &str) {
    browser.click(&format!("nav a[href='#/{route}']"));
    browser.appears(&format!("nav a[href='#/{route}'][aria-current='page']"));
    if route == "connect" {
        // Its module may still be on its way.
        browser.appears("#phase");
    }
}

/// From any page: the practice device, by one press, at this broker.
#[track_caller]
pub fn take_practice_device(browser: &Browser, practice: &Practice) {
    take_device_at(browser, &practice.websocket_url);
}

/// From any page: the practice device, whoever listens at this URL.
#[track_caller]
pub fn take_device_at(browser: &Browser, websocket_url: &str) {
    go(browser, "compute");
    browser.click("#try-it");
    browser.shows("#out-username", "practice&a1Practice0");
    // The page knows the port that a serving task tells it; this host told it none.
    browser.type_into("instance", websocket_url);
    browser.shows("#out-websocket-url", websocket_url);
}

/// From nothing: refused as the practice device, for a secret that is not its own.
#[track_caller]
pub fn refused(browser: &Browser, site: &Site, practice: &Practice) {
    open(browser, site, "en", "compute");
    take_practice_device(browser, practice);
    browser.type_into("device-secret", "not-the-secret");
    go(browser, "connect");
    browser.click("#connect");
    browser.phase("refused");
}

/// From any page: online as the practice device.
#[track_caller]
pub fn connect_practice_device(browser: &Browser, practice: &Practice) {
    take_practice_device(browser, practice);
    go(browser, "connect");
    browser.click("#connect");
    browser.phase("online");
}

/// From any page: online where this URL leads, with this keep-alive in seconds.
#[track_caller]
pub fn connect_at(browser: &Browser, websocket_url: &str, keep_alive_s: u16) {
    take_device_at(browser, websocket_url);
    go(browser, "connect");
    browser.type_into("keep-alive", &keep_alive_s.to_string());
    browser.click("#connect");
    browser.phase("online");
}

/// Waits until so many messages were received since the page was loaded; how many are shown and how
/// many were dropped.
#[track_caller]
pub fn received(browser: &Browser, count: u64) -> (u64, u64) {
    browser.appears(&format!("#messages[data-received='{count}']"));
    let number = |name| browser.attribute("#messages", name)?.parse().ok();
    (
        number("data-shown").expect("a number"),
        number("data-dropped").expect("a number"),
    )
}

/// When this happened, as the timeline shows it: ms since the connection was opened.
#[track_caller]
pub fn times_ms(browser: &Browser, event: &str) -> Vec<u64> {
    let times = browser.texts(&format!("#timeline > li[data-event={event}] .at"));
    times
        .iter()
        .map(|time| time.split(' ').next().and_then(|ms| ms.parse().ok()))
        .map(|ms| ms.expect("`N ms`"))
        .collect()
}

/// Subscribes and waits until the broker has granted it.
#[track_caller]
pub fn subscribe(browser: &Browser, topic: &str, qos: &str) {
    let subacks = browser.texts("#timeline [data-event=suback]").len();
    browser.type_into("subscribe-topic", topic);
    browser.choose("subscribe-qos", qos);
    browser.click("#subscribe");
    browser.wait("SUBACK", || {
        (browser.texts("#timeline [data-event=suback]").len() > subacks).then_some(())
    });
}

/// Publishes a text.
#[track_caller]
pub fn publish(browser: &Browser, topic: &str, qos: &str, payload: &str) {
    browser.type_into("publish-topic", topic);
    browser.choose("publish-qos", qos);
    browser.set("publish-payload", payload);
    browser.click("#publish");
}

/// Takes a ready-made set of rules, which subscribes to what they wait for.
#[track_caller]
pub fn follow(browser: &Browser, set: &str, filter: &str) {
    if browser.attribute("#rules", "open").is_none() {
        browser.click("#rules > summary");
    }
    browser.click(&format!("[data-set={set}]"));
    let by_hand = format!("[data-subscribe='{filter}']");
    if browser.exists(&by_hand) {
        browser.click(&by_hand);
    }
    let granted = |topic: &String| topic.contains(filter);
    browser.wait(&format!("{filter} granted"), || {
        let topics = browser.texts("#subscriptions > li[data-state=granted]");
        topics.iter().any(granted).then_some(())
    });
}

/// Waits for the newest received message to have this topic and payload text.
#[track_caller]
pub fn receives(browser: &Browser, topic: &str, payload: &str) {
    let row = format!("#messages > li:last-child[data-topic='{topic}'] pre");
    browser.shows(&row, payload);
}

/// Chooses a theme by the button, which goes round.
#[track_caller]
pub fn choose_theme(browser: &Browser, theme: &str) {
    browser.wait(theme, || {
        let shown = browser.attribute("#theme", "data-theme")?;
        if shown == theme {
            return Some(());
        }
        browser.click("#theme");
        None
    });
}

/// Subscribes at each QoS to a topic, one of which begins with a slash, and hears itself there.
#[track_caller]
pub fn echo_at_each_qos(browser: &Browser) {
    for (topic, qos) in [("plain/0", "0"), ("/with/a/slash/1", "1"), ("two/2", "2")] {
        subscribe(browser, topic, qos);
        let payload = format!("温度 {qos} 😀");
        publish(browser, topic, qos, &payload);
        receives(browser, topic, &payload);
        browser.appears(&format!(
            "#messages > li[data-topic='{topic}'][data-qos='{qos}']"
        ));
    }
}

/// So many bytes of every value.
pub fn pattern(size: usize) -> Vec<u8> {
    (0..size).map(|at| (at * 31 + at / 251) as u8).collect()
}

/// A digest as the page shows it.
pub fn sha256(payload: &[u8]) -> String {
    let digest = Sha256::digest(payload);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
