//! What holds for reading any text, natively only: the same properties as `fuzz/` looks for.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "part of tests: a panic is the report")]
#![allow(clippy::print_stdout, reason = "times, for who asks for them")]

use connack_signer::{ClaimField, PastedDevice, PastedText, Secret, read_claims};
use proptest::prelude::*;
use proptest::sample::select;

/// Pieces that have a meaning to one reader or another.
const PIECES: [&str; 60] = [
    "signing_content: ",
    "signed clientId: a\n",
    "mqtt_client_id:  a\n",
    "{\"signing_content\":\"",
    "\\u{",
    "| User name | `",
    "|\n|---|---|\n",
    "# Case file: MQTT connection\n",
    "## a\n- username: `",
    "Signing content;\n```\n",
    "#/verify?v=1&username=%",
    "&productKey=",
    "\"",
    "'",
    "`",
    "“",
    "”",
    "\\",
    "\\\"",
    "\n",
    "\r\n",
    "\t",
    "  ",
    " ",
    "=",
    ":",
    "：",
    ",",
    ";",
    "|",
    "&",
    "{",
    "}",
    "},{",
    "[",
    "]",
    "(",
    ")",
    "<",
    "</",
    ">",
    "#define ",
    "://",
    "AT+",
    "AT+MQTTUSERCFG=0,1,",
    "\"AT+QMTCONN=0,\\\"",
    "+QMTCONN:",
    "mosquitto_pub ",
    "-u ",
    "tcp://",
    "clientId",
    "用户名",
    "password",
    "port",
    "DeviceName,DeviceSecret,ProductKey\n",
    "\\u",
    "\\x",
    "10 0c 00 04 4d 51 54 54 04 c2 00 3c 00 ",
    "return code ",
    "😀",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        proptest::collection::vec(
            prop_oneof![
                4 => select(&PIECES[..]).prop_map(str::to_owned),
                1 => "[a-z0-9.]{1,8}",
                1 => any::<char>().prop_map(String::from),
            ],
            0..60,
        )
        .prop_map(|pieces| pieces.concat()),
    ]
}

/// The value of a field as text, where it has one.
fn value(device: &PastedDevice, field: ClaimField) -> Option<&str> {
    let claim = &device.claim;
    match field {
        ClaimField::Host => claim.host.as_deref(),
        ClaimField::MqttClientId => claim.mqtt_client_id.as_deref(),
        ClaimField::Username => claim.username.as_deref(),
        ClaimField::Password => claim.password.as_ref().map(Secret::expose),
        ClaimField::ProductKey => claim.product_key.as_deref(),
        ClaimField::DeviceName => claim.device_name.as_deref(),
        ClaimField::DeviceSecret => claim.device_secret.as_ref().map(Secret::expose),
        ClaimField::ProductSecret => claim.product_secret.as_ref().map(Secret::expose),
        ClaimField::Port
        | ClaimField::Transport
        | ClaimField::KeepAlive
        | ClaimField::ProtocolLevel
        | ClaimField::Will
        | ClaimField::Qos
        | ClaimField::Retain
        | ClaimField::Observation
        | ClaimField::Request => None,
    }
}

#[track_caller]
fn check_spans(text: &str, read: &PastedText) {
    for device in &read.devices {
        assert!(!device.fields.is_empty());
        assert!(device.fields.is_sorted_by_key(|place| place.span.start));
        for place in &device.fields {
            let quoted = text.get(place.span.clone()).unwrap();
            let plain = quoted
                .chars()
                .all(|c| c.is_alphanumeric() || c == ' ' || c == '|');
            let dump = quoted
                .bytes()
                .all(|byte| byte.is_ascii_hexdigit() || byte == b' ');
            if let Some(value) = value(device, place.field).filter(|_| plain && !dump) {
                assert_eq!(value, quoted);
            }
        }
    }
    let mut end = 0;
    for span in &read.not_understood {
        assert!(span.start >= end && span.start < span.end);
        assert!(text.get(span.clone()).is_some());
        end = span.end;
    }
}

/// What a JSON string holds for this text.
fn json(text: &str) -> String {
    let mut printed = String::from("\"");
    for found in text.chars() {
        match found {
            '"' | '\\' => printed.extend(['\\', found]),
            '\0'..='\u{1f}' => printed.push_str(&format!("\\u{:04x}", u32::from(found))),
            other => printed.push(other),
        }
    }
    printed + "\""
}

proptest! {
    #[test]
    fn any_text_is_read(text in text()) {
        check_spans(&text, &read_claims(&text));
    }

    #[test]
    fn console_json_is_read_as_it_was_printed(
        id in "[a-zA-Z0-9.&_:-]{1,20}\\|[a-z]{2,8}=[^%*{}]{0,9}\\|",
        username in "[^%*{}•●]{1,20}",
        password in "[^%*{}•●]{1,20}",
        host in "[a-z0-9.-]{1,20}",
        port in 1..=u16::MAX,
        as_text in any::<bool>(),
    ) {
        let port_json = if as_text { format!("\"{port}\"") } else { port.to_string() };
        let text = format!(
            "{{\"clientId\":{},\"username\":{},\"mqttHostUrl\":{},\"passwd\":{},\"port\":{port_json}}}",
            json(&id), json(&username), json(&host), json(&password),
        );
        let read = read_claims(&text);
        prop_assert_eq!(read.devices.len(), 1);
        let claim = &read.devices[0].claim;
        prop_assert_eq!(claim.mqtt_client_id.as_deref(), Some(&*id));
        prop_assert_eq!(claim.username.as_deref(), Some(&*username));
        prop_assert_eq!(claim.password.as_ref().map(Secret::expose), Some(&*password));
        prop_assert_eq!(claim.host.as_deref(), Some(&*host));
        prop_assert_eq!(claim.port, Some(port));
        check_spans(&text, &read);
        // Again in the same text, it is no other device.
        let twice = read_claims(&format!("{text}\n{text}"));
        prop_assert_eq!(twice.devices, read.devices);
        prop_assert_eq!(read.not_understood, vec![]);
    }

    #[test]
    fn no_debug_output_tells_a_secret(secret in "[0-9][A-Za-z0-9]{12,60}(TLS|Pwd|)") {
        let read = read_claims(&format!("deviceSecret={secret}\npassword={secret}\nproductSecret={secret}"));
        prop_assert!(read.devices[0].claim.password.is_some());
        let shown = format!("{read:?}");
        prop_assert!(!shown.contains(&secret));
    }
}

#[test]
fn what_the_fuzzer_found() {
    // A line that goes on where the text ends.
    for text in [
        "mosquitto_pub -h \\",
        "mosquitto_pub \\\r-h a",
        "mosquitto_sub ^",
        "mosquitto_sub -i 'a' \\ \\",
    ] {
        check_spans(text, &read_claims(text));
    }
    // A packet with an empty client id and an empty password.
    let text = "10 11 00 04 4d 51 54 54 04 c2 00 3c 00 00 00 01 61 00 00";
    let read = read_claims(text);
    check_spans(text, &read);
    let claim = &read.devices[0].claim;
    assert_eq!(claim.mqtt_client_id.as_deref(), Some(""));
    assert_eq!(claim.password, Some(Secret::new("")));
}

/// As long as a text may be.
const LARGE: usize = 1 << 20;

/// For the texts that are many.
const SMALLER: usize = 1 << 17;

#[track_caller]
fn check_large(name: &str, piece: &str) {
    let text = piece.repeat(LARGE / piece.len());
    check_large_text(name, &text);
}

/// Longer than any of these texts takes, unless the work grows with the square of its length.
const LIMIT_S: u64 = 5;

#[track_caller]
fn check_large_text(name: &str, text: &str) {
    // A machine that is busy with other things may take longer once, but not each time.
    for attempt in 1.. {
        #[allow(
            clippy::disallowed_types,
            reason = "native only, and the time is the report"
        )]
        let start = std::time::Instant::now();
        let read = read_claims(text);
        let took = start.elapsed();
        let devices = read.devices.len();
        println!("{name:?}: {} ms, {devices} devices", took.as_millis());
        check_spans(text, &read);
        if took.as_secs() < LIMIT_S {
            return;
        }
        assert!(attempt < 4, "{name:?}: {took:?}");
    }
}

#[test]
fn large_hostile_texts_are_read_in_linear_time() {
    for piece in PIECES {
        check_large_text(piece, &piece.repeat(SMALLER / piece.len()));
        let piece = format!("{piece}=");
        check_large_text(&piece, &piece.repeat(SMALLER / piece.len()));
    }
    for piece in [
        "clientId=a|",
        "clientId: a|x=1|\n",
        "port=",
        "port='port=\"",
        "\"port\":",
        "username:\"",
        "a&b\n",
        "password(",
        "password,\"",
        "host tcp://",
        "tcp://a@",
        "{\"a\":",
        "\"AT+",
        "AT+QMTCFG=\"",
        "AT+MQTTUSERCFG=\"\\",
        "mosquitto_pub \\\n",
        "mosquitto_sub '",
        "mqttx -u \"",
        "<port>",
        "<userName>&amp;",
        "#define PORT ",
        "#define USERNAME \"a\" \\\n",
        "10 ff ff 7f 00 04 4d 51 54 54 04 c2 00 3c ff ff ",
        "1010000404d5154540002",
        "0x1,",
        "00000000: 1000 0004 4d51 5454\n",
        "10ffff7f00044d5154540400",
        "pk,dn\n",
        "pk,dn\n\",\n",
        "rc ",
        "connack ",
        "ProductKey\n",
        "username\n\n\n",
        "\"a\" + ",
        "username = \"\" \"\" + ",
        "productKey=a\ndeviceName=b\n",
        "'\\u",
        "a=b:c",
        "`",
        "username=`",
        "a.aliyuncs.com ",
        "a|securemode=|",
        "clientId:\"{\\\"clientId\\\":\\\"",
        "}, ",
        "} ",
        "{}",
        "中",
        "客户端ID：",
        "connect(\"a|\",",
        "connect(",
        "connect(a,a,a,a,a,",
        "a:a:",
        "username: a:a:",
        "username:a b:c ",
        "username='a'\"\n",
        "username=\"a\"'b'\n",
        "username='a'\\''",
        "username: &str = \"a\"\n",
        "username: &",
        "username: <password>\n",
        "password=\"}{\" ",
        "signing_content: \n",
        "signed clientId: a\npayload:         sign= \"sign\"{\n",
        "{\"signing_content\":\"\\\"",
        "{\"signing_content\":\"x\",\"payload\":\"",
        "{\"signing_content\":\"x\",\"answer_topics\":[",
        "| User name | `a\\|` |\n",
        "| a\\",
        "|`",
        "# Case file: MQTT connection\n## a\n- port: `",
        "Signing content;\n```\n",
        "\\u{\n",
        "#/verify?port=1&",
        "{{{{{{{{\"sign\"",
        "{\"a\":\"{{{{\",\"sign\":\"\",",
        "#/compute?\n",
        "#/compute",
    ] {
        check_large(piece, piece);
    }
    for (head, piece) in [
        ("username: ", "a:"),
        ("username: ", " a:"),
        ("clientId=", "|"),
        ("clientId=a|", "=|"),
        ("clientId: ", " "),
        ("password=\"", "\\"),
        ("password=\"\"", " "),
        ("mosquitto_pub ", "a "),
        ("mosquitto_pub ", "-u a "),
        ("AT+MQTTUSERCFG=", ","),
        ("10", "10"),
        ("username", " "),
        ("tcp://", "@"),
        ("tcp://a?", "clientId=&"),
        ("DeviceName,DeviceSecret\n", "a,b\n"),
        ("pk,dn\n", "\"\","),
        ("username=\"", "\"\""),
        ("username = ", "("),
        ("<userName>", "&amp;"),
        ("", "\"AT+\n"),
        ("connect(", "\"\" "),
        ("signing_content: ", "\\u{1f600}"),
        ("signing_content: x\nbody:            ", "sign="),
        ("signing_content: x\npayload:         ", "{\"sign\":"),
        (
            "{\"signing_content\":\"x\",\"payload\":\"",
            "{\\\"sign\\\":",
        ),
        ("| User name |", "`"),
        ("| User name | ", "|"),
        ("#/verify?v=1", "&username=%00"),
        ("#/", "compute/"),
    ] {
        check_large_text(
            &format!("{head}{piece}"),
            &format!("{head}{}", piece.repeat(LARGE / piece.len())),
        );
    }
    let mut state = 1_u64;
    let mut random = move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        state >> 33
    };
    let bytes: String = (0..LARGE)
        .map(|_| char::from((random() % 128) as u8))
        .collect();
    check_large_text("random", &bytes);
    let pieces: Vec<&str> = (0..LARGE / 6)
        .map(|_| PIECES[random() as usize % PIECES.len()])
        .collect();
    check_large_text("pieces", &pieces.concat());
}
