//! What is read from whole claims.

use super::*;

fn claim(mqtt_client_id: &str, username: &str) -> Claim {
    Claim {
        mqtt_client_id: Some(mqtt_client_id.into()),
        username: Some(username.into()),
        ..Claim::default()
    }
}

#[track_caller]
fn check(sent: &str, mended: &str) -> Reading {
    let reading = read(&claim(sent, "device&pk"));
    assert_eq!(
        reading.whole.first().map(String::as_str),
        Some(mended),
        "{sent}"
    );
    assert_eq!(
        reading.client_ids[0],
        mended.split('|').next().unwrap(),
        "{sent}"
    );
    reading
}

const RIGHT: &str = "12345|securemode=3,signmethod=hmacsha1,timestamp=789|";

#[test]
fn a_right_claim_is_read_as_sent() {
    let reading = check(RIGHT, RIGHT);
    assert_eq!(reading.client_ids, ["12345"]);
    assert_eq!(reading.whole, [RIGHT]);
    assert_eq!(reading.timestamps, ["789"]);
    assert_eq!(reading.declared, Declared::Known(SignMethod::HmacSha1));
    assert_eq!(reading.product_key.as_deref(), Some("pk"));
    assert_eq!(reading.device_name.as_deref(), Some("device"));
    assert!(!reading.random_client_id && !reading.other_service && !reading.truncated);
}

#[test]
fn official_oddities_are_read() {
    for sent in [
        "a|timestamp=1,securemode=2,ext=3,|",
        "|securemode=2,signmethod=hmacsha256|",
        "a|securemode=2,lan=JS|Broswer,_v=1.2.8|",
    ] {
        check(sent, sent);
    }
    let js = check(
        "a|securemode=2,signmethod=hmacsha1,lan=JS|Broswer ,_v=1.2.8|",
        "a|securemode=2,signmethod=hmacsha1,lan=JS|Broswer,_v=1.2.8|",
    );
    assert_eq!(js.id.map(|id| id.blanks), Some(Blanks::AsSdks));
    let old = check(
        "a|securemode=2,\n   signmethod=hmacsha1|",
        "a|securemode=2,signmethod=hmacsha1|",
    );
    assert_eq!(old.id.map(|id| id.blanks), Some(Blanks::AsSdks));
}

#[test]
fn faults_are_mended() {
    for sent in [
        "12345securemode=3,signmethod=hmacsha1,timestamp=789|",
        "12345securemode=3,signmethod=hmacsha1,timestamp=789",
        "12345,securemode=3,signmethod=hmacsha1,timestamp=789|",
        "12345|securemode=3,signmethod=hmacsha1,timestamp=789",
        "12345|securemode=3\\,signmethod=hmacsha1\\,timestamp=789|",
        "12345｜securemode=3，signmethod=hmacsha1，timestamp=789｜",
        "12345|securemode:3,signmethod:hmacsha1,timestamp:789|",
        "12345|securemode=3;signmethod=hmacsha1;timestamp=789|",
        "12345|secureMode=3,signMethod=hmacsha1,timeStamp=789|",
        "12345|securemod=3,signmethd=hmacsha1,timstamp=789|",
        " 12345|securemode=3,signmethod=hmacsha1,timestamp=789| \r\n",
        "12345 |securemode = 3, signmethod=hmacsha1,timestamp=789 |",
        "12345|securemode=3,signmethod=hmacsha1|,timestamp=789",
        "12345||securemode=3,signmethod=hmacsha1,timestamp=789||",
        "12345|securemode=3|signmethod=hmacsha1|timestamp=789|",
        "12345securemod=3,signmethod=hmacsha1,timestamp=789|",
    ] {
        let reading = check(sent, RIGHT);
        assert_eq!(reading.timestamps[0], "789", "{sent}");
        assert_eq!(
            reading.declared,
            Declared::Known(SignMethod::HmacSha1),
            "{sent}"
        );
    }
    let blank = check("12 345|securemode=3|", "12345|securemode=3|");
    assert_eq!(blank.client_ids, ["12345", "12 345"]);
}

#[test]
fn a_cut_client_id_is_known() {
    for sent in [
        "12345|securemode=3,signmethod=hmacsh",
        "12345|securemode=3,signmethod=hmacsha1,timest",
        "12345|securemode=3,signmethod=hmacsha1,timestamp=",
        "12345|securemode=3,signmethod=hmacsha1,",
        "12345|securemode=3,signmethod=hmacsha1,timestamp=16573675407",
    ] {
        assert!(read(&claim(sent, "device&pk")).truncated, "{sent}");
    }
    for sent in [
        "12345|securemode=3,signmethod=hmacsha1,timestamp=789",
        "12345|securemode=3,signmethod=hmacsha1",
        "12345|securemode=3,signmethod=hmacsha256,timestamp=1657367540773",
        RIGHT,
    ] {
        assert!(!read(&claim(sent, "device&pk")).truncated, "{sent}");
    }
    let known = read(&claim("12345|signmethod=hmacsha2", "device&pk"));
    assert_eq!(known.declared, Declared::Known(SignMethod::HmacSha256));
}

#[test]
fn tools_ids_are_known() {
    for sent in [
        "mqttx_0bc1d2e3",
        "mqttjs_1a2b3c4d",
        "mosq-AbCdEf123",
        "paho1657367540773",
        "MQTT_FX_Client",
        "mqtt-explorer-9a8b7c6d",
        "auto-1F0B7A3C-0000-0000-0000-ABCDEF012345",
        "clientId-AbC123xyz",
        "DESKTOP-A1B2C3D",
        "550e8400-e29b-41d4-a716-446655440000",
        "0123456789abcdef0123456789abcdef",
        "mosqpub|1234-host",
    ] {
        assert!(read(&claim(sent, "device&pk")).random_client_id, "{sent}");
    }
    for sent in [
        "12345",
        "device",
        "pk.device",
        "mqttx_1|securemode=3|",
        RIGHT,
    ] {
        assert!(!read(&claim(sent, "device&pk")).random_client_id, "{sent}");
    }
}

#[test]
fn other_identities_are_mentioned() {
    let mut other = claim(
        "a1Practice9.elsewhere|securemode=3|",
        "practice&a1Practice0",
    );
    other.host = Some("a1Practice8.iot-as-mqtt.cn-shanghai.aliyuncs.com".into());
    let reading = read(&other);
    assert_eq!(reading.other_product_keys, ["a1Practice8", "a1Practice9"]);
    assert_eq!(reading.other_device_names, ["elsewhere"]);
    other.product_key = Some("a1Practice7".into());
    let reading = read(&other);
    assert_eq!(reading.product_key.as_deref(), Some("a1Practice7"));
    assert_eq!(reading.device_name.as_deref(), Some("practice"));
    assert_eq!(reading.other_product_keys[0], "a1Practice0");
    for sent in ["a1Practice0.practice|a=1|", "practice&a1Practice0|a=1|"] {
        let own = read(&claim(sent, "practice&a1Practice0"));
        assert!(
            own.other_product_keys.is_empty() && own.other_device_names.is_empty(),
            "{sent}"
        );
    }
}

#[test]
fn other_services_are_known() {
    let service = |id: &str, username: &str| read(&claim(id, username)).service;
    assert_eq!(
        service("GID_x@@@y", "Signature|AK|mqtt-cn-1"),
        Some("ApsaraMQ for MQTT (Signature)")
    );
    assert!(service("a|securemode=2,authType=register,random=1|", "d&p").is_some());
    assert!(service("a|securemode=2|", "&").is_some());
    assert!(service("a|securemode=-1|", "0123456789abcdef01").is_some());
    assert_eq!(service("a|securemode=2,authtype=custom-ilop|", "d&p"), None);
    assert_eq!(service(RIGHT, "device&pk"), None);
    assert_eq!(service("a|securemode=2,signmethod=sha256|", "d&p"), None);
}
