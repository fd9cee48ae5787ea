//! A broker that does one thing: to whoever subscribes it sends PUBLISH packets, encoded beforehand,
//! as fast as the socket takes them.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tungstenite::handshake::server::{Request, Response};
use tungstenite::{Bytes, Message, WebSocket};

use crate::publisher::publish;
use crate::wait::PATIENCE;

/// The topic of every message.
pub const TOPIC: &str = "blast/200-bytes";
/// Messages that are sent to each who subscribes.
pub const COUNT: u64 = 200_000;

const PAYLOAD_BYTES: usize = 200;
/// Messages in a frame.
const IN_A_FRAME: u64 = 500;

/// The server; its port stays taken until the program ends.
#[derive(Debug)]
pub struct Blast {
    started: Receiver<f64>,
    /// Where to connect to.
    pub websocket_url: String,
    /// How many bytes all messages have as packets.
    pub bytes: u64,
}

impl Blast {
    /// Starts it.
    pub fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let (sender, started) = mpsc::channel();
        let one = publish(TOPIC, &[b'x'; PAYLOAD_BYTES]);
        let bytes = one.len() as u64 * COUNT;
        let frame = Bytes::from(one.repeat(IN_A_FRAME as usize));
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (frame, sender) = (frame.clone(), sender.clone());
                // Who goes away in the middle is not served further.
                thread::spawn(move || serve(stream, &frame, &sender));
            }
        });
        Self {
            started,
            websocket_url: format!("ws://127.0.0.1:{port}/mqtt"),
            bytes,
        }
    }

    /// When the next one who subscribes was sent the first byte, in ms since 1970.
    #[track_caller]
    pub fn started_ms(&self) -> f64 {
        let started = self.started.recv_timeout(PATIENCE);
        started.expect("somebody subscribes")
    }
}

fn serve(stream: TcpStream, frame: &Bytes, started: &Sender<f64>) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let mut socket = tungstenite::accept_hdr(stream, choose_mqtt).ok()?;
    loop {
        let Message::Binary(packet) = socket.read().ok()? else {
            continue;
        };
        let answer: &[u8] = match packet[0] >> 4 {
            1 => &[0x20, 2, 0, 0],
            8 => &[0x90, 3, packet[2], packet[3], 0],
            12 => &[0xd0, 0],
            _ => continue,
        };
        let answer = Bytes::copy_from_slice(answer);
        socket.send(Message::Binary(answer)).ok()?;
        if packet[0] >> 4 == 8 {
            let now = SystemTime::now().duration_since(UNIX_EPOCH);
            let now = now.unwrap_or(Duration::ZERO);
            started.send(now.as_secs_f64() * 1_000.0).ok()?;
            blast(&mut socket, frame)?;
        }
    }
}

fn blast(socket: &mut WebSocket<TcpStream>, frame: &Bytes) -> Option<()> {
    for _ in 0..COUNT / IN_A_FRAME {
        socket.write(Message::Binary(frame.clone())).ok()?;
    }
    socket.flush().ok()
}

#[allow(
    clippy::result_large_err,
    clippy::unnecessary_wraps,
    reason = "the shape is tungstenite's"
)]
fn choose_mqtt(
    _: &Request,
    mut response: Response,
) -> Result<Response, tungstenite::handshake::server::ErrorResponse> {
    let mqtt = tungstenite::http::HeaderValue::from_static("mqtt");
    response
        .headers_mut()
        .insert("Sec-WebSocket-Protocol", mqtt);
    Ok(response)
}
