//! What goes wrong on a connection ends in a phase and in a named cause, and nothing else breaks.

use std::net::TcpStream;
use std::time::{Duration, Instant};

use connack_e2e::fault::{self, Fault};
use connack_e2e::{Browser, Practice, Site, flow, free_port};

/// On Connect with the practice device's credentials and this URL; Connect is pressed.
#[track_caller]
fn connecting_to(url: &str) -> (Site, Browser) {
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, "en", "compute");
    browser.click("#try-it");
    flow::go(&browser, "connect");
    browser.type_into("broker-url", url);
    browser.click("#connect");
    (site, browser)
}

/// The causes that the timeline names, oldest first.
#[track_caller]
fn causes(browser: &Browser) -> Vec<String> {
    let codes = browser.read(
        "[...document.querySelectorAll('#timeline > li[data-code]')].map((item) => item.dataset.code)",
    );
    let codes = codes.as_array().unwrap().iter();
    codes
        .map(|code| code.as_str().unwrap().to_owned())
        .collect()
}

/// The connection ends `closed` with exactly this cause, once, and can be tried again.
#[track_caller]
fn check(behave: fn(TcpStream), cause: &str) {
    let fault = Fault::start(behave);
    let (_site, browser) = connecting_to(&fault.websocket_url());
    browser.appears(&format!("#timeline > li[data-code={cause}] .cause"));
    browser.phase("closed");
    browser.appears("#timeline > li[data-event=socket-closed]");
    assert_eq!(causes(&browser), [cause]);
    assert_eq!(fault.connections(), 1, "tried again by itself");
    browser.click("#connect");
    browser.wait("the same again", || {
        (causes(&browser) == [cause, cause]).then_some(())
    });
    browser.phase("closed");
    assert_eq!(fault.connections(), 2);
}

#[test]
fn a_wrong_secret() {
    let (site, practice, browser) = (Site::dist(), Practice::start(), Browser::start());
    flow::refused(&browser, &site, &practice);
    browser.appears("#timeline > li[data-event=connack][data-code=refused-credentials]");
    browser.appears("#timeline > li[data-event=socket-closed]");
    assert_eq!(causes(&browser), ["refused-credentials"]);

    // Mended, it connects, and the cause of the first refusal stays to be read.
    flow::go(&browser, "compute");
    browser.type_into("device-secret", "practice-device-secret");
    flow::go(&browser, "connect");
    browser.click("#connect");
    browser.phase("online");
    assert_eq!(causes(&browser), ["refused-credentials"]);
}

#[test]
fn nothing_listens() {
    let (_site, browser) = connecting_to(&format!("ws://127.0.0.1:{}/mqtt", free_port()));
    browser.phase("closed");
    browser.appears("#timeline > li[data-event=socket-closed][data-code=transport-unreachable]");
    assert_eq!(causes(&browser), ["transport-unreachable"]);
}

/// As a person empties a field first, and as tools do it: nothing comes back between.
#[test]
fn a_url_typed_into_the_emptied_field() {
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, "en", "compute");
    browser.click("#try-it");
    flow::go(&browser, "connect");
    browser.type_into("broker-url", "");
    browser.type_at_end("broker-url", "ws://localhost:1/");
    assert_eq!(browser.value("broker-url"), "ws://localhost:1/");
}

#[test]
fn another_protocol() {
    check(fault::not_a_websocket, "transport-unreachable");
}

#[test]
fn closed_after_connect() {
    check(fault::close_after_connect, "transport-closed");
}

#[test]
fn garbage() {
    check(fault::garbage, "transport-malformed");
}

#[test]
fn a_text_message() {
    check(fault::text_message, "transport-malformed");
}

#[test]
fn a_broken_publish() {
    check(fault::broken_publish, "transport-malformed");
}

#[test]
fn no_subprotocol() {
    let fault = Fault::start(fault::no_subprotocol);
    let (_site, browser) = connecting_to(&fault.websocket_url());
    browser.phase("closed");
    browser.appears("#timeline > li[data-code]");
    assert_eq!(causes(&browser).len(), 1);
}

/// Neither an open socket nor CONNACK is waited for longer than 10 s.
#[track_caller]
fn check_time_out(behave: fn(TcpStream)) {
    let fault = Fault::start(behave);
    let start = Instant::now();
    let (_site, browser) = connecting_to(&fault.websocket_url());
    browser.phase("closed");
    browser.appears("#timeline > li[data-event=timed-out][data-code=transport-timeout]");
    let at = browser
        .text("#timeline > li[data-event=timed-out] .at")
        .unwrap();
    let at_ms: u64 = at.trim_end_matches(" ms").parse().unwrap();
    assert!((10_000..13_000).contains(&at_ms), "{at}");
    assert!(start.elapsed() >= Duration::from_secs(10));
    assert_eq!(causes(&browser), ["transport-timeout"]);
    assert_eq!(fault.connections(), 1, "tried again by itself");
}

#[test]
fn no_connack() {
    check_time_out(fault::no_connack);
}

#[test]
fn no_handshake() {
    check_time_out(fault::mute);
}

#[test]
fn single_bytes_are_well() {
    let fault = Fault::start(fault::byte_by_byte);
    let (_site, browser) = connecting_to(&fault.websocket_url());
    browser.phase("online");
    flow::receives(&browser, "/t", "温!");
    assert_eq!(causes(&browser), Vec::<String>::new());
    browser.click("#disconnect");
    browser.phase("closed");
}
