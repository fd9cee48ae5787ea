//! A real mosquitto, started with a configuration of its own.

use std::net::TcpStream;
use std::process::Command;

use crate::child::Child;
use crate::folder::Folder;
use crate::site::free_port;
use crate::surroundings::{Needed, needed};
use crate::wait::within;

/// A mosquitto with one user; ends when dropped.
#[derive(Debug)]
pub struct Mosquitto {
    child: Child,
    _folder: Folder,
    /// Where the page connects to.
    pub websocket_url: String,
    /// Where clients over TCP connect to.
    pub port: u16,
}

impl Mosquitto {
    /// Starts one that lets in `username` with `password` only.
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
        // A port can be taken between the moment it is found free and the moment it is used.
        for _ in 0..5 {
            let (plain, websocket) = (free_port(), free_port());
            // 2.0.11 does not start with the WebSocket listener alone.
            // `user root` keeps an administrator's mosquitto able to read the temporary folder.
            let config = format!(
                "listener {plain} 127.0.0.1\n\
                 listener {websocket} 127.0.0.1\n\
                 protocol websockets\n\
                 allow_anonymous false\n\
                 password_file {}\n\
                 persistence false\n\
                 user root\n\
                 log_type all\n",
                passwords.display()
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
                    websocket_url: format!("ws://127.0.0.1:{websocket}/mqtt"),
                    port: plain,
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
