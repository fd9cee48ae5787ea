//! The policy of the page binds it and its workers on a host that sends no headers: whatever is
//! tried, nothing reaches a host that the policy does not name.

use std::collections::BTreeSet;

use connack_e2e::{Browser, Practice, Site, flow};
use serde_json::{Value, json};

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; manifest-src 'self'; worker-src 'self' blob:; connect-src 'self' wss: ws://127.0.0.1:* ws://localhost:* https://*.aliyuncs.com; base-uri 'none'; form-action 'none'";

/// Ways to another host, for a page and for its workers. Each asks for a path named after it, and
/// `attempt` is over when the browser has decided.
const ATTEMPTS: &str = r#"
const attempt = (start) => new Promise((over) => {
    setTimeout(over, 10_000, 'undecided');
    try { start(over); } catch { over('refused'); }
});
const network = async (base, who) => {
    const at = (name) => `${base}${who}-${name}`;
    await attempt((over) => fetch(at('fetch')).then(over, over));
    await attempt((over) => {
        const request = new XMLHttpRequest();
        request.onloadend = over;
        request.open('GET', at('xhr'));
        request.send();
    });
    await attempt((over) => {
        const socket = new WebSocket(at('websocket').replace('http:', 'ws:'), 'mqtt');
        socket.onopen = socket.onclose = socket.onerror = over;
    });
    await attempt((over) => {
        const source = new EventSource(at('event-source'));
        source.onopen = source.onerror = () => { source.close(); over(); };
    });
};
const inWorker = (source, type) => attempt((over) => {
    const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
    const worker = new Worker(url, { type });
    worker.onmessage = worker.onerror = over;
});
const element = (name, attributes) => attempt((over) => {
    const made = Object.assign(document.createElement(name), attributes);
    made.onload = made.onerror = over;
    document.head.append(made);
});
const base = arguments[0], module = arguments[1];
navigator.sendBeacon(`${base}page-beacon`);
await network(base, 'page');
await element('img', { src: `${base}page-image` });
await element('script', { src: `${base}page-script` });
await element('link', { rel: 'stylesheet', href: `${base}page-style` });
await attempt((over) => {
    // A frame that is refused says so by loading an error page.
    const frame = Object.assign(document.createElement('iframe'), { src: `${base}page-frame` });
    frame.onload = frame.onerror = over;
    document.body.append(frame);
});
await attempt((over) => import(`${base}page-import`).then(over, over));
const parts = `const attempt = ${attempt}; const network = ${network};`;
// As the page starts its own: a blob that imports the module by its absolute URL.
const start = module ? `import start from "${module}"; await start();` : '';
await inWorker(`${start} ${parts}
    await network("${base}", "module-worker");
    await attempt((over) => import("${base}module-worker-import").then(over, over));
    postMessage(1);`, 'module');
await inWorker(`${parts}
    network("${base}", "classic-worker")
        .then(() => attempt((over) => { importScripts("${base}classic-worker-scripts"); over(); }))
        .then(() => postMessage(1));`, 'classic');
"#;

/// The names of all attempts above.
const NAMES: [&str; 20] = [
    "page-beacon",
    "page-fetch",
    "page-xhr",
    "page-websocket",
    "page-event-source",
    "page-image",
    "page-script",
    "page-style",
    "page-frame",
    "page-import",
    "module-worker-fetch",
    "module-worker-xhr",
    "module-worker-websocket",
    "module-worker-event-source",
    "module-worker-import",
    "classic-worker-fetch",
    "classic-worker-xhr",
    "classic-worker-websocket",
    "classic-worker-event-source",
    "classic-worker-scripts",
];

/// Which attempts reach a second host from a page of the site.
fn reaching(page: &str) -> BTreeSet<String> {
    let elsewhere = Site::elsewhere("127.0.0.2", &[]);
    let site = Site::dist_with(&[("open.html", "<!doctype html><title>open</title><body>")]);
    let browser = Browser::start();
    browser.open(&site.at(page));
    let module = browser.read(
        "(() => {
            const name = document.querySelector('meta[name=connack-worker-session]')?.content;
            return name ? new URL(name, document.baseURI).href : null;
        })()",
    );
    browser.script(ATTEMPTS, json!([elsewhere.url, module]));
    // The beacon is sent in its own time; its turn is over when a later request has been through
    // the same network service.
    if page == "open.html" {
        browser.wait("the beacon", || {
            elsewhere
                .requests()
                .contains(&"/page-beacon".to_owned())
                .then_some(())
        });
    }
    let names = elsewhere.requests();
    names
        .iter()
        .map(|path| path.trim_start_matches('/').to_owned())
        .collect()
}

#[test]
fn without_a_policy_every_attempt_arrives() {
    assert_eq!(reaching("open.html"), NAMES.map(str::to_owned).into());
}

#[test]
fn with_the_policy_none_does() {
    assert_eq!(reaching("index.html?lang=en#/connect"), BTreeSet::new());
}

#[test]
fn the_page_for_any_broker_opens_sockets_and_nothing_else() {
    let sockets = ["page", "module-worker", "classic-worker"].map(|who| format!("{who}-websocket"));
    assert_eq!(reaching("any-broker.html?lang=en#/connect"), sockets.into());
}

#[test]
fn both_pages_say_their_policy() {
    let (site, browser) = (Site::dist(), Browser::start());
    let any_broker = POLICY.replace("wss: ws://127.0.0.1:*", "wss: ws: ws://127.0.0.1:*");
    let shorter = POLICY.replace("ws://127.0.0.1:* ws://localhost:*", "ws:");
    for (page, policies) in [
        ("index.html", vec![POLICY.to_owned()]),
        ("any-broker.html", vec![any_broker, shorter]),
    ] {
        browser.open(&site.at(page));
        browser.appears("#main");
        let found = browser.read(
            "[...document.querySelectorAll('meta[http-equiv=Content-Security-Policy]')].map((meta) => meta.content)",
        );
        let found = found.as_array().unwrap();
        assert_eq!(found.len(), 1, "{page}");
        let found = found[0].as_str().unwrap();
        assert!(
            policies.iter().any(|policy| policy == found),
            "{page}: {found}"
        );
        let inline = browser.read("document.querySelectorAll('[style], style').length");
        assert_eq!(inline, 0, "{page}");
    }
}

#[test]
fn a_broker_beyond_the_policy_is_named_and_not_tried() {
    let elsewhere = Site::elsewhere("127.0.0.2", &[]);
    let (site, practice, browser) = (Site::dist(), Practice::start(), Browser::start());
    flow::open(&browser, &site, "en", "compute");
    flow::take_practice_device(&browser, &practice);
    flow::go(&browser, "connect");
    let url = elsewhere.at("mqtt").replace("http:", "ws:");
    browser.type_into("broker-url", &url);
    browser.appears("#cannot-open a[href^='any-broker.html']");
    if browser.read("document.getElementById('connect').disabled") == false {
        browser.click("#connect");
    }
    browser.type_into("broker-url", &practice.websocket_url);
    browser.disappears("#cannot-open");
    browser.click("#connect");
    browser.phase("online");
    assert_eq!(elsewhere.requests(), Vec::<String>::new());
    browser.click("#disconnect");
    browser.phase("closed");

    browser.type_into("broker-url", &url);
    browser.click("#cannot-open a[href^='any-broker.html']");
    browser.wait("the page for any broker", || {
        let path = browser.read("location.pathname");
        matches!(path, Value::String(path) if path.ends_with("/any-broker.html")).then_some(())
    });
    browser.click("#no-credentials button");
    browser.type_into("broker-url", &url);
    browser.click("#connect");
    browser.appears("#timeline > li[data-event=socket-closed]");
    assert_eq!(elsewhere.requests(), ["/mqtt"]);
}
