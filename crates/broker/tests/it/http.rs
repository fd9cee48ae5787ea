//! An HTTP client made of bytes.

use crate::setup::{PATIENCE, Setup};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Sends these bytes to the WebSocket port, says that no more come, and reads to the end.
pub(crate) async fn exchange(setup: &Setup, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(setup.broker.ws_address()).await.unwrap();
    // The broker may answer, and close, before it has read everything.
    let _ = stream.write_all(bytes).await;
    let _ = stream.shutdown().await;
    let mut answer = Vec::new();
    // A reset after the answer is as good as an end.
    let read = stream.read_to_end(&mut answer);
    let _ = timeout(PATIENCE, read).await.expect("no end of the answer");
    String::from_utf8(answer).unwrap()
}

/// A request with a form.
pub(crate) fn form(path: &str, body: &str) -> Vec<u8> {
    format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// The answer to a form: JSON, with its length.
pub(crate) async fn post(setup: &Setup, path: &str, body: &str) -> Value {
    let answer = exchange(setup, &form(path, body)).await;
    let (head, json) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    let length = format!("Content-Length: {}\r\n", json.len());
    assert!(head.contains(&length), "{answer}");
    serde_json::from_str(json).unwrap()
}
