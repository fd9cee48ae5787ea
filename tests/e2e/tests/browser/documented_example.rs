//! Compute: the vendor's worked example by every way into the form, and what the page keeps and
//! forgets. Source: vendor help topics 73742 and 63656.

use connack_e2e::{Browser, Site, flow};
use serde_json::json;

const HOST: &str = "pk.iot-as-mqtt.cn-shanghai.aliyuncs.com";
const PASSWORD: &str = "fafd82a3d602b37fb0fa8b7892f24a477f851a14";

/// The outputs of the worked example, by id.
const OUTPUTS: [(&str, &str); 7] = [
    ("out-host", HOST),
    ("out-port", "1883"),
    (
        "out-websocket-url",
        "ws://pk.iot-as-mqtt.cn-shanghai.aliyuncs.com:443/",
    ),
    (
        "out-mqtt-client-id",
        "12345|securemode=3,signmethod=hmacsha1,timestamp=789|",
    ),
    ("out-username", "device&pk"),
    ("out-password", PASSWORD),
    (
        "out-signing-content",
        "clientId12345deviceNamedeviceproductKeypktimestamp789",
    ),
];

fn opened(language: &str) -> (Site, Browser) {
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, language, "compute");
    (site, browser)
}

#[track_caller]
fn check_outputs(browser: &Browser) {
    for (id, expected) in OUTPUTS {
        browser.shows(&format!("#{id}"), expected);
        // What is seen is the value too, and it is seen.
        let seen = browser.script(
            "const found = document.getElementById(arguments[0]);
             return found.checkVisibility({ visibilityProperty: true, opacityProperty: true }) ? found.innerText : null;",
            json!([id]),
        );
        assert_eq!(seen, expected, "{id}");
    }
}

fn type_identity(browser: &Browser) {
    browser.type_into("product-key", "pk");
    browser.type_into("device-name", "device");
    browser.type_into("device-secret", "secret");
}

fn type_example(browser: &Browser) {
    type_identity(browser);
    browser.type_into("client-id", "12345");
    browser.choose("sign-method", "hmacsha1");
    browser.choose("secure-mode", "3");
    browser.type_into("timestamp", "789");
}

#[test]
fn typed_in_both_languages() {
    let (site, browser) = opened("en");
    type_example(&browser);
    check_outputs(&browser);
    let filled = browser.attribute("#device-secret", "type");
    assert_eq!(filled.as_deref(), Some("password"));
    flow::open(&browser, &site, "zh", "compute");
    browser.reload();
    browser.appears("html[lang='zh-CN']");
    browser.shows("#product-key", "");
    type_example(&browser);
    check_outputs(&browser);
}

#[test]
fn by_its_button_and_back() {
    let (_site, browser) = opened("en");
    browser.type_into("product-key", "mine");
    browser.click("#example");
    check_outputs(&browser);
    browser.click("#undo");
    browser.wait("what was typed", || {
        (browser.value("product-key") == "mine").then_some(())
    });
    assert_eq!(browser.value("device-secret"), "");
}

#[test]
fn by_a_link_without_its_secret() {
    let (site, browser) = (Site::dist(), Browser::start());
    let link = "?lang=en#/compute?productKey=pk&deviceName=device&clientId=12345&signMethod=hmacsha1&secureMode=3&timestamp=789&region=cn-shanghai&deviceSecret=marker-in-a-link";
    browser.open(&site.at(link));
    browser.appears("#secret-in-link");
    assert_eq!(browser.value("device-secret"), "");
    browser.wait("an address without the secret", || {
        let address = browser.read("location.href + JSON.stringify(history.state)");
        (!address.to_string().contains("marker")).then_some(())
    });
    assert!(
        browser
            .read("location.hash")
            .to_string()
            .contains("productKey=pk")
    );
    let seen = browser
        .read("document.documentElement.outerHTML")
        .to_string();
    assert!(!seen.contains("marker-in-a-link"));
    browser.type_into("device-secret", "secret");
    check_outputs(&browser);
    assert!(
        site.requests()
            .iter()
            .all(|request| !request.contains("marker")),
        "{:?}",
        site.requests()
    );
}

#[test]
fn by_a_link_with_another_region_and_an_instance() {
    let (site, browser) = (Site::dist(), Browser::start());
    browser.open(&site.at("?lang=en#/compute?productKey=pk&deviceName=device&region=us-west-1"));
    browser.shows("#out-host", "pk.iot-as-mqtt.us-west-1.aliyuncs.com");
    browser.open(&site.at("?lang=en#/compute?instance=iot-06z00abc"));
    browser.shows("#out-host", "iot-06z00abc.mqtt.iothub.aliyuncs.com");
    browser.shows(
        "#out-websocket-url",
        "wss://iot-06z00abc.mqtt.iothub.aliyuncs.com:443/mqtt",
    );
}

#[test]
fn a_certificate_in_any_identity_field() {
    let (_site, browser) = opened("en");
    let json = r#"{"ProductKey":"pk","DeviceName":"device","DeviceSecret":"secret"}"#;
    let check = |way: &str| {
        browser.appears("#filled");
        for (id, value) in [
            ("product-key", "pk"),
            ("device-name", "device"),
            ("device-secret", "secret"),
            ("client-id", ""),
        ] {
            assert_eq!(browser.value(id), value, "{id} by {way}");
        }
        browser.shows("#out-username", "device&pk");
        browser.click("#forget");
        browser.shows("#out-username", "");
    };
    for id in ["product-key", "device-name", "device-secret", "client-id"] {
        browser.set(id, json);
        check(id);
        let taken = browser.script(
            "const data = new DataTransfer();
             data.setData('text/plain', arguments[1]);
             const paste = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
             return !document.getElementById(arguments[0]).dispatchEvent(paste);",
            json!([id, json]),
        );
        assert_eq!(taken, true, "the field would get the text as well");
        check("a paste");
    }
}

#[test]
fn the_consoles_parameters_in_a_field() {
    let (_site, browser) = opened("zh");
    browser.type_into("device-secret", "secret");
    let parameters = json!({
        "clientId": "12345|securemode=3,signmethod=hmacsha1,timestamp=789|",
        "username": "device&pk",
        "passwd": PASSWORD,
        "mqttHostUrl": HOST,
        "port": 1883,
    });
    browser.set("product-key", &parameters.to_string());
    check_outputs(&browser);
}

#[test]
fn an_empty_client_id_and_none_at_all() {
    let (_site, browser) = opened("en");
    type_identity(&browser);
    browser.shows(
        "#out-mqtt-client-id",
        "pk.device|securemode=2,signmethod=hmacsha256|",
    );
    browser.shows(
        "#out-signing-content",
        "clientIdpk.devicedeviceNamedeviceproductKeypk",
    );
    browser.click("#client-id-none");
    browser.shows(
        "#out-mqtt-client-id",
        "|securemode=2,signmethod=hmacsha256|",
    );
    browser.shows(
        "#out-signing-content",
        "clientIddeviceNamedeviceproductKeypk",
    );
    assert_eq!(
        browser.read("document.getElementById('client-id').disabled"),
        true
    );
}

#[test]
fn language_theme_and_route_keep_what_was_typed() {
    let (site, browser) = opened("en");
    type_example(&browser);
    browser.click("#language");
    browser.appears("html[lang='zh-CN']");
    assert!(
        browser
            .read("location.search")
            .to_string()
            .contains("lang=zh")
    );
    check_outputs(&browser);
    for theme in ["dark", "light"] {
        flow::choose_theme(&browser, theme);
        browser.appears(&format!("html[data-theme={theme}]"));
    }
    flow::choose_theme(&browser, "dark");
    flow::go(&browser, "about");
    flow::go(&browser, "connect");
    assert_eq!(
        browser.value("broker-url"),
        "ws://pk.iot-as-mqtt.cn-shanghai.aliyuncs.com:443/"
    );
    flow::go(&browser, "compute");
    check_outputs(&browser);
    assert_eq!(browser.value("device-secret"), "secret");
    // The theme alone outlives the page.
    browser.reload();
    browser.appears("html[data-theme=dark][lang='zh-CN']");
    browser.shows("#out-password", "");
    assert_eq!(browser.value("device-secret"), "");
    drop(site);
}

#[test]
fn forgetting_leaves_nothing() {
    let (_site, browser) = opened("en");
    type_example(&browser);
    flow::choose_theme(&browser, "dark");
    flow::go(&browser, "connect");
    browser.type_into("publish-payload", "some text");
    flow::go(&browser, "compute");
    browser.click("#forget");
    browser.appears("#forgotten");
    for id in [
        "product-key",
        "device-name",
        "device-secret",
        "client-id",
        "timestamp",
    ] {
        assert_eq!(browser.value(id), "", "{id}");
    }
    for (id, _) in OUTPUTS {
        browser.shows(&format!("#{id}"), "");
    }
    assert_eq!(
        browser.read("Object.entries(localStorage).filter(([, value]) => value !== 'auto')"),
        json!([])
    );
    assert_eq!(browser.read("location.search + location.hash"), "");
    flow::go(&browser, "connect");
    assert_eq!(browser.value("publish-payload"), "");
    assert_eq!(browser.value("broker-url"), "");
}
