//! The messages of Connect, sent by a client that we did not write through a broker that we did not
//! write: filter, one message in full, topics, chart, files.

mod files;
mod place;

use std::fs;
use std::path::{Path, PathBuf};

use connack_e2e::keys::{ENTER, ESCAPE, RIGHT, UP};
use connack_e2e::python::Paho;
use connack_e2e::{Browser, Folder, Mosquitto, Site, flow};
use serde_json::json;

/// A page that is online at a mosquitto, and a client beside it.
struct Bench {
    browser: Browser,
    paho: Paho,
    _site: Site,
    mosquitto: Mosquitto,
}

impl Bench {
    fn start(language: &str) -> Self {
        let (site, mosquitto, browser) = (Site::dist(), Mosquitto::open(), Browser::start());
        flow::open(&browser, &site, language, "compute");
        flow::connect_at(&browser, &mosquitto.websocket_url, 60);
        let paho = Paho::log_in(mosquitto.mqtt_port, "beside", "", "");
        assert_eq!(paho.connack(), 0);
        Self {
            browser,
            paho,
            _site: site,
            mosquitto,
        }
    }

    /// Has the other client send, and waits until the page has counted it.
    #[track_caller]
    fn send(&mut self, messages: &[(&str, &[u8])]) {
        let before = self.received();
        for (topic, payload) in messages {
            self.paho.publish(topic, 1, payload);
        }
        let now = before + messages.len() as u64;
        self.browser
            .wait("all messages", || (self.received() == now).then_some(()));
    }

    fn received(&self) -> u64 {
        let count = self.browser.attribute("#messages", "data-received");
        count.unwrap().parse().unwrap()
    }

    #[track_caller]
    fn shows_rows(&self, expected: &[&str]) {
        let css = "#messages > li pre";
        self.browser.wait(&format!("the rows {expected:?}"), || {
            (self.browser.texts(css) == expected).then_some(())
        });
    }
}

/// Where the browser puts downloads from here on.
fn downloads(browser: &Browser) -> Folder {
    let folder = Folder::new("downloads");
    browser.devtools(
        "Browser.setDownloadBehavior",
        &json!({ "behavior": "allow", "downloadPath": folder.path() }),
    );
    folder
}

/// The one finished file of a folder.
#[track_caller]
fn downloaded(browser: &Browser, folder: &Path, ending: &str) -> PathBuf {
    browser.wait(&format!("a file *{ending}"), || {
        let files = fs::read_dir(folder).unwrap();
        let mut paths = files.map(|file| file.unwrap().path());
        paths.find(|path| path.to_str().is_some_and(|path| path.ends_with(ending)))
    })
}

#[test]
fn the_filter_counts_as_one_types() {
    let mut bench = Bench::start("en");
    flow::subscribe(&bench.browser, "#", "1");
    bench.send(&[
        ("plant/a/temperature", b"21.5"),
        ("plant/b/temperature", b"30"),
        ("plant/b/door", b"Open"),
    ]);
    let browser = &bench.browser;
    browser.shows("#counters", "3 received · 3 shown · 0 no longer kept");
    browser.type_into("filter-text", "open");
    bench.shows_rows(&["Open"]);
    browser.shows("#counters", "3 received · 1 shown · 0 no longer kept");
    browser.choose("filter-kind", "regex");
    browser.type_into("filter-text", "^[0-9.]+$");
    bench.shows_rows(&["21.5", "30"]);
    browser.type_into("filter-text", "[");
    browser.appears("#filter-text[aria-invalid=true]");
    let said = browser.text("#filter-text-said").unwrap();
    assert!(said.starts_with("not a regular expression: "), "{said}");
    bench.shows_rows(&["21.5", "30"]);
    browser.press(ESCAPE);
    browser.appears("#filter-text[aria-invalid=false]");
    assert_eq!(browser.value("filter-text"), "");
    browser.type_into("filter-topic", "plant/+/temperature");
    bench.shows_rows(&["21.5", "30"]);
    browser.type_into("filter-topic", "plant/#/temperature");
    browser.appears("#filter-topic[aria-invalid=true]");
    browser.type_into("filter-topic", "plant/b/#");
    bench.shows_rows(&["30", "Open"]);
    browser.choose("filter-direction", "sent");
    bench.shows_rows(&[]);
    flow::publish(browser, "plant/b/door", "1", "shut");
    bench.shows_rows(&["shut"]);
    browser.choose("filter-direction", "both");
    browser.wait("sent and received", || {
        (browser.texts("#messages > li pre") == ["30", "Open", "shut", "shut"]).then_some(())
    });
    browser.shows(
        "#counters",
        "4 received · 1 sent · 4 shown · 0 no longer kept",
    );
    // The mark of the subscription is a letter too.
    let mark = browser.text("#messages > li .subscription-mark");
    assert_eq!(mark, browser.text("#subscriptions > li .subscription-mark"));
    assert_eq!(mark.as_deref(), Some("A"));
    browser.click("#messages");
    browser.press("/");
    assert_eq!(browser.read("document.activeElement.id"), "filter-text");
    browser.press("/");
    assert_eq!(browser.value("filter-text"), "/");
}

#[test]
fn the_capacity_is_kept_to() {
    let mut bench = Bench::start("zh");
    flow::subscribe(&bench.browser, "#", "1");
    bench.send(&[("t", b"1"), ("t", b"2"), ("t", b"3")]);
    let browser = &bench.browser;
    browser.click("#files summary");
    browser.type_into("capacity-messages", "none");
    browser.press(ENTER);
    browser.appears("#capacity-messages[aria-invalid=true]");
    bench.shows_rows(&["1", "2", "3"]);
    browser.type_into("capacity-messages", "2");
    browser.press(ENTER);
    bench.shows_rows(&["2", "3"]);
    browser.shows("#counters", "收到 3 · 显示 2 · 未保留 1");
}

#[test]
fn a_message_in_full() {
    let mut bench = Bench::start("en");
    flow::subscribe(&bench.browser, "#", "1");
    bench.send(&[
        ("设备/温度", br#"{"id":1,"params":{"t":20.50}}"#),
        ("other", &[0xff, 0x00, b'A']),
        ("设备/温度", br#"{"id":2,"params":{"t":20.50}}"#),
    ]);
    let browser = &bench.browser;
    browser.click("#messages > li:last-child");
    browser.appears("#messages > li:last-child[aria-selected=true]");
    browser.shows("#detail-topic", "设备/温度");
    browser.shows("#detail-payload", r#"{"id":2,"params":{"t":20.50}}"#);
    browser.click("#detail-json");
    browser.appears("#detail-payload details[open] details[open]");
    // As it was spelled.
    let folded = browser.text("#detail-payload").unwrap();
    assert!(folded.contains("\"t\": 20.50"), "{folded}");
    browser.click("#detail-base64");
    browser.shows(
        "#detail-payload",
        "eyJpZCI6MiwicGFyYW1zIjp7InQiOjIwLjUwfX0=",
    );
    let removed = browser.text("#difference del").unwrap();
    let added = browser.text("#difference ins").unwrap();
    assert_eq!(removed, "removed: −   \"id\": 1,");
    assert_eq!(added, "added: +   \"id\": 2,");
    // The keyboard goes on from there.
    browser.read("document.getElementById('messages').focus()");
    browser.press(UP);
    browser.shows("#detail-topic", "other");
    browser.click("#detail-text");
    browser.appears("#detail-fell-back");
    let dump = browser.text("#detail-payload").unwrap();
    assert!(dump.starts_with("00000000  ff 00 41"), "{dump}");
    browser.shows(
        "#difference",
        "No earlier message of this topic and direction is kept.",
    );
    browser.press(ESCAPE);
    browser.disappears("#detail");
}

/// Every byte arrives, and can be had again: by its digest, and as a file.
#[test]
fn payloads_are_unharmed() {
    let mut bench = Bench::start("en");
    flow::subscribe(&bench.browser, "#", "1");
    let all: Vec<u8> = (0..=255).collect();
    let payloads: [(&str, Vec<u8>); 5] = [
        ("all/bytes", all),
        ("no/bytes", Vec::new()),
        ("not/utf-8", b"ab\xc3(\xff\xfe".to_vec()),
        ("产品/设备/用户 上报", "温度：21.5 ℃ 😀".as_bytes().to_vec()),
        ("256/KB", flow::pattern(256 << 10)),
    ];
    let folder = downloads(&bench.browser);
    for (topic, payload) in &payloads {
        bench.send(&[(topic, payload)]);
        let browser = &bench.browser;
        browser.click("#messages > li:last-child");
        browser.shows("#detail-topic", topic);
        browser.shows("#detail-sha256", &flow::sha256(payload));
        let size = payload.len().to_string();
        browser.appears(&format!("#detail-size[data-bytes='{size}']"));
        let number = browser.attribute("#detail", "data-number").unwrap();
        browser.click("#detail-download");
        let ending = format!("payload-{number}.bin");
        let file = downloaded(browser, folder.path(), &ending);
        browser.wait("the whole file", || {
            (fs::read(&file).unwrap() == *payload).then_some(())
        });
    }
    // The last page of what is long.
    let browser = &bench.browser;
    browser.click("#detail-hex");
    browser.click("#page-later");
    browser.appears("#page-earlier:not([disabled])");
    let dump = browser.text("#detail-payload").unwrap();
    assert!(dump.starts_with("00002000  "), "{}", &dump[..20]);
}

#[test]
fn topics_as_a_tree() {
    let mut bench = Bench::start("en");
    flow::subscribe(&bench.browser, "#", "1");
    bench.send(&[
        ("/plant/a/t", b"1"),
        ("/plant/a/t", b"2"),
        ("/plant/b", b"door"),
        ("hall", b"x"),
    ]);
    let browser = &bench.browser;
    browser.click("#topics-toggle");
    browser.appears("#topics > li[data-topic='/plant/a/t'][aria-level='4'][data-messages='2']");
    browser.shows("#topics > li[data-topic='/plant/a/t'] .last", "2");
    browser.click("#topics > li[data-topic='/plant/a'] .topic-node");
    assert_eq!(browser.value("filter-topic"), "/plant/a/#");
    bench.shows_rows(&["1", "2"]);
    browser.click("#topics > li[data-topic='/plant'] .fold");
    browser.disappears("#topics > li[data-topic='/plant/a/t']");
    browser.appears("#topics > li[data-topic='/plant'][aria-expanded=false][data-messages='3']");
    browser.click("#topics > li[data-topic='/plant'] .topic-node");
    bench.shows_rows(&["1", "2", "door"]);
    browser.press(RIGHT);
    browser.appears("#topics > li[data-topic='/plant'][aria-expanded=true]");
    browser.click("#topics > li[data-topic='/plant/b'] .topic-node");
    browser.click("#publish-there");
    assert_eq!(browser.value("publish-topic"), "/plant/b");
    browser.click("#all-topics");
    assert_eq!(browser.value("filter-topic"), "");
    bench.shows_rows(&["1", "2", "door", "x"]);
}

#[test]
fn a_field_as_a_chart() {
    let mut bench = Bench::start("en");
    flow::subscribe(&bench.browser, "#", "1");
    bench.send(&[
        ("t", br#"{"params":{"humid":40,"temp":20.5}}"#),
        ("t", br#"{"params":{"humid":50,"temp":-3}}"#),
        ("t", b"no number"),
        ("t", br#"{"params":{"temp":7.25}}"#),
    ]);
    bench.browser.click("#messages > li:last-child");
    bench.browser.click("#chart-topic");
    bench.browser.shows("#chart-last", "50");
    bench.browser.choose("chart-field", "/params/temp");
    for (fact, value) in [("last", "7.25"), ("min", "-3"), ("max", "20.5")] {
        bench.browser.shows(&format!("#chart-{fact}"), value);
    }
    let label = bench.browser.attribute("#chart svg", "aria-label");
    let said = "3 values, smallest -3, largest 20.5, last 7.25";
    assert_eq!(label.as_deref(), Some(said));
    bench.browser.click("#chart-pause");
    bench.send(&[("t", br#"{"params":{"temp":9}}"#)]);
    bench.browser.shows("#chart-last", "7.25");
    bench.browser.click("#chart-pause");
    bench.browser.shows("#chart-last", "9");
    bench.browser.click("#chart-clear");
    bench.browser.disappears("#chart-facts");
    bench.send(&[("t", br#"{"params":{"temp":1}}"#)]);
    bench.browser.appears("#chart-facts[data-points='1']");
}
