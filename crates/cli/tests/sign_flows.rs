//! `connack sign --flow` from outside. What is signed is held against Python's `hmac`; every stage
//! of every flow is held in the signer's own tests.

mod program;

use program::{Input, MARKER, check, connack, json, temporary_file, with};

const DEVICE: &[&str] = &["--product-key", "pk", "--device-name", "device"];
const GATEWAY: &[&str] = &[
    "--gateway-product-key",
    "gw",
    "--gateway-device-name",
    "gate",
];
const PRODUCT: &str = "CONNACK_PRODUCT_SECRET";
const ACCESS_KEY: &str = "CONNACK_ACCESS_KEY_SECRET";

/// `sign --flow` with these options after it.
fn flow<'a>(name: &'a str, options: &[&[&'a str]]) -> Vec<&'a str> {
    with(&["sign", "--flow", name], &options.concat())
}

/// The whole of standard output; nothing on standard error.
#[track_caller]
fn check_output(args: &[&str], input: &Input, expected: &str) {
    let run = connack(args, input);
    assert_eq!((run.code, &*run.out, &*run.err), (0, expected, ""));
}

#[test]
fn direct_by_name_is_the_direct_login() {
    let id = ["--client-id", "12345"];
    for json in [&["--json"][..], &[]] {
        let named = connack(
            &flow("direct", &[DEVICE, &id, json]),
            &Input::environment(MARKER),
        );
        let unnamed = connack(
            &with(&["sign"], &[DEVICE, &id, json].concat()),
            &Input::environment(MARKER),
        );
        assert_eq!((named.code, &named.out), (0, &unnamed.out));
    }
    check(
        &flow("direct", &[DEVICE]),
        &Input::none(),
        2,
        "",
        "--client-id <ID>",
    );
}

#[test]
fn https_authorisation() {
    let sign = "c9c00f59611fa851827e7f35bc0185abde375e825564aa04773b1e5d350d13a4";
    let url = "https://iot-auth.cn-shanghai.aliyuncs.com/auth/devicename";
    let body = format!(
        "productKey=pk&deviceName=device&clientId=12345&timestamp=789&signmethod=hmacsha256\
         &sign={sign}&version=default&resources=mqtt"
    );
    let args = flow(
        "https-auth",
        &[DEVICE, &["--client-id", "12345", "--timestamp", "789"]],
    );
    let expected = format!(
        "\
signed clientId:    12345
signed deviceName:  device
signed productKey:  pk
signed timestamp:   789
signing_content:    clientId12345deviceNamedeviceproductKeypktimestamp789
algorithm:          HMAC-SHA256, key: the device secret
sign:               {sign}
url:                {url}
body:               {body}
curl:               curl --silent --show-error --data \"{body}\" \"{url}\"
mqtt_client_id:     12345
sdk_mqtt_client_id: 12345|securemode=-1,timestamp=789,signmethod=hmacsha256,gw=0|
"
    );
    check_output(&args, &Input::environment(MARKER), &expected);

    let practice = ["--instance", "http://127.0.0.1:8080", "--json"];
    let run = connack(&with(&args, &practice), &Input::environment(MARKER));
    // The text, not only the value: the order of the keys is part of the contract.
    let curl = "curl --silent --show-error --data";
    let url = "http://127.0.0.1:8080/auth/devicename";
    let expected = format!(
        "{{\"signing_content\":\"clientId12345deviceNamedeviceproductKeypktimestamp789\",\
         \"sign\":\"{sign}\",\"url\":\"{url}\",\"body\":\"{body}\",\
         \"curl\":\"{curl} \\\"{body}\\\" \\\"{url}\\\"\",\"mqtt_client_id\":\"12345\",\
         \"sdk_mqtt_client_id\":\"12345|securemode=-1,timestamp=789,signmethod=hmacsha256,gw=0|\"}}\n"
    );
    assert_eq!((run.code, run.out), (0, expected), "{}", run.err);
}

#[test]
fn the_published_registration() {
    // tests/vectors/register-https/dynreg-https-sha256.toml
    let args = flow(
        "register-https",
        &[&[
            "--product-key",
            "a1J3wtoxPRb",
            "--device-name",
            "mytestauto003",
            "--random",
            "8Ygb7ULYh53B6OA",
            "--json",
        ]],
    );
    let run = connack(&args, &Input::variable(PRODUCT, "1OfYApeDKUfdbPhE"));
    let fields = json(&run);
    let sign = "87740d2d82a6e1ebbbff840b49c361982b0fc02f39ea48d896d123c7dab95de7";
    assert_eq!(fields["sign"], sign);
    assert_eq!(
        fields["signing_content"],
        "deviceNamemytestauto003productKeya1J3wtoxPRbrandom8Ygb7ULYh53B6OA"
    );
    assert_eq!(
        fields["body"],
        format!(
            "productKey=a1J3wtoxPRb&deviceName=mytestauto003&random=8Ygb7ULYh53B6OA&sign={sign}\
             &signMethod=hmacsha256"
        )
    );
    assert_eq!(run.err, "");
}

#[test]
fn each_way_to_give_the_product_secret() {
    let sign = "\"sign\":\"dde029b9114c685e13f83acf394010242252451c650350eff8c1a66a2f871281\"";
    let args = flow(
        "register-https",
        &[DEVICE, &["--random", "567345", "--json"]],
    );
    let file = temporary_file(format!("{MARKER}\n").as_bytes());
    let other = Input::variable(PRODUCT, "another");
    check(&args, &Input::variable(PRODUCT, MARKER), 0, sign, "");
    let by_file = with(&args, &["--product-secret-file", file.path()]);
    check(&by_file, &other, 0, sign, "");
    let by_stdin = with(&args, &["--product-secret-file", "-"]);
    check(&by_stdin, &Input::stdin(MARKER.as_bytes()), 0, sign, "");
    let by_flag = with(&args, &["--product-secret", MARKER]);
    let warning = "warning: --product-secret shows";
    check(&by_flag, &other, 0, sign, warning);
    // The device secret is another one.
    check(
        &args,
        &Input::environment(MARKER),
        2,
        "",
        "error: no product secret was given; set CONNACK_PRODUCT_SECRET",
    );
}

#[test]
fn registration_over_mqtt_has_every_spelling() {
    let check_id = |name, more: &[&str], expected: &str| {
        let given = ["--client-id", "1", "--random", "567345", "--json"];
        let args = flow(name, &[DEVICE, &given, more]);
        let run = connack(&args, &Input::variable(PRODUCT, MARKER));
        let fields = json(&run);
        assert_eq!(fields["mqtt_client_id"], expected, "{more:?}");
        assert_eq!(
            fields["password"],
            "dde029b9114c685e13f83acf394010242252451c650350eff8c1a66a2f871281"
        );
        assert_eq!(fields["username"], "device&pk");
        assert_eq!(fields["answer_topics"][1], "/ext/regnwl");
        let url = fields["websocket_url"].as_str().unwrap_or_default();
        assert!(url.starts_with("wss://"), "{url}");
    };
    let known = "1|securemode=2,authType=register,random=567345,signmethod=hmacsha256|";
    check_id("register-mqtt", &[], known);
    let new = "authType=regnwl,random=567345,signmethod=hmacsha256";
    let instance = ["--instance", "iot-06z00"];
    let documented = format!("1|securemode=-2,{new},instanceId=iot-06z00|");
    check_id("register-mqtt-nwl", &instance, &documented);
    let sdk = with(&instance, &["--register-mode", "2"]);
    check_id("register-mqtt-nwl", &sdk, &format!("1|securemode=2,{new}|"));
    let older = ["--register-mode", "-2"];
    check_id(
        "register-mqtt-nwl",
        &older,
        &format!("1|securemode=-2,{new}|"),
    );
}

#[test]
fn a_token_is_not_asked_for() {
    let args = flow("token-login", &[DEVICE, &["--client-id", "c1"]]);
    let host = "pk.iot-as-mqtt.cn-shanghai.aliyuncs.com";
    let expected = format!(
        "\
password_is:    the device token, unchanged
username:       device&pk
mqtt_client_id: c1|securemode=-2,authType=connwl|
host:           {host}
port:           1883
websocket_url:  wss://{host}:443/
"
    );
    check_output(&args, &Input::none(), &expected);
    check(
        &with(&args, &["--auth-type", "regnwl"]),
        &Input::none(),
        0,
        "c1|securemode=-2,authType=regnwl|",
        "",
    );
}

#[test]
fn sub_devices_sign_their_whole_client_id() {
    let sign = "4973ded216327daddd5ecba87736eb9514d2e0abff64bf7d54ccc4f9efdc22eb";
    let id = ["--client-id", "a|b|", "--message-id", "7"];
    let expected = format!(
        "\
signed clientId:   a|b|
signed deviceName: device
signed productKey: pk
signing_content:   clientIda|b|deviceNamedeviceproductKeypk
algorithm:         HMAC-SHA256, key: the sub-device's device secret
sign:              {sign}
topic:             /sys/gw/gate/thing/topo/add
reply_topic:       /sys/gw/gate/thing/topo/add_reply
max_qos:           1
payload:           {{\"id\":\"7\",\"version\":\"1.0\",\"params\":[{{\"productKey\":\"pk\",\
         \"deviceName\":\"device\",\"clientId\":\"a|b|\",\"signmethod\":\"hmacsha256\",\
         \"sign\":\"{sign}\"}}],\"method\":\"thing.topo.add\"}}
"
    );
    let marker = Input::environment(MARKER);
    check_output(
        &flow("topo-add", &[DEVICE, GATEWAY, &id]),
        &marker,
        &expected,
    );

    let args = flow(
        "sub-login",
        &[
            DEVICE,
            GATEWAY,
            &id,
            &["--clean-session", "false", "--json"],
        ],
    );
    let fields = json(&connack(&args, &marker));
    assert_eq!(fields["max_qos"], 0);
    assert_eq!(fields["topic"], "/ext/session/gw/gate/combine/login");
    let payload: serde_json::Value =
        serde_json::from_str(fields["payload"].as_str().unwrap_or_default()).unwrap_or_default();
    assert_eq!(payload["params"]["sign"], sign);
    assert_eq!(payload["params"]["signMethod"], "hmacsha256");
    assert_eq!(payload["params"]["cleanSession"], "false");
}

#[test]
fn pre_shared_keys_and_the_neighbour() {
    let expected = "\
signed id:        pk&device
signed timestamp: 2524608000000
signing_content:  idpk&devicetimestamp2524608000000
algorithm:        HMAC-SHA256, key: the device secret
psk_identity:     devicename|hmacsha256|pk&device|2524608000000
psk_key:          B0D14AD354F62FA69295BDB193DB8FAB5F8887988824EBE4D7FC65E2EA9BE8D1
";
    check_output(
        &flow("psk", &[DEVICE]),
        &Input::environment(MARKER),
        expected,
    );

    let login = ["--access-key-id", "AK", "--instance", "mqtt-cn-1"];
    let access_key = Input::variable(ACCESS_KEY, MARKER);
    let usual = ["--client-id", "GID_a@@@1", "--json"];
    check_output(
        &flow("apsara-mq", &[&login, &usual]),
        &access_key,
        "{\"signing_content\":\"GID_a@@@1\",\"password\":\"U02mzpFhuZ79QSwSJOS+fj7k5CI=\",\
         \"username\":\"Signature|AK|mqtt-cn-1\",\"mqtt_client_id\":\"GID_a@@@1\"}\n",
    );
    let odd = ["--client-id", "a", "--scheme", "DeviceCredential"];
    check(
        &flow("apsara-mq", &[&login, &odd]),
        &access_key,
        0,
        "DeviceCredential|AK|mqtt-cn-1",
        "warning: client id is not GID_",
    );
}

#[test]
fn what_does_not_belong_is_refused() {
    let check_refused = |args: &[&str], words: &str| {
        check(args, &Input::environment(MARKER), 2, "", words);
    };
    let psk = flow("psk", &[DEVICE, &["--random", "1"]]);
    check_refused(&psk, "error: --random has no place in --flow psk");
    let plain = ["--random", "1", "--client-id", "1", "--secure-mode", "3"];
    check_refused(
        &flow("register-mqtt", &[DEVICE, &plain]),
        "error: --secure-mode has no place in --flow register-mqtt",
    );
    let secret = ["--client-id", "1", "--product-secret", MARKER];
    check_refused(
        &flow("direct", &[DEVICE, &secret]),
        "error: --product-secret has no place in --flow direct",
    );
    check_refused(
        &flow("sub-login", &[DEVICE, GATEWAY]),
        "error: --client-id is missing",
    );
    check_refused(
        &flow("topo-add", &[DEVICE]),
        "error: --gateway-product-key is missing",
    );
    check_refused(
        &flow("register-https", &[DEVICE]),
        "error: --random is missing",
    );
    check_refused(
        &flow("register-https", &[DEVICE, &["--random", "1,2"]]),
        "error: random has `,` at character 2",
    );
    check_refused(&flow("apsara-mq", &[]), "error: --access-key-id is missing");
    check_refused(&flow("no-such", &[]), "possible values: direct, https-auth");
    check_refused(
        &flow("register-mqtt", &[&["--register-mode", "3"]]),
        "possible values: 2, -2",
    );
}

#[test]
fn what_is_odd_is_signed_with_a_warning() {
    let product = Input::variable(PRODUCT, "");
    let args = flow("register-https", &[DEVICE, &["--random", "1"]]);
    check(
        &args,
        &product,
        0,
        "sign:",
        "warning: product secret is empty",
    );
    let elsewhere = with(&args, &["--region", "us-west-1"]);
    check(
        &elsewhere,
        &Input::variable(PRODUCT, MARKER),
        0,
        "https://iot-auth.us-west-1.aliyuncs.com/auth/register/device",
        "warning: the documentation names cn-shanghai alone",
    );
}
