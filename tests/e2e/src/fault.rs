//! Servers that misbehave, each in one way: what a person meets whose URL leads to the wrong
//! place, or whose broker breaks the protocol.

mod packets;
mod upgrade;

pub use packets::{
    broken_publish, byte_by_byte, close_after_connect, close_at_open, close_when_online, connack,
    cut_when_online, garbage, long_connack, no_connack, no_pingresp, obedient, publish_first,
    reserved_packet, second_connack, text_message,
};
pub use upgrade::{
    http, mute, no_subprotocol, not_a_websocket, only_at_mqtt, other_subprotocol, raw_mqtt,
};

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};

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
        self.url("ws", "/mqtt")
    }

    /// The same place by another scheme or path.
    pub fn url(&self, scheme: &str, path: &str) -> String {
        format!("{scheme}://127.0.0.1:{}{path}", self.port)
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
