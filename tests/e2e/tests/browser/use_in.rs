//! "Use it in …": from what is computed to a program, and back by Verify, in both languages.

use connack_e2e::keys::ENTER;
use connack_e2e::{Browser, Site, flow};

/// The documented example's client id and password (vendor help topics 73742 and 63656).
const CLIENT_ID: &str = "12345|securemode=3,signmethod=hmacsha1,timestamp=789|";
const PASSWORD: &str = "fafd82a3d602b37fb0fa8b7892f24a477f851a14";

fn opened(language: &str) -> (Site, Browser) {
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, language, "compute");
    browser.click("#use-in > summary");
    (site, browser)
}

/// The text, once it says `part`.
#[track_caller]
fn text_with(browser: &Browser, part: &str) -> String {
    browser.wait(part, || {
        browser.text("#use-text").filter(|text| text.contains(part))
    })
}

#[track_caller]
fn check(language: &str, placeholder_note: &str, password_note: &str) {
    let (_site, browser) = opened(language);
    browser.appears("#use-empty");
    browser.click("#example");
    browser.appears("#use-target");
    browser.choose("use-target", "paho-python");
    let text = text_with(&browser, "import paho.mqtt.client");
    assert!(text.contains(CLIENT_ID), "{text}");
    assert!(!text.contains(PASSWORD), "{text}");
    let notes = browser.text("#use-notes").unwrap();
    assert!(notes.contains(placeholder_note), "{notes}");
    assert!(!browser.exists("#use-notes [data-kind=warn]"));
    assert!(browser.text("#use-source").unwrap().contains("https://"));
    let file = browser.attribute("#use-download", "download");
    assert_eq!(file.as_deref(), Some("device.py"));

    browser.click("#use-password");
    let text = text_with(&browser, PASSWORD);
    let warning = browser.text("#use-notes [data-kind=warn]").unwrap();
    assert!(warning.contains(password_note), "{warning}");

    flow::go(&browser, "verify");
    browser.type_into("claim-secret", "secret");
    browser.set("claim-text", &text);
    browser.appears("#verdict[data-verdict=ok]");

    // It follows the fields, and stands as chosen after a change of route.
    flow::go(&browser, "compute");
    browser.click("#use-in > summary");
    assert_eq!(browser.value("use-target"), "paho-python");
    browser.type_into("device-name", "another");
    text_with(&browser, "another&pk");
}

#[test]
fn to_a_program_and_back_in_english() {
    check("en", "Put the password in place", "The text holds");
}

#[test]
fn to_a_program_and_back_in_chinese() {
    check("zh", "替换为密码", "含有密码");
}

#[test]
fn the_download_and_the_copy_are_the_text() {
    let (_site, browser) = opened("en");
    browser.click("#example");
    browser.appears("#use-target");
    // Lines end as modules want them.
    browser.choose("use-target", "esp-at");
    let text = text_with(&browser, "AT+MQTTUSERCFG");
    let download = browser.read(
        "decodeURIComponent(document.querySelector('#use-download').href.replace(/^[^,]*,/, ''))",
    );
    assert_eq!(download, text.as_str());
    assert!(text.contains("\r\n"), "{text}");
    browser.click("#use-copy");
    browser.shows("#use-copy", "Copied");
}

#[test]
fn the_keyboard_reaches_all_of_it() {
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, "en", "compute");
    browser.click("#example");
    browser.tab_to("#use-in > summary");
    browser.press(ENTER);
    browser.appears("#use-text");
    for css in [
        "#use-target",
        "#use-password",
        "#use-copy",
        "#use-download",
        "#use-text",
    ] {
        browser.press_tab();
        browser.appears(&format!("{css}:focus"));
    }
}

#[test]
fn forgetting_leaves_neither_text_nor_choice() {
    let (_site, browser) = opened("en");
    browser.click("#example");
    browser.appears("#use-target");
    browser.choose("use-target", "json");
    browser.click("#use-password");
    text_with(&browser, PASSWORD);
    browser.click("#forget");
    browser.appears("#use-empty");
    browser.click("#example");
    browser.appears("#use-text");
    assert_eq!(browser.value("use-target"), "mosquitto-pub");
    assert!(!browser.text("#use-text").unwrap().contains(PASSWORD));
}
