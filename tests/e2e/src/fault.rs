//! Servers that misbehave, each in one way: what a person meets whose URL leads to the wrong
//! place, or whose broker breaks the protocol.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};

use tungstenite::handshake::server::{Request, Response};
use tungstenite::http::HeaderValue;
use tungstenite::protocol::CloseFrame;
use tungstenite::{Message, WebSocket};

/// CONNACK, accepted.
const CONNACK: [u8; 4] = [0x20, 0x02, 0x00, 0x00];

/// A server with one fault; ends when dropped.
#[derive(Debug)]
pub struct Fault {
    port: u16,
    connections: Arc<AtomicUsize>,
    ending: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Fault {
    /// Starts a server that gives each connection to `behave`: one of this module's functions.
    pub fn start(behave: fn(TcpStream)) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let connections = Arc::new(AtomicUsize::new(0));
        let ending = Arc::new(AtomicBool::new(false));
        let thread = {
            let (connections, ending) = (connections.clone(), ending.clone());
            thread::spawn(move || {
                for stream in listener.incoming().map_while(Result::ok) {
                    if ending.load(Ordering::SeqCst) {
                        return;
                    }
                    connections.fetch_add(1, Ordering::SeqCst);
                    thread::spawn(move || behave(stream));
                }
            })
        };
        Self {
            port,
            connections,
            ending,
            thread: Some(thread),
        }
    }

    /// Where a page would connect to.
    pub fn websocket_url(&self) -> String {
        format!("ws://127.0.0.1:{}/mqtt", self.port)
    }

    /// How many connections there were.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

impl Drop for Fault {
    fn drop(&mut self) {
        self.ending.store(true, Ordering::SeqCst);
        // The thread waits for a connection: this is its last.
        let _ = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Speaks another protocol, as a mail server does.
pub fn not_a_websocket(mut stream: TcpStream) {
    let _ = stream.write_all(b"220 mail.example ESMTP\r\n");
    let mut request = [0; 1024];
    let _ = stream.read(&mut request);
    let _ = stream.shutdown(Shutdown::Both);
}

/// Takes the connection and says nothing, not even to the handshake.
pub fn mute(stream: TcpStream) {
    drain(stream);
}

/// Opens the WebSocket, reads CONNECT and says nothing.
pub fn no_connack(stream: TcpStream) {
    let Some(mut socket) = accept(stream, true) else {
        return;
    };
    while socket.read().is_ok() {}
}

/// Opens the WebSocket, reads CONNECT and closes.
pub fn close_after_connect(stream: TcpStream) {
    let Some(mut socket) = accept(stream, true) else {
        return;
    };
    let _ = socket.read();
    let _ = socket.close(None::<CloseFrame>);
    while socket.read().is_ok() {}
}

/// Answers CONNECT with bytes that are no MQTT, and goes on with more.
pub fn garbage(stream: TcpStream) {
    let Some(mut socket) = accept(stream, true) else {
        return;
    };
    let _ = socket.read();
    for _ in 0..4 {
        let _ = socket.send(Message::binary(
            b"HTTP/1.1 400 Bad Request\r\n\r\n".as_slice(),
        ));
    }
    while socket.read().is_ok() {}
}

/// Answers CONNECT with a text message, which MQTT forbids.
pub fn text_message(stream: TcpStream) {
    let Some(mut socket) = accept(stream, true) else {
        return;
    };
    let _ = socket.read();
    let _ = socket.send(Message::text("hello"));
    while socket.read().is_ok() {}
}

/// Accepts, then sends a PUBLISH whose topic is longer than the packet.
pub fn broken_publish(stream: TcpStream) {
    let Some(mut socket) = accept(stream, true) else {
        return;
    };
    let _ = socket.read();
    let _ = socket.send(Message::binary(CONNACK.as_slice()));
    let _ = socket.send(Message::binary([0x30, 0x03, 0x00, 0xff, b'/'].as_slice()));
    while socket.read().is_ok() {}
}

/// In order, but each byte comes in a message of its own.
pub fn byte_by_byte(stream: TcpStream) {
    let Some(mut socket) = accept(stream, true) else {
        return;
    };
    let _ = socket.read();
    send_in_bytes(&mut socket, &CONNACK);
    let publish = b"\x30\x08\x00\x02/t\xe6\xb8\xa9!";
    send_in_bytes(&mut socket, publish);
    while socket.read().is_ok() {}
}

/// In order, but agrees to no subprotocol. A browser that asked for one closes.
pub fn no_subprotocol(stream: TcpStream) {
    let Some(mut socket) = accept(stream, false) else {
        return;
    };
    while socket.read().is_ok() {}
}

fn send_in_bytes(socket: &mut WebSocket<TcpStream>, bytes: &[u8]) {
    for byte in bytes {
        let _ = socket.send(Message::binary(vec![*byte]));
    }
}

#[allow(
    clippy::result_large_err,
    reason = "the shape that the library gives this callback"
)]
fn accept(stream: TcpStream, with_subprotocol: bool) -> Option<WebSocket<TcpStream>> {
    let choose = |_: &Request, mut response: Response| {
        if with_subprotocol {
            let value = HeaderValue::from_static("mqtt");
            response
                .headers_mut()
                .insert("Sec-WebSocket-Protocol", value);
        }
        Ok(response)
    };
    tungstenite::accept_hdr(stream, choose).ok()
}

/// Reads until the other side has had enough.
fn drain(mut stream: TcpStream) {
    let mut buffer = [0; 4096];
    while matches!(stream.read(&mut buffer), Ok(count) if count > 0) {}
}
