//! What the first view loads: the session's module comes when Connect is opened, once.

use connack_e2e::{Browser, Site, flow};

#[test]
fn loads_when_connect_is_opened() {
    let (site, browser) = (Site::dist(), Browser::start());
    let loaded = || {
        let requests = site.requests().into_iter();
        requests
            .filter(|path| path.contains("/worker-session"))
            .collect::<Vec<_>>()
    };
    flow::open(&browser, &site, "en", "compute");
    browser.click("#example");
    browser.shows("#out-username", "device&pk");
    flow::go(&browser, "about");
    flow::go(&browser, "compute");
    assert_eq!(loaded(), Vec::<String>::new());
    flow::go(&browser, "connect");
    browser.wait("both files of the worker", || {
        let loaded = loaded();
        let kinds = [".js", ".wasm"].map(|kind| loaded.iter().any(|path| path.ends_with(kind)));
        (kinds == [true, true]).then_some(())
    });
    flow::go(&browser, "compute");
    flow::go(&browser, "connect");
    browser.appears("#phase[data-phase=idle]");
    assert_eq!(loaded().len(), 2, "{:?}", loaded());
}

/// How many files of the engine were asked for.
fn engine_requests(site: &Site) -> usize {
    let requests = site.requests().into_iter();
    requests
        .filter(|path| path.contains("/worker-engine"))
        .count()
}

#[test]
fn the_engine_loads_when_verify_is_opened() {
    let (site, browser) = (Site::dist(), Browser::start());
    let loaded = || engine_requests(&site);
    flow::open(&browser, &site, "en", "compute");
    browser.click("#example");
    flow::go(&browser, "connect");
    browser.appears("#phase");
    assert_eq!(loaded(), 0);
    flow::go(&browser, "verify");
    browser.appears("#verdict");
    assert!(loaded() >= 2, "{}", loaded());
}

#[test]
fn the_engine_loads_when_a_program_is_asked_for() {
    let (site, browser) = (Site::dist(), Browser::start());
    let loaded = || engine_requests(&site);
    flow::open(&browser, &site, "en", "compute");
    browser.click("#example");
    browser.shows("#out-username", "device&pk");
    assert_eq!(loaded(), 0);
    browser.click("#use-in > summary");
    browser.appears("#use-text");
    assert_eq!(loaded(), 2);
}

#[test]
fn everything_asked_for_is_there_and_has_a_lasting_name() {
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, "en", "connect");
    browser.appears("#phase");
    for path in site.requests() {
        let name = path.rsplit('/').next().unwrap().split('?').next().unwrap();
        if name.is_empty() {
            continue;
        }
        let stem = name.split('.').next().unwrap();
        let hash = stem.rsplit('-').next().unwrap();
        assert!(
            hash.len() >= 8 && hash.chars().all(|c| c.is_ascii_hexdigit()),
            "{path} has no hash in its name"
        );
        assert!(
            path.starts_with("/some/sub/path/"),
            "{path} is outside of the sub-path"
        );
    }
    let missing = browser.script(
        "const seen = performance.getEntriesByType('resource');
         return seen.filter(({ responseStatus }) => responseStatus >= 400).map(({ name }) => name);",
        serde_json::json!([]),
    );
    assert_eq!(missing, serde_json::json!([]));
}
