//! The device behaves: rules, repeated sending and the simulated thing, with the practice broker
//! and a client that we did not write as the platform; and what is published by hand.

use std::time::{Duration, Instant};

use connack_e2e::python::Paho;
use connack_e2e::{Browser, Practice, Site, flow};
use serde_json::{Value, json};

const UPDATE: &str = "/a1Practice0/practice/user/update";
const SYS: &str = "/sys/a1Practice0/practice";
/// The platform gives up an RRPC after it (vendor page "RRPC").
const RRPC_LIMIT: Duration = Duration::from_secs(8);

/// The page online as the practice device, and the platform beside it.
fn together(site: &Site, practice: &Practice, browser: &Browser, language: &str) -> Paho {
    let platform = Paho::log_in(
        practice.mqtt_port,
        "cloud",
        "platform",
        Practice::PLATFORM_PASSWORD,
    );
    assert_eq!(platform.connack(), 0);
    flow::open(browser, site, language, "compute");
    flow::connect_practice_device(browser, practice);
    platform
}

fn send(platform: &mut Paho, topic: &str, message: &Value) {
    platform.publish(topic, 1, message.to_string().as_bytes());
}

#[test]
fn a_property_set_is_answered_and_posted() {
    let (site, practice, browser) = (Site::dist(), Practice::start(), Browser::start());
    let mut platform = together(&site, &practice, &browser, "zh");
    let set = format!("{SYS}/thing/service/property/set");
    let (reply, post) = (
        format!("{set}_reply"),
        format!("{SYS}/thing/event/property/post"),
    );
    platform.subscribe(&reply, 1);
    platform.subscribe(&post, 1);
    flow::follow(&browser, "property-set", &set);
    let params = json!({ "Temperature": 21.5, "名称": "客厅" });
    let request = json!({ "id": "4711", "version": "1.0", "params": params });
    send(&mut platform, &set, &request);
    let replied = platform.hears(&reply, |message| Some(message.clone()));
    assert_eq!(replied, json!({ "id": "4711", "code": 200, "data": {} }));
    let posted = platform.hears(&post, |message| Some(message.clone()));
    assert_eq!(posted["params"], params);
    assert_eq!(posted["method"], "thing.event.property.post");
    let paired = browser.wait("the pair", || browser.text("#told > [data-told=paired]"));
    assert!(paired.contains("200"), "{paired}");
    let time = browser.read(
        r"/^\d\d:\d\d:\d\d\.\d{3} [+-]\d\d:\d\d$/.test(document.querySelector('#told time').textContent)",
    );
    assert_eq!(time, true, "{paired}");

    // Switched off, it is silent: the fence comes, a second reply does not.
    browser.click("#rule-list > li:first-child input[type=checkbox]");
    browser.appears("#rule-list > li[data-state=off]");
    send(&mut platform, &set, &request);
    browser.appears("#messages[data-received='2']");
    platform.subscribe(UPDATE, 1);
    flow::publish(&browser, UPDATE, "1", "fence");
    platform.receives(UPDATE, 1, b"fence");
    assert_eq!(platform.heard(&reply).len(), 1);
}

#[test]
fn an_rrpc_is_answered_in_time() {
    let (site, practice, browser) = (Site::dist(), Practice::start(), Browser::start());
    let mut platform = together(&site, &practice, &browser, "en");
    let response = format!("{SYS}/rrpc/response/1234567890");
    platform.subscribe(&response, 0);
    flow::follow(&browser, "rrpc", &format!("{SYS}/rrpc/request/+"));
    let asked = Instant::now();
    send(
        &mut platform,
        &format!("{SYS}/rrpc/request/1234567890"),
        &json!({ "id": "9", "params": {} }),
    );
    let code = platform.hears(&response, |message| message["code"].as_u64());
    assert!(asked.elapsed() < RRPC_LIMIT, "{:?}", asked.elapsed());
    assert_eq!(code, 200);
}

#[test]
fn an_upgrade_runs_to_its_end() {
    let (site, practice, browser) = (Site::dist(), Practice::start(), Browser::start());
    let mut platform = together(&site, &practice, &browser, "en");
    let [progress, inform, upgrade] = ["progress", "inform", "upgrade"]
        .map(|kind| format!("/ota/device/{kind}/a1Practice0/practice"));
    platform.subscribe(&progress, 1);
    platform.subscribe(&inform, 1);
    flow::follow(&browser, "ota", &upgrade);
    let data =
        json!({ "size": 7, "version": "2.0.0", "url": "https://ota.example/a", "module": "mcu" });
    send(
        &mut platform,
        &upgrade,
        &json!({ "code": "1000", "data": data, "id": 1 }),
    );
    let version = platform.hears(&inform, |message| {
        message["params"]["version"].as_str().map(str::to_owned)
    });
    assert_eq!(version, "2.0.0");
    let steps: Vec<String> = platform
        .heard(&progress)
        .iter()
        .map(|payload| {
            let message: Value = serde_json::from_slice(payload).unwrap();
            assert_eq!(message["params"]["module"], "mcu");
            message["params"]["step"].as_str().unwrap().to_owned()
        })
        .collect();
    let expected: Vec<String> = (0..=10).map(|step| (step * 10).to_string()).collect();
    assert_eq!(steps, expected);
}

#[test]
fn what_is_repeated_is_sent_exactly_as_often() {
    let (site, practice, browser) = (Site::dist(), Practice::start(), Browser::start());
    let mut platform = together(&site, &practice, &browser, "en");
    platform.subscribe(UPDATE, 1);
    browser.type_into("publish-topic", UPDATE);
    browser.choose("publish-qos", "1");
    browser.set("publish-payload", "{step}");
    browser.click("#repeat > summary");
    browser.set("repeat-count", "ten");
    browser.appears("#repeat-start[disabled]");
    assert_eq!(browser.value("repeat-count"), "ten");
    for (count, number) in [("40", 1), ("3", 2)] {
        browser.set("repeat-count", count);
        browser.set("repeat-interval", "15");
        browser.click("#repeat-start");
        browser.appears(&format!("#repeats > li:nth-child({number})"));
    }
    browser.appears("#repeats > li[data-state=done][data-sent='40']");
    browser.appears("#repeats > li[data-state=done][data-sent='3']");
    flow::publish(&browser, UPDATE, "1", "fence");
    platform.receives(UPDATE, 1, b"fence");
    let heard = platform.heard(UPDATE);
    assert_eq!(heard.len(), 44);
    assert_eq!(heard.iter().filter(|payload| *payload == b"40").count(), 1);

    // One without an end ends when it is told to.
    browser.set("publish-payload", "on");
    browser.set("repeat-count", "");
    browser.click("#repeat-start");
    browser.appears("#repeats > li[data-state=running]");
    platform.receives(UPDATE, 1, b"on");
    browser.click("#repeats > li[data-state=running] button");
    browser.appears("#repeats > li:nth-child(3)[data-state=stopped]");
}

#[test]
fn a_simulated_thing_posts_what_was_written() {
    let (site, practice, browser) = (Site::dist(), Practice::start(), Browser::start());
    let mut platform = together(&site, &practice, &browser, "zh");
    let post = format!("{SYS}/thing/event/property/post");
    platform.subscribe(&post, 0);
    browser.click("#thing > summary");
    browser.set("thing-every", "0.1");
    browser.set("property-0-name", "灯");
    browser.choose("property-0-kind", "list");
    browser.set("property-0-values", "1, 0, auto");
    browser.click("#thing-start");
    browser.appears("#thing-state[data-state=running]");
    browser.wait("four posts", || {
        (platform.heard(&post).len() >= 4).then_some(())
    });
    browser.click("#thing-stop");
    browser.appears("#thing-state[data-state=stopped]");
    let values: Vec<Value> = platform.heard(&post)[..4]
        .iter()
        .map(|payload| serde_json::from_slice::<Value>(payload).unwrap()["params"]["灯"].clone())
        .collect();
    assert_eq!(values, [json!(1), json!(0), json!("auto"), json!(1)]);
}

#[test]
fn bytes_are_sent_as_they_are_written_and_mistakes_are_not() {
    let (site, practice, browser) = (Site::dist(), Practice::start(), Browser::start());
    let mut platform = together(&site, &practice, &browser, "en");
    platform.subscribe(UPDATE, 1);
    browser.choose("publish-form", "hex");
    let all: Vec<u8> = (0..=255).collect();
    let digits: Vec<String> = all.iter().map(|byte| format!("{byte:02X}")).collect();
    flow::publish(&browser, UPDATE, "1", &digits.join(" "));
    platform.receives(UPDATE, 1, &all);
    browser.choose("publish-form", "base64");
    flow::publish(&browser, UPDATE, "1", "/w0K");
    platform.receives(UPDATE, 1, &[0xff, 0x0d, 0x0a]);

    let broken = "{\"a\": 1,\n \"b\": }";
    browser.choose("publish-form", "json");
    browser.set("publish-payload", broken);
    browser.appears("#publish[disabled]");
    browser.appears("#publish-payload[aria-invalid=true]");
    let said = browser.text("#publish-payload-said .problem").unwrap();
    assert!(said.contains("line 2, column 7"), "{said}");
    // Ctrl+Enter.
    browser.type_at_end("publish-payload", "\u{e009}\u{e007}\u{e000}");
    assert_eq!(browser.value("publish-payload"), broken);
    browser.set("publish-payload", "{\"a\": 1}");
    browser.type_at_end("publish-payload", "\u{e009}\u{e007}\u{e000}");
    platform.receives(UPDATE, 1, b"{\"a\": 1}");
    assert_eq!(platform.heard(UPDATE).len(), 3);

    // What was sent comes back, and what was being written after it.
    browser.set("publish-payload", "[0]");
    browser.click("#publish-back");
    browser.click("#publish-back");
    browser.wait("the Base64", || {
        (browser.value("publish-payload") == "/w0K").then_some(())
    });
    assert_eq!(browser.value("publish-form"), "base64");
    browser.click("#publish-forth");
    browser.click("#publish-forth");
    browser.wait("the draft", || {
        (browser.value("publish-payload") == "[0]").then_some(())
    });
}

#[test]
fn the_platforms_limits_bind_on_its_hosts_only() {
    let (site, practice, browser) = (Site::dist(), Practice::start(), Browser::start());
    let _platform = together(&site, &practice, &browser, "en");
    browser.type_into("publish-topic", "/a1Another00/device/user/update");
    browser.choose("publish-qos", "2");
    for limit in ["qos-2", "foreign-topic"] {
        browser.appears(&format!(
            "#publish-limits > [data-kind=note][data-limit={limit}]"
        ));
    }
    browser.appears("#publish[data-agreed=false]");
    browser.type_into(
        "broker-url",
        "wss://a.iot-as-mqtt.cn-shanghai.aliyuncs.com/",
    );
    // That is where the next try goes; what is open is still the practice broker's.
    browser.type_into("publish-topic", "/a1Another00/device/user/update/error");
    browser.appears("#publish-limits > [data-kind=note][data-limit=qos-2]");
    browser.click("#disconnect");
    browser.phase("closed");
    browser.appears("#publish-limits > [data-kind=warn][data-limit=qos-2]");
    browser.shows("#publish", "Send all the same");
    browser.type_into("subscribe-topic", "/a1Another00/device/user/get");
    browser.appears("#subscribe-limits > [data-kind=warn][data-limit=foreign-topic]");
    browser.shows("#subscribe", "Subscribe all the same");
}

#[test]
fn what_is_kept_survives_and_nothing_else_is_stored() {
    let (site, practice, browser) = (Site::dist(), Practice::start(), Browser::start());
    let _platform = together(&site, &practice, &browser, "en");
    let stored = || browser.read("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])");
    flow::publish(&browser, UPDATE, "0", "sent but not kept");
    assert_eq!(stored(), "[{},{}]");
    browser.click("#snippets > summary");
    browser.choose("publish-form", "hex");
    browser.set("publish-payload", "0g ff");
    browser.set("snippet-name", "two bytes");
    browser.click("#snippet-keep");
    browser.appears("[data-snippet='two bytes']");
    browser.choose("publish-form", "text");
    browser.set("publish-payload", "my practice-device-secret");
    browser.set("snippet-name", "a secret");
    browser.click("#snippet-keep");
    browser.appears("#snippet-name-said .problem");
    browser.reload();
    browser.appears("#phase");
    let stored = stored();
    let stored: Value = serde_json::from_str(stored.as_str().unwrap()).unwrap();
    let names: Vec<&String> = stored[0].as_object().unwrap().keys().collect();
    assert_eq!(
        (names, &stored[1]),
        (vec![&"connack-snippets".to_owned()], &json!({}))
    );
    assert!(!stored.to_string().contains("secret"), "{stored}");
    browser.click("#snippets > summary");
    browser.click("[data-snippet='two bytes']");
    browser.wait("the payload", || {
        (browser.value("publish-payload") == "0g ff").then_some(())
    });
    assert_eq!(browser.value("publish-topic"), UPDATE);
    assert_eq!(browser.value("publish-form"), "hex");
    // It goes out as a file, and in again.
    browser.click("#snippets-export");
    browser.wait("the file", || {
        browser
            .value("snippets-file")
            .contains("two bytes")
            .then_some(())
    });
    browser.click("#snippet-list .copy");
    browser.disappears("[data-snippet]");
    browser.wait("nothing stored", || {
        (browser.read("localStorage.length") == 0).then_some(())
    });
    browser.click("#snippets-import");
    browser.appears("[data-snippet='two bytes']");
    browser.set("snippets-file", "{\"version\": 1,\n\"snippets\": 7}");
    browser.click("#snippets-import");
    let said = browser.wait("what is wrong", || {
        browser.text("#snippets-file-said .problem")
    });
    assert!(said.contains("Line 2"), "{said}");
    browser.appears("[data-snippet='two bytes']");
}
