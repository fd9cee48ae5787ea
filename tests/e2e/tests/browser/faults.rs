//! Every failure that a connection can meet, injected, and what the page says of it: a code from
//! the set of that failure, as exact as a browser permits. A browser hides why a WebSocket did not
//! open, so all of those have one code.

mod table;

use std::net::TcpStream;

use connack_e2e::fault::{self, Fault};
use connack_e2e::python::SecureSite;
use connack_e2e::{Browser, Options, Site, flow, free_port};
use serde_json::json;

use table::{At, HTTPS, NOT_OPENED, OPENED, Row};

/// A page of the site with the practice device's credentials, on Connect.
fn ready(browser: &Browser, url: &str) {
    browser.open(url);
    browser.appears("#main");
    browser.click("#try-it");
    flow::go(browser, "connect");
    // PINGREQ goes out within a second.
    browser.type_into("keep-alive", "1");
}

/// Presses Connect, and agrees where the page asks before it goes to another machine.
#[track_caller]
fn connect(browser: &Browser, url: &str) {
    browser.set("broker-url", url);
    browser.click("#connect");
    if browser.exists("#ask-yes") {
        browser.click("#ask-yes");
    }
}

/// The codes that the timeline shows, oldest first.
#[track_caller]
fn codes(browser: &Browser) -> Vec<String> {
    let codes = browser.read(
        "[...document.querySelectorAll('#timeline > li[data-code]')].map((item) => item.dataset.code)",
    );
    serde_json::from_value(codes).unwrap()
}

/// Whether a text is in Chinese, and else in English alone.
fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

/// What the newest finding of the timeline says, in the page's language of the moment.
#[track_caller]
fn check_words(browser: &Browser, row: &Row, chinese: bool) {
    let shown = browser.script(
        "const item = [...document.querySelectorAll('#timeline > li[data-code]')].at(-1);
         const texts = (css) => [...item.querySelectorAll(css)].map((found) => found.textContent);
         return { code: item.dataset.code, said: texts('.cause > p') };",
        json!([]),
    );
    let said: Vec<String> = serde_json::from_value(shown["said"].clone()).unwrap();
    assert!(said.len() >= 2, "{}: {said:?}", row.name);
    for text in &said {
        assert_eq!(is_chinese(text), chinese, "{}: {text}", row.name);
    }
    if shown["code"] == "transport-unreachable" {
        let hides = ["the browser hides which", "浏览器不告知原因"][usize::from(chinese)];
        assert!(said[0].contains(hides), "{}: {said:?}", row.name);
    }
}

/// Both languages; the next failure is met in the other one.
#[track_caller]
fn in_both_languages(browser: &Browser, row: &Row) {
    let is_chinese = || browser.read("document.documentElement.lang.startsWith('zh')") == true;
    let first = is_chinese();
    check_words(browser, row, first);
    browser.click("#language");
    browser.wait("the other language", || {
        (is_chinese() != first).then_some(())
    });
    check_words(browser, row, !first);
}

#[track_caller]
fn check(browser: &Browser, row: &Row) {
    let (mut server, mut secure) = (None, None);
    let url = match row.at {
        At::Server(behave) => server.insert(Fault::start(behave)).websocket_url(),
        At::Path(behave, path) => server.insert(Fault::start(behave)).url("ws", path),
        At::Tls(behave) => server.insert(Fault::start(behave)).url("wss", "/mqtt"),
        At::Nobody => format!("ws://127.0.0.1:{}/mqtt", free_port()),
        At::SelfSigned => secure.insert(SecureSite::dist()).websocket_url(),
        At::Url(url) => url.to_owned(),
    };
    let before = codes(browser).len();
    connect(browser, &url);
    let what = format!("a cause named: {}", row.name);
    browser.wait(&what, || (codes(browser).len() > before).then_some(()));
    in_both_languages(browser, row);
    if browser.read("document.getElementById('disconnect').disabled") == false {
        browser.click("#disconnect");
    }
    browser.appears("#phase:is([data-phase=closed], [data-phase=refused])");
    let found = codes(browser).split_off(before);
    for code in &found {
        assert!(
            row.codes.contains(&code.as_str()),
            "{}: {found:?}",
            row.name
        );
    }
    // A server is only a fault if the page went there.
    if let Some(server) = server {
        assert!(server.connections() > 0, "{}: not tried", row.name);
    }
}

/// All of a table, one after another, in one page.
#[track_caller]
fn check_all(rows: &[Row]) {
    let (site, browser) = (Site::dist(), Browser::start());
    ready(&browser, &site.at("?lang=en#/compute"));
    for row in rows {
        check(&browser, row);
    }
}

#[test]
fn faults_before_the_socket_opens() {
    check_all(NOT_OPENED);
}

#[test]
fn faults_after_the_socket_opens() {
    check_all(OPENED);
}

/// The one fault that the page itself names, before anything is tried.
#[test]
fn faults_of_mixed_content() {
    let site = SecureSite::dist();
    let browser = Browser::start_with(&Options {
        any_certificate: true,
        ..Options::default()
    });
    ready(&browser, &site.at("?lang=en#/compute"));
    for row in HTTPS {
        check(&browser, row);
    }
}

/// The server of the other tests is not itself what fails them.
#[test]
fn faults_need_a_fault() {
    let (site, browser) = (Site::dist(), Browser::start());
    ready(&browser, &site.at("?lang=en#/compute"));
    for (behave, path) in [
        (fault::obedient as fn(TcpStream), "/"),
        (fault::only_at_mqtt, "/mqtt"),
    ] {
        let fault = Fault::start(behave);
        connect(&browser, &fault.url("ws", path));
        browser.phase("online");
        browser.appears("#timeline > li[data-event=pingresp]");
        browser.click("#disconnect");
        browser.phase("closed");
        assert_eq!(codes(&browser), Vec::<String>::new());
    }
}
