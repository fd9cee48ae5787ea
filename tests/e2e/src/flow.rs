//! Courses that several tests take through the page.

use crate::browser::Browser;
use crate::practice::Practice;
use crate::site::Site;

/// Opens a page of the site in a language: `compute`, `connect` or `about`.
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
    go(browser, "compute");
    browser.click("#try-it");
    browser.shows("#out-username", "practice&a1Practice0");
    // The page knows the port that a serving task tells it; this host told it none.
    browser.type_into("instance", &practice.websocket_url);
    browser.shows("#out-websocket-url", &practice.websocket_url);
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
