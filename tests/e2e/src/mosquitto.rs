//! A real mosquitto, started with a configuration of its own.

use std::net::TcpStream;
use std::process::Command;

use crate::child::Child;
use crate::folder::Folder;
use crate::site::free_port;
use crate::surroundings::{Needed, needed};
use crate::wait::within;

/// A mosquitto; ends when dropped.
#[derive(Debug)]
pub struct Mosquitto {
    child: Child,
    _folder: Folder,
    /// Port of MQTT over TCP.
    pub mqtt_port: u16,
    /// Where the page connects to.
    pub websocket_url: String,
}

impl Mosquitto {
    /// Starts one that lets in `username` with `password` only, and logs everything.
    pub fn start(username: &str, password: &str) -> Self {
        let folder = Folder::new("mosquitto");
        let passwords = folder.path().join("passwords");
        let made = Command::new(needed(Needed::MosquittoPasswd))
            .args(["-b", "-c"])
            .arg(&passwords)
            .args([username, password])
            .output()
            .expect("mosquitto_passwd starts");
        assert!(made.status.success(), "mosquitto_passwd: {made:?}");
        let config = format!(
            "allow_anonymous false\n\
             password_file {}\n\
             log_type all\n",
            passwords.display()
        );
        Self::start_in(folder, &config)
    }

    /// Starts one that lets in everybody, and drops nothing by its configuration: it queues without
    /// limit and sends ten at a time (2.0.11 loses messages above twenty). It logs who comes and
    /// goes, and why.
    pub fn open() -> Self {
        let config = "allow_anonymous true\n\
             max_queued_messages 0\n\
             max_inflight_messages 10\n\
             log_type error\n\
             log_type warning\n\
             log_type notice\n";
        Self::start_in(Folder::new("mosquitto"), config)
    }

    fn start_in(folder: Folder, config: &str) -> Self {
        // A port can be taken between the moment it is found free and the moment it is used.
        for _ in 0..5 {
            let (plain, websocket) = (free_port(), free_port());
            // 2.0.11 does not start with a WebSocket listener alone. `user root` keeps an
            // administrator's mosquitto able to read the temporary folder.
            let config = format!(
                "listener {plain} 127.0.0.1\n\
                 listener {websocket} 127.0.0.1\n\
                 protocol websockets\n\
                 persistence false\n\
                 user root\n\
                 {config}"
            );
            let file = folder.write("mosquitto.conf", &config);
            let child = Child::start(Command::new(needed(Needed::Mosquitto)).arg("-c").arg(file));
            let up = within(crate::PATIENCE, || {
                let all = [plain, websocket]
                    .iter()
                    .all(|port| TcpStream::connect(("127.0.0.1", *port)).is_ok());
                let failed = child.output().iter().any(|line| line.contains("Error"));
                (all || failed).then_some(all && !failed)
            });
            if up == Some(true) {
                return Self {
                    child,
                    _folder: folder,
                    mqtt_port: plain,
                    websocket_url: format!("ws://127.0.0.1:{websocket}/mqtt"),
                };
            }
            eprintln!("mosquitto: {}", child.output().join("\n"));
        }
        panic!("mosquitto does not start");
    }

    /// What it has logged so far.
    pub fn log(&self) -> Vec<String> {
        self.child.output()
    }
}
