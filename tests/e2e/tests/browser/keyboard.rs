//! Connect without a mouse, and the list of shortcuts on every page.

use connack_e2e::axe;
use connack_e2e::keys::{DOWN, END, ENTER, ESCAPE, HOME, LEFT, UP};
use connack_e2e::{Browser, Practice, Site, flow};
use serde_json::json;

const SPACE: &str = " ";

const TOPIC: &str = "/a1Practice0/practice/user/get";

/// Goes to an element by the tabulator key, and presses Enter.
#[track_caller]
fn enter(browser: &Browser, css: &str) {
    browser.tab_to(css);
    browser.press(ENTER);
}

#[test]
fn connect_needs_no_mouse() {
    let (site, practice, browser) = (Site::dist(), Practice::start(), Browser::start());
    flow::open(&browser, &site, "en", "compute");
    flow::take_practice_device(&browser, &practice);
    flow::go(&browser, "connect");
    // From here on only keys.
    enter(&browser, "#connect");
    browser.phase("online");
    browser.tab_to("#subscribe-topic");
    browser.type_here(TOPIC);
    browser.press_with_ctrl(ENTER);
    browser.appears("#subscriptions > li[data-state=granted]");
    browser.tab_to("#publish-topic");
    browser.type_here(TOPIC);
    for payload in [r#"{"t":21}"#, r#"{"t":22}"#] {
        browser.tab_to("#publish-payload");
        browser.type_here(payload);
        browser.press_with_ctrl(ENTER);
        flow::receives(&browser, TOPIC, payload);
    }

    // Each tool of publishing is opened, and closed.
    for tool in ["snippets", "rules", "thing", "repeat"] {
        enter(&browser, &format!("#{tool} > summary"));
        browser.appears(&format!("#{tool}[open]"));
    }
    enter(&browser, "#rules [data-set=rrpc]");
    browser.appears("#rule-list > li");
    enter(&browser, "#rule-list > li button[aria-expanded]");
    browser.tab_to("#rule-name");

    // A message in full, its views, its chart.
    browser.tab_to("#messages");
    browser.press(UP);
    browser.appears("#messages > li:last-child[aria-selected=true]");
    browser.press(UP);
    browser.appears("#messages > li:nth-last-child(2)[aria-selected=true]");
    let active = browser.attribute("#messages", "aria-activedescendant");
    let selected = browser.attribute("#messages > [aria-selected=true]", "id");
    assert!(active.is_some() && active == selected, "{active:?}");
    browser.press(END);
    browser.appears("#messages > li:last-child[aria-selected=true]");
    enter(&browser, "#detail-json");
    browser.appears("#detail-json[aria-pressed=true]");
    browser.tab_to("#detail-payload");
    enter(&browser, "#chart-topic");
    browser.appears("#chart-values");
    browser.tab_to("#chart-pause");
    browser.press(SPACE);
    browser.appears("#chart .tag");
    browser.press(ESCAPE);
    browser.disappears("#chart");
    browser.appears("#messages:focus");
    browser.tab_to("#detail-close");
    browser.press(ESCAPE);
    browser.disappears("#detail");
    browser.appears("#messages:focus");

    // The tree, and the filter that it fills.
    enter(&browser, "#topics-toggle");
    browser.tab_to("#topics");
    browser.press(END);
    browser.appears("#topics > li:last-child[aria-selected=true]");
    browser.press(HOME);
    browser.appears("#topics > li:first-child[aria-selected=true][aria-expanded=true]");
    browser.press(LEFT);
    browser.appears("#topics > li:first-child[aria-expanded=false]");
    browser.press(DOWN);
    browser.press(ENTER);
    browser.wait("a topic filter", || {
        (!browser.value("filter-topic").is_empty()).then_some(())
    });
    browser.press("/");
    browser.appears("#filter-text:focus");
    browser.type_here("22");
    browser.appears("#messages[data-shown='1']");
    browser.press(ESCAPE);
    assert_eq!(browser.value("filter-text"), "");

    // Another connection, and back.
    enter(&browser, "#new-connection");
    browser.appears("#tab-1[aria-selected=true]");
    browser.tab_to("#tab-1");
    browser.press(LEFT);
    browser.appears("#tab-0[aria-selected=true]:focus");
    browser.press(END);
    browser.appears("#tab-1[aria-selected=true]:focus");
    browser.press(HOME);
    browser.appears("#tab-0[aria-selected=true]:focus");
    enter(&browser, "#close-connection");
    enter(&browser, "#close-no");
    browser.appears("#close-connection:focus");
    enter(&browser, "#disconnect");
    browser.phase("closed");
}

#[test]
fn what_goes_leaves_the_focus_to_something() {
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, "en", "compute");
    browser.click("#example");
    // The link goes with its page.
    enter(&browser, "main a[href='#/connect']");
    browser.appears("#phase");
    browser.appears("main:focus");
    let title = browser.read("document.title");
    assert!(title.as_str().unwrap().starts_with("Connect · "), "{title}");
    // The question goes with its answer. The name leads nowhere, by its standard.
    browser.type_into("broker-url", "wss://broker.invalid/");
    enter(&browser, "#connect");
    browser.appears("#ask");
    enter(&browser, "#ask-no");
    browser.disappears("#ask");
    browser.appears("#connect:focus");
    browser.press(ENTER);
    browser.appears("#ask");
    enter(&browser, "#ask-yes");
    browser.phase("closed");
    browser.appears("#connect:focus");
}

#[test]
fn everything_on_connect_is_reached_by_keys() {
    let (site, practice, browser) = (Site::dist(), Practice::start(), Browser::start());
    flow::open(&browser, &site, "zh", "compute");
    flow::connect_practice_device(&browser, &practice);
    flow::subscribe(&browser, TOPIC, "1");
    flow::publish(&browser, TOPIC, "1", r#"{"t":21}"#);
    flow::receives(&browser, TOPIC, r#"{"t":21}"#);
    browser.click("#messages > li");
    browser.click("#topics-toggle");
    browser.click("#chart-topic");
    browser.appears("#chart-values");
    for folded in ["options", "snippets", "rules", "thing", "repeat", "files"] {
        browser.click(&format!("#{folded} > summary"));
    }
    browser.click("#profile-import");
    browser.appears("#profile-text");
    // What takes a press or scrolls; a part of a list or tree is reached by its arrows.
    let all = browser.read(
        "(() => {
            const takes = 'a[href], button, input, select, textarea, summary, [tabindex=\"0\"]';
            const scrolls = (found) => found.scrollHeight > found.clientHeight + 1
                && ['auto', 'scroll'].includes(getComputedStyle(found).overflowY)
                && !found.querySelector(takes);
            const all = [...document.querySelectorAll('main *')].filter((found) =>
                found.checkVisibility() && !found.disabled
                && !found.matches('[role=tab][tabindex=\"-1\"]')
                && (found.matches(takes) || scrolls(found)));
            window.unreached = new Set(all);
            document.getElementById('main').focus();
            return unreached.size;
        })()",
    );
    let count = all.as_u64().unwrap();
    assert!(count > 60, "{count} things to reach");
    for _ in 0..count + 20 {
        browser.press_tab();
        browser.read("unreached.delete(document.activeElement)");
    }
    let left = browser.read("[...unreached].map((found) => found.outerHTML.slice(0, 200))");
    assert_eq!(left, json!([]));
}

#[track_caller]
fn check_shortcuts(language: &str) {
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, language, "compute");
    for route in ["compute", "verify", "connect", "about"] {
        flow::go(&browser, route);
        browser.read("document.activeElement.blur()");
        browser.press("?");
        browser.appears("#shortcuts[open]");
        // The focus stays inside; Chromium's own frame is a stop on the way round.
        for _ in 0..4 {
            let inside = browser.read(
                "document.activeElement === document.body
                    || document.getElementById('shortcuts').contains(document.activeElement)",
            );
            assert_eq!(inside, true, "{route}");
            browser.press_tab();
        }
        browser.press(ESCAPE);
        browser.disappears("#shortcuts[open]");
    }
    // Within a text it is a letter like any other.
    flow::go(&browser, "compute");
    browser.type_into("device-name", "a?b");
    assert_eq!(browser.value("device-name"), "a?b");
    assert!(!browser.exists("#shortcuts[open]"));

    // By its button, which gets the focus back.
    enter(&browser, "#shortcuts-open");
    browser.appears("#shortcuts[open] #shortcuts-close:focus");
    browser.press(ENTER);
    browser.disappears("#shortcuts[open]");
    browser.appears("#shortcuts-open:focus");
    for theme in ["light", "dark"] {
        flow::choose_theme(&browser, theme);
        for size in [(1440, 900), (360, 740)] {
            browser.resize(size);
            browser.tab_to("#shortcuts-open");
            browser.press("?");
            browser.appears("#shortcuts[open]");
            let violations = axe::violations(&browser);
            assert!(violations.is_empty(), "{theme} {size:?} {violations:#?}");
            let over = browser.read(
                "(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.getElementById('shortcuts'))",
            );
            assert_eq!(over, 0, "{theme} {size:?}");
            browser.press("?");
            browser.disappears("#shortcuts[open]");
        }
    }
}

#[test]
fn shortcuts_are_listed_in_english() {
    check_shortcuts("en");
}

#[test]
fn shortcuts_are_listed_in_chinese() {
    check_shortcuts("zh");
}
