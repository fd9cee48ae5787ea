//! A gateway and its sub-device: topology, login, messages, logout; and what is refused.

use crate::client::{Client, Fields, ID, publish};
use crate::setup::{Setup, start};
use connack_broker::Event;
use connack_signer::{
    DeviceIdentity, DeviceName, Gateway, GatewayMessage, ProductKey, Secret, SignMethod, SubDevice,
    Timestamp, batch_login, read_sub_reply, sub_login, topo_add,
};
use serde_json::Value;

const OWN: &str = "/a1PracticeSub0/practice-sub/user/get";
const DEVICE: &str = r#"{"deviceName":"practice-sub","productKey":"a1PracticeSub0"}"#;
const TOPO: &str = "/sys/a1Practice0/practice/thing/topo/";
const SESSION: &str = "/ext/session/a1Practice0/practice/combine/";

fn gateway() -> Gateway {
    Gateway {
        product_key: ProductKey::new("a1Practice0").unwrap(),
        device_name: DeviceName::new("practice").unwrap(),
    }
}

fn sub() -> SubDevice {
    SubDevice {
        identity: DeviceIdentity {
            product_key: ProductKey::new("a1PracticeSub0").unwrap(),
            device_name: DeviceName::new("practice-sub").unwrap(),
            device_secret: Secret::new("practice-sub-secret"),
        },
        client_id: Some("practice-sub&a1PracticeSub0|lan=C|".into()),
        sign_method: SignMethod::HmacSha1,
        timestamp: Some(Timestamp::new("1524448722000").unwrap()),
        clean_session: true,
    }
}

/// A gateway that listens to every reply.
async fn online(setup: &Setup) -> Client {
    let mut client = Client::online(setup, &Fields::practice(ID)).await;
    let filters = [
        ("/sys/a1Practice0/practice/thing/topo/+", 0),
        ("/ext/session/a1Practice0/practice/combine/#", 0),
        ("/ext/error/a1Practice0/practice", 0),
    ];
    assert_eq!(client.subscribe(&filters).await, [0, 0, 0]);
    client
}

/// The reply to a message; what the gateway hears of its own messages is passed over.
async fn ask(client: &mut Client, topic: &str, payload: &str) -> Value {
    client.send(&publish(topic, payload.as_bytes(), 0)).await;
    loop {
        let (found, payload, _) = client.next().await.unwrap().message();
        if found == format!("{topic}_reply") {
            return serde_json::from_slice(&payload).unwrap();
        }
        assert_eq!(found, topic);
    }
}

async fn send(client: &mut Client, message: &GatewayMessage, code: u16) {
    let reply = ask(client, &message.topic, &message.payload).await;
    assert_eq!(reply["code"], code, "{reply}");
    assert_eq!(read_sub_reply(&reply.to_string()).unwrap().id, "7");
}

#[tokio::test]
async fn a_sub_device_comes_and_goes() {
    let mut setup = start().await;
    let mut client = online(&setup).await;
    assert_eq!(client.subscribe(&[(OWN, 0)]).await, [0x80]);
    send(&mut client, &sub_login(&gateway(), &sub(), 7), 6401).await;
    send(&mut client, &topo_add(&gateway(), &[sub()], 7), 200).await;
    let list = ask(
        &mut client,
        &format!("{TOPO}get"),
        r#"{"id":1,"params":{}}"#,
    )
    .await;
    assert_eq!(
        (&list["id"], list["data"][0].to_string()),
        (&1.into(), DEVICE.into())
    );
    // Not before its login.
    assert_eq!(client.subscribe(&[(OWN, 0)]).await, [0x80]);
    client.send(&publish(OWN, b"early", 0)).await;
    let (topic, payload, _) = client.next().await.unwrap().message();
    assert_eq!(topic, "/ext/error/a1Practice0/practice");
    let error: Value = serde_json::from_slice(&payload).unwrap();
    assert_eq!(
        (&error["code"], error["data"].to_string()),
        (&520.into(), DEVICE.into())
    );

    for batch in [false, true] {
        let login = if batch {
            batch_login(&gateway(), &[sub()], 7)
        } else {
            sub_login(&gateway(), &sub(), 7)
        };
        send(&mut client, &login, 200).await;
        assert_eq!(client.subscribe(&[(OWN, 0)]).await, [0]);
        client.send(&publish(OWN, b"heard", 0)).await;
        let message = client.next().await.unwrap().message();
        assert_eq!(message, (OWN.into(), b"heard".to_vec(), 0));
        let (what, params) = if batch {
            ("batch_logout", format!("[{DEVICE}]"))
        } else {
            ("logout", DEVICE.into())
        };
        let logout = format!(r#"{{"id":"8","params":{params}}}"#);
        let topic = format!("{SESSION}{what}");
        assert_eq!(ask(&mut client, &topic, &logout).await["code"], 200);
        assert_eq!(ask(&mut client, &topic, &logout).await["code"], 520);
        assert_eq!(client.subscribe(&[(OWN, 0)]).await, [0x80]);
    }
    let delete = format!(r#"{{"id":"9","params":[{DEVICE}]}}"#);
    assert_eq!(
        ask(&mut client, &format!("{TOPO}delete"), &delete).await["code"],
        200
    );
    send(&mut client, &sub_login(&gateway(), &sub(), 7), 6401).await;
    setup.assert_no_secret(&["practice-sub-secret"]);
}

#[tokio::test]
async fn what_is_refused_has_its_code() {
    let mut setup = start().await;
    let mut client = online(&setup).await;
    let add = topo_add(&gateway(), &[sub()], 7);
    let itself = SubDevice {
        identity: crate::setup::practice(),
        ..sub()
    };
    for (payload, code) in [
        ("not JSON".to_owned(), 460),
        (r#"{"id":"7"}"#.into(), 460),
        (r#"{"id":"7","params":[]}"#.into(), 460),
        (add.payload.replace("signmethod", "signMethod"), 460),
        (add.payload.replace("hmacsha1", "Sha256"), 460),
        (add.payload.replace("practice-sub\"", "nobody\""), 6100),
        (add.payload.replace("lan=C", "lan=D"), 401),
        (topo_add(&gateway(), &[itself], 7).payload, 6402),
        (add.payload.replace("hmacsha1", "hmacSha1"), 200),
    ] {
        let reply = ask(&mut client, &add.topic, &payload).await;
        assert_eq!(reply["code"], code, "{payload}: {reply}");
        if code != 200 {
            setup.logged(Event::SubDeviceRefused).await;
        }
    }
    let login = sub_login(&gateway(), &sub(), 7);
    for (payload, code) in [
        (login.payload.replace("1524448722000", "1"), 6287),
        (login.payload.replace("clientId", "clientid"), 460),
        (login.payload.replace("\"false\"", "\"true\""), 200),
    ] {
        let reply = ask(&mut client, &login.topic, &payload).await;
        assert_eq!(reply["code"], code, "{payload}: {reply}");
    }
}

#[tokio::test]
async fn a_session_ends_with_its_gateway_and_with_a_login_of_its_own() {
    let setup = start().await;
    let mut client = online(&setup).await;
    send(&mut client, &topo_add(&gateway(), &[sub()], 7), 200).await;
    send(&mut client, &sub_login(&gateway(), &sub(), 7), 200).await;
    drop(client);
    let mut client = online(&setup).await;
    assert_eq!(client.subscribe(&[(OWN, 0)]).await, [0x80]);
    send(&mut client, &sub_login(&gateway(), &sub(), 7), 200).await;
    let device = connack_broker::Device {
        identity: sub().identity,
        product_secret: None,
        activated: true,
    };
    let mut own = Client::online(&setup, &Fields::device(&device, ID)).await;
    let (topic, payload, _) = client.next().await.unwrap().message();
    assert_eq!(topic, "/ext/error/a1Practice0/practice");
    let error: Value = serde_json::from_slice(&payload).unwrap();
    assert_eq!(error["code"], 427);
    // And the other way round.
    send(&mut client, &sub_login(&gateway(), &sub(), 7), 200).await;
    own.expect_closed().await;
}
