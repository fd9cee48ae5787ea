//! The practice broker as a child: built, started on free ports, waited for, stopped.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::listen;
use crate::ServeOptions;
use crate::command;
use crate::failure::{Failure, Outcome};
use crate::workspace::Workspace;

const PACKAGE: &str = "connack-broker";
/// Generous: it only has to open two ports.
const PATIENCE: Duration = Duration::from_secs(30);

/// A broker that listens.
pub(super) struct Broker {
    child: Child,
    /// Its port for WebSocket and HTTP.
    pub(super) port: u16,
    /// Where the page connects to.
    pub(super) websocket_url: String,
}

impl Broker {
    pub(super) fn stop(&mut self) {
        // An error means that it has ended already, by the same Ctrl-C for example.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Broker {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Builds and starts the broker; returns when it has said where it listens.
pub(super) fn start(workspace: &Workspace, options: &ServeOptions) -> Outcome<Broker> {
    let program = build(workspace)?;
    let mqtt = free(options.mqtt_port, "MQTT")?;
    let ws = free(options.ws_port, "WebSocket")?;
    let mut command = Command::new(&program);
    command
        .args(["--mqtt", &format!("127.0.0.1:{mqtt}")])
        .args(["--ws", &format!("127.0.0.1:{ws}")])
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    if let Some(devices) = &options.devices {
        command.arg("--devices").arg(devices);
    }
    let mut child = command.spawn().map_err(|error| {
        Failure::new(
            format!("cannot start {}: {error}", program.display()),
            "serve without it by `--no-broker`",
        )
    })?;
    let output = child.stdout.take();
    let mut broker = Broker {
        child,
        port: 0,
        websocket_url: String::new(),
    };
    let (said, lines) = mpsc::channel();
    thread::spawn(move || {
        let mut lines = output
            .into_iter()
            .flat_map(|output| BufReader::new(output).lines());
        while let Some(Ok(line)) = lines.next() {
            println!("broker: {line}");
            // After the line that we wait for nobody listens, and that is fine.
            let _ = said.send(line);
        }
        println!("broker: stopped");
    });
    loop {
        let line = lines.recv_timeout(PATIENCE).map_err(|_| {
            Failure::new(
                "the practice broker has not become ready",
                "see what it said above; `--no-broker` serves the page without it",
            )
        })?;
        if let Some(port) = websocket_port(&line) {
            broker.port = port;
            broker.websocket_url = format!("ws://127.0.0.1:{port}/mqtt");
            return Ok(broker);
        }
    }
}

fn build(workspace: &Workspace) -> Outcome<PathBuf> {
    command::build_programs(&workspace.root, &[PACKAGE])?
        .into_iter()
        .next()
        .ok_or_else(|| {
            Failure::new(
                format!("the package {PACKAGE} has no program"),
                "serve without it by `--no-broker`",
            )
        })
}

/// The port wished for or a free one. It is let go again: the broker takes it a moment later.
fn free(wished: u16, what: &str) -> Outcome<u16> {
    let port = listen(wished)?
        .local_addr()
        .map_or(wished, |address| address.port());
    if port != wished {
        println!("port {wished} is not free, {port} is used for the broker's {what} instead");
    }
    Ok(port)
}

/// The port in the broker's `ready mqtt=127.0.0.1:1883 ws=127.0.0.1:8083`.
fn websocket_port(line: &str) -> Option<u16> {
    let mut words = line.split_whitespace();
    if words.next() != Some("ready") {
        return None;
    }
    let address = words.find_map(|word| word.strip_prefix("ws="))?;
    let address = address.trim_start_matches("ws://");
    let host = address.split('/').next()?;
    host.rsplit(':').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::websocket_port;

    #[test]
    fn the_ready_line_names_the_port() {
        let ready = "ready mqtt=127.0.0.1:1883 ws=127.0.0.1:40123";
        assert_eq!(websocket_port(ready), Some(40123));
        let url = "ready mqtt=127.0.0.1:1883 ws=ws://127.0.0.1:8083/mqtt";
        assert_eq!(websocket_port(url), Some(8083));
        assert_eq!(websocket_port("refused ws=1:2"), None);
    }
}
