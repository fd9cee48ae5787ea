//! Whatever is put into a field, the page answers, says what is wrong beside the field, keeps what
//! was typed, and is right again afterwards.

use connack_e2e::{Browser, Practice, Site, flow};
use serde_json::json;

/// Texts as JavaScript expressions: some of them no other language can write down.
const HOSTILE: [(&str, &str); 6] = [
    ("1 MB", "'x'.repeat(1 << 20)"),
    ("1 MB of bars", "'|=,'.repeat(350_000)"),
    (
        "control characters",
        r"'a\u0000\u0001\u0007\u001b[31m\u007f\u0085z'",
    ),
    ("emoji and marks", r"'👩‍👩‍👧‍👦 e\u0301\u202etxet\ufeff'"),
    ("lone surrogates", r"'x\ud800y\udfff'"),
    ("bars", "'a|b|'"),
];

/// Puts a text into a field and waits until the page has taken it in. What the field must then
/// hold, what it holds, how long the page was busy in ms, and what is said beside it.
const PUT: &str = "
    const [id] = arguments;
    const field = document.getElementById(id);
    const kind = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
    // What this kind of field makes of such a text by itself: an input drops line ends.
    const twin = document.createElement(field.tagName);
    twin.value = text;
    const start = performance.now();
    Object.getOwnPropertyDescriptor(kind.prototype, 'value').set.call(field, text);
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    for (let turn = 0; turn < 3; turn++) await new Promise((over) => setTimeout(over, 0));
    document.body.getBoundingClientRect();
    const ms = performance.now() - start;
    const said = [...document.querySelectorAll(`[id='${id}-said'] .problem`)];
    const same = (value) => value === twin.value || value === twin.value.toWellFormed();
    return { same: same(field.value), ms, problems: said.map((problem) => problem.textContent) };";

/// Longer than this, and a person thinks that the page hangs.
const BUSY_MS: f64 = 2_000.0;

/// A machine may be busy with something else once; a page that hangs does so every time.
const TRIES: usize = 3;

#[track_caller]
fn put(browser: &Browser, id: &str, expression: &str) -> Vec<String> {
    let shown: String = expression.chars().take(60).collect();
    let mut busy_ms = Vec::new();
    for _ in 0..TRIES {
        // The page's policy forbids it to make code of texts; WebDriver may.
        let answer = browser.script(&format!("const text = {expression};{PUT}"), json!([id]));
        assert_eq!(answer["same"], true, "{shown} does not stay in #{id}");
        assert_eq!(
            browser.read("document.getElementById('report').hidden"),
            true
        );
        let ms = answer["ms"].as_f64().unwrap();
        if ms < BUSY_MS {
            let problems = answer["problems"].as_array().unwrap().iter();
            return problems
                .map(|problem| problem.as_str().unwrap().to_owned())
                .collect();
        }
        busy_ms.push(ms);
    }
    panic!("{shown} keeps #{id} busy for {busy_ms:?} ms");
}

/// Every field filled, and right.
fn ready(browser: &Browser) {
    browser.click("#example");
    browser.shows("#out-username", "device&pk");
}

#[test]
fn identity_fields() {
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, "en", "compute");
    for id in [
        "product-key",
        "device-name",
        "device-secret",
        "client-id",
        "timestamp",
        "instance",
        "ext-params",
    ] {
        ready(&browser);
        for (what, expression) in HOSTILE {
            let problems = put(&browser, id, expression);
            let harmless = match id {
                // The platform's rule for it is a length, and a bar that ends it.
                "client-id" => ["emoji and marks", "lone surrogates"].contains(&what),
                // It never goes on the wire: any printable text is a key.
                "device-secret" => what == "bars",
                _ => false,
            };
            assert!(
                harmless || !problems.is_empty(),
                "nothing is said of {what} in #{id}"
            );
            let long = problems.iter().map(|problem| problem.chars().count()).max();
            assert!(
                long.unwrap_or(0) < 400,
                "the whole text is repeated beside #{id}"
            );
        }
        let problems = put(&browser, id, "''");
        let must_be = ["product-key", "device-name", "device-secret"].contains(&id);
        assert_eq!(!problems.is_empty(), must_be, "{id} empty: {problems:?}");
        ready(&browser);
        browser.shows("#out-password", "fafd82a3d602b37fb0fa8b7892f24a477f851a14");
    }
}

#[test]
fn everything_empty() {
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, "zh", "compute");
    ready(&browser);
    for id in [
        "product-key",
        "device-name",
        "device-secret",
        "client-id",
        "timestamp",
    ] {
        put(&browser, id, "''");
    }
    browser.shows("#out-password", "");
    assert_eq!(browser.texts(".problem"), Vec::<String>::new());
    flow::go(&browser, "connect");
    browser.appears("#connect:disabled");
    browser.appears("#no-credentials");
}

#[test]
fn all_fields_at_once() {
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, "en", "compute");
    for id in [
        "product-key",
        "device-name",
        "device-secret",
        "client-id",
        "timestamp",
    ] {
        put(&browser, id, "'x'.repeat(1 << 20)");
    }
    flow::go(&browser, "connect");
    flow::go(&browser, "compute");
    assert_eq!(
        browser.read("document.getElementById('device-name').value.length"),
        1 << 20
    );
    ready(&browser);
}

#[test]
fn fields_of_a_connection() {
    let (site, practice, browser) = (Site::dist(), Practice::start(), Browser::start());
    flow::open(&browser, &site, "en", "compute");
    flow::connect_practice_device(&browser, &practice);
    let topic = "/a1Practice0/practice/user/get";
    flow::subscribe(&browser, topic, "1");
    let (mut not_sent, mut sent) = (0, 0);
    for (_, expression) in HOSTILE {
        for id in ["subscribe-topic", "publish-topic"] {
            put(&browser, id, expression);
            // Some of these MQTT can carry; a broker may not like them, but it is asked.
            browser.click(if id == "publish-topic" {
                "#publish"
            } else {
                "#subscribe"
            });
            let seen = browser.wait("an answer in the timeline", || {
                let count = |event: &str| {
                    browser
                        .texts(&format!("#timeline > li[data-event={event}]"))
                        .len()
                };
                let now = (
                    count("not-sent"),
                    count("publish-sent") + count("subscribe"),
                );
                (now.0 > not_sent || now.1 > sent).then_some(now)
            });
            (not_sent, sent) = seen;
            if browser.exists("#phase:not([data-phase=online])") {
                browser.click("#connect");
                browser.phase("online");
                flow::subscribe(&browser, topic, "1");
                sent += 1;
            }
        }
    }
    assert!(not_sent >= 4, "{}", browser.situation());

    // As a payload, everything is fine.
    browser.type_into("publish-topic", topic);
    for (what, expression) in HOSTILE {
        if what.starts_with("1 MB") {
            continue; // more than the platform takes; what a broker does then is its own matter
        }
        let before = received(&browser);
        put(&browser, "publish-payload", expression);
        browser.click("#publish");
        browser.wait(what, || (received(&browser) > before).then_some(()));
    }
    put(&browser, "keep-alive", "'6o'");
    browser.click("#disconnect");
    browser.phase("closed");
    browser.appears("#connect:disabled");
    for (_, expression) in HOSTILE {
        put(&browser, "broker-url", expression);
        put(&browser, "keep-alive", expression);
    }
    put(&browser, "keep-alive", "'60'");
    put(
        &browser,
        "broker-url",
        &json!(practice.websocket_url).to_string(),
    );
    browser.click("#connect");
    browser.phase("online");
}

#[track_caller]
fn received(browser: &Browser) -> u64 {
    let count = browser.attribute("#messages", "data-received");
    count.unwrap().parse().unwrap()
}

#[test]
fn a_panic_is_reported_beside_what_was_typed() {
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, "en", "compute");
    browser.type_into("product-key", "typed before");
    // What the module does when it panics; the rest is done without it.
    browser.script(
        "const detail = ['It stopped', 'An explanation', 'src/somewhere.rs:1:2', 'Copy'];
         window.dispatchEvent(new CustomEvent('connack-panic', { detail }));",
        json!([]),
    );
    browser.appears("#report:not([hidden])");
    let seen = browser.read("document.getElementById('report').innerText");
    for part in [
        "It stopped",
        "An explanation",
        "src/somewhere.rs:1:2",
        "Copy",
    ] {
        assert!(seen.as_str().unwrap().contains(part), "{seen}");
    }
    let clipboard = json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
    browser.devtools("Browser.grantPermissions", &clipboard);
    browser.click("#report button");
    browser.wait("the report on the clipboard", || {
        let copied = browser.read("await navigator.clipboard.readText()");
        (copied == "src/somewhere.rs:1:2").then_some(())
    });
    assert_eq!(browser.value("product-key"), "typed before");
    let visible = browser.read("document.getElementById('product-key').checkVisibility()");
    assert_eq!(visible, true);
}

#[test]
fn a_module_that_does_not_load_is_told_in_both_languages() {
    let (site, browser) = (Site::dist(), Browser::start());
    browser.devtools("Network.enable", &json!({}));
    browser.devtools("Network.setBlockedURLs", &json!({ "urls": ["*.wasm"] }));
    browser.open(&site.at("index.html"));
    browser.appears("#boot-failed:not([hidden])");
    let seen = browser.read("document.getElementById('boot-failed').innerText");
    assert!(seen.as_str().unwrap().contains("WebAssembly"));
    assert!(seen.as_str().unwrap().contains("请刷新"));
}
