//! Messages: between a device and the platform login, answers of the cloud, and what is stopped.

use crate::client::{Client, Fields, ID, Received, packet, publish, text};
use crate::setup::{start, start_with};
use connack_broker::{Devices, Event};
use std::collections::BTreeSet;

const GET: &str = "/a1Practice0/practice/user/get";
const UPDATE: &str = "/a1Practice0/practice/user/update";

fn payload() -> Vec<u8> {
    let mut bytes: Vec<u8> = (0..=255).collect();
    bytes.extend("温度 23.5℃ 🙂".as_bytes());
    bytes
}

#[tokio::test]
async fn device_and_platform_both_ways() {
    let setup = start().await;
    let mut platform = Client::online(&setup, &Fields::platform()).await;
    let (mut device, _) = Client::ws(&setup, "/mqtt", Some("mqtt")).await;
    device.send(&Fields::practice(ID).bytes()).await;
    device.expect(&[0x20, 2, 0, 0]).await;
    assert_eq!(platform.subscribe(&[("#", 1)]).await, [1]);
    assert_eq!(
        device
            .subscribe(&[(GET, 1), ("/a1Practice0/practice/用户", 0)])
            .await,
        [1, 0]
    );
    for qos in [0, 1] {
        device.send(&publish(UPDATE, &payload(), qos)).await;
        let message = platform.next().await.unwrap();
        assert_eq!(message.message(), (UPDATE.into(), payload(), qos));
        platform.send(&publish(GET, &payload(), qos)).await;
        // The acknowledgement and the platform's own copy may come in either order; the device
        // takes one message, and its own acknowledgement.
        let mut device_got = vec![device.next().await.unwrap()];
        if qos == 1 {
            device_got.push(device.next().await.unwrap());
        }
        let message = device_got.iter().find(|p| p.first >> 4 == 3).unwrap();
        assert_eq!(message.message(), (GET.into(), payload(), qos));
        if qos == 1 {
            assert!(
                device_got
                    .iter()
                    .any(|p| p.first == 0x40 && p.body == [0, 7])
            );
        }
        for _ in 0..=qos {
            platform.next().await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_large_message_passes() {
    let setup = start().await;
    let mut platform = Client::online(&setup, &Fields::platform()).await;
    let mut device = Client::online(&setup, &Fields::practice(ID)).await;
    platform.subscribe(&[(UPDATE, 0)]).await;
    let payload = vec![b'x'; 1_100_000];
    device.send(&publish(UPDATE, &payload, 0)).await;
    assert_eq!(platform.next().await.unwrap().message().1, payload);
}

#[tokio::test]
async fn topics_of_any_text() {
    let setup = start().await;
    let mut platform = Client::online(&setup, &Fields::platform()).await;
    let mut device = Client::online(&setup, &Fields::practice(ID)).await;
    assert_eq!(
        device.subscribe(&[("/a1Practice0/practice/#", 0)]).await,
        [0]
    );
    for topic in [
        "/a1Practice0/practice/用户/更新 🙂",
        "/a1Practice0/practice//é/ $x",
        &format!("/a1Practice0/practice/{}", "/t".repeat(200)),
    ] {
        for client in [0, 1] {
            let sender = if client == 0 {
                &mut platform
            } else {
                &mut device
            };
            sender.send(&publish(topic, b"x", 0)).await;
            let message = device.next().await.unwrap().message();
            assert_eq!(message, (topic.into(), b"x".to_vec(), 0));
        }
    }
}

#[tokio::test]
async fn silence_beyond_the_keep_alive_ends_the_connection() {
    let mut setup = start().await;
    // The platform login has no range of keep-alive, so the shortest one will do.
    let fields = Fields {
        keep_alive_s: 1,
        ..Fields::platform()
    };
    let mut platform = Client::online(&setup, &fields).await;
    platform.expect_closed().await;
    let entry = setup.logged(Event::Disconnected).await;
    assert_eq!(entry.code, Some("transport-keep-alive-lost"), "{entry}");
}

#[tokio::test]
async fn foreign_topics_are_refused() {
    let mut setup = start().await;
    let mut platform = Client::online(&setup, &Fields::platform()).await;
    platform.subscribe(&[("/#", 0)]).await;
    let mut device = Client::online(&setup, &Fields::practice(ID)).await;
    let filters = [
        ("#", 0),
        (GET, 1),
        ("/a1Practice0/+/user/get", 1),
        ("/sys/a1Practice0/practice/#", 0),
        ("/a1Practice0/other\n/user/get", 0),
    ];
    assert_eq!(device.subscribe(&filters).await, [0x80, 1, 0x80, 0, 0x80]);
    let entry = setup.logged(Event::SubscribeRefused).await;
    assert!(entry.text.contains("`#`"), "{entry}");
    setup.logged(Event::SubscribeRefused).await;
    let entry = setup.logged(Event::SubscribeRefused).await;
    assert!(entry.text.contains("other\\n"), "{entry}");

    // Dropped, yet acknowledged; what comes after passes.
    let foreign = "/a1Practice0/other/user/update";
    device.send(&publish(foreign, b"x", 0)).await;
    device.send(&publish(foreign, b"x", 1)).await;
    device.expect(&[0x40, 2, 0, 7]).await;
    setup.logged(Event::PublishRefused).await;
    setup.logged(Event::PublishRefused).await;
    device.send(&publish(UPDATE, b"mine", 0)).await;
    let first = platform.next().await.unwrap().message();
    assert_eq!(first, (UPDATE.into(), b"mine".to_vec(), 0));
}

#[tokio::test]
async fn the_cloud_answers() {
    let setup = start().await;
    let mut device = Client::online(&setup, &Fields::practice(ID)).await;
    // Subscription and request in one go: the answer is not missed.
    let response = "/ext/ntp/a1Practice0/practice/response";
    let mut bytes = packet(0x82, &[vec![0, 1], text(response), vec![0]].concat());
    bytes.extend(publish(
        "/ext/ntp/a1Practice0/practice/request",
        br#"{"deviceSendTime":"100"}"#,
        0,
    ));
    device.send(&bytes).await;
    device.expect(&[0x90, 3, 0, 1, 0]).await;
    let (topic, payload, _) = device.next().await.unwrap().message();
    assert_eq!(topic, response);
    let reply: serde_json::Value = serde_json::from_slice(&payload).unwrap();
    assert_eq!(reply["deviceSendTime"], "100");
    for name in ["serverRecvTime", "serverSendTime"] {
        let time: u64 = reply[name].as_str().unwrap().parse().unwrap();
        assert!(time > 1_700_000_000_000, "{time}");
    }

    let post = "/sys/a1Practice0/practice/thing/event/property/post";
    device.subscribe(&[(&format!("{post}_reply"), 1)]).await;
    for (payload, code, id) in [
        (
            r#"{"id":"42","version":"1.0","params":{"Temp":1},"method":"m"}"#,
            200,
            "42",
        ),
        ("{", 460, ""),
    ] {
        device.send(&publish(post, payload.as_bytes(), 0)).await;
        let (topic, payload, _) = device.next().await.unwrap().message();
        assert_eq!(topic, format!("{post}_reply"));
        let reply: serde_json::Value = serde_json::from_slice(&payload).unwrap();
        assert_eq!(
            (reply["code"].as_u64(), reply["id"].as_str()),
            (Some(code), Some(id))
        );
        assert_eq!(reply["method"], "thing.event.property.post");
    }
}

#[tokio::test]
async fn will_retain_and_qos_2() {
    let mut setup = start().await;
    let mut platform = Client::online(&setup, &Fields::platform()).await;
    assert_eq!(platform.subscribe(&[("/a1Practice0/#", 2)]).await, [2]);

    // A will is left out.
    let will = [text(UPDATE), text("gone")].concat();
    let mut fields = Fields::practice(ID);
    (fields.flags, fields.will) = (0xc6, will);
    let mut device = Client::online(&setup, &fields).await;
    assert_eq!(setup.logged(Event::Note).await.code, Some("will-or-qos2"));

    // RETAIN is taken out, told once; QoS 2 is lowered in a subscription.
    let mut retained = publish(UPDATE, b"kept?", 1);
    retained[0] |= 1;
    device.send(&[retained.clone(), retained].concat()).await;
    device.expect(&[0x40, 2, 0, 7]).await;
    device.expect(&[0x40, 2, 0, 7]).await;
    assert_eq!(setup.logged(Event::Note).await.code, Some("will-or-qos2"));
    for _ in 0..2 {
        let message = platform.next().await.unwrap();
        assert_eq!(
            (message.first & 1, message.message().1),
            (0, b"kept?".to_vec())
        );
    }
    assert_eq!(device.subscribe(&[(UPDATE, 2), (GET, 1)]).await, [1, 1]);

    // A message at QoS 2 ends the connection; neither it nor the will arrives.
    device.send(&publish(UPDATE, b"two", 2)).await;
    device.expect_closed().await;
    let entry = setup.logged(Event::Disconnected).await;
    assert_eq!(entry.code, Some("will-or-qos2"));

    // The platform login may do all of it: RETAIN, QoS 2, a will.
    let mut fields = Fields::platform();
    (fields.flags, fields.will) = (0xc6, [text(UPDATE), text("platform is gone")].concat());
    let mut second = Client::online(&setup, &fields).await;
    let mut kept = publish(GET, b"kept", 2);
    kept[0] |= 1;
    second.send(&kept).await;
    second.expect(&[0x50, 2, 0, 7]).await;
    second.send(&[0x62, 2, 0, 7]).await;
    second.expect(&[0x70, 2, 0, 7]).await;
    assert_eq!(
        platform.next().await.unwrap().message(),
        (GET.into(), b"kept".to_vec(), 2)
    );
    drop(second);
    let will = platform.next().await.unwrap().message();
    assert_eq!(will.1, b"platform is gone");
    let mut device = Client::online(&setup, &Fields::practice(ID)).await;
    assert_eq!(device.subscribe(&[(GET, 0)]).await, [0]);
    let message = device.next().await.unwrap();
    assert_eq!(
        (message.first & 1, message.message().1),
        (1, b"kept".to_vec())
    );
}

#[tokio::test]
async fn what_was_sent_before_disconnect_arrives() {
    let mut setup = start().await;
    let mut platform = Client::online(&setup, &Fields::platform()).await;
    platform.subscribe(&[(UPDATE, 0)]).await;
    for disconnect in [vec![0xe0, 0], vec![]] {
        let mut device = Client::online(&setup, &Fields::practice(ID)).await;
        let mut bytes: Vec<u8> = (0..200u8).flat_map(|i| publish(UPDATE, &[i], 0)).collect();
        bytes.extend(disconnect);
        device.send(&bytes).await;
        drop(device);
        for i in 0..200u8 {
            assert_eq!(platform.next().await.unwrap().message().1, [i]);
        }
        setup.logged(Event::Disconnected).await;
    }
}

#[tokio::test]
async fn a_persistent_session_keeps_messages() {
    let mut setup = start().await;
    let mut platform = Client::online(&setup, &Fields::platform()).await;
    let mut fields = Fields::practice(ID);
    fields.flags = 0xc0;
    let mut device = Client::online(&setup, &fields).await;
    assert_eq!(device.subscribe(&[(GET, 1)]).await, [1]);
    device.send(&[0xe0, 0]).await;
    device.expect_closed().await;
    setup.logged(Event::Disconnected).await;
    platform.send(&publish(GET, b"meanwhile", 1)).await;
    platform.expect(&[0x40, 2, 0, 7]).await;
    let mut device = Client::tcp(&setup).await;
    device.send(&fields.bytes()).await;
    device.expect(&[0x20, 2, 1, 0]).await;
    assert_eq!(
        device.next().await.unwrap().message(),
        (GET.into(), b"meanwhile".to_vec(), 1)
    );
}

#[tokio::test]
async fn limits_only_when_asked() {
    for limits in [false, true] {
        let mut setup = start_with(Devices::practice(), limits).await;
        let mut platform = Client::online(&setup, &Fields::platform()).await;
        platform.subscribe(&[("/#", 0)]).await;
        let mut device = Client::online(&setup, &Fields::practice(ID)).await;
        let deep = format!("{UPDATE}/5/6/7/8");
        let long = format!("{UPDATE}/{}", "x".repeat(128));
        device.send(&publish(&deep, b"deep", 1)).await;
        device.send(&publish(&long, b"long", 1)).await;
        device.send(&publish(UPDATE, &vec![0; 262_145], 1)).await;
        for _ in 0..3 {
            device.expect(&[0x40, 2, 0, 7]).await;
        }
        if limits {
            for rule in ["8 slashes", "at most 128", "262145 bytes"] {
                let entry = setup.logged(Event::PublishDropped).await;
                assert!(entry.text.contains(rule), "{entry}");
            }
        } else {
            let topics: BTreeSet<String> = [
                platform.next().await.unwrap().message().0,
                platform.next().await.unwrap().message().0,
                platform.next().await.unwrap().message().0,
            ]
            .into();
            assert_eq!(topics, [deep, long, UPDATE.to_owned()].into());
        }
        device.send(&publish(UPDATE, b"short", 0)).await;
        let message: Received = platform.next().await.unwrap();
        assert_eq!(message.message().1, b"short");
    }
}
