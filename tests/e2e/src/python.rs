//! Programs in Python that we did write, round a client, an HMAC and a TLS that we did not.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::child::Child;
use crate::surroundings::{Needed, needed};

fn script(name: &str) -> Command {
    let mut command = Command::new(needed(Needed::Python));
    command.arg(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("python")
            .join(name),
    );
    // The checkout stays as it is.
    command.env("PYTHONDONTWRITEBYTECODE", "1");
    command
}

/// A device's password, computed by Python's own `hmac`.
pub fn password(method: &str, secret: &str, pairs: &[(&str, &str)]) -> String {
    let mut command = script("password.py");
    command.args([method, secret]);
    command.args(pairs.iter().map(|(name, value)| format!("{name}={value}")));
    let output = command.output().expect("Python starts");
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).expect("hex");
    text.trim().to_owned()
}

/// A stock MQTT client; ends when dropped.
#[derive(Debug)]
pub struct Paho(Child);

impl Paho {
    /// Connects with a login as it stands: `client_id`, `username`, `password`.
    pub fn log_in(port: u16, client_id: &str, username: &str, password: &str) -> Self {
        let login = json!({ "client_id": client_id, "username": username, "password": password });
        Self::start(&json!({ "port": port, "login": login }))
    }

    /// Connects as a device; the client computes its login itself.
    pub fn device(port: u16, device: &Value) -> Self {
        Self::start(&json!({ "port": port, "device": device }))
    }

    fn start(order: &Value) -> Self {
        let mut child = Child::start(&mut script("client.py"));
        child.tell(&order.to_string());
        Self(child)
    }

    /// The return code of CONNACK.
    #[track_caller]
    pub fn connack(&self) -> u64 {
        self.0
            .line("CONNACK", |line| event(line)?["connack"].as_u64())
    }

    /// Subscribes and waits for the grant.
    #[track_caller]
    pub fn subscribe(&mut self, topic: &str, qos: u8) {
        self.0
            .tell(&json!({ "subscribe": topic, "qos": qos }).to_string());
        let granted = self
            .0
            .line("SUBACK", |line| event(line)?["granted"][0].as_u64());
        assert_eq!(granted, u64::from(qos), "granted for {topic}");
    }

    /// Publishes bytes.
    pub fn publish(&mut self, topic: &str, qos: u8, payload: &[u8]) {
        let order = json!({ "publish": topic, "qos": qos, "hex": hex(payload, "") });
        self.0.tell(&order.to_string());
    }

    /// Waits for a message with exactly this content.
    #[track_caller]
    pub fn receives(&self, topic: &str, qos: u8, payload: &[u8]) {
        let expected = json!({ "topic": topic, "qos": qos, "hex": hex(payload, "") });
        self.0.line(&expected.to_string(), |line| {
            (event(line)? == expected).then_some(())
        });
    }

    /// Waits for a message on this topic of which `read` takes something from its JSON.
    #[track_caller]
    pub fn hears<T>(&self, topic: &str, read: impl Fn(&Value) -> Option<T>) -> T {
        self.0.line(&format!("a message on {topic}"), |line| {
            read(&serde_json::from_slice(&payload(line, topic)?).ok()?)
        })
    }

    /// The payloads of every message on this topic so far, oldest first.
    pub fn heard(&self, topic: &str) -> Vec<Vec<u8>> {
        let lines = self.0.output();
        lines
            .iter()
            .filter_map(|line| payload(line, topic))
            .collect()
    }
}

fn payload(line: &str, topic: &str) -> Option<Vec<u8>> {
    let event = event(line)?;
    let digits = event["hex"].as_str().filter(|_| event["topic"] == topic)?;
    let digits: Vec<u8> = digits.bytes().collect();
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    digits.chunks(2).map(byte).collect()
}

fn event(line: &str) -> Option<Value> {
    serde_json::from_str(line).ok()
}

/// Bytes as hex digits.
pub fn hex(bytes: &[u8], between: &str) -> String {
    let digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    digits.join(between)
}

/// The finished site over TLS, with a certificate for which nobody vouches; ends when dropped.
#[derive(Debug)]
pub struct SecureSite {
    _child: Child,
    port: u16,
}

impl SecureSite {
    /// Starts it on a free port.
    pub fn dist() -> Self {
        let mut command = script("secure_site.py");
        command.arg(needed(Needed::Dist));
        command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("certificate/self-signed.pem"));
        let child = Child::start(&mut command);
        let port = child.line("`ready PORT`", |line| {
            line.strip_prefix("ready ")?.parse().ok()
        });
        Self {
            _child: child,
            port,
        }
    }

    /// A URL of the site.
    pub fn at(&self, rest: &str) -> String {
        format!("https://127.0.0.1:{}/{rest}", self.port)
    }

    /// A URL that a page would connect to, if the certificate were good.
    pub fn websocket_url(&self) -> String {
        format!("wss://127.0.0.1:{}/mqtt", self.port)
    }
}
