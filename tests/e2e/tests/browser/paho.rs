//! A client that we did not write, with the practice broker: as a device, and as the platform in
//! exchange with the page.

use connack_e2e::python::{Paho, hex};
use connack_e2e::{Browser, Practice, Site, flow};
use serde_json::json;

#[track_caller]
fn check_login(method: &str, secret: &str, codes: &[u64]) {
    let practice = Practice::start();
    let device = json!({
        "product_key": "a1Practice0",
        "device_name": "practice",
        "device_secret": secret,
        "client_id": "serial 0042",
        "method": method,
        "timestamp": "0789",
    });
    let paho = Paho::device(practice.mqtt_port, &device);
    let code = paho.connack();
    assert!(
        codes.contains(&code),
        "CONNACK {code}: {:?}",
        practice.log()
    );
}

#[test]
fn a_device_by_the_documentation() {
    for method in ["hmacmd5", "hmacsha1", "hmacsha256"] {
        check_login(method, "practice-device-secret", &[0]);
    }
}

#[test]
fn a_wrong_secret() {
    check_login("hmacsha256", "practice-device-secreT", &[4, 5]);
}

#[test]
fn a_wrong_platform_password() {
    let practice = Practice::start();
    let paho = Paho::log_in(practice.mqtt_port, "any", "platform", "not-the-password");
    assert!([4, 5].contains(&paho.connack()));
}

#[test]
fn the_platform_and_the_page() {
    let (site, practice, browser) = (Site::dist(), Practice::start(), Browser::start());
    let mut platform = Paho::log_in(
        practice.mqtt_port,
        "cloud/任意 client id",
        "platform",
        Practice::PLATFORM_PASSWORD,
    );
    assert_eq!(platform.connack(), 0);
    flow::open(&browser, &site, "zh", "compute");
    flow::connect_practice_device(&browser, &practice);
    let (down, up) = (
        "/a1Practice0/practice/user/get",
        "/a1Practice0/practice/user/update",
    );
    flow::subscribe(&browser, down, "1");
    platform.subscribe(up, 1);

    let all_bytes: Vec<u8> = (0..=255).collect();
    let chinese = "设备温度:二十一点五度,𠮷";
    for qos in [0_u8, 1] {
        browser.choose("view", "hex");
        platform.publish(down, qos, &all_bytes);
        flow::receives(&browser, down, &hex(&all_bytes, " "));
        browser.appears(&format!(
            "#messages > li:last-child[data-qos='{qos}'][data-bytes='256'] pre[data-payload=hex]"
        ));
        browser.choose("view", "text");
        platform.publish(down, qos, chinese.as_bytes());
        flow::receives(&browser, down, chinese);
        browser.appears(&format!(
            "#messages > li:last-child[data-qos='{qos}'] pre[data-payload=text]"
        ));

        flow::publish(&browser, up, &qos.to_string(), chinese);
        platform.receives(up, qos, chinese.as_bytes());
        // Every character of one byte, and every one of the next 128; a text area takes a carriage
        // return for a line end.
        let characters: String = (0..=255).map(char::from).filter(|c| *c != '\r').collect();
        flow::publish(&browser, up, &qos.to_string(), &characters);
        platform.receives(up, qos, characters.as_bytes());
    }
    browser.appears("#messages[data-received='4'][data-dropped='0']");
}
