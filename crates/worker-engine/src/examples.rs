//! Failing texts to try, one for each common mistake, and the list of all findings.
//!
//! The texts are of the documented example identity `pk`, `device`, `secret`; their passwords were
//! computed with Python's hmac, not with this program.

use crate::answer::pick;
use crate::layout::{button, group, with};
use crate::told;
use connack_diagnosis::ENTRIES;
use connack_protocol::{Act, Attr, FromEngine, Hidden, Lang, Place, Tag};

/// The finding it leads to, its title in both languages, the text.
type Sample = (&'static str, &'static str, &'static str, &'static str);

/// The device secret of all of them.
const SECRET: &str = "secret";

pub(crate) fn reference(lang: Lang) -> FromEngine {
    let example = |(_, en, zh, text): &Sample| {
        let act = Act::Load(Hidden((*text).into()), Hidden(SECRET.into()));
        button("chip", pick(lang, en, zh), act)
    };
    let examples = group(
        Tag::Div,
        "own-topics",
        SAMPLES.iter().map(example).collect(),
    );
    let entries = ENTRIES.iter().map(|entry| told::entry(entry, lang));
    let entries = group(Tag::Ul, "", entries.collect());
    FromEngine {
        places: vec![
            (Place::Examples, with(examples, Attr::Id, "examples")),
            (Place::Reference, with(entries, Attr::Id, "reference")),
        ],
        ..FromEngine::default()
    }
}

pub(crate) const SAMPLES: &[Sample] = &[
    (
        "algorithm-mismatch",
        "Declares one algorithm, uses another",
        "声明的算法与实际使用的不同",
        r#"#define MQTT_HOST      "pk.iot-as-mqtt.cn-shanghai.aliyuncs.com"
#define MQTT_PORT      1883
#define MQTT_CLIENT_ID "12345|securemode=3,signmethod=hmacsha1,timestamp=789|"
#define MQTT_USERNAME  "device&pk"
#define MQTT_PASSWORD  "6074a46a91b1ebb2cc4ea42790ad0e80202c9843859fc292e57c4eb19fad9e57""#,
    ),
    (
        "sign-method-signed",
        "signmethod is part of the signed text",
        "signmethod 参与了签名",
        r#"#define MQTT_HOST      "pk.iot-as-mqtt.cn-shanghai.aliyuncs.com"
#define MQTT_PORT      1883
#define MQTT_CLIENT_ID "12345|securemode=3,signmethod=hmacsha1,timestamp=789|"
#define MQTT_USERNAME  "device&pk"
#define MQTT_PASSWORD  "CC585C0E9BE3C60BCE693AB062089C5727FC5B7E""#,
    ),
    (
        "whole-client-id-signed",
        "Signs the whole client ID",
        "对整个 Client ID 签名",
        r#"HOST = "pk.iot-as-mqtt.cn-shanghai.aliyuncs.com"
CLIENT_ID = "12345|securemode=3,signmethod=hmacsha1,timestamp=789|"
USERNAME = "device&pk"
PASSWORD = "c22d11dee6c3422a09445a8717be11d92c6da02a""#,
    ),
    (
        "client-id-mismatch",
        "Signs another clientId than it sends",
        "签名的 clientId 与发送的不同",
        r#"{
  "clientId": "12345|securemode=3,signmethod=hmacsha1,timestamp=789|",
  "username": "device&pk",
  "passwd": "a506a596424048c0f6bb3c8d61ae9dc1bc5f0b72",
  "mqttHostUrl": "pk.iot-as-mqtt.cn-shanghai.aliyuncs.com",
  "port": 1883
}"#,
    ),
    (
        "timestamp-mismatch",
        "Signs another timestamp than it sends",
        "签名的 timestamp 与发送的不同",
        r"host: pk.iot-as-mqtt.cn-shanghai.aliyuncs.com
port: 1883
clientId: 12345|securemode=3,signmethod=hmacsha1,timestamp=789|
username: device&pk
password: ab10c39dfc5473338eef8ff3f485d29e8c5c37d0",
    ),
    (
        "order-wrong",
        "Does not sort the parameters",
        "参数未按名称排序",
        r#"HOST = "pk.iot-as-mqtt.cn-shanghai.aliyuncs.com"
CLIENT_ID = "12345|securemode=3,signmethod=hmacsha1,timestamp=789|"
USERNAME = "device&pk"
PASSWORD = "c202dea8b02210477101fa849b3143b20fb5ea8d""#,
    ),
    (
        "separator-added",
        "Joins the parameters with = and &",
        "用 = 和 & 连接参数",
        r"host: pk.iot-as-mqtt.cn-shanghai.aliyuncs.com
port: 1883
clientId: 12345|securemode=3,signmethod=hmacsha1,timestamp=789|
username: device&pk
password: ea11fd8c087629d424acb331191196a2f50ff312",
    ),
    (
        "names-not-signed",
        "Signs the values without their names",
        "只拼接了值，没有参数名",
        r#"#define MQTT_HOST      "pk.iot-as-mqtt.cn-shanghai.aliyuncs.com"
#define MQTT_PORT      1883
#define MQTT_CLIENT_ID "12345|securemode=3,signmethod=hmacsha1,timestamp=789|"
#define MQTT_USERNAME  "device&pk"
#define MQTT_PASSWORD  "6f2e85580829a91cce65df1cb2b1fe0fd44fa7b2""#,
    ),
    (
        "secret-has-whitespace",
        "A line end was copied with the secret",
        "复制 DeviceSecret 时带入了换行",
        r#"{
  "clientId": "12345|securemode=3,signmethod=hmacsha1,timestamp=789|",
  "username": "device&pk",
  "passwd": "bc629c4beac0fe5c7b3c2c2d1110619f4a42b628",
  "mqttHostUrl": "pk.iot-as-mqtt.cn-shanghai.aliyuncs.com",
  "port": 1883
}"#,
    ),
    (
        "content-has-whitespace",
        "echo added a line end to the signed text",
        "echo 给签名内容加了换行",
        r"mosquitto_pub -h pk.iot-as-mqtt.cn-shanghai.aliyuncs.com -p 1883 -i '12345|securemode=3,signmethod=hmacsha1,timestamp=789|' -u 'device&pk' -P '69bd2bcfb34f08037a484b8dc37c92f06a4ae9ac' -t /pk/device/user/update -m hello",
    ),
    (
        "password-base64",
        "Sends the password as Base64",
        "密码用了 Base64",
        r#"HOST = "pk.iot-as-mqtt.cn-shanghai.aliyuncs.com"
CLIENT_ID = "12345|securemode=3,signmethod=hmacsha1,timestamp=789|"
USERNAME = "device&pk"
PASSWORD = "+v2Co9YCs3+w+ot4kvJKR3+FGhQ=""#,
    ),
    (
        "username-swapped",
        "Product key before device name",
        "用户名的两部分写反",
        r#"AT+MQTTUSERCFG=0,1,"NULL","pk&device","fafd82a3d602b37fb0fa8b7892f24a477f851a14",0,0,""
AT+MQTTCLIENTID=0,"12345|securemode=3\\,signmethod=hmacsha1\\,timestamp=789|"
AT+MQTTCONN=0,"pk.iot-as-mqtt.cn-shanghai.aliyuncs.com",1883,1"#,
    ),
    (
        "client-id-bar-missing",
        "The last bar of the client ID is missing",
        "Client ID 缺少末尾的竖线",
        r#"{
  "clientId": "12345|securemode=3,signmethod=hmacsha1,timestamp=789",
  "username": "device&pk",
  "passwd": "fafd82a3d602b37fb0fa8b7892f24a477f851a14",
  "mqttHostUrl": "pk.iot-as-mqtt.cn-shanghai.aliyuncs.com",
  "port": 1883
}"#,
    ),
    (
        "host-product-mismatch",
        "Connects to another product's host",
        "连接到了另一个产品的主机",
        r"host: pq.iot-as-mqtt.cn-shanghai.aliyuncs.com
port: 1883
clientId: 12345|securemode=3,signmethod=hmacsha1,timestamp=789|
username: device&pk
password: fafd82a3d602b37fb0fa8b7892f24a477f851a14",
    ),
    (
        "keep-alive-out-of-range",
        "Keep-alive too short",
        "保活时间过短",
        r"host: pk.iot-as-mqtt.cn-shanghai.aliyuncs.com
port: 1883
clientId: 12345|securemode=3,signmethod=hmacsha1,timestamp=789|
username: device&pk
password: fafd82a3d602b37fb0fa8b7892f24a477f851a14
keepAlive: 15",
    ),
    (
        "device-secret-used",
        "Registers with the device's secret in place of the product's",
        "动态注册误用 DeviceSecret 签名",
        r"host: pk.iot-as-mqtt.cn-shanghai.aliyuncs.com
port: 1883
clientId: 12345|securemode=2,authType=register,random=567345,signmethod=hmacsha1|
username: device&pk
password: a3dff0e8ac30ae93849eed09a9e3b483f347ee32
productSecret: product-secret",
    ),
    (
        "extra-field-signed",
        "HTTPS authorisation signs every field",
        "HTTPS 认证对全部字段签名",
        r#"curl --data "productKey=pk&deviceName=device&clientId=12345&timestamp=789&signmethod=hmacsha1&sign=1d6368ad1d6d3cfa7bdb821b8a740c83946ca7a7&version=default&resources=mqtt" "https://iot-auth.cn-shanghai.aliyuncs.com/auth/devicename""#,
    ),
    (
        "extra-field-signed",
        "A sub-device's login signs cleanSession",
        "子设备登录把 cleanSession 放进签名",
        r#"/ext/session/pk/gateway/combine/login
{"id":"1","params":{"productKey":"pk","deviceName":"device","clientId":"pk&device","timestamp":"1524448722000","signMethod":"hmacsha1","sign":"2f7e1e0548c44dd0b3fa39f46d375124c695e3f9","cleanSession":"true"}}"#,
    ),
    (
        "password-hex",
        "ApsaraMQ for MQTT with a password in hex",
        "微消息队列 MQTT 版的密码用了十六进制",
        r"clientId: GID_test@@@device
username: Signature|LTAImadeup|post-cn-0pp0
password: 2ed11494339b93ebf55bf7762290c3bd15f142dc",
    ),
    (
        "secret-or-identity-wrong",
        "The secret of another device",
        "用了另一个设备的密钥",
        r#"#define MQTT_HOST      "pk.iot-as-mqtt.cn-shanghai.aliyuncs.com"
#define MQTT_PORT      1883
#define MQTT_CLIENT_ID "12345|securemode=3,signmethod=hmacsha1,timestamp=789|"
#define MQTT_USERNAME  "device&pk"
#define MQTT_PASSWORD  "393c1478c6e8fcf9dc12909a1a5fba5ec8c61571""#,
    ),
];
