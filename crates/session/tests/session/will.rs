//! A will: what goes on the wire, what is told of it, and which are refused.

use connack_session::{Config, Connect, NotSent, Password, Qos, Will};

use crate::broker::packet;
use crate::driver::{Driver, login};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn a_will_is_byte_exact_and_its_payload_not_told() {
    let check = |qos, retain, flags| {
        let connect = Connect {
            client_id: "c".into(),
            username: String::new(),
            password: Password(String::new()),
            will: Some(Will {
                topic: "w".into(),
                payload: b"gone".into(),
                qos,
                retain,
            }),
            ..login()
        };
        let driver = Driver::waiting(Config::default(), connect);
        let mut body = b"\0\x04MQTT\x04".to_vec();
        body.push(flags);
        body.extend_from_slice(b"\0\x3c\0\x01c\0\x01w\0\x04gone");
        assert_eq!(driver.sent(), packet(0x10, &body));
        assert!(!driver.transcript().contains("gone"));
        assert!(driver.transcript().contains("will_topic=w"));
    };
    check(Qos::AtMostOnce, false, 0x06);
    check(Qos::ExactlyOnce, true, 0x36);
    for topic in ["", "#", "a\0"] {
        let connect = Connect {
            will: Some(Will {
                topic: topic.into(),
                payload: Vec::new(),
                qos: Qos::AtMostOnce,
                retain: false,
            }),
            ..login()
        };
        let mut driver = Driver::new(Config::default());
        let result = driver.ask(|s, now| s.connect(now, connect));
        assert_eq!(result, Err(NotSent::WillTopic));
    }
}
