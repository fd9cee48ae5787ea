//! Profiles: saved by choice, without secrets unless one is wanted, and back again: from the
//! storage, from a file, from MQTTX.

mod files;

use connack_e2e::{Browser, Folder, Practice, Site, flow};
use serde_json::{Value, json};

/// A device secret that is nothing else.
const MARKER: &str = "marker7f3aQm2Kp9Xw4ZtLs8Vd";
const PASSPHRASE: &str = "two herons by the 河";

/// A broker that knows a device with that secret, and the page on Connect with that device.
#[track_caller]
fn marked() -> (Folder, Site, Practice, Browser) {
    let device = json!([{
        "product_key": "a1Marked000",
        "device_name": "marked",
        "device_secret": MARKER,
        "product_secret": "",
    }]);
    let folder = Folder::new("profiles");
    let file = folder.write("devices.json", &device.to_string());
    let practice = Practice::start_with(&["--devices", file.to_str().unwrap()]);
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, "en", "compute");
    let certificate = json!({
        "ProductKey": "a1Marked000", "DeviceName": "marked", "DeviceSecret": MARKER,
    });
    browser.set("client-id", &certificate.to_string());
    browser.choose("secure-mode", "3");
    browser.choose("sign-method", "hmacsha1");
    browser.type_into("instance", &practice.websocket_url);
    browser.shows("#out-websocket-url", &practice.websocket_url);
    flow::go(&browser, "connect");
    (folder, site, practice, browser)
}

/// Everything in the page's storage, as text.
#[track_caller]
fn stored(browser: &Browser) -> String {
    let stored = browser.read("JSON.stringify({ ...localStorage })");
    stored.as_str().unwrap().to_owned()
}

/// The stored profiles without their keys.
#[track_caller]
fn profiles(browser: &Browser) -> Vec<Value> {
    let texts = browser.read(
        "Object.entries(localStorage).filter(([key]) => key.startsWith('connack-profile-1-'))
            .map(([, text]) => text).sort()",
    );
    let texts = texts.as_array().unwrap().iter();
    texts
        .map(|text| serde_json::from_str(text.as_str().unwrap()).unwrap())
        .collect()
}

/// Saves the connection: `keep` is a value of the choice.
#[track_caller]
fn save(browser: &Browser, name: &str, keep: &str) {
    browser.click("#profile-save-as");
    browser.type_into("profile-name", name);
    browser.choose("profile-keep", keep);
    if keep == "encrypted" {
        browser.type_into("profile-passphrase", PASSPHRASE);
        browser.type_into("profile-again", PASSPHRASE);
    }
    browser.click("#profile-save");
    browser.appears("#profile-saved");
}

fn row(name: &str, kept: &str) -> String {
    format!("#profiles > li[data-name='{name}'][data-kept='{kept}']")
}

#[track_caller]
fn load(browser: &Browser, name: &str) {
    browser.click(&format!("#profiles > li[data-name='{name}'] .load"));
}

/// Another visit: nothing that was typed is left.
#[track_caller]
fn visit_again(browser: &Browser) {
    browser.reload();
    browser.appears("#phase");
    browser.appears("#no-credentials");
}

#[test]
fn without_secrets_by_default() {
    let (_folder, _site, practice, browser) = marked();
    assert_eq!(stored(&browser), "{}");
    browser.type_into("keep-alive", "77");
    browser.click("#profile-save-as");
    assert_eq!(browser.value("profile-name"), "marked");
    assert_eq!(browser.value("profile-keep"), "no");
    browser.click("#profile-save");
    browser.appears(&row("marked", "none"));
    let text = stored(&browser);
    assert!(text.contains("a1Marked000"), "{text}");
    assert!(!text.contains(MARKER), "{text}");
    assert_eq!(profiles(&browser)[0]["secret"], Value::Null);

    visit_again(&browser);
    load(&browser, "marked");
    browser.appears("#profile-loaded");
    assert_eq!(browser.value("keep-alive"), "77");
    flow::go(&browser, "compute");
    assert_eq!(browser.value("device-name"), "marked");
    assert_eq!(browser.value("sign-method"), "hmacsha1");
    assert_eq!(browser.value("instance"), practice.websocket_url);
    assert_eq!(browser.value("device-secret"), "");
    browser.type_into("device-secret", MARKER);
    flow::go(&browser, "connect");
    browser.click("#connect");
    browser.phase("online");
}

#[test]
fn a_passphrase_is_needed_to_read_what_it_protects() {
    let (_folder, _site, _practice, browser) = marked();
    let topic = "/a1Marked000/marked/user/get";
    browser.click("#connect");
    browser.phase("online");
    flow::subscribe(&browser, topic, "1");
    save(&browser, "guarded", "encrypted");
    let text = stored(&browser);
    assert!(!text.contains(MARKER) && !text.contains("herons"), "{text}");
    let sealed = &profiles(&browser)[0]["secret"]["encrypted"];
    assert_eq!(sealed["version"], 1);
    assert_eq!(sealed["kdf"], "PBKDF2-HMAC-SHA256");
    assert!(sealed["iterations"].as_u64().unwrap() >= 600_000);
    for (name, bytes) in [("salt", 16), ("iv", 12), ("ciphertext", MARKER.len() + 16)] {
        let decoded = browser.script(
            "return atob(arguments[0]).length;",
            json!([sealed[name].as_str().unwrap()]),
        );
        assert_eq!(decoded, bytes, "{name}");
    }

    visit_again(&browser);
    load(&browser, "guarded");
    browser.type_into("profile-passphrase", "two herons by the sea");
    browser.click("#profile-unlock");
    browser.appears("#profile-wrong");
    browser.appears("#no-credentials");
    assert_eq!(
        stored(&browser),
        text,
        "a wrong passphrase changed what is stored"
    );
    browser.type_into("profile-passphrase", PASSPHRASE);
    browser.click("#profile-unlock");
    browser.appears("#profile-loaded");
    browser.disappears("#no-credentials");
    browser.click("#connect");
    browser.phase("online");
    browser.appears("#subscriptions > li[data-state=granted]");
    assert_eq!(browser.text("#subscriptions > li code").unwrap(), topic);
    let page = browser.read("document.documentElement.outerHTML");
    let page = page.as_str().unwrap();
    assert!(!page.contains(MARKER) && !page.contains("herons"));
    assert_eq!(stored(&browser), text);
}

#[test]
fn a_secret_in_clear_expires() {
    let (_folder, _site, _practice, browser) = marked();
    save(&browser, "for a day", "clear-1");
    browser.appears(&row("for a day", "clear"));
    assert!(
        stored(&browser).contains(MARKER),
        "the search finds nothing"
    );
    visit_again(&browser);
    load(&browser, "for a day");
    browser.disappears("#no-credentials");
    browser.click("#connect");
    browser.phase("online");

    let day = browser.read(
        "(() => {
            const [key, text] = Object.entries(localStorage)[0];
            const profile = JSON.parse(text);
            const rest = profile.secret.clear.expires_ms - Date.now();
            profile.secret.clear.expires_ms = Date.now() - 1;
            localStorage.setItem(key, JSON.stringify(profile));
            return rest;
        })()",
    );
    let day = day.as_f64().unwrap();
    assert!((86_000_000.0..=86_400_000.0).contains(&day), "{day} ms");
    // Met while the page is open, before it is ever used again.
    load(&browser, "for a day");
    browser.appears("#profile-expired");
    browser.appears(&row("for a day", "none"));
    assert!(!stored(&browser).contains(MARKER));
}

#[test]
fn an_expired_secret_is_deleted_as_connect_opens() {
    let (_folder, _site, _practice, browser) = marked();
    save(&browser, "old", "clear-30");
    browser.read(
        "(() => {
            const [key, text] = Object.entries(localStorage)[0];
            localStorage.setItem(key, text.replace(/\"expires_ms\":\\d+/, '\"expires_ms\":1'));
        })()",
    );
    visit_again(&browser);
    browser.appears(&row("old", "none"));
    assert!(!stored(&browser).contains(MARKER));
}

#[test]
fn deleting_can_be_undone_and_forgetting_cannot() {
    let (_folder, _site, _practice, browser) = marked();
    save(&browser, "mine", "encrypted");
    let before = profiles(&browser);
    browser.click("#profiles > li .delete");
    browser.appears("#no-profiles");
    assert_eq!(profiles(&browser), Vec::<Value>::new());
    browser.click("#profile-undo");
    browser.appears(&row("mine", "encrypted"));
    assert_eq!(profiles(&browser), before);
    // Saved under the same name, it takes the other's place.
    save(&browser, "mine", "no");
    browser.appears(&row("mine", "none"));
    assert_eq!(profiles(&browser).len(), 1);

    // Encrypting is under way, and comes too late.
    browser.click("#profile-save-as");
    browser.choose("profile-keep", "encrypted");
    browser.type_into("profile-passphrase", PASSPHRASE);
    browser.type_into("profile-again", PASSPHRASE);
    browser.read(
        "(document.getElementById('profile-save').click(),
            document.getElementById('forget').click())",
    );
    browser.appears("#forgotten");
    browser.appears("#no-profiles");
    assert_eq!(stored(&browser), "{}");
    // By now it would be there.
    browser.script(
        "const bytes = new TextEncoder().encode('x');
         const key = await crypto.subtle.importKey('raw', bytes, 'PBKDF2', false, ['deriveBits']);
         const kdf = { name: 'PBKDF2', hash: 'SHA-256', salt: bytes, iterations: 1_200_000 };
         await crypto.subtle.deriveBits(kdf, key, 256);",
        json!([]),
    );
    assert_eq!(stored(&browser), "{}");
    browser.reload();
    browser.appears("#no-profiles");
}

#[test]
fn credentials_that_are_kept_stay_when_compute_changes() {
    const ELSEWHERE: &str = "ws://127.0.0.1:9/mqtt";
    let (_folder, _site, practice, browser) = marked();
    let url_is = |url: &str| {
        browser.wait(url, || (browser.value("broker-url") == url).then_some(()));
    };
    browser.choose("connection-source", "kept");
    flow::go(&browser, "compute");
    browser.type_into("device-name", "another");
    browser.type_into("device-secret", "not-the-secret");
    browser.type_into("instance", ELSEWHERE);
    browser.shows("#out-websocket-url", ELSEWHERE);
    flow::go(&browser, "connect");
    url_is(&practice.websocket_url);
    browser.shows("#tab-0 .tab-name", "1 · marked");
    let page = browser.read("document.getElementById('connect-module').outerHTML");
    assert!(!page.as_str().unwrap().contains(MARKER));
    browser.click("#connect");
    browser.phase("online");
    save(&browser, "as it was", "no");
    let text = stored(&browser);
    assert!(
        text.contains("marked") && !text.contains("another"),
        "{text}"
    );

    // Another connection takes what Compute says now, and so does this one when it is told to.
    browser.click("#new-connection");
    browser.shows("#tab-1 .tab-name", "2 · another");
    url_is(ELSEWHERE);
    browser.click("#tab-0");
    url_is(&practice.websocket_url);
    browser.click("#disconnect");
    browser.phase("closed");
    browser.choose("connection-source", "compute");
    url_is(ELSEWHERE);
    browser.shows("#tab-0 .tab-name", "1 · another");
}

#[test]
fn storage_that_takes_nothing_is_told() {
    let (_folder, _site, _practice, browser) = marked();
    for (name, words) in [
        ("QuotaExceededError", "is full"),
        ("SecurityError", "does not let the page store"),
    ] {
        browser.script(
            "const [name] = arguments;
             Storage.prototype.setItem = () => { throw new DOMException('no', name); };",
            json!([name]),
        );
        browser.click("#profile-save-as");
        browser.click("#profile-save");
        browser.wait(words, || {
            browser
                .text("#profile-storage")?
                .contains(words)
                .then_some(())
        });
        assert_eq!(browser.value("profile-name"), "marked", "to be tried again");
        browser.click("#profile-save-as");
    }
    assert_eq!(stored(&browser), "{}");
}

#[test]
fn what_another_version_stored_is_neither_shown_nor_lost() {
    let (_folder, _site, _practice, browser) = marked();
    browser.read("localStorage.setItem('connack-profile-1-x', '{\"from\":\"elsewhere\"}')");
    visit_again(&browser);
    browser.appears("#profiles-unreadable");
    assert!(stored(&browser).contains("elsewhere"));
    browser.click("#delete-unreadable");
    browser.disappears("#profiles-unreadable");
    assert_eq!(stored(&browser), "{}");
}
