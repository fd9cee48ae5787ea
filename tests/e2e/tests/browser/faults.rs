//! Every failure that a connection can meet, injected, and what the page says of it: a code from
//! the set of that failure, as exact as a browser permits, and the true cause among the ranked
//! ones. A browser hides why a WebSocket did not open, so all of those have one code.

mod table;

use std::net::TcpStream;

use connack_e2e::fault::{self, Fault};
use connack_e2e::python::SecureSite;
use connack_e2e::{Browser, Options, Site, flow, free_port};
use serde_json::json;

use table::{At, HTTPS, NOT_OPENED, ONLINE, OPENED, Row};

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

/// Ends the connection, or the attempts at one.
#[track_caller]
fn end(browser: &Browser) {
    if browser.read("document.getElementById('disconnect').disabled") == false {
        browser.click("#disconnect");
    }
    browser.appears("#phase:is([data-phase=closed], [data-phase=refused])");
}

/// Gives the page a network, or takes it away.
fn network(browser: &Browser, there: bool) {
    let rate = if there { -1 } else { 0 };
    browser.devtools(
        "Network.emulateNetworkConditions",
        &json!({ "offline": !there, "latency": 0, "downloadThroughput": rate, "uploadThroughput": rate }),
    );
    browser.wait("the page to know of its network", || {
        (browser.read("navigator.onLine") == there).then_some(())
    });
}

/// Whether a text is in Chinese, and else in English alone.
fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

/// The newest finding of the timeline: its code, its words, and its causes, each with its id, its
/// rank and its text.
const NEWEST: &str = "
    const item = [...document.querySelectorAll('#timeline > li[data-code]')].at(-1);
    const texts = (css) => [...item.querySelectorAll(css)].map((found) => found.textContent);
    const causes = [...item.querySelectorAll('ol.causes > li')];
    return {
        code: item.dataset.code,
        said: texts('.cause > p'),
        causes: causes.map((found) => [found.dataset.cause, found.dataset.rank, found.textContent]),
    };";

/// What the newest finding of the timeline says, in the page's language of the moment.
#[track_caller]
fn check_words(browser: &Browser, row: &Row, chinese: bool) {
    let what = format!("causes of {} in this language", row.name);
    let (shown, causes) = browser.wait(&what, || {
        let shown = browser.script(NEWEST, json!([]));
        let causes: Vec<[String; 3]> = serde_json::from_value(shown["causes"].clone()).ok()?;
        let [_, _, text] = causes.first()?;
        (is_chinese(text) == chinese).then_some((shown, causes))
    });
    let said: Vec<String> = serde_json::from_value(shown["said"].clone()).unwrap();
    assert!(said.len() >= 2, "{}: {said:?}", row.name);
    for text in &said {
        assert_eq!(is_chinese(text), chinese, "{}: {text}", row.name);
    }
    if shown["code"] == "transport-unreachable" {
        let hides = ["the browser hides which", "浏览器不告知原因"][usize::from(chinese)];
        assert!(said[0].contains(hides), "{}: {said:?}", row.name);
    }
    for cause in row.causes {
        let is_it = |[id, ..]: &[String; 3]| id == cause;
        assert!(
            causes.iter().any(is_it),
            "{}: no {cause}: {causes:#?}",
            row.name
        );
    }
    let ranks = ["most-likely", "possible", "unlikely"];
    let ranked = |[_, rank, _]: &[String; 3]| ranks.iter().position(|known| known == rank);
    assert_eq!(ranked(&causes[0]), Some(0), "{}: {causes:#?}", row.name);
    assert!(
        causes.is_sorted_by_key(|cause| ranked(cause).unwrap()),
        "{}: {causes:#?}",
        row.name
    );
    // Each says how sure it is, and in this language.
    let words = [
        ["most likely", "possible", "unlikely"],
        ["最可能", "有可能", "可能性小"],
    ][usize::from(chinese)];
    for cause in &causes {
        let [_, _, text] = cause;
        assert_eq!(is_chinese(text), chinese, "{}: {text}", row.name);
        assert!(
            text.contains(words[ranked(cause).unwrap()]),
            "{}: {text}",
            row.name
        );
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
        At::Offline => server.insert(Fault::start(fault::obedient)).websocket_url(),
    };
    let before = codes(browser).len();
    connect(browser, &url);
    if matches!(row.at, At::Offline) {
        browser.phase("online");
        network(browser, false);
    }
    let what = format!("a cause named: {}", row.name);
    browser.wait(&what, || (codes(browser).len() > before).then_some(()));
    in_both_languages(browser, row);
    network(browser, true);
    end(browser);
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

#[test]
fn faults_after_being_online() {
    check_all(ONLINE);
}

/// A further try, made only when it is asked for, names the cause.
#[test]
fn faults_told_apart_by_a_probe() {
    let (site, browser) = (Site::dist(), Browser::start());
    ready(&browser, &site.at("?lang=en#/compute"));
    for (behave, path, probe, cause) in [
        (
            fault::only_at_mqtt as fn(TcpStream),
            "/",
            "other-path",
            "wrong-path",
        ),
        (fault::only_at_mqtt, "/ws", "other-path", "wrong-path"),
        (
            fault::no_subprotocol,
            "/mqtt",
            "without-subprotocol",
            "subprotocol-refused",
        ),
    ] {
        let fault = Fault::start(behave);
        let before = codes(&browser).len();
        connect(&browser, &fault.url("ws", path));
        browser.wait("a cause named", || {
            (codes(&browser).len() > before).then_some(())
        });
        end(&browser);
        let tries = fault.connections();
        let item = "li[data-code=transport-unreachable]";
        let newest = format!("#timeline > {item}:not(:has(~ {item}))");
        let button = format!("{newest} button[data-probe={probe}]");
        browser.click(&button);
        let first = format!("{newest} .causes > li:first-child[data-cause={cause}]");
        browser.appears(&format!("{first}[data-rank=most-likely]"));
        browser.disappears(&button);
        assert_eq!(fault.connections(), tries + 1, "{probe}");
    }
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
