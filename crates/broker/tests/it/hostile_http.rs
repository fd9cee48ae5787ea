//! Requests that no HTTP client would send: answered or closed, and the broker goes on.

use crate::client::{Client, Fields, ID};
use crate::http::{exchange, form};
use crate::program::Program;
use crate::setup::{Setup, start};
use connack_broker::Event;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};

const PATH: &str = "/auth/devicename";

async fn check(setup: &mut Setup, bytes: &[u8], status: &str) {
    let answer = exchange(setup, bytes).await;
    assert!(
        answer.starts_with(&format!("HTTP/1.1 {status} ")),
        "{answer}"
    );
    let entry = setup.logged(Event::Closed).await;
    assert!(entry.text.contains(&format!("HTTP {status} ")), "{entry}");
}

#[tokio::test]
async fn requests_for_nothing_here() {
    let mut setup = start().await;
    let setup = &mut setup;
    check(setup, b"GET / HTTP/1.1\r\n\r\n", "404").await;
    check(setup, b"GET /mqtt HTTP/1.0\n\n", "404").await;
    check(setup, b"POST /auth HTTP/1.1\r\n\r\n", "404").await;
    check(setup, b"PUT /auth/devicename HTTP/1.1\r\n\r\n", "405").await;
    check(setup, b"POST /auth/devicename HTTP/1.1\r\n\r\n", "411").await;
    check(setup, b"POST nonsense\r\n\r\n", "400").await;
    let huge = [
        b"POST /auth/devicename HTTP/1.1\r\nX: ".as_slice(),
        &[b'x'; 100_000],
    ]
    .concat();
    check(setup, &huge, "431").await;
    let many = format!("POST {PATH} HTTP/1.1\r\n{}\r\n", "a:b\r\n".repeat(1000));
    check(setup, many.as_bytes(), "431").await;
    check(setup, &form(PATH, &"x".repeat(20_000)), "413").await;
}

#[tokio::test]
async fn forms_that_are_none() {
    let mut setup = start().await;
    for body in [
        "",
        "&&&&=&=",
        "productKey=%ff%fe&deviceName=%",
        "productKey=%zz&deviceName=%4&clientId=%&sign=%%%&signmethod=hmacsha1",
        "sign=1&sign=2",
        "{\"productKey\":\"a1Practice0\"}",
        "productKey=a%00b&deviceName=practice&clientId=1&sign=0",
        "productKey=%C3%28",
    ] {
        for path in [PATH, "/auth/register/device"] {
            let answer = exchange(&setup, &form(path, body)).await;
            assert!(answer.contains("\"code\":"), "{answer}");
            assert!(!answer.contains("\"code\":200"), "{answer}");
            setup.logged(Event::Refused).await;
        }
    }
    // Ended in the middle of the head, and of the body.
    let whole = form(PATH, "productKey=a1Practice0");
    for len in [1, 30, whole.len() - 1] {
        assert_eq!(exchange(&setup, &whole[..len]).await, "");
        let entry = setup.logged(Event::Closed).await;
        assert!(entry.text.contains("left"), "{entry}");
    }
    // Byte by byte is all right, and what follows is not read.
    let answer = exchange(
        &setup,
        &[whole, b"GET / HTTP/1.1\r\n\r\n".to_vec()].concat(),
    )
    .await;
    assert!(answer.contains("\"code\":460"), "{answer}");
    Client::online(&setup, &Fields::practice(ID)).await;
}

#[test]
fn random_bytes() {
    // Against the program, since a panic in one of its tasks shows on its standard error only.
    let mut program = Program::start(&[]);
    // A fixed sequence (xorshift), so that a failure can be repeated.
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let body = "productKey=a1Practice0&deviceName=practice&clientId=%E8%AE%BE&sign=00&signmethod=x";
    for round in 0..400 {
        let path = ["/auth/devicename", "/auth/register/device"][round % 2];
        let mut bytes = form(path, body);
        for _ in 0..=random() % 4 {
            let at = random() as usize % bytes.len();
            bytes[at] = random() as u8;
        }
        bytes.truncate(bytes.len() - random() as usize % 8);
        let mut stream = TcpStream::connect(program.ws).unwrap();
        // The broker may have closed in the middle.
        let _ = stream.write_all(&bytes);
        let _ = stream.shutdown(Shutdown::Write);
        let _ = stream.read_to_end(&mut Vec::new());
    }
    let stderr = program.stop();
    assert!(stderr.contains("refused"), "{stderr}");
    assert!(!stderr.contains("panicked"), "{stderr}");
}
