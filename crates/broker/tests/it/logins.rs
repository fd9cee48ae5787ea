//! Who gets in, and with which return code and finding code who does not.

use crate::client::{Client, Fields, ID, Stream};
use crate::setup::{PLATFORM_PASSWORD, Setup, practice, start, start_with};
use connack_broker::{Devices, Event};
use futures_util::SinkExt;
use tokio_tungstenite::tungstenite::Message;

const ACCEPTED: [u8; 4] = [0x20, 2, 0, 0];

#[tokio::test]
async fn passwords_of_another_implementation() {
    // Made with Python's hmac from the documented content.
    let setup = start().await;
    for (client_id, password) in [
        (
            ID,
            "4e8650fd1e1cfec8c0aa5bb731a12c8ff610d510d1e689b5e71df4b1a1fd5d86",
        ),
        ("12345|securemode=3|", "0ab029d8963f15f0347c1ea01b9f4af2"),
        (
            "12345|securemode=3,signmethod=hmacsha1|",
            "2d69b8a46ab5ef701fec4738fd2945b4656385b1",
        ),
    ] {
        let mut fields = Fields::practice(client_id);
        fields.password = Some(password.into());
        Client::online(&setup, &fields).await;
    }
}

#[tokio::test]
async fn client_ids_of_official_sdks_and_odd_ones() {
    let setup = start().await;
    for client_id in [
        "a|securemode=3,signmethod=hmacsha256,timestamp=2524608000000,_ss=1,lan=C,ext=3,|",
        "a|signmethod=hmacsha1,securemode=3,lan=JS|Broswer ,_v=1.2.8|",
        "a|securemode=3,\n      signmethod=hmacsha1,timestamp=1|",
        "|securemode=3,signmethod=hmacsha256|",
        "设备 42/\\..é\u{1}\u{9f}\u{1f600}|securemode=3,signmethod=hmacsha1|",
        &format!("{}|securemode=3,x={}|", "y".repeat(64), "z".repeat(1000)),
    ] {
        let mut client = Client::online(&setup, &Fields::practice(client_id)).await;
        client.send(&[0xc0, 0]).await;
        client.expect(&[0xd0, 0]).await;
    }
}

#[tokio::test]
async fn over_websocket_any_path_and_any_cut() {
    let setup = start().await;
    for (path, offered, chosen) in [
        ("/mqtt", Some("mqtt"), Some("mqtt")),
        ("/", Some("x, mqttv3.1 ,mqtt"), Some("mqtt")),
        ("/any/path?x=1", Some("mqttv3.1"), Some("mqttv3.1")),
        ("/", None, None),
    ] {
        let (mut client, answered) = Client::ws(&setup, path, offered).await;
        assert_eq!(answered.as_deref(), chosen);
        // CONNECT byte by byte; then its end and two more packets in one message.
        let connect = Fields::practice(ID).bytes();
        let (last, first) = connect.split_last().unwrap();
        for byte in first {
            client.send(&[*byte]).await;
        }
        client.send(&[]).await;
        client.send(&[*last, 0xc0, 0, 0xc0, 0]).await;
        client.expect(&ACCEPTED).await;
        client.expect(&[0xd0, 0]).await;
        client.expect(&[0xd0, 0]).await;
    }
}

#[tokio::test]
async fn a_text_message_ends_the_connection() {
    let mut setup = start().await;
    for online in [false, true] {
        let (mut client, _) = Client::ws(&setup, "/", Some("mqtt")).await;
        if online {
            client.send(&Fields::practice(ID).bytes()).await;
            client.expect(&ACCEPTED).await;
        }
        if let Stream::Ws(stream) = &mut client.stream {
            stream.send(Message::Text("CONNECT".into())).await.unwrap();
        }
        client.expect_closed().await;
        let event = if online {
            Event::Disconnected
        } else {
            Event::Closed
        };
        assert!(setup.logged(event).await.text.contains("text message"));
    }
}

#[tokio::test]
async fn mqtt_3_1_is_spoken() {
    let setup = start().await;
    let fields = Fields {
        name: "MQIsdp",
        level: 3,
        ..Fields::practice(ID)
    };
    let mut client = Client::online(&setup, &fields).await;
    assert_eq!(
        client
            .subscribe(&[("/a1Practice0/practice/user/get", 1)])
            .await,
        [1]
    );
}

/// Refused over TCP and over WebSocket alike, and the log says why.
async fn check(setup: &mut Setup, fields: &Fields, return_code: u8, code: &str) {
    let clients = [
        Client::tcp(setup).await,
        Client::ws(setup, "/", None).await.0,
    ];
    for mut client in clients {
        // More than CONNECT comes: the refusal must arrive all the same.
        client.send(&[fields.bytes(), vec![0xc0, 0]].concat()).await;
        client.expect(&[0x20, 2, 0, return_code]).await;
        client.expect_closed().await;
        let entry = setup.logged(Event::Refused).await;
        assert_eq!(entry.code, Some(code), "{entry}");
        assert!(
            entry.text.contains(&format!("CONNACK {return_code}")),
            "{entry}"
        );
    }
}

#[tokio::test]
async fn refusals() {
    let mut setup = start().await;
    let right = Fields::practice(ID);
    let changed = |change: &dyn Fn(&mut Fields)| {
        let mut fields = right.clone();
        change(&mut fields);
        fields
    };
    let with_id = |client_id: &str| changed(&|fields| fields.client_id = client_id.into());
    for (fields, return_code, code) in [
        (changed(&|f| f.level = 6), 1, "protocol-version"),
        (changed(&|f| f.level = 3), 1, "protocol-version"),
        (with_id(""), 2, "client-id-random"),
        (with_id("paho-1234"), 2, "client-id-random"),
        (with_id("a|securemode=3"), 2, "client-id-bar-missing"),
        (with_id("a|securemode|"), 2, "client-id-params-malformed"),
        (with_id("a|securemode=8|"), 2, "secure-mode-flow"),
        (
            with_id("a|securemode=3,signmethod=md5|"),
            2,
            "sign-method-unknown",
        ),
        (
            with_id(&format!("{}|securemode=3|", "a".repeat(65))),
            2,
            "client-id-too-long",
        ),
        (
            changed(&|f| f.keep_alive_s = 15),
            3,
            "keep-alive-out-of-range",
        ),
        (
            changed(&|f| f.keep_alive_s = 0),
            3,
            "keep-alive-out-of-range",
        ),
        (
            changed(&|f| f.keep_alive_s = 1201),
            3,
            "keep-alive-out-of-range",
        ),
        (
            changed(&|f| (f.username, f.password, f.flags) = (None, None, 2)),
            4,
            "secret-or-identity-wrong",
        ),
        (
            changed(&|f| f.password = Some(b"hello".into())),
            4,
            "secret-or-identity-wrong",
        ),
        (
            changed(&|f| f.username = Some("practice".into())),
            4,
            "username-separator-wrong",
        ),
        (
            changed(&|f| f.username = Some("a1Practice0&practice".into())),
            5,
            "username-swapped",
        ),
        (
            changed(&|f| f.username = Some("other&a1Practice0".into())),
            5,
            "username-identity-mismatch",
        ),
        (
            changed(&|f| f.password = Some("0".repeat(64).into())),
            5,
            "secret-or-identity-wrong",
        ),
        (
            Fields {
                password: Some(b"wrong-marker".into()),
                ..Fields::platform()
            },
            5,
            "secret-or-identity-wrong",
        ),
    ] {
        check(&mut setup, &fields, return_code, code).await;
    }
    setup.assert_no_secret(&["practice-device-secret", PLATFORM_PASSWORD, "wrong-marker"]);
}

#[tokio::test]
async fn a_refusal_is_logged_with_what_the_diagnosis_finds() {
    // Passwords made with Python's hmac.
    let mut setup = start().await;
    for (username, password, return_code, codes) in [
        (
            "practice&a1Practice0",
            "a82dd86d773b1565679bfaf8da6f7f15",
            5,
            "algorithm-mismatch",
        ),
        (
            "practice&a1Practice0",
            "c7b5b14ab6346d7a10e78f646062aabf55c08c454eb0d2a1e505716fff969ea0",
            5,
            "client-id-not-signed",
        ),
        (
            "a1Practice0&practice",
            "a82dd86d773b1565679bfaf8da6f7f15",
            5,
            "username-swapped,algorithm-mismatch",
        ),
    ] {
        let mut fields = Fields::practice(ID);
        fields.username = Some(username.into());
        fields.password = Some(password.into());
        let mut client = Client::tcp(&setup).await;
        client.send(&fields.bytes()).await;
        client.expect(&[0x20, 2, 0, return_code]).await;
        let entry = setup.logged(Event::Refused).await.to_string();
        let shown = format!(" refused code={codes}: CONNACK {return_code}: ");
        assert!(entry.contains(&shown), "{entry}");
        setup.assert_no_secret(&["practice-device-secret", password]);
    }
}

#[tokio::test]
async fn the_newer_connection_evicts_the_older() {
    let mut setup = start().await;
    let mut platform = Client::online(&setup, &Fields::platform()).await;
    let mut second_platform = Client::online(&setup, &Fields::platform()).await;
    let mut older = Client::online(&setup, &Fields::practice(ID)).await;
    // Another client id is the same identity.
    let id = "other|securemode=3,signmethod=hmacsha1|";
    let (mut newer, _) = Client::ws(&setup, "/mqtt", Some("mqtt")).await;
    newer.send(&Fields::practice(id).bytes()).await;
    newer.expect(&ACCEPTED).await;
    older.expect_closed().await;
    let entry = setup.logged(Event::Evicted).await;
    assert_eq!(
        (entry.code, entry.connection),
        (Some("evicted"), 3),
        "{entry}"
    );
    for client in [&mut newer, &mut platform, &mut second_platform] {
        client.send(&[0xc0, 0]).await;
        client.expect(&[0xd0, 0]).await;
    }
    assert_eq!(
        newer
            .subscribe(&[("/a1Practice0/practice/user/get", 0)])
            .await,
        [0]
    );
}

#[tokio::test]
async fn devices_of_a_file() {
    let path = std::env::temp_dir().join(format!("connack-devices-{}.json", std::process::id()));
    std::fs::write(
        &path,
        r#"[{"product_key":"pk","device_name":"设备","device_secret":"s1"},
            {"product_key":"pk","device_name":"two","device_secret":"s2","product_secret":"p"}]"#,
    )
    .unwrap();
    let devices = Devices::load(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    let mut setup = start_with(devices.clone(), false).await;
    let mut clients = Vec::new();
    for number in [0, 1] {
        let fields = Fields::device(devices.get(number).unwrap(), ID);
        clients.push(Client::online(&setup, &fields).await);
    }
    for client in &mut clients {
        client.send(&[0xc0, 0]).await;
        client.expect(&[0xd0, 0]).await;
    }
    check(
        &mut setup,
        &Fields::practice(ID),
        5,
        "username-identity-mismatch",
    )
    .await;
}

#[tokio::test]
async fn no_secret_reaches_the_log() {
    let mut setup = start().await;
    let secret = practice().device_secret.expose().to_owned();
    for text in [
        secret.clone(),
        format!("a|securemode={secret}|"),
        PLATFORM_PASSWORD.into(),
    ] {
        for field in 0..3 {
            let mut fields = Fields::practice(ID);
            match field {
                0 => fields.client_id = text.clone(),
                1 => fields.username = Some(format!("{text}&a1Practice0")),
                _ => fields.password = Some(text.clone().into_bytes()),
            }
            let mut client = Client::tcp(&setup).await;
            client.send(&fields.bytes()).await;
            assert!(
                client
                    .next()
                    .await
                    .is_some_and(|connack| connack.body[1] > 0)
            );
            setup.logged(Event::Refused).await;
        }
    }
    // An accepted client id and a refused topic, both with the secret and the right password.
    let mut fields = Fields::practice(ID);
    let password = String::from_utf8(fields.password.take().unwrap()).unwrap();
    fields.client_id = format!("{ID}{password}{secret}");
    fields.password = Some(password.clone().into());
    let mut client = Client::online(&setup, &fields).await;
    assert_eq!(
        client.subscribe(&[(&format!("/{secret}"), 0)]).await,
        [0x80]
    );
    setup.logged(Event::SubscribeRefused).await;
    setup.assert_no_secret(&[&secret, PLATFORM_PASSWORD, &password]);
}
