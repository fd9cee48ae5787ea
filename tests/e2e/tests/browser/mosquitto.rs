//! A broker that we did not write: the page and a real mosquitto over WebSocket. Its password is
//! computed by Python, so that the page's signer does not judge itself.

use connack_e2e::{Browser, Mosquitto, Site, flow, python};

#[test]
fn sends_itself_messages() {
    let (product_key, device_name, secret) = ("a1RealBroker", "thermometer_7", "the-real-secret");
    let password = python::password(
        "hmacsha256",
        secret,
        &[
            ("clientId", "a1RealBroker.thermometer_7"),
            ("deviceName", device_name),
            ("productKey", product_key),
        ],
    );
    let mosquitto = Mosquitto::start("thermometer_7&a1RealBroker", &password);
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, "en", "compute");
    browser.type_into("product-key", product_key);
    browser.type_into("device-name", device_name);
    browser.type_into("device-secret", secret);
    browser.choose("secure-mode", "3");
    browser.type_into("instance", &mosquitto.websocket_url);
    browser.shows("#out-password", &password);
    flow::go(&browser, "connect");
    browser.click("#connect");
    browser.phase("online");
    flow::echo_at_each_qos(&browser);
    for event in ["puback", "pubrec", "pubrel", "pubcomp"] {
        browser.appears(&format!("#timeline > li[data-event={event}]"));
    }
    browser.click("#disconnect");
    browser.phase("closed");

    flow::go(&browser, "compute");
    browser.type_into("device-secret", "another secret");
    flow::go(&browser, "connect");
    browser.click("#connect");
    browser.phase("refused");
    browser.appears("#timeline > li[data-code=refused-credentials]");
    let log = mosquitto.log().join("\n");
    assert!(!log.contains("the-real-secret"), "{log}");
}
