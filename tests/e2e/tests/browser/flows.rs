//! The further ways in: each opens by its address, computes what Python computed, can be used by
//! keyboard and is judged by axe-core, in both languages; and those that a page can take to the end.

mod cases;

use cases::CASES;
use connack_e2e::keys::{ENTER, LEFT};
use connack_e2e::{Browser, Practice, Site, axe, flow};

/// What is wrong with the page as it stands.
fn judged(browser: &Browser, view: &str) -> Vec<String> {
    let mut wrong = axe::violations(browser);
    let over =
        browser.read("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    if over != 0 {
        wrong.push(format!("scrolls sideways by {over} px"));
    }
    wrong.iter().map(|what| format!("{view}: {what}")).collect()
}

#[track_caller]
fn check_every_way(language: &str, (size, theme): ((u32, u32), &str)) {
    let (site, browser) = (Site::dist(), Browser::start());
    browser.resize(size);
    flow::open(&browser, &site, language, "compute");
    flow::choose_theme(&browser, theme);
    let mut wrong = Vec::new();
    for case in &CASES {
        let way = case.way;
        flow::open(&browser, &site, language, &format!("compute/{way}"));
        browser.appears(&format!(
            ".ways a[href='#/compute/{way}'][aria-current=page]"
        ));
        browser.appears("#flow-about");
        let title = browser.text("#must-send-title").unwrap();
        let chinese = title
            .chars()
            .any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        assert_eq!(chinese, language == "zh", "{title}");
        for (id, value) in case.fields {
            browser.appears(&format!("#{id}"));
            browser.set(id, value);
        }
        for (id, value) in case.choices {
            browser.choose(id, value);
        }
        for (id, expected) in case.outputs {
            browser.shows(&format!("#{id}"), expected);
        }
        wrong.extend(judged(&browser, way));
    }
    assert_eq!(wrong, Vec::<String>::new());
    // Chromium notes at debug level that a password field stands in no form: there is none to send.
    let console = browser.console_of_readers();
    let told = console
        .iter()
        .filter(|line| !line.contains("not contained in a form"));
    assert_eq!(told.collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn every_way_in_in_english() {
    check_every_way("en", ((1440, 900), "light"));
}

#[test]
fn every_way_in_in_chinese() {
    check_every_way("zh", ((360, 740), "dark"));
}

#[test]
fn what_is_typed_stays_where_it_is_typed_and_is_computes_too() {
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, "en", "compute/https-auth");
    browser.appears("#product-key");
    browser.type_into("product-key", "pk");
    browser.type_into("device-name", "device");
    browser.shows(
        "#out-signing-content",
        "clientIdpk.devicedeviceNamedeviceproductKeypk",
    );
    browser.appears("#device-name:focus");
    // In the middle of a value the caret stays.
    for key in [LEFT, "X", "Y"] {
        browser.press(key);
    }
    browser.shows(
        "#out-signing-content",
        "clientIdpk.devicXYedeviceNamedevicXYeproductKeypk",
    );
    browser.type_into("product-key", "p&k");
    browser.appears("#product-key[aria-invalid=true]");
    assert!(
        browser
            .text("#product-key-said")
            .unwrap()
            .contains("separator")
    );
    browser.type_into("product-key", "pk");
    browser.click(".ways a[href='#/compute']");
    browser.shows("#out-username", "devicXYe&pk");
    browser.click(".ways a[href='#/compute/psk']");
    browser.appears("#psk-timestamp");
    assert_eq!(browser.value("device-name"), "devicXYe");
}

#[test]
fn the_keyboard_reaches_all_of_it() {
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, "en", "compute");
    browser.click("#example");
    browser.tab_to(".ways a[href='#/compute/register-https']");
    browser.press(ENTER);
    browser.appears("#product-secret");
    for css in [
        "#flow-practice",
        "#product-key",
        "#device-name",
        "#product-secret",
        "#random",
        "#random-new",
        "#sign-method",
        "#region",
        "#instance",
        "#flow-send",
        "#flow-answer",
    ] {
        browser.tab_to(css);
    }
    browser.tab_to("#random-new");
    browser.press(ENTER);
    let first = browser.wait("a random text", || {
        Some(browser.value("random")).filter(|text| text.len() == 16)
    });
    browser.press(ENTER);
    browser.wait("another one", || {
        Some(browser.value("random")).filter(|text| text.len() == 16 && *text != first)
    });
}

const GRANT: &str = r#"{"code":200,"data":{"iotId":"id-of-ours","iotToken":"token-of-ours",
 "resources":{"mqtt":{"host":"public.iot-as-mqtt.cn-shanghai.aliyuncs.com","port":1883}}}}"#;

#[track_caller]
fn check_answers(language: &str, until: &str, refused: &str) {
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, language, "compute");
    browser.click("#example");
    browser.choose("secure-mode", "2");
    browser.click(".ways a[href='#/compute/https-auth']");
    browser.appears("#flow-answer");
    browser.set("flow-answer", r#"{"code":5001,"message":"?"}"#);
    browser.appears("#flow-refused");
    let said = browser.text("#flow-refused").unwrap();
    assert!(said.contains(refused), "{said}");
    browser.set("flow-answer", GRANT);
    browser.shows("#out-username", "id-of-ours");
    assert!(browser.text("#flow-expiry").unwrap().contains(until));
    assert!(!browser.exists("#out-password"));
    browser.click(".output button[aria-pressed]");
    browser.shows("#out-password", "token-of-ours");
    browser.click("#flow-connect");
    browser.appears("#phase");
    assert_eq!(
        browser.value("broker-url"),
        "wss://public.iot-as-mqtt.cn-shanghai.aliyuncs.com:443/"
    );
    // Typing on Compute leads back to the direct login.
    flow::go(&browser, "compute");
    browser.type_into("timestamp", "7");
    flow::go(&browser, "connect");
    let own = "wss://pk.iot-as-mqtt.cn-shanghai.aliyuncs.com:443/";
    browser.wait("its own URL", || {
        (browser.value("broker-url") == own).then_some(())
    });
    browser.click("#forget");
    browser.open(&site.at("?lang=en#/compute/https-auth"));
    browser.appears("#flow-answer");
    assert_eq!(browser.value("flow-answer"), "");
}

#[test]
fn an_answer_is_read_and_explained_in_english() {
    check_answers("en", "7 days: until 2", "no such device");
}

#[test]
fn an_answer_is_read_and_explained_in_chinese() {
    check_answers("zh", "则至 2", "没有该设备");
}

#[test]
fn a_request_that_the_browser_refuses_is_explained() {
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, "en", "compute/https-auth");
    browser.appears("#product-key");
    browser.set("product-key", "pk");
    browser.set("device-name", "device");
    // Outside the page's own policy: nothing leaves.
    browser.set("instance", "http://127.0.0.2:1");
    browser.shows("#out-url", "http://127.0.0.2:1/auth/devicename");
    browser.click("#flow-send");
    browser.appears("#flow-no-answer");
    let said = browser.text("#flow-no-answer").unwrap();
    assert!(
        said.contains("not even sent") && !said.contains("CORS"),
        "{said}"
    );
}

/// A page with the practice broker beside it, on one of the ways in, its practice device filled in.
#[track_caller]
fn practising(language: &str, way: &str) -> (Practice, Site, Browser) {
    let practice = Practice::start();
    let (site, browser) = (Site::dist_beside(&practice), Browser::start());
    flow::open(&browser, &site, language, &format!("compute/{way}"));
    browser.click("#flow-practice");
    browser.appears("#filled");
    // The page knows the port that a serving task tells it; this host told it none.
    browser.set("instance", &practice.websocket_url);
    (practice, site, browser)
}

#[track_caller]
fn check_authorisation(language: &str) {
    let (practice, site, browser) = practising(language, "https-auth");
    browser.shows("#out-url", &site.at("auth/devicename"));
    browser.click("#flow-send");
    browser.appears("#out-username");
    let answer = browser.value("flow-answer");
    assert!(answer.contains("iotToken"), "{answer}");
    for shape in ["plain", "sdk"] {
        browser.choose("client-id-shape", shape);
        browser.click("#flow-connect");
        browser.appears("#phase");
        assert_eq!(browser.value("broker-url"), practice.websocket_url);
        browser.click("#connect");
        browser.phase("online");
        browser.click("#disconnect");
        browser.phase("closed");
        flow::go(&browser, "compute");
        browser.click(".ways a[href='#/compute/https-auth']");
        browser.appears("#client-id-shape");
    }
    // The same answer, pasted after everything was forgotten.
    browser.click("#forget");
    browser.open(&site.at(&format!("?lang={language}#/compute/https-auth")));
    browser.click("#flow-practice");
    browser.set("instance", &practice.websocket_url);
    browser.set("flow-answer", &answer);
    browser.click("#flow-connect");
    browser.appears("#phase");
    browser.click("#connect");
    browser.phase("online");
}

#[test]
fn from_https_authorisation_to_online_in_english() {
    check_authorisation("en");
}

#[test]
fn from_https_authorisation_to_online_in_chinese() {
    check_authorisation("zh");
}

#[test]
fn from_registration_to_online_with_the_issued_secret() {
    let (_practice, _site, browser) = practising("en", "register-https");
    browser.click("#flow-send");
    browser.appears("#flow-load");
    let url = browser.value("instance");
    browser.click("#flow-load");
    browser.wait("the issued secret", || {
        (!browser.value("device-name").is_empty()).then_some(())
    });
    browser.click(".ways a[href='#/compute']");
    browser.shows("#out-username", "practice-new&a1Practice0");
    browser.shows("#out-websocket-url", &url);
    flow::go(&browser, "connect");
    browser.click("#connect");
    browser.phase("online");
}
