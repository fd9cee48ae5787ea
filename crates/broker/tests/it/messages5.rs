//! MQTT 5.0: messages, between the versions too; topics, wills, sessions.

use crate::client::{Client, Fields, ID, publish, publish_5, text};
use crate::setup::{Setup, start};
use crate::version5::{device, platform};
use connack_broker::Event;

const GET: &str = "/a1Practice0/practice/user/get";
const UPDATE: &str = "/a1Practice0/practice/user/update";
const FOREIGN: &str = "/a1Practice0/other/user/update";

/// Payload format, content type, response topic, correlation data, user property.
const PROPERTIES: &[u8] =
    b"\x01\x01\x03\0\x01j\x08\0\x01r\x09\0\x02\0\xff\x26\0\x06\xe6\x9d\xa5\xe6\xba\x90\0\x02it";

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
    let expected = (UPDATE.to_owned(), b"gone".to_vec(), 1);
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
    assert_eq!(platform.next().await.unwrap().message(), expected);
    let mut device = Client::online(&setup, &with_will(UPDATE)).await;
    device.send(&[0xe0, 0]).await;
    device.expect_closed().await;
    platform.send(&publish(UPDATE, b"last", 0)).await;
    assert_eq!(platform.next().await.unwrap().message().1, b"last");
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
async fn a_session_of_one_version_goes_on_in_the_other() {
    let mut older = Fields::practice(ID);
    older.flags = 0xc0;
    let mut newer = device();
    newer.flags = 0xc0;
    newer.properties = b"\x11\0\0\x0e\x10".to_vec();
    for (first, then) in [(&older, &newer), (&newer, &older)] {
        let mut setup = start().await;
        let mut platform = Client::online(&setup, &platform()).await;
        let mut peer = Peer::online(&setup, first).await;
        peer.subscribe(GET).await;
        peer.client.send(&[0xe0, 0]).await;
        peer.client.expect_closed().await;
        setup.logged(Event::Disconnected).await;
        platform.send(&publish_5(GET, b"", b"meanwhile", 1)).await;
        platform.expect(&[0x40, 2, 0, 7]).await;
        let (mut client, connack) = Client::answered(&setup, then).await;
        assert_eq!(connack.body[..2], [1, 0], "{connack:?}");
        let message = client.next().await.unwrap();
        let payload = if then.level == 5 {
            message.message_5().2
        } else {
            message.message().1
        };
        assert_eq!(payload, b"meanwhile");
    }
}
