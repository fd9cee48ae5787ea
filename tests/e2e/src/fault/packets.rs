//! Faults after the WebSocket is open.

use std::net::{Shutdown, TcpStream};

use tungstenite::protocol::CloseFrame;
use tungstenite::{Message, WebSocket};

use super::upgrade::{accept, send};

/// CONNACK, accepted.
const CONNACK: [u8; 4] = [0x20, 0x02, 0x00, 0x00];
const PINGRESP: [u8; 2] = [0xd0, 0x00];
const PINGREQ_TYPE: u8 = 0xc0;
const SUBSCRIBE_TYPE: u8 = 0x80;

/// In order: accepts, answers PINGREQ, grants QoS 0 to one filter a packet, and sends nothing.
pub fn obedient(stream: TcpStream) {
    if let Some(socket) = accept(stream) {
        obey(socket);
    }
}

pub(super) fn obey(mut socket: WebSocket<TcpStream>) {
    let _ = socket.read();
    send(&mut socket, &CONNACK);
    while let Ok(message) = socket.read() {
        let packet = message.into_data();
        match packet.first().map(|first| first & 0xf0) {
            Some(PINGREQ_TYPE) => send(&mut socket, &PINGRESP),
            Some(SUBSCRIBE_TYPE) => {
                let suback = [0x90, 0x03, packet[2], packet[3], 0x00];
                send(&mut socket, &suback);
            }
            Some(_) | None => {}
        }
    }
}

/// Opens the WebSocket, reads CONNECT, does one thing, and waits until the other side closes.
fn after_connect(stream: TcpStream, act: impl FnOnce(&mut WebSocket<TcpStream>)) {
    let Some(mut socket) = accept(stream) else {
        return;
    };
    let _ = socket.read();
    act(&mut socket);
    while socket.read().is_ok() {}
}

/// Opens the WebSocket and closes it before anything comes.
pub fn close_at_open(stream: TcpStream) {
    let Some(mut socket) = accept(stream) else {
        return;
    };
    let _ = socket.close(None::<CloseFrame>);
    while socket.read().is_ok() {}
}

/// Opens the WebSocket, reads CONNECT and closes.
pub fn close_after_connect(stream: TcpStream) {
    after_connect(stream, |socket| {
        let _ = socket.close(None::<CloseFrame>);
    });
}

/// Opens the WebSocket, reads CONNECT and says nothing.
pub fn no_connack(stream: TcpStream) {
    after_connect(stream, |_| {});
}

/// Refuses with a return code, and leaves the closing to the other side.
pub fn connack<const CODE: u8>(stream: TcpStream) {
    after_connect(stream, |socket| send(socket, &[0x20, 0x02, 0x00, CODE]));
}

/// Answers CONNECT with bytes that are no MQTT, and goes on with more.
pub fn garbage(stream: TcpStream) {
    after_connect(stream, |socket| {
        for _ in 0..4 {
            send(socket, b"HTTP/1.1 400 Bad Request\r\n\r\n");
        }
    });
}

/// Answers CONNECT with a text message, which MQTT forbids.
pub fn text_message(stream: TcpStream) {
    after_connect(stream, |socket| {
        let _ = socket.send(Message::text("hello"));
    });
}

/// Answers with a CONNACK of a byte too many: that of MQTT 5.0, without properties.
pub fn long_connack(stream: TcpStream) {
    after_connect(stream, |socket| {
        send(socket, &[0x20, 0x03, 0x00, 0x00, 0x00]);
    });
}

/// Answers with a packet of the type 0, which is reserved.
pub fn reserved_packet(stream: TcpStream) {
    after_connect(stream, |socket| send(socket, &[0x00, 0x00]));
}

/// Answers with a message in place of CONNACK.
pub fn publish_first(stream: TcpStream) {
    after_connect(stream, |socket| {
        send(socket, &[0x30, 0x05, 0x00, 0x02, b'/', b't', b'!']);
    });
}

/// Accepts, then sends a PUBLISH whose topic is longer than the packet.
pub fn broken_publish(stream: TcpStream) {
    after_connect(stream, |socket| {
        send(socket, &CONNACK);
        send(socket, &[0x30, 0x03, 0x00, 0xff, b'/']);
    });
}

/// Accepts twice.
pub fn second_connack(stream: TcpStream) {
    after_connect(stream, |socket| {
        send(socket, &CONNACK);
        send(socket, &CONNACK);
    });
}

/// Accepts, and says nothing ever after.
pub fn no_pingresp(stream: TcpStream) {
    after_connect(stream, |socket| send(socket, &CONNACK));
}

/// Accepts and closes in order, as a broker does when the same client logs in elsewhere.
pub fn close_when_online(stream: TcpStream) {
    after_connect(stream, |socket| {
        send(socket, &CONNACK);
        let _ = socket.close(None::<CloseFrame>);
    });
}

/// Accepts and ends the TCP connection without closing the WebSocket.
pub fn cut_when_online(stream: TcpStream) {
    after_connect(stream, |socket| {
        send(socket, &CONNACK);
        let _ = socket.get_ref().shutdown(Shutdown::Both);
    });
}

/// In order, but each byte comes in a message of its own.
pub fn byte_by_byte(stream: TcpStream) {
    after_connect(stream, |socket| {
        let publish = b"\x30\x08\x00\x02/t\xe6\xb8\xa9!";
        for byte in CONNACK.iter().chain(publish) {
            send(socket, &[*byte]);
        }
    });
}
