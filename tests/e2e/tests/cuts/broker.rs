//! A mosquitto on plain TCP that drops nothing by its configuration: it queues without limit and
//! sends ten at a time (2.0.11 loses messages above twenty).

use std::net::TcpStream;
use std::process::Command;

use connack_e2e::{Child, Folder, Needed, eventually, free_port, needed};

pub(crate) struct Broker {
    _child: Child,
    _folder: Folder,
    pub(crate) port: u16,
}

impl Broker {
    pub(crate) fn start() -> Self {
        let folder = Folder::new("cuts");
        let port = free_port();
        let config = format!(
            "listener {port} 127.0.0.1\n\
             allow_anonymous true\n\
             persistence false\n\
             user root\n\
             max_queued_messages 0\n\
             max_inflight_messages 10\n\
             log_type error\n"
        );
        let file = folder.write("mosquitto.conf", &config);
        let child = Child::start(Command::new(needed(Needed::Mosquitto)).arg("-c").arg(file));
        eventually("mosquitto listens", || {
            TcpStream::connect(("127.0.0.1", port)).ok()
        });
        Self {
            _child: child,
            _folder: folder,
            port,
        }
    }
}
