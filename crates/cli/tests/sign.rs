//! `connack sign` from outside: the built program, its two streams and its exit code.

mod program;

use program::{DEVICE, Input, MARKER, check, connack, json, with};

/// The documented example (vendor help topic 73742), its secret left out.
const EXAMPLE: &[&str] = &[
    "sign",
    "--product-key",
    "pk",
    "--device-name",
    "device",
    "--client-id",
    "12345",
    "--sign-method",
    "hmacsha1",
    "--secure-mode",
    "3",
    "--timestamp",
    "789",
];
const EXAMPLE_PASSWORD: &str = "fafd82a3d602b37fb0fa8b7892f24a477f851a14";

/// Runs the device with options that stand for one field, and looks at that field.
#[track_caller]
fn check_field(more: &[&str], field: &str, expected: &str) {
    let run = connack(
        &with(&with(DEVICE, &["--json"]), more),
        &Input::environment(MARKER),
    );
    assert_eq!(json(&run)[field], expected, "{more:?}");
}

/// Runs the device with [`MARKER`] as its secret: refused, with these words.
#[track_caller]
fn check_refused(more: &[&str], words: &str) {
    check(
        &with(DEVICE, more),
        &Input::environment(MARKER),
        2,
        "",
        words,
    );
}

#[test]
fn the_documented_example_as_json() {
    let run = connack(&with(EXAMPLE, &["--json"]), &Input::environment("secret"));
    let host = "pk.iot-as-mqtt.cn-shanghai.aliyuncs.com";
    // The text, not only the value: the order of the keys is part of the contract.
    let expected = format!(
        "{{\"signing_content\":\"clientId12345deviceNamedeviceproductKeypktimestamp789\",\
         \"password\":\"{EXAMPLE_PASSWORD}\",\"username\":\"device&pk\",\
         \"mqtt_client_id\":\"12345|securemode=3,signmethod=hmacsha1,timestamp=789|\",\
         \"host\":\"{host}\",\"port\":1883,\"websocket_url\":\"ws://{host}:443/\"}}\n"
    );
    assert_eq!((run.code, run.out, run.err), (0, expected, String::new()));
}

#[test]
fn the_documented_example_for_people() {
    let run = connack(EXAMPLE, &Input::environment("secret"));
    let expected = "\
signed clientId:   12345
signed deviceName: device
signed productKey: pk
signed timestamp:  789
signing_content:   clientId12345deviceNamedeviceproductKeypktimestamp789
algorithm:         HMAC-SHA1, key: the device secret
password:          fafd82a3d602b37fb0fa8b7892f24a477f851a14
username:          device&pk
mqtt_client_id:    12345|securemode=3,signmethod=hmacsha1,timestamp=789|
host:              pk.iot-as-mqtt.cn-shanghai.aliyuncs.com
port:              1883
websocket_url:     ws://pk.iot-as-mqtt.cn-shanghai.aliyuncs.com:443/
";
    assert_eq!(
        (run.code, &*run.out, &*run.err),
        (0, expected, ""),
        "{}",
        run.out
    );
}

#[test]
fn an_instance_has_its_own_host_and_path() {
    let host = "iot-06z00.mqtt.iothub.aliyuncs.com";
    for text in ["iot-06z00", host] {
        check_field(&["--instance", text], "host", host);
        check_field(
            &["--instance", text],
            "websocket_url",
            &format!("wss://{host}:443/mqtt"),
        );
        check_field(
            &["--instance", text, "--secure-mode", "3"],
            "websocket_url",
            &format!("ws://{host}:443/mqtt"),
        );
    }
    check_field(
        &["--region", "us-west-1"],
        "websocket_url",
        "wss://pk.iot-as-mqtt.us-west-1.aliyuncs.com:443/",
    );
}

#[test]
fn defaults_and_the_order_of_the_parameters() {
    let plain = "12345|securemode=2,signmethod=hmacsha256|";
    check_field(&[], "mqtt_client_id", plain);
    check_field(&["--timestamp", ""], "mqtt_client_id", plain);
    check_field(
        &["--ext", "b=2", "--timestamp", "007", "--ext", "a=1=1,_c="],
        "mqtt_client_id",
        "12345|securemode=2,signmethod=hmacsha256,timestamp=007,b=2,a=1=1,_c=|",
    );
    check_field(
        &["--timestamp", "007"],
        "signing_content",
        "clientId12345deviceNamedeviceproductKeypktimestamp007",
    );
}

#[test]
fn the_platforms_empty_client_id() {
    let args = [
        "sign",
        "--json",
        "--product-key",
        "pk",
        "--device-name",
        "device",
        "--client-id",
        "",
    ];
    let run = connack(&args, &Input::environment(MARKER));
    assert_eq!(run.err, "");
    let fields = json(&run);
    assert_eq!(
        fields["mqtt_client_id"],
        "|securemode=2,signmethod=hmacsha256|"
    );
    assert_eq!(
        fields["signing_content"],
        "clientIddeviceNamedeviceproductKeypk"
    );
}

#[test]
fn odd_values_are_signed_with_a_warning() {
    let device = |pk, dn| {
        vec![
            "sign",
            "--json",
            "--client-id",
            "a",
            "--product-key",
            pk,
            "--device-name",
            dn,
        ]
    };
    let marker = Input::environment(MARKER);
    check(
        &device("pk", "dev"),
        &marker,
        0,
        "dev&pk",
        "warning: device name has 3 characters, at least 4",
    );
    check(
        &device("", "device"),
        &marker,
        0,
        "\"device&\"",
        "warning: product key is empty",
    );
    check(
        &device("pk", "设备😀四"),
        &marker,
        0,
        "设备😀四&pk",
        "warning: device name has `设` at character 1",
    );
    check(
        &device("${productKey}", "device"),
        &marker,
        0,
        "device&${productKey}",
        "warning: product key is a placeholder",
    );
    check(
        &device("pk", "device"),
        &Input::environment(""),
        0,
        "device&pk",
        "warning: device secret is empty",
    );
    let padded = format!("{MARKER} ");
    check(
        &device("pk", "device"),
        &Input::environment(&padded),
        0,
        "device&pk",
        "warning: device secret begins or ends",
    );
    check(
        &with(DEVICE, &["--region", "mars"]),
        &marker,
        0,
        "pk.iot-as-mqtt.mars.aliyuncs.com",
        "warning: region `mars`",
    );
    // On a terminal what steers it is written out, as data it is exact.
    check(
        &[
            "sign",
            "--client-id",
            "a",
            "--product-key",
            "pk",
            "--device-name",
            "de\u{1b}\u{202e}v",
        ],
        &marker,
        0,
        "de\\u{1b}\\u{202e}v&pk",
        "warning: device name has `\\u{1b}`",
    );
    check(
        &device("pk", "de\u{1b}v"),
        &marker,
        0,
        "\"de\\u001bv&pk\"",
        "warning",
    );
}

#[test]
fn what_would_break_the_wire_is_refused() {
    let pk = [
        "sign",
        "--client-id",
        "a",
        "--product-key",
        "p&k",
        "--device-name",
        "device",
    ];
    check(
        &pk,
        &Input::environment(MARKER),
        2,
        "",
        "error: product key has `&` at character 2",
    );
    let id = [
        "sign",
        "--client-id",
        "a|b",
        "--product-key",
        "pk",
        "--device-name",
        "device",
    ];
    check(
        &id,
        &Input::environment(MARKER),
        2,
        "",
        "error: client id has `|` at character 2",
    );
    check_refused(
        &["--timestamp", "1,2"],
        "error: timestamp has `,` at character 2",
    );
    check_refused(
        &["--ext", "a"],
        "error: extension parameter 1 is not `name=value`",
    );
    check_refused(
        &["--ext", ""],
        "error: extension parameter 1 is not `name=value`",
    );
    check_refused(
        &["--ext", "a=1", "--ext", "b"],
        "error: extension parameter 2 is not",
    );
    check_refused(
        &["--ext", "timestamp=1"],
        "error: extension parameter 1 sets `timestamp`",
    );
    check_refused(
        &["--region", "cn shanghai"],
        "error: host has ` ` at character 3",
    );
    check_refused(&["--region", ""], "error: --region is empty");
    check_refused(&["--instance", " "], "error: --instance is empty");
}

#[test]
fn arguments_that_are_wrong() {
    check_refused(&["--region", "a", "--instance", "b"], "cannot be used with");
    check_refused(
        &["--sign-method", "HMACSHA1"],
        "possible values: hmacmd5, hmacsha1, hmacsha256",
    );
    check_refused(&["--secure-mode", "4"], "possible values: 2, 3");
    check_refused(&["--no-such"], "unexpected argument '--no-such'");
    check(&["sign"], &Input::none(), 2, "", "--product-key <PK>");
    check::<&str>(&[], &Input::none(), 2, "", "Usage: connack <COMMAND>");
    check(&["--help"], &Input::none(), 0, "sign", "");
    check(
        &["sign", "--help"],
        &Input::none(),
        0,
        "one line end at its end is dropped",
        "",
    );
    check(
        &["--version"],
        &Input::none(),
        0,
        concat!("connack ", env!("CARGO_PKG_VERSION")),
        "",
    );
}

#[test]
fn a_program_for_the_device() {
    let run = |more: &[&str]| {
        let program = with(EXAMPLE, &["--use-in", "paho-python"]);
        connack(&with(&program, more), &Input::environment("secret"))
    };
    let without = run(&[]);
    assert_eq!(without.code, 0);
    assert!(without.out.starts_with("# pip install"), "{}", without.out);
    assert!(without.out.contains("PASSWORD = \"<password>\""));
    assert!(!without.out.contains(EXAMPLE_PASSWORD));
    assert!(without.err.contains("note: put the password in place"));
    let with_password = run(&["--with-password"]);
    assert!(with_password.out.contains(EXAMPLE_PASSWORD));
    assert!(
        with_password
            .err
            .contains("warning: the text holds the password")
    );
}

#[test]
fn the_password_goes_into_programs_only_and_a_target_must_be_known() {
    check_refused(&["--with-password"], "--use-in");
    check_refused(&["--use-in", "cobol"], "paho-python");
    check_refused(&["--use-in", "json", "--json"], "--json");
}
