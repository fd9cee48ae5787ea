//! "To a colleague": a link made on one page opens on another with the same values, without secrets
//! unless they were asked for twice, and leaves nothing in the address bar.

use connack_e2e::keys::ENTER;
use connack_e2e::{Browser, Site, flow};
use serde_json::json;

const OUTPUTS: [&str; 7] = [
    "#out-host",
    "#out-port",
    "#out-websocket-url",
    "#out-mqtt-client-id",
    "#out-username",
    "#out-password",
    "#out-signing-content",
];
/// Secrets that are nothing else.
const SECRET: &str = "marker7f3aQm2Kp9Xw4ZtLs8Vd";
const ODD: &str = "& = % + # \" ' 中文";

fn outputs(browser: &Browser) -> Vec<String> {
    OUTPUTS.map(|css| browser.text(css).unwrap()).into()
}

/// The link, once it holds `part`, or once it does not.
#[track_caller]
fn link(browser: &Browser, part: &str, holds: bool) -> String {
    browser.wait(&format!("a link, {part} in it: {holds}"), || {
        let link = browser.text("#share-link")?;
        (link.contains(part) == holds).then_some(link)
    })
}

/// A page that knows nothing of the one before, opened by this link.
#[track_caller]
fn open_fresh(browser: &Browser, link: &str) {
    browser.open("about:blank");
    browser.open(link);
    browser.appears("#main");
}

/// The address is that of the page alone, and so are all entries of its history that a page can
/// return to.
#[track_caller]
fn is_clean(browser: &Browser, site: &Site, route: &str) {
    let address = browser.read("location.href");
    assert_eq!(address, site.at(&format!("#/{route}")).as_str());
    let history = browser.devtools("Page.getNavigationHistory", &json!({}));
    for entry in history["entries"].as_array().unwrap() {
        let url = entry["url"].as_str().unwrap();
        assert!(!url.contains("v=1"), "{url}");
    }
}

fn check_compute(language: &str, [none, masked, sure, filled]: [&str; 4]) {
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, language, "compute");
    browser.click("#share > summary");
    browser.appears("#share-empty");
    browser.type_into("product-key", "a1Marked000");
    browser.set("device-name", ODD);
    browser.set("client-id", &format!("id {ODD}"));
    browser.type_into("device-secret", SECRET);
    browser.choose("sign-method", "hmacmd5");
    browser.type_into("timestamp", "007");
    browser.choose("region", "us-west-1");
    browser.set("ext-params", "lan=C,_v=1.0");
    let before = outputs(&browser);
    let plain = link(&browser, "extParams", true);
    assert!(plain.starts_with(&site.at("#/compute?v=1&productKey=a1Marked000&")));
    assert!(!plain.contains(SECRET));
    assert!(browser.text("#share-notes").unwrap().contains(none));
    assert!(browser.exists("#share-qr[role=img][aria-label]:not([aria-label=''])"));
    let markdown = browser.text("#share-markdown").unwrap();
    assert!(markdown.contains(masked), "{markdown}");
    assert!(markdown.contains(&before[6]), "{markdown}");
    assert!(!markdown.contains(SECRET) && !markdown.contains(&before[5]));
    browser.click("#share-copy");
    browser.click("#share-markdown-copy");

    // One yes is none.
    browser.click("#share-secret");
    browser.appears("#share-secret-sure");
    assert_eq!(link(&browser, "extParams", true), plain);
    browser.click("#share-secret-sure");
    let whole = link(&browser, SECRET, true);
    assert!(whole.ends_with("&with=secret"), "{whole}");
    assert!(browser.text("#share-notes").unwrap().contains(sure));
    assert!(
        browser
            .text("#share-markdown")
            .unwrap()
            .contains(&before[5])
    );
    // Another device, another question.
    browser.type_into("timestamp", "7");
    link(&browser, SECRET, false);
    assert!(!browser.exists("#share-secret-sure"));

    open_fresh(&browser, &plain);
    is_clean(&browser, &site, "compute");
    assert_eq!(browser.value("device-name"), ODD);
    assert_eq!(browser.value("device-secret"), "");
    assert!(!browser.exists("#link-trouble, #link-secret, #secret-in-link"));
    browser.type_into("device-secret", SECRET);
    browser.shows("#out-password", &before[5]);
    assert_eq!(outputs(&browser), before);

    let whole = whole.replace("#/", &format!("?lang={language}#/"));
    browser.open("about:blank");
    browser.open(&whole);
    browser.shows("#out-password", &before[5]);
    assert_eq!(outputs(&browser), before);
    let address = browser.read("location.href");
    assert_eq!(
        address,
        site.at(&format!("?lang={language}#/compute")).as_str()
    );
    browser.appears("#link-secret");
    assert!(browser.text("#filled").unwrap().contains(filled));

    // A secret in a link that was not made with one is not read.
    open_fresh(
        &browser,
        &plain.replace("&with", "&deviceSecret=hidden7f3a&with"),
    );
    browser.appears("#secret-in-link");
    is_clean(&browser, &site, "compute");
    assert_eq!(browser.value("device-secret"), "");
}

#[test]
fn compute_is_shared_in_english() {
    check_compute(
        "en",
        [
            "No secret and no password",
            "(not in this text)",
            "Treat both as the secrets",
            "with the device secret",
        ],
    );
}

#[test]
fn compute_is_shared_in_chinese() {
    check_compute(
        "zh",
        [
            "不含密钥和密码",
            "（未包含）",
            "可以冒充该设备",
            "包括 DeviceSecret",
        ],
    );
}

fn check_verify(language: &str, none: &str) {
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, language, "verify");
    browser.click("#share > summary");
    browser.appears("#share-empty");
    let text = "clientId: 12345|securemode=3,signmethod=hmacsha1,timestamp=789|\n\
                username: pk&device\nproductKey: pk\ndeviceName: device\n\
                password: fafd82a3d602b37fb0fa8b7892f24a477f851a14\nkeepalive: 20\n";
    browser.type_into("claim-secret", "secret");
    browser.set("claim-text", text);
    browser.appears("#findings [data-code='username-swapped']");
    let codes =
        "[...document.querySelectorAll('#findings > *')].map((found) => found.dataset.code)";
    let before = browser.read(codes);
    let plain = link(&browser, "pk%26device", true);
    assert!(!plain.contains("fafd82a3"), "{plain}");
    assert!(browser.text("#share-notes").unwrap().contains(none));
    let markdown = browser.text("#share-markdown").unwrap();
    assert!(markdown.contains("`username-swapped`"), "{markdown}");
    assert!(!markdown.contains("fafd82a3"), "{markdown}");
    browser.click("#share-secret");
    browser.click("#share-secret-sure");
    let whole = link(&browser, "fafd82a3", true);

    open_fresh(&browser, &plain);
    is_clean(&browser, &site, "verify");
    browser.appears("#findings [data-code='username-swapped']");
    assert!(!browser.value("claim-text").contains("fafd82a3"));
    assert_eq!(browser.value("claim-secret"), "");

    open_fresh(&browser, &whole);
    is_clean(&browser, &site, "verify");
    browser.appears("#link-secret");
    browser.wait("the same findings", || {
        (browser.read(codes) == before).then_some(())
    });
    assert_eq!(browser.value("claim-secret"), "secret");
}

#[test]
fn verify_is_shared_in_english() {
    check_verify("en", "No secret and no password");
}

#[test]
fn verify_is_shared_in_chinese() {
    check_verify("zh", "不含密钥和密码");
}

fn check_broken(language: &str, version: &str, damaged: &str, unknown: &str) {
    let (site, browser) = (Site::dist(), Browser::start());
    let open = |query: &str| {
        browser.open("about:blank");
        browser.open(&site.at(&format!("?lang={language}#/compute?{query}")));
        browser.appears("#link-trouble");
        assert_eq!(browser.value("product-key"), "pk");
        assert_eq!(browser.value("device-secret"), "");
        assert_eq!(browser.read("location.hash"), "#/compute");
        browser.text("#link-trouble").unwrap()
    };
    let said = open("v=2&productKey=pk&deviceSecret=hidden&with=secret");
    assert!(said.contains(version), "{said}");
    let said = open("v=1&productKey=pk&deviceName=dev%");
    assert!(said.contains(damaged), "{said}");
    let said = open("v=1&productKey=pk&colour=%22%3Cb%3E&with=fields");
    assert!(said.contains(unknown), "{said}");
}

#[test]
fn a_broken_link_says_so_in_english() {
    check_broken("en", "version 2", "damaged", "colour");
}

#[test]
fn a_broken_link_says_so_in_chinese() {
    check_broken("zh", "版本为 2", "已损坏", "colour");
}

#[test]
fn a_link_opened_on_the_page_itself_is_taken_in_and_cleaned() {
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, "en", "about");
    browser.script(
        "location.hash = '#/compute?v=1&productKey=pk&deviceName=d&deviceSecret=hidden&with=secret';",
        json!([]),
    );
    browser.shows("#out-username", "d&pk");
    assert_eq!(browser.value("device-secret"), "hidden");
    assert_eq!(browser.read("location.hash"), "#/compute");
    browser.click("#undo");
    browser.shows("#out-username", "");
}

#[test]
fn the_keyboard_reaches_all_of_it() {
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, "en", "compute");
    browser.click("#example");
    browser.tab_to("#share > summary");
    browser.press(ENTER);
    browser.appears("#share-qr");
    browser.press_tab();
    browser.appears("#share-secret:focus");
    browser.press(" ");
    for css in [
        "#share-secret-sure",
        "#share-copy",
        "#share-link",
        "#share-markdown-copy",
        "#share-markdown",
    ] {
        browser.press_tab();
        browser.appears(&format!("{css}:focus"));
    }
}

#[test]
fn each_page_has_its_own_panel_and_forgetting_empties_it() {
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, "en", "compute");
    browser.click("#example");
    browser.click("#share > summary");
    browser.appears("#share-link");
    flow::go(&browser, "verify");
    assert!(!browser.exists("#share[open], #share-link"));
    flow::go(&browser, "compute");
    assert!(!browser.exists("#share[open]"));
    browser.click("#share > summary");
    browser.appears("#share-link");
    browser.click("#forget");
    browser.appears("#share-empty");
    assert!(!browser.exists("#share-link"));
}
