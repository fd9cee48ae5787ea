//! Profiles as files: ours out and in, MQTTX's in, and what is no such file.

use std::fs;

use connack_e2e::{Browser, Folder, Practice, Site, flow};
use serde_json::{Value, json};

use super::{MARKER, load, marked, profiles, row, save, stored};

/// The file that the page hands over.
#[track_caller]
fn downloaded(browser: &Browser, folder: &Folder) -> String {
    browser.devtools(
        "Browser.setDownloadBehavior",
        &json!({ "behavior": "allow", "downloadPath": folder.path() }),
    );
    let file = folder.path().join("connack-profiles.json");
    browser.click("#profile-download");
    let text = browser.wait("the file", || {
        fs::read_to_string(&file)
            .ok()
            .filter(|text| !text.is_empty())
    });
    fs::remove_file(file).unwrap();
    text
}

#[test]
fn what_is_exported_comes_back() {
    let (folder, _site, _practice, browser) = marked();
    save(&browser, "plain", "no");
    save(&browser, "in clear", "clear-7");
    save(&browser, "guarded", "encrypted");
    let before = profiles(&browser);
    browser.click("#profile-export");
    let bare = downloaded(&browser, &folder);
    assert!(bare.contains("guarded"), "{bare}");
    assert!(
        !bare.contains(MARKER) && !bare.contains("ciphertext"),
        "{bare}"
    );
    browser.choose("profile-secrets", "clear");
    let whole = downloaded(&browser, &folder);
    assert!(whole.contains(MARKER) && whole.contains("ciphertext"));

    for name in ["plain", "in clear", "guarded"] {
        browser.click(&format!("#profiles > li[data-name='{name}'] .delete"));
        browser.disappears(&format!("#profiles > li[data-name='{name}']"));
    }
    assert_eq!(profiles(&browser), Vec::<Value>::new());
    browser.click("#profile-import");
    browser.click("#profile-import-clear");
    let file = folder.write("whole.json", &whole);
    browser.type_at_end("profile-file", file.to_str().unwrap());
    browser.appears("#profile-imported");
    let by_name = |mut all: Vec<Value>| {
        all.sort_by_key(|profile| profile["name"].to_string());
        all
    };
    assert_eq!(by_name(profiles(&browser)), by_name(before));

    // By choice only: the same file without its secret in clear, beside what is there.
    browser.click("#profile-import");
    browser.set("profile-text", &whole);
    browser.click("#profile-import-text");
    browser.appears(&row("in clear (2)", "none"));
    browser.appears(&row("guarded (2)", "encrypted"));
    let notes = browser.text("#profile-notes").unwrap();
    assert!(notes.contains("“in clear”"), "{notes}");
}

#[test]
fn an_unreadable_file_says_what_and_where() {
    let (folder, _site, _practice, browser) = marked();
    let said = |text: &str| {
        browser.set("profile-text", text);
        browser.click("#profile-import-text");
    };
    browser.click("#profile-import");
    let file = folder.write("broken.json", "{\n  broken");
    browser.type_at_end("profile-file", file.to_str().unwrap());
    browser.shows(
        "#profile-unreadable > p",
        "Not JSON from line 2, column 3 on.",
    );
    said("[{\"host\":");
    browser.shows(
        "#profile-unreadable > p",
        "The JSON ends too early: a part of the file is missing.",
    );
    said("[1]");
    browser.shows(
        "#profile-unreadable > p",
        "JSON, but neither profiles of this page nor connections of MQTTX.",
    );
    assert_eq!(browser.value("profile-text"), "[1]", "to be mended");
    assert_eq!(stored(&browser), "{}");
}

#[test]
fn a_connection_of_mqttx() {
    let (site, practice, browser) = (Site::dist(), Practice::start(), Browser::start());
    flow::open(&browser, &site, "en", "connect");
    browser.appears("#phase");
    let (_, port) = practice
        .websocket_url
        .trim_end_matches("/mqtt")
        .rsplit_once(':')
        .unwrap();
    let export = json!([{
        "id": "6c9f6a5e", "clientId": "mqttx_0c668d0d", "name": "cloud", "clean": true,
        "protocol": "ws", "host": "127.0.0.1", "port": port.parse::<u16>().unwrap(),
        "keepalive": 60, "path": "/mqtt", "username": "platform",
        "password": Practice::PLATFORM_PASSWORD, "ssl": false, "mqttVersion": "3.1.1",
        "subscriptions": [{ "topic": "/a1Practice0/+/user/update", "qos": 1 }],
        "will": { "lastWillTopic": "", "lastWillPayload": "", "lastWillQos": 0 },
        "messages": [], "properties": {},
    }, { "name": "by wire", "clientId": "c", "host": "10.0.0.7", "protocol": "mqtt", "port": 1883 }]);
    browser.click("#profile-import");
    browser.set("profile-text", &export.to_string());
    browser.click("#profile-import-text");
    browser.appears(&row("cloud", "none"));
    assert!(!stored(&browser).contains(Practice::PLATFORM_PASSWORD));
    let notes = browser.texts("#profile-notes > li");
    assert_eq!(notes.len(), 2, "{notes:?}");

    load(&browser, "cloud");
    browser.appears("#typed-client-id");
    assert_eq!(browser.value("typed-client-id"), "mqttx_0c668d0d");
    assert_eq!(browser.value("typed-username"), "platform");
    assert_eq!(browser.value("broker-url"), practice.websocket_url);
    browser.type_into("typed-password", Practice::PLATFORM_PASSWORD);
    browser.click("#connect");
    browser.phase("online");
    browser.appears("#subscriptions > li[data-state=granted]");

    load(&browser, "by wire");
    browser.appears("#cannot-open");
    assert_eq!(browser.value("broker-url"), "mqtt://10.0.0.7:1883");
}
