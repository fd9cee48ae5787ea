//! Exports of MQTTX, in the shapes that its versions write.

use super::*;

/// As v1.13 writes it, less what is not read here.
const EXPORT: &str = r#"[
  {
    "id": "6c9f6a5e-2b1e-4b52-9e57-0d2b6a3b7a11",
    "clientId": "mqttx_0c668d0d", "name": "greenhouse", "clean": false,
    "protocol": "wss", "host": "broker.emqx.io", "port": 8084, "keepalive": 90,
    "connectTimeout": 10, "reconnect": true, "reconnectPeriod": 4000,
    "username": "grower", "password": "marker7f3aQm2Kp9Xw4ZtLs8Vd", "path": "/mqtt",
    "certType": "server", "ssl": true, "rejectUnauthorized": true, "mqttVersion": "5.0",
    "unreadMessageCount": 0, "messages": [], "properties": {"sessionExpiryInterval": 0},
    "subscriptions": [
      {"topic": "greenhouse/+/温度", "qos": 1, "disabled": false, "nl": false},
      {"topic": "off/#", "qos": 2, "disabled": true}
    ],
    "will": {"lastWillTopic": "gone", "lastWillPayload": "bye", "lastWillQos": 1,
      "lastWillRetain": true, "properties": {}}
  },
  {
    "clientId": "", "name": "", "clean": true, "protocol": "mqtt", "host": "10.0.0.7",
    "port": "1883", "keepalive": "60", "username": "", "password": "", "path": "/mqtt",
    "ssl": false, "mqttVersion": "3.1.1", "subscriptions": [],
    "will": {"lastWillTopic": "", "lastWillPayload": "", "lastWillQos": 0, "lastWillRetain": false}
  },
  {"name": "nowhere", "clientId": "x"},
  7
]"#;

#[test]
fn an_export_of_mqttx() {
    let read = imported(EXPORT, true);
    let expected = Profile {
        name: "greenhouse".into(),
        who: Who::Login {
            client_id: "mqttx_0c668d0d".into(),
            username: "grower".into(),
        },
        broker_url: Some("wss://broker.emqx.io:8084/mqtt".into()),
        keep_alive_s: 90,
        clean_session: false,
        mqtt_version: MqttVersion::V5_0,
        will: Some(Will {
            topic: "gone".into(),
            payload: b"bye".to_vec(),
            qos: Qos::AtLeastOnce,
            retain: true,
        }),
        subscriptions: vec![Wanted {
            topic: "greenhouse/+/温度".into(),
            qos: Qos::AtLeastOnce,
        }],
        secret: Some(clear(7)),
    };
    assert_eq!(read.profiles[0], expected);
    let second = &read.profiles[1];
    assert_eq!(second.name, "MQTTX 2");
    assert_eq!(second.broker_url.as_deref(), Some("mqtt://10.0.0.7:1883"));
    assert_eq!((&second.will, &second.secret), (&None, &None));
    assert_eq!(read.profiles.len(), 2);
    let notes = [
        Note::Tcp("MQTTX 2".into()),
        Note::NoHost("nowhere".into()),
        Note::NoObject(4),
    ];
    assert_eq!(read.notes, notes);
}

#[test]
fn its_passwords_are_left_out_unless_wanted() {
    let read = imported(EXPORT, false);
    assert_eq!(read.profiles[0].secret, None);
    assert!(
        read.notes
            .contains(&Note::SecretLeftOut("greenhouse".into()))
    );
}

#[track_caller]
fn check_url(connection: &str, expected: &str) {
    let read = imported(connection, false);
    let url = read.profiles[0].broker_url.as_deref();
    assert_eq!(url, Some(expected), "{connection}");
}

#[test]
fn urls_of_all_ages() {
    check_url(
        r#"{"connections":[{"host":"a","port":1,"protocol":"ws","path":"p"}]}"#,
        "ws://a:1/p",
    );
    check_url(
        r#"{"host":"a","port":8083,"protocol":"ws://","path":"/mqtt"}"#,
        "ws://a:8083/mqtt",
    );
    check_url(r#"[{"host":"wss://a","path":null}]"#, "wss://a/");
    check_url(r#"[{"host":"a","ssl":true,"port":8883}]"#, "mqtts://a:8883");
    check_url(
        r#"[{"host":"::1","port":1,"protocol":"ws"}]"#,
        "ws://[::1]:1/",
    );
}

/// Nothing in a field that should not be there ends the import of the rest.
#[test]
fn strange_values_have_a_default() {
    let strange = r#"[{"host":"a","protocol":[],"port":{},"keepalive":99999,"clean":"false",
        "mqttVersion":4,"will":"none","subscriptions":[7,{"topic":"t","qos":9}],"password":null}]"#;
    let profile = &imported(strange, true).profiles[0];
    assert_eq!(profile.broker_url.as_deref(), Some("mqtt://a"));
    assert_eq!((profile.keep_alive_s, profile.clean_session), (60, false));
    assert_eq!(profile.mqtt_version, MqttVersion::V3_1_1);
    assert_eq!(profile.subscriptions[0].qos, Qos::AtMostOnce);
    assert_eq!((&profile.will, &profile.secret), (&None, &None));
}
