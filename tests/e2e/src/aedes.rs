//! An aedes, the broker of the JavaScript world, on free ports.

use std::path::Path;
use std::process::Command;

use crate::child::Child;
use crate::surroundings::{Needed, needed};

/// An aedes that lets in everybody; ends when dropped. It speaks 3.1.1 only.
#[derive(Debug)]
pub struct Aedes {
    _child: Child,
    /// Port of MQTT over TCP.
    pub mqtt_port: u16,
    /// Where the page connects to.
    pub websocket_url: String,
}

impl Aedes {
    /// Starts one.
    pub fn start() -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("node/aedes.mjs");
        let mut command = Command::new(needed(Needed::Node));
        command.arg(script).arg(needed(Needed::NodeModules));
        let child = Child::start(&mut command);
        let (mqtt_port, ws_port) = child.line("`ready mqtt=… ws=…`", |line| {
            let (mqtt, ws) = line.strip_prefix("ready mqtt=")?.split_once(" ws=")?;
            Some((mqtt.parse().ok()?, ws.parse::<u16>().ok()?))
        });
        Self {
            _child: child,
            mqtt_port,
            websocket_url: format!("ws://127.0.0.1:{ws_port}/mqtt"),
        }
    }
}
