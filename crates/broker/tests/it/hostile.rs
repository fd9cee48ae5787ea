//! Bytes that are not MQTT, or not quite: the connection ends, the broker goes on.

use crate::client::{Client, Fields, ID, Stream, packet, publish, publish_5, text};
use crate::program::Program;
use crate::setup::{Setup, start};
use connack_broker::Event;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

async fn check_closed(setup: &mut Setup, bytes: &[u8], text: &str) {
    let clients = [
        Client::tcp(setup).await,
        Client::ws(setup, "/", None).await.0,
    ];
    for mut client in clients {
        client.send(bytes).await;
        client.expect_closed().await;
        let entry = setup.logged(Event::Closed).await;
        assert!(entry.text.contains(text), "{entry}");
    }
}

#[tokio::test]
async fn not_mqtt() {
    let mut setup = start().await;
    let setup = &mut setup;
    check_closed(setup, b"GET / HTTP/1.1\r\n\r\n", "HTTP").await;
    check_closed(setup, b"\x16\x03\x01\x02\x00\x01", "TLS").await;
    check_closed(setup, b"\0\0\0\0", "first byte").await;
    check_closed(setup, &[0xff; 100_000], "first byte").await;
    check_closed(setup, &publish("/a", b"x", 0), "not MQTT").await;
    check_closed(setup, b"\x10\xff\xff\xff\xff\x01", "remaining length").await;
    check_closed(
        setup,
        b"\x10\xff\xff\xff\x7f",
        "268435460 bytes, at most 65536",
    )
    .await;
    check_closed(setup, &packet(0x10, b"\x00\x04HTTP\x04"), "protocol name").await;
    check_closed(setup, &packet(0x10, b""), "CONNECT is malformed").await;
    let mut nul = text("MQTT");
    nul.extend([4, 2, 0, 60, 0, 2, b'a', 0]);
    check_closed(setup, &packet(0x10, &nul), "client id").await;
}

#[tokio::test]
async fn a_client_that_leaves_before_connect() {
    let mut setup = start().await;
    let connect = Fields::practice(ID).bytes();
    let mut client = Client::tcp(&setup).await;
    client.send(&connect[..connect.len() - 1]).await;
    drop(client);
    assert!(setup.logged(Event::Closed).await.text.contains("left"));
    // No handshake on the WebSocket port.
    let mut stream = TcpStream::connect(setup.broker.ws_address()).await.unwrap();
    stream.write_all(&connect).await.unwrap();
    drop(stream);
    setup.logged(Event::Closed).await;
}

#[tokio::test]
async fn after_login() {
    let mut setup = start().await;
    for (bytes, rule) in [
        (Fields::practice(ID).bytes(), "packet type 1"),
        (vec![0x90, 3, 0, 1, 0], "packet type 9"),
        (vec![0xf0, 0], "packet type 15"),
        (vec![0x36, 3, 0, 1, b'a'], "flags"),
        (packet(0x82, b"\x00\x00\x00\x01/\x00"), "identifier"),
        (packet(0x32, b"\x00\x01/\x00\x00"), "identifier"),
        (vec![0x30, 0xff, 0xff, 0xff, 0x7f], "at most 4194304"),
    ] {
        let mut client = Client::online(&setup, &Fields::practice(ID)).await;
        client.send(&bytes).await;
        client.expect_closed().await;
        let entry = setup.logged(Event::Disconnected).await;
        assert_eq!(entry.code, Some("transport-malformed"), "{entry}");
        assert!(entry.text.contains(rule), "{entry}");
    }
    // What the front passes and the broker behind refuses ends the connection too.
    for bytes in [
        publish("", b"x", 0),
        publish("/a1Practice0/practice/+", b"x", 0),
        packet(0x30, b"\x00\x09a"),
        packet(0x82, b"\x00\x01"),
    ] {
        let mut client = Client::online(&setup, &Fields::practice(ID)).await;
        client.send(&bytes).await;
        client.expect_closed().await;
        setup.logged(Event::Disconnected).await;
    }
}

#[tokio::test]
async fn random_bytes_before_and_after_login() {
    // Against the program, since a panic in one of its tasks shows on its standard error only.
    let mut program = Program::start(&[]);
    // A fixed sequence (xorshift), so that a failure can be repeated.
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let connect = Fields::practice(ID).bytes();
    let own = "/a1Practice0/practice/user/x";
    let filter = [vec![0, 1], text(own), vec![1]].concat();
    let session = [
        connect.clone(),
        packet(0x82, &filter),
        publish(own, b"abc", 1),
        vec![0x40, 2, 0, 1],
        packet(0xa2, &filter[..filter.len() - 1]),
    ]
    .concat();
    let fields = Fields {
        flags: 0xce,
        properties: b"\x11\0\0\0\x01\x26\0\x01k\0\x01v".to_vec(),
        will: [vec![2, 1, 1], text(own), text("gone")].concat(),
        ..Fields::practice(ID).in_5_0()
    };
    let connect_5 = fields.bytes();
    let filter = [vec![0, 1, 0], text(own), vec![1]].concat();
    let session_5 = [
        connect_5.clone(),
        packet(0x82, &filter),
        publish_5(own, b"\x23\0\x01\x26\0\x01k\0\x01v", b"abc", 1),
        vec![0x40, 4, 0, 1, 0, 0],
        packet(0xa2, &filter[..filter.len() - 1]),
        vec![0xe0, 2, 4, 0],
    ]
    .concat();
    for round in 0..1000 {
        let (connect, session) = if round % 8 < 4 {
            (&connect, &session)
        } else {
            (&connect_5, &session_5)
        };
        let mut bytes = match round % 4 {
            0 => Vec::new(),
            1 => connect.clone(),
            _ => session.clone(),
        };
        if round % 4 > 1 {
            // Behind CONNECT mostly: one byte of 300 is enough to have it refused.
            let from = if round % 4 == 2 { connect.len() } else { 0 };
            for _ in 0..=random() % 3 {
                let at = from + random() as usize % (bytes.len() - from);
                bytes[at] = random() as u8;
            }
        }
        for _ in 0..random() % 100 {
            bytes.push(random() as u8);
        }
        let mut client = Client::at(program.mqtt).await;
        if let Stream::Tcp(stream) = &mut client.stream {
            // The broker may have closed in the middle.
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
        }
        while client.next().await.is_some() {}
    }
    let mut client = Client::at(program.mqtt).await;
    client.send(&connect).await;
    client.expect(&[0x20, 2, 0, 0]).await;
    let stderr = program.stop();
    assert!(stderr.contains("connected"), "{stderr}");
    assert!(!stderr.contains("panicked"), "{stderr}");
}
