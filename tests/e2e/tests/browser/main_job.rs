//! The main job: from nothing typed to a message received, on a plain static host under a
//! sub-path, with the practice broker.

use connack_e2e::{Browser, Practice, Site, flow};

/// `words`: what the phases of this course are called in the language.
#[track_caller]
fn check(language: &str, words: [&str; 3]) {
    let (site, practice, browser) = (Site::dist(), Practice::start(), Browser::start());
    let [idle, online, closed] = words;
    flow::open(&browser, &site, language, "compute");
    browser.appears("#self-check[data-ok=true]");
    flow::take_practice_device(&browser, &practice);
    browser.shows("#out-port", "1883");
    browser.shows(
        "#out-mqtt-client-id",
        "a1Practice0.practice|securemode=3,signmethod=hmacsha256|",
    );
    assert_eq!(browser.text("#out-password").unwrap().len(), 64);

    flow::go(&browser, "connect");
    browser.shows("#phase", idle);
    assert_eq!(browser.value("broker-url"), practice.websocket_url);
    browser.click("#connect");
    browser.phase("online");
    browser.shows("#phase", online);
    for event in ["socket-opening", "socket-open", "connect", "connack"] {
        browser.appears(&format!("#timeline > li[data-event={event}]"));
    }

    let own = "/a1Practice0/practice/user/get";
    flow::subscribe(&browser, own, "1");
    let granted = browser.text("#timeline > li[data-event=suback]").unwrap();
    assert!(granted.contains("qos=1"), "{}", browser.situation());
    browser.appears("#subscriptions > li[data-state=granted]");
    flow::publish(&browser, own, "1", "{\"温度\": 21.5}");
    flow::receives(&browser, own, "{\"温度\": 21.5}");
    browser.appears(&format!(
        "#messages[data-received='1'][data-shown='1'][data-dropped='0'] > li[data-topic='{own}'][data-qos='1']"
    ));

    let response = "/ext/ntp/a1Practice0/practice/response";
    flow::subscribe(&browser, response, "0");
    let request = "/ext/ntp/a1Practice0/practice/request";
    flow::publish(&browser, request, "0", "{\"deviceSendTime\":\"1000\"}");
    let answer = browser.wait("the answer to the NTP request", || {
        browser.text(&format!("#messages > li[data-topic='{response}'] pre"))
    });
    for name in ["deviceSendTime", "serverRecvTime", "serverSendTime"] {
        assert!(answer.contains(name), "{answer}");
    }

    browser.click("#subscriptions > li:first-child button");
    browser.appears("#timeline > li[data-event=unsuback]");
    browser.wait("one subscription less", || {
        (browser.texts("#subscriptions > li").len() == 1).then_some(())
    });
    browser.click("#disconnect");
    browser.phase("closed");
    browser.shows("#phase", closed);
    assert!(
        !browser.exists("#timeline > li[data-code]"),
        "a cause of failure after a good day"
    );
}

#[test]
fn in_english() {
    check("en", ["Not connected", "Online", "Closed"]);
}

#[test]
fn in_chinese() {
    check("zh", ["未连接", "在线", "已关闭"]);
}
