//! The broker of the JavaScript world, which we did not write either, and the page over WebSocket.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use connack_e2e::{Aedes, Browser, Publisher, Site, flow};

#[test]
fn sends_itself_messages_and_hears_others() {
    let (site, broker, browser) = (Site::dist(), Aedes::start(), Browser::start());
    flow::open(&browser, &site, "en", "compute");
    flow::connect_at(&browser, &broker.websocket_url, 60);
    flow::echo_at_each_qos(&browser);
    let mut other = Publisher::log_in(broker.mqtt_port, "other", "", "");
    other.at_once("plain/0", [b"from elsewhere".to_vec()]);
    flow::receives(&browser, "plain/0", "from elsewhere");
    browser.click("#disconnect");
    browser.phase("closed");
}

/// What a person pastes, of any size, is sent and heard again, whole. (A mosquitto 2.0 hands a
/// WebSocket 40 KB a second.)
#[test]
fn five_megabytes_there_and_back() {
    let (site, broker, browser) = (Site::dist(), Aedes::start(), Browser::start());
    let payload = flow::pattern(5 << 20);
    flow::open(&browser, &site, "en", "compute");
    flow::connect_at(&browser, &broker.websocket_url, 60);
    flow::subscribe(&browser, "5/MB", "1");
    browser.choose("publish-form", "base64");
    browser.set("publish-topic", "5/MB");
    browser.set("publish-payload", &STANDARD.encode(&payload));
    browser.choose("publish-qos", "1");
    browser.click("#publish");
    browser.appears("#messages[data-received='1']");
    browser.click("#messages > li");
    browser.shows("#detail-sha256", &flow::sha256(&payload));
}
