//! The command line and the page are two mouths of one signer: the same identity gives the same
//! seven values.

use std::process::Command;

use connack_e2e::{Browser, Needed, Site, flow, needed};
use serde_json::Value;

/// An identity with what may be chosen: the inputs by id, and the same as arguments.
struct Case {
    inputs: &'static [(&'static str, &'static str)],
    secret: &'static str,
    arguments: &'static [&'static str],
}

const CASES: [Case; 4] = [
    Case {
        inputs: &[
            ("product-key", "pk"),
            ("device-name", "device"),
            ("client-id", "12345"),
            ("timestamp", "789"),
            ("sign-method", "hmacsha1"),
            ("secure-mode", "3"),
        ],
        secret: "secret",
        arguments: &[
            "--product-key=pk",
            "--device-name=device",
            "--client-id=12345",
            "--timestamp=789",
            "--sign-method=hmacsha1",
            "--secure-mode=3",
        ],
    },
    Case {
        inputs: &[
            ("product-key", "a1X2bEnP82z"),
            ("device-name", "example_1@.:-"),
            ("client-id", "00:1A:2B:3C:4D:5E"),
            ("sign-method", "hmacsha256"),
            ("secure-mode", "2"),
            ("region", "ap-southeast-1"),
        ],
        secret: "tXHf4ezGEHcwdyMwoCDHGBmk9avi6gUv",
        arguments: &[
            "--product-key=a1X2bEnP82z",
            "--device-name=example_1@.:-",
            "--client-id=00:1A:2B:3C:4D:5E",
            "--sign-method=hmacsha256",
            "--secure-mode=2",
            "--region=ap-southeast-1",
        ],
    },
    Case {
        inputs: &[
            ("product-key", "a1B"),
            ("device-name", "设备一"),
            ("client-id", "序列号 42"),
            ("timestamp", "007"),
            ("sign-method", "hmacmd5"),
            ("secure-mode", "2"),
            ("instance", "iot-06z00abc"),
            ("ext-params", "lan=C,_v=1.0"),
        ],
        secret: "密钥",
        arguments: &[
            "--product-key=a1B",
            "--device-name=设备一",
            "--client-id=序列号 42",
            "--timestamp=007",
            "--sign-method=hmacmd5",
            "--secure-mode=2",
            "--instance=iot-06z00abc",
            "--ext=lan=C",
            "--ext=_v=1.0",
        ],
    },
    Case {
        inputs: &[
            ("product-key", "pk"),
            ("device-name", "device"),
            ("client-id-none", ""),
            ("sign-method", "hmacsha256"),
            ("secure-mode", "3"),
        ],
        secret: "secret",
        arguments: &[
            "--product-key=pk",
            "--device-name=device",
            "--client-id=",
            "--sign-method=hmacsha256",
            "--secure-mode=3",
        ],
    },
];

const OUTPUTS: [(&str, &str); 7] = [
    ("signing_content", "out-signing-content"),
    ("password", "out-password"),
    ("username", "out-username"),
    ("mqtt_client_id", "out-mqtt-client-id"),
    ("host", "out-host"),
    ("port", "out-port"),
    ("websocket_url", "out-websocket-url"),
];

fn signed(case: &Case) -> Value {
    let output = Command::new(needed(Needed::Cli))
        .args(["sign", "--json"])
        .args(case.arguments)
        .env("CONNACK_DEVICE_SECRET", case.secret)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn on_every_value() {
    let (site, browser) = (Site::dist(), Browser::start());
    for case in &CASES {
        let expected = signed(case);
        flow::open(&browser, &site, "en", "compute");
        browser.click("#forget");
        browser.set("device-secret", case.secret);
        for (id, value) in case.inputs {
            match *id {
                "client-id-none" => browser.click("#client-id-none"),
                "sign-method" | "secure-mode" | "region" => browser.choose(id, value),
                _ => browser.set(id, value),
            }
        }
        for (name, id) in OUTPUTS {
            // The port is a number.
            let value = &expected[name];
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            browser.shows(&format!("#{id}"), &text);
        }
    }
}
