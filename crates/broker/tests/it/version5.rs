//! MQTT 5.0: the same rules for logins, told by reason codes.

use crate::client::{Client, Fields, ID, Received, packet, publish, publish_5, text};
use crate::setup::{Setup, start, start_with};
use connack_broker::{Devices, Event};

const GET: &str = "/a1Practice0/practice/user/get";
const UPDATE: &str = "/a1Practice0/practice/user/update";

pub(crate) fn device() -> Fields {
    Fields::practice(ID).in_5_0()
}

pub(crate) fn platform() -> Fields {
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

#[tokio::test]
async fn nothing_comes_before_connack() {
    let setup = start().await;
    for _ in 0..5 {
        // A message at QoS 2 together with CONNECT.
        let mut client = Client::tcp(&setup).await;
        let two = publish_5(UPDATE, b"", b"two", 2);
        client.send(&[device().bytes(), two].concat()).await;
        let connack = client.next().await.unwrap();
        assert_eq!((connack.first, connack.body[1]), (0x20, 0));
        let disconnect = client.next().await.unwrap();
        assert_eq!((disconnect.first, disconnect.body[0]), (0xe0, 0x9b));
        // Two logins of one identity at once.
        let mut clients = [Client::tcp(&setup).await, Client::tcp(&setup).await];
        for client in &mut clients {
            client.send(&device().bytes()).await;
        }
        for client in &mut clients {
            assert_eq!(client.next().await.unwrap().first, 0x20);
        }
    }
}

#[tokio::test]
async fn a_message_as_long_as_the_client_takes_comes_and_a_longer_one_does_not() {
    let setup = start().await;
    let mut platform = Client::online(&setup, &Fields::platform()).await;
    for qos in [0, 1] {
        // At most two at a time, so that dropped ones must be acknowledged.
        let mut fields = device();
        fields.properties = b"\x27\0\0\0\x78\x21\0\x02".to_vec();
        let mut client = Client::online(&setup, &fields).await;
        assert_eq!(client.subscribe_5(b"", &[(GET, qos)]).await, [qos]);
        // Fixed header, length of the topic, packet identifier, no properties.
        let room = 120 - 2 - 2 - GET.len() - 1 - usize::from(qos) * 2;
        for len in [room + 1, room + 2, room + 40, 1000, 70_000, room] {
            platform.send(&publish(GET, &vec![b'x'; len], qos)).await;
            if qos > 0 {
                platform.expect(&[0x40, 2, 0, 7]).await;
            }
        }
        let (_, _, payload, _) = client.next().await.unwrap().message_5();
        assert_eq!(payload.len(), room);
    }
}

#[tokio::test]
async fn a_connack_that_does_not_fit_is_a_refusal_that_does() {
    let setup = start().await;
    let mut fields = device();
    fields.properties = b"\x27\0\0\0\x05".to_vec();
    let mut client = Client::tcp(&setup).await;
    client.send(&fields.bytes()).await;
    client.expect(&[0x20, 3, 0, 0x95, 0]).await;
    client.expect_closed().await;
}
