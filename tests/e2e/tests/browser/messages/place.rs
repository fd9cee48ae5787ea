//! The list holds still for who reads it.

use connack_e2e::keys::ENTER;
use connack_e2e::{Publisher, flow};

use super::Bench;

#[test]
fn the_list_holds_still_for_who_reads_it() {
    let mut bench = Bench::start("en");
    flow::subscribe(&bench.browser, "#", "1");
    let texts: Vec<String> = (0..150).map(|number| format!("n{number}")).collect();
    let messages: Vec<(&str, &[u8])> = texts.iter().map(|text| ("n", text.as_bytes())).collect();
    bench.send(&messages[..100]);
    bench.browser.appears("#messages > li[data-number='100']");
    bench.browser.click("#messages > li[data-number='99']");
    bench.browser.shows("#follow", "Follow the newest");
    let top =
        "document.querySelector(\"#messages > [data-number='99']\").getBoundingClientRect().top";
    let before = bench.browser.read(top);
    bench.send(&messages[100..]);
    bench.browser.shows("#follow", "50 new: follow");
    assert_eq!(bench.browser.read(top), before);
    bench.browser.shows("#detail-payload", "n98");
    bench.browser.click("#follow");
    bench.browser.appears("#messages > li[data-number='150']");
    bench.browser.disappears("#follow");
}

/// Hundreds are dropped between two answers of the worker.
#[test]
fn the_list_holds_still_in_a_flood_over_its_capacity() {
    let bench = Bench::start("en");
    let browser = &bench.browser;
    flow::subscribe(browser, "#", "0");
    browser.click("#files summary");
    browser.type_into("capacity-messages", "5000");
    browser.press(ENTER);
    let mut beside = Publisher::log_in(bench.mosquitto.mqtt_port, "flood", "", "");
    let mut flood = |from: u64, to: u64| {
        beside.at_once(
            "n",
            (from..=to).map(|number| format!("n{number}").into_bytes()),
        );
    };
    flood(1, 6_000);
    flow::received(browser, 6_000);
    browser.appears("#messages > li[data-number='6000']");
    let read = "#messages > li[data-number='5999']";
    browser.click(read);
    browser.shows("#follow", "Follow the newest");
    // From the top of what scrolls, in pixels.
    let place = || {
        let top =
            |css: &str| format!("document.querySelector(\"{css}\").getBoundingClientRect().top");
        let below = format!("{} - {}", top(read), top(".messages .scroll"));
        browser.read(&below).as_f64().expect("a number")
    };
    let before = place();
    let stays = |when: &str| {
        browser.appears(read);
        browser.wait(&format!("the row where it was, {when}"), || {
            ((place() - before).abs() < 2.0).then_some(())
        });
        browser.shows("#detail-payload", "n5999");
    };
    flood(6_001, 10_500);
    assert_eq!(flow::received(browser, 10_500), (5_000, 5_500));
    browser.shows("#follow", "4500 new: follow");
    stays("in view");
    flow::go(browser, "compute");
    flood(10_501, 10_700);
    flow::go(browser, "connect");
    flow::received(browser, 10_700);
    stays("after another page");
    browser.click("#new-connection");
    browser.appears("#messages[data-received='0']");
    browser.click("#tab-0");
    stays("after another connection");
    // Its turn comes at last: it stays to be read.
    flood(10_701, 16_000);
    flow::received(browser, 16_000);
    browser.appears("#messages > li[data-number='11001']:first-child");
    browser.shows("#detail-payload", "n5999");
    browser.click("#follow");
    browser.appears("#messages > li[data-number='16000']");
}
