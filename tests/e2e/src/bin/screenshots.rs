//! Pictures of every page for people to look at: `cargo run -p connack-e2e --bin screenshots --
//! FOLDER`, with the same variables as the tests.

#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a program for people: it talks, and stops where something is missing"
)]

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use connack_e2e::{Browser, Practice, Site, flow};

const SIZES: [(u32, u32); 2] = [(1440, 900), (360, 740)];

fn main() {
    let folder = PathBuf::from(env::args_os().nth(1).expect("the folder for the pictures"));
    fs::create_dir_all(&folder).expect("a folder for the pictures");
    let (site, practice) = (Site::dist(), Practice::start());
    for language in ["en", "zh"] {
        let browser = Browser::start();
        flow::open(&browser, &site, language, "compute");
        shots(&browser, &folder, "compute-empty", language);
        shortcuts(&browser, &folder, language);
        browser.click("#example");
        shots(&browser, &folder, "compute-filled", language);
        browser.click("#use-in > summary");
        browser.appears("#use-target");
        browser.choose("use-target", "paho-python");
        browser.click("#use-password");
        browser.appears("#use-notes [data-kind=warn]");
        shots(&browser, &folder, "compute-use-in", language);
        browser.type_into("client-id", "a|b");
        browser.type_into("device-name", "${YourDeviceName}");
        shots(&browser, &folder, "compute-problems", language);
        ways(&browser, &site, &folder, language);
        flow::go(&browser, "about");
        shots(&browser, &folder, "about", language);
        flow::go(&browser, "verify");
        browser.appears("#verdict[data-verdict=none]");
        shots(&browser, &folder, "verify-empty", language);
        browser.click("#examples button:nth-child(2)");
        browser.appears("#verdict[data-verdict=wrong]");
        shots(&browser, &folder, "verify-wrong", language);
        browser.click("#case-file");
        browser.appears("#case-text");
        shots(&browser, &folder, "verify-case-file", language);
        flow::connect_practice_device(&browser, &practice);
        let topic = "/a1Practice0/practice/user/get";
        flow::subscribe(&browser, topic, "1");
        flow::subscribe(&browser, "/ext/ntp/a1Practice0/practice/response", "0");
        for payload in ["{\"温度\":21.5}", "hello", "second line\nthird line"] {
            flow::publish(&browser, topic, "1", payload);
            flow::receives(&browser, topic, payload);
        }
        shots(&browser, &folder, "connect-online", language);
        for payload in [
            "{\"id\":1,\"params\":{\"t\":21.5}}",
            "{\"id\":2,\"params\":{\"t\":20.25}}",
        ] {
            flow::publish(&browser, topic, "1", payload);
            flow::receives(&browser, topic, payload);
        }
        browser.click("#messages > li:last-child");
        browser.click("#detail-json");
        browser.click("#chart-topic");
        browser.click("#topics-toggle");
        browser.click("#files summary");
        browser.appears("#chart-values");
        shots(&browser, &folder, "connect-messages", language);
        tools(&browser, &folder, language);
        browser.click("#disconnect");
        browser.phase("closed");
        flow::go(&browser, "compute");
        browser.type_into("device-secret", "another-secret");
        flow::go(&browser, "connect");
        browser.click("#connect");
        browser.phase("refused");
        shots(&browser, &folder, "connect-refused", language);
        profiles(&browser, &folder, language);
    }
}

/// The further ways in, with something in each.
fn ways(browser: &Browser, site: &Site, folder: &Path, language: &str) {
    let open = |way: &str| {
        flow::open(browser, site, language, &format!("compute/{way}"));
        browser.appears("#flow > .flow-shown");
    };
    open("register-https");
    shots(browser, folder, "way-empty", language);
    browser.click("#flow-practice");
    browser.appears("#filled");
    shots(browser, folder, "way-register-https", language);
    open("https-auth");
    browser.set(
        "flow-answer",
        r#"{"code":200,"data":{"iotId":"id","iotToken":"token","resources":{"mqtt":{"host":"public.iot-as-mqtt.cn-shanghai.aliyuncs.com","port":1883}}}}"#,
    );
    browser.appears("#flow-expiry");
    shots(browser, folder, "way-https-auth", language);
    browser.set(
        "flow-answer",
        r#"{"code":5001,"message":"device not found"}"#,
    );
    browser.type_into("product-key", "p&k");
    browser.appears("#broken");
    shots(browser, folder, "way-problems", language);
    for way in ["register-mqtt", "sub-device"] {
        open(way);
        browser.click("#flow-practice");
        browser.appears("#out-signing-content:not(:empty)");
        shots(browser, folder, &format!("way-{way}"), language);
    }
    for way in ["token-login", "psk", "device-only"] {
        open(way);
        shots(browser, folder, &format!("way-{way}"), language);
    }
    open("apsara-mq");
    for (id, value) in [
        ("access-key-id", "LTAI5tExample"),
        ("access-key-secret", "secret"),
        ("mq-instance-id", "mqtt-cn-example"),
        ("mq-client-id", "GID_test@@@0001"),
        ("mq-password", "wrong"),
    ] {
        browser.set(id, value);
    }
    browser.appears("#mq-verdict");
    shots(browser, folder, "way-apsara-mq", language);
}

/// The list of keys; under it the theme cannot be changed.
fn shortcuts(browser: &Browser, folder: &Path, language: &str) {
    for theme in ["light", "dark"] {
        flow::choose_theme(browser, theme);
        browser.press("?");
        browser.appears("#shortcuts[open]");
        for size in SIZES {
            browser.resize(size);
            shot(browser, folder, "shortcuts", language, (theme, size));
        }
        browser.press("?");
        browser.disappears("#shortcuts[open]");
        browser.resize(SIZES[0]);
    }
}

/// The tools of publishing and the options, all open, with something in each.
fn tools(browser: &Browser, folder: &Path, language: &str) {
    for opened in ["options", "snippets", "repeat", "thing"] {
        browser.click(&format!("#{opened} > summary"));
    }
    browser.click("#will");
    browser.choose("mqtt-version", "5.0");
    browser.set("snippet-name", "温度, every hour");
    browser.click("#snippet-keep");
    browser.set("repeat-interval", "10");
    browser.click("#repeat-start");
    browser.appears("#repeats > li[data-state=done]");
    let set = "/sys/a1Practice0/practice/thing/service/property/set";
    flow::follow(browser, "property-set", set);
    browser.click("#rule-list > li button[aria-expanded]");
    // The device itself plays the platform here.
    flow::publish(
        browser,
        set,
        "1",
        r#"{"id":"4711","version":"1.0","params":{"t":21}}"#,
    );
    browser.appears("#told > li");
    shots(browser, folder, "connect-tools", language);
    // A will is no business of the practice broker's platform.
    browser.click("#will");
    browser.choose("mqtt-version", "3.1.1");
}

/// The panel of profiles, on a fresh page of the same browser.
fn profiles(browser: &Browser, folder: &Path, language: &str) {
    browser.reload();
    browser.appears("#no-profiles");
    browser.click("#no-credentials button");
    browser.disappears("#no-credentials");
    for (name, keep) in [
        ("greenhouse 7", "no"),
        ("gateway, east wing", "clear-7"),
        ("温室", "encrypted"),
    ] {
        browser.click("#profile-save-as");
        browser.type_into("profile-name", name);
        browser.choose("profile-keep", keep);
        if keep == "encrypted" {
            browser.type_into("profile-passphrase", "two herons");
            browser.type_into("profile-again", "two heron");
            shots(browser, folder, "profiles-save", language);
            browser.type_into("profile-again", "two herons");
        }
        browser.click("#profile-save");
        browser.appears("#profile-saved");
    }
    browser.click("#profile-export");
    browser.choose("profile-secrets", "clear");
    shots(browser, folder, "profiles-export", language);
    browser.click("#profiles > li[data-kept=encrypted] .load");
    browser.type_into("profile-passphrase", "two herrings");
    browser.click("#profile-unlock");
    browser.appears("#profile-wrong");
    shots(browser, folder, "profiles-passphrase", language);
    browser.click("#profile-import");
    let export = r#"[{"name":"cloud","clientId":"mqttx_0c668d0d","host":"broker.emqx.io",
        "protocol":"wss","port":8084,"path":"/mqtt","username":"grower","password":"x",
        "subscriptions":[{"topic":"greenhouse/+/temperature","qos":1}]}]"#;
    browser.set("profile-text", export);
    shots(browser, folder, "profiles-import", language);
    browser.click("#profile-import-text");
    browser.appears("#profile-notes");
    browser.click("#profiles > li[data-name=cloud] .load");
    browser.appears("#typed-client-id");
    shots(browser, folder, "profiles-mqttx", language);
}

/// One view in both themes and all sizes.
fn shots(browser: &Browser, folder: &Path, view: &str, language: &str) {
    for theme in ["light", "dark"] {
        flow::choose_theme(browser, theme);
        for size in SIZES {
            browser.resize(size);
            shot(browser, folder, view, language, (theme, size));
        }
    }
    browser.resize(SIZES[0]);
}

/// The view as it stands.
fn shot(
    browser: &Browser,
    folder: &Path,
    view: &str,
    language: &str,
    (theme, size): (&str, (u32, u32)),
) {
    let name = format!("{view}-{language}-{theme}-{}.png", size.0);
    fs::write(folder.join(&name), browser.picture()).expect("a picture");
    println!("{name}");
}
