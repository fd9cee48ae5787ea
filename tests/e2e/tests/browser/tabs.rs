//! Several connections in one page, each with a worker of its own.

use connack_e2e::keys::LEFT;
use connack_e2e::{Browser, Mosquitto, Practice, Site, flow};

const TOPIC: &str = "/a1Practice0/practice/user/update";

/// On the shown connection: online with typed credentials.
#[track_caller]
fn connect_typed(browser: &Browser, client_id: &str, username: &str, password: &str) {
    browser.choose("connection-source", "typed");
    browser.type_into("typed-client-id", client_id);
    browser.type_into("typed-username", username);
    browser.type_into("typed-password", password);
    browser.click("#connect");
    browser.phase("online");
}

#[test]
fn a_device_and_a_watcher_side_by_side() {
    let (site, practice, browser) = (Site::dist(), Practice::start(), Browser::start());
    flow::open(&browser, &site, "en", "compute");
    flow::connect_practice_device(&browser, &practice);
    browser.shows("#tab-0 .tab-phase", "Online");
    browser.click("#new-connection");
    browser.phase("idle");
    connect_typed(&browser, "watcher", "platform", Practice::PLATFORM_PASSWORD);
    browser.shows("#tab-1 .tab-name", "2 · platform");
    flow::subscribe(&browser, TOPIC, "1");

    // By the keyboard to the device, which has stayed what it was.
    browser.type_at_end("tab-1", LEFT);
    browser.appears("#tab-0[aria-selected=true]:focus");
    browser.phase("online");
    assert_eq!(
        browser.texts("#timeline > li[data-event=subscribe]").len(),
        0
    );
    flow::publish(&browser, TOPIC, "1", "from the device");
    browser.appears("#tab-1 [data-unread='1']");
    browser.click("#tab-1");
    flow::receives(&browser, TOPIC, "from the device");
    browser.disappears("#tab-1 [data-unread]");

    // One that is connected is not closed unasked.
    browser.click("#close-connection");
    browser.click("#close-no");
    browser.disappears("#close-ask");
    browser.phase("online");
    browser.click("#close-connection");
    browser.click("#close-yes");
    browser.disappears("#tab-1");
    browser.appears("#tab-0[aria-selected=true]");
    browser.phase("online");
    let left = |line: &String| line.contains("platform");
    assert!(
        !practice
            .log()
            .iter()
            .any(|line| left(line) && line.contains("refused"))
    );
    // The last one gives way to a fresh one.
    browser.click("#disconnect");
    browser.phase("closed");
    browser.click("#close-connection");
    browser.phase("idle");
    assert_eq!(browser.texts("#connections > [role=tab]").len(), 1);
    assert_eq!(browser.texts("#timeline > li").len(), 0);
}

#[test]
fn what_is_typed_is_not_stored() {
    let mosquitto = Mosquitto::start("someone", "a-typed-password");
    let (site, browser) = (Site::dist(), Browser::start());
    flow::open(&browser, &site, "en", "connect");
    browser.choose("connection-source", "typed");
    browser.type_into("broker-url", &mosquitto.websocket_url);
    connect_typed(&browser, "", "someone", "a-typed-password");
    let stored =
        browser.read("JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href])");
    let stored = stored.as_str().unwrap().to_owned();
    for hidden in ["a-typed-password", "someone"] {
        assert!(!stored.contains(hidden), "{stored}");
    }
    assert!(
        !browser
            .read("document.getElementById('timeline').textContent")
            .as_str()
            .unwrap()
            .contains("a-typed-password")
    );
    // After "Forget everything" nothing of it is left in the page either.
    browser.click("#forget");
    browser.appears("#connection-source");
    browser.choose("connection-source", "typed");
    assert_eq!(browser.value("typed-password"), "");
}

#[test]
fn each_list_of_messages_keeps_its_place() {
    let (site, practice, browser) = (Site::dist(), Practice::start(), Browser::start());
    flow::open(&browser, &site, "en", "compute");
    flow::connect_practice_device(&browser, &practice);
    let topic = "/a1Practice0/practice/user/get";
    flow::subscribe(&browser, topic, "0");
    browser.type_into("publish-topic", topic);
    browser.set("publish-payload", "{step}");
    browser.click("#repeat > summary");
    browser.set("repeat-count", "200");
    browser.set("repeat-interval", "1");
    browser.click("#repeat-start");
    browser.appears("#messages[data-shown='200']");
    // In the middle of a row.
    const AT: &str = "3210";
    browser.read(&format!(
        "(document.querySelector('.list > .scroll').scrollTop = {AT})"
    ));
    browser.appears("#follow");
    let in_view = || {
        browser.read(
            "(() => {
                const list = document.querySelector('.list > .scroll');
                const from = list.getBoundingClientRect().top;
                const rows = [...document.querySelectorAll('#messages > li')];
                const first = rows.find((row) => row.getBoundingClientRect().bottom > from);
                return [list.scrollTop, list.scrollHeight, first?.dataset.number ?? null].join(' ');
            })()",
        )
    };
    let before = browser.wait("the rows there", || {
        let seen = in_view();
        seen.as_str()?
            .starts_with(&format!("{AT} "))
            .then_some(seen)
    });
    let is_back = || {
        browser.wait(&format!("{before} in view again"), || {
            (in_view() == before).then_some(())
        });
        browser.appears("#follow");
    };
    browser.click("#new-connection");
    browser.appears("#messages[data-shown='0']");
    browser.click("#tab-0");
    is_back();
    // One that is at its end stays there.
    browser.click("#tab-1");
    browser.appears("#messages[data-shown='0']");
    browser.disappears("#follow");
    browser.click("#tab-0");
    is_back();
    flow::go(&browser, "about");
    flow::go(&browser, "connect");
    is_back();
    browser.click("#follow");
    browser.disappears("#follow");
    browser.click("#tab-1");
    browser.appears("#messages[data-shown='0']");
    browser.click("#tab-0");
    flow::receives(&browser, topic, "200");
    browser.disappears("#follow");
}
