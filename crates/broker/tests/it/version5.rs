//! MQTT 5.0: the same rules, told by reason codes; and messages between the versions.

use crate::client::{Client, Fields, ID, Received, packet, publish, publish_5, text};
use crate::setup::{Setup, start, start_with};
use connack_broker::{Devices, Event};

const GET: &str = "/a1Practice0/practice/user/get";
const UPDATE: &str = "/a1Practice0/practice/user/update";
const FOREIGN: &str = "/a1Practice0/other/user/update";

/// Payload format, content type, response topic, correlation data, user property.
const PROPERTIES: &[u8] =
    b"\x01\x01\x03\0\x01j\x08\0\x01r\x09\0\x02\0\xff\x26\0\x06\xe6\x9d\xa5\xe6\xba\x90\0\x02it";

fn device() -> Fields {
    Fields::practice(ID).in_5_0()
}

fn platform() -> Fields {
    Fields::platform().in_5_0()
}

/// The properties of a CONNACK, by identifier; the texts among them with their length.
#[track_caller]
fn told(connack: &Received) -> Vec<(u8, Vec<u8>)> {
    let (len, mut rest) = (usize::from(connack.body[2]), &connack.body[3..]);
    assert_eq!(len, rest.len(), "{connack:?}");
    let mut told = Vec::new();
    while let Some((&id, value)) = rest.split_first() {
        let len = match id {
            0x24 | 0x25 | 0x28..=0x2a => 1,
            0x13 | 0x21 | 0x22 => 2,
            0x11 | 0x27 => 4,
            0x12 | 0x1f => 2 + usize::from(value[0]) * 256 + usize::from(value[1]),
            _ => panic!("property {id:#x} in {connack:?}"),
        };
        told.push((id, value[..len].to_vec()));
        rest = &value[len..];
    }
    told.sort();
    told
}

#[tokio::test]
async fn a_device_is_told_what_the_platform_takes() {
    for limits in [false, true] {
        let mut setup = start_with(Devices::practice(), limits).await;
        let mut fields = device();
        fields.properties = b"\x11\0\0\0\x07\x22\0\x05\x26\0\x01k\0\x01v".to_vec();
        let (_device, connack) = Client::answered(&setup, &fields).await;
        assert_eq!(connack.body[..2], [0, 0]);
        let packet_size: [u8; 4] = if limits { [0, 4, 0, 0] } else { [0, 64, 0, 0] };
        let expected = [
            (0x11, vec![0, 0, 0, 7]),
            (0x13, vec![0, 60]),
            (0x22, vec![0, 20]),
            (0x24, vec![1]),
            (0x25, vec![1]),
            (0x27, packet_size.to_vec()),
            (0x28, vec![1]),
            (0x29, vec![0]),
            (0x2a, vec![1]),
        ];
        assert_eq!(told(&connack), expected);
        let entry = setup.logged(Event::Connected).await;
        assert!(
            entry.text.contains("persistent session, MQTT 5.0"),
            "{entry}"
        );
        let entry = setup.logged(Event::Note).await;
        assert_eq!(entry.code, Some("protocol-version"), "{entry}");
    }
}

#[tokio::test]
async fn the_platform_login_may_do_more() {
    let setup = start().await;
    let mut fields = platform();
    fields.properties = b"\x11\0\0\0\x07".to_vec();
    let (mut client, connack) = Client::answered(&setup, &fields).await;
    let told = told(&connack);
    // Its session ends with the connection, and it sent no client id.
    assert!(told.contains(&(0x11, vec![0; 4])), "{told:?}");
    assert!(told.contains(&(0x12, text("p-1"))), "{told:?}");
    assert!(told.contains(&(0x29, vec![1])), "{told:?}");
    assert!(
        !told.iter().any(|(id, _)| [0x13, 0x24].contains(id)),
        "{told:?}"
    );
    // A subscription identifier, and messages at QoS 2.
    assert_eq!(client.subscribe_5(b"\x0b\x05", &[("own/#", 2)]).await, [2]);
    client.send(&publish_5("own/t", b"", b"two", 2)).await;
    client.expect(&[0x50, 2, 0, 7]).await;
    client.send(&[0x62, 2, 0, 7]).await;
    let packets = [client.next().await.unwrap(), client.next().await.unwrap()];
    let message = packets.iter().find(|packet| packet.first >> 4 == 3);
    let expected = ("own/t".into(), b"\x0b\x05".to_vec(), b"two".to_vec(), 2);
    assert_eq!(message.unwrap().message_5(), expected);
}

/// Refused over TCP and over WebSocket alike; the client and the log are told why.
async fn check(setup: &mut Setup, fields: &Fields, reason: u8, code: Option<&str>) {
    let clients = [
        Client::tcp(setup).await,
        Client::ws(setup, "/", None).await.0,
    ];
    for mut client in clients {
        client.send(&[fields.bytes(), vec![0xc0, 0]].concat()).await;
        let connack = client.next().await.unwrap();
        assert_eq!(
            (connack.first, &connack.body[..2]),
            (0x20, [0, reason].as_slice())
        );
        client.expect_closed().await;
        let entry = setup.logged(Event::Refused).await;
        assert_eq!(entry.code, code, "{entry}");
        assert!(
            entry.text.contains(&format!("CONNACK {reason:#04x}: ")),
            "{entry}"
        );
        let at = connack.body.iter().position(|&byte| byte == 0x1f).unwrap();
        let why = String::from_utf8(connack.body[at + 3..].to_vec()).unwrap();
        assert!(entry.text.contains(&why), "{why}: {entry}");
        assert!(!why.contains("protocol level"), "{why}");
        // 5.0 is no mistake here.
        assert!(!entry.more_codes.contains(&"protocol-version"), "{entry}");
    }
}

#[tokio::test]
async fn refusals_by_reason_code() {
    let mut setup = start().await;
    let changed = |change: &dyn Fn(&mut Fields)| {
        let mut fields = device();
        change(&mut fields);
        fields
    };
    for (fields, reason, code) in [
        (changed(&|f| f.client_id.clear()), 0x85, "client-id-random"),
        (
            changed(&|f| f.client_id = "a|securemode=8|".into()),
            0x85,
            "secure-mode-flow",
        ),
        (
            changed(&|f| f.keep_alive_s = 15),
            0x88,
            "keep-alive-out-of-range",
        ),
        (
            changed(&|f| f.keep_alive_s = 1201),
            0x88,
            "keep-alive-out-of-range",
        ),
        (
            changed(&|f| (f.username, f.password, f.flags) = (None, None, 2)),
            0x86,
            "secret-or-identity-wrong",
        ),
        // MQTT 5.0 allows a password without a user name.
        (
            changed(&|f| (f.username, f.flags) = (None, 0x42)),
            0x86,
            "username-separator-wrong",
        ),
        (
            changed(&|f| f.username = Some("a1Practice0&practice".into())),
            0x87,
            "username-swapped",
        ),
        (
            changed(&|f| f.password = Some("0".repeat(64).into())),
            0x87,
            "secret-or-identity-wrong",
        ),
        (
            changed(&|f| {
                f.flags = 0xd6;
                f.will = [vec![0], text(UPDATE), text("gone")].concat();
            }),
            0x9b,
            "will-or-qos2",
        ),
        (
            Fields {
                password: Some(b"wrong-marker".into()),
                ..platform()
            },
            0x87,
            "secret-or-identity-wrong",
        ),
    ] {
        check(&mut setup, &fields, reason, Some(code)).await;
    }
    let enhanced = changed(&|f| f.properties = b"\x15\0\x05SCRAM".to_vec());
    check(&mut setup, &enhanced, 0x8c, None).await;
    setup.assert_no_secret(&["practice-device-secret", "wrong-marker"]);
}

#[tokio::test]
async fn a_client_that_takes_no_long_packets_gets_no_reason_string() {
    let setup = start().await;
    let mut fields = device();
    fields.keep_alive_s = 15;
    fields.properties = b"\x27\0\0\0\x10".to_vec();
    let (_, connack) = Client::answered(&setup, &fields).await;
    assert_eq!(connack.body, [0, 0x88, 0]);
}

#[tokio::test]
async fn messages_pass_between_the_versions() {
    for (device, platform) in [
        (device(), Fields::platform()),
        (Fields::practice(ID), platform()),
        (device(), platform()),
    ] {
        let setup = start().await;
        let mut device = Peer::online(&setup, &device).await;
        let mut platform = Peer::online(&setup, &platform).await;
        device.subscribe(GET).await;
        platform.subscribe(UPDATE).await;
        let payload: Vec<u8> = (0..=255).collect();
        for qos in [0, 1] {
            device.publish(UPDATE, &payload, qos).await;
            platform.receive(UPDATE, &payload, qos, &device).await;
            platform.publish(GET, &payload, qos).await;
            device.receive(GET, &payload, qos, &platform).await;
        }
        device.publish(UPDATE, b"", 1).await;
        platform.receive(UPDATE, b"", 1, &device).await;
        let large = vec![b'x'; 1_100_000];
        device.publish(UPDATE, &large, 0).await;
        platform.receive(UPDATE, &large, 0, &device).await;
    }
}

/// A client that knows its version.
struct Peer {
    client: Client,
    in_5_0: bool,
}

impl Peer {
    async fn online(setup: &Setup, fields: &Fields) -> Self {
        Self {
            client: Client::online(setup, fields).await,
            in_5_0: fields.level == 5,
        }
    }

    async fn subscribe(&mut self, filter: &str) {
        let granted = if self.in_5_0 {
            self.client.subscribe_5(b"", &[(filter, 1)]).await
        } else {
            self.client.subscribe(&[(filter, 1)]).await
        };
        assert_eq!(granted, [1]);
    }

    async fn publish(&mut self, topic: &str, payload: &[u8], qos: u8) {
        let bytes = if self.in_5_0 {
            publish_5(topic, PROPERTIES, payload, qos)
        } else {
            publish(topic, payload, qos)
        };
        self.client.send(&bytes).await;
        if qos > 0 {
            self.client.expect(&[0x40, 2, 0, 7]).await;
        }
    }

    async fn receive(&mut self, topic: &str, payload: &[u8], qos: u8, from: &Self) {
        let message = self.client.next().await.unwrap();
        if qos > 0 {
            let at = 2 + topic.len();
            let puback = [&[0x40, 2], &message.body[at..at + 2]].concat();
            self.client.send(&puback).await;
        }
        if !self.in_5_0 {
            let expected = (topic.into(), payload.to_vec(), qos);
            assert_eq!(message.message(), expected);
            return;
        }
        let (found, mut properties, rest, granted) = message.message_5();
        assert_eq!((&*found, &*rest, granted), (topic, payload, qos));
        // Each of these has its own bytes, so their order does not matter.
        let mut expected = if from.in_5_0 {
            PROPERTIES.to_vec()
        } else {
            Vec::new()
        };
        properties.sort_unstable();
        expected.sort_unstable();
        assert_eq!(properties, expected);
    }
}

#[tokio::test]
async fn the_cloud_answers_in_5_0() {
    let setup = start().await;
    let mut device = Client::online(&setup, &device()).await;
    let response = "/ext/ntp/a1Practice0/practice/response";
    assert_eq!(device.subscribe_5(b"", &[(response, 0)]).await, [0]);
    let request = "/ext/ntp/a1Practice0/practice/request";
    let payload = br#"{"deviceSendTime":"100"}"#;
    device
        .send(&publish_5(request, PROPERTIES, payload, 0))
        .await;
    let (topic, properties, payload, _) = device.next().await.unwrap().message_5();
    assert_eq!((&*topic, properties), (response, Vec::new()));
    let reply: serde_json::Value = serde_json::from_slice(&payload).unwrap();
    assert_eq!(reply["deviceSendTime"], "100");
}

#[tokio::test]
async fn foreign_topics_are_not_authorized() {
    let mut setup = start().await;
    let mut platform = Client::online(&setup, &platform()).await;
    assert_eq!(platform.subscribe_5(b"", &[("/#", 0)]).await, [0]);
    let mut device = Client::online(&setup, &device()).await;
    let filters = [
        ("#", 0),
        // No local, retain as published.
        (GET, 0x0d),
        (UPDATE, 2),
        ("$share/g//a1Practice0/practice/user/get", 1),
        ("$share/g//a1Practice0/other/user/get", 1),
        ("$share/g/#", 1),
    ];
    assert_eq!(
        device.subscribe_5(b"", &filters).await,
        [0x87, 1, 1, 1, 0x87, 0x87]
    );
    for _ in 0..3 {
        setup.logged(Event::SubscribeRefused).await;
    }
    // By name, and by an alias that was given to it with a message that was refused.
    device
        .send(&publish_5(FOREIGN, b"\x23\0\x01", b"x", 1))
        .await;
    device.send(&publish_5("", b"\x23\0\x01", b"x", 1)).await;
    for _ in 0..2 {
        let puback = device.next().await.unwrap();
        assert_eq!(
            (puback.first, &puback.body[..3]),
            (0x40, [0, 7, 0x87].as_slice())
        );
        let entry = setup.logged(Event::PublishRefused).await;
        assert!(entry.text.contains(FOREIGN), "{entry}");
    }
    device
        .send(&publish_5(UPDATE, b"\x23\0\x01", b"mine", 0))
        .await;
    device
        .send(&publish_5("", b"\x23\0\x01", b"again", 0))
        .await;
    for payload in [b"mine".as_slice(), b"again"] {
        let expected = (UPDATE.into(), Vec::new(), payload.to_vec(), 0);
        assert_eq!(platform.next().await.unwrap().message_5(), expected);
    }
}

/// DISCONNECT with a reason string that has `why` in it.
async fn disconnected(client: &mut Client, reason: u8, why: &str) {
    let packet = client.next().await.unwrap();
    assert_eq!((packet.first, packet.body[0]), (0xe0, reason), "{packet:?}");
    let at = packet.body.iter().position(|&byte| byte == 0x1f).unwrap();
    let told = String::from_utf8(packet.body[at + 3..].to_vec()).unwrap();
    assert!(told.contains(why), "{told}");
}

#[tokio::test]
async fn the_evicted_one_is_told() {
    let mut setup = start().await;
    let mut first = Client::online(&setup, &device()).await;
    let (mut second, _) = Client::ws(&setup, "/mqtt", Some("mqtt")).await;
    second.send(&device().bytes()).await;
    assert_eq!(second.next().await.unwrap().body[..2], [0, 0]);
    disconnected(&mut first, 0x8e, "same identity").await;
    first.expect_closed().await;
    assert_eq!(setup.logged(Event::Evicted).await.code, Some("evicted"));
    // By the other version, and the other way round, where there are no words for it.
    let mut third = Client::online(&setup, &Fields::practice(ID)).await;
    disconnected(&mut second, 0x8e, "same identity").await;
    second.expect_closed().await;
    let mut fourth = Client::online(&setup, &device()).await;
    third.expect_closed().await;
    fourth.send(&[0xc0, 0]).await;
    fourth.expect(&[0xd0, 0]).await;
}

#[tokio::test]
async fn what_ends_the_connection_is_told() {
    let mut setup = start().await;
    let identified = [&[0, 9, 2, 0x0b, 5], text(GET).as_slice(), &[0]].concat();
    let qos_2 = publish_5(UPDATE, b"", b"two", 2);
    let malformed = Some("transport-malformed");
    for (bytes, reason, why, code) in [
        (qos_2, 0x9b, "QoS 2", Some("will-or-qos2")),
        (packet(0x82, &identified), 0xa1, "identifier", None),
        (packet(0xf0, &[0, 0]), 0x82, "packet type 15", malformed),
        (packet(0x82, &[0, 0]), 0x81, "identifier, or 0", malformed),
        (packet(0x30, &vec![0; 5 << 20]), 0x95, "at most", malformed),
    ] {
        let mut client = Client::online(&setup, &device()).await;
        // The broker may not read all of it.
        let header = bytes.len().min(64);
        client.send(&bytes[..header]).await;
        disconnected(&mut client, reason, why).await;
        client.expect_closed().await;
        assert_eq!(setup.logged(Event::Disconnected).await.code, code);
    }
    let silent = Fields {
        keep_alive_s: 1,
        ..platform()
    };
    let mut client = Client::online(&setup, &silent).await;
    disconnected(&mut client, 0x8d, "last packet").await;
    client.expect_closed().await;
    let entry = setup.logged(Event::Disconnected).await;
    assert_eq!(entry.code, Some("transport-keep-alive-lost"));
}

#[tokio::test]
async fn a_will_and_retained_messages_are_had_in_5_0() {
    let mut setup = start().await;
    let mut platform = Client::online(&setup, &Fields::platform()).await;
    platform.subscribe(&[("/a1Practice0/#", 1)]).await;
    let with_will = |topic: &str| {
        let mut fields = device();
        fields.flags = 0xce;
        let properties = b"\x05\x26\0\x00\0\x00".to_vec();
        fields.will = [properties, text(topic), text("gone")].concat();
        fields
    };
    let mut device = Client::online(&setup, &with_will(UPDATE)).await;
    let mut kept = publish_5(GET, b"", b"kept", 1);
    kept[0] |= 1;
    device.send(&kept).await;
    device.expect(&[0x40, 2, 0, 7]).await;
    assert_eq!(platform.next().await.unwrap().message().1, b"kept");
    // Retain as published.
    assert_eq!(device.subscribe_5(b"", &[(GET, 9)]).await, [1]);
    let message = device.next().await.unwrap();
    assert_eq!(
        (message.first & 1, message.message_5().2),
        (1, b"kept".to_vec())
    );
    drop(device);
    let expected = (UPDATE.into(), b"gone".to_vec(), 1);
    assert_eq!(platform.next().await.unwrap().message(), expected);

    // Not on the topics of others: neither at once nor by DISCONNECT with will.
    let mut device = Client::online(&setup, &with_will(FOREIGN)).await;
    let entry = setup.logged(Event::PublishRefused).await;
    assert!(entry.text.contains(FOREIGN), "{entry}");
    device.send(&[0xe0, 1, 4]).await;
    device.expect_closed().await;
    let mut device = Client::online(&setup, &with_will(UPDATE)).await;
    device.send(&[0xe0, 1, 4]).await;
    device.expect_closed().await;
    assert_eq!(platform.next().await.unwrap().message(), expected_will());
    let mut device = Client::online(&setup, &with_will(UPDATE)).await;
    device.send(&[0xe0, 0]).await;
    device.expect_closed().await;
    platform.send(&publish(UPDATE, b"last", 0)).await;
    assert_eq!(platform.next().await.unwrap().message().1, b"last");
}

fn expected_will() -> (String, Vec<u8>, u8) {
    (UPDATE.into(), b"gone".to_vec(), 1)
}

#[tokio::test]
async fn a_session_lives_as_long_as_was_asked_for() {
    let mut setup = start().await;
    let mut platform = Client::online(&setup, &Fields::platform()).await;
    for (properties, present) in [(b"\x11\0\0\x0e\x10".as_slice(), 1), (b"", 0)] {
        let mut fields = device();
        fields.properties = properties.to_vec();
        let mut client = Client::online(&setup, &fields).await;
        assert_eq!(client.subscribe_5(b"", &[(GET, 1)]).await, [1]);
        client.send(&[0xe0, 0]).await;
        client.expect_closed().await;
        setup.logged(Event::Disconnected).await;
        platform.send(&publish(GET, b"meanwhile", 1)).await;
        platform.expect(&[0x40, 2, 0, 7]).await;
        fields.flags = 0xc0;
        let (mut client, connack) = Client::answered(&setup, &fields).await;
        assert_eq!(connack.body[..2], [present, 0], "{connack:?}");
        if present == 1 {
            let message = client.next().await.unwrap().message_5();
            assert_eq!((&*message.0, &*message.2), (GET, b"meanwhile".as_slice()));
        }
        client.send(&[0xc0, 0]).await;
        client.expect(&[0xd0, 0]).await;
    }
}

#[tokio::test]
async fn there_is_no_way_back_with_limits() {
    for limits in [false, true] {
        let mut setup = start_with(Devices::practice(), limits).await;
        let mut client = Client::online(&setup, &device()).await;
        client.send(&[0xe0, 0]).await;
        client.expect_closed().await;
        let (_, connack) = Client::answered(&setup, &Fields::practice(ID)).await;
        assert_eq!(connack.body, [0, u8::from(limits)]);
        setup.logged(Event::Disconnected).await;
        let event = if limits { Event::Refused } else { Event::Note };
        let entry = setup.logged(event).await;
        assert_eq!(entry.code, Some("protocol-version"), "{entry}");
        assert!(entry.text.contains("before"), "{entry}");
        // 5.0 goes on, and so does the platform login in either version.
        for fields in [device(), Fields::platform(), platform()] {
            Client::online(&setup, &fields).await;
        }
    }
}
