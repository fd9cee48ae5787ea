//! What holds for any input, natively only: proptest shrinks what it finds.
//!
//! That passwords are compared in constant time has no test here, since time says nothing on a
//! busy machine: it holds by construction, `verify` compares through `Mac::verify_slice`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "part of tests: a panic is the report")]

use connack_signer::{
    ClientId, DeviceIdentity, DeviceName, ExtParams, MqttClientId, ProductKey, Secret, SecureMode,
    Server, SignMethod, SignRequest, SigningContent, SigningName, SigningPair, Subject, Timestamp,
    read_pasted, sign, verify,
};
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Any text, text made of the characters that have a meaning, and what looks like an address.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[|,=&:/?#@.\\[\\]{}\"\\\\ \n\u{0}a-c0-9字😀]{0,40}",
        "(wss?://)?[0-9a字]{0,3}[\\[\\]:@/?#.0-9a字]{0,8}",
    ]
}

fn method() -> impl Strategy<Value = SignMethod> {
    select(&SignMethod::ALL[..])
}

/// A device and a request made of any text that the wire can carry.
fn signable() -> impl Strategy<Value = (DeviceIdentity, SignRequest)> {
    let device = (
        text().prop_filter_map("product key", |text| ProductKey::new(text).ok()),
        text().prop_filter_map("device name", |text| DeviceName::new(text).ok()),
        text().prop_map(Secret::new),
    );
    let request = (
        text().prop_filter_map("client id", |text| ClientId::new(text).ok()),
        method(),
        select(&SecureMode::ALL[..]),
        proptest::option::of(text().prop_filter_map("timestamp", |text| Timestamp::new(text).ok())),
        prop_oneof![
            Just(ExtParams::default()),
            "[a-c]{1,3}=[^|,\u{0}]{0,5}(,_[a-c]=[^|,\u{0}]{0,5}){0,3}"
                .prop_filter_map("extension parameters", |text| ExtParams::parse_extra(&text)
                    .ok()),
        ],
    );
    (device, request).prop_map(|(device, request)| {
        let (product_key, device_name, device_secret) = device;
        let (client_id, sign_method, secure_mode, timestamp, extra) = request;
        (
            DeviceIdentity {
                product_key,
                device_name,
                device_secret,
            },
            SignRequest {
                client_id,
                sign_method,
                secure_mode,
                timestamp,
                extra,
            },
        )
    })
}

proptest! {
    #[test]
    fn a_client_id_is_printed_as_it_was_parsed(text in text()) {
        prop_assert_eq!(MqttClientId::parse(&text).to_string(), text);
    }

    #[test]
    fn what_is_sent_is_parsed_back((identity, request) in signable()) {
        let sent = sign(&identity, &request).mqtt_client_id;
        let parsed = MqttClientId::parse(&sent.to_string());
        prop_assert_eq!(&parsed, &sent);
        prop_assert_eq!(parsed.client_id, request.client_id.as_str());
        prop_assert_eq!(sent.param("signmethod"), Some(request.sign_method.wire()));
        prop_assert_eq!(sent.param("securemode"), Some(request.secure_mode.wire()));
    }

    #[test]
    fn the_order_of_the_fields_does_not_matter(
        values in any::<[String; 6]>(),
        count in 0..=6_usize,
        order in Just([0_usize, 1, 2, 3, 4, 5]).prop_shuffle(),
    ) {
        let names = [
            SigningName::ClientId,
            SigningName::DeviceName,
            SigningName::Id,
            SigningName::ProductKey,
            SigningName::Random,
            SigningName::Timestamp,
        ];
        let pair = |i: usize| SigningPair { name: names[i], value: values[i].clone() };
        let sorted = SigningContent::new((0..count).map(pair).collect());
        let shuffled = SigningContent::new(order.into_iter().filter(|i| *i < count).map(pair).collect());
        prop_assert_eq!(shuffled.to_string(), sorted.to_string());
        prop_assert_eq!(shuffled, sorted);
    }

    #[test]
    fn the_content_is_each_name_with_its_value((identity, request) in signable()) {
        let timestamp = request.timestamp.as_ref().map(Timestamp::as_str);
        let expected = format!(
            "clientId{}deviceName{}productKey{}{}",
            request.client_id.as_str(),
            identity.device_name.as_str(),
            identity.product_key.as_str(),
            timestamp.map(|text| format!("timestamp{text}")).unwrap_or_default(),
        );
        prop_assert_eq!(sign(&identity, &request).content.to_string(), expected);
    }

    #[test]
    fn a_password_is_accepted_in_any_case_and_nothing_else_is(
        (identity, request) in signable(),
        upper in any::<[bool; 64]>(),
        place in any::<Index>(),
        other in any::<char>(),
        more in prop_oneof![any::<char>(), select(vec!['0', ' ', '\n'])],
    ) {
        let right = sign(&identity, &request).password();
        let mixed: String = right
            .chars()
            .zip(upper)
            .map(|(digit, upper)| if upper { digit.to_ascii_uppercase() } else { digit })
            .collect();
        prop_assert!(verify(&identity, &request, &mixed));

        let at = place.index(right.len());
        let one_else = format!("{}{other}{}", &right[..at], &right[at + 1..]);
        prop_assert_eq!(verify(&identity, &request, &one_else), one_else.eq_ignore_ascii_case(&right));
        let digit = if right.as_bytes()[at] == b'0' { '1' } else { '0' };
        let one_digit_else = format!("{}{digit}{}", &right[..at], &right[at + 1..]);
        prop_assert!(!verify(&identity, &request, &one_digit_else));
        prop_assert!(!verify(&identity, &request, &right[..at]));
        let mut longer = right.clone();
        longer.insert(place.index(right.len() + 1), more);
        prop_assert!(!verify(&identity, &request, &longer));
    }

    #[test]
    fn another_secret_gives_another_password((identity, request) in signable(), more in "[^\u{0}]") {
        let longer = Secret::new(identity.device_secret.expose().to_owned() + &more);
        let other = DeviceIdentity { device_secret: longer, ..identity.clone() };
        prop_assert!(!verify(&other, &request, &sign(&identity, &request).password()));
    }

    #[test]
    fn leading_zeros_are_kept(
        (identity, mut request) in signable(),
        zeros in 1..20_usize,
        number in any::<u64>(),
    ) {
        let timestamp = "0".repeat(zeros) + &number.to_string();
        request.timestamp = Some(Timestamp::new(&*timestamp).unwrap());
        let signing = sign(&identity, &request);
        let end = format!("timestamp{timestamp}");
        prop_assert!(signing.content.to_string().ends_with(&end));
        prop_assert_eq!(signing.mqtt_client_id.param("timestamp"), Some(&*timestamp));
        // The password's zeros too: it never gets shorter.
        prop_assert_eq!(signing.password().len(), 2 * request.sign_method.mac_len());
        prop_assert_eq!(hex::decode(signing.password()).unwrap(), signing.mac.as_bytes());
    }

    #[test]
    fn no_debug_output_tells_a_secret(
        (mut identity, request) in signable(),
        secret in "[A-Za-z0-9]{16,64}",
    ) {
        identity.device_secret = Secret::new(&*secret);
        let signing = sign(&identity, &request);
        let pasted = read_pasted(&format!("{{\"deviceSecret\":\"{secret}\",\"passwd\":\"{secret}\"}}"));
        let shown = format!("{:?} {identity:?} {request:?} {signing:#?} {pasted:?}", identity.device_secret);
        prop_assert!(pasted.is_some());
        prop_assert!(!shown.contains(&secret));
        prop_assert!(!shown.to_lowercase().contains(&signing.password()));
        // Nor as a list of numbers.
        let bytes = format!("{:?}", signing.mac.as_bytes());
        prop_assert!(!shown.replace([' ', '\n'], "").contains(&bytes.replace([' ', '[', ']'], "")));
    }

    #[test]
    fn no_text_makes_the_signer_panic(text in text(), mode in select(&SecureMode::ALL[..])) {
        if let Some(pasted) = read_pasted(&text) {
            let _ = (pasted.region(), pasted.other_host());
        }
        let _ = read_pasted(&format!("{{\"host\":{text:?},\"username\":\"{text}\"}}"));
        for subject in SUBJECTS {
            let _ = subject.oddities(&text);
        }
        if let Ok(server) = Server::parse(&text).or_else(|_| Server::region(&text)) {
            let _ = server.endpoint(&ProductKey::default(), mode);
        }
    }
}

const SUBJECTS: [Subject; 7] = [
    Subject::ProductKey,
    Subject::DeviceName,
    Subject::DeviceSecret,
    Subject::ClientId,
    Subject::Timestamp,
    Subject::ExtParams,
    Subject::Host,
];

#[test]
fn pasted_json_that_is_nested_or_large_is_left_alone() {
    for depth in [10, 1_000, 60_000] {
        assert_eq!(read_pasted(&"{\"a\":".repeat(depth)), None);
        assert_eq!(read_pasted(&format!("{{\"a\":{}", "[".repeat(depth))), None);
    }
    let large = format!("{{\"productKey\":\"{}\"}}", "x".repeat(1 << 20));
    assert_eq!(read_pasted(&large), None);
}
