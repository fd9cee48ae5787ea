//! The program itself: its one line, its exit codes, its messages.

use std::io::{BufRead, BufReader, Read};
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::thread::{JoinHandle, spawn};

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_connack-broker"));
    command
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// The program while it runs. Ended when the test is over, however that ends.
pub(crate) struct Program {
    child: Child,
    stdout: BufReader<ChildStdout>,
    /// Standard error is read all the time, or the program would wait for room in the pipe.
    stderr: Option<JoinHandle<String>>,
    pub(crate) mqtt: SocketAddr,
    pub(crate) ws: SocketAddr,
}

impl Program {
    /// On free ports.
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let mut free = vec!["--mqtt", "127.0.0.1:0", "--ws", "127.0.0.1:0"];
        free.extend(arguments);
        let mut child = command(&free).spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut stderr = child.stderr.take().unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let addresses = line.strip_prefix("ready mqtt=").unwrap().trim_end();
        let (mqtt, ws) = addresses.split_once(" ws=").unwrap();
        Self {
            child,
            stdout,
            stderr: Some(spawn(move || {
                let mut text = String::new();
                stderr.read_to_string(&mut text).unwrap();
                text
            })),
            mqtt: mqtt.parse().unwrap(),
            ws: ws.parse().unwrap(),
        }
    }

    /// Ends it by SIGTERM, and what it wrote on standard error.
    pub(crate) fn stop(&mut self) -> String {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").arg(id).status().unwrap().success());
        assert!(self.child.wait().unwrap().success());
        self.stderr.take().unwrap().join().unwrap()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn one_line_when_it_listens_and_a_password() {
    let mut program = Program::start(&[]);
    assert!(program.mqtt.port() > 0 && program.ws.port() > 0);
    let stderr = program.stop();
    let password = stderr
        .strip_prefix("platform login: user platform, password ")
        .unwrap();
    assert_eq!(password.trim_end().len(), 32);
    let mut rest = String::new();
    program.stdout.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "");

    let mut program = Program::start(&["--platform-password", "marker", "--limits"]);
    assert_eq!(program.stop(), "");
}

#[track_caller]
fn fails(arguments: &[&str], texts: &[&str]) -> String {
    let Output {
        status,
        stdout,
        stderr,
    } = command(arguments).output().unwrap();
    let stderr = String::from_utf8(stderr).unwrap();
    assert_eq!(status.code(), Some(2), "{stderr}");
    assert!(stdout.is_empty());
    for text in texts {
        assert!(stderr.contains(text), "{text:?} not in {stderr}");
    }
    stderr
}

#[test]
fn ports_in_use() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let free = "127.0.0.1:0";
    fails(&["--mqtt", &address, "--ws", free], &[&address, "--mqtt"]);
    fails(&["--mqtt", free, "--ws", &address], &[&address, "--ws"]);
    fails(&["--mqtt", "nonsense"], &["nonsense", "--mqtt"]);
    fails(
        &["--platform-password", ""],
        &["--platform-password is empty"],
    );
    fails(&["--unknown"], &["--unknown"]);
}

#[test]
fn devices_files() {
    let path: PathBuf =
        std::env::temp_dir().join(format!("connack-broken-{}.json", std::process::id()));
    let name = path.to_str().unwrap();
    fails(&["--devices", name], &[name, "cannot be read"]);
    for (content, text) in [
        ("[{\"device_secret\": \"marker-1\",}]", "line 1, column 31"),
        ("{\"device_secret\":\"marker-1\"}", "no list"),
        ("[{\"device_secret\":\"marker-1\"}]", "`product_key`"),
    ] {
        std::fs::write(&path, content).unwrap();
        let stderr = fails(&["--devices", name], &[name, text, "expected a list"]);
        assert!(!stderr.contains("marker-1"), "{stderr}");
    }
    std::fs::remove_file(&path).unwrap();
}
