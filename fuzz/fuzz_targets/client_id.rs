//! A client id is printed as it was parsed, and parsed as it was printed.
#![no_main]

use connack_signer::MqttClientId;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let parsed = MqttClientId::parse(text);
    assert_eq!(parsed.to_string(), text);
    assert_eq!(MqttClientId::parse(&parsed.to_string()), parsed);
    for name in ["securemode", "signmethod", "timestamp"] {
        if let Some(value) = parsed.param(name) {
            assert!(text.contains(value));
        }
    }
});
