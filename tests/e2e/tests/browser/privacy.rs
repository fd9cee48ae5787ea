//! Nothing typed leaves the page: not to another host, not into the address, storage, console,
//! timeline or log, and not onto the disk.

use std::fs;
use std::path::{Path, PathBuf};

use connack_e2e::{Browser, Folder, Options, Practice, Site, flow, net_log};
use serde_json::json;

/// A device secret that is nothing else.
const MARKER: &str = "marker7f3aQm2Kp9Xw4ZtLs8Vd";

/// A broker that knows a device with that secret.
fn broker(folder: &Folder) -> Practice {
    let device = json!([{
        "product_key": "a1Marked000",
        "device_name": "marked",
        "device_secret": MARKER,
        "product_secret": "",
    }]);
    let file = folder.write("devices.json", &device.to_string());
    Practice::start_with(&["--devices", file.to_str().unwrap()])
}

/// The marker through every way in but a link, then as far as a message. A link's secret is
/// another test's: the browser itself keeps addresses that were opened.
fn through_everything(browser: &Browser, site: &Site, practice: &Practice) {
    flow::open(browser, site, "en", "compute");
    let certificate = json!({
        "ProductKey": "a1Marked000", "DeviceName": "marked", "DeviceSecret": MARKER,
    });
    browser.set("client-id", &certificate.to_string());
    browser.shows("#out-username", "marked&a1Marked000");
    browser.type_into("device-secret", "wrong");
    browser.type_into("device-secret", MARKER);
    browser.click("button[aria-controls=device-secret]");
    browser.appears("#device-secret[type=text]");
    browser.click("button[aria-controls=device-secret]");
    browser.appears("#device-secret[type=password]");
    browser.choose("secure-mode", "3");
    browser.type_into("instance", &practice.websocket_url);
    flow::go(browser, "about");
    flow::go(browser, "connect");
    browser.click("#connect");
    browser.phase("online");
    let topic = "/a1Marked000/marked/user/get";
    flow::subscribe(browser, topic, "1");
    flow::publish(browser, topic, "1", "a message");
    flow::receives(browser, topic, "a message");
    browser.click("#disconnect");
    browser.phase("closed");
    flow::go(browser, "compute");
    browser.type_into("device-secret", "wrong again");
    flow::go(browser, "connect");
    browser.click("#connect");
    browser.phase("refused");
    browser.click("#language");
    flow::choose_theme(browser, "dark");
    flow::go(browser, "compute");
    browser.type_into("device-secret", MARKER);
    browser.click("#language");
}

/// Every place where a page leaves something, as text by its name.
fn traces(browser: &Browser) -> Vec<(String, String)> {
    let traces = browser.script(
        "const databases = (await indexedDB.databases()).map(({ name }) => name);
         const caches_ = 'caches' in window ? await caches.keys() : [];
         return Object.entries({
             address: location.href,
             history: JSON.stringify(history.state),
             localStorage: JSON.stringify({ ...localStorage }),
             sessionStorage: JSON.stringify({ ...sessionStorage }),
             databases: JSON.stringify(databases),
             caches: JSON.stringify(caches_),
             cookies: document.cookie,
             title: document.title,
             name: window.name,
             page: document.documentElement.outerHTML,
         });",
        json!([]),
    );
    let traces = traces.as_array().unwrap().iter();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    traces
        .map(|pair| (text(&pair[0]), text(&pair[1])))
        .collect()
}

#[test]
fn a_secret_is_nowhere() {
    let folder = Folder::new("devices");
    let (site, practice, browser) = (
        Site::dist(),
        broker(&folder),
        Browser::start_with(&Options::default()),
    );
    through_everything(&browser, &site, &practice);
    let password = browser.text("#out-password").unwrap();
    assert_eq!(password.len(), 64);
    for (place, text) in traces(&browser) {
        assert!(!text.contains(MARKER), "the secret is in {place}: {text}");
        if place != "page" {
            assert!(!text.contains(&password), "the password is in {place}");
        }
    }
    flow::go(&browser, "connect");
    let timeline = browser.text("#timeline").unwrap();
    assert!(timeline.contains("password=[redacted]"), "{timeline}");
    for (place, text) in [
        ("timeline", timeline),
        ("console", browser.console().join("\n")),
        ("the broker's log", practice.log().join("\n")),
        ("the host's log", site.requests().join("\n")),
    ] {
        assert!(
            !text.contains(MARKER),
            "the secret is in the {place}: {text}"
        );
        assert!(
            !text.contains(&password),
            "the password is in the {place}: {text}"
        );
    }
    let stored = browser.read("Object.keys(localStorage)");
    assert_eq!(stored, json!(["connack-theme"]));

    let profile = browser.end_and_keep_profile();
    let mut files = Vec::new();
    below(profile.path(), &mut files);
    assert!(files.len() > 20, "an empty profile shows nothing");
    for file in files {
        let content = fs::read(&file).unwrap_or_default();
        let marked = content
            .windows(MARKER.len())
            .any(|part| part == MARKER.as_bytes());
        assert!(!marked, "the secret is in {}", file.display());
    }
}

fn below(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            below(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// Requests that a page of this machine made, or that the browser made because of it, to another
/// host than these.
fn strangers(profile: &Folder, own: &[&str]) -> Vec<net_log::Request> {
    let requests = net_log::requests(profile);
    assert!(
        own.iter()
            .all(|own| requests.iter().any(|request| request.authority() == *own)),
        "the log does not even have {own:?}"
    );
    requests
        .into_iter()
        .filter(|request| !own.contains(&request.authority()))
        // A password manager that takes the page for a login asks whether the secret has leaked.
        .filter(|request| request.is_of("127.0.0.1") || request.url.contains("passwordsleakcheck"))
        .collect()
}

fn logged() -> Browser {
    Browser::start_with(&Options {
        net_log: true,
        ..Options::default()
    })
}

#[test]
fn no_request_to_another_host() {
    let folder = Folder::new("devices");
    let (site, practice, browser) = (Site::dist(), broker(&folder), logged());
    through_everything(&browser, &site, &practice);
    flow::go(&browser, "about");
    browser.appears("#trust[data-requests='0']");
    browser.reload();
    browser.appears("#main");
    let profile = browser.end_and_keep_profile();
    let broker = practice
        .websocket_url
        .trim_start_matches("ws://")
        .trim_end_matches("/mqtt");
    assert_eq!(strangers(&profile, &[site.authority(), broker]), []);
}

/// The test above can fail: a request to another host is seen in the same way.
#[test]
fn a_request_to_another_host_would_be_seen() {
    let elsewhere = Site::elsewhere("127.0.0.2", &[("hello", "hello")]);
    let site = Site::dist_with(&[("open.html", "<!doctype html><title>open</title>")]);
    let browser = logged();
    browser.open(&site.at("open.html"));
    browser.script("await fetch(arguments[0]);", json!([elsewhere.at("hello")]));
    let profile = browser.end_and_keep_profile();
    let strangers = strangers(&profile, &[site.authority()]);
    assert_eq!(strangers.len(), 1);
    assert_eq!(strangers[0].url, elsewhere.at("hello"));
}

#[test]
fn the_console_is_empty() {
    let (site, practice, browser) = (Site::dist(), Practice::start(), Browser::start());
    for page in ["index.html", "any-broker.html"] {
        browser.open(&site.at(&format!("{page}?lang=en#/compute")));
        browser.appears("#main");
        flow::connect_practice_device(&browser, &practice);
        browser.click("#disconnect");
        browser.phase("closed");
        flow::go(&browser, "about");
        browser.click("#forget");
        browser.appears("#forgotten");
    }
    assert_eq!(browser.console_of_readers(), Vec::<String>::new());
    browser.read("console.warn('a word')");
    assert_eq!(browser.console().len(), 1, "the console is not heard");
}
