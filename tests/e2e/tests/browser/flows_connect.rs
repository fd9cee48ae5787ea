//! The ways in that run over MQTT, on Connect: a device registers and goes online with what it was
//! given; a gateway takes its sub-device along.

use connack_e2e::keys::ENTER;
use connack_e2e::python::{Paho, password};
use connack_e2e::{Browser, Practice, Site, axe, flow};
use serde_json::json;

const SUB_UPDATE: &str = "/a1PracticeSub0/practice-sub/user/update";

/// Types the credentials of a registration, signed by Python, and connects with them.
fn register(browser: &Browser, practice: &Practice, auth_type: &str, name: &str, secret: &str) {
    let signed = [
        ("deviceName", name),
        ("productKey", "a1Practice0"),
        ("random", "567345"),
    ];
    let sign = password("hmacsha256", secret, &signed);
    let client_id =
        format!("c1|securemode=2,authType={auth_type},random=567345,signmethod=hmacsha256|");
    browser.set("broker-url", &practice.websocket_url);
    browser.choose("connection-source", "typed");
    browser.set("typed-client-id", &client_id);
    browser.set("typed-username", &format!("{name}&a1Practice0"));
    browser.set("typed-password", &sign);
    browser.appears("#registers");
    browser.click("#connect");
}

/// What axe finds on the page as it stands.
#[track_caller]
fn accessible(browser: &Browser) {
    assert_eq!(axe::violations(browser), Vec::<String>::new());
}

/// Whether a text stands anywhere on the page.
fn stands(browser: &Browser, text: &str) -> bool {
    let found = browser.script(
        "return document.body.innerText.includes(arguments[0]);",
        json!([text]),
    );
    found == true
}

fn registers_and_goes_online(language: &str) {
    let (site, practice, browser) = (Site::dist(), Practice::start(), Browser::start());
    flow::open(&browser, &site, language, "connect");
    register(
        &browser,
        &practice,
        "register",
        "practice-new",
        "practice-product-secret",
    );
    browser.appears("#registered[data-kind=secret]");
    accessible(&browser);
    browser.appears("#messages[data-received='1']");
    browser.appears("#messages [data-payload=hidden]");
    browser.click("#registered-reveal");
    browser.appears("#registered-secret[data-shown=true]");
    let secret = browser.text("#registered-secret").unwrap();
    assert!(secret.len() >= 16, "{secret}");
    browser.click("#registered-reveal");
    browser.appears("#registered-secret[data-shown=false]");
    // Among the messages it is shown only when that is asked for.
    browser.click("#messages > li");
    browser.appears("#detail-hidden");
    assert!(!stands(&browser, &secret));
    browser.click("#detail-reveal");
    browser.wait("the payload", || {
        let payload = browser.text("#detail-payload");
        payload.filter(|payload| payload.contains(&secret))
    });
    browser.click("#detail-close");
    // The server ends it; the page neither complains nor tries again.
    browser.appears("#timeline [data-note=register-accepted]");
    browser.appears("#timeline [data-note=register-ended]");
    browser.phase("closed");
    assert!(!browser.exists("#timeline [data-code]:not([data-code=no-subprotocol])"));
    assert!(!browser.exists("#timeline [data-event=reconnecting]"));
    browser.click("#registered-use");
    browser.appears("#registered-next[data-used=true]");
    browser.click("#connect");
    browser.phase("online");
    flow::go(&browser, "compute");
    browser.shows("#out-username", "practice-new&a1Practice0");
    assert_eq!(browser.value("device-secret"), secret);
}

#[test]
fn a_device_registers_and_goes_online_with_its_secret_en() {
    registers_and_goes_online("en");
}

#[test]
fn a_device_registers_and_goes_online_with_its_secret_zh() {
    registers_and_goes_online("zh");
}

#[test]
fn an_unknown_device_gets_a_token_and_goes_online_with_it_by_keys_alone() {
    let (site, practice, browser) = (Site::dist(), Practice::start(), Browser::start());
    flow::open(&browser, &site, "zh", "connect");
    register(
        &browser,
        &practice,
        "regnwl",
        "brand-new",
        "practice-product-secret",
    );
    browser.appears("#registered[data-kind=token]");
    accessible(&browser);
    browser.tab_to("#registered-use");
    browser.press(ENTER);
    browser.appears("#registered-next[data-used=true]");
    browser.phase("closed");
    let client_id = browser.value("typed-client-id");
    assert!(
        client_id.ends_with("|securemode=-2,authType=connwl|"),
        "{client_id}"
    );
    assert!(!browser.exists("#registers"));
    browser.tab_to("#connect");
    browser.press(ENTER);
    browser.phase("online");
}

#[test]
fn a_refused_registration_is_explained_as_one() {
    let (site, practice, browser) = (Site::dist(), Practice::start(), Browser::start());
    for (language, said) in [("en", "product secret"), ("zh", "ProductSecret")] {
        flow::open(&browser, &site, language, "connect");
        register(
            &browser,
            &practice,
            "register",
            "practice-new",
            "not-the-secret",
        );
        browser.phase("refused");
        let item = "#timeline [data-note=register-refused]";
        let explained = browser.wait("the explanation", || browser.text(item));
        assert!(explained.contains("CONNACK 4"), "{explained}");
        assert!(explained.contains(said), "{explained}");
        assert!(!browser.exists("#timeline [data-code=refused-credentials]"));
        accessible(&browser);
    }
}

/// Puts the practice sub-device on the list, with this secret.
fn know_sub_device(browser: &Browser, secret: &str) {
    browser.set("sub-product-key", "a1PracticeSub0");
    browser.set("sub-device-name", "practice-sub");
    browser.set("sub-device-secret", secret);
    browser.click("#sub-add");
    browser.appears("#sub-list > li[data-device-name=practice-sub][data-state=known]");
}

#[test]
fn a_gateway_takes_its_sub_device_along_by_keys_alone() {
    let (site, practice, browser) = (Site::dist(), Practice::start(), Browser::start());
    let mut platform = Paho::log_in(
        practice.mqtt_port,
        "cloud",
        "platform",
        Practice::PLATFORM_PASSWORD,
    );
    assert_eq!(platform.connack(), 0);
    platform.subscribe(SUB_UPDATE, 1);
    flow::open(&browser, &site, "en", "compute");
    flow::connect_practice_device(&browser, &practice);
    browser.tab_to("#sub-devices > summary");
    browser.press(ENTER);
    browser.tab_to("#sub-product-key");
    browser.type_here("a1PracticeSub0");
    browser.tab_to("#sub-device-name");
    browser.type_here("practice-sub");
    browser.tab_to("#sub-device-secret");
    browser.type_here("practice-sub-secret");
    for (button, state) in [
        ("#sub-add", "known"),
        ("#sub-0-topo-add", "added"),
        ("#sub-0-login", "online"),
    ] {
        browser.tab_to(button);
        browser.press(ENTER);
        browser.appears(&format!("#sub-list > li[data-state={state}]"));
    }
    browser.appears("#sub-list .sub-answer[data-outcome=answered][data-latency]");
    accessible(&browser);
    assert!(!stands(&browser, "practice-sub-secret"));
    // Its topics are offered, and what is published there is the sub-device's.
    let offered = format!("#publish-topics option[value='{SUB_UPDATE}']");
    assert!(browser.exists(&offered));
    flow::publish(&browser, SUB_UPDATE, "1", "from the sub-device");
    platform.receives(SUB_UPDATE, 1, b"from the sub-device");
    browser.tab_to("#sub-0-logout");
    browser.press(ENTER);
    browser.appears("#sub-list > li[data-state=added]");
    assert!(!browser.exists(&offered));
    // All at once.
    browser.click("#sub-login-all");
    browser.appears("#sub-list > li[data-state=online]");
    // The gateway goes, and its sub-device with it.
    browser.click("#disconnect");
    browser.phase("closed");
    browser.appears("#sub-list > li[data-state=added]");
}

#[test]
fn a_refused_sub_device_is_told_why() {
    let (site, practice, browser) = (Site::dist(), Practice::start(), Browser::start());
    for (language, no_topology, signature) in [
        ("en", "topology", "signature"),
        ("zh", "拓扑关系", "签名校验失败"),
    ] {
        flow::open(&browser, &site, language, "compute");
        flow::connect_practice_device(&browser, &practice);
        browser.click("#sub-devices > summary");
        know_sub_device(&browser, "practice-sub-secret");
        browser.click("#sub-0-login");
        browser.appears("#sub-list > li[data-state=refused] .sub-answer[data-code='6401']");
        let said = browser.text("#sub-list .sub-answer").unwrap();
        assert!(said.contains(no_topology), "{said}");
        know_sub_device(&browser, "not-its-secret");
        browser.click("#sub-1-topo-add");
        browser.appears("#sub-list > li[data-state=refused] .sub-answer[data-code='401']");
        let said = browser.text("#sub-list .sub-answer").unwrap();
        assert!(said.contains(signature), "{said}");
        accessible(&browser);
    }
}
