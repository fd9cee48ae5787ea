//! The practice broker on free ports.

use std::process::Command;

use crate::child::Child;
use crate::surroundings::{Needed, needed};

/// A practice broker; ends when dropped.
#[derive(Debug)]
pub struct Practice {
    child: Child,
    /// Port of MQTT over TCP.
    pub mqtt_port: u16,
    ws_port: u16,
    /// Where the page connects to.
    pub websocket_url: String,
}

impl Practice {
    /// The password of the user `platform`.
    pub const PLATFORM_PASSWORD: &str = "a-password-for-this-test";

    /// Starts one that knows the practice device.
    pub fn start() -> Self {
        Self::start_with(&[])
    }

    /// Starts one with further arguments.
    pub fn start_with(arguments: &[&str]) -> Self {
        Self::start_on((0, 0), arguments)
    }

    /// Starts one where another one was.
    pub fn start_at(ports: (u16, u16)) -> Self {
        Self::start_on(ports, &[])
    }

    fn start_on((mqtt, ws): (u16, u16), arguments: &[&str]) -> Self {
        let mut command = Command::new(needed(Needed::Broker));
        command
            .args(["--mqtt", &format!("127.0.0.1:{mqtt}")])
            .args(["--ws", &format!("127.0.0.1:{ws}")])
            .args(["--platform-password", Self::PLATFORM_PASSWORD])
            .args(arguments);
        let child = Child::start(&mut command);
        let (mqtt_port, ws_port) = child.line("`ready mqtt=… ws=…`", |line| {
            let (mqtt, ws) = line.strip_prefix("ready mqtt=")?.split_once(" ws=")?;
            Some((port(mqtt)?, port(ws)?))
        });
        Self {
            child,
            mqtt_port,
            ws_port,
            websocket_url: format!("ws://127.0.0.1:{ws_port}/mqtt"),
        }
    }

    /// Its ports: of MQTT over TCP, and of WebSocket.
    pub fn ports(&self) -> (u16, u16) {
        (self.mqtt_port, self.ws_port)
    }

    /// What it has logged so far.
    pub fn log(&self) -> Vec<String> {
        self.child.output()
    }
}

fn port(address: &str) -> Option<u16> {
    address.rsplit(':').next()?.parse().ok()
}
