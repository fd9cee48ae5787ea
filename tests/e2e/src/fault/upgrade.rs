//! Faults before the WebSocket is open.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};

use tungstenite::handshake::server::{ErrorResponse, Request, Response};
use tungstenite::http::{HeaderValue, StatusCode};
use tungstenite::{Message, WebSocket};

/// Speaks another protocol, as a mail server does.
pub fn not_a_websocket(mut stream: TcpStream) {
    let _ = stream.write_all(b"220 mail.example ESMTP\r\n");
    let mut request = [0; 1024];
    let _ = stream.read(&mut request);
    let _ = stream.shutdown(Shutdown::Both);
}

/// Speaks MQTT without WebSocket: the request is not CONNECT, so it closes without a word.
pub fn raw_mqtt(mut stream: TcpStream) {
    let mut request = [0; 1024];
    let _ = stream.read(&mut request);
    let _ = stream.shutdown(Shutdown::Both);
}

/// Takes the connection and says nothing, not even to the handshake.
pub fn mute(mut stream: TcpStream) {
    let mut buffer = [0; 4096];
    while matches!(stream.read(&mut buffer), Ok(count) if count > 0) {}
}

/// Answers the upgrade with an HTTP status.
pub fn http<const STATUS: u16>(mut stream: TcpStream) {
    let mut request = [0; 4096];
    let _ = stream.read(&mut request);
    let answer =
        format!("HTTP/1.1 {STATUS} No\r\nContent-Length: 3\r\nConnection: close\r\n\r\nno\n");
    let _ = stream.write_all(answer.as_bytes());
    let _ = stream.shutdown(Shutdown::Both);
}

/// Upgrades under `/mqtt` only, and is in order there.
pub fn only_at_mqtt(stream: TcpStream) {
    if let Some(socket) = upgrade(stream, Some("mqtt"), |path| path == "/mqtt") {
        super::packets::obey(socket);
    }
}

/// In order, but agrees to no subprotocol. A browser that asked for one closes.
pub fn no_subprotocol(stream: TcpStream) {
    if let Some(mut socket) = upgrade(stream, None, |_| true) {
        while socket.read().is_ok() {}
    }
}

/// Chooses a subprotocol that was not asked for.
pub fn other_subprotocol(stream: TcpStream) {
    if let Some(mut socket) = upgrade(stream, Some("chat"), |_| true) {
        while socket.read().is_ok() {}
    }
}

/// A WebSocket as a broker opens it.
pub(super) fn accept(stream: TcpStream) -> Option<WebSocket<TcpStream>> {
    upgrade(stream, Some("mqtt"), |_| true)
}

#[allow(
    clippy::result_large_err,
    reason = "the shape that the library gives this callback"
)]
fn upgrade(
    stream: TcpStream,
    subprotocol: Option<&'static str>,
    takes: fn(&str) -> bool,
) -> Option<WebSocket<TcpStream>> {
    let choose = |request: &Request, mut response: Response| {
        if !takes(request.uri().path()) {
            let mut refusal = ErrorResponse::new(None);
            *refusal.status_mut() = StatusCode::NOT_FOUND;
            return Err(refusal);
        }
        if let Some(subprotocol) = subprotocol {
            let value = HeaderValue::from_static(subprotocol);
            response
                .headers_mut()
                .insert("Sec-WebSocket-Protocol", value);
        }
        Ok(response)
    };
    tungstenite::accept_hdr(stream, choose).ok()
}

/// Sends one binary message; a browser that has gone away needs none.
pub(super) fn send(socket: &mut WebSocket<TcpStream>, bytes: &[u8]) {
    let _ = socket.send(Message::binary(bytes.to_vec()));
}
