//! The broker of the JavaScript world, which we did not write either, and the page over WebSocket.

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
