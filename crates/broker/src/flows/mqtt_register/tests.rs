//! The rules of a registration, and the end of its connection by a clock of our own.

use super::*;
use crate::connect::tests::connect as some_connect;
use crate::devices::Devices;
use crate::log::Log;
use crate::online::Online;
use crate::packet::{Incoming, Packet};
use crate::registry::Registry;
use crate::socket::over_tcp;
use crate::topology::Topology;
use connack_signer::{Registered, Secret, read_registered};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

/// HMAC-SHA1 of `deviceName…productKeya1Practice0random567345` with the product secret, by
/// Python's hmac: for `practice-new` and `brand-new`.
const ADDED: &str = "8fecb8275cdee7e1af8499935a4724451bf5602b";
const NEW: &str = "c78e2c9fb482d0b29aa5f038045c5319658295f0";

const ID: &str = "12345|securemode=2,authType=register,random=567345,signmethod=hmacsha1|";

fn connect(client_id: &str, username: &str, password: &str) -> Connect {
    Connect {
        // Not checked here.
        keep_alive_s: 0,
        client_id: client_id.into(),
        username: Some(username.into()),
        password: Some(password.into()),
        ..some_connect()
    }
}

fn shared(said: &Arc<Mutex<Vec<String>>>) -> Shared {
    let said = Arc::clone(said);
    Shared {
        registry: Registry::new(Devices::practice()),
        platform_password: Secret::default(),
        limits: None,
        log: Log::new(Arc::new(move |entry| {
            said.lock().unwrap().push(entry.to_string());
        })),
        online: Online::default(),
        topology: Topology::default(),
        cloud: tokio::sync::mpsc::channel(1).0,
        mqtt: ([127, 0, 0, 1], 1883).into(),
    }
}

fn registration(client_id: &str) -> Registration {
    if client_id.contains("regnwl") {
        Registration::New
    } else {
        Registration::Known
    }
}

#[track_caller]
fn refuses(client_id: &str, username: &str, password: &str, connack: u8, code: &str) {
    let shared = shared(&Arc::default());
    let known = shared.registry.known();
    let mask = known.mask(&shared.platform_password);
    let connect = connect(client_id, username, password);
    let wanted = judge(&connect, registration(client_id), &known, &mask);
    let Err(refusal) = wanted.and_then(|wanted| issue(&shared, &known, &wanted)) else {
        panic!("{client_id} {username} registered");
    };
    let found = (refusal.connack, refusal.remark.code);
    assert_eq!(found, (connack, code), "{}", refusal.remark.text);
}

#[test]
fn what_is_refused() {
    let name = "practice-new&a1Practice0";
    let id = |id: &str, code| refuses(id, name, ADDED, 2, code);
    id("12345", "client-id-random");
    id(&ID.replace("=2", "=3"), "secure-mode-flow");
    id("a|authType=register,random=1|", "secure-mode-flow");
    id(
        &ID.replace("random=567345,", ""),
        "client-id-params-malformed",
    );
    id(&ID.replace("567345", ""), "client-id-params-malformed");
    id(
        &ID.replace("signmethod=hmacsha1", "x=1"),
        "sign-method-missing",
    );
    id(&ID.replace("hmacsha1", "sha1"), "sign-method-unknown");
    id(
        &ID.replace("signmethod", "signMethod"),
        "client-id-params-malformed",
    );
    refuses(ID, "practice-new", ADDED, 2, "username-separator-wrong");
    refuses(ID, "a/b&a1Practice0", ADDED, 2, "username-separator-wrong");
    refuses(
        ID,
        "practice-new&other",
        ADDED,
        4,
        "username-identity-mismatch",
    );
    refuses(
        ID,
        "practice-sub&a1PracticeSub0",
        ADDED,
        4,
        "username-identity-mismatch",
    );
    refuses(ID, name, NEW, 4, "secret-or-identity-wrong");
    refuses(ID, name, "", 4, "secret-or-identity-wrong");
    refuses(
        &ID.replace("567345", "567346"),
        name,
        ADDED,
        4,
        "secret-or-identity-wrong",
    );
    // Right, but not added; and activated before.
    refuses(
        ID,
        "brand-new&a1Practice0",
        NEW,
        4,
        "username-identity-mismatch",
    );
    let activated = "2e79d67ac3b153473cfb78624805510b8a24f72c";
    refuses(ID, "practice&a1Practice0", activated, 4, "other-service");
}

/// Registers over a socket, up to the end of the time; what the client was sent.
async fn registers(level: u8, client_id: &str, username: &str, sign: &str) -> (Packet, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut client = TcpStream::connect(listener.local_addr().unwrap())
        .await
        .unwrap();
    let (server, _) = listener.accept().await.unwrap();
    let said = Arc::default();
    let shared = shared(&said);
    let connect = Connect {
        level,
        ..connect(client_id, username, sign)
    };
    let (end, ended) = oneshot::channel::<()>();
    let serving = async {
        let mut link = over_tcp(server);
        let sleep = |time| {
            assert_eq!(time, Duration::from_secs(15));
            async { ended.await.unwrap() }
        };
        serve(
            &shared,
            7,
            &connect,
            registration(client_id),
            &mut link,
            sleep,
        )
        .await;
        link.writer.close().await.unwrap();
    };
    let playing = async {
        let mut incoming = Incoming::default();
        let connack = next(&mut client, &mut incoming).await.unwrap();
        let body: &[u8] = if level == V5 { &[0, 0, 0] } else { &[0, 0] };
        assert_eq!((connack.kind(), connack.body()), (kind::CONNACK, body));
        let push = next(&mut client, &mut incoming).await.unwrap();
        // The connection stays, and answers.
        client
            .write_all(&[0x82, 6, 0, 1, 0, 1, b'/', 0, 0xc0, 0])
            .await
            .unwrap();
        let pingresp = next(&mut client, &mut incoming).await.unwrap();
        assert_eq!(pingresp.bytes(), [0xd0, 0]);
        end.send(()).unwrap();
        assert_eq!(next(&mut client, &mut incoming).await, None);
        push
    };
    let ((), push) = tokio::join!(serving, playing);
    let said = said.lock().unwrap().join("\n");
    assert!(said.contains("ends after 15 s"), "{said}");
    (push, said)
}

async fn next(client: &mut TcpStream, incoming: &mut Incoming) -> Option<Packet> {
    loop {
        if let Some(packet) = incoming.next(MAX_CONNECT).unwrap() {
            return Some(packet);
        }
        let mut chunk = [0; 1024];
        match client.read(&mut chunk).await.unwrap() {
            0 => return None,
            len => incoming.push(&chunk[..len]),
        }
    }
}

#[tokio::test]
async fn what_is_issued_is_pushed_and_the_connection_ends() {
    for level in [4, V5] {
        for (auth_type, mode, topic, name, sign) in [
            ("register", "2", "/ext/register", "practice-new", ADDED),
            ("register", "-2", "/ext/register", "practice-new", ADDED),
            ("regnwl", "2", "/ext/regnwl", "brand-new", NEW),
            ("regnwl", "-2", "/ext/register", "brand-new", NEW),
        ] {
            let id = ID
                .replace("=register", &format!("={auth_type}"))
                .replace("=2", &format!("={mode}"));
            let username = format!("{name}&a1Practice0");
            let (push, said) = registers(level, &id, &username, sign).await;
            let (found, payload) = push.message().unwrap();
            assert_eq!((push.first(), found), (0x30, topic));
            let payload = if level == V5 { &payload[1..] } else { payload };
            let issued = read_registered(str::from_utf8(payload).unwrap()).unwrap();
            let secret = match (auth_type, &issued) {
                ("register", Registered::Secret(identity)) => &identity.device_secret,
                ("regnwl", Registered::Token(token)) => &token.token,
                (_, other) => panic!("{auth_type}: {other:?}"),
            };
            for hidden in [secret.expose(), sign] {
                assert!(!said.contains(hidden), "{said}");
            }
        }
    }
}
