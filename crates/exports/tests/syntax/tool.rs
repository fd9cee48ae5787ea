//! Programs of other languages, run on files of a folder of their own.

use connack_exports::{Given, Include, Target, export};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Whether a tool is there; if not, that is said where it is seen.
pub(crate) fn is_there(tool: &str, left_unchecked: &str) -> bool {
    let found = Command::new(tool)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if found.is_ok() {
        return true;
    }
    let said = writeln!(
        std::io::stderr(),
        "\nNOT CHECKED: {left_unchecked}, because `{tool}` is not on this machine\n"
    );
    said.unwrap();
    false
}

/// An empty folder for the files of a test.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("exports-{name}"));
    if folder.exists() {
        std::fs::remove_dir_all(&folder).unwrap();
    }
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Standard output of a tool that must succeed.
#[track_caller]
pub(crate) fn run(command: &mut Command) -> Vec<u8> {
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{command:?}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

/// Texts that end with U+0000 each.
pub(crate) fn split(output: &[u8]) -> Vec<String> {
    let mut texts: Vec<String> = String::from_utf8(output.to_vec())
        .unwrap()
        .split('\0')
        .map(str::to_owned)
        .collect();
    assert_eq!(texts.pop().as_deref(), Some(""));
    texts
}

/// The text with the password in it.
pub(crate) fn text(target: Target, given: &Given) -> String {
    let export = export(target, given, Include::Password);
    export.text.expose().to_owned()
}

/// Where the stubs of a language are.
pub(crate) fn stubs(language: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/syntax/stubs")
        .join(language)
}

/// The address that a library is told; `schemes` are its own without WebSocket.
pub(crate) fn address(given: &Given, schemes: [&str; 2]) -> String {
    use connack_signer::Transport;
    let scheme = match given.transport {
        Transport::Tcp => schemes[0],
        Transport::Tls => schemes[1],
        Transport::Ws | Transport::Wss => return given.websocket_url.clone(),
    };
    format!("{scheme}://{}:{}", given.host, given.port)
}
