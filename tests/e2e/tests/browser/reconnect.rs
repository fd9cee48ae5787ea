//! A connection that is lost comes back by itself; what is changed meanwhile counts; a refusal ends
//! it. MQTT 5.0, which is chosen.

use connack_e2e::{Browser, Mosquitto, Practice, Site, flow, free_port};

/// Online as the practice device, and then the broker goes away.
#[track_caller]
fn waiting(browser: &Browser, site: &Site) -> (u16, u16) {
    let practice = Practice::start();
    let ports = practice.ports();
    flow::open(browser, site, "en", "compute");
    flow::connect_practice_device(browser, &practice);
    drop(practice);
    browser.phase("reconnecting");
    ports
}

/// Ends the wait for the next try, if it has not ended by itself.
#[track_caller]
fn try_now(browser: &Browser) {
    browser.read("document.getElementById('try-now')?.click()");
}

#[test]
fn reconnect_counts_down_and_comes_back() {
    let (site, browser) = (Site::dist(), Browser::start());
    let ports = waiting(&browser, &site);
    // It ticks, and no screen reader is made to read each second.
    let mut seen = Vec::new();
    browser.wait("two readings of the countdown", || {
        seen.extend(browser.text("#next-try").filter(|text| text.contains(" s")));
        seen.dedup();
        (seen.len() > 1).then_some(())
    });
    assert_eq!(
        browser.attribute("#next-try", "aria-live").as_deref(),
        Some("off")
    );
    let _practice = Practice::start_at(ports);
    browser.wait("online again", || {
        try_now(&browser);
        (browser.attribute("#phase", "data-phase")? == "online").then_some(())
    });
    assert!(!browser.exists("#next-try"));
}

#[test]
fn reconnect_takes_what_was_changed_and_stops_when_refused() {
    let (site, browser) = (Site::dist(), Browser::start());
    let ports = waiting(&browser, &site);
    flow::go(&browser, "compute");
    browser.type_into("device-secret", "another");
    flow::go(&browser, "connect");
    browser.appears("#timeline > li[data-event=credentials-changed]");
    let practice = Practice::start_at(ports);
    browser.wait("an answer of the broker", || {
        try_now(&browser);
        (browser.attribute("#phase", "data-phase")? == "refused").then_some(())
    });
    browser.appears("#timeline > li[data-code=refused-credentials]");
    browser.appears("#timeline > li[data-event=reconnect-stopped]");
    assert!(!browser.exists("#try-now"));
    assert!(practice.log().iter().any(|line| line.contains("refused")));
}

#[test]
fn reconnect_policies() {
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, "en", "compute");
    browser.click("#try-it");
    flow::go(&browser, "connect");
    browser.type_into(
        "broker-url",
        &format!("ws://127.0.0.1:{}/mqtt", free_port()),
    );
    browser.click("#connect");
    browser.phase("closed");
    browser.click("#options > summary");
    browser.choose("retry", "always");
    browser.click("#connect");
    browser.phase("reconnecting");
    // The right address counts from the next try on.
    let practice = Practice::start();
    browser.set("broker-url", &practice.websocket_url);
    browser.appears("#timeline > li[data-event=credentials-changed]");
    browser.wait("online", || {
        try_now(&browser);
        (browser.attribute("#phase", "data-phase")? == "online").then_some(())
    });
    browser.click("#disconnect");
    browser.phase("closed");
    browser.choose("retry", "never");
    browser.click("#connect");
    browser.phase("online");
    drop(practice);
    browser.phase("closed");
}

/// MQTT 5.0 is chosen, and the page knows it from the broker.
#[track_caller]
fn connect_with_5(browser: &Browser) {
    browser.click("#options > summary");
    browser.choose("mqtt-version", "5.0");
    browser.click("#connect");
    browser.phase("online");
    let topic = "/a1Practice0/practice/user/get";
    flow::subscribe(browser, topic, "1");
    flow::publish(browser, topic, "1", "five");
    flow::receives(browser, topic, "five");
}

#[test]
fn version_5_with_the_practice_broker() {
    let (site, practice, browser) = (Site::dist(), Practice::start(), Browser::start());
    flow::open(&browser, &site, "en", "compute");
    flow::take_practice_device(&browser, &practice);
    flow::go(&browser, "connect");
    connect_with_5(&browser);
    browser.click("#disconnect");
    browser.phase("closed");
    // It refuses by reason codes, which are named like the return codes that mean the same.
    flow::go(&browser, "compute");
    browser.type_into("device-secret", "not-the-secret");
    flow::go(&browser, "connect");
    browser.click("#connect");
    browser.phase("refused");
    browser.appears("#timeline > li[data-event=connack][data-code=refused-credentials]");
}

#[test]
fn version_5_with_mosquitto() {
    let mosquitto = Mosquitto::start("someone", "a-password");
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, "en", "connect");
    browser.choose("connection-source", "typed");
    browser.type_into("broker-url", &mosquitto.websocket_url);
    browser.type_into("typed-client-id", "five");
    browser.type_into("typed-username", "someone");
    browser.type_into("typed-password", "a-password");
    connect_with_5(&browser);
    browser.wait("a client of 5.0 in the broker's log", || {
        let log = mosquitto.log();
        log.iter()
            .any(|line| line.contains("as five (p5"))
            .then_some(())
    });
    browser.click("#disconnect");
    browser.phase("closed");
    // A reason code is named like the return code that means the same.
    browser.type_into("typed-password", "wrong");
    browser.click("#connect");
    browser.phase("refused");
    browser.appears("#timeline > li[data-event=connack][data-code=refused-credentials]");
}

#[test]
fn version_5_asks_before_the_platform() {
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, "en", "compute");
    browser.click("#try-it");
    flow::go(&browser, "connect");
    browser.click("#options > summary");
    browser.choose("mqtt-version", "5.0");
    let host = "a1Practice0.iot-as-mqtt.cn-shanghai.aliyuncs.com";
    browser.type_into("broker-url", &format!("wss://{host}:443/"));
    browser.click("#connect");
    browser.appears("#ask");
    let said = browser.text("#ask").unwrap();
    assert!(said.contains("without return"), "{said}");
    browser.click("#ask-no");
    browser.disappears("#ask");
    assert_eq!(browser.texts("#timeline > li").len(), 0);
}
